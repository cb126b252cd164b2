"""Dates: what is found and what is not, how the parts hang together, and properties.

The rows of tests/examples/dates.csv are run by tests/test_tables.py.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import dates
from claimcheck.kinds.date_vocabulary import MONTHS, ONES, TENS, year
from claimcheck.records import Fact, Sentence, Source


def facts(text: str, when: str = "", basis: str = "case", before: str = "") -> list[Fact]:
    """The facts of a text, which stands after others in its document."""
    day = date.fromisoformat(when) if when else None
    source = Source("s", "report", "", before + text, day, basis if day else None)
    start = len(before)
    return dates.find(Sentence("s:0", "s", start, start + len(text), text), source)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It opened on 3 December 2024.", "2024-12-03"),
        ("It opened on the 3rd of Dec. 2024.", "2024-12-03"),
        ("It opened on May the third, 2024.", "2024-05-03"),
        ("It opened on December twenty-second, two thousand and five.", "2005-12-22"),
        ("It opened in December 2024.", "2024-12"),
        ("It opened in spring 2023.", "2023-21"),
        ("It opened in winter 2023.", "2023-24"),
        ("It opened in Q3 2024.", "2024-35"),
        ("It opened in 2024 Q3.", "2024-35"),
        ("It opened in the first half of 2024.", "2024-40"),
        ("It opened in the '80s.", "198X"),
        ("It opened in the nineteen eighties.", "198X"),
        ("It opened in the 19th century.", "18XX"),
        ("It opened around 1850.", "1850~"),
        ("It has run since 2019.", "2019/.."),
        ("It has run from May 2019 onwards.", "2019-05/.."),
        ("It shuts by 2030.", "../2030"),
        ("It shuts no later than May 2030.", "../2030-05"),
        ("It opened on Thanksgiving 2024.", "2024-11-28"),
        ("It opened on Palm Sunday 2024.", "2024-03-24"),
        ("It opened from 3 to 5 May 2024.", "2024-05-03/2024-05-05"),
        ("It opened between the third and the fifth of May 2024.", "2024-05-03/2024-05-05"),
        ("It rained in the last week of May 2024.", "2024-05-25/2024-05-31"),
        ("It fell in the week ending 4 May 2024.", "2024-04-28/2024-05-04"),
        ("It fell in the first nine months of 2024.", "2024-01-01/2024-09-30"),
        ("It opened at 8.30pm.", "T20:30"),
        ("It opened at 09:00 UTC+2.", "T09:00+2h"),
        ("It opened at half past seven in the morning.", "T07:30"),
        ("It opens from 9am to 5pm.", "T09:00/T17:00"),
        ("It took an hour and 20 minutes.", "1.33333 hours"),
        ("It took a hundred and twenty days.", "120 days"),
    ],
)
def test_edtf(text: str, edtf: str) -> None:
    [fact] = facts(text)
    assert str(fact.value) == edtf


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It shut the week before last.", "the week before last", "2024-11-25/2024-12-01"),
        ("It shut a fortnight ago.", "a fortnight ago", "2024-11-24/2024-11-30"),
        ("It shut earlier in the week.", "earlier in the week", "2024-12-09/2024-12-11"),
        ("It shut in the year before last.", "the year before last", "2022"),
        ("It shuts a week tomorrow.", "a week tomorrow", "2024-12-19"),
        ("It shuts on the 18th.", "the 18th", "2024-11-18"),
        ("It will shut on the 18th.", "the 18th", "2024-12-18"),
        ("It will shut on Friday the thirteenth.", "Friday the thirteenth", "2024-12-13"),
        ("It will shut next Easter.", "next Easter", "2025-04-20"),
        ("It shut last Easter.", "last Easter", "2024-03-31"),
        ("Profit fell in its fiscal third quarter.", "fiscal third quarter", "2024-35"),
        ("It shut on 22/4.", "22/4", "2024-04-22"),
        ("It will shut the rest of the week.", "the rest of the week", "2024-12-11/2024-12-15"),
    ],
)
def test_relative_to_a_wednesday(text: str, words: str, edtf: str) -> None:
    [fact] = facts(text, "2024-12-11")
    assert (fact.text, str(fact.value)) == (words, edtf)


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
        "They won 3-2 after a 2:1 lead.",
        "From two to four people came.",
        "It keeps the hundreds of years of records on the 18th floor.",
        "Temperatures in the 70s are common.",
        "He was given a second term.",
        "It may not last. Two thousand people left.",
        "The village is open 24/7.",
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


def test_a_date_counted_from_the_sentence_before_carries_no_conflict() -> None:
    [claim] = facts("The pact was signed two days later.", before="Talks began on 3 May 2023. ")
    [same], [other] = facts("It was 5 May 2023."), facts("It was 9 May 2023.")
    assert str(claim.value) == "2023-05-05"
    assert dates.judge(claim, same)[0] == "agrees"
    assert dates.judge(claim, other)[0] == "unclear"


def test_that_month_is_of_the_year_before_it() -> None:
    [claim] = facts("The suit was filed that July.", before="It began in March 2021. ")
    [other] = facts("It was July 2020.")
    assert dates.judge(claim, other)[0] == "conflicts"


def test_two_dates_before_leave_it_open() -> None:
    [claim] = facts("It shut a year later.", before="Built in 1990, it grew in 1995. ")
    assert claim.value.story and claim.value.low is None


def test_figures_are_read_in_the_order_of_their_document() -> None:
    text = "It was filed on 3/4/2024."
    [open_to_both] = facts(text)
    [day_first] = facts(text, before="Heard on 25/3/2024. ")
    [month_first] = facts(text, before="Heard on March 25, 2024. ")
    assert open_to_both.value.other is not None
    assert str(day_first.value) == "2024-04-03"
    assert str(month_first.value) == "2024-03-04"


def test_a_time_in_one_zone_is_another_in_the_next() -> None:
    [claim], [evidence] = facts("Live at 2pm GMT."), facts("Live at 9 a.m. Eastern time.")
    assert dates.judge(claim, evidence)[0] in ("agrees", "close")
    [local] = facts("Live at 9am.")
    assert dates.judge(claim, local)[0] == "unclear"
    assert dates.judge(local, facts("Live at 9:20am.")[0])[0] == "conflicts"


def test_a_yearless_month_is_read_by_the_other_side() -> None:
    [claim] = facts("It was shut in March.", "2024-12-11")
    for other, level in (
        ("It was March 2025.", "close"),
        ("It was March 2019.", "unclear"),
        ("It was May 2024.", "conflicts"),
        ("It was spring 2024.", "close"),
        ("It was Q4 2024.", "conflicts"),
    ):
        assert dates.judge(claim, facts(other)[0])[0] == level


def test_a_long_article_takes_milliseconds() -> None:
    text = "In December 2024 some 40 people met for two weeks in the early 1990s."
    facts(text)
    start = process_time()
    for _ in range(1000):
        facts(text, "2024-12-11")
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "junk",
    [
        "1" * 100_000,
        "May " * 25_000,
        "a year and " * 9_000,
        "1/" * 50_000,
        "in 2019 " * 9_000,
        "at 8.30 to " * 9_000,
        "the day before " * 7_000,
        "between 3 and " * 7_000,
        "twenty " * 14_000,
        " " * 100_000,
    ],
)
def test_junk_takes_linear_time(junk: str) -> None:
    start = process_time()
    facts(junk, "2024-12-11")
    assert process_time() - start < 10


WORDS = st.sampled_from(
    "3 31 12 2024 1990s May June Dec. Monday last next this year week month from to between and "
    "- – , of the Q3 FY24 spring ago two ten a decade half over since until early mid '98 % $ "
    "12/3/2024 8pm 19:00 at noon past eight GMT EST later following day that before weeks first "
    "nineteen eighty-four Easter fortnight tomorrow 18th by evening hundred few in".split()
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=300, deadline=None)
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
    for one, other in pairwise(found):
        there, back = dates.judge(one, other)[0], dates.judge(other, one)[0]
        assert ("conflicts" in (there, back)) <= (there == back or "absent" in (there, back))


DAYS = st.dates(date(1600, 1, 1), date(2099, 12, 31))


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS)
def test_two_days_agree_only_where_they_are_one(one: date, two: date) -> None:
    [a] = facts(f"It was {one.day} {MONTHS[one.month - 1]} {one.year}.")
    [b] = facts(f"It was {MONTHS[two.month - 1]} {two.day}, {two.year}.")
    assert dates.judge(a, b)[0] == ("agrees" if one == two else "conflicts")
    assert a.value.low == one and b.value.low == two


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_one_in_both_notations(hour: int, minute: int) -> None:
    [a] = facts(f"It rang at {hour:02}:{minute:02} GMT.")
    half = "am" if hour < 12 else "pm"
    [b] = facts(f"It rang at {(hour - 1) % 12 + 1}.{minute:02}{half} GMT.")
    assert dates.judge(a, b)[0] in ("agrees", "close")
    assert b.value.low == hour * 60 + minute


@given(st.integers(11, 99))
def test_a_year_in_words(last: int) -> None:
    tens, ones = divmod(last, 10)
    words = ONES[last] if last < 20 else TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    assert year(f"nineteen {words}") == 1900 + last
    [fact] = facts(f"She was born in nineteen {words}.")
    assert str(fact.value) == str(1900 + last)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The inspection was over by midday.", "midday", "T12:00"),
        ("They met at noon.", "noon", "T12:00"),
        ("It ended at midnight.", "midnight", "T00:00"),
    ],
)
def test_the_middle_of_the_day_and_of_the_night(text: str, words: str, edtf: str) -> None:
    found = facts(text)
    assert [(f.text[-len(words) :], str(f.value)[-len(edtf) :]) for f in found] == [(words, edtf)]


ENDS_OF_TIME = """31 December 9999
the week of 31 December 9999
two years after 31 December 9999
the day after 31 December 9999
after 31 December 9999
since summer 9999
late autumn 9999
late December 9999
early 9999
1 January 0001
before 1 January 0001
three weeks before 1 January 0001
winter 0001
from November 0001 to February 0001
the week ending 2 January 0001
next week
last Friday
in three decades
the day before""".splitlines()


def test_no_date_leads_out_of_the_calendar() -> None:
    found = [
        fact
        for words in ENDS_OF_TIME
        for when in ("", "0001-01-01", "9999-12-31")
        for fact in facts(f"It opened {words}, they said.", when)
    ]
    assert len(found) > len(ENDS_OF_TIME)
    for one in found:
        for other in found:
            dates.judge(one, other)
