"""`sandbox prove` of apps whose images have nothing to try with, or answer for themselves."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.person import Person
from tests.scenarios.proving import REFUSED, failed, prove, replaced

# All the files of an image but its programs: no shell, no Perl, no Python by that name.
BARE = """\
FROM python:3.11-slim AS whole
WORKDIR /app
COPY server.py migrate.py ./
RUN cp "$(readlink -f "$(command -v python3)")" /usr/local/server \\
 && find /usr/bin/ /usr/sbin/ /usr/local/bin/ -mindepth 1 -delete
FROM scratch
COPY --from=whole / /
WORKDIR /app
EXPOSE 8000
CMD ["/usr/local/server", "server.py"]
"""
BARE_CONFIGURATION = """\
[app]
start_seconds = 60
[database]
migrate = ["/usr/local/server", "migrate.py"]
migrations = ["migrate.py"]
"""


def test_an_app_without_any_program_is_tried_from_beside(
    person: Person, tmp_path: Path, own_name: str
) -> None:
    """An image in which nothing can be run gets the same attempts, and its holes are named."""
    changes: dict[str, str | None] = {"Dockerfile": BARE, "sandbox.toml": BARE_CONFIGURATION}
    bare = person.up(make_app(tmp_path / own_name, changes))
    document = prove(bare, code=0)
    assert failed(document) == []
    assert len([one for one in document["probes"] if one["probe"].startswith("app: ")]) >= 40
    options = ("--volume", "/etc/hostname:/root/.ssh/id_rsa", "--env", "GITHUB_TOKEN=hunter2")
    with replaced(bare, "app", *options):
        said = failed(prove(bare, code=REFUSED))
    assert "app: look for folders of this machine (all mounts): FOUND /root/.ssh/id_rsa" in said
    assert "app: look for variables that nobody listed (environment): FOUND GITHUB_TOKEN" in said
    assert [name for name in engine.containers_of(bare.name) if "--" in name] == []


# Answers every question as a closed sandbox would, whatever is open.
LIAR = """\
#!/usr/local/bin/python3.11 -IS
import sys
right = {"tcp": "unreachable", "udp": "unreachable", "ping": "unreachable", "socket": "denied"}
right |= {"exists": "absent", "write": "denied", "call": "denied"}
for line in sys.stdin:
    number, kind, *_ = line.rstrip("\\n").split("\\t")
    print(number, right.get(kind, "absent"), "", sep="\\t")
"""


def test_an_app_whose_image_answers_for_itself_is_not_believed(
    person: Person, tmp_path: Path, own_name: str
) -> None:
    """A python3 that says that all is closed, and libraries that every program loads, are not
    asked: what is open is found."""
    dockerfile = (Path(__file__).parents[1] / "apps" / "tiny" / "Dockerfile").read_text()
    lies = """\
ENV PYTHONSTARTUP=/liar LD_PRELOAD=/nothing.so
COPY --chmod=0755 liar /tmp/liar
RUN cd /usr/local/bin && ln -sf python3.11 python && rm python3 && cp /tmp/liar python3
"""
    first, _, rest = dockerfile.partition("\n")
    changes: dict[str, str | None] = {"liar": LIAR, "Dockerfile": f"{first}\n{lies}{rest}"}
    lying = person.up(make_app(tmp_path / own_name, changes))
    question = "printf 'q\\tcall\\troot\\n' | python3"
    assert engine.docker("exec", lying.app, "sh", "-c", question) == "q\tdenied\t\n"
    document = prove(lying, code=0)
    assert len([one for one in document["probes"] if one["probe"].startswith("app: ")]) >= 40
    network = f"{lying.name}-open"
    engine.docker("network", "create", "--label", f"sandbox.user={lying.person.user}", network)
    engine.docker("network", "connect", network, lying.app)
    try:
        said = "\n".join(failed(prove(lying, code=REFUSED)))
    finally:
        engine.docker("network", "disconnect", network, lying.app)
        engine.docker("network", "rm", network)
    assert "app: connect to this machine (" in said
    assert "app: find a route out (IPv4): FOUND" in said
    assert "could not be tried" not in said
