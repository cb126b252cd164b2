"""Everything that claimcheck writes, on a disk that is full or can only be read.

``unshare -rm python tests/faults.py FOLDER`` tries it on real disks, mounted for it alone, and
prints a line of JSON a trial. `trial` is what the tests run where the system lends none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from claimcheck import decisions, export, tours
from claimcheck.cache import CACHE_FILE, Cache
from claimcheck.check import check
from claimcheck.cli.terminal import write_lines
from claimcheck.entailment.judged import LABELS
from claimcheck.new_case import create
from claimcheck.records import CheckError
from claimcheck.review.reviewer import remember

FILES = {
    "case.toml": """\
title = "The bridge"
article.file = "article.txt"
[[source]]
id = "talk"
file = "talk.txt"
""",
    "article.txt": "The bridge was opened on 9 June. It cost 7 million crowns. It is long.\n" * 3,
    "talk.txt": "It opened on 19 June.\n\nIt cost seven million crowns.\n" * 60,
}
PAGE = 4096
ROOMS = [0, 1, 2, 4]  # free pages of a full disk
NEEDED = 400  # pages: enough for each of the writers
LINE = json.dumps(dict.fromkeys(("label", *LABELS), "x" * 300)) + "\n"

Writer = Callable[[Path], object]


def make_case(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def writers(case: Path) -> dict[str, Writer]:
    """Name what is written, and how it is written into a folder, which holds the case, too."""
    result = check(case)
    made = decisions.read(case)

    def exported(format: str) -> Writer:
        return lambda folder: export.write(result, made, format, folder / f"out.{format}")

    def decided(folder: Path) -> None:
        for _ in range(5):
            decisions.append(folder / "case", "c1", "It opened.", "supported", "Ann", "n" * 3000)

    def cached(folder: Path) -> None:
        cache = Cache(folder / "cache")
        rows = {bytes([n]) * 32: np.full(384, n, dtype=np.float32) for n in range(50)}
        cache.put(rows)
        found = cache.get(list(rows))
        assert all((found[key] == rows[key]).all() for key in found)
        if cache.notices:
            raise CheckError("; ".join(cache.notices))

    def remembered(folder: Path) -> None:
        os.environ["XDG_CONFIG_HOME"] = str(folder)
        remember("Ann Lee")

    return {
        **{format: exported(format) for format in export.FORMATS},
        "decision": decided,
        "cache": cached,
        "new": lambda folder: create(folder / "new", case / "article.txt", [case / "talk.txt"]),
        "notebooks": lambda folder: tours.write(folder / "case", run=False),
        "judge": lambda folder: write_lines(folder / "rows.jsonl", iter([LINE] * 60)),
        "reviewer": remembered,
    }


def tree(folder: Path) -> dict[str, bytes]:
    """What is there; locks and the like have nothing in them."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: data for name, path in found.items() if (data := path.read_bytes())}


def trial(name: str, write: Writer, folder: Path) -> list[str]:
    """Write once, and give the message, then what is not as it should be afterwards."""
    before = tree(folder)
    told = ""
    try:
        write(folder)
    except CheckError as error:
        told = str(error)
    except OSError as error:  # as the command line tells it
        told = f"{error.filename}: {error.strerror}"
    after = tree(folder)
    wrong = [f"{was} is gone" for was in before.keys() - after.keys()]
    wrong += [f"{was} was altered" for was in before.keys() & after.keys() - grown(name)
              if after[was] != before[was]]  # fmt: skip
    new = after.keys() - before.keys() - grown(name)
    wrong += [f"{left} is left" for left in new if told and name != "notebooks"]
    wrong += [f"{part} is half" for part in after if part.endswith(".ipynb")
              and not after[part].endswith(b"}\n")]  # fmt: skip
    if "rows.jsonl" in after and after["rows.jsonl"].replace(LINE.encode(), b""):
        wrong.append("a row is half")
    wrong += decisions.set_aside(folder / "case")
    decisions.read(folder / "case")
    return [told, *wrong]


def grown(name: str) -> set[str]:
    """What may hold a part, each row of it whole."""
    return {
        "decision": {"case/decisions.csv"},
        "cache": {f"cache/{CACHE_FILE}"},
        "judge": {"rows.jsonl"},
    }.get(name, set())


def mounted(folder: Path, room: int, name: str, write: Writer) -> list[str]:
    """Try it on a disk with so many free pages."""
    with disk(folder):
        make_case(folder / "case")
        decisions.append(folder / "case", "c1", "It opened.", "supported", "Ann")
        fill(folder, room)
        return trial(name, write, folder)


def cleared(folder: Path) -> list[object]:
    """Empty a cache where the disk is full: how many bytes that freed, and what it was told."""
    with disk(folder):
        cache = Cache(folder)
        cache.put({bytes([n]): np.ones(384, dtype=np.float32) for n in range(200)})
        fill(folder, 0)
        return [cache.clear(), _free(folder) * PAGE, cache.entries(), *cache.notices]


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """A disk of its own in the place of a folder."""
    _run("mount", "-t", "tmpfs", "-o", f"size={NEEDED * PAGE}", "none", folder)
    try:
        yield
    finally:
        _run("umount", folder)


def fill(folder: Path, room: int) -> None:
    """Fill a disk but for so many pages."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        while _free(folder) > room:
            filler.write(b"x" * (_free(folder) - room) * PAGE)


def read_only(folder: Path, name: str, write: Writer) -> list[str]:
    """Try it in a folder that can only be read."""
    _run("mount", "--bind", folder, folder)
    _run("mount", "-o", "remount,bind,ro", folder)
    try:
        return trial(name, write, folder)
    finally:
        _run("umount", folder)


def _free(folder: Path) -> int:
    return os.statvfs(folder).f_bavail


def _run(*command: object) -> None:
    subprocess.run(list(map(str, command)), check=True)


def main(root: Path) -> None:
    """Try every writer on every disk."""
    case = make_case(root / "case")
    (root / "full").mkdir()
    print(json.dumps(["cleared", *cleared(root / "full")]))
    for name, write in writers(case).items():
        for room in ROOMS:
            found = mounted(root / "full", room, name, write)
            print(json.dumps(["full", name, room, *found]), flush=True)
        locked = root / "locked" / name
        make_case(locked / "case")
        found = read_only(locked, name, write)
        print(json.dumps(["read-only", name, 0, *found]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
