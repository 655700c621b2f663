"""The one line of a program's output that says why it stopped."""

from __future__ import annotations

import pytest

from sandbox.model.lastwords import ends_with_exception, last_words, tail

TRACEBACK = """
INFO  [alembic.runtime.migration] Running upgrade a -> b
Traceback (most recent call last):
  File "/app/x.py", line 3, in <module>
    import pandas
ModuleNotFoundError: No module named 'pandas'
"""


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (TRACEBACK, "ModuleNotFoundError: No module named 'pandas'"),
        (
            'sqlalchemy.exc.ProgrammingError: (psycopg.errors.UndefinedTable) relation "x"\n'
            "[SQL: SELECT 1]\n(Background on this error at: https://sqlalche.me/e/20/f405)\n",
            'sqlalchemy.exc.ProgrammingError: (psycopg.errors.UndefinedTable) relation "x"',
        ),
        (
            "#9 1.204 ERROR: No matching distribution found for fastapii\n"
            "------\n"
            'ERROR: failed to solve: process "/bin/sh -c pip install" did not complete\n',
            "ERROR: No matching distribution found for fastapii",
        ),
        (
            "#9 ERROR: process did not complete successfully: exit code: 1\n------\n"
            " > [2/2] RUN pip install:\n0.249 ERROR: No matching distribution\n------\n",
            "ERROR: No matching distribution",
        ),
        (
            "Collecting x\nkilled\nThe command '/bin/sh -c make' returned a non-zero code: 2\n",
            "killed",
        ),
        (
            "2026-01-02T03:04:05.678Z FATAL: role is missing\nbye\n",
            "FATAL: role is missing",
        ),
        ("starting\nstopped for no reason\n", "stopped for no reason"),
        ("", None),
        ("\n  \n-----\n", None),
    ],
)
def test_the_reason_is_picked_out(said: str, reason: str | None) -> None:
    """An exception before an error before the last line."""
    assert last_words(said) == reason


def test_the_newest_of_several_exceptions_counts() -> None:
    """A chained traceback ends with what stopped the program."""
    assert last_words("KeyError: 'a'\nduring that\nValueError: b\n") == "ValueError: b"


def test_the_tail_is_without_decoration() -> None:
    """Build prefixes and rules are left out."""
    assert tail("#1 0.1 one\n-----\n\n#1 0.2 two\n#1 0.3 three\n", 2) == "two\nthree"


def test_an_exception_at_the_end_is_told_from_one_that_was_survived() -> None:
    """A server that waits for a change said nothing more after it."""
    broken = "INFO: started\nTraceback (most recent call last):\n  x\nSyntaxError: invalid syntax\n"
    assert ends_with_exception(broken)
    assert not ends_with_exception(broken + "INFO: Application startup complete.\n")
    assert not ends_with_exception("")
