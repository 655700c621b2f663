"""What `sandbox prove` tries, and how what it met is judged."""
