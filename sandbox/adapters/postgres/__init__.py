"""PostgreSQL: what a database's catalogue says, as plain data."""
