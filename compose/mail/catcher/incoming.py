"""SMTP: every sender, every recipient, every password; nothing is sent on."""

from __future__ import annotations

import ssl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from catcher.box import Box

LARGEST = 5 << 20  # bytes of one message
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


def listen(box: Box, port: int, certificate: ssl.SSLContext) -> None:
    """In a thread of its own."""
    Controller(
        Keep(box),
        hostname="0.0.0.0",
        port=port,
        server_hostname="mail",
        ident="sandbox",
        tls_context=certificate,
        authenticator=lambda *_: AuthResult(success=True),
        auth_require_tls=False,
        data_size_limit=LARGEST,
        enable_SMTPUTF8=True,
    ).start()
