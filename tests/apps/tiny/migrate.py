"""Stands in for migrations: there is nothing to migrate, but it runs where they would."""

print("migrated")
