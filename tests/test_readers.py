"""Readers: every format, what travels with the words, and every sort of bad input."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import captions, readers, sentences
from claimcheck.records import CheckError, Document, Source

SAMPLES = Path(__file__).parent / "samples"


def said(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [(t.speaker, t.time, document.text[t.start : t.end]) for t in document.turns]


def texts(document: Document) -> list[str]:
    return [document.text[t.start : t.end] for t in document.turns]


def save(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_pasted_article_keeps_its_own_lines_and_nothing_else() -> None:
    document = readers.read(SAMPLES / "bridge.txt", article=True)
    assert texts(document) == [
        "Is the Northbank Ferry Finished?",
        "The Northbank bridge opened to traffic on Monday, two years late. City engineer Tom Doe "
        "said that it would carry 12,000 cars a day.",
        "Crews check the last cable of the bridge in May.",
        "What it means for the ferry",
        "The ferry company plans to cut its service:",
        "Two boats will be sold in the spring.",
        "The pier closes at 6 p.m. on weekdays.",
        "“We are sad,” said ferry captain Lou Moe. By 2030 the company will share its pier with "
        "the rowing club.",
    ]
    assert document.title == "Is the Northbank Ferry Finished?"
    assert (document.date, document.date_basis) == (date(2025, 1, 22), "page")
    assert document.outlet == "The Daily Lantern"
    assert {"Westport", "7°C", "Share", "The Daily Lantern"} <= set(document.furniture)
    assert "A bakery in Oldtown has won a national prize for its rye loaf." in document.furniture
    assert document.notices == ()


def test_the_same_file_as_a_source_keeps_its_lines() -> None:
    document = readers.read(SAMPLES / "bridge.txt")
    assert "Westport" in texts(document)
    assert document.furniture == ()


def test_a_saved_page() -> None:
    for article in (True, False):
        document = readers.read(SAMPLES / "report.html", article=article)
        assert [text[:22] for text in texts(document)] == [
            "Bridge opens early",
            "The Northbank bridge o",
            "Crews check the last c",
            "What it means for the ",
            "The ferry company plan",
            "Two boats will be sold",
            "The pier closes at 6 p",
            "What comes next",
            "“We are sad,” said fer",
        ]
        assert document.title == "Bridge opens early"
        assert (document.date, document.date_basis) == (date(2024, 5, 3), "metadata")
        assert document.outlet == "The Daily Lantern"
        assert {"Westport 7°C", "Trending", "By Jane Roe"} <= set(document.furniture)
        assert "Scientists found a new beetle in the hills." in document.furniture


def test_notes_in_markdown() -> None:
    document = readers.read(SAMPLES / "notes.md")
    assert texts(document) == [
        "What the engineer said",
        "The engineer said that the bridge carries 12,000 cars a day and that the ferry stops in "
        "May. The file is called bridge_plan_v2, and 5 * 3 * 2 was the sum.",
        "He gave no date & no price.",
        "First he spoke.",
        "Then he left.",
    ]
    assert (document.title, document.outlet) == ("The opening speech", "Harbour Times")
    assert (document.date, document.date_basis) == (date(2024, 12, 3), "metadata")


def test_header_lines_of_plain_notes(tmp_path: Path) -> None:
    text = "Title: The speech\nSource: A report\nDate: 3 December 2024\n\nHe spoke: it was late."
    document = readers.read(save(tmp_path, "notes.txt", text))
    assert document.text == "He spoke: it was late."
    assert (document.title, document.date) == ("The speech", date(2024, 12, 3))
    assert len(document.furniture) == 3
    article = readers.read(save(tmp_path, "notes.txt", text), article=True)
    assert texts(article) == ["The speech", "He spoke: it was late."]


def test_webvtt() -> None:
    document = readers.read(SAMPLES / "talk.vtt")
    assert said(document) == [
        ("Jane Roe", "00:00:01.000", "Good morning."),
        ("Jane Roe", "00:00:01.000", "The R&D plan was dropped in May."),
        ("Jane Roe", "00:00:03.000", "We sold three boats."),
        ("Jane Roe", "00:00:03.000", "Then we left."),
        ("Tom Doe", "00:00:07.000", "Did you?"),
        ("Tom Doe", "00:00:07.000", "I asked."),
        (None, "01:02:09.500", "Yes."),
    ]
    assert document.title == "The opening"


def test_rolling_automatic_captions_are_said_once_and_cut_at_pauses() -> None:
    assert said(readers.read(SAMPLES / "rolling.vtt")) == [
        (None, "00:00:00.000", "so today we talk about the new bridge and the ferry"),
        (None, "00:00:06.000", "which will stop in may"),
    ]


def test_subrip_with_names_dashes_and_chevrons() -> None:
    assert said(readers.read(SAMPLES / "interview.srt")) == [
        ("JANE ROE", "00:00:01.000", "We opened the bridge in 2019."),
        ("JANE ROE", "00:00:03.000", "It was Dr. Smith's idea."),
        (None, "00:00:05.000", "Really?"),
        (None, "00:00:05.000", "Yes, really."),
        ("TOM DOE", "00:00:08.000", "No."),
        (None, "00:00:08.000", "Why?"),
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (
            ["[00:12:31] JANE ROE: It opened.", "It rained.", "TOM DOE (MAYOR): Who paid?"],
            [
                ("JANE ROE", "00:12:31.000"),
                ("JANE ROE", "00:12:31.000"),
                ("TOM DOE", "00:12:31.000"),
            ],
        ),
        (["Q: What is it?", "A: A bridge."], [("Q", None), ("A", None)]),
        ([">> Hello.", ">> TOM DOE: Bye."], [(None, None), ("TOM DOE", None)]),
        (["Jane Roe  0:03", "It opened."], [("Jane Roe", "00:00:03.000")]),
        (["Jane van Roe: So?", "Tom: Well.", "Jane van Roe: No."], ["Jane van Roe", "Tom"]),
    ],
)
def test_plain_transcripts(blocks: list[str], expected: list[object]) -> None:
    turns = captions.transcript(blocks)
    assert turns is not None
    if isinstance(expected[0], str):
        assert [turn.speaker for turn in turns[:2]] == expected
    else:
        assert [(turn.speaker, turn.time) for turn in turns] == expected
    assert all(":" not in turn.text and ">" not in turn.text for turn in turns)


@pytest.mark.parametrize(
    "blocks",
    [
        ["The plan has one aim: growth.", "It costs money."],
        ["Monday: rain.", "Tuesday: sun.", "Monday: rain."],
        ["10:30 was the time of departure.", "It came at 11:30."],
        ["Note: the bridge is closed.", "Background: it is old."],
        ["The bridge opened.", "Cost: 5m", "It rained.", "He left.", "They stayed."],
    ],
)
def test_prose_is_no_transcript(blocks: list[str]) -> None:
    assert captions.transcript(blocks) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = save(tmp_path, "a.txt", "The café “opened”\r\nin May.\r\n".encode(encoding))
    document = readers.read(path)
    assert document.text == "The café “opened”\n\nin May."
    assert [n for n in document.notices if "1252" in n] == list(document.notices)
    assert bool(document.notices) == (encoding == "cp1252")


def test_hard_wrapped_paragraphs_are_joined_and_short_lines_are_not(tmp_path: Path) -> None:
    text = (
        "Bridge opens early\nBy Jane Roe\n\n"
        "The Northbank bridge opened to traffic on Monday, two years later than\n"
        "planned, and the ferry will stop. City engineer Tom Doe said that he was\nglad.\n"
    )
    assert texts(readers.read(save(tmp_path, "a.txt", text))) == [
        "Bridge opens early",
        "By Jane Roe",
        "The Northbank bridge opened to traffic on Monday, two years later than planned, and the "
        "ferry will stop. City engineer Tom Doe said that he was glad.",
    ]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Bold** and __bold__ and *so* and _so_.", "Bold and bold and so and so."),
        ("A [link](https://example.org/a_(b)) here.", "A link here."),
        ("5 * 3 * 2 and snake_case_name stay.", "5 * 3 * 2 and snake_case_name stay."),
        ("## What comes next ##", "What comes next"),
        ("* An item", "An item"),
        ("• An item", "An item"),
        ("***Both***", "Both"),
        ("Grade A* and B* pupils.", "Grade A* and B* pupils."),
        ("- 3 degrees of frost", "3 degrees of frost"),
        ("2024 was late. 3 came.", "2024 was late. 3 came."),
    ],
)
def test_marks_are_no_text(marked: str, plain: str, tmp_path: Path) -> None:
    for name in ("a.md", "a.txt"):
        assert readers.read(save(tmp_path, name, marked)).text == plain


def test_text_that_is_not_english_gets_a_notice(tmp_path: Path) -> None:
    german = "Der Rat hat am Montag beschlossen, die alte Brücke für den Verkehr zu sperren. "
    french = "Le conseil a décidé lundi de fermer le vieux pont à la circulation des voitures. "
    dutch = "De raad heeft maandag besloten om de oude brug in de stad af te sluiten voor auto's. "
    for text in (german, french, dutch):
        (notice,) = readers.read(save(tmp_path, "a.txt", text * 3)).notices
        assert "English" in notice
    english = "Council chiefs closed the old bridge on Monday after it was found to be unsafe. "
    assert readers.read(save(tmp_path, "a.txt", english * 3)).notices == ()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\ufeff\n", "empty"),
        ("a.txt", b"%PDF-1.7 text", "binary"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.md", b"PK\x03\x04abc", "binary"),
        ("a.txt", b"The caf\x81 \xe9", "UTF-8"),
        ("a.odt", "text", ".docx"),
        ("a.txt", "Home | World | Sport\nShare\n7°C\n© 2025 The Lantern\n", "furniture"),
        ("a.html", "<html></html>", "no text"),
        ("a.html", "<nav>Home</nav><footer>© 2025 The Lantern</footer>", "furniture"),
        ("a.vtt", "00:01.000 --> 00:02.000\nHello", "line 1"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> x\nHello", "line 3"),
        ("a.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nHello", "line 3"),
        ("a.vtt", "WEBVTT\n\n00:61.000 --> 00:62.000\nHello", "line 3"),
        ("a.vtt", "WEBVTT\n\n1\n00:05.000 --> 00:02.000\nHello", "line 4"),
        ("a.vtt", "WEBVTT\n\n", "no words"),
        ("a.srt", "Hello", "line 1"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:0x,000 --> 3\nHi", "line 6"),
    ],
)
def test_bad_input(name: str, content: str | bytes, message: str, tmp_path: Path) -> None:
    path = save(tmp_path, name, content)
    with pytest.raises(CheckError) as error:
        readers.read(path, article=True)
    assert name in str(error.value)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_no_such_file_a_folder_and_a_file_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CheckError, match="no such file"):
        readers.read(tmp_path / "gone.txt")
    with pytest.raises(CheckError, match="folder"):
        readers.read(tmp_path)
    monkeypatch.setattr(readers, "LARGEST", 3)
    with pytest.raises(CheckError, match="larger"):
        readers.read(save(tmp_path, "a.txt", "four"))


MARKS = st.sampled_from(
    [
        "# ",
        "**",
        "*",
        "_",
        "> ",
        ">> ",
        "- ",
        "1. ",
        "[a](b)",
        "|",
        "\n",
        "\n\n",
        "ROE: ",
        "[0:12] ",
        "word ",
        "It is. ",
        "Share\n",
        "Related\n",
        "---\n",
        "title: a\n",
        "<p>",
        "</div>",
        "&amp;",
        "00:01.000 --> 00:02.000\n",
        "<v Roe>",
        "5",
        "é",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.lists(MARKS, max_size=30).map("".join), st.text(max_size=80)),
    st.sampled_from(["a.txt", "a.md", "b.vtt", "b.srt"]),
    st.booleans(),
)
def test_any_text_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str, article: bool
) -> None:
    text = "WEBVTT\n\n" + text if name == "b.vtt" else text
    path = save(tmp_path_factory.getbasetemp(), name, text.encode("utf-8", "replace"))
    try:
        document = readers.read(path, article=article)
    except CheckError:
        return
    at = 0
    for turn in document.turns:
        assert at <= turn.start < turn.end
        assert document.text[at : turn.start].strip() == ""
        words = document.text[turn.start : turn.end]
        assert words == words.strip() and "\n" not in words
        at = turn.end
    assert at == len(document.text)


def test_a_two_hour_transcript_is_read_and_split_in_two_seconds(tmp_path: Path) -> None:
    cues = "".join(
        f"{n // 1200:02}:{n // 20 % 60:02}:{n * 3 % 60:02}.000 --> "
        f"{n // 1200:02}:{n // 20 % 60:02}:{n * 3 % 60:02}.900\n"
        f"<v Roe>We sold {n} of the old\nboats in May. Prof. Doe\n\n"
        for n in range(2400)
    )
    path = save(tmp_path, "talk.vtt", "WEBVTT\n\n" + cues)
    began = time.process_time()
    document = readers.read(path)
    source = Source("talk", "talk", "A talk", document.text, turns=document.turns)
    table = sentences.split(source)
    assert time.process_time() - began < 2
    assert len(table) == 2401
    assert table["time"].iloc[-2] == "01:59:54.000"
    assert len(document.text) > 80_000


@pytest.mark.parametrize("unit", ["word ", "x", "*a ", "[a](", "1:02 ", "Aa Bb ", "a | ", ">> a "])
def test_the_longest_line_is_read_in_seconds(unit: str, tmp_path: Path) -> None:
    path = save(tmp_path, "a.txt", unit * (readers.LONGEST_LINE // len(unit)))
    began = time.process_time()
    readers.read(path, article=True)
    assert time.process_time() - began < 5


def test_a_longer_line_is_an_error(tmp_path: Path) -> None:
    line = "word " * 1_000_000
    with pytest.raises(CheckError, match=r"a\.txt, line 2: 5,000,000 characters"):
        readers.read(save(tmp_path, "a.txt", f"Bridge opens\n{line}\nThe end."))
    page = save(tmp_path, "a.html", f"<html><body><p>It opened in May.</p><!--{line}--></body>")
    assert "It opened in May." in readers.read(page).text
