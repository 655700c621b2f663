"""This machine's own network, as far as one can ask it without any right."""
