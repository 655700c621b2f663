"""A full private copy of an app for anyone to change, and review as the only way out."""

__version__ = "0.1.0"
