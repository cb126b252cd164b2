"""Comparing: which fact of a source answers a claim's, told on whole small cases."""

import pandas as pd
import pytest

from claimcheck import compare, slots
from claimcheck.check import check
from claimcheck.kinds import number_judge
from claimcheck.records import Case, Source

FILLER = " The valley has two rivers."
LEAST = compare.LEAST
BESIDE = pytest.mark.xfail(reason="the same figure for another thing, in or beside the sentence")


def checked(claim, *sources):
    given = tuple(
        Source(f"s{n}", "report", f"Report {n}", text) for n, text in enumerate(sources, start=1)
    )
    return check(Case("case", "Case", Source("article", "article", "A", claim + FILLER), given))


def findings(result, *levels):
    table = result.findings[result.findings["level"].isin(levels)]
    columns = ["kind", "source_id", "claim_text", "evidence_text"]
    return set(table[columns].itertuples(index=False, name=None))


APART = (
    " The mayor spoke of the weather for a while. A band played on the lawn until dusk."
    " Children were given ice cream by the council."
)


@pytest.mark.parametrize(
    ("claim", "source", "ours", "theirs"),
    [
        (
            "The depot repaired 40 trams in the spring.",
            f"The depot repaired 35 trams in the spring.{APART} A choir of 40 sang.",
            "40",
            "35",
        ),
        (
            "The harbour board spent £4 million on the new crane.",
            "The harbour board spent £6 million on the new crane."
            f"{APART} A house on the hill was sold for £4 million.",
            "£4 million",
            "£6 million",
        ),
        (
            "Storm Ada cut the power to 900 homes in Lund.",
            f"The school fair drew 900 visitors.{APART} Storm Ada cut the power to 700 homes.",
            "900",
            "700",
        ),
        (
            "Unemployment in the county fell to 4% in May.",
            f"Unemployment in the county fell to 6% in May.{APART} Bread prices rose 4% there.",
            "4%",
            "6%",
        ),
        (
            "The depot repaired 40 trams in the spring.",
            "The depot repaired 35 trams in the spring. It keeps 40 trams for hire. Rain fell.",
            "40",
            "35",
        ),
        pytest.param(
            "The depot repaired 40 trams and hired 12 drivers.",
            "The depot repaired 35 trams and hired 40 drivers. Rain fell.",
            "40",
            "35",
            marks=BESIDE,
        ),
        (
            "The orchestra played to 900 people in Lund.",
            "In Lund the orchestra played to 700 people. In Malmo 900 people came.",
            "900",
            "700",
        ),
    ],
)
def test_of_two_figures_of_a_sort_the_one_for_the_same_thing_answers(claim, source, ours, theirs):
    assert ("number", "s1", ours, theirs) in findings(checked(claim, source), "conflicts")


def test_every_answer_is_of_one_kind_and_of_a_sentence_near_its_claim():
    result = checked(
        "The depot repaired 40 trams in Lund in May 2021.",
        "In May 2022 the depot repaired 35 trams in Holt, in Sweden. Ida Brandt was there.",
        "The trams were mended at Malmo in June. There were forty.",
    )
    answers, facts = result.answers, result.facts[result.facts["kind"] != "quote"]
    assert set(answers["kind"]) >= {"date", "number", "place"}
    ours, theirs = facts.iloc[answers["fact"]], facts.iloc[answers["answer"]]
    assert ours["text"].tolist() == answers["claim_text"].tolist()
    assert theirs["text"].tolist() == answers["evidence_text"].tolist()
    assert theirs["sentence_id"].tolist() == answers["evidence_id"].tolist()
    assert set(ours["sentence_id"]) <= {"article:0", "article:1"}
    assert not theirs["sentence_id"].str.startswith("article").any()
    named = {"place": "name"}
    assert ours["kind"].replace(named).tolist() == theirs["kind"].replace(named).tolist()
    assert set(answers["level"]) <= {"agrees", "close", "unclear", "conflicts"}


def test_one_source_gives_one_fact_at_most_one_answer():
    result = checked(
        "The depot repaired 40 trams in the spring.",
        "It repaired 40 trams. In all 40 trams were mended in spring. It mended forty trams.",
    )
    assert len(result.answers) > len(compare.choose(result.answers))
    assert not compare.choose(result.answers).duplicated(["fact", "source_id"]).any()
    assert not result.findings.duplicated(["claim_id", "source_id", "claim_start", "kind"]).any()


