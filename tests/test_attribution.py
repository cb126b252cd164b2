"""Attribution: what a sentence states of its occasion, and what is left of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import attribution
from claimcheck.kinds import dates, names
from claimcheck.records import Sentence, Source

PARTS = ("speaker", "event", "place", "date")


def read(text, beside="Ada Marsh runs the port of Larkfield. Marsh was born in Leeds."):
    source = Source("a", "report", "", f"{text}\n\n{beside}")
    sentence = Sentence("a:0", "a", 0, len(text), text)
    facts = [*names.find(sentence, source), *dates.find(sentence, source)]
    return attribution.read(sentence, facts)


def test_every_row_of_the_table(examples):
    wrong = []
    for row in examples("attribution"):
        found = read(row["sentence"])
        stated = {f.kind: f.text for f in found.stated}
        got = {part: stated.get(part, "") for part in PARTS}
        want = {part: row[part] for part in PARTS}
        content = " ".join(found.content.split())
        if got != want or (row["content"] and content != row["content"]):
            wrong.append((row["sentence"], want, got, content))
    assert not wrong, "\n".join(map(str, wrong))


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


@given(st.text(max_size=120))
def test_offsets_slice_back_and_nothing_raises(text):
    source = Source("a", "report", "", "Well. " + text)
    sentence = Sentence("a:0", "a", 6, 6 + len(text), text)
    for fact in attribution.read(sentence, names.find(sentence, source)).stated:
        assert source.text[fact.start : fact.end] == fact.text
