"""A case folder: what is read, whose word counts, and what each mistake says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimcheck.case import load
from claimcheck.records import CheckError

ARTICLE = "Halden Bridge opened on 9 June, the mayor said. It cost 7 million crowns.\n"
TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Ida Moen>The bridge opened on the nineteenth of June.

00:00:06.000 --> 00:00:09.000
<v Per Lie>It cost seven billion crowns.
"""
REPORT = "The bridge was opened on 19 June before a small crowd.\n"
TOML = """
title = "The bridge"

[article]
file = "article.txt"
outlet = "Halden Post"
published = 2021-06-22
url = "https://example.org/bridge"

[[source]]
id = "talk"
file = "sources/talk.vtt"
kind = "talk"
title = "The opening speech"
event = "Opening of Halden Bridge"
date = "2021-06-19"
place = "Halden"
speakers = ["Ida Moen"]
outlet = "Halden TV"
url = "https://example.org/talk"

[[source]]
id = "report-2"
file = "sources/report.txt"

[[source]]
id = "interview"
kind = "interview"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "bridge"
    (root / "sources").mkdir(parents=True)
    (root / "case.toml").write_text(TOML, encoding="utf-8")
    (root / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "sources" / "talk.vtt").write_text(TALK, encoding="utf-8")
    (root / "sources" / "report.txt").write_text(REPORT, encoding="utf-8")
    return root


def edit(folder: Path, old: str, new: str) -> Path:
    """Change one place of the case file."""
    text = (folder / "case.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "case.toml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def message(folder: Path, **kwargs: Path) -> str:
    """Give the error, which always names the case's folder first."""
    with pytest.raises(CheckError) as caught:
        load(folder, **kwargs)
    assert str(caught.value).startswith(str(folder))
    return str(caught.value).removeprefix(str(folder))


def test_everything_that_a_case_says_is_read(folder: Path) -> None:
    case = load(folder)
    assert (case.folder, case.title) == (str(folder), "The bridge")
    article = case.article
    assert (article.id, article.kind, article.outlet) == ("article", "article", "Halden Post")
    assert article.text.strip() == ARTICLE.strip()
    assert (article.date, article.date_basis) == (date(2021, 6, 22), "case")
    assert article.url == "https://example.org/bridge"
    talk, report, interview = case.sources
    assert (talk.id, talk.kind, talk.title) == ("talk", "talk", "The opening speech")
    assert (talk.event, talk.place) == ("Opening of Halden Bridge", "Halden")
    assert (talk.date, talk.date_basis) == (date(2021, 6, 19), "case")
    assert (talk.outlet, talk.url) == ("Halden TV", "https://example.org/talk")
    assert (report.id, report.title, report.text.strip()) == ("report-2", "report", REPORT.strip())
    assert (interview.kind, interview.title) == ("interview", "interview")


def test_voices_of_the_file_follow_the_speakers_of_the_case(folder: Path) -> None:
    assert load(folder).sources[0].speakers == ("Ida Moen", "Per Lie")


def test_a_speaker_is_named_once_whatever_the_case_of_letters(folder: Path) -> None:
    edit(folder, '["Ida Moen"]', '["IDA MOEN", "Someone Else"]')
    assert load(folder).sources[0].speakers == ("IDA MOEN", "Someone Else", "Per Lie")


def test_a_source_without_a_file_has_no_words(folder: Path) -> None:
    interview = load(folder).sources[2]
    assert (interview.text, interview.turns) == ("", ())
    assert (interview.date, interview.date_basis) == (None, None)


def test_only_three_keys_are_needed(folder: Path) -> None:
    text = 'title = "A"\n[article]\nfile = "article.txt"\n[[source]]\nid = "s"\n'
    (folder / "case.toml").write_text(text, encoding="utf-8")
    (folder / "article.txt").write_text(f"{ARTICLE.strip()} {REPORT.strip()} {ARTICLE}")
    case = load(folder)
    assert case.article.title == "A"
    assert [source.id for source in case.sources] == ["s"]


def test_a_case_may_have_no_sources(folder: Path) -> None:
    (folder / "case.toml").write_text('title = "A"\n[article]\nfile = "article.txt"\n')
    assert load(folder).sources == ()


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "case.toml").write_text(TOML, encoding="utf-8-sig")
    assert load(folder).title == "The bridge"


