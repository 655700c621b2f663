"""Unique keys and foreign keys of every kind, and what the rows under them look like."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def _filled(database: Database, name: str, rows: int | None = None) -> dict[str, str | None]:
    """What was left out, by table."""
    database.run((SCHEMAS / f"{name}.sql").read_text())
    return {report.table: report.left_out for report in database.fill(rows=rows).tables}


def _number(database: Database, sql: str) -> int:
    return int(str(database.value(sql)))


def test_a_partial_key_holds_for_its_rows_and_no_others(database: Database) -> None:
    """A user has one active subscription at most, and as many closed ones as come along."""
    left_out = _filled(database, "unique_in_part")
    assert left_out["subscriptions"] is None
    by_state = "SELECT count(*), count(DISTINCT user_id) FROM subscriptions WHERE state {} 'active'"
    ((active, users),) = database.rows(by_state.format("="))
    ((others, their_users),) = database.rows(by_state.format("<>"))
    assert active == users
    assert int(str(others)) > 2 * int(str(their_users))


def test_a_current_version_is_one_of_many(database: Database) -> None:
    """`WHERE status = 'current'` and `WHERE parent_id IS NULL` leave all rows in the table."""
    left_out = _filled(database, "unique_in_part")
    assert left_out["documents"] is None
    assert _number(database, "SELECT count(*) FROM documents") == 200
    assert _number(database, "SELECT count(*) FROM documents WHERE status = 'current'") > 50


def test_expressions_are_unique_by_what_they_give(database: Database) -> None:
    """Days, folders with names, and unordered pairs come once; no row is lost for it."""
    left_out = _filled(database, "unique_on_expressions")
    assert {table for table, reason in left_out.items() if reason} == {"years"}
    assert _number(database, "SELECT count(*) FROM rates") == 200
    assert _number(database, "SELECT count(DISTINCT date_trunc('day', at)) FROM rates") > 60


def test_texts_that_ignore_case_are_told_apart_by_more_than_case(database: Database) -> None:
    """citext columns and collations that ignore case hold as many rows as are wanted."""
    _filled(database, "unique_on_expressions", rows=2000)
    assert _number(database, "SELECT count(DISTINCT lower(handle)) FROM people") == 2000


def test_nulls_that_count_as_the_same_come_once(database: Database) -> None:
    """`NULLS NOT DISTINCT` lets one row of each user have no answer."""
    _filled(database, "unique_nulls")
    assert _number(database, "SELECT count(*) FROM settings") == 200
    assert _number(database, "SELECT count(*) FROM choices") > 50


def test_few_values_give_few_rows(database: Database) -> None:
    """As many rows as there are values or combinations, each of them once, and no complaint: the
    report says why there are no more."""
    database.run((SCHEMAS / "unique_few_values.sql").read_text())
    reports = {one.table: one for one in database.fill().tables}
    sizes = {"sizes": 3, "answers": 2, "ratings": 5, "variants": 30, "weekly": 7, "bits": 4,
             "digits": 10, "quarters": 20, "settings": 6}  # fmt: skip
    found = {table: _number(database, f"SELECT count(*) FROM {table}") for table in sizes}
    assert found == sizes
    assert not any(one.left_out for one in reports.values())
    full = {name for name in sizes if reports[name].wanted > sizes[name]}
    assert full >= {"sizes", "variants", "bits", "digits", "quarters"}
    for name in sizes:
        said = reports[name].why_fewer or ""
        assert said.startswith(f"room for {sizes[name]} of " if name in full else ""), name
    assert "(size, gift, stars) has 30 different values" in str(reports["variants"].room)


def test_three_keys_together_never_repeat(database: Database) -> None:
    """A table between three others is as full as was wanted, or as can be."""
    left_out = _filled(database, "many_to_many_of_three")
    assert not any(left_out.values())
    assert _number(database, "SELECT count(*) FROM grants") == 200
    assert _number(database, "SELECT count(*) FROM crowded") == 27


def test_pairs_within_a_tenant_never_repeat(database: Database) -> None:
    """Foreign keys that share the tenant's column pair up without a row being lost."""
    left_out = _filled(database, "references_overlapping")
    assert not any(left_out.values())
    assert _number(database, "SELECT count(*) FROM task_watchers") == 200
    assert _number(database, "SELECT count(*) FROM links") == 200


def test_trees_within_a_mailbox_stay_within_it(database: Database) -> None:
    """A key that shares its first column with the key it refers to: all rows are made."""
    left_out = _filled(database, "self_references_composite", rows=1000)
    assert not any(left_out.values())
    assert _number(database, "SELECT count(*) FROM messages WHERE in_reply_to IS NOT NULL") > 500
    assert _number(database, "SELECT count(*) FROM nodes WHERE parent_id <> id") > 100


