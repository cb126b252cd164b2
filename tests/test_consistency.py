"""The article against itself: what contradicts, and what only looks alike."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import claims, compare, consistency, sentences
from claimcheck.records import Source

EXAMPLES = Path(__file__).parent / "examples"


def read_examples(name):
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judged(text):
    article = Source("article", "article", "", text)
    split = sentences.split(article)
    facts = compare.find(split, {"article": article})
    return consistency.judge(claims.extract(split, article), split, facts)


def problem(row):
    """What is found otherwise than the row has it, empty where nothing is."""
    found = judged(row["article"])
    got = [
        (kind, "|".join(texts)) for kind, texts in zip(found["kind"], found["texts"], strict=True)
    ]
    return "" if got == ([(row["kind"], row["texts"])] if row["kind"] else []) else f"found {got}"


@pytest.mark.parametrize("row", read_examples("consistency"), ids=lambda row: row["note"])
def test_row(row):
    assert problem(row) == ""


@pytest.mark.parametrize(
    "row", read_examples("consistency_known_failures"), ids=lambda row: row["note"]
)
def test_known_failure_still_fails(row):
    assert problem(row), "it passes now: move the row to consistency.csv"


def test_half_of_the_examples_are_harmless():
    table = read_examples("consistency") + read_examples("consistency_known_failures")
    assert len(table) >= 60
    assert 2 * sum(not row["kind"] for row in table) >= len(table)


def test_the_spans_are_the_articles_own_words():
    text = "The fleet has nine boats: four trawlers and six ferries."
    (found,) = judged(text).itertuples()
    assert [text[a:b] for a, b in found.spans] == list(found.texts)


SAID = st.sampled_from(
    [row["article"] for row in read_examples("consistency")]
    + ["Born in 1980, she was 99.", "By 3 votes to 9.", "Of those, 5.", "12%, 99%, 99% against."]
)


@settings(deadline=None, max_examples=25)
@given(st.lists(SAID | st.text(max_size=60), max_size=4).map(" ".join))
def test_spans_slice_back_and_nothing_raises(text):
    for found in judged(text).itertuples():
        assert [text[a:b] for a, b in found.spans] == list(found.texts)
        assert found.kind in ("date", "number", "name")
        assert found.why


BESIDE = (
    "It rained on the coast. Swans nest on the canal behind the old brewery. The baker sells out by"
    " nine. Nobody has painted the lighthouse for years. The bus to the station is late again."
)


@pytest.mark.parametrize("row", read_examples("consistency"), ids=lambda row: row["note"])
def test_other_sentences_around_make_no_difference(row):
    around = {"article": f"{BESIDE} {row['article']} {BESIDE.replace('rain', 'snow')}"}
    assert problem(row | around) == ""
