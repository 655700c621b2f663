"""The steps that make a table's columns, one or several columns each."""
