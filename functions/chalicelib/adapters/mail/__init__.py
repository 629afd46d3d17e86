"""Messages to couples and staff: put into words, and handed to a service that carries them."""
