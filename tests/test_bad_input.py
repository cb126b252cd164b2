"""Bad input, from the command line: one clear message each, exit code 2, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck import check, weights
from claimcheck.cache import CACHE_FILE
from claimcheck.cli import app
from claimcheck.records import Case, CheckError, Source

RUN = CliRunner()
TOML = """\
title = "The bridge"

[article]
file = "article.txt"
published = 2021-06-22

[[source]]
id = "talk"
file = "sources/talk.vtt"
kind = "talk"
event = "Opening of Halden Bridge"
date = 2021-06-19
speakers = ["Ida Moen"]

[[source]]
id = "speech"
file = "sources/speech.srt"

[[source]]
id = "report"
file = "sources/report.txt"
"""
ARTICLE = "The bridge was opened on 9 June, the mayor said. It cost 7 million crowns.\n"
FILES = {
    "case.toml": TOML,
    "article.txt": ARTICLE,
    "sources/talk.vtt": "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ida Moen>It opened on 19 June.\n",
    "sources/speech.srt": "1\n00:00:01,000 --> 00:00:05,000\nIt cost seven million crowns.\n",
    "sources/report.txt": "The bridge was opened on 19 June before a small crowd.\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(folder: Path, *options: object) -> str:
    """Run a check that must fail, with every output asked for; its message without the folder."""
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)
    (out / "page.html").write_text("an older page")
    before = tree(folder.parent)
    args = ["check", folder, "--json", "-", "--html", out / "page.html", *options]
    done = RUN.invoke(app, list(map(str, args)))
    assert (done.exit_code, done.stdout) == (2, "")
    assert isinstance(done.exception, SystemExit)  # and no other
    assert tree(folder.parent) == before
    assert done.stderr.startswith("claimcheck: ")
    assert done.stderr.endswith("\n") and done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr and "Errno" not in done.stderr
    return done.stderr.removeprefix("claimcheck: ").replace(f"{folder}{os.sep}", "")


def edit(folder: Path, old: str, new: str) -> Path:
    assert TOML.count(old) == 1
    (folder / "case.toml").write_text(TOML.replace(old, new), encoding="utf-8")
    return folder


# old, new, what the message must have: the file and the key, and what to do
KEYS: dict[str, tuple[str, str, list[str]]] = {
    "unknown key": (
        "speakers =",
        "speaker =",
        ['source 1 ("talk"): speaker: unknown key', 'did you mean "speakers"?'],
    ),
    "unknown table": ("[article]", "[artcle]", ['artcle: unknown key (did you mean "article"?)']),
    "wrong date": (
        "date = 2021-06-19",
        'date = "19.6.2021"',
        ['source 1 ("talk"): date: "19.6.2021" is not a date', "write year-month-day"],
    ),
    "day that is none": (
        "published = 2021-06-22",
        "published = 2021-06-31",
        ["line 5", "published = 2021-06-31"],
    ),
    "duplicate id": (
        'id = "report"',
        'id = "talk"',
        ['source 3 ("talk"): id: "talk" is taken', "give another"],
    ),
    "unsafe id": (
        'id = "report"',
        'id = "../../report"',
        ['source 3 ("../../report"): id:', "use a-z, 0-9, - and _"],
    ),
    "path out of the case": (
        '"sources/report.txt"',
        '"../secret.txt"',
        ['source 3 ("report"): file: "../secret.txt" leads out of the case folder'],
    ),
    "absolute path": (
        '"sources/report.txt"',
        '"/etc/hostname"',
        ['source 3 ("report"): file: "/etc/hostname" leads out of the case folder'],
    ),
    "missing source": (
        '"sources/report.txt"',
        '"sources/raport.txt"',
        ['source 3 ("report"): file: "sources/raport.txt"', 'did you mean "sources/report.txt"?'],
    ),
    "missing article": (
        '"article.txt"',
        '"artikle.txt"',
        ['article: file: "artikle.txt"', 'did you mean "article.txt"?'],
    ),
    "no title": ('title = "The bridge"', "", ["title: is missing", 'add title = "..."']),
    "no quotes": ('title = "The bridge"', "title = The bridge", ["line 1", "The bridge"]),
}


@pytest.mark.parametrize(("old", "new", "parts"), KEYS.values(), ids=KEYS.keys())
def test_a_mistake_in_the_case_file(case: Path, old: str, new: str, parts: list[str]) -> None:
    (case.parent / "secret.txt").write_text("Not of this case.")
    told = refused(edit(case, old, new))
    assert told.startswith("case.toml: ")
    assert [part for part in parts if part not in told] == []
    assert "Not of this case" not in told


FURNITURE = """\
Menu
Home | News | Business
11.8 C Halden
Wednesday, June 23, 2021
Share
Facebook
© 2021 Halden Post. All rights reserved.
"""
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n"
CUES = FILES["sources/talk.vtt"]
TEXTS: dict[str, tuple[str, str | bytes, list[str]]] = {
    "empty article": ("article.txt", "", ["the file is empty", "paste"]),
    "article of blanks": ("article.txt", " \n\n\t\n\ufeff", ["the file is empty", "paste"]),
    "article of furniture": (
        "article.txt",
        FURNITURE,
        ["only page furniture", "paste the article's own paragraphs"],
    ),
    "empty source": ("sources/report.txt", "", ["the file is empty"]),
    "picture as text": (
        "article.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
        ["binary data", "save"],
    ),
    "PDF as text": ("sources/report.txt", PDF, ["binary data", "save that as .txt"]),
    "noise as text": ("sources/report.txt", bytes(range(256)) * 40, ["binary data"]),
    "noise as cues": ("sources/talk.vtt", bytes(range(256)) * 40, ["binary data"]),
    "cues without a header": ("sources/talk.vtt", CUES.removeprefix("WEBVTT\n"), ["line 1", "add"]),
    "cue without an end": (
        "sources/talk.vtt",
        CUES.replace(" --> 00:05.000", " -->"),
        ["line 3", "write it as 00:01:02.000 --> 00:01:05.000"],
    ),
    "cue that ends before it starts": (
        "sources/talk.vtt",
        CUES.replace("00:05", "00:00"),
        ["line 3", "before it starts", "correct one of the two"],
    ),
    "header alone": ("sources/talk.vtt", "WEBVTT\n", ["no words in its cues"]),
    "cue with 75 minutes": (
        "sources/speech.srt",
        "1\n00:75:01,000 --> 00:75:05,000\nIt cost seven million.\n",
        ["line 2", "00:01:02.000 --> 00:01:05.000"],
    ),
    "prose as cues": (
        "sources/speech.srt",
        "The bridge cost seven million crowns.\n",
        ["line 1", "belong to no cue"],
    ),
    "five megabytes in a line": (
        "article.txt",
        "word " * 1_000_000,
        ["line 1: 5,000,000 characters", "break it into paragraphs"],
    ),
    "five megabytes in a line of a source": (
        "sources/report.txt",
        "x" * 5_000_000,
        ["line 1: 5,000,000 characters", "break it into paragraphs"],
    ),
}


@pytest.mark.parametrize(("name", "content", "parts"), TEXTS.values(), ids=TEXTS.keys())
def test_a_file_that_is_no_text(
    case: Path, name: str, content: str | bytes, parts: list[str]
) -> None:
    (case / name).write_bytes(content.encode() if isinstance(content, str) else content)
    told = refused(case)
    assert told.startswith((f"{name}:", f"{name},"))
    assert [part for part in parts if part not in told] == []


def test_another_copy_that_is_not_there(case: Path) -> None:
    copy = case.parent / "saved page.html"
    told = refused(case, "--article", copy)
    assert told.startswith(f"{copy}: there is no such file; ")
    (case.parent / "page.odt").write_bytes(b"PK\x03\x04")
    told = refused(case, "--article", case.parent / "page.odt")
    assert "page.odt: files of this kind can't be read; save it as one of .txt" in told


def test_no_case_at_all(case: Path) -> None:
    assert "no such folder; give the case folder" in refused(case.parent / "nowhere")
    assert "is a file, not a folder" in refused(case / "case.toml")
    (case / "case.toml").unlink()
    assert "no case.toml in it" in refused(case)


def test_one_bad_case_of_several_names_itself_and_the_others_are_checked(case: Path) -> None:
    good = shutil.copytree(case, case.parent / "good")
    (case / "article.txt").unlink()
    done = RUN.invoke(app, ["check", str(case), str(good), "--json", "-"])
    assert done.exit_code == 2
    assert [json.loads(line)["case"] for line in done.stdout.splitlines()] == [str(good)]
    assert f"{case}{os.sep}case.toml: article: file:" in done.stderr


# Models


def test_a_model_path_without_a_model(case: Path) -> None:
    empty = case.parent / "models" / "none"
    empty.mkdir(parents=True)
    assert refused(case, "--model", empty).startswith(f"{empty}: no model in it")
    told = refused(case, "--model", empty / "further")
    assert told.startswith(f"{empty / 'further'}: there is no such folder; give the folder")
    told = refused(case, "--model", case / "article.txt")
    assert "a file; give the folder of a sentence-transformers model" in told
    (empty / "config.json").write_text("{}")
    assert "no .safetensors weights" in refused(case, "--model", empty)
    (empty / "model.safetensors").write_bytes(b"nothing of the kind")
    assert "not a model that sentence-transformers can load" in refused(case, "--model", empty)


def test_a_hash_that_does_not_match(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = case.parent / "package"
    shutil.copytree(weights.packaged_folder(), package, copy_function=os.link)
    (package / "vocab.txt").unlink()
    (package / "vocab.txt").write_text("[PAD]\n")
    monkeypatch.setattr(weights, "packaged_folder", lambda: package)
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(case.parent / "cache"))
    out = case.parent / "out.json"
    done = RUN.invoke(app, ["check", str(case), "--json", str(out)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{package / 'vocab.txt'}: damaged or changed" in done.stderr
    assert "reinstall it: pip install" in done.stderr
    assert not out.exists()


# The cache


def refuse_all(folder: Path) -> Path:
    """A place where nobody may make a folder, not even root."""
    return Path("/proc/claimcheck")


def spoil(folder: Path) -> Path:
    folder.mkdir()
    (folder / CACHE_FILE).write_bytes(b"this is not a database " * 100)
    return folder


def half_spoil(folder: Path) -> Path:
    """A true cache whose pages are damaged behind the first."""
    shutil.copytree(os.environ["CLAIMCHECK_CACHE"], folder)
    data = (folder / CACHE_FILE).read_bytes()
    (folder / CACHE_FILE).write_bytes(data[:4096] + b"\x55" * (len(data) - 4096))
    return folder


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a check of the case gives with a cache, which it fills."""
    folder = tmp_path_factory.mktemp("usual")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    done = RUN.invoke(app, ["check", str(folder), "--json", "-"])
    assert done.exit_code == 0, done.stderr
    return told(done.stdout)


