"""What only the app's maintainers may say, on the branch that a copy was made of."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.apps import git
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person

TINY = (Path(__file__).parents[1] / "apps" / "tiny" / "sandbox.toml").read_text()
KEY = "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc"
WISHED = """
[limits]
memory_mb = 4096
processes = 100000
read_only = false
[browser]
allow = ["https://evil.example"]
[secrets]
allow = ["pay.py"]
[clone]
history = "full"
"""


def test_the_app_cannot_give_itself_more(person: Person, tiny: MakeApp) -> None:
    """Limits, secrets that stay and the history are the maintainers': a copy may only have less,
    whatever its own history says is theirs, until they have it on their usual branch."""
    app = tiny({"sandbox.toml": TINY})
    sandbox = person.up(app)
    (sandbox.workspace / "sandbox.toml").write_text(TINY + WISHED)
    (sandbox.workspace / "pay.py").write_text(f'KEY = "{KEY}"\n')
    git("add", "pay.py", folder=sandbox.workspace)
    git("commit", "--quiet", "--all", "-m", "A key", folder=sandbox.workspace)
    for ref in ("main", "HEAD", "evil"):  # as if they were the maintainers'
        at = f"refs/remotes/origin/{ref}"
        git("update-ref", "--no-deref", at, "HEAD", folder=sandbox.workspace)
    done = person.sandbox("up", sandbox.name, "--branch", "evil")
    assert "count once they are merged" in done.err
    assert "needs a sandbox of its own" in done.err
    host = engine.inspect(sandbox.app)["HostConfig"]
    assert (host["Memory"], host["PidsLimit"], host["ReadonlyRootfs"]) == (1 << 30, 512, True)
    assert KEY not in (sandbox.workspace / "pay.py").read_text()
    assert (sandbox.workspace / ".git" / "shallow").exists()
    less = TINY + "[limits]\nmemory_mb = 512\nread_only = false\n"
    (sandbox.workspace / "sandbox.toml").write_text(less)
    (app / "sandbox.toml").write_text(TINY + "[limits]\nread_only = false\n")
    git("commit", "--quiet", "--all", "-m", "It may write", folder=app)
    person.sandbox("up", sandbox.name)
    host = engine.inspect(sandbox.app)["HostConfig"]
    assert (host["Memory"], host["ReadonlyRootfs"]) == (512 << 20, False)


def test_without_a_maintainers_branch_nothing_is_opened(person: Person, tiny: MakeApp) -> None:
    """A source that stands on no branch has no reviewed file: what is allowed there is not."""
    app = tiny({"sandbox.toml": TINY + '[browser]\nallow = ["https://evil.example"]\n'})
    git("checkout", "--quiet", "--detach", folder=app)
    git("branch", "--quiet", "--delete", "--force", "main", folder=app)
    sandbox = person.up(app)
    headers = {k.lower(): v for k, v in sandbox.browser().get().headers.items()}
    assert "evil" not in headers["content-security-policy"]
    assert "count once they are merged" in person.sandbox("up", sandbox.name).err
