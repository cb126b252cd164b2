"""Pairs of claim and evidence to probabilities of supports, refutes and neither, kept on disk.

The packaged judge is a small head on the token vectors of the packaged encoder; its weights are
held against their hash when they are first used. Results are cached by judge and pair, so that a
warm run imports no torch. Texts are kept as hashes only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from claimcheck import weights
from claimcheck.cache import Cache
from claimcheck.entailment.judged import (
    LABELS,
    LAYERS,
    LONGEST,
    MOST_PIECES,
    READING,
    Judged,
    Pair,
    Row,
    Share,
)
from claimcheck.held import Held
from claimcheck.records import CheckError

WEIGHTS = Path(__file__).with_name("judge.safetensors")
SHA256 = "588798e8ed204e9be6a9014302f8504d33154bae1d0d46968906dc15a8a36069"

_NAME = "claimcheck/judge"
_CHUNK = 1024  # pairs judged between two writes to the cache: some 70,000 tokens in memory


class Judge:
    """A judge of pairs, with its results kept on disk.

    Args:
        judge: None for the packaged head; else a folder that holds a sentence-transformers
            `CrossEncoder` for natural language inference, or ``NAME@REVISION`` of one on the
            Hugging Face hub. Weights are read as safetensors only, and no code that comes with a
            model is run.
        cache: the folder of the cache; by default that of ``cache_folder()``.
        held: has the token vectors of texts that the packaged encoder has just embedded.

    Attributes:
        name: the judge's name.
        sha256: the hash of its weights; of an outside model, that of its files' listing.
        identity: all that its results hang on.
        notices: what the user should be told, such as a cache that can't be used.

    Raises:
        CheckError: no such model is there, or its files can't be read.
    """

    def __init__(
        self,
        judge: str | Path | None = None,
        cache: Path | None = None,
        held: Held | None = None,
    ) -> None:
        self._cache, self._held = Cache(cache), held
        self.notices = self._cache.notices
        self._model: Any = None
        if judge is None:
            self.name, self.sha256 = _NAME, SHA256
            encoder = weights.listing_hash(weights.PACKAGED_FILES)
            self.identity = f"{SHA256} {encoder} {LAYERS} {LONGEST} {MOST_PIECES} {READING}"
        else:
            from claimcheck.entailment.outside import Outside

            self._model = Outside(judge, self._cache)
            self.name, self.sha256 = self._model.name, self._model.sha256
            self.identity = self.sha256

    def judge(
        self,
        claims: Sequence[str],
        evidence: Sequence[str | Sequence[str]],
        progress: bool = False,
    ) -> pd.DataFrame:
        """Judge n pairs.

        Args:
            claims: n sentences.
            evidence: what each is held against: a text, or several that are read together. Of each
                text the packaged judge reads the first 128 word pieces, of all of them 256.
            progress: show a bar on stderr while the judge works.

        Returns:
            A frame of n rows: ``supports``, ``refutes`` and ``neither``, probabilities that add up
            to 1; ``claim_shares`` and ``evidence_shares``, lists of (start, end, share) of the
            words that the result hangs on. A share above 0 speaks for the likeliest label, one
            below 0 against it, and the largest is 1 or -1. Offsets count characters of the claim,
            and of the evidence's texts joined with a space. An outside judge gives no shares.

        Raises:
            CheckError: the weights don't have the hash that they should have, or an outside model
                can't be loaded.

        Examples:
            >>> told = Judge().judge(
            ...     ["The bridge has been shut since May.", "The bridge is open."],
            ...     ["Well, we closed the bridge in May and it's still closed."] * 2,
            ... )
            >>> list(told[list(LABELS)].idxmax(axis=1))
            ['supports', 'refutes']
        """
        pairs: list[Pair] = [
            (
                _clean(claim),
                tuple(map(_clean, [texts] if isinstance(texts, str) else texts)) or ("",),
            )
            for claim, texts in zip(claims, evidence, strict=True)
        ]
        keys = [self._key(*pair) for pair in pairs]
        wanted = dict(zip(keys, pairs, strict=True))
        found = self._cache.get(list(wanted))
        todo = [key for key in wanted if key not in found]  # neighbours share texts
        from rich.console import Console
        from rich.progress import Progress

        with Progress(
            console=Console(stderr=True), transient=True, disable=not (progress and todo)
        ) as bar:
            task = bar.add_task("Judging pairs", total=len(todo))
            for start in range(0, len(todo), _CHUNK):
                part = todo[start : start + _CHUNK]
                fresh = self._compute([wanted[key] for key in part])
                kept = dict(zip(part, map(_packed, fresh), strict=True))
                self._cache.put(kept)
                found |= kept
                bar.advance(task, len(part))
        return _frame([_unpacked(found[key]) for key in keys])

    def _key(self, claim: str, evidence: tuple[str, ...]) -> bytes:
        """Name a result without showing the texts."""
        return hashlib.sha256(json.dumps([self.identity, claim, *evidence]).encode()).digest()

    def _compute(self, pairs: Sequence[Pair]) -> list[Judged]:
        if self._model is None:
            self._model = _packaged(self._held)
        judged: list[Judged] = self._model.judge(pairs)
        return judged


def _clean(text: str) -> str:
    """Replace what is not Unicode: a lone half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode()


def _packaged(held: Held | None) -> Any:
    """Load the head and its encoder after their files have been held against their hashes."""
    if not WEIGHTS.is_file():
        raise CheckError(f"{WEIGHTS}: missing; install claimcheck again")
    found = weights.file_hash(WEIGHTS)
    if found != SHA256:
        raise CheckError(
            f"{WEIGHTS}: damaged or changed, its SHA-256 is {found} and not {SHA256}; "
            "install claimcheck again"
        )
    from claimcheck.entailment.head import Head

    return Head(WEIGHTS, weights.load_packaged(weights.packaged_folder()), held)


def _packed(judged: Judged) -> Row:
    """Lay a result out as one row: probabilities, then each side's shares behind their number."""
    sides = (judged.claim, judged.evidence)
    parts = [np.concatenate([[len(side)], np.ravel(side)]) for side in sides]
    return np.concatenate([judged.probabilities, *parts]).astype(np.float32)


def _unpacked(row: Row) -> tuple[list[float], list[Share], list[Share]]:
    """Read a result back."""
    sides = []
    at = len(LABELS)
    for _ in range(2):
        many = int(row[at])
        table = row[at + 1 : at + 1 + 3 * many].reshape(many, 3)
        sides.append([(int(s), int(e), round(float(share), 6)) for s, e, share in table])
        at += 1 + 3 * many
    return row[: len(LABELS)].astype(float).tolist(), sides[0], sides[1]


def _frame(rows: Sequence[tuple[list[float], list[Share], list[Share]]]) -> pd.DataFrame:
    table = np.array([row[0] for row in rows], dtype=float).reshape(-1, len(LABELS))
    frame = pd.DataFrame(table, columns=list(LABELS))
    frame["claim_shares"] = pd.Series([row[1] for row in rows], dtype=object)
    frame["evidence_shares"] = pd.Series([row[2] for row in rows], dtype=object)
    return frame
