"""The tour of the notebooks on cases of one's own: written, run, and never written over."""

from __future__ import annotations

import importlib
import os
import shlex
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck import tours
from claimcheck.cli import app
from claimcheck.records import CheckError

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("papermill")

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb") if path.name[:2] != "07")

BRIDGE = "The council sold the bridge for one pound. Mara Lindholm signed the contract in Hallam."


def case(folder: Path, article: str, *sources: str | None, dated: bool = True) -> Path:
    """Write a case; a source without words is None."""
    (folder / "sources").mkdir(parents=True)
    lines = ['title = "The bridge"', "[article]", 'file = "article.txt"']
    if dated:
        lines.append("published = 2025-03-07")
    (folder / "article.txt").write_text(article, encoding="utf-8")
    for number, text in enumerate(sources):
        lines += ["[[source]]", f'id = "s{number}"', 'kind = "talk"']
        if dated:
            lines.append("date = 2025-03-04")
        if text is not None:
            lines.append(f'file = "sources/s{number}.txt"')
            (folder / "sources" / f"s{number}.txt").write_text(text, encoding="utf-8")
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


CASES: dict[str, tuple[str, tuple[str | None, ...], bool]] = {
    "one source": (BRIDGE, ("The council sold the bridge for two pounds in May.",), True),
    "thirty sources": (
        BRIDGE,
        tuple(f"The council sold the bridge for {n} pounds, speaker {n} said." for n in range(30)),
        True,
    ),
    "no dates": (BRIDGE, ("The council sold the bridge for two pounds.", BRIDGE), False),
    "no conflict": (BRIDGE, (BRIDGE,), True),
    "no claim": ("What a disgrace it is! Who will pay for it?", (BRIDGE,), True),
    "no words": (BRIDGE, (None,), True),
    "no source": (BRIDGE, (), True),
    "odd signs": (
        "It cost $5 or $6 <b>million</b>, \\alpha{x} `y` said. “A {x} is $5,” Mara Lindholm said.",
        ("<script>alert(1)</script> It cost $7 million, Mara Lindholm said.\u202e",),
        True,
    ),
}  # fmt: skip

# As %reset does, without a second of tidying up.
FRESH = """
for name in [n for n in globals() if n[0] != "_" and n not in ("In", "Out", "get_ipython")]:
    del globals()[name]
"""


def cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def went_wrong(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Run every page on every case, one after the other in one kernel; the errors of each."""
    from nbclient import NotebookClient

    root = tmp_path_factory.mktemp("my {odd} café's")
    every = nbformat.v4.new_notebook()
    owners = []
    for name, (article, sources, dated) in CASES.items():
        pages = tours.write(case(root / name, article, *sources, dated=dated), run=False)
        for page in pages:
            move = f"{FRESH}import os\nos.chdir({str(page.parent)!r})"
            mine = [nbformat.v4.new_code_cell(move), *cells(nbformat.read(page, as_version=4))]
            every.cells += mine
            owners += [(name, page.name)] * len(mine)
    with pytest.MonkeyPatch.context() as patch:  # as papermill and JupyterLab start it
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, sys.path)]))
        patch.chdir(root / next(iter(CASES)) / "notebooks")
        NotebookClient(every, timeout=600, allow_errors=True, kernel_name="python3").execute()
    found: dict[tuple[str, str], list[str]] = {owner: [] for owner in owners}
    for owner, cell in zip(owners, every.cells, strict=True):
        for output in cell.outputs:
            if output.output_type == "error":
                found[owner].append(f"{cell.source}\n{output.ename}: {output.evalue}")
            elif output.get("name") == "stderr":
                found[owner].append(f"{cell.source}\n{output.text}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("name", "page"), list(product(CASES, PAGES)))
def test_runs_on_any_case(
    name: str, page: str, went_wrong: dict[tuple[str, str], list[str]]
) -> None:
    assert went_wrong[name, page] == []


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    return case(tmp_path / 'my {bridge} "café\'s"', BRIDGE, BRIDGE)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tour of three small notebooks: one that runs, one that fails, one about something else."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "tour.py").write_text("GREETING = 'hello'\n", encoding="utf-8")
    for name, parameter, line in (
        ("01-good", 'case = "x"', "import tour\nprint(tour.GREETING)"),
        ("02-bad", 'case = "x"', "1 / 0"),
        ("03-other", 'folder = "x"', "1 / 0"),
        ("04-last", 'case = "x"', "from pathlib import Path\n(Path(case) / 'case.toml').exists()"),
    ):
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        first = nbformat.v4.new_code_cell(parameter, metadata={"tags": ["parameters"]})
        old = [nbformat.v4.new_output("stream", text="found in another case")]
        later = nbformat.v4.new_code_cell(line, outputs=old, execution_count=7)
        notebook.cells = [first, later, nbformat.v4.new_code_cell("print('after')")]
        nbformat.write(notebook, folder / f"{name}.ipynb")
    monkeypatch.setattr(tours, "_shipped", lambda: folder)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    return folder


def outputs(path: Path) -> list[Any]:
    return [output for cell in cells(nbformat.read(path, as_version=4)) for output in cell.outputs]


@pytest.mark.slow
def test_command_runs_them_and_names_the_cell_that_failed(bridge: Path, shipped: Path) -> None:
    done = CliRunner().invoke(app, ["notebooks", str(bridge)])

    assert done.exit_code == 2
    assert "02-bad.ipynb: cell [2] failed: ZeroDivisionError: division by zero" in done.output
    assert "1 of the notebooks did not run to the end: 02-bad.ipynb" in done.output
    assert "Open them: " in done.output
    folder = bridge / "notebooks"
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-good.ipynb", "02-bad.ipynb", "04-last.ipynb", "tour.py",
    ]  # fmt: skip
    assert [output["text"] for output in outputs(folder / "01-good.ipynb")] == [
        "hello\n",
        "after\n",
    ]
    assert [output["ename"] for output in outputs(folder / "02-bad.ipynb")] == ["ZeroDivisionError"]
    [told, _] = outputs(folder / "04-last.ipynb")
    assert told["data"]["text/plain"] == "True"
    for page in folder.glob("*.ipynb"):
        text = page.read_text(encoding="utf-8")
        assert "papermill" not in text
        assert "another case" not in text
        assert str(bridge.parent) not in text.replace(str(shipped), "")
        nbformat.validate(nbformat.read(page, as_version=4))


def test_one_parameter_cell_comes_first_and_names_the_case(bridge: Path, tmp_path: Path) -> None:
    for out in (bridge / "notebooks", tmp_path / "elsewhere" / "deep"):
        pages = tours.write(bridge, out, run=False)
        assert [page.name for page in pages] == PAGES
        for page in pages:
            first, *others = cells(nbformat.read(page, as_version=4))
            assert first.metadata["tags"] == ["parameters"]
            assert not [cell for cell in others if cell.metadata]
            named: dict[str, str] = {}
            exec(first.source, named)
            assert (out / named["case"]).resolve() == bridge.resolve()
        assert (out / "tour.py").is_file()


def test_what_is_there_is_never_written_over(bridge: Path) -> None:
    folder = bridge / "notebooks"
    folder.mkdir()
    (folder / PAGES[0]).write_text("my own", encoding="utf-8")
    (folder / "tour.py").write_text("# my own", encoding="utf-8")

    assert [page.name for page in tours.write(bridge, run=False)] == PAGES[1:]
    done = CliRunner().invoke(app, ["notebooks", str(bridge)])

    assert done.exit_code == 0
    assert "Left as they were: 01-check" in done.output
    assert "tour.py" in done.output
    assert (folder / PAGES[0]).read_text(encoding="utf-8") == "my own"
    assert (folder / "tour.py").read_text(encoding="utf-8") == "# my own"


def test_a_desk_that_is_closed_shows_its_words_and_no_error(bridge: Path) -> None:
    desk = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "A desk."}
    notebook = nbformat.v4.new_notebook()
    shown = nbformat.v4.new_output("execute_result", data=desk, execution_count=1)
    notebook.cells = [nbformat.v4.new_code_cell("Review(case)", outputs=[shown])]
    tours._save(notebook, bridge / "desk.ipynb")
    [kept] = outputs(bridge / "desk.ipynb")
    assert kept["data"] == {"text/plain": "A desk."}


def test_how_to_open_them_works_in_an_environment_that_is_not_activated(
    bridge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    done = CliRunner().invoke(app, ["notebooks", str(bridge), "--no-run"])
    assert done.exit_code == 0
    assert f"{shlex.quote(sys.executable)} -m jupyterlab " in done.output.replace("\n", "")


@pytest.fixture
def helper(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "notebooks"))
    yield importlib.import_module("tour")
    del sys.modules["tour"]


def test_only_a_case_that_came_with_the_project_is_decided_on_in_a_copy(
    helper: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decisions on a copy are thrown away, so that no folder of one's own may count as shipped."""
    shipped = sorted(path.parent for path in (ROOT / "data" / "cases").glob("*/case.toml"))
    assert shipped and all(helper.is_shipped(str(path)) for path in shipped)
    assert not helper.is_shipped(str(ROOT / "data" / "cases" / "my-own"))
    monkeypatch.chdir(tmp_path)
    for mine in (tmp_path / "data" / "cases" / "mine", tmp_path.parent / "data" / "mine"):
        assert not helper.is_shipped(str(mine))


def test_a_conflict_within_the_words_is_none_with_the_occasion(helper: Any) -> None:
    words = "Orla Brandt signed the contract in Wexley."
    made = helper.two("Orla Brandt signed the contract in Hallam.", words)
    assert (made.findings["level"] == "conflicts").any()
    assert helper.occasions(made).findings.empty


def test_the_page_from_above_tells_in_words_what_it_shows(helper: Any, bridge: Path) -> None:
    (bridge / "article.txt").write_text(
        f"Menu\nShare\n\n{BRIDGE} What a disgrace it is!\n\nSubscribe to our newsletter\n",
        encoding="utf-8",
    )
    told = "4 lines, of which 3 were set aside, and 3 sentences, of which 2 can be checked."
    drawn = helper.minimap(str(bridge)).data
    assert f'role="img" aria-label="{told}"' in drawn and f"<p>{told}</p>" in drawn


def test_a_date_open_to_a_side_is_told_so(helper: Any) -> None:
    shown = helper.dates(helper.two("The mill at Holt has had 40 workers since 1905.")).data
    assert "from 1905 on" in shown
    assert "31 December 1905" not in shown


def test_a_short_sentence_is_shown_with_what_it_was_read_with(helper: Any) -> None:
    said = "How long have you been a pilot? Eighteen years."
    made = helper.two("She has been a pilot for eighteen years.", said)
    told = helper.ask(made, "a pilot for eighteen years")["text"].tolist()
    assert "[How long have you been a pilot?] Eighteen years." in told


def test_what_is_no_case_gets_no_notebooks(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"case\.toml"):
        tours.write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_says_what_to_install(
    bridge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "papermill", None)
    with pytest.raises(CheckError, match=r"pip install 'claimcheck\[notebooks\]'"):
        tours.write(bridge)
    assert not (bridge / "notebooks").exists()


@pytest.mark.slow
def test_run_again_keeps_what_it_shows_and_spares_one_that_fails(shipped: Path) -> None:
    before = (shipped / "02-bad.ipynb").read_bytes()
    with pytest.raises(CheckError, match=r"02-bad.ipynb: cell \[2\] failed: ZeroDivisionError"):
        tours.renew(shipped)
    assert [output["text"] for output in outputs(shipped / "01-good.ipynb")] == [
        "hello\n",
        "after\n",
    ]
    assert (shipped / "02-bad.ipynb").read_bytes() == before
