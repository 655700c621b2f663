"""Run in a namespace: RESOLVER WEB INSIDE QUESTIONS REQUESTS NAME=ADDRESS...

Web servers on ports 80, 443 and 8080 of every address, which say where they were reached and note
it; a name server that notes every question. "turns.tiles.example" is another server each time it
is asked for, and asks to be forgotten at once.
"""

from __future__ import annotations

import socket
import struct
import sys
import threading
from ipaddress import ip_address

resolver, web, inside, questions, requests, *pairs = sys.argv[1:]
names: dict[str, list[str]] = {}
for pair in pairs:
    name, _, number = pair.partition("=")
    names.setdefault(name, []).append(number)
turn = 0


def note(file: str, line: str) -> None:
    with open(file, "a") as out:
        out.write(f"{line}\n")


def answer(connection: socket.socket) -> None:
    with connection:
        connection.settimeout(5)
        try:
            host, port = connection.getsockname()[:2]
            note(requests, f"{host}:{port}")
            connection.recv(4096)
            body = f"outside at {host}:{port}".encode()
            head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body)
        except OSError:
            pass


def serve(port: int) -> None:
    with socket.create_server(("", port), backlog=64) as listener:
        while True:
            threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()


def addresses(name: str) -> tuple[list[str], int]:
    """(its addresses, for how many seconds they hold)."""
    global turn
    if name == "turns.tiles.example":
        turn += 1
        return [web if turn % 2 else inside], 0
    return names.get(name, []), 60


def reply(packet: bytes) -> bytes:
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode())
        at += packet[at] + 1
    name = ".".join(labels).lower()
    kind = struct.unpack("!H", packet[at + 1 : at + 3])[0]
    note(questions, name)
    found, seconds = addresses(name) if kind == 1 or name in names else ([], 0)
    wanted = [
        one.packed for one in map(ip_address, found) if (4 if kind == 1 else 6) == one.version
    ]
    records = b"".join(
        b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, seconds, len(one)) + one for one in wanted
    )
    flags = 0x8180 if found or name in names else 0x8183
    head = packet[:2] + struct.pack("!HHHHH", flags, 1, len(wanted), 0, 0)
    return head + packet[12 : at + 5] + records


def look_up() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as server:
        server.bind((resolver, 53))
        ready.set()
        while True:
            packet, sender = server.recvfrom(2048)
            server.sendto(reply(packet), sender)


ready = threading.Event()
for one in (80, 443, 8080):
    threading.Thread(target=serve, args=(one,), daemon=True).start()
thread = threading.Thread(target=look_up, daemon=True)
thread.start()
ready.wait(5)
print("ready", flush=True)
thread.join()
