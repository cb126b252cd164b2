"""How long the workbench takes to show a verdict, and what it takes to decide ten claims.

Run ``python tests/benchmarks/workbench.py``; it needs Chromium. The time runs from the start of the
server, which is all that ``make lab`` does once it is installed, through opening notebook 01
without its stored outputs and *Run All Cells*, to the first verdict on the screen: once with an
empty cache, once with a full one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import chromium, lab, opened
from playwright.sync_api import Browser, Page, expect

RUN_ALL = "() => { jupyterapp.commands.execute('notebook:run-all-cells') }"
CLAIMS = 10


def main() -> int:
    program = chromium()
    if program is None:
        print("no Chromium: install Debian's chromium, or name a browser in CHROMIUM")
        return 1
    with tempfile.TemporaryDirectory() as scratch, opened(program) as browser:
        os.environ["CLAIMCHECK_CACHE"] = scratch
        for name in ("cold", "warm"):
            steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in first_verdict(browser))
            print(f"to the first verdict, {name}: {steps}")
        with desk(browser) as page:
            print(f"{CLAIMS} claims with the keys:", told(with_keys(page)))
        with desk(browser) as page:
            print(f"{CLAIMS} claims with the mouse:", told(with_mouse(page)))
    return 0


def first_verdict(browser: Browser) -> Iterator[tuple[str, float]]:
    """The steps to the first verdict, each with the seconds since the beginning."""
    start = time.monotonic()
    with lab() as server:
        yield "server", time.monotonic() - start
        with server.notebook(browser, "notebooks/01-check-an-article.ipynb") as page:
            yield "notebook open", time.monotonic() - start
            page.evaluate(RUN_ALL)
            verdict = page.locator(".jp-OutputArea-output", has_text="contradicted")
            verdict.first.wait_for(state="attached")
            yield "verdict", time.monotonic() - start


@contextmanager
def desk(browser: Browser) -> Iterator[Page]:
    """Notebook 06 with the review on the screen, the reviewer's name given."""
    with (
        lab() as server,
        server.notebook(browser, "notebooks/06-decide-and-report.ipynb") as page,
    ):
        page.evaluate(RUN_ALL)
        page.get_by_role("textbox", name="Your name").fill("Ann")
        page.get_by_role("button", name="Use this name").click()
        expect(page.locator(".cc-review")).to_contain_text("You decide as Ann")
        yield page


def with_keys(page: Page) -> Counter[str]:
    page.locator(".cc-review h3").click()
    return Counter(clicks=1) + _decide(page, lambda: page.keyboard.press("a"), "keys")


def with_mouse(page: Page) -> Counter[str]:
    return _decide(page, page.locator("[data-do=agree]").click, "clicks")


def _decide(page: Page, agree: Callable[[], None], unit: str) -> Counter[str]:
    """Agree until ten claims are decided, and count."""
    used: Counter[str] = Counter()
    progress = page.locator("[data-part=progress]")
    for number in range(1, CLAIMS + 1):
        agree()
        used[unit] += 1
        expect(progress).to_contain_text(f"{number} of ")
    return used


def told(used: Counter[str]) -> str:
    return " and ".join(f"{count} {unit}" for unit, count in sorted(used.items()))


if __name__ == "__main__":
    sys.exit(main())
