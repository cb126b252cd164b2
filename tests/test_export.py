"""Exports as a whole: what they were made of, whose the outcomes are, where they may be written."""

from __future__ import annotations

import errno
import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from exported import decided, folder, result
from lxml import html
from typer.testing import CliRunner

from claimcheck import export, report
from claimcheck.check import Result
from claimcheck.cli import app
from claimcheck.records import CheckError, Decision, NoOutcome, Outcome, frame

AT = datetime(2025, 3, 9, 12, 30, tzinfo=UTC)
RUN = CliRunner()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return folder(tmp_path)


@pytest.fixture
def checked(case: Path) -> Result:
    return result(case)


@pytest.fixture
def decisions(case: Path, checked: Result) -> pd.DataFrame:
    """One claim with two who agree, one with two who differ, one with a change of mind."""
    claims = list(checked.claims[["id", "text"]].itertuples(index=False, name=None))
    return decided(
        case,
        [
            (*claims[0], Outcome.CONTRADICTED, "Ann", "The tape has twelve."),
            (*claims[0], Outcome.CONTRADICTED, "Ben", ""),
            (*claims[1], Outcome.SUPPORTED, "Ann", ""),
            (*claims[1], Outcome.CONTRADICTED, "Ben", ""),
            (*claims[2], Outcome.SUPPORTED, "Ann", ""),
            (*claims[2], Outcome.NOT_MENTIONED, "Ann", "I was wrong."),
            ("gone", "A sentence that was cut.", Outcome.SUPPORTED, "Ben", ""),
        ],
    )


def made(checked: Result, decisions: pd.DataFrame, **more: Any) -> dict[str, Any]:
    return export.provenance(checked, decisions, **more)


def test_each_outcome_is_a_persons_or_only_the_machines(
    checked: Result, decisions: pd.DataFrame
) -> None:
    table = export.outcomes(checked, decisions)
    assert table["whose"].tolist() == ["person", "persons differ", "person", "machine", "machine"]
    assert table["person_outcome"].tolist() == ["contradicted", None, "not_mentioned", None, None]
    assert table["machine_outcome"].tolist() == checked.verdicts["outcome"].tolist()
    assert table["decided_by"].tolist() == [("Ann", "Ben"), ("Ann", "Ben"), ("Ann",), (), ()]


def test_the_provenance_has_the_hash_of_every_file(
    case: Path, checked: Result, decisions: pd.DataFrame
) -> None:
    files = made(checked, decisions)["files"]
    names = ["case.toml", "article.txt", "sources/council.txt", "decisions.csv"]
    assert [f["file"] for f in files] == names
    for f in files:
        assert f["sha256"] == hashlib.sha256((case / f["file"]).read_bytes()).hexdigest()
    assert [f.get("as_checked", True) for f in files] == [True] * 4


def test_the_provenance_tells_models_versions_when_and_by_whom(
    checked: Result, decisions: pd.DataFrame
) -> None:
    told = made(checked, decisions, by="Rita Vale", at=AT)
    assert told["model"] == {"name": "tiny", "sha256": "ab12"}
    assert told["judge"] == {"name": "small", "sha256": "cd34"}
    assert told["versions"].keys() >= {"claimcheck", "python", "torch", "pandas"}
    assert (told["exported_at"], told["exported_by"]) == ("2025-03-09T12:30:00Z", "Rita Vale")
    assert told["reviewers"] == ["Ann", "Ben"]
    assert [d["claim_id"] for d in told["stale_decisions"]] == ["gone"]
    assert {k: len(v) for k, v in told["outcomes"].items()} == {
        "person": 2, "persons differ": 1, "another look asked": 0, "machine": 2
    }  # fmt: skip
    assert made(checked, decisions)["exported_by"] is None


