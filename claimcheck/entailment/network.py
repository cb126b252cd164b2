"""The judge's head: a claim's tokens read the evidence's, and each casts a weighted vote.

After decomposable attention (Parikh et al., "A Decomposable Attention Model for Natural Language
Inference", EMNLP 2016): align, compare, add up. The token vectors come from a frozen encoder, so
that texts are encoded once however many pairs they stand in; the claim reads the evidence twice,
as a decoder does (Vaswani et al., "Attention Is All You Need", 2017). The result is a sum over
the claim's tokens, which is what makes each token's share exact.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from claimcheck.entailment.judged import LABELS

RELATIONS = 12  # what `relations` tells of two tokens
SORTS = 5  # no figure, a year, a percentage, money, another figure
_NEVER = -1e4


class Side(NamedTuple):
    """The tokens of n texts, padded to the longest: one side of n pairs.

    ``vectors`` (layers, n, t, width) are of length 1, ``projected`` (n, t, size) is
    what `Network.project` made of them, ``ids`` (n, t) are word pieces, ``figures`` (n, t, 4) hold
    amount, sort, lowest and highest value (NaN where a token is in no figure), ``mask`` (n, t) is
    true where there is a token.
    """

    vectors: Tensor
    projected: Tensor
    ids: Tensor
    figures: Tensor
    mask: Tensor


class Votes(NamedTuple):
    """What the head gives: ``logits`` (n, 3) and how they came about.

    ``votes`` (n, t, 3) are the claim's tokens' shares of the logits, which they add up to;
    ``reading`` (n, t, s) says how much each token of the claim took from each of the evidence.
    """

    logits: Tensor
    votes: Tensor
    reading: Tensor


class Network(nn.Module):
    """The head on frozen token vectors.

    Args:
        layers: how many of the encoder's layers each token has a vector of.
        width: the width of a layer.
        size: the width inside the head.
        heads: attention heads.
        hidden: the width of the comparing layer.
        dropout: used in training only.
    """

    def __init__(
        self,
        layers: int = 3,
        width: int = 384,
        size: int = 192,
        heads: int = 6,
        hidden: int = 256,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.projection = nn.Linear(layers * width, size)
        self.sort = nn.Embedding(SORTS, size)
        self.projected_norm = nn.LayerNorm(size)
        self.align = _Attention(size, heads, related=True)
        self.compare = _feed_forward(4 * size + 2 * RELATIONS, hidden, size, dropout)
        self.compare_norm = nn.LayerNorm(size)
        self.within = _Attention(size, heads, related=False)
        self.within_norm = nn.LayerNorm(size)
        self.across = _Attention(size, heads, related=True)
        self.across_norm = nn.LayerNorm(size)
        self.think = _feed_forward(size, 2 * size, size, dropout)
        self.think_norm = nn.LayerNorm(size)
        self.vote = nn.Linear(size, len(LABELS) + 1)
        self.dropout = nn.Dropout(dropout)

    def project(self, vectors: Tensor, sorts: Tensor) -> Tensor:
        """Bring token vectors to the head's width, once a text.

        Args:
            vectors: unit vectors of the encoder's layers, (..., layers, width).
            sorts: what sort of figure each token is in, (...).

        Returns:
            Projected tokens, (..., size).
        """
        even = functional.layer_norm(vectors, vectors.shape[-1:])
        projected = self.projection(even.flatten(-2)) + self.sort(sorts)
        return self.projected_norm(projected)  # type: ignore[no-any-return]

    def forward(self, claim: Side, evidence: Side) -> Votes:
        """Judge n pairs."""
        related = relations(claim, evidence)
        mine, theirs = claim.projected, evidence.projected
        aligned, reading = self.align(mine, theirs, evidence.mask, related)
        around = _summary(related, evidence.mask)
        met = torch.cat([mine, aligned, mine * aligned, (mine - aligned).abs(), around], -1)
        x = self.dropout(self.compare_norm(mine + self.compare(met)))
        x = self.within_norm(x + self.dropout(self.within(x, x, claim.mask)[0]))
        x = self.across_norm(x + self.dropout(self.across(x, theirs, evidence.mask, related)[0]))
        x = self.think_norm(x + self.dropout(self.think(x)))
        said = self.vote(x)
        weight = said[..., -1].masked_fill(~claim.mask, _NEVER).softmax(-1)
        votes = said[..., :-1] * weight[..., None]
        return Votes(votes.sum(1), votes, reading)


class _Attention(nn.Module):
    """Multi-head attention, led by the relations of the two tokens where there are any."""

    def __init__(self, size: int, heads: int, related: bool) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(size, size)
        self.keys_values = nn.Linear(size, 2 * size)
        self.out = nn.Linear(size, size)
        self.lead = nn.Linear(RELATIONS, heads, bias=False) if related else None

    def forward(
        self, x: Tensor, memory: Tensor, mask: Tensor, related: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        n, t, size = x.shape
        s = memory.shape[1]
        query = self.query(x).view(n, t, self.heads, -1).transpose(1, 2)
        both = self.keys_values(memory).view(n, s, 2, self.heads, -1)
        keys, values = both.permute(2, 0, 3, 1, 4)
        score = query @ keys.transpose(-1, -2) / (size // self.heads) ** 0.5
        if self.lead is not None and related is not None:
            lead = self.lead.weight @ related.flatten(2)
            score = score + lead.view(n, self.heads, t, s)
        weight = (score + ~mask[:, None, None] * _NEVER).softmax(-1)
        taken = (weight @ values).transpose(1, 2).reshape(n, t, size)
        return self.out(taken), weight.mean(1)


def _feed_forward(inside: int, hidden: int, out: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, out)
    )


def _summary(related: Tensor, mask: Tensor) -> Tensor:
    """Give the highest and the mean of each relation over the evidence's tokens."""
    there = mask[:, None, None]
    highest = torch.where(there, related, -1.0).amax(-1)
    mean = (related * there).sum(-1) / mask.sum(1)[:, None, None]
    return torch.cat([highest, mean], 1).transpose(1, 2)


@torch.no_grad()
def relations(claim: Side, evidence: Side) -> Tensor:
    """Tell how each token of the claim stands to each of the evidence.

    Args:
        claim: n texts of t tokens.
        evidence: n texts of s tokens.

    Returns:
        (n, 12, t, s): cosine in three layers; the same word piece; and of two figures of one sort:
        equal, ranges that meet, lower, higher, same unit sort, within a tenth, by how much.
    """
    cosines = claim.vectors @ evidence.vectors.transpose(-1, -2)
    same = claim.ids[:, :, None] == evidence.ids[:, None]
    mine, sort, low, high = (part[:, :, None] for part in claim.figures.unbind(-1))
    their, their_sort, their_low, their_high = (p[:, None] for p in evidence.figures.unbind(-1))
    both = ~mine.isnan() & ~their.isnan() & ((sort == 1) == (their_sort == 1))
    meet = (low <= their_high) & (their_low <= high)
    ratio = ((mine.abs() + 1).log() - (their.abs() + 1).log()).nan_to_num()
    apart = ratio.clamp(-5, 5) * both / 5
    told = [mine == their, meet, high < their_low, low > their_high, sort == their_sort]
    told = [same, *(one & both for one in [*told, ratio.abs() < 0.1])]
    return torch.stack([*cosines, *(one.float() for one in told), apart, apart.abs()], 1)
