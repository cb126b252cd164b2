"""Names and places: the example tables, and what must hold of any text."""

from __future__ import annotations

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import gazetteer, mentions, names, persons, places
from claimcheck.records import Fact, Level, Sentence, Source

EXAMPLES = Path(__file__).parent / "examples"
Row = dict[str, str]


def rows(file: str) -> list[Row]:
    with (EXAMPLES / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def facts(text: str, **card: object) -> list[Fact]:
    source = Source("s", "report", "", text, **card)  # type: ignore[arg-type]
    return names.find(Sentence("s:0", "s", 0, len(text), text), source)


def sorts(text: str, **card: object) -> dict[str, str]:
    return {fact.text: fact.value.sort for fact in facts(text, **card)}


def the(text: str, words: str, kind: str | None = None) -> Fact:
    found = [fact for fact in facts(text) if fact.text == words and kind in (None, fact.kind)]
    assert found, f"{words!r} ({kind}) is not among {[(f.kind, f.text) for f in facts(text)]}"
    return found[0]


def sought(claim: Fact, text: str) -> Fact | None:
    sentence = Sentence("s:0", "s", 0, len(text), text)
    return names.seek(claim, sentence, Source("s", "talk", "", text))


def outcome(row: Row) -> Level:
    claim = the(row["claim"], row["claim_text"], row["kind"])
    evidence = sought(claim, row["evidence"]) or the(row["evidence"], row["evidence_text"])
    assert evidence.text == row["evidence_text"]
    return names.judge(claim, evidence)[0]


@pytest.mark.parametrize("row", rows("names.csv"), ids=lambda row: row["note"])
def test_example(row: Row) -> None:
    assert outcome(row).value == row["level"]


@pytest.mark.parametrize("row", rows("names_known_failures.csv"), ids=lambda row: row["note"])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known failure")
def test_known_failure(row: Row) -> None:
    assert outcome(row).value == row["level"]


def test_the_tables_hold_enough_and_half_of_it_harmless() -> None:
    levels = [row["level"] for row in rows("names.csv")]
    assert len(levels) >= 120
    assert 2 * levels.count("conflicts") <= len(levels)
    assert {row["kind"] for row in rows("names.csv")} == {"name", "place"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zorane rose. Revenue rose. Officials said so.", ["Zorane"]),
        ("Revenue rose while revenue elsewhere fell.", []),
        ("British ministers met on Monday in May.", ["British"]),
        ("Campaigners cheered. Backs were turned. Forty-six left.", []),
        ("The permit is VACATED, said COLQUITT.", ["COLQUITT"]),
        ("Osei, Circuit Judge, dissented in Phase 3.", ["Osei"]),
        ("The Conservative Rob Fenn met the Dutchman.", ["Rob Fenn", "Dutchman"]),
        (
            "Karim al-Sayed wed Bríd Ní Cheallaigh and Rosa de la Cruz.",
            ["Karim al-Sayed", "Bríd Ní Cheallaigh", "Rosa de la Cruz"],
        ),
        (
            "She read Letters to Maud by the Prophets of Slate.",
            ["Letters to Maud", "Prophets of Slate"],
        ),
        (
            "Guy's Hospital is near the Hartley–Moss Airport.",
            ["Guy's Hospital", "Hartley–Moss Airport"],
        ),
        (
            "HULL (NCT) — The Food and Drug Administration sued Barlow and Sons.",
            ["HULL", "Food and Drug Administration", "Barlow and Sons"],
        ),
        ("Prime Minister Ada Marsh met Sen. Tom Reed.", ["Ada Marsh", "Tom Reed"]),
        ("Ferrotec CEO Ada Marsh bowed.", ["Ferrotec", "Ada Marsh"]),
        ("The Bank of Harrowby said so.", ["Bank of Harrowby"]),
        ("Bank of Harrowby clerks went home.", ["Bank of Harrowby"]),
        ("Pyrite 2 costs $40. In Hull 40 people came.", ["Pyrite 2", "Hull"]),
        ("The Kestrel 16's screen and the GPX-4.", ["Kestrel 16", "GPX-4"]),
        ("Ferrotec's Ada Marsh spoke.", ["Ferrotec", "Ada Marsh"]),
        ("The AI firm hired a CFO and paid in USD.", []),
        ("A Hull-based firm left the pro-Ferrotec camp.", ["Hull", "Ferrotec"]),
        ("It runs on iCrate and x86.", ["iCrate", "x86"]),
        ("“We won,” said Marsh & Dale.", ["Marsh & Dale"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert [fact.text for fact in facts(text)] == expected


def test_a_title_case_headline_is_not_one_name() -> None:
    text = (
        "Council Backs Harrowby Bridge Plan\nThe council in Harrowby backed the plan for a bridge."
    )
    headline = [fact.text for fact in facts(text) if fact.start < text.index("\n")]
    assert headline == ["Harrowby"]


@pytest.mark.parametrize(
    ("text", "name", "sort"),
    [
        ("Mr Okoro resigned.", "Okoro", "person"),
        ("Zubin Okoro, who runs it, resigned.", "Zubin Okoro", "person"),
        ("Ferrotec Ltd grew.", "Ferrotec Ltd", "organisation"),
        ("Shares in Ferrotec rose.", "Ferrotec", "organisation"),
        ("They use Feldspar chips.", "Feldspar", "product"),
        ("A fire broke out in Harrowby.", "Harrowby", "place"),
        ("The film “Cold Ferry” opened.", "Cold Ferry", "work"),
        ("It was at the Granite Summit.", "Granite Summit", "event"),
        ("Paris Okoro went home.", "Paris Okoro", "person"),
        ("Officials in Washington agreed.", "Washington", "place"),
        ("Washington said it was ready.", "Washington", "organisation"),
        ("Sarah Washington was there.", "Sarah Washington", "person"),
        ("Zorane, can you hear me?", "Zorane", "person"),
        ("Osei, Circuit Judge, dissented.", "Osei", "person"),
        ("Corran have signed a striker.", "Corran", "organisation"),
        ("Brennick Yard, the company that won, is glad.", "Brennick Yard", "organisation"),
        ("Trains between Corran and Dell are late.", "Dell", "place"),
        ("The French regulator agreed.", "French", "nationality"),
        ("They broke the Clean Rivers Act.", "Clean Rivers Act", "law"),
        ("Storm Odile passed.", "Storm Odile", "event"),
        ("The Silver Oar went to her.", "Silver Oar", "event"),
        ("HMS Larkfield sailed.", "HMS Larkfield", "product"),
        ("Cold Ferry, a novel by her aunt, won.", "Cold Ferry", "work"),
    ],
)
def test_sorts(text: str, name: str, sort: str) -> None:
    assert sorts(text)[name] == sort


def test_one_document_puts_its_own_names_together() -> None:
    text = (
        "Ines Okafor of the National Coal Trust (NCT) spoke. Okafor left early. "
        "The NCT owns the Pyrite 2 and the Pyrite. The Pyrite2 is new."
    )
    value = {fact.text: fact.value for fact in facts(text)}
    assert value["Okafor"] == value["Ines Okafor"]
    assert value["NCT"].canonical == "National Coal Trust"
    assert value["Pyrite 2"] == value["Pyrite2"]
    assert value["Pyrite"] != value["Pyrite2"]


def test_captions_without_capitals_are_searched_for_known_names() -> None:
    claim = the("Ines Okafor praised the Pyrite2 in Corran.", "Ines Okafor")
    found = sought(claim, "so doctor okafor praised it")
    assert found is not None
    assert found.text == "okafor"
    assert names.judge(claim, found)[0] is Level.CLOSE
    assert sought(claim, "so doctor okaforova praised it") is None
    assert sought(claim, "So Dr Okafor praised it.") is None


def test_a_line_in_capitals_names_what_the_text_names() -> None:
    text = "HALLOW COUNCIL BACKS FERRY TOLL\nHallow Council backed a toll on the ferry."
    assert [fact.text for fact in facts(text)] == ["HALLOW COUNCIL", "Hallow Council"]


def test_a_firm_goes_by_the_first_word_of_its_name_and_a_council_does_not() -> None:
    text = (
        "Solvane Therapeutics grew. Now Solvane shrinks. Hallow Council met. In Hallow it rained."
    )
    value = {fact.text: fact.value for fact in facts(text)}
    assert value["Solvane"] == value["Solvane Therapeutics"]
    assert value["Hallow"] != value["Hallow Council"]


def test_a_speaker_of_the_card_is_known_by_first_name() -> None:
    found = facts("Zorane, you lead a crew.", speakers=("Zorane Tighe",))
    assert found[0].value.canonical == "Zorane Tighe"


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("ada dupin", "ada dupan", Level.CLOSE),
        ("marek wieliszko", "marek velishko", Level.UNCLEAR),
        ("mark ellery", "tom ellery", Level.CONFLICTS),
        ("jk marsh", "jane katherine marsh", Level.CLOSE),
        ("fiona mcdonald", "fiona macdonald", Level.CLOSE),
        ("hale", "hall", Level.CONFLICTS),
    ],
)
def test_persons(a: str, b: str, level: Level) -> None:
    assert persons.person(a, b)[0] is level
    assert persons.person(b, a)[0] is level


def test_the_card_knows_names() -> None:
    known = sorts("Brightwell said that Zorane was ready.", speakers=("Kit Brightwell",))
    assert known["Brightwell"] == "person"


def test_a_surname_of_two_people_stays_open() -> None:
    value = {f.text: f.value for f in facts("John Reed met Jane Reed. Then Reed left.")}
    assert value["Reed"].canonical == "Reed"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Dr. Ines Okafor", "Okafor", True),
        ("Ines Okafor", "Ida Okafor", False),
        ("Granite Expo", "AWC Granite Expo 2024", True),
        ("Granite Expo 2023", "AWC Granite Expo 2024", False),
        ("Night Money", "Channel Nine's Night Money", True),
        ("Granite Expo", "Night Money", False),
        ("NCT", "National Coal Trust", True),
        ("", "Granite Expo", False),
    ],
)
def test_same(a: str, b: str, expected: bool) -> None:
    assert names.same(a, b) is expected
    assert names.same(b, a) is expected


