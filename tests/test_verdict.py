"""Verdicts: what findings add up to, and the one sentence that says why."""

from dataclasses import replace

import pandas as pd
import pytest

from claimcheck import verdict
from claimcheck.records import Claim, Finding, Level, Source, frame

ARTICLE = "The Volt and the Ampere cost $5."
TALK = "We sell the Ampere and the Ohm for $6."
SOURCES = {
    "article": Source("article", "article", "Lamps", ARTICLE),
    "talk": Source("talk", "talk", "Lamp day", TALK),
    "paper": Source("paper", "report", "Lamps cost more", "The Volt costs $5."),
}


def finding(kind, level, ours, theirs, source="talk", **more):
    start = ARTICLE.index(ours)
    there = SOURCES[source].text.find(theirs) if theirs else None
    end = there + len(theirs) if theirs else None
    at = f"{source}:0" if theirs else None
    span = (ours, start, start + len(ours))
    why = more.get("why", "")
    return Finding("c", kind, level, source, *span, at, theirs, there, end, None, why)


def decided(*findings, near=0.8, checkable=True):
    claims = frame(Claim, [Claim("c", "article:0", ARTICLE, checkable, "" if checkable else "why")])
    support = pd.DataFrame(
        {
            "claim_id": ["c", "c"],
            "source_id": ["paper", "talk"],
            "similarity": [near / 2, near],
            "total": [near / 2, near],
            "strength": [near / 2, near],
        }
    )
    (row,) = verdict.decide(claims, frame(Finding, findings), support, SOURCES).itertuples()
    return row.outcome, row.why


AGREES = finding("number", Level.AGREES, "$5", "$5", "paper")
CONFLICT = finding("number", Level.CONFLICTS, "$5", "$6", why="the source has $6")


@pytest.mark.parametrize(
    ("findings", "near", "outcome"),
    [
        ([AGREES], 0.8, "supported"),
        ([AGREES, finding("hedge", Level.ABSENT, "cost", None)], 0.8, "supported"),
        ([AGREES, finding("quote", Level.ABSENT, "cost", None)], 0.8, "partly_supported"),
        ([AGREES, finding("name", Level.ABSENT, "Volt", None)], 0.8, "supported"),
        ([AGREES, finding("name", Level.UNCLEAR, "Volt", "Ohm")], 0.8, "partly_supported"),
        ([CONFLICT], 0.8, "contradicted"),
        ([CONFLICT, AGREES], 0.8, "sources_disagree"),
        ([CONFLICT, finding("name", Level.AGREES, "Ampere", "Ampere")], 0.8, "contradicted"),
        ([finding("number", Level.ABSENT, "$5", None)], 0.3, "not_mentioned"),
        ([finding("number", Level.UNCLEAR, "$5", "$6")], 0.3, "not_mentioned"),
        ([], 0.8, "supported"),
        ([], 0.3, "not_mentioned"),
    ],
)
def test_outcomes(findings, near, outcome):
    assert decided(*findings, near=near)[0] == outcome


def test_what_one_source_lacks_another_may_have():
    missing = finding("number", Level.ABSENT, "$5", None)
    assert decided(missing, AGREES)[0] == "supported"


def test_a_sentence_that_can_not_be_checked_keeps_its_reason():
    assert decided(checkable=False) == ("not_checkable", "why")


def test_the_why_names_the_source_and_both_words():
    why = "The talk gives “$6” where the article has “$5”"
    assert decided(CONFLICT)[1] == f"{why}."  # nothing is said twice
    more = "the source has $6, which is a fall"
    assert decided(replace(CONFLICT, why=more))[1] == f"{why}: {more}."


def test_the_same_words_are_not_told_as_others():
    other = finding("name", Level.CONFLICTS, "Ampere", "Ampere", why="a river there, a lamp here")
    assert decided(other)[1] == "The talk has “Ampere” too: a river there, a lamp here."


def test_a_list_in_which_one_member_differs_is_told_whole():
    swapped = finding("name", Level.CONFLICTS, "Volt", "Ohm")
    same = finding("name", Level.AGREES, "Ampere", "Ampere")
    why = "The talk gives Ampere and the Ohm where the article has Volt and the Ampere."
    assert decided(swapped, same)[1] == why


def test_two_sources_of_a_kind_are_told_apart_by_title():
    both = SOURCES | {"radio": Source("radio", "talk", "Radio", "")}
    assert verdict.label(both["talk"], both) == "the talk “Lamp day”"
    assert verdict.label(SOURCES["talk"], SOURCES) == "the talk"
