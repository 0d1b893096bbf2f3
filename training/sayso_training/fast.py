"""The fast tagger: convolutions over the words of a whole article, and a role head of the same kind that reads the words near each cue.

The blocks are ConvNeXt's (Liu et al., 2022) in one dimension: a depthwise convolution carries along the text, two matrix products mix the
channels. What the text says of its own order costs a lookup instead of layers: distance from the cue, sentences and paragraphs between.
"""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F

from .data import CERTAINTIES, ENTITIES, SCHEMES, TYPES
from .model import distance_bucket
from .text import N_SHAPES

SENTENCES, PARAGRAPHS = (-3, 4), (-2, 3)  # how far apart word and cue are told apart; beyond counts as the end of the scale
N_BETWEEN = (SENTENCES[1] - SENTENCES[0] + 1) * (PARAGRAPHS[1] - PARAGRAPHS[0] + 1)


@dataclass
class FastConfig:
    vocab: int = 30522
    hidden: int = 96
    inner: int = 192
    dilations: tuple = (1, 1, 2, 4)  # a block each
    taps: int = 9
    gist_after: int = 2  # after so many blocks each word hears the mean of its sentence
    role_hidden: int = 32
    role_inner: int = 64
    role_dilations: tuple = (1, 2)
    distances: int = 32
    before: int = 48
    after: int = 80
    dropout: float = 0.1

    def dict(self):
        return asdict(self)


class Block(nn.Module):
    """x + down(relu(up(norm(conv(x))))); `x` is [rows, words, width] and zero beyond the text."""

    def __init__(self, width, inner, taps, dilation):
        super().__init__()
        self.dilation = dilation
        self.taps = nn.Parameter(torch.randn(taps, width) * (1 / taps) ** 0.5)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x, mask):
        taps, width = self.taps.shape
        reach = taps // 2 * self.dilation
        y = F.conv1d(x.transpose(1, 2), self.taps.t()[:, None, :], padding=reach, dilation=self.dilation, groups=width).transpose(1, 2)
        return (x + self.down(F.relu(self.up(self.norm(y))))) * mask[:, :, None]


class FastTagger(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        h, r = c.hidden, c.role_hidden
        self.words = nn.EmbeddingBag(c.vocab, h, mode="mean")
        self.shape = nn.Embedding(N_SHAPES, h)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.blocks = nn.ModuleList(Block(h, c.inner, c.taps, d) for d in c.dilations)
        self.gist = nn.Linear(h, h)
        self.last = nn.LayerNorm(h, eps=1e-12)
        self.cue = nn.Linear(h, 3 * len(SCHEMES))
        self.entity = nn.Linear(h, len(ENTITIES))
        self.role_word = nn.Linear(h, r)
        self.role_cue = nn.Linear(h, r)
        self.role_scale = nn.Linear(h, r)
        self.role_scheme = nn.Embedding(len(SCHEMES), r)
        self.role_distance = nn.Embedding(c.distances, r)
        self.role_between = nn.Embedding(N_BETWEEN, r)
        self.role_norm = nn.LayerNorm(r, eps=1e-12)
        self.role_blocks = nn.ModuleList(Block(r, c.role_inner, c.taps, d) for d in c.role_dilations)
        self.role_out = nn.Linear(r, 3)
        self.pool = nn.Linear(4 * r, r)
        self.type_out = nn.Linear(r, len(TYPES))
        self.certainty_out = nn.Linear(r, len(CERTAINTIES))
        self.drop = nn.Dropout(c.dropout)

    def encode(self, pieces, offsets, shapes, sentences, mask):
        """[articles, words, hidden]; `pieces` and `offsets` as EmbeddingBag takes them, `sentences` numbers each word's sentence."""
        b, n = shapes.shape
        x = self.words(pieces, offsets).view(b, n, -1) + self.shape(shapes)
        x = self.drop(self.norm(x)) * mask[:, :, None]
        for i, block in enumerate(self.blocks):
            if i == self.config.gist_after:
                x = self.hear(x, sentences, mask)
            x = block(x, mask)
        return self.drop(self.last(x)) * mask[:, :, None]

    def hear(self, x, sentences, mask):
        b, n, h = x.shape
        most = int(sentences.max()) + 1
        index = (sentences + most * torch.arange(b)[:, None]).view(-1)
        total = torch.zeros(b * most, h).index_add(0, index, x.reshape(-1, h))
        count = torch.zeros(b * most).index_add(0, index, mask.reshape(-1).float())
        gist = F.relu(self.gist(total / count.clamp(min=1)[:, None]))
        return (x + gist[index].view(b, n, h)) * mask[:, :, None]

    def roles(self, words, mask, pairs, scheme, sentences, paragraphs):
        """For each (article, cue begin, cue end): role logits [pairs, reach, 3], the states, which words are cue, which are words.

        Word k of the reach is word `cue begin - before + k` of the article.
        """
        c = self.config
        article, begin, end = pairs.unbind(1)
        at = begin[:, None] - c.before + torch.arange(c.before + c.after)[None, :]
        valid = (at >= 0) & (at < words.shape[1])
        index = at.clamp(0, words.shape[1] - 1)
        flat = article[:, None] * words.shape[1] + index
        valid &= mask.reshape(-1)[flat]
        in_cue = ((at >= begin[:, None]) & (at < end[:, None])).float()
        h = words.reshape(-1, words.shape[2])
        first = article * words.shape[1] + begin
        cue = torch.stack([h[first], h[first + end - begin - 1]]).mean(0)
        d = torch.where(at < begin[:, None], at - begin[:, None], (at - end[:, None] + 1).clamp(min=0))
        between = lambda numbers, scale: (numbers.reshape(-1)[flat] - numbers.reshape(-1)[first][:, None]).clamp(*scale) - scale[0]
        apart = between(sentences, SENTENCES) * (PARAGRAPHS[1] - PARAGRAPHS[0] + 1) + between(paragraphs, PARAGRAPHS)
        word = self.role_word(h)[flat]
        # The cue both shifts and scales what a word says (FiLM, Perez et al., 2018).
        z = word * (1 + self.role_scale(cue))[:, None] + (self.role_cue(cue) + self.role_scheme(scheme))[:, None]
        z = z + self.role_distance(distance_bucket(d, c.distances)) + self.role_between(apart)
        z = F.relu(self.role_norm(z)) * valid[:, :, None]
        for block in self.role_blocks:
            z = block(z, valid)
        return self.role_out(z), z, in_cue, valid

    def pooled(self, z, valid, in_cue, in_source, in_content):
        """Type and certainty, from the mean states of cue, source and content (zeros where there is none) and the whole reach."""
        mean = lambda m: (z * m[:, :, None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1)
        context = z.masked_fill(~valid[:, :, None], -1e4).amax(1)
        p = F.relu(self.pool(torch.cat([mean(in_cue), mean(in_source), mean(in_content), context], 1)))
        return self.type_out(p), self.certainty_out(p)
