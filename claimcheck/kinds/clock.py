"""Times of day, and how they are written.

ISO 8601 times in text form; zones by the abbreviations of RFC 2822 (section 4.3) and of the IANA
time zone database, as the offsets that they may stand for. A time with no zone is local time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from claimcheck.kinds.date_vocabulary import ONES, TENS, number

_DAY = 1440  # minutes
Match = re.Match[str]
_OFFSETS = {  # minutes east of Greenwich; two where summer time isn't told apart
    "gmt": (0,), "utc": (0,), "bst": (60,), "ist": (60, 330), "cet": (60,), "cest": (120,),
    "est": (-300,), "edt": (-240,), "et": (-300, -240), "eastern": (-300, -240),
    "cst": (-360,), "cdt": (-300,), "ct": (-360, -300), "central": (-360, -300),
    "mst": (-420,), "mdt": (-360,), "mt": (-420, -360), "mountain": (-420, -360),
    "pst": (-480,), "pdt": (-420,), "pt": (-480, -420), "pacific": (-480, -420),
    "jst": (540,), "sast": (120,), "aest": (600,), "aedt": (660,), "nzst": (720,), "nzdt": (780,),
}  # fmt: skip
_PARTS = {  # first and last minute; who speaks of night or early hours goes past midnight
    "small hours": (0, 360), "early hours": (0, 360), "overnight": (1200, 1890),
    "dawn": (240, 480), "sunrise": (240, 480), "daybreak": (240, 480), "morning": (0, 720),
    "lunchtime": (690, 840), "afternoon": (720, 1110), "dusk": (960, 1320), "sunset": (960, 1320),
    "evening": (1020, 1440), "night": (1080, 1800),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day from ``low`` to ``high``, in minutes after midnight, of its own zone.

    ``offsets`` are the minutes east of Greenwich that its zone may have, none for local time.
    ``twelve`` says that morning or evening isn't told; ``slack`` is by how many minutes the words
    are vague; ``bound`` is as in `calendar.DateSpan`.
    """

    low: int
    high: int
    part: str = ""  # of the day: evening
    offsets: tuple[int, ...] = ()
    twelve: bool = False
    slack: int = 0
    bound: str = ""

    def __str__(self) -> str:
        ends = "/".join(_iso(m) for m in dict.fromkeys((self.low, self.high)))
        zone = "Z" if self.offsets == (0,) else "".join(f"{m / 60:+g}h" for m in self.offsets[:1])
        return ends + zone + ("~" if self.slack else "")


def _iso(minute: int) -> str:
    return f"T{minute % _DAY // 60:02}:{minute % 60:02}"


# ------------------------------------------------------------ finding

