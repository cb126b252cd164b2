"""Comparing: which fact of a source answers a claim's, told on whole small cases."""

import pandas as pd

from claimcheck import compare
from claimcheck.check import check
from claimcheck.records import Case, Source

FILLER = " The valley has two rivers."


def checked(claim, *sources):
    given = tuple(
        Source(f"s{n}", "report", f"Report {n}", text) for n, text in enumerate(sources, start=1)
    )
    return check(Case("case", "Case", Source("article", "article", "A", claim + FILLER), given))


def findings(result, *levels):
    table = result.findings[result.findings["level"].isin(levels)]
    columns = ["kind", "source_id", "claim_text", "evidence_text"]
    return set(table[columns].itertuples(index=False, name=None))


def test_of_two_figures_of_a_sort_the_one_for_the_same_thing_answers():
    result = checked(
        "The depot repaired 40 trams in the spring.",
        "The depot repaired 35 trams in the spring. It keeps 40 trams for hire. Rain fell.",
    )
    assert ("number", "s1", "40", "35") in findings(result, "conflicts")


def test_a_name_that_stays_in_the_list_is_not_taken_for_the_swapped_one():
    result = checked(
        "The clinic bought the Lumo and Verra scanners last year.",
        "The clinic bought Verra and Tasso scanners last year. Nurses were glad.",
    )
    assert findings(result, "conflicts") == {("name", "s1", "Lumo", "Tasso")}
    why = result.verdicts["why"].iloc[0]
    assert why == "The report gives Verra and Tasso where the article has Lumo and Verra."


def test_what_one_source_quotes_word_for_word_is_not_altered_in_another():
    result = checked(
        "“We shut the gate before the flood came,” said Ida Brandt.",
        "“We shut the gate before the flood came,” said Ida Brandt.",
        "“We shut the school before the flood came,” said Ida Brandt of the day.",
    )
    assert not findings(result, "conflicts")
    assert result.verdicts["outcome"].iloc[0] == "supported"


def test_two_sources_that_differ_on_one_fact_disagree():
    result = checked(
        "The footbridge over the river cost £3 million.",
        "The footbridge over the river cost £3 million.",
        "The footbridge over the river cost £8 million.",
    )
    assert result.verdicts["outcome"].iloc[0] == "sources_disagree"


def test_what_a_source_lacks_is_absent_and_no_conflict():
    result = checked("The footbridge opened on 3 May 2021.", "The footbridge is painted green.")
    assert not findings(result, "conflicts", "unclear")
    assert set(result.findings["level"]) == {"absent"}


def test_the_neighbours_of_a_paired_sentence_may_answer_and_are_worth_less():
    pairs = pd.DataFrame(
        {"claim_id": ["c"], "source_id": ["s"], "evidence_id": ["s:1"], "similarity": [0.5]}
    )
    sentences = pd.DataFrame({"id": ["r:0", "s:0", "s:1", "s:2"], "source_id": [*"rsss"]})
    before = pairs.copy()
    near = compare.candidates(pairs, sentences)
    assert dict(zip(near["evidence_id"], near["similarity"], strict=True)) == {
        "s:1": 0.5,
        "s:0": 0.4,
        "s:2": 0.4,
    }
    pd.testing.assert_frame_equal(pairs, before)
