#!/usr/bin/env python3
"""read_back.py FORMAT EXPORT RECORDS KIND [offsets-only] [shapes]: reads an export with libraries that are not ours, and holds it against the records it is of.

RECORDS: the same as jsonl. KIND: statements, events or commitments; of html also everything. Prints what was read, or what is wrong, and then exits 1.
"""
import base64, collections, csv, hashlib, html.parser, io, json, re, sys, tarfile, urllib.parse, warnings
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
        if kind == 'events' and item['place']:
            place = next(place for place in record['places'] if place['id'] == item['place'])
            for key in 'lat', 'lon', 'geonames': same(row[key], '' if place[key] is None else str(place[key]), key)
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
        same((line['event_geolocation']['geo'] or {'lat': None})['lat'], place and place['lat'], 'lat')
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


PROV = {'value', 'wasGeneratedBy', 'wasAttributedTo', 'wasDerivedFrom', 'wasQuotedFrom', 'wasRevisionOf', 'specializationOf', 'used', 'wasAssociatedWith', 'endedAtTime'}


def keeps_shapes(data):
    """The graph is what shapes.ttl says, by a validator of SHACL."""
    import pyshacl, rdflib
    shapes = rdflib.Graph().parse(HERE / 'shapes.ttl')
    conforms, _, report = pyshacl.validate(graph(data), shacl_graph=shapes, ont_graph=shapes, inference='none')
    must(conforms, report[:3000])


def read_prov(data, records, kind, offsets_only):
    import rdflib
    read, prov, term = graph(data), rdflib.Namespace('http://www.w3.org/ns/prov#'), rdflib.Namespace('urn:readout:term:')
    wanted = items(records, 'statements')
    used = {str(predicate)[len(prov):] for predicate in read.predicates() if predicate.startswith(prov)}
    must(used <= PROV, f'{used - PROV} is not of PROV-O, or new here')
    statements = set(read.subjects(rdflib.RDF.type, term.Statement))
    same({str(statement) for statement in statements}, {f'urn:readout:statement:{item["id"]}' for _, item in wanted}, 'statements')
    addresses = collections.defaultdict(set)   # the same bytes may stand at several
    for record in records:
        uri = record['report']['uri'] or ''
        if re.match('(?!javascript:)[a-zA-Z][a-zA-Z0-9+.-]+:', uri): addresses[record['report']['id']].add(uri)
        else: addresses[record['report']['id']]
    for record, item in wanted:
        statement = rdflib.URIRef(f'urn:readout:statement:{item["id"]}')
        must((statement, rdflib.RDF.type, prov.Entity) in read, 'no entity')
        same(str(read.value(statement, prov.value) or ''), text_of(item['content']), 'prov:value')
        made, corrections = [], item.get('corrections', [])   # by what it came to be, step by step
        for version in [statement, *read.transitive_objects(statement, prov.wasRevisionOf)][1:]:
            (activity,) = read.objects(version, prov.wasGeneratedBy)
            made.append(next('engine' if (agent, rdflib.RDF.type, prov.SoftwareAgent) in read else str(read.value(agent, rdflib.RDFS.label)) for agent in read.objects(activity, prov.wasAssociatedWith)))
        if not offsets_only: same(made, [one['by'] for one in reversed(corrections)] + ['engine'] * (item.get('origin') != 'human'), 'who made and corrected it')
        report = read.value(statement, prov.wasDerivedFrom)
        same(str(read.value(report, term.textSha256)), record['text_sha256'], 'text_sha256 of the report it is derived from')
        same(len(list(read.objects(report, prov.specializationOf))), len(addresses[record['report']['id']]), 'addresses of the report')
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
        kinds = {actor['id']: actor['kind'] for actor in record['actors']}
        documents = {name for name in item['speakers'] if kinds[name] == 'document'}
        same(len(list(read.objects(claim, schema.author))), 0 if item['negated'] else len(set(item['speakers']) - documents), 'authors')
        same(len(list(read.objects(claim, schema.citation))), len(documents), 'documents')
        same(str(read.value(claim, schema.creativeWorkStatus) or ''), 'negated' if item['negated'] else 'rejected' if item.get('rejected') else '', 'status')
        quotations = list(read.subjects(schema.about, claim))
        if item['manner'] == 'indirect' or item['negated']: must(not quotations, 'a quotation without marks')
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
    same(int(next(read.objects(None, rdflib.URIRef('http://www.w3.org/ns/activitystreams#totalItems')))), len(wanted), 'total')
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
        edits = [body for body in read.objects(annotation, oa.hasBody) if read.value(body, oa.hasPurpose) == oa.editing]
        same(sorted(str(read.value(body, rdflib.RDF.value)) for body in edits), sorted(one.get('why') or 'corrected' for one in item.get('corrections', [])), 'corrections')
    return len(annotations)