def test_a_version_that_is_not_known_is_told_as_such(
    checked: Result, decisions: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", nothing)
    told = made(checked, decisions)
    assert (told["made_by"], told["versions"]["torch"]) == ("claimcheck not known", "not known")


@pytest.mark.parametrize("name", ["article.txt", "sources/council.txt", "decisions.csv"])
def test_a_file_that_changed_since_the_check_is_told(
    name: str, case: Path, checked: Result, decisions: pd.DataFrame
) -> None:
    with (case / name).open("a", encoding="utf-8") as file:
        file.write('c,"Later.",supported,Ann,,2025-03-09T12:30:00+00:00\n')
    files = made(checked, decisions)["files"]
    assert [f["file"] for f in files if not f.get("as_checked", True)] == [name]


def test_a_case_that_is_gone_is_told(checked: Result, case: Path) -> None:
    (case / "article.txt").unlink()
    with pytest.raises(CheckError, match=r"article\.txt"):
        made(checked, frame(Decision, []))


def test_the_page_shows_provenance_and_whose_the_outcomes_are(
    checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "report.html"
    assert export.write(checked, decisions, "html", out, by="Rita <Vale>", at=AT) == [out]
    page = html.document_fromstring(out.read_bytes().decode())
    told = " ".join(page.get_element_by_id("provenance").text_content().split())
    assert "2025-03-09 12:30:00 UTC by Rita <Vale>" in told
    assert "ab12" in told and "cd34" in told and "sources/council.txt" in told
    said = " ".join(page.get_element_by_id("counts").text_content().split())
    assert "Outcomes that a person decided: 2" in said and "Only the machine’s: 2" in said
    cards = [page.get_element_by_id(f"claim-{i}").text_content() for i in checked.claims["id"]]
    assert ["Nobody has decided this yet" in card for card in cards] == [False] * 3 + [True] * 2
    assert ["overrules the machine" in card for card in cards] == [False, True] + [False] * 3


def test_without_decisions_the_page_says_that_all_is_the_machines(
    checked: Result, case: Path
) -> None:
    none = decided(case, [])
    text = report.render(checked, none, made(checked, none))
    assert "every outcome here is only the machine’s" in text
    assert "Nobody has decided this yet" not in text


def test_the_page_tells_what_was_said_of_sentences_that_are_gone(
    checked: Result, case: Path
) -> None:
    gone = [
        ("gone", "Cut.", Outcome.SUPPORTED, "Ben", ""),
        ("gone", "Cut.", NoOutcome.ANOTHER_LOOK, "Ann", ""),
    ]
    none = decided(case, gone)
    text = report.render(checked, none, made(checked, none))
    assert "Stale: Ben decided “supported” on a claim" in text
    assert "Stale: Ann asked for another look on a claim" in text
    assert "every outcome here is only the machine’s" in text


def test_equal_inputs_give_equal_exports(
    checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    for format in export.FORMATS:
        runs = []
        for name in ("a", "b"):
            out = tmp_path / name / format
            paths = export.write(checked, decisions, format, out, at=AT)
            runs.append({path.name: path.read_bytes() for path in paths})
        first, second = runs
        assert list(first.values()) == list(second.values()), format


def test_the_page_of_a_check_has_no_time_in_it(checked: Result, decisions: pd.DataFrame) -> None:
    assert 'id="provenance"' not in report.render(checked, decisions)


def test_a_folder_tells_which_files_it_has_and_can_be_written_again(
    checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    out = tmp_path / "csv"
    paths = export.write(checked, decisions, "csv", out, at=AT)
    told = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    assert told["written"] == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths[:-1]
    }
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in paths)
    assert export.write(checked, decisions, "csv", out) == paths


def test_nothing_is_written_over_what_somebody_changed(
    checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    out = tmp_path / "csv"
    export.write(checked, decisions, "csv", out, at=AT)
    (out / "claims.csv").write_text("my own notes", encoding="utf-8")
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    with pytest.raises(CheckError, match=r"claims\.csv: not written by claimcheck, or changed"):
        export.write(checked, decisions, "csv", out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("article.txt", "A reporter's own file."),
        ("provenance.json", '{"made_by": "somebody"}'),
        ("provenance.json", "not JSON"),
        ("provenance.json", '{"made_by": "claimcheck 9", "written": {}, "format": "csv"}'),
        ("provenance.json", '{"made_by": "claimcheck 9", "written": {}}'),
        ("case.toml", 'title = "x"'),
    ],
)
def test_a_folder_of_somebody_elses_stays_as_it_is(
    name: str, content: str, checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    out = tmp_path / "theirs"
    out.mkdir()
    (out / name).write_text(content, encoding="utf-8")
    with pytest.raises(CheckError, match=r"name another|name a folder"):
        export.write(checked, decisions, "annotations", out)
    assert [p.read_text(encoding="utf-8") for p in out.iterdir()] == [content]


def test_the_case_is_never_written_into(
    case: Path, checked: Result, decisions: pd.DataFrame
) -> None:
    (case / "article.txt").write_text("They used claimcheck.", encoding="utf-8")
    decided(case, [("gone", "It used claimcheck.", Outcome.SUPPORTED, "Ann", "claimcheck")])
    before = {p: p.read_bytes() for p in case.rglob("*") if p.is_file()}
    for out, format in [(case, "csv"), (case, "html"), *((path, "html") for path in before)]:
        with pytest.raises(CheckError):
            export.write(checked, decisions, format, out)
    assert {p: p.read_bytes() for p in case.rglob("*") if p.is_file()} == before


def test_a_write_that_fails_is_told_and_leaves_the_rest(
    checked: Result, decisions: pd.DataFrame, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "csv"):
        with pytest.raises(CheckError, match="file"):
            export.write(checked, decisions, "csv", out)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for format in ("html", "csv"):
        with pytest.raises(CheckError, match="loop: not written"):
            export.write(checked, decisions, format, tmp_path / "loop")


@pytest.mark.parametrize("format", export.FORMATS)
@pytest.mark.parametrize("rewritten", [False, True])
def test_a_full_disk_leaves_what_was_there_and_no_part_of_what_was_not(
    format: str,
    rewritten: bool,
    checked: Result,
    decisions: pd.DataFrame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out" / ("report.html" if format == "html" else "all")
    if rewritten:
        export.write(checked, decisions, format, out, at=AT)
    before = {p: p.read_bytes() for p in tmp_path.glob("out/**/*") if p.is_file()}
    room = iter([b""] * (0 if format == "html" else 2))
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if next(room, None) is None:
            write_bytes(path, data[:9])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(CheckError, match="No space left on device"):
            export.write(checked, decisions, format, out)
    assert {p: p.read_bytes() for p in tmp_path.glob("out/**/*") if p.is_file()} == before
    export.write(checked, decisions, format, out)


@pytest.mark.parametrize(
    ("format", "options", "said"),
    [
        ("pdf", {}, "not a format; use one of html, csv, parquet, claimreview, annotations"),
        ("csv", {"url": "https://desk.example/"}, "claimreview only"),
        ("claimreview", {"url": "javascript:alert(1)"}, "not a page's address"),
        ("claimreview", {"url": "https://desk.example/a#b"}, "without a #"),
    ],
)
def test_odd_options_are_told(
    format: str, options: Any, said: str, checked: Result, decisions: Any, tmp_path: Path
) -> None:
    with pytest.raises(CheckError, match=said):
        export.write(checked, decisions, format, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_the_command_writes_and_says_whose_the_outcomes_are(
    case: Path, checked: Result, decisions: pd.DataFrame, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sys.modules["claimcheck.check"], "check", lambda *_, **__: checked)
    out = tmp_path / "out"
    with (case / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write("c,cut o")
    ran = RUN.invoke(
        app, ["export", str(case), "--format", "claimreview", "--out", str(out), "--by", "Rita"]
    )
    assert ran.exit_code == 0, ran.output
    assert "2 of a person, 1 on which reviewers differ, 2 only of the machine" in ran.output
    assert "Note: " in ran.output and "decisions.csv" in ran.output
    assert "Stale: Ben, supported, on a sentence that is no longer in the article" in ran.output
    assert "no review is in it" not in ran.output
    assert json.loads((out / "provenance.json").read_text())["exported_by"] == "Rita"
    (case / "decisions.csv").unlink()
    ran = RUN.invoke(app, ["export", str(case), "--format", "claimreview", "--out", str(out)])
    assert ran.exit_code == 0 and "Stale" not in ran.output
    assert "no review is in it: nobody has decided a claim yet" in ran.output
    bad = RUN.invoke(app, ["export", str(case), "--format", "pdf", "--out", str(out)])
    assert bad.exit_code == 2 and "claimreview or annotations" in bad.output


def test_an_export_imports_no_torch(case: Path) -> None:
    code = (
        "import sys; from exported import *; from claimcheck import export; p = Path(sys.argv[1]);"
        "[export.write(result(p), read(p), f, p.parent / f) for f in export.FORMATS];"
        "print(sorted({'torch', 'transformers', 'matplotlib'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(case)], cwd=Path(__file__).parent,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]"
