"""The notebooks and the review widget in JupyterLab, as an analyst uses them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import ROOT, Lab, barriers, lab, run_all
from filelock import FileLock
from playwright.sync_api import Browser, Locator, Page, expect

from claimcheck import decisions
from claimcheck.records import Decision, records

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Lab]:
    """One server for all; without a browser it isn't started."""
    with lab() as started:
        yield started


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom(desk: Lab, browser: Browser, name: str) -> None:
    with desk.notebook(browser, f"notebooks/{name}") as page:
        assert run_all(page) == []


@pytest.fixture
def case(desk: Lab, request: pytest.FixtureRequest) -> Path:
    """A case of its own on the desk, and a notebook ``review.ipynb`` in it that reviews it."""
    folder = desk.desk / request.node.name
    shutil.copytree(ROOT / "data" / "cases" / "apple-aws", folder)
    code = [
        "import os\nfrom pathlib import Path\n\nPath('pid').write_text(str(os.getpid()))",
        "from claimcheck.review import Review\n\nReview('.')",
    ]
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source,
         "outputs": [], "execution_count": None}
        for n, source in enumerate(code)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}
    (folder / "review.ipynb").write_text(json.dumps(book), encoding="utf-8")
    return folder


def rows(case: Path) -> list[Decision]:
    assert decisions.set_aside(case) == ()
    made: list[Decision] = records(Decision, decisions.read(case))
    return made


def widget(page: Page) -> Locator:
    """The review, ready for the next key."""
    review = page.locator(".cc-review")
    expect(review).to_have_attribute("data-busy", "false")
    return review


def after(page: Page, act: Callable[[], None]) -> Locator:
    """Do something, and wait for what Python makes of it."""
    turn = int(widget(page).get_attribute("data-turn") or 0)
    act()
    expect(page.locator(".cc-review")).to_have_attribute("data-turn", str(turn + 1))
    return widget(page)


def open_review(page: Page, name: str | None = None) -> Locator:
    """Run the notebook and say who decides, where that is asked."""
    assert run_all(page) == []
    review = widget(page)
    if name and review.get_by_role("textbox", name="Your name").is_visible():
        review.get_by_role("textbox", name="Your name").fill(name)
        after(page, review.get_by_role("button", name="Use this name").click)
    return review


def test_by_mouse_then_by_keys_and_there_again_after_a_reload(
    desk: Lab, browser: Browser, case: Path
) -> None:
    with desk.notebook(browser, f"{case.name}/review.ipynb") as page:
        review = open_review(page, "Ann")
        first = review.get_attribute("data-claim")
        after(page, review.get_by_role("button", name=re.compile("^Agree")).click)
        [agreed] = rows(case)
        assert (agreed.claim_id, agreed.outcome) == (first, "contradicted")
        assert agreed.reviewer == "Ann"

        second = review.get_attribute("data-claim")
        assert second != first
        page.keyboard.press("n")
        page.keyboard.type("I rang them; they said so, too.")
        page.keyboard.press("Escape")
        after(page, lambda: page.keyboard.press("5"))
        assert [(d.claim_id, d.outcome, d.note) for d in rows(case)[1:]] == [
            (second, "supported", "I rang them; they said so, too.")
        ]
        after(page, lambda: page.keyboard.press("a"))
        after(page, lambda: page.keyboard.press("u"))
        assert [d.outcome for d in rows(case)][2:] == [rows(case)[2].outcome, "undone"]

        page.reload()
        desk.ready(page)
        review = open_review(page)  # the name isn't asked again
        expect(review).to_contain_text("You decide as Ann")
        expect(review.locator("[data-part=progress]")).to_contain_text("2 of 12 decided")
        after(page, lambda: _choose(review, second))
        expect(review.locator(".decision")).to_contain_text("I rang them; they said so, too.")


def _choose(review: Locator, claim: str | None) -> None:
    review.locator("select[name=claim]").select_option(claim)


def test_with_the_keyboard_alone(desk: Lab, browser: Browser, case: Path) -> None:
    """From the opened notebook to the saved row, the mouse lies still."""
    with desk.notebook(browser, f"{case.name}/review.ipynb") as page:
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Control+Enter")
        review = widget(page)
        inside = "() => Boolean(document.activeElement.closest('.cc-review'))"
        for _ in range(60):
            if page.evaluate(inside):
                break
            page.keyboard.press("Tab")
        assert page.evaluate(inside), "the Tab key doesn't lead to the review"
        if review.get_by_role("textbox", name="Your name").is_visible():
            while page.evaluate("document.activeElement.name") != "reviewer":
                page.keyboard.press("Tab")
            page.keyboard.type("Ann")
            after(page, lambda: page.keyboard.press("Enter"))
        for key in "al6":
            after(page, lambda key=key: page.keyboard.press(key))  # type: ignore[misc]
        assert [d.outcome for d in rows(case)] == ["contradicted", "another_look", "not_checkable"]

        review.get_by_role("button", name="Change the name").press("Enter")
        name = review.get_by_role("textbox", name="Your name")
        expect(name).to_be_focused()
        sent = name.evaluate(  # by the Enter that only chooses a character
            """field => {
                const told = {key: "Enter", isComposing: true, bubbles: true};
                field.dispatchEvent(new KeyboardEvent("keydown", told));
                return field.closest(".cc-review").dataset.busy;
            }"""
        )
        assert sent == "false"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_review(
    desk: Lab, browser: Browser, case: Path, scheme: str
) -> None:
    with desk.notebook(browser, f"{case.name}/review.ipynb", dark=scheme == "dark") as page:
        review = open_review(page, "Ann")
        after(page, review.get_by_role("button", name="Ask for another look").click)
        assert barriers(page, ".cc-review") == []


def test_a_kernel_killed_while_it_saves_says_nothing_untrue(
    desk: Lab, browser: Browser, case: Path
) -> None:
    with desk.notebook(browser, f"{case.name}/review.ipynb") as page:
        review = open_review(page, "Ann")
        after(page, lambda: review.locator("[data-do=agree]").click())
        said = review.locator("[data-part=said]")
        expect(said).to_contain_text("Saved")

        note = review.get_by_role("textbox", name=re.compile("^Note"))
        second = review.get_attribute("data-claim")
        note.fill("A long thought, not to be typed twice.")
        with FileLock(case / ".decisions.csv.lock"):  # the kernel waits for it, row in hand
            review.locator("[data-do=agree]").click()
            expect(said).to_have_text("Saving…")
            os.kill(int((case / "pid").read_text()), signal.SIGKILL)
            expect(said).to_contain_text("Nothing is saved until", timeout=20_000)
        [row] = rows(case)
        assert row.claim_id != second

        page.get_by_role("dialog").get_by_role("button", name="Ok").click()
        desk.ready(page)
        review = open_review(page)
        expect(review).to_have_attribute("data-claim", str(second))
        expect(note).to_have_value("A long thought, not to be typed twice.")
        after(page, lambda: review.locator("[data-do=agree]").click())
        os.kill(int((case / "pid").read_text()), signal.SIGKILL)  # the moment “Saved” is there
        expect(said).to_contain_text("Saved")
        assert [d.claim_id for d in rows(case)] == [row.claim_id, second]
