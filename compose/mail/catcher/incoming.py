"""SMTP: every sender, every recipient, every password; nothing is sent on."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Sequence

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from catcher.box import Box

LARGEST = 5 << 20  # bytes of one message
CERTIFICATE = ("/etc/ssl/mail.crt", "/etc/ssl/mail.key")
FROM, TO = "X-Sandbox-From", "X-Sandbox-To"


class Keep:
    """Puts each message into the box, with the addresses it was really for."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        if isinstance(content, str):
            content = content.encode()
        lines = [f"{FROM}: {envelope.mail_from or ''}", f"{TO}: {', '.join(envelope.rcpt_tos)}"]
        head = "".join(f"{line}\r\n" for line in lines).encode(errors="surrogateescape")
        self._box.put(head + content)
        return "250 kept in the sandbox, sent to nobody"


def listen(box: Box, doors: Sequence[socket.socket]) -> None:
    """In a thread of its own. doors: sockets that listen."""
    certificate = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.load_cert_chain(*CERTIFICATE)
    loop = asyncio.new_event_loop()

    def line() -> SMTP:
        return SMTP(
            Keep(box),
            hostname="mail",
            ident="sandbox",
            tls_context=certificate,
            authenticator=lambda *_: AuthResult(success=True),
            auth_require_tls=False,
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            loop=loop,
        )

    for door in doors:
        loop.run_until_complete(loop.create_server(line, sock=door))
    threading.Thread(target=loop.run_forever, daemon=True).start()
