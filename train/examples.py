"""Documents to windows of pieces with targets, and windows to batches."""
from dataclasses import dataclass

import torch

import lemmas
import name_types
from network import ENTITIES, MENTION_WIDTH, MENTIONS, PAIR, RELATIONS, UPOS
from pieces import GAPS

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
    upos: list = None            # of the word that begins here, as the five that follow
    lemma: list = None           # rule
    head: list = None            # first piece of its head; -2: root
    relation: list = None
    sentence: list = None        # number of its sentence
    mentions: list = None        # [(first piece, last piece, type, chain or None)]
    units: list = None           # [(first piece, last piece, vector)] of sentences and contents, from a teacher


def covered(pieces, start, end):
    """Pieces within [start, end)."""
    import bisect
    i = bisect.bisect_left(pieces.start, start)
    out = []
    while i < len(pieces.start) and pieces.end[i] <= end: out.append(i); i += 1
    return out


def encode(doc, vocabulary, names=None, taught=None, typed=None):
    """names: names.Names, for partial labels; taught: {document: spans} of teach.py; typed: name_types.table(), for texts whose proper nouns are known."""
    pieces = vocabulary.cut(doc.text)
    n = len(pieces.ids)
    out = Encoded(doc, pieces)
    if doc.attributions is not None: attributions(out, n)
    if doc.tokens is not None: words(out, n)
    if doc.mentions is not None: out.mentions = mentions(doc, pieces)
    if doc.entities is not None:
        out.entity = [0] * n
        for start, end, label in doc.entities: paint(out.entity, covered(pieces, start, end), ENTITIES.index('B-' + label))
    elif typed and doc.words is not None: judged_names(out, n, typed)
    elif names: plain_names(out, n, names, (taught or {}).get(doc.name))
    return out


def judged_names(out, n, typed):
    """Names of a treebank's proper nouns; all else is none. A run that was not judged is some name or other."""
    out.entity, out.named = [0] * n, [IGNORE] * n
    for start, end, label in name_types.names(out.doc, typed):
        inside = covered(out.pieces, start, end)
        if label in (None, '?'):
            for i in inside: out.entity[i], out.named[i] = IGNORE, 1
        else: paint(out.entity, inside, ENTITIES.index('B-' + label))


def plain_names(out, n, names, taught):
    """Partial labels where no one annotated names: what another model found, what names.py is sure of."""
    doc, pieces = out.doc, out.pieces
    out.entity = [IGNORE if case or taught is None else 0 for case in pieces.case]     # without a capital and not found: no name
    def settle(start, end, label):
        inside = covered(pieces, start, end)
        if label: paint(out.entity, inside, ENTITIES.index('B-' + label))
        else:
            for i in inside: out.entity[i] = IGNORE
    for start, end, label in taught or (): settle(start, end, label)
    for start, end in names.plainly_not(doc.text):
        for i in covered(pieces, start, end): out.entity[i] = 0
    for span in names.spans(doc.text): settle(*span)


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


def anchors(words, pieces):
    """The first piece that begins in each word and in none before it; None where there is no such piece ("not" of "cannot")."""
    out, i = [], 0
    for w in words:
        while i < len(pieces.start) and pieces.start[i] < w.start: i += 1
        own = i < len(pieces.start) and pieces.start[i] < w.end
        out.append(i if own else None)
        i += own
    return out


RULES = {rule: n for n, rule in enumerate(lemmas.labels())}


def words(out, n):
    doc, pieces = out.doc, out.pieces
    starts, firsts = {s for s, _, _ in doc.tokens}, set(doc.sentences)
    out.boundary = [(int(s in firsts), int(s in starts)) for s in pieces.start]
    out.upos, out.lemma, out.head, out.relation, out.sentence = ([IGNORE] * n for _ in range(5))
    at = anchors(doc.words, pieces)
    for w, i in zip(doc.words, at):
        if i is None: continue
        out.upos[i] = UPOS.index(w.upos) if w.upos in UPOS else IGNORE
        out.lemma[i] = RULES.get(lemmas.rule(w.form, w.lemma), IGNORE)
        out.sentence[i] = w.sentence
        head = -2 if w.head < 0 else at[w.head]
        if head is not None: out.head[i], out.relation[i] = head, RELATIONS.index(w.relation)


