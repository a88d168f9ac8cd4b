"""The corpora of ../shared/data as documents: text, and spans with labels.

Nothing of them is kept in the project. Offsets are code points, end exclusive.
"""
import gzip, json
from dataclasses import dataclass

ROLES = 'source', 'cue', 'content'
ENTITY = {'person': 'PER', 'organization': 'ORG', 'place': 'LOC', 'event': 'EVENT', 'object': 'OTHER', 'abstract': 'OTHER',
          'animal': 'OTHER', 'plant': 'OTHER', 'substance': 'OTHER'}   # GUM's types; time is the business of a finder
TITLES = set('''mr mrs ms dr sir dame lord lady madam president vice secretary senator sen rep representative justice chief judge minister prime chancellor
king queen prince princess pope professor prof general gen colonel captain sergeant officer governor mayor speaker chairman aunt uncle emperor'''.split())
NAME_LINKS = {'flat', 'compound', 'nummod', 'goeswith'}


@dataclass
class Document:
    name: str
    text: str
    attributions: list = None        # [{role: [[start, end]]}], or None: not annotated
    tokens: list = None              # [(start, end, upos)], surface words
    sentences: list = None           # starts
    entities: list = None            # [(start, end, label)]
    words: list = None               # [Word], syntactic words
    mentions: list = None            # [Mention], in order


@dataclass
class Word:
    """A syntactic word of Universal Dependencies; those of a multiword token lie side by side within it."""
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    head: int            # index of a word of the document, -1: root
    relation: str
    sentence: int


@dataclass
class Mention:
    """A mention of something, named or not; mentions nest but do not cross."""
    start: int
    end: int
    label: str           # of MENTION_TYPES
    chain: str = None    # None: mentioned once


MENTION_TYPES = {'person': 'PER', 'organization': 'ORG', 'place': 'LOC', 'event': 'EVENT', 'time': 'TIME', 'object': 'OTHER', 'abstract': 'OTHER',
                 'animal': 'OTHER', 'plant': 'OTHER', 'substance': 'OTHER'}


def lines(path):
    opener = gzip.open if str(path).endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8', newline='\n') as file: yield from file


def attribution(path):
    for line in lines(path):
        row = json.loads(line)
        yield Document(row['doc'], row['text'], attributions=row['attributions'])


def reports(data):
    """News without labels: Wikinews but for the reports that were annotated by hand to measure with, TimeBank and AQUAINT."""
    measured = {json.loads(line).get('title') for line in lines(data.parent / 'gold/reports.jsonl')}
    for line in lines(data / 'reports/wikinews.jsonl'):
        row = json.loads(line)
        if row['title'] not in measured: yield Document('wikinews ' + str(row['id']), row['text'])
    for line in lines(data / 'times/timebank.jsonl'):
        row = json.loads(line)
        yield Document('timebank ' + row['doc'], row['text'])


def keys(misc):
    return dict(part.partition('=')[::2] for part in misc.split('|')) if misc != '_' else {}


class Builder:
    """Puts a document together from CoNLL-U sentences."""
    def __init__(self, name, with_entities, plain_groups=False):
        self.plain_groups = plain_groups     # OntoGUM: brackets hold the chain alone
        self.doc = Document(name, '', tokens=[], sentences=[], words=[], entities=[] if with_entities else None, mentions=[] if with_entities else None)
        self.gap = ''

    def sentence(self, rows, new_paragraph):
        doc = self.doc
        if new_paragraph and doc.text: self.gap = '\n\n'
        place, skip, inner = {}, 0, set()     # inner: words of a multiword token, whose forms make it up
        first = True
        for row in rows:
            if '.' in row[0]: continue
            if '-' in row[0]:
                low, high = map(int, row[0].split('-'))
                surface, skip = row[1], high
                inner = set()
            elif int(row[0]) <= skip:
                at = place[int(row[0]) - 1][1] if int(row[0]) - 1 in inner else doc.tokens[-1][0]
                place[int(row[0])] = at, at + len(row[1])
                inner.add(int(row[0]))
                continue
            else: low, surface = int(row[0]), row[1]
            doc.text += self.gap
            start = len(doc.text)
            doc.text += surface
            if first: doc.sentences.append(start)
            first = False
            upos = next(r[3] for r in rows if r[0] == str(low))
            doc.tokens.append((start, len(doc.text), upos))
            if '-' not in row[0]: place[low] = start, start + len(row[1])
            self.gap = '' if keys(row[9]).get('SpaceAfter') == 'No' else ' '
        words = {int(r[0]): r for r in rows if r[0].isdigit()}
        base = len(doc.words) - 1
        for i, r in words.items():
            doc.words.append(Word(*place[i], r[1], r[2], r[3], base + int(r[6]) if int(r[6]) else -1, r[7], len(doc.sentences) - 1))
        if doc.entities is not None:
            doc.entities += names(words, place, doc.text)
            doc.mentions += [Mention(place[a][0], place[b][1], None if self.plain_groups else MENTION_TYPES.get(parts[1], 'OTHER'), parts[0] if self.plain_groups else None)
                             for a, b, parts in mentions(words) if self.plain_groups or len(parts) > 1]


