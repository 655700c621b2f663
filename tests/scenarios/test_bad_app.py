"""Apps that cannot be built or started: whose fault it is, in plain words, and nothing left."""

from __future__ import annotations

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import APPS, git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person
from tests.scenarios.test_bad_input import fails
from tests.scenarios.web import eventually


def test_an_app_without_a_dockerfile(person: Person, tiny: MakeApp) -> None:
    """No Dockerfile and nothing detected: code 2, and whom to ask."""
    done = fails(person, 2, "up", tiny({"Dockerfile": None}))
    assert "it has no Dockerfile" in done.err


def test_a_dockerfile_of_another_name(person: Person, tiny: MakeApp, own_name: str) -> None:
    """Built from where the configuration names it; a change of it makes a new image."""
    folder = tiny({"Dockerfile": None, "sandbox.toml": None}, name=own_name)
    (folder / "build").mkdir()
    (folder / "build" / "recipe.txt").write_text((APPS / "tiny" / "Dockerfile").read_text())
    (folder / "sandbox.toml").write_text('[app]\ndockerfile = "build/recipe.txt"\n')
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "-m", "Elsewhere", folder=folder)
    sandbox = person.up(folder)
    assert sandbox.browser().get().status == 200
    with (sandbox.workspace / "build" / "recipe.txt").open("a") as file:
        file.write("LABEL changed=yes\n")
    steps = person.sandbox("up", sandbox.workspace, "--dry-run", "--json").json["steps"]
    assert any(one["step"].startswith("build ") for one in steps)


def test_a_dockerfile_that_is_not_utf8(person: Person, tiny: MakeApp) -> None:
    """Code 2 and the line."""
    folder = tiny()
    (folder / "Dockerfile").write_bytes("FROM debian\n# Größe\n".encode("latin-1"))
    git("commit", "--quiet", "--all", "-m", "Latin", folder=folder)
    assert "Dockerfile cannot be read: line 2 is not in UTF-8" in fails(person, 2, "up", folder).err


def test_code_at_the_root_of_the_system(person: Person, tiny: MakeApp) -> None:
    """Code 2, and what a developer has to write."""
    text = 'FROM python:3.11-slim\nCOPY . /\nCMD ["python", "server.py"]\n'
    done = fails(person, 2, "up", tiny({"Dockerfile": text}))
    assert "copies the code to /, among the system's own files" in done.err


def test_a_limit_that_nothing_can_run_in(person: Person, tiny: MakeApp) -> None:
    """Code 2, with the line."""
    changes = {"sandbox.toml": "[limits]\n# less is more\ncpus = 0.000001\n"}
    assert "line 3: limits.cpus" in fails(person, 2, "up", tiny(changes)).err


def test_a_slip_in_the_configuration(person: Person, tiny: MakeApp) -> None:
    """An unknown key is named with the nearest known one; a broken line with its place."""
    done = fails(person, 2, "up", tiny({"sandbox.toml": "[app]\nstart_secs = 3\n"}))
    assert "there is no key app.start_secs" in done.err
    assert "did you mean `start_seconds`?" in done.err


def test_a_configuration_that_cannot_be_read(person: Person, tiny: MakeApp) -> None:
    """What is no TOML, or the wrong kind of value: code 2, with the place."""
    assert "line 1" in fails(person, 2, "up", tiny({"sandbox.toml": "[app\n"})).err


def test_a_build_that_fails(person: Person, tiny: MakeApp, own_name: str) -> None:
    """The build's own words, code 1, and no image."""
    broken = "FROM python:3.11-slim\nRUN echo 'no compiler here' >&2; exit 9\n"
    done = fails(person, 1, "up", tiny({"Dockerfile": broken}, name=own_name))
    assert "no compiler here" in done.err
    assert engine.images_of(own_name) == set()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FRM x\n", "unknown instruction: FRM"),
        ("", "the Dockerfile is empty"),
        ("FROM python:3.11-slim\nCOPY no-such-file /x\n", "no-such-file, which is not there"),
    ],
)
def test_a_dockerfile_with_a_slip(
    person: Person, tiny: MakeApp, own_name: str, text: str, reason: str
) -> None:
    """Why the builder refused it, not the last thing that it had done well: code 1."""
    done = fails(person, 1, "up", tiny({"Dockerfile": text}, name=own_name))
    assert reason in done.err
    assert "DONE" not in done.err


