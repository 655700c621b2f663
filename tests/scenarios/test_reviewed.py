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
    """Limits, secrets that stay and the history are the maintainers': a copy may only have less."""
    sandbox = person.up(tiny({"sandbox.toml": TINY}))
    (sandbox.workspace / "sandbox.toml").write_text(TINY + WISHED)
    (sandbox.workspace / "pay.py").write_text(f'KEY = "{KEY}"\n')
    git("add", "pay.py", folder=sandbox.workspace)
    git("commit", "--quiet", "-m", "A key", folder=sandbox.workspace)
    done = person.sandbox("up", sandbox.name)
    assert "count once they are merged" in done.err
    host = engine.inspect(sandbox.app)["HostConfig"]
    assert (host["Memory"], host["PidsLimit"], host["ReadonlyRootfs"]) == (1 << 30, 512, True)
    assert KEY not in (sandbox.workspace / "pay.py").read_text()
    assert (sandbox.workspace / ".git" / "shallow").exists()
    less = TINY + "[limits]\nmemory_mb = 512\n"
    (sandbox.workspace / "sandbox.toml").write_text(less)
    person.sandbox("up", sandbox.name)
    assert engine.inspect(sandbox.app)["HostConfig"]["Memory"] == 512 << 20


def test_without_a_maintainers_branch_nothing_is_opened(person: Person, tiny: MakeApp) -> None:
    """A source that stands on no branch has no reviewed file: what is allowed there is not."""
    app = tiny({"sandbox.toml": TINY + '[browser]\nallow = ["https://evil.example"]\n'})
    git("checkout", "--quiet", "--detach", folder=app)
    git("branch", "--quiet", "--delete", "--force", "main", folder=app)
    sandbox = person.up(app)
    headers = {k.lower(): v for k, v in sandbox.browser().get().headers.items()}
    assert "evil" not in headers["content-security-policy"]
    assert "count once they are merged" in person.sandbox("up", sandbox.name).err
