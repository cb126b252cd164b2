"""What is judged, and what a judge gives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LABELS = ("supports", "refutes", "neither")
# The probability from which on a judgement stands: of our own labelled pairs above it at most
# three in ten are judged wrongly (`tests/benchmarks/judge.py`, notebook 07).
SURE = 0.63
LAYERS = (2, 4, 6)  # of the packaged encoder's six: those whose token vectors are read
LONGEST = 128  # word pieces of a text that are read
MOST_PIECES = 256  # of all the texts that are read together
READING = 1  # a new number where texts come to be read otherwise: what is cached is stale then

Pair = tuple[str, tuple[str, ...]]  # a claim and the texts that it is held against together
Share = tuple[int, int, float]  # where a word starts and ends, and what it adds to the result
Row = npt.NDArray[np.float32]


class Judged(NamedTuple):
    """Probabilities in the order of `LABELS`, and the shares of the two sides' words."""

    probabilities: Row
    claim: list[Share]
    evidence: list[Share]
