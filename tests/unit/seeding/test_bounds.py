"""The server's text of partitions' bounds."""

from __future__ import annotations

import pytest

from sandbox.seeding.planning.bounds import Datum, read_bound


def test_lists_keep_quotes_commas_and_null_apart() -> None:
    """A text may look like the syntax around it."""
    bound = read_bound("FOR VALUES IN ('it''s, (odd)', NULL, 'NULL', -3, true)")
    texts = [datum.text for datum in bound.values]
    assert texts == ["it's, (odd)", None, "NULL", "-3", "true"]


def test_ranges_have_ends_that_are_none() -> None:
    """MINVALUE in quotes is a text, without quotes no end."""
    bound = read_bound("FOR VALUES FROM ('MINVALUE', MINVALUE) TO (10, MAXVALUE)")
    assert bound.low == (Datum("MINVALUE"), Datum(None, end="MINVALUE"))
    assert bound.high == (Datum("10"), Datum(None, end="MAXVALUE"))


def test_hashes_and_defaults_are_read() -> None:
    """The two other forms."""
    bound = read_bound("FOR VALUES WITH (modulus 4, remainder 3)")
    assert (bound.modulus, bound.remainder) == (4, 3)
    assert read_bound("DEFAULT").default


def test_anything_else_is_refused() -> None:
    """A form of a later server is not taken for another."""
    with pytest.raises(ValueError, match="no partition's bound"):
        read_bound("FOR VALUES NEAR (3)")
