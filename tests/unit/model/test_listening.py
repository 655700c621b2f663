"""Where an app listens, from the kernel's lists."""

from __future__ import annotations

from sandbox.model.listening import Listening, parse_listening, why_unreachable

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"


def lines(*listening: str) -> str:
    """Each "ADDRESS:PORT STATE", in hexadecimal digits."""
    rows = (one.split() for one in listening)
    return HEAD + "".join(f"   0: {where} 00000000:0000 {state} 0 0 0\n" for where, state in rows)


def test_ports_are_told_apart_by_who_reaches_them() -> None:
    """All addresses or the container's own; connections and Docker's resolver do not count."""
    text = lines("00000000:1F40 0A", "0100007F:1388 0A", "0B00007F:9C40 0A", "020011AC:1F41 01")
    text += lines(f"{'0' * 32}:0050 0A", f"{'0' * 24}01000000:0051 0A")
    assert parse_listening(text) == Listening(outside=(80, 8000), inside=(81, 5000))


def test_an_image_without_cat_says_nothing() -> None:
    """The engine's complaint in place of the lists is no list."""
    found = parse_listening('exec: "cat": executable file not found in $PATH')
    assert found == Listening(outside=(), inside=())
    assert why_unreachable(found, 8000) is None


def test_an_app_on_its_port_has_another_reason() -> None:
    """Also where it listens on others as well."""
    assert why_unreachable(Listening(outside=(8000, 9000), inside=()), 8000) is None


def test_both_wrong_at_once() -> None:
    """Another port, and only on the loopback address."""
    reason, change = why_unreachable(Listening(outside=(), inside=(5000,)), 8000) or ("", "")
    assert reason == "it listens on port 5000 of 127.0.0.1 only, not on port 8000"
    assert change == "let it listen on 0.0.0.0, and write `port = 5000` under [app] in sandbox.toml"
