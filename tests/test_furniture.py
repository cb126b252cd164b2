"""Page furniture: what is dropped, and above all what is not."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import furniture
from claimcheck.page_lines import find_date, sort_of

TABLE = Path(__file__).parent / "examples" / "furniture.csv"
LINES = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))
BODY = [
    "The Northbank bridge opened to traffic on Monday, two years late.",
    "City engineer Tom Doe said that the bridge would carry 12,000 cars a day.",
    "The ferry company plans to cut its service and sell two boats.",
    "“We are sad,” said ferry captain Lou Moe.",
    "The city will decide about the pier in March.",
]


def kept(blocks: list[str], headings: tuple[int, ...] = ()) -> list[str]:
    return [text for _, text in furniture.clear(blocks, headings).kept]


@pytest.mark.parametrize("row", LINES, ids=lambda row: row["line"][:40])
def test_lines(row: dict[str, str]) -> None:
    assert (sort_of(row["line"]) or "") == row["sort"]


def test_a_lone_city_is_dropped_beside_the_weather_only() -> None:
    assert kept(["Oslo", "7°C", "Bridge opens early", *BODY]) == ["Bridge opens early", *BODY]
    assert kept(["Bridge Opens", "Wednesday, 22 January 2025", *BODY]) == ["Bridge Opens", *BODY]
    assert kept([*BODY[:2], "Oslo", *BODY[2:]]) == [*BODY[:2], "Oslo", *BODY[2:]]


def test_teasers_under_a_label_end_where_the_article_goes_on() -> None:
    teasers = ["A bakery in Oldtown wins a prize.", "Beetle found in hills"]
    blocks = [*BODY[:3], "Related", *teasers, "What comes next", *BODY[3:]]
    assert kept(blocks) == [*BODY[:3], "What comes next", *BODY[3:]]
    assert kept([*BODY, "You may also like", *teasers]) == BODY


def test_trailing_teasers_share_no_word_with_the_article() -> None:
    teasers = [
        "A bakery in Oldtown has won a national prize for rye bread.",
        "Scientists found a new beetle species living among mountain grasses.",
    ]
    assert kept([*BODY, *teasers]) == BODY
    assert kept([*BODY, teasers[0]]) == [*BODY, teasers[0]]  # one alone may be the last sentence
    assert kept([*BODY, "Share", teasers[0]]) == BODY
    assert kept([*BODY, "Nobody knows."]) == [*BODY, "Nobody knows."]


def test_the_author_s_biography_is_dropped_and_another_reporter_s_is_not() -> None:
    bio = "Jane Roe is a senior reporter covering rivers for the Lantern."
    more = "She lives in Westport with her dog."
    other = "Ann Poe is a reporter who broke the story of the bridge."
    assert kept(["By Jane Roe", *BODY, bio, more]) == BODY
    assert kept([BODY[0], other, *BODY[1:]]) == [BODY[0], other, *BODY[1:]]


def test_dates_above_paragraphs_of_a_timeline_stay() -> None:
    days = ["3 May 2024", BODY[0], "4 June 2024", BODY[1], "5 July 2024", BODY[2]]
    assert kept(days) == days


@pytest.mark.parametrize(
    ("lines", "day", "basis"),
    [
        (["By Jane Roe, 3 May 2024"], date(2024, 5, 3), "byline"),
        (["By Jane Roe", "May 3, 2024"], date(2024, 5, 3), "byline"),
        (["Published 3 May 2024, 10:15 BST"], date(2024, 5, 3), "byline"),
        (["Oslo 7°C", "Friday, 3 May 2024"], date(2024, 5, 3), "page"),
        (["By Jane Roe", "03/04/2024"], None, None),
        (["By Jane Roe"], None, None),
    ],
)
def test_dates(lines: list[str], day: date | None, basis: str | None) -> None:
    page = furniture.clear(["Bridge opens early", *lines, *BODY])
    assert (page.day, page.day_basis) == (day, basis)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Wed. Jan. 22, 2025", date(2025, 1, 22)),
        ("the 22nd of January 2025", date(2025, 1, 22)),
        ("2025-01-22T10:00", date(2025, 1, 22)),
        ("22/01/2025", date(2025, 1, 22)),
        ("01/22/2025", date(2025, 1, 22)),
        ("31 February 2025", None),
        ("May 2025", None),
    ],
)
def test_find_date(words: str, day: date | None) -> None:
    assert find_date(words) == day


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(["Related", "Share", "7°C", *BODY]), st.text()), max_size=9)
)
def test_every_block_is_kept_or_dropped_once(blocks: list[str]) -> None:
    page = furniture.clear(blocks)
    indices = [n for n, _ in page.kept]
    assert indices == sorted(set(indices))
    credits = sum(1 for n, text in page.kept if text != blocks[n])
    assert len(page.kept) + len(page.dropped) == len(blocks) + credits
