"""`sandbox data grow` and `sandbox seeds` on a running sandbox."""

from __future__ import annotations

import json

from tests.scenarios.person import Sandbox

SHIPMENTS = "select count(*), count(distinct reference), max(id) from shipments"


def test_a_table_grows_and_reset_takes_it_back(demo: Sandbox) -> None:
    """New rows refer to what is there, other tables stay, unique values stay unique."""
    person = demo.person
    (before,) = demo.rows(SHIPMENTS)
    others = demo.rows("select (select count(*) from customers), (select count(*) from invoices)")
    answer = person.sandbox("data", "grow", "shipments", "300", "--name", demo.name, "--json").json
    assert answer["added"] == 300
    assert answer["rows"] == before[0] + 300
    assert (answer["name"], answer["schema"], answer["table"]) == (demo.name, "public", "shipments")
    assert answer["short"] is None
    (after,) = demo.rows(SHIPMENTS)
    assert after == [before[0] + 300, before[0] + 300, before[2] + 300]
    same = demo.rows("select (select count(*) from customers), (select count(*) from invoices)")
    assert same == others
    assert demo.logged_in().get("/shipments").status == 200
    said = person.sandbox("data", "grow", "customers", "5", "--name", demo.name)
    assert "5 rows added to customers" in said.out
    person.sandbox("reset", demo.name)
    assert demo.rows(SHIPMENTS) == [before]


def test_growth_says_what_it_wants(demo: Sandbox) -> None:
    """An unknown table with the nearest names, a number that is none, too many words."""
    person = demo.person
    done = person.sandbox("data", "grow", "shipment", "5", code=2)
    assert "no table shipment" in done.err
    assert "did you mean shipments" in done.err
    for words in (("grow", "shipments"), ("grow", "shipments", "many"), ("select", "1")):
        done = person.sandbox("data", *words, code=2)
        assert "hint: " in done.err


def test_a_look_at_the_data_says_how_much_of_it_is_shown(demo: Sandbox) -> None:
    """The first rows of a long table, the number of tables, the nearest names to a wrong one."""
    person, own = demo.person, ("--name", demo.name)
    (tables,) = demo.rows("select count(*) from pg_stat_user_tables")
    assert f"{tables[0]} tables" in person.sandbox("data", *own).out
    (there,) = demo.rows("select count(*) from shipments")
    assert f"the first 50 of {there[0]:,} rows" in person.sandbox("data", "shipments", *own).out
    done = person.sandbox("data", "shipmets", *own, code=2)
    assert "there is no table shipmets" in done.err
    assert "there are: shipments, " in done.err
    done = person.sandbox("data", "grow", *own, code=2)
    assert "sandbox data grow shipments 5000" in done.err


def test_a_sandbox_explains_how_its_data_came_about(demo: Sandbox) -> None:
    """Every column of every table, by the recipe that the sandbox was filled with."""
    answer = demo.person.sandbox("seeds", "explain", demo.name, "--json").json
    said = {(one["table"], one["column"]): one for one in answer}
    assert said["shipments", "status"]["why"] == "the recipe says so"
    assert said["shipments", "customer_id"]["why"].startswith("the foreign key ")
    assert said["customers", "name"]["samples"]
    tables = {row[0] for row in demo.rows("select relname::text from pg_stat_user_tables")}
    assert {one["table"] for one in answer} == tables
    there = [row[0] for row in demo.rows("select name from customers")]
    assert set(said["customers", "name"]["samples"]) <= set(there)


def test_explaining_a_table_that_is_not_there_blames_nobody(demo: Sandbox) -> None:
    """The recipe has no part in it, and dates are explained in plain words."""
    done = demo.person.sandbox("seeds", "explain", demo.name, "--table", "shipmets", code=2)
    assert "there is no table shipmets" in done.err
    assert "did you mean shipments" in done.err
    assert "recipe" not in done.err
    said = demo.person.sandbox("seeds", "explain", demo.name, "--table", "shipments").out
    assert "in the last two years, " in said
    assert "phase" not in said


def test_a_sandbox_says_what_a_change_of_its_schema_broke(demo: Sandbox) -> None:
    """Nothing as it is; after a column was renamed the rule for it, with the new name."""
    words = ("seeds", "check", demo.name, "--json")
    recipe = demo.workspace / "recipe.toml"
    recipe.write_text("[tables.customers.columns]\nsegment = { constant = 'retail' }\n")
    assert demo.person.sandbox(*words, "--recipe", recipe).json["problems"] == []
    demo.change("alter table customers rename column segment to segments")
    done = demo.person.sandbox(*words, "--recipe", recipe, code=2)
    (problem,) = json.loads(done.out)["problems"]
    assert (problem["line"], problem["hint"]) == (2, "did you mean segments?")
    demo.person.sandbox("reset", demo.name)
    recipe.unlink()
