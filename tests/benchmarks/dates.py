"""Measure the dates on the English specs of Microsoft's Recognizers-Text.

    python tests/benchmarks/dates.py PATH_TO_RECOGNIZERS [--dateparser] [--misses]

PATH_TO_RECOGNIZERS is a folder with DateTimeModel.json.gz, DateParser.json.gz and
DatePeriodParser.json.gz (JSON, UTF-8 with BOM). The specs are of commands to an assistant, not of
news; what they call a result's start and end, and its value, is taken as it stands.

The same span: our fact begins and ends at the very characters at which the spec's result does.
The right value, counted only where the span is the same:

* date: our day, or one of the two of a figure that we call ambiguous, is a day that the spec lists.
  Of a span that we give as vague on both sides ("two weeks ago") it is the day in its middle.
* daterange: first and last day are those of a range that the spec lists (whose end is the day after
  the last); since and after have no end, before no start; nor have until and by, whose end the
  specs give as the day itself, or the day after the last of a longer period.
* duration: the length in seconds, by years of 365 and months of 30 days as the spec reckons.
* time: the time of day. Other types (timerange, datetime, datetimerange, set, timezone) are found
  in pieces or not at all, and only their spans are counted.

Recall is of the spec's results of a type; precision, over all types, of what we find. The 251 rows
of DateTimeModel that hold only dates or nothing are measured apart, beside `search_dates` of
dateparser where asked for; everything that either finds in these rows counts for its precision.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from claimcheck.kinds import dates
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.clock import Clock
from claimcheck.records import Sentence, Source

FILES = ("DateTimeModel", "DateParser", "DatePeriodParser")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800,
           "fortnight": 1209600, "month": 2592000, "year": 31536000, "decade": 315360000,
           "century": 3153600000}  # fmt: skip
TYPES = "date daterange duration time timerange datetime datetimerange set".split()
Spans = dict[tuple[int, int], Any]
Finder = Callable[[str, date | None], Spans]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The specs of one file: text, reference day, and results as (start, end, type, values)."""
    found = json.loads(
        gzip.decompress((folder / f"{name}.json.gz").read_bytes()).decode("utf-8-sig")
    )
    return [
        {"text": row["Input"], "day": _day(row), "results": [_result(r) for r in row["Results"]]}
        for row in found
    ]


def _day(row: dict[str, Any]) -> date | None:
    when = row.get("Context", {}).get("ReferenceDateTime")
    return datetime.fromisoformat(when).date() if when else None


def _result(result: dict[str, Any]) -> tuple[int, int, str, list[dict[str, Any]]]:
    start = result["Start"]
    end = result["End"] + 1 if "End" in result else start + result["Length"]
    kind = (result.get("TypeName") or result.get("Type") or "?").removeprefix("datetimeV2.")
    if "Resolution" in result:
        return start, end, kind, result["Resolution"]["values"]
    values = [result["Value"].get(f"{way}Resolution", {}) for way in ("Future", "Past")]
    plain = [{"value": v.get("date"), "start": v.get("startDate"), "end": v.get("endDate")}
             for v in values]  # fmt: skip
    return start, end, kind, plain


def ours(text: str, day: date | None) -> Spans:
    """What `claimcheck.kinds.dates` finds, by start and end."""
    source = Source("s", "talk", "", text, day, "case" if day else None)
    return {
        (f.start, f.end): f.value
        for f in dates.find(Sentence("s:0", "s", 0, len(text), text), source)
    }


def theirs(text: str, day: date | None) -> Spans:
    """What `dateparser.search.search_dates` finds, by start and end."""
    from dateparser.search import search_dates

    base = datetime.combine(day or date(2016, 11, 7), datetime.min.time())
    found, at, out = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base}), 0, {}
    for words, when in found or []:
        start = text.find(words, at) if text.find(words, at) >= 0 else text.find(words)
        at = start + len(words)
        out[start, at] = DateSpan(when.date(), when.date(), "day")
    return out


