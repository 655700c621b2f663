"""Where in a person's code an error happened, from what the app said of it."""

from __future__ import annotations

import re

_FRAME = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)
_FOREIGN = re.compile(r"^<|/(site|dist)-packages/|/lib/python3|/bin/")
# Where images put the code of apps.
_TOP = re.compile(r"^/(usr/src/app|(srv|opt|home)/app|app|code|srv|src|workspace)/")
_KIND = re.compile(r"^(?:[A-Za-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Failure|NotFound))\b", re.M)


def error_place(said: str) -> str | None:
    """ "SyntaxError in shipments/main.py, line 35": the last error, the innermost line of the app's
    own code; None where that is not to be seen."""
    kinds = list(_KIND.finditer(said))
    if not kinds:
        return None
    frames = [
        (file, line)
        for file, line in _FRAME.findall(said[: kinds[-1].start()])
        if not _FOREIGN.search(file)
    ]
    if not frames:
        return None
    file, line = frames[-1]
    return f"{kinds[-1][1]} in {_TOP.sub('', file)}, line {line}"
