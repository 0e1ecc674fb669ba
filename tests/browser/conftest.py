"""Pages in a real browser, the Chromium of the system; without it, or without playwright, these tests are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP, PHONE = (1280, 900), (360, 780)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(eq=False)
class Opened:
    """A page that was opened, and what it did that it should not: `wrong` is empty for a page that asks for nothing."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def colour(self, selector: str) -> str:
        """The background of the first such element, as the browser computes it."""
        script = "one => getComputedStyle(one).backgroundColor"
        return str(self.page.locator(selector).first.evaluate(script))

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the text of a page: ``open_page(text, size=PHONE, scheme="dark", media="print", anchor="claim-1")``.

    At the end the test fails if a page asked for anything but its own file, or the browser complained of it.
    """
    opened: list[Opened] = []

    def open_one(
        text: str,
        *,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        media: Literal["print", "screen"] = "screen",
        anchor: str = "",
    ) -> Opened:
        file = tmp_path / f"{len(opened)}.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True)
        one = Opened(context.new_page())
        opened.append(one)
        page, address = one.page, file.as_uri()
        page.on("console", lambda message: one.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: one.wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: one.wrong.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.split("#")[0] == address else one.wrong.append(f"request: {request.url}")
            ),
        )
        page.emulate_media(media=media)
        page.goto(f"{address}#{anchor}" if anchor else address)
        return one

    yield open_one
    for one in opened:
        one.page.context.close()
    assert [wrong for one in opened for wrong in one.wrong] == []
