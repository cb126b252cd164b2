"""Right words, wrong occasion: against the card, the voice, and the report's own attribution.

A row of ``occasions.csv`` is a case of its own: an article, and one source or two (``card`` says
what each is; a transcript's turns are parted by ``//``), all among other sentences. ``finds`` lists
every conflict that a check must find, ``kind: words of the article | words of the source``; where
it is empty there must be none of any kind.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from claimcheck.check import check
from claimcheck.records import Case, Source, Turn

EXAMPLES = Path(__file__).parent / "examples"
Row = dict[str, str]

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


BEFORE = "It has rained on the coast for most of the week."
AFTER = "Swans nest on the canal behind the old brewery again."
BESIDE = (
    "Good evening to everybody who has come in out of the rain.",
    "The heating has been repaired at last, I am glad to tell you.",
    "There is tea at the back, and somebody has baked.",
    "That is all that we have time for.",
)


def rows(name: str) -> list[Row]:
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_case(row: Row, folder: Path) -> Path:
    """Lay a row out as a case folder."""
    toml = ["title = 'A row'\n[article]\nfile = 'article.txt'"]
    if row["published"]:
        toml.append(f"published = {row['published']}")
    for name in ("", "_2"):
        if not row[f"card{name}"]:
            continue
        card = dict(part.split("=", 1) for part in row[f"card{name}"].split(";"))
        (folder / f"source{name}.txt").write_text(_laid_out(row[f"source{name}"]), encoding="utf-8")
        toml.append(f"[[source]]\nid = 'source{name}'\nfile = 'source{name}.txt'")
        for key, value in card.items():
            listed = value.split(", ") if key == "speakers" else value
            plain = value if key == "date" else json.dumps(listed, ensure_ascii=False)
            toml.append(f"{key} = {plain}")
    (folder / "case.toml").write_text("\n".join(toml), encoding="utf-8")
    text = f"{BEFORE}\n\n{row['article']}\n\n{AFTER}\n"
    (folder / "article.txt").write_text(text, encoding="utf-8")
    return folder


def _laid_out(words: str) -> str:
    """A source's text among other sentences, which a transcript's first voice says."""
    turns = words.split(" // ")
    if len(turns) == 1:
        return " ".join([*BESIDE[:2], words, *BESIDE[2:]]) + "\n"
    voice = turns[0].split(":")[0]
    opening, closing = (f"{voice}: {' '.join(b)}" for b in (BESIDE[:2], BESIDE[2:]))
    return "\n\n".join([opening, *turns, closing]) + "\n"


def expected(row: Row) -> list[tuple[str, str, str]]:
    """The conflicts that a row lists: kind, words of the article, words of the source."""
    found = []
    for entry in filter(None, row["finds"].split("; ")):
        kind, words = entry.split(": ", 1)
        ours, theirs = words.split(" | ")
        found.append((kind, ours, theirs))
    return found


def problem(row: Row, folder: Path) -> str:
    """Check a row's case: what is wrong with the conflicts found, empty where nothing is."""
    table = check(write_case(row, folder)).findings
    table = table[table["level"] == "conflicts"][["kind", "claim_text", "evidence_text"]]
    found = sorted(set(table.itertuples(index=False, name=None)))
    want = sorted(expected(row))
    same = len(found) == len(want) and all(
        a[0] == b[0] and b[1] in a[1] and b[2] in a[2] for a, b in zip(found, want, strict=True)
    )
    return "" if same else f"found {found}"


@pytest.mark.slow
@pytest.mark.parametrize("row", rows("occasions"), ids=lambda row: row["note"])
def test_row(row: Row, tmp_path: Path) -> None:
    assert problem(row, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("row", rows("occasions_known_failures"), ids=lambda row: row["note"])
def test_known_failure_still_fails(row: Row, tmp_path: Path) -> None:
    assert problem(row, tmp_path), "it passes now: move the row to occasions.csv"


def test_half_of_the_table_is_harmless() -> None:
    every = rows("occasions") + rows("occasions_known_failures")
    assert len({row["note"] for row in every}) == len(every) >= 60
    assert 2 * sum(not row["finds"] for row in every) >= len(every)
