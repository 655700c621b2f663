"""Secrets of the person and of the app's past: none of them is anywhere inside."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.scenarios.apps import git, make_app
from tests.scenarios.person import Person, Sandbox

# Prints the marked values that are in any file, environment or git object it can read.
SEARCH = r"""
import json, os, re, zlib
mark = re.compile(rb"canary[0-9]{2}")
found = {}
def look(place, content):
    for one in mark.findall(content):
        found.setdefault(one.decode(), place)
for top, folders, files in os.walk("/"):
    if top == "/":
        folders[:] = [f for f in folders if f not in ("proc", "sys")]
    for name in files:
        path = os.path.join(top, name)
        try:
            if os.path.isfile(path) and os.path.getsize(path) < 20_000_000:
                content = open(path, "rb").read()
                look(path, content)
                if "/objects/" in path:
                    look(path, zlib.decompress(content))
        except (OSError, zlib.error):
            pass
for process in filter(str.isdigit, os.listdir("/proc")):
    for name in ("environ", "cmdline"):
        try:
            look(f"/proc/{process}/{name}", open(f"/proc/{process}/{name}", "rb").read())
        except OSError:
            pass
print(json.dumps(found))
"""


def live(number: int) -> str:
    """A value in the form of a payment service's live key; put together here, so that no file of
    ours looks as if it held one."""
    return "sk_" + f"live_canary{number:02d}4eC39HqLyjWDar"


HOME_FILES = {
    ".ssh/id_ed25519": "canary01",
    ".aws/credentials": "canary02",
    ".netrc": "machine git.test login a password canary03",
    ".git-credentials": "https://a:canary04@git.test",
    ".config/gcloud/credentials.db": "canary05",
    ".gitconfig": "[user]\n\tname = canary06\n",
    ".npmrc": "//npm.test/:_authToken=canary07",
}
ENVIRONMENT = {
    "STRIPE_SECRET_KEY": live(8),
    "DATABASE_URL": "postgres://app:canary09@db.acme.com/app",
    "AWS_SECRET_ACCESS_KEY": "canary10",
    "GIT_TOKEN": "canary11",
}
TRACKED = {
    "pay.py": f"KEY = '{live(12)}'\n",
    "docker-compose.yml": f"services:\n  app:\n    environment:\n      KEY: {live(13)}\n",
    "legacy.ini": "url = postgres://app:canary14@db.acme.com/app\n",
    "deploy.pem": "-----BEGIN RSA PRIVATE KEY-----\n"
    "canary15AAAAAAAAAAAAAAAA\ncanary15BBBBBBBBBBBBBBBB\n-----END RSA PRIVATE KEY-----\n",
}
ALL = {f"canary{number:02d}" for number in range(1, 23)}


def planted(folder: Path) -> Path:
    """The tiny app, as somebody left it who was in a hurry."""
    app = make_app(folder, {"old.py": f"KEY = '{live(16)}'\n"})
    git("rm", "--quiet", "old.py", folder=app)
    git("commit", "--quiet", "-m", "Without canary17", folder=app)
    git("checkout", "--quiet", "-b", "other", folder=app)
    (app / "other.py").write_text("canary18\n")
    git("add", "--all", folder=app)
    git("commit", "--quiet", "-m", "Other", folder=app)
    git("checkout", "--quiet", "main", folder=app)
    for path, text in TRACKED.items():
        (app / path).write_text(text)
    dockerfile = app / "Dockerfile"
    dockerfile.write_text(dockerfile.read_text() + f"ARG PAY={live(19)}\nENV PAY_KEY=$PAY\n")
    git("add", "--all", folder=app)
    git("commit", "--quiet", "-m", "In a hurry", folder=app)
    git("remote", "add", "origin", "https://dev:canary20@git.test/team/app.git", folder=app)
    (app / ".env").write_text("canary21\n")
    (app / "notes.txt").write_text("canary22\n")
    return app


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "somebody"
    for path, text in HOME_FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def search(sandbox: Sandbox) -> dict[str, str]:
    run = subprocess.run(
        ["docker", "exec", "-i", sandbox.app, "python3", "-c", SEARCH],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_not_one_of_twenty_two_secrets_is_inside(
    person: Person, home: Path, tmp_path: Path, app_name: str
) -> None:
    """Of the environment, the home, the remote, the past, other branches, files that git does not
    track, and live values in tracked files, the Dockerfile and the Compose file."""
    app = planted(tmp_path / "apps" / app_name)
    up = person.sandbox("up", app, "--json", env={"HOME": str(home), **ENVIRONMENT})
    sandbox = Sandbox(person=person, document=up.json)
    assert search(sandbox) == {}
    # The search sees what is there.
    (sandbox.workspace / "seen.txt").write_text("canary99")
    assert search(sandbox) == {"canary99": "/app/seen.txt"}

    said = up.out + up.err
    assert not any(mark in said for mark in ALL)
    for place in ("pay.py, line 1", "docker-compose.yml, line 4", "legacy.ini, line 1"):
        assert place in said
    # Whoever reviews the work sees no change of it, and the values where they were.
    assert git("status", "--porcelain", folder=sandbox.workspace).split() == ["??", "seen.txt"]
    assert live(12) in git("show", "HEAD:pay.py", folder=sandbox.workspace)


def test_addresses_of_production_lead_nowhere(
    person: Person, tmp_path: Path, app_name: str
) -> None:
    """In every file but the configuration that names them; the reviewer sees them as they were."""
    text = "A = 'https://shop.acme.com/x'\nB = 'https://acme.example.com'\nC = 'mail@acme.com'\n"
    toml = '[production]\nhosts = ["*.acme.com"]\n# https://shop.acme.com\n'
    app = make_app(tmp_path / "apps" / app_name, {"links.py": text, "sandbox.toml": toml})
    up = person.sandbox("up", app, "--json")
    sandbox = Sandbox(person=person, document=up.json)
    shown = (sandbox.workspace / "links.py").read_text()
    assert shown == text.replace("shop.acme.com", "hidden-by-sandbox-0001.invalid")
    assert (sandbox.workspace / "sandbox.toml").read_text() == toml
    assert "links.py, line 1: an address of production" in up.err
    assert git("status", "--porcelain", folder=sandbox.workspace) == ""


def test_a_maintainer_can_say_that_a_value_is_harmless(
    person: Person, tmp_path: Path, app_name: str
) -> None:
    """What [secrets] allows stays as it is."""
    changes = {
        "pay.py": f"KEY = '{live(12)}'\n",
        "sandbox.toml": '[secrets]\nallow = ["pay.*"]\n',
    }
    app = make_app(tmp_path / "apps" / app_name, changes)
    up = person.sandbox("up", app, "--json")
    sandbox = Sandbox(person=person, document=up.json)
    assert (sandbox.workspace / "pay.py").read_text() == changes["pay.py"]
    assert "pay.py" not in up.err
