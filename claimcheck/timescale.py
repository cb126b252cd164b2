"""Days in words, and an axis of days on which long stretches without a date are cut short."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

_MOST_YEARS = 60  # beyond so many years the axis names no months
_MOST_TICKS = 200
_MOST_DAYS = 92  # up to so many days it names days
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)  # years from tick to tick


@dataclass(frozen=True, slots=True)
class Scale:
    """Days, as ordinals, and their places from 0 to 1; ``breaks`` are where a stretch is cut."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    breaks: tuple[float, ...]

    def at(self, day: date, end: bool = False) -> float:
        """Give the place where a day begins, or ends."""
        return float(np.interp(day.toordinal() + end, self.days, self.places))

    def ticks(self, apart: float = 0.1) -> list[tuple[float, str]]:
        """Give the places and names of years, and of months and days where there is room.

        Args:
            apart: the least distance between two ticks.

        Returns:
            Place and name, from left to right.
        """
        found: list[tuple[float, str]] = []
        for day, name in self._candidates(apart):
            place = self.at(day)
            i = bisect_left(found, (place, ""))
            clear = all(abs(place - p) > apart - 1e-9 for p, _ in found[max(0, i - 1) : i + 1])
            if clear and self.days[0] <= day.toordinal() and place <= 1 - apart / 2:
                found.insert(i, (place, name))
        return found

    def _candidates(self, apart: float) -> Iterator[tuple[date, str]]:
        start, end = max(self.days[0], 1), min(self.days[-1], date.max.toordinal())
        first, last = date.fromordinal(start).year, date.fromordinal(end).year
        for year in self._years(first, last, apart):
            yield date(year, 1, 1), str(year)
        if last - first < _MOST_YEARS:
            for month in (7, 4, 10, 2, 3, 5, 6, 8, 9, 11, 12):
                for year in range(first, last + 1):
                    yield date(year, month, 1), f"{date(year, month, 1):%b} {year}"
        if end - start <= _MOST_DAYS:
            for number in range(self.days[1], self.days[-2]):
                day = date.fromordinal(number)
                yield day, f"{day.day} {day:%b}"

    def _years(self, first: int, last: int, apart: float) -> range:
        """Round years, as close as there is room for; where a stretch is cut, every year."""
        if self.breaks:
            return range(first, last + 1, (last - first) // _MOST_TICKS + 1)
        room = apart * (self.days[-1] - self.days[0]) / 365
        step = next((n for n in _STEPS if n >= room), 1000)
        return range(max(first // step * step, 1), last + 1, step)


def time_scale(spans: Iterable[tuple[date, date]]) -> Scale:
    """Lay dates on one axis, with the long stretches in which nothing begins or ends cut short.

    Args:
        spans: first and last day of each date, at least one.

    Returns:
        The scale. Order and overlap are true on it; across a break lengths are not.

    Examples:
        >>> days = [date(1979, 1, 1), date(2024, 5, 1), date(2024, 5, 20)]
        >>> scale = time_scale((day, day) for day in days)
        >>> [round(scale.at(day), 2) for day in days], len(scale.breaks)
        ([0.03, 0.87, 0.97], 1)
    """
    ends = sorted({day for a, b in spans for day in (a.toordinal(), b.toordinal() + 1)})
    gaps = np.diff(np.array(ends, dtype=float))
    most = max(10.0, 3 * float(np.quantile(gaps, 0.75)))
    # Up to `most` a stretch is as long as it is; beyond, it grows slowly to three times as much.
    grown = most * np.minimum(1 + np.log2(np.maximum(gaps / most, 1)), 3)
    lengths = np.where(gaps > most, grown, gaps)
    margin = max(1, round(0.03 * float(lengths.sum())))
    places = np.cumsum([0, margin, *lengths, margin]) / (lengths.sum() + 2 * margin)
    middles = (places[1:-2] + places[2:-1]) / 2
    days = (ends[0] - margin, *ends, ends[-1] + margin)
    return Scale(days, tuple(places.tolist()), tuple(middles[gaps > 2.5 * most].tolist()))


def day_words(day: date | None) -> str:
    """Name a day as a reader does; nothing where there is none.

    Args:
        day: the day.

    Returns:
        Such as "3 December 2024".

    Examples:
        >>> day_words(date(2024, 12, 3))
        '3 December 2024'
    """
    return f"{day.day} {day:%B} {day.year}" if day else ""


def span_words(low: date, high: date, bound: str = "") -> str:
    """Name a stretch of days as briefly as it can be said.

    Args:
        low: its first day.
        high: its last day.
        bound: "since", "after", "until", "by" or "before" where it is open to that side.

    Returns:
        Such as "2024", "January 2026", "1 to 22 January 2025" or "from 2024 on".

    Examples:
        >>> span_words(date(2024, 1, 1), date(2024, 12, 31))
        '2024'
        >>> span_words(date(2024, 9, 1), date(2024, 11, 30))
        '1 September to 30 November 2024'
        >>> span_words(date(2024, 1, 1), date(2024, 12, 31), "since")
        'from 2024 on'
    """
    if bound:
        words = span_words(low, high)
        return f"from {words} on" if bound == "since" else f"{bound} {words}"
    first, last = (low.month, low.day), (high.month, high.day)
    if low == high:
        return day_words(low)
    if low.year == high.year and (first, last) == ((1, 1), (12, 31)):
        return str(low.year)
    if (low.year, low.month) == (high.year, high.month):
        whole = low.day == 1 and high.day == monthrange(high.year, high.month)[1]
        return f"{low:%B} {low.year}" if whole else f"{low.day} to {day_words(high)}"
    start = f"{low.day} {low:%B}" if low.year == high.year else day_words(low)
    return f"{start} to {day_words(high)}"
