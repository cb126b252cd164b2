"""Several sentences of one document, judged alone and together, brought down to one judgement."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from claimcheck.entailment.judged import LABELS

Floats = npt.NDArray[np.float64]
_NEITHER, _SUPPORTS = LABELS.index("neither"), LABELS.index("supports")


def aggregate(alone: Floats, together: Floats, many: npt.NDArray[np.int64]) -> Floats:
    """Mix what a document's best sentences say alone with what they say together.

    Of the sentences alone the one counts that settles most (has the least ``neither``), and it
    counts by how much that is, so that sentences that lack the evidence never outvote it.

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
    starts = np.cumsum(many) - many
    document = np.repeat(np.arange(len(many)), many)
    # Of two that settle as much, the one that supports less: their order must not count.
    firm = np.lexsort((alone[:, _SUPPORTS], alone[:, _NEITHER], document))[starts]
    weight = 1 - alone[firm, _NEITHER][:, None]
    return np.asarray((together + weight * alone[firm]) / (1 + weight))
