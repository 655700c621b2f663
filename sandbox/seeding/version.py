"""What a golden database's hash says of the seeding; light, since every command reads it."""

from __future__ import annotations

ENGINE_VERSION = "21"
"""Changes when the bytes that the engine produces change."""

FAKER_VERSION = "40.54.0"
"""The one that is pinned: the values it gives differ from release to release."""
