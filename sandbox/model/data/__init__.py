"""The databases of a sandbox and a person's SQL."""
