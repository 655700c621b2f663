"""Values that suit a column's name, type, table and neighbours."""