PAGE = """<html><head><title>Bridge opened late</title>
<meta property="og:title" content="Bridge opened late">
<meta property="article:published_time" content="2021-06-25T08:00:00+02:00"></head>
<body><article><h1>Bridge opened late</h1>
<p>Halden Bridge opened on 19 June, ten days after the day that the council had planned.</p>
<p>The council says that the delay came from a late delivery of steel in the spring.</p>
</article></body></html>"""


def test_the_page_tells_its_date_where_the_case_does_not(folder: Path) -> None:
    (folder / "article.html").write_text(PAGE, encoding="utf-8")
    edit(folder, 'file = "article.txt"', 'file = "article.html"')
    edit(folder, "published = 2021-06-22", "")
    article = load(folder).article
    assert (article.date, article.date_basis) == (date(2021, 6, 25), "metadata")
    assert article.title == "Bridge opened late"


def test_another_copy_of_the_article_takes_its_place(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "saved page.html"
    copy.write_text(PAGE, encoding="utf-8")
    article = load(folder, article=copy).article
    assert "late delivery of steel" in article.text
    assert (article.date, article.date_basis) == (date(2021, 6, 22), "case")
    edit(folder, "published = 2021-06-22", "")
    article = load(folder, article=copy).article
    assert (article.date, article.date_basis) == (date(2021, 6, 25), "metadata")


def test_a_missing_copy_is_an_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"nowhere\.html"):
        load(folder, article=tmp_path / "nowhere.html")


def test_notices_name_their_file_once(folder: Path) -> None:
    (folder / "article.txt").write_bytes("Der Bürgermeister sagte nichts.".encode("cp1252"))
    notices = load(folder).notices
    assert notices
    assert all(notice.count("article.txt") == 1 for notice in notices)


