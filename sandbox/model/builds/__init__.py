"""An app's image: its Dockerfile read, made buildable anywhere, and held away from the network."""
