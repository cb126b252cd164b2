"""Which fact answers which: the features, the weights, and that a right candidate comes first."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import groupby

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import claims, compare, sentences, slots
from claimcheck.records import Source

# What `slots.FEATURES` says of each feature that is no plain yes or no.
RANGES = {
    "context": (-1, 1),
    "words": (0, 1),
    "sentence": (-1, 1),
    "rival": (-1, 1),
    "mutual": (-1, 1),
    "lead": (-2, 0),
    "anchors": (0, 2),
    "counted": (-1, 1),
    "apart": (0, 4),
}
GROUPS = {"date", "hedge", "name", "negation", "number"}


def answers(claim: str, *texts: str, alike: float = 0.6, seed: int | None = None) -> pd.DataFrame:
    """Score a claim's facts beside those of some sources, without the model.

    Every sentence is as much alike, and every fact means the same, or anything by a seed: what
    tells candidates apart is their words and values.
    """
    article = Source("article", "article", "", claim)
    given = {f"s{n}": Source(f"s{n}", "report", "", text) for n, text in enumerate(texts)}
    own, *theirs = (sentences.split(s) for s in (article, *given.values()))
    spoken = pd.concat(theirs, ignore_index=True)
    every = pd.concat([own, spoken], ignore_index=True)
    sources = {"article": article, **given}
    asked = claims.extract(own, article)
    near = (
        asked[["id"]]
        .rename(columns={"id": "claim_id"})
        .merge(spoken[["id", "source_id"]].rename(columns={"id": "evidence_id"}), how="cross")
        .assign(similarity=alike)
    )
    facts = compare.find(every, sources, quoted=False)
    vectors = np.ones((len(facts), 4))
    if seed is not None:
        vectors = np.random.default_rng(seed).normal(size=vectors.shape)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    stated = facts.iloc[:0]
    return compare.answer(asked, near, every, facts, vectors, stated, sources)


@pytest.mark.parametrize(
    ("claim", "source", "ours", "right", "wrong"),
    [
        (
            "The depot repaired 40 trams in the spring.",
            "The depot repaired 35 trams. A canteen at the gate seats 60 people.",
            "40",
            "35",
            "60",
        ),
        (
            "The clinic treated 900 patients and hired 12 nurses.",
            "The clinic treated 700 patients and hired 15 nurses.",
            "12",
            "15",
            "700",
        ),
        (
            "The orchestra was founded in 1921 and first toured abroad in 1934.",
            "The orchestra was founded in 1923. It first toured abroad in 1936.",
            "1934",
            "1936",
            "1923",
        ),
        (
            "The grant for the library came to £4 million.",
            "The grant for the library came to £4.2 million. A ferry was sold for £6 million.",
            "£4 million",
            "£4.2 million",
            "£6 million",
        ),
        (
            "The bill passed in Lund and the mayor, Ida Brandt, signed it on 4 May 2021.",
            "The mayor signed the bill on 6 May 2021. The mayor was born on 9 June 1971.",
            "4 May 2021",
            "6 May 2021",
            "9 June 1971",
        ),
        (
            "Rainfall in the valley fell by 30% last year.",
            "Rainfall in the valley fell by 20%. Bread cost 7% more in town.",
            "30%",
            "20%",
            "7%",
        ),
        (
            "Rainfall in the valley fell by 30% last year.",
            "Rainfall in the valley fell by 20%. Bread cost 3% more in town.",
            "30%",
            "20%",
            "3%",
        ),
    ],
)
def test_the_right_candidate_outscores_the_wrong_one(
    claim: str, source: str, ours: str, right: str, wrong: str
) -> None:
    table = answers(claim, source)
    mine = table[table["claim_text"].str.contains(ours, regex=False)]
    score = mine.groupby("evidence_text")["score"].max()
    [good] = [score[t] for t in score.index if right in t]
    assert all(good > score[t] for t in score.index if wrong in t)
    assert all(good > score[t] for t in score.index if right not in t)


def test_the_more_alike_two_sentences_are_the_likelier_their_facts_answer() -> None:
    scores = [
        answers("The depot has 40 trams.", "It has 35 trams.", alike=x)["score"].tolist()
        for x in (0.1, 0.5, 0.9)
    ]
    assert scores == sorted(scores) and scores[0] < scores[-1]


@pytest.mark.parametrize("texts", [("Rain fell.",), ("",), ("Rain fell.", "Wind blew.")])
def test_nothing_to_compare_gives_an_empty_frame_with_every_column(texts: tuple[str, ...]) -> None:
    empty, full = (answers("The mill has 9 wheels.", *t) for t in (texts, ["It has 9 wheels."]))
    assert len(empty) == 0 < len(full)
    assert list(empty.columns) == list(full.columns)
    assert {*slots.FEATURES, "score", "stated"} <= set(full.columns)


def test_every_feature_has_a_weight_and_every_weight_is_a_features() -> None:
    read = json.loads(files("claimcheck").joinpath("slots.json").read_text(encoding="utf-8"))
    assert set(read) == {"fitted", "group", "weight"}
    assert list(read["weight"]) == list(slots.FEATURES)
    assert set(read["group"]) == GROUPS
    assert np.isfinite([*read["weight"].values(), *read["group"].values()]).all()


def test_what_plainly_speaks_for_a_pair_weighs_for_it() -> None:
    weight = json.loads(files("claimcheck").joinpath("slots.json").read_text(encoding="utf-8"))
    for name in ("context", "words", "sentence", "rival", "agrees", "close", "anchors"):
        assert weight["weight"][name] > 0
    assert weight["weight"]["apart"] < 0


PARTS = {
    "who": ["The depot", "Ida Brandt", "The mayor of Lund", "Holt Bank", "Nobody"],
    "did": ["repaired", "may have sold", "did not buy", "counted", "lost"],
    "what": ["40 trams", "forty trams", "some £4 million", "30% of it", "9 or 10 boats", "it", "0"],
    "when": [
        "in May 2021",
        "on 4 May",
        "last year",
        "for ten years",
        "at noon",
        "in the 1980s",
        "",
    ],
    "where": ["in Lund", "at Holt and Malmo", "with Tom Hale, Ida Brandt and Eve Moss", ""],
}
SENTENCE = st.tuples(*map(st.sampled_from, PARTS.values())).map(
    lambda parts: " ".join(filter(None, parts)) + "."
)
TEXT = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(SENTENCE, st.lists(TEXT, min_size=1, max_size=2), st.floats(-1, 1), st.integers(0, 99))
def test_features_are_finite_and_within_their_ranges(
    claim: str, texts: list[str], alike: float, seed: int
) -> None:
    table = answers(claim, *texts, alike=round(alike, 4), seed=seed)
    for name in slots.FEATURES:
        low, high = RANGES.get(name, (0, 1))
        values = table[name].to_numpy(dtype=float)
        assert np.isfinite(values).all(), name
        assert ((values >= low - 1e-6) & (values <= high + 1e-6)).all(), name
    assert table["score"].between(0, 1).all()
    assert set(table["group"]) <= GROUPS
    assert not table.duplicated(["fact", "answer", "claim_id"]).any()
    differ = ~table["level"].isin(["agrees", "close"])
    for name in ("held", "elsewhere", "used"):
        assert not table.loc[~differ, name].any()
    assert not (table["agrees"].astype(bool) & table["close"].astype(bool)).any()


@settings(max_examples=20, deadline=None)
@given(SENTENCE, TEXT)
def test_scores_do_not_hang_on_the_order_of_the_sources(claim: str, text: str) -> None:
    other = "The mill at Holt sold 12 boats in June 2020."

    def told(first: str, second: str) -> list[tuple[object, ...]]:
        table = answers(claim, first, second)
        columns = ["claim_text", "evidence_text", "level", "score"]
        rows = table[columns].round({"score": 6}).itertuples(index=False, name=None)
        return sorted(rows, key=str)

    both = told(text, other)
    assert both == told(other, text)
    assert [key for key, _ in groupby(both)] == sorted(set(both), key=str)
