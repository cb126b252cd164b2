"""Numbers: what is found and what is not, the noun counted, and properties of the judgement.

The table of examples is in `test_tables`.
"""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import numbers
from claimcheck.records import Fact, Sentence, Source


def facts(text: str) -> list[Fact]:
    return numbers.find(Sentence("s:0", "s", 0, len(text), text), Source("s", "report", "", text))


def judge(claim: str, evidence: str) -> str:
    """The level of the only numbers of two sentences."""
    [mine], [other] = facts(claim), facts(evidence)
    return numbers.judge(mine, other)[0].value


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It cost two and a half billion dollars.", None, "$2.5 billion"),
        ("It cost $2-3 million.", None, "2 million to 3 million $"),
        ("It cost 40 grand.", "40 grand", "40,000"),
        ("It cost three dollars and 40 cents.", "three dollars and 40 cents", "$3.4"),
        ("It cost four pounds fifty.", "four pounds fifty", "4.5 GBP"),
        ("It cost £12 a head.", "£12 a head", "12 GBP per person"),
        ("It cost US$ 7m.", "US$ 7m", "7 million USD"),
        ("It grew by three-quarters.", None, "75%"),
        ("It grew threefold.", None, "3 times"),
        ("It drove at 80 km/h.", None, "80 kilometers per hour"),
        ("It fell by 25 basis points.", None, "0.25 percentage points"),
        ("It fell by a quarter of a percentage point.", None, "0.25 percentage points"),
        ("It fell to -5C.", None, "-5°C"),
        ("It fell to 99c.", "99c", "$0.99"),
        ("It drew as many as 60 guests.", None, "up to 60"),
        ("It drew a hundred and twenty guests.", None, "120"),
        ("It drew sixty-odd guests.", "sixty-odd", "about 60"),
        ("It drew a couple of hundred guests.", None, "about 200"),
        ("It drew tens of thousands of guests.", "tens of thousands", "tens of thousands"),
        ("It drew getting on for 40 guests.", "getting on for 40", "nearly 40"),
        ("It drew 40 guests or more.", "40", "40"),
        ("It drew 40 or more guests.", "40 or more", "at least 40"),
        ("It covers 10 1/2 acres.", None, "10.5 acres"),
        ("It covers a 20-mile stretch.", "20-mile", "20 miles"),
        ("It was 100m tall.", "100m", "100 meters"),
        ("It was six-foot-two.", "six-foot-two", "6.17 feet"),
        ("It takes half a million visitors.", "half a million", "500,000"),
        ("It takes one point four million visitors.", None, "1.4 million"),
        ("It takes 1,5 million visitors.", None, "1.5 million"),
        ("It takes 1 414 021 visitors.", None, "1.41402 million"),
        ("It fell by more than a half.", "more than a half", "over 50%"),
        ("It is for the over-65s.", "over-65s", "over 65 years"),
        ("It is for people aged 18 to 24.", "aged 18 to 24", "18 to 24 years"),
        ("It is taken twice a day.", "twice a day", "2 per day"),
        ("There were no deaths.", "no", "0"),
        ("Only one was hurt.", "one", "1"),
    ],
)
def test_value(text: str, span: str | None, value: str) -> None:
    [fact] = facts(text)
    assert str(fact.value) == value
    assert span is None or fact.text == span


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 the Boeing 737 flew, and Flight 1549 did not.",
        "On 3 December 2024 at 8:30 it rang for ten years.",
        "They use the Trainium2, the iPhone 15, COVID-19 tests, 5G and the F-16.",
        "Call +44 20 7946 0000 about version 1.2.3 under Chapter 11.",
        "No one came, one of them said one day.",
        "It began in May 2024 and in the 1990s.",
        "Take Route 66 to Room 12, then see Article 50 on page four.",
        "No 10 told Channel 4 that item six was done around 2010.",
        "The Boeing 737 jets were grounded.",
        "It rang at ten past eight, and at four in the morning.",
        "The Seven Sisters run a five-a-side team on zero-hours contracts.",
        "It split fifty-fifty, in single figures.",
        "It began in nineteen hundred, at 14.00 on Friday, and at two on Sunday.",
        "They live at 10 Downing Street and 221b Baker Street.",
    ],
)
def test_no_quantities(text: str) -> None:
    assert [f.text for f in facts(text)] == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Up to 40 new jobs will go.", "job"),
        ("It has 4,200 new affordable homes.", "home"),
        ("It has 12 sports clubs.", "club"),
        ("It moved two 40-tonne lorries.", "lorry"),
        ("It held 4,200 of them.", ""),
        ("It held 40 of those asked.", ""),
        ("It held nine in all.", ""),
        ("It held 12 famous women.", "woman"),
        ("It has a 40-storey tower.", "storey"),
        ("There were 12 dead.", "death"),
        ("It fired 300-plus workers.", "worker"),
    ],
)
def test_counted(text: str, counted: str) -> None:
    assert facts(text)[0].value.counted == counted


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Prices rose from 3% to 5%.", ["from", "to"]),
        ("Prices rose by 2 percentage points to 5%.", ["up", "to"]),
        ("Visits were down 12%.", ["down"]),
        ("A 12% drop in visits came.", ["down"]),
        ("It has 12% of them.", [""]),
        ("Ages ranged from 12 to 19.", [""]),
        ("Up to 40% went.", [""]),
    ],
)
def test_change(text: str, change: list[str]) -> None:
    assert [f.value.change for f in facts(text)] == change


