"""Token vectors of texts just embedded, held so that no model reads the same words twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

ROOM = 1 << 29  # bytes: some 110,000 word pieces in three layers


class _Batch(NamedTuple):
    """What a model has computed of some texts at once: a tensor a layer, padded to the longest."""

    layers: list[Any]
    inside: Any

    def row(self, number: int) -> Vectors:
        read = self.inside[number]
        rows = [layer[number][read].float().numpy() for layer in self.layers]
        return np.stack(rows, axis=1)


class Held:
    """Token vectors by the model and the word pieces that it read, while there is room.

    Args:
        layers: which of the model's layers are held, in order; only the last where none is named.
        room: how many bytes may be held.
    """

    def __init__(self, layers: Sequence[int] = (), room: int = ROOM) -> None:
        self._layers = list(layers)
        self._room = room
        self._rows: dict[tuple[int, bytes], tuple[_Batch, int]] = {}

    @contextmanager
    def listening(self, model: Any) -> Iterator[None]:
        """Hold what a sentence-transformers model computes meanwhile."""

        def hold(_module: Any, _inputs: Any, features: Any) -> None:
            every = features.pop("all_layer_embeddings", ())
            if self._layers and not every:
                return  # another thread has just asked the model for less
            if {"token_embeddings", "attention_mask", "input_ids"} <= features.keys():
                self._hold(model, features, [every[layer] for layer in self._layers])

        first = model[0]
        if self._layers:
            first.auto_model.config.output_hidden_states = True
        hook = first.register_forward_hook(hold)
        try:
            yield
        finally:
            hook.remove()
            if self._layers:
                first.auto_model.config.output_hidden_states = False

    def get(self, model: Any, pieces: Sequence[int]) -> Vectors | None:
        """Give the token vectors of a text, if they are held.

        Args:
            model: the model that is to read the text.
            pieces: its word pieces, the model's own marks among them.

        Returns:
            (pieces, layers, width), not brought to length 1.
        """
        found = self._rows.get(_key(model, pieces))
        return found[0].row(found[1]) if found else None

    def _hold(self, model: Any, features: Any, layers: list[Any]) -> None:
        inside = features["attention_mask"].bool()
        batch = _Batch(layers or [features["token_embeddings"]], inside)
        size = sum(layer.nbytes for layer in batch.layers)
        if size > self._room:
            return
        self._room -= size
        for row, (ids, read) in enumerate(zip(features["input_ids"], inside, strict=True)):
            self._rows.setdefault(_key(model, ids[read].numpy()), (batch, row))


def _key(model: Any, pieces: Sequence[int]) -> tuple[int, bytes]:
    return id(model), np.asarray(pieces, dtype=np.int64).tobytes()
