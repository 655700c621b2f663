"""The few bytes of protocols that probes send, and how their answers are read."""

from __future__ import annotations

from ipaddress import ip_address

from sandbox.model.proof.probes import Answer

PING = b"\x08\0\0\0\0\0\0\1"
POSTGRES = b"\0\0\0\x08\x04\xd2\x16\x2f"  # asks whether it speaks TLS; one letter comes back
HEADER = 12
FAILED, REFUSED = 2, 5  # codes of a name server that knows nothing and asked nobody who does
UNKNOWN = "there is no such name, says a server outside"


def dns(name: str) -> bytes:
    """A question for the IPv4 address of a name."""
    labels = (part.encode() for part in name.rstrip(".").split("."))
    body = b"".join(bytes([len(label)]) + label for label in labels)
    return b"\0\7\1\0\0\1\0\0\0\0\0\0" + body + b"\0\0\1\0\1"


def framed(question: bytes) -> bytes:
    """As it is sent by TCP."""
    return len(question).to_bytes(2, "big") + question


def http(host: str) -> bytes:
    return f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()


def through(target: str) -> bytes:
    """A request to a proxy. target: HOST:PORT."""
    return f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode()


def _status(answer: Answer) -> str:
    """Of HTTP, "" where it is none."""
    first = answer.text.split("\r\n")[0].split()
    return first[1] if len(first) > 1 and first[0].startswith("HTTP/") else ""


def is_http(answer: Answer) -> bool:
    return _status(answer) != ""


def is_refusal(answer: Answer) -> bool:
    """Judged and refused; that a server beyond did not answer is no refusal."""
    return _status(answer) == "403"


def status_of(answer: Answer) -> str:
    """In plain words."""
    if is_refusal(answer):
        return "refused"
    return f"LET THROUGH ({_status(answer)})" if is_http(answer) else "no answer of the way out"


LET_THROUGH = Answer(word="open", detail=b"HTTP/1.1 200 Connection established\r\n".hex())


def _reply(answer: Answer) -> tuple[int, int] | None:
    """(code, number of answers) of a name server's reply; None where it is none."""
    data = answer.bytes[2:] if answer.word == "open" else answer.bytes
    return (data[3] & 15, int.from_bytes(data[6:8], "big")) if len(data) >= HEADER else None


def is_address(answer: Answer) -> bool:
    reply = _reply(answer)
    return reply is not None and reply[0] == 0 and reply[1] > 0


def no_name(answer: Answer) -> bool:
    """Silence, or a server that could not ask anybody. "No such name" is an answer of somebody."""
    if answer.word == "open" and not answer.detail:
        return True  # older engines' resolver takes the connection, and says nothing in it
    if answer.word in ("answered", "open"):
        reply = _reply(answer)
        return reply is not None and reply[0] in (FAILED, REFUSED) and reply[1] == 0
    return answer.word in ("sent", "timeout", "unreachable", "refused")


def told(answer: Answer) -> str:
    """In plain words."""
    if no_name(answer):
        return "no answer about it"
    if is_address(answer):
        return "ANSWERED with an address"
    return f"ANSWERED: {UNKNOWN}" if _reply(answer) else answer.word


AN_ADDRESS = Answer(word="answered", detail=(b"\0\7\x81\x80\0\1\0\1\0\0\0\0" + b"\0" * 16).hex())


def place(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
