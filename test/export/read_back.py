#!/usr/bin/env python3
"""read_back.py FORMAT EXPORT RECORDS KIND [offsets-only]: reads an export with libraries that are not ours, and holds it against the records it is of.

RECORDS: the same as jsonl. KIND: statements, events or commitments. Prints what was read, or what is wrong, and then exits 1.
"""
import csv, html.parser, io, json, re, sys, tarfile, warnings
from pathlib import Path

warnings.filterwarnings('ignore')
HERE = Path(__file__).resolve().parent
FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


class Wrong(Exception):
    """What is not as it should be."""


def must(holds, what):
    if not holds: raise Wrong(what)


def text_of(spans): return ' … '.join(span['text'] for span in spans if span['text'])
def anchor(item): return item.get('content') or [item.get('trigger') or item.get('action')]
def in_text(span): return span is not None and span.get('in') is None
def load(path): return [json.loads(line) for line in Path(path).read_text('utf-8').split('\n') if line]
def items(records, kind): return [(record, item) for record in records for item in record[kind]]
def same(found, wanted, what): must(found == wanted, f'{what}: {str(found)[:300]!r}, not {str(wanted)[:300]!r}')


# Tables

def plain(cell): return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def read_csv(data, records, kind, offsets_only):
    import pandas, sqlite_utils
    must(data.endswith(b'\r\n') and b'\n' not in re.sub(rb'"(?:[^"]|"")*"', b'', data).replace(b'\r\n', b''), 'rows do not end in CRLF')
    rows = list(csv.DictReader(io.StringIO(data.decode('utf-8'), newline=''), strict=True))
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    same([{key: value for key, value in row.items()} for row in frame.to_dict('records')], rows, 'pandas and csv differ')
    wanted = items(records, kind)
    same([row['id'] for row in rows], [item['id'] for _, item in wanted], 'ids')
    numbers = {'confidence', 'score', 'lat', 'lon', 'geonames'}
    for row, (record, item) in zip(rows, wanted):
        for key, cell in row.items():
            must(key in numbers or not re.match(r'[=+\-@\t\r\n]', cell), f'{key} begins a formula: {cell[:60]!r}')
        for key in ('title', 'outlet', 'uri', 'published'): same(plain(row[key]), record['report'][key] or '', key)
        words = {'statements': 'content', 'events': 'trigger', 'commitments': 'action'}[kind]
        same(plain(row[words]), text_of(anchor(item)), words)
        same(row[f'{words}_at'], ';'.join(f'{span["start"]}-{span["end"]}' for span in anchor(item) if in_text(span)), f'{words}_at')
        people = {'statements': ('speaker', 'speakers'), 'events': ('source', 'source'), 'commitments': ('party', 'parties')}[kind]
        names = {actor['id']: actor['name'] or actor['id'] for actor in record['actors']}
        same(plain(row[people[0]]), '; '.join(names[name] for name in item[people[1]]), people[0])
    database = sqlite_utils.Database(memory=True)
    if rows: same(database['rows'].insert_all(rows, pk='id', replace=True).count, len({row['id'] for row in rows}), 'rows in sqlite-utils')
    return len(rows)


def read_jsonl(data, records, kind, offsets_only):
    import pandas
    frame = pandas.read_json(io.BytesIO(data), lines=True, dtype=False, convert_dates=False) if data else []
    same(len(frame), len(records), 'lines')
    for record in records:
        if offsets_only: same(record['text'], None, 'text')
    return len(frame)


