"""Commands inside containers, on Docker and in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.errors import Busy, NotFound, WorkFailed
from tests.contract.conftest import Case


def test_a_command_answers_with_its_code_and_both_streams(case: Case) -> None:
    """Each on its own."""
    command = case.answers(
        ("sh", "-c", "echo out; echo err >&2; exit 4"), code=4, output="out\n", errors="err\n"
    )
    result = case.engine.execute(case.running(), command)
    assert (result.code, result.output, result.errors) == (4, "out\n", "err\n")


def test_what_is_written_to_a_command_reaches_it(case: Case) -> None:
    """In pieces, with its end, answered on both streams."""
    command = case.answers(
        ("sh", "-c", "cat; echo end >&2; exit 2"), code=2, output="one two", errors="end\n"
    )
    result = case.engine.execute(case.running(), command, stdin=iter([b"one ", b"two"]))
    assert (result.code, result.output, result.errors) == (2, "one two", "end\n")


def test_what_is_over_is_closed_as_a_whole(
    docker_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left for Python to close, which from 3.13 on complains aloud about a half."""
    api = docker_case.engine.api  # type: ignore[attr-defined]
    begin, begun = api.exec_start, []

    def kept(*arguments: Any, **options: Any) -> Any:
        begun.append(begin(*arguments, **options))
        return begun[-1]

    monkeypatch.setattr(api, "exec_start", kept)
    name = docker_case.running()
    docker_case.engine.execute(name, ("cat",), stdin=[b"one"])
    with docker_case.engine.converse(name, ("cat",)) as talk:
        talk.write(b"two")
        assert talk.read() == b"two"
    assert [one._response.raw._fp.closed for one in begun] == [True, True]


def test_a_command_inside_what_does_not_run_is_refused(case: Case) -> None:
    """A stopped container is busy, one that is not there is not found."""
    case.engine.create(case.spec())
    with pytest.raises(Busy):
        case.engine.execute(case.name(), ("true",))
    with pytest.raises(NotFound):
        case.engine.execute("nothing-there", ("true",))


def test_a_long_answer_comes_as_a_stream(case: Case) -> None:
    """Standard output only; joined it is what the program wrote."""
    command = case.answers(("sh", "-c", "echo out; echo err >&2"), output="out\n", errors="err\n")
    assert b"".join(case.engine.stream(case.running(), command)) == b"out\n"


def test_a_stream_that_fails_says_so_at_its_end(case: Case) -> None:
    """A dump that broke off is not taken for a whole one."""
    command = case.answers(
        ("sh", "-c", "echo half; echo why >&2; exit 1"), code=1, output="half\n", errors="why\n"
    )
    with pytest.raises(WorkFailed) as caught:
        list(case.engine.stream(case.running(), command))
    assert caught.value.detail == "why\n"


def test_a_command_may_be_left_alone(case: Case) -> None:
    """Nobody waits for it."""
    began = time.monotonic()
    case.engine.execute_detached(case.running(), ("sleep", "30"))
    assert time.monotonic() - began < 15


def test_a_command_left_alone_is_carried_out(docker_case: Case) -> None:
    """Behind the person's back."""
    name = docker_case.running()
    docker_case.engine.execute_detached(name, ("sh", "-c", "sleep 0.3; echo done > /tmp/done"))
    deadline = time.monotonic() + 15
    while docker_case.engine.get_file(name, "/tmp/done") != b"done\n":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_megabytes_go_in_while_megabytes_come_out(docker_case: Case) -> None:
    """A program that answers before it has read all does not lock up."""
    size, piece = 24, b"x" * (1 << 20)
    result = docker_case.engine.execute(
        docker_case.running(), ("cat",), stdin=(piece for _ in range(size))
    )
    assert result.code == 0
    assert len(result.output) == size << 20


def test_a_program_that_stops_reading_early_is_no_failure_of_ours(docker_case: Case) -> None:
    """Its exit code says why."""
    result = docker_case.engine.execute(
        docker_case.running(),
        ("sh", "-c", "head -c 10 >/dev/null; exit 9"),
        stdin=(b"x" * (1 << 20) for _ in range(4)),
    )
    assert result.code == 9


def test_an_error_while_writing_is_the_callers(docker_case: Case) -> None:
    """A source that breaks off does not look like a whole one."""

    def broken() -> Iterator[bytes]:
        yield b"one"
        raise RuntimeError("source")

    with pytest.raises(RuntimeError, match="source"):
        docker_case.engine.execute(docker_case.running(), ("cat",), stdin=broken())


def test_user_and_environment_are_as_asked(docker_case: Case) -> None:
    """And nothing of our own environment gets in."""
    result = docker_case.engine.execute(
        docker_case.running(), ("sh", "-c", "id -u; echo $A"), user="1234", env={"A": "b c"}
    )
    assert result.output == "1234\nb c\n"


def test_a_program_that_is_not_there_fails(docker_case: Case) -> None:
    """With a code, not with an exception of the library."""
    result = docker_case.engine.execute(docker_case.running(), ("no-such-program",))
    assert result.code in (126, 127)


def test_a_command_ends_when_its_container_does(docker_case: Case) -> None:
    """A killed container does not leave us waiting."""
    name = docker_case.running()
    stream = docker_case.engine.stream(name, ("sh", "-c", "echo one; sleep 600"))
    assert next(stream) == b"one\n"
    docker_case.engine.kill(name, "SIGKILL")
    with pytest.raises(WorkFailed):
        list(stream)


def test_what_a_conversation_says_is_read_to_its_end(case: Case) -> None:
    """Both streams as one, and nothing afterwards."""
    command = case.answers(("sh", "-c", "echo out; echo err >&2"), output="out\n", errors="err\n")
    said = []
    with case.engine.converse(case.running(), command) as conversation:
        while part := conversation.read():
            said.append(part)
    assert sorted(b"".join(said).split()) == [b"err", b"out"]


def test_a_conversation_goes_to_and_fro(docker_case: Case) -> None:
    """A program answers each line before it gets the next."""
    with docker_case.engine.converse(docker_case.running(), ("cat",)) as conversation:
        for line in (b"one\n", b"two\n"):
            conversation.write(line)
            assert conversation.read() == line
