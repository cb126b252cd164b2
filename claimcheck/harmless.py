"""Strangers' words made harmless where they go: a screen, JSON, a spreadsheet.

None of this changes what is compared; it is done last, on the way out.
"""

from __future__ import annotations

import re
import unicodedata

_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
# Letters and marks that are drawn as nothing (Unicode's Default_Ignorable_Code_Point, as far as
# they are no format characters), and the empty Braille cell.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe0e\ufe0f"  # text or picture, after a sign that can be either
# A cell begins where a text does, and for a spreadsheet whose separator is not the comma also
# after a semicolon, a tab or a line's end (OWASP, "CSV Injection"). Wide forms count as well.
_LEAD = r"""(?:\A|[;\t\r\n\0])(?:[^\S\t\r\n]|["\u200b-\u200f\u2060\ufeff])*"""
_STARTS = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"\A('*)(?=[\t\r\n\0])|({_LEAD})('*)(?={_STARTS})")
_DEFUSED = re.compile(rf"\A'('*)(?=[\t\r\n\0])|({_LEAD})'('*)(?={_STARTS})")


def visible(text: str) -> str:
    """Show what could steer a screen or hide in a text: control, direction, invisible characters.

    What joins letters or chooses a sign's shape stays where it does that.

    Args:
        text: any text, such as a source's.

    Returns:
        The text with signs in their place.

    Examples:
        >>> visible("a\\x1bb\\u202ec")
        'a␛b⟦U+202E⟧c'
    """
    if text.isprintable() and not _BLANK.search(text):
        return text
    return "".join(_shown(*pair) for pair in zip(" " + text, text, strict=False))


def _shown(before: str, char: str) -> str:
    if char in "\n\t" or not _is_hidden(char) or _is_at_work(before, char):
        return char
    return chr(0x2400 + ord(char)) if char < " " else f"⟦U+{ord(char):04X}⟧"


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _STEERING or _BLANK.match(char) is not None


def _is_at_work(before: str, char: str) -> bool:
    """Whether a joiner or selector follows what it acts on: never a Latin letter or a digit."""
    if char in _SELECTORS:
        return unicodedata.category(before) in ("So", "Sm") and not _is_hidden(before)
    acts_on = ("So", "Sk", "Lo", "Mn", "Mc")
    return char in _JOINERS and unicodedata.category(before) in acts_on


def escaped(json: str) -> str:
    """Escape in JSON what would hide or steer, and what would end a script element; equal JSON.

    Args:
        json: JSON as `json.dumps` writes it.

    Returns:
        JSON of the same value.

    Examples:
        >>> print(escaped('"</script>\\u202e"'))
        "\\u003c/script\\u003e\\u202e"
    """
    return re.sub("[<>&\x7f-\U0010ffff]", lambda found: _units(found[0]), json)


def _units(char: str) -> str:
    if char > "\x7f" and not _is_hidden(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula.

    Where apostrophes stand there already, it is one more, so that `restored` gives the text back.

    Examples:
        >>> defused("=1+1"), defused("'=1"), defused("-5 degrees"), defused("5-6")
        ("'=1+1", "''=1", "'-5 degrees", '5-6')
    """
    return _FORMULA.sub(r"\2'\1\3", text)


def restored(text: str) -> str:
    """Take away again what `defused` put in.

    Examples:
        >>> restored(defused("fine;=1+1"))
        'fine;=1+1'
    """
    return _DEFUSED.sub(r"\2\1\3", text)