PLOVER = {
    'type': 'object', 'required': ['id', 'event_type', 'event_mode', 'contexts', 'attributes', 'event_geolocation', 'story_id', 'version'],
    'properties': {
        'id': {'type': 'string', 'pattern': '^[0-9a-f]{16}$'},
        'date': {'type': 'string', 'pattern': r'^\d{4}-\d\d-\d\d$'}, 'pub_date': {'type': 'string', 'pattern': r'^\d{4}-\d\d-\d\d$'},
        'event_type': {'enum': ['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN',
                                'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT']},
        'event_mode': {'type': 'array', 'items': {'type': 'string'}}, 'contexts': {'type': 'array', 'items': {'type': 'string'}},
        'attributes': {
            'type': 'object', 'required': ['ACTOR', 'RECIP'],
            'patternProperties': {'^(ACTOR|RECIP)$': {'type': 'array', 'items': {
                'type': 'object', 'required': ['text', 'country', 'code_1', 'code_2'],
                'properties': {'country': {'type': 'string', 'pattern': '^([A-Z]{3})?$'}, 'code_1': {'type': 'string', 'pattern': '^([A-Z]{3})?$'}}}}}},
        'event_geolocation': {'type': 'object', 'required': ['reason', 'geo']},
    },
}


def read_plover(data, records, kind, offsets_only):
    import jsonschema, pandas
    lines, check = [json.loads(line) for line in data.decode('utf-8').split('\n') if line], jsonschema.Draft7Validator(PLOVER)
    for line in lines:
        for error in check.iter_errors(line): raise Wrong(f'{"/".join(map(str, error.absolute_path))}: {error.message[:200]}')
    wanted = items(records, 'events')
    same([line['id'] for line in lines], [item['id'] for _, item in wanted], 'ids')
    if lines: same(len(pandas.read_json(io.BytesIO(data), lines=True)), len(lines), 'lines in pandas')
    for line, (record, item) in zip(lines, wanted):
        same(line['story_id'], record['report']['id'], 'story_id')
        places = {place['id']: place for place in record['places']}
        place = places.get(item['place'])
        same((line['event_geolocation']['geo'] or {}).get('lat'), place and place['lat'], 'lat')
        if record['text'] is None: must('event_text' not in line, 'words of the report')
        else:
            must(item['trigger']['text'] in line['event_text'] and line['event_text'] in record['text'], 'event_text is not of the report')
            for actor in line['attributes']['ACTOR'] + line['attributes']['RECIP']:
                if 'qa_start_char' in actor:
                    same(line['event_text'][actor['qa_start_char']:actor['qa_end_char']], actor['text'], 'place in event_text')
    return len(lines)


# Graphs

def graph(data):
    """The JSON-LD as a graph; contexts that stand at an address are given from here."""
    import rdflib
    contexts = json.loads((HERE / 'contexts.json').read_text('utf-8'))
    def given(context):
        if isinstance(context, list): return [given(part) for part in context]
        if isinstance(context, str): must(context in contexts, f'a context that is not given: {context}')
        return contexts[context] if isinstance(context, str) else context
    document = json.loads(data)
    document['@context'] = given(document['@context'])
    return rdflib.Graph().parse(data=json.dumps(document), format='json-ld')


def read_prov(data, records, kind, offsets_only):
    import rdflib
    read, prov, term = graph(data), rdflib.Namespace('http://www.w3.org/ns/prov#'), rdflib.Namespace('urn:readout:term:')
    wanted = items(records, 'statements')
    statements = set(read.subjects(rdflib.RDF.type, term.Statement))
    same({str(statement) for statement in statements}, {f'urn:readout:statement:{item["id"]}' for _, item in wanted}, 'statements')
    for record, item in wanted:
        statement = rdflib.URIRef(f'urn:readout:statement:{item["id"]}')
        must((statement, rdflib.RDF.type, prov.Entity) in read, 'no entity')
        same(str(read.value(statement, prov.value) or ''), text_of(item['content']), 'prov:value')
        activities = list(read.objects(statement, prov.wasGeneratedBy))
        must(any((engine, rdflib.RDF.type, prov.SoftwareAgent) in read for activity in activities
                 for engine in read.objects(activity, prov.wasAssociatedWith)), 'no engine generated it')
        report = read.value(statement, prov.wasDerivedFrom)
        same(str(read.value(report, term.textSha256)), record['text_sha256'], 'text_sha256 of the report it is derived from')
        names = {actor['id']: actor['name'] for actor in record['actors']}
        same(len(list(read.objects(statement, prov.wasAttributedTo))), len(set(item['speakers'])), 'speakers')
        found, at = [], statement
        while (at := read.value(at, prov.wasQuotedFrom)) is not None:
            agents = {str(read.value(agent, rdflib.RDFS.label) or '') for agent in read.objects(at, prov.wasAttributedTo)}
            found.append((str(read.value(at, term.role)), agents))
        links = []
        for link in item['chain']:
            name = names[link['actor']] if link.get('actor') else link.get('name')
            if links and link['role'] == links[-1][0] == 'speaker': links[-1][1].add(name or '')
            else: links.append((link['role'], {name or ''}))
        same(found, links, 'the chain along prov:wasQuotedFrom')
    return len(wanted)


