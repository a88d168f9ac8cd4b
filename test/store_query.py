"""Questions to a store, over both back ends: each has to give what a plain reading of the same records gives, and both the same bytes."""
import contextlib, csv, hashlib, io, json, os, pty, random, re, shlex, sqlite3, subprocess, tempfile, threading, unicodedata
from pathlib import Path

import postgres
from suite import Failed, Skipped, environment, readout

WORDS = 'harbour ferry gas pipeline tariff Łódź café strike union minister river bridge well-known wells well salt saltworks levy no not near or and'.split()
NAMES = [('Ilse Maren Holt', 'person', 'NLD'), ('Henk Holt', 'person', 'NLD'), ('Maren Quist', 'person', 'DNK'), ('Café Owners of Łódź', 'group', 'POL'),
         ('Harbour Union', 'organisation', 'NLD'), ('Denmark', 'government', 'DNK'), ('Ministry of Ports', 'government', None)]
OUTLETS = ['The Quay Gazette', 'Northern Ledger', 'Øresund Courier', None]
AGENCIES = ['Quist Press Agency', 'Delta Wire', 'ledger wire']
PLACES = [('Rotterdam', 'NLD'), ('Łódź', 'POL'), ('Port Łódź', 'POL'), ('Nowhere', None)]
ACTS = ['say', 'deny', 'demand', 'promise', 'warn']
KINDS = ['promise', 'demand', 'denial', 'threat']
TYPES = {'PROTEST': ['asserted', 'planned'], 'ACCUSE': ['asserted', 'attributed'], 'AID': ['hypothetical']}


# Records

