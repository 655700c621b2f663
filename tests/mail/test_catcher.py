"""The mail catcher takes everything, shows it, and is not taken in by what it shows."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.mail.conftest import NAME, Catcher
from tests.scenarios.engine import docker
from tests.scenarios.test_browser import QUIET, installed
from tests.scenarios.web import eventually

PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90400000000002c000000000100010000020244010a003b"
)


@pytest.fixture(autouse=True)
def _empty(catcher: Catcher) -> None:
    catcher.ask("/clear", "POST")


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=QUIET)
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize("port", [1025, 25, 587])
def test_mail_is_taken_on_the_usual_ports(catcher: Catcher, port: int) -> None:
    """From anybody to anybody, hidden recipients among them."""
    with catcher.line(port) as line:
        text = "From: a@example.org\r\nTo: b@example.org\r\nSubject: hi\r\n\r\nhello\r\n"
        line.sendmail("a@example.org", ["b@example.org", "hidden@example.net"], text)
    [found] = catcher.messages()
    assert (found["subject"], found["text"].strip()) == ("hi", "hello")
    assert found["to"] == ["b@example.org", "hidden@example.net"]


def test_the_first_mail_of_all_is_taken(catcher: Catcher) -> None:
    """Nothing that answers is loaded until somebody comes, and whoever comes first is answered."""
    docker("restart", "--time", "0", NAME)
    catcher.find_ports()
    listening = f":{1025:04X} 00000000:0000 0A"
    eventually(lambda: listening in inside("cat /proc/net/tcp"))
    assert "_ssl" not in inside(LOADED)
    catcher.send(subject="the first")
    assert "_ssl" in inside(LOADED)
    assert [one["subject"] for one in catcher.messages()] == ["the first"]


LOADED = "cat /proc/[0-9]*/maps 2>/dev/null"


def inside(command: str) -> str:
    return docker("exec", NAME, "sh", "-c", command, check=False)


def test_any_password_is_right_encrypted_or_not(catcher: Catcher) -> None:
    """AUTH and STARTTLS work as clients expect them to."""
    with catcher.line(587) as line:
        line.login("anybody", "anything")
        line.sendmail("a@example.org", ["b@example.org"], "Subject: plain\r\n\r\n")
    with catcher.line(587) as line:
        line.starttls(context=ssl._create_unverified_context())
        line.login("anybody", "anything")
        line.sendmail("a@example.org", ["b@example.org"], "Subject: encrypted\r\n\r\n")
    assert [one["subject"] for one in catcher.messages()] == ["encrypted", "plain"]


def test_what_came_along_can_be_saved(catcher: Catcher) -> None:
    """Attachments come byte for byte, as files to be saved and never as pages."""
    message = EmailMessage()
    message["From"], message["To"] = "shop@example.org", "anna@example.org"
    message["Subject"] = "Rechnung für März"
    message.set_content("attached")
    evil = b"<script>alert(1)</script>"
    message.add_attachment(evil, maintype="text", subtype="html", filename="Bär.html")
    number = catcher.deliver(message)
    [found] = catcher.messages()
    assert found["subject"] == "Rechnung für März"
    assert found["attachments"] == [{"name": "Bär.html", "type": "text/html", "bytes": len(evil)}]
    status, headers, content = catcher.ask(f"/message/{number}/part/0")
    assert (status, content) == (200, evil)
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"].startswith("application/octet-stream")
    assert catcher.ask(f"/message/{number}/part/7")[0] == 404


def test_mail_is_found_by_its_words(catcher: Catcher) -> None:
    """In subject, text and addresses; all words have to be there."""
    catcher.send(subject="Your parcel", text="comes on Monday")
    catcher.send(subject="Password reset", text="click here")
    assert [one["subject"] for one in catcher.messages("PARCEL+monday")] == ["Your parcel"]
    assert catcher.messages("parcel+password") == []
    assert b"Password reset" in catcher.ask("/?q=anna@")[2]


def test_clearing_leaves_nothing(catcher: Catcher) -> None:
    number = catcher.send(subject="gone soon")
    assert catcher.ask("/clear", "POST")[:1] == (303,)
    assert catcher.messages() == []
    assert catcher.ask(f"/message/{number}")[0] == 404


@pytest.mark.parametrize("path", ["/message/../../etc/passwd", "/message/%2e%2e%2fx", "/message/1"])
def test_nothing_but_messages_is_read(catcher: Catcher, path: str) -> None:
    """A number that is none leads to no file."""
    assert catcher.ask(path)[0] == 404


def test_what_a_message_says_is_only_text(catcher: Catcher) -> None:
    """Subject, sender and text are shown as they are, never as parts of the page."""
    bad = "<script>document.title='bad'</script>"
    number = catcher.send(subject=bad, text=bad)
    for path in ("/", f"/message/{number}"):
        content = catcher.ask(path)[2]
        assert bad.encode() not in content
        assert b"&lt;script&gt;" in content


def test_a_message_in_html_can_do_nothing(catcher: Catcher, page: Page) -> None:
    """It is shown with its styles and pictures; no script runs and nothing is loaded for it."""
    message = EmailMessage()
    message["From"], message["To"] = "shop@example.org", "anna@example.org"
    message["Subject"] = "newsletter"
    message.set_content("text")
    message.add_alternative(
        '<p id="p" style="color:rgb(1,2,3)">big news</p><img id="own" src="cid:pixel">'
        '<img id="spy" src="/look.css?spy"><img src="http://127.0.0.1:1/spy">'
        "<script>parent.document.title = 'bad'; p.textContent = 'bad'</script>"
        "<form action='/clear' method='post'><button>b</button></form>",
        subtype="html",
    )
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(PIXEL, "image", "gif", cid="<pixel>")  # type: ignore[union-attr]
    number = catcher.deliver(message)
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{catcher.ports[8025]}/message/{number}")
    frame = page.frames[1]
    assert frame.inner_text("#p") == "big news"
    assert frame.eval_on_selector("#p", "e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    assert frame.eval_on_selector("#own", "e => e.naturalWidth") == 1
    assert page.title() == "newsletter"
    assert not [url for url in asked if ":1/" in url]
    frame.click("button")
    page.wait_for_timeout(200)
    assert len(catcher.messages()) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?utf-8?b?////?=\r\nFrom: =?x?q?\xff?=\r\n\r\n\xff",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xe4",
        b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n',
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"To: " + b"(" * 900 + b"\r\n\r\nx",
        b"From: \r\nTo: ,,,;:<>\r\nDate: never\r\nContent-Disposition: ;;=\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\n!!!",
    ],
)
def test_a_broken_message_is_shown_all_the_same(catcher: Catcher, raw: bytes) -> None:
    """Whatever it is, it is in the list, has a page and breaks none."""
    with catcher.line() as line:
        line.sendmail("a@example.org", ["b@example.org"], raw)
    [found] = catcher.messages()
    for path in ("/", f"/message/{found['id']}", f"/message/{found['id']}/raw"):
        assert catcher.ask(path)[0] == 200


def test_too_much_mail_drops_the_oldest(catcher: Catcher) -> None:
    """A flood neither fills the disk nor the memory: the newest is there, and mail still comes."""
    for number in range(12):
        catcher.send(subject=f"large {number}", text=("x" * 70 + "\n") * 30_000)
    subjects = [one["subject"] for one in catcher.messages()]
    assert subjects[0] == "large 11"
    assert "large 0" not in subjects
    with pytest.raises(smtplib.SMTPResponseException):
        catcher.send(subject="too large", text=("x" * 70 + "\n") * 90_000)
    catcher.send(subject="after all that")
    assert catcher.messages("after")


def test_it_has_no_rights(catcher: Catcher) -> None:
    """Not root, no capability, nowhere to write but its messages."""
    said = docker(
        "exec", NAME, "sh", "-c", "id -u; grep CapEff /proc/self/status; touch /x 2>&1; true"
    )
    assert said.split()[0] != "0"
    assert "0000000000000000" in said
    assert "Read-only" in said
