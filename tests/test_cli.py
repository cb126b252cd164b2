from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck.cli import app, clean
from claimcheck.records import (
    Case,
    CheckError,
    Claim,
    Internal,
    Outcome,
    Source,
    Verdict,
    frame,
)

RUN = CliRunner()
OLD = '{"schema": "claimcheck/1"}'  # what an earlier run left
EVIL = "The dam \x1b[2J\x1b]0;owned\x07burst [bold]in[/bold] \u202e1987."


def _result(folder: Path) -> SimpleNamespace:
    """What a check would give for an article of two sentences."""
    case = Case(
        str(folder), f"Case {folder.name}", Source("article", "article", "", EVIL), (), ("menu",)
    )
    rows = [Claim("c1", "article:0", EVIL, True, ""), Claim("c2", "article:1", "Why?", False, "q")]
    verdicts = [
        Verdict("c1", Outcome.CONTRADICTED, 0.875, "The talk gives 1978."),
        Verdict("c2", Outcome.NOT_CHECKABLE, None, "question"),
    ]
    internal = [Internal("date", ("in 1987", "in 1988"), "two years for one dam")]
    return SimpleNamespace(
        case=case,
        claims=frame(Claim, rows),
        verdicts=frame(Verdict, verdicts),
        internal=frame(Internal, internal),
        notices=("The article has no date.",),
        to_json=lambda: {"schema": "claimcheck/1", "case": folder.name, "text": EVIL},
    )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put a quick check and report in the place of the real ones; what they were asked."""
    seen: list[dict[str, Any]] = []

    def check(case: Path, **options: Any) -> SimpleNamespace:
        seen.append({"case": case, **options})
        if not case.is_dir():
            raise CheckError(f"{case}: no such folder; name a folder that holds a case.toml")
        return _result(case)

    for name, value in [
        ("check", check),
        ("report", lambda result, decisions: "<p>claimcheck report</p>"),
    ]:
        module = ModuleType(f"claimcheck.{name}")
        module.__dict__["render" if name == "report" else name] = value
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return seen


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "dam"
    folder.mkdir()
    (folder / "case.toml").touch()
    return folder


def _check(*args: object) -> Any:
    return RUN.invoke(app, ["check", *map(str, args)])


def test_it_prints_verdicts_findings_and_notices(calls: list[dict[str, Any]], case: Path) -> None:
    done = _check(case)
    assert done.exit_code == 0
    for words in [
        "contradicted",
        "88%",
        "not checkable",
        "1978",
        "two years",
        "no date",
        "1 line of",
    ]:
        assert words in done.stdout
    options = {"article": None, "k": 5, "model": None, "judge": None, "corpus": None}
    assert calls == [{"case": case, "progress": False, **options}]


def test_what_a_source_says_can_not_steer_the_terminal(
    calls: list[dict[str, Any]], case: Path
) -> None:
    for text in (_check(case).output, _check(case, "--json", "-").stderr):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[bold]in[/bold]" in " ".join(_check(case).stdout.split())


def test_options_reach_the_check(calls: list[dict[str, Any]], case: Path) -> None:
    _check(case, "--article", "a.html", "-k", 3, "--model", "m", "--judge", "n@1", "--corpus", "c")
    assert calls[0] | {"progress": False} == {
        "case": case,
        "article": Path("a.html"),
        "k": 3,
        "model": "m",
        "judge": "n@1",
        "progress": False,
        "corpus": "c",
    }


def test_json_on_standard_output_stands_alone(calls: list[dict[str, Any]], case: Path) -> None:
    done = _check(case, case, "--json", "-")
    lines = done.stdout.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["claimcheck/1"] * 2
    assert json.loads(lines[0])["text"] == EVIL
    assert "no date" in done.stderr


def test_json_and_html_are_written(calls: list[dict[str, Any]], case: Path) -> None:
    data, page = case / "out.json", case / "new" / "page.html"
    done = _check(case, "--json", data, "--html", page)
    assert done.exit_code == 0
    assert json.loads(data.read_text(encoding="utf-8"))["case"] == "dam"
    assert page.read_text() == "<p>claimcheck report</p>"
    assert str(page) in done.stdout.replace("\n", "")


@pytest.mark.parametrize(
    "given, code",
    [
        (["contradicted"], 1),
        (["supported"], 0),
        (["supported", "contradicted"], 1),
        (["supported,not_checkable"], 1),
        (["wrong"], 2),
    ],
)
def test_fail_on(calls: list[dict[str, Any]], case: Path, given: list[str], code: int) -> None:
    done = _check(case, *(x for name in given for x in ("--fail-on", name)))
    assert done.exit_code == code
    assert ("not_mentioned" in done.stderr) == (code == 2)


@pytest.mark.parametrize(
    "args", [["--html", "x.html"], ["--article", "a.txt"]], ids=["html", "article"]
)
def test_options_for_one_case_refuse_two(
    calls: list[dict[str, Any]], case: Path, args: list[str]
) -> None:
    done = _check(case, case, *args)
    assert done.exit_code == 2
    assert args[0] in done.stderr
    assert not calls


def test_tells_its_version() -> None:
    done = RUN.invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"claimcheck {version('claimcheck')}\n")


def test_bad_input_is_one_line_and_exit_code_2(calls: list[dict[str, Any]], tmp_path: Path) -> None:
    done = _check(tmp_path / "no\x1bne")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no such folder" in done.stderr
    assert "\x1b" not in done.stderr


def test_of_several_cases_a_bad_one_does_not_stop_the_others(
    calls: list[dict[str, Any]], case: Path, tmp_path: Path
) -> None:
    data = tmp_path / "out.json"
    done = _check(tmp_path / "none", case, "--json", data)
    assert done.exit_code == 2
    assert [call["case"].name for call in calls] == ["none", "dam"]
    assert "none: no such folder" in done.stderr and "1 of 2 cases can't be" in done.stderr
    assert "contradicted" in done.stdout
    assert [json.loads(line)["case"] for line in data.read_text().splitlines()] == ["dam"]


def test_where_no_case_can_be_checked_an_earlier_result_stays(
    calls: list[dict[str, Any]], case: Path, tmp_path: Path
) -> None:
    data = tmp_path / "out.json"
    data.write_text(OLD)
    none = tmp_path / "none"
    done = _check(none, none, "--json", data)
    assert done.exit_code == 2
    assert data.read_text() == OLD
    assert done.stderr.count("no such folder") == 1
    assert "the others are done" not in done.stderr


def test_an_error_of_the_system_is_told_with_its_file(
    calls: list[dict[str, Any]], case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(*args: Any, **options: Any) -> None:
        raise PermissionError(13, "Permission denied", "secret.txt")

    monkeypatch.setattr(sys.modules["claimcheck.check"], "check", check)
    done = _check(case)
    assert (done.exit_code, done.stderr) == (2, "claimcheck: secret.txt: Permission denied\n")


@pytest.mark.parametrize("option", ["--html", "--json"])
def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    calls: list[dict[str, Any]], case: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    target = case / "out"
    target.write_text(OLD)
    target.chmod(0o640)

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as half:
            half.write(data[:3])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        done = _check(case, option, target)
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert {p.name: p.read_text() for p in case.iterdir()} == {
        "out": OLD,
        "case.toml": "",
    }

    assert _check(case, option, target).exit_code == 0
    assert target.read_text() != OLD
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
def test_a_device_is_written_to_and_not_replaced(calls: list[dict[str, Any]], case: Path) -> None:
    done = _check(case, "--html", "/dev/full")
    assert done.exit_code == 2
    assert "No space left" in done.stderr
    assert not Path("/dev/full").is_file()
    assert _check(case, "--html", os.devnull).exit_code == 0


def test_a_folder_in_the_place_of_the_page_is_an_error(
    calls: list[dict[str, Any]], case: Path
) -> None:
    done = _check(case, "--html", case)
    assert done.exit_code == 2
    assert str(case) in done.stderr


def test_clean_keeps_what_people_write() -> None:
    assert clean("naïve — “quoted” 𝔘 नमस्ते\u200d") == "naïve — “quoted” 𝔘 नमस्ते\u200d"
    assert clean("a\tb\nc\x9b31m\ud800") == "a b c⟦U+009B⟧31m⟦U+D800⟧"


def test_help_needs_neither_pandas_nor_a_model() -> None:
    code = (
        "import sys, runpy\n"
        "sys.argv = ['claimcheck', 'check', '--help']\n"
        "try: runpy.run_module('claimcheck', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print({'pandas', 'torch', 'jinja2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--fail-on" in done.stdout
    assert done.stdout.rstrip().endswith("set()")


def test_the_real_check_refuses_a_folder_without_a_case(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", "check", str(tmp_path), "--json", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "case.toml" in done.stderr


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_a_file_of_somebody_else_is_never_written_over(
    calls: list[dict[str, Any]], case: Path, option: str
) -> None:
    page = "<!doctype html><p>claimcheck found that the bridge opened.</p>"
    (case / "article.html").write_text(page)
    done = _check(case, option, case / "article.html")
    assert done.exit_code == 2
    assert "not written by claimcheck" in done.stderr
    assert (case / "article.html").read_text() == page


def test_one_file_for_both_is_refused(calls: list[dict[str, Any]], case: Path) -> None:
    done = _check(case, "--json", case / "out", "--html", case / "out")
    assert done.exit_code == 2
    assert "name two files" in done.stderr