class Record:
    """A record whose text grows piece by piece; every piece is a span."""

    def __init__(self, rnd, number, uri=None, day=None):
        self.rnd, self.text, self.number = rnd, '', number
        outlet, agencies = rnd.choice(OUTLETS), rnd.sample(AGENCIES, rnd.randrange(3))
        day = day or f'20{rnd.randrange(20, 26)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}'
        if rnd.random() < 0.1: day = None
        self.actors = [{'id': f'a{i + 1}', 'name': name, 'kind': kind, 'role': None, 'affiliation': None, 'country': country, 'sector': None, 'mentions': []}
                       for i, (name, kind, country) in enumerate(rnd.sample(NAMES, rnd.randrange(2, 6)))]
        self.places = [{'id': f'p{i + 1}', 'name': name, 'country': country, 'lat': None, 'lon': None, 'geonames': None, 'mentions': []}
                       for i, (name, country) in enumerate(rnd.sample(PLACES, 2))]
        self.times, self.statements, self.events, self.commitments, self.sentences = [], [], [], [], []
        self.report = {'id': 'sha256:' + hashlib.sha256(f'report {number}'.encode()).hexdigest(), 'uri': uri or f'https://quay.example/{number}', 'format': 'text',
                       'language': rnd.choice(['en', 'en', None]), 'title': '=SUM(1)' if number % 7 == 0 else 'On the ' + rnd.choice(WORDS), 'outlet': outlet,
                       'bylines': [], 'agencies': [{'name': name, 'basis': 'text'} for name in agencies], 'dateline': None,
                       'published': f'{day}T10:00:00Z' if day else None, 'modified': None, 'section': None}
        for _ in range(rnd.randrange(1, 7)): self.say()

    def put(self, words):
        start = len(self.text)
        self.text += words
        return {'start': start, 'end': len(self.text), 'text': words}

    def id(self, what): return hashlib.sha256(f'{what} {self.number} {len(self.text)}'.encode()).hexdigest()[:16]

    def words(self, most=7): return ' '.join(self.rnd.choice([str, str.upper, str.title])(self.rnd.choice(WORDS)) for _ in range(self.rnd.randrange(1, most)))

    def some(self, most): return [actor['id'] for actor in self.rnd.sample(self.actors, self.rnd.randrange(most + 1))]

    def time(self):
        if self.rnd.random() < 0.6: return None
        day = f'2024-0{self.rnd.randrange(1, 10)}-1{self.rnd.randrange(10)}'
        span = self.put('then ')
        self.times.append({'id': f't{len(self.times) + 1}', 'span': span, 'type': 'DATE', 'value': day, 'anchor': None, 'earliest': day, 'latest': day})
        return self.times[-1]['id']

    def say(self):
        rnd, first = self.rnd, len(self.text)
        time = self.time()
        source, _, cue, _ = self.put('Somebody'), self.put(' '), self.put('said'), self.put(' ')
        content = [self.put(self.words())]
        if rnd.random() < 0.3:
            self.put(' – ')
            content.append(self.put('=' + self.words()))
        venue = None
        if rnd.random() < 0.3:
            self.put(' at ')
            venue = {'text': self.put('the quay'), 'place': rnd.choice(self.places)['id']}
        speakers = self.some(2)
        chain = [{'role': 'outlet', 'name': self.report['outlet']}] if self.report['outlet'] else []
        chain += [{'role': rnd.choice(['agency', 'quoted']), 'name': name} for name in rnd.choices(AGENCIES, k=rnd.randrange(3))]
        chain += [{'role': 'speaker', 'actor': speaker} for speaker in speakers]
        statement = {'id': self.id('s'), 'source': source, 'speakers': speakers, 'cue': cue, 'content': content, 'manner': 'indirect', 'act': rnd.choice(ACTS),
                     'addressees': self.some(1), 'venue': venue, 'time': time, 'chain': chain, 'negated': False, 'confidence': 0.5}
        self.statements.append(statement)
        self.put(' ')
        if rnd.random() < 0.6:
            kind = rnd.choice(sorted(TYPES))
            self.events.append({'id': self.id('e'), 'type': kind, 'mode': None, 'contexts': [], 'status': rnd.choice(TYPES[kind]), 'source': self.some(2),
                                'recipient': self.some(1), 'place': rnd.choice(self.places + [{'id': None}])['id'], 'time': time, 'trigger': self.put('march'),
                                'statement': statement['id'], 'score': -2.5, 'confidence': None})
            self.put(' ')
        if rnd.random() < 0.6:
            earliest = f'2025-0{rnd.randrange(1, 10)}-0{rnd.randrange(1, 10)}'
            due = rnd.choice([None, {'time': None, 'earliest': earliest, 'latest': None}, {'time': None, 'earliest': earliest, 'latest': earliest[:8] + '20'}])
            self.commitments.append({'id': self.id('c'), 'kind': rnd.choice(KINDS), 'statement': statement['id'], 'parties': self.some(2), 'counterparties': self.some(1),
                                     'action': self.put(self.words(4)), 'condition': None, 'due': due, 'status': 'open'})
        self.put('.\n\n')
        self.sentences.append([first, len(self.text) - 2])

    def json(self):
        return {'schema': 1, 'offsets': 'codepoints', 'engine': {'version': '0', 'model': 'none', 'arithmetic': 'f32'}, 'report': self.report, 'text': self.text,
                'text_sha256': hashlib.sha256(self.text.encode()).hexdigest(), 'sentences': self.sentences, 'actors': self.actors, 'places': self.places,
                'times': self.times, 'statements': self.statements, 'events': self.events, 'commitments': self.commitments, 'warnings': []}


def make_records(count=60, seed=7):
    """Some of them are two versions of one report."""
    rnd = random.Random(seed)
    records = [Record(rnd, number).json() for number in range(count)]
    for number in range(0, count, 12):
        old = records[number]
        records.append(Record(rnd, count + number, old['report']['uri'], '2026-01-01').json())
        records[-1]['report']['published'] = '2026-01-01T10:00:00Z'
    return records


# What a plain reading gives

def fold(text):
    return ''.join(c for c in unicodedata.normalize('NFKD', text.casefold().replace('ł', 'l').replace('ø', 'o')) if not unicodedata.combining(c))


def cut(text): return re.findall(r'[a-z0-9]+', fold(text))


def named(name, wanted): return name is not None and set(cut(wanted)) <= set(cut(name))


