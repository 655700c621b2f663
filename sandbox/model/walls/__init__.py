"""The walls: what a container may, and whether what runs is what is wanted."""
