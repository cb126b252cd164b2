"""The report page in Chromium: narrow and wide, light and dark, on paper, and for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from browser import barriers, kept
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from claimcheck import check, report
from claimcheck.cards import OUTCOMES
from claimcheck.check import Result
from claimcheck.records import Claim, Decision, Outcome, frame, records

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CASES = Path(__file__).parents[1] / "data" / "cases"
SIZES = [(400, 800), (1400, 900)]


@pytest.fixture(scope="module", params=["apple-aws", "island-ferry"])
def result(request: pytest.FixtureRequest) -> Result:
    return check(CASES / request.param)


@pytest.fixture(scope="module")
def address(result: Result, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page with decisions on it: one that counts, one that is out of date."""
    claim = records(Claim, result.claims)[0]
    at = "2025-03-01T09:00:00+00:00"
    made = [
        Decision(claim.id, claim.text, Outcome.SUPPORTED, "Ann", "I rang them.", at),
        Decision("gone", "The pier fell.", Outcome.CONTRADICTED, "Ben", "", at),
    ]
    page = tmp_path_factory.mktemp("report") / f"{Path(result.case.folder).name}.html"
    page.write_text(report.render(result, frame(Decision, made)), encoding="utf-8")
    return page.as_uri()


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}px")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen


@pytest.fixture(params=["light", "dark"])
def page(
    request: pytest.FixtureRequest, browser: Browser, address: str, size: tuple[int, int]
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=request.param
    )
    page = context.new_page()
    page.goto(address)
    with kept(page, re.sub(r"\W+", "-", request.node.name)):
        yield page
    context.close()


@pytest.mark.parametrize(
    ("result", "size", "page"),
    [
        *(("apple-aws", size, scheme) for size in SIZES for scheme in ("light", "dark")),
        ("island-ferry", SIZES[0], "dark"),  # the longest page, where it is tightest
    ],
    indirect=True,
)
def test_it_fits_and_nobody_is_shut_out(page: Page, size: tuple[int, int]) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0], "the page scrolls sideways"
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], "once all is open"
    assert barriers(page) == []


@pytest.mark.parametrize("size", [SIZES[1]], ids=["1400px"], indirect=True)
@pytest.mark.parametrize("page", ["dark"], indirect=True)
def test_dark_is_dark(page: Page) -> None:
    ground, ink = page.evaluate(
        "() => ['backgroundColor', 'color'].map(k => getComputedStyle(document.body)[k])"
    )
    assert _lightness(ground) < 60 < 190 < _lightness(ink)


def _lightness(colour: str) -> float:
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_it_runs_nothing_and_asks_for_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address, wait_until="networkidle")
    page.locator("a.claim").first.click()
    assert {url.split("#")[0] for url in asked} == {address}
    assert told == []
    assert page.locator("script").count() == 0
    page.close()


def test_on_paper_it_is_whole_and_the_same_from_a_dark_screen(
    browser: Browser, address: str, result: Result
) -> None:
    light, dark = (_printed(browser, address, scheme) for scheme in ("light", "dark"))
    assert [leaf.get_contents() for leaf in light.pages] == [
        leaf.get_contents() for leaf in dark.pages
    ]
    text = normalize("NFKC", "".join(leaf.extract_text() for leaf in light.pages))  # ligatures
    text = "".join(text.split())
    wanted = [OUTCOMES[Outcome(outcome)][1] for outcome in set(result.verdicts["outcome"])]
    wanted += [*result.verdicts["why"], "Ann decided on 2025-03-01", result.model_sha256]
    missing = [words for words in wanted if "".join(words.split()) not in text]
    assert missing == []


def _printed(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> PdfReader:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    paper = page.pdf(format="A4", print_background=True)
    page.close()
    return PdfReader(BytesIO(paper))


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ("<p style='color:#999;background:#fff'>hard to read</p>", "color-contrast"),
        ("<img src='data:,'>", "image-alt"),
    ],
)
def test_a_barrier_would_be_found(browser: Browser, markup: str, rule: str) -> None:
    page = browser.new_page()
    page.set_content(f"<!doctype html><html lang=en><title>x</title><main><h1>x</h1>{markup}")
    [found] = barriers(page)
    page.close()
    assert found.startswith(rule)
