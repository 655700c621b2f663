"""CHECK constraints: read (parse), turned into bounds (limits), evaluated, and met (repair)."""
