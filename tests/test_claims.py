from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import claims
from claimcheck.encoder import Encoder
from claimcheck.records import Claim, Sentence, Source, frame, records

Rows = list[dict[str, str]]
CATEGORIES = {"opinion", "prediction", "question", "rhetoric", "no fact"}
LEAST_RIGHT = 0.85  # measured: 0.89
FACTS_LOST = 2  # of 72


def _extract(*texts: str, weighed: bool = False) -> list[Claim]:
    """The claims of an article whose sentences are the given ones."""
    article = "\n".join(texts)
    rows, start = [], 0
    for n, text in enumerate(texts):
        rows.append(Sentence(f"article:{n}", "article", start, start + len(text), text))
        start += len(text) + 1
    source = Source("article", "article", "", article)
    vectors = Encoder().encode(texts) if weighed else None
    return records(Claim, claims.extract(frame(Sentence, rows), source, vectors))


def test_the_examples_are_judged_as_a_person_would(
    examples: Callable[[str], Rows],
) -> None:
    wrong = [
        row["sentence"]
        for row in examples("claims")
        if (claims.reason(row["sentence"]) == "") != (row["checkable"] == "yes")
    ]
    assert not wrong


def test_known_failures_still_fail(examples: Callable[[str], Rows]) -> None:
    mended = [
        row["sentence"]
        for row in examples("claims_known_failures")
        if (claims.reason(row["sentence"]) == "") == (row["checkable"] == "yes")
    ]
    assert not mended, "these now pass: move them to claims.csv"


def test_nearly_all_examples_are_right(examples: Callable[[str], Rows]) -> None:
    right, wrong = len(examples("claims")), len(examples("claims_known_failures"))
    assert right / (right + wrong) >= 0.9


def test_the_reasons_name_their_sort(examples: Callable[[str], Rows]) -> None:
    rows = [row for row in examples("claims") if row["checkable"] == "no"]
    given = [claims.reason(row["sentence"]).partition(":")[0] for row in rows]
    assert set(given) == CATEGORIES
    same = sum(a == row["reason"] for a, row in zip(given, rows, strict=True))
    assert same / len(rows) >= 0.85


def test_wording_that_judges_takes_nothing_from_a_fact() -> None:
    assert claims.reason("The plan is a disaster.")
    assert not claims.reason("The plan, which cost £3 million, is a disaster.")
    assert not claims.reason("The plan, a disaster, was dropped by the council.")


def test_words_in_quotation_marks_can_be_checked_though_they_judge() -> None:
    bare, quoted, middle = _extract(
        "It is a disgrace.", "“It is a disgrace.", "It is a disgrace, I tell you.”"
    )
    assert not bare.checkable
    assert quoted.checkable
    assert not middle.checkable  # a quotation does not reach over a paragraph's end
    article = Source("article", "article", "", "“We are ready. It is a disgrace. Go,” said Orla.")
    start = article.text.index("It is")
    inner = Sentence("article:0", "article", start, start + 17, "It is a disgrace.")
    [claim] = records(Claim, claims.extract(frame(Sentence, [inner]), article))
    assert claim.checkable


def test_scare_quotes_are_no_quotation() -> None:
    [claim] = _extract("It is a “disgrace” that nobody cares.")
    assert not claim.checkable


def test_only_the_sentences_of_the_article_are_claims() -> None:
    rows = [
        Sentence("article:0", "article", 0, 13, "The dam burst."),
        Sentence("talk:0", "talk", 0, 13, "The dam held."),
    ]
    found = claims.extract(frame(Sentence, rows), Source("article", "article", "", "x" * 14))
    assert found["sentence_id"].tolist() == ["article:0"]


def test_an_article_without_sentences_gives_an_empty_frame() -> None:
    found = claims.extract(frame(Sentence, []), Source("article", "article", "", ""))
    assert found.empty
    assert found.columns.tolist() == ["id", "sentence_id", "text", "checkable", "reason"]


