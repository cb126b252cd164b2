"""The report page: what it shows, that it is safe, whole and readable by everybody."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from claimcheck import marks, report
from claimcheck.check import Result
from claimcheck.entailment.judged import LABELS
from claimcheck.kinds.calendar import DateSpan
from claimcheck.records import (
    Case,
    CheckError,
    Claim,
    Decision,
    Fact,
    Finding,
    Internal,
    Level,
    Outcome,
    Pair,
    Sentence,
    Source,
    Turn,
    Verdict,
    frame,
)

POLICY = (
    r"default-src 'none'; style-src 'unsafe-inline'; style-src-elem 'sha256-[\w+/]{43}='; "
    r"base-uri 'none'; form-action 'none'"
)
SENTENCES = [
    "Rita Vale said on 6 May 2023 that the Otter Bridge cost 40 million.",
    "The bridge has nine lamps.",
    "It is the ugliest bridge of all.",
    "The bridge is 90 metres long.",
]
SPOKEN = ["Good evening.", "The bridge cost 44 million, and the lamps came late."]
OUTCOMES = [
    Outcome.CONTRADICTED,
    Outcome.NOT_MENTIONED,
    Outcome.NOT_CHECKABLE,
    Outcome.SUPPORTED,
]


def split(source_id: str, texts: list[str], **said: str) -> tuple[str, list[Sentence]]:
    """A text of paragraphs with one sentence each, and the sentences."""
    out, at = [], 0
    for n, text in enumerate(texts):
        out.append(Sentence(f"{source_id}:{n}", source_id, at, at + len(text), text, **said))
        at += len(text) + 2
    return "\n\n".join(texts), out


def result(**changes: Any) -> Result:
    """A small check, made by hand."""
    article, mine = split("article", SENTENCES)
    talk, theirs = split("talk", SPOKEN, speaker="Omar Finch", time="00:12:31.000")
    turns = tuple(Turn(s.start, s.end) for s in mine)
    day = date(2024, 5, 9)
    case = Case(
        "cases/otter",
        "The Otter Bridge",
        Source("article", "article", "Bridge opens", article, day, "page", turns=turns),
        (
            Source("talk", "talk", "Opening", talk, day, "case", "Bridge day", "Lund",
                   ("Omar Finch",), url="https://example.org/talk"),
            Source("radio", "interview", "Not heard", "", date(2023, 5, 6), "case"),
        ),
        ("Share this",),
        ("article.txt: a notice",),
    )  # fmt: skip
    dated = DateSpan(date(2023, 5, 6), date(2023, 5, 6), "day")
    frames: dict[str, Any] = {
        "case": case,
        "sentences": frame(Sentence, [*mine, *theirs]),
        "claims": frame(
            Claim,
            [
                Claim(f"c{n}", s.id, s.text, n != 2, "opinion: ugly" if n == 2 else "")
                for n, s in enumerate(mine)
            ],
        ),
        "contents": pd.DataFrame(
            [(f"c{n}", s.id, s.text, s.text) for n, s in enumerate(mine)],
            columns=["claim_id", "sentence_id", "text", "content"],
        ),
        "pairs": frame(
            Pair, [Pair("c0", "talk:1", "talk", 0.71, 1), Pair("c0", "talk:0", "talk", 0.1, 2)]
        ),
        "facts": frame(Fact, [Fact("article:0", "date", "6 May 2023", dated, 18, 28)]),
        "answers": pd.DataFrame(),
        "stances": pd.DataFrame(
            [("c0", "talk", 0.1, 0.7, 0.2, "talk:1", [(0, 4, 0.2), (5, 10, 1.0)], [(0, 2, -0.6)])],
            columns=["claim_id", "source_id", *LABELS, "evidence_id", "claim_shares",
                     "evidence_shares"],
        ),
        "weighed": pd.DataFrame(),
        "findings": frame(Finding, [
            Finding("c0", "date", Level.CONFLICTS, "talk", "6 May 2023", 18, 28,
                    None, "2024-05-09", None, None, "date", "a year apart"),
            Finding("c0", "number", Level.CONFLICTS, "talk", "40 million", 56, 66,
                    "talk:1", "44 million", 31, 41, None, "44 is not 40"),
            Finding("c0", "name", Level.ABSENT, "talk", "Otter Bridge", 38, 50,
                    None, None, None, None, None, ""),
        ]),
        "verdicts": frame(Verdict, [
            Verdict(f"c{n}", o, None, f"Why {n}.") for n, o in enumerate(OUTCOMES)
        ]),
        "internal": frame(Internal, [
            Internal("number", ("40 million", "90 metres"), "they differ", ((56, 66), (145, 154)))
        ]),
        "model_name": "tiny",
        "model_sha256": "ab12",
    }  # fmt: skip
    return Result(**{**frames, **changes})


def page(**changes: Any) -> Any:
    return html.document_fromstring(report.render(result(**changes)))


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_both_spans_of_a_conflict_are_marked_under_one_number() -> None:
    card = page().get_element_by_id("claim-c0")
    [said] = [m for m in card.find_class("said")[0].iter("mark") if "40 million" in words(m)]
    [spoken] = list(card.find_class("evidence")[0].iter("mark"))
    assert said.get("class") == spoken.get("class") == "m-conflicts"
    assert said.text == "40 million"
    assert spoken.text == "44 million"
    assert [words(s) for s in said.iter("sup")] == [words(s) for s in spoken.iter("sup")]


def test_a_card_tells_who_said_it_when_and_what_the_sources_card_says() -> None:
    card = words(page().get_element_by_id("claim-c0"))
    assert "✗ contradicted" in card
    assert "Why 0." in card
    assert "card: date 9 May 2024" in card
    assert "Omar Finch" in card
    assert "00:12:31" in card
    assert "close in meaning (0.71)" in card
    assert "radio (words not at hand)" in card


def test_a_short_sentence_is_said_to_have_been_read_with_the_one_before_it() -> None:
    told = [words(item) for item in page().iter("li") if item.find("blockquote") is not None]
    after = [item for item in told if "read with the sentence before it" in item]
    assert len(told) > len(after) == 1
    assert after[0].startswith("The bridge")


def test_words_that_no_source_has_are_told_from_conflicts() -> None:
    card = page().get_element_by_id("claim-c0")
    [absent] = card.find_class("m-absent")
    assert (absent.text, absent.get("title")) == ("Otter Bridge", "name: in no source")


def test_every_sentence_of_the_article_stands_in_its_story_as_written() -> None:
    root = page()
    story = root.get_element_by_id("article")
    for hidden in [*story.find_class("hide"), *story.find_class("sign")]:
        hidden.drop_tree()
    assert [words(p) for p in story.iter("p")] == SENTENCES
    outcomes = [a.get("class").split("o-")[1] for a in story.find_class("claim")]
    assert outcomes == [o.value for o in OUTCOMES]


def test_the_matrix_has_a_cell_for_each_claim_and_source_with_its_level_in_words() -> None:
    rows = page().get_element_by_id("matrix").xpath(".//tbody/tr")
    assert [[td.get("class") for td in row.iter("td")] for row in rows] == [
        ["l-conflicts", "l-absent"],
        ["l-absent", "l-absent"],
        ["l-absent", "l-absent"],
    ]
    [first, second] = rows[0].iter("td")
    assert first.get("title") == "conflicts: “6 May 2023”, “40 million”"
    assert "not at hand" in words(second)


def test_the_timeline_says_where_the_articles_date_comes_from() -> None:
    timeline = words(page().get_element_by_id("timeline"))
    assert "date of the page, perhaps only of the viewing" in timeline
    assert "6 May 2023" in timeline


def test_nothing_is_left_out() -> None:
    root = page()
    assert "they differ" in words(root.get_element_by_id("internal"))
    rest = words(root.get_element_by_id("rest"))
    assert "Share this" in rest
    assert SENTENCES[2] in rest
    assert "article.txt: a notice" in words(root.get_element_by_id("counts"))
    assert "tiny" in words(root.find(".//footer"))
    assert "ab12" in words(root.find(".//footer"))


def test_the_page_is_self_contained() -> None:
    root = page()
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert re.fullmatch(POLICY, policy)
    assert not root.xpath("//script|//link|//iframe|//img|//object|//embed|//base")
    assert not re.search(r"url\(|@import", "".join(root.xpath("//style/text()")))
    outward = [a for a in root.iter("a") if not a.get("href").startswith("#")]
    assert {a.get("href") for a in outward} == {"https://example.org/talk"}
    assert all("noreferrer" in a.get("rel") for a in outward)


def test_the_page_can_be_read_without_eyes() -> None:
    root = page()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a[1:] for a in root.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    levels = [int(h.tag[1]) for h in root.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(th.get("scope") in ("col", "row") for th in root.iter("th"))
    assert [root.xpath(f"count(//{tag})") for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert root.get("lang") == "en"


HOSTILE = '<script>alert("x")</script><img src=x onerror=y>{{ 7*7 }}\u202eevil\x1b[2J\x00\u2066'


def hostile() -> Result:
    """A check whose every text would like to take the page over."""
    made = result()
    case = made.case
    article = replace(case.article, text=HOSTILE + case.article.text, title=HOSTILE, url=HOSTILE)
    bad = {"title": HOSTILE, "event": HOSTILE, "place": HOSTILE, "speakers": (HOSTILE,)}
    bad |= {"outlet": HOSTILE, "url": "javascript:alert(1)", "text": HOSTILE + "-" * 99}
    sources = tuple(replace(s, **bad) for s in case.sources)
    case = Case(HOSTILE, HOSTILE, article, sources, (HOSTILE,), (HOSTILE,))
    spoken = made.sentences.assign(text=HOSTILE, speaker=HOSTILE, time=HOSTILE)
    return replace(
        made,
        case=case,
        sentences=spoken,
        claims=made.claims.assign(text=HOSTILE, reason=HOSTILE),
        findings=made.findings.assign(why=HOSTILE, evidence_text=HOSTILE, claim_text=HOSTILE),
        verdicts=made.verdicts.assign(why=HOSTILE),
        model_name=HOSTILE,
    )


def test_no_text_of_a_source_becomes_markup_or_hides() -> None:
    bad = hostile()
    fragments = [report.claim_html(bad, "c0"), report.article_html(bad)]
    for text in [report.render(bad), *fragments]:
        root = html.document_fromstring(text)
        assert not root.xpath("//script|//img")
        assert not [a for a in root.xpath("//@*") if a.attrname.startswith("on")]
        assert not [h for h in root.xpath("//@href") if not h.startswith("#")]
        assert "49" not in root.xpath("string(//h1)")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert "⟦U+202E⟧" in text


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "file:///etc/passwd",
     "https://exa\u202emple.org", "http://[", " https://example.org", "HtTpS:evil", ""],
)  # fmt: skip
def test_only_whole_web_addresses_become_links(url: str) -> None:
    made = result()
    [talk, radio] = made.case.sources
    case = replace(made.case, sources=(replace(talk, url=url), radio))
    root = page(case=case)
    assert not root.xpath("//a[not(starts-with(@href, '#'))]")


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from(list(Level)))),
)
@settings(deadline=None, max_examples=200)
def test_pieces_join_to_the_text_whatever_is_marked(
    text: str, spans: list[tuple[int, int, Level]]
) -> None:
    marked = [marks.Mark(min(a, b), max(a, b), level, 1) for a, b, level in spans]
    cut = marks.pieces(text, 0, len(text), marked)
    assert "".join(piece.text for piece in cut) == text
    inside = {i for m in marked for i in range(m.start, min(m.end, len(text)))}
    assert sum(len(piece.text) for piece in cut if piece.level) == len(inside)


def test_peoples_decisions_stand_beside_the_verdict_and_stale_ones_apart() -> None:
    at = "2025-01-22T10:00:00+00:00"
    made = [
        Decision("c0", SENTENCES[0], Outcome.SUPPORTED, "Ann", "I rang them.", at),
        Decision("gone", "It fell.", Outcome.SUPPORTED, "Ann", "", at),
    ]
    root = html.document_fromstring(report.render(result(), frame(Decision, made)))
    card = words(root.get_element_by_id("claim-c0"))
    assert "✗ contradicted" in card
    assert "Ann decided on 2025-01-22: ✓ supported I rang them." in card
    assert "Stale: Ann" in words(root.get_element_by_id("counts"))


def test_a_case_without_sources_or_claims_still_gives_a_page() -> None:
    made = result()
    empty = {
        name: getattr(made, name).iloc[:0]
        for name in ("claims", "contents", "pairs", "facts", "findings", "verdicts", "internal")
    }
    case = replace(made.case, sources=(), article=replace(made.case.article, date=None))
    text = words(page(case=case, **empty))
    assert "No sentence of the article could be checked." in text
    assert "the article’s date is not known" in text
    assert "Neither the article nor a source gives a date." in text


def test_equal_results_give_equal_pages() -> None:
    assert report.render(result()) == report.render(result())


def test_a_card_for_a_notebook_brings_its_style_and_no_links_that_lead_nowhere() -> None:
    fragment = html.fragment_fromstring(report.claim_html(result(), "c0"))
    assert fragment.find(".//style") is not None
    assert not fragment.xpath(".//a")
    assert "44 million" in words(fragment)
    with pytest.raises(CheckError, match=r"claim nope: not in this result"):
        report.claim_html(result(), "nope")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    colour = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(theme: int) -> None:
    style = files("claimcheck").joinpath("templates/report.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\.cc\{(--bg:[^}]*)", style)
    colours = dict(re.findall(r"--([\w-]+):#(\w+)", blocks[theme]))
    plain = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("bg", "panel")]
    hues = ("red", "gold", "blue", "green", "purple", "grey")
    tinted = [(ink, f"{hue}-t") for hue in hues for ink in (hue, "ink")]
    both = [(hue, ground) for hue in hues for ground in ("bg", "panel")]
    for ink, ground in [*plain, *tinted, *both]:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_writing_a_page_loads_neither_a_model_nor_matplotlib() -> None:
    code = (
        "import sys, claimcheck.report as r; r.environment().get_template('report.html');"
        "print({'torch', 'transformers', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
