"""Which kinds of institution run the hotlines."""
