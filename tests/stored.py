"""A corpus of made-up sentences and drawn vectors, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimcheck import corpus
from claimcheck.corpus import Model
from claimcheck.records import Sentence, frame

MODEL = Model("tiny", "1" * 64)
Floats = npt.NDArray[np.float32]


def unit(values: Any) -> Floats:
    rows = np.asarray(values, dtype=np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def drawn(seed: int, count: int, width: int = 16) -> Floats:
    return unit(np.random.default_rng(seed).standard_normal((count, width)))


def said(source: str, count: int) -> pd.DataFrame:
    names = (None, "Mara Lindholm")
    return frame(
        Sentence,
        (
            Sentence(f"{source}:{n}", source, 9 * n, 9 * n + 8, f"{source} {n}.", names[n % 2])
            for n in range(count)
        ),
    )


def store(folder: Path, parts: list[Floats]) -> corpus.Corpus:
    for number, vectors in enumerate(parts):
        table = said(f"s{number}", len(vectors))
        corpus.write(folder / f"{number:03}.arrow", table, vectors, MODEL)
    return corpus.load(folder, MODEL)
