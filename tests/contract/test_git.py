"""git, the real one."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sandbox.adapters.git.repositories import GitRepositories
from sandbox.errors import NotFound, SandboxError, UsageError

BRANCH = "sandbox/anna/work"
WHO = ("-c", "user.name=Dev", "-c", "user.email=dev@example.org")


def git(folder: Path, *words: str) -> str:
    run = subprocess.run(
        ["git", *WHO, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A repository with a commit, a remote, and things that git does not track."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "trunk")
    (folder / ".gitignore").write_text(".env\n*.log\n__pycache__/\n")
    (folder / "main.py").write_text("one\n")
    (folder / "ä file.txt").write_text("odd\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "branch", "other")
    git(folder, "remote", "add", "origin", "https://dev:secret@git.test/team/shop.git")
    (folder / ".env").write_text("SECRET=1\n")
    (folder / "notes.txt").write_text("untracked\n")
    (folder / "debug.log").write_text("ignored\n")
    return folder


@pytest.fixture
def work(app: Path, tmp_path: Path) -> Path:
    """A clone as `up` makes it."""
    target = tmp_path / "workspaces" / "shop-anna"
    clone(str(app), target)
    return target


def clone(source: str, target: Path, base: str | None = None) -> None:
    GitRepositories().clone(source, target, branch=BRANCH, base=base, on_line=lambda _: None)


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_only_what_git_tracks_comes_along(app: Path, tmp_path: Path, form: str) -> None:
    """From a folder and from an address; no .env, nothing untracked or ignored."""
    target = tmp_path / "copy"
    clone(form.format(app), target)
    names = {path.name for path in target.iterdir()} - {".git"}
    assert names == {".gitignore", "main.py", "ä file.txt"}
    assert git(target, "branch", "--show-current") == BRANCH
    assert git(target, "status", "--porcelain") == ""
    assert [one.name for one in tmp_path.iterdir() if "unfinished" in one.name] == []


def test_the_copy_goes_back_to_where_the_folder_came_from(work: Path) -> None:
    """And keeps no password in its address."""
    assert git(work, "remote", "get-url", "origin") == "https://git.test/team/shop.git"


def test_another_branch_may_be_the_start(app: Path, tmp_path: Path) -> None:
    """`--branch`; one that does not exist is said, and nothing stays behind."""
    clone(str(app), tmp_path / "copy", base="other")
    assert git(tmp_path / "copy", "branch", "--show-current") == BRANCH
    with pytest.raises(NotFound) as caught:
        clone(str(app), tmp_path / "none", base="no-such-branch")
    assert "no-such-branch" in caught.value.message
    assert not (tmp_path / "none").exists()


def test_a_file_counts_as_the_usual_branch_has_it(app: Path, work: Path, tmp_path: Path) -> None:
    """Asked of where the code comes from; what is in a copy's history later has no say."""
    repositories = GitRepositories()
    head = git(app, "rev-parse", "HEAD")
    assert repositories.reviewed(work, "main.py", None) == (head, "one\n")
    (work / "main.py").write_text("wished\n")
    git(work, "commit", "--quiet", "--all", "-m", "wished")
    git(work, "update-ref", "refs/remotes/origin/trunk", "HEAD")
    for source in (str(app), app.as_uri()):
        assert repositories.usual_commit(source) == head
        assert repositories.published(source, "main.py") == (head, "one\n")
        assert repositories.published(source, "none.py") == (head, "")
    assert repositories.published(str(tmp_path / "nowhere"), "main.py") is None
    git(app, "checkout", "--quiet", "--detach")
    assert repositories.published(str(app), "main.py") is None


def test_a_folder_of_another_owner_can_be_copied(app: Path, tmp_path: Path) -> None:
    """An operator who works as root copies what a developer owns."""
    if os.getuid() == 0:
        for path in (app, *app.rglob("*")):
            os.chown(path, 12345, 12345, follow_symlinks=False)
    assert GitRepositories().top(app) == app
    clone(str(app), tmp_path / "copy")
    assert (tmp_path / "copy" / "main.py").exists()


@pytest.mark.parametrize(
    "source", ["/nowhere/at/all", "file:///nowhere/at/all", "http://127.0.0.1:1/shop.git"]
)
def test_an_address_that_does_not_exist_fails_at_once(tmp_path: Path, source: str) -> None:
    """In plain words, and nothing stays behind."""
    began = time.monotonic()
    with pytest.raises(NotFound) as caught:
        clone(source, tmp_path / "deep" / "copy")
    assert time.monotonic() - began < 5
    assert "there is no repository at this address, or you have no access" in caught.value.message
    assert not (tmp_path / "deep" / "copy").exists()