def told(line: str) -> dict[str, Any]:
    """Read the JSON but for what tells one folder, or one rounding, from another."""
    data: dict[str, Any] = json.loads(line)
    for e in (e for claim in data["claims"] for e in claim["evidence"]):
        e["similarity"] = round(e["similarity"], 2)
    return data | {"case": ""}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="has no /proc")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (refuse_all, ["can't be used as a cache", "set CLAIMCHECK_CACHE to another folder"]),
        (spoil, ["the cache was damaged", "is started anew"]),
        (half_spoil, ["the cache was damaged", "is started anew"]),
    ],
)
def test_the_check_runs_without_a_cache(
    case: Path,
    usual: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
    words: list[str],
) -> None:
    folder = make(case.parent / "cache")
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(folder))
    done = RUN.invoke(app, ["check", str(case), "--json", "-"])
    assert done.exit_code == 0
    assert told(done.stdout) == usual
    note = next(line for line in done.stderr.splitlines() if words[0] in line)
    assert str(folder) in note and words[1] in note
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_cache_that_can_only_be_read(
    case: Path, usual: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def read_only(path: Path, **options: float) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)  # root may write anywhere
    done = RUN.invoke(app, ["check", str(case), "--json", "-"])
    assert done.exit_code == 0
    assert told(done.stdout) == usual
    assert "cache" not in done.stderr  # all of it was there

    (case / "article.txt").write_text(ARTICLE + "The mayor wore a green hat.\n")
    done = RUN.invoke(app, ["check", str(case), "--json", "-"])
    assert done.exit_code == 0
    assert len(json.loads(done.stdout)["claims"]) == 3
    assert "can't be used as a cache" in done.stderr


