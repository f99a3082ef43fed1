"""Places: the divisions of China, and where a name says it is."""
