"""What the app's role may do in its database: nothing that reaches out of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.model.data.rights import FOREIGN, SERVERS_OWN
from sandbox.model.proof.probes import Answer, Control, Probe, Question, Rule
from sandbox.model.stack import APP_ROLE, LIVE
from sandbox.model.walls.administrator import ADMIN_OPTIONS

FORBIDDEN = "42501"
DONE = "00000"
# What is not installed cannot be made either.
NOT_THERE = ("0A000", "58P01", "42704", "42883")
# The app says for its own role where names are looked for: here only in the server's own schema,
# or a function of the app's would answer.
PSQL = (
    *("env", f"PGOPTIONS={ADMIN_OPTIONS}"),
    *("psql", "-X", "-q", "-A", "-t", "-U", APP_ROLE, "-d", "postgres"),
)
CONNECT = f"\\connect {LIVE}"
SPECIAL = (
    "SELECT rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls "
    "FROM pg_roles WHERE rolname = current_user"
)
MEMBER = (
    "SELECT bool_or(pg_has_role(oid, 'usage')) FROM pg_roles WHERE rolname ~ "
    "'^pg_(execute_server_program|read_server_files|write_server_files)$'"
)

# In plain words, and what is tried. None of it changes anything, even where it is allowed. All is
# tried in a database that holds nothing, since even a refused statement may count as written there,
# and what was written to decides whether a reset keeps the data.
ATTEMPTS = (
    ("start a program", "COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'"),
    ("read a file", "SELECT pg_read_file('/etc/passwd')"),
    ("read a file as a large object", "SELECT lo_import('/etc/passwd')"),
    ("list a folder", "SELECT count(*) FROM pg_ls_dir('/')"),
    ("write a file", "COPY (SELECT 1) TO '/tmp/.probe'"),
    ("open other databases (dblink)", "BEGIN; CREATE EXTENSION dblink"),
    ("open other databases (postgres_fdw)", "BEGIN; CREATE EXTENSION postgres_fdw"),
    ("run code of any kind (plperlu)", "BEGIN; CREATE EXTENSION plperlu"),
    ("change the server's settings", 'ALTER SYSTEM RESET "sandbox.probe"'),
    ("become the administrator", "SET ROLE postgres"),
)


# The catalogue of the live data is only read. Its control is the same question about what the
# server came with, all of which is the administrator's.
LEFT_BEHIND = Control(
    question=("live", SERVERS_OWN),
    open=lambda one: one.word == "value" and one.detail.isdigit() and int(one.detail) > 0,
)
CONTROL = Control(
    question=("sql", "COPY (SELECT 1) TO STDOUT"),
    open=lambda one: one.word == "state" and one.detail == DONE,
)


def sql_probes() -> Iterator[Probe]:
    rule = Rule(
        expected="forbidden",
        met=lambda one: one.word == "state" and one.detail in (FORBIDDEN, *NOT_THERE),
        door=Answer(word="state", detail=DONE),
        tells=_tell,
    )
    for tried, statement in ATTEMPTS:
        yield _probe(tried, ("sql", statement), rule)
    nobody = Rule(
        expected="nobody special",
        met=lambda one: one.word == "value" and one.detail == "f",
        door=Answer(word="value", detail="t"),
        tells=lambda one: "nobody special" if one.detail == "f" else "MORE THAN A USER",
    )
    for tried, expression in (
        ("be more than a user", SPECIAL),
        ("share the administrator's rights", MEMBER),
    ):
        yield _probe(tried, ("value", expression), nobody)
    theirs = Rule(
        expected="nothing",
        met=lambda one: one.word == "value" and one.detail == "[]",
        door=Answer(word="value", detail='["the function f() belongs to postgres"]'),
        tells=lambda one: "nothing" if one.detail == "[]" else f"FOUND {_listed(one.detail)}",
    )
    yield replace(
        _probe("run code with the administrator's rights", ("live", FOREIGN), theirs),
        target="the live data",
        control=LEFT_BEHIND,
    )


def _probe(tried: str, question: Question, rule: Rule) -> Probe:
    return Probe(
        group="The database's server",
        tried=tried,
        target=f"role {APP_ROLE}",
        origin="database",
        question=question,
        rule=rule,
        control=CONTROL,
    )


def _listed(detail: str) -> str:
    """The sentences, or what came instead of them."""
    try:
        return "; ".join(map(str, json.loads(detail)))
    except (ValueError, TypeError):
        return detail


def _tell(answer: Answer) -> str:
    if answer.detail == FORBIDDEN:
        return "forbidden"
    if answer.detail in NOT_THERE:
        return "not there"
    return "ALLOWED" if answer.detail == DONE else f"NOT FORBIDDEN ({answer.detail})"


def script(questions: Mapping[str, Question]) -> str:
    """For psql: each statement, and for each a line "ID WORD DETAIL" of what came of it.

    Those about the live data come last: where nobody gets in there, only they have no answer.
    """
    parts = ["\\o /dev/null"]  # what a statement answers is nobody's business
    for number, (kind, statement) in sorted(questions.items(), key=lambda one: one[1][0] == "live"):
        if kind == "live" and CONNECT not in parts:
            parts.append(CONNECT)
        if kind in ("value", "live"):
            parts += [f"SELECT ({statement}) AS value \\gset", f"\\echo {number} value :value"]
            continue
        *begin, last = statement.split("; ")
        parts += [f"{one};" for one in (*begin, last)]
        parts += [f"\\echo {number} state :SQLSTATE", *(["ROLLBACK;"] if begin else [])]
    return "\n".join(parts) + "\n"


def answers(output: str, questions: Mapping[str, Question]) -> dict[Question, Answer]:
    """From what psql printed."""
    found = {}
    for line in output.splitlines():
        number, _, rest = line.partition(" ")
        word, _, detail = rest.partition(" ")
        if number in questions:
            found[questions[number]] = Answer(word=word, detail=detail)
    return found
