"""Files in a private bucket."""