def test_rows_that_are_left_out_leave_no_orphans(database: Database) -> None:
    """Children of rows that could not stay go too, in whichever batch they are."""
    database.run(
        """CREATE TABLE people (id serial PRIMARY KEY, boss_id integer REFERENCES people,
           code varchar(4) NOT NULL, UNIQUE (code, boss_id), CHECK (id % 7 <> 3))"""
    )
    seeding = database.fill(rows=12_000)
    assert _number(database, "SELECT count(*) FROM people") == seeding.tables[0].rows > 3_000


def test_circles_are_closed_after_the_load(database: Database) -> None:
    """Whoever has staff has a head among it, and whoever has photos a cover."""
    left_out = _filled(database, "circles_of_references")
    assert not any(left_out.values())
    for parents, key, children, back in (
        ("departments", "head_id", "staff_members", "department_id"),
        ("albums", "cover_id", "photos", "album_id"),
    ):
        chosen = _number(database, f"SELECT count({key}) FROM {parents}")
        having = _number(database, f"SELECT count(DISTINCT {back}) FROM {children}")
        own = f"SELECT count(*) FROM {parents} p JOIN {children} c ON c.id = p.{key}"
        assert 0.8 * having < chosen <= having
        assert _number(database, f"{own} WHERE c.{back} = p.id") == chosen
    assert _number(database, "SELECT count(best_comment_id) FROM photos") > 50
    assert _number(database, "SELECT count(main_machine) FROM sites") > 50
    assert _number(database, "SELECT count(payment_id) FROM b_invoices") > 100


def test_keys_that_are_looked_at_in_the_end_may_be_a_circle(database: Database) -> None:
    """A question has an answer, and each answer a question, though both must be there."""
    _filled(database, "circles_of_references")
    for table in ("questions", "answers", "husbands", "wives"):
        assert _number(database, f"SELECT count(*) FROM {table}") == 200, table


def test_a_table_beside_a_circle_loses_no_reference_to_it(database: Database) -> None:
    """Only the circle's own keys are left open while it is filled."""
    database.run((SCHEMAS / "circles_of_references.sql").read_text())
    database.run(
        "CREATE TABLE a_log (id serial PRIMARY KEY, staff_id integer REFERENCES staff_members)"
    )
    database.fill()
    assert _number(database, "SELECT count(staff_id) FROM a_log") > 120


def test_a_row_of_a_kind_is_of_that_kind(database: Database) -> None:
    """Cars are vehicles of the type car, whether the schema lists the types or the kinds do."""
    left_out = _filled(database, "inheritance_by_key")
    assert not any(left_out.values())
    for table, column, parents, kinds in (
        ("cars", "id", "vehicles", "type = 'car'"),
        ("motorcycles", "id", "vehicles", "type = 'motorcycle'"),
        ("refrigerated_trucks", "id", "vehicles", "type = 'truck'"),
        ("persons", "party_id", "parties", "kind = 'person'"),
        ("invoices", "document_id", "documents", "doc_type = 'invoice'"),
    ):
        joined = f"SELECT count(*) FROM {table} t JOIN {parents} p ON p.id = t.{column}"
        rows = _number(database, f"SELECT count(*) FROM {table}")
        assert rows > 0
        assert _number(database, f"{joined} WHERE p.{kinds}") == rows, table


def test_rows_of_a_circle_that_were_there_are_read(database: Database) -> None:
    """What migrations put into a circle of tables stays as it is."""
    database.run((SCHEMAS / "circles_of_references.sql").read_text())
    database.run(
        "INSERT INTO departments (id, name) VALUES (7, 'First');"
        "INSERT INTO staff_members (department_id, full_name) VALUES (7, 'Somebody')"
    )
    database.fill()
    assert database.rows("SELECT name, head_id FROM departments") == [("First", None)]


def test_texts_of_a_pattern_that_nobody_can_count_are_unique(database: Database) -> None:
    """Paths of any depth, each once, and what follows from them."""
    database.run(
        """CREATE TABLE nodes (id serial PRIMARY KEY,
               path text NOT NULL UNIQUE CHECK (path ~ '^/([a-z]+/)*$'),
               depth integer NOT NULL
                   CHECK (depth = array_length(string_to_array(path, '/'), 1) - 2))"""
    )
    (report,) = database.fill(rows=2000).tables
    assert (report.rows, report.left_out) == (2000, None)
    assert _number(database, "SELECT count(DISTINCT depth) FROM nodes") > 3
