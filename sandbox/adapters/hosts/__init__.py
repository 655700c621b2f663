"""The hosts where pull requests are reviewed."""