def read_claim(data, records, kind, offsets_only):
    import rdflib
    read, schema, wanted = graph(data), rdflib.Namespace('https://schema.org/'), items(records, 'statements')
    claims = set(read.subjects(rdflib.RDF.type, schema.Claim))
    same({str(claim) for claim in claims}, {f'urn:readout:statement:{item["id"]}' for _, item in wanted}, 'claims')
    for record, item in wanted:
        claim = rdflib.URIRef(f'urn:readout:statement:{item["id"]}')
        same(str(read.value(claim, schema.text) or ''), text_of(item['content']), 'text')
        must((read.value(claim, schema.appearance), rdflib.RDF.type, schema.NewsArticle) in read, 'it appears in no article')
        same(len(list(read.objects(claim, schema.author))), len(set(item['speakers'])), 'authors')
        quotations = list(read.subjects(schema.about, claim))
        if item['manner'] == 'indirect': must(not quotations, 'a quotation without marks')
        elif not offsets_only:
            words = text_of(item['content'])
            for quotation in quotations: must(str(read.value(quotation, schema.text)) in words, 'a quotation is not its words')
    reviewed = [item for _, item in wanted for one in item.get('corrections', []) if 'rating' in one.get('set', {})]
    same(len(set(read.subjects(rdflib.RDF.type, schema.ClaimReview))), len(reviewed), 'reviews')
    return len(claims)


def read_webannotation(data, records, kind, offsets_only):
    import rdflib
    read, oa, wanted = graph(data), rdflib.Namespace('http://www.w3.org/ns/oa#'), items(records, kind)
    annotations = set(read.subjects(rdflib.RDF.type, oa.Annotation))
    same(len(annotations), len({item['id'] for _, item in wanted}), 'annotations')
    for record, item in wanted:
        annotation = rdflib.URIRef(f'urn:readout:{kind[:-1]}:{item["id"]}')
        must(annotation in annotations, f'no annotation {annotation}')
        places, exact = set(), set()
        for target in read.objects(annotation, oa.hasTarget):
            selectors = list(read.objects(target, oa.hasSelector))
            place = [(int(read.value(one, oa.start)), int(read.value(one, oa.end))) for one in selectors if (one, rdflib.RDF.type, oa.TextPositionSelector) in read]
            quote = [one for one in selectors if (one, rdflib.RDF.type, oa.TextQuoteSelector) in read]
            places.update(place)
            if offsets_only: same(quote, [], 'words')
            if offsets_only or not quote: continue
            words, before, after = (str(read.value(quote[0], key) or '') for key in (oa.exact, oa.prefix, oa.suffix))
            exact.add(words)
            if place and record['text'] is not None:
                (start, end), = place
                same((before, words, after), (record['text'][max(0, start - 32):start], record['text'][start:end], record['text'][end:end + 32]), 'quote')
        same(places, {(span['start'], span['end']) for span in anchor(item) if in_text(span)}, 'places')
        if not offsets_only: same(exact, {span['text'] for span in anchor(item)}, 'words')
        bodies = {str(read.value(body, rdflib.RDF.value)) for body in read.objects(annotation, oa.hasBody)}
        must({item.get('act') or item.get('type') or item['kind'], kind[:-1]} <= bodies, f'tags {bodies}')
    return len(annotations)


