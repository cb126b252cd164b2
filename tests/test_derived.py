"""Figures that follow from two others: a table of examples, and properties of the reckoning."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import read_examples
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import derived
from claimcheck.kinds import numbers
from claimcheck.kinds.quantities import Quantity
from claimcheck.records import Claim, Fact, Finding, Level, Sentence, Source, frame, records

Row = dict[str, str]


def sentences(source: str, texts: list[str]) -> list[Sentence]:
    """Lay texts out as the sentences of one source, a space between them."""
    out, at = [], 0
    for n, text in enumerate(texts):
        out.append(Sentence(f"{source}:{n}", source, at, at + len(text), text))
        at += len(text) + 1
    return out


def found(sentence: Sentence) -> list[Fact]:
    return numbers.find(sentence, Source(sentence.source_id, "report", "", sentence.text))


def derive(row: Row, level: str = "absent", similarity: float = 0.9) -> Finding:
    """Give the finding on the row's figure after `derived.derive`."""
    [mine], theirs = sentences("article", [row["claim"]]), row["evidence"].split(" | ")
    spoken = sentences("s", theirs)
    facts = [fact for sentence in (mine, *spoken) for fact in found(sentence)]
    [figure] = [f for f in facts if f.sentence_id == mine.id and f.text == row["figure"]]
    nothing = (None, None, None, None, None, "")
    start, end = figure.start, figure.end
    before = frame(
        Finding, [Finding("c", "number", Level(level), "s", figure.text, start, end, *nothing)]
    )
    near = pd.DataFrame(
        {
            "claim_id": "c",
            "source_id": "s",
            "evidence_id": [s.id for s in spoken],
            "similarity": similarity,
        }
    )
    after = derived.derive(
        frame(Claim, [Claim("c", mine.id, mine.text, True, "")]),
        near,
        frame(Sentence, [mine, *spoken]),
        frame(Fact, facts),
        before,
    )
    [finding] = records(Finding, after)
    if not finding.why:
        pd.testing.assert_frame_equal(after, before)
    return finding


def name(row: Row) -> str:
    return f"{row['claim']} {row['note']}"


@pytest.mark.parametrize("row", read_examples("derived"), ids=name)
def test_example(row: Row) -> None:
    finding = derive(row)
    assert finding.why == row["follows"]
    assert finding.level == ("close" if row["follows"] else "absent")
    if row["follows"]:
        text = " ".join(row["evidence"].split(" | "))
        assert text[finding.evidence_start : finding.evidence_end] == finding.evidence_text


@pytest.mark.parametrize("row", read_examples("derived_known_failures"), ids=name)
def test_known_failure_still_fails(row: Row) -> None:
    assert derive(row).why != row["follows"], "it passes now: move the row to the other table"


def test_half_of_the_examples_must_not_follow() -> None:
    table = read_examples("derived") + read_examples("derived_known_failures")
    assert len(table) >= 40
    assert 2 * sum(not row["follows"] for row in table) >= len(table)


FOLLOWS = next(row for row in read_examples("derived") if row["follows"])


@pytest.mark.parametrize("level", ["absent", "unclear", "conflicts"])
def test_a_figure_that_follows_is_close_before_any_conflict(level: str) -> None:
    assert derive(FOLLOWS, level).level == "close"


@pytest.mark.parametrize("level", ["agrees", "close"])
def test_a_figure_that_a_source_has_is_left_alone(level: str) -> None:
    assert derive(FOLLOWS, level).level == level
    assert not derive(FOLLOWS, level).why


def test_sentences_of_other_matters_are_not_reckoned_with() -> None:
    assert derive(FOLLOWS, similarity=derived.NEAR - 0.01).level == "absent"


FIGURES = st.sampled_from(
    "0 1 2 3 7 12 40 41 150 390 1,900 2.5 0.04 99.9 1000000 nine|a dozen|two thirds|half|none"
    "|twice|hundreds of|-5|1e9|3 to 5|2-1".replace(" ", "|").split("|")
)
FRAMES = st.sampled_from(
    [
        "It rose by {}% in May.",
        "It cost £{} more.",
        "It cost about ${} million in all.",
        "There were {} members.",
        "It is {} metres taller.",
        "It fell {} percentage points.",
        "It is {} times as long.",
        "Nearly {} of them left.",
        "They won {}.",
        "Over {} litres were left.",
        "She is {} years old.",
    ]
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Give a quantity as it is found in a sentence; a plain one where none is."""
    text = draw(FRAMES).format(draw(FIGURES))
    facts = found(Sentence("s:0", "s", 0, len(text), text))
    value = draw(st.sampled_from(facts)).value if facts else Quantity(1, 1, 1, "count", digits=1)
    assert isinstance(value, Quantity)
    return value


WORDS = st.sampled_from(["", "more than before", "in all", "fell by", "a total rise of", "votes"])


@settings(max_examples=300, deadline=None)
@given(quantities(), quantities(), quantities(), WORDS)
def test_reckoning_never_fails_and_takes_its_two_figures_in_any_order(
    target: Quantity, a: Quantity, b: Quantity, words: str
) -> None:
    assert derived.follows(target, a, b, words) == derived.follows(target, b, a, words)


AMOUNTS = st.integers(1, 10_000)


@settings(max_examples=100, deadline=None)
@given(AMOUNTS, AMOUNTS, st.integers(-3, 3))
def test_a_gap_or_a_sum_of_whole_numbers_follows_where_it_is_exact(
    a: int, b: int, off: int
) -> None:
    def count(n: int) -> Quantity:
        return Quantity(n, n, n, "count", counted="vote", digits=len(str(n)))

    low, high = sorted((a, b))
    for value, words in ((high - low + off, "more"), (high + low + off, "in all")):
        told = derived.follows(count(value), count(a), count(b), f"{value} votes {words}")
        assert bool(told) == (off == 0 and a != b)
