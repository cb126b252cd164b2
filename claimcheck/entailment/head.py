"""The packaged head at work: texts encoded once, pairs judged in batches, shares by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from torch import Tensor
from torch.nn import functional

from claimcheck.entailment.calibration import calibrated, measures
from claimcheck.entailment.judged import MOST_PIECES, Judged, Pair, Row, Share
from claimcheck.entailment.network import Network, Side, Votes
from claimcheck.entailment.tokens import Tokens, read
from claimcheck.held import Held

BATCH = 24  # larger ones leave the processor's cache
_ROWS = 512  # tokens projected at a time, for the same reason
_STEP = 16  # word pieces: evidence that differs by less is of one length when pairs are sorted

_WORD = re.compile(r"\S+")


class Head:
    """The head with its encoder.

    Args:
        file: the head's weights as safetensors.
        encoder: the model on whose token vectors the head was trained.
        held: has the token vectors of texts that the encoder has just embedded.
    """

    def __init__(self, file: Path, encoder: SentenceTransformer, held: Held | None = None) -> None:
        state = {name: value.float() for name, value in load_file(file).items()}
        self._scale = state.pop("calibration")
        self.network = Network()
        self.network.load_state_dict(state)
        self.network.eval()
        self._encoder, self._held = encoder, held

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge pairs, each distinct text encoded once."""
        texts = list(dict.fromkeys(chain.from_iterable((c, *e) for c, e in pairs)))
        at = {text: i for i, text in enumerate(texts)}
        known = Known(self.network, read(self._encoder, texts, held=self._held))
        sides = [([at[claim]], [at[text] for text in evidence]) for claim, evidence in pairs]
        out: list[Judged | None] = [None] * len(pairs)
        for row, probabilities, mine, theirs in self.votes(known, sides):
            claim, evidence = pairs[row]
            out[row] = Judged(
                probabilities,
                _by_word([claim], known.spans(sides[row][0]), mine),
                _by_word(evidence, known.spans(sides[row][1]), theirs),
            )
        return [one for one in out if one is not None]

    @torch.inference_mode()
    def votes(
        self, known: Known, sides: Sequence[tuple[list[int], list[int]]]
    ) -> Iterator[tuple[int, Row, Row, Row]]:
        """Judge pairs of texts already read.

        Args:
            known: the texts.
            sides: of each pair, which texts are the claim and which the evidence.

        Yields:
            The pair's number, its probabilities, and each token's share on the two sides.
        """
        long = np.array([[known.lengths[one].sum() for one in pair] for pair in sides]).reshape(
            -1, 2
        )
        order = np.lexsort((long[:, 0], long[:, 1] // _STEP))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            claim = known.side([sides[i][0] for i in rows])
            evidence = known.side([sides[i][1] for i in rows])
            votes = self.network(claim, evidence)
            scaled = calibrated(votes.logits, measures(claim, evidence), self._scale)
            probabilities = scaled.softmax(-1)
            mine, theirs = _shares(votes, probabilities.argmax(-1))
            both = (probabilities.numpy(), mine.numpy(), theirs.numpy())
            yield from zip(rows.tolist(), *both, strict=True)


class Known:
    """Texts that have been read and brought to the head's width.

    Args:
        network: the head.
        tokens: the texts' tokens.
    """

    @torch.inference_mode()
    def __init__(self, network: Network, tokens: Tokens) -> None:
        self._tokens = tokens
        self.lengths = np.diff(tokens.starts)
        many, layers, width = tokens.vectors.shape
        figures = _with_filler(torch.from_numpy(tokens.figures))
        # a last row of nothing is what shorter texts are filled up with
        self._vectors = torch.zeros(layers, many + 1, width)
        projected = torch.zeros(many + 1, network.projection.out_features)
        for start in range(0, many, _ROWS):
            part = slice(start, min(start + _ROWS, many))
            unit = functional.normalize(torch.from_numpy(tokens.vectors[part]).float(), dim=-1)
            projected[part] = network.project(unit, figures[part, 1].long())
            self._vectors[:, part] = unit.transpose(0, 1)
        self._rows = (projected, _with_filler(torch.from_numpy(tokens.ids)), figures)

    def spans(self, together: Sequence[int]) -> list[npt.NDArray[np.int64]]:
        """Tell where the tokens that are read of each of some texts stand in it."""
        return [self._tokens.spans[kept] for kept in self._kept(together)]

    def _kept(self, together: Sequence[int]) -> list[npt.NDArray[np.int64]]:
        """Give the places of some texts' tokens; of too many, an equal part of each text."""
        lengths, starts = self.lengths[together], self._tokens.starts[together]
        if lengths.sum() > MOST_PIECES:
            lengths = np.minimum(lengths, max(1, MOST_PIECES // len(together)))
        return [np.arange(a, a + n) for a, n in zip(starts, lengths, strict=True)]

    def side(self, lists: Sequence[list[int]]) -> Side:
        """Put the tokens of some texts beside each other, for each of n pairs."""
        ranges = [np.concatenate(self._kept(one)) for one in lists]
        lengths = np.array([len(one) for one in ranges])
        inside = np.arange(lengths.max()) < lengths[:, None]
        places = np.full(inside.shape, len(self._tokens.ids))
        places[inside] = np.concatenate(ranges)
        at = torch.from_numpy(places)
        projected, ids, figures = (part[at] for part in self._rows)
        return Side(self._vectors[:, at], projected, ids, figures, torch.from_numpy(inside))


def _with_filler(part: Tensor) -> Tensor:
    return torch.cat([part, torch.zeros_like(part[:1])])


def _shares(votes: Votes, label: Tensor) -> tuple[Tensor, Tensor]:
    """Tell what each token adds to the likeliest label over the other two.

    A token of the evidence has the part of each claim token's share that went into reading it.
    """
    every = votes.votes
    own = every.gather(-1, label[:, None, None].expand(-1, every.shape[1], 1))[..., 0]
    claim = own * 1.5 - every.sum(-1) / 2  # its vote, less the mean of the two others
    return claim, (claim[..., None] * votes.reading).sum(1)


def _by_word(
    texts: Sequence[str], spans: Sequence[npt.NDArray[np.int64]], shares: Row
) -> list[Share]:
    """Add tokens' shares up by word, the largest made 1; offsets run on from text to text."""
    words: dict[tuple[int, int], float] = {}
    offset = first = 0
    for text, places in zip(texts, spans, strict=True):
        at = np.full(len(text) + 1, -1)
        found = [(m.start() + offset, m.end() + offset) for m in _WORD.finditer(text)]
        for number, (start, end) in enumerate(found):
            at[start - offset : end - offset] = number
        for (start, end), share in zip(places, shares[first : first + len(places)], strict=False):
            if end > start and at[start] >= 0:
                word = found[at[start]]
                words[word] = words.get(word, 0.0) + float(share)
        first += len(places)
        offset += len(text) + 1
    largest = max((abs(share) for share in words.values()), default=0.0) or 1.0
    return [(start, end, share / largest) for (start, end), share in words.items()]
