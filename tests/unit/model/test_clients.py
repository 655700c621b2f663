"""Known services: what the code reads gets keys that open nothing."""

from __future__ import annotations

import re

from sandbox.adapters.secrets.find import KnownForms
from sandbox.model.outside.clients import FAKES, READ_BY_CODE, read_by
from sandbox.model.outside.secrets import SUSPECTS
from tests.unit.model.test_detect import detect, view


def env(read: frozenset[str], **texts: str) -> dict[str, str]:
    return dict(detect(view(**texts), app="shop", recipe="", rows=None, read=read).env)


def test_what_the_code_reads_is_found() -> None:
    """As a variable, as a setting in lower case, as a library; not as a part of another name."""
    lines = [
        "os.environ['STRIPE_SECRET_KEY']",
        "sendgrid_api_key: str",
        "import smtplib",
        "X_AWS_REGION",
    ]
    assert read_by(lines) == {"STRIPE_SECRET_KEY", "SENDGRID_API_KEY", "smtplib"}
    assert all(re.search(READ_BY_CODE, line) for line in lines)


def test_only_what_is_read_and_has_no_value_is_given_one() -> None:
    """The example's value stays, and sandbox.toml has the last word."""
    read = frozenset({"STRIPE_SECRET_KEY", "SENDGRID_API_KEY", "TWILIO_AUTH_TOKEN"})
    values = env(
        read,
        _dot_env_dot_example="STRIPE_SECRET_KEY=\nSENDGRID_API_KEY=from-example\n",
        sandbox_dot_toml='[env]\nTWILIO_AUTH_TOKEN = "ours"\n',
    )
    assert values["STRIPE_SECRET_KEY"] == "sk_test_sandbox_fake"
    assert values["SENDGRID_API_KEY"] == "from-example"
    assert values["TWILIO_AUTH_TOKEN"] == "ours"
    assert "OPENAI_API_KEY" not in values


def test_none_of_them_looks_live() -> None:
    """Not to our own search for live keys."""
    lines = [(n, f"{name}={value}") for n, (name, value) in enumerate(FAKES.items(), 1)]
    assert KnownForms().find("fakes", lines) == []
    assert re.search(SUSPECTS, "AC" + "1" * 32)


def test_an_app_whose_code_sends_mail_is_told_where_it_goes() -> None:
    files = view()
    spec = detect(files, app="shop", recipe="", rows=None, read=frozenset({"smtplib"}))
    assert spec.sends_mail