def test_an_empty_repository_is_said_to_be_empty(tmp_path: Path) -> None:
    """It is not taken for an app."""
    git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    with pytest.raises(UsageError, match="is empty"):
        clone(str(tmp_path / "empty.git"), tmp_path / "copy")


def test_an_address_that_looks_like_an_option_is_an_address(tmp_path: Path) -> None:
    """Nothing that is typed as an address becomes an option of git."""
    with pytest.raises(NotFound):
        clone("--upload-pack=touch /tmp/never", tmp_path / "copy")


class Closed(BaseHTTPRequestHandler):
    """A git server that wants a password."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="git"')
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def closed() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}/shop.git"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("login", ["", "anna@", "anna:hunter2@"])
def test_a_server_that_wants_a_password_fails_without_asking(
    closed: str, tmp_path: Path, login: str
) -> None:
    """No prompt that hangs, and no password in what is said."""
    began = time.monotonic()
    with pytest.raises(NotFound) as caught:
        clone(f"http://{login}{closed}", tmp_path / "copy")
    assert time.monotonic() - began < 5
    said = f"{caught.value.message} {caught.value.hint} {caught.value.detail}"
    assert "hunter2" not in said


def test_the_top_of_a_repository_is_found_from_inside(app: Path, tmp_path: Path) -> None:
    """Outside of one there is none."""
    (app / "deep" / "down").mkdir(parents=True)
    assert GitRepositories().top(app / "deep" / "down") == app
    (tmp_path / "plain").mkdir()
    assert GitRepositories().top(tmp_path / "plain") is None
    assert GitRepositories().top(tmp_path / "missing") is None


def test_what_detection_sees_is_tracked_or_new_and_not_ignored(app: Path) -> None:
    """Texts only of what it wants; a tracked file that was deleted is not there."""
    view = GitRepositories().view(app, lambda path: path.endswith(".txt"))
    assert view.paths == {".gitignore", "main.py", "ä file.txt", "notes.txt"}
    assert view.texts == {"ä file.txt": "odd\n", "notes.txt": "untracked\n"}
    (app / "main.py").unlink()
    assert "main.py" not in GitRepositories().view(app, lambda _: False).paths


def test_a_link_out_of_the_repository_is_not_followed(app: Path, tmp_path: Path) -> None:
    """Somebody's repository cannot make us read the machine's own files."""
    (tmp_path / "secret").write_text("host")
    (app / "Dockerfile").symlink_to(tmp_path / "secret")
    view = GitRepositories().view(app, lambda path: path == "Dockerfile")
    assert "host" not in view.texts.values()


def test_digests_are_of_the_bytes(app: Path) -> None:
    """Of those that are there."""
    repositories = GitRepositories()
    before = repositories.digests(app, ["main.py", "missing.py"])
    assert set(before) == {"main.py"}
    (app / "main.py").write_text("two\n")
    assert repositories.digests(app, ["main.py"]) != before


def test_a_fresh_copy_holds_no_work(work: Path) -> None:
    """Nothing to keep."""
    found = GitRepositories().work(work)
    assert (found.branch, found.changed, found.commits, found.ignored) == (BRANCH, (), 0, ())
    assert not found.any


def test_work_is_counted(work: Path) -> None:
    """Changed, new, deleted and odd names; commits that are nowhere else; ignored files."""
    (work / "main.py").write_text("two\n")
    (work / "ä file.txt").unlink()
    (work / "neu ü.txt").write_text("new")
    (work / "debug.log").write_text("mine")
    (work / "__pycache__").mkdir()
    (work / "__pycache__" / "main.pyc").write_text("")
    found = GitRepositories().work(work)
    assert sorted(found.changed) == ["main.py", "neu ü.txt", "ä file.txt"]
    assert found.ignored == ("debug.log",)
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "mine")
    found = GitRepositories().work(work)
    assert (found.changed, found.commits) == ((), 1)
    assert found.head == git(work, "rev-parse", "HEAD")
    assert found.any


def test_keeping_holds_everything_and_touches_nothing(work: Path) -> None:
    """New files are in the kept commit; index, branch and folder stay as they were."""
    (work / "main.py").write_text("staged\n")
    git(work, "add", "main.py")
    (work / "main.py").write_text("two\n")
    (work / "neu.txt").write_text("new")
    (work / ".env").write_text("SECRET=1")
    (work / "ä file.txt").unlink()
    before = [git(work, *words) for words in (("status", "--porcelain"), ("rev-parse", "HEAD"))]
    staged = git(work, "diff", "--cached")
    commit = GitRepositories().keep(work, "refs/sandbox/kept/1", "as it was")
    assert commit == git(work, "rev-parse", "refs/sandbox/kept/1")
    assert git(work, "show", "refs/sandbox/kept/1:main.py") == "two"
    assert git(work, "show", "refs/sandbox/kept/1:neu.txt") == "new"
    names = git(work, "ls-tree", "-r", "--name-only", "-z", "refs/sandbox/kept/1").split("\0")
    assert set(filter(None, names)) == {".gitignore", "main.py", "neu.txt"}
    after = [git(work, *words) for words in (("status", "--porcelain"), ("rev-parse", "HEAD"))]
    assert after == before
    assert git(work, "diff", "--cached") == staged
    assert git(work, "branch", "--show-current") == BRANCH
    assert GitRepositories().work(work).commits == 0


def test_keeping_leaves_large_files_where_they_are(work: Path) -> None:
    """A dump that lies about is not packed a second time; the message names what is left out."""
    (work / "dump ü.sql").write_bytes(os.urandom(9 << 20))
    (work / "main.py").write_bytes(os.urandom(9 << 20))
    (work / "small.txt").write_text("small")
    before = stored(work)
    GitRepositories().keep(work, "refs/sandbox/kept/1", "as it was")
    assert stored(work) - before < 1 << 20
    assert git(work, "show", "refs/sandbox/kept/1:small.txt") == "small"
    assert git(work, "show", "refs/sandbox/kept/1:main.py") == "one"
    message = git(work, "log", "-1", "--format=%B", "refs/sandbox/kept/1")
    assert "dump ü.sql" in message
    assert "main.py" in message


def stored(work: Path) -> int:
    """Bytes in the repository's own folder."""
    return sum(one.stat().st_size for one in (work / ".git").rglob("*") if one.is_file())


