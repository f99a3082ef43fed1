"""Award lists: from an article to its rows."""