def test_a_base_image_that_cannot_be_had(person: Person, tiny: MakeApp, own_name: str) -> None:
    """A base image that is nowhere: code 3, which one, and what to do."""
    toml = '[database]\nmigrate = ["true"]\nmigrations = []\n'
    toml += '[images]\n"base:7" = "127.0.0.1:1/base:7"\n'
    app = tiny({"Dockerfile": "FROM base:7\nCMD true\n", "sandbox.toml": toml}, name=own_name)
    done = fails(person, 3, "up", app)
    assert "127.0.0.1:1/base:7" in done.err
    assert "[images]" in done.err


def test_a_migration_that_fails(person: Person, tiny: MakeApp, own_name: str) -> None:
    """The app's own last lines, code 1, neither container nor half-made database image."""
    script = "import sys\nprint('applying 0001')\nsys.exit('relation \"orders\" does not exist')\n"
    done = fails(person, 1, "up", tiny({"migrate.py": script}, name=own_name))
    assert 'relation "orders" does not exist' in done.err
    assert "applying 0001" in done.err
    assert not any("golden" in tag for tag in engine.images_of(own_name))


def test_a_reset_whose_migration_fails(person: Person, tiny: MakeApp) -> None:
    """The data is as it was, and it is `reset` that is to be typed again."""
    sandbox = person.up(tiny())
    sandbox.change("create table notes (text text); insert into notes values ('mine')")
    (sandbox.workspace / "migrate.py").write_text("import sys\nsys.exit('no such table')\n")
    said = person.sandbox("reset", sandbox.name, code=1).err
    assert "Your data is as it was." in said
    assert "`sandbox reset` again" in said
    assert "`sandbox up`" not in said
    assert sandbox.rows("select text from notes") == [["mine"]]


def test_an_extension_that_the_database_lacks(person: Person, tiny: MakeApp) -> None:
    """The server's sentence, not its details, and where to change it: code 1."""
    changes = {"sandbox.toml": '[database]\nextensions = ["nowhere"]\n'}
    done = fails(person, 1, "up", tiny(changes))
    assert 'the sandbox\'s database refused: extension "nowhere" is not available' in done.err
    assert "hint: name an image that has the extension under [database] image" in done.err


def test_a_database_image_that_is_no_postgresql(
    person: Person, tiny: MakeApp, own_name: str
) -> None:
    """It is named, and where to name another: code 2, and nothing is left."""
    changes = {"sandbox.toml": '[database]\nimage = "debian:bookworm-slim"\n'}
    done = fails(person, 2, "up", tiny(changes, name=own_name))
    assert "error: the database image debian:bookworm-slim is no PostgreSQL" in done.err
    assert "hint: name one that is under [database] image in sandbox.toml" in done.err


NEWER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0000feed0000", "a17d3e6f4c20"


def upgrade() -> None:
    op.add_column("invoices", sa.Column("dunned", sa.Integer()))