_HOUR = rf"(?:{'|'.join(reversed(ONES[1:13]))}|1[0-2]|[1-9])"
_MINUTES = (
    r"(?:half|(?:a\s+)?quarter|twenty(?:[\s-]five)?|ten|five|20|25|10|5"
    rf"|(?:\d\d?|(?:{'|'.join(TENS[:4])})(?:[\s-](?:{'|'.join(ONES[1:10])}))?"
    rf"|{'|'.join(reversed(ONES[1:]))})\s+minutes)"
)
_AP = r"[ap](?:\.\s?m\b\.?|\s?m\b)"
_SPOKEN = r"(?:in\s+the\s+|this\s+|that\s+)(?:morning|afternoon|evening)|at\s+night|tonight"
_ZONE = (
    r"(?:\s*(?-i:(?P<zone>GMT|UTC|BST|IST|CES?T|[ECMP][SD]?T|JST|SAST|AE[SD]T|NZ[SD]T"
    r"|(?:Eastern|Central|Mountain|Pacific)(?=\s[Tt]ime|\s[Ss]tandard|[.,;)]|$))\b)"
    r"(?:\s+(?:Standard\s+)?Time\b)?(?P<shift>\s?[+-]\d\d?(?::?[0-5]\d)?(?!\d))?)?"
)
_FIGURE = rf"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?:\s?{_AP})?|noon|midday|midnight"
_FIRST = (  # of a range: "8" of "8 to 9pm"
    rf"(?:between\s+(?P<between>{_FIGURE})\s+and\s+"
    rf"|(?:from\s+)?(?P<from>{_FIGURE})\s?(?:[-–]|\bto\b|\buntil\b|\btill\b)\s?)?"
)
_FORMS = (
    # 8.30pm; 9 a.m. EST; 8 to 9pm; between 9am and 5pm
    rf"(?<![\w.,:/$£€-]){_FIRST}(?P<time>(?:[01]?\d|2[0-4])(?:[:.]?[0-5]\d(?::[0-5]\d)?)?\s?{_AP}|"
    rf"(?:12\s+)?(?-i:noon|midday|midnight)\b){_ZONE}",
    # 19:00; 7:30 in the evening; 19:00 to 21:30
    rf"(?<![\w.,:/$£€-]){_FIRST}(?P<time>(?:[01]?\d|2[0-4]):[0-5]\d)(?::[0-5]\d)?(?![\d:/])"
    rf"(?:\s+(?P<spoken>{_SPOKEN}))?{_ZONE}",
    # 1900 hours; 0600 GMT
    r"(?<![\w.,:/$£€-])(?P<time>(?:[01]\d|2[0-4])[0-5]\d)\s?(?:(?:hrs|hours)\b|(?=GMT|UTC|BST))"
    + _ZONE,
    # half past seven; quarter to ten; five past three in the morning
    rf"\b(?P<minutes>{_MINUTES})\s+(?P<way>past|to|till)\s+(?P<hour>{_HOUR}|noon|midnight)\b(?!\s?%|[.,]?\d)"
    rf"(?:\s+o['’]clock)?(?:\s+(?P<spoken>{_SPOKEN})|\s?(?P<ap>{_AP}))?{_ZONE}",
    # eight o'clock; eight thirty in the evening; nine p.m.
    rf"\b(?P<hour>{_HOUR})(?:\s+(?P<more>thirty|fifteen|forty[\s-]five))?(?:\s+o['’]clock"
    rf"(?:\s+(?P<oclock>{_SPOKEN}))?|(?<!\d)\s?(?P<ap>{_AP})|\s+(?P<spoken>{_SPOKEN})){_ZONE}",
    # at seven on Saturday morning; at 14.00
    rf"(?:(?<=\bat\s)|(?<=\bby\s)|(?<=\babout\s)|(?<=\baround\s)|(?<=\btill\s)|(?<=\buntil\s))"
    rf"(?P<hour>{_HOUR})(?=\s+on\s+[a-z]{{3,6}}day\s+(?P<spoken>morning|afternoon|evening|night))",
    r"(?<=\b(?:at|by|to)\s)(?P<time>(?:0\d|1[3-9]|2[0-3])\.(?:00|15|30|45))(?![\d.]|\s?(?:%|per))"
    + _ZONE,
    # in the evening; on Monday night; at dawn
    r"(?<=\bin\sthe\s)(?P<part>small\shours|early\shours|morning|afternoon|evening)\b"
    r"|(?<=day\s)(?-i:(?P<night>morning|afternoon|evening|night))\b|(?<=\bat\s)(?P<dawn>dawn|dusk|sunrise"
    r"|sunset|daybreak|lunchtime)\b|\b(?P<over>overnight)\b",
)
CUES = frozenset(  # one of these words, or a figure, is in every time
    "1 pm clock past quarter noon midday midnight morning afternoon evening night tonight dawn dusk"
    " sunrise sunset daybreak lunchtime overnight hours am m to till".split()
)
_CUE = re.compile(  # what is quicker to look for than the forms
    rf"\d\s?[ap]\.?\s?m\b|\d:[0-5]\d|\d\d\.\d\d|\d{{4}}\s?(?:hrs|hours|GMT|UTC|BST)|clock|[ap]\.m"
    rf"|(?<=\s)[ap]m\b|\b(?:past|quarter|noon|midday|midnight|morning|afternoon|evening|night|tonight"
    rf"|dawn|dusk|sunrise|sunset|daybreak|lunchtime|overnight|small\shours|early\shours"
    rf"|(?:to|till)\s+{_HOUR}\b)", re.I,
)  # fmt: skip
_AT = re.compile(
    r"\b(?:at|by|from|until|till|around|about|before|after|between|and|to|since|exactly|day,?"
    r"|tomorrow|yesterday|tonight|from|is|was)\s+$|[-–(,]\s*$|^\s*$", re.I,
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:(?P<bound>by|before|until|till|since|from|after)\s+(?:about\s+|around\s+)?"
    r"|(?P<about>about|around|roughly|approximately|some\s?time\s+around|at\s+roughly)\s+"
    r"|(?P<way>(?:shortly|just|soon|a\s+little|minutes)\s+(?:after|before|past))\s+)$", re.I,
)  # fmt: skip
_BOUNDS = {"till": "until", "from": "since"}


