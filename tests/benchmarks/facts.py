"""How fast facts are found: sentences a second, and how time grows with a sentence's length.

Run ``python tests/benchmarks/facts.py``. Seconds are of the processor, on one core. The sentences
are those of the repository's own labelled articles. Long ones are made of many of them, and of
shapes that would make a careless pattern backtrack; the exponent is that of the length in the
time: 1 is linear. ``dateparser`` is measured beside the dates where it is installed (``pip install
dateparser``; nothing else here needs it).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck import sentences
from claimcheck.case import load
from claimcheck.compare import KINDS
from claimcheck.kinds import dates
from claimcheck.records import Sentence, Source

DATA = Path(__file__).parents[2] / "data" / "labelled"
LENGTHS = (2_000, 4_000, 8_000, 16_000)  # characters; a sentence read from a file has at most 800
ADVERSARIAL = {
    "capitals": "The Old Mill Road ",
    "digits": "1",
    "figures": "1,000,000 ",
    "quotation marks": "“a ",
    "hedges": "may have been said to be likely to ",
    "months": "May 3 ",
    "not": "not ",
    "hyphens": "a-",
    "brackets": "((",
    "spaces": " ",
    "initials": "A. B. ",
    "ands": "Ann and Bob, ",
}


def main() -> None:
    for row in measured():
        print(f"{row['what']:46}{row['told']}")


def measured() -> list[dict[str, Any]]:
    """Measure everything here; a row each, ``what`` and ``told`` in words beside the figures."""
    cases = [load(card.parent) for card in sorted(DATA.rglob("case.toml"))]
    texts = [text for case in cases for s in case.sources for text in sentences.split(s)["text"]]
    texts = list(dict.fromkeys(texts))
    find_all(texts[:200])  # patterns are compiled when they are first used
    rows = [rate("facts of every kind", find_all, texts)]
    rows += [rate(f"  {k.__name__.rpartition('.')[2]}", finder(k), texts) for k in KINDS]
    rows += [
        growth("ordinary sentences in one", " ".join(texts)),
        *(growth(f"adversarial: {name}", shape * LENGTHS[-1]) for name, shape in shapes()),
    ]
    return rows + beside_dateparser(texts[:300])


def shapes() -> Sequence[tuple[str, str]]:
    return list(ADVERSARIAL.items())


def finder(kind: Any) -> Callable[[Sequence[str]], int]:
    """Give what finds the facts of one kind in some sentences, and counts them."""

    def find(texts: Sequence[str]) -> int:
        found = 0
        for text in texts:
            sentence = Sentence("s:0", "s", 0, len(text), text)
            found += len(list(kind.find(sentence, Source("s", "report", "", text))))
        return found

    return find


def find_all(texts: Sequence[str]) -> int:
    return sum(finder(kind)(texts) for kind in KINDS)


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def rate(what: str, find: Callable[[Sequence[str]], int], texts: Sequence[str]) -> dict[str, Any]:
    took = seconds(lambda: find(texts))
    return {"what": what, "per_second": len(texts) / took,
            "told": f"{len(texts) / took:10,.0f} sentences a second"}  # fmt: skip


def growth(what: str, text: str) -> dict[str, Any]:
    """Fit the exponent of the length; the least of three runs counts, as others' work only adds."""
    took = [min(seconds(lambda n=n: find_all([text[:n]])) for _ in range(3)) for n in LENGTHS]
    exponent = float(np.polyfit(np.log(LENGTHS), np.log(took), 1)[0])
    told = f"{1000 * took[0]:8.1f} ms for {LENGTHS[0]:,} characters, exponent {exponent:.2f}"
    return {"what": what, "exponent": exponent, "seconds": took, "told": told}


def beside_dateparser(texts: Sequence[str]) -> list[dict[str, Any]]:
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed, and is left out", file=sys.stderr)
        return []

    def theirs(sentences: Sequence[str]) -> int:
        return sum(len(search_dates(text, languages=["en"]) or []) for text in sentences)

    theirs(texts[:5])
    ours = rate("dates, beside dateparser", finder(dates), texts)
    other = rate("  dateparser's search_dates, language given", theirs, texts)
    other["told"] += f", {ours['per_second'] / other['per_second']:.0f} times as long"
    return [ours, other]


if __name__ == "__main__":
    main()
