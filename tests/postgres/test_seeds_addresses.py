"""`sandbox seeds` of an address that is production, cannot be reached, or is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread

import pytest

from tests.postgres.conftest import Database
from tests.postgres.maintainer import Maintainer


@pytest.mark.parametrize(
    ("action", "hosts"),
    [
        ("fill", '["HOST"]'),
        ("fill", '["other.example.com", "HOST"]'),
        ("fill", '["*"]'),
        ("explain", '["HOST"]'),
        ("check", '["HOST"]'),
    ],
)
def test_production_is_never_touched(
    shop: Database, maintainer: Maintainer, action: str, hosts: str
) -> None:
    """By its name, or a pattern of names; --force does not help."""
    named = hosts.replace("HOST", shop.host.upper())
    maintainer.write("sandbox.toml", f"[production]\nhosts = {named}\n")
    force = ["--force"] if action == "fill" else []
    answer = maintainer.answer(action, shop.address, *force, code=4)
    assert "is production" in answer["error"]
    assert shop.value("SELECT count(*) FROM orders") == 0


def test_production_under_another_name_is_production(
    shop: Database, maintainer: Maintainer
) -> None:
    """Where both names lead to the same server."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    address = shop.address.replace(shop.host, "localhost")
    assert "is production" in maintainer.answer("fill", address, code=4)["error"]


@pytest.mark.parametrize("host", ["0.0.0.0", "[::ffff:127.0.0.1]"])
def test_production_by_another_number_is_production(
    shop: Database, maintainer: Maintainer, host: str
) -> None:
    """All of them reach this machine."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    address = shop.address.replace(f"@{shop.host}:", f"@{host}:")
    assert "is production" in maintainer.answer("fill", address, code=4)["error"]


def test_production_that_the_surroundings_name_is_production(
    shop: Database, maintainer: Maintainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver reads them too; what a service file says is not known, and so refused."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    bare = f"postgresql:///{shop.name}?user=test&password=test&port={shop.port}"
    for name in ("PGHOST", "PGHOSTADDR"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "127.0.0.1")
            assert "is production" in maintainer.answer("fill", bare, code=4)["error"]
    assert "service file" in maintainer.answer("fill", f"{bare}&service=prod", code=2)["error"]


def test_what_is_no_address_is_named(maintainer: Maintainer) -> None:
    """Nothing, another database's address, an impossible one; no password is repeated."""
    assert "which database?" in maintainer.answer("fill", code=2)["error"]
    other = maintainer.answer("fill", "mysql://localhost/x", code=2)
    assert "no address of a PostgreSQL database: mysql is another kind" in other["error"]
    odd = maintainer.answer("fill", "postgresql://localhost/x?nonsense=1", code=2)
    assert "nonsense" in odd["error"]
    signs = maintainer.seeds("fill", "postgresql://me:sec%zzret@localhost/x", code=2)
    assert "a % in it is written as %25" in signs.stderr
    assert "sec%zzret" not in signs.stderr


class _Other(BaseRequestHandler):
    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@contextmanager
def _something_else(host: str) -> Iterator[int]:
    """A port at which a web server answers."""
    server = TCPServer((host, 0), _Other)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("old", "new", "error", "hint"),
    [
        ("test:test@", "test:wrong@", "does not let test in", "the password in the address"),
        ("test:test@", "nobody:test@", "does not let nobody in", "the user's name"),
        ("test:test@", "test@", "wants a password", "postgresql://USER:PASSWORD@"),
        ("/test_", "/no_such_", "no database no_such_", "behind the last / of the address"),
        ("HOST", "no-such-host.invalid", "no host no-such-host.invalid", "host's name"),
        ("PORT", "1", "no server listens there", "the host and the port in the address"),
        ("PORT", "ODD", "is no PostgreSQL server", "the port in the address"),
    ],
)
def test_a_database_that_cannot_be_reached_says_what_to_check(
    shop: Database, maintainer: Maintainer, old: str, new: str, error: str, hint: str
) -> None:
    """In the address, not in the app; and that nothing was changed."""
    old = {"HOST": f"@{shop.host}:", "PORT": f":{shop.port}/"}.get(old, old)
    with _something_else(shop.host) as odd:
        new = str(odd) if new == "ODD" else new
        new = f"@{new}:" if old.startswith("@") else f":{new}/" if old.startswith(":") else new
        answer = maintainer.answer("fill", shop.address.replace(old, new), code=1)
    assert answer["error"].startswith("the database cannot be reached: ")
    assert error in answer["error"]
    assert hint in answer["hint"]
    assert answer["kept"] == "Nothing was changed."
    assert "wrong@" not in json.dumps(answer)
