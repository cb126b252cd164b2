"""The pictures of a check, the frames behind them, and the axis of days."""

from __future__ import annotations

import base64
import html
import itertools
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from colour_vision import EYES, contrast, difference, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import check, plots
from claimcheck.check import Result
from claimcheck.kinds.calendar import DateSpan
from claimcheck.plots import look, nearness
from claimcheck.records import (
    Case,
    CheckError,
    Claim,
    Fact,
    Finding,
    Internal,
    Level,
    Outcome,
    Pair,
    Sentence,
    Source,
    Verdict,
    frame,
)
from claimcheck.timescale import time_scale

ROOT = Path(__file__).parents[1]
LEVELS = [Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.CONFLICTS, Level.ABSENT]


def result(claims: int = 5, spoken: int = 6) -> Result:
    """A check made by hand: claim n has one fact, which stands at the nth level to the talk."""
    mine = [f"The mill at Holt has {n} wheels of costly £ and $ oak." for n in range(claims)]
    theirs = [f"Mill number {n} stands at Holt." for n in range(spoken)]
    rows = [
        Sentence(f"{source}:{n}", source, 60 * n, 60 * n + len(text), text)
        for source, texts in (("article", mine), ("talk", theirs))
        for n, text in enumerate(texts)
    ]
    day = date(2024, 3, 1)
    span = DateSpan(date(1887, 1, 1), date(1887, 12, 31), "year")
    talk = Source("talk", "talk", "A talk", "; ".join(theirs), date(2023, 2, 1), "case")
    unheard = Source("radio", "interview", "On the air", "")
    case = Case("mill", "The mill", Source("article", "article", "", "", day, "page"),
                (talk, unheard))  # fmt: skip
    findings = [
        Finding(f"c{n}", "number", LEVELS[n % 5], "talk", str(n), 0, 1,
                "talk:0", "7", 0, 1, None, "")
        for n in range(claims)
    ]  # fmt: skip
    outcomes = [Outcome.CONTRADICTED if n % 5 == 3 else Outcome.SUPPORTED for n in range(claims)]
    return Result(
        case=case,
        sentences=frame(Sentence, rows),
        claims=frame(
            Claim, [Claim(f"c{n}", f"article:{n}", t, True, "") for n, t in enumerate(mine)]
        ),
        contents=pd.DataFrame(
            {
                "claim_id": [f"c{n}" for n in range(claims)],
                "sentence_id": [f"article:{n}" for n in range(claims)],
                "text": mine,
                "content": mine,
            }
        ),
        pairs=frame(
            Pair,
            [Pair(f"c{n}", "talk:0", "talk", round(0.8 + n / 100, 2), 1) for n in range(claims)],
        ),
        facts=frame(
            Fact,
            [
                Fact("article:0", "date", "in 1887", span, 0, 7),
                Fact("talk:0", "date", "in 1887", span, 0, 7),
                Fact("talk:1", "date", "elsewhere", span, 0, 7),
            ],
        ),
        answers=pd.DataFrame(),
        stances=pd.DataFrame(),
        weighed=pd.DataFrame(),
        findings=frame(Finding, findings),
        verdicts=frame(Verdict, [Verdict(f"c{n}", o, None, "") for n, o in enumerate(outcomes)]),
        internal=frame(Internal, []),
        model_name="tiny",
        model_sha256="ab12",
    )


def similarities(made: Result) -> pd.DataFrame:
    theirs = made.sentences["source_id"] != "article"
    rows = made.claims.loc[made.claims["checkable"], "id"].tolist()
    columns = made.sentences.loc[theirs, "id"].tolist()
    values = np.random.default_rng(7).beta(2, 6, (len(rows), len(columns)))
    return pd.DataFrame(values, index=rows, columns=columns)


