"""Documents to windows of pieces with targets, and windows to batches."""
import random
from dataclasses import dataclass

import torch

from network import ATTRIBUTION, ENTITIES, UPOS
from pieces import CASES, GAPS

WINDOW = 384      # pieces, with the two marks at the ends
IGNORE = -1


@dataclass
class Encoded:
    """A document as pieces, with targets a piece (IGNORE where a corpus says nothing)."""
    doc: object
    pieces: object
    attribution: list = None
    source: list = None          # piece of a cue → first piece of its source; -2: none
    cue: list = None             # piece of content → first piece of its cue
    boundary: list = None        # (sentence, token) starts
    entity: list = None
    named: list = None           # 1: some name or other, whatever its type
    upos: list = None


def covered(pieces, start, end):
    """Pieces within [start, end)."""
    import bisect
    i = bisect.bisect_left(pieces.start, start)
    out = []
    while i < len(pieces.start) and pieces.end[i] <= end: out.append(i); i += 1
    return out


def encode(doc, vocabulary, names=None):
    pieces = vocabulary.cut(doc.text)
    n = len(pieces.ids)
    out = Encoded(doc, pieces)
    if doc.attributions is not None: attributions(out, n)
    if doc.tokens is not None: words(out, n)
    if doc.entities is not None:
        out.entity = [0] * n
        for start, end, label in doc.entities: paint(out.entity, covered(pieces, start, end), ENTITIES.index('B-' + label))
    elif names: plain_names(out, n, names)
    return out


