"""What the catalogue says of a database, as plain data."""