def judged(**columns):
    """Answers made by hand: by default one fact, and one candidate that plainly conflicts."""
    n = max(len(column) for column in columns.values())
    usual = {
        "fact": [0], "answer": [9], "claim_id": ["c"], "source_id": ["s"], "evidence_id": ["s:0"],
        "level": ["conflicts"], "score": [0.99], "stated": [False], "flat": [False],
        "group": ["date"], "similarity": [0.9], "slip": [False], "why": [""],
        **{name: [0.0] for name in slots.FEATURES},
    }  # fmt: skip
    return pd.DataFrame({k: v * n if len(v) == 1 else v for k, v in (usual | columns).items()})


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ({"score": [0.99]}, [0]),
        ({"score": [LEAST["conflicts"] - 0.01]}, []),
        ({"score": [LEAST["conflicts"] + 0.01]}, [0]),
        ({"score": [LEAST["conflicts"] + 0.01], "group": ["number"]}, []),
        ({"score": [LEAST["conflicts"] + 0.01], "group": ["number"], "unit": [1.0]}, [0]),
        ({"score": [LEAST["unclear"] + 0.01], "level": ["unclear"]}, [0]),
        ({"score": [LEAST["agrees"] + 0.01], "level": ["agrees"]}, [0]),
        ({"score": [LEAST["agrees"] - 0.01], "level": ["agrees"]}, []),
        ({"similarity": [compare.FAR - 0.01]}, []),  # sentences that have nothing in common
        ({"similarity": [compare.FAR - 0.01], "level": ["agrees"]}, [0]),
        ({"score": [0.99], "stated": [True]}, []),  # judged as an occasion's
        ({"score": [0.9, 0.8], "answer": [8, 9]}, [0]),  # the likelier of two
        ({"score": [0.8, 0.9], "answer": [8, 9]}, [1]),
        # a sentence that says the same does not contradict itself, nor does a figure that is taken
        ({"score": [0.99, 0.2], "answer": [8, 9], "level": ["conflicts", "agrees"]}, [1]),
        ({"score": [0.99, 0.2], "fact": [0, 1], "level": ["conflicts", "agrees"],
          "evidence_id": ["s:0", "s:0"]}, [1]),
        # where another source agrees, a conflict must be likelier still
        ({"score": [compare.OPPOSED - 0.01, 0.9], "source_id": ["s", "t"],
          "evidence_id": ["s:0", "t:0"], "answer": [8, 9], "level": ["conflicts", "agrees"]}, [1]),
        ({"score": [compare.OPPOSED + 0.01, 0.9], "source_id": ["s", "t"],
          "evidence_id": ["s:0", "t:0"], "answer": [8, 9],
          "level": ["conflicts", "agrees"]}, [0, 1]),
        # less will do for a date that no source has, in a sentence that is near
        ({"score": [compare.NOWHERE + 0.01], "slip": [True]}, [0]),
        ({"score": [compare.NOWHERE + 0.01], "slip": [True],
          "similarity": [compare.NEAR - 0.01]}, []),
        ({"score": [compare.NOWHERE + 0.01, 0.01], "slip": [True], "answer": [8, 9],
          "level": ["conflicts", "close"]}, []),
        # that a source is as sure is told only beside one that isn't
        ({"level": ["agrees"], "flat": [True]}, []),
        ({"level": ["agrees", "conflicts"], "flat": [True, False], "source_id": ["s", "t"],
          "evidence_id": ["s:0", "t:0"], "answer": [8, 9]}, [0, 1]),
    ],
)  # fmt: skip
def test_which_answers_count(columns, kept):
    table = judged(**columns)
    before = table.copy()
    assert sorted(compare.choose(table).index) == kept
    pd.testing.assert_frame_equal(table, before)


def test_a_bare_figure_will_do_where_no_whole_one_answers():
    bare = {"level": ["unclear"], "why": [number_judge.UNSAID], "group": ["number"]}
    assert compare.choose(judged(**bare))["level"].tolist() == ["close"]
    both = {"level": ["unclear", "conflicts"], "why": [number_judge.UNSAID, ""], "answer": [8, 9]}
    chosen = compare.choose(judged(**both, score=[0.6, 0.9], group=["number"], unit=[1.0]))
    assert chosen["level"].tolist() == ["conflicts"]


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
