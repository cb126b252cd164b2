"""Many cases: the same bytes wherever they are checked, whoever dies meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stored import drawn, store
from typer.testing import CliRunner

from claimcheck import check_many, contract, many, nearest, tasks
from claimcheck.build import build
from claimcheck.check import check
from claimcheck.cli import app
from claimcheck.corpus import load
from claimcheck.encoder import Encoder
from claimcheck.records import CheckError

RUN = CliRunner()
TOWNS = ("Halden", "Moss", "Rena", "Otta", "Tynset", "Alta", "Voss", "Odda")
# What a worker runs first: it notes the models that it loads and the articles, read slowly,
# and dies of one of them.
PRELOAD = """
import os, signal, time
from pathlib import Path
from claimcheck import readers, weights
real, real_load = readers.read, weights.load
def note(what):
    with open(os.environ["READ_LOG"], "a") as log:
        log.write(f"{what}\\n")
def load(*given):
    note("model")
    return real_load(*given)
def read(path, *, article=False):
    if article:
        note(Path(path).parent.name)
        time.sleep(float(os.environ["READ_SECONDS"]))
    if "poisoned" in str(path):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(path, article=article)
def dask_setup(worker):
    readers.read, weights.load = read, load
"""
CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0",
        host="127.0.0.1", scheduler_port=0, preload=[sys.argv[1]], silence_logs=50,
    )
    print(cluster.scheduler_address, flush=True)
    time.sleep(300)
"""


def made(folder: Path, town: str) -> Path:
    """Write a case of two sentences, one of which its source contradicts."""
    case = folder / town.casefold()
    case.mkdir(parents=True)
    (case / "case.toml").write_text(
        f'title = "{town}"\narticle.file = "article.txt"\n[[source]]\nid = "talk"\n'
        'file = "talk.txt"\n'
    )
    (case / "article.txt").write_text(
        f"The bridge of {town} was opened on 9 June. It cost 7 million crowns.\n"
    )
    (case / "talk.txt").write_text(
        f"The bridge of {town} was opened on 19 June. The bridge cost 7 million crowns.\n"
    )
    return case


@pytest.fixture
def cases(tmp_path: Path) -> list[Path]:
    return [made(tmp_path / "cases", town) for town in TOWNS]


@pytest.fixture(scope="module")
def alone() -> Callable[[list[Path]], list[str]]:
    """What one machine makes of cases, one by one."""
    return lambda cases: [contract.line(check(case).to_json()) for case in cases]


# Here


@pytest.mark.slow
def test_here_it_gives_what_a_check_gives_and_goes_on_past_what_fails(
    cases: list[Path], tmp_path: Path, alone: Callable[[list[Path]], list[str]]
) -> None:
    (cases[1] / "talk.txt").unlink()
    (cases[2] / "case.toml").write_text('title = "')
    given = [cases[0], cases[1], cases[2], tmp_path / "gone", cases[3]]
    found = list(check_many(given))
    assert [done.case for done in found] == [str(case) for case in given]
    assert [found[0].line, found[4].line] == alone([cases[0], cases[3]])
    assert [done.line for done in found[1:4]] == [None] * 3
    for done, words in zip(
        found[1:4], ("talk.txt", "not valid TOML", "no such folder"), strict=True
    ):
        assert words in (done.error or "")