def right(kind: str, value: Any, wanted: list[dict[str, Any]]) -> bool:
    """Whether our value is one that the spec lists."""
    if kind == "date" and isinstance(value, DateSpan) and value.low and value.high:
        middle = value.low + (value.high - value.low) / 2
        days = {middle, value.other[0]} if value.other else {middle}
        exact = value.low == value.high or value.slack > 2
        return exact and bool({str(d) for d in days} & {w.get("value") for w in wanted})
    if kind == "daterange" and isinstance(value, DateSpan):
        return _ends(value) in [(w.get("start"), w.get("end")) for w in wanted]
    if kind == "duration" and isinstance(value, Duration):
        seconds = value.amount * SECONDS[value.unit]
        return any(abs(seconds - float(w["value"])) < 1 for w in wanted if w.get("value"))
    if kind == "time" and isinstance(value, Clock):
        halves = (0, 720) if value.twelve else (0,)
        told = {f"{(value.low + h) // 60 % 24:02}:{value.low % 60:02}:00" for h in halves}
        return value.low == value.high and bool(told & {w.get("value") for w in wanted})
    return False


def _ends(span: DateSpan) -> tuple[str | None, str | None]:
    if span.low is None or span.high is None:
        return None, None
    after = str(span.high + timedelta(1))
    last = after if span.low < span.high else str(span.low)
    return {
        "since": (str(span.low), None), "after": (after, None), "before": (None, str(span.low)),
        "until": (None, last), "by": (None, last),
    }.get(span.bound, (str(span.low), after))  # fmt: skip


def measure(specs: list[dict[str, Any]], find: Finder) -> tuple[Counter[str], Counter[str]]:
    """Count results, same spans and right values by type; ``found`` and ``hit`` are over all."""
    wanted: Counter[str] = Counter()
    got: Counter[str] = Counter()
    for row in specs:
        found = find(row["text"], row["day"])
        got["found"] += len(found)
        for start, end, kind, values in row["results"]:
            wanted[kind] += 1
            if (start, end) in found:
                got["hit"] += 1
                got[f"span {kind}"] += 1
                got[f"value {kind}"] += right(kind, found[start, end], values)
    return wanted, got


def table(name: str, specs: list[dict[str, Any]], find: Finder) -> None:
    """Print recall of spans and values by type, and precision and F1 over all."""
    wanted, got = measure(specs, find)
    total = sum(wanted.values())
    precision, recall = got["hit"] / max(got["found"], 1), got["hit"] / total
    f1 = 2 * got["hit"] / (got["found"] + total)
    print(f"\n{name}: {len(specs)} rows, {total} results; spans: precision {precision:.2f}, "
          f"recall {recall:.2f}, F1 {f1:.2f}")  # fmt: skip
    for kind in TYPES:
        if wanted[kind]:
            valued = (
                f"{got[f'value {kind}'] / wanted[kind]:6.2f}" if TYPES.index(kind) < 4 else "     -"
            )
            print(f"  {kind:14}{wanted[kind]:5}  same span {got[f'span {kind}'] / wanted[kind]:.2f}"
                  f"  right value {valued}")  # fmt: skip


def print_misses(specs: list[dict[str, Any]]) -> None:
    """Print each date, range, duration or time that is missed or misread, and what is too many."""
    for row in specs:
        found = ours(row["text"], row["day"])
        spans = {(s, e) for s, e, _, _ in row["results"]}
        for start, end, kind, values in row["results"]:
            if not right(kind, found.get((start, end)), values) and kind in TYPES[:4]:
                told = {row["text"][s:e]: str(v) for (s, e), v in found.items()}
                wanted = [v.get("value") or (v.get("start"), v.get("end")) for v in values]
                text = f"{row['text'][:90]} | {row['text'][start:end]}"
                print(kind, row["day"], "|", text, "|", wanted, "|", told)
        for (start, end), value in found.items():
            if (start, end) not in spans and not row["results"]:
                print("too many", "|", row["text"][:90], "|", row["text"][start:end], str(value))


def main() -> None:
    """Measure on each file, and on the rows that hold only dates or nothing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dateparser", action="store_true", help="beside search_dates")
    parser.add_argument("--misses", action="store_true", help="print what is missed or misread")
    options = parser.parse_args()
    for name in FILES:
        specs = rows(options.folder, name)
        table(name, specs, ours)
        if options.misses:
            print_misses(specs)
    only = [
        r for r in rows(options.folder, FILES[0]) if all(k == "date" for _, _, k, _ in r["results"])
    ]
    table("Rows with only dates or nothing", only, ours)
    if options.dateparser:
        table("The same rows, search_dates", only, theirs)


if __name__ == "__main__":
    main()
