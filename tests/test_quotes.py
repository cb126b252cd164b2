"""Quotations: how they are found, and how they stand to what was said."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import quotes
from claimcheck.records import Level, Sentence, Source, Turn

HERE = Path(__file__).parent / "examples"


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _source(text: str, kind: str = "talk", turns: tuple[Turn, ...] = ()) -> Source:
    return Source("s", kind, "", text, turns=turns)


def _whole(text: str, **more: str) -> list[Sentence]:
    return [Sentence("s:0", "s", 0, len(text), text, **more)]


def _found(text: str) -> list[str]:
    source = _source(text)
    return [fact.text for fact in quotes.find(_whole(text)[0], source)]


def _match(article: str, said: str, kind: str = "talk") -> quotes.QuoteMatch:
    claim = quotes.find(_whole(article)[0], _source(article))[0]
    return quotes.judge(claim, _source(said, kind), _whole(said))


def _judged(row: dict[str, str]) -> tuple[str, str]:
    facts = quotes.find(_whole(row["claim"])[0], _source(row["claim"]))
    claim = next(fact for fact in facts if fact.text == row["claim_text"])
    kind = "report" if set('“”"') & set(row["evidence"]) else "talk"
    match = quotes.judge(claim, _source(row["evidence"], kind), _whole(row["evidence"]))
    return match.level.value, row["evidence"][match.start or 0 : match.end or 0]


@pytest.mark.parametrize("row", _rows("quotes.csv"), ids=lambda row: row["note"])
def test_table(row: dict[str, str]) -> None:
    level, words = _judged(row)
    assert level == row["level"]
    assert row["evidence_text"].lower() in words.lower()


@pytest.mark.parametrize("row", _rows("quotes_known_failures.csv"), ids=lambda row: row["note"])
def test_known_failure_still_fails(row: dict[str, str]) -> None:
    assert _judged(row)[0] != row["level"], "it passes now: move the row to quotes.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We can’t,” he said. “We won’t.”", ["We can’t", "We won’t."]),
        ('"We can\'t," he said. "We won\'t."', ["We can't", "We won't."]),
        ("'We can't,' he said. 'Our workers' pay is late.'",
         ["We can't", "Our workers' pay is late."]),
        ("‘The ’90s were kind to us,’ said Ilves.", ["The ’90s were kind to us"]),
        ("The workers' pay and the owners' cars.", []),
        ("Rock 'n' roll in the '60s wasn't dull.", []),
        ("A 6\" pipe and a 10\" pipe.", []),
        ('He said "she told me \'never\' twice" and left.', ["she told me 'never' twice"]),
        ("‘She said “stop” and I stopped,’ he wrote.", ["She said “stop” and I stopped"]),
        ("“It opened. It closed. It reopened.” So he said.",
         ["It opened. It closed. It reopened."]),
        ("“One never closed. Another. She said “yes, we closed” then.", ["yes, we closed"]),
        ('("We know," she wrote.)', ["We know"]),
        ("- “First item”\n- “Second item”\n", ["First item", "Second item"]),
        ("«We were there,» she said.", ["We were there"]),
        ("“…”", []),
    ],
)  # fmt: skip
def test_marks(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'"])
def test_quotation_over_paragraphs_is_one(mark: str) -> None:
    close = {"“": "”", "‘": "’"}.get(mark, mark)
    text = f"{mark}We began here.\n\n{mark}We end here,{close} she said. {mark}Now go.{close}"
    found = quotes.find(_whole(text)[0], _source(text))
    assert [str(fact.value) for fact in found] == ["we began here we end here", "now go"]


def test_quotation_belongs_to_the_sentence_in_which_it_opens() -> None:
    text = "She was plain. “It is late. It is dark,” she said."
    source = _source(text)
    cuts = [(0, 14), (15, 27), (28, 50)]
    found = [quotes.find(Sentence("s", "s", a, b, text[a:b]), source) for a, b in cuts]
    assert [len(facts) for facts in found] == [0, 1, 0]
    assert found[1][0].text == "It is late. It is dark"


def test_scare_quotes_and_titles_are_told_apart() -> None:
    text = "The “smart” bin, the film “The Long Road” and “we shall see about that,” he said."
    values = [fact.value for fact in quotes.find(_whole(text)[0], _source(text))]
    assert [(v.scare, v.title) for v in values] == [(True, False), (False, True), (False, False)]


def test_parts_are_cut_at_ellipses() -> None:
    for dots in ("…", "...", "[...]", "[…]", ". . ."):
        text = f"“We build {dots} and we mend.”"
        value = quotes.find(_whole(text)[0], _source(text))[0].value
        assert value.parts == (("we", "build"), ("and", "we", "mend")), dots


def test_speaker_time_and_span_of_the_match() -> None:
    said = "Good evening. The old mill will stay where it is. Thank you."
    sentences = [
        Sentence("s:0", "s", 0, 13, said[:13], "Host", "00:00:01.000"),
        Sentence("s:1", "s", 14, 49, said[14:49], "Rosa Quill", "00:00:04.000"),
        Sentence("s:2", "s", 50, 60, said[50:], "Host", "00:00:09.000"),
    ]
    article = "“The old mill will stay where it is,” said Ms Quill."
    claim = quotes.find(_whole(article)[0], _source(article))[0]
    match = quotes.judge(claim, _source(said), sentences)
    assert (match.sentence_id, match.speaker, match.time) == ("s:1", "Rosa Quill", "00:00:04.000")
    assert match.start is not None
    assert said[match.start : match.end] == "The old mill will stay where it is"


def test_words_in_quotation_marks_are_preferred() -> None:
    report = "Later, the gates stay shut till May was painted over. “The gates stay shut till May.”"
    match = _match("“The gates stay shut till May,” he said.", report, "report")
    assert match.level is Level.AGREES
    assert match.start == report.index("“") + 1


@pytest.mark.parametrize(
    ("article", "said", "how"),
    [
        ("“We mend every single roof,” he said.", "We mend every single roof.", "verbatim"),
        ("“We mend every single roof,” he said.", "We, um, mend every single roof.", "trimmed"),
        ("“We mend every roof in this town,” he said.",
         "We mend every boat in this town.", "altered"),
        ("“We mend every single roof,” he said.", "We never mend every single roof.", "turned"),
        ("“We mend every roof in town and nobody pays a penny for it,” he said.",
         "Nobody knows, and nobody pays a penny for it. Since the spring we have been busy here, "
         "and I think that you can see it from the church. We mend every roof in town.", "joined"),
        ("“We mend every single roof,” he said.", "The harbour froze.", "not_found"),
    ],
)  # fmt: skip
def test_how(article: str, said: str, how: str) -> None:
    assert _match(article, said).how == how


def test_a_long_transcript_is_searched_fast() -> None:
    lines = [
        f"So in week {n} we looked at pump {n * 7} and, you know, it held." for n in range(1800)
    ]
    said = " ".join(lines)
    source, sentences = _source(said), _whole(said)
    asked = [
        f"“in week {n} we looked at pump {n * 7} and it nearly broke,” he said." for n in range(20)
    ]
    assert len(said) > 100_000
    started = time.process_time()
    for article in asked:
        claim = quotes.find(_whole(article)[0], _source(article))[0]
        quotes.judge(claim, source, sentences)
    assert time.process_time() - started < 3  # a second on two free cores, with room for load


def test_junk_is_read_in_linear_time() -> None:
    started = time.process_time()
    for junk in (
        "“" * 20_000,
        "'a " * 20_000,
        '"' * 20_000,
        "‘x’ y" * 10_000,
        "[" * 50_000,
        ". " * 50_000,
    ):
        quotes.find(_whole(junk)[0], _source(junk))
    assert time.process_time() - started < 8


MARKS = st.text(alphabet="ab N0.,;!?…“”‘’'\"«»[]()\n-–%$ s", max_size=80)


@settings(max_examples=200, deadline=None)
@given(MARKS | st.text(max_size=60), MARKS)
def test_offsets_slice_back_and_nothing_raises(text: str, said: str) -> None:
    source = _source(text)
    for fact in quotes.find(_whole(text)[0], source):
        assert text[fact.start : fact.end] == fact.text
        match = quotes.judge(fact, _source(said), _whole(said))
        assert (match.start is None) == (match.level is Level.ABSENT)
        if match.start is not None and match.end is not None:
            assert 0 <= match.start < match.end <= len(said)


WORDS = st.lists(
    st.sampled_from("the mill river bread will opened seven quickly blue".split()),
    min_size=3,
    max_size=9,
)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.booleans())
def test_what_was_said_is_always_found(words: list[str], straight: bool) -> None:
    said = " ".join(words)
    left, right = ('"', '"') if straight else ("“", "”")
    match = _match(f"{left}{said.capitalize()},{right} she said.", f"Well. {said}. Yes.")
    assert (match.level, match.how) == (Level.AGREES, "verbatim")


PLAIN = "The mill's owner said we've paid £2.5m for a harbour wall and forty-two boats lay there."


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 15), st.integers(1, 16))
def test_a_slice_of_a_source_agrees(first: int, size: int) -> None:
    said = " ".join(PLAIN.rstrip(".").split()[first : first + size])
    match = _match(f"“{said},” she said.", PLAIN)
    assert match.level is Level.AGREES
    assert PLAIN[match.start : match.end] == said.rstrip(".")


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_an_ellipsis_over_plain_words_agrees(
    head: list[str], dropped: list[str], tail: list[str]
) -> None:
    said = " ".join([*head, *dropped, *tail])
    match = _match(f"“{' '.join(head)} … {' '.join(tail)},” she said.", said)
    assert match.level is Level.AGREES


@settings(max_examples=60, deadline=None)
@given(WORDS.filter(lambda words: len({*words} - {"the", "will"}) > 1), st.data())
def test_a_negation_put_in_is_never_agreed_to(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    said = " ".join([*words[:at], "not", *words[at:]])
    assert _match(f"“{' '.join(words)},” she said.", said).level not in (Level.AGREES, Level.CLOSE)


def test_where_two_say_it_the_voice_that_the_article_names_is_told() -> None:
    said = "The mill will stay open. Yes, the mill will stay open."
    sentences = [
        Sentence("s:0", "s", 0, 24, said[:24], "Host", "00:00:01.000"),
        Sentence("s:1", "s", 25, 54, said[25:], "Rosa Quill", "00:00:04.000"),
    ]
    article = "“The mill will stay open,” said Ms Quill."
    claim = quotes.find(_whole(article)[0], _source(article))[0]
    assert quotes.judge(claim, _source(said), sentences).speaker == "Rosa Quill"


def test_the_words_that_turn_the_sense_are_in_the_span() -> None:
    said = "Listen: I used to think that the mill would stay open for ever."
    match = _match("“The mill would stay open for ever,” she said.", said)
    assert said[match.start : match.end].startswith("I used to think")


def test_a_denial_in_the_next_sentence_excuses_no_turn() -> None:
    article = "“The lake is a threat to the town,” she said. Her neighbours do not think so."
    assert _match(article, "I'd not say the lake is a threat to the town.").how == "turned"
