"""Known services outside: an app that reads their keys gets ones that open nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

FAKE = "sandbox-fake"
NOWHERE = "http://outside.invalid"  # a name that no server can have
FAKES = {
    "ANTHROPIC_API_KEY": FAKE,
    "AWS_ACCESS_KEY_ID": FAKE,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ENDPOINT_URL": NOWHERE,
    "AWS_REGION": "us-east-1",
    "AWS_S3_ENDPOINT_URL": NOWHERE,
    "AWS_SECRET_ACCESS_KEY": FAKE,
    "GITHUB_TOKEN": FAKE,
    "GOOGLE_API_KEY": FAKE,
    "GOOGLE_MAPS_API_KEY": FAKE,
    "MAILGUN_API_KEY": FAKE,
    "OPENAI_API_KEY": FAKE,
    "POSTMARK_API_TOKEN": FAKE,
    "S3_ENDPOINT_URL": NOWHERE,
    "SENDGRID_API_KEY": FAKE,
    "SENTRY_DSN": "",
    "SLACK_BOT_TOKEN": FAKE,
    "SLACK_WEBHOOK_URL": NOWHERE,
    "STRIPE_API_KEY": "sk_test_sandbox_fake",
    "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox_fake",
    "STRIPE_PUBLIC_KEY": "pk_test_sandbox_fake",
    "STRIPE_SECRET_KEY": "sk_test_sandbox_fake",
    "STRIPE_WEBHOOK_SECRET": "whsec_sandbox_fake",
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": FAKE,
    "TWILIO_FROM_NUMBER": "+15005550006",  # Twilio's own for tests
    "TWILIO_PHONE_NUMBER": "+15005550006",
}
SENDERS = ("smtplib", "aiosmtplib", "fastapi_mail", "flask_mail", "django.core.mail", "nodemailer")
# For git: one look through the code for all of them. Settings classes read STRIPE_API_KEY as
# stripe_api_key.
READ_BY_CODE = "|".join(
    [*FAKES, *(name.lower() for name in FAKES), *(re.escape(one) for one in SENDERS)]
)
_WORD = re.compile(rf"(?<![A-Za-z0-9_])({READ_BY_CODE})(?![A-Za-z0-9_])")


def read_by(lines: Iterable[str]) -> frozenset[str]:
    """The names of variables, and the libraries that send mail, that stand in the lines."""
    found = {name for line in lines for name in _WORD.findall(line)}
    return frozenset(name.upper() if name.upper() in FAKES else name for name in found)


def fakes(read: frozenset[str], values: dict[str, str]) -> dict[str, str]:
    """For what the code reads and nobody gives a value."""
    return {name: FAKES[name] for name in read & FAKES.keys() if not values.get(name)}
