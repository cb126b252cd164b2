"""What has figures and is no quantity: dates, telephone numbers, years, names and labels."""

from __future__ import annotations

import re

from claimcheck.kinds.number_words import WORDS

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|(?<!\S)[^\s@]{1,64}@\S+")
_DATES = re.compile(
    rf"""
    (?=[\d(+'’v]) (?:
        (?<!\w)\d{{4}}-\d\d(?:-\d\d)?\b | (?<!\w)(?:19|20)\d\d[/–]\d\d\b   # 2024-12-03, 2023/24
      | (?<!\w)\d\d?([./-])\d\d?\1(?:\d{{4}}|\d\d)\b     # 12/3/2024
      | (?<!\w)\d\d?(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and)\s?\d\d?(?:st|nd|rd|th)?)?
          (?:\s+(?:of\s+)?|-){_MONTH}(?:,?[\s-]+\d{{4}}\b)?   # 3 to 5 May 2024
      | (?:(?<!\w)\d{{3}}|['’]\d)0['’]?s\b                  # 1990s
      | (?:(?<=\bwas\s)|(?<=\bis\s)|(?<=\bfrom\s)|(?<=\band\s))['’]\d\d
          (?=[,.;)?!](?!\d)|$)                            # that was '88
      | (?<!\w)\d\d?(?:st|nd|rd|th)[\s-]century\b
      | (?<!\w)\d\d?(?:[:.]\d\d)?\s?(?:[ap]m\b|[ap]\.m\.?|o['’]clock)
      | (?<!\w)\d\d?:\d\d(?::\d\d)?(?:\.\d+)?\b           # times
      | (?<![\w.,£$€¥])(?:[01]\d|2[0-3])\.[0-5]\d(?=\s+(?:on\s+[A-Z]\w*|GMT|BST|CET|local|hours)\b)
      | (?<![\w.,£$€¥])0\d\.[0-5]\d\b(?!\s?(?:%|per|p\b))       # 04.20
      | (?<!\w)\d{{1,5}}[A-Za-z]?\s(?:[A-Z][\w’'-]*\s){{1,3}}                # 10 Downing Street
          (?:Street|Road|Avenue|Lane|Square|Drive|Way|Close|Place|Terrace|Boulevard|Crescent)\b
      | (?<!\w)\d{{1,3}}:\d{{1,3}}\b                           # a 60:40 split
      | \+\d[\d\s()-]{{7,24}}\d\b                          # telephone numbers
      | \(?(?<!\w)0\d{{2,4}}\)?[\s-]\d{{3,4}}(?:[\s-]?\d{{3,4}})?\b
      | (?<!\w)(?:\d{{3}}-)?\d{{3}}-\d{{4}}\b
      | (?<!\w)v?\d+\.\d+\.\d+(?:\.\d+)*\b                # versions
      | (?<!\w)(?:9/11|7/7|24/7|50[-–/]50)\b | (?<!\w)9\s?(?:to|-|–)\s?5\b
    )
  | \b(?=[JFMASOND]) (?:
        (?<![Ii]n\s){_MONTH}\s+\d\d?(?:st|nd|rd|th)?\b(?!,\d|\s?%)
          (?:\s?(?:[-–]|to|and)\s?\d\d?\b)?(?:,?\s+\d{{4}}\b)?   # May 3–5, 2024
      | {_MONTH},?\s+(?:of\s+)?\d{{4}}\b                    # December 2024
      | FY\s?['’]?\d\d+(?:[-/–]\d+)?\b
    )
  | \b(?:fiscal(?:\s+year)?|financial\s+year)\s?['’]?\d\d+(?:[-/–]\d+)?\b
    """,
    re.X,
)
_IDIOMS = re.compile(
    rf"""\b(?:
        one-one\b | {_SPELT}-(?: (?:times?|way|star|off|horse|a-side|speed|piece|sided)\b
          | (?:a|by|to|on|at)-(?:{_SPELT}|side)\b | in-one\b
          | (?:digits?|figures?)\b )   # one-to-one
      | (?:single|double|triple|{_SPELT})\s(?:digits?|figures?)\b
      | (?:single|double|triple)-(?:digits?|figures?)\b | fifty-fifty\b
      | (?<!-)one\s+(?:by\s+one|at\s+a\s+time|another|day|of)\b | one['’]s\b | no\s+one\b
      | two\s+by\s+two\b | {_SPELT}\s+to\s+one\b | odds\s+of\s+{_SPELT}(?:-|/|\s+to\s+){_SPELT}\b
      | (?:{_HOUR}|quarter|half|twenty)\s+past\s+{_HOUR}\b | \w+\s+minutes\s+to\s+{_HOUR}\b
      | (?:quarter|twenty)\s+to\s+{_HOUR}\b | {_HOUR}\s+o['’]clock\b
      | {_HOUR}\s+in\s+the\s+(?:morning|afternoon|evening)\b | {_HOUR}\s+at\s+night\b
      | (?:at|until|till|before|after)\s+(?:about\s+|around\s+)?{_HOUR}\s+on\s+[A-Z]\w+day\b
      | nine\s+to\s+five\b
      | (?:net|ground|absolute|patient|sub|below)[\s-]zero\b
      | zero[\s-](?:hours?|emissions?|carbon|tolerance|sum|waste|day|in)\b
      | multi-?(?:m|b|tr)illion\b | (?:m|b)illion-(?:dollar|pound|euro)\b
      | cloud\snine\b | square\sone\b | second\sto\snone\b | on\sall\sfours\b
    )""",
    re.X | re.I,
)
_TITLED = re.compile(
    r"\b(?:Big|Group\s+of|Gang\s+of|Fab|Famous|Magnificent|Final|Sweet)\s[A-Z]\w+\b"
)