NO_NAMES = {'VERB', 'AUX', 'PRON', 'ADV', 'INTJ', 'SCONJ'}
DAYS = set('january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split())


def plain_names(out, n, names):
    """Partial labels where no one annotated names: what names.py is sure of, and what a treebank calls a proper noun."""
    doc, pieces = out.doc, out.pieces
    out.entity = [IGNORE] * n
    if doc.tokens is not None:
        out.named = [IGNORE] * n
        for start, end, upos in doc.tokens:
            for i in covered(pieces, start, end):
                if upos in NO_NAMES or upos == 'PROPN' and doc.text[start:end].lower().strip('.') in DAYS: out.entity[i] = 0
                elif upos == 'PROPN': out.named[i] = 1
    for start, end in names.plainly_not(doc.text):
        for i in covered(pieces, start, end):
            if not (out.named and out.named[i] == 1): out.entity[i] = 0
    for start, end, label in names.spans(doc.text):
        inside = covered(pieces, start, end)
        if out.named and not all(out.named[i] == 1 for i in inside): continue
        paint(out.entity, inside, ENTITIES.index('B-' + label))
        if out.named:
            for i in inside: out.named[i] = IGNORE


def paint(labels, inside, first):
    for k, i in enumerate(inside): labels[i] = first + (k > 0)


def joined(text, spans):
    """Spans trimmed; those with only white space between them become one."""
    out = []
    for start, end in sorted(map(tuple, spans)):
        while start < end and text[start].isspace(): start += 1
        while end > start and text[end - 1].isspace(): end -= 1
        if start == end: continue
        if out and not text[out[-1][1]:start].strip(): out[-1] = out[-1][0], max(end, out[-1][1])
        else: out.append((start, end))
    return out


def attributions(out, n):
    text, pieces = out.doc.text, out.pieces
    out.attribution, out.source, out.cue = [0] * n, [IGNORE] * n, [IGNORE] * n
    rows = []
    for row in out.doc.attributions:
        rows.append({role: [covered(pieces, *s) for s in joined(text, row.get(role) or [])] for role in ('source', 'cue', 'content')})
    for role, first in (('content', 5), ('source', 1), ('cue', 3)):
        for row in rows:
            for inside in row[role]: paint(out.attribution, inside, first)
    for row in rows:
        cue = row['cue'][0] if row['cue'] and row['cue'][0] else None
        if not cue: continue
        sources = [s for s in row['source'] if s]
        for i in cue: out.source[i] = sources[0][0] if sources else -2
        for inside in row['content']:
            for i in inside: out.cue[i] = cue[0]


def words(out, n):
    doc, pieces = out.doc, out.pieces
    starts, heads = {s: u for s, _, u in doc.tokens}, set(doc.sentences)
    out.boundary = [(int(s in heads), int(s in starts)) for s in pieces.start]
    out.upos = [UPOS.index(starts[s]) if s in starts and starts[s] in UPOS else IGNORE for s in pieces.start]


def windows(encoded, limit=WINDOW, first=None):
    """Cuts at paragraph breaks, else line breaks, else words: [(from, to)] with at most limit - 2 pieces."""
    gap, n, at, out = encoded.pieces.gap, len(encoded.pieces.ids), 0, []
    room = (first or limit) - 2
    while at < n:
        end = min(n, at + room)
        if end < n:
            for least in (3, 2, 1):
                cut = next((i for i in range(end, at, -1) if gap[i] >= least), None)
                if cut and (least == 1 or cut > at + room // 4): end = cut; break
        out.append((at, end))
        at, room = end, limit - 2
    return out


def example(e, at, end, vocabulary, rng=None):
    """One window as lists, with the marks at both ends. rng: augment."""
    p, n = e.pieces, end - at
    ids, gap = p.ids[at:end], p.gap[at:end]
    if rng:
        draw = rng.random()
        if draw < 0.15: gap = [min(g, 2) for g in gap]
        elif draw < 0.2: gap = [2 if g == 1 and rng.random() < 0.08 else g for g in gap]
        if rng.random() < 0.25: ids = [vocabulary.straight.get(i, i) for i in ids]
        ids = [vocabulary.mask if rng.random() < 0.04 else i for i in ids]
    feature = [c * GAPS + g for c, g in zip(p.case[at:end], gap)]
    def inside(target): return [t - at + 1 if at <= t < end else (n + 2 if t == -2 else IGNORE) for t in target[at:end]]
    row = {'ids': [vocabulary.cls, *ids, vocabulary.sep], 'feature': [3 * GAPS, *feature, 3 * GAPS]}
    if e.attribution is not None:
        row |= {'attribution': [0, *e.attribution[at:end], 0], 'source': [IGNORE, *inside(e.source), IGNORE], 'cue': [IGNORE, *inside(e.cue), IGNORE]}
    if e.boundary is not None:
        row['sentence'] = [IGNORE, *(s for s, _ in e.boundary[at:end]), IGNORE]
        row['token'] = [IGNORE, *(t for _, t in e.boundary[at:end]), IGNORE]
        row['upos'] = [IGNORE, *e.upos[at:end], IGNORE]
    if e.entity is not None: row['entity'] = [IGNORE, *e.entity[at:end], IGNORE]
    if e.named is not None: row['named'] = [IGNORE, *e.named[at:end], IGNORE]
    return row


TARGETS = 'attribution', 'source', 'cue', 'sentence', 'token', 'upos', 'entity', 'named'


def batch(rows):
    longest = max(len(r['ids']) for r in rows)
    length = torch.tensor([len(r['ids']) for r in rows])
    out = {'length': length, 'ids': torch.zeros(len(rows), longest, dtype=torch.long), 'feature': torch.zeros(len(rows), longest, dtype=torch.long)}
    for name in TARGETS: out[name] = torch.full((len(rows), longest), IGNORE)
    for k, r in enumerate(rows):
        for name, values in r.items():
            out[name][k, :len(values)] = torch.tensor(values)
        for name in ('source', 'cue'):     # the column of no link is the last
            if name in r: out[name][k][out[name][k] == len(r['ids'])] = longest
    return out


def batches(corpus, vocabulary, budget, rng):
    """An epoch: windows cut anew, sorted roughly by length, in batches of at most budget pieces."""
    cuts = [(e, at, end) for e in corpus for at, end in windows(e, first=rng.randint(96, WINDOW))]
    rng.shuffle(cuts)
    groups = []
    for i in range(0, len(cuts), 400):
        part, group = sorted(cuts[i:i + 400], key=lambda c: c[2] - c[1]), []
        for cut in part:
            if group and (cut[2] - cut[1] + 2) * (len(group) + 1) > budget:
                groups.append(group); group = []
            group.append(cut)
        if group: groups.append(group)
    rng.shuffle(groups)
    for group in groups: yield batch([example(*cut, vocabulary, rng) for cut in group])
