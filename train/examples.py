"""Documents to windows of pieces with targets, and windows to batches."""
from dataclasses import dataclass

import numpy as np
import torch

import lemmas
import name_types
from network import ATTRIBUTION, ENTITIES, LINKS, MENTION_WIDTH, MENTIONS, PAIR, RELATIONS, UPOS
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
    soft: object = None          # Soft: what teachers that did not see the text think of it


@dataclass
class Soft:
    """How likely a teacher holds the tags of each piece, as arrays a piece."""
    pairs: object                # [n, tags, tags]: the tag of the piece before and its own
    names: object                # [n, entities]


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
TRUST = 0.5       # in what people annotated, where a teacher has its say beside them


def alone(pieces, vocabulary):
    """A text's pieces as a window of its own, with the marks at both ends and no targets."""
    return {'ids': [vocabulary.cls, *pieces.ids, vocabulary.sep][:WINDOW],
            'feature': [3 * GAPS, *(c * GAPS + g for c, g in zip(pieces.case, pieces.gap)), 3 * GAPS][:WINDOW]}


def alone_window(e, at, end, vocabulary):
    """The same of a document's window."""
    p = e.pieces
    return {'ids': [vocabulary.cls, *p.ids[at:end], vocabulary.sep], 'feature': [3 * GAPS, *(c * GAPS + g for c, g in zip(p.case[at:end], p.gap[at:end])), 3 * GAPS]}


def begun(labels):
    """What a window cuts in two begins anew."""
    return [label - 1 if k == 0 and label > 0 and label % 2 == 0 else label for k, label in enumerate(labels)]


def begun_mass(likely, axis):
    """The same for how likely labels are: of their inner ones nothing is left."""
    out = np.moveaxis(likely.astype(np.float32), axis, -1).copy()
    out[..., 1::2] += out[..., 2::2]
    out[..., 2::2] = 0
    return np.moveaxis(out, -1, axis)


def expected_tags(e, at, end, trust):
    """Attribution of a window with its two marks: tags [n + 2, tags], and how often each follows each."""
    n, size = end - at, len(ATTRIBUTION)
    tags, moves = np.zeros((n + 2, size), np.float32), np.zeros((size, size), np.float32)
    tags[[0, -1], 0] = 1
    if e.attribution is not None:
        share, path = trust if e.soft else 1, np.array([0, *begun(e.attribution[at:end]), 0])
        tags[np.arange(1, n + 1), path[1:-1]] += share
        np.add.at(moves, (path[:-1], path[1:]), share)
    if e.soft:
        share = 1 - trust if e.attribution is not None else 1
        both = e.soft.pairs[at:end].astype(np.float32)
        likely, pairs = both.sum(1), both[1:].sum(0)
        likely[0] = begun_mass(likely[0], 0)
        if n > 1: pairs += begun_mass(both[1], 0) - both[1]
        pairs[0] += likely[0]
        pairs[:, 0] += likely[-1]
        tags[1:-1] += share * likely
        moves += share * pairs
    return tags, moves


def expected_names(e, at, end, trust):
    out = np.zeros((end - at + 2, len(ENTITIES)), np.float32)
    if e.entity is not None:
        for k, label in enumerate(begun(e.entity[at:end])):
            if label != IGNORE: out[k + 1, label] = trust if e.soft else 1
    if e.soft:
        likely = e.soft.names[at:end].astype(np.float32)
        likely[0] = begun_mass(likely[0], 0)
        out[1:-1] += (1 - trust if e.entity is not None else 1) * likely
    return out


def linked(target, at, end):
    """[2, m]: piece, piece linked to (−1: none), as the window numbers them."""
    found = [(i + 1, -1 if t == -2 else t - at + 1) for i, t in enumerate(target[at:end]) if t == -2 or at <= t < end] if target else []
    return np.array(found, np.int64).reshape(-1, 2).T


def example(e, at, end, vocabulary, rng=None, trust=TRUST):
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
    row |= {'ids': [vocabulary.cls, *ids, vocabulary.sep], 'feature': [3 * GAPS, *feature, 3 * GAPS]}
    def add(name, values): row[name] = [IGNORE, *values, IGNORE]
    if e.attribution is not None or e.soft:
        row['tags'], row['moves'] = expected_tags(e, at, end, trust)
        for name in LINKS: row['link ' + name] = linked(getattr(e, name), at, end)
    if e.boundary is not None:
        add('sentence', (s for s, _ in e.boundary[at:end]))
        add('token', (t for _, t in e.boundary[at:end]))
        for name in ('upos', 'lemma', 'relation'): add(name, getattr(e, name)[at:end])
        add('number', e.sentence[at:end])
        add('head', (t - at + 1 if at <= t < end else (n + 2 if t == -2 else IGNORE) for t in e.head[at:end]))
    if e.entity is not None or e.soft: row['names'] = expected_names(e, at, end, trust)
    if e.named is not None: add('named', e.named[at:end])
    if e.mentions is not None:
        row['mentions'] = [(i - at + 1, j - at + 1, label, chain) for i, j, label, chain in e.mentions if at <= i and j < end]
        row['pieces'] = p.ids[at:end], p.case[at:end]
    if e.units is not None: row['units'] = [(i - at + 1, j - at + 1, v) for i, j, v in e.units if at <= i and j < end]
    return row


TARGETS = 'sentence', 'token', 'upos', 'lemma', 'relation', 'number', 'head', 'named', 'masked'


