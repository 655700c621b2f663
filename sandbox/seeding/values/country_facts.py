"""What else is known of a country: its capital and continent."""

from __future__ import annotations

_FACTS = """
AT Vienna|Europe
BE Brussels|Europe
CH Bern|Europe
CZ Prague|Europe
DE Berlin|Europe
DK Copenhagen|Europe
ES Madrid|Europe
FI Helsinki|Europe
FR Paris|Europe
GB London|Europe
GR Athens|Europe
IE Dublin|Europe
IT Rome|Europe
LU Luxembourg|Europe
NL Amsterdam|Europe
NO Oslo|Europe
PL Warsaw|Europe
PT Lisbon|Europe
SE Stockholm|Europe
US Washington|North America
CA Ottawa|North America
AU Canberra|Oceania
NZ Wellington|Oceania
JP Tokyo|Asia
IN New Delhi|Asia
BR Brasília|South America
MX Mexico City|North America
ZA Pretoria|Africa
"""
CAPITALS = {line[:2]: line[3:].split("|")[0] for line in _FACTS.strip().splitlines()}
CONTINENTS = {line[:2]: line.split("|")[1] for line in _FACTS.strip().splitlines()}
"""Both by the countries' ISO 3166 codes."""
