"""A new case: the files as they were, what they state and nothing else, and a check at once."""

from __future__ import annotations

import os
import shlex
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck import case, new_case, readers
from claimcheck.cli import app
from claimcheck.new_case import create, unfilled
from claimcheck.records import CheckError, Document, Turn

RUN = CliRunner()
PAGE = """<html><head><title>Bridge opens late</title>
<meta property="og:site_name" content="The Daily Lantern">
<meta property="article:published_time" content="2024-05-03"></head>
<body><h1>Bridge opens late</h1><p>The bridge opened in May, said Tom Doe, its engineer.</p></body>
</html>"""
TALK = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Roe>It opened in May.</v>\n"
PASTED = "Westport 7°C\nWed. Jan. 22, 2025\n\nBridge opens\n\nThe bridge opened in May.\n"


def save(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


def test_a_case_says_what_its_files_state_and_nothing_else(tmp_path: Path) -> None:
    files = [
        save(tmp_path, "page.html", PAGE),
        save(tmp_path, "Talk of May.vtt", TALK),
        save(tmp_path, "notes.md", "# Minutes\n\nBy Jane Roe, 4 May 2024\n\nIt was late."),
    ]
    before = {path: path.read_bytes() for path in files}
    folder = create(tmp_path / "new" / "bridge", files[0], files[1:])
    assert loaded(folder) == {
        "title": "Bridge opens late",
        "article": {
            "file": "article.html",
            "outlet": "The Daily Lantern",
            "published": date(2024, 5, 3),
        },
        "source": [
            {"id": "talk-of-may", "file": "sources/talk-of-may.vtt", "speakers": ["Jane Roe"]},
            {
                "id": "notes",
                "file": "sources/notes.md",
                "title": "Minutes",
                "date": date(2024, 5, 4),
            },
        ],
    }
    text = (folder / "case.toml").read_text(encoding="utf-8")
    assert "published = 2024-05-03  # from the file's metadata" in text
    assert "date = 2024-05-04  # from the byline" in text
    assert '# a copy of "Talk of May.vtt"' in text
    assert {path: path.read_bytes() for path in files} == before
    copies = ["article.html", "sources/talk-of-may.vtt", "sources/notes.md"]
    assert [(folder / name).read_bytes() for name in copies] == list(before.values())
    assert len([p for p in folder.rglob("*") if p.is_file()]) == 4


def test_it_loads_with_what_the_readers_found(tmp_path: Path) -> None:
    files = [save(tmp_path, "page.html", PAGE), save(tmp_path, "talk.vtt", TALK)]
    made = case.load(create(tmp_path / "bridge", files[0], files[1:]))
    found = readers.read(files[0], article=True)
    assert (made.title, made.article.title) == (found.title, found.title)
    assert (made.article.date, made.article.outlet) == (found.date, found.outlet)
    assert (made.article.text, made.sources[0].text) == (found.text, readers.read(files[1]).text)
    assert made.sources[0].speakers == ("Jane Roe",)


def test_a_date_of_the_page_stays_a_comment_with_its_reason(tmp_path: Path) -> None:
    folder = create(tmp_path / "new", save(tmp_path, "a.txt", PASTED), [])
    line = "# published = 2025-01-22  # the page shows this date; it may only be the day of viewing"
    assert line in (folder / "case.toml").read_text(encoding="utf-8").splitlines()
    assert case.load(folder).article.date_basis == "page"


def test_every_open_key_can_be_filled_in_and_none_by_mistake(tmp_path: Path) -> None:
    folder = create(
        tmp_path / "new", save(tmp_path, "a.txt", "It opened."), [save(tmp_path, "b.txt", "Yes.")]
    )
    text = (folder / "case.toml").read_text(encoding="utf-8")
    open_keys = [line for line in text.splitlines() if line.startswith("# ") and " = " in line]
    assert len(open_keys) == 3 + 8
    for line in open_keys:
        (folder / "case.toml").write_text(text.replace(line, line[2:]), encoding="utf-8")
        with pytest.raises(CheckError):  # the # taken away, nothing filled in
            case.load(folder)
    for empty, value in {
        '# kind = ""': 'kind = "talk"',
        '# speakers = [""]': 'speakers = ["Jane Roe"]',
        "# date = YYYY-MM-DD": "date = 2024-05-03",
        "# published = YYYY-MM-DD": "published = 2024-05-04",
        '# event = ""': 'event = "The opening"',
        '# place = ""': 'place = "Northbank"',
        '# title = ""': 'title = "The opening speech"',
        '# outlet = ""': 'outlet = "The Daily Lantern"',
        '# url = ""': 'url = "https://example.org"',
    }.items():
        assert empty in text
        text = text.replace(empty, value)
    (folder / "case.toml").write_text(text, encoding="utf-8")
    assert case.load(folder).sources[0].event == "The opening"
    assert unfilled(folder) == {}


def test_ids_are_plain_and_distinct(tmp_path: Path) -> None:
    names = "Talk!.txt talk.vtt TALK.srt article.md ünïcode.txt 日本.txt CON.txt -.txt".split()
    ids = new_case._ids([Path(name) for name in [*names, "x" * 90 + ".txt", "a/talk-2.txt"]])
    assert ids == [
        *("talk", "talk-2", "talk-3", "source-article", "unicode", "source", "source-con"),
        *("source-2", "x" * 40, "talk-2-2"),
    ]


@given(st.lists(st.text(min_size=1, max_size=60), max_size=9))
def test_ids_of_any_names_are_ids(names: list[str]) -> None:
    ids = new_case._ids([Path(name.replace("/", "-").replace("\0", "")) for name in names])
    assert len({*ids, "article"}) == len(names) + 1
    assert all(case._ID.fullmatch(name) for name in ids)


def test_odd_names_of_files(tmp_path: Path) -> None:
    odd = save(tmp_path, '"; rm -rf \n#=[\x1b[2J\u202e.txt', "It was late.")
    folder = create(tmp_path / "new", save(tmp_path, "-a b.txt", "It opened in May."), [odd])
    assert loaded(folder)["source"][0]["id"] == "rm-rf-2j"  # type: ignore[index]
    assert case.load(folder).title == "It opened in May."
    text = (folder / "case.toml").read_text(encoding="utf-8")
    assert not set(text) & {"\x1b", "\u202e"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("The bridge opened in May.")
    assert loaded(create(tmp_path / "new", path, []))["title"] == "The bridge opened in May."


text = st.text() | st.text('"\\\n\r\t#[]=\x00\x1f\x7f\x85\u2028\u202e\ud800\U0001f600 ', max_size=9)
documents = st.builds(
    Document,
    text=st.just("It opened."),
    turns=st.lists(st.builds(Turn, st.just(0), st.just(10), text), max_size=3).map(tuple),
    title=st.none() | text,
    outlet=st.none() | text,
    date=st.none() | st.dates(),
    date_basis=st.sampled_from(["metadata", "byline", "page"]),
)


def kept(value: str | None) -> str | None:
    return (value or "").encode("utf-8", "replace").decode().strip() or None


@given(documents, documents)
def test_whatever_the_files_state_comes_back(article: Document, source: Document) -> None:
    lines = new_case._toml(
        [Path("a\n\ud800.txt"), Path("b.txt")], ["a.txt", "b.txt"], ["b"], [article, source]
    )
    found = tomllib.loads("\n".join(lines))
    for document, table, day in [
        (article, {**found["article"], "title": found["title"]}, "published"),
        (source, found["source"][0], "date"),
    ]:
        assert table.get("outlet") == kept(document.outlet)
        assert table.get(day) == (None if document.date_basis == "page" else document.date)
    assert found["source"][0].get("title") == kept(source.title)
    voices = [kept(turn.speaker) for turn in source.turns]
    assert found["source"][0].get("speakers", []) == list(filter(None, dict.fromkeys(voices)))
    assert "speakers" not in found["article"]


def test_what_is_refused_leaves_no_trace(tmp_path: Path) -> None:
    page, talk = save(tmp_path, "a.txt", "It opened."), save(tmp_path, "b.txt", "Yes.")
    for article, sources, told in [
        (page, [tmp_path / "c.txt"], "c.txt: there is no such file"),
        (page, [talk, talk], "b.txt: is named twice"),
        (page, [tmp_path / "." / "a.txt"], "a.txt: is named twice"),
        (page, [save(tmp_path, "d.txt", "  ")], "d.txt: the file is empty"),
        (tmp_path, [talk], "this is a folder"),
    ]:
        with pytest.raises(CheckError, match=told):
            create(tmp_path / "new", article, sources)
        assert not (tmp_path / "new").exists()
    with pytest.raises(CheckError, match=r"a\.txt: is a file; name a new folder"):
        create(page, talk, [])
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(CheckError, match=r"loop\.txt: can't be read"):
        create(tmp_path / "new", tmp_path / "loop.txt", [])


def test_a_case_that_is_there_is_never_touched(tmp_path: Path) -> None:
    page = save(tmp_path, "a.txt", "It opened.")
    folder = create(tmp_path / "new", page, [])
    save(folder, "case.toml", "mine")
    with pytest.raises(CheckError, match="there is a case in it already"):
        create(folder, page, [])
    assert (folder / "case.toml").read_text() == "mine"


def test_a_folder_with_other_files_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "new" / "sources").mkdir(parents=True)
    page = save(tmp_path / "new", "article.txt", "It opened.")
    talk = save(tmp_path / "new" / "sources", "talk.txt", "Yes, it did.")
    other = save(tmp_path, "talk.txt", "Another one.")
    with pytest.raises(CheckError, match=r"talk\.txt: is there already, and is another file"):
        create(tmp_path / "new", page, [other])
    assert not (tmp_path / "new" / "case.toml").exists()
    create(tmp_path / "new", page, [talk])
    assert (page.read_text(), talk.read_text()) == ("It opened.", "Yes, it did.")


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    page, talk = save(tmp_path, "page.html", PAGE), save(tmp_path, "talk.vtt", TALK)
    more = save(tmp_path, "more.txt", "It was late.")
    args = ["new", tmp_path / "new", "--article", page, "--source", talk, more]
    done = RUN.invoke(app, list(map(str, args)))
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].startswith("Written: ")
    assert lines[2:] == [
        "  talk: event, date, place, kind",
        "  more: event, date, place, speakers, kind",
        f"Then: claimcheck check {tmp_path / 'new'}",
    ]
    again = RUN.invoke(app, list(map(str, args)))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "there is a case in it already" in again.stderr


def test_the_command_tells_what_the_reader_noticed_and_a_line_that_can_be_pasted(
    tmp_path: Path,
) -> None:
    page = save(tmp_path, "page.txt", "It opened in May.")
    (tmp_path / "talk.txt").write_bytes("The café opened.".encode("cp1252"))
    args = ["new", tmp_path / "it's new", "--article", page, "--source", tmp_path / "talk.txt"]
    done = RUN.invoke(app, list(map(str, args)))
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[1].startswith("Note: talk.txt is not UTF-8 and was read as Windows-1252")
    assert shlex.split(lines[-1])[-1] == str(tmp_path / "it's new")


@pytest.mark.slow
def test_it_can_be_checked_at_once(tmp_path: Path) -> None:
    from test_pdf_docx import ARTICLE, WORD

    for name, data in (("page.pdf", ARTICLE), ("talk.docx", WORD)):
        (tmp_path / name).write_bytes(data)
    create(tmp_path / "new", tmp_path / "page.pdf", [tmp_path / "talk.docx"])
    done = RUN.invoke(app, ["check", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert "Bridge opens two years late" in done.output