@lru_cache(maxsize=16)
def _compiled(form: str) -> re.Pattern[str]:
    """Compile a form when a time is first met."""
    return re.compile(form, re.I)


def find(text: str) -> list[tuple[int, int, Clock]]:
    """Find the times of day in a text.

    Args:
        text: a sentence.

    Returns:
        Start, end and time, not in order; two may overlap.

    Examples:
        >>> [str(time) for _, _, time in find("It shut at half past eight.")]
        ['T08:30']
        >>> [str(time) for _, _, time in find("Open from 9 to 5pm EST.")]
        ['T09:00/T17:00-5h']
    """
    if not _CUE.search(text):
        return []
    found = []
    for form in _FORMS:
        for match in _compiled(form).finditer(text):
            clock = _read(match)
            if clock is not None:
                found.append(_widened(text, match.start(), match.end(), clock))
    return found


def _read(match: Match) -> Clock | None:
    groups = match.groupdict()
    if part := next((groups[k] for k in ("part", "night", "dawn", "over") if groups.get(k)), None):
        part = re.sub(r"\s", " ", part.lower())
        return Clock(*_PARTS[part], part=part)
    spoken = groups.get("spoken") or groups.get("oclock") or ""
    clock: Clock | None
    if groups.get("hour"):
        time = _in_words(groups)
        if groups.get("way") in ("to", "till") and not _surely(match):
            return None  # from five to ten
        whole = groups["hour"].lower() in _NOONS
        clock = _exactly(time) if whole else _of_day(time, groups.get("ap") or spoken)
    else:
        written = groups["time"]
        if ":" in written and not _AP_AT.search(written) and not _told(match):
            return None  # a score, a lap
        clock = _figure(written, spoken)
    if clock is None:
        return None
    clock = replace(clock, offsets=_offsets(groups.get("zone"), groups.get("shift")))
    first = groups.get("between") or groups.get("from")
    return _ranged(first, clock) if first else clock


_BY = re.compile(
    r"\b(?:at|by|until|before|after|past|nearly|almost|just|it\s+was|it['’]s)\s+$", re.I
)


_THINGS = re.compile(r"\s+(?:(?!was\b|is\b|as\b|this\b|has\b)[a-z]+s|people|men|women|per)\b")


def _surely(match: Match) -> bool:
    """Whether "ten to three" is a time: by what leads it or says which half of the day it is of."""
    names = ("spoken", "ap", "zone")
    if _THINGS.match(match.string, match.end()) and not any(match[name] for name in names):
        return False
    led = _BY.search(match.string, max(0, match.start() - 10), match.start())
    return bool(
        led
        or re.search("quarter|minutes", match["minutes"], re.I)
        or any(match[name] for name in names)
    )


def _told(match: Match) -> bool:
    """Whether a bare 3:45 is led by a preposition or followed by a zone."""
    led = _AT.search(match.string, max(0, match.start() - 14), match.start())
    return bool(led or match["zone"] or match["spoken"] or match["from"] or match["between"])