class Stored:
    """The records' items, as rows ought to show them."""

    def __init__(self, records):
        self.items = {'statements': [], 'events': [], 'commitments': [], 'reports': []}
        latest = {record['report']['uri']: record for record in records}
        for record in records:
            report, old = record['report'], latest[record['report']['uri']] is not record
            names = {actor['id']: actor for actor in record['actors']}
            places = {place['id']: place for place in record['places']}
            days = {time['id']: time['earliest'] for time in record['times']}
            day, said = (report['published'] or '')[:10], {}
            self.items['reports'].append({'id': report['id'], 'day': day, 'report': record, 'old': old, 'words': None, 'first': [], 'second': [],
                                          'voices': [names[a] for s in record['statements'] for a in s['speakers']]})

            def add(sort, item, first, second, day, words, place, **more):
                self.items[sort].append({'id': item['id'], 'day': day, 'report': record, 'old': old, 'words': words, 'place': places.get(place),
                                         'first': [names[a] for a in item[first]], 'second': [names[a] for a in item[second]], 'item': item} | more)
            for item in record['statements']:
                said[item['id']] = days.get(item['time'], day)
                add('statements', item, 'speakers', 'addressees', said[item['id']], ' … '.join(span['text'] for span in item['content']), (item['venue'] or {}).get('place'),
                    act=item['act'], chain=[link['name'] for link in item['chain'] if link['role'] in ('agency', 'quoted')])
            for item in record['events']:
                sentence = next(record['text'][a:b] for a, b in record['sentences'] if a <= item['trigger']['start'] < b)
                add('events', item, 'source', 'recipient', days.get(item['time'], day), sentence, item['place'], type=item['type'], status=item['status'])
            for item in record['commitments']:
                due = item['due'] or {}
                add('commitments', item, 'parties', 'counterparties', said[item['statement']], item['action']['text'], None, kind=item['kind'], status=item['status'],
                    due=due.get('latest') or due.get('earliest'))

    def find(self, kind, test=lambda item: True, old=False): return {item['id'] for item in self.items[kind] if (old or not item['old']) and test(item)}


# Full text: questions as trees, written down and answered by hand

def make_question(rnd, depth=0):
    pick = rnd.random()
    if depth > 2 or pick < 0.45:
        words = ' '.join(rnd.choice(WORDS) for _ in range(rnd.choice([1, 1, 1, 2, 2, 3])))
        if rnd.random() < 0.25: return 'term', words[:max(2, len(words) - rnd.randrange(1, 4))].rstrip('- '), True
        return 'term', words, False
    if pick < 0.6: return 'near', make_question(rnd, 9), make_question(rnd, 9), rnd.choice([0, 1, 2, 5])
    parts = [make_question(rnd, depth + 1) for _ in range(rnd.choice([2, 2, 3]))]
    if pick < 0.8: return 'any', parts
    return 'all', parts, [make_question(rnd, depth + 1) for _ in range(rnd.randrange(2))]


def write_question(tree):
    kind = tree[0]
    if kind == 'term': return ('"%s"' if ' ' in tree[1] or tree[1] in ('OR', 'AND', 'NOT', 'NEAR') else '%s') % tree[1] + '*' * tree[2]
    if kind == 'near': return f'{write_question(tree[1])} NEAR/{tree[3]} {write_question(tree[2])}'
    if kind == 'any': return '(' + ' OR '.join(map(write_question, tree[1])) + ')'
    return '(' + ' '.join([*map(write_question, tree[1]), *('-(' + write_question(part) + ')' for part in tree[2])]) + ')'


def places_of(term, words):
    wanted, prefix = cut(term[1]), term[2]
    for start in range(len(words) - len(wanted) + 1):
        here = words[start:start + len(wanted)]
        if here[:-1] == wanted[:-1] and (here[-1] == wanted[-1] or prefix and here[-1].startswith(wanted[-1])): yield start


def answers(tree, words):
    kind = tree[0]
    if kind == 'term': return any(True for _ in places_of(tree, words))
    if kind == 'any': return any(answers(part, words) for part in tree[1])
    if kind == 'all': return all(answers(part, words) for part in tree[1]) and not any(answers(part, words) for part in tree[2])
    _, left, right, between = tree
    sizes = len(cut(left[1])), len(cut(right[1]))
    return any(b - a <= sizes[0] + between if b >= a else a - b <= sizes[1] + between for a in places_of(left, words) for b in places_of(right, words))


# Two stores with the same records

