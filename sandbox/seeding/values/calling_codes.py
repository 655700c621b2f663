"""What a country's telephone numbers begin with, dialled from abroad."""

from __future__ import annotations

CALLING = {
    country: code
    for line in """
    43 AT|32 BE|41 CH|420 CZ|49 DE|45 DK|34 ES|358 FI|33 FR|44 GB|30 GR|353 IE|39 IT|352 LU|31 NL
    47 NO|48 PL|351 PT|46 SE|1 US|1 CA|61 AU|64 NZ|81 JP|91 IN|55 BR|52 MX|27 ZA
    """.strip().splitlines()
    for pair in line.strip().split("|")
    for code, country in (pair.split(),)
}
"""Countries to their calling codes."""
DIAL_NAMES = (
    "phone_prefix dial_code dialling_code dialing_code calling_code phone_code "
    "country_calling_code phone_country_code area_prefix"
)
"""Columns that hold one."""
