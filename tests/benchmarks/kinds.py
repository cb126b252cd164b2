"""Which differences are called conflicts, by kind of fact: on our own pairs and articles.

    python tests/benchmarks/kinds.py

**Pairs**: every row of ``tests/examples/conflict_table.csv`` and of the tables of each kind, known
failures too, from files to findings. A conflict is found where a finding of its kind stands at the
words of both sides. A harmless pair counts as wrong if anything in it is called a conflict.

**Articles**: ``data/labelled``; the weights of `slots.json` and the rules were made with ``fitted``
in sight, ``unseen`` is only measured on. Harmless are the sentences in which the labels have no
conflict; ``other`` and the internal ones are left out of the kinds.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from labelled import articles, meets, plain  # noqa: E402
from test_conflict_table import conflicts, internal, rows, write_case  # noqa: E402
from test_conflict_table import meets as meets_row  # noqa: E402

from claimcheck import check  # noqa: E402
from claimcheck.records import CheckError  # noqa: E402

TABLES = ("conflict_table", "dates", "numbers", "names", "quotes", "hedges")
KINDS = ("date", "number", "name", "place", "speaker", "event", "quote", "hedge", "negation")


def pairs() -> Counter[tuple[str, str]]:
    """Count, by kind, the conflicts that are there and found, and the false ones."""
    count: Counter[tuple[str, str]] = Counter()
    for table in TABLES:
        every = rows(table) + rows(f"{table}_known_failures")
        for row in every:
            count += _pair(row)
    return count


def _pair(row: dict[str, str]) -> Counter[tuple[str, str]]:
    # Words between marks are held against a record of what was said, not against a report's own.
    row = {"field": "", "card": "kind=talk" if row["kind"] == "quote" else "", **row}
    with TemporaryDirectory() as folder:
        try:
            result = check(write_case(row, Path(folder)))
        except CheckError as error:
            raise SystemExit(f"{row['claim']}: {error}") from error
    kind, against = row["kind"], conflicts(result)
    if row["level"] == "internal":
        found = any(meets_row(row, f) for f in internal(result))
        return Counter({("internal", "conflicts"): 1, ("internal", "found"): int(found)})
    if row["level"] != "conflicts":
        return Counter({(kind, "harmless"): 1, (kind, "false"): int(bool(against))})
    found = [f for f in against if meets_row(row, f) or _at(row, f)]
    right = any(f[0] == kind for f in found)
    return Counter({(kind, "conflicts"): 1, (kind, "found"): int(right),
                    (kind, "other kind"): int(bool(found) and not right)})  # fmt: skip


def _at(row: dict[str, str], found: tuple[str, str, str]) -> bool:
    """Tell whether a conflict stands at the claim's words; a quotation has no words to expect."""
    return meets(found[1], row["claim_text"]) and meets(found[2], row["evidence_text"] or found[2])


def labelled(folder: Path) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Count the same on labelled articles, and the verdicts and deciding sentences besides."""
    count: Counter[tuple[str, str]] = Counter()
    whole: Counter[str] = Counter()
    for _, result, labels, _ in articles([folder]):
        for claim in result.to_json()["claims"]:
            expected = labels.get(plain(claim["text"]))
            if expected is None:
                whole["sentences not split as labelled"] += 1
                continue
            count += _conflicts(claim, expected)
            whole["sentences"] += 1
            whole["right outcome"] += claim["verdict"] == expected["verdict"]
            for deciding in expected["deciding"]:
                ranks = [
                    e["rank"]
                    for e in claim["evidence"]
                    if e["source"] == deciding["source"]
                    and meets_whole(e["text"], deciding["sentence"])
                ]
                whole["deciding sentences"] += 1
                whole["among the first five"] += any(rank <= 5 for rank in ranks)
                whole["first"] += any(rank == 1 for rank in ranks)
    return count, whole


def meets_whole(one: str, other: str) -> bool:
    """Tell whether one sentence holds the other, however the two were cut."""
    return plain(one) in plain(other) or plain(other) in plain(one)


def _conflicts(claim: dict[str, Any], expected: dict[str, Any]) -> Counter[tuple[str, str]]:
    count: Counter[tuple[str, str]] = Counter()
    called = [f for f in claim["findings"] if f["level"] == "conflicts"]
    for gold in expected["conflicts"]:
        at = [
            f
            for f in called
            if f["source"] == gold["source"]
            and meets(f["claim_text"], gold["claim_text"])
            and meets(f["evidence_text"], gold["evidence_text"])
        ]
        right = any(f["kind"] == gold["kind"] for f in at)
        count[gold["kind"], "conflicts"] += 1
        count[gold["kind"], "found"] += right
        count[gold["kind"], "other kind"] += bool(at) and not right
    if not expected["conflicts"]:
        kinds = {f["kind"] for f in called}
        count["sentences", "harmless"] += 1
        count["sentences", "false"] += bool(called)
        for kind in kinds:
            count[kind, "false"] += 1
    return count


def show(count: Counter[tuple[str, str]]) -> None:
    """Print a line a kind."""
    columns = ("conflicts", "found", "other kind", "harmless", "false")
    print(f"{'':10}" + "".join(f"{c:>12}" for c in columns))
    kinds = [
        k for k in (*KINDS, "other", "internal", "sentences") if any(count[k, c] for c in columns)
    ]
    for kind in kinds:
        print(f"{kind:10}" + "".join(f"{count[kind, c] or '·':>12}" for c in columns))
    total = [sum(count[k, c] for k in kinds if k not in ("internal", "sentences")) for c in columns]
    print(f"{'all':10}" + "".join(f"{n:>12}" for n in total))
    print(f"found {total[1] / max(1, total[0]):.0%}", end="")


def main() -> None:
    """Print the matrices."""
    module = sys.modules["claimcheck.check"]
    bench = module._bench(None, None)  # type: ignore[attr-defined]
    module._bench = lambda *_: bench  # type: ignore[attr-defined] # loaded once for all
    print("PAIRS OF SENTENCES")
    count = pairs()
    show(count)
    harmless = sum(n for (_, c), n in count.items() if c == "harmless")
    false = sum(n for (_, c), n in count.items() if c == "false")
    print(f"; of the harmless {false / max(1, harmless):.1%} called a conflict\n")
    for name in ("fitted", "unseen"):
        count, whole = labelled(ROOT / "data" / "labelled" / name)
        print(f"ARTICLES, {name}")
        show(count)
        false = count["sentences", "false"] / max(1, count["sentences", "harmless"])
        print(f"; of the sentences without a conflict {false:.1%} called contradicted")
        print("".join(f"{what} {n}; " for what, n in whole.items()) + "\n")


if __name__ == "__main__":
    main()
