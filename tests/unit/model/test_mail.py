"""The mail catcher: what the app is told of it, and when it is started."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.model.observed import Observed
from sandbox.model.outside.mail import StartMail, mail_container
from sandbox.model.reset import plan_reset
from sandbox.model.settings.spec import AppSpec
from sandbox.model.up import plan_up
from tests.unit.model.samples import ALL_THERE, NAME, SPEC, WANTED, WORKSPACE, seen
from tests.unit.model.test_detect import found, view

MAIL = mail_container(NAME, "sandbox-mail:1")
STACK = replace(WANTED, mail=MAIL)
WITH_MAIL = replace(ALL_THERE, containers=(*ALL_THERE.containers, seen(MAIL)))


def planned(observed: Observed) -> str:
    plan = plan_up(SPEC, STACK, observed, workspace=WORKSPACE)
    return "\n".join(" ".join(line.split()) for line in str(plan).splitlines())


def test_a_missing_catcher_is_started_and_nothing_else_is_done() -> None:
    """It is a step of its own, for which only the network has to be there."""
    assert planned(ALL_THERE) == "start mail there is none yet"
    plan = plan_up(SPEC, STACK, Observed(), workspace=WORKSPACE)
    [step] = [one for one in plan if isinstance(one, StartMail)]
    assert step.needs == ("create network",)
    assert not any("start mail" in one.needs for one in plan)


def test_a_catcher_that_runs_as_wanted_is_left_alone() -> None:
    assert planned(WITH_MAIL) == "nothing to do"


@pytest.mark.parametrize(
    ("present", "why"),
    [
        (seen(MAIL, state="exited"), "it is not running"),
        (seen(MAIL, networks=()), "it lost its network"),
        (seen(replace(MAIL, image="sandbox-mail:0")), "its image or settings changed"),
    ],
)
def test_a_catcher_that_is_not_as_wanted_is_made_anew(present: object, why: str) -> None:
    observed = replace(ALL_THERE, containers=(*ALL_THERE.containers, present))
    assert planned(observed) == f"start mail {why}"


def test_an_app_that_wants_none_has_none() -> None:
    """One that is left from before goes."""
    plan = plan_up(SPEC, WANTED, WITH_MAIL, workspace=WORKSPACE)
    assert str(plan).split()[:3] == ["remove", "container", MAIL.name]


def test_a_reset_throws_the_mail_away() -> None:
    """Mail is about data, and the data is new."""
    plan = plan_reset(SPEC, STACK, WITH_MAIL, workspace=WORKSPACE)
    assert "clear mail" in [step.key for step in plan]
    plan = plan_reset(SPEC, STACK, ALL_THERE, workspace=WORKSPACE)
    assert "clear mail" not in [step.key for step in plan]


def told(**texts: str) -> dict[str, str]:
    return dict(found(view(**texts)).env)


def test_the_app_is_told_of_the_catcher_by_the_usual_names() -> None:
    values = told()
    assert (values["SMTP_HOST"], values["SMTP_PORT"]) == ("mail", "1025")
    assert values["EMAIL_HOST"] == values["MAIL_SERVER"] == "mail"
    assert values["MAIL_URL"] == "smtp://mail:1025"


def test_the_example_of_the_maintainers_gives_way_their_settings_do_not() -> None:
    """A real server in the example is not used; what sandbox.toml says is."""
    values = told(
        _dot_env_dot_example="SMTP_HOST=smtp.example.com\nMAIL_USE_TLS=True\nSMTP_SSL=1\n",
        sandbox_dot_toml='[env]\nEMAIL_HOST = "elsewhere"\n',
    )
    assert values["SMTP_HOST"] == "mail"
    assert (values["MAIL_USE_TLS"], values["SMTP_SSL"]) == ("False", "0")
    assert values["EMAIL_HOST"] == "elsewhere"
    assert "EMAIL_USE_TLS" not in values


def test_more_variables_can_be_named() -> None:
    toml = '[mail.variables]\nMY_RELAY = "{host}:{port}"\n'
    assert told(sandbox_dot_toml=toml)["MY_RELAY"] == "mail:1025"


def test_without_a_catcher_nothing_is_said_of_one() -> None:
    values = told(
        _dot_env_dot_example="SMTP_HOST=smtp.example.com\n",
        sandbox_dot_toml="[mail]\nenabled = false\n",
    )
    assert values == {"SMTP_HOST": "smtp.example.com"}


@pytest.mark.parametrize(
    ("texts", "likely"),
    [
        ({}, False),
        ({"_dot_env_dot_example": "SMTP_HOST=x\n"}, True),
        ({"requirements_dot_txt": "fastapi-mail==1\n"}, True),
        ({"sandbox_dot_toml": '[env]\nEMAIL_HOST = "mail"\n'}, True),
        (
            {"requirements_dot_txt": "flask-mail\n", "sandbox_dot_toml": "[mail]\nenabled=false"},
            False,
        ),
    ],
)
def test_who_probably_sends_mail(texts: dict[str, str], likely: bool) -> None:
    """Only they read of the address where it is shown."""
    spec: AppSpec = found(view(**texts))
    assert spec.sends_mail is likely