# Corpora

def read_brat(data, records, kind, offsets_only):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        names = archive.getnames()
        files = {name: archive.extractfile(name).read().decode('utf-8') for name in names}
    same(len(files), len(names), 'names stand twice')
    configuration = Configuration(files.pop('annotation.conf'))
    texts = sorted(name for name in files if name.endswith('.txt'))
    same(sorted(files), sorted(name[:-4] + end for name in texts for end in ('.ann', '.txt')), 'files')
    same([files[name] for name in texts], [record['text'] for record in records], 'texts')
    for name, record in zip(texts, records): read_standoff(files[name[:-4] + '.ann'], files[name], record, configuration)
    return len(texts)


class Configuration:
    """annotation.conf as brat reads it: sections of types, each with its arguments."""

    def __init__(self, text):
        sections, here = {}, None
        for line in text.splitlines():
            if re.fullmatch(r'\[\w+\]', line): here = sections.setdefault(line[1:-1], {})
            elif line and line[0] != '#':
                name, _, rest = line.partition('\t')
                must(re.fullmatch('[A-Za-z0-9_-]+', name), f'annotation.conf: {name!r} is no type')
                here[name] = dict(re.fullmatch(r'(<?[A-Za-z0-9-]+>?[?*]?):(.+)', one).groups() for one in rest.split(', ')) if rest else {}
        same(list(sections), ['entities', 'relations', 'events', 'attributes'], 'sections of annotation.conf')
        self.entities, self.relations, self.events, self.attributes = sections.values()

    def allows(self, wanted, name): return any(one == name or one == '<ENTITY>' and name in self.entities or one == '<EVENT>' and name in self.events for one in wanted.split('|'))


def read_text_bound(rest, text, configuration):
    """The type of a T: its words are those of the text, piece by piece."""
    head, _, words = rest.partition('\t')
    name, _, places = head.partition(' ')
    spans = [tuple(map(int, piece.split(' '))) for piece in places.split(';')]
    must(all(start < end for start, end in spans) and all(before[1] <= after[0] for before, after in zip(spans, spans[1:])) and spans[-1][1] <= len(text), f'places {places}')
    pieces = [text[start:end] for start, end in spans]
    must(not any('\n' in piece for piece in pieces) and ' '.join(pieces) == words, f'{words!r} is not its text {pieces!r}')
    must(name in configuration.entities or name in configuration.events, f'{name} is not in annotation.conf')
    return name


def read_event(rest, types, configuration):
    """The type of an E: its trigger is of that type, and every argument is one that the type has."""
    (name, trigger), *arguments = [part.split(':') for part in rest.split(' ')]
    same(types[trigger], name, 'the type of a trigger')
    roles = collections.Counter()
    for role, aim in arguments:
        bare = re.sub('[0-9]+$', '', role)
        roles[bare] += 1
        same(role, bare + (str(roles[bare]) if roles[bare] > 1 else ''), 'the number of a role')
        wanted = configuration.events[name].get(f'{bare}*') or configuration.events[name].get(f'{bare}?')
        must(wanted and configuration.allows(wanted, types[aim]), f'{name} has no {role} that is a {types[aim]}')
        must(f'{bare}*' in configuration.events[name] or roles[bare] == 1, f'{name} has several {bare}')
    return name


