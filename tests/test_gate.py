"""The gate: what was recorded against what comes out now."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck import gate
from claimcheck.cli import app
from claimcheck.records import CheckError

Json = dict[str, Any]
CASE = Path(__file__).parents[1] / "data" / "cases" / "lumen-trial"
PINS = Path(__file__).parents[1] / "constraints.txt"
CLASH = {
    "kind": "number",
    "level": "conflicts",
    "source": "talk",
    "claim_text": "12",
    "evidence_text": "ten",
}


def claim(name: str, outcome: str = "supported", *findings: Json) -> Json:
    return {"id": name, "text": f"Sentence {name}.", "outcome": outcome, "findings": [*findings]}


def recorded(*claims: Json, furniture: tuple[str, ...] = ()) -> Json:
    return {"claims": [*claims], "internal": [], "furniture": [*furniture]}


def test_what_is_the_same_is_no_change() -> None:
    one = recorded(claim("a"), claim("b", "contradicted", CLASH))
    assert gate.compare(one, json.loads(json.dumps(one))) == []


def test_a_turned_verdict_comes_with_the_finding_that_turned_it() -> None:
    changes = gate.compare(recorded(claim("a")), recorded(claim("a", "contradicted", CLASH)))
    told = "number conflicts, talk: “12” / “ten”"
    assert changes == [gate.Change("Sentence a.", "supported", "contradicted", (), (told,))]


def test_a_finding_alone_is_a_change() -> None:
    [change] = gate.compare(recorded(claim("a", "supported", CLASH)), recorded(claim("a")))
    assert (change.was, change.now, change.come) == ("supported", "supported", ())
    assert len(change.gone) == 1


def test_a_finding_that_is_there_once_more_is_a_change() -> None:
    once, twice = claim("a", "contradicted", CLASH), claim("a", "contradicted", CLASH, CLASH)
    [change] = gate.compare(recorded(once), recorded(twice))
    assert len(change.come) == 1 and not change.gone


def test_sentences_that_came_and_went() -> None:
    changes = gate.compare(recorded(claim("a"), claim("b")), recorded(claim("b"), claim("c")))
    assert [(c.text, c.was, c.now) for c in changes] == [
        ("Sentence c.", None, "supported"),
        ("Sentence a.", "supported", None),
    ]


def test_the_order_of_the_sentences_is_no_change() -> None:
    assert gate.compare(recorded(claim("a"), claim("b")), recorded(claim("b"), claim("a"))) == []


def test_furniture_and_the_article_against_itself_count() -> None:
    new = recorded(claim("a"), furniture=("Menu",))
    new["internal"] = [{"kind": "date", "texts": ["Monday", "Tuesday"]}]
    changes = gate.compare(recorded(claim("a")), new)
    assert [c.come for c in changes] == [("date: “Monday” / “Tuesday”",), ("Menu",)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    one = recorded(claim("a"), claim("ü", "contradicted", CLASH), furniture=("Weather",))
    path = tmp_path / "expected.json"
    path.write_text(gate.dumps(one), encoding="utf-8")
    assert gate.read(path) == one
    assert len(path.read_text(encoding="utf-8").splitlines()) > 6


def test_every_shipped_record_is_written_as_it_is() -> None:
    for path in CASE.parent.glob("*/expected.json"):
        assert gate.dumps(gate.read(path)) == path.read_text(encoding="utf-8")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["claims", "id", "text", "outcome", "findings", "schema", "internal"]),
            inner,
            max_size=7,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=100)
@given(found=JSON)
def test_another_json_is_an_error_in_words(tmp_path_factory: Any, found: Any) -> None:
    path = tmp_path_factory.mktemp("gate") / "expected.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    try:
        gate.compare(gate.read(path), gate.read(path))
    except CheckError as error:
        assert str(path) in str(error)


def test_a_record_of_another_version_is_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "expected.json"
    whole = {"schema": "claimcheck/1", "claims": [], "internal": [], "furniture": ["Menu"]}
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert gate.read(path) == recorded(furniture=("Menu",))
    path.write_text(json.dumps({**whole, "schema": "claimcheck/2"}), encoding="utf-8")
    with pytest.raises(CheckError, match="as this version writes it"):
        gate.read(path)


def test_update_needs_a_file() -> None:
    done = CliRunner().invoke(app, ["check", str(CASE), "--update"])
    assert done.exit_code == 2 and "--expect FILE" in done.stderr


def test_several_cases_have_a_file_each(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["check", str(CASE), str(CASE), "--expect", str(tmp_path / "expected.json")]
    )
    assert done.exit_code == 2 and "bare name" in done.stderr


def test_nothing_recorded_yet(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["check", str(CASE), "--expect", str(tmp_path / "none.json")])
    assert done.exit_code == 2
    assert str(tmp_path / "none.json") in done.stderr and "--update" in done.stderr


@pytest.mark.slow
def test_a_case_without_a_record_does_not_stop_the_others(tmp_path: Path) -> None:
    bare = Path(shutil.copytree(CASE, tmp_path / "case"))
    (bare / "expected.json").unlink()
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        app, ["check", str(bare), str(CASE), "--expect", "expected.json"]
    )
    assert done.exit_code == 2
    assert str(bare / "expected.json") in done.stderr and "1 of 2 cases" in done.stderr
    assert "A tablet against sight loss: as recorded" in done.stdout


@pytest.mark.slow
def test_from_record_to_change_and_back(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASE, tmp_path / "case"))
    path = folder / "expected.json"
    path.unlink()
    run = ["check", str(folder), "--expect", "expected.json"]
    assert CliRunner().invoke(app, [*run, "--update"]).exit_code == 0
    was = path.read_bytes()
    assert was == (CASE / "expected.json").read_bytes()
    assert CliRunner().invoke(app, run).exit_code == 0

    page = folder / "saved-page.html"
    text = page.read_text(encoding="utf-8")
    assert "846 people" in text
    page.write_text(text.replace("846 people", "486 people"), encoding="utf-8")
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, run)
    assert done.exit_code == 1
    assert "486 people" in done.stdout and "number conflicts, talk" in done.stdout
    assert path.read_bytes() == was

    assert CliRunner().invoke(app, [*run, "--update"]).exit_code == 0
    assert path.read_bytes() != was
    assert CliRunner().invoke(app, run).exit_code == 0


def test_the_workflow_in_the_readme_is_one() -> None:
    text = (CASE.parents[2] / "README.md").read_text(encoding="utf-8")
    [block] = [part.split("```")[0] for part in text.split("```yaml\n")[1:]]
    assert len(block.splitlines()) == 10
    steps = yaml.safe_load(block)["jobs"]["claims"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert any(run == "claimcheck check cases/* --expect expected.json" for run in runs)
    assert any("--nbval " in run for run in runs)
    pin = next(line for line in PINS.read_text().splitlines() if line.startswith("torch=="))
    assert pin in runs[0]
