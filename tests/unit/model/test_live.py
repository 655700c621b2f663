"""What works in the real world is told from what does not, and named without its value."""

from __future__ import annotations

import base64
import json

import pytest

from sandbox.model.outside.live import live_words

PRODUCTION = ("db.shop.example.com", "*.prod.example.com", "10.20.0.0/16")


def token(issuer: str) -> str:
    parts = ({"alg": "HS256"}, {"iss": issuer, "sub": "1"})
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    )
    return f"{head}.{body}.c2lnbmF0dXJlLW9mLWl0"


def found(value: str, *, own: bool = True) -> dict[str, str]:
    values = {"THING": value}
    return dict(live_words(values, values if own else {}, PRODUCTION))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("https://api.prod.example.com/v1", "*.prod.example.com"),
        ("db.shop.example.com", "db.shop.example.com"),
        ("DB.Shop.example.com.:5432", "db.shop.example.com"),
        ("http://10.20.3.4:8080", "10.20.0.0/16"),
        ("postgresql://app@warehouse.corp.net/app", "warehouse.corp.net"),
        ("redis://cache.corp.net:6379/0", "cache.corp.net"),
        ("mongodb+srv://cluster0.corp.net", "cluster0.corp.net"),
        (token("https://login.corp.net/"), "login.corp.net"),
        ("hidden-by-sandbox-0001", "real"),
    ],
)
def test_what_leads_outside_is_named(value: str, says: str) -> None:
    """Production by name, wildcard and number, databases elsewhere, tokens of somebody real."""
    words = found(value)["THING"]
    assert says in words
    assert value == says or value not in words


@pytest.mark.parametrize(
    "value",
    [
        "",
        "hello",
        "postgresql://app:app@database:5432/app",
        "redis://localhost:6379",
        "redis://cache.example.com",
        "https://api.corp.net/v1",
        "http://[broken",
        token("http://localhost:8000"),
        token("shop"),
        "eyJnotjson0000.eyJnotjson0000.xxxxxxxxxxxx",
    ],
)
def test_what_is_within_is_nothing(value: str) -> None:
    """Names of the sandbox's own, examples, and addresses that nobody calls production."""
    assert found(value) == {}


def test_an_example_may_speak_of_databases_elsewhere() -> None:
    """What the maintainers publish as an example is no setting; the walls hold it anyway."""
    assert found("redis://cache.corp.net", own=False) == {}
    assert found("https://api.prod.example.com", own=False)