# Words whose figure is a name whatever follows it: "Channel 4 viewers" counts no viewers.
_LABEL = re.compile(
    r"""(?:\b(?:pages?|chapters?|articles?|sections?|rooms?|flights?|routes?|highway|motorway|interstate
    |junctions?|exit|platform|gate|channels?|apartment|tier|category|phase|types?|level|clauses?
    |paragraphs?|schedule|resolution|proposition|amendment|radio|exhibit|terminal|sub-?section
    |regulation|directive|version|item|number|nos?\.?|windows|ios|android|playstation|boeing|airbus)
        [\s-]+
      | \b(?:pages|chapters|articles|sections|rooms|routes|junctions|phases|levels|clauses|items)
        \s\d+(?:,\s\d+)*\s(?:and|to|or|-|–)\s
      | [#§]\s?)$""",
    re.X | re.I,
)
# Words whose figure is a name only where it counts nothing: "week 12", but "that week 12 homes".
_SOFT = re.compile(
    r"""\b(?:figure|table|grade|class|line|part|volume|season|round|unit|block|zone|ward|district
    |division|group|stage|week|day|year|bus|lot|sector|war|top|flat|act|plan|step|game|book|point
    |appendix|area|engine|building|reactor|tower|train|car|scenario|form|size|model|mark|row|box
    |rule|bay|pier|studio|policy|question|verse|hall|court|dock|track|lane|pump|title|episode
    |catch|vitamin|omega|formula)[\s-]+$""",
    re.X | re.I,
)
_NAMED = re.compile(
    r"(?<!^)(?<![.!?:“\"‘]\s)\b"
    r"(?!(?:I|On|In|At|By|Of|The|And|But|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)"
    r"[a-z]?[A-Z][\w’'&-]*\s$"
)
# "a Boeing 737 jet", "two Kestrel 500 drones"
_MODEL = re.compile(
    rf"\b(?i:an?|the|{WORDS}|\d+|of|new|old|older|its|their|his|her)\s+[A-Z][\w’'&-]*\s$", re.X
)
_FIRST = set(
    "Some About Around Nearly Almost Over Under Only Just All The These Those In At On By For "
    "Another Roughly And But Up Exactly Of A Today Yesterday Police".split()
)
_DATED = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|before|after|from|between|and|to|of|for|the|its|his"
    r"|her|their|our|this|early|mid|late|year|circa|around|about|season|election)[\s-]+|[(–]"
    r"|['’]s\s+)$", re.I,
)  # fmt: skip
_BOUNDED = re.compile(
    r"\b(?:than|over|nearly|almost|at\s+least|up\s+to|under|as\s+(?:many|much)\s+as|some)\s+$", re.I
)


def blank(text: str) -> str:
    """Blank out what has figures or number words and is no quantity.

    Args:
        text: a sentence.

    Returns:
        A text of the same length, NUL in the place of dates, times, addresses, numbers to call.

    Examples:
        >>> blank("At 9:30 on 3 May no one rang 020 7946 0000.").replace("\\0", "")
        'At  on   rang .'
    """
    patterns = [_IDIOMS, _TITLED]
    patterns += [_DATES] if re.search(r"\d", text) else []
    patterns += [_ADDRESS] if re.search(r"@|://|www", text) else []
    for pattern in reversed(patterns):
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


def labels(text: str, start: int, figure: str, counted: str) -> bool:
    """Tell whether a bare figure is a year, or the number in a name: Boeing 737, Chapter 11.

    Args:
        text: the sentence.
        start: where the figure starts.
        figure: as written, without magnitude or unit.
        counted: the noun behind it.

    Returns:
        Whether it is no quantity.

    Examples:
        >>> labels("Boeing 737 jets", 7, "737", "jet"), labels("The 300 jobs", 4, "300", "job")
        (True, False)
    """
    before = text[max(0, start - 40) : start]
    if _LABEL.search(before) or (_SOFT.search(before) and not counted):
        return True
    if re.match(r"(?:seven|eigh|nine)teen\shundred$", figure, re.I) and not counted:
        return not re.match(r"\sof\s(?:us|them|you)\b", text[start + len(figure) :][:12])
    if not re.fullmatch(r"\d+(?:\.\d+)?", figure):
        return _in_name(text, start, figure)
    if len(figure) == 4 and 1500 <= float(figure) < 2100 and not _BOUNDED.search(before):
        dated = _DATED.search(before) or _NAMED.search(before)
        return not counted or bool(float(figure) >= 1900 and dated)
    if counted:
        named = len(figure) >= 3 and not figure.endswith("00")
        first = (
            re.fullmatch(r"[A-Z][\w’'&-]*\s", text[:start]) and text[:start].strip() not in _FIRST
        )
        return bool(named and (_MODEL.search(before) or first))
    return bool(_NAMED.search(text, max(0, start - 24), start))


def _in_name(text: str, start: int, figure: str) -> bool:
    """Whether a number word in capitals is part of a name: "the Seven Sisters"."""
    if start == 0 or not figure[:1].isupper() or text[start - 2 : start - 1] in '.!?:“"‘':
        return False
    after = text[start + len(figure) : start + len(figure) + 2].strip()
    before = re.search(r"[A-Z][\w’']*\s$", text[max(0, start - 24) : start])
    words = re.findall(r"[A-Za-z]+", text)
    headline = sum(w[0].isupper() for w in words) > 0.6 * len(words)
    return (after[:1].isupper() or bool(before)) and not headline
