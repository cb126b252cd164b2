"""Texts to what the judge reads: word pieces, their vectors in three layers, their figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.entailment.judged import LAYERS, LONGEST
from claimcheck.held import Held
from claimcheck.kinds import numbers
from claimcheck.records import Sentence, Source

if TYPE_CHECKING:
    import numpy.typing as npt
    from sentence_transformers import SentenceTransformer

_BATCH = 4096  # word pieces encoded at a time
_YEAR = re.compile(r"(?<![\d.,$£€])(?:1[0-9]|20)\d\d(?![.,]?\d|%)")
_SORT = {"percent": 2, "points": 2, "money": 3}


@dataclass(frozen=True)
class Tokens:
    """The tokens of n texts, one after the other.

    Attributes:
        starts: where each text's tokens start, and where the last ends, (n + 1,).
        ids: word pieces, (tokens,).
        spans: where they stand in their text, (tokens, 2); both 0 for the encoder's own marks.
        figures: amount, sort, lowest and highest value of the figure each is in, (tokens, 4).
        vectors: in each layer, not brought to length 1, (tokens, layers, width).
    """

    starts: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int64]
    figures: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.floating[Any]]


Room = Callable[[tuple[int, ...]], "npt.NDArray[np.floating[Any]]"]


def read(
    model: SentenceTransformer,
    texts: Sequence[str],
    room: Room | None = None,
    held: Held | None = None,
) -> Tokens:
    """Read texts with a frozen encoder.

    Args:
        model: a sentence-transformers model of at least six layers.
        texts: n texts; of each the first 128 word pieces are read.
        room: makes the array for the vectors, given its shape; in memory as float32 by default,
            as with halved precision a pair's result would hang on what it is batched with.
        held: has the vectors of texts that the model has just embedded.

    Returns:
        Their tokens, in the order of the texts.
    """
    import torch

    pieces = model.tokenizer(
        list(texts), truncation=True, max_length=LONGEST, return_offsets_mapping=True
    )
    lengths = np.array([len(ids) for ids in pieces["input_ids"]], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    ids = np.concatenate([np.array(one, dtype=np.int64) for one in pieces["input_ids"]])
    spans = [np.array(one, dtype=np.int64).reshape(-1, 2) for one in pieces["offset_mapping"]]
    figures = np.concatenate([_figures(t, s) for t, s in zip(texts, spans, strict=True)])
    encoder: Any = model[0].auto_model
    shape = (len(ids), len(LAYERS), encoder.config.hidden_size)
    vectors = room(shape) if room else np.zeros(shape, dtype=np.float32)
    new = []
    for i, one in enumerate(pieces["input_ids"]):
        known = held.get(model, one) if held else None
        if known is None:
            new.append(i)
        else:
            vectors[starts[i] : starts[i + 1]] = known
    with torch.inference_mode():
        for batch in _batches(lengths, np.array(new, dtype=np.int64)):
            longest = lengths[batch].max()
            inside = np.arange(longest) < lengths[batch][:, None]
            padded = np.zeros(inside.shape, dtype=np.int64)
            padded[inside] = np.concatenate([ids[starts[i] : starts[i + 1]] for i in batch])
            states = encoder(
                input_ids=torch.from_numpy(padded),
                attention_mask=torch.from_numpy(inside.astype(np.int64)),
                output_hidden_states=True,
            ).hidden_states
            found = torch.stack([states[layer] for layer in LAYERS], 2).numpy()
            for row, i in enumerate(batch):
                vectors[starts[i] : starts[i + 1]] = found[row, : lengths[i]]
    return Tokens(starts, ids, np.concatenate(spans), figures, vectors)


def _batches(
    lengths: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]
) -> Iterable[npt.NDArray[np.int64]]:
    """Give wanted texts of like length together, the longest first."""
    order = wanted[np.argsort(-lengths[wanted], kind="stable")]
    at = 0
    while at < len(order):
        many = max(1, _BATCH // int(lengths[order[at]]))
        yield order[at : at + many]
        at += many


def _figures(text: str, spans: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Tell for each word piece which figure it is in: amount, sort, lowest and highest."""
    rows = np.full((len(spans), 4), np.nan, dtype=np.float32)
    rows[:, 1] = 0
    sentence = Sentence("text:0", "text", 0, len(text), text)
    found = [
        (f.start, f.end, f.value.amount, _SORT.get(f.value.sort, 4), f.value.low, f.value.high)
        for f in numbers.find(sentence, Source("text", "report", "", text))
    ]
    years = ((m.start(), m.end(), float(m[0])) for m in _YEAR.finditer(text))
    found += [(start, end, year, 1, year, year) for start, end, year in years]
    for start, end, *figure in found:
        inside = (spans[:, 0] < end) & (start < spans[:, 1]) & np.isnan(rows[:, 0])
        rows[inside] = figure
    return rows