def read_relation(rest, types, configuration):
    name, *arguments = re.split('[ :]', rest)
    for role, aim in zip(arguments[::2], arguments[1::2]): must(configuration.allows(configuration.relations[name][role], types[aim]), f'{role} of {name} is a {types[aim]}')


def read_attribute(rest, types, configuration):
    name, aim, *value = rest.split(' ')
    wanted = configuration.attributes[name]
    must(configuration.allows(wanted['Arg'], types[aim]), f'{name} of a {types[aim]}')
    same(value, value and [one for one in wanted['Value'].split('|') if one == value[0]], f'values of {name}')
    must(bool(value) == ('Value' in wanted), f'{name} has a value or none')
    return name, aim


def read_standoff(annotations, text, record, configuration):
    types, attributes, same_actor, notes, marks = {}, set(), set(), [], [line.partition('\t')[::2] for line in annotations.split('\n')[:-1]]
    numbers = [mark for mark, _ in marks if mark != '*']
    same(len(numbers), len(set(numbers)), 'marks stand twice')
    for mark, rest in marks:
        if mark[0] == 'T': types[mark] = read_text_bound(rest, text, configuration)
    for mark, rest in marks:
        if mark[0] == 'E': types[mark] = read_event(rest, types, configuration)
    for mark, rest in marks:
        if mark[0] == 'R': read_relation(rest, types, configuration)
        elif mark[0] == 'A':
            attribute = read_attribute(rest, types, configuration)
            must(attribute not in attributes, f'{attribute} twice')
            attributes.add(attribute)
        elif mark[0] == '*':
            name, *aims = rest.split(' ')
            must(name == 'Equiv' and len(aims) > 1 and set(aims) <= set(types) and not set(aims) & same_actor, f'{rest}: another actor, or nobody')
            same_actor.update(aims)
        elif mark[0] == '#':
            head, _, note = rest.partition('\t')
            must(head.split(' ')[0] == 'AnnotatorNotes' and head.split(' ')[1] in types, f'{mark} leads nowhere')
            notes.append(note)
        else: must(mark[0] in 'TE', f'{mark} is nothing that brat has')
    ids = [note[4:] for note in notes if note.startswith('id: ')]
    wanted = {item['id'] for kind in ('statements', 'events', 'commitments') for item in record[kind] if in_text(anchor(item)[0])}
    same(sorted(ids), sorted(wanted), 'items')


def read_conllu(data, records, kind, offsets_only):
    import conllu
    sentences = conllu.parse(data.decode('utf-8'))
    documents = []
    for sentence in sentences:
        if 'newdoc id' in sentence.metadata: documents.append([])
        documents[-1].append(sentence)
    same([sentences[0].metadata['report'] for sentences in documents], [record['report']['id'] for record in records], 'documents')
    ids = [sentence.metadata['sent_id'] for sentence in sentences]
    same(len(ids), len(set(ids)), 'sentences by their ids')
    for sentence in sentences: is_tree(sentence)
    for found, record in zip(documents, records): read_sentences(found, record)
    return len(sentences)


