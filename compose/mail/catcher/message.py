"""One message as people read it."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cached_property

from catcher.incoming import FROM, TO

SHORT = 120  # characters
LONG = 4000


@dataclass(frozen=True)
class Part:
    """Something that came along: a file, or a picture that the text shows."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    cid: str = ""


class Message:
    """number: its file's name; raw: as it was sent, behind the lines that we put before it."""

    def __init__(self, number: str, raw: bytes) -> None:
        self.number = number
        self.raw = raw
        self._parsed: EmailMessage = email.message_from_bytes(raw, policy=email.policy.default)

    def header(self, name: str) -> str:
        """Decoded; "" where there is none or it cannot be read."""
        try:
            return str(self._parsed.get(name, "")).strip()
        except (ValueError, LookupError, IndexError, AttributeError):
            return ""

    @property
    def sender(self) -> str:
        return self.header("From") or self.header(FROM)

    @property
    def recipients(self) -> str:
        """Of the envelope: hidden ones are among them."""
        return self.header(TO)

    @property
    def subject(self) -> str:
        return self.header("Subject") or "(no subject)"

    @property
    def at(self) -> int:
        """Unix seconds."""
        return int(self.number) // 1_000_000_000

    @cached_property
    def text(self) -> str:
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        try:
            found = self._parsed.get_body((kind,))
        except (KeyError, ValueError, AttributeError):
            return ""
        if found is None:
            return ""
        try:
            return str(found.get_content())
        except (LookupError, UnicodeError, ValueError):  # a character set that there is not
            content = found.get_payload(decode=True)
            return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""

    @cached_property
    def parts(self) -> list[Part]:
        found = []
        for part in self._parsed.walk():
            if part.is_multipart():
                continue
            name, cid = part.get_filename() or "", str(part.get("Content-ID", "")).strip(" <>")
            if not (name or cid or part.get_content_disposition() == "attachment"):
                continue
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                kind = part.get_content_type()
                found.append(Part(name or "unnamed", kind, content, cid))
        return found

    @property
    def beginning(self) -> str:
        text = self.text or re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", self.html, flags=re.S)
        return " ".join(text.split())[:SHORT]

    def shown_html(self) -> str:
        """With the pictures that came along; links open in a window of their own."""
        html = self.html
        for index, part in enumerate(self.parts):
            if part.cid:
                html = html.replace(f"cid:{part.cid}", f"part/{index}")
        return f'<base href="/message/{self.number}/" target="_blank">{html}'

    def summary(self) -> dict[str, object]:
        """For lists, and for programs."""
        return {
            "id": self.number,
            "at": self.at,
            "from": self.sender,
            "to": [one for one in self.recipients.split(", ") if one],
            "subject": self.subject,
            "text": self.text[:LONG],
            "beginning": self.beginning,
            "attachments": [
                {"name": part.name, "type": part.kind, "bytes": len(part.content)}
                for part in self.parts
            ],
        }

    def document(self) -> dict[str, object]:
        """All of it, for programs."""
        return self.summary() | {"text": self.text, "html": self.html}
