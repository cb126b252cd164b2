"""How sure the judge may be: the logits of each pair times a factor, plus a bias a label.

Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017) whose
temperature depends on the pair (Joy et al., "Sample-dependent Adaptive Temperature Scaling for
Improved Calibration", AAAI 2023): on how much of the claim the evidence has in the same words, and
on how long the evidence is, of which the judge has seen little in training.
"""

from __future__ import annotations

import torch
from torch import Tensor

from claimcheck.entailment.judged import LABELS
from claimcheck.entailment.network import Side

MEASURES = 3  # how many `measures` a pair has
_MOST = 4.0  # of the factor's logarithm, either way: no pair is that far from the others
PARAMETERS = MEASURES + len(LABELS)


def measures(claim: Side, evidence: Side) -> Tensor:
    """Measure what the temperature of n pairs depends on.

    Args:
        claim: the claims, of one token or more each.
        evidence: what each is held against, likewise.

    Returns:
        (n, 3): 1; the share of the claim's word pieces that the evidence has; the logarithm of the
        number of the evidence's word pieces. The marks at the ends of a text count as pieces.
    """
    same = (claim.ids[:, :, None] == evidence.ids[:, None]) & evidence.mask[:, None]
    there = same.any(2) & claim.mask
    share = there.sum(1) / claim.mask.sum(1)
    return torch.stack([torch.ones_like(share), share, evidence.mask.sum(1).log()], 1)


def calibrated(logits: Tensor, measured: Tensor, scale: Tensor) -> Tensor:
    """Scale the logits of n pairs.

    Args:
        logits: (n, 3).
        measured: what `measures` gave, (n, 3).
        scale: `PARAMETERS` numbers: the weights of the measures in the logarithm of the factor,
            then the biases.

    Returns:
        Logits whose softmax are probabilities, (n, 3).

    Examples:
        >>> from math import log
        >>> logits = torch.tensor([[2.0, 0.0, 0.0]])
        >>> halved = torch.tensor([log(0.5), 0, 0, 0, 0, 0])
        >>> calibrated(logits, torch.tensor([[1.0, 0.2, 3.0]]), halved)
        tensor([[1., 0., 0.]])
    """
    factor = (measured @ scale[:MEASURES]).clamp(-_MOST, _MOST).exp()
    return logits * factor[:, None] + scale[MEASURES:]
