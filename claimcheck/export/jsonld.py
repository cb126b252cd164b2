"""JSON-LD as it may stand in a page."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def jsonld(context: str, graph: dict[str, Any]) -> str:
    """Write JSON-LD that may stand in a page's script element, and hides no character.

    Examples:
        >>> print(jsonld("https://schema.org", {"name": "</script>\\u202e"}), end="")
        {
         "@context": "https://schema.org",
         "name": "\\u003c/script\\u003e\\u202e"
        }
    """
    text = json.dumps({"@context": context, **graph}, indent=1, ensure_ascii=False)
    return "".join(_escaped(char) for char in text) + "\n"


def _escaped(char: str) -> str:
    if char not in "<>&" and (char == "\n" or unicodedata.category(char) not in _HIDDEN):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)