def test_the_gazetteer_has_its_towns() -> None:
    assert gazetteer.prominence("Seattle") > 500_000
    assert gazetteer.prominence("Xi’an") > 1_000_000
    assert ("EU", "DE", "05", "frankfurt am main") in gazetteer.readings("Frankfurt am Main")


NEWS = st.lists(
    st.sampled_from(
        "The the In of and Ada Marsh Ferrotec Ltd. Leeds , . ( ) “ ” ' 's – \n NCT Pyrite 2 16 "
        "iCrate St. U.S. said who Dr. King's & - New York Ohio Mass. President AI May É ß Storm "
        "Act French al-Sayed Town COUNCIL Sons ‑ — Judge".split(" ")
    )
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), NEWS))
def test_offsets_slice_back_and_nothing_raises(text: str) -> None:
    found = facts(text)
    assert all(text[fact.start : fact.end] == fact.text and fact.text for fact in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for a in found[:6]:
        assert names.judge(a, a)[0] is Level.AGREES
        for b in found[:6]:
            assert names.judge(a, b)[0] is names.judge(b, a)[0]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_relations_are_symmetric(a: str, b: str) -> None:
    assert places.place_relation(a, b) is places.place_relation(b, a)
    assert names.same(a, b) is names.same(b, a)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), NEWS)
