"""Right words, wrong occasion: against the card, the voice, and the report's own attribution."""

from datetime import date

import pytest

from claimcheck.check import check
from claimcheck.records import Case, Source, Turn

TALK = (
    "Thank you for having me in this lovely hall.\n\n"
    "The tidal turbine has run for ninety days without a fault.\n\n"
    "We will put nine more turbines in the strait.\n\n"
    "The cables came from a yard in Norway."
)
FILLER = "\n\nThe strait is known for its seals."


def case(claim, *, speaker="Nora Quill", talk=TALK, beside=(), **card):
    turns, at = [], 0
    for paragraph in talk.split("\n\n"):
        turns.append(Turn(at, at + len(paragraph), speaker))
        at += len(paragraph) + 2
    words = {
        "event": "Tidal Futures Summit 2024",
        "place": "Lisbon",
        "date": date(2024, 9, 12),
        "date_basis": "case",
        "speakers": ("Nora Quill", "Piet Vroom"),
    } | card
    source = Source("summit", "talk", "Recording of the summit", talk, turns=tuple(turns), **words)
    text = claim + FILLER
    article = Source(
        "article", "article", "Turbines", text, date=date(2024, 9, 20), date_basis="case"
    )
    return Case("case", "Turbines", article, (source, *beside))


def conflicts(found):
    table = found.findings
    return {
        (f.kind, f.claim_text, f.evidence_text, f.evidence_field)
        for f in table[table["level"] == "conflicts"].itertuples()
    }


@pytest.mark.parametrize(
    "claim",
    [
        "Nora Quill said the tidal turbine had run for ninety days without a fault.",
        "Quill told the Tidal Futures Summit that the tidal turbine had run for ninety days.",
        "At the summit in Lisbon, Nora Quill said the turbine had run for ninety days.",
        "“The tidal turbine has run for ninety days without a fault,” Nora Quill said in Portugal.",
        "On 12 September Nora Quill said that the tidal turbine had run for ninety days.",
        "The tidal turbine has run for ninety days without a fault.",
        "The company said the tidal turbine had run for ninety days without a fault.",
    ],
)
def test_the_right_occasion_is_no_conflict(claim):
    assert not conflicts(check(case(claim)))


@pytest.mark.parametrize(
    ("claim", "kind", "words", "other", "field"),
    [
        (
            "Marta Holm said that the tidal turbine had run for ninety days without a fault.",
            "speaker", "Marta Holm", "Nora Quill", "speakers",
        ),
        (
            "Piet Vroom said that the tidal turbine had run for ninety days without a fault.",
            "speaker", "Piet Vroom", "Nora Quill", "speakers",
        ),
        (
            "In an interview with Radio Harbour, Nora Quill said that the tidal turbine had run for"
            " ninety days without a fault.",
            "event", "an interview with Radio Harbour", "Tidal Futures Summit 2024", "event",
        ),
        (
            "Nora Quill told a hearing that the tidal turbine had run for ninety days.",
            "event", "a hearing", "Tidal Futures Summit 2024", "event",
        ),
        (
            "Speaking in Madrid, Nora Quill said the tidal turbine had run for ninety days.",
            "place", "Madrid", "Lisbon", "place",
        ),
        (
            "On 3 March 2023 Nora Quill said that the tidal turbine had run for ninety days.",
            "date", "3 March 2023", "2024-09-12", "date",
        ),
    ],
)  # fmt: skip
def test_the_wrong_occasion_is_a_conflict_on_the_card(claim, kind, words, other, field):
    assert conflicts(check(case(claim))) == {(kind, words, other, field)}


def test_an_occasion_told_on_its_own_is_carried_from_the_claim_before():
    claim = (
        "In an interview with Radio Harbour, Nora Quill said that the tidal turbine had run for"
        " ninety days without a fault. The interview took place in Madrid on 3 March 2023."
    )
    found = {(kind, text) for kind, text, _, _ in conflicts(check(case(claim)))}
    assert found == {
        ("event", "an interview with Radio Harbour"),
        ("place", "Madrid"),
        ("date", "3 March 2023"),
    }


def test_two_real_occasions_are_no_conflict():
    radio = Source(
        "radio",
        "interview",
        "Morning programme",
        "The seals are fine, and we count them every week.",
        event="Radio Harbour interview",
        place="Madrid",
        date=date(2024, 9, 14),
        date_basis="case",
        speakers=("Nora Quill",),
    )
    claim = (
        "Nora Quill told the Tidal Futures Summit that the turbine had run for ninety days without"
        " a fault. In an interview with Radio Harbour, Quill said that the seals were fine and were"
        " counted every week."
    )
    assert not conflicts(check(case(claim, beside=(radio,))))


def test_words_not_at_hand_are_named_and_support_nothing():
    away = Source(
        "radio", "interview", "Radio Harbour", "", event="Radio Harbour", speakers=("Marta Holm",)
    )
    claim = "Marta Holm told Radio Harbour that the tidal turbine had run for ninety days."
    found = check(case(claim, beside=(away,)))
    first = found.verdicts.iloc[0]
    assert first["outcome"] == "contradicted"
    assert first["why"].endswith("the words of Radio Harbour were not at hand.")
    assert "radio" not in set(found.pairs["source_id"])


def test_a_reports_own_attribution_counts_and_not_its_card():
    report = Source(
        "paper",
        "report",
        "Turbine holds",
        "Nora Quill said in Lisbon that the tidal turbine had run for ninety days without a fault.",
        date=date(2024, 9, 15),
        date_basis="case",
        place="Oslo",
    )
    article = "Marta Holm said that the tidal turbine had run for ninety days." + FILLER
    told = Case("case", "Turbines", Source("article", "article", "T", article), (report,))
    assert conflicts(check(told)) == {("speaker", "Marta Holm", "Nora Quill", None)}
