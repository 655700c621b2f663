"""The host's files, locks and loopback."""
