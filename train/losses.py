"""The loss of every head on a batch, each a mean over the batch's pieces, so that WEIGHTS say what counts how much."""
import torch
from torch.nn import functional as F

from examples import IGNORE

WEIGHTS = {'attribution': 1.0, 'source': 0.3, 'cue': 0.3, 'sentence': 0.5, 'token': 0.3, 'upos': 0.3, 'lemma': 0.2, 'arc': 1.0, 'relation': 0.5, 'entity': 1.0, 'named': 0.5,
           'mention': 0.1, 'coreference': 0.3, 'vector': 0.3, 'masked': 0.1, 'event': 0.3, 'pair': 0.05}


def cross_entropy(scores, target):
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE, reduction='sum')


def losses(net, b, without=()):
    """{name: loss} of tensors that examples.arrays made; without: heads not asked. Nothing here waits for the device."""
    states = net.drop(net.encode(b['ids'], b['feature'], b['length']))
    tags, out, total = net.tags(states), {}, b['total']
    flat = states.flatten(0, 1)
    if 'attributed' in b: attribution(net, b, states, tags['attribution'], total, out)
    if 'worded' in b: syntax(net, b, states, flat, tags, out)
    if 'names' in b: out['entity'] = -(b['names'] * F.log_softmax(tags['entity'], 2)).sum()
    if 'some name' in b and len(b['some name']):
        none = torch.softmax(tags['entity'].flatten(0, 1)[b['some name']], -1)[:, 0]
        out['named'] = -torch.log1p(-none.clamp(max=1 - 1e-6)).sum()
    if 'mention' in b and 'mention' not in without: mentions(net, b, states, out)
    if 'unit' in b and 'vector' not in without: out['vector'] = vectors(net, b, states) * total / len(b['unit'])
    if 'hidden' in b and len(b['hidden']) and 'masked' not in without:
        out['masked'] = F.cross_entropy(F.linear(net.mlm(flat[b['hidden']]), net.word.weight).float(), b['masked']) * total
    return {name: loss / total for name, loss in out.items()}


def attribution(net, b, states, tags, total, out):
    which = b['attributed']
    length, states = b['length'][which], states[which]
    out['attribution'] = net.crf_loss(tags[which], b['tags'], b['moves'], length)
    away = torch.arange(states.shape[1], device=states.device)[None] >= length[:, None]
    for name in ('source', 'cue'):
        n, i, j = b['link ' + name]
        if not len(n): continue
        scores = net.links(states, name).masked_fill(F.pad(away, (0, 1))[:, None], -1e4)
        # each kind of link counts as much as the tags of its window's pieces
        out[name] = F.cross_entropy(scores[n, i], j) * (total / 4)


def syntax(net, b, states, flat, tags, out):
    for k, name in enumerate(('sentence', 'token')):
        known = b[name] != IGNORE
        out[name] = (F.binary_cross_entropy_with_logits(tags['boundary'][..., k], known * b[name].float(), reduction='none') * known).sum()
    out['upos'] = cross_entropy(tags['upos'], b['upos'])
    out['lemma'] = cross_entropy(net.lemma(flat[b['lemma at']]).float(), b['rule'])
    states, number = states[b['worded']], b['number'][b['worded']]
    # heads are words of the same sentence, or root
    same = (number[:, :, None] == number[:, None]) & (number[:, None] >= 0)
    scores = net.parser.arcs(states, net.drop).masked_fill(~F.pad(same, (0, 1), value=True), -1e4)
    k, i, to, relation = b['arc']
    out['arc'] = F.cross_entropy(scores[k, i], to, reduction='sum')
    root = to == scores.shape[1]
    out['relation'] = cross_entropy(net.parser.relations(states[k, i], states[k, to.masked_fill(root, 0)], root, net.drop), relation)


def mentions(net, b, states, out):
    """Spans against all others (Su et al. 2022), and antecedents (Lee et al. 2017) over a document's windows together."""
    scores = net.span(states)
    n, l, w, t = scores.shape
    at, length = torch.arange(l, device=states.device), b['length']
    inside = at[None, :, None] + torch.arange(w, device=states.device)[None, None] < length[:, None, None] - 1
    inside[:, 0] = False
    k, i, j, label = b['mention'].T
    gold = torch.zeros_like(scores, dtype=torch.bool)
    gold[k, i, j - i, label] = True
    wrong = scores.masked_fill(gold | ~inside[..., None], -1e4).flatten(1, 2)
    right = (-scores).masked_fill(~gold, -1e4).flatten(1, 2)
    zero = scores.new_zeros(n, 1, t)
    per_window = torch.logsumexp(torch.cat([zero, wrong], 1), 1) + torch.logsumexp(torch.cat([zero, right], 1), 1)
    out['mention'] = (per_window.sum(1) / t * length).sum() / 2
    if 'kind' not in b: return
    scores = net.coreference(states[k, i], states[k, j], b['kind'], b['features'], net.drop)
    before = torch.ones(len(k), len(k), device=states.device).tril(-1).bool()
    scores = scores.masked_fill(~F.pad(before, (0, 1), value=True), -1e4)
    wanted = torch.cat([b['same'], ~b['same'].any(1, keepdim=True)], 1)
    loss = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~wanted, -1e4), 1)
    out['coreference'] = loss.mean() * b['total']


def vectors(net, b, states):
    """1 − cosine of our vectors and the teacher's, summed. The mean of a unit's states is a difference of running sums."""
    k, i, j = b['unit'].T
    sums = F.pad(states.float().cumsum(1), (0, 0, 1, 0))
    mean = (sums[k, j + 1] - sums[k, i]) / (j - i + 1)[:, None]
    return (1 - F.cosine_similarity(net.vector(mean).float(), b['vector'].float())).sum()
