"""What each check finds in a change, and what it leaves alone."""

from __future__ import annotations

import pytest

from sandbox.model.outside.secrets import Secret
from sandbox.review.all_checks import blocks, check_all
from sandbox.review.dependencies import dependencies
from sandbox.review.finding import Checked, Facts, Tried
from sandbox.review.migrations import migrations
from sandbox.review.not_source import not_source
from sandbox.review.own_tests import own_tests
from sandbox.review.secrets import secrets
from sandbox.review.size import size
from sandbox.review.weakened import untested, weakened
from tests.unit.review.changes import change, file

NO_FACTS = Facts()


def tried(code: int | None, said: str) -> Tried:
    return Tried(command=("t",), code=code, said=said, seconds=900)


def found(checked: Checked) -> list[tuple[str, str, int]]:
    return [(one.severity, one.file, one.line) for one in checked.findings]


def test_a_large_change_says_where_its_lines_are() -> None:
    """Over a thousand lines it proposes a split, and lock files count for nothing."""
    long = "\n".join(f"x = {number}" for number in range(1200))
    checked = size(change(file("app/a/one.py", long), file("web/b/two.py", "y = 1")), NO_FACTS)
    assert found(checked) == [("warns", "", 0)]
    assert "app/a (1200 lines), web/b (1 lines)" in checked.findings[0].paste
    assert found(size(change(file("package-lock.json", long)), NO_FACTS)) == []
    some = "\n".join(f"x = {number}" for number in range(500))
    assert found(size(change(file("app/one.py", some)), NO_FACTS)) == [("notes", "", 0)]


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        (".env", "blocks"),
        ("deploy/.env.production", "blocks"),
        ("backup/dump-2024.sql", "blocks"),
        ("data.sqlite3", "blocks"),
        ("keys/server.pem", "blocks"),
        ("vendor/thing.zip", "warns"),
        ("app/__pycache__/main.cpython-311.pyc", "warns"),
        ("prices.xlsx", "notes"),
    ],
)
def test_files_that_are_no_source(path: str, severity: str) -> None:
    """By name, and how much it matters."""
    assert found(not_source(change(file(path, "x")), NO_FACTS)) == [(severity, path, 0)]


def test_source_is_left_alone_and_large_files_are_not() -> None:
    """An example environment, a key's module and a page are source; two megabytes are not."""
    fine = [file(path, "x") for path in (".env.example", "app/keys.py", "app/dump.py", "a.html")]
    gone = file("old.zip", how="removed")
    assert found(not_source(change(*fine, gone), NO_FACTS)) == []
    large = file("static/film.bin", size=2 << 20)
    assert found(not_source(change(large), NO_FACTS)) == [("warns", "static/film.bin", 0)]


def test_a_secret_blocks_and_is_never_shown() -> None:
    """Where it is and what kind; not what it is."""
    one = Secret(path="a.py", line=3, kind="Stripe Access Key", value="sk_live_verysecret")
    checked = secrets(change(), Facts(secrets=(one,)))
    assert found(checked) == [("blocks", "a.py", 3)]
    assert "verysecret" not in repr(checked)


def test_a_test_that_is_gone_or_skipped() -> None:
    """One that only moved is not gone."""
    gone = file(
        "tests/test_a.py",
        "@pytest.mark.skip\ndef test_kept(): ...",
        "def test_gone(): ...\ndef test_kept(): ...",
        how="changed",
    )
    checked = weakened(change(gone), NO_FACTS)
    assert found(checked) == [("warns", "tests/test_a.py", 0), ("warns", "tests/test_a.py", 1)]
    assert "test_gone removed" in checked.findings[0].reviewer
    moved = file("tests/test_b.py", "def test_gone(): ...\ndef test_kept(): ...")
    removed = file("tests/test_a.py", removed="def test_gone(): ...", how="removed")
    assert found(weakened(change(moved, removed), NO_FACTS)) == []
    new, old = "  it.skip('adds', () => {})", "  it('adds', () => {})"
    script = file("web/a.test.ts", new, old, how="changed")
    assert found(weakened(change(script), NO_FACTS)) == [("warns", "web/a.test.ts", 1)]


def test_fewer_claims_in_a_test() -> None:
    """The case is there, and checks less than before."""
    less = file("tests/test_a.py", "    x = 1", "    assert x\n    assert y", how="changed")
    assert found(weakened(change(less), NO_FACTS)) == [("warns", "tests/test_a.py", 0)]


