"""Types of EWT's proper nouns, as name_types.tsv has them: offsets and a digest of the words, which stay in the corpus."""
import hashlib, pathlib

TABLE = pathlib.Path(__file__).parent / 'name_types.tsv'
LINKS = 'of', '&', '-'     # go on with a run where a proper noun follows


def table():
    """{digest: [(start, end, type)]}, offsets within the run; type ?: open."""
    out = {}
    for line in TABLE.read_text('utf-8').splitlines():
        if line[0] == '#': continue
        key, spans = line.split('\t')
        out[key] = [(*map(int, part.partition(':')[0].split('-')), part.partition(':')[2]) for part in spans.split()] if spans != '-' else []
    return out


def runs(doc):
    """(start, end) of each run of proper nouns within a sentence."""
    words, i = doc.words, 0
    def proper(n, sentence): return n < len(words) and words[n].sentence == sentence and words[n].upos == 'PROPN'
    while i < len(words):
        if words[i].upos != 'PROPN': i += 1; continue
        j, sentence = i, words[i].sentence
        while proper(j + 1, sentence) or j + 1 < len(words) and words[j + 1].sentence == sentence and words[j + 1].form in LINKS and proper(j + 2, sentence): j += 1
        yield words[i].start, words[j].end
        i = j + 1


def names(doc, known):
    """(start, end, type) of the names of a document, in order; None for a run that is not in the table. known: table()."""
    out = []
    for start, end in runs(doc):
        found = known.get(hashlib.sha256(doc.text[start:end].replace('\n', ' ').encode()).hexdigest()[:16])
        if found is None: out.append((start, end, None))
        else: out += [(start + a, start + b, kind) for a, b, kind in found]
    return out
