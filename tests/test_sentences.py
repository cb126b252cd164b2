"""Sentences: offsets, nothing lost, and the traps of English punctuation."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import sentences
from claimcheck.records import Sentence, Source, Turn, frame


def parts(text: str, turns: tuple[Turn, ...] = ()) -> list[str]:
    table = sentences.split(Source("s", "talk", "A talk", text, turns=turns))
    return table["text"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "It opened in May.|Nobody came.",
        "Mr. Roe met Dr. Doe and Gen. Poe.|They left.",
        "The U.S. economy grew 2.4 percent.|It will slow.",
        "Acme Inc. was sold.|Its plant No. 5 closed.",
        "It ended at 5 p.m.|The crowd left at 6 a.m. on Jan. 3.",
        "The vote was at 9:30 p.m. Eastern on Jan. 3.|It failed.",
        "J. K. Doe wrote it.|He was 30.|It cost $2.5bn.",
        "It opened in 2024.|It closed in 2025.|Then it rained.",
        "“We are ready.”|She left.|“It is done,” he said.",
        "‘It works.’|She agreed.|‘It does not.’",
        "He called it “a great day.”|Officials agreed.",
        "“Why now?” Jane Roe asked.|“Stop!” he said.|They went.",
        "“We won. We really won. It was hard,” said Jane Roe.|Then we left.",
        "He waited... and then he left.|And so… It went.",
        "Approx. 50 people came.|It cost approx. $5 each.",
        "The firm (see p. 5. It is there.) fell.|It rose.",
        "1. First thing.|2. Second thing.",
        "Prices rose 3%.|(They fell in May.)|He left.",
        "Yahoo! Inc. fell.|iPhone sales rose.",
        "Hello ∯ there ȸ you.|Then & now.",
    ],
)
def test_boundaries(text: str) -> None:
    assert parts(text.replace("|", " ")) == text.split("|")


def test_a_sentence_keeps_the_voice_and_time_of_its_turn() -> None:
    text = "It opened.\n\nIt did not. Why"
    turns = (Turn(0, 10, "Roe", "00:00:01.000"), Turn(12, 27, "Doe", None))
    table = sentences.split(Source("talk", "talk", "A talk", text, turns=turns))
    assert table["id"].tolist() == ["talk:0", "talk:1", "talk:2"]
    assert table["speaker"].tolist() == ["Roe", "Doe", "Doe"]
    assert table["time"].tolist() == ["00:00:01.000", None, None]


def test_a_sentence_never_crosses_a_turn() -> None:
    assert parts("we sold the old boat", (Turn(0, 7), Turn(8, 20))) == ["we sold", "the old boat"]


def test_hard_wrapped_lines_of_a_turn_are_one_sentence() -> None:
    text = "The bridge of Dr.\nRoe opened\nin May. It rained."
    assert parts(text, (Turn(0, len(text)),)) == [
        "The bridge of Dr.\nRoe opened\nin May.",
        "It rained.",
    ]


def test_nothing_in_nothing_out() -> None:
    assert list(sentences.split(Source("s", "talk", "A talk", " \n ")).columns[:2]) == [
        "id",
        "source_id",
    ]
    assert parts("") == parts(" \n\n ") == []


TOKENS = st.sampled_from(
    [
        "He left",
        "Mr",
        "U.S",
        "no",
        "5",
        "3.5",
        "word",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "[1]",
        ".",
        "!",
        "?",
        "…",
        "...",
        " ",
        " ",
        "\n",
        "\n\n",
        "\t",
        "a.m.",
        "Jan. 3",
        "∯",
        "ȸ",
        "&ᓴ&",
        "é",
        "- ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(TOKENS, max_size=40).map("".join), st.text(max_size=200)))
def test_spans_slice_back_and_only_white_space_is_lost(text: str) -> None:
    table = sentences.split(Source("s", "talk", "A talk", text))
    at = 0
    for start, end, words in zip(table["start"], table["end"], table["text"], strict=True):
        assert text[start:end] == words == words.strip() != ""
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


def read_with(*texts: str, source: str = "talk") -> list[str]:
    """What each of some sentences of a source is read with."""
    rows = [Sentence(f"{source}:{n}", source, 0, len(t), t) for n, t in enumerate(texts)]
    return sentences.before(frame(Sentence, rows)).tolist()


LONG = "The harbour board repaired the old crane in the spring of the year before the flood."


@pytest.mark.parametrize(
    ("previous", "text", "together"),
    [
        ("How long have you lived here?", "Eighteen years.", True),
        ("Who repaired the old crane after the flood?", LONG, True),
        ("Who repaired the crane?", f"{LONG} {LONG} {LONG}", False),  # it says it all itself
        (LONG, "Twice, in fact.", True),
        (LONG, LONG, False),
        (LONG, "x" * (sentences.SHORT - 1), True),
        (LONG, "x" * sentences.SHORT, False),
        ("Why?", "x" * (sentences.ANSWER - 1), True),
        ("Why?", "x" * sentences.ANSWER, False),
    ],
)
def test_an_answer_is_read_with_its_question(previous: str, text: str, together: bool) -> None:
    assert read_with(previous, text) == ["", f"{previous} " if together else ""]


def test_the_article_is_read_sentence_by_sentence() -> None:
    assert read_with("How long?", "Eighteen years.", source="article") == ["", ""]


def test_no_sentence_is_read_with_one_of_another_source() -> None:
    rows = [Sentence("a:0", "a", 0, 4, "Why?"), Sentence("b:0", "b", 0, 3, "So.")]
    assert sentences.before(frame(Sentence, rows)).tolist() == ["", ""]
    assert sentences.before(frame(Sentence, [])).tolist() == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["article", "a", "b"]), st.text(max_size=80))))
def test_what_a_sentence_is_read_with_stands_right_before_it(rows: list[tuple[str, str]]) -> None:
    made = [Sentence(f"{s}:{n}", s, 0, len(t), t) for n, (s, t) in enumerate(rows)]
    told = sentences.before(frame(Sentence, made)).tolist()
    for n, words in enumerate(told):
        assert words in ("", f"{rows[n - 1][1]} ")
        if words:
            assert n and rows[n][0] == rows[n - 1][0] != "article"


@pytest.mark.parametrize("unit", ["word ", "x", 'He said "a. ', "Dr. Roe met No. 5. (A. B) "])
def test_five_megabytes_in_one_line_take_seconds(unit: str) -> None:
    text = unit * (5_000_000 // len(unit))
    began = time.process_time()
    lengths = sentences.split(Source("s", "talk", "A talk", text))["text"].str.len()
    assert time.process_time() - began < 10
    assert lengths.max() <= sentences.LONGEST


def test_a_two_hour_transcript_takes_less_than_two_seconds() -> None:
    said = "Mr. Doe of the U.S. team sold 3.5 tons at 7 a.m. to Acme Inc. on Jan. 3. Nobody knows. "
    text = (said * 1300)[:110_000]
    began = time.process_time()
    assert len(parts(text)) > 1000
    assert time.process_time() - began < 2
