"""Several sentences of one document, judged alone and together, brought down to one judgement."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from claimcheck.entailment.judged import LABELS

Floats = npt.NDArray[np.float64]
_NEITHER = LABELS.index("neither")


def aggregate(alone: Floats, together: Floats, many: npt.NDArray[np.int64]) -> Floats:
    """Mix what a document's best sentences say alone with what they say together.

    A sentence counts by how much it settles (1 less its ``neither``), so that one that lacks the
    evidence never outvotes one that has it.

    Args:
        alone: probabilities of each sentence, (m, 3).
        together: probabilities of each document's sentences read together, (n, 3).
        many: how many sentences each document has, (n,); they add up to m.

    Returns:
        Probabilities of each document, (n, 3).

    Examples:
        >>> alone = np.array([[0.9, 0.05, 0.05], [0.01, 0.02, 0.97]])
        >>> aggregate(alone, np.array([[0.6, 0.1, 0.3]]), np.array([2])).round(2)
        array([[0.75, 0.08, 0.18]])
    """
    if not len(many):
        return together
    starts = np.concatenate([[0], np.cumsum(many)[:-1]]).astype(int)
    settles = 1 - alone[:, _NEITHER]
    most = np.maximum.reduceat(settles, starts)[:, None]
    firm = np.add.reduceat(alone * settles[:, None] ** 2, starts)
    firm /= np.maximum(np.add.reduceat(settles**2, starts)[:, None], 1e-12)
    return np.asarray((together + most * firm) / (1 + most))
