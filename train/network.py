"""The network: a MiniLM encoder (Wang et al. 2020) with an embedding of case and gap, and heads on its last states.

Shapes: B windows, L pieces, H hidden width (384). Loss of the attribution head: a linear-chain CRF (Lafferty et al. 2001).
"""
import json
import math
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F

from pieces import FEATURES

ATTRIBUTION = ['O', 'B-source', 'I-source', 'B-cue', 'I-cue', 'B-content', 'I-content']
ENTITIES = ['O'] + [f'{p}-{t}' for t in ('PER', 'ORG', 'LOC', 'EVENT', 'OTHER') for p in 'BI']
BOUNDARY = ['sentence', 'token']
UPOS = ['ADJ', 'ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'INTJ', 'NOUN', 'NUM', 'PART', 'PRON', 'PROPN', 'PUNCT', 'SCONJ', 'SYM', 'VERB', 'X']
TAGGERS = {'attribution': ATTRIBUTION, 'boundary': BOUNDARY, 'entity': ENTITIES, 'upos': UPOS}
LINKS = ['source', 'cue']      # cue piece → first piece of its source, or none; content piece → first piece of its cue


@dataclass
class Shape:
    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512
    link: int = 128


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.heads = s.attention_heads
        self.qkv = nn.Linear(s.hidden, 3 * s.hidden)
        self.out = nn.Linear(s.hidden, s.hidden)
        self.norm1 = nn.LayerNorm(s.hidden, eps=1e-12)
        self.up = nn.Linear(s.hidden, s.inner)
        self.down = nn.Linear(s.inner, s.hidden)
        self.norm2 = nn.LayerNorm(s.hidden, eps=1e-12)

    def forward(self, x, mask, drop):
        b, l, h = x.shape
        q, k, v = self.qkv(x).view(b, l, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + drop(self.out(a.transpose(1, 2).reshape(b, l, h))))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, shape=Shape(), dropout=0.1):
        super().__init__()
        self.shape = s = shape
        self.word = nn.Embedding(s.vocabulary, s.hidden)
        self.position = nn.Embedding(s.positions, s.hidden)
        self.feature = nn.Embedding(FEATURES, s.hidden)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(s.hidden, eps=1e-12)
        self.layer = nn.ModuleList(Layer(s) for _ in range(s.layers))
        self.drop = nn.Dropout(dropout)
        self.tagger = nn.ModuleDict({name: nn.Linear(s.hidden, len(labels)) for name, labels in TAGGERS.items()})
        self.query = nn.ModuleDict({name: nn.Linear(s.hidden, s.link) for name in LINKS})
        self.key = nn.ModuleDict({name: nn.Linear(s.hidden, s.link) for name in LINKS})
        self.none = nn.Parameter(torch.zeros(len(LINKS)))                 # the score of no link
        n = len(ATTRIBUTION)
        self.transition = nn.Parameter(torch.zeros(n, n))                 # from, to
        self.begin = nn.Parameter(torch.zeros(n))
        self.register_buffer('forbidden', forbidden(ATTRIBUTION), persistent=False)

    def encode(self, ids, feature, length):
        """[B, L] → [B, L, H]; length [B] counts the pieces that are not padding."""
        position = torch.arange(ids.shape[1], device=ids.device)
        mask = (position[None] < length[:, None])[:, None, None]
        x = self.drop(self.norm(self.word(ids) + self.position(position)[None] + self.feature(feature)))
        for layer in self.layer: x = layer(x, mask, self.drop)
        return x

    def tags(self, states):
        """Scores of every tagger in f32: {name: [B, L, labels]}."""
        return {name: head(states).float() for name, head in self.tagger.items()}

    def links(self, states, name):
        """[B, L, L + 1]: who links to whom, last column none."""
        q, k = self.query[name](states).float(), self.key[name](states).float()
        scores = q @ k.transpose(1, 2) / math.sqrt(self.shape.link)
        none = self.none[LINKS.index(name)].expand(*scores.shape[:2], 1)
        return torch.cat([scores, none], 2)

    def crf(self):
        """Transition and start scores with what BIO forbids."""
        start = self.begin - 1e4 * torch.tensor([label[0] == 'I' for label in ATTRIBUTION], device=self.begin.device)
        return self.transition - 1e4 * self.forbidden, start

    def crf_loss(self, scores, labels, length):
        """Negative log-likelihood, summed over windows. scores [B, L, N], labels [B, L] (-1: padding)."""
        trans, start = self.crf()
        b, l, n = scores.shape
        valid = torch.arange(l)[None] < length[:, None]
        gold = labels.clamp(min=0)
        path = scores.gather(2, gold[:, :, None])[:, :, 0] * valid
        moves = trans[gold[:, :-1], gold[:, 1:]] * valid[:, 1:]
        alpha = start + scores[:, 0]
        for i in range(1, l):
            step = torch.logsumexp(alpha[:, :, None] + trans, 1) + scores[:, i]
            alpha = torch.where(valid[:, i, None], step, alpha)
        return torch.logsumexp(alpha, 1).sum() - path.sum() - moves.sum() - start[gold[:, 0]].sum()


def forbidden(labels):
    out = torch.zeros(len(labels), len(labels))
    for i, a in enumerate(labels):
        for j, b in enumerate(labels): out[i, j] = b[0] == 'I' and a[2:] != b[2:]
    return out


def pretrained(path):
    """The network with MiniLM's weights (safetensors, BERT's names) in place."""
    from safetensors.torch import load_file
    weights = load_file(path)
    weights = {k.removeprefix('bert.'): v for k, v in weights.items()}
    net = Network()
    with torch.no_grad():
        e = 'embeddings.'
        net.word.weight.copy_(weights[e + 'word_embeddings.weight'])
        net.position.weight.copy_(weights[e + 'position_embeddings.weight'] + weights[e + 'token_type_embeddings.weight'][0])
        for part in ('weight', 'bias'):
            getattr(net.norm, part).copy_(weights[e + 'LayerNorm.' + part])
            for i, layer in enumerate(net.layer):
                p = f'encoder.layer.{i}.'
                getattr(layer.qkv, part).copy_(torch.cat([weights[p + f'attention.self.{x}.{part}'] for x in ('query', 'key', 'value')]))
                for name, other in (('out', 'attention.output.dense'), ('norm1', 'attention.output.LayerNorm'), ('up', 'intermediate.dense'),
                                    ('down', 'output.dense'), ('norm2', 'output.LayerNorm')):
                    getattr(getattr(layer, name), part).copy_(weights[p + other + '.' + part])
    return net
