"""Failing pages, from the app's own log."""

from __future__ import annotations

from sandbox.model.pages import Failing, failing_page

UVICORN = """
INFO:     Started server process [8]
INFO:     172.20.0.2:5000 - "GET /health HTTP/1.1" 200 OK
INFO:     172.20.0.2:5000 - "GET /shipments?page=2 HTTP/1.1" 500 Internal Server Error
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/app/shipments.py", line 7, in shipments
    return rows["parcels"]
           ~~~~^^^^^^^^^^^
KeyError: 'parcels'
INFO:     172.20.0.2:5000 - "GET /health HTTP/1.1" 200 OK
"""


def test_the_page_and_the_reason() -> None:
    """The exception with its lines, without what was asked for meanwhile."""
    assert failing_page(UVICORN) == Failing(
        page="/shipments",
        status=500,
        said=(
            "ERROR:    Exception in ASGI application",
            '  File "/app/shipments.py", line 7, in shipments',
            '    return rows["parcels"]',
            "KeyError: 'parcels'",
        ),
    )


def test_a_page_that_was_mended() -> None:
    """It has answered well since."""
    mended = 'INFO:     172.20.0.2:5000 - "GET /shipments HTTP/1.1" 200 OK\n'
    assert failing_page(UVICORN + mended) is None


def test_an_app_that_was_started_anew() -> None:
    """What failed before is of another code."""
    assert failing_page(UVICORN + "INFO:     Started server process [9]\n") is None


def test_of_several_pages_the_newest() -> None:
    """In gunicorn's words."""
    log = '''10.0.0.1 - - [24/Nov/2026] "GET /a HTTP/1.1" 502 0 "-" "curl"
10.0.0.1 - - [24/Nov/2026] "POST /b HTTP/1.1" 503 0 "-" "curl"'''
    assert failing_page(log) == Failing(page="/b", status=503, said=())


def test_a_visitor_who_hung_up_is_no_reason() -> None:
    """Servers write that down like an error of the page."""
    found = failing_page(UVICORN + "ConnectionResetError: [Errno 104] Connection reset by peer\n")
    assert found is not None
    assert found.said[-1] == "KeyError: 'parcels'"
