"""The notebooks as stored, and that strict nbval would notice if they were wrong.

nbval passes a cell that was never run without comparing anything, and compares no cell that is
marked to be ignored; so the stored notebooks are looked at here, and the gate is tried.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import claimcheck
from claimcheck import tours

pytest.importorskip("nbval")

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LIGHT = "01-check-an-article.ipynb"  # one check, and both verdicts and dates on the page

_MARKERS = re.compile(r"^\s*#+\s*(?:NBVAL_\w+|PYTEST_VALIDATE_IGNORE_OUTPUT)\s*$", re.MULTILINE)
_TAGS = re.compile(r"nbval-|raises-exception|pytest-validate", re.IGNORECASE)


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_there_are_seven_and_one_to_copy() -> None:
    numbers = ["01", "02", "03", "04", "05", "06", "07"]
    assert [path.stem.split("-")[0] for path in NOTEBOOKS] == [*numbers, "template"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_names_a_case_in_its_first_cell_only(path: Path) -> None:
    """What stands in other cells holds for any case, and needs no folder of the project."""
    used = [*code(read(path))[1:]] if "calibration" not in path.read_text("utf-8") else []
    assert not [cell for cell in used if "../" in "".join(cell["source"])]


def test_an_installed_package_has_the_tour() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    wanted = [*(page.name for page in tours.tour()), "tour.py"]
    assert shipped == {f"notebooks/{name}": f"claimcheck/notebooks/{name}" for name in wanted}


def test_nothing_is_sanitised() -> None:
    """What a sanitise file covers is not compared: a pattern for dates lets a wrong date pass."""
    assert list((ROOT / "notebooks").glob("*.cfg")) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestStored:
    def test_was_run_from_top_to_bottom(self, path: Path) -> None:
        cells = code(read(path))
        assert [cell["execution_count"] for cell in cells] == [*range(1, len(cells) + 1)]

    def test_shows_what_it_found(self, path: Path) -> None:
        shown = [cell for cell in code(read(path)) if cell["outputs"]]
        assert len(shown) >= 4

    def test_went_without_errors_and_warnings(self, path: Path) -> None:
        for cell in code(read(path)):
            for output in cell["outputs"]:
                assert output["output_type"] != "error"
                assert output.get("name") != "stderr", output["text"]

    def test_runs_on_the_usual_kernel(self, path: Path) -> None:
        assert read(path)["metadata"]["kernelspec"]["name"] == "python3"

    def test_has_its_case_in_one_first_cell(self, path: Path) -> None:
        cells = code(read(path))
        tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
        assert tagged == [cells[0]]
        own = r'(case|folder) = "\.\./data/(cases/[\w-]+|calibration)"'
        assert re.fullmatch(own, "".join(cells[0]["source"]))

    def test_compares_every_cell(self, path: Path) -> None:
        for cell in code(read(path)):
            assert not _MARKERS.search("".join(cell["source"]))
            assert not _TAGS.search(" ".join(cell["metadata"].get("tags", [])))

    def test_shows_no_verdict_or_date_in_a_picture_alone(self, path: Path) -> None:
        """nbval passes over the pixels, so that the words beside them have to tell it all."""
        for cell in code(read(path)):
            for output in cell["outputs"]:
                if "image/png" in output.get("data", {}):
                    words = "".join(output["data"]["text/plain"])
                    assert re.search(r"\d", words) and not words.startswith("<")

    def test_says_what_it_does_before_it_does_it(self, path: Path) -> None:
        kinds = [cell["cell_type"] for cell in read(path)["cells"]]
        assert kinds[0] == "markdown"
        assert ("code", "code") not in list(pairwise(kinds))

    def test_ends_with_something_to_try(self, path: Path) -> None:
        last = read(path)["cells"][-1]
        assert last["cell_type"] == "markdown"
        assert "".join(last["source"]).count("## Try it") == 1

    def test_names_no_place_on_the_machine_that_ran_it(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        for place in (ROOT, Path.home(), Path(tempfile.gettempdir())):
            assert f"{place}{os.sep}" not in text


def copy(folder: Path) -> Path:
    """Copy the light notebook and what it needs; give the notebook."""
    shutil.copytree(ROOT / "data" / "cases" / "apple-aws", folder / "data" / "cases" / "apple-aws")
    (folder / "notebooks").mkdir()
    for name in (LIGHT, "tour.py"):
        shutil.copy(ROOT / "notebooks" / name, folder / "notebooks" / name)
    return folder / "notebooks" / LIGHT


def alter_output(path: Path, old: str, new: str) -> int:
    """Alter words once in the last stored output that has them; give the number of its cell."""
    notebook = read(path)
    cells = code(notebook)
    for number in reversed(range(len(cells))):
        for output in cells[number]["outputs"]:
            shown = "".join(output.get("data", {}).get("text/html", ""))
            if old in shown:
                output["data"]["text/html"] = shown.replace(old, new, 1)
                path.write_text(json.dumps(notebook), encoding="utf-8")
                return number
    raise AssertionError(f"{path.name} doesn't show “{old}”")


def run_nbval(root: Path) -> dict[str, set[int]]:
    """Run strict nbval on every notebook below a folder; give the cells that failed in each."""
    report = root / "report.xml"
    package = str(Path(claimcheck.__file__).parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", f"--rootdir={root}",
         f"--junitxml={report}", *(str(p) for p in sorted(root.rglob("*.ipynb")))],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    failed: dict[str, set[int]] = {}
    for test in ElementTree.parse(report).iter("testcase"):
        number = int(test.attrib["name"].removeprefix("Cell "))
        cells = failed.setdefault(test.attrib["classname"].split(".")[0], set())
        if len(test):
            assert "Cell outputs differ" in (test[0].text or ""), test[0].text
            cells.add(number)
    return failed


@pytest.mark.slow
def test_the_gate_bites(tmp_path: Path) -> None:
    """One stored verdict, one stored date, or the date in the case: each alone fails."""
    copy(tmp_path / "stored")
    altered = copy(tmp_path / "altered")
    verdict = alter_output(altered, "contradicted", "supported")
    day = alter_output(altered, "3 December 2024</span>", "4 December 2024</span>")
    assert verdict != day
    copy(tmp_path / "redated")
    card = tmp_path / "redated" / "data" / "cases" / "apple-aws" / "case.toml"
    text = card.read_text(encoding="utf-8")
    assert "2024-12-03" in text
    card.write_text(text.replace("2024-12-03", "2024-12-04", 1), encoding="utf-8")

    failed = run_nbval(tmp_path)

    assert failed["stored"] == set()
    assert failed["altered"] == {verdict, day}
    assert day in failed["redated"]