def test_an_id_survives_a_sentence_inserted_above() -> None:
    before = _extract("The dam burst.", "Eleven people died.", "The dam burst.")
    after = _extract("A note.", "The dam burst.", "Eleven people died.", "The dam burst.")
    assert [c.id for c in after[1:]] == [c.id for c in before]
    assert len({c.id for c in after}) == 4


@pytest.mark.parametrize(
    "other", ["It’s  a dam.", "IT'S A DAM.", "It's a\u00a0dam."], ids=["mark", "case", "space"]
)
def test_an_id_does_not_hang_on_typography(other: str) -> None:
    assert _extract("It's a dam.")[0].id == _extract(other)[0].id


def test_no_id_is_a_number_to_a_spreadsheet() -> None:
    ids = [claim.id for claim in _extract(*(f"The dam is {n} m high." for n in range(500)))]
    assert not [name for name in ids if not name[0].isalpha()]


def test_sentences_that_nothing_was_fitted_on(examples: Callable[[str], Rows]) -> None:
    rows = [row for row in examples("claims_unseen") if row["part"] == "test"]
    found = _extract(*(row["sentence"] for row in rows), weighed=True)
    pairs = [(c.checkable, row["checkable"] == "yes") for c, row in zip(found, rows, strict=True)]
    assert sum(a == b for a, b in pairs) / len(pairs) >= LEAST_RIGHT
    assert sum(fact and not checkable for checkable, fact in pairs) <= FACTS_LOST
    reasons = {c.reason.partition(":")[0] for c in found if not c.checkable}
    assert reasons <= CATEGORIES


def test_the_classifier_finds_an_opinion_without_a_word_of_opinion() -> None:
    text = "It is slow and a little sad, like a circus in the rain."
    [by_signs], [weighed] = _extract(text), _extract(text, weighed=True)
    assert by_signs.checkable
    assert weighed.reason == "opinion: worded like a judgement, and nobody is named who made it"


@pytest.mark.parametrize(
    "text", ["It cost 9.", "Aldous said it is a joke.", "“It is a joke, a sham and a waste.”"]
)
def test_figures_names_and_quotations_outweigh_the_classifier(text: str) -> None:
    source = Source("article", "article", "", text)
    rows = frame(Sentence, [Sentence("article:0", "article", 0, len(text), text)])
    weight, _ = claims._weights()
    against = np.array([weight[0, :384] / np.linalg.norm(weight[0, :384])])  # most like an opinion
    [claim] = records(Claim, claims.extract(rows, source, against))
    assert claim.checkable


def test_the_classifier_makes_no_claim_of_a_question_or_of_no_words() -> None:
    fact = np.zeros(4)
    assert claims.weigh("Who pays?", claims.reason("Who pays?"), fact)
    assert claims.weigh("* * *", claims.reason("* * *"), fact)
    assert not claims.weigh("It is a joke.", claims.reason("It is a joke."), fact)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.lists(st.floats(-1, 1), min_size=384, max_size=384))
def test_likelihoods_are_likelihoods(text: str, vector: list[float]) -> None:
    likely = claims.likelihoods([text], np.array([vector]))
    assert likely.shape == (1, len(claims.WORDED))
    assert (likely >= 0).all() and likely.sum() <= 1 + 1e-9
    sign = claims.reason(text)
    assert claims.weigh(text, sign, likely[0]).partition(":")[0] in CATEGORIES | {""}


@pytest.mark.parametrize(
    "text", ["a " * 50_000, "“" * 100_000, "is so " * 16_000, "not only " * 11_000, "x" * 100_000]
)
def test_junk_takes_no_long_time(text: str) -> None:
    start = process_time()
    claims.reason(text)
    assert process_time() - start < 5


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("the plan will is a so “ ” ? 3 not".split())).map(" ".join)
)
def test_any_text_is_checkable_or_has_a_reason_of_a_known_sort(text: str) -> None:
    [claim] = _extract(text)
    assert claim.checkable == (claim.reason == "")
    assert claim.checkable or claim.reason.partition(":")[0] in CATEGORIES
