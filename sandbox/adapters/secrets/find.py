"""Secrets found by detect-secrets: its forms of known services' keys, without guessing."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from sandbox.model.outside.secrets import PLACEHOLDER, Secret, opens_something

# Those that a key's own form gives away. Nothing that guesses by how random a text looks.
PLUGINS = (
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "BasicAuthDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "MailchimpDetector",
    "NpmDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SlackDetector",
    "SquareOAuthDetector",
    "StripeDetector",
    "TelegramBotTokenDetector",
    "TwilioKeyDetector",
)
OTHERS = (
    ("Stripe Access Key", re.compile(r"[rs]k_live_[0-9a-zA-Z]{10,}")),
    ("Google API Key", re.compile(r"AIza[0-9A-Za-z_-]{35}")),
    ("GitHub Token", re.compile(r"github_pat_[0-9A-Za-z_]{22,}")),
    ("AWS Access Key", re.compile(r"ASIA[0-9A-Z]{16}")),
)
"""Forms that the library does not know."""
TOKEN = re.compile(r"[A-Za-z0-9_.-]{16,}")
MADE_UP = ("EXAMPLE", "example", "xxxx", "XXXX", "0000000000", PLACEHOLDER)
"""Within a value: its makers' documentation, or a gap to be filled in."""


class KnownForms:
    """Finds values by the forms of known services' keys."""

    def find(self, path: str, lines: Iterable[tuple[int, str]]) -> list[Secret]:
        """lines: (number from 1, text). Each value that would open something, once a line."""
        from detect_secrets.core.scan import scan_line
        from detect_secrets.settings import transient_settings

        logging.getLogger("detect_secrets").setLevel(logging.ERROR)
        found = []
        settings = {"plugins_used": [{"name": name} for name in PLUGINS], "filters_used": []}
        with transient_settings(settings):
            for number, text in lines:
                known = [(str(one.type), str(one.secret_value or "")) for one in scan_line(text)]
                for kind, value in dict.fromkeys((*known, *_others(text))):
                    secret = Secret(path=path, line=number, kind=kind, value=_whole(value, text))
                    if _real(secret) and opens_something(secret, text):
                        found.append(secret)
        return list({(one.line, one.value): one for one in reversed(found)}.values())[::-1]


def _others(text: str) -> list[tuple[str, str]]:
    return [(kind, value) for kind, form in OTHERS for value in form.findall(text)]


def _whole(value: str, text: str) -> str:
    """Newer keys are longer than the form that is known: all of it is taken."""
    longer = re.search(re.escape(value) + r"[A-Za-z0-9_-]*", text)
    return longer.group() if value and longer and TOKEN.fullmatch(value) else value


def _real(secret: Secret) -> bool:
    return bool(secret.value) and not any(part in secret.value for part in MADE_UP)