def arrays(rows, words=None, multiple=1):
    """A batch as arrays: [B, L] of pieces and targets, and places of what has no such shape. words: Words, for coreference. Lengths are filled up to a multiple."""
    longest = -(-max(len(r['ids']) for r in rows) // multiple) * multiple
    shape, length = (len(rows), longest), np.array([len(r['ids']) for r in rows])
    out = {'length': length, 'total': int(length.sum()), 'ids': np.zeros(shape, np.int64), 'feature': np.zeros(shape, np.int64)}
    for name in TARGETS:
        if any(name in r for r in rows): out[name] = np.full(shape, IGNORE)
    for k, r in enumerate(rows):
        for name in ('ids', 'feature', *TARGETS):
            if name in r: out[name][k, :len(r[name])] = r[name]
        if 'head' in r: out['head'][k][out['head'][k] == len(r['ids'])] = longest     # the column of none is the last
    attributed = [k for k, r in enumerate(rows) if 'tags' in r]
    if attributed: attributed_arrays(rows, attributed, longest, out)
    if any('names' in r for r in rows):
        out['names'] = np.zeros((*shape, len(ENTITIES)), np.float32)
        for k, r in enumerate(rows):
            if 'names' in r: out['names'][k, :len(r['names'])] = r['names']
    if 'head' in out: syntax_arrays(out)
    if 'named' in out: out['some name'] = np.flatnonzero(out.pop('named') == 1)
    if 'masked' in out:
        out['hidden'] = np.flatnonzero(out['masked'] != IGNORE)
        out['masked'] = out['masked'].ravel()[out['hidden']]
    if words and any('mentions' in r for r in rows): mention_arrays(rows, words, out)
    units = [(k, *u) for k, r in enumerate(rows) for u in r.get('units', ())]
    if units: out['unit'], out['vector'] = np.array([u[:3] for u in units]), np.stack([u[3] for u in units])
    return out


def attributed_arrays(rows, which, longest, out):
    out['attributed'], size = np.array(which), len(ATTRIBUTION)
    out['tags'], out['moves'] = np.zeros((len(which), longest, size), np.float32), np.stack([rows[k]['moves'] for k in which])
    for n, k in enumerate(which): out['tags'][n, :len(rows[k]['tags'])] = rows[k]['tags']
    for name in LINKS:
        out['link ' + name] = np.concatenate([np.stack([np.full(len(i), n), i, np.where(j < 0, longest, j)]) for n, k in enumerate(which) for i, j in [rows[k]['link ' + name]]], 1)


def syntax_arrays(out):
    """Rows with words, flat places of words with a lemma, and arcs: row among those with words, dependent, head, relation."""
    out['worded'] = np.flatnonzero((out['token'] != IGNORE).any(1))
    out['lemma at'] = np.flatnonzero(out['lemma'] != IGNORE)
    out['rule'] = out['lemma'].ravel()[out['lemma at']]
    k, i = (out['head'][out['worded']] != IGNORE).nonzero()
    at = out['worded'][k], i
    out['arc'] = np.stack([k, i, out['head'][at], out['relation'][at]])


def mention_arrays(rows, words, out):
    every = [(k, *m) for k, r in enumerate(rows) for m in r['mentions']]
    out['mention'] = np.array([m[:4] for m in every]).reshape(-1, 4)
    if len(every) < 2: return
    kind, features = pair_features(words, [(*rows[k]['pieces'], i - 1, j - 1) for k, i, j, _, _ in every])
    number = {}
    chain = np.array([-1 if m[4] is None else number.setdefault(m[4], len(number)) for m in every])
    out['kind'], out['features'] = kind, features
    out['same'] = np.tril((chain[:, None] == chain[None]) & (chain >= 0)[:, None], -1)


def tensors(b, device='cpu'):
    return {name: torch.from_numpy(value).to(device, non_blocking=True) if isinstance(value, np.ndarray) else value for name, value in b.items()}


def batch(rows, device='cpu'):
    """Rows as tensors, and the rows themselves."""
    return tensors(arrays(rows), device) | {'rows': rows}


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
    cuts = [tuple(ids[a:b + 1]) for ids, a, b in ((ids, *words.cut(ids, i, j)) for ids, case, i, j in spans)]
    kind, count = np.array([words.kind(*s) for s in spans]), len(spans)
    forms, pieces = {}, {}
    form = np.array([forms.setdefault(c, len(forms)) for c in cuts])
    last = np.array([c[-1] for c in cuts])
    has = np.zeros((len(forms), sum(map(len, forms)) + 1), np.float32)     # pieces of each form
    for c, n in forms.items():
        for i in c: has[n, pieces.setdefault(i, len(pieces))] = 1
    size = has.sum(1)
    within = has @ has.T == np.minimum(size[:, None], size[None])
    out = np.zeros((count, count, PAIR), np.uint8)
    n, m = np.tril_indices(count, -1)
    out[n, m, 0], out[n, m, 1], out[n, m, 2] = form[n] == form[m], last[n] == last[m], within[form[n], form[m]]
    out[n, m, 3 + np.array([distance(d) for d in range(1, count + 1)])[n - m - 1]] = 1
    return kind, out


def batches(corpus, vocabulary, budget, rng, words=None, trust=TRUST):
    """An epoch, as arrays: windows cut anew, sorted roughly by length, in batches of at most budget pieces. Documents with mentions are batches of their own,
    of windows in order, so that coreference reaches over the windows."""
    for group in planned(corpus, budget, rng): yield arrays([example(*cut, vocabulary, rng, trust) for cut in group], words, 8)


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
