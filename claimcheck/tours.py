"""The notebooks for a case of one's own: pointed at the case, run, and left to step through."""

from __future__ import annotations

import importlib.machinery
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import files
from .case import load
from .records import CheckError

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = "notebooks"  # in the case, where no other place is named
BESIDE = "tour.py"  # what the notebooks import from their own folder
_TAG = "parameters"  # papermill's: the cell that says what a notebook is about
_KERNEL = "python3"
_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Page:
    """A notebook as written, and in ``error`` the cell that failed and how; empty if none did."""

    path: Path
    error: str = ""


def write(case: str | Path, out: str | Path | None = None, run: bool = True) -> list[Path]:
    """Write the tour of the notebooks for a case, and run it.

    Args:
        case: the case folder.
        out: where the notebooks go; the folder ``notebooks`` in the case where None.
        run: whether to run them, so that they show what they found when they are opened.

    Returns:
        The notebooks that were written. One that is there already is left as it is.

    Raises:
        CheckError: not a case, the extra ``notebooks`` is missing, or a cell failed; in the last
            case all notebooks are written, and the message names those that failed.
    """
    pages = list(each(case, out, run))
    if failed := [f"{page.path}: {page.error}" for page in pages if page.error]:
        raise CheckError("; ".join(failed))
    return [page.path for page in pages]


def each(case: str | Path, out: str | Path | None = None, run: bool = True) -> Iterator[Page]:
    """Write the notebooks of a tour one by one, each as soon as it has run.

    Args:
        case: the case folder.
        out: where the notebooks go; the folder ``notebooks`` in the case where None.
        run: whether to run them.

    Yields:
        Each notebook that was not there yet, when it is written.

    Raises:
        CheckError: not a case, or the extra ``notebooks`` is missing.
    """
    load(case)  # says what is wrong with a case once, and not in every notebook
    target = Path(out) if out else Path(case) / FOLDER
    if not out and not target.resolve().is_relative_to(Path(case).resolve()):
        raise CheckError(f"{target}: leads out of the case folder; say with --out where they go")
    wanted = [page for page in tour() if not os.path.lexists(target / page.name)]
    if not os.path.lexists(target / BESIDE):
        files.replace(target / BESIDE, (_shipped() / BESIDE).read_bytes())
    if run and wanted:
        _refuse_code(target)
    for page in wanted:
        notebook = _about(page, _way(target, Path(case)))
        error = ""
        if run:
            notebook, error = _run(notebook, target)
        _save(notebook, target / page.name)
        yield Page(target / page.name, error)


def _refuse_code(folder: Path) -> None:
    """Refuse to run notebooks beside Python that isn't ours: their imports would load it."""
    ours = (_shipped() / BESIDE).read_bytes()
    cache = folder / "__pycache__"
    if cache.is_dir() and not cache.is_symlink():
        shutil.rmtree(cache)
    for path in sorted(folder.iterdir()):
        code = path.suffix in importlib.machinery.all_suffixes() or path == cache
        same = path.name == BESIDE and path.is_file() and path.read_bytes() == ours
        if (code and not same) or any(path.glob("__init__.*")):
            raise CheckError(
                f"{path}: notebooks that run here would load this code, and it is not what "
                "claimcheck wrote; move it away, or name another folder with --out"
            )


def renew(folder: str | Path) -> None:
    """Run the notebooks of a folder again where they stand, and keep what they show.

    Args:
        folder: the folder.

    Raises:
        CheckError: the extra ``notebooks`` is missing, or a cell failed; that notebook is left as
            it was.
    """
    tour()  # says what to install
    import nbformat

    for path in sorted(Path(folder).glob("*.ipynb")):
        notebook, error = _run(nbformat.read(path, as_version=4), path.parent)
        if error:
            raise CheckError(f"{path}: {error}")
        _save(notebook, path)


def tour() -> list[Path]:
    """Find the notebooks that can be about any case: those with a parameter ``case``.

    Returns:
        Their paths as shipped, in the order of the tour.

    Raises:
        CheckError: the extra ``notebooks`` is missing.
    """
    try:
        from papermill import inspect_notebook
    except ImportError:
        raise CheckError(
            "notebooks need more than the check does; install it: "
            "pip install 'claimcheck[notebooks]'"
        ) from None
    pages = sorted(_shipped().glob("*.ipynb"))
    return [page for page in pages if "case" in inspect_notebook(page)]


def _shipped() -> Path:
    """Where the notebooks are: in an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    return next(p / FOLDER for p in (package, package.parent) if (p / FOLDER / BESIDE).is_file())


def _way(start: Path, end: Path) -> str:
    """The path to a case as a notebook names it: from its own folder, where there is a way."""
    start, end = start.resolve(), end.resolve()
    try:
        return Path(os.path.relpath(end, start)).as_posix()
    except ValueError:  # on another drive
        return end.as_posix()


def _about(page: Path, case: str) -> NotebookNode:
    """A shipped notebook with another case in its parameters, and nothing found yet."""
    import nbformat
    from papermill.translators import PythonTranslator

    notebook: NotebookNode = nbformat.read(page, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if _TAG in cell.metadata.get("tags", []):
            cell.source = PythonTranslator.assign("case", PythonTranslator.translate(case))
    return notebook


def _run(notebook: NotebookNode, folder: Path) -> tuple[NotebookNode, str]:
    """Run a notebook as if it stood in a folder; as it came out, and what went wrong."""
    import nbformat
    from papermill import PapermillExecutionError, execute_notebook
    from papermill.execute import remove_error_markers

    error = ""
    with tempfile.TemporaryDirectory() as desk:
        done = Path(desk) / "page.ipynb"
        try:
            execute_notebook(
                notebook,
                done,
                cwd=folder.resolve(),
                kernel_name=_KERNEL,
                progress_bar=False,
                extra_arguments=["--log-level=ERROR"],  # no warnings of the kernel's own
            )
        except PapermillExecutionError as failed:
            error = f"cell [{failed.exec_count}] failed: {failed.ename}: {failed.evalue}"
        except Exception as failed:  # the kernel did not start, or died
            error = f"did not run: {type(failed).__name__}: {failed}"
        if done.exists():
            notebook = remove_error_markers(nbformat.read(done, as_version=4))
    return notebook, error


def _save(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook whole, without times and machine paths, as one that its reader may trust."""
    import nbformat
    from nbformat.sign import NotebookNotary

    kept = {key: notebook.metadata[key] for key in ("kernelspec",) if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict({**kept, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        for output in cell.get("outputs", []):  # a widget without its kernel shows an error
            output.get("data", {}).pop(_WIDGET, None)
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
    files.replace(path, nbformat.writes(notebook) + "\n")
    NotebookNotary().sign(notebook)  # it ran here just now; unsigned, JupyterLab drops its colours
