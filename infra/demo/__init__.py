"""A sample year: an invented office life to look at before there is a real one."""
