"""In a real browser, as a contributor works: log in, look, edit, see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.scenarios.apps import git
from tests.scenarios.person import Sandbox

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str | None:
    """The machine's Chromium; None where there is none, for Playwright's own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=QUIET)
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


def test_a_day_of_a_contributor(demo: Sandbox, page: Page, tmp_path: Path) -> None:
    """Log in as the seeded person, see seeded shipments, edit a template, see it on reload."""
    login = demo.document["login"]
    page.goto(demo.url)
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label("E-mail").fill(login["user"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Shipments").first).to_be_visible()

    page.goto(f"{demo.url}/shipments")
    references = [row[0] for row in demo.rows("select reference from shipments")]
    text = page.locator("table").inner_text()
    assert sum(reference in text for reference in references) >= 10
    page.screenshot(path=tmp_path / "shipments.png")

    template = demo.workspace / "shipments" / "templates" / "shipments" / "list.html"
    template.write_text(template.read_text().replace("<h1>Shipments</h1>", "<h1>On the road</h1>"))
    page.reload()
    expect(page.get_by_role("heading", name="On the road")).to_be_visible()
    page.screenshot(path=tmp_path / "edited.png")
    git("checkout", "--", ".", folder=demo.workspace)
