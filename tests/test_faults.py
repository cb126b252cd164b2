"""Full and read-only disks, damaged caches and weights, two runs at once: nothing half done."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from faults import FILES, PAGE, Writer, make_case, trial, writers
from typer.testing import CliRunner

from claimcheck import decisions, weights
from claimcheck.cache import CACHE_FILE, Cache
from claimcheck.check import check
from claimcheck.cli import app
from claimcheck.encoder import Encoder
from claimcheck.entailment import judge as judge_module
from claimcheck.entailment.judge import Judge
from claimcheck.kept import Kept
from claimcheck.records import CheckError

ROOT = Path(__file__).resolve().parents[1]
NAMES = [
    *("html", "csv", "parquet", "claimreview", "annotations"),
    *("decision", "cache", "new", "notebooks", "judge", "reviewer"),
]
FITS = {("decision", 4), ("new", 4), ("reviewer", 1), ("reviewer", 2), ("reviewer", 4)}
SILENT = {"reviewer"}  # asked again the next time


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_case(tmp_path_factory.mktemp("case") / "bridge")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, case: Path) -> tuple[Path, dict[str, Any]]:
    """A cache with all that a check of the case needs, and what the check gives."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMCHECK_CACHE", str(folder))
        result = check(case)
    assert result.notices == ()
    return folder, result.to_json()


# Full and read-only disks


