"""The app's environment: an allow-list, from three places."""

from __future__ import annotations

import re

from sandbox.model.outside.clients import SENDERS as LIBRARIES
from sandbox.model.outside.clients import fakes
from sandbox.model.outside.mail import SWITCHES, VARIABLES, mail_variables
from sandbox.model.settings.configuration import Configuration
from sandbox.model.settings.spec import RepositoryView

EXAMPLE_ENVIRONMENTS = (".env.example", ".env.sample", ".env.template", "example.env")
SENDERS = re.compile(
    r"\b(fastapi-mail|flask-mail(man)?|aiosmtplib|django-anymail|redmail|yagmail|nodemailer"
    r"|emails)\b",
    re.IGNORECASE,
)


def environment(
    view: RepositoryView, config: Configuration, read: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The maintainers' published example values, what leads to the mail catcher, keys that open
    nothing for what the code reads, and over all of it what the configuration says.

    The database's own variable is left to the stack. read: as `clients.read_by` has it.
    """
    example = example_values(view)
    values = dict(example)
    if config.mail.enabled:
        values.update(mail_variables(example, config.mail.variables))
    values.update(fakes(read, values))
    values.pop(config.database.url_variable, None)
    values.update(config.env)
    return values


def example_values(view: RepositoryView) -> dict[str, str]:
    values: dict[str, str] = {}
    for path in EXAMPLE_ENVIRONMENTS:
        for line in view.texts.get(path, "").splitlines():
            found = re.match(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$", line)
            if found and "\x00" not in found[2]:  # which no variable can hold
                values.setdefault(found[1], found[2].strip("\"'"))
    return values


def sends_mail(
    view: RepositoryView, config: Configuration, manifests: str, read: frozenset[str] = frozenset()
) -> bool:
    """Whether the app looks as if it did. manifests: what its requirements name; read: as above."""
    if not config.mail.enabled:
        return False
    named = example_values(view).keys() | config.env.keys() | config.mail.variables.keys()
    known = VARIABLES.keys() | SWITCHES | config.mail.variables.keys()
    libraries = read.intersection(LIBRARIES)
    return bool(named & known or libraries or SENDERS.search(manifests))