def test_code_without_a_test() -> None:
    """A few lines need none, and one test in the change is looked at by coverage, not here."""
    code = "\n".join(f"x = {number}" for number in range(30))
    assert found(untested(change(file("app/a.py", code)), NO_FACTS)) == [("warns", "", 0)]
    tested = change(file("app/a.py", code), file("tests/test_a.py", "def test_a(): ..."))
    assert found(untested(tested, NO_FACTS)) == []
    assert found(untested(change(file("app/a.py", "x = 1")), NO_FACTS)) == []


def test_new_dependencies_and_not_changed_ones() -> None:
    """In Python's lists and Node's; another version is no new dependency."""
    listed = "click==8.2\nhumanize>=4\n# none"
    python = file("requirements.txt", listed, "click==8.1", how="changed")
    node = file("web/package.json", '  "name": "app",\n  "left-pad": "^1.3.0",', how="changed")
    project = file("pyproject.toml", 'name = "app"\n  "httpx>=0.27",', how="changed")
    checked = dependencies(change(python, node, project), NO_FACTS)
    assert checked.said == "humanize, left-pad, httpx"
    assert found(checked)[0] == ("notes", "requirements.txt", 2)


HEAD = 'revision = "{}"\ndown_revision = {}\n\n\ndef upgrade():\n    {}\n\n\n'
BACK = 'def downgrade():\n    op.drop_table("made")\n'
BASE = HEAD.format("aa", None, "x()") + BACK
NEW = HEAD.format("bb", '"aa"', 'op.drop_column("t", "c")')


def migrated(new: str, **more: str) -> Checked:
    texts = {"m/base.py": BASE, "m/new.py": new, **more}
    facts = Facts(migrations=texts, migration_folders=("m",))
    return migrations(change(file("m/new.py", new)), facts)


def test_a_migration_with_no_way_back_that_loses_data() -> None:
    """What upgrade() drops is a loss; what downgrade() drops is the way back."""
    assert found(migrated(f"{NEW}def downgrade():\n    pass\n")) == [
        ("warns", "m/new.py", 0),
        ("warns", "m/new.py", 6),
    ]
    assert found(migrated(NEW + BACK)) == [("warns", "m/new.py", 6)]
    keeps = NEW.replace("drop_column", "add_column")
    assert found(migrated(keeps + BACK)) == []


def test_several_newest_migrations() -> None:
    """Two that follow the same one block; a merge of both does not."""
    keeps = NEW.replace("drop_column", "add_column") + BACK
    other = keeps.replace('"bb"', '"cc"')
    facts = {"m/other.py": other}
    assert found(migrated(keeps, **facts)) == [("blocks", "m/other.py", 0)]
    merge = 'revision = "dd"\ndown_revision = (\n    "bb",\n    "cc",\n)\n'
    assert found(migrated(keeps, **facts, **{"m/merge.py": merge})) == []


def test_a_migration_that_was_changed_afterwards() -> None:
    """Databases that ran it will not run it again."""
    facts = Facts(migrations={"m/base.py": BASE}, migration_folders=("m",))
    edited = file("m/base.py", "x", "y", how="changed")
    gone = file("m/old.py", how="removed")
    assert found(migrations(change(edited, gone), facts)) == [
        ("blocks", "m/base.py", 0),
        ("blocks", "m/old.py", 0),
    ]


@pytest.mark.parametrize(
    ("went", "state", "said"),
    [
        (None, "could not check", ""),
        (tried(0, "\n== 12 passed in 1 s ==\n"), "ok", "12 passed in 1 s"),
        (tried(1, "E no\n== 1 failed =="), "found", "1 failed"),
        (tried(None, ""), "found", "they did not end within 900 seconds"),
    ],
)
def test_how_the_apps_tests_went(went: Tried | None, state: str, said: str) -> None:
    """Not run is not passed; failed and endless ones block."""
    checked = own_tests(change(), Facts(tests=went))
    assert (checked.state, checked.said) == (state, said)
    assert blocks((checked,)) == (state == "found")


def test_every_check_has_a_name_of_its_own() -> None:
    """Programs tell them apart by it."""
    ids = [one.check for one in check_all(change(), NO_FACTS)]
    assert len(set(ids)) == len(ids) > 6


def test_tests_that_are_gone_are_said_as_such() -> None:
    """pytest fails where it finds none; that is not the same as one that fails."""
    gone = Tried(command=("python", "-m", "pytest"), code=5, said="1 warning in 0.01s", seconds=1)
    checked = own_tests(change(), Facts(tests=gone))
    assert checked.said == "there are none any more"
    assert blocks((checked,))