UPOS = {'ADJ', 'ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'INTJ', 'NOUN', 'NUM', 'PART', 'PRON', 'PROPN', 'PUNCT', 'SCONJ', 'SYM', 'VERB', 'X'}


def is_tree(sentence):
    """What Universal Dependencies ask of any sentence: numbers in order, one root, no circle, known tags, and a text that its words make."""
    name = sentence.metadata['sent_id']
    words = [token for token in sentence if isinstance(token['id'], int)]
    same([word['id'] for word in words], list(range(1, len(words) + 1)), f'{name}: numbers')
    heads = {word['id']: word['head'] for word in words}
    same([word['deprel'] for word in words if word['head'] == 0], ['root'], f'{name}: roots')
    for word in words:
        must(word['upos'] in UPOS and word['deprel'] and word['lemma'], f'{name}: word {word["id"]}: {word}')
        at, steps = word['id'], 0
        while at and steps <= len(words): at, steps = heads[at], steps + 1
        must(at == 0, f'{name}: word {word["id"]} hangs in a circle')
    text, inner = '', 0
    for token in sentence:
        if isinstance(token['id'], tuple): inner = token['id'][2]
        elif token['id'] <= inner: continue
        text += token['form'] + ('' if (token['misc'] or {}).get('SpaceAfter') == 'No' else ' ')
    same(' '.join(text.split()), ' '.join(sentence.metadata['text'].split()), f'{name}: text')


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

class Node:
    """An element of a page: its tag, attributes, and what is in it, nodes and strings. nodes: those of the page, in its order."""

    def __init__(self, tag, attributes, above, nodes):
        self.tag, self.attributes, self.above, self.parts = tag, attributes, above, []
        self.nodes, self.first, self.past = nodes, len(nodes) + 1, len(nodes) + 1   # what is below it
        nodes.append(self)

    def get(self, key): return self.attributes.get(key)
    def classes(self): return (self.get('class') or '').split()
    def text(self): return ''.join(part if isinstance(part, str) else part.text() for part in self.parts)

    def all(self, *tags, class_=None, **wanted):
        """Elements below it: of these tags, of this class, with these attributes."""
        for node in self.nodes[self.first:self.past]:
            if (not tags or node.tag in tags) and (not class_ or class_ in node.classes()) and all(node.get(key) == value for key, value in wanted.items()): yield node

    def one(self, *tags, **wanted):
        found = list(self.all(*tags, **wanted))
        must(len(found) == 1, f'{len(found)} of {tags} {wanted}')
        return found[0]


class Page(html.parser.HTMLParser):
    EMPTY = {'meta', 'br', 'link', 'img', 'hr', 'input', 'col', 'rect', 'line'}   # of SVG those that close themselves

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node('', {}, None, [])
        self.feed(data.decode('utf-8'))
        self.close()
        must(self.here is self.root, f'<{self.here.tag}> is not closed')
        self.root.past = len(self.root.nodes)

    def handle_starttag(self, tag, attributes, closed=False):
        node = Node(tag, dict(attributes), self.here, self.root.nodes)
        self.here.parts.append(node)
        if tag not in self.EMPTY and not closed: self.here = node

    def handle_startendtag(self, tag, attributes): self.handle_starttag(tag, attributes, closed=True)

    def handle_endtag(self, tag):
        if tag in self.EMPTY: return
        must(self.here.tag == tag, f'</{tag}> ends <{self.here.tag}>')
        self.here.past = len(self.root.nodes)
        self.here = self.here.above

    def handle_data(self, data): self.here.parts.append(data)


ALLOWED = {'html', 'head', 'meta', 'title', 'style', 'body', 'a', 'header', 'nav', 'p', 'h1', 'h2', 'h3', 'h4', 'dl', 'dt', 'dd', 'div', 'main', 'section', 'ol', 'li',
           'article', 'span', 'bdi', 'abbr', 'blockquote', 'q', 'i', 'mark', 'ins', 'del', 'time', 'details', 'summary', 'code', 'footer', 'figure', 'figcaption',
           'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td', 'svg', 'g', 'rect', 'line', 'text', 'desc'}


def clean(text): return re.sub('[\\s\0-\x1f\x7f-\x9f\ufffd]+', '', text)


def is_safe(root, data):
    """Nothing runs, nothing is loaded, and links lead within the page or to the web."""
    ids = [node.get('id') for node in root.all() if node.get('id')]
    same(len(ids), len(set(ids)), 'ids stand twice')
    for node in root.all():
        must(node.tag in ALLOWED, f'<{node.tag}>')
        must(not [name for name in node.attributes if name.startswith('on') or name in ('src', 'style', 'srcset', 'xlink:href')], f'<{node.tag} {node.attributes}>')
        link = node.get('href')
        must(not link or link[0] == '#' and link[1:] in ids or re.fullmatch(r'https?://[^\s<>"{}|\\^`]+', link), f'a link leads nowhere: {link}')
        for key in 'aria-labelledby', 'aria-describedby':
            for name in (node.get(key) or '').split(): must(name in ids, f'{key} leads nowhere: {name}')
    policy = root.one('meta', **{'http-equiv': 'Content-Security-Policy'})
    must("default-src 'none'" in policy.get('content'), 'no policy')
    digest = base64.b64encode(hashlib.sha256(root.one('style').text().encode()).digest()).decode()
    must(f"style-src 'sha256-{digest}'" in policy.get('content'), 'the policy is not of this style')
    must(b'url(' not in data and b'@import' not in data, 'a style that loads')


def is_readable(root):
    """What a reader by ear or keyboard needs."""
    levels = [int(node.tag[1]) for node in root.all('h1', 'h2', 'h3', 'h4')]
    must(levels[0] == 1 and all(level <= before + 1 for before, level in zip(levels, levels[1:])), f'headings skip a level: {levels}')
    for tag in 'header', 'main', 'footer': must(any(node.above.tag == 'body' or tag == 'header' for node in root.all(tag)), f'no <{tag}>')
    for picture in root.all('svg'):
        named = picture.get('role') == 'img' and picture.get('aria-labelledby') and list(picture.all('title'))
        must(named or picture.get('aria-hidden') == 'true', 'a picture without words')
    for table in root.all('table'):
        must(all(cell.get('scope') in ('col', 'row') for cell in table.all('th')), 'a heading of a table does not say of what')
        below = table.above
        while below and not below.get('aria-labelledby') and below.tag not in ('details', 'figure'): below = below.above
        must(below or list(table.all('caption')), 'a table without a name')
    for node in root.all('a'): must(clean(node.text()) in clean(node.get('aria-label') or node.text()), f'a link is called otherwise: {node.text()!r}, {node.get("aria-label")!r}')


class Cards:
    """The cards of a page by the ids of their items, and the numbers in the texts."""

    def __init__(self, root):
        self.cards = collections.defaultdict(list)
        for node in root.all('article', class_='item'): self.cards[node.get('id').partition('-')[2]].append(node)
        self.marks = {(node.get('id'), node.get('href')) for node in root.all('a', class_='ref')}

    def of(self, item):
        must(self.cards[item['id']], f'no card of {item["id"]}')
        return self.cards[item['id']]

    def check(self, item, words=''):
        """The card links to its place in the text, and that back to the card; what is marked there is what it says."""
        for card in self.of(item):
            name = card.get('id')
            links = list(card.all('a'))
            same(links[0].get('href'), f'#{name}', 'the link to the card itself')
            must(any(link.get('href') == '#m' + name[1:] for link in links), f'{item["id"]} is not linked to its place')
            must(('m' + name[1:], f'#{name}') in self.marks, f'no way back to {item["id"]}')
            must(clean(words) in clean(card.text()), f'{item["id"]} does not say {words!r}')
            for link in links:   # into the page itself, by its words
                if ':~:text=' not in link.get('href'): continue
                parts = [urllib.parse.unquote(part) for part in link.get('href').split(':~:text=')[1].split(',')]
                must(all(clean(part) in clean(anchor(item)[0]['text']) for part in parts), f'{parts} are not its words')
        for one in item.get('corrections', []):   # what was set, beside what was there
            table = clean(self.of(item)[0].one('table', class_='corrections').text())
            for part in 'by', 'why': must(clean(one[part]) in table, f'{item["id"]}: {part} of its correction')
            for key, now in one.get('set', {}).items():
                was = one['was'].get(key)
                must(not isinstance(now, str) or now[0] == '#' or clean(now) in table, f'{item["id"]}: {key} as it is now')
                must(not isinstance(was, str) or clean(was) in table, f'{item["id"]}: {key} as it was')


def rows(table): return [[cell for cell in row.parts if not isinstance(cell, str)] for row in table.one('tbody').all('tr')]


def counted(pairs):
    """[(name, count)], the most frequent first; keys are who or what it is, the name is the first one met."""
    count, names = collections.Counter(), {}
    for key, name in pairs:
        count[key] += 1
        names.setdefault(key, name)
    return sorted(((names[key], n) for key, n in count.items()), key=lambda pair: (-pair[1], pair[0].lower()))


def bars_are(root, caption, pairs, most):
    """A table of bars has these names and counts, and pictures as long as they say."""
    wanted, tables = counted(pairs), [table for table in root.all('table', class_='bars') if table.one('caption').text() == caption]
    if not wanted: return same(tables, [], f'{caption} of nothing')
    same(len(tables), 1, caption)
    found, hold = rows(tables[0]), wanted[:most]
    for (head, picture, number), (name, count) in zip(found, hold):
        same(number.text(), str(count), f'{caption}: {head.text()!r}')
        same(int(next(picture.all('rect')).get('width')), -(-1000 * count // wanted[0][1]), f'{caption}: the picture of {head.text()!r}')
    shown = sorted((clean(head.text()), int(number.text())) for head, _, number in found[:len(hold)])
    if len({count for _, count in wanted}) == len(wanted) or len(wanted) <= most:   # of equals at the end it is a matter of order who is shown
        same(shown, sorted((clean(name), count) for name, count in hold), caption)
    same(len(found), len(hold) + (len(wanted) > most), f'{caption}: rows')
    if len(wanted) > most: same([cell.text() for cell in found[-1]][::2], [f'{len(wanted) - most} more', str(sum(count for _, count in wanted[most:]))], caption)


def people_of(record, ids):
    actors = {actor['id']: actor for actor in record['actors']}
    return [(actors[name].get('store_actor', name), actors[name].get('known_as') or actors[name]['name']) for name in ids]


def overview_is(root, records, kinds):
    """What stands above the reports is what is in them."""
    all_of = {kind: items(records, kind) if kind in kinds else [] for kind in ('statements', 'events', 'commitments')}
    facts = {div.one('dt').text(): div.one('dd').text() for div in root.one('header', class_='cover').all('div') if list(div.all('dt'))}
    for kind in kinds:
        count = len(all_of[kind])
        same(facts.get(kind if count != 1 else kind[:-1], '0'), str(count), f'facts: {kind}')
    same(facts.get('reports') or facts.get('report') or '0', str(len(records)), 'facts: reports')
    people = lambda kind, key: [who for record, item in all_of[kind] for who in people_of(record, item[key])]
    values = lambda kind, key: [(item[key], item[key]) for _, item in all_of[kind]]
    bars_are(root, 'Who said most', people('statements', 'speakers'), 10)
    bars_are(root, 'Acts of speech', values('statements', 'act'), 16)
    bars_are(root, 'Who acted most', people('events', 'source'), 10)
    bars_are(root, 'What was done', values('events', 'type'), 16)
    bars_are(root, 'Who is bound most', people('commitments', 'parties'), 10)
    bars_are(root, 'What was promised, demanded, denied', values('commitments', 'kind'), 16)
    if 'statements' in kinds:
        links = [{(link['role'], link['name']) for link in item['chain'] if link.get('name') and not link.get('actor')} for _, item in all_of['statements']]
        for role, caption in ('outlet', 'Outlets'), ('agency', 'Agencies that they credit'), ('quoted', 'Outlets and documents that they quote'):
            bars_are(root, caption, [(name, name) for chain in links for own, name in chain if own == role], 10)
    for kind in kinds[:2]:
        for figure in root.all('figure', class_=kind):
            numbers = sum(int(cells[1].text()) for cells in rows(figure.one('table')))
            far = sum(map(int, re.findall(r'(\d+) (?:before|after)', ' '.join(note.text() for note in figure.all('p', class_='note')))))
            dated = [item for record, item in all_of[kind] if day_of(record, item)]
            same(numbers + far, len(dated), f'{kind} by day')
            same(len(list(figure.all('rect'))), len(rows(figure.one('table'))), f'{kind}: bars')


def day_of(record, item):
    times = {time['id']: time['earliest'] for time in record['times']}
    return times.get(item.get('time')) or record['report']['published'] or (record['report'].get('dateline') or {}).get('date')


def parts_are(root, records, kinds):
    """Contents, what falls due, the index."""
    contents = list(root.all('nav', class_='contents'))
    same(len(contents), int(len(records) > 1), 'tables of contents')
    for nav in contents:
        found = [(row[1].one('a').get('href'), clean(row[1].text()), *(int(cell.text()) for cell in row[4:])) for row in rows(nav.one('table'))]
        titles = [clean(section.one('h2').text()) for section in root.all('section', class_='report')]
        same([row[0] for row in found], [f'#r{n + 1}' for n in range(len(records))][:500], 'links of the contents')
        same([row[2:] for row in found], [tuple(len(record[kind]) for kind in kinds) for record in records][:500], 'numbers of the contents')
        same([link.get('href') for note in nav.all('p', class_='further') for link in note.all('a')], [f'#r{n}' for n in range(501, len(records) + 1, 100)], 'further reports')
        must(all(title.startswith(row[1].rstrip('…')) for row, title in zip(found, titles)), 'titles of the contents')
    due = sorted(item['due'].get('latest') or item['due'].get('earliest') for _, item in items(records, 'commitments')
                 if 'commitments' in kinds and item['due'] and (item['due'].get('latest') or item['due'].get('earliest')))
    found = [row[0].one('time', datetime=day).get('datetime') for section in root.all('section', class_='dues') for row, day in zip(rows(section.one('table')), due)]
    same(found, due, 'what falls due')
    key = {'statements': 'speakers', 'events': 'source', 'commitments': 'parties'}[kinds[0]]
    letter, wanted, names, number = {'statements': '', 'events': 'E', 'commitments': 'C'}[kinds[0]], {}, {}, 0
    for record, item in items(records, kinds[0]):
        number += 1
        for who, name in people_of(record, item[key]):
            wanted.setdefault(who, []).append(f'#n{letter}{number}')
            names.setdefault(who, name)
    index = [[link.get('href') for link in row[2].all('a')] for section in root.all('section', class_='index') for row in rows(section.one('table'))]
    ranked = sorted(wanted.values(), key=len, reverse=True)[:500] if len(wanted) > 1 else []
    same(sorted(map(len, index)), sorted(min(40, len(places)) for places in ranked), 'the index')
    must({tuple(row) for row in index} <= {tuple(places[:40]) for places in wanted.values()}, 'places of the index')


def read_html(data, records, kind, offsets_only):
    root, kinds = Page(data).root, ['statements', 'events', 'commitments'] if kind == 'everything' else [kind]
    cards = Cards(root)
    is_safe(root, data)
    is_readable(root)
    quotations = {clean(quotation.text()) for quotation in root.all('blockquote')}
    for _, item in items(records, 'statements'):
        must(clean('…'.join(span['text'] for span in item['content'])) in quotations, f'no quotation of {item["id"]}')
        cards.check(item)
    for _, item in items(records, 'events'): cards.check(item, item['trigger']['text'])
    for _, item in items(records, 'commitments'): cards.check(item, item['action']['text'])
    overview_is(root, records, kinds)
    parts_are(root, records, kinds)
    words = ''.join(part for text in root.all('div', class_='words') for part in without_marks(text))
    same(clean(words), clean(''.join(record['text'] for record in records)), 'texts')
    return len(quotations)


def without_marks(node):
    """What is in a text but for the numbers in it."""
    for part in node.parts:
        if isinstance(part, str): yield part
        elif 'ref' not in part.classes(): yield from without_marks(part)


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
        if 'shapes' in sys.argv[5:]: keeps_shapes(data)
        if offsets_only: wordless(data, load(sys.argv[6]))
    except Wrong as why:
        print(why)
        return 1
    return 0


if __name__ == '__main__': sys.exit(main())
