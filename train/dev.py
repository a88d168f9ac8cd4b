"""Decoding in Python and dev figures over pieces: quick to print after an epoch. The scorers of ../shared/score decide."""
import numpy as np
import torch

import examples
from network import ATTRIBUTION, ENTITIES, autocast


def device(net): return next(net.parameters()).device.type


def viterbi(scores, trans, start):
    """scores [L, N] → the best path."""
    best, back = start + scores[0], []
    for row in scores[1:]:
        moves = best[:, None] + trans
        back.append(moves.argmax(0))
        best = moves.max(0) + row
    path = [int(best.argmax())]
    for b in reversed(back): path.append(int(b[path[-1]]))
    return path[::-1]


def spans(path, labels):
    """{(type, first, last)} of a BIO path."""
    out, open_ = [], None
    for i, t in enumerate([*path, 0]):
        label = labels[t]
        if open_ and (label[0] != 'I'): out.append((open_[0], open_[1], i - 1)); open_ = None
        if label[0] == 'B': open_ = (label[2:], i)
    return out


def bio(labels):
    n = len(labels)
    trans = np.array([[-1e4 if b[0] == 'I' and a[2:] != b[2:] else 0 for b in labels] for a in labels])
    return trans, np.array([-1e4 if a[0] == 'I' else 0 for a in labels])


def run(net, e, vocabulary):
    """Each window of a document: (at, end, tags, link scores), without the marks at the ends."""
    rows = [(at, end) for at, end in examples.windows(e)]
    for at, end in rows:
        b = examples.batch([examples.alone_window(e, at, end, vocabulary)], device(net))
        with torch.no_grad(), autocast(device(net)):
            states = net.encode(b['ids'], b['feature'], b['length'])
            tags = {k: v[0, 1:-1].float().cpu().numpy() for k, v in net.tags(states).items()}
            yield at, end, tags, {name: net.links(states, name)[0].float().cpu().numpy() for name in ('source', 'cue')}


def attributions(tags, links, trans, start):
    """(source, cue, contents) triples of a window in piece numbers."""
    found = spans(viterbi(tags['attribution'], trans, start), ATTRIBUTION)
    cues = [s for s in found if s[0] == 'cue']
    sources = [s for s in found if s[0] == 'source']
    out = {c: [None, c, []] for c in cues}
    for c in cues:
        q = links['source'][c[1] + 1]
        options = [(q[s[1] + 1], s) for s in sources] + [(q[-1], None)]
        out[c][0] = max(options, key=lambda o: o[0])[1]
    for s in found:
        if s[0] == 'content' and cues:
            total = links['cue'][s[1] + 1:s[2] + 2].sum(0)
            out[max(cues, key=lambda c: total[c[1] + 1])][2].append(s)
    return found, [(a, b, tuple(c)) for a, b, c in out.values()]


def syntax(net, docs, vocabulary, gold, pred):
    """Heads and relations where words and sentences are given, lemma rules, and mentions."""
    def add(to, key, value): to.setdefault(key, set()).add(value)
    for n, e in enumerate(docs):
        for at, end in examples.windows(e):
            b = examples.batch([examples.example(e, at, end, vocabulary)], device(net))
            number = b['number'][0]
            with torch.no_grad(), autocast(device(net)):
                states = net.encode(b['ids'], b['feature'], b['length'])
                same = (number[:, None] == number[None]) & (number[None] >= 0)
                best = net.parser.arcs(states)[0].masked_fill(~torch.nn.functional.pad(same, (0, 1), value=True), -1e4).argmax(1)
                root = best == len(number)
                relation = net.parser.relations(states[0], states[0][best.masked_fill(root, 0)], root).argmax(1)
                lemma = net.lemma(states[0]).argmax(1)
                if e.mentions is not None: found = (net.span(states)[0].amax(2) > 0).nonzero().tolist()
            for i in (number >= 0).nonzero()[:, 0].tolist():
                if b['head'][0, i] >= 0:
                    add(gold, 'UAS', (n, at, i, int(b['head'][0, i]))); add(pred, 'UAS', (n, at, i, int(best[i])))
                    add(gold, 'LAS', (n, at, i, int(b['head'][0, i]), int(b['relation'][0, i]))); add(pred, 'LAS', (n, at, i, int(best[i]), int(relation[i])))
                add(gold, 'lemma', (n, at, i, int(b['lemma'][0, i]))); add(pred, 'lemma', (n, at, i, int(lemma[i])))
            if e.mentions is not None:
                for i, w in found:
                    if 0 < i and i + w < len(number) - 1: add(pred, 'mention', (n, at, i, i + w))
                for i, j, _, _ in b['rows'][0]['mentions']: add(gold, 'mention', (n, at, i, j))


def f1(gold, pred):
    hit = len(gold & pred)
    return round(200 * hit / max(1, len(gold) + len(pred)), 1)


def figures(net, sets, vocabulary, whole=True):
    """F1 of what is found, by name; not whole: attributions and names alone, in a tenth of the time."""
    net.eval()
    trans, start = (x.detach().cpu().numpy() for x in net.crf())
    polnear, ewt, gum = sets
    gold, pred = {}, {}
    def add(to, key, value): to.setdefault(key, set()).add(value)
    for n, e in enumerate(polnear):
        for at, end, tags, links in run(net, e, vocabulary):
            found, triples = attributions(tags, links, trans, start)
            for t, i, j in found: add(pred, t, (n, at + i, at + j))
            shift = lambda s: s and (at + s[1], at + s[2])
            for a, b, c in triples: add(pred, 'triple', (n, shift(a), shift(b), tuple(map(shift, c))))
        for role in ('source', 'cue', 'content'): gold.setdefault(role, set())
        for row in e.doc.attributions:
            parts = {role: [(i[0], i[-1]) for i in (examples.covered(e.pieces, *s) for s in examples.joined(e.doc.text, row.get(role) or [])) if i] for role in ('source', 'cue', 'content')}
            for role, values in parts.items():
                for s in values: add(gold, role, (n, *s))
            add(gold, 'triple', (n, parts['source'][0] if parts['source'] else None, parts['cue'][0] if parts['cue'] else None, tuple(parts['content'])))
    if whole: syntax(net, [*ewt, *gum], vocabulary, gold, pred)
    else: ewt = ()
    etrans, estart = bio(ENTITIES)
    for n, e in enumerate([*ewt, *gum]):
        for at, end, tags, _ in run(net, e, vocabulary):
            for k, name in enumerate(('sentence', 'token')):
                for i in range(at, end):
                    if tags['boundary'][i - at, k] > 0: add(pred, name, (n, i))
                    if e.boundary[i][k]: add(gold, name, (n, i))
            for i in range(at, end):
                if e.upos[i] >= 0: add(gold, 'upos', (n, i, e.upos[i])); add(pred, 'upos', (n, i, int(tags['upos'][i - at].argmax())))
            if e.entity is not None:
                for t, i, j in spans(viterbi(tags['entity'], etrans, estart), ENTITIES): add(pred, 'entity', (n, t, at + i, at + j))
        if e.entity is not None:
            for t, i, j in spans(e.entity, ENTITIES): add(gold, 'entity', (n, t, i, j))
    return {name: f1(gold[name], pred.get(name, set())) for name in gold}