"""


def test_a_migration_that_is_gone_again(person: Person) -> None:
    """Data that went through it no longer fits the code: `reset` is named, works, and is undone."""
    sandbox = person.up("--demo")
    added = sandbox.workspace / "migrations" / "versions" / "newer.py"
    added.write_text(NEWER)
    person.up(sandbox.workspace)
    added.unlink()
    done = person.sandbox("up", sandbox.workspace, code=1)
    assert "a migration that is no longer among the app's files" in done.err
    assert "hint: `sandbox reset`" in done.err
    assert "`sandbox restore`" in done.err
    assert "Your data is as it was before." in done.err
    columns = "select 1 from information_schema.columns where column_name = 'dunned'"
    assert sandbox.rows(columns) == [[1]]
    person.sandbox("reset", sandbox.name)
    assert sandbox.rows(columns) == []
    assert person.up(sandbox.workspace).taken == []
    person.sandbox("restore", sandbox.name)
    assert sandbox.rows(columns) == [[1]]


def test_an_app_that_stops(person: Person, tiny: MakeApp) -> None:
    """An app that ends at once is not waited for: its last words, code 1."""
    script = "import pandas_of_another_kind\n"
    patient = (APPS / "tiny" / "sandbox.toml").read_text().replace("= 60", "= 3000")
    done = fails(person, 1, "up", tiny({"server.py": script, "sandbox.toml": patient}))
    assert "No module named 'pandas_of_another_kind'" in done.err


def test_an_app_that_never_answers(person: Person, tiny: MakeApp) -> None:
    """An app that runs but does not answer in its time: what it said last, code 1."""
    script = "import time\nprint('waiting for a licence', flush=True)\ntime.sleep(600)\n"
    short = (APPS / "tiny" / "sandbox.toml").read_text().replace("= 60", "= 2")
    done = fails(person, 1, "up", tiny({"server.py": script, "sandbox.toml": short}))
    assert "the app did not start" in done.err
    assert "waiting for a licence" in done.err


@pytest.mark.parametrize(
    ("listens", "reason", "change"),
    [
        ('("", 5000)', "it listens on port 5000, not on port 8000", "`port = 5000` under [app]"),
        ('("127.0.0.1", 8000)', "it listens on 127.0.0.1 only", "let it listen on 0.0.0.0"),
    ],
)
def test_an_app_that_listens_elsewhere(
    person: Person, tiny: MakeApp, listens: str, reason: str, change: str
) -> None:
    """Where it does listen, and what to write where: code 1."""
    script = (APPS / "tiny" / "server.py").read_text().replace('("", 8000)', listens)
    short = (APPS / "tiny" / "sandbox.toml").read_text().replace("= 60", "= 2")
    done = fails(person, 1, "up", tiny({"server.py": script, "sandbox.toml": short}))
    assert f"the app did not start: nothing reaches it: {reason}" in done.err
    assert change in done.err.partition("hint: ")[2]


BROKEN_PAGE = """
    def do_GET(self) -> None:
        if self.path == "/":
            self.answer(303, "", Location="/start")
        elif self.path == "/health":
            self.answer(200, "well")
        else:
            self.answer(500, "oops")
            print("KeyError: 'parcels'", flush=True)

    def answer(self, status: int, text: str, **more: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())
"""


def test_a_page_that_fails(person: Person, tiny: MakeApp) -> None:
    """`up` and `status` point it out with the app's own words, and no longer once it is mended."""
    script = (APPS / "tiny" / "server.py").read_text()
    page = BROKEN_PAGE.strip("\n")
    head, _, rest = script.partition("    def do_GET")
    serve = rest[rest.index("print(") :]
    health = '[app]\nhealth = "/health"\n'
    folder = tiny({"server.py": f"{head}{page}\n\n{serve}"})
    toml = (folder / "sandbox.toml").read_text().replace("[app]\n", health)
    (folder / "sandbox.toml").write_text(toml)
    git("commit", "--quiet", "--all", "-m", "Health", folder=folder)
    done = person.sandbox("up", folder)
    assert "the page /start failed when it was last opened (error 500)" in done.out
    assert "| KeyError: 'parcels'" in done.out
    (name,) = [one["name"] for one in person.sandbox("list", "--json").json]
    status = person.status(name)
    assert status["state"] == "running"
    failing = status["failing"]
    assert (failing["page"], failing["status"]) == ("/start", 500)
    assert failing["said"][-1] == "KeyError: 'parcels'"
    assert "| KeyError: 'parcels'" in person.sandbox("status").out
    server = person.home / "workspaces" / name / "server.py"
    server.write_text(
        server.read_text().replace('self.answer(500, "oops")', 'self.answer(200, "")')
    )
    engine.docker("restart", "--time", "1", f"{name}-app")
    eventually(lambda: person.status(name)["failing"] is None)
