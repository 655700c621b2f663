"""Everything that is asked of the database. Routes call these; they write no SQL of their own."""
