"""Who won more than once, and whether that is more than chance."""
