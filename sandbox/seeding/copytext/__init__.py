"""How values are held while they are made, and written for COPY."""
