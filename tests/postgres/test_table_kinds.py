"""Every kind of table: partitioned, inherited, foreign, protected, watched by triggers, many."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def test_rows_go_to_every_partition_that_can_take_some(database: Database) -> None:
    """Each partition that has believable values gets some, the default and those beside it."""
    database.run((SCHEMAS / "partitions_by_range.sql").read_text())
    database.run((SCHEMAS / "partitions_by_list.sql").read_text())
    database.fill()
    partitions = database.rows(
        "SELECT c.oid::regclass::text FROM pg_class c"
        " WHERE c.relispartition AND c.relkind = 'r' ORDER BY 1"
    )
    assert len(partitions) > 20
    empty = [name for (name,) in partitions if database.value(f"SELECT count(*) FROM {name}") == 0]
    assert empty == ["logs_old"]  # no log of the last two years is from before 2020


def test_hundreds_of_partitions_take_rows(database: Database) -> None:
    """Three tables of 300 partitions each are filled through their partitioned tables."""
    for name in ("metrics", "events", "traces"):
        database.run(
            f"CREATE TABLE {name} (id bigserial, day date NOT NULL) PARTITION BY RANGE (day)"
        )
        database.run(
            f"""DO $$ BEGIN FOR n IN 0..299 LOOP EXECUTE format(
                'CREATE TABLE {name}_%s PARTITION OF {name} FOR VALUES FROM (%L) TO (%L)',
                n, date '2026-01-01' + n, date '2026-01-02' + n); END LOOP; END $$"""
        )
    database.fill(rows=2000)
    assert database.value("SELECT count(*) FROM metrics") == 2000
    assert int(str(database.value("SELECT count(DISTINCT tableoid) FROM metrics"))) > 100


def test_parents_and_children_have_numbers_of_their_own(database: Database) -> None:
    """Of tables that inherit, no number comes twice: the parent's list shows each row once."""
    database.run((SCHEMAS / "inherited_tables.sql").read_text())
    database.fill()
    assert int(str(database.value("SELECT count(*) FROM vehicles"))) > 400
    assert database.value("SELECT count(*) - count(DISTINCT id) FROM vehicles") == 0


def test_what_a_trigger_writes_is_not_in_the_way(database: Database) -> None:
    """Rows that triggers make stand beside the seeded ones, or alone where a key could clash."""
    database.run(
        """CREATE TABLE orders (id serial PRIMARY KEY, total numeric(8, 2) NOT NULL);
        CREATE TABLE audit_log (id serial PRIMARY KEY, entry text NOT NULL);
        CREATE TABLE a_balance (order_id int PRIMARY KEY REFERENCES orders, open numeric NOT NULL);
        CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO audit_log (entry) VALUES (TG_TABLE_NAME || ' ' || NEW.id);
            INSERT INTO public.a_balance VALUES (NEW.id, NEW.total);
            RETURN NEW; END $$;
        CREATE TRIGGER log_it AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION log_it()"""
    )
    reports = {report.table: report for report in database.fill().tables}
    assert reports["a_balance"].left_out == "its rows are made by the trigger log_it of orders"
    orders = database.value("SELECT count(*) FROM orders")
    assert database.value("SELECT count(*) FROM a_balance") == orders
    logged = database.value("SELECT count(*) FROM audit_log WHERE entry LIKE 'orders %'")
    assert logged == orders
    assert database.value("SELECT count(*) FROM audit_log") == reports["audit_log"].rows + orders
    database.run("INSERT INTO orders (total) VALUES (1)")


def test_hundreds_of_tables_are_filled(database: Database) -> None:
    """Hundreds of tables that refer to each other each hold rows."""
    database.run(
        """DO $$ BEGIN FOR n IN 0..299 LOOP
            EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, name text NOT NULL UNIQUE,'
                ' created_at timestamptz NOT NULL DEFAULT now(), amount numeric(10, 2),'
                ' parent_id int %s)', n, CASE WHEN n > 0 THEN 'REFERENCES t' || n / 2 END);
        END LOOP; END $$"""
    )
    reports = database.fill(rows=20).tables
    assert len(reports) == 300
    assert all(report.rows for report in reports)


def test_foreign_tables_are_named_and_left_alone(database: Database) -> None:
    """A foreign table's server is not asked for anything; the report says why it gets no rows."""
    database.run((SCHEMAS / "foreign_tables.sql").read_text())
    reports = {report.table: report for report in database.fill().tables}
    assert "foreign table" in (reports["remote_orders"].left_out or "")
    assert "foreign table" in (reports["stock"].left_out or "")
    assert reports["local"].rows == 200


def test_documents_are_shaped_like_the_default(database: Database) -> None:
    """Where the default of a JSON column has keys, so have the documents."""
    database.run(
        "CREATE TABLE t (id serial PRIMARY KEY,"
        """ data jsonb NOT NULL DEFAULT '{"beta": false, "limit": 5, "mode": "plain"}')"""
    )
    database.fill()
    keys = "(SELECT string_agg(k, ' ' ORDER BY k) FROM jsonb_object_keys(data) k)"
    assert database.rows(f"SELECT DISTINCT {keys} FROM t") == [("beta limit mode",)]
    assert int(str(database.value("SELECT count(DISTINCT data) FROM t"))) > 5


def test_partitions_by_time_all_hold_rows(database: Database) -> None:
    """Logs of five years ago, too: more of late than early, none of the years empty."""
    database.run((SCHEMAS / "partitions_of_the_past.sql").read_text())
    database.fill()
    counts = database.rows("SELECT count(*) FROM logs GROUP BY tableoid")
    assert len(counts) == 5
    assert all(10 <= int(str(count)) <= 90 for (count,) in counts)
