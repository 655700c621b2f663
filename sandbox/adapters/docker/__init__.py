"""Docker, through its SDK; images are built with BuildKit where it is."""
