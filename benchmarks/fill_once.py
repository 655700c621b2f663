"""Seeds the golden database of one server, and says how long that took, as JSON.

python -m benchmarks.fill_once CONTAINER
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.bench import EXAMPLE
from sandbox.effects.seed import fill_database
from sandbox.model.settings.spec import SeedSpec
from sandbox.wiring import wire


def main(server: str) -> None:
    ports = wire()
    recipe = (ports.files.resource("seeds") / f"{EXAMPLE.name}.toml").read_text()
    began = time.perf_counter()
    spec = SeedSpec(recipe=recipe, rows=None, ours=True)
    seeded = fill_database(ports.engine, ports.catalogue, server, spec)
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "rows": seeded.rows, "tables": seeded.tables}))


if __name__ == "__main__":
    main(sys.argv[1])
