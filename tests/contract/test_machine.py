"""What this machine hears of what is sent to it, on all its addresses."""

from __future__ import annotations

import socket
from pathlib import Path

from sandbox.adapters.machine.network import MachineNetwork

FIB = """\
Main:
  +-- 0.0.0.0/0 3 0 4
     |-- 0.0.0.0
        /0 universe UNICAST
Local:
        |-- 127.0.0.1
           /32 host LOCAL
        |-- 192.0.2.7
           /32 host LOCAL
        |-- 192.0.2.255
           /32 link BROADCAST
"""
SIX = """\
20010db8000000000000000000000007 02 40 00 80     eth0
fe800000000000000000000000000001 02 40 20 80     eth0
00000000000000000000000000000001 01 80 10 80       lo
"""


def test_its_addresses_are_those_that_others_could_reach(tmp_path: Path) -> None:
    """Neither loopback nor broadcast nor what holds on one line only."""
    (tmp_path / "fib_trie").write_text(FIB)
    (tmp_path / "if_inet6").write_text(SIX)
    assert MachineNetwork(proc=tmp_path).addresses() == ("192.0.2.7", "2001:db8::7")


def test_it_hears_itself_on_every_address() -> None:
    """By TCP and by UDP; the listener that shows holes would hear one."""
    machine = MachineNetwork()
    addresses = machine.addresses()
    assert addresses
    with machine.listen() as ear:
        assert [one for one in addresses if not ear.reach(one)] == []


def test_what_arrives_is_heard_and_the_port_is_closed_afterwards() -> None:
    """The first bytes of a datagram and of a connection."""
    machine = MachineNetwork()
    with machine.listen() as ear:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.sendto(b"by datagram", ("127.0.0.1", ear.port))
        with socket.create_connection(("127.0.0.1", ear.port)) as line:
            line.send(b"by connection")
        assert ear.reach("127.0.0.1")
        assert {b"by datagram", b"by connection"} <= ear.heard()
    with socket.socket() as line:
        assert line.connect_ex(("127.0.0.1", ear.port)) != 0