class Stores:
    """Made at the first question."""

    def __init__(self, build, folder, server, name, records):
        self.build, self.records, self.stored, self.name, self.server = build, records, Stored(records), name, server
        self.file, self.lock, self.made = Path(folder) / f'{name}.db', threading.Lock(), []

    @property
    def addresses(self):
        with self.lock:
            if self.made: return self.made
            lines = '\n'.join(json.dumps(record, ensure_ascii=False) for record in self.records).encode()
            made = [str(self.file)] + ([self.server.address(self.name)] if self.server else [])
            for address in made: readout(self.build, 'add', '--db', address, '-', stdin=lines)
            self.made = made
            return made

    def run(self, address, words):
        done = subprocess.run([self.build / 'readout', *words, '--db', address], capture_output=True, stdin=subprocess.DEVNULL, timeout=120, env=environment(self.build))
        if done.returncode not in (0, 1, 2): raise Failed(f'readout {shlex.join(words)}: ended with {done.returncode}\n{done.stderr.decode("utf-8", "replace")}')
        return done

    def ask(self, *words, code=0):
        """What both say; Failed where they differ."""
        both = [self.run(address, words) for address in self.addresses]
        if any(done.returncode != code for done in both):
            raise Failed(f'readout {shlex.join(words)}: ended with {[done.returncode for done in both]}, not {code}\n{[done.stderr.decode() for done in both]}')
        first, second = (re.sub(rb',"added":"[^"]*"', b'', done.stdout) for done in (both[0], both[-1]))
        if first != second:
            at = next((i for i, (a, b) in enumerate(zip(first, second)) if a != b), min(len(first), len(second)))
            raise Failed(f'readout {shlex.join(words)}: the back ends differ at byte {at}:\n{first[max(0, at - 60):at + 60]}\n{second[max(0, at - 60):at + 60]}')
        return first.decode()

    def rows(self, *words, limit='100000'): return [json.loads(line) for line in self.ask(*words, '--limit', limit).splitlines()]

    def ids(self, *words): return {row['id'] for row in self.rows(*words)}


def same(what, seen, wanted):
    if seen != wanted: raise Failed(f'{what}\nmissing: {sorted(wanted - seen)[:5]}\ntoo many: {sorted(seen - wanted)[:5]}')


# The checks

def full_text(stores):
    rnd = random.Random(11)
    for _ in range(120):
        tree = make_question(rnd)
        question = write_question(tree)
        wanted = stores.stored.find('statements', lambda item: answers(tree, cut(item['words'])))
        same(f'statements --about {question}', stores.ids('statements', '--about', question), wanted)


