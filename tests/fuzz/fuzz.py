"""Fuzz one target by hand, guided by coverage: ``python tests/fuzz/fuzz.py html --runs 100000``.

Needs atheris (``pip install atheris``; Linux). It stops at the first finding and says in which
file the input is; once that is fixed, keep the file in ``found/TARGET`` as a regression input.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "fuzz"


def main() -> None:
    """Fuzz the target of the command line."""
    import atheris  # not installed with the tests, whose doctests import this file

    with atheris.instrument_imports(include=["claimcheck", "pypdf", "docx", "webvtt", "srt"]):
        sys.path.insert(0, str(HERE))
        from targets import SECONDS, TARGETS
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=1800, help="the whole run's limit")
    parser.add_argument("--megabytes", type=int, default=2048, help="of memory")
    parser.add_argument("--longest", type=int, default=4096, help="bytes of an input")
    asked = parser.parse_args()
    target = TARGETS[asked.target]
    folder = Path(tempfile.mkdtemp(prefix="claimcheck-fuzz-"))
    grown = BUILD / asked.target
    grown.mkdir(parents=True, exist_ok=True)

    def one(data: bytes) -> None:
        began = time.perf_counter()
        target(data, folder)
        took = time.perf_counter() - began
        assert took < SECONDS, f"{took:.1f} seconds for {len(data)} bytes"

    seeds = [HERE / kind / asked.target for kind in ("corpus", "found")]
    seeds.append(HERE.parent / "samples")
    words = HERE / "corpus" / f"{asked.target}.words"
    atheris.Setup(
        [
            sys.argv[0],
            f"-runs={asked.runs}",
            f"-max_total_time={asked.seconds}",
            f"-max_len={asked.longest}",
            f"-rss_limit_mb={asked.megabytes}",
            f"-timeout={int(4 * SECONDS)}",
            f"-artifact_prefix={BUILD}/{asked.target}-",
            "-print_final_stats=1",
            *([f"-dict={words}"] if words.exists() else []),
            *(str(place) for place in (grown, *seeds) if place.is_dir()),
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