def test_keeping_a_merge_that_is_not_resolved(work: Path) -> None:
    """Files with conflict marks are recorded as they lie there, and stay in conflict."""
    git(work, "checkout", "--quiet", "-b", "side")
    (work / "main.py").write_text("side\n")
    git(work, "commit", "--quiet", "--all", "-m", "side")
    git(work, "checkout", "--quiet", BRANCH)
    (work / "main.py").write_text("mine\n")
    git(work, "commit", "--quiet", "--all", "-m", "mine")
    subprocess.run(["git", *WHO, "merge", "side"], cwd=work, capture_output=True, check=False)
    GitRepositories().keep(work, "refs/sandbox/kept/1", "as it was")
    assert "<<<<<<<" in git(work, "show", "refs/sandbox/kept/1:main.py")
    assert git(work, "status", "--porcelain").startswith("UU")


def test_hooks_of_the_repository_do_not_run_in_our_name(work: Path) -> None:
    """Somebody's code stays in containers."""
    for hook in ("pre-commit", "post-checkout", "reference-transaction", "post-index-change"):
        path = work / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch {work}/ran-{hook}\n")
        path.chmod(0o755)
    GitRepositories().keep(work, "refs/sandbox/kept/1", "as it was")
    assert [one.name for one in work.glob("ran-*")] == []


def test_settings_of_a_hook_around_us_lead_nowhere(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called from a git hook, we still mean the folder that was named."""
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert GitRepositories().work(work).changed == ()


def test_a_folder_that_is_gone_is_said_in_plain_words(tmp_path: Path) -> None:
    """Not a bug of ours."""
    with pytest.raises(SandboxError, match="is gone"):
        GitRepositories().work(tmp_path / "gone")


def test_the_example_becomes_a_repository_with_a_remote(tmp_path: Path) -> None:
    """Once; a second time it is kept as it is."""
    example = tmp_path / "example"
    (example / "__pycache__").mkdir(parents=True)
    (example / "main.py").write_text("x")
    repository, remote = tmp_path / "demo" / "shop", tmp_path / "demo" / "shop.git"
    GitRepositories().create_demo(example, repository, remote)
    head = git(repository, "rev-parse", "HEAD")
    assert git(remote, "rev-parse", "main") == head
    assert git(repository, "ls-files") == "main.py"
    GitRepositories().create_demo(example, repository, remote)
    assert git(repository, "rev-parse", "HEAD") == head
    clone(str(repository), tmp_path / "copy")
    assert git(tmp_path / "copy", "remote", "get-url", "origin") == str(remote)


def test_a_demo_that_broke_off_is_made_anew(tmp_path: Path) -> None:
    """A command killed between the first file and the first commit leaves nothing unusable."""
    example = tmp_path / "example"
    example.mkdir()
    (example / "main.py").write_text("x")
    repository, remote = tmp_path / "shop", tmp_path / "shop.git"
    GitRepositories().create_demo(example, repository, remote)
    (repository / ".git" / "refs" / "heads" / "main").unlink()
    GitRepositories().create_demo(example, repository, remote)
    assert git(repository, "log", "--format=%an") == "Shipments maintainers"