def filters(stores):
    find, pairs = stores.stored.find, []
    for kind in 'statements', 'events', 'commitments':
        pairs += [((kind,), lambda i: True), ((kind, '--speaker', 'HOLT'), lambda i: any(named(a['name'], 'holt') for a in i['first'])),
                  ((kind, '--speaker', 'holt, ilse'), lambda i: any(named(a['name'], 'ilse holt') for a in i['first'])),
                  ((kind, '--addressee', 'lodz cafe'), lambda i: any(named(a['name'], 'lodz cafe') for a in i['second'])),
                  ((kind, '--speaker', 'maren', '--addressee', 'holt'),
                   lambda i: any(named(a['name'], 'maren') for a in i['first']) and any(named(a['name'], 'holt') for a in i['second'])),
                  ((kind, '--speaker', 'maren', '--about', 'harbour OR salt*'),
                   lambda i: any(named(a['name'], 'maren') for a in i['first']) and any(w == 'harbour' or w.startswith('salt') for w in cut(i['words']))),
                  ((kind, '--country', 'dnk,POL'), lambda i: any(a['country'] in ('DNK', 'POL') for a in i['first'])),
                  ((kind, '--outlet', 'ledger'), lambda i: named(i['report']['report']['outlet'], 'ledger')),
                  ((kind, '--outlet', 'oresund'), lambda i: named(i['report']['report']['outlet'], 'oresund')),
                  ((kind, '--from', '2024'), lambda i: i['day'] >= '2024'), ((kind, '--to', '2024-03'), lambda i: '' < i['day'] <= '2024-03-31'),
                  ((kind, '--from', '2024-02-11', '--to', '2024-07'), lambda i: '2024-02-11' <= i['day'] <= '2024-07-31'),
                  ((kind, '--speaker', 'holt', '--from', '2024'), lambda i: any(named(a['name'], 'holt') for a in i['first']) and i['day'] >= '2024')]
    agency = lambda wanted: lambda i: any(named(a['name'], wanted) for a in i['report']['report']['agencies'])
    pairs += [(('statements', '--agency', 'wire'), lambda i: any(named(name, 'wire') for name in i['chain'])), (('events', '--agency', 'wire'), agency('wire')),
              (('reports', '--agency', 'quist press'), agency('quist press')), (('reports', '--outlet', 'quay'), lambda i: named(i['report']['report']['outlet'], 'quay')),
              (('reports', '--speaker', 'quist'), lambda i: any(named(a['name'], 'quist') for a in i['voices'])),
              (('reports', '--about', 'strike -ferry'), lambda i: 'strike' in (w := cut(i['report']['report']['title'] + ' ' + i['report']['text'])) and 'ferry' not in w),
              (('statements', '--act', 'deny, WARN'), lambda i: i['act'] in ('deny', 'warn')), (('events', '--type', 'protest,AID'), lambda i: i['type'] in ('PROTEST', 'AID')),
              (('events', '--status', 'planned'), lambda i: i['status'] == 'planned'), (('commitments', '--kind', 'threat'), lambda i: i['kind'] == 'threat'),
              (('commitments', '--act', 'denial', '--status', 'open'), lambda i: i['kind'] == 'denial'),
              (('statements', '--place', 'lodz'), lambda i: i['place'] and named(i['place']['name'], 'lodz')),
              (('events', '--place', 'POL'), lambda i: i['place'] and i['place']['country'] == 'POL'),
              (('statements', '--act', 'say', '--speaker', 'union', '--outlet', 'gazette'),
               lambda i: i['act'] == 'say' and any(named(a['name'], 'union') for a in i['first']) and named(i['report']['report']['outlet'], 'gazette')),
              (('commitments', '--due-from', '2025-03', '--due-before', '2025-05-20'), lambda i: i['due'] and '2025-03-01' <= i['due'] < '2025-05-20'),
              (('commitments', '--due-before', '2025-06'), lambda i: i['due'] and i['due'] < '2025-06-01')]
    for words, test in pairs:
        same(shlex.join(words), stores.ids(*words), find(words[0], test))
        if words[0] != 'reports' and len(words) < 4: same(shlex.join(words) + ' of every version', stores.ids(*words, '--every-version'), find(words[0], test, old=True))
    record = stores.records[0]
    for name in record['report']['id'], record['text_sha256']:   # an earlier version, named as such
        same('--report of a version', stores.ids('statements', '--report', name), {item['id'] for item in record['statements']})
    newest = [r for r in stores.records if r['report']['uri'] == record['report']['uri']][-1]
    same('--report of an address', stores.ids('statements', '--report', record['report']['uri']), {item['id'] for item in newest['statements']})
    same('--id', stores.ids('statements', '--id', record['statements'][0]['id']), {record['statements'][0]['id']})


def rows(stores):
    """A row says what the record says."""
    by_id = {item['id']: item for item in stores.stored.items['statements']}
    seen = stores.rows('statements', '--every-version')
    for row in seen:
        item, report = by_id[row['id']], by_id[row['id']]['report']['report']
        found = {'act': row['act'], 'day': row['day'] or '', 'content': row['content'], 'source': row['source'], 'cue': row['cue'], 'title': row['report']['title'],
                 'speakers': [a['mention'] for a in row['speakers']], 'addressees': [a['mention'] for a in row['addressees']],
                 'venue': row['venue'] and row['venue']['venue'], 'chain': [link['name'] for link in row['chain'] if link['role'] in ('agency', 'quoted')]}
        said = item['item']
        wanted = {'act': said['act'], 'day': item['day'], 'content': said['content'], 'source': said['source'], 'cue': said['cue'], 'title': report['title'],
                  'speakers': [a['name'] for a in item['first']], 'addressees': [a['name'] for a in item['second']],
                  'venue': said['venue'] and said['venue']['text'], 'chain': item['chain']}
        if found != wanted: raise Failed(f'{row["id"]}: {found}\nis not {wanted}')
    order = [(row['day'] or '', int(row['key'].rpartition('.')[2])) for row in seen]
    if order != sorted(sorted(order, key=lambda key: key[1]), key=lambda key: key[0], reverse=True): raise Failed('rows are not newest day first, then by number')
    place = {item['id']: i for i, item in enumerate(stores.stored.items['statements'])}
    for day in {day for day, _ in order}:
        here = [place[row['id']] for row in seen if (row['day'] or '') == day]
        if here != sorted(here): raise Failed(f'{day or "no day"}: the statements are not in the order in which their reports have them: {here}')
    for row in stores.rows('actors'):
        if row['statements'] != len(stores.rows('statements', '--speaker', row['actor'])): raise Failed(f'{row["name"]}: {row["statements"]} statements are counted')


