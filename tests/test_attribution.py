"""Attribution: what a sentence states of its occasion, and what is left of it."""

import csv
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import attribution, offices
from claimcheck.kinds import dates, names
from claimcheck.records import Sentence, Source

EXAMPLES = Path(__file__).parent / "examples"


def read_examples(name):
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PARTS = ("speaker", "event", "place", "date")


def read(text, beside="Ada Marsh runs the port of Larkfield. Marsh was born in Leeds."):
    source = Source("a", "report", "", f"{text}\n\n{beside}")
    sentence = Sentence("a:0", "a", 0, len(text), text)
    facts = [*names.find(sentence, source), *dates.find(sentence, source)]
    return attribution.read(sentence, facts)


def problem(row):
    """What is read otherwise than the row has it, empty where nothing is."""
    found = read(row["sentence"])
    stated = {f.kind: f.text for f in found.stated}
    got = {part: stated.get(part, "") for part in PARTS}
    content = " ".join(found.content.split())
    same = got == {part: row[part] for part in PARTS}
    return "" if same and row["content"] in ("", content) else f"{got}, content {content!r}"


@pytest.mark.parametrize("row", read_examples("attribution"), ids=lambda row: row["note"])
def test_row(row):
    assert problem(row) == ""


@pytest.mark.parametrize(
    "row", read_examples("attribution_known_failures"), ids=lambda row: row["note"]
)
def test_known_failure_still_fails(row):
    assert problem(row), "it passes now: move the row to attribution.csv"


def test_the_table_has_every_part_stated_and_not():
    table = read_examples("attribution") + read_examples("attribution_known_failures")
    assert len(table) >= 60
    for part in PARTS:
        assert 5 <= sum(bool(row[part]) for row in table) <= len(table) - 10


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The interview took place in Leeds.", "interview"),
        ("That hearing was held on Monday.", "hear"),
        ("The bridge opened in Leeds.", None),
        ("He gave an interview in Leeds.", None),
    ],
)
def test_an_occasion_told_on_its_own_names_what_it_refers_to(text, noun):
    assert attribution.carried(text) == noun


WORDS = st.lists(
    st.sampled_from(
        "Ada Marsh said told the inquiry in Leeds on Monday that “we lost” , . she he there mayor"
        " of According to same interview with Radio Larkfield was held".split()
    ),
    max_size=25,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(WORDS | st.text(max_size=120))
def test_offsets_slice_back_and_nothing_raises(text):
    source = Source("a", "report", "", "Well. " + text)
    sentence = Sentence("a:0", "a", 6, 6 + len(text), text)
    facts = [*names.find(sentence, source), *dates.find(sentence, source)]
    found = attribution.read(sentence, facts)
    assert found.content == text or len(found.content) <= len(text) + 1
    for fact in found.stated:
        assert source.text[fact.start : fact.end] == fact.text
        assert fact.kind in PARTS


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["that", "", "“"]), st.sampled_from(["said", "announced", "warned"]))
def test_who_says_it_does_not_hang_on_what_is_said(mark, verb):
    found = read(f"Ada Marsh {verb} {mark} the crane had failed in Rotterdam in 2019.")
    assert [(f.kind, f.text) for f in found.stated] == [("speaker", "Ada Marsh")]


@pytest.mark.parametrize("junk", ["a " * 50_000, "A b said " * 10_000, "the mayor, " * 9_000])
def test_a_hundred_thousand_characters_take_no_time(junk):
    sentence = Sentence("a:0", "a", 0, len(junk), junk)
    start = process_time()
    attribution.read(sentence, [])
    offices.holders(junk)
    assert process_time() - start < 3
