"""Days that a rule fixes: by date, by weekday of a month, or by Easter.

Of the federal holidays of the United States (5 U.S.C. 6103), the bank holidays of the United
Kingdom (Banking and Financial Dealings Act 1971), and the Western church year; Easter by the
Gregorian computus, as `dateutil.easter` has it. Where the two countries differ (Mother's Day,
the bank holidays' days in lieu), or any country may have one (Independence Day), the name is
left out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.kinds.calendar import nth_weekday

_FIXED = {  # month and day
    "new year's day": (1, 1), "new year day": (1, 1), "new year": (1, 1), "twelfth night": (1, 5),
    "burns night": (1, 25), "australia day": (1, 26),
    "groundhog day": (2, 2),
    "valentine's day": (2, 14), "st david's day": (3, 1), "international women's day": (3, 8),
    "st patrick's day": (3, 17), "april fools' day": (4, 1),
    "april fool's day": (4, 1), "earth day": (4, 22), "st george's day": (4, 23),
    "anzac day": (4, 25), "may day": (5, 1), "international workers' day": (5, 1),
    "juneteenth": (6, 19), "canada day": (7, 1),
    "fourth of july": (7, 4),
    "bastille day": (7, 14), "michaelmas": (9, 29),
    "halloween": (10, 31), "all saints' day": (11, 1), "all souls' day": (11, 2),
    "bonfire night": (11, 5), "guy fawkes night": (11, 5),
    "armistice day": (11, 11), "veterans day": (11, 11), "st andrew's day": (11, 30),
    "christmas eve": (12, 24),
    "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "st stephen's day": (12, 26), "new year's eve": (12, 31), "hogmanay": (12, 31),
}  # fmt: skip
_FLOATING = {  # month, weekday, which one, days added
    "martin luther king day": (1, 0, 3, 0), "martin luther king jr day": (1, 0, 3, 0),
    "mlk day": (1, 0, 3, 0), "presidents' day": (2, 0, 3, 0), "presidents day": (2, 0, 3, 0),
    "early may bank holiday": (5, 0, 1, 0), "spring bank holiday": (5, 0, -1, 0),
    "memorial day": (5, 0, -1, 0), "august bank holiday": (8, 0, -1, 0),
    "summer bank holiday": (8, 0, -1, 0), "labor day": (9, 0, 1, 0), "columbus day": (10, 0, 2, 0),
    "indigenous peoples' day": (10, 0, 2, 0),
    "remembrance sunday": (11, 6, 2, 0), "thanksgiving": (11, 3, 4, 0),
    "thanksgiving day": (11, 3, 4, 0), "black friday": (11, 3, 4, 1),
    "cyber monday": (11, 3, 4, 4),
}  # fmt: skip
_EASTER = {  # days after Easter Sunday
    "shrove tuesday": -47, "pancake day": -47, "mardi gras": -47, "ash wednesday": -46,
    "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter sunday": 0, "easter": 0, "easter monday": 1, "ascension day": 39,
    "whit sunday": 49, "whit monday": 50,
}  # fmt: skip
NAMES = tuple(sorted((*_FIXED, *_FLOATING, *_EASTER), key=len, reverse=True))
_TELLING = [max(re.findall("[a-z]+", name), key=len) for name in NAMES]
CUES = frozenset(_TELLING) | {word.removesuffix("s") for word in _TELLING}


def holiday(name: str, year: int) -> date:
    """Give the day of a holiday that has a fixed rule.

    Args:
        name: one of ``NAMES``, in lower case with straight apostrophes.
        year: the year.

    Returns:
        Its day; Thanksgiving, Labor Day and Independence Day of the United States. Raises
        ValueError where the year has none.

    Examples:
        >>> str(holiday("good friday", 2024)), str(holiday("thanksgiving", 2024))
        ('2024-03-29', '2024-11-28')
    """
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FLOATING:
        month, weekday, nth, more = _FLOATING[name]
        return nth_weekday(year, month, weekday, nth) + timedelta(more)
    from dateutil.easter import easter

    sunday: date = easter(year)
    return sunday + timedelta(_EASTER[name])