FACETS = {'statements': 'act speaker addressee country place outlet agency language month year', 'events': 'type status speaker addressee country place outlet agency month',
          'commitments': 'kind status speaker country outlet agency year', 'reports': 'outlet agency language month year', 'actors': 'kind country'}
FILTER = {'act': '--act', 'kind': '--kind', 'type': '--type', 'status': '--status', 'speaker': '--speaker', 'addressee': '--addressee', 'country': '--country'}


def facets(stores):
    """A count is as many rows as the filter of that value gives, whatever else is asked."""
    for kind, names in FACETS.items():
        for name in names.split():
            for more in ([], ['--from', '2023'], ['--speaker', 'holt'], ['--about', 'gas OR salt*'], ['--every-version']):
                if kind == 'actors' and more: continue
                if kind == 'events' and more[:1] == ['--from']: continue
                counts = stores.rows(kind, '--facet', name, *more)
                if [c['count'] for c in counts] != sorted((c['count'] for c in counts), reverse=True): raise Failed(f'{kind} --facet {name}: not most first')
                for count in counts[:3]:
                    value = count.get('actor') or count['value']
                    if name in ('month', 'year') and not more: words = ['--from', value, '--to', value]
                    elif name in FILTER: words = [FILTER[name], value]
                    elif name in ('outlet', 'agency', 'place') and value not in ('Łódź',): words = [f'--{name}', value]
                    else: continue
                    if set(words[::2]) & set(more[::2]): continue
                    seen = len(stores.rows(kind, *words, *more))
                    if seen != count['count']: raise Failed(f'{kind} --facet {name} {more}: {value} counts {count["count"]}, {words} finds {seen}')


def paging(stores):
    for words in (['statements'], ['statements', '--speaker', 'holt'], ['events', '--about', 'said'], ['commitments', '--every-version'], ['actors'], ['reports']):
        whole, pages, after = stores.rows(*words), [], []
        while page := stores.rows(*words, *after, limit='7'):
            pages += page
            after = ['--after', page[-1]['key']]
        if pages != whole: raise Failed(f'{words}: {len(pages)} rows in pages, {len(whole)} at once')
    for key in ('x', '2024-01-01', '2024-01-01.', '.0', "2024-01-01.1'", '2024-01-01.99999999999999999999', '1'):
        stores.ask('statements', '--after', key, code=2)


HOSTILE = ["'", "';DROP TABLE statements;--", '") OR 1=1 --', '%', '_', '\\', '?1', '$1', '{x}', "x' UNION SELECT * FROM reports --", '"', '((', 'a AND', 'NEAR', '*', '-', '--',
           '\u202e', 'é' * 400, '٣', '#', '#0', '#1;', '#99999999999999999999', '0', '-1', '2024-02-30', "2024'", '🦆', 'a' * 999, 'content:x', '^a', 'a:*b', '&|!', '<->', "'':*"]


def injection(stores):
    flags = {'statements': 'speaker addressee about act place country outlet agency from to report id after facet', 'events': 'type status about speaker',
             'commitments': 'kind due-from due-before about', 'actors': 'name kind id country', 'reports': 'about outlet speaker'}

    def state():
        with sqlite3.connect(f'file:{stores.addresses[0]}?mode=ro', uri=True) as db:
            tables = [name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in tables if not re.search(r'_(data|idx|docsize|config)$', name)}
    rnd = random.Random(5)
    before, whole = state(), stores.ask('statements', '--limit', '100000', '--every-version')
    for kind, names in flags.items():
        for name in names.split():
            for value in HOSTILE if name == 'about' and kind == 'statements' else rnd.sample(HOSTILE, 6):
                both = [stores.run(address, [kind, f'--{name}={value}']) for address in stores.addresses]
                if len({(done.returncode, re.sub(rb',"added":"[^"]*"', b'', done.stdout)) for done in both}) > 1:
                    raise Failed(f'{kind} --{name} {value}: the back ends differ: {[(done.returncode, done.stderr) for done in both]}')
                if any(re.search(rb'syntax error|no such|malformed|fts5', done.stderr) for done in both): raise Failed(f'{kind} --{name} {value}: {both[0].stderr}')
    if state() != before or stores.ask('statements', '--limit', '100000', '--every-version') != whole: raise Failed('a question changed the store')


