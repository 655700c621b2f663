"""Folders, ports and the address in the browser, on this machine."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sandbox.adapters import beneath
from sandbox.adapters.files import sharing
from sandbox.adapters.files.host import UNPRIVILEGED, HostFiles
from sandbox.model.facts import Answer

ROOT = os.getuid() == 0


def test_everything_is_kept_where_the_variable_says(home: Path) -> None:
    """Workspaces too, and what was kept lies beside them, so that moving is renaming."""
    files = HostFiles()
    assert files.home() == home.resolve()
    assert files.workspace("shop-anna") == home.resolve() / "workspaces" / "shop-anna"
    assert home.resolve() in files.kept("shop-anna", "1").parents


def test_containers_write_as_the_person_never_as_root() -> None:
    """Where that is root, as an account that nobody has."""
    uid, gid = map(int, HostFiles().identity().split(":"))
    assert uid != 0
    assert gid != 0
    assert (uid, gid) == ((UNPRIVILEGED,) * 2 if ROOT else (os.getuid(), os.getgid()))


def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text("x")
    (folder / "shop").mkdir()
    (folder / "shop" / "main.py").write_text("x")
    (folder / "run.sh").write_text("x")
    (folder / "link").symlink_to("/etc/hostname")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "shop").chmod(0o755)
    (folder / "shop" / "main.py").chmod(0o644)
    (folder / "run.sh").chmod(0o755)
    return folder


def modes(folder: Path, *names: str) -> list[tuple[int, int]]:
    found = [(folder / name).lstat() for name in names]
    return [(one.st_gid, stat.S_IMODE(one.st_mode)) for one in found]


def test_a_shared_folder_can_be_written_by_the_containers_account(tmp_path: Path) -> None:
    """For root: its group may write and new files inherit it. Others own their files already."""
    folder = tree(tmp_path)
    names = ("", "shop", "shop/main.py", "run.sh", ".git", ".git/config", "link")
    before = modes(folder, *names)
    outside = Path("/etc/hostname").stat().st_gid
    for _ in range(2):
        HostFiles().share(folder)
    after = modes(folder, *names)
    assert Path("/etc/hostname").stat().st_gid == outside
    assert after[4:] == before[4:]
    if ROOT:
        assert after[1:4] == [
            (UNPRIVILEGED, 0o2775),
            (UNPRIVILEGED, 0o664),
            (UNPRIVILEGED, 0o775),
        ]
        assert after[0][0] == UNPRIVILEGED
    else:
        assert after == before


def test_a_file_that_vanishes_while_it_is_shared_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor's scratch file may be gone between the listing and the look."""
    folder = tree(tmp_path)

    def walk(top: int, enter: Callable[[str], bool]) -> Iterator[beneath.Found]:
        yield beneath.Found("gone.swp", "gone.swp", top)
        yield from beneath.walk(top, enter)

    monkeypatch.setattr(sharing, "walk", walk)
    HostFiles().share(folder)


def test_a_stream_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A dump that breaks off leaves no file that looks like one."""
    files, path = HostFiles(), tmp_path / "deep" / "data.dump"

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        files.write_stream(path, broken())
    assert list(path.parent.iterdir()) == []
    assert files.write_stream(path, iter([b"one", b"two"])) == 6
    assert b"".join(files.read_stream(path)) == b"onetwo"
    with pytest.raises(RuntimeError):
        files.write_stream(path, broken())
    assert path.read_bytes() == b"onetwo"
    assert [one.name for one in path.parent.iterdir()] == ["data.dump"]


def test_moving_makes_the_way_and_removing_what_is_gone_is_no_failure(tmp_path: Path) -> None:
    """As `down` and `restore` do with a workspace."""
    files, source = HostFiles(), tree(tmp_path)
    files.move(source, tmp_path / "a" / "b" / "workspace")
    assert not source.exists()
    assert (tmp_path / "a" / "b" / "workspace" / "shop" / "main.py").exists()
    files.remove(tmp_path / "a")
    files.remove(tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    """On loopback or on every address; the next free one is found."""
    files = HostFiles()
    for address in ("127.0.0.1", "0.0.0.0"):
        with socket.socket() as taken:
            taken.bind((address, 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert not files.port_is_free(port)
            found = files.free_port(port)
            assert found > port
        assert files.port_is_free(port)
        assert files.free_port(port) == port


def test_room_on_the_disk_is_known_for_folders_yet_to_be_made(tmp_path: Path) -> None:
    """Of the nearest folder that exists; and nothing given is the whole machine."""
    files = HostFiles()
    assert files.free_bytes(str(tmp_path / "not" / "there")) > 0
    assert files.free_bytes("") > 0


class Gateway(BaseHTTPRequestHandler):
    """/waiting as the gateway's page, everything else as an app's 404; repeats the Host."""

    def do_GET(self) -> None:
        if self.headers["Host"] != f"shop-anna.localhost:{self.server.server_port}":  # type: ignore[attr-defined]
            self.send_response(421)
        elif self.path == "/waiting":
            self.send_response(503)
            self.send_header("X-Sandbox-Gateway", "starting")
        else:
            self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_the_apps_answer_is_told_from_the_gateways() -> None:
    """The waiting page is no sign of life; nothing at all is None."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, files = server.server_port, HostFiles()
    try:
        host = "shop-anna.localhost"
        assert files.ask(port, host, "/") == Answer(status=404, from_gateway=False)
        assert files.ask(port, host, "/waiting") == Answer(status=503, from_gateway=True)
    finally:
        server.shutdown()
        server.server_close()
    assert files.ask(port, host, "/") is None


def test_what_goes_along_with_the_tool_is_there() -> None:
    """The gateway's definition and the example app."""
    assert (HostFiles().resource("compose") / "gateway" / "Dockerfile").is_file()
    assert (HostFiles().resource("examples") / "shipments" / "Dockerfile").is_file()


def test_a_folder_of_empty_folders_counts_as_absent(tmp_path: Path) -> None:
    """And is cleared; one with a file or a link in it is somebody's."""
    files, folder = HostFiles(), tmp_path / "workspace"
    assert files.is_absent(folder)
    (folder / ".git" / "deep").mkdir(parents=True)
    assert files.is_absent(folder)
    (folder / ".git" / "link").symlink_to(tmp_path)
    assert not files.is_absent(folder)
    (folder / ".git" / "link").unlink()
    (folder / ".git" / "file").touch()
    assert not files.is_absent(folder)
    (folder / ".git" / "file").unlink()
    files.clear(folder)
    assert not folder.exists()
