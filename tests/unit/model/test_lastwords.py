"""The one line of a program's output that says why it stopped."""

from __future__ import annotations

import pytest

from sandbox.model.lastwords import ends_with_exception, last_words, tail, without_summary

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
        (
            "[FATAL tini (7)] exec uvicorm failed: No such file or directory\n",
            "uvicorm: there is no such command",
        ),
        ("", None),
        ("\n  \n-----\n", None),
    ],
)
def test_the_reason_is_picked_out(said: str, reason: str | None) -> None:
    """An exception before an error before the last line."""
    assert last_words(said) == reason


LOADED = """#0 building with "default" instance using docker driver
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 43B done
#1 DONE 0.0s
"""
PARSE = "ERROR: failed to solve: dockerfile parse error on line 1: "
CACHE = "failed to compute cache key: failed to calculate checksum of ref 1::a: "


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            f"{LOADED}Dockerfile:1\n-----\n   1 | >>> FRM x\n-----\n"
            f"{PARSE}unknown instruction: FRM\n",
            "the Dockerfile cannot be understood: unknown instruction: FRM",
        ),
        (
            'Server error: ("dockerfile parse error line 1: unknown instruction: FRM")',
            "the Dockerfile cannot be understood: unknown instruction: FRM",
        ),
        (
            f"{LOADED}ERROR: failed to solve: file with no instructions\n",
            "the Dockerfile is empty",
        ),
        (
            "#5 0.1 ValueError: survived\n#6 [3/3] COPY no/such /x\n"
            f'ERROR: failed to solve: {CACHE}"/no/such": not found\n',
            "the Dockerfile copies no/such, which is not there",
        ),
        (
            "ERROR: failed to solve: z: failed to resolve source metadata for "
            "docker.io/library/z:1: failed to do request\n",
            "the image docker.io/library/z:1 could not be fetched",
        ),
        (
            "#5 [2/2] RUN apt-get install x\n#5 0.1 Reading lists\n#5 0.2 E: Unable to locate x\n"
            '#5 ERROR: process "/bin/sh -c apt-get install x" did not complete successfully: 100\n',
            "E: Unable to locate x",
        ),
        (
            "#5 [2/2] RUN exit 9\n------\n > [2/2] RUN exit 9:\n------\nERROR: failed to solve: "
            'process "/bin/sh -c exit 9" did not complete successfully: exit code: 9\n',
            "exit 9: exit code: 9",
        ),
    ],
)
def test_why_a_build_stopped(said: str, reason: str) -> None:
    """The builder's own reason where it has one, else what the command in the build said."""
    assert last_words(said) == reason


def test_the_builders_chatter_is_left_out() -> None:
    """What it loads and where it was done with it helps nobody; what was run stays."""
    assert tail(f"{LOADED}#5 [2/2] RUN make\n#5 0.1 make: no rule\n#6 CACHED\n") == (
        "[2/2] RUN make\nmake: no rule"
    )


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


def test_what_the_builder_repeats_is_shown_once() -> None:
    """It prints the failed step's last lines a second time, between rulers."""
    said = (
        "#9 [2/2] RUN pip install\n#9 1.204 ERROR: No matching distribution\n"
        "#9 ERROR: process did not complete\n------\n > [2/2] RUN pip install:\n"
        "1.204 ERROR: No matching distribution\n------\nDockerfile:2\n"
    )
    assert tail(without_summary(said), 40).count("No matching distribution") == 1


def test_the_engines_own_builder_is_understood_too() -> None:
    """It has other words for a file that is not there and for an empty Dockerfile."""
    absent = "COPY failed: file not found in build context or excluded by .dockerignore: "
    absent += "stat wheels/x: file does not exist"
    assert last_words(absent) == "the Dockerfile copies wheels/x, which is not there"
    empty = 'Bad Request ("failed to parse .sandbox-dockerfile: file with no instructions")'
    assert last_words(empty) == "the Dockerfile is empty"
