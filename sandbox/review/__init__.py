"""What a reviewer and a contributor should know of a change: one file for each check."""
