"""The suite store: readout add and remove, the same tests over both back ends. PostgreSQL is a server of its own (postgres.py); where none is
installed, its tests are skipped by name. Records are made here, or are the golden ones: no model is needed."""
import contextlib, copy, hashlib, json, os, random, re, shutil, signal, sqlite3, subprocess, tempfile, threading, time
from pathlib import Path

import postgres
from suite import Failed, Skipped, TEST, environment, tail

KILLS = int(os.environ.get('READOUT_KILLS') or 500)   # over both back ends
TABLES = ('reports report_agencies actors actor_names actor_words appearances statements statement_actors statement_chain events event_actors commitments '
          'commitment_actors spans corrections').split()


# ---- records

def sha(text): return hashlib.sha256(text.encode()).hexdigest()


def span(text, words, after=0):
    start = text.index(words, after)
    return {'start': start, 'end': start + len(words), 'text': words}


def actor(text, number, name, kind='person', role=None, country=None):
    return {'id': f'a{number}', 'name': name, 'kind': kind, 'role': span(text, role) if role else None, 'affiliation': None, 'country': country,
            'sector': None, 'mentions': [span(text, name)]}


def record(uri, name='Ilka Brandt', role='harbour master', words='the northern lock would open again in May', country='NLD', engine='one',
           published='2025-03-04', kind='person', outlet='The Quay', more=''):
    """A report of one sentence by one person, as readout read would print it."""
    text = f'{role} {name} said that {words}.{more}'
    identity = sha(f'{uri}|{text}')
    number = lambda kind: sha(f'{kind}|{identity}')[:16]
    content = span(text, f'that {words}')
    return {'schema': 1, 'offsets': 'codepoints', 'engine': {'version': '0.1.0', 'model': engine, 'arithmetic': 'f32'},
            'report': {'id': f'sha256:{identity}', 'uri': uri, 'format': 'text', 'language': 'en', 'title': f'What {name} said', 'outlet': outlet, 'bylines': [],
                       'agencies': [{'name': 'Quay Wire', 'basis': 'metadata', 'span': None}], 'dateline': None, 'published': published, 'modified': None,
                       'section': None, 'extra': {}},
            'text': text, 'text_sha256': sha(text), 'sentences': [[0, len(text)]], 'actors': [actor(text, 1, name, kind, role, country)],
            'places': [], 'times': [], 'statements': [
                {'id': number('statement'), 'source': span(text, name), 'speakers': ['a1'], 'cue': span(text, 'said'), 'content': [content],
                 'manner': 'indirect', 'act': 'say', 'addressees': [], 'venue': None, 'time': None,
                 'chain': [{'role': 'outlet', 'name': outlet}, {'role': 'speaker', 'actor': 'a1'}], 'negated': False, 'confidence': 0.9}],
            'events': [{'id': number('event'), 'type': 'AGREE', 'mode': None, 'contexts': [], 'status': 'attributed', 'source': ['a1'], 'recipient': [],
                        'place': None, 'time': None, 'trigger': span(text, 'said'), 'statement': number('statement'), 'score': 3.0, 'confidence': 0.5}],
            'commitments': [{'id': number('commitment'), 'kind': 'promise', 'statement': number('statement'), 'parties': ['a1'], 'counterparties': [],
                             'action': content, 'condition': None, 'due': {'time': None, 'earliest': '2025-05-01', 'latest': '2025-05-31'}, 'status': 'open'}],
            'warnings': []}


def lines(records): return ''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in records).encode()


def golden():
    """The golden records, each report once."""
    every = [r for path in sorted((TEST / 'golden').glob('*.json')) for r in json.loads(path.read_text('utf-8'))]
    return list({(r['report']['uri'], r['text_sha256']): r for r in every}.values())


# ---- back ends

class Sqlite:
    name = 'sqlite'

    def __init__(self, folder): self.folder = folder

    def store(self, name): return str(self.folder / f'{name}.db')

    def ask(self, store, text):
        with contextlib.closing(sqlite3.connect(store)) as connection: return [tuple(row) for row in connection.execute(text)]

    def change(self, store, text):
        with contextlib.closing(sqlite3.connect(store)) as connection, connection: connection.execute(text)

    def sound(self, store):
        """What the database has to say against its own files."""
        with contextlib.closing(sqlite3.connect(store)) as connection:
            faults = [row[0] for row in connection.execute('PRAGMA integrity_check') if row[0] != 'ok'] + list(connection.execute('PRAGMA foreign_key_check'))
            for table in 'reports', 'statements', 'events', 'commitments':
                connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check')")
        if faults: raise Failed(f'{store}: {faults[:5]}')

    def found(self, store, word): return self.ask(store, f"SELECT count(*) FROM statements_words WHERE statements_words MATCH '{word}'")[0][0]


class Postgres:
    name = 'postgres'

    def __init__(self, server): self.server = server

    def store(self, name):
        if isinstance(self.server, Exception): raise Skipped(str(self.server))
        return self.server.address(name)

    def ask(self, store, text):
        done = subprocess.run([self.server.programs / 'psql', '-X', '-q', '-d', store, '-At', '-F', '\x1f', '-R', '\x1e', '-P', 'null=\x1d', '-c', text],
                              capture_output=True, cwd='/')
        if done.returncode: raise Failed(f'{text}: {tail(done.stderr)}')
        out = done.stdout.decode().removesuffix('\n')
        return [tuple(map(self.value, row.split('\x1f'))) for row in out.split('\x1e')] if out else []

    def change(self, store, text): self.ask(store, text)

    @staticmethod
    def value(text):
        if text in ('\x1d', 't', 'f'): return {'\x1d': None, 't': 1, 'f': 0}[text]
        return int(text) if re.fullmatch(r'-?\d{1,15}', text) else float(text) if re.fullmatch(r'-?\d+\.\d+', text) else text

    def sound(self, store): pass

    def found(self, store, word): return self.ask(store, f"SELECT count(*) FROM statements_words WHERE words @@ '{word}'::tsquery")[0][0]


# ---- running the program

def run(build, verb, store, *arguments, stdin=None, codes=(0,), **more):
    program = build / 'readout'
    if not program.exists(): raise Failed(f'{program} is not here: run make first')
    done = subprocess.run([program, verb, '--db', store, *map(str, arguments)], input=stdin, capture_output=True, timeout=300, env=environment(build), **more)
    if done.returncode not in codes: raise Failed(f'readout {verb} ended with {done.returncode}\n{tail(done.stderr)}')
    return done


def add(build, store, records, *arguments, **more):
    """The results that are printed, in order."""
    done = run(build, 'add', store, *arguments, stdin=records if isinstance(records, bytes) else lines(records), **more)
    return [json.loads(line)['result'] for line in done.stdout.splitlines()]


def expect(what, seen, expected):
    if seen != expected: raise Failed(f'{what}: {seen!r}, not {expected!r}')


