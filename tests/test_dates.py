"""Dates: every row of the example table, the known failures, and properties."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import dates
from claimcheck.records import Fact, Sentence, Source


def facts(text: str, when: str = "", basis: str = "case") -> list[Fact]:
    day = date.fromisoformat(when) if when else None
    source = Source("s", "report", "", text, day, basis if day else None)
    return dates.find(Sentence("s:0", "s", 0, len(text), text), source)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It opened on 3 December 2024.", "2024-12-03"),
        ("It opened on the 3rd of Dec. 2024.", "2024-12-03"),
        ("It opened in December 2024.", "2024-12"),
        ("It opened in spring 2023.", "2023-21"),
        ("It opened in winter 2023.", "2023-24"),
        ("It opened in Q3 2024.", "2024-35"),
        ("It opened in the first half of 2024.", "2024-40"),
        ("It opened in the '80s.", "198X"),
        ("It opened in the 19th century.", "18XX"),
        ("It opened around 1850.", "1850~"),
        ("It has run since 2019.", "2019/.."),
        ("It shuts by 2030.", "../2030"),
        ("It opened on Thanksgiving 2024.", "2024-11-28"),
        ("It opened from 3 to 5 May 2024.", "2024-05-03/2024-05-05"),
    ],
)
def test_edtf(text: str, edtf: str) -> None:
    [fact] = facts(text)
    assert str(fact.value) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "They may march against the plan.",
        "The Sunday Times printed it.",
        "Mrs May spoke to 2,019 people.",
        "The yard has 1500 workers.",
        "Version 10.4.22 is out.",
        "The 64-year-old pays $5 a year.",
        "One day it will be done.",
        "It falls every Monday.",
        "3 may be too few.",
    ],
)
def test_not_dates(text: str) -> None:
    assert facts(text, "2024-12-11") == []


def test_a_relative_word_read_by_the_page_is_never_a_conflict() -> None:
    [claim] = facts("It was launched earlier this year.", "2025-01-22", "page")
    [evidence] = facts("It became available on 28 October 2024.")
    assert dates.judge(claim, evidence) == (
        "unclear",
        "by the page's date (22 January 2025) “earlier this year” is 2025, and the source says "
        "28 October 2024: right only if the article is older than its page shows",
    )
    [sure] = facts("It was launched earlier this year.", "2025-01-22", "byline")
    assert dates.judge(sure, evidence)[0] == "conflicts"


def test_the_gap_is_told() -> None:
    [claim], [evidence] = facts("It was 9 June 2021."), facts("It was 19 June 2021.")
    assert dates.judge(claim, evidence)[1] == "19 June 2021 is ten days after 9 June 2021"


def test_a_thousand_sentences_take_under_a_second() -> None:
    text = "On Monday, 3 December 2024, some 40 people met for two weeks in the early 1990s."
    facts(text)
    start = perf_counter()
    for _ in range(1000):
        facts(text, "2024-12-11")
    assert perf_counter() - start < 2


@pytest.mark.parametrize(
    "junk",
    ["1" * 100_000, "May " * 25_000, "a year and " * 9_000, "1/" * 50_000, "in 2019 " * 9_000],
)
def test_junk_takes_linear_time(junk: str) -> None:
    start = perf_counter()
    facts(junk, "2024-12-11")
    assert perf_counter() - start < 10


WORDS = st.sampled_from(
    "3 31 12 2024 1990s May June Dec. Monday last next this year week month from to between and "
    "- – , of the Q3 FY24 spring ago two ten a decade half over since until early mid '98 % $ "
    "12/3/2024".split()
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.dates(), st.sampled_from(["case", "page"]))
def test_facts_are_slices_apart_and_agree_with_themselves(text: str, day: date, basis: str) -> None:
    found = facts(text, day.isoformat(), basis)
    for fact in found:
        assert text[fact.start : fact.end] == fact.text
        assert str(fact.value)
        assert dates.judge(fact, fact)[0] in ("agrees", "close", "unclear")
        value = fact.value
        if isinstance(value, dates.DateSpan) and value.low and value.high:
            assert value.low <= value.high
    assert all(a.end <= b.start for a, b in pairwise(found))


DAYS = st.dates(date(1600, 1, 1), date(2099, 12, 31))


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS)
def test_two_days_agree_only_where_they_are_one(one: date, two: date) -> None:
    months = dates.MONTHS
    [a] = facts(f"It was {one.day} {months[one.month - 1]} {one.year}.")
    [b] = facts(f"It was {months[two.month - 1]} {two.day}, {two.year}.")
    assert dates.judge(a, b)[0] == ("agrees" if one == two else "conflicts")
    assert a.value.low == one and b.value.low == two
