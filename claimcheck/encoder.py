"""Sentences to unit vectors with sentence-transformers, kept on disk by model hash and text.

The packaged model is all-MiniLM-L6-v2, whose every file is pinned by hash. Vectors enter the
cache only from a model whose files were hashed as it was loaded, so a warm run needs no model and
imports neither torch nor transformers. Texts are kept as hashes only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from claimcheck import weights
from claimcheck.cache import Cache
from claimcheck.held import Held
from claimcheck.records import CheckError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

_CHUNK = 512  # texts written to the cache at a time, so that a kill loses seconds
_WINDOW = 400  # characters on either side of a span: what the packaged model reads, about
_T = TypeVar("_T")


class Encoder:
    """A sentence-transformers model with its vectors kept on disk.

    Args:
        model: None for the packaged all-MiniLM-L6-v2, or a folder that holds a
            sentence-transformers model, or such a model's name on the Hugging Face hub. Weights
            are read as safetensors only, and no code that comes with a model is run.
        cache: the folder of the cache; by default that of ``cache_folder()``.
        held: takes the token vectors of what is embedded, for whoever reads the same next.

    Attributes:
        name: the model's name; of a folder, the folder's.
        sha256: the hash of the packaged model's weights; of another model, that of its files'
            ``sha256sum`` listing in order of name.
        identity: the hash of all the model's files.
        packaged: whether it is the packaged model, on whose vectors weights were fitted.
        notices: what the user should be told, such as a cache that can't be used.

    Texts longer than the model's ``max_seq_length`` (256 word pieces of the packaged model, some
    190 English words) are judged by their beginning.

    Raises:
        CheckError: no model is there, or its files can't be read.

    Examples:
        >>> encoder = Encoder()
        >>> encoder.name
        'sentence-transformers/all-MiniLM-L6-v2'
        >>> encoder.sha256[:12]
        '53aa51172d14'
    """

    def __init__(
        self,
        model: str | Path | None = None,
        cache: Path | None = None,
        held: Held | None = None,
    ) -> None:
        self._cache = Cache(cache)
        self._held = held or Held()
        self.notices = self._cache.notices
        self._model: SentenceTransformer | None = None
        self._folder: Path | None = None
        self.packaged = model is None
        if model is None:
            self.name = weights.PACKAGED_MODEL
            self.sha256 = weights.PACKAGED_FILES["model.safetensors"]
            self.identity = weights.listing_hash(weights.PACKAGED_FILES)
        else:
            self._folder, self.name = weights.outside(model)
            self.sha256 = self.identity = weights.recorded_hash(self._folder, self._cache)

    def encode(self, texts: Sequence[str], progress: bool = False) -> Vectors:
        """Turn texts into unit vectors, each distinct text once.

        Args:
            texts: the texts, in any order, repeated or not.
            progress: show a bar on stderr while the model works.

        Returns:
            A float32 array of shape (len(texts), d) whose rows have length 1.

        Raises:
            CheckError: the model can't be loaded, its files don't have the hashes that they
                should have, or it gives no usable vector.
        """
        if len(texts) == 0:
            return self.encode([""])[:0]
        wanted = {self._key(text): text for text in texts}
        known = self._known(wanted, self._encode, len, "Embedding sentences", progress)
        return np.stack([known[self._key(text)] for text in texts])

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[tuple[int, int]], progress: bool = False
    ) -> Vectors:
        """Turn words into unit vectors as they are meant where they stand.

        The mean of the last layer's vectors of the word pieces. In "40 beds and 9 doctors" the
        figure 40 is near "fifty beds" and 9 is near "a dozen doctors".

        Args:
            texts: n texts.
            spans: where the words start and end in each of them.
            progress: show a bar on stderr while the model works.

        Returns:
            A float32 array of shape (n, d) whose rows have length 1.

        Raises:
            CheckError: as `encode` does.
        """
        if len(texts) == 0:
            return self.encode([])
        wanted = {
            self._key(text, span): _around(text, *span)
            for text, span in zip(texts, spans, strict=True)
        }
        known = self._known(
            wanted, self._encode_spans, lambda item: len(item[0]), "Embedding facts", progress
        )
        both = zip(texts, spans, strict=True)
        return np.stack([known[self._key(text, span)] for text, span in both])

    def _key(self, text: str, span: tuple[int, int] | None = None) -> bytes:
        """Name a vector without showing the text."""
        name = f"{self.identity}\n{span or ''}{text}"
        return hashlib.sha256(name.encode("utf-8", "replace")).digest()

    def _known(
        self,
        wanted: Mapping[bytes, _T],
        compute: Callable[[SentenceTransformer, Sequence[_T]], Vectors],
        size: Callable[[_T], int],
        told: str,
        progress: bool,
    ) -> dict[bytes, Vectors]:
        """Take what is kept and compute the rest, longest first as batches pad to their longest."""
        found = self._cache.get(list(wanted))
        todo = sorted(wanted.keys() - found.keys(), key=lambda key: (-size(wanted[key]), key))
        if not todo:
            return found
        if self._model is None:
            self._model = self._load()
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not progress) as bar:
            task = bar.add_task(told, total=len(todo))
            for start in range(0, len(todo), _CHUNK):
                keys = todo[start : start + _CHUNK]
                rows = _unit(compute(self._model, [wanted[key] for key in keys]), self.name)
                chunk = dict(zip(keys, rows, strict=True))
                self._cache.put(chunk)
                found |= chunk
                bar.advance(task, len(keys))
        return found

    def _encode(self, model: SentenceTransformer, texts: Sequence[str]) -> Vectors:
        texts = [text.encode("utf-8", "replace").decode() for text in texts]
        with self._held.listening(model):
            return np.asarray(model.encode(texts, show_progress_bar=False))

    def _encode_spans(
        self, model: SentenceTransformer, items: Sequence[tuple[str, int, int]]
    ) -> Vectors:
        """Embed each distinct text once, whatever the number of its spans."""
        texts = list(dict.fromkeys(text for text, _, _ in items))
        try:
            read = model.tokenizer(
                texts, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True
            )
        except (NotImplementedError, TypeError):  # no tokenizer that tells where its pieces stand
            return self._encode(model, [f"{t[:a][-60:]}{t[a:b]}{t[b:][:60]}" for t, a, b in items])
        pieces = dict(zip(texts, read["offset_mapping"], strict=True))
        held = (self._held.get(model, ids) for ids in read["input_ids"])
        tokens = {
            text: rows[:, -1] for text, rows in zip(texts, held, strict=True) if rows is not None
        }
        new = [text for text in texts if text not in tokens]
        fresh = model.encode(new, output_value="token_embeddings", show_progress_bar=False)
        tokens |= dict(zip(new, fresh, strict=True))
        return np.stack([_mean(tokens[t], pieces[t], start, end) for t, start, end in items])

    def _load(self) -> Any:
        """Load the model after its files have been held against the hashes."""
        if self._folder is None:
            return weights.load_packaged(weights.packaged_folder())
        found = weights.listing_hash(weights.hashes(self._folder))
        self._cache.record_hash(weights.stamp(self._folder), found)
        if found != self.identity:  # size and time of a file were kept, its content wasn't
            raise CheckError(
                f"{self._folder}: the model's files have changed since their hash was taken; "
                "run the check again"
            )
        return weights.load(self._folder)


def _around(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a text to what a model reads around some words of it."""
    text = text.encode("utf-8", "replace").decode()
    low = max(0, start - _WINDOW)
    return text[low : end + _WINDOW], start - low, end - low


def _mean(rows: Any, pieces: Sequence[tuple[int, int]], start: int, end: int) -> Vectors:
    """Average the vectors of the pieces that lie in a span; of all where none does."""
    inside = [i for i, (a, b) in enumerate(pieces[: len(rows)]) if a < end and start < b]
    rows = np.asarray(rows, dtype=np.float32)
    return np.asarray((rows[inside] if inside else rows).mean(axis=0), dtype=np.float32)


def _unit(rows: Any, name: str) -> Vectors:
    """Bring vectors to length 1; a vector without a direction is an error of the model."""
    vectors = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise CheckError(f"{name}: the model gives vectors without a direction; use another model")
    return np.asarray(vectors / lengths, dtype=np.float32)
