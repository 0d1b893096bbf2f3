"""The tagger: a BERT encoder, a cue head, an entity head, and a role head that reads the words once for each cue.

The role head is what makes nesting and crossing free: each cue labels every word of its window on its own, so a word may be
content of several cues. (Cue as predicate, source and content as arguments: the semantic-role view of attribution,
Pareti 2015; Newell et al. 2018.)
"""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F

from .data import CERTAINTIES, ENTITIES, SCHEMES, TYPES
from .text import N_SHAPES

# How far the role head looks from the first word of a cue: 99.5 % of the sources and contents of the training corpora.
BEFORE, AFTER = 80, 112
REACH = BEFORE + AFTER


@dataclass
class Config:
    vocab: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role_hidden: int = 128
    role_layers: int = 2
    role_heads: int = 4
    role_inner: int = 256
    distances: int = 32
    dropout: float = 0.1

    def dict(self):
        return asdict(self)


class Layer(nn.Module):
    """Post-norm transformer layer, as in BERT (Devlin et al., 2019)."""

    def __init__(self, hidden, heads, inner, dropout, eps=1e-12):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=eps)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=eps)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.words = nn.Embedding(c.vocab, c.hidden)
        self.position = nn.Embedding(c.positions, c.hidden)
        self.shape = nn.Embedding(N_SHAPES, c.hidden)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(c.hidden, eps=1e-12)
        self.drop = nn.Dropout(c.dropout)
        self.layers = nn.ModuleList(Layer(c.hidden, c.heads, c.inner, c.dropout) for _ in range(c.layers))

    def forward(self, ids, shapes, mask):
        x = self.words(ids) + self.position.weight[: ids.shape[1]] + self.shape(shapes)
        x = self.drop(self.norm(x))
        mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def distance_bucket(d, n):
    """Signed log-spaced bucket of a word distance: 0 is the cue itself, odd before, even after."""
    a = d.abs().clamp(min=1).float()
    b = torch.where(a <= 4, a - 1, 3 + (torch.log2(a / 4) * 2).ceil())
    b = b.long().clamp(max=(n - 2) // 2 - 1)
    return torch.where(d == 0, torch.zeros_like(b), 1 + 2 * b + (d > 0).long())


class Tagger(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        self.encoder = Encoder(c)
        self.cue = nn.Linear(c.hidden, 3 * len(SCHEMES))  # O, B, I for each scheme
        self.entity = nn.Linear(c.hidden, len(ENTITIES))
        r = c.role_hidden
        self.role_word = nn.Linear(c.hidden, r)
        self.role_cue = nn.Linear(c.hidden, r)
        self.role_scale = nn.Linear(c.hidden, r)
        self.role_scheme = nn.Embedding(len(SCHEMES), r)
        self.role_distance = nn.Embedding(c.distances, r)
        self.role_norm = nn.LayerNorm(r)
        self.role_layers = nn.ModuleList(Layer(r, c.role_heads, c.role_inner, c.dropout) for _ in range(c.role_layers))
        self.role_out = nn.Linear(r, 3)  # none, source, content
        self.pool = nn.Linear(4 * r, r)
        self.type_out = nn.Linear(r, len(TYPES))
        self.certainty_out = nn.Linear(r, len(CERTAINTIES))
        self.drop = nn.Dropout(c.dropout)

    def encode(self, ids, shapes, mask, first, word_mask):
        """Hidden state of the first piece of each word: [batch, words, hidden]."""
        x = self.encoder(ids, shapes, mask)
        x = x.gather(1, first[:, :, None].expand(-1, -1, x.shape[2]))
        return self.drop(x) * word_mask[:, :, None]

    def roles(self, words, word_mask, pairs, scheme):
        """For each pair (window, cue begin, cue end): role logits [pairs, REACH, 3], the states they rest on, which words are cue.

        Word k of the reach is word `cue begin - BEFORE + k` of the window.
        """
        window, begin, end = pairs.unbind(1)
        at = begin[:, None] - BEFORE + torch.arange(REACH)[None, :]
        valid = (at >= 0) & (at < words.shape[1])
        index = at.clamp(0, words.shape[1] - 1)
        valid &= word_mask[window[:, None], index]
        h = words[window[:, None], index]
        in_cue = ((at >= begin[:, None]) & (at < end[:, None])).float()
        cue = (h * in_cue[:, :, None]).sum(1) / in_cue.sum(1, keepdim=True)
        d = torch.where(at < begin[:, None], at - begin[:, None], (at - end[:, None] + 1).clamp(min=0))
        word = self.role_word(words)[window[:, None], index]
        # The cue both shifts and scales what a word says (FiLM, Perez et al., 2018).
        z = word * (1 + self.role_scale(cue))[:, None] + (self.role_cue(cue) + self.role_scheme(scheme))[:, None]
        z = F.gelu(self.role_norm(z + self.role_distance(distance_bucket(d, self.config.distances))))
        for layer in self.role_layers:
            z = layer(z, valid[:, None, None, :])
        return self.role_out(z), z, in_cue, valid

    def pooled(self, z, valid, in_cue, in_source, in_content):
        """Type and certainty, from the mean states of cue, source and content (zeros where there is none) and the whole reach."""
        mean = lambda m: (z * m[:, :, None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1)
        context = z.masked_fill(~valid[:, :, None], -1e4).amax(1)
        p = F.gelu(self.pool(torch.cat([mean(in_cue), mean(in_source), mean(in_content), context], 1)))
        p = self.drop(p)
        return self.type_out(p), self.certainty_out(p)


def load_bert(tagger, state):
    """Copies the weights of a BERT checkpoint into the encoder; token type 0 is folded into the positions."""
    g = lambda k: state[k]
    e = tagger.encoder
    with torch.no_grad():
        e.words.weight.copy_(g("embeddings.word_embeddings.weight"))
        e.position.weight.copy_(g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0])
        e.norm.weight.copy_(g("embeddings.LayerNorm.weight"))
        e.norm.bias.copy_(g("embeddings.LayerNorm.bias"))
        for i, layer in enumerate(e.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                layer.qkv.__getattr__(part).copy_(torch.cat([g(f"{p}attention.self.{x}.{part}") for x in ("query", "key", "value")]))
                layer.out.__getattr__(part).copy_(g(f"{p}attention.output.dense.{part}"))
                layer.norm1.__getattr__(part).copy_(g(f"{p}attention.output.LayerNorm.{part}"))
                layer.up.__getattr__(part).copy_(g(f"{p}intermediate.dense.{part}"))
                layer.down.__getattr__(part).copy_(g(f"{p}output.dense.{part}"))
                layer.norm2.__getattr__(part).copy_(g(f"{p}output.LayerNorm.{part}"))