def mentions(words):
    """GUM's Entity brackets: (first, last, type, linked to Wikipedia)."""
    opened, out = [], []
    for i, row in words.items():
        value = keys(row[9]).get('Entity', '')
        n = 0
        while n < len(value):
            if value[n] == '(':
                end = n + 1
                while end < len(value) and value[end] not in '()': end += 1
                opened.append((i, value[n + 1:end].split('-')))
                if end < len(value) and value[end] == ')':
                    first, parts = opened.pop()
                    out.append((first, i, parts))
                    end += 1
                n = end
            else:
                end = n
                while end < len(value) and value[end] not in '()': end += 1
                group = value[n:end]
                if end < len(value) and value[end] == ')':
                    for k in range(len(opened) - 1, -1, -1):
                        if opened[k][1][0] == group:
                            first, parts = opened.pop(k)
                            out.append((first, i, parts))
                            break
                    end += 1
                n = max(end, n + 1)
    return out


def names(words, place, text):
    """Bare names of GUM's named mentions, outermost only: the head's own name, without titles and determiners; of the narrowest mention where several come to the same name."""
    found = []
    for first, last, parts in mentions(words):
        label = ENTITY.get(parts[1]) if len(parts) > 1 else None
        if not label: continue
        inside = range(first, last + 1)
        heads = [i for i in inside if i in words and int(words[i][6]) not in inside]
        if len(heads) != 1 or words[heads[0]][3] != 'PROPN': continue
        left, right = bare(words, heads[0], first, last)
        start, end = place[left][0], place[right][1]
        for tail in ("'s", '’s', "'", '’'):
            if text[start:end].endswith(tail) and end - start > len(tail): end -= len(tail)
        if end > start and text[start:end].lower().strip('. ') not in TITLES: found.append((start, -end, last - first, label))
    out = []
    for start, end, _, label in sorted(found):
        if not out or start >= out[-1][1]: out.append((start, -end, label))
    return out


def bare(words, head, first, last):
    """The contiguous name about a head within a mention."""
    def capital(i): return words[i][1][:1].isupper() or words[i][1][:1].isdigit()
    def belongs(i):
        """Linked to the head through names alone."""
        for _ in range(12):
            if i == head: return True
            row = words[i]
            link = row[7].split(':')[0]
            if link in ('punct', 'case', 'cc', 'det') and int(row[6]) and first <= int(row[6]) <= last: i = int(row[6]); continue
            if not (link in NAME_LINKS or link in ('nmod', 'conj', 'amod', 'appos') and (row[3] == 'PROPN' or link == 'amod') and capital(i)): return False
            if link == 'appos': return False
            i = int(row[6])
            if not first <= i <= last: return False
        return False
    left = right = head
    while left > first and left - 1 in words and belongs(left - 1) and words[left - 1][7] not in ('det', 'punct', 'case', 'cc', 'nmod:poss'): left -= 1
    i = head + 1
    while i <= last and i in words and belongs(i) and words[i][1] != ',':
        if words[i][7] not in ('punct', 'case', 'cc', 'det') or words[i][1] == '.': right = i
        i += 1
    def title(i): return words[i][1].lower().strip('.') in TITLES
    while left < right and (words[left][3] in ('DET', 'PUNCT', 'ADP', 'NUM') or not capital(left) or words[left][7] != 'flat' and title(left)): left += 1
    return left, right


def chains(path, documents):
    """Writes OntoGUM's chains into the mentions of GUM's documents, which are the same texts. A mention of OntoGUM that is none of GUM's is left out."""
    found = {doc.name: doc for doc in treebank(path, with_entities=True, plain_groups=True)}
    for doc in documents:
        other = found.get(doc.name)
        groups = {(m.start, m.end): m.chain for m in other.mentions} if other and other.text == doc.text else {}
        for m in doc.mentions: m.chain = groups.get((m.start, m.end))


def treebank(path, with_entities=False, plain_groups=False):
    builder, rows, paragraph = None, [], False
    for line in [*lines(path), '\n']:
        line = line.rstrip('\n')
        if line.startswith('# newdoc id'):
            if builder: yield builder.doc
            builder = Builder(line.split(' = ')[1], with_entities, plain_groups)
        elif line.startswith('# newpar'): paragraph = True
        elif line.startswith('#'): continue
        elif line: rows.append(line.split('\t'))
        elif rows:
            builder.sentence(rows, paragraph)
            rows, paragraph = [], False
    if builder: yield builder.doc
