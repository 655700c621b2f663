"""Points, shapes and vectors, as PostgreSQL's own types, PostGIS and pgvector write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

One = Callable[[int], str]

_STEP, _WIDE, _HIGH = 7_919, 120_000, 60_000


def _place(index: int) -> tuple[float, float]:
    """A point in the middle of Europe, another for each index: longitude, latitude."""
    x, y = index * _STEP % _WIDE, (index * _STEP // _WIDE + index * 31) % _HIGH
    return 4 + x / 10_000, 46 + y / 10_000


def point(index: int) -> str:
    x, y = _place(index)
    return f"({x:.4f},{y:.4f})"


def _corner(index: int, dx: float, dy: float) -> str:
    x, y = _place(index)
    return f"({x + dx:.4f},{y + dy:.4f})"


def _triangle(index: int) -> str:
    return ",".join((point(index), _corner(index, 0.2, 0), _corner(index, 0.2, 0.1)))


FIGURES: Mapping[str, One] = {
    "point": point,
    "line": lambda n: f"{{{n % 100 + 1},-1,{n}}}",
    "lseg": lambda n: f"[{point(n)},{_corner(n, 0.2, 0.1)}]",
    "box": lambda n: f"{_corner(n, 0.2, 0.1)},{point(n)}",
    "path": lambda n: f"[{_triangle(n)}]",
    "polygon": lambda n: f"({_triangle(n)})",
    "circle": lambda n: f"<{point(n)},{n % 9 + 1}>",
    "box2d": lambda n: f"BOX({n} {n},{n + 1} {n + 1})",
    "box3d": lambda n: f"BOX3D({n} {n} 0,{n + 1} {n + 1} 1)",
}


def _geometry(modified: str) -> One:
    """Well-known text of the declared shape, dimensions and reference system."""
    found = re.search(r"\((\w+)(?:,\s*(\d+))?\)", modified)
    shape = (found[1] if found else "Point").lower()
    system = (found[2] if found else None) or ("4326" if modified.startswith("geog") else "0")
    extra = "".join(letter for letter in shape[-2:] if letter in "zm" and shape != "geom")
    shape = shape.removesuffix(extra) if extra else shape

    def corner(index: int, dx: float = 0, dy: float = 0) -> str:
        x, y = _place(index)
        return f"{x + dx:.4f} {y + dy:.4f}" + " 0" * len(extra)

    def one(index: int) -> str:
        a, b, c = corner(index), corner(index, 0.2), corner(index, 0.2, 0.1)
        bodies = {
            "linestring": f"({a},{b},{c})",
            "polygon": f"(({a},{b},{c},{a}))",
            "multipoint": f"(({a}),({b}))",
            "multilinestring": f"(({a},{b}),({b},{c}))",
            "multipolygon": f"((({a},{b},{c},{a})))",
            "geometrycollection": f"(POINT{extra.upper()}({a}))",
        }
        name = shape if shape in bodies else "point"
        text = f"{name.upper()}{extra.upper()}{bodies.get(name, f'({a})')}"
        return f"SRID={system};{text}" if system != "0" else text

    return one


def _vector(modified: str) -> One:
    """Numbers between -1 and 1, as many as declared."""
    found = re.search(r"\((\d+)\)", modified)
    size = int(found[1]) if found else 3

    def one(index: int) -> str:
        first = (index * _STEP % 2_000_003) / 1_000_001.5 - 1
        rest = [
            ((index + 1) * (place + 3) * _STEP % 2_003) / 1_001.5 - 1 for place in range(1, size)
        ]
        return "[" + ",".join(f"{number:.6f}" for number in (first, *rest)) + "]"

    return one


def _sparse(modified: str) -> One:
    found = re.search(r"\((\d+)\)", modified)
    size = int(found[1]) if found else 3
    return lambda n: f"{{1:{n + 1},{size}:0.5}}/{size}" if size > 1 else f"{{1:{n + 1}}}/1"


MEASURED: Mapping[str, Callable[[str], One]] = {
    "geometry": _geometry,
    "geography": _geometry,
    "vector": _vector,
    "halfvec": _vector,
    "sparsevec": _sparse,
}
"""By the type with its modifiers, `geometry(Point,4326)` or `vector(3)`."""
