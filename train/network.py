"""The network: a MiniLM encoder (Wang et al. 2020) with an embedding of case and gap, and heads on its last states.

Shapes: B windows, L pieces, H hidden width (384). Loss of the attribution head: a linear-chain CRF (Lafferty et al. 2001).
"""
import functools, math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import lemmas
from pieces import FEATURES

ATTRIBUTION = ['O', 'B-source', 'I-source', 'B-cue', 'I-cue', 'B-content', 'I-content']
ENTITIES = ['O'] + [f'{p}-{t}' for t in ('PER', 'ORG', 'LOC', 'EVENT', 'OTHER') for p in 'BI']
BOUNDARY = ['sentence', 'token']
UPOS = ['ADJ', 'ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'INTJ', 'NOUN', 'NUM', 'PART', 'PRON', 'PROPN', 'PUNCT', 'SCONJ', 'SYM', 'VERB', 'X']
TAGGERS = {'attribution': ATTRIBUTION, 'boundary': BOUNDARY, 'entity': ENTITIES, 'upos': UPOS}
LEMMAS = lemmas.labels()
LINKS = ['source', 'cue']      # cue piece → first piece of its source, or none; content piece → first piece of its cue
RELATIONS = """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop csubj csubj:outer csubj:pass
dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl
obl:agent obl:unmarked orphan parataxis punct reparandum root vocative xcomp""".split()     # Universal Dependencies v2, as EWT and GUM use them
MENTIONS = ['PER', 'ORG', 'LOC', 'EVENT', 'TIME', 'OTHER']
MENTION_WIDTH = 40             # pieces
EVENTS = ['ACCUSE', 'AGREE', 'AID', 'ASSAULT', 'COERCE', 'CONSULT', 'COOPERATE', 'MOBILIZE', 'PROTEST', 'REJECT', 'REQUEST', 'SANCTION', 'SUPPORT', 'THREATEN', 'YIELD', 'NONE']     # NONE: the one does nothing to the other
MARKS = ['source', 'target']   # of the event asked about
PAIR = 11                      # features of a mention and its antecedent: same, last, inside, eight distances
KINDS = 3                      # of mentions: pronoun, name, nominal


@dataclass
class Shape:
    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512
    link: int = 128
    arc: int = 192                 # of a dependency's two ends
    relation: int = 128
    span: int = 64                 # of a mention's two ends
    mention: int = 256             # a mention, both ends together
    event: int = 256
    vector: int = 128              # of a statement


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


class Parser(nn.Module):
    """Biaffine dependencies (Dozat and Manning 2017) over the first pieces of words; a relation by a small network over both ends."""
    def __init__(self, s):
        super().__init__()
        self.scale = math.sqrt(s.arc)
        self.dependent, self.head = nn.Linear(s.hidden, s.arc), nn.Linear(s.hidden, s.arc)
        self.product = nn.Linear(s.arc, s.arc)
        self.root = nn.Parameter(torch.randn(s.arc) * 0.02)
        self.rel_dependent, self.rel_head = nn.Linear(s.hidden, s.relation), nn.Linear(s.hidden, s.relation, bias=False)
        self.rel_root = nn.Parameter(torch.zeros(s.relation))
        self.relation = nn.Linear(s.relation, len(RELATIONS))

    def arcs(self, states, drop=lambda x: x):
        """[B, L, L + 1]: the score of every piece as head of every piece, last column root."""
        q = self.product(drop(F.gelu(self.dependent(states)))).float()
        k = drop(F.gelu(self.head(states))).float()
        return torch.cat([q @ k.transpose(1, 2), (q @ self.root.float())[..., None]], 2) / self.scale

    def relations(self, dependents, heads, is_root, drop=lambda x: x):
        """States of dependents and their heads [N, H], is_root [N] → [N, relations]."""
        head = torch.where(is_root[:, None], self.rel_root, self.rel_head(heads))
        return self.relation(drop(F.gelu(self.rel_dependent(dependents) + head))).float()


class SpanFinder(nn.Module):
    """Mentions, nested ones too: every span within MENTION_WIDTH pieces is scored for every type (efficient global pointer, Su et al. 2022)."""
    def __init__(self, s):
        super().__init__()
        self.scale = math.sqrt(s.span)
        self.first, self.last = nn.Linear(s.hidden, s.span), nn.Linear(s.hidden, s.span)
        self.first_type, self.last_type = nn.Linear(s.hidden, len(MENTIONS)), nn.Linear(s.hidden, len(MENTIONS))
        self.width = nn.Parameter(torch.zeros(MENTION_WIDTH))

    def forward(self, states):
        """[B, L, W, types]: the span from piece i to piece i + w; a mention where above 0."""
        b, l, _ = states.shape
        first, last = self.first(states).float(), F.pad(self.last(states).float(), (0, 0, 0, MENTION_WIDTH - 1))
        types = F.pad(self.last_type(states).float(), (0, 0, 0, MENTION_WIDTH - 1)).unfold(1, MENTION_WIDTH, 1)     # [B, L, types, W]
        both = torch.einsum('bld,bldw->blw', first, last.unfold(1, MENTION_WIDTH, 1)) / self.scale + self.width
        return both[..., None] + self.first_type(states).float()[:, :, None] + types.transpose(2, 3)


class Coreference(nn.Module):
    """Mention and antecedent (Lee et al. 2017, with the coarse score of Lee et al. 2018 as the only one), and what their words share."""
    def __init__(self, s):
        super().__init__()
        self.scale = math.sqrt(s.link)
        self.mention = nn.Linear(2 * s.hidden, s.mention)
        self.query, self.key = nn.Linear(s.mention, s.link), nn.Linear(s.mention, s.link)
        self.none = nn.Linear(s.mention, 1)                               # the score of no antecedent
        self.pair = nn.Parameter(torch.zeros(KINDS * KINDS, PAIR))        # by kind of mention × kind of antecedent

    def forward(self, first, last, kind, features, drop=lambda x: x):
        """States of the ends of N mentions in order [N, H], kind [N], features [N, N, PAIR] → [N, N + 1]: antecedents, last column none."""
        m = drop(F.gelu(self.mention(torch.cat([first, last], 1))))
        scores = self.query(m).float() @ self.key(m).float().T / self.scale
        weights = self.pair[kind[:, None] * KINDS + kind[None]]
        return torch.cat([scores + (weights * features).sum(2), self.none(m).float()], 1)


class EventCoder(nn.Module):
    """PLOVER type of what a source does to a target in one sentence; the pieces of both may be marked in the input."""
    def __init__(self, s):
        super().__init__()
        self.mark = nn.Parameter(torch.zeros(len(MARKS), s.hidden))
        self.pool = nn.Linear(s.hidden, 1)
        self.mix, self.label = nn.Linear(4 * s.hidden, s.event), nn.Linear(s.event, len(EVENTS))

    def forward(self, states, inside, mark, drop=lambda x: x):
        """states [B, L, H], inside [B, L] of the sentence, mark [B, L, 2] → [B, types]. An actor without pieces is a zero vector."""
        weight = self.pool(states).float().masked_fill(~inside[..., None], -1e4).softmax(1).to(states.dtype)
        actors = [(states * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1) for m in mark.to(states.dtype).unbind(2)]
        mean = (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        return self.label(drop(F.gelu(self.mix(drop(torch.cat([(states * weight).sum(1), mean, *actors], 1)))))).float()


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
        self.lemma = nn.Linear(s.hidden, len(LEMMAS))
        self.parser = Parser(s)
        self.span = SpanFinder(s)
        self.coreference = Coreference(s)
        self.event = EventCoder(s)
        self.vector = nn.Linear(s.hidden, s.vector)                       # of the mean of a statement's states
        self.mlm = nn.Sequential(nn.Linear(s.hidden, s.hidden), nn.GELU(), nn.LayerNorm(s.hidden))    # in training only
        n = len(ATTRIBUTION)
        self.transition = nn.Parameter(torch.zeros(n, n))                 # from, to
        self.begin = nn.Parameter(torch.zeros(n))
        self.register_buffer('forbidden', forbidden(ATTRIBUTION), persistent=False)
        self.register_buffer('inner', torch.tensor([float(label[0] == 'I') for label in ATTRIBUTION]), persistent=False)

    def mask(self, length, size):
        """What attention may look at: [B, 1, 1, L]."""
        return (torch.arange(size, device=length.device)[None] < length[:, None])[:, None, None]

    def encode(self, ids, feature, length, mark=None):
        """[B, L] → [B, L, H]; length [B] counts the pieces that are not padding; mark [B, L, 2]: in the source, in the target of the event asked about."""
        position = torch.arange(ids.shape[1], device=ids.device)
        mask = self.mask(length, ids.shape[1])
        x = self.word(ids) + self.position(position)[None] + self.feature(feature)
        if mark is not None: x = x + mark @ self.event.mark
        x = self.drop(self.norm(x))
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
        return self.transition - 1e4 * self.forbidden, self.begin - 1e4 * self.inner

    def crf_steps(self, scores, length):
        """The chain as matrices [B, L - 1, from, to], the identity where a window has ended, and the scores of its first piece [B, N]."""
        trans, start = self.crf()
        steps = trans + scores[:, 1:, None]
        inside = torch.arange(1, scores.shape[1], device=length.device)[None] < length[:, None]
        return torch.where(inside[..., None, None], steps, unit(steps)), start + scores[:, 0]

    def crf_loss(self, scores, tags, moves, length):
        """Negative log-likelihood, summed over windows, of the tags expected: of one path, or of all that a teacher holds likely.
        scores [B, L, N], tags [B, L, N] (zeros: padding), moves [B, N, N]: how often each tag is expected to follow each."""
        steps, first = self.crf_steps(scores, length)
        return partition(steps, first).sum() - (tags * scores).sum() - (moves * self.transition).sum() - (tags[:, 0] * self.begin).sum()

    def crf_pairs(self, scores, length):
        """How likely each pair of neighbours' tags is [B, L - 1, N, N]: the slope of the partition function (Eisner 2016)."""
        with torch.enable_grad():
            steps, first = self.crf_steps(scores.detach(), length)
            steps = steps.detach().requires_grad_()
            return torch.autograd.grad(partition(steps, first.detach()).sum(), steps)[0]


def unit(like):
    """The identity of chains: log of the unit matrix."""
    n = like.shape[-1]
    return torch.full((n, n), -1e4, device=like.device).fill_diagonal_(0)


def partition(steps, first):
    """log of the sum over all paths [B]: neighbours are multiplied pair by pair, so that a window takes log L rounds (Blelloch 1990)."""
    while steps.shape[1] > 1:
        if steps.shape[1] % 2: steps = torch.cat([steps, unit(steps).expand(len(steps), 1, -1, -1)], 1)
        steps = torch.logsumexp(steps[:, ::2, :, :, None] + steps[:, 1::2, None], 3)
    if steps.shape[1]: first = torch.logsumexp(first[..., None] + steps[:, 0], 1)
    return torch.logsumexp(first, 1)


PROCESSOR = Path('/proc/cpuinfo')


@functools.cache
def has_bf16(device):
    """Whether the device multiplies bf16: a processor without such instructions is far slower in it."""
    if device != 'cpu': return torch.cuda.is_bf16_supported()
    return PROCESSOR.exists() and not {'avx512_bf16', 'amx_bf16'}.isdisjoint(PROCESSOR.read_text().split())


def autocast(device='cpu'):
    """Products in bf16 where the device has it, else in f32."""
    return torch.autocast(device, dtype=torch.bfloat16, enabled=has_bf16(device))


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
