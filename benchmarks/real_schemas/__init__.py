"""Schemas that published packages' own migrations make, seeded without any configuration."""
