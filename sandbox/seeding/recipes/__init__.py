"""What a maintainer wants of the data: read, checked against the schema, explained."""
