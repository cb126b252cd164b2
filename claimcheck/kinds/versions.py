"""When a number after a name belongs to it, as a model's or an edition's does."""

from __future__ import annotations

import re

from claimcheck.kinds.given_names import GIVEN_NAMES
from claimcheck.kinds.lexicon import CALENDAR, EVENT_HEADS
from claimcheck.kinds.tokens import CODE, Run

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?[a-z]{0,3}")
_AFTER_VERSION = re.compile(
    r"""\s*(?:[.,;:!?)\]"”'’—–-]|$)        # the sentence stops or pauses
      | \s+(?:[A-Z]                        # a further word of the name
      | (?:is|was|are|were|has|have|had|will|would|can|could|may|and|or|but|in|on|at|with|from|to
        |for|by|as|that|which|when|than|after|before|during|over|under|into|costs?|sells|sold|runs
        |beats?|offers?|uses|needs|went|did|does|came|flew|landed|crashed|won|lost|starts?|started
        |arrived|ships|shipped|makes|made|chips?|models?|phones?|jets?|aircraft|planes?|processors?
        |series|version|rockets?|missiles?|vaccines?|drugs?|servers?|clusters?|systems?|users?
        |owners?|sales|launch|trials?|software|family|platform|devices?|instances?|units?|tablets?
        |cars?|trucks?|engines?|reactors?|satellites?|probes?|rovers?|landers?|telescopes?|drones?|robots?|cameras?
        |ferr(?:y|ies)|boats?|class)\b)""",
    re.VERBOSE,
)


def versioned(text: str, tokens: Run, run: Run, i: int) -> bool:
    """Tell whether a number after a name belongs to it.

    Args:
        text: the document.
        tokens: the words of its line.
        run: those of the name so far, the last of them just before the number.
        i: which word is the number.

    Returns:
        Whether it is a version ("the Kestrel 16's screen") and no quantity ("Hull 40 times").
    """
    token, last = tokens[i], run[-1]
    if not _NUMBER.fullmatch(token.word) or run[0].word in GIVEN_NAMES or last.text[0].isdigit():
        return False
    after = text[token.start + len(token.word) : token.end + 24]
    coded = bool(CODE.match(last.text)) or (last.text.isupper() and len(last.text) > 2)
    if re.match(r"\s*(?:%|per\s?cent|million|billion|people|years?)", after):
        return False
    if re.match(r"[,.]\d|\s+(?:and|or|to)\s+\d", after):
        return False
    follow = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if re.fullmatch(r"(?:19|20)\d\d", token.word):
        return last.word in EVENT_HEADS or ":" in last.text
    return follow not in CALENDAR and (coded or bool(_AFTER_VERSION.match(after)))