def large(
    claims: int = 60,
    spoken: int = 400,
    sources: int = 6,
    days: Sequence[date] = (),
    own: bool = True,
    levels: Sequence[Level] = LEVELS,
) -> Result:
    """An invented check of any size, alike each time; ``own``: its documents have dates."""
    random = np.random.default_rng(11)
    article = [f"Pump {n} at Holt moved {7 * n} tons of “grey” clay ($ or £) in one wet week."
               for n in range(claims)]  # fmt: skip
    ids = [f"{('talk', 'hearing', 'wire')[n % 3]}-{n}" for n in range(sources)]
    shares = np.sort(random.integers(min(spoken, 1), spoken + 1, max(sources - 1, 0)))
    sizes = dict(zip(ids, np.diff([0, *shares, spoken]).tolist(), strict=False))
    ours = [Sentence(f"article:{n}", "article", 80 * n, 80 * n + 70, t)
            for n, t in enumerate(article)]  # fmt: skip
    theirs = [Sentence(f"{s}:{n}", s, 40 * n, 40 * n + 30, f"Pump {n} at Holt was heard of.")
              for s, size in sizes.items() for n in range(size)]  # fmt: skip
    cards = [Source(s, "talk", s, "word " * 8 * size, date(2025, 1, 1 + n % 28) if own else None)
             for n, (s, size) in enumerate(sizes.items())]  # fmt: skip
    near = [(n, theirs[at]) for n in range(claims if theirs else 0)
            for at in random.choice(len(theirs), min(8, len(theirs)), replace=False)]  # fmt: skip
    found = [
        Finding(f"c{n}", "date", levels[random.integers(len(levels))], said.source_id, str(n),
                80 * n, 80 * n + 3, said.id, "7", said.start, said.start + 3, None, "")
        for n, said in near
    ] + [
        Finding(f"c{n}", "place", levels[0], said.source_id, "Holt", 80 * n + 20, 80 * n + 24,
                None, "Holt", None, None, "place", "")
        for n, said in near[::8]
    ]  # fmt: skip
    facts, stated = dated(days, ours, theirs)
    source = Source("article", "article", "", "; ".join(article),
                    date(2025, 1, 22) if own else None, "page")  # fmt: skip
    names, outcomes = [f"c{n}" for n in range(claims)], [*Outcome][:5]
    of_sentence = {"claim_id": names, "sentence_id": [s.id for s in ours]}
    pairs = [Pair(f"c{n}", said.id, said.source_id, 0.9, 1) for n, said in near] + stated
    return replace(
        result(),
        case=Case("pumps", "The pumps", source, tuple(cards)),
        sentences=frame(Sentence, [*ours, *theirs]),
        claims=frame(Claim, [Claim(f"c{n}", s.id, s.text, True, "") for n, s in enumerate(ours)]),
        contents=pd.DataFrame({**of_sentence, "text": article, "content": article}),
        pairs=frame(Pair, pairs),
        facts=frame(Fact, facts),
        findings=frame(Finding, found),
        verdicts=frame(
            Verdict, [Verdict(c, outcomes[n % 5], None, "") for n, c in enumerate(names)]
        ),
    )


