"""Values that open something in the real world, told by their form."""
