"""Logging in and out."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from shipments.config import MissingSetting, required
from shipments.models import Role, User
from shipments.passwords import verify_password
from tests import samples


def attempt(client: TestClient, email: str, password: str, **more: str):
    form = {"csrf_token": samples.token(client, "/login"), "email": email, "password": password}
    return client.post("/login", data=form | more)


def saved(session: Session, user: User) -> User:
    session.add(user)
    session.commit()
    return user


def test_the_right_password_opens_the_dashboard(client: TestClient, session: Session) -> None:
    """A user logs in, whatever the case of the address, and the time is remembered."""
    user = saved(session, samples.user(Role.VIEWER))
    answer = attempt(client, user.email.upper(), samples.PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert user.full_name in client.get("/").text
    assert user.last_login_at is not None


@pytest.mark.parametrize("password", ["wrong", "", "x" * 100])
def test_a_wrong_password_is_refused(client: TestClient, session: Session, password: str) -> None:
    """A wrong, empty or overlong password is refused, and the session stays closed."""
    user = saved(session, samples.user(Role.VIEWER))
    assert attempt(client, user.email, password).status_code in {401, 422}
    assert client.get("/").status_code == 303


def test_inactive_and_unknown_users_get_the_same_answer(
    client: TestClient, session: Session
) -> None:
    """Nobody learns from the login page which addresses have an account."""
    user = saved(session, samples.user(Role.ADMIN, is_active=False))
    inactive = attempt(client, user.email, samples.PASSWORD)
    unknown = attempt(client, "nobody@example.org", samples.PASSWORD)
    wanted = "That e-mail address and password do not go together."
    assert inactive.status_code == unknown.status_code == 401
    assert wanted in inactive.text
    assert wanted in unknown.text


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/shipments?late=true", "/shipments?late=true"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
    ],
)
def test_login_leads_back_into_the_app_only(
    client: TestClient, session: Session, wanted: str, reached: str
) -> None:
    """After logging in one lands where one wanted to go, never on another site."""
    user = saved(session, samples.user(Role.VIEWER))
    answer = attempt(client, user.email, samples.PASSWORD, next=wanted)
    assert answer.headers["location"] == reached


def test_a_login_without_the_form_token_is_refused(client: TestClient, session: Session) -> None:
    """Another site cannot log somebody in."""
    user = saved(session, samples.user(Role.VIEWER))
    form = {"email": user.email, "password": samples.PASSWORD}
    assert client.post("/login", data=form).status_code == 400


def test_logging_out_ends_the_session(client: TestClient, log_in: Callable[[Role], User]) -> None:
    """After logging out every page asks for a login again."""
    log_in(Role.VIEWER)
    client.post("/logout", data={"csrf_token": samples.token(client, "/")})
    assert client.get("/").status_code == 303


def test_the_session_cookie_is_our_own_and_hidden_from_scripts(client: TestClient) -> None:
    """The session cookie has a name of its own and is kept from scripts and other sites."""
    cookie = client.get("/login").headers["set-cookie"]
    assert cookie.startswith("shipments_session=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_stored_hash_that_is_none_never_matches() -> None:
    """A damaged hash in the database lets nobody in, and breaks nothing."""
    assert not verify_password("anything", "not a hash")


def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its secret key the app says what is missing."""
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(MissingSetting, match="SECRET_KEY is not set"):
        required("SECRET_KEY")