def test_what_is_sought_is_found_where_it_stands(name: str, text: str) -> None:
    value = names.Name(name, "unknown", frozenset({name.casefold()}))
    claim = Fact("a:0", "name", name, value, 0, len(name))
    if found := sought(claim, text.lower()):
        assert text.lower()[found.start : found.end] == found.text


JUNK = [
    "Aa–",
    "Aa & ",
    "Aa “B” ",
    "AB ",
    "A",
    "Aa ",
    "A.b",
    "A, ",
    "of the ",
    "Bank of ",
    "A'",
    "“A b ",
    "A-b",
    "U.S. ",
    "9 ",
]


@pytest.mark.parametrize("junk", [unit * (100_000 // len(unit)) for unit in JUNK], ids=JUNK)
def test_junk_takes_no_more_than_linear_time(junk: str) -> None:
    gazetteer.prominence("Seattle")
    started = time.process_time()
    mentions.runs(junk)
    facts(junk)
    assert time.process_time() - started < 5


def test_a_thousand_sentences_take_well_under_a_second() -> None:
    line = (
        "Ada Marsh{0}, the head of Ferrotec{0} Ltd, told Okoro{0} in Leeds that Pyrite {0} sold. "
    )
    parts = [line.format(n) for n in range(1000)]
    text = "".join(parts)
    source = Source("s", "report", "", text)
    gazetteer.prominence("Seattle")
    started = time.process_time()
    at = 0
    for n, part in enumerate(parts):
        assert names.find(Sentence(f"s:{n}", "s", at, at + len(part), part), source)
        at += len(part)
    assert time.process_time() - started < 5  # generous: the machine that runs this is shared
