"""Documents of a corpus as sources of a case: which, from where, and what is shown of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck import check, sourcing
from claimcheck.build import build
from claimcheck.cache import CACHE_FILE
from claimcheck.case import load
from claimcheck.cli import app
from claimcheck.encoder import Encoder
from claimcheck.records import CheckError, Source

RUN = CliRunner()
ARTICLE = "The Halden bridge was opened on 9 June 2021. The repairs cost 7 million crowns.\n"
ARCHIVE = {
    "Town News (1).md": "Title: The bridge is open\nDate: 2021-06-20\nOutlet: Town News\n\n"
    "The Halden bridge was opened on 19 June 2021.\n\nIt rained.",
    "minutes/Town News (1).txt": "The repairs of the bridge cost 9 million crowns.",
    "talk.vtt": "WEBVTT\n\n00:01.000 --> 00:05.000\n"
    "<v Ida Moen>We opened the Halden bridge on 19 June. Its repairs cost 9 million crowns.\n",
    "cake.txt": "Beat the eggs with the sugar. Bake it for an hour.",
    "article copy.txt": ARTICLE,
    "council.txt": "The council met on Tuesday.",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "council.txt").write_text(ARCHIVE["council.txt"])
    (folder / "case.toml").write_text(
        'title = "The bridge"\narticle.file = "article.txt"\n'
        '[[source]]\nid = "town-news-1"\nfile = "council.txt"\n'
    )
    return folder


@pytest.fixture
def corpus(tmp_path: Path, case: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A corpus of files that are gone."""
    monkeypatch.chdir(tmp_path)
    archive = Path("archive")
    for name, text in ARCHIVE.items():
        (archive / name).parent.mkdir(parents=True, exist_ok=True)
        (archive / name).write_text(text)
    build([archive, "bridge"], "corpus")
    archive.rename("gone")
    return "corpus"


def added(case: Path, corpus: str) -> dict[str | None, Source]:
    found = sourcing.add(load(case), corpus, Encoder())
    return {source.corpus: source for source in found.sources if source.corpus}


@pytest.mark.slow
def test_the_nearest_documents_are_taken_and_none_of_its_own(
    case: Path, corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = added(case, corpus)
    assert "archive/article copy.txt" not in found
    assert not [path for path in found if path and path.startswith("bridge")]
    assert "archive/council.txt" not in found  # its words are a source's already
    page, minutes = found["archive/Town News (1).md"], found["archive/minutes/Town News (1).txt"]
    assert {page.id, minutes.id} == {"town-news-1-2", "town-news-1-3"}
    assert (page.title, page.outlet) == ("The bridge is open", "Town News")
    assert (page.date, page.date_basis) == (date(2021, 6, 20), "metadata")
    assert (minutes.date, minutes.date_basis, minutes.kind) == (None, None, "source")
    assert found["archive/talk.vtt"].speakers == ("Ida Moen",)
    assert "archive/cake.txt" not in found  # of something else
    monkeypatch.setattr(sourcing, "DOCUMENTS", 2)
    assert len(added(case, corpus)) == 2


@pytest.mark.slow
def test_what_they_say_is_compared_shown_and_exported(case: Path, corpus: str) -> None:
    result = check(case, corpus=corpus)
    told = result.to_json()
    sources = {source["id"]: source for source in told["sources"]}
    wrong = {claim["text"]: claim["verdict"] for claim in told["claims"]}
    assert set(wrong.values()) == {"contradicted"}
    for claim in told["claims"]:
        for evidence in claim["evidence"]:
            text = sources[evidence["source"]]["text"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert sources["town-news-1-2"]["corpus"].startswith("archive/")
    assert "corpus" not in sources["town-news-1"]
    assert "corpus" not in check(case).to_json()["sources"][0]
    page, data, out = case / "page.html", case / "told.json", case / "out"
    given = [str(case), "--corpus", corpus]
    done = RUN.invoke(app, ["check", *given, "--html", str(page), "--json", str(data)])
    assert done.exit_code == 0, done.output
    assert "Note: sources taken from the corpus: " in done.output
    assert "From the corpus</dt><dd>archive/Town News (1).md" in page.read_text()
    assert json.loads(data.read_text())["claims"] == told["claims"]
    for form in ("annotations", "csv", "html"):
        done = RUN.invoke(
            app, ["export", *given, "--format", form, "--out", str(out / f"{form}.html")]
        )
        assert done.exit_code == 0, done.output
    made_of = json.loads((out / "csv.html" / "provenance.json").read_text())
    files = {file["file"]: file for file in made_of["files"]}
    assert files["archive/Town News (1).md"]["id"] in sources
    assert len(files["archive/Town News (1).md"]["text_sha256"]) == 64


@pytest.mark.slow
def test_a_damaged_cache_is_told_though_the_corpus_was_asked_first(
    case: Path, corpus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    (tmp_path / CACHE_FILE).write_bytes(b"no database" * 1000)
    told = "".join(check(case, corpus=corpus).notices)
    assert told.count("the cache was damaged") == 1


@pytest.mark.slow
def test_the_command_makes_the_corpus(case: Path, tmp_path: Path) -> None:
    made = str(tmp_path / "corpus")
    done = RUN.invoke(app, ["embed", str(case), "--corpus", made])
    assert (done.exit_code, "3 sentences" in done.output) == (0, True), done.output
    done = RUN.invoke(app, ["embed", str(tmp_path / "nothing"), "--corpus", made])
    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert "nothing: can't be read" in done.stderr


def test_a_corpus_that_is_not_there_is_named(case: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="nowhere: can't be read"):
        check(case, corpus=tmp_path / "nowhere")