@pytest.fixture(scope="module")
def every(case: Path, filled: tuple[Path, Any]) -> Iterator[dict[str, Writer]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMCHECK_CACHE", str(filled[0]))
        yield writers(case)


def test_all_writers_are_tried(every: dict[str, Writer]) -> None:
    assert list(every) == NAMES


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let every write beyond so many bytes of a file fail, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 2 * PAGE])
@pytest.mark.parametrize("name", NAMES)
def test_a_write_that_is_cut_off_is_told_and_leaves_nothing_half(
    name: str,
    size: int,
    every: dict[str, Writer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    make_case(tmp_path / "case")
    decisions.append(tmp_path / "case", "c1", "It opened.", "supported", "Ann")
    with no_file_beyond(size):
        told, *wrong = trial(name, every[name], tmp_path)
    assert wrong == []
    if name not in SILENT and (name, size) != ("new", 2 * PAGE):
        assert str(tmp_path) in told
        assert "File too large" in told or name == "cache"
    trial(name, every[name], tmp_path)  # with room again
    assert decisions.set_aside(tmp_path / "case") == ()


@pytest.mark.slow
def test_real_disks_that_are_full_or_can_only_be_read(
    tmp_path: Path, filled: tuple[Path, Any]
) -> None:
    mine = ["unshare", "-rm"]
    if (
        not shutil.which("unshare")
        or subprocess.run(
            [*mine, "mount", "-t", "tmpfs", "none", tmp_path], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("this system lends no disks: unshare -rm mount fails")
    done = subprocess.run(
        [*mine, sys.executable, ROOT / "tests" / "faults.py", tmp_path / "disks"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "CLAIMCHECK_CACHE": str(filled[0])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (_, freed, room, *left), *trials = map(json.loads, done.stdout.splitlines())
    assert freed == room > 300_000  # of the cache on a full disk that was to be emptied
    assert left == [0]
    assert len(trials) == 5 * len(NAMES)
    for kind, name, room, told, *wrong in trials:
        assert wrong == [], (kind, name, room)
        if kind == "read-only":
            assert "Read-only file system" in told or name in SILENT, name
        elif (name, room) not in FITS:
            assert "No space left" in told or name in {"cache", *SILENT}, (name, room)
        assert str(tmp_path) in told or name in SILENT or (name, room) in FITS


@pytest.mark.slow
def test_the_check_goes_on_where_the_cache_is_full(
    case: Path, filled: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    with no_file_beyond(8 * PAGE):
        result = check(case)
    assert result.to_json() == filled[1]
    assert result.notices and all("free disk space" in notice for notice in result.notices)
    assert check(case).to_json() == filled[1]  # with room again


def test_a_cache_that_cannot_be_emptied_says_so(tmp_path: Path, filled: tuple[Path, Any]) -> None:
    shutil.copy(filled[0] / CACHE_FILE, tmp_path)
    cache = Cache(tmp_path)
    with no_file_beyond(0):
        assert cache.clear() == 0
    assert "can't be used as a cache" in cache.notices[0]
    assert Cache(tmp_path).entries() > 20


# A cache or weights cut off or altered at each tenth


def cut(data: bytes, at: int) -> bytes:
    return data[:at]


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def zeroed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(PAGE) + data[at + PAGE :]


HARMS = [cut, flipped, zeroed]
TENTHS = range(10)


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("kept", [True, False], ids=["results kept", "vectors only"])
def test_a_damaged_cache_gives_what_no_cache_gives(
    harm: Callable[[bytes, int], bytes],
    kept: bool,
    case: Path,
    filled: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = (filled[0] / CACHE_FILE).read_bytes()
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    if not kept:
        monkeypatch.setattr(Kept, "get", lambda _: None)
    told = []
    for tenth in TENTHS:
        (tmp_path / CACHE_FILE).write_bytes(harm(whole, len(whole) * tenth // 10))
        result = check(case)
        assert result.to_json() == filled[1], tenth
        told += result.notices
        again = check(case)
        assert (again.to_json(), again.notices) == (filled[1], ()), tenth  # mended
    assert all(str(tmp_path / CACHE_FILE) in notice for notice in told)
    assert kept or len(told) >= 5


def test_a_damaged_cache_is_told_on_the_command_line(
    case: Path, filled: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / CACHE_FILE).write_bytes(cut((filled[0] / CACHE_FILE).read_bytes(), 9000))
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    done = CliRunner().invoke(app, ["check", str(case), "--json", "-"])
    assert json.loads(done.stdout) == filled[1]
    assert f"Note: {tmp_path / CACHE_FILE}: the cache was damaged" in done.stderr
    assert "is started anew" in done.stderr


def refused(use: Callable[[], object], file: Path) -> None:
    with pytest.raises(CheckError) as caught:
        use()
    told = str(caught.value)
    assert told.startswith(f"{file}: damaged or changed, its SHA-256 is ")
    assert "install" in told


def harmed_in_place(file: Path) -> Iterator[int]:
    """Alter the file at each tenth, the rest whole, and then cut it off at each."""
    size = file.stat().st_size
    for tenth in TENTHS:
        with file.open("r+b") as data:
            data.seek(at := size * tenth // 10)
            [byte] = data.read(1)
            data.seek(at)
            data.write(bytes([byte ^ 1]))
            data.flush()
            yield tenth
            data.seek(at)
            data.write(bytes([byte]))
    for tenth in reversed(TENTHS):
        os.truncate(file, size * tenth // 10)
        yield tenth


def test_the_models_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    real = weights.packaged_folder()
    shutil.copytree(real, package, copy_function=os.symlink)
    file = package / "model.safetensors"
    file.unlink()
    shutil.copyfile(real / file.name, file)
    monkeypatch.setattr(weights, "packaged_folder", lambda: package)
    for _ in harmed_in_place(file):
        refused(lambda: Encoder(cache=tmp_path).encode(["a"]), file)


def test_the_judges_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "judge.safetensors"
    shutil.copyfile(judge_module.WEIGHTS, file)
    monkeypatch.setattr(judge_module, "WEIGHTS", file)
    for _ in harmed_in_place(file):
        refused(lambda: Judge(cache=tmp_path).judge(["a"], ["b"]), file)


# Two runs at once, and one that is killed


@pytest.mark.slow
def test_runs_that_share_a_cache_and_one_that_is_killed(
    case: Path, filled: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "claimcheck", "check", case, "--json", "-"]
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
        for _ in range(3)
    ]
    *kept, killed = runs
    file = tmp_path / CACHE_FILE
    while killed.poll() is None and not (file.exists() and file.stat().st_size > 4 * PAGE):
        time.sleep(0.005)
    killed.kill()
    killed.communicate()
    out = [run.communicate(timeout=120)[0] for run in kept]
    assert [run.returncode for run in kept] == [0, 0]
    assert out[0] == out[1]
    assert json.loads(out[0]) == filled[1]
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    warm = check(case)
    assert (warm.to_json(), warm.notices) == (filled[1], ())
    assert Cache(tmp_path).entries() == Cache(filled[0]).entries()
    assert FILES.keys() == {path.name for path in case.iterdir()}
