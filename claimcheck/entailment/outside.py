"""Another judge: any sentence-transformers `CrossEncoder` for natural language inference."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck import weights
from claimcheck.cache import Cache
from claimcheck.entailment.judged import LABELS, Judged, Pair
from claimcheck.records import CheckError

# How models name the three labels; which number stands for which differs between models.
_NAMES = {
    "supports": ("entail", "support"),
    "refutes": ("contradict", "refut"),
    "neither": ("neutral", "neither", "not_enough", "nei", "not_entail"),
}


class Outside:
    """A cross-encoder that the user chose; its weights load when the first pair is judged.

    Args:
        judge: a folder, or ``NAME@REVISION`` on the Hugging Face hub.
        cache: keeps the hash of the model's files.

    Raises:
        CheckError: there is no such model, its revision is not given, or its configuration does
            not say which label is which.
    """

    def __init__(self, judge: str | Path, cache: Cache) -> None:
        here = Path(judge).expanduser().exists()
        if not here and isinstance(judge, str) and "@" not in judge:
            raise CheckError(
                f"--judge {judge}: there is no such folder; of a model on the Hugging Face hub "
                f"give the revision too, so that verdicts stay the same: {judge}@REVISION"
            )
        self._folder, self.name = weights.outside(judge, hub="cross-encoder")
        self.sha256 = weights.recorded_hash(self._folder, cache)
        self._cache = cache
        self._columns = _columns(self._folder)
        self._model: Any = None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge pairs; several texts of evidence are joined with a space."""
        if self._model is None:
            self._model = self._load()
        texts = [(" ".join(evidence), claim) for claim, evidence in pairs]
        import torch

        found = self._model.predict(
            texts, activation_fn=torch.nn.Identity(), apply_softmax=True, batch_size=32
        )
        if found.ndim < 2 or found.shape[1] <= max(self._columns.values()):
            raise CheckError(
                f"{self._folder}: does not give a number for each label of its id2label"
            )
        if not np.isfinite(found).all():
            raise CheckError(f"{self._folder}: gives what is no number; use another model")
        out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        for label, column in self._columns.items():
            out[:, LABELS.index(label)] = found[:, column]
        out /= out.sum(axis=1, keepdims=True)
        return [Judged(row, [], []) for row in out]

    def _load(self) -> Any:
        found = weights.listing_hash(weights.hashes(self._folder))
        self._cache.record_hash(weights.stamp(self._folder), found)
        if found != self.sha256:  # size and time of a file were kept, its content wasn't
            raise CheckError(
                f"{self._folder}: the model's files have changed since their hash was taken; "
                "run the check again"
            )
        return weights.load(self._folder, "CrossEncoder")


def _columns(folder: Path) -> Mapping[str, int]:
    """Read from ``id2label`` which of a model's numbers is which label."""
    file = folder / "config.json"
    try:
        names = json.loads(file.read_bytes()).get("id2label") or {}
        found = {int(number): str(name).lower() for number, name in names.items()}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise CheckError(f"{file}: not the configuration of a model ({error})") from error
    columns: dict[str, int] = {}
    for number, name in ((n, re.sub(r"[\s-]+", "_", name)) for n, name in found.items()):
        for label, beginnings in _NAMES.items():
            if name.startswith(beginnings):
                columns.setdefault(label, number)
    if (
        not {"supports", "refutes"} <= columns.keys()
        and not {"supports", "neither"} <= columns.keys()
    ):
        raise CheckError(
            f"{file}: id2label doesn't say which number means entailment and which contradiction "
            f"(it has {', '.join(found.values()) or 'nothing'}); name them there"
        )
    return columns
