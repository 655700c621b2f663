"""What a sandbox is and what has to be done: pure values and decisions, no effects."""