def dated(
    days: Sequence[date], ours: Sequence[Sentence], theirs: Sequence[Sentence]
) -> tuple[list[Fact], list[Pair]]:
    """A date a day, by turns in the article's words and in a source's, of every precision."""
    facts, pairs = [], []
    for n, day in enumerate(days):
        side = ours if n % 2 or not theirs else theirs
        said, long = side[n % len(side)], (0, 6, 30, 364)[n % 4]
        bound = ("", "", "since", "until")[n // 4 % 4]
        precision = ("day", "week", "month", "year")[n % 4]
        span = DateSpan(day, day + timedelta(long), precision, bound=bound)
        facts.append(Fact(said.id, "date", f"on day {n}", span, said.start, said.start + 3))
        pairs.append(Pair("c0", said.id, said.source_id, 0.9, 1))
    return facts, pairs


FORTY = [date(1890 + 135 * n // 40, 1 + n % 12, 1 + n % 28) for n in range(40)]
THREE = [date(2025, 1, day) for day in (20, 21, 22)]
CASES = {
    "by hand": lambda: result(),
    "large": lambda: large(days=FORTY),
    "one source, no date": lambda: large(5, 12, 1, own=False),
    "thirty sources": lambda: large(20, 300, 30, days=THREE),
    "thirty sources, many claims": lambda: large(60, 400, 30, days=FORTY * 3),
    "no source": lambda: large(5, 0, 0),
    "no source speaks": lambda: large(5, 0, 4),
    "nothing in conflict": lambda: large(12, 60, 3, levels=[Level.AGREES, Level.CLOSE]),
    "no claim": lambda: unchecked(large(4, 30, 2)),
    "nothing": lambda: unchecked(large(1, 0, 0, own=False)),
    "three days": lambda: large(6, 20, 2, days=THREE),
    "a hundred and thirty years": lambda: large(30, 60, 4, days=FORTY),
    "odd names": lambda: renamed(large(8, 60, 4, days=THREE)),
}


def unchecked(made: Result) -> Result:
    """The same, without a claim that can be checked."""
    return replace(
        made,
        claims=made.claims.assign(checkable=False),
        findings=made.findings.iloc[:0],
        verdicts=made.verdicts.assign(outcome=Outcome.NOT_CHECKABLE.value),
    )


def renamed(made: Result) -> Result:
    """The same, with a name that is long, hidden letters, and what looks like a formula."""
    odd = {"talk-0": "$x^2$-the-recording-of-the-whole-long-hearing", "hearing-1": "a\u202eb\u200b",
           "wire-2": "\\frac{1}$"}  # fmt: skip
    words = made.claims["text"].str.replace("clay", "\u202eclay 🚢 北京")
    sources = [replace(s, id=odd.get(s.id, s.id)) for s in made.case.sources]
    return replace(
        made,
        case=replace(made.case, sources=tuple(sources)),
        sentences=made.sentences.replace({"source_id": odd}),
        pairs=made.pairs.replace({"source_id": odd}),
        findings=made.findings.replace({"source_id": odd}),
        claims=made.claims.assign(text=words),
    )


def test_a_cell_of_the_matrix_has_the_level_of_its_findings() -> None:
    table = plots.matrix_frame(result())
    talk = table[table["source_id"] == "talk"]
    assert talk["level"].tolist() == [
        Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.CONFLICTS, Level.CLOSE,
    ]  # fmt: skip
    assert talk["why"].iloc[3] == "conflicts: “3”"
    radio = table[table["source_id"] == "radio"]
    assert set(radio["level"]) == {Level.ABSENT}
    assert set(radio["why"]) == {"its words are not at hand"}


def test_a_source_that_shares_no_more_than_a_name_is_silent() -> None:
    made = result()
    far = replace(made, pairs=made.pairs.assign(similarity=-0.5))
    assert plots.matrix_frame(far)["level"].iloc[0] == Level.ABSENT
    unspoken = made.verdicts.assign(outcome=Outcome.NOT_MENTIONED.value)
    assert plots.matrix_frame(replace(made, verdicts=unspoken))["level"].iloc[0] == Level.ABSENT


def test_the_timeline_has_the_documents_dates_and_those_near_the_claims() -> None:
    table = plots.timeline_frame(result())
    assert table[["source_id", "origin", "text", "edtf", "basis"]].values.tolist() == [
        ["article", "document", "2024-03-01", "2024-03-01", "page"],
        ["article", "words", "in 1887", "1887", None],
        ["talk", "document", "2023-02-01", "2023-02-01", "case"],
        ["talk", "words", "in 1887", "1887", None],
    ]
    assert table["claim_id"].tolist()[1] == "c0"


def test_nearness_is_told_by_verdict() -> None:
    table = plots.why_kinds_frame([result(), result()])
    assert len(table) == 10
    assert table.loc[table["outcome"] == Outcome.CONTRADICTED, "similarity"].tolist() == [0.83] * 2


DRAWN: dict[str, Callable[[Result], Any]] = {
    "matrix": plots.matrix,
    "map": lambda made: plots.similarity_map(similarities(made), made),
    "why": plots.why_kinds,
    "timeline": plots.timeline,
    "places": plots.evidence_places,
    "coverage": plots.coverage,
}


@pytest.mark.parametrize(
    "name, told",
    [
        ("map", "Heat map of 5 claims by 6 sentences of 1 source. "),
        ("why", "1 contradicted at 0.83, 4 supported at 0.8"),
        ("timeline", "Timeline of 4 dates, 1 January 1887 to 1 March 2024. Own dates: article 1"),
        (
            "matrix",
            "5 claims by 2 sources: 1 in agreement, 2 close, 1 unclear, 1 in conflict, 5 silent",
        ),
        (
            "places",
            "on 5 claims lies at 1 sentence of 1 source: 1 in agreement, 2 close, 1 unclear, 1",
        ),
        ("coverage", "Of 5 claims: talk speaks to 5, 1 of 6 sentences used. Words not at hand: ra"),
    ],
)
def test_a_picture_is_drawn_alike_each_time_and_says_in_words_what_it_shows(
    name: str, told: str
) -> None:
    first, second = DRAWN[name](result()), DRAWN[name](result())
    assert told in first.words
    assert repr(first) == repr(second) == first.words
    assert first._repr_png_() == second._repr_png_()
    assert first._repr_png_().startswith(b"\x89PNG")


def written(figure: Any) -> list[tuple[str, Any]]:
    """Every text that a picture shows, and the box that it takes."""
    from matplotlib.text import Text

    figure.draw_without_rendering()
    hidden = set()  # names of ticks that are beyond the axis, or of an axis that isn't drawn
    for axes, axis in ((a, b) for a in figure.axes for b in (a.xaxis, a.yaxis)):
        drawn = {*axis._update_ticks()} if axes.axison else set()
        beyond = {*axis.majorTicks, *axis.minorTicks} - drawn
        hidden |= {label for tick in beyond for label in (tick.label1, tick.label2)}
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return [(t.get_text(), Text.get_window_extent(t)) for t in texts if t not in hidden]


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("case", CASES)
def test_no_two_texts_of_a_picture_overlap_and_none_is_cut(case: str, name: str) -> None:
    figure = DRAWN[name](CASES[case]())
    assert figure.words.endswith(".")
    texts = written(figure)
    assert texts
    whole = figure.bbox.padded(1)
    for text, box in texts:
        assert whole.x0 <= box.x0 and box.x1 <= whole.x1, text
        assert whole.y0 <= box.y0 and box.y1 <= whole.y1, text
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 1.5 or down < 2.5, (one, other)


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_of_sixty_claims_by_four_hundred_sentences_takes_about_a_second(
    name: str,
) -> None:
    made = large(days=FORTY)
    plots.matrix(result())._repr_png_()  # matplotlib is loaded
    began = time.process_time()
    DRAWN[name](made)._repr_png_()
    assert time.process_time() - began < 1.5  # 0.9 measured at most, on a busy machine


def test_what_cannot_be_drawn_is_said_in_words() -> None:
    nothing = CASES["nothing"]()
    for name, words in {
        "matrix": "No conflict matrix: this case has no source to check against.",
        "map": "No heat map: this case has no claim that can be checked.",
        "why": "No claim is supported or contradicted, so there is nothing to compare.",
        "timeline": "No timeline: no document has a date, and none is stated on a claim.",
        "places": "No evidence to place: this case has no source.",
        "coverage": "No coverage to show: this case has no source.",
    }.items():
        figure = DRAWN[name](nothing)
        assert figure.words == words
        assert [text for text, _ in written(figure)] == [words]
        assert figure._repr_png_()


@pytest.mark.parametrize("eyes", EYES)
def test_levels_are_told_apart_by_every_kind_of_eyes(eyes: str) -> None:
    colours = [seen(colour, eyes) for colour in plots.COLOURS.values()]
    assert min(difference(a, b) for a, b in itertools.combinations(colours, 2)) > 15
    assert min(contrast(colour) for colour in plots.COLOURS.values()) >= 3
    assert min(contrast(colour, look.GROUND) for colour in plots.COLOURS.values()) >= 3


def test_colour_differences_are_those_of_the_paper() -> None:
    """Pairs 1, 20 and 34 of the table in Sharma, Wu & Dalal 2005."""
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (50, 1.8634, 0.5757)) == pytest.approx(1.0, abs=1e-4)
    dark = difference((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514))
    assert dark == pytest.approx(0.9082, abs=1e-4)


def test_no_level_is_told_by_colour_alone() -> None:
    for signs in (look.SIGNS, look.OUTCOME_SIGNS, look.SHAPES, look.HATCHES):
        assert len(set(signs.values())) == len(signs)


@pytest.mark.parametrize("case", CASES)
def test_the_frames_tell_the_same_story(case: str) -> None:
    made = CASES[case]()
    cells, places = plots.matrix_frame(made), plots.evidence_places_frame(made)
    covered = plots.coverage_frame(made)
    key = ["claim_id", "source_id"]
    told = cells[cells["level"] != Level.ABSENT]
    assert {*told[key].itertuples(index=False)} == {*places[key].itertuples(index=False)}
    assert covered["source_id"].tolist() == [s.id for s in made.case.sources]
    levels = ["agrees", "close", "unclear", "conflicts"]
    assert (covered[levels].sum(axis=1) == covered["claims"]).all()
    assert (covered["claims"] + covered["silent"] == made.claims["checkable"].sum()).all()
    assert covered["claims"].sum() == len(told)
    assert (covered["used"] <= covered["sentences"]).all()
    assert covered["share"].dropna().between(0, 1).all()
    assert places["place"].dropna().between(0, 1).all()
    assert places["place"].isna().equals(places["field"].notna())
    for table in (cells, places):
        assert list(table["number"]) == [int(c[1:]) + 1 for c in table["claim_id"]]


def test_a_place_has_the_worst_of_its_findings_and_a_card_has_none() -> None:
    made = result()
    worse = made.findings.iloc[[3]].assign(claim_id="c0")
    card = made.findings.iloc[[0]].assign(
        evidence_id=None, evidence_start=None, evidence_end=None, evidence_field="place"
    )
    table = plots.evidence_places_frame(
        replace(made, findings=pd.concat([made.findings, worse, card], ignore_index=True))
    )
    first = table[table["claim_id"] == "c0"]
    assert first["level"].tolist() == ["conflicts", "agrees"]
    assert first["evidence_id"].tolist()[0] == "talk:0"
    assert first["field"].tolist()[1] == "place"
    assert (first["start"].tolist()[0], first["end"].tolist()[0]) == (0, 29)
    assert first["place"].tolist()[0] == pytest.approx(14.5 / len(made.case.sources[0].text))


def test_a_date_has_the_worst_level_of_what_it_was_compared_with() -> None:
    made = result()
    compared = made.findings.iloc[[3]].assign(kind="date", claim_id="c0")
    table = plots.timeline_frame(replace(made, findings=compared))
    assert table["level"].tolist() == [None, "conflicts", None, "conflicts"]
    card = compared.assign(evidence_id=None, evidence_start=None, evidence_field="date")
    table = plots.timeline_frame(replace(made, findings=card))
    assert table["level"].tolist() == [None, "conflicts", "conflicts", None]


def test_a_notebook_gets_the_picture_and_under_it_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.publish_display_data", lambda *a: shown.append(a))
    figure = plots.matrix(renamed(large(8, 60, 4)))
    figure._ipython_display_()
    [(picture, told), (words,)] = shown
    assert base64.b64decode(picture["image/png"]) == figure._repr_png_()
    assert picture["text/plain"] == words["text/plain"] == figure.words
    assert told["image/png"]["alt"] == figure.words
    assert html.escape(figure.words) in words["text/html"]
    assert "mathjax_ignore" in words["text/html"]
    assert "\u202e" not in figure.words


def test_without_matplotlib_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look._figure_type.cache_clear()
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(CheckError, match=r"pip install 'claimcheck\[notebooks\]'"):
        plots.matrix(result())
    assert not plots.matrix_frame(result()).empty


@given(st.lists(st.floats(0, 10), min_size=1, max_size=30), st.floats(0.01, 3))
def test_names_are_moved_apart_and_stay_in_order(places: list[float], apart: float) -> None:
    places.sort()
    moved = look.spread(places, apart, 0, 10)
    room = min(apart, 10 / max(len(places) - 1, 1))
    assert all(b - a >= room - 1e-6 for a, b in itertools.pairwise(moved))
    assert moved[0] >= -1e-6 and moved[-1] <= 10 + 1e-6
    if all(b - a >= room for a, b in itertools.pairwise(places)) and places[-1] <= 10:
        assert moved == pytest.approx(places, abs=1e-6)


def test_similarities_of_another_model_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        sha256 = "cd34"

        def __init__(self, model: str | None) -> None: ...

    monkeypatch.setattr(nearness, "Encoder", Other)
    with pytest.raises(CheckError, match="made with tiny"):
        plots.similarity_frame(result())


def test_a_claim_is_as_near_as_its_text_or_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        sha256 = "ab12"

        def __init__(self, model: str | None) -> None: ...

        def encode(self, texts: list[str]) -> Any:
            directions = {"said": [1.0, 0.0], "whole": [0.6, 0.8], "said Yes.": [0.8, 0.6]}
            return np.array([directions.get(t, [0.0, 1.0]) for t in texts], dtype=np.float32)

    monkeypatch.setattr(nearness, "Encoder", Fake)
    made = result(2, 2)
    made = replace(made, contents=made.contents.assign(text="whole", content="said"))
    spoken = made.sentences.assign(text=["", "", "said", "Yes."])
    table = plots.similarity_frame(replace(made, sentences=spoken))
    assert table.shape == (2, 2)
    assert table.loc["c0", "talk:0"] == 1.0
    assert table.loc["c0", "talk:1"] == pytest.approx(0.96)  # read with what stands before it


@pytest.mark.slow
def test_the_map_has_the_similarities_of_the_check() -> None:
    made = check(ROOT / "data" / "cases" / "island-ferry")
    asked = made.pairs[made.pairs["claim_id"].isin(made.claims.query("checkable")["id"])]
    table = plots.similarity_frame(made)
    near = [table.loc[pair.claim_id, pair.evidence_id] for pair in asked.itertuples()]
    assert near == pytest.approx(asked["similarity"].tolist(), abs=1e-3)


def test_long_names_that_differ_in_their_last_letters_stay_apart() -> None:
    days = [f"minutes-of-the-council-of-the-town-2024-01-{n:02}" for n in range(1, 31)]
    made = large(4, 60, 30)
    sources = [replace(s, id=day) for s, day in zip(made.case.sources, days, strict=True)]
    old = dict(zip((s.id for s in made.case.sources), days, strict=True))
    made = replace(
        made,
        case=replace(made.case, sources=tuple(sources)),
        sentences=made.sentences.replace({"source_id": old}),
        pairs=made.pairs.replace({"source_id": old}),
        findings=made.findings.replace({"source_id": old}),
    )
    for draw in (plots.matrix, plots.evidence_places, plots.coverage):
        shown = [text for text, _ in written(draw(made)) if text.startswith("minutes")]
        assert len(shown) == len(set(shown)) == 30
    owned = [n for n, day in enumerate(days) if (made.sentences["source_id"] == day).any()]
    drawn = [text for text, _ in written(DRAWN["map"](made)) if text.startswith("minutes")]
    assert len(drawn) == len(set(drawn)) == len(owned)


def test_sources_with_as_many_conflicts_are_all_named() -> None:
    worst = [Level.CONFLICTS]
    assert "Most conflicts: talk, with 1." in plots.matrix(result()).words
    assert re.search(
        r"Most conflicts: .+, .+, with \d+ each\.", plots.matrix(large(1, 8, 8, levels=worst)).words
    )


def test_a_date_open_to_a_side_says_so_in_words_too() -> None:
    made = result()
    span = DateSpan(date(1887, 1, 1), date(1887, 12, 31), "year", bound="since")
    compared = made.findings.iloc[[3]].assign(kind="date", claim_id="c0")
    facts = made.facts.assign(value=[span] * len(made.facts))
    drawn = plots.timeline(replace(made, findings=compared, facts=facts))
    assert "In conflict: article from 1887 on, talk from 1887 on." in drawn.words
    assert "✗ from 1887 on" in [text for text, _ in written(drawn)]


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(st.tuples(days, st.integers(0, 900)), min_size=1, max_size=20))
@settings(deadline=None, max_examples=200)
def test_order_is_true_on_the_axis_of_days(given_days: list[tuple[date, int]]) -> None:
    spans = [(day, day + timedelta(min(n, (date.max - day).days))) for day, n in given_days]
    scale = time_scale(spans)
    ordered = sorted({day for span in spans for day in span})
    places = [scale.at(day) for day in ordered]
    assert all(a < b for a, b in itertools.pairwise(places))
    assert places[0] >= 0
    assert scale.at(ordered[-1], end=True) <= 1
    ticks = [place for place, _ in scale.ticks(0.1)]
    assert all(b - a > 0.1 - 1e-9 for a, b in itertools.pairwise(ticks))


def test_only_long_empty_stretches_are_cut() -> None:
    near = [date(2024, 5, d) for d in range(1, 20)]
    assert not time_scale((d, d) for d in near).breaks
    assert len(time_scale((d, d) for d in [date(1950, 1, 1), *near]).breaks) == 1


def test_an_axis_of_few_days_names_days_and_one_of_many_years_round_ones() -> None:
    days = time_scale((day, day) for day in THREE)
    assert [name for _, name in days.ticks(0.2)] == ["20 Jan", "21 Jan", "22 Jan"]
    years = [name for _, name in time_scale((day, day) for day in FORTY).ticks()]
    assert years == ["1900", "1920", "1940", "1960", "1980", "2000"]


def test_pictures_need_no_pyplot_and_the_frames_no_matplotlib() -> None:
    code = (
        "import sys, claimcheck.plots as p; print('matplotlib' in sys.modules);"
        "p.look._figure_type(); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
