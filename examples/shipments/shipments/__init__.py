"""The shipment tracker: who sends what, where it is, and what it costs."""