MISTAKES = {
    "unknown key": ('place = "Halden"', 'plcae = "Halden"',
                    ['source 1 ("talk"): plcae: unknown key (did you mean "place"?)', "speakers"]),
    "unknown key in the article": ("published =", "date =",
                                   ["article: date: unknown key", "published"]),
    "unknown key at the top": ('title = "The bridge"', 'title = "The bridge"\nTitel = 1',
                               ['Titel: unknown key (did you mean "title"?)']),
    "no title": ('title = "The bridge"', "", ['title: is missing; add title = "..."']),
    "empty title": ('title = "The bridge"', 'title = " "', ["title: is empty"]),
    "title of a wrong type": ('title = "The bridge"', "title = 7", ["title: is 7", "text"]),
    "no article file": ('file = "article.txt"', "", ["article: file: is missing", "article.txt"]),
    "no id": ('id = "report-2"', "", ["source 2: id: is missing"]),
    "id of a wrong type": ('id = "report-2"', "id = 2", ["source 2: id: is 2"]),
    "unsafe id": ('id = "report-2"', 'id = "../x"',
                  ['source 2 ("../x"): id:', "a-z, 0-9, - and _"]),
    "id in capitals": ('id = "report-2"', 'id = "Report"', ['"Report" is not allowed', "a-z"]),
    "id with a line break": ('id = "report-2"', 'id = "a\\nb"', ["is not allowed"]),
    "id twice": ('id = "report-2"', 'id = "talk"', ['source 2 ("talk"): id: "talk" is taken']),
    "id but for capitals twice": ('id = "report-2"', 'id = "TALK"', ['"TALK" is taken']),
    "id of the article": ('id = "report-2"', 'id = "article"', ["is the article's"]),
    "wrong kind": ('kind = "interview"', 'kind = "intervew"',
                   ['source 3 ("interview"): kind: "intervew"', '(did you mean "interview"?)',
                    "talk, interview, report, statement, caption"]),
    "date in words": ('"2021-06-19"', '"19 June 2021"',
                      ['source 1 ("talk"): date: "19 June 2021" is not a date', "2024-12-03"]),
    "date that is none": ('"2021-06-19"', '"2021-02-30"', ['date: "2021-02-30" is not a date']),
    "date with a time": ('"2021-06-19"', "2021-06-19T10:00:00", ["date:", "is not a date"]),
    "date as a number": ('"2021-06-19"', "2021", ["date: 2021 is not a date"]),
    "week date": ('"2021-06-19"', '"2021-W24-6"', ["is not a date"]),
    "TOML date that is none": ("2021-06-22", "2021-02-30",
                               ["not valid TOML", "line 7", "published = 2021-02-30"]),
    "TOML that is none": ('title = "The bridge"', "title = The bridge", ["line 2", "The bridge"]),
    "TOML that breaks off": ('url = "https://example.org/talk"', 'url = """https',
                             ["not valid TOML"]),
    "speakers not a list": ('["Ida Moen"]', '"Ida Moen"', ["speakers:", "a list of names"]),
    "speaker not a name": ('["Ida Moen"]', '["Ida Moen", 3]', ["speakers:", "a list of names"]),
    "file not there": ("sources/report.txt", "sources/reprot.txt",
                       ['source 2 ("report-2"): file: "sources/reprot.txt" is not in the case',
                        '(did you mean "sources/report.txt"?)']),
    "file is a folder": ('"sources/report.txt"', '"sources"', ["is a folder"]),
    "file above": ('"sources/report.txt"', '"../other.txt"', ["leads out of the case folder"]),
    "file far above": ('"sources/report.txt"', '"sources/../../other.txt"', ["leads out of"]),
    "absolute file": ('"sources/report.txt"', '"/etc/hostname"', ["leads out of the case folder"]),
    "file with a NUL": ('"sources/report.txt"', '"a\\u0000b"', ["file:"]),
    "file with an endless name": ('"sources/report.txt"', f'"{"x" * 5000}"', ["file:"]),
    "the article as its own source": ("sources/report.txt", "sources/../article.txt",
                                      ["the article's own file"]),
    "one source in single brackets": ('[[source]]\nid = "interview"\nkind = "interview"',
                                      "[extra]", ["extra: unknown key"]),
    "article as text": ('[article]\nfile = "article.txt"',
                        'article = "article.txt"\n[[source]]\nid = "x"',
                        ["article: is", "[article]"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "parts"), MISTAKES.values(), ids=MISTAKES.keys())
def test_each_mistake_says_where_it_is_and_what_is_allowed(
    folder: Path, old: str, new: str, parts: list[str]
) -> None:
    told = message(edit(folder, old, new))
    assert told.startswith("/case.toml: ")
    assert "\n" not in told.replace('"a\nb"', "")
    for part in parts:
        assert part in told


def test_a_single_source_table_is_explained(folder: Path) -> None:
    text = 'title = "A"\n[article]\nfile = "article.txt"\n[source]\nid = "s"\n'
    (folder / "case.toml").write_text(text, encoding="utf-8")
    assert "[[source]]" in message(folder)


def test_a_link_that_leads_out_is_an_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Not of this case.")
    (folder / "sources" / "report.txt").unlink()
    (folder / "sources" / "report.txt").symlink_to(tmp_path / "secret.txt")
    assert "leads out of the case folder" in message(folder)


def test_a_loop_of_links_is_an_error(folder: Path) -> None:
    (folder / "sources" / "report.txt").unlink()
    (folder / "sources" / "report.txt").symlink_to(folder / "sources" / "report.txt")
    assert 'source 2 ("report-2"): file' in message(folder)


def test_a_case_reached_through_a_link_is_fine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert load(tmp_path / "link").title == "The bridge"


def test_what_is_no_case_folder_says_so(folder: Path, tmp_path: Path) -> None:
    assert "no such folder" in message(tmp_path / "nowhere")
    assert "is a file" in message(folder / "case.toml")
    (tmp_path / "empty").mkdir()
    assert "no case.toml" in message(tmp_path / "empty")


def test_a_case_file_that_is_not_utf8_is_an_error(folder: Path) -> None:
    (folder / "case.toml").write_bytes(TOML.replace("Lie", "Løe").encode("utf-16"))
    assert "not UTF-8" in message(folder)


@pytest.mark.parametrize("deep", ["[", "{a="])
def test_a_case_file_nested_without_end_is_an_error(folder: Path, deep: str) -> None:
    (folder / "case.toml").write_text("a = " + deep * 100_000)
    assert "nested too deeply" in message(folder)


def test_an_empty_article_is_an_error(folder: Path) -> None:
    (folder / "article.txt").write_text("\n \n")
    assert message(folder).startswith("/article.txt: ")
