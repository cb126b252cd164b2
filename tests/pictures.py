"""Make the README's pictures in ``data/pictures`` from the program itself (``make pictures``)."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from browser import ROOT, chromium, lab, opened, run_all
from playwright.sync_api import Browser, Page, expect

from claimcheck import check, report

PICTURES = ROOT / "data" / "pictures"
SIZE = (1280, 840)
# What each picture of a notebook begins with.
NOTEBOOKS = {
    "01-check-an-article": "What doesn't hold",
    "05-date-and-event": "The dates on a line",
}
DESK = "06-decide-and-report"


def main() -> int:
    """Make them all; 1 where there is no browser."""
    program = chromium()
    if program is None:
        print("no Chromium: install Debian's chromium, or name a browser in CHROMIUM")
        return 1
    with opened(program) as browser:
        page_of_the_report(browser)
        with lab() as desk:
            for name, heading in NOTEBOOKS.items():
                with desk.notebook(browser, f"notebooks/{name}.ipynb", size=SIZE) as page:
                    run(page)
                    found = page.locator(".jp-Notebook h2", has_text=heading)
                    found.evaluate("heading => heading.scrollIntoView({block: 'start'})")
                    keep(page, f"notebook-{name[:2]}")
            with desk.notebook(browser, f"notebooks/{DESK}.ipynb", size=SIZE) as page:
                run(page)
                the_review(page)
    return 0


def page_of_the_report(browser: Browser) -> None:
    """The top of the shipped case's report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(report.render(check(ROOT / "data/cases/apple-aws")), encoding="utf-8")
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.goto(path.as_uri())
        keep(page, "report")
        page.close()


def run(page: Page) -> None:
    """Run all cells, in a window without the list of files."""
    page.keyboard.press("Control+b")
    if errors := run_all(page):
        raise SystemExit(f"{page.url}: {errors}")


def the_review(page: Page) -> None:
    """The desk after a first decision."""
    review = page.locator(".cc-review")
    name = review.get_by_role("textbox", name="Your name")
    if name.is_visible():
        name.fill("Ann Lee")
        review.get_by_role("button", name="Use this name").click()
    review.get_by_role("button", name=re.compile("^Agree")).click()
    expect(review.locator("[data-part=said]")).to_contain_text("Saved")
    review.evaluate("review => review.scrollIntoView({block: 'start'})")
    keep(page, "review")


def keep(page: Page, name: str) -> None:
    """Photograph the window."""
    page.mouse.move(0, 0)  # nothing under it lights up there
    page.evaluate("() => document.fonts.ready")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
