"""ClaimReview: persons' outcomes only, in the vocabulary's terms, with nothing guessed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from exported import decided, folder, result
from lxml import html

from claimcheck import export
from claimcheck.check import Result
from claimcheck.export.jsonld import jsonld
from claimcheck.records import NoOutcome, Outcome

AT = datetime(2025, 3, 9, 12, 30, tzinfo=UTC)
TEXT, NUMBER, URL, DATE, DATETIME = "Text", "Number", "URL", "Date", "DateTime"

# What each type may have and of which types it is: https://schema.org/ClaimReview, /Review,
# /CreativeWork, /Rating, /Claim, /Article, /Person, /Organization (read 2026-07).
VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "url": (URL,),
        "claimReviewed": (TEXT,),
        "author": ("Organization", "Person"),
        "dateCreated": (DATE, DATETIME),
        "datePublished": (DATE, DATETIME),
        "sdDatePublished": (DATE,),
        "reviewAspect": (TEXT,),
        "reviewRating": ("Rating",),
        "itemReviewed": ("Claim", "CreativeWork"),
    },
    "Rating": {
        "alternateName": (TEXT,),
        "ratingExplanation": (TEXT,),
        "ratingValue": (NUMBER, TEXT),
        "bestRating": (NUMBER, TEXT),
        "worstRating": (NUMBER, TEXT),
    },
    "Claim": {
        "text": (TEXT,),
        "author": ("Organization", "Person"),
        "datePublished": (DATE, DATETIME),
        "appearance": ("Article", "CreativeWork"),
        "firstAppearance": ("Article", "CreativeWork"),
    },
    "Article": {
        "name": (TEXT,),
        "url": (URL,),
        "datePublished": (DATE, DATETIME),
        "publisher": ("Organization", "Person"),
    },
    "Person": {"name": (TEXT,)},
    "Organization": {"name": (TEXT,)},
}
# Required by Google's "Fact check (ClaimReview) structured data"; of its recommended properties
# those that must be there here.
REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"},
    "Rating": {"alternateName"},
    "Claim": {"text"},
    "Article": {"name"},
    "Person": {"name"},
    "Organization": {"name"},
}
SHAPES = {
    TEXT: re.compile(r"(?s).*\S.*"),
    URL: re.compile(r"(https?://\S+|report\.html#claim-[0-9a-f-]+)"),
    DATE: re.compile(r"\d{4}-\d\d-\d\d"),
    DATETIME: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
}


def faults(item: Any, where: str = "") -> list[str]:
    """What of an item is not as the vocabulary has it."""
    kind = item["@type"]
    where = f"{where}{kind}"
    found = [f"{where}: lacks {name}" for name in REQUIRED[kind] - item.keys()]
    for name, value in item.items():
        if name == "@type":
            continue
        allowed = VOCABULARY[kind].get(name)
        if allowed is None:
            found.append(f"{where}: knows no {name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                fits = one["@type"] in allowed
                found += faults(one, f"{where}.{name} ")
            elif isinstance(one, (int, float)):
                fits = NUMBER in allowed
            else:
                fits = any(t in SHAPES and SHAPES[t].fullmatch(one) for t in allowed)
            found += [] if fits else [f"{where}.{name}: {one!r} is none of {allowed}"]
    if "ratingValue" in item and not item["worstRating"] <= item["ratingValue"] <= 3:
        found.append(f"{where}: ratingValue is off the scale")
    return found


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def checked(case: Path) -> Result:
    return result(case)


def written(
    checked: Result, case: Path, said: list[tuple[Any, ...]], **more: Any
) -> list[dict[str, Any]]:
    """Decide, by claim number; the items that come out."""
    claims = list(checked.claims[["id", "text"]].itertuples(index=False, name=None))
    made = decided(case, [(*claims[n], *rest) for n, *rest in said])
    paths = export.write(checked, made, "claimreview", case.parent / "out", at=AT, **more)
    told = json.loads(paths[0].read_text(encoding="utf-8"))
    assert told["@context"] == "https://schema.org"
    assert [p.name for p in paths] == ["claimreview.jsonld", "report.html", "provenance.json"]
    items: list[dict[str, Any]] = told["@graph"]
    return items


EVERY = [(n, outcome, "Ann", "Seen.") for n, outcome in enumerate(list(Outcome)[:5])]


def test_every_item_is_as_the_vocabulary_has_it(checked: Result, case: Path) -> None:
    items = written(checked, case, [*EVERY, (0, Outcome.SUPPORTED, "Ben", "")])
    assert len(items) == 5
    assert [fault for item in items for fault in faults(item)] == []


def test_the_validator_finds_what_is_wrong(checked: Result, case: Path) -> None:
    [item] = written(checked, case, EVERY[:1])
    wrong = [
        {"claimReviewed": ""},
        {"author": {"@type": "SoftwareApplication", "name": "x"}},
        {"sdDatePublished": "2025-03-09T12:30:00Z"},
        {"url": "javascript:alert(1)"},
        {"verdict": "x"},
    ]
    for change in wrong:
        with_fault = {**item, **change}
        if "author" in change:
            assert change["author"]["@type"] not in VOCABULARY["ClaimReview"]["author"]
            continue
        assert faults(with_fault), change
    assert faults({k: v for k, v in item.items() if k != "reviewRating"})


def test_only_what_persons_settled_is_published(checked: Result, case: Path) -> None:
    items = written(
        checked,
        case,
        [
            (0, Outcome.CONTRADICTED, "Ann", ""),
            (0, Outcome.CONTRADICTED, "Ben", ""),
            (1, Outcome.SUPPORTED, "Ann", ""),
            (1, Outcome.CONTRADICTED, "Ben", ""),
            (2, Outcome.SUPPORTED, "Ann", ""),
            (2, NoOutcome.ANOTHER_LOOK, "Ben", ""),
            (3, Outcome.NOT_CHECKABLE, "Ann", ""),
        ],
    )
    assert [item["claimReviewed"] for item in items] == checked.claims["text"].tolist()[:1]
    assert items[0]["author"] == [
        {"@type": "Person", "name": "Ann"}, {"@type": "Person", "name": "Ben"}
    ]  # fmt: skip


def test_the_rating_is_the_persons_in_words_and_a_number_only_where_there_is_one(
    checked: Result, case: Path
) -> None:
    said = [(n, outcome, "Ann", "") for n, outcome in enumerate(list(Outcome)[:5])]
    ratings = [item["reviewRating"] for item in written(checked, case, said)]
    told = {r["alternateName"].split(":")[0]: r.get("ratingValue") for r in ratings}
    assert told == {
        "supported": 3,
        "partly supported": 2,
        "contradicted": 1,
        "sources disagree": None,
        "not mentioned": None,
    }
    assert all("ratingExplanation" not in r for r in ratings)  # the machine's why is not Ann's


def test_what_the_case_knows_of_the_article_is_told_and_nothing_else(
    checked: Result, case: Path
) -> None:
    [item] = written(checked, case, EVERY[:1])
    outlet = {"@type": "Organization", "name": "Estuary Post"}
    assert item["itemReviewed"] == {
        "@type": "Claim",
        "text": item["claimReviewed"],
        "author": outlet,
        "datePublished": "2025-03-07",
        "appearance": {
            "@type": "Article",
            "name": checked.case.article.title,
            "url": "https://post.example/ferry",
            "datePublished": "2025-03-07",
            "publisher": outlet,
        },
    }
    assert item["sdDatePublished"] == "2025-03-09"
    assert "datePublished" not in item
    bare = replace(checked.case.article, outlet=None, url="javascript:alert(1)",
                   date=date(2025, 3, 8), date_basis="page")  # fmt: skip
    unknown = replace(checked, case=replace(checked.case, article=bare))
    (case.parent / "out").rename(case.parent / "before")
    [item] = written(unknown, case, [])
    assert item["itemReviewed"] == {
        "@type": "Claim",
        "text": item["claimReviewed"],
        "appearance": {"@type": "Article", "name": checked.case.article.title},
    }


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (None, "report.html"),
        ("https://desk.example/ferry/", "https://desk.example/ferry/report.html"),
        ("https://desk.example/check", "https://desk.example/check"),
    ],
)
def test_the_address_leads_to_the_claim_in_the_report_beside(
    url: str | None, page: str, checked: Result, case: Path
) -> None:
    items = written(checked, case, EVERY, url=url)
    report = html.document_fromstring((case.parent / "out" / "report.html").read_bytes())
    for item in items:
        there, anchor = item["url"].split("#")
        assert there == page
        words = " ".join(report.get_element_by_id(anchor).text_content().split())
        assert "decided on" in words
        assert item["reviewRating"]["alternateName"].split(":")[0] in words


def test_what_is_hostile_in_it_can_stand_in_a_script_element(checked: Result, case: Path) -> None:
    [item] = written(checked, case, [(2, Outcome.NOT_MENTIONED, "Ann", "</script><!--")])
    raw = (case.parent / "out" / "claimreview.jsonld").read_text(encoding="utf-8")
    assert not set("<>&\u202e") & set(raw)
    assert item["claimReviewed"] == checked.claims["text"][2]
    page = html.document_fromstring(f'<p><script type="application/ld+json">{raw}</script></p>')
    [script] = page.iter("script")
    assert json.loads(script.text)["@graph"] == [item]


def test_odd_characters_come_back_as_they_were() -> None:
    odd = "\u2028\u2029\x7f\x00\ud800\U000e0001&<>\u200b \U0001f6a2é\n"
    text = jsonld("https://schema.org", {"name": odd})
    assert json.loads(text)["name"] == odd
    assert all(c.isprintable() or c == "\n" for c in text)
