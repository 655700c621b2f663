"""How each step of a plan is carried out through the ports; nothing is decided here."""