def sheets(stores):
    """CSV and TSV hold what the rows do, and no cell is a formula."""
    for kind in 'statements', 'events', 'commitments', 'actors', 'reports':
        found = stores.rows(kind, '--limit', '100000')
        table = list(csv.DictReader(io.StringIO(stores.ask(kind, '--csv', '--limit', '100000'), newline=''))) if kind != 'reports' else \
            list(csv.DictReader(io.StringIO(stores.run(stores.addresses[0], [kind, '--csv', '--limit', '100000']).stdout.decode(), newline='')))
        if [row['key'] for row in table] != [row['key'] for row in found]: raise Failed(f'{kind}: CSV has other rows')
        for line in table:
            for cell in line.values():
                if cell and cell[0] in '=+-@\t\r' and not re.fullmatch(r'-?[\d.]+', cell): raise Failed(f'{kind}: a formula: {cell}')
    table = csv.DictReader(io.StringIO(stores.ask('statements', '--csv', '--limit', '100000'), newline=''))
    for row, line in zip(stores.rows('statements'), table):
        content = ' … '.join(span['text'] for span in row['content'])
        if line['content'].lstrip("'") != content.lstrip("'") or line['speakers'] != '; '.join(a['name'] for a in row['speakers']): raise Failed(f'CSV has {line}')
    lines = stores.ask('statements', '--tsv', '--limit', '100000').splitlines()
    if len({line.count('\t') for line in lines}) != 1: raise Failed('TSV: lines have different columns')
    if len(stores.ask('statements', '--csv', '--about', 'nothingofthesort').splitlines()) != 1: raise Failed('CSV of no rows: not its head alone')


def columns_of(line): return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def tables(stores):
    for words in (['statements'], ['events'], ['commitments'], ['actors'], ['reports'], ['statements', '--facet', 'speaker']):
        for width in 60, 100:
            done = subprocess.run([stores.build / 'readout', *words, '--table', '--db', stores.addresses[0]], capture_output=True, env=environment(stores.build, COLUMNS=str(width)))
            lines = done.stdout.decode().splitlines()
            wide = [line for line in lines if columns_of(line) > width]
            if done.returncode or len(lines) < 3 or wide or b'\033' in done.stdout: raise Failed(f'{words} in {width} columns: {len(lines)} lines, too wide: {wide[:1]}')
    if '█' not in done.stdout.decode(): raise Failed('a table of counts has no bars')


def terminal(stores):
    """On a terminal a table, in colour, and how to go on."""
    fd, other = pty.openpty()
    with subprocess.Popen([stores.build / 'readout', 'statements', '--limit', '5', '--db', stores.addresses[0]], stdin=other, stdout=other, stderr=other,
                          env=environment(stores.build, TERM='xterm')) as shown:
        os.close(other)
        out = b''
        try:
            while part := os.read(fd, 65536): out += part
        except OSError: pass   # what a terminal says where the other end is closed
        os.close(fd)
    if shown.returncode or b'\033[1mid' not in out or b'--after 20' not in out: raise Failed(f'a terminal gets {out[:600]!r}')