def mentions(doc, pieces):
    out, seen = [], set()
    for m in doc.mentions:
        inside = covered(pieces, m.start, m.end)
        if inside and (inside[0], inside[-1]) not in seen and len(inside) <= MENTION_WIDTH:
            seen.add((inside[0], inside[-1]))
            out.append((inside[0], inside[-1], MENTIONS.index(m.label), m.chain))
    return sorted(out, key=lambda m: m[:2])


FINAL, CLOSING = '.!?…', '"”’\')]'


def new_sentence(encoded, i):
    """Whether piece i, which follows a space, looks like a sentence's first: a mark that ends sentences before it, no small letter at its beginning."""
    text, p = encoded.doc.text, encoded.pieces
    last = text[p.end[i - 1] - 1]
    if last in CLOSING and i > 1: last = text[p.end[i - 2] - 1]
    return last in FINAL and p.case[i] != 0


def windows(encoded, limit=WINDOW, first=None):
    """Cuts at paragraph breaks, else line breaks, else where a sentence seems to begin, else words: [(from, to)] with at most limit - 2 pieces."""
    gap, n, at, out = encoded.pieces.gap, len(encoded.pieces.ids), 0, []
    room = (first or limit) - 2
    fits = (lambda i: gap[i] == 3), (lambda i: gap[i] >= 2), (lambda i: gap[i] and new_sentence(encoded, i)), (lambda i: gap[i])
    while at < n:
        end = min(n, at + room)
        if end < n:
            for level, fit in enumerate(fits):
                cut = next((i for i in range(end, at, -1) if fit(i)), None)
                if cut and (level == 3 or cut > at + room // 4): end = cut; break
        out.append((at, end))
        at, room = end, limit - 2
    return out


MASK_RATE = 0.08


def alone(pieces, vocabulary):
    """A text's pieces as a window of its own, with the marks at both ends and no targets."""
    return {'ids': [vocabulary.cls, *pieces.ids, vocabulary.sep][:WINDOW],
            'feature': [3 * GAPS, *(c * GAPS + g for c, g in zip(pieces.case, pieces.gap)), 3 * GAPS][:WINDOW]}


def example(e, at, end, vocabulary, rng=None):
    """One window as lists, with the marks at both ends. rng: augment."""
    p, n = e.pieces, end - at
    ids, gap = p.ids[at:end], p.gap[at:end]
    row = {}
    if rng:
        draw = rng.random()
        if draw < 0.15: gap = [min(g, 2) for g in gap]
        elif draw < 0.2: gap = [2 if g == 1 and rng.random() < 0.08 else g for g in gap]
        if rng.random() < 0.25: ids = [vocabulary.straight.get(i, i) for i in ids]
        hidden = [rng.random() < MASK_RATE for _ in ids]
        row['masked'] = [IGNORE, *(i if h else IGNORE for i, h in zip(ids, hidden)), IGNORE]
        ids = [vocabulary.mask if h else i for i, h in zip(ids, hidden)]
    feature = [c * GAPS + g for c, g in zip(p.case[at:end], gap)]
    def inside(target): return [t - at + 1 if at <= t < end else (n + 2 if t == -2 else IGNORE) for t in target[at:end]]
    row |= {'ids': [vocabulary.cls, *ids, vocabulary.sep], 'feature': [3 * GAPS, *feature, 3 * GAPS]}
    def add(name, values): row[name] = [IGNORE, *values, IGNORE]
    def begun(labels): return [label - 1 if k == 0 and label > 0 and label % 2 == 0 else label for k, label in enumerate(labels)]     # what a window cuts in two begins anew
    if e.attribution is not None:
        row['attribution'] = [0, *begun(e.attribution[at:end]), 0]
        for name in ('source', 'cue'): add(name, inside(getattr(e, name)))
    if e.boundary is not None:
        add('sentence', (s for s, _ in e.boundary[at:end]))
        add('token', (t for _, t in e.boundary[at:end]))
        for name in ('upos', 'lemma', 'relation'): add(name, getattr(e, name)[at:end])
        add('number', e.sentence[at:end])
        add('head', inside(e.head))
    if e.entity is not None: add('entity', begun(e.entity[at:end]))
    if e.named is not None: add('named', e.named[at:end])
    if e.mentions is not None:
        row['mentions'] = [(i - at + 1, j - at + 1, label, chain) for i, j, label, chain in e.mentions if at <= i and j < end]
        row['pieces'] = p.ids[at:end], p.case[at:end]
    if e.units is not None: row['units'] = [(i - at + 1, j - at + 1, v) for i, j, v in e.units if at <= i and j < end]
    return row


TARGETS = 'attribution', 'source', 'cue', 'sentence', 'token', 'upos', 'lemma', 'relation', 'number', 'head', 'entity', 'named', 'masked'
LINKED = 'source', 'cue', 'head'     # their target is a piece; the column of none is the last


def batch(rows):
    """Tensors [B, L] of pieces and targets; the rows themselves for what has no such shape."""
    longest = max(len(r['ids']) for r in rows)
    length = torch.tensor([len(r['ids']) for r in rows])
    out = {'length': length, 'ids': torch.zeros(len(rows), longest, dtype=torch.long), 'feature': torch.zeros(len(rows), longest, dtype=torch.long)}
    for name in TARGETS: out[name] = torch.full((len(rows), longest), IGNORE)
    for k, r in enumerate(rows):
        for name in ('ids', 'feature', *TARGETS):
            if name in r: out[name][k, :len(r[name])] = torch.tensor(r[name])
        for name in LINKED:
            if name in r: out[name][k][out[name][k] == len(r['ids'])] = longest
    return out | {'rows': rows}


PRONOUNS = '''i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself
they them their theirs themselves this that these those who whom whose which'''.split()


class Words:
    """What coreference compares of mentions: pieces, by number."""
    def __init__(self, vocabulary):
        number = vocabulary.index
        self.before = {number[w] for w in 'the a an this that these those his her its their our my your'.split() if w in number}
        self.behind = {number[w] for w in ("'", '’', 's') if w in number}
        self.pronouns = {number[w] for w in PRONOUNS if w in number}

    def cut(self, ids, i, j):
        """Without determiners before and a possessive ending behind: (first, last)."""
        while i < j and ids[i] in self.before: i += 1
        while j > i and ids[j] in self.behind: j -= 1
        return i, j

    def kind(self, ids, case, i, j):
        """0 pronoun, 1 name, 2 nominal."""
        if i == j and ids[i] in self.pronouns: return 0
        return 1 if case[self.cut(ids, i, j)[1]] in (1, 2) else 2


def distance(n):
    """Bucket of a distance in mentions, 1 …: 1, 2, 3–4, 5–8, … 65 and more."""
    return min(7, (n - 1).bit_length())


def pair_features(words, spans):
    """spans: [(ids, case, first, last)] of mentions in order → kind [N], features [N, N, PAIR] of each mention and those before it."""
    cuts = [ids[a:b + 1] for ids, a, b in ((ids, *words.cut(ids, i, j)) for ids, case, i, j in spans)]
    kind = torch.tensor([words.kind(*s) for s in spans])
    sets = [set(c) for c in cuts]
    rows = []
    for n in range(len(spans)):
        for m in range(n):
            rows.append((n, m, 3 + distance(n - m)))
            if cuts[n] == cuts[m]: rows.append((n, m, 0))
            if cuts[n][-1] == cuts[m][-1]: rows.append((n, m, 1))
            if sets[n] <= sets[m] or sets[m] <= sets[n]: rows.append((n, m, 2))
    out = torch.zeros(len(spans), len(spans), PAIR)
    if rows: out[tuple(torch.tensor(rows).T)] = 1
    return kind, out


def batches(corpus, vocabulary, budget, rng):
    """An epoch: windows cut anew, sorted roughly by length, in batches of at most budget pieces. Documents with mentions are batches of their own,
    of windows in order, so that coreference reaches over the windows."""
    for group in planned(corpus, budget, rng): yield batch([example(*cut, vocabulary, rng) for cut in group])


def planned(corpus, budget, rng):
    """The epoch's batches as lists of (document, from, to)."""
    groups = [group for e in corpus if e.mentions is not None for group in whole_document(e, budget, rng)]
    cuts = [(e, at, end) for e in corpus if e.mentions is None for at, end in windows(e, first=rng.randint(96, WINDOW))]
    rng.shuffle(cuts)
    for i in range(0, len(cuts), 400):
        part, group = sorted(cuts[i:i + 400], key=lambda c: c[2] - c[1]), []
        for cut in part:
            if group and (cut[2] - cut[1] + 2) * (len(group) + 1) > budget:
                groups.append(group); group = []
            group.append(cut)
        if group: groups.append(group)
    rng.shuffle(groups)
    return groups


def whole_document(e, budget, rng):
    group, longest = [], 0
    for at, end in windows(e, first=rng.randint(96, WINDOW)):
        longest = max(longest, end - at + 2)
        if group and longest * (len(group) + 1) > budget:
            yield group
            group, longest = [], end - at + 2
        group.append((e, at, end))
    yield group