def dump(back, store):
    """Every row of every table, but for times and runs; the numbers of rows are part of it."""
    out = {}
    for table in TABLES:
        columns = [row[0] for row in back.ask(store, f"SELECT name FROM pragma_table_info('{table}')" if back.name == 'sqlite' else
                   f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")]
        columns = [f'"{c}"' for c in columns if c not in ('added', 'run', 'record', 'score', 'confidence')]
        rows = back.ask(store, f'SELECT {", ".join(columns)} FROM {table}')
        out[table] = sorted((tuple(None if value is None else str(value) for value in row) for row in rows), key=repr)
    return out


def count(back, store, table, where='1 = 1'): return back.ask(store, f'SELECT count(*) FROM {table} WHERE {where}')[0][0]


# ---- adding

def whole_records(build, back):
    """What a record holds is in the tables, evidence unchanged; adding it again changes nothing."""
    store, records = back.store('golden'), golden()
    expect('first', set(add(build, store, records)), {'added'})
    for table, key in ('statements', 'statements'), ('events', 'events'), ('commitments', 'commitments'), ('appearances', 'actors'):
        expect(table, count(back, store, table), sum(len(r[key]) for r in records))
    for r in records:
        ours = {(s['id'], 'content', i): c['text'] for s in r['statements'] for i, c in enumerate(s['content'])}
        ours |= {(e['id'], 'trigger', 0): e['trigger']['text'] for e in r['events']} | {(c['id'], 'action', 0): c['action']['text'] for c in r['commitments']}
        rows = back.ask(store, 'SELECT s.item, s.part, s.position, substr(r.text, cast(s.first AS integer) + 1, cast(s.past - s.first AS integer)) FROM spans s '
                               f"JOIN reports r ON r.report = s.report WHERE r.id = '{r['report']['id']}' AND s.part IN ('content', 'trigger', 'action')")
        expect(r['report']['id'], {row[:3]: str(row[3]) for row in rows}, ours)
    before = dump(back, store)
    expect('again', set(add(build, store, records)), {'unchanged'})
    if dump(back, store) != before: raise Failed('adding the same again changed rows')
    back.sound(store)


def same_everywhere(build, backs):
    """The same records make the same rows in both back ends, numbers included."""
    made = {}
    for back in backs:
        store = back.store('same')
        add(build, store, golden() + crowd(8, 120) + [record(f'same:{i}', name=f'Person {i % 7} Smith') for i in range(300)])
        add(build, store, [record('same:1', words='nothing would open'), record('same:2', name='Person 2 Smith', engine='two')])
        run(build, 'remove', store, 'same:5', '--by', 'tests', '--why', 'asked for')
        made[back.name] = dump(back, store)
    for table in TABLES:
        a, b = (made[back.name][table] for back in backs)
        different = [pair for pair in zip(a, b) if pair[0] != pair[1]]
        if different or len(a) != len(b): raise Failed(f'{table}: {len(a)} and {len(b)} rows; the first that differ: {different[:1]}')


def versions(build, back):
    """Another text at a known address is a new version; the latest is the one with the latest date, or that came last."""
    store = back.store('versions')
    texts = {'march': ('the lock would open', '2025-03-04'), 'april': ('the lock would stay shut', '2025-04-01'), 'february': ('the lock was sound', '2025-02-01'),
             'undated': ('the lock had no comment', None)}
    of = {key: record('v:1', words=words, published=day) for key, (words, day) in texts.items()}
    latest = lambda: back.ask(store, "SELECT version, published FROM reports WHERE latest ORDER BY report")
    expect('two at once', add(build, store, [of['march'], of['april']]), ['added', 'version'])
    expect('latest', latest(), [(2, '2025-04-01')])
    expect('an older text', add(build, store, [of['february']]), ['version'])
    expect('latest', latest(), [(2, '2025-04-01')])
    expect('the first again', add(build, store, [of['march']]), ['unchanged'])
    expect('latest', latest(), [(2, '2025-04-01')])
    expect('without a date', add(build, store, [of['undated']]), ['version'])
    expect('latest', latest(), [(4, None)])
    expect('shown', count(back, store, 'statements', 'shown'), 1)
    plain = [record(None, words=words) for words, _ in texts.values()]
    expect('without an address each text is a report', add(build, store, plain + plain), ['added'] * 4 + ['unchanged'] * 4)
    back.sound(store)


def latest_of(back, store, uri): return back.ask(store, f"SELECT version FROM reports WHERE latest AND uri = '{uri}'")


def instants(build, back):
    """Which version is the latest is a matter of instants, whatever the zone; a day by itself is none of its own times' before or after."""
    store = back.store('instants')
    rows = [   # dates in the order in which their versions come, and which is the latest in the end
        (['2026-01-01T23:00:00Z', '2026-01-02T01:00:00+05:00'], 1), (['2026-01-02T01:00:00+05:00', '2026-01-01T23:00:00Z'], 2),
        (['2026-01-01T23:00:00-03:00', '2026-01-02T01:59:59Z'], 1), (['2026-01-01T23:00:00-03:00', '2026-01-02T02:00:00Z'], 2),
        (['2026-01-01T10:00:00.25Z', '2026-01-01T10:00:00Z'], 1), (['2026-01-01T10:00:00.25Z', '2026-01-01T10:00:00.3Z'], 2),
        (['2026-01-01T10:00:00', '2026-01-01T09:59:00Z'], 1), (['2026-01-01', '2026-01-01T10:00:00Z'], 2), (['2026-01-01T10:00:00Z', '2026-01-01'], 2),
        (['2026-01-02', '2026-01-01T23:59:59Z'], 1), (['2026-01-01T10:00:00Z', '2025-12-31'], 1), (['2026-01-01', '2025-12-31'], 1), (['2025-12-31', '2026-01-01'], 2),
        (['2026-01-01T23:00:00Z', '2026-01-01', '2026-01-01T22:00:00Z'], 2), (['2026-01-01T23:00:00Z', '2026-01-01', '2026-01-01T23:00:00Z'], 3),
        (['2026-01-05', None, '2026-01-04'], 2), (['2026-01-05', None, '2026-01-06'], 3), ([None, '2020-01-01'], 2), (['2026-01-05', 'soon', '2026-01-04'], 2)]
    for i, (dates, _) in enumerate(rows):
        for turn, date in enumerate(dates): add(build, store, [record(f'i:{i}', words=f'text {turn} was out', published=date)])
    seen = [latest_of(back, store, f'i:{i}') for i in range(len(rows))]
    wrong = [(dates, number, version) for (dates, version), (number,) in zip(rows, seen) if number != (version,)]
    if wrong: raise Failed('dates, the latest, and what ought to be: ' + '; '.join(map(str, wrong)))
    at_once = back.store('instants_at_once')
    add(build, at_once, [record(f'i:{i}', words=f'text {turn} was out', published=date) for i, (dates, _) in enumerate(rows) for turn, date in enumerate(dates)])
    expect('in one batch', [latest_of(back, at_once, f'i:{i}') for i in range(len(rows))], seen)
    expect('shown', count(back, store, 'statements', 'shown'), len(rows))
    back.sound(store)


def told_anew(build, back):
    """A report that is told otherwise follows: which version is the latest, by-lines, who is credited. What is not of the report itself changes nothing."""
    store = back.store('told')
    march, april = record('n:1', words='the lock would open', published='2025-03-04'), record('n:1', words='the lock would stay shut', published='2025-04-01')
    add(build, store, [march, april])
    def dated(r, day): return copy.deepcopy(r) | {'report': r['report'] | {'published': day}}
    shown = lambda: back.ask(store, "SELECT DISTINCT r.version, r.published FROM reports r JOIN statements s ON s.report = r.report WHERE s.shown AND r.uri = 'n:1'")
    for words, r, expected in (('a later date', dated(march, '2025-05-01'), [(1, '2025-05-01')]), ('an earlier one', dated(march, '2025-03-05'), [(2, '2025-04-01')]),
                               ('the other goes back', dated(april, '2025-01-01'), [(1, '2025-03-05')]), ('and away', dated(april, None), [(2, None)])):
        expect(words, add(build, store, [r]), ['replaced'])
        expect(f'{words}: the latest', shown(), expected)
        expect(f'{words}: one of them', latest_of(back, store, 'n:1'), [expected[0][:1]])
    old = record('n:2')
    add(build, store, [old])
    for key, value in ('bylines', ['Ana Pires']), ('bylines', ['Ana Pires', 'Bo Ek']), ('agencies', [{'name': 'Delta Wire', 'basis': 'byline', 'span': None}]), ('agencies', []), ('title', 'Lock shut'):
        old = copy.deepcopy(old)
        old['report'][key] = value
        expect(f'{key} {value}', add(build, store, [old, old]), ['replaced', 'unchanged'])
        kept = json.loads(run(build, 'export', store, '--to', 'jsonl', '--report', 'n:2').stdout)
        expect(f'{key} kept', kept['report'][key], value)
    other = copy.deepcopy(old)
    other['report'] |= {'id': 'sha256:' + sha('other bytes'), 'extra': {'warc': {'date': '2026-01-01'}}}
    expect('the same page once more', add(build, store, [other]), ['unchanged'])
    bare = copy.deepcopy(record('n:3'))
    bare['text'] = None
    expect('without its text, with it, and without', add(build, store, [bare, record('n:3'), bare]), ['added', 'replaced', 'unchanged'])
    expect('the text', count(back, store, 'reports', "uri = 'n:3' AND text IS NOT NULL"), 1)
    back.sound(store)


def other_engines(build, back):
    """Another engine's reading replaces the rows of the first, in place; actors keep their numbers."""
    store = back.store('engines')
    old, new = record('e:1', words='the sluice would be gilded'), record('e:1', words='the sluice would be gilded', engine='two')
    new['statements'][0].update(act='promise', content=[span(new['text'], 'the sluice')], id='0' * 16)
    new['events'], new['commitments'] = [], []
    add(build, store, [old, record('e:2')])
    numbers = back.ask(store, 'SELECT report, actor FROM appearances ORDER BY report')
    expect('results', add(build, store, [new]), ['replaced'])
    expect('numbers', back.ask(store, 'SELECT report, actor FROM appearances ORDER BY report'), numbers)
    expect('acts', back.ask(store, "SELECT s.act, s.id FROM statements s JOIN reports r ON r.report = s.report WHERE r.uri = 'e:1'"), [('promise', '0' * 16)])
    expect('old words', back.found(store, 'gilded'), 0)
    expect('new words', back.found(store, 'sluice'), 1)
    expect('events', count(back, store, 'events'), 1)
    expect('spans of what is gone', count(back, store, 'spans', f"item = '{old['events'][0]['id']}'"), 0)
    expect('the same once more', add(build, store, [new]), ['unchanged'])
    expect('and back', add(build, store, [old]), ['replaced'])
    back.sound(store)


def one_batch(build, back):
    """What comes several times within one batch is as if it had come in several."""
    store, apart = back.store('batch'), back.store('apart')
    first, second, other = record('b:1'), record('b:1', words='all was quiet'), record('b:1', engine='two')
    order = [first, first, second, other, other, second, first, record('b:2'), record('b:2')]
    at_once = add(build, store, order)
    expect('results', at_once, ['added', 'unchanged', 'version', 'replaced', 'unchanged', 'unchanged', 'replaced', 'added', 'unchanged'])
    expect('one by one', [result for r in order for result in add(build, apart, [r])], at_once)
    expect('reports', back.ask(store, 'SELECT uri, version, latest FROM reports ORDER BY report'), back.ask(apart, 'SELECT uri, version, latest FROM reports ORDER BY report'))
    for table in 'statements', 'events', 'commitments', 'spans', 'actors', 'actor_names': expect(table, count(back, store, table), count(back, apart, table))
    back.sound(store)


# ---- removing

def removals(build, back):
    """A report goes with every version, and all that was drawn from it; it does not come back."""
    store = back.store('removals')
    gone = [record('r:gone', name='Wilhelmine Zyxquark', words='the vrbltz was open'), record('r:gone', name='Wilhelmine Zyxquark', words='the vrbltz was shut')]
    stays = record('r:stays')
    before = [add(build, store, [stays]), dump(back, store)][1]
    add(build, store, gone)
    done = run(build, 'remove', store, 'r:gone', '--why', 'asked for', '--by', 'Desk')
    expect('printed', json.loads(done.stdout), {'report': 'r:gone', 'removed': 2})
    if dump(back, store) != before: raise Failed('something stayed behind')
    expect('words', back.found(store, 'vrbltz'), 0)
    expect('log', back.ask(store, 'SELECT DISTINCT made_by, why FROM removals'), [('Desk', 'asked for')])
    expect('again', add(build, store, gone + [record('r:gone', words='something else')]), ['removed'] * 3)
    for table in TABLES + ['removals', 'store', 'runs']:
        if 'zyxquark' in repr(back.ask(store, f'SELECT * FROM {table}')).lower(): raise Failed(f'a name stayed in {table}')
    run(build, 'remove', store, 'r:none', '--why', 'asked for', codes=(2,))
    run(build, 'remove', store, stays['report']['id'], '--why', 'asked for')
    expect('by id', count(back, store, 'reports'), 0)
    text = record(None, words='no address was given')
    add(build, store, [text])
    run(build, 'remove', store, text['text_sha256'], '--why', 'asked for')
    expect('by text', add(build, store, [text]), ['removed'])
    back.sound(store)


def wiped(build, back):
    """In SQLite's file no byte of what was taken out is left."""
    store = back.store('wiped')
    add(build, store, [record(f'w:{i}') for i in range(50)] + [record('w:gone', name='Wilhelmine Zyxquark', words='the vrbltz was open')])
    run(build, 'remove', store, 'w:gone', '--why', 'asked for')
    for path in Path(store).parent.glob('wiped.db*'):
        for word in b'vrbltz', b'yxquark':
            if word in path.read_bytes().lower(): raise Failed(f'{word.decode()} is still in {path.name}')


def wiped_late(build, back):
    """Where somebody still reads what the store was before, a removal does not wait for him. The report is out for all others, and its bytes go when he is
    through: with the next commit of a writer that is open already, or with the next that is opened."""
    store = back.store('wiped_late')
    gone = [record(f'w:gone{i}', name=f'Wilhelmine Zyxquark{i}', words=f'the vrbltz{i} was open') for i in range(2)]
    add(build, store, [record(f'w:{i}') for i in range(50)] + gone)
    def left(i):   # files that have a word of it
        words = f'vrbltz{i}'.encode(), f'yxquark{i}'.encode()
        return [path.name for path in Path(store).parent.glob('wiped_late.db*') if any(word in path.read_bytes().lower() for word in words)]
    with subprocess.Popen([build / 'readout', 'add', '--db', store, '--jobs', '1', '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(build)) as writer:
        def write(r):
            writer.stdin.write(lines([r]))
            writer.stdin.flush()
            return json.loads(writer.stdout.readline())['result']
        try:
            expect('a writer that stays', write(record('w:50')), 'added')
            for i, after in enumerate((lambda: write(record('w:51')), lambda: add(build, store, [record('w:0')])[0])):
                if i:
                    writer.stdin.close()
                    writer.wait()
                with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as reader:
                    reader.execute('BEGIN')
                    before = reader.execute('SELECT count(*) FROM statements').fetchone()
                    done = run(build, 'remove', store, f'w:gone{i}', '--why', 'asked for')
                    expect('printed', json.loads(done.stdout), {'report': f'w:gone{i}', 'removed': 1})
                    if b'still reads' not in done.stderr: raise Failed(f'it does not say that somebody still reads: {tail(done.stderr)}')
                    expect('for others', run(build, 'statements', store, '--speaker', f'zyxquark{i}').stdout, b'')
                    expect('for him', reader.execute('SELECT count(*) FROM statements').fetchone(), before)
                    if not left(i): raise Failed('the bytes are gone, so that nothing is tested here')
                expect('the next who writes', after(), 'unchanged' if i else 'added')
                expect('what is left in the files', left(i), [])
        finally:
            with contextlib.suppress(OSError): writer.stdin.close()
    expect('the mark', back.ask(store, "SELECT * FROM store WHERE name = 'wipe'"), [])
    done = run(build, 'remove', store, 'w:51', '--why', 'asked for')
    expect('nobody reads', done.stderr, b'')
    back.sound(store)


def other_programs(build, back):
    """Datasette and sqlite-utils find the full-text index of a table, and search it, by these questions."""
    store = back.store('others')
    add(build, store, [record('o:1')])
    with contextlib.closing(sqlite3.connect(store)) as db:
        for table, key in ('reports', 'text'), ('statements', 'content'), ('events', 'sentence'), ('commitments', 'action'):
            index = db.execute("SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ?", [f'%VIRTUAL TABLE%USING FTS%content="{table}"%']).fetchall()
            if len(index) != 1: raise Failed(f'{table}: no full-text index is found')
            for word, in db.execute(f'SELECT {key} FROM {table}').fetchall():
                found = db.execute(f'SELECT {key} FROM {table} WHERE rowid IN (SELECT rowid FROM [{index[0][0]}] WHERE [{index[0][0]}] MATCH ?)', [f'"{word.split()[0]}"']).fetchall()
                if (word,) not in found: raise Failed(f'{table}: {word.split()[0]} is not found')


# ---- actors

SAME = [   # (name, role, country, kind) of two reports, and whether they become one actor
    (('Sergey Malakov', None, None), ('Sergei Malakov', None, None), True),
    (('Dmitriy Orlenko', 'minister', 'RUS'), ('Dmitry Orlenko', None, 'RUS'), True),
    (('Aleksandr Vynnyk', None, None), ('Alexander Vinnik', None, None), True),
    (('Zoë Håkansson', None, 'SWE'), ('Zoe Hakansson', 'mayor', None), True),
    (('Sergey Malakov', 'foreign minister', 'RUS'), ('Malakov', 'Foreign Minister', 'RUS'), True),
    (('Malakov', 'Foreign Minister', 'RUS'), ('Sergey Malakov', 'foreign minister', 'RUS'), True),
    (('Sergey Malakov', 'foreign minister', 'RUS'), ('Malakov', 'Foreign Minister', 'BGR'), False),
    (('Sergey Malakov', 'foreign minister', 'RUS'), ('Malakov', 'deputy foreign minister', 'RUS'), False),
    (('Sergey Malakov', 'foreign minister', 'RUS'), ('Malakov', None, None), False),
    (('Sergey Malakov', 'foreign minister', 'RUS'), ('Andrey Malakov', 'foreign minister', 'RUS'), False),
    (('Sergey Malakov', 'poet', 'RUS'), ('Sergey Malakov', 'wrestler', 'USA'), False),
    (('John Ashby', 'mayor', 'GBR'), ('John P. Ashby', 'mayor', 'GBR'), True),
    (('John Ashby', None, None), ('John P. Ashby', None, None), False),
    (('John Q. Ashby', 'mayor', 'GBR'), ('John P. Ashby', 'mayor', 'GBR'), False),
    (('John Paul Ashby', None, None), ('John P. Ashby', None, None), True),
    (('Hamid Fattah el-Tarzi', 'president', 'EGY'), ('Hamid Fatah al-Tarzi', 'president', 'EGY'), True),
    (('Karel Vondra', 'broker', 'CZE'), ('Karel Vondra Jr', 'broker', 'CZE'), False),
    (('Karel Vondra Jr.', None, None), ('Karel Vondra Jr', None, None), True),
    (('Vienna', None, 'AUT', 'government'), ('Austria', None, 'AUT', 'government'), True),
    (('Austria', None, 'AUT', 'government'), ('Austria', None, 'AUT', 'organisation'), False),
    (('The Harbour Board', None, None, 'organisation'), ('Harbour Board', None, None, 'organisation'), True),
    (('the harbour court', None, None, 'organisation'), ('the harbour court', None, None, 'organisation'), False),
    (('Authorities', None, 'NLD', 'organisation'), ('Authorities', None, 'NLD', 'organisation'), False),
    (('District Court', None, 'NLD', 'organisation'), ('District Court', None, 'NLD', 'organisation'), False),
    (('Supreme Court', None, 'NLD', 'organisation'), ('The Supreme Court', None, 'NLD', 'organisation'), True),
    (('Supreme Court', None, 'NLD', 'organisation'), ('Supreme Court', None, 'BEL', 'organisation'), False),
    (('Supreme Court', None, 'NLD', 'organisation'), ('Supreme Court', None, None, 'organisation'), False),
    (('Supreme Court', None, None, 'organisation'), ('Supreme Court', None, None, 'organisation'), False),
    (('Senate', None, 'NLD', 'organisation'), ('Senate', None, 'NLD', 'organisation'), True),
    (('House of Commons', None, None, 'organisation'), ('House of Commons', None, None, 'organisation'), True),
    (('Court', None, 'NLD', 'organisation'), ('Court', None, 'NLD', 'organisation'), False),
    (('Police', None, None, 'group'), ('Police', None, None, 'group'), False),
    (('al-Dawran', None, None, 'group'), ('al-Dawran', None, None, 'group'), True),
    (('a senior official', None, None, 'unnamed'), ('a senior official', None, None, 'unnamed'), False),
    (('protesters', None, None, 'group'), ('protesters', None, None, 'group'), False),
]


def who_is_whom(build, back):
    """Actors of two reports become one where that is clear, and only there."""
    store = back.store('actors')
    records = []
    for i, (one, two, _) in enumerate(SAME):
        for turn, (name, role, country, *kind) in enumerate((one, two)):
            r = record(f'a:{i}:{turn}', name=name, role=role or 'someone', country=country, kind=kind[0] if kind else 'person')
            if not role: r['actors'][0]['role'] = None
            records.append(r)
    wrong = []
    for i in range(len(SAME)):   # each in a store of its own would take long: what came before must not matter
        own = back.store(f'actors{i}')
        add(build, own, records[2 * i:2 * i + 2])
        if (count(back, own, 'actors') == 1) != SAME[i][2]: wrong.append(f'{SAME[i]}: {back.ask(own, "SELECT name, reason FROM appearances")}')
    if wrong: raise Failed('\n'.join(wrong))
    add(build, store, records)
    back.sound(store)
    full = back.ask(store, "SELECT count(*) FROM actors WHERE name = 'Malakov' AND kind = 'person'")
    if not full[0][0]: raise Failed('a surname alone, without a role, has an actor of its own')


KINDS = {'o': 'organisation', 'g': 'government', 'u': 'group'}


def gathering(uri, *those, **more):
    """A report in which those appear: "name, role, country"; with o:, g: or u: before the name where it is no person; "(ABC)" behind a name is an acronym."""
    parts = []
    for one in those:
        name, role, country = ([part.strip() or None for part in one.split(',')] + [None, None])[:3]
        kind = KINDS[name[0]] if name[1] == ':' else 'person'
        parts.append((name[2:] if kind != 'person' else name, kind, role, country))
    long = [re.sub(r' \(\w+\)$', '', name) for name, *_ in parts]
    text = ''.join(f' {role or "Also"}: {name}.' for name, _, role, _ in parts)
    r = record(uri, name=long[0], kind=parts[0][1], more=text, **more)
    r['actors'] = []
    for i, (name, kind, role, country) in enumerate(parts):
        made = actor(r['text'], i + 1, long[i], kind, role, country)
        if name != long[i]: made['mentions'] = [span(r['text'], long[i], r['text'].index(name)), span(r['text'], name[len(long[i]) + 2:-1], r['text'].index(name))]
        r['actors'].append(made)
    return r


A, B, C, D, E, F = 'Ilka Brandt', 'o:Sluice Guild', 'Tomas Weld', 'o:Ferry Pilots', 'Ana Pires', 'o:Quay Wardens'   # company
NLD, BEL = ('g:Netherlands,, NLD', 'o:Rijnmond Wharves,, NLD', 'Anouk Terveld,, NLD'), ('g:Belgium,, BEL', 'o:Schelde Wharves,, BEL', 'Wout Claesen,, BEL')
WITH_COMPANY = [   # what; reports; whom the first of the last report is: the number of the report whose first he is, and the reason; None: nobody of before
    ('a surname in the same company', [['Sergey Malakov', A, B], ['Malakov', A, B]], 0, 'surname and company: #2 #3'),
    ('a surname with a role and no country', [['Sergey Malakov, minister, RUS', A, B], ['Malakov, governor', A, B]], 0, 'surname and company: #2 #3'),
    ('a surname with one companion', [['Sergey Malakov', A, B], ['Malakov', A]], None, 'new'),
    ('a surname without company', [['Sergey Malakov', A, B], ['Malakov', C, D]], None, 'new'),
    ('a surname with company that everybody has', [['Sergey Malakov', A, B], ['Lene Oster', A, B], ['Pavel Ruzek', A, B], ['Malakov', A, B]], None, 'new'),
    ('a surname with a government', [['Sergey Malakov', 'g:Netherlands,, NLD', 'g:Belgium,, BEL'], ['Malakov', 'g:Netherlands,, NLD', 'g:Belgium,, BEL']], None, 'new'),
    ('a surname of another country', [['Sergey Malakov,, RUS', A, B], ['Malakov,, BGR', A, B]], None, 'new'),
    ('a surname that two have, one of them here', [['Sergey Malakov', A, B], ['Andrey Malakov', C, D], ['Malakov', C, D]], 1, 'surname and company: #5 #6'),
    ('a surname that two of the same company have', [['Sergey Malakov', A, B, C, D], ['Andrey Malakov', A, B, C, D], ['Malakov', A, B, C, D]], None, 'new'),
    ('a surname that another of the report has', [['Sergey Malakov', A, B], ['Malakov', 'Andrey Malakov', A, B]], None, 'new'),
    ('a first name', [['Sergey Robert', A, B], ['Robert', A, B]], None, 'new'),
    ('a word that is no surname', [['Lone Republicans', A, B], ['Republicans', A, B]], None, 'new'),
    ('full names are first, wherever they stand', [['Sergey Malakov', A, B], ['Malakov', 'Sergey Malakov', A, B]], None, 'new'),
    ('once known, a surname stays known', [['Sergey Malakov', A, B], ['Malakov', A, B], ['Malakov', A, B]], 0, 'surname and company: #2 #3'),
    ('a brother of the same role', [['Sergey Malakov, foreign minister, RUS'], ['Malakov, foreign minister, RUS'], ['Andrey Malakov, foreign minister, RUS']], None, 'new'),
    ('an open middle name in the same company', [['John Ashby', A, B, C, D, E, F], ['John P. Ashby', A, B, C, D, E, F]], 0, 'name and company: #2 #3 #4'),
    ('an open middle name needs more of it', [['John Ashby', A, B, C, D, E], ['John P. Ashby', A, B, C, D, E]], None, 'new'),
    ('family says nothing', [['John Ashby', 'Ann Ashby', 'Eve Ashby', 'Tom Ashby', 'Joy Ashby', 'Liv Ashby', 'Ivo Ashby'], ['John P. Ashby', 'Ann Ashby', 'Eve Ashby', 'Tom Ashby', 'Joy Ashby', 'Liv Ashby', 'Ivo Ashby']], None, 'new'),
    ('the very name comes first', [['John Ashby'], ['John P. Ashby, mayor, GBR'], ['John Ashby, mayor']], 0, 'name'),
    ('a full name that two have', [['John Ashby,, GBR', A, B], ['John Ashby,, USA', C, D], ['John Ashby', C, D]], 1, 'name and company: #5 #6'),
    ('a full name that two have, without company', [['John Ashby,, GBR', A, B], ['John Ashby,, USA', C, D], ['John Ashby']], None, 'new: several have this name'),
    ('by the country of two', [['John Ashby,, GBR', A, B], ['John Ashby,, USA', C, D], ['John Ashby'], ['John Ashby,, USA']], 1, 'name'),
    ('what is not clear makes nothing else unclear', [['John Ashby,, GBR', A, B], ['John Ashby,, USA', C, D], ['John Ashby'], ['John Ashby'], ['John Ashby', A, B]], 0, 'name and company: #2 #3'),
    ('a namesake abroad', [['John Ashby', *NLD], ['John Ashby', *BEL]], None, 'new: other company than #1'),
    ('a namesake abroad whom somebody joins', [['John Ashby', A, *NLD], ['John Ashby', A, *BEL]], 0, 'name'),
    ('a namesake of whom less is known', [['John Ashby', *NLD], ['John Ashby', C, D]], 0, 'name'),
    ('an acronym', [['o:Northern Harbour Council (NHC)', A, B], ['o:NHC', C, D]], 0, 'name'),
    ('an acronym first', [['o:NHC', A, B], ['o:Northern Harbour Council (NHC)', C, D], ['o:Northern Harbour Council']], 0, 'name'),
    ('an acronym of two', [['o:Northern Harbour Council (NHC)', A, B], ['o:Nautical Health Chamber (NHC)', C, D], ['o:NHC', C, D]], 1, 'name and company: #5 #6'),
    ('an acronym of two, without company', [['o:Northern Harbour Council (NHC)', A, B], ['o:Nautical Health Chamber (NHC)', C, D], ['o:NHC']], None, 'new: several have this name'),
    ('an acronym and another long name', [['o:NHC', A, B], ['o:Northern Harbour Council (NHC)', A, B], ['o:Nautical Health Chamber (NHC)', A, B]], None, 'new'),
    ("another's acronym among the mentions", [['o:Ferry Pilots (NHC)', A, B], ['o:NHC', A, B]], 0, 'name'),
    ('a general name where the report is about', [['o:Supreme Court', *NLD], ['o:Supreme Court', *NLD]], 0, 'name and country'),
    ('a general name elsewhere', [['o:Supreme Court', *NLD], ['o:Supreme Court', *BEL]], None, 'new'),
    ('a general name of the one or the other', [['o:Supreme Court', *NLD], ['o:Supreme Court', *BEL], ['o:Supreme Court', *BEL]], 1, 'name and country'),
    ('a general name by its company', [['o:Supreme Court,, NLD', A, B], ['o:The Supreme Court', A, B]], 0, 'name and company: #2 #3'),
    ('a general name twice in a report', [['o:Supreme Court', 'o:The Supreme Court', 'o:Supreme Court']], None, 'new'),
]


def company(build, back):
    """Who appears beside an actor says who he is where his name leaves it open, and that he is another."""
    wrong = []
    for i, (what, reports, whom, reason) in enumerate(WITH_COMPANY):
        own = back.store(f'company{i}')
        add(build, own, [gathering(f'c:{n}', *those) for n, those in enumerate(reports)])
        rows = back.ask(own, "SELECT p.report, p.actor, p.reason FROM appearances p WHERE p.local = 'a1' ORDER BY p.report")
        last, before = rows[-1], {number: actor for number, actor, _ in rows[:-1]}
        seen = None if last[1] not in before.values() else min(number for number, actor in before.items() if actor == last[1]) - 1
        if (seen, last[2]) != (whom, reason): wrong.append(f'{what}: {seen}, {last[2]!r}, not {whom}, {reason!r}')
        back.sound(own)
    if wrong: raise Failed('\n'.join(wrong))


def twins(build, back):
    """What is no person is one in a report, however often it stands there."""
    store = back.store('twins')
    add(build, store, [gathering('t:1', 'o:Senate', 'o:The Senate', 'o:Senate', 'o:NHC', 'o:NHC'), gathering('t:2', 'o:Senate', 'o:The Senate', *NLD), gathering('t:3', 'o:The Senate', 'o:Senate', *NLD)])
    rows = back.ask(store, 'SELECT report, count(DISTINCT actor) FROM appearances WHERE name LIKE \'%Senate\' GROUP BY report ORDER BY report')
    expect('actors of each report', rows, [(1, 1), (2, 1), (3, 1)])
    expect('of all', back.ask(store, "SELECT count(DISTINCT actor) FROM appearances WHERE name LIKE '%Senate'"), [(2,)])
    back.sound(store)


def crowd(seed, reports):
    """Reports of four circles of people with the same surnames, who are called now one way, now another."""
    chance, out = random.Random(seed), []
    circles = [[(first, last) for last in ('Malakov', 'Brandt', 'Oster', 'Ruzek', 'Weldham')] for first in ('Ilka', 'Sergey', 'Lene', 'Pavel')]
    bodies = ['o:Northern Harbour Council (NHC)', 'o:Nautical Health Chamber (NHC)', 'o:NHC', 'o:Supreme Court', 'o:Senate', 'o:The Senate', 'g:France,, FRA', 'u:Police']
    for i in range(reports):
        here = chance.randrange(4)
        those = [chance.choice([f'{first} {last}'] * 5 + [last, last, f'{first} Q. {last}']) + chance.choice(['', '', '', ', minister', ', mayor, NLD', ',, BEL'])
                 for first, last in chance.sample(circles[here], chance.randrange(2, 6))]
        those += [f'o:{town} Wardens' for town in chance.sample((('Quay', 'Lock'), ('Pier', 'Dune'), ('Mole', 'Weir'), ('Dock', 'Ferry'))[here], chance.randrange(3))]
        those += chance.sample(bodies, chance.randrange(4)) + list(chance.choice([(), NLD, BEL]))
        out.append(gathering(f'r:{i}', *those, words=f'lock {i} would open'))
    return out


def company_in_batches(build, back):
    """It makes no difference in which batches reports come, by which runs, or which of them are read anew at once."""
    chance, whole, parts = random.Random(3), back.store('crowd'), back.store('crowds')
    records = crowd(5, 240)
    anew = [copy.deepcopy(r) for r in records[::5]]
    for r in anew: r['engine']['model'] = 'two'
    add(build, whole, records)
    add(build, whole, anew)
    for batch in records, anew:
        while batch:
            count_of = chance.choice([1, 3, 20, 60])
            add(build, parts, batch[:count_of])
            batch = batch[count_of:]
    one, other = dump(back, whole), dump(back, parts)
    reasons = {re.sub(r':? #.*', '', row[0]) for row in back.ask(whole, 'SELECT DISTINCT reason FROM appearances')}
    for table in TABLES:
        if one[table] != other[table]: raise Failed(f'{table}: the first that differ: {[pair for pair in zip(one[table], other[table]) if pair[0] != pair[1]][:1]}')
    missing = {'name', 'name and company', 'surname and company', 'name and country', 'surname, role and country', 'country', 'new: several have this name'} - reasons
    if missing: raise Failed(f'nobody is known by {missing}: the reports try nothing')
    back.sound(whole)


# ---- what goes wrong

def mutated(make):
    """Records that are none, each wrong in one way."""
    def with_(path, value):
        r = make()
        at = r
        for key in path[:-1]: at = at[key]
        at[path[-1]] = value
        return r
    point = {'start': 0, 'end': 5, 'text': 'wrong'}
    text = make()['text']
    ways = [(['schema'], 2), (['schema'], 'one'), (['offsets'], 'bytes'), (['offsets'], 'utf16'), (['report'], None), (['report', 'id'], 'sha256:1'), (['report', 'id'], 7),
            (['report', 'uri'], 'u' * 3000), (['report', 'uri'], ['u']), (['text'], 7), (['text'], 'another text'), (['text_sha256'], 'f' * 64), (['text_sha256'], None),
            (['actors'], {'id': 'a1'}), (['actors', 0, 'kind'], 'king'), (['actors', 0, 'name'], ''), (['actors', 0, 'name'], None), (['actors', 0, 'id'], "a1'; DROP TABLE reports; --"),
            (['actors', 0, 'role'], point), (['actors', 0, 'mentions'], [point]), (['actors', 0, 'country'], 'x' * 100),
            (['statements', 0, 'id'], 'short'), (['statements', 0, 'id'], 'G' * 16), (['statements', 0, 'act'], 'sing'), (['statements', 0, 'act'], 'say deny'), (['statements', 0, 'manner'], ' '),
            (['statements', 0, 'content'], []), (['statements', 0, 'content'], None), (['statements', 0, 'content'], [None]), (['statements', 0, 'content'], [point]),
            (['statements', 0, 'content', 0, 'end'], 10 ** 6), (['statements', 0, 'content', 0, 'start'], -1), (['statements', 0, 'content', 0, 'start'], 2 ** 40),
            (['statements', 0, 'content', 0, 'start'], 1.5), (['statements', 0, 'cue', 'start'], len(text)), (['statements', 0, 'speakers'], ['a2']), (['statements', 0, 'speakers'], ['']),
            (['statements', 0, 'speakers'], [None]), (['statements', 0, 'speakers'], 'a1'), (['statements', 0, 'chain', 0, 'role'], 'king'), (['statements', 0, 'time'], 't1'),
            (['statements', 0, 'venue'], {'text': point, 'place': None}), (['statements', 0, 'confidence'], 'high'), (['events', 0, 'type'], 'DANCE'), (['events', 0, 'trigger'], None),
            (['events', 0, 'statement'], 'f' * 16), (['events', 0, 'place'], 'p9'), (['events', 0, 'contexts'], 'none'), (['commitments', 0, 'action'], None),
            (['commitments', 0, 'status'], 'done'), (['commitments', 0, 'parties'], ['a1', 'a9']), (['report', 'outlet'], 'o' * 1001), (['report', 'extra'], {'large': 2 ** 63}),
            (['report', 'agencies'], [{'name': 'CPA', 'basis': 'text'}] * 257), (['statements', 0, 'speakers'], ['a1'] * 257),
            (['statements', 0, 'chain'], [{'role': 'agency', 'name': 'CPA'}] * 257)]
    for path, value in ways: yield with_(path, value)
    for key in 'actors', 'statements', 'events', 'commitments': yield with_([key], make()[key] * 2)


def hostile_records(build, back):
    """A record that is none is rejected with its reason, and the others go in."""
    store, good = back.store('hostile'), record('h:good')
    bad = list(mutated(lambda: record('h:bad')))
    deep = b'{"schema": 1, "report": ' + b'[' * 3000 + b']' * 3000 + b'}\n'
    raw = [b'{"schema": 1\n', b'{"schema": 1, "schema": 1}\n', b'{"schema": 1, "text": "\\u0000"}\n', b'{"schema": 1, "text": "\xff"}\n', b'[1]\n', b'7\n', deep]
    name = Path(tempfile.mkdtemp()) / 'rejects.jsonl'
    try:
        done = run(build, 'add', store, '--rejects', name, stdin=lines([good]) + lines(bad) + b''.join(raw) + lines([record('h:last')]), codes=(3,))
        rejects = name.read_text('utf-8').splitlines()
    finally: shutil.rmtree(name.parent)
    accepted = len(done.stdout.splitlines()) - 2
    if accepted or len(rejects) != len(bad) + len(raw): raise Failed(f'{accepted} of {len(bad) + len(raw)} bad records went in: {[json.loads(line)["uri"] for line in done.stdout.splitlines()]}')
    expect('reports', count(back, store, 'reports'), 2)
    back.sound(store)


def damaged(build, back):
    """A record that is damaged is named, by its report, and the others go out; what is left of it is never taken for the whole."""
    store = back.store('damaged')
    add(build, store, [record(f'd:{i}') for i in range(4)])
    whole = back.ask(store, "SELECT %s FROM reports WHERE uri = 'd:2'" % ('hex(record)' if back.name == 'sqlite' else "encode(record, 'hex')"))[0][0]
    def put(uri, digits): back.change(store, "UPDATE reports SET record = %s WHERE uri = '%s'" % (f"x'{digits}'" if back.name == 'sqlite' else f"'\\x{digits}'::bytea", uri))
    middle = len(whole) // 4 * 2
    ways = {'cut off': whole[:middle], 'nothing': '', 'other bytes': '00' * 50, 'a byte changed': whole[:middle] + f'{int(whole[middle:middle + 2], 16) ^ 1:02x}' + whole[middle + 2:],
            'its check changed': whole[:-2] + f'{int(whole[-2:], 16) ^ 1:02x}', 'something behind it': whole + '00'}
    for what, digits in ways.items():
        put('d:2', digits)
        for flags in (['--to', 'jsonl'], ['--to', 'csv', '--speaker', 'brandt'], ['--to', 'html', '--kind', 'events']):
            done = run(build, 'export', store, *flags, codes=(3,))
            out, said = done.stdout.decode(), done.stderr.decode()
            if 'd:2' not in said or 'damaged' not in said: raise Failed(f'{what}: {said}')
            expect(f'{what}: {flags}', [f'd:{i}' in out for i in range(4)], [True, True, False, True])
    put('d:2', whole)
    expect('whole again', len(run(build, 'export', store, '--to', 'jsonl').stdout.splitlines()), 4)
    statement = record('d:3')['statements'][0]['id']
    run(build, 'correct', store, '--target', statement, '--act', 'deny', '--why', 'so')
    back.change(store, "UPDATE corrections SET change = '{'")
    done = run(build, 'export', store, '--to', 'jsonl', codes=(3,))
    if b'd:3' not in done.stderr or b'damaged' not in done.stderr: raise Failed(tail(done.stderr))
    expect('but for the one whose correction is damaged', len(done.stdout.splitlines()), 3)
    for i in range(4): put(f'd:{i}', whole[:middle])
    done = run(build, 'export', store, '--to', 'jsonl', codes=(2,))
    expect('all of them', (done.stdout, sum(line.count(b'is damaged') for line in done.stderr.splitlines())), (b'', 4))


def any_junk(build, back):
    """Whatever stands in a record, the program ends as it should, and the store stays sound."""
    store, chance = back.store('junk'), random.Random(7)
    junk = [None, True, -1, 0, 2 ** 31, 2 ** 63 - 1, 1e308, '', 'a1', 'x' * 70000, '\u202e\ufdfa' * 400, "'; DROP TABLE reports; --", '\t\n\\N\\.', [], {}, [[]], [{}], {'start': 0, 'end': 1, 'text': 'h'}]

    def spoil(value):
        at = value
        while isinstance(at, (dict, list)) and at:
            key = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
            if chance.random() < .35 or not isinstance(at[key], (dict, list)): break
            at = at[key]
        if isinstance(at, (dict, list)) and at: at[key] = copy.deepcopy(chance.choice(junk))
        return value
    records = [spoil(record(f'j:{i}')) for i in range(1500)]
    run(build, 'add', store, stdin=lines(records), codes=(3,))
    if not count(back, store, 'reports'): raise Failed('nothing went in')
    back.sound(store)


def killed(build, back, times):
    """kill -9 at any moment: what was printed is there, each report is whole, none is there twice."""
    store, chance = back.store('killed'), random.Random(11)
    def batch(turn): return [record(f'k:{turn}:{i}', words=f'lock {turn} {i} would open') for i in range(270)]   # a commit within, and one at the end
    add(build, store, batch('first'))
    begin = time.monotonic()
    add(build, store, batch('whole'))
    whole = time.monotonic() - begin
    acknowledged = set()
    for turn in range(times):
        data = lines(batch(turn))
        with subprocess.Popen([build / 'readout', 'add', '--db', store, '--jobs', '1'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=environment(build)) as program:
            def feed():
                try: program.stdin.write(data), program.stdin.close()
                except OSError: pass
            feeder = threading.Thread(target=feed)
            feeder.start()
            time.sleep(chance.random() * whole * 1.2)
            program.send_signal(signal.SIGKILL)
            out = program.stdout.read()
            feeder.join()
            try: program.stdin.close()
            except OSError: pass
        acknowledged |= {json.loads(line)['report'] for line in out.splitlines(keepends=True) if line.endswith(b'\n')}
    for id_ in acknowledged - {row[0] for row in back.ask(store, 'SELECT id FROM reports')}: raise Failed(f'{id_} was printed, and is not there')
    expect('twice', back.ask(store, 'SELECT id, count(*) FROM reports GROUP BY id HAVING count(*) > 1'), [])
    reports = count(back, store, 'reports')
    for table in 'statements', 'events', 'commitments', 'appearances', 'statements_words', 'reports_words', 'report_agencies':
        expect(f'rows of {table}', count(back, store, table), reports)
    expect('spans', count(back, store, 'spans'), 5 * reports)
    expect('the rest goes in', set(add(build, store, [r for turn in ('first', 0, times - 1) for r in batch(turn)])) <= {'added', 'unchanged'}, True)
    back.sound(store)
    if not acknowledged and times > 20: raise Failed('no run lived long enough to print anything')


def indexes(back, store):
    """Names of the indexes that stand in the schema's file."""
    if back.name == 'sqlite': return {row[0] for row in back.ask(store, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")}
    return {row[0] for row in back.ask(store, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")}


def searches(build, store):
    """What questions of every kind answer, without the numbers of rows."""
    out = []
    for verb, *words in (['statements', '--about', 'lock'], ['statements', '--speaker', 'Brandt'], ['events', '--type', 'agree'], ['commitments', '--due-before', '2025-06-01'],
                         ['statements', '--facet', 'act'], ['events', '--facet', 'outlet'], ['reports', '--facet', 'month']):
        out.append(sorted(re.sub(rb'"key":"[^"]*"', b'', line) for line in run(build, verb, store, '--json', '--limit', '1000', *words).stdout.splitlines()))
    return out


def first_loads(build, back, times):
    """A first load makes the indexes of searches at its end. Killed at any moment, before that or meanwhile, searches find what is there, and the next
    writer makes them."""
    chance, records = random.Random(5), [record(f'n:{i}', words=f'lock {i} would open') for i in range(300)]
    whole = back.store('first_whole')
    begin = time.monotonic()
    expect('added', set(add(build, whole, records)), {'added'})
    length, every, answers = time.monotonic() - begin, indexes(back, whole), searches(build, whole)
    if not {'statements_day', 'events_type', 'commitments_due', 'statement_actors_actor'} <= every: raise Failed(f'indexes: {every}')
    waited = 0
    for turn in range(times):
        store = back.store(f'first_{turn}')
        with subprocess.Popen([build / 'readout', 'add', '--db', store], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=environment(build)) as program:
            with contextlib.suppress(OSError): program.stdin.write(lines(records))
            if turn % 2: time.sleep(chance.random() * length)
            else:                                       # until rows are there and the indexes are not
                while program.poll() is None:
                    try: rows = back.ask(store, "SELECT count(*) FROM store, reports WHERE store.name = 'indexes'")[0][0]
                    except (sqlite3.Error, Failed): continue
                    if rows: break
            program.send_signal(signal.SIGKILL)
            with contextlib.suppress(OSError): program.stdin.close()
        try: waits = count(back, store, 'store', "name = 'indexes'")
        except (sqlite3.Error, Failed): waits = 0       # it was killed before there was a store
        if waits:
            waited += 1
            there = count(back, store, 'statements')
            expect('found while indexes wait', len(searches(build, store)[0]), there)
        expect('the rest goes in', set(add(build, store, records)) <= {'added', 'unchanged'}, True)
        expect('indexes', indexes(back, store), every)
        expect('what is waited for', count(back, store, 'store', "name = 'indexes'"), 0)
        expect('answers', searches(build, store), answers)
        back.sound(store)
    if not waited: raise Failed('no run was killed before the indexes were made')


def settled_within(build, back):
    """What is more than adding needs the indexes, also in the middle of a first load."""
    store, one = back.store('within'), record('w:1')
    expect('results', add(build, store, [one, record('w:2'), record('w:1', engine='two'), record('w:3')]), ['added', 'added', 'replaced', 'added'])
    expect('what is waited for', count(back, store, 'store', "name = 'indexes'"), 0)
    expect('indexes', 'statements_day' in indexes(back, store), True)
    expect('reports', count(back, store, 'reports'), 3)


def two_writers(build, back):
    """Two at once wait for each other, and what both bring is there once."""
    store = back.store('writers')
    mine, theirs, common = ([record(f'{name}:{i}', words=f'{name} {i}') for i in range(400)] for name in ('mine', 'theirs', 'common'))
    programs = [subprocess.Popen([build / 'readout', 'add', '--db', store], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(build))
                for _ in range(2)]
    with contextlib.ExitStack() as stack:
        for program in programs: stack.enter_context(program)
        results = [None, None]
        def talk(i, records): results[i] = programs[i].communicate(lines(records), timeout=120)
        threads = [threading.Thread(target=talk, args=(i, own + common)) for i, own in enumerate((mine, theirs))]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    for program, (_, err) in zip(programs, results): expect(f'exit code ({tail(err)})', program.returncode, 0)
    expect('reports', count(back, store, 'reports'), 1200)
    expect('texts', back.ask(store, 'SELECT count(DISTINCT text_sha256) FROM reports'), [(1200,)])
    expect('people', count(back, store, 'actors'), 1)
    back.sound(store)


def bounded(build, back):
    """What waits for a place in the store is bounded by its bytes, not by how many reports it is: here all wait for another writer."""
    store = back.store('bounded')
    add(build, store, [record('w:0')])
    text = 'The northern lock would open again, the harbour master said. ' * 130000
    state = hashlib.sha256(text.encode())

    def big(i):
        whole = state.copy()
        whole.update(str(i).encode())
        return (f'{{"schema": 1, "offsets": "codepoints", "engine": {{}}, "report": {{"id": "sha256:{sha(str(i))}", "uri": "w:{i}"}}, '
                f'"text_sha256": "{whole.hexdigest()}", "text": "{text}{i}"}}\n').encode()
    def megabytes(program): return int(re.search(r'RssAnon:\s+(\d+)', Path(f'/proc/{program.pid}/status').read_text())[1]) // 1024
    def feed(program):
        with contextlib.suppress(OSError):   # it is killed
            for i in range(64): program.stdin.write(big(i))
            program.stdin.close()
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        with subprocess.Popen([build / 'readout', 'add', '--db', store, '--jobs', '4', '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(build)) as program:
            feeder, seen = threading.Thread(target=feed, args=[program]), [0] * 10
            feeder.start()
            try:   # until it has taken no more for a second
                while seen[-10] != seen[-1] or not seen[-1]:
                    time.sleep(.1)
                    seen.append(megabytes(program))
            finally: program.kill()
            feeder.join()
            with contextlib.suppress(OSError): program.stdin.close()
        other.execute('ROLLBACK')
    if max(seen) > 600: raise Failed(f'{max(seen)} MB')
    if max(seen) < 50: raise Failed(f'{max(seen)} MB: nothing waited')


def full_disk(build, back):
    """A full disk is told, what was printed is kept, and the rest goes in when there is room again."""
    script = r'''
set -e
mount -t tmpfs -o size=3m none "$1"
set +e
"$2" add --db "$1/store.db" "$3" > "$4/first" 2> "$4/errors"; echo $? > "$4/code"
mount -o remount,size=200m "$1"
"$2" add --db "$1/store.db" "$3" > "$4/second" 2>> "$4/errors"; echo $? >> "$4/code"
cp "$1"/store.db* "$4"
'''
    if not shutil.which('unshare'): raise Skipped('unshare is not installed')
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / 'disk').mkdir()
        (folder / 'records.jsonl').write_bytes(lines([record(f'd:{i}', words=f'lock {i} would open', more=f' {sha(str(i)) * 40}') for i in range(1000)]))
        done = subprocess.run(['unshare', '--map-root-user', '--mount', 'bash', '-c', script, 'bash', folder / 'disk', build / 'readout', folder / 'records.jsonl', folder],
                              capture_output=True, env=environment(build), timeout=120)
        if not (folder / 'code').exists(): raise Skipped(f'no file system can be mounted here: {tail(done.stderr, 1)}')
        codes, errors = (folder / 'code').read_text().split(), (folder / 'errors').read_text()
        expect('exit codes', codes, ['2', '0'])
        if 'disk is full' not in errors: raise Failed(f'it does not say so: {errors}')
        first, second = ([json.loads(line) for line in (folder / name).read_text().splitlines()] for name in ('first', 'second'))
        if not re.search(rf'\b{len(first)} reports are in the store', errors): raise Failed(f'{len(first)} were printed: {errors}')
        expect('kept', [line['result'] for line in second[:len(first)]], ['unchanged'] * len(first))
        expect('the rest', {line['result'] for line in second[len(first):]}, {'added'})
        back.sound(str(folder / 'store.db'))


def lost_connection(build, back):
    """The server goes away and comes back in the middle: the program waits, and nothing is lost or doubled."""
    if isinstance(back.server, Exception): raise Skipped(str(back.server))
    with postgres.Server(fsync='off') as server:
        store = server.address('lost')
        records = [record(f'l:{i}', words=f'lock {i} would open') for i in range(600)]
        with subprocess.Popen([build / 'readout', 'add', '--db', store, '--jobs', '1'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=environment(build)) as program:
            program.stdin.write(lines(records[:300]))
            program.stdin.flush()
            time.sleep(1)
            server.stop('immediate')
            def feed():   # the program reads on when it has a server again
                program.stdin.write(lines(records[300:]))
                program.stdin.close()
            feeder = threading.Thread(target=feed)
            feeder.start()
            time.sleep(1)
            server.start()
            out, err = program.stdout.read(), program.stderr.read()
            feeder.join()
            program.wait(120)
        expect(f'exit code: {tail(err)}', program.returncode, 0)
        if b'connection' not in err: raise Failed(f'it does not say that the connection was lost: {tail(err)}')
        expect('printed', len(out.splitlines()), 600)
        own = Postgres(server)
        for table in 'reports', 'statements', 'appearances': expect(table, count(own, store, table), 600)
        server.stop('immediate')
        done = run(build, 'add', store, stdin=lines(records[:1]), codes=(2,))
        if b'cannot connect' not in done.stderr: raise Failed(tail(done.stderr))
        server.start()


def wrong_stores(build, back):
    """A store of a newer release, another's database, and what is none are refused, with the reason; no password is shown."""
    store = back.store('newer')
    add(build, store, [record('n:1')])
    change = "UPDATE store SET value = '99' WHERE name = 'schema'"
    if back.name == 'sqlite':
        with contextlib.closing(sqlite3.connect(store)) as connection, connection: connection.execute(change)
    else: back.ask(store, change)
    done = run(build, 'add', store, stdin=lines([record('n:2')]), codes=(2,))
    if b'newer release' not in done.stderr: raise Failed(tail(done.stderr))
    expect('reports', count(back, store, 'reports'), 1)
    if back.name == 'sqlite':
        other, text = back.store('other'), back.store('text')
        with contextlib.closing(sqlite3.connect(other)) as connection, connection: connection.execute('CREATE TABLE cats (name)')
        Path(text).write_text('no database at all, but long enough to be looked at ' * 50)
        for wrong, words in (other, b'no store'), (text, b'no'), ('/nowhere/at/all.db', b'cannot be opened'), (str(back.folder), b'cannot be opened'):
            done = run(build, 'add', wrong, stdin=lines([record('n:2')]), codes=(2,))
            if words not in done.stderr: raise Failed(f'{wrong}: {tail(done.stderr)}')
    else:
        for address in 'postgresql://desk:hushhush@127.0.0.1:1/none', 'postgresql://desk:hush hush@[::1', 'postgresql://desk@127.0.0.1:1/none?password=hushhush':
            done = run(build, 'add', address, stdin=lines([record('n:2')]), codes=(2,))
            if b'hush' in done.stderr: raise Failed(f'the password is shown: {tail(done.stderr)}')


# ---- the suite

@contextlib.contextmanager
def suite(build):
    """The checks, with the servers and folders that they need."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix='readout-store-')))
        try: server = stack.enter_context(postgres.Server(fsync='off'))
        except Skipped as why: server = why
        backs = Sqlite(folder), Postgres(server)
        tests = [whole_records, versions, instants, told_anew, other_engines, one_batch, removals, who_is_whom, company, twins, company_in_batches, hostile_records,
                 damaged, any_junk, two_writers, wrong_stores, settled_within]
        checks = [(f'store: {back.name}: {test.__name__.replace("_", " ")}', test, build, back) for test in tests for back in backs]
        checks += [(f'store: {back.name}: killed {KILLS // 2} times', killed, build, back, KILLS // 2) for back in backs]
        checks += [(f'store: {back.name}: first loads killed {max(4, KILLS // 25)} times', first_loads, build, back, max(4, KILLS // 25)) for back in backs]
        checks += [('store: sqlite: wiped', wiped, build, backs[0]), ('store: sqlite: wiped late', wiped_late, build, backs[0]), ('store: sqlite: other programs', other_programs, build, backs[0]),
                   ('store: sqlite: full disk', full_disk, build, backs[0]), ('store: sqlite: bounded', bounded, build, backs[0]),
                   ('store: postgres: lost connection', lost_connection, build, backs[1]), ('store: the same in both', same_everywhere, build, backs)]
        yield checks