# Corpora

def read_brat(data, records, kind, offsets_only):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        names = archive.getnames()
        files = {name: archive.extractfile(name).read().decode('utf-8') for name in names}
    same(len(files), len(names), 'names stand twice')
    types = {line.split('\t')[0] for line in files.pop('annotation.conf').splitlines() if line and line[0] not in '[#'}
    texts = sorted(name for name in files if name.endswith('.txt'))
    same(sorted(files), sorted(name[:-4] + end for name in texts for end in ('.ann', '.txt')), 'files')
    same([files[name] for name in texts], [record['text'] for record in records], 'texts')
    for name, record in zip(texts, records): read_standoff(files[name[:-4] + '.ann'], files[name], record, types)
    return len(texts)


def read_standoff(annotations, text, record, types):
    marks, notes = {}, []
    for line in annotations.split('\n')[:-1]:
        mark, _, rest = line.partition('\t')
        if mark != '*': must(mark not in marks, f'{mark} stands twice')
        if mark.startswith('T'):
            head, _, words = rest.partition('\t')
            name, _, places = head.partition(' ')
            pieces = [text[int(start):int(end)] for start, end in (piece.split(' ') for piece in places.split(';'))]
            must(not any('\n' in piece for piece in pieces) and ' '.join(pieces) == words, f'{mark}: {words!r} is not its text {pieces!r}')
            must(name in types, f'{name} is not in annotation.conf')
        marks[mark] = rest
    for mark, rest in marks.items():
        fields = rest.replace('\t', ' ').split(' ')
        if mark[0] in 'RE': aims = [field.split(':')[1] for field in fields if ':' in field]
        elif mark[0] in 'A#': aims = [fields[1]]
        else: continue
        for aim in aims: must(aim in marks, f'{mark} leads nowhere: {rest[:80]}')
        if mark[0] == '#': notes.append(rest.partition('\t')[2])
        else: must(fields[0].split(':')[0] in types, f'{fields[0]} is not in annotation.conf')
    ids = {note[4:] for note in notes if note.startswith('id: ')}
    wanted = {item['id'] for kind in ('statements', 'events', 'commitments') for item in record[kind] if in_text(anchor(item)[0])}
    same(ids, wanted, 'items')


def read_conllu(data, records, kind, offsets_only):
    import conllu
    sentences = conllu.parse(data.decode('utf-8'))
    documents = []
    for sentence in sentences:
        if 'newdoc id' in sentence.metadata: documents.append([])
        documents[-1].append(sentence)
    same([sentences[0].metadata['report'] for sentences in documents], [record['report']['id'] for record in records], 'documents')
    ids = [sentence.metadata['sent_id'] for sentence in sentences]
    for found, record in zip(documents, records): read_sentences(found, record)
    return len(sentences)


def read_sentences(sentences, record):
    marks, text = {}, record['text']
    for sentence in sentences:
        for token in sentence:
            misc = token['misc'] or {}
            if not isinstance(token['id'], int) and token['id'][1] == '.': continue
            if 'TokenRange' not in misc: continue   # a word within a surface word
            start, end = map(int, misc['TokenRange'].split(':'))
            same(' '.join(text[start:end].split()), ' '.join(token['form'].split()), 'TokenRange')
            for part in ('Content', 'Cue', 'Source'):
                for name in (misc.get(part) or '').split(','):
                    if name: marks.setdefault((part, name), set()).update(place for place in range(start, end) if not text[place].isspace())
    for item in record['statements']:
        for part, spans in ('Content', item['content']), ('Cue', [item['cue']]), ('Source', [item['source']]):
            wanted = {place for span in spans if in_text(span) for place in range(span['start'], span['end']) if not text[place].isspace()}
            found = marks.pop((part, item['id']), set())
            must(wanted <= found, f'{part} of {item["id"]} is not marked wholly')
    same(marks, {}, 'marks of nothing')


# Pages