@pytest.mark.parametrize(
    ("claim", "evidence", "alike"),
    [
        ("It has 12 homes.", "It has 40 houses.", True),
        ("It has 12 homes.", "That makes 40.", True),
        ("It has 12 homes.", "That makes 900.", False),
        ("It has 12 homes.", "It has 40 buses.", False),
        ("It has 12 homes.", "It has 40%.", False),
        ("It has 12%.", "It has 12 percentage points.", True),
        ("It is 12 miles.", "It is 40 km.", True),
        ("It is 12 miles.", "It is 40 tonnes.", False),
        ("It costs £7m.", "It costs £7bn.", True),
        ("It costs £7m.", "It costs £5,000.", False),
        ("It rose to 40%.", "It rose by 4%.", False),
    ],
)
def test_alike(claim: str, evidence: str, alike: bool) -> None:
    assert numbers.alike(facts(claim)[0], facts(evidence)[0]) == alike


def test_a_thousand_sentences_take_under_a_second() -> None:
    text = "Nearly nine thousand people paid $2.5bn, up 40% or one in five, for 10 to 20 miles."
    facts(text)
    start = process_time()
    for _ in range(1000):
        facts(text)
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "junk",
    [
        "1" * 100_000,
        "1,000" * 20_000,
        "ten million and " * 6_000,
        "won " * 20_000,
        "one-two " * 10_000,
        "3 a the of " * 8_000,
        "quarter of a " * 8_000,
        "40 x" * 20_000,
        "aged 1-" * 10_000,
        "$ " * 40_000 + "9",
    ],
)
def test_junk_takes_linear_time(junk: str) -> None:
    start = process_time()
    facts(junk)
    assert process_time() - start < 10


WORDS = st.sampled_from(
    "3 31 1,200 2024 2.5 40% $ £5m bn million hundred thousand two ten a third half one in out "
    "of from to between and - – , miles km -5C per day over up at least people jobs 1/2 point "
    "rose fell by twice times aged dozens few couple odd or so p grand no deaths 6ft 2in x "
    "64-year-old".split()
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_facts_are_slices_apart_and_agree_with_themselves(text: str) -> None:
    found = facts(text)
    for fact in found:
        assert text[fact.start : fact.end] == fact.text
        assert str(fact.value)
        assert fact.value.low <= fact.value.high
        assert numbers.judge(fact, fact)[0] == "agrees"
        assert numbers.alike(fact, fact)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_whether_two_figures_are_one_does_not_depend_on_the_side(one: str, other: str) -> None:
    for mine in facts(one):
        for theirs in facts(other):
            levels = {numbers.judge(mine, theirs)[0], numbers.judge(theirs, mine)[0]}
            assert "agrees" not in levels or len(levels) == 1
            assert "absent" not in levels or len(levels) == 1
            assert numbers.alike(mine, theirs) == numbers.alike(theirs, mine)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 999_999_999), st.integers(2, 999_999_999))
def test_figures_with_commas(one: int, two: int) -> None:
    [a], [b] = facts(f"It drew {one:,} guests."), facts(f"It drew {two:,} guests.")
    assert (a.value.amount, b.value.amount) == (one, two)
    level = numbers.judge(a, b)[0]
    if abs(one - two) > 0.1 * max(one, two):
        assert level == "conflicts"
    assert (level == "agrees") == (one == two)


@settings(max_examples=200, deadline=None)
@given(st.integers(1_000, 999_999_999), st.integers(1, 4))
def test_a_rounded_figure_is_never_a_conflict(exact: int, digits: int) -> None:
    rounded = int(float(f"{exact:.{digits}g}"))
    for written in (f"{rounded:,}", f"about {rounded:,}"):
        level = judge(f"It drew {written} guests.", f"It drew {exact:,} guests.")
        # Of one digit, rounding may go half as far again: then it takes an "about".
        assert level != "conflicts" or abs(rounded - exact) > 0.1 * rounded


@settings(max_examples=200, deadline=None)
@given(st.integers(10, 9_999), st.integers(10, 9_999))
def test_a_bound_that_is_broken_is_a_conflict(bound: int, figure: int) -> None:
    level = judge(f"It drew more than {bound} guests in all.", f"It drew {figure} guests in all.")
    if figure < bound:
        assert level == "conflicts"
    elif figure <= 1.5 * bound:
        assert level == "close"
    else:
        assert level != "agrees"


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["mile", "km", "metre", "foot"]), st.integers(20, 9_999))
def test_converted_figures_are_never_a_conflict(unit: str, amount: int) -> None:
    metres = {"mile": 1609.344, "km": 1000.0, "metre": 1.0, "foot": 0.3048}
    for other, size in metres.items():
        there = float(f"{amount * metres[unit] / size:.3g}")
        assert (
            judge(f"It is {amount} {unit} long.", f"It is {there:,.10g} {other} long.")
            != "conflicts"
        )
