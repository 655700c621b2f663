"""`up` again after the workspace changed, with what somebody typed in kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

TYPED = "Typed in by hand"
REVISION = """
from alembic import op
import sqlalchemy as sa

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {body}


def downgrade() -> None:
    pass
"""


@pytest.fixture(scope="module")
def changing(make_person: MakePerson) -> Sandbox:
    """A sandbox of the example whose migrations the tests add to."""
    return make_person().up("--demo")


def up(sandbox: Sandbox) -> list[str]:
    """The steps that one more `up` took."""
    return sandbox.person.up("--demo").taken


def golden_image(sandbox: Sandbox) -> str:
    """What the data that the next `up` makes would be kept as."""
    steps = sandbox.person.sandbox("up", "--demo", "--dry-run", "--json").json["steps"]
    keys = [str(one["step"]) for one in steps]
    (image,) = [key.split()[-1] for key in keys if key.startswith("golden database ")]
    return f"sandbox-golden/{image}"


def add_revision(workspace: Path, body: str) -> Path:
    """A new newest revision whose upgrade is `body`."""
    folder = workspace / "migrations" / "versions"
    texts = [path.read_text() for path in folder.glob("*.py")]
    found = {re.findall(r'^(?:down_)?revision = "(\w+)"', text, re.MULTILINE)[0] for text in texts}
    before = {
        match for text in texts for match in re.findall(r'^down_revision = "(\w+)"', text, re.M)
    }
    (head,) = found - before
    number = len(texts)
    path = folder / f"2030_01_{number:02d}_added.py"
    path.write_text(REVISION.format(revision=f"{number:012x}", before=head, body=body))
    return path


def column_there(sandbox: Sandbox, column: str) -> bool:
    sql = "select count(*) from information_schema.columns where table_name = 'customers'"
    return sandbox.rows(f"{sql} and column_name = '{column}'") == [[1]]


def typed_in(sandbox: Sandbox) -> bool:
    return sandbox.rows(f"select count(*) from customers where name = '{TYPED}'") == [[1]]


def test_a_new_migration_runs_on_the_data_as_it_stands(changing: Sandbox) -> None:
    """The migration's column is there, and so is what was typed in before."""
    changing.change(f"update customers set name = '{TYPED}' where id = 1")
    column = 'op.add_column("customers", sa.Column("nickname", sa.Text, nullable=True))'
    add_revision(changing.workspace, column)
    steps = up(changing)
    assert "migrate data" in steps
    assert "refresh golden data" in steps
    assert column_there(changing, "nickname")
    assert typed_in(changing)
    assert changing.logged_in().get("/customers").status == 200


def test_a_migration_can_be_gone_back_from(changing: Sandbox) -> None:
    """`restore` brings the data from before the migration, and once more the data after it."""
    changing.person.sandbox("restore")
    assert not column_there(changing, "nickname")
    assert typed_in(changing)
    differs = changing.person.status(changing.name)["differs"]
    assert "migrate data" in [one["step"] for one in differs]
    changing.person.sandbox("restore")
    assert column_there(changing, "nickname")
    assert typed_in(changing)
    assert up(changing) == []


def test_the_next_reset_has_the_new_column_too(changing: Sandbox) -> None:
    """The golden data was made anew with the migration: `reset` gives it, without the typed row."""
    changing.person.sandbox("reset")
    assert column_there(changing, "nickname")
    assert not typed_in(changing)
    changing.person.sandbox("restore")
    assert typed_in(changing)


def test_a_failing_migration_leaves_everything_as_it_was(changing: Sandbox) -> None:
    """The app's own message, exit code 1, the data as before, no container and no image left."""
    containers = engine.containers_of(changing.name)
    body = 'op.execute("ALTER TABLE customers ADD COLUMN half int; SELECT no_such_function()")'
    revision = add_revision(changing.workspace, body)
    golden = golden_image(changing)
    done = changing.person.sandbox("up", "--demo", code=1)
    assert "no_such_function" in done.err
    assert "hint:" in done.err
    assert typed_in(changing)
    assert not column_there(changing, "half")
    assert changing.browser().get("/login").status == 200
    assert engine.containers_of(changing.name) == containers
    assert golden not in engine.images_of("shipments")
    assert len(changing.person.left) == 4
    revision.unlink()
    # The app, which saw files come and go, may be in the middle of starting anew by itself.
    assert set(up(changing)) <= {"stop app", "start app", "wait app"}


