"""Sentences: offsets, nothing lost, and the traps of English punctuation."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import sentences
from claimcheck.records import Source, Turn


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
