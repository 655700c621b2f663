"""`sandbox seeds explain`: how each column is filled, and with what."""

from __future__ import annotations

from tests.postgres.conftest import Database
from tests.postgres.maintainer import RECIPE, Maintainer


def test_explain_has_an_entry_for_every_column(shop: Database, maintainer: Maintainer) -> None:
    """The rule, what it follows from, and up to three values."""
    maintainer.write("shop.toml", RECIPE)
    answer = maintainer.answer("explain", shop.address, "--recipe", "shop.toml")
    said = {(one["table"], one["column"]): one for one in answer}
    assert len(said) == 2 + 6 + 3
    why = {key: one["why"] for key, one in said.items()}
    assert why["customers", "plan"] == "the recipe says so"
    assert why["customers", "email"] == "its name"
    assert why["customers", "country_id"] == "the foreign key customers_country_id_fkey"
    assert why["customers", "id"] == "its sequence counts"
    assert why["customers", "full_label"] == "the column is generated"
    assert "rows already" in why["countries", "name"]
    assert "reserved domain" in said["customers", "email"]["rule"]
    assert said["orders", "customer_id"]["rule"].startswith("refers to customers.id: ")
    assert set(said["customers", "plan"]["samples"]) == {"free", "paid"}
    assert len(said["orders", "amount"]["samples"]) == 3
    assert all(0 <= one["nulls"] <= 1 for one in answer)
    assert shop.value("SELECT count(*) FROM customers") == 0


def test_explain_of_a_filled_database_says_how_it_would_be_filled(
    shop: Database, maintainer: Maintainer
) -> None:
    """The values are those that are there."""
    maintainer.seeds("fill", shop.address)
    answer = maintainer.answer("explain", shop.address, "--table", "customers")
    assert {one["table"] for one in answer} == {"customers"}
    samples = next(one["samples"] for one in answer if one["column"] == "first_name")
    there = [row[0] for row in shop.rows("SELECT first_name FROM customers ORDER BY id")]
    assert set(samples) <= set(there)


def test_explain_reads_well_on_a_screen(shop: Database, maintainer: Maintainer) -> None:
    """Table by table, with the values below each column, in plain words and 80 columns; look-up
    tables that migrations filled show their rows."""
    text = maintainer.seeds("explain", shop.address).stdout
    assert "\ncustomers\n" in text
    assert "  plan (text)\n      one of the values that are allowed (a rule of the database" in text
    assert "  customer_id (whole number)\n      a row of customers: some come often" in text
    assert "      the rows that are there (they stay as they are)\n      Atlantis | Utopia" in text
    assert max(map(len, text.splitlines())) <= 80
    for word in ("NULL", "foreign key", "parent", "sequence", "varying"):
        assert word not in text


def test_a_filled_database_shows_the_rows_that_migrations_put_there(
    shop: Database, maintainer: Maintainer
) -> None:
    """Also when all is filled, and no one has noted which rows came first."""
    maintainer.seeds("fill", shop.address)
    answer = maintainer.answer("explain", shop.address)
    said = {(one["table"], one["column"]): one for one in answer}
    assert said["countries", "name"]["rule"] == "the rows that are there"
    assert said["countries", "name"]["samples"] == ["Atlantis", "Utopia"]
    assert said["customers", "first_name"]["rule"] != "the rows that are there"
    shown = set(said["customers", "country_id"]["samples"])
    assert shown <= {"1", "2"}
