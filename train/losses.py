"""The loss of every head on a batch, each a mean over the batch's pieces, so that WEIGHTS say what counts how much."""
import torch
from torch.nn import functional as F

from examples import IGNORE, pair_features

WEIGHTS = {'attribution': 1.0, 'source': 0.3, 'cue': 0.3, 'sentence': 0.5, 'token': 0.3, 'upos': 0.3, 'lemma': 0.2, 'arc': 1.0, 'relation': 0.5, 'entity': 1.0, 'named': 0.5,
           'mention': 0.1, 'coreference': 0.3, 'vector': 0.3, 'masked': 0.1, 'event': 0.3, 'pair': 0.05}


def cross_entropy(scores, target):
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE, reduction='sum')


def losses(net, b, words):
    """{name: loss}. words: examples.Words of the vocabulary."""
    states = net.drop(net.encode(b['ids'], b['feature'], b['length']))
    tags, out, total = net.tags(states), {}, b['length'].sum()
    marked = b['attribution'][:, 0] != IGNORE
    if marked.any(): attribution(net, b, states, tags, marked, total, out)
    if (b['token'] != IGNORE).any(): syntax(net, b, states, tags, out)
    if (b['entity'] != IGNORE).any(): out['entity'] = cross_entropy(tags['entity'], b['entity'])
    if (b['named'] == 1).any(): out['named'] = -torch.log1p(-torch.softmax(tags['entity'][b['named'] == 1], -1)[:, 0].clamp(max=1 - 1e-6)).sum()
    if any('mentions' in r for r in b['rows']): mentions(net, b, states, words, out)
    units = [(k, *u) for k, r in enumerate(b['rows']) for u in r.get('units', ())]
    if units: out['vector'] = vectors(net, states, units) * total / len(units)
    if (b['masked'] != IGNORE).any():
        at = b['masked'] != IGNORE
        out['masked'] = F.cross_entropy(F.linear(net.mlm(states[at]), net.word.weight).float(), b['masked'][at]) * total
    return {name: loss / total for name, loss in out.items()}


def attribution(net, b, states, tags, marked, total, out):
    out['attribution'] = net.crf_loss(tags['attribution'][marked], b['attribution'][marked], b['length'][marked])
    for name in ('source', 'cue'):
        scores = net.links(states[marked], name)
        away = torch.arange(scores.shape[2] - 1)[None] >= b['length'][marked][:, None]
        scores = scores.masked_fill(F.pad(away, (0, 1))[:, None], -1e4)
        wanted = b[name][marked]
        # each kind of link counts as much as the tags of its window's pieces
        known = int((wanted != IGNORE).sum())
        if known: out[name] = cross_entropy(scores, wanted) * (total / 4) / known


def syntax(net, b, states, tags, out):
    for k, name in enumerate(('sentence', 'token')):
        known = b[name] != IGNORE
        out[name] = F.binary_cross_entropy_with_logits(tags['boundary'][..., k][known], b[name][known].float(), reduction='sum')
    out['upos'] = cross_entropy(tags['upos'], b['upos'])
    known = b['lemma'] != IGNORE
    out['lemma'] = cross_entropy(net.lemma(states[known]).float(), b['lemma'][known])
    parsed = (b['head'] != IGNORE).any(1)
    if not parsed.any(): return
    states, number, head = states[parsed], b['number'][parsed], b['head'][parsed]
    # heads are words of the same sentence, or root
    same = (number[:, :, None] == number[:, None]) & (number[:, None] >= 0)
    scores = net.parser.arcs(states, net.drop).masked_fill(~F.pad(same, (0, 1), value=True), -1e4)
    out['arc'] = cross_entropy(scores, head)
    k, i = (head != IGNORE).nonzero(as_tuple=True)
    to = head[k, i]
    root = to == head.shape[1]
    relations = net.parser.relations(states[k, i], states[k, to.masked_fill(root, 0)], root, net.drop)
    out['relation'] = cross_entropy(relations, b['relation'][parsed][k, i])


def mentions(net, b, states, words, out):
    """Spans against all others (Su et al. 2022), and antecedents (Lee et al. 2017) over a document's windows together."""
    scores = net.span(states)
    n, l, w, t = scores.shape
    inside = torch.arange(l)[None, :, None] + torch.arange(w)[None, None] < b['length'][:, None, None] - 1
    inside[:, 0] = False
    gold = torch.zeros_like(scores, dtype=torch.bool)
    every = [(k, *m) for k, r in enumerate(b['rows']) for m in r['mentions']]
    for k, i, j, label, _ in every: gold[k, i, j - i, label] = True
    wrong = scores.masked_fill(gold | ~inside[..., None], -1e4).flatten(1, 2)
    right = (-scores).masked_fill(~gold, -1e4).flatten(1, 2)
    zero = torch.zeros(n, 1, t)
    per_window = torch.logsumexp(torch.cat([zero, wrong], 1), 1) + torch.logsumexp(torch.cat([zero, right], 1), 1)
    out['mention'] = (per_window.sum(1) / t * b['length']).sum() / 2
    if len(every) < 2: return
    rows = torch.tensor([(k, i, j) for k, i, j, _, _ in every])
    spans = [(*b['rows'][k]['pieces'], i - 1, j - 1) for k, i, j, _, _ in every]
    kind, features = pair_features(words, spans)
    scores = net.coreference(states[rows[:, 0], rows[:, 1]], states[rows[:, 0], rows[:, 2]], kind, features, net.drop)
    before = torch.ones(len(every), len(every)).tril(-1).bool()
    scores = scores.masked_fill(~F.pad(before, (0, 1), value=True), -1e4)
    chains = [m[4] for m in every]
    same = torch.tensor([[a is not None and a == c for c in chains] for a in chains]) & before
    wanted = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    loss = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~wanted, -1e4), 1)
    out['coreference'] = loss.mean() * b['length'].sum()


def vectors(net, states, units):
    """1 − cosine of our vectors and the teacher's, summed. units: [(window, first, last, vector)]."""
    inside = torch.zeros(len(units), states.shape[1])
    for n, (_, i, j, _) in enumerate(units): inside[n, i:j + 1] = 1 / (j - i + 1)
    window = torch.tensor([u[0] for u in units])
    mean = torch.stack([inside[n].to(states.dtype) @ states[k] for n, k in enumerate(window.tolist())])
    return (1 - F.cosine_similarity(net.vector(mean).float(), torch.stack([u[3] for u in units]).to(states.device))).sum()
