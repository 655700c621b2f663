"""The outside: what may be reached, what never, and what would open something there."""
