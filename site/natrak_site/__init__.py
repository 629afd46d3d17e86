"""What the pages are made of before the site builder sees them."""
