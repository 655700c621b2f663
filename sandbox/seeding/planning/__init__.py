"""How one table is filled: the rule of each column, the parents of rows, what keys need."""
