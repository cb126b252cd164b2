"""JSON-LD as it may stand in a page."""

from __future__ import annotations

import json
from typing import Any

from ..harmless import escaped


def jsonld(context: str, graph: dict[str, Any]) -> str:
    """Write JSON-LD that may stand in a page's script element, and hides no character.

    Examples:
        >>> print(jsonld("https://schema.org", {"name": "</script>\\u202e"}), end="")
        {
         "@context": "https://schema.org",
         "name": "\\u003c/script\\u003e\\u202e"
        }
    """
    return escaped(json.dumps({"@context": context, **graph}, indent=1, ensure_ascii=False)) + "\n"