def test_a_migration_that_fails_only_on_typed_in_data(changing: Sandbox) -> None:
    """Where the migration suits fresh data but not what was typed in, that data stays as it was."""
    body = f'op.create_check_constraint("not_typed", "customers", "name <> \'{TYPED}\'")'
    revision = add_revision(changing.workspace, body)
    containers = engine.containers_of(changing.name)
    done = changing.person.sandbox("up", "--demo", "--json", code=1)
    assert "not_typed" in done.json["error"] + done.json["detail"]
    assert "as it was" in done.json["kept"]
    assert typed_in(changing)
    assert engine.containers_of(changing.name) == containers
    eventually(lambda: changing.browser().get("/login").status == 200)
    # The fresh data with this migration could be made: its image is a good one.
    golden = changing.person.status(changing.name)["differs"]
    assert "migrate data" in [one["step"] for one in golden]
    changing.change(f"update customers set name = 'Typed otherwise' where name = '{TYPED}'")
    assert "migrate data" in up(changing)
    assert revision.exists()


def test_changed_dependencies_rebuild_the_image(person: Person, tiny: MakeApp) -> None:
    """A changed list of dependencies is seen by `status` and built by `up`; code alone is not."""
    sandbox = person.up(tiny())
    image = engine.inspect(sandbox.app)["Image"]
    (sandbox.workspace / "server.py").open("a").write("# no reason to build\n")
    assert person.status(sandbox.name)["differs"] == []
    (sandbox.workspace / "requirements.txt").write_text("# something else is wanted\n")
    differs = [one["step"].split(":")[0] for one in person.status(sandbox.name)["differs"]]
    assert differs[0].startswith("build image")
    text = person.sandbox("status", sandbox.name).out
    assert "Your code and what runs differ. `sandbox up` will:" in text
    steps = [one["step"] for one in person.up(here=sandbox.workspace).document["steps"]]
    assert steps[0].startswith("build image")
    assert "start app" in steps
    assert engine.inspect(sandbox.app)["Image"] != image
    assert engine.containers_of(sandbox.name) == sandbox.containers
    assert sandbox.browser().get().status == 200
    assert person.status(sandbox.name)["differs"] == []


def test_a_build_that_fails_leaves_the_previous_version_running(
    person: Person, tiny: MakeApp
) -> None:
    """A Dockerfile that breaks is told with its own words, and what ran goes on."""
    sandbox = person.up(tiny())
    dockerfile = sandbox.workspace / "Dockerfile"
    good = dockerfile.read_text()
    images = engine.images_of(sandbox.document["name"].split("-")[0])
    dockerfile.write_text(good + "RUN echo 'no compiler here' >&2; exit 9\n")
    done = person.sandbox("up", here=sandbox.workspace, code=1)
    assert "no compiler here" in done.err
    assert "The previous version is still running." in done.err
    assert sandbox.browser().get().status == 200
    assert engine.containers_of(sandbox.name) == sandbox.containers
    assert engine.images_of(sandbox.document["name"].split("-")[0]) == images
    dockerfile.write_text(good)
    assert person.up(here=sandbox.workspace).taken == []


def test_a_new_version_that_does_not_start_gives_way_to_the_previous_one(
    person: Person, tiny: MakeApp
) -> None:
    """When the new container does not answer, the one before it is put back."""
    sandbox = person.up(tiny())
    configuration = sandbox.workspace / "sandbox.toml"
    text = configuration.read_text()
    command = 'command = ["python", "-c", "raise SystemExit(\'no licence\')"]'
    configuration.write_text(text.replace("start_seconds = 60", f"start_seconds = 5\n{command}"))
    done = person.sandbox("up", here=sandbox.workspace, code=1)
    assert "no licence" in done.err
    assert "The previous version is still running." in done.err
    assert engine.containers_of(sandbox.name) == sandbox.containers
    person.sandbox("logs", sandbox.name)
    git("checkout", "--", ".", folder=sandbox.workspace)
    person.up(here=sandbox.workspace)
    assert sandbox.browser().get().status == 200
