"""Helpers used all over the app: dates with time zones, and money. Use these, not your own."""
