"""What is owned: who, where, since when, what was kept. SQLAlchemy with its own migrations."""