_AP_AT = re.compile(r"([ap])\.?\s?m", re.I)


def _figure(written: str, spoken: str = "") -> Clock | None:
    """Read 8.30pm, 19:00, 1900 or noon."""
    low = written.lower()
    if re.search("noon|midnight|midday", low):
        minute = 0 if "midnight" in low else 720
        return Clock(minute, minute)
    figures = [int(n) for n in re.findall(r"\d+", low)]
    if len(figures) == 1 and figures[0] > 99:
        figures = [figures[0] // 100, figures[0] % 100]
    hour, minute = (*figures, 0)[:2]
    if hour > 24 or (hour == 24 and minute):
        return None
    ap = _AP_AT.search(low)
    if (ap or spoken) and hour <= 12:
        return _of_day(hour % 12 * 60 + minute, ap[1] if ap else spoken)
    twelve = 0 < hour <= 12 and ":" in low and low[0] != "0"
    return Clock(hour % 24 * 60 + minute, hour % 24 * 60 + minute, twelve=twelve)


_NOONS = {"noon": 12, "midnight": 24}


def _exactly(minute: int) -> Clock:
    return Clock(minute % _DAY, minute % _DAY)


def _of_day(minute: int, told: str) -> Clock:
    """A time on a twelve-hour dial, with what tells the half of the day."""
    told = told.lower()
    minute %= 720
    if not told:
        return Clock(minute, minute, twelve=True)
    night = told.startswith(("at night", "night", "tonight"))
    late = told.startswith("p") or "noon" in told or "evening" in told
    late = late or (night and minute >= 300)
    return Clock(minute + 720 * late, minute + 720 * late)


def _in_words(groups: dict[str, str | None]) -> int:
    word, way = (groups["hour"] or "").lower(), groups.get("way")
    hour = _NOONS.get(word) or _count(word)
    minutes = re.sub(r"^a\s+|(?<!\s)\s+minutes$", "", (groups.get("minutes") or "").lower())
    more = _count(groups.get("more") or "")
    count = {"half": 30, "quarter": 15}.get(minutes) or _count(minutes)
    return hour * 60 + more + (count if way == "past" else -count)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else number(re.split(r"[\s-]+", text.lower()))


def _ranged(first: str, last: Clock) -> Clock | None:
    """Put the start of a range before its end: the half of the day that the end has goes for it."""
    start = _figure(first)
    if start is None:
        return None
    low = start.low
    if not _AP_AT.search(first) and first[0].isdigit() and not last.twelve and last.low >= 720:
        low += 720 if low < 720 and low % 720 + 720 <= last.low and ":" not in first else 0
    high = last.high if last.high > low else last.high + _DAY
    return replace(last, low=low, high=high, twelve=last.twelve and not _AP_AT.search(first))


def _offsets(zone: str | None, shift: str | None) -> tuple[int, ...]:
    base = _OFFSETS[zone.lower()] if zone else ()
    if not shift:
        return base
    sign = -1 if "-" in shift else 1
    hours, minutes = re.findall(r"[+-](\d\d?):?(\d\d)?", shift)[0]
    return (sign * (int(hours) * 60 + int(minutes or 0)),)


def _widened(text: str, start: int, end: int, clock: Clock) -> tuple[int, int, Clock]:
    """Take in the words before that blur or bound a time."""
    match = None if clock.part else _ABOUT.search(text, max(0, start - 24), start)
    if match is None:
        return start, end, clock
    if bound := (match["bound"] or "").lower():
        return match.start(), end, replace(clock, bound=_BOUNDS.get(bound, bound))
    if match["about"]:
        return match.start(), end, replace(clock, slack=20)
    later = not match["way"].lower().endswith("before")
    low, high = (clock.low, clock.high + 20) if later else (clock.low - 20, clock.high)
    return match.start(), end, replace(clock, low=low, high=high, slack=10)