# Output

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))  # each write beyond that fails
from claimcheck.cli import main
sys.argv = ["claimcheck", "check", *sys.argv[1:]]
main()
"""


def start(*args: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED, *map(str, args)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, **options)


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--html", "--json"])
def test_a_disk_that_fills_leaves_the_old_file(
    case: Path, usual: dict[str, Any], option: str
) -> None:
    out = case.parent / "out"
    out.mkdir()
    target = out / "old"
    target.write_text('{"schema": "claimcheck/1"}')
    for path in (target, out / "new"):
        done = start(case, option, path, stdout=subprocess.PIPE)
        assert done.returncode == 2, done.stderr
        assert f"claimcheck: {path}: not written (File too large); nothing" in done.stderr
        assert "Traceback" not in done.stderr
    assert tree(out) == {str(target): b'{"schema": "claimcheck/1"}'}


@pytest.mark.slow
def test_standard_output_holds_json_alone_where_the_page_fails(
    case: Path, usual: dict[str, Any]
) -> None:
    page = case.parent / "page.html"
    done = start(case, "--json", "-", "--html", page, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert told(done.stdout) == usual
    assert not page.exists()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
@pytest.mark.parametrize("options", [["--json", "-"], []], ids=["json", "table"])
def test_a_full_standard_output_is_told_in_one_line(
    case: Path, usual: dict[str, Any], options: list[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = start(case, *options, stdout=full)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


@pytest.mark.slow
def test_with_json_on_standard_output_nothing_else_is_there(
    case: Path, usual: dict[str, Any]
) -> None:
    german = "Die Brücke wurde am 19. Juni eröffnet, und zwar vor wenigen Leuten aus dem Ort. "
    (case / "sources/report.txt").write_text(german * 5, encoding="utf-8")
    page = case.parent / "page.html"
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", "check", case, "--json", "-", "--html", page],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["schema"] == "claimcheck/1"
    assert "not look English" in done.stderr and str(page) in done.stderr


@pytest.mark.parametrize(
    ("article", "talk", "told"),
    [
        (" \n", "It opened on 19 June.", "article: has no text"),
        ("It opened on 9 June.", "It \ud83d opened.", "talk: character 3 is half of a surrogate"),
    ],
)
def test_a_case_made_in_memory_is_held_to_what_a_file_can_hold(
    article: str, talk: str, told: str
) -> None:
    sources = (Source("talk", "talk", "Talk", talk),)
    with pytest.raises(CheckError, match=told):
        check(Case("", "The bridge", Source("article", "article", "A", article), sources))
