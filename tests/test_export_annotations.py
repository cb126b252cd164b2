"""Web Annotations: each leads back to the words that it is on, by both selectors."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exported import decided, folder, result
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import export
from claimcheck.check import Result
from claimcheck.export.annotations import _quoted
from claimcheck.records import NoOutcome, Outcome

AT = datetime(2025, 3, 9, 12, 30, tzinfo=UTC)
Json = dict[str, Any]
# https://www.w3.org/TR/annotation-model/, 3.3.5 Motivation and Purpose.
MOTIVATIONS = {"assessing", "classifying", "commenting", "describing", "linking", "questioning"}


@pytest.fixture
def checked(tmp_path: Path) -> Result:
    return result(folder(tmp_path))


@pytest.fixture
def out(checked: Result, tmp_path: Path) -> Path:
    """The exported folder."""
    claims = list(checked.claims[["id", "text"]].itertuples(index=False, name=None))
    made = decided(
        tmp_path / "ferry",
        [
            (*claims[0], Outcome.CONTRADICTED, "Ann", "</script>"),
            (*claims[1], NoOutcome.ANOTHER_LOOK, "Ben", ""),
            ("gone", "Cut.", Outcome.SUPPORTED, "Ann", ""),
        ],
    )
    folder = tmp_path / "out"
    export.write(checked, made, "annotations", folder, at=AT)
    return folder


def collection(out: Path) -> Json:
    told: Json = json.loads((out / "annotations.jsonld").read_text(encoding="utf-8"))
    return told


def items(out: Path) -> list[Json]:
    found: list[Json] = collection(out)["first"]["items"]
    return found


def places(node: Any) -> Iterator[Json]:
    """Every specific resource in an annotation, of its target and its bodies."""
    if isinstance(node, list):
        for part in node:
            yield from places(part)
    elif isinstance(node, dict):
        if node.get("type") == "SpecificResource":
            yield node
        else:
            for part in node.values():
                yield from places(part)


def selected(out: Path, place: Json) -> tuple[str, str]:
    """Select a place's words in the exported text: by position, and by quotation."""
    text = (out / place["source"]["id"]).read_bytes().decode("utf-8")
    quote, position = place["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert text.find(around, text.index(around) + 1) < 0, "found twice"
    at = text.index(around) + len(quote["prefix"])
    assert at == position["start"]
    return text[position["start"] : position["end"]], text[at : at + len(quote["exact"])]


def test_both_selectors_select_the_same_words_in_the_exported_text(
    out: Path, checked: Result
) -> None:
    found = []
    for place in places(items(out)):
        by_position, by_quotation = selected(out, place)
        assert by_position == by_quotation != ""
        found.append(by_position)
    spans = checked.findings[checked.findings["level"] != "absent"]
    assert set(found) >= {*checked.claims["text"], *spans["claim_text"], "about £4 million"}
    assert "twelve weeks" in found  # after two characters that are two units each in UTF-16


def test_the_texts_are_the_ones_that_offsets_count_in(out: Path, checked: Result) -> None:
    assert (out / "article.txt").read_bytes() == checked.case.article.text.encode()
    council = checked.sources["council"].text
    assert (out / "source-council.txt").read_bytes() == council.encode()
    assert not (out / "source-radio.txt").exists()


def test_every_annotation_is_as_the_model_has_it(out: Path) -> None:
    told = collection(out)
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert told["type"] == "AnnotationCollection" and told["first"]["type"] == "AnnotationPage"
    assert told["total"] == len(items(out))
    ids = [item["id"] for item in items(out)]
    assert len(set(ids)) == len(ids)
    for item in items(out):
        assert uuid.UUID(item["id"].removeprefix("urn:uuid:"))
        assert item["type"] == "Annotation" and item["motivation"] in MOTIVATIONS
        assert item["creator"]["type"] in ("Person", "Software")
        assert item["generated"] == "2025-03-09T12:30:00Z"
        if "created" in item:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["created"])
        assert isinstance(item["target"], dict)
        for body in item["body"]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert body["purpose"] in MOTIVATIONS
            assert body["type"] != "TextualBody" or isinstance(body["value"], str)


def test_what_is_a_persons_and_what_the_machines_is_told(out: Path, checked: Result) -> None:
    who = Counter((i["creator"]["type"], i["motivation"]) for i in items(out))
    assert who == {
        ("Software", "assessing"): len(checked.claims),
        ("Software", "linking"): 5,  # four findings that are not absent, one against itself
        ("Person", "assessing"): 1,
        ("Person", "questioning"): 1,
    }
    [ann] = [i for i in items(out) if i["creator"].get("name") == "Ann"]
    assert [b["value"] for b in ann["body"]] == ["contradicted", "</script>"]


def test_a_finding_links_the_words_of_both_sides_or_tells_the_card(out: Path) -> None:
    links = [i for i in items(out) if i["motivation"] == "linking"]
    told = [
        (i["body"][0]["value"], *(selected(out, place)[0] for place in places(i))) for i in links
    ]
    assert ("conflicts", "twelve weeks", "ten weeks") in told
    assert ("conflicts", "£4 million", "£4 million") in told  # the article against itself
    [card] = [i for i in links if i["body"][0]["value"] == "unclear"]
    assert card["body"][2]["value"] == "radio: date 2025-03-05"


def test_the_page_that_a_text_is_from_is_told_where_it_is_known(out: Path) -> None:
    sources = {p["source"]["id"]: p["source"] for p in places(items(out))}
    assert sources["article.txt"]["dcterms:source"] == {"id": "https://post.example/ferry"}
    assert "dcterms:source" not in sources["source-council.txt"]


def test_hostile_words_can_stand_in_a_page(out: Path) -> None:
    raw = (out / "annotations.jsonld").read_text(encoding="utf-8")
    assert not set("<>&\u202e") & set(raw)


@given(st.text(alphabet="ab \n", min_size=1, max_size=200), st.data())
def test_a_quotation_is_found_once_however_often_words_repeat(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = _quoted(text, start, end)
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert text.index(around) + len(quote["prefix"]) == start
    assert text.find(around, text.index(around) + 1) < 0
    assert quote["exact"] == text[start:end]
