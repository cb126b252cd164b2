"""Pairing: every source gets its say, ties never depend on chance, and support is weighed."""

import numpy as np
import pandas as pd
import pytest

from claimcheck import pairing
from claimcheck.records import Claim, Sentence, frame

TEXTS = {
    "article": ["The new ferry carries ninety cars.", "Fares go up in May."],
    "talk": ["Ninety cars fit on the new ferry.", "Lunch is at noon.", "Fares rise in May."],
    "report": ["A school closed.", "A school closed."],
}


@pytest.fixture
def walk():
    rows, claims = [], []
    for source, texts in TEXTS.items():
        at = 0
        for n, text in enumerate(texts):
            rows.append(Sentence(f"{source}:{n}", source, at, at + len(text), text))
            at += len(text) + 1
    for n, text in enumerate(TEXTS["article"]):
        claims.append(Claim(f"c{n}", f"article:{n}", text, True, ""))
    sentences, claims = frame(Sentence, rows), frame(Claim, claims)
    words = sorted({w for t in sentences["text"] for w in t.lower().strip(".").split()})
    vectors = np.array(
        [[w in t.lower().strip(".").split() for w in words] for t in sentences["text"]],
        dtype=np.float32,
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    contents = claims.rename(columns={"id": "claim_id"})[["claim_id", "text"]]
    contents["content"] = contents["text"]
    spoken = sentences.iloc[2:].reset_index(drop=True)
    return contents, np.stack([vectors[:2], vectors[:2]]), spoken, vectors[2:]


def test_every_source_is_ranked_on_its_own(walk):
    pairs = pairing.pair(*walk, k=2)
    assert pairs.groupby(["claim_id", "source_id"])["rank"].apply(list).tolist() == [[1, 2]] * 4
    first = pairs[pairs["rank"] == 1].set_index(["claim_id", "source_id"])["evidence_id"]
    assert first["c0", "talk"] == "talk:0"
    assert first["c1", "talk"] == "talk:2"


def test_ties_keep_the_order_of_the_source(walk):
    pairs = pairing.pair(*walk, k=2)
    report = pairs[pairs["source_id"] == "report"]
    assert report["evidence_id"].tolist() == ["report:0", "report:1"] * 2


def test_the_order_of_the_sources_changes_nothing(walk):
    contents, queries, sentences, vectors = walk
    turned = np.r_[3:5, 0:3]
    shuffled = sentences.iloc[turned].reset_index(drop=True)
    again = pairing.pair(contents, queries, shuffled, vectors[turned], 2)
    columns = ["claim_id", "source_id", "rank"]
    pd.testing.assert_frame_equal(
        pairing.pair(*walk, k=2).sort_values(columns, ignore_index=True),
        again.sort_values(columns, ignore_index=True),
    )


def test_k_beyond_a_source_gives_all_of_it(walk):
    assert len(pairing.pair(*walk, k=50)) == 2 * (3 + 2)


def test_k_below_one_is_refused(walk):
    with pytest.raises(ValueError, match="1 or more"):
        pairing.pair(*walk, k=0)


def test_without_claims_or_sources_there_are_no_pairs(walk):
    contents, queries, sentences, vectors = walk
    assert pairing.pair(contents.iloc[:0], queries[:, :0], sentences, vectors).empty
    assert pairing.pair(contents, queries, sentences.iloc[:0], vectors[:0]).empty


def test_the_nearer_of_claim_and_content_counts(walk):
    contents, queries, sentences, vectors = walk
    blank = np.stack([np.zeros_like(queries[0]), queries[1]])
    pd.testing.assert_frame_equal(
        pairing.pair(contents, blank, sentences, vectors),
        pairing.pair(contents, queries, sentences, vectors),
    )


def test_support_weighs_the_words_a_source_has(walk):
    contents, queries, sentences, vectors = walk
    pairs = pairing.pair(contents, queries, sentences, vectors, k=3)
    support = pairing.support(contents, pairs, sentences).set_index(["claim_id", "source_id"])
    assert support.loc[("c0", "talk"), "evidence_id"] == "talk:0"
    assert support.loc[("c0", "talk"), "total"] > 0.6
    assert support.loc[("c0", "report"), "coverage"] == 0
