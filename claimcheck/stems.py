"""Words to their stems, with the Snowball project's English stemmer (Porter2)."""

from __future__ import annotations

from functools import lru_cache

from Stemmer import Stemmer

_ENGLISH = Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut a word to its stem.

    Args:
        word: one word in lower case.

    Returns:
        Its stem.

    Examples:
        >>> stem("ferries"), stem("ferry")
        ('ferri', 'ferri')
    """
    return str(_ENGLISH.stemWord(word))