def ends(stores):
    """Exit codes and what is said."""
    for words, code, said in ((['statements', '-e', '--about', 'nothingofthesort'], 1, ''), (['statements', '-e'], 0, ''), (['statements', '--speaker', 'nobody'], 0, ''),
                              (['statements', '--speaker', '#1,#987654'], 2, '#987654: the store has no such actor'), (['actors', '--id', '#987654'], 2, 'no such actor'), (['history', '#987654'], 2, 'no such actor'),
                              (['statements', '--limit', '0'], 2, '--limit'), (['statements', '--type', 'AID'], 2, 'type does not go with statements'),
                              (['statements', '--act', 'sing'], 2, 'there is no act sing; there are say, deny'), (['statements', '--facet', 'colour'], 2, 'no facet colour'),
                              (['reports', '--status', 'open'], 2, 'status does not go with reports'), (['statements', '--about', 'a OR'], 2, 'character 5'),
                              (['actors', '--about', 'x'], 2, 'about does not go with actors'), (['statements', '--country', 'Denmark'], 2, 'three letters'),
                              (['events', '--json', '--csv'], 2, '--csv'), (['statements', 'news.db'], 2, 'news.db')):
        done = stores.run(stores.addresses[0], words)
        if done.returncode != code or said not in done.stderr.decode(): raise Failed(f'{words}: {done.returncode}, not {code}: {done.stderr.decode()}')
    done = subprocess.run([stores.build / 'readout', 'statements', '--db', 'no-such.db'], capture_output=True, env=environment(stores.build))
    if done.returncode != 2 or b'no-such.db' not in done.stderr or Path('no-such.db').exists(): raise Failed(f'a store that is not there: {done.stderr}')
    done = subprocess.run([stores.build / 'readout', 'statements', '-n1'], capture_output=True, env=environment(stores.build, READOUT_DB=stores.addresses[0]))
    if done.returncode or done.stdout.count(b'\n') != 1: raise Failed(f'READOUT_DB: {done.stderr}')


def by_others(stores):
    """The file opens in SQLite as it is, full-text tables included."""
    with sqlite3.connect(f'file:{stores.addresses[0]}?mode=ro', uri=True) as db:
        found = db.execute("SELECT id FROM statements WHERE shown AND statement IN (SELECT rowid FROM statements_words WHERE statements_words MATCH 'harbour lodz')").fetchall()
    same('FTS5 by hand', {row[0] for row in found}, stores.stored.find('statements', lambda item: {'harbour', 'lodz'} <= set(cut(item['words']))))


def rejecting(stores):
    """What is rejected is not shown; triggers tell the copies. It changes the stores: they are its own."""
    victim = stores.rows('statements', '--speaker', 'holt', limit='1')[0]
    wanted = stores.ids('statements', '--speaker', 'holt')
    change = "UPDATE statements SET rejected = TRUE WHERE id = '%s'" % victim['id']
    with sqlite3.connect(stores.addresses[0]) as db: db.execute(change)
    if stores.server: stores.server.run(stores.server.programs / 'psql', '-h', stores.server.folder, '-U', 'readout', '-d', stores.name, '-c', change)
    same('without what is rejected', stores.ids('statements', '--speaker', 'holt'), wanted - {victim['id']})
    same('with what is rejected', stores.ids('statements', '--speaker', 'holt', '--rejected'), wanted)
    row = [row for row in stores.rows('statements', '--rejected') if row.get('rejected')]
    if [r['id'] for r in row] != [victim['id']]: raise Failed('it is not marked as rejected')
    counts = {c['value']: c['count'] for c in stores.rows('statements', '--facet', 'act')}
    if counts[victim['act']] != len(stores.rows('statements', '--act', victim['act'])): raise Failed('the facet counts what is rejected')


CHECKS = {'full text means the same': full_text, 'filters': filters, 'rows': rows, 'facets': facets, 'paging': paging, 'injection': injection, 'CSV and TSV': sheets,
          'tables': tables, 'a terminal': terminal, 'exit codes': ends, 'read by SQLite itself': by_others, 'rejected': rejecting}


@contextlib.contextmanager
def suite(build):
    """The checks, with the stores that they need; where PostgreSQL is not installed, over SQLite alone, and a check that says so."""
    def missing(why): raise why
    with contextlib.ExitStack() as stack:
        folder, checks = stack.enter_context(tempfile.TemporaryDirectory(prefix='readout-query-')), []
        try: server = stack.enter_context(postgres.Server(fsync='off'))
        except Skipped as why:
            server = None
            checks.append(('store: query: postgres', missing, why))
        records = make_records()
        stores, own = (Stores(build, folder, server, name, records) for name in ('query', 'reject'))
        yield checks + [(f'store: query: {name}', check, own if check is rejecting else stores) for name, check in CHECKS.items()]