@pytest.mark.slow
def test_what_is_done_and_unchanged_is_not_done_again(cases: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = [done.line for done in check_many(cases[:3], out=out)]
    stamps = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    (cases[1] / "talk.txt").write_text("Nothing was opened.")
    rotten = next(out.glob("rena-*.json"))
    rotten.write_bytes(rotten.read_bytes()[:100])
    second = list(check_many(cases[:3], out=out))
    assert [done.anew for done in second] == [False, True, True]
    again = [done.line for done in second]
    assert again[0::2] == first[0::2]
    assert again[1] != first[1]
    changed = {path.stem[:4] for path in stamps if path.stat().st_mtime_ns != stamps[path]}
    assert changed == {"moss", "rena"}
    assert sorted(path.read_text() for path in out.glob("*.json")) == sorted(filter(None, again))
    list(check_many(cases[:3], out=out, k=1))  # another question, another answer
    assert all(path.stat().st_mtime_ns != stamps[path] for path in stamps)
    (cases[1] / "talk.txt").unlink()
    assert [bool(done.error) for done in check_many(cases[:3], out=out)] == [False, True, False]
    assert len(list(out.glob("*.json"))) == 2  # its older result is not taken for a new one


@pytest.mark.slow
def test_the_command_reports_what_fails_and_ends_with_2(cases: list[Path], tmp_path: Path) -> None:
    out, data = tmp_path / "out", tmp_path / "all.json"
    given = [str(cases[0]), str(tmp_path / "gone"), str(cases[1])]
    done = RUN.invoke(app, ["check", *given, "--out", str(out), "--json", str(data)])
    assert done.exit_code == 2
    assert "gone: there is no such folder" in done.stderr
    assert "1 of 3 cases can't be checked; the others are done" in done.stderr
    assert "Traceback" not in done.output
    assert "1 supported, 1 contradicted" in done.stdout
    lines = data.read_text().splitlines(keepends=True)
    assert [json.loads(line)["title"] for line in lines] == ["Halden", "Moss"]
    assert sorted(path.read_text() for path in out.glob("*.json")) == sorted(lines)
    done = RUN.invoke(app, ["check", given[0], "--out", str(out), "--fail-on", "contradicted"])
    assert done.exit_code == 1
    assert "1 contradicted (checked before, unchanged)" in done.stdout
    done = RUN.invoke(app, ["check", given[0], "--out", str(out), "--html", "x.html"])
    assert (done.exit_code, "--html: goes neither" in done.stderr) == (2, True)


@pytest.mark.slow
def test_a_result_of_files_that_only_the_workers_see_is_kept(
    cases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unseen(folder: str) -> list[Path]:
        raise CheckError(f"{folder}: there is no such folder")

    monkeypatch.setattr(many, "files_of", unseen)
    for _ in range(2):
        [done] = check_many(cases[:1], out=tmp_path / "out")
        assert [path.read_text() for path in (tmp_path / "out").glob("*.json")] == [done.line]


def test_a_file_of_a_case_is_not_written_over(cases: list[Path], tmp_path: Path) -> None:
    page = cases[0] / "talk.txt"
    page.write_text('{"schema": "claimcheck/1"}')
    given = [str(cases[0]), "--out", str(tmp_path / "out"), "--json", str(page)]
    done = RUN.invoke(app, ["check", *given])
    assert (done.exit_code, "a file of the case itself" in done.stderr) == (2, True)


def test_where_no_scheduler_answers_it_is_named(
    cases: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.tasks._PATIENCE", "1s")
    for address in ("tcp://127.0.0.1:9", "tls://127.0.0.1:9", "no address"):
        done = RUN.invoke(app, ["check", str(cases[0]), "--scheduler", address])
        assert (done.exit_code, "Traceback" in done.output) == (2, False)
        assert f"{address}: no scheduler answers there" in done.stderr


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(tasks, "_WORKERS", 1)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as none,
        pytest.raises(CheckError, match="has no workers; start some with dask worker"),
        tasks.connected(none.scheduler_address),
    ):
        pass


def test_without_dask_the_error_says_what_to_install(
    cases: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = RUN.invoke(app, ["check", str(cases[0]), "--scheduler", "tcp://127.0.0.1:9"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pip install 'claimcheck[dask]'" in done.stderr


# On a cluster of worker processes


@contextmanager
def cluster(
    folder: Path, workers: int = 2, threads: int = 1, seconds: float = 0, **environment: str
) -> Iterator[Any]:
    """Workers that note what they read in ``folder/read.log``."""
    import dask
    from distributed import Client, LocalCluster

    folder.mkdir(exist_ok=True)
    (folder / "preload.py").write_text(PRELOAD)
    env = {"READ_LOG": str(folder / "read.log"), "READ_SECONDS": str(seconds), **environment}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=threads,
            processes=True,
            dashboard_address=":0",
            host="127.0.0.1",
            scheduler_port=0,
            preload=[str(folder / "preload.py")],
            env=env,
            silence_logs=50,
        ) as made,
        Client(made, set_as_default=False) as client,
    ):
        yield client


def read(folder: Path) -> Counter[str]:
    return Counter((folder / "read.log").read_text().split())


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers_gives_the_same_bytes(
    cases: list[Path], tmp_path: Path, alone: Callable[[list[Path]], list[str]], workers: int
) -> None:
    cases = cases[:4]
    files = [case / "talk.txt" for case in cases]
    fresh = {"CLAIMCHECK_CACHE": str(tmp_path / "fresh")}  # they compute it themselves
    with cluster(tmp_path / "dask", workers, 3 - workers, **fresh) as client:
        found = [done.line for done in check_many(cases, client)]
        kept = build(files, tmp_path / "there", client=client)
        searched = list(check_many(cases[:2], client, corpus=tmp_path / "there"))
        asked = Encoder().encode(["The bridge of Moss was opened.", "What did it cost?"])
        near = nearest.nearest(kept, asked, 5, client)
    assert read(tmp_path / "dask")["model"] == workers
    assert found == alone(cases)
    build(files, tmp_path / "here")
    data = [path.read_bytes() for name in ("here", "there") for path in (tmp_path / name).iterdir()]
    assert data[0] == data[1]
    assert near.equals(nearest.nearest(load(tmp_path / "here"), asked, 5))
    with_corpus = [check(case, corpus=tmp_path / "here").to_json() for case in cases[:2]]
    assert [done.line for done in searched] == list(map(contract.line, with_corpus))
    assert len(with_corpus[0]["sources"]) > 1


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    cases: list[Path], tmp_path: Path, alone: Callable[[list[Path]], list[str]]
) -> None:
    expected = alone(cases)
    with cluster(tmp_path / "dask", seconds=0.3) as client:
        pids = client.run(os.getpid)
        found = []
        for done in check_many(cases, client, out=tmp_path / "out"):
            if not found:
                busy = next(address for address, keys in client.processing().items() if keys)
                os.kill(pids[busy], signal.SIGKILL)
            found.append(done.line)
        client.wait_for_workers(2)
        assert set(client.run(os.getpid).values()) != set(pids.values())
    assert found == expected
    kept = [path.read_text() for path in (tmp_path / "out").glob("*.json")]
    assert sorted(kept) == sorted(expected)


@pytest.mark.slow
def test_a_case_of_which_workers_die_is_reported_and_the_others_finish(
    cases: list[Path], tmp_path: Path, alone: Callable[[list[Path]], list[str]]
) -> None:
    poisoned = Path(shutil.copytree(cases[0], tmp_path / "poisoned"))
    (cases[5] / "talk.txt").unlink()
    good = [*cases[:5], *cases[6:]]
    expected = alone(good)
    with cluster(tmp_path / "dask") as client:
        found = list(check_many([cases[0], poisoned, *cases[1:]], client))
    assert "every worker that took it on died of it" in (found[1].error or "")
    assert "talk.txt" in (found[6].error or "")
    assert [done.line for n, done in enumerate(found) if n not in (1, 6)] == expected


@pytest.mark.slow
def test_after_the_scheduler_died_what_was_done_is_not_repeated(
    cases: list[Path], tmp_path: Path, alone: Callable[[list[Path]], list[str]]
) -> None:
    expected = alone(cases)
    folder, out = tmp_path / "dask", tmp_path / "out"
    folder.mkdir()
    (folder / "preload.py").write_text(PRELOAD)
    (folder / "cluster.py").write_text(CLUSTER)
    env = os.environ | {"READ_LOG": str(folder / "read.log"), "READ_SECONDS": "0.5"}
    command = [sys.executable, folder / "cluster.py", folder / "preload.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as first:
        assert first.stdout
        address = first.stdout.readline().strip()
        given = [*map(str, cases), "--scheduler", address, "--out", str(out)]
        run = [sys.executable, "-m", "claimcheck", "check", *given]
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
            while len(list(out.glob("*.json"))) < 3:
                assert it.poll() is None
                time.sleep(0.02)
            first.kill()
            _, told = it.communicate(timeout=60)
    assert (it.returncode, "Traceback" in told) == (2, False), told
    assert "can't be reached any more" in told
    stamps = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    assert 3 <= len(stamps) < len(cases)
    with cluster(tmp_path / "second") as client:
        assert [done.line for done in check_many(cases, client, out=out)] == expected
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in stamps.items())
    done = {path.name.rpartition("-")[0] for path in stamps}
    assert read(tmp_path / "second") == Counter({c.name for c in cases} - done)


@pytest.mark.slow
def test_an_error_of_a_worker_is_told_and_two_jobs_at_a_time_stay_apart(
    tmp_path: Path, cases: list[Path]
) -> None:
    parts = store(tmp_path / "drawn", [drawn(1, 50), drawn(2, 50), drawn(3, 50)]).partitions
    asked = [drawn(seed, 4000) for seed in (4, 5)]  # more than Dask sends with each task
    with cluster(tmp_path / "dask") as client:
        with pytest.raises(CheckError, match=r"1 left out .*gone\.txt"):
            build([cases[0] / "talk.txt", tmp_path / "gone.txt"], tmp_path / "c", client=client)
        jobs = [tasks.each(nearest.best, parts, client, queries=rows, k=2) for rows in asked]
        both: list[dict[int, Any]] = [{}, {}]
        for pair in zip(*jobs, strict=True):  # the second begins before the first has ended
            for found, (number, best) in zip(both, pair, strict=True):
                found[number] = best
    assert len(load(tmp_path / "c")) == 2
    for rows, found in zip(asked, both, strict=True):
        for number, part in enumerate(parts):
            assert np.array_equal(found[number].place, nearest.best(part, rows, 2).place)
