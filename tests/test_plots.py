"""The pictures of a check, the frames behind them, and the axis of days."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import plots
from claimcheck.check import Result
from claimcheck.kinds.calendar import DateSpan
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
    rows, columns = made.claims["id"].tolist(), [s for s in made.sentences["id"] if "talk" in s]
    values = np.linspace(0, 1, len(rows) * len(columns)).reshape(len(rows), len(columns))
    return pd.DataFrame(values, index=rows, columns=columns)


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


def figures(made: Result) -> dict[str, Any]:
    return {
        "map": plots.similarity_map(similarities(made), made),
        "why": plots.why_kinds(made),
        "timeline": plots.timeline(made),
        "matrix": plots.matrix(made),
    }


@pytest.mark.parametrize(
    "name, told",
    [
        ("map", "Heat map of 5 claims by 6 sentences of 1 sources"),
        ("why", "1 contradicted at 0.83, 4 supported at 0.8"),
        ("timeline", "Timeline of 4 dates from 1887-01-01 to 2024-03-01: article 2024-03-01, 1887"),
        ("matrix", "5 claims by 2 sources: 1 agrees, 2 close, 1 unclear, 1 conflicts, 5 silent"),
    ],
)
def test_a_picture_is_drawn_alike_each_time_and_says_in_words_what_it_shows(
    name: str, told: str
) -> None:
    first, second = figures(result())[name], figures(result())[name]
    assert told in repr(first)
    assert repr(first) == repr(second)
    assert first._repr_png_() == second._repr_png_()
    assert first._repr_png_().startswith(b"\x89PNG")


def test_a_map_of_sixty_claims_by_four_hundred_sentences_stays_legible() -> None:
    made = result(60, 400)
    figure = plots.similarity_map(similarities(made), made)
    figure.draw_without_rendering()
    labels = figure.axes[0].get_yticklabels()
    assert len(labels) == 60
    boxes = [label.get_window_extent() for label in labels]
    assert all(a.y0 >= b.y1 - 1 for a, b in itertools.pairwise(boxes))
    assert all(box.x0 >= 0 for box in boxes)
    assert min(label.get_fontsize() for label in labels) >= 7


def test_a_result_without_claims_or_dates_is_drawn_too() -> None:
    made = result()
    article = replace(made.case.article, date=None)
    empty = replace(
        made,
        case=replace(made.case, sources=(), article=article),
        claims=made.claims.iloc[:0],
        contents=made.contents.iloc[:0],
        pairs=made.pairs.iloc[:0],
        facts=made.facts.iloc[:0],
        findings=made.findings.iloc[:0],
        verdicts=made.verdicts.iloc[:0],
    )
    for figure in (plots.timeline(empty), plots.matrix(empty), plots.why_kinds(empty)):
        assert figure._repr_png_()


def test_similarities_of_another_model_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        sha256 = "cd34"

        def __init__(self, model: str | None) -> None: ...

    monkeypatch.setattr(plots, "Encoder", Other)
    with pytest.raises(CheckError, match="made with tiny"):
        plots.similarity_frame(result())


def test_a_claim_is_as_near_as_its_text_or_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        sha256 = "ab12"

        def __init__(self, model: str | None) -> None: ...

        def encode(self, texts: list[str]) -> Any:
            directions = {"said": [1.0, 0.0], "whole": [0.6, 0.8]}
            return np.array([directions.get(t, [0.0, 1.0]) for t in texts], dtype=np.float32)

    monkeypatch.setattr(plots, "Encoder", Fake)
    made = result(2, 1)
    made = replace(made, contents=made.contents.assign(text="whole", content="said"))
    spoken = made.sentences.assign(text=["", "", "said"])
    table = plots.similarity_frame(replace(made, sentences=spoken))
    assert table.shape == (2, 1)
    assert table.loc["c0", "talk:0"] == 1.0


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
    assert all(b - a >= 0.1 for a, b in itertools.pairwise(ticks))


def test_only_long_empty_stretches_are_cut() -> None:
    near = [date(2024, 5, d) for d in range(1, 20)]
    assert not time_scale((d, d) for d in near).breaks
    assert len(time_scale((d, d) for d in [date(1950, 1, 1), *near]).breaks) == 1


def test_pictures_need_no_pyplot_and_the_frames_no_matplotlib() -> None:
    code = (
        "import sys, claimcheck.plots as p; print('matplotlib' in sys.modules);"
        "p._figure_type(); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
