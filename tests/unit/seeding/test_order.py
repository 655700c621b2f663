from __future__ import annotations

from sandbox.seeding.schemas.order import in_order
from tests.unit.seeding.build import column, foreign_key, schema, serial, table


def _refers(name: str, *targets: str, nullable: bool = False) -> dict[str, object]:
    return table(
        name,
        serial(),
        *(column(f"{t}_id", "int4", not_null=not nullable) for t in targets),
        constraints=tuple(foreign_key(f"{t}_id", t) for t in targets),
    )


def _names(*tables: dict[str, object]) -> list[str]:
    return [place.table.name for place in in_order(schema(*tables))]


def test_what_is_referred_to_comes_first() -> None:
    """Grandparents, parents, children, whatever their names."""
    assert _names(_refers("a", "b"), _refers("b", "c"), _refers("c")) == ["c", "b", "a"]


def test_a_reference_to_itself_blocks_nothing() -> None:
    """A tree's table comes like any other."""
    assert _names(_refers("a", "a"), _refers("b", "a")) == ["a", "b"]


def test_a_circle_is_cut_where_null_is_allowed() -> None:
    """The cut key stays NULL; the other keeps its reference."""
    tables = (_refers("egg", "hen"), _refers("hen", "egg", nullable=True))
    places = in_order(schema(*tables))
    assert [place.table.name for place in places] == ["hen", "egg"]
    assert [[key.name for key in place.cut] for place in places] == [["egg_id_fkey"], []]


def test_views_and_partitions_are_no_places_for_rows() -> None:
    """Rows of a partition come through the partitioned table."""
    view = table("v", column("a"), kind="v")
    part = table("p_1", column("a"), partition=True)
    assert _names(view, part, _refers("t")) == ["t"]
