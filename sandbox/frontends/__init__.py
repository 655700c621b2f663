"""The ways in for people and programs; only these print."""
