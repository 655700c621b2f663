"""A value that works in the real world starts nothing and is shown to nobody."""

from __future__ import annotations

import pytest

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person

REST = """
[database]
migrate = ["python", "migrate.py"]
migrations = ["migrate.py"]
"""
# Put together here, so that nothing in this file looks like a key.
LIVE = {
    "stripe": "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "restricted": "rk_" + "live_" + "51HqLyjWDarjtT1zdp7dcAbCd",
    "aws": "AKIA" + "Q3EGRIDZ7WXV5TPL",
    "sendgrid": "SG." + "ngeVfQFYQlKU0ufo8x5d1A." + "TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr",
    "github": "ghp_" + "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2pINUx",
    "slack": "xoxb-" + "2048571936451-2049385716482-Zt7Qk2Lw9Xr4Vb6Nm3Ps8YdH",
    "google": "AIza" + "SyD4kQ7Lw9Xr2Vb6Nm3Ps8YdHc5Tf1Gj0Ke",
    "twilio": "SK" + "3f9c21ab7d5e48f06a1b9c2d4e7f8a05",
    "key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "database": "postgresql://app:hunter22@db.corp.net:5432/app",
    "production": "https://api.shop-production.net/v1",
}


def toml(value: str) -> str:
    return (
        f'[env]\nTHE_THING = "{value}"\n\n[production]\nhosts = ["*.shop-production.net"]\n{REST}'
    )


@pytest.mark.parametrize("kind", LIVE)
def test_a_live_value_in_the_settings_is_refused(person: Person, tiny: MakeApp, kind: str) -> None:
    """`up` ends with code 4 before anything runs, names the variable and prints no value."""
    value = LIVE[kind]
    done = person.sandbox("up", tiny({"sandbox.toml": toml(value)}), code=4)
    said = done.out + done.err
    assert "THE_THING" in said
    assert value not in said
    assert "hunter22" not in said
    assert engine.left_of(person.user) == []


def test_a_value_for_tests_passes(person: Person, tiny: MakeApp) -> None:
    """Keys that say of themselves that they are for tests reach the app as they are; an app that
    reads a key which nobody wrote down gets one that opens nothing."""
    code = "import os\nprint(os.environ['STRIPE_SECRET_KEY'])\n"
    settings = toml("sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc")
    sandbox = person.up(tiny({"sandbox.toml": settings, "pay.py": code}))
    environment = sandbox.inside("env")
    assert "THE_THING=sk_test_4eC39HqLyjWDarjtT1zdp7dc" in environment.splitlines()
    assert sandbox.inside("python", "pay.py").strip() == "sk_test_sandbox_fake"
    assert "OPENAI_API_KEY" not in environment