class Page(html.parser.HTMLParser):
    EMPTY = {'meta', 'br', 'link', 'img', 'hr', 'input'}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.tags, self.quotations, self.words, self.paragraphs = [], [], [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if 'id' in attributes: self.ids.append(attributes['id'])
        if 'href' in attributes: self.links.append(attributes['href'])
        if tag == 'blockquote': self.quotations.append('')
        if tag not in self.EMPTY: self.open.append((tag, attributes.get('class', '')))

    def handle_endtag(self, tag):
        must(self.open and self.open[-1][0] == tag, f'</{tag}> ends {self.open[-1:]}')
        self.open.pop()

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if 'blockquote' in tags: self.quotations[-1] += data
        if ('div', 'words') in self.open and ('a', 'ref') not in self.open: self.words.append(data)


def read_html(data, records, kind, offsets_only):
    page = Page()
    page.feed(data.decode('utf-8'))
    page.close()
    same(page.open, [], 'tags that are open')
    same(len(page.ids), len(set(page.ids)), 'ids stand twice')
    allowed = {'html', 'head', 'meta', 'title', 'style', 'body', 'a', 'header', 'p', 'h1', 'h2', 'h3', 'h4', 'dl', 'dt', 'dd', 'div', 'main', 'section', 'ol', 'li',
               'article', 'span', 'bdi', 'abbr', 'blockquote', 'q', 'i', 'mark', 'time', 'details', 'summary', 'code', 'footer'}
    for tag, attributes in page.tags:
        must(tag in allowed, f'<{tag}>')
        must(not [name for name in attributes if name.startswith('on') or name in ('src', 'style', 'srcset')], f'<{tag} {attributes}>')
    for link in page.links:
        must(link[0] == '#' and link[1:] in page.ids or re.match('https?://', link), f'a link leads nowhere: {link}')
    must(any(attributes.get('http-equiv') == 'Content-Security-Policy' and "default-src 'none'" in attributes['content'] for _, attributes in page.tags), 'no policy')
    must(b'url(' not in data and b'@import' not in data, 'a style that loads')
    clean = lambda text: re.sub('[\\s\0-\x1f\x7f-\x9f\ufffd]+', '', text)
    quotations = {clean(words) for words in page.quotations}
    for _, item in items(records, 'statements'):
        must(clean('…'.join(span['text'] for span in item['content'])) in quotations, f'no quotation of {item["id"]}')
    for list_name in 'statements', 'events', 'commitments':
        for _, item in items(records, list_name): must(sum(name.endswith(item['id']) for name in page.ids) >= 2, f'{item["id"]} is not linked')
    same(clean(''.join(page.words)), clean(''.join(record['text'] for record in records)), 'texts')
    return len(page.quotations)


# Without words

def wordless(data, records):
    """No name and no three words of a text, but for what addresses and outlets say."""
    said, word = data.decode('utf-8', 'replace'), re.compile(r'\w+')
    known = ' '.join(f'{record["report"]["uri"]} {record["report"]["outlet"]}' for record in records)
    ours = re.compile('"(@type|type|@context|prov:[a-zA-Z]+)": ?("[^"]*"|\\[[^]]*\\])')   # names of classes and properties
    found = set(word.findall(ours.sub('', said))) - set(word.findall(known))
    for record in records:
        words = word.findall(record['text'])
        names = {name for name in words if len(name) > 3 and name[0].isupper()} & found
        if names: raise Wrong(f'{names} are words of the report')
        for three in {' '.join(words[at:at + 3]) for at in range(len(words) - 2)}:
            if three in said and three not in known: raise Wrong(f'{three!r} are words of the report')


def main():
    name, export, records, kind = sys.argv[1:5]
    offsets_only = 'offsets-only' in sys.argv[5:]
    read = globals()[f'read_{name}']
    data, records = Path(export).read_bytes(), load(records)
    try:
        print(f'{read(data, records, kind, offsets_only)} read')
        if offsets_only: wordless(data, load(sys.argv[6]))
    except Wrong as why:
        print(why)
        return 1
    return 0


if __name__ == '__main__': sys.exit(main())
