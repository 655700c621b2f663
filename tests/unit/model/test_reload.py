"""How a server is asked to notice changed files."""

from __future__ import annotations

import pytest

from sandbox.model.reload import reloading


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("uvicorn a:b", "uvicorn a:b --reload"),
        ("/venv/bin/uvicorn a:b --workers 4 --port 80", "/venv/bin/uvicorn a:b --port 80 --reload"),
        ("python -m uvicorn a:b --workers=4", "python -m uvicorn a:b --reload"),
        ("gunicorn a:b -w 4", "gunicorn a:b -w 4 --reload"),
        ("fastapi run shop/main.py --workers 2", "fastapi run shop/main.py --reload"),
        ("flask run --host 0.0.0.0", "flask run --host 0.0.0.0 --debug"),
        ("flask run --debug", "flask run --debug"),
        ("uvicorn a:b --reload", "uvicorn a:b --reload"),
        ("node server.js", "node server.js"),
        ("celery -A shop worker", "celery -A shop worker"),
        ("", ""),
    ],
)
def test_the_servers_own_option_is_used(command: str, expected: str) -> None:
    """Known servers reload; several workers exclude that; others are left alone."""
    assert " ".join(reloading(tuple(command.split()))) == expected


def test_a_server_in_the_shell_form_reloads_too() -> None:
    """`CMD uvicorn shop:app` is as ordinary as the list form."""
    assert reloading(("/bin/sh", "-c", "uvicorn shop:app --port 8000")) == (
        "/bin/sh",
        "-c",
        "uvicorn shop:app --port 8000 --reload",
    )
