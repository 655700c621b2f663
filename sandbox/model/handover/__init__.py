"""Handing work over: what was changed, how it meets the newest of the app, what it is called."""
