"""git, through its own command."""
