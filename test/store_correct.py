"""Part of the suite store: readout correct and readout history, the same tests over both back ends. Records are made in store.py's way."""
import contextlib, copy, itertools, json, random, tempfile
from pathlib import Path

import postgres, store as base
from suite import Failed, Skipped
from store import A, B, C, D, actor, add, count, dump, expect, gathering, lines, record, run, sha, span

TABLES = base.TABLES + ['correction_states', 'correction_actors', 'removals']


# ---- helpers

def correct(build, store, *flags, why='checked', codes=(0,), **more):
    done = run(build, 'correct', store, *flags, *(['--why', why] if why else []), codes=codes, **more)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.decode()


def imported(build, store, rows, codes=(0,)):
    text = ''.join((row if isinstance(row, str) else json.dumps(row)) + '\n' for row in rows)
    done = run(build, 'correct', store, '--import', '-', stdin=text.encode(), codes=codes)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def rows(build, store, verb, *flags): return [json.loads(line) for line in run(build, verb, store, *flags).stdout.splitlines()]


def row(build, store, verb, identity, *flags):
    found = rows(build, store, verb, '--id', identity, *flags)
    if len(found) != 1: raise Failed(f'{verb} {identity}: {len(found)} rows')
    return found[0]


def history(build, store, *of): return rows(build, store, 'history', *of)


def numbers(build, store): return {a['name']: a['actor'] for a in rows(build, store, 'actors', '--limit', 1000)}


def speakers(item): return [person['name'] for person in item[next(key for key in ('speakers', 'parties', 'source') if key in item)]]


def ids(r): return [r[kind][0]['id'] for kind in ('statements', 'events', 'commitments')]


def as_read_by(engine, r, **changes):
    """The same report read by another engine; changes: of the statement's spans, (first, past)."""
    r = copy.deepcopy(r)
    r['engine']['model'] = engine
    statement = r['statements'][0]
    for part, (first, past) in changes.items():
        new = {'start': first, 'end': past, 'text': r['text'][first:past]}
        statement[part] = [new] if part == 'content' else new
    if changes:
        old, statement['id'] = statement['id'], sha(f'{engine}|{sorted(changes.items())}|{r["report"]["id"]}')[:16]
        for item in r['events'] + r['commitments']: item['statement'] = statement['id']
    return r


def twice(r, words, engine):
    """The record with a second statement whose content these words are."""
    r = copy.deepcopy(r)
    r['engine']['model'] = engine
    second = copy.deepcopy(r['statements'][0])
    second |= {'id': sha(f'second|{words}|{r["report"]["id"]}')[:16], 'content': [span(r['text'], words)], 'cue': None, 'source': None}
    r['statements'].append(second)
    return r


def sound(back, store):
    """What has to hold in every store, whatever was corrected."""
    back.sound(store)
    for item, table, sort in ('statement', 'statements', 'act'), ('event', 'events', 'type'), ('commitment', 'commitments', 'kind'):
        people = f'{item}_actors'
        for what, text in (
                ('copies of actors', f'SELECT q.* FROM {people} q JOIN appearances p ON p.appearance = q.appearance WHERE q.actor <> p.actor'),
                ('copies of items', f'SELECT q.* FROM {people} q JOIN {table} i ON i.{item} = q.{item} WHERE q.day <> i.day OR q.shown <> i.shown OR q.{sort} <> i.{sort}'),
                ('what is shown', f'SELECT i.id FROM {table} i JOIN reports r ON r.report = i.report WHERE i.shown <> (r.latest AND NOT i.rejected)'),
                ('appearances elsewhere', f'SELECT q.* FROM {people} q JOIN {table} i ON i.{item} = q.{item} JOIN appearances p ON p.appearance = q.appearance'
                                          ' WHERE p.report <> i.report'),
                ('items without a state', f"SELECT i.id FROM {table} i WHERE i.original IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction_states s"
                                          " WHERE s.report = i.report AND s.item = i.id AND s.state = 'applied')")):
            expect(f'{table}: {what}', back.ask(store, text), [])
    for what, text in (
            ('merged actors who appear', 'SELECT p.* FROM appearances p JOIN actors a ON a.actor = p.actor WHERE a.merged_into IS NOT NULL'),
            ('merges of merges', 'SELECT a.* FROM actors a JOIN actors o ON o.actor = a.merged_into WHERE o.merged_into IS NOT NULL'),
            ('names of the merged that the other lacks', 'SELECT n.* FROM actor_names n JOIN actors a ON a.actor = n.actor WHERE a.merged_into IS NOT NULL AND NOT EXISTS'
                                                         ' (SELECT 1 FROM actor_names o WHERE o.actor = a.merged_into AND o.folded = n.folded)'),
            ('actors nobody needs', 'SELECT a.name FROM actors a WHERE a.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM appearances p WHERE p.actor = a.actor)'),
            ('names of actors who are gone', 'SELECT n.* FROM actor_names n WHERE NOT EXISTS (SELECT 1 FROM actors a WHERE a.actor = n.actor)'),
            ('words of no name', 'SELECT w.* FROM actor_words w WHERE NOT EXISTS (SELECT 1 FROM actor_names n WHERE n.actor = w.actor AND n.folded = w.folded)'),
            ('names of nobody', 'SELECT p.name, p.actor FROM appearances p WHERE NOT EXISTS (SELECT 1 FROM actor_names n WHERE n.actor = p.actor AND n.name = p.name)'
                                " AND p.local NOT LIKE 'human%' AND p.reason = 'human'"),
            ('additions without words', "SELECT s.id FROM statements s WHERE s.origin = 'human' AND NOT EXISTS (SELECT 1 FROM spans q WHERE q.item = s.id)"),
            ('states of no item', "SELECT s.* FROM correction_states s JOIN corrections c ON c.correction = s.correction WHERE s.state = 'applied' AND c.kind IN"
                                  " ('set', 'reject', 'add') AND NOT EXISTS (SELECT 1 FROM spans i WHERE i.report = s.report AND i.item = s.item)"),
            ('states of no report', 'SELECT s.* FROM correction_states s WHERE s.report <> 0 AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.report = s.report)')):
        expect(what, back.ask(store, text), [])


def as_records(build, store):
    """Items of all records, as the exports have them, by id."""
    out = {}
    for kind, part in ('statements', 'speakers'), ('events', 'source'), ('commitments', 'parties'):
        for line in run(build, 'export', store, '--to', 'jsonl', '--kind', kind, '--rejected').stdout.splitlines():
            r = json.loads(line)
            people = {a['id']: a.get('known_as', a['name']) for a in r['actors']}
            for item in r[kind]: out[item['id']] = item | {'who': [people[a] for a in item[part]]}
    return out


def agrees(build, store):
    """Records and searches say the same."""
    records = as_records(build, store)
    for kind, keys in ('statements', ['act']), ('events', ['status']), ('commitments', ['kind', 'status', 'due']):
        for item in rows(build, store, kind, '--rejected', '--limit', 1000):
            other = records.pop(item['id'], None)
            if other is None: raise Failed(f'{kind} {item["id"]}: not in the record')
            expect(f'{item["id"]}: who', other['who'], speakers(item))
            for key in keys:
                value = other[key] and {k: v for k, v in other[key].items() if k != 'time'} if key == 'due' else other[key]
                if key == 'due' and value: value = {'earliest': value.get('earliest'), 'latest': value.get('latest')}
                expect(f'{item["id"]}: {key}', value, item[key])
            expect(f'{item["id"]}: rejected', other.get('rejected', False), item.get('rejected', False))
            expect(f'{item["id"]}: origin', other.get('origin', 'engine'), item['origin'])
    expect('what only records have', list(records), [])


# ---- what is set

def sets(build, back):
    store = back.store('sets')
    first, second = record('https://q.example/a'), record('https://q.example/b', name='Tomas Weld', role='mayor', words='no ferry sails')
    add(build, store, [first, second])
    statement, event, commitment = ids(first)
    made = correct(build, store, '--target', statement, '--act', 'deny', '--by', 'Ann Lee', why='he denies it')
    expect('who and why', (made['by'], made['why'], made['state'], made['original']), ('Ann Lee', 'he denies it', 'applied', {'act': 'say'}))
    expect('its words', made['anchor']['words'], 'Ilka Brandt said that the northern lock would open again in May')
    expect('the act', (row(build, store, 'statements', statement)['act'], row(build, store, 'statements', statement)['original']), ('deny', {'act': 'say'}))
    expect('found by it', [len(rows(build, store, 'statements', '--act', act)) for act in ('deny', 'say')], [1, 1])
    expect('facet', {f['value']: f['count'] for f in rows(build, store, 'statements', '--facet', 'act')}, {'deny': 1, 'say': 1})
    correct(build, store, '--target', statement, '--act', 'demand', '--speaker', 'Tomas Weld')
    found = row(build, store, 'statements', statement)
    expect('a later one counts', (found['act'], speakers(found)), ('demand', ['Tomas Weld']))
    expect('what was', (found['original']['act'], [p['name'] for p in found['original']['speakers']]), ('say', ['Ilka Brandt']))
    expect('found by him', len(rows(build, store, 'statements', '--speaker', 'weld')), 2)
    expect('not by her', rows(build, store, 'statements', '--speaker', 'brandt'), [])
    number = numbers(build, store)
    for what in number['Ilka Brandt'], 'New Hand', 'ilka brandt':
        correct(build, store, '--target', statement, '--speaker', what, *['--new'] * (what == 'New Hand'))
        expect('speaker', speakers(row(build, store, 'statements', statement)), ['New Hand' if what == 'New Hand' else 'Ilka Brandt'])
        sound(back, store)
    expect('nobody is left behind', sorted(numbers(build, store)), ['Ilka Brandt', 'Tomas Weld'])
    correct(build, store, '--target', commitment, '--due', '..2025-02-01', '--status', 'reported_kept', '--kind', 'threat', '--speaker', 'Tomas Weld')
    found = row(build, store, 'commitments', commitment)
    expect('due', (found['due'], found['status'], found['kind'], speakers(found)), ({'earliest': None, 'latest': '2025-02-01'}, 'reported_kept', 'threat', ['Tomas Weld']))
    expect('due before', len(rows(build, store, 'commitments', '--due-before', '2025-03-01')), 1)
    expect('due, as it was', found['original']['due'], {'earliest': '2025-05-01', 'latest': '2025-05-31'})
    correct(build, store, '--target', commitment, '--due', 'never')
    expect('never due', row(build, store, 'commitments', commitment)['due'], None)
    correct(build, store, '--target', event, '--status', 'planned', '--speaker', 'Tomas Weld')
    found = row(build, store, 'events', event)
    expect('event', (found['status'], speakers(found)), ('planned', ['Tomas Weld']))
    for verb, item, key in ('statements', statement, 'addressees'), ('events', event, 'recipient'), ('commitments', commitment, 'counterparties'):
        correct(build, store, '--target', item, '--addressee', 'Ilka Brandt', '--addressee', 'Tomas Weld', '--addressee', '#1')
        found = row(build, store, verb, item)
        expect(f'{key}', ([p['name'] for p in found[key]], found['original']['addressees']), (['Ilka Brandt', 'Tomas Weld'], []))
        expect(f'by {key}', len(rows(build, store, verb, '--addressee', 'weld')), 1)
    correct(build, store, '--target', statement, '--speaker', 'Tomas Weld', '--speaker', 'Ilka Brandt')
    expect('several speak', speakers(row(build, store, 'statements', statement)), ['Tomas Weld', 'Ilka Brandt'])
    rated = correct(build, store, '--target', statement, '--rating', '2/5')
    expect('rating', rated['set']['rating'], {'value': 2.0, 'best': 5.0})
    expect('history of one', [h['set'] for h in history(build, store, event)], [{'status': 'planned', 'speaker': 'Tomas Weld'}, {'addressee': ['Ilka Brandt', 'Tomas Weld', 'Ilka Brandt']}])
    expect('history of a report', len(history(build, store, 'https://q.example/a')), 13)
    expect('by digest', len(history(build, store, first['text_sha256'])), 13)
    expect('of an actor', len(history(build, store, number['Tomas Weld'])), 7)
    expect('of another', history(build, store, second['report']['id']), [])
    expect('all, oldest first', [h['at'] for h in history(build, store)], sorted(h['at'] for h in history(build, store)))
    sound(back, store)
    agrees(build, store)


def rejects(build, back):
    store = back.store('rejects')
    first = record('r:1')
    add(build, store, [first, record('r:2', name='Tomas Weld')])
    for item, verb in zip(ids(first), ('statements', 'events', 'commitments')):
        correct(build, store, '--target', item, '--reject')
        expect(f'{verb} left', len(rows(build, store, verb)), 1)
        found = row(build, store, verb, item, '--rejected')
        expect('it says so', found.get('rejected'), True)
        sound(back, store)
        agrees(build, store)
        correct(build, store, '--target', item, '--restore')
        expect(f'{verb} again', len(rows(build, store, verb)), 2)
        expect('it says nothing', row(build, store, verb, item).get('rejected'), None)
    expect('full text', back.found(store, 'lock'), 2)
    sound(back, store)
    agrees(build, store)


def refused(build, back):
    store = back.store('refused')
    first = record('f:1')
    add(build, store, [first, record('f:2', name='Al Moor', country='NLD'), record('f:3', name='Al Moor', country='BEL'), record('f:4', name='Al Moor', country='FRA')])
    statement, event, commitment = ids(first)
    before = dump(back, store)
    good = {'target': statement, 'by': 'me', 'why': 'so'}
    for change, words in (
            ({'set': {'content': 'other words'}}, 'evidence cannot be changed'), ({'set': {'act': 'deny', 'cue': [1, 2]}}, 'evidence cannot be changed'),
            ({'set': {'act': 'deny'}, 'text': 'x'}, 'evidence cannot be changed'), ({'set': {'source': None}}, 'evidence cannot be changed'),
            ({'set': {'action': 'x'}}, 'evidence cannot be changed'), ({'set': {'act': 'sing'}}, 'none of'), ({'set': {'act': None}}, 'none of'),
            ({'set': {'status': 'open'}}, 'no field of a statement'), ({'set': {}}, 'no object'), ({'set': []}, 'no object'), ({}, 'none of them is there'),
            ({'set': {'speaker': ''}}, 'empty'), ({'set': {'speaker': '  '}}, 'empty'), ({'set': {'speaker': 3}}, 'no string'), ({'set': {'speaker': '#99'}}, 'no such actor'),
            ({'set': {'speaker': 'x' * 501}}, 'too long'), ({'set': {'speaker': 'Al Moor'}}, 'give the number'), ({'set': {'due': None}}, 'no field of a statement'),
            ({'set': {'rating': 3}}, 'no object'), ({'set': {'rating': {'value': {}}}}, 'neither a number'), ({'reject': 'yes'}, 'neither true nor false'),
            ({'reject': True, 'set': {'act': 'deny'}}, 'one at a time'), ({'set': {'act': 'deny'}, 'target': None}, 'target'), ({'set': {'act': 'deny'}, 'target': 'ffff'}, 'no such statement'),
            ({'set': {'act': 'deny'}, 'report': 'f:2'}, 'of that report'), ({'set': {'act': 'deny'}, 'by': ''}, 'by'), ({'set': {'act': 'deny'}, 'why': None}, 'why'),
            ({'set': {'act': 'deny'}, 'why': 'x' * 4001}, 'too long'), ({'set': {'act': 'deny'}, 'at': 'yesterday'}, 'no time'), ({'set': {'act': 'deny'}, 'extra': 1}, 'no such key'),
            ({'set': {'due': {'latest': '2025-02-30'}}, 'target': commitment}, 'no day'), ({'set': {'due': {'earliest': '2025-03-01', 'latest': '2025-02-01'}}, 'target': commitment}, 'ends before'),
            ({'set': {'due': {}}, 'target': commitment}, 'neither null'), ({'set': {'due': {'latest': None}}, 'target': commitment}, 'no day'), ({'set': {'act': 'say'}, 'target': commitment}, 'no field of a commitment'),
            ({'set': {'status': 'open'}, 'target': event}, 'none of'), ({'set': {'type': 'AID'}, 'target': event}, 'no field of a event'),
            ({'merge': ['#1', '#1'], 'target': None}, 'twice'), ({'merge': ['#1'], 'target': None}, 'no pair'), ({'merge': ['Ilka', '#1'], 'target': None}, 'no pair'),
            ({'merge': ['#1', '#77'], 'target': None}, 'no such actor'), ({'split': {'actor': '#1', 'reports': []}, 'target': None}, 'no list'),
            ({'split': {'actor': '#1', 'reports': ['f:1']}, 'target': None}, 'nothing of the actor'), ({'split': {'actor': '#1', 'reports': ['f:2']}, 'target': None}, 'does not appear'),
            ({'add': {'content': [[0, 5]]}, 'target': None}, 'report'), ({'add': {'content': [[0, 5]]}, 'target': None, 'report': 'nowhere'}, 'no such report'),
            ({'add': {'content': [[0, 50000]]}, 'target': None, 'report': 'f:1'}, 'behind the text'), ({'add': {'content': [[5, 5]]}, 'target': None, 'report': 'f:1'}, 'no span'),
            ({'add': {'content': [[5, 9], [7, 12]]}, 'target': None, 'report': 'f:1'}, 'overlap'), ({'add': {'content': []}, 'target': None, 'report': 'f:1'}, 'no list'),
            ({'add': {'content': [[-1, 9]]}, 'target': None, 'report': 'f:1'}, 'no span'), ({'add': {'content': [[1, 9]], 'text': 'x'}, 'target': None, 'report': 'f:1'}, 'no such key'),
            ({'add': {'content': [[1, 9]], 'cue': 5}, 'target': None, 'report': 'f:1'}, 'no span'), ({'add': {'content': [[1, 9]], 'act': 'hum'}, 'target': None, 'report': 'f:1'}, 'none of'),
            ({'add': {'content': [[1, 9]], 'manner': 'loud'}, 'target': None, 'report': 'f:1'}, 'none of')):
        line = {key: value for key, value in (good | change).items() if value is not None or key != 'target'}
        out, said = imported(build, store, [line], codes=(2,))
        if words not in said or out: raise Failed(f'{json.dumps(line)[:200]}: {said}')
    for text in '{', '[]', '3', '"x"', '{"target": "a\\u0000b"}', '{"a": 1, "a": 2}', '[' * 5000, json.dumps(good | {'why': 'x' * (1 << 21)}):
        out, said = imported(build, store, [text], codes=(2,))
        if 'correction' not in said: raise Failed(f'{text[:50]}: {said}')
    for flags, words in (([], 'not said'), (['--act', 'deny'], '--target'), (['--target', statement], 'not said'), (['--target', statement, '--act', 'deny', '--reject'], 'one at a time'),
                         (['--add', '--report', 'f:1'], '--content'), (['--add', '--report', 'f:1', '--content', '5'], 'does not have'), (['--add', '--report', 'f:1', '--content', '5-9;'], 'does not have'),
                         (['--merge', '#1'], 'two actors'), (['--split', '#1'], '--report'), (['--target', commitment, '--due', '..'], 'FROM..TO'), (['--target', statement, '--act', 'deny', 'x'], 'not expected')):
        said = correct(build, store, *flags, codes=(2,))
        if words not in said: raise Failed(f'{flags}: {said}')
    said = correct(build, store, '--target', statement, '--act', 'deny', why=None, codes=(2,))
    if '--why' not in said: raise Failed(said)
    expect('nothing is changed', dump(back, store) == before, True)
    some, said = imported(build, store, [good | {'set': {'act': 'hum'}}, good | {'set': {'act': 'deny'}}], codes=(3,))
    expect('the others go on', (len(some), ':1: ' in said), (1, True))


# ---- what was missed

def additions(build, back):
    store = back.store('additions')
    first = record('d:1', more=' Ferries, she added, were “late as ever”.')
    text = first['text']
    add(build, store, [first, record('d:2', name='Tomas Weld')])
    at = text.index('Ferries')
    second = text.index('were')
    made = correct(build, store, '--add', '--report', 'd:1', '--content', f'{at}-{at + 7},{second}-{len(text) - 1}', '--cue', f'{text.index("added")}-{text.index("added") + 5}',
                   '--source', f'{text.index("she")}-{text.index("she") + 3}', '--act', 'criticise', '--speaker', 'Tomas Weld', '--manner', 'mixed')
    key = f'statement|1|{first["report"]["id"]}|{text.index("added")}-{text.index("added") + 5},{at}-{at + 7},{second}-{len(text) - 1}|0'
    expect('its id', made['target'], sha(key)[:16])
    found = row(build, store, 'statements', made['target'])
    expect('it', (found['act'], found['manner'], found['origin'], speakers(found), [c['text'] for c in found['content']], found['source']['text'], found['day'], found.get('original')),
           ('criticise', 'mixed', 'human', ['Tomas Weld'], ['Ferries', text[second:-1]], 'she', '2025-03-04', None))
    expect('its words', back.found(store, 'ferries'), 1)
    expect('by full text', [r['id'] for r in rows(build, store, 'statements', '--about', 'late ferries')], [made['target']])
    said = correct(build, store, '--add', '--report', 'd:1', '--content', f'{at}-{at + 7},{second}-{len(text) - 1}', '--cue', f'{text.index("added")}-{text.index("added") + 5}', codes=(2,))
    if 'already' not in said: raise Failed(said)
    correct(build, store, '--target', made['target'], '--act', 'say', '--speaker', 'Ilka Brandt')
    found = row(build, store, 'statements', made['target'])
    expect('corrected in turn', (found['act'], speakers(found), found['original']['act']), ('say', ['Ilka Brandt'], 'criticise'))
    sound(back, store)
    agrees(build, store)
    expect('read anew', add(build, store, [as_read_by('two', first)]), ['replaced'])
    again = row(build, store, 'statements', made['target'])
    expect('kept', {k: v for k, v in again.items() if k != 'key'}, {k: v for k, v in found.items() if k != 'key'})
    expect('its words once', back.found(store, 'ferries'), 1)
    sound(back, store)
    agrees(build, store)
    better = as_read_by('three', first)
    better['statements'].append(copy.deepcopy(better['statements'][0]) | {'id': made['target'], 'act': 'warn', 'source': None, 'cue': span(text, 'added'),
                                                                         'content': [span(text, 'Ferries'), span(text, text[second:-1])]})
    expect('found by an engine', add(build, store, [better]), ['replaced'])
    found = row(build, store, 'statements', made['target'])
    expect('one of the two', (found['origin'], found['act'], speakers(found), back.found(store, 'ferries')), ('engine', 'say', ['Ilka Brandt'], 1))
    sound(back, store)
    agrees(build, store)
    run(build, 'remove', store, 'd:1', '--why', 'asked for')
    expect('gone', (count(back, store, 'statements'), count(back, store, 'corrections'), count(back, store, 'correction_states'), back.found(store, 'ferries')), (1, 0, 0, 0))
    sound(back, store)


MORE = (' Ferries were late. Dock workers marched through Rotterdam on\n\nFriday and met Tomas Weld, who said that he “would not pay”. “Pay now,” they said. '
        'He’d reopen the old  pier by June if talks began, he said. Nobody said more.')


def by_words(build, back):
    """What was missed is named by its words, and by what tables show of the report; where it is not clear which words are meant, the program says how to tell."""
    store = back.store('by_words')
    first = record('w:1', more=MORE)
    text, other = first['text'], record('w:2', name='Tomas Weld')
    add(build, store, [first, other])
    place = lambda words, after='': [(at := text.index(words, text.index(after))), at + len(words)]
    def spans(made): return {key: value for key, value in made['add'].items() if key in ('content', 'cue', 'source', 'trigger', 'time', 'action', 'condition')}
    def added(*flags): return correct(build, store, '--add', '--report', 'w:1', *flags)
    for flags, expected in (
            (['--content', 'Ferries were late'], {'content': [place('Ferries were late')]}),
            (['--content', 'Ferries', '--cue', 'late', '--source', 'were'], {'content': [place('Ferries')], 'cue': place('late'), 'source': place('were')}),
            (['--content', '“would not pay”', '--cue', 'said', '--source', 'who'], {'content': [place('“would not pay”')], 'cue': place('said', 'who'), 'source': place('who')}),
            (['--content', '"would not pay"', '--cue', 'said that', '--source', 'he#1'], {'content': [place('“would not pay”')], 'cue': place('said that', 'who'), 'source': place('he', 'that he “')}),
            (['--content', "He'd reopen the old pier by June", '--cue', 'he said'], {'content': [place('He’d reopen the old  pier by June')], 'cue': place('he said')}),
            (['--content', 'through Rotterdam on Friday'], {'content': [place('through Rotterdam on\n\nFriday')]}),
            (['--content', 'Pay now … Nobody said more'], {'content': [place('Pay now'), place('Nobody said more')]}),
            (['--content', 'Dock workers ... Tomas Weld', '--cue', 'met'], {'content': [place('Dock workers'), place('Tomas Weld')], 'cue': place('met')}),
            (['--content', 'said#2'], {'content': [place('said', 'who')]}), (['--content', 'said#3 … said#5'], {'content': [place('said', 'they'), place('said', 'Nobody')]}),
            (['--content', '“Pay now,”', '--cue', 'said#4'], {'content': [place('“Pay now,”')], 'cue': place('said', 'began,')}),
            (['--content', f'{place("met")[0]}-{place("met")[1]}', '--source', 'Dock workers'], {'content': [place('met')], 'source': place('Dock workers')})):
        made = added(*flags)
        expect(' '.join(flags), spans(made), expected)
        found = row(build, store, 'statements', made['target'])
        expect(f'{flags}: its words', [c['text'] for c in found['content']], [text[a:b] for a, b in expected['content']])
    for flags, words in (
            (['--content', 'said'], ['occur 5 times', '#1 to #5', '"said#2"']), (['--content', 'Fish were late'], ['add.content', 'does not have these words', 'Fish']),
            (['--content', 'Ferries', '--cue', 'sang'], ['add.cue', 'does not have']), (['--content', 'said#6'], ['occur 5 times', 'no #6']), (['--content', 'Ferries#2'], ['occur 1 time,', 'no #2']),
            (['--content', 'met … Ferries'], ['not in order']), (['--content', 'said#x'], ['does not have']),
            (['--content', 'Ferries … fish'], ['does not have', 'fish']), (['--content', '0-99999'], ['behind the text']), (['--content', '  '], ['does not have'])):
        said = correct(build, store, '--add', '--report', 'w:1', *flags, codes=(2,))
        if not all(word in said for word in words): raise Failed(f'{flags}: {said}')
    identity = other['report']['id'].removeprefix('sha256:')
    for i, name in enumerate((identity[:8], identity, other['text_sha256'][:6], ids(other)[0][:8], ids(other)[1], ids(other)[2][:6])):
        start, words = i * 2, other['text'][i * 2:i * 2 + 9]
        made = correct(build, store, '--add', '--report', name, '--content', f'{start}-{start + 9}')
        expect(f'by {name}', (made['report']['uri'], made['anchor']['words']), ('w:2', words))
        expect(f'searched by {name}', {r['report']['uri'] for r in rows(build, store, 'statements', '--report', name)}, {'w:2'})
    for name in identity[:5], 'ffffffffffff', identity[:8] + 'g':
        said = correct(build, store, '--add', '--report', name, '--content', 'said', codes=(2,))
        if 'no such report' not in said: raise Failed(f'{name}: {said}')
    sound(back, store)
    agrees(build, store)


def missed(build, back):
    """Events and commitments that were missed."""
    store = back.store('missed')
    first = record('e:1', more=MORE)
    first['places'] = [{'id': 'p1', 'name': 'Rotterdam', 'country': 'NLD', 'lat': 51.9, 'lon': 4.5, 'geonames': 1, 'mentions': [span(first['text'], 'Rotterdam')]}]
    head = first['text'].index(MORE)
    first['sentences'] = [[0, head], [head + 1, head + 19], [head + 20, len(first['text'])]]
    add(build, store, [first, record('e:2', name='Tomas Weld')])
    text, key = first['text'], lambda kind, words, n=0: sha(f'{kind}|1|{first["report"]["id"]}|{text.index(words)}-{text.index(words) + len(words)}|{n}')[:16]
    event = correct(build, store, '--add', '--report', 'e:1', '--trigger', 'marched', '--type', 'PROTEST', '--speaker', 'Dock Workers', '--speaker', 'Ilka Brandt', '--addressee', 'Tomas Weld', '--new',
                    '--place', 'Rotterdam', '--day', '2025-02-28', '--time', 'on Friday')
    expect('its id', event['target'], key('event', 'marched'))
    expect('completed', {k: event['add'][k] for k in ('place', 'day', 'status', 'speaker')}, {'place': {'name': 'Rotterdam', 'country': 'NLD'}, 'day': {'earliest': '2025-02-28', 'latest': '2025-02-28'},
                                                                                          'status': 'asserted', 'speaker': ['Dock Workers', 'Ilka Brandt']})
    found = row(build, store, 'events', event['target'])
    expect('the event', (found['type'], found['status'], speakers(found), [p['name'] for p in found['recipient']], found['place'], found['country'], found['day'], found['trigger']['text'], found['score'],
                         found['origin'], found['statement'], found['sentence'], found.get('original')),
           ('PROTEST', 'asserted', ['Dock Workers', 'Ilka Brandt'], ['Tomas Weld'], 'Rotterdam', 'NLD', '2025-02-28', 'marched', -5, 'human', None, text[head + 20:], None))
    expect('by full text', [r['id'] for r in rows(build, store, 'events', '--about', 'dock workers')], [event['target']])
    for flags in (['--type', 'PROTEST'], ['--place', 'rotterdam'], ['--place', 'NLD'], ['--from', '2025-02-28', '--to', '2025-02-28'], ['--speaker', 'dock'], ['--addressee', 'weld']):
        expect(f'by {flags}', [r['id'] for r in rows(build, store, 'events', *flags)], [event['target']])
    told = correct(build, store, '--add', '--report', 'e:1', '--trigger', 'open', '--type', 'AID')
    expect('within what is said', (told['add']['status'], row(build, store, 'events', told['target'])['statement']), ('attributed', ids(first)[0]))
    other = correct(build, store, '--add', '--report', 'e:1', '--trigger', 'said#1', '--type', 'REQUEST', '--status', 'negated')
    expect('another type at the same words', (ids(first)[1] == key('event', 'said'), other['target']), (False, key('event', 'said')))
    again = correct(build, store, '--add', '--report', 'e:1', '--trigger', 'said#1', '--type', 'ACCUSE')
    expect('and one more', again['target'], key('event', 'said', 1))
    promise = correct(build, store, '--add', '--report', 'e:1', '--action', 'reopen the old pier', '--kind', 'promise', '--condition', 'if talks began', '--due', '..2025-05-31', '--speaker', 'Tomas Weld',
                      '--addressee', 'Ilka Brandt')
    expect('its id', promise['target'], sha(f'commitment|1|{first["report"]["id"]}|{text.index("reopen")}-{text.index("reopen") + 20}|0')[:16])
    found = row(build, store, 'commitments', promise['target'])
    expect('the commitment', (found['kind'], found['status'], found['due'], speakers(found), [p['name'] for p in found['counterparties']], found['action']['text'], found['condition']['text'], found['day'],
                              found['origin'], found['statement']),
           ('promise', 'open', {'earliest': None, 'latest': '2025-05-31'}, ['Tomas Weld'], ['Ilka Brandt'], 'reopen the old  pier', 'if talks began', '2025-03-04', 'human', None))
    expect('due', promise['target'] in [r['id'] for r in rows(build, store, 'commitments', '--due-before', '2025-06-01')], True)
    expect('about the pier', [r['id'] for r in rows(build, store, 'commitments', '--about', 'pier')], [promise['target']])
    inner = correct(build, store, '--add', '--report', 'e:1', '--action', 'open again in May', '--kind', 'demand')
    expect('the statement that it stands in', row(build, store, 'commitments', inner['target'])['statement'], ids(first)[0])
    for flags, words in (
            (['--trigger', 'marched', '--type', 'PROTEST'], 'has that event already'), (['--action', 'reopen the old pier', '--kind', 'demand'], 'has that commitment already'),
            (['--trigger', 'met', '--type', 'DANCE'], 'is none of AGREE'), (['--trigger', 'met'], 'add.type: is missing'), (['--action', 'met'], 'add.kind: is missing'),
            (['--trigger', 'met', '--type', 'CONSULT', '--status', 'open'], 'none of asserted'), (['--trigger', 'met', '--type', 'CONSULT', '--status', 'attributed'], 'add it first'),
            (['--trigger', 'met', '--type', 'CONSULT', '--due', 'never'], 'no such key of a event'), (['--trigger', 'met', '--type', 'CONSULT', '--day', '2025-02-30'], 'neither a day'),
            (['--trigger', 'met', '--type', 'CONSULT', '--day', '2025-02-03..2025-02-01'], 'ends before'), (['--trigger', 'met', '--type', 'CONSULT', '--time', 'on Friday'], 'goes with day'),
            (['--trigger', 'met', '--type', 'CONSULT', '--cue', 'said#1'], 'no such key'), (['--trigger', 'met', '--type', 'CONSULT', '--content', 'Ferries'], 'one of them'),
            (['--trigger', 'met', '--type', 'CONSULT', '--speaker', 'Nobody Known'], 'knows nobody'), (['--action', 'met', '--kind', 'oath'], 'none of promise'),
            (['--action', 'met', '--kind', 'promise', '--status', 'asserted'], 'none of open'), (['--content', 'met', '--type', 'AID'], 'no such key of a statement')):
        said = correct(build, store, '--add', '--report', 'e:1', *flags, codes=(2,))
        if words not in said: raise Failed(f'{flags}: {said}')
    sound(back, store)
    agrees(build, store)
    correct(build, store, '--target', promise['target'], '--kind', 'offer', '--due', 'never', '--addressee', 'Dock Workers')
    correct(build, store, '--target', event['target'], '--status', 'planned', '--speaker', 'Tomas Weld')
    kept = {verb: row(build, store, verb, made['target']) for verb, made in (('events', event), ('commitments', promise))}
    expect('corrected in turn', (kept['events']['status'], speakers(kept['events']), kept['commitments']['kind'], kept['commitments']['due'], kept['commitments']['original']['due']),
           ('planned', ['Tomas Weld'], 'offer', None, {'earliest': None, 'latest': '2025-05-31'}))
    exported = json.loads(run(build, 'export', store, '--to', 'jsonl', '--kind', 'events', '--report', 'e:1').stdout)
    seen = next(e for e in exported['events'] if e['id'] == event['target'])
    time = next(t for t in exported['times'] if t['id'] == seen['time'])
    expect('in the record', (seen['place'], time['earliest'], time['span']['text'], seen['contexts'], seen['confidence']), ('p1', '2025-02-28', 'on\n\nFriday', [], 1.0))
    for form in 'csv', 'plover', 'webannotation', 'brat', 'html': run(build, 'export', store, '--to', form, *(['--kind', 'events'] if form == 'csv' else []))
    sound(back, store)
    agrees(build, store)
    everything = lambda: {verb: [{k: v for k, v in r.items() if k != 'key'} for r in rows(build, store, verb)] for verb in ('statements', 'events', 'commitments')}
    before = everything()
    expect('read anew', add(build, store, [as_read_by('two', first)]), ['replaced'])
    expect('all is kept', {verb: sorted(map(repr, found)) for verb, found in everything().items()}, {verb: sorted(map(repr, found)) for verb, found in before.items()})
    sound(back, store)
    agrees(build, store)
    # another store gets them, before the report and after it
    lines_out = run(build, 'correct', store, '--export').stdout.decode().splitlines()
    for name, early in ('missed_early', True), ('missed_late', False):
        there = back.store(name)
        if not early: add(build, there, [first, record('e:2', name='Tomas Weld')])
        imported(build, there, lines_out)
        if early: add(build, there, [first, record('e:2', name='Tomas Weld')])
        expect(f'{name}: seen', visible(build, there), visible(build, store))
        expect(f'{name}: applied', {h['state'] for h in history(build, there)}, {'applied'})
        sound(back, there)
        agrees(build, there)
    # an engine finds the same: what could have been set counts
    better = as_read_by('three', first)
    better['events'].append({'id': event['target'], 'type': 'PROTEST', 'mode': None, 'contexts': [], 'status': 'hypothetical', 'source': [], 'recipient': [], 'place': None, 'time': None,
                             'trigger': span(text, 'marched'), 'statement': None, 'score': -5.0, 'confidence': 0.5})
    better['commitments'].append({'id': promise['target'], 'kind': 'demand', 'statement': None, 'parties': [], 'counterparties': [], 'action': span(text, 'reopen the old  pier'), 'condition': None, 'due': None,
                                  'status': 'open'})
    expect('found by an engine', add(build, store, [better]), ['replaced'])
    found = row(build, store, 'events', event['target'])
    expect('one event', (found['origin'], found['status'], speakers(found), [p['name'] for p in found['recipient']], found['original']['status'], found['original']['addressees']),
           ('engine', 'planned', ['Tomas Weld'], ['Tomas Weld'], 'hypothetical', []))
    found = row(build, store, 'commitments', promise['target'])
    expect('one commitment', (found['origin'], found['kind'], found['due'], speakers(found), [p['name'] for p in found['counterparties']], found['original']['kind']),
           ('engine', 'offer', None, ['Tomas Weld'], ['Dock Workers'], 'demand'))
    sound(back, store)
    agrees(build, store)
    # an engine finds an event of another type at the words
    worse = as_read_by('four', first)
    worse['events'].append(better['events'][-1] | {'type': 'AID'})
    add(build, store, [worse])
    state, = [h for h in history(build, store, event['id'])]
    expect('beside it', (state['states'][0]['item'], row(build, store, 'events', key('event', 'marched', 1))['type']), (key('event', 'marched', 1), 'PROTEST'))
    sound(back, store)
    agrees(build, store)
    # another version: where the words are, and where they are not
    for words, state in ((first['text'].replace('Ferries', 'Rain fell. Ferries'), 'applied'), ('Nothing of it.', 'detached')):
        new = copy.deepcopy(first)
        new['report'] |= {'id': 'sha256:' + sha(words), 'published': '2025-03-05'}
        new |= {'text': words, 'text_sha256': sha(words), 'sentences': [[0, len(words)]], 'statements': [], 'events': [], 'commitments': [], 'actors': [], 'places': []}
        expect('a new version', add(build, store, [new]), ['version'])
        expect(f'{state} there', {h['state'] for h in history(build, store) if h['id'] in (event['id'], promise['id'])}, {state})
        sound(back, store)
        agrees(build, store)
    run(build, 'remove', store, 'e:1', '--why', 'asked for')
    expect('gone', [count(back, store, t) for t in ('events', 'commitments', 'corrections', 'correction_states', 'correction_actors')], [1, 1, 0, 0, 0])
    sound(back, store)


# ---- what they hold on to

def anchors(build, back):
    store = back.store('anchors')
    first = record('a:1', words='the northern lock and the old quay would open again in May')
    start = first['text'].index('that the')
    end = first['statements'][0]['content'][0]['end']
    add(build, store, [first])
    statement = ids(first)[0]
    correct(build, store, '--target', statement, '--act', 'deny', '--speaker', 'New Hand', '--new')
    expect('wider', add(build, store, [as_read_by('two', first, content=(start + 5, end))]), ['replaced'])
    state, = history(build, store)
    moved = state['states'][0]['item']
    expect('it moved', (state['state'], moved != statement), ('applied', True))
    found = row(build, store, 'statements', moved)
    expect('and counts', (found['act'], speakers(found), found['original']['act']), ('deny', ['New Hand'], 'say'))
    expect('the history has it', [len(history(build, store, of)) for of in (statement, moved)], [1, 1])
    sound(back, store)
    agrees(build, store)
    far = as_read_by('three', first, content=(0, 8), cue=(0, 1), source=(2, 3))
    expect('elsewhere', add(build, store, [far]), ['replaced'])
    expect('detached', [(h['state'], h['states'][0]['item']) for h in history(build, store)], [('detached', None)])
    expect('what the engine has', row(build, store, 'statements', far['statements'][0]['id'])['act'], 'say')
    expect('nobody is left', sorted(numbers(build, store)), ['Ilka Brandt'])
    sound(back, store)
    two = twice(as_read_by('four', first, content=(start, start + 30), cue=(0, 1), source=(2, 3)), first['text'][start + 10:end], 'four')
    add(build, store, [two])
    expect('the one with most', [h['states'][0]['item'] for h in history(build, store)], [two['statements'][1]['id']])
    sound(back, store)
    add(build, store, [as_read_by('five', first)])
    expect('back again', [(h['state'], h['states'][0]['item']) for h in history(build, store)], [('applied', statement)])
    expect('as ever', (row(build, store, 'statements', statement)['act'], speakers(row(build, store, 'statements', statement))), ('deny', ['New Hand']))
    sound(back, store)
    agrees(build, store)


def versions(build, back):
    store = back.store('correct_versions')
    old = record('v:1')
    add(build, store, [old])
    correct(build, store, '--target', ids(old)[0], '--act', 'deny', '--speaker', 'New Hand', '--new')
    head = 'Rain fell. '
    text = head + old['text'] + ' More was not known.'
    new = json.loads(json.dumps(old).replace(sha(f'v:1|{old["text"]}'), sha(f'v:1|{text}')))
    new |= {'text': text, 'text_sha256': sha(text), 'sentences': [[0, len(text)]]}

    def move(value):
        if isinstance(value, dict):
            if 'start' in value: value |= {'start': value['start'] + len(head), 'end': value['end'] + len(head)}
            for inner in value.values(): move(inner)
        elif isinstance(value, list):
            for inner in value: move(inner)
    for part in 'statements', 'events', 'commitments', 'actors': move(new[part])
    for part, name in ('statements', 'statement'), ('events', 'event'), ('commitments', 'commitment'): new[part][0]['id'] = sha(f'{name}|new')[:16]
    for part in 'events', 'commitments': new[part][0]['statement'] = new['statements'][0]['id']
    missed = text.index('Rain')
    expect('a new version', add(build, store, [new]), ['version'])
    found = row(build, store, 'statements', new['statements'][0]['id'])
    expect('by equal words', (found['act'], speakers(found)), ('deny', ['New Hand']))
    made = correct(build, store, '--add', '--report', 'v:1', '--content', f'{missed}-{missed + 9}')
    expect('only where the words are', [(s['version'], s['state']) for s in made['states']], [(1, 'detached'), (2, 'applied')])
    tail = correct(build, store, '--add', '--report', 'v:1', '--content', f'{len(head)}-{len(head) + 14}')
    expect('in both', [(s['version'], s['state'], s['item'] is not None) for s in tail['states']], [(1, 'applied', True), (2, 'applied', True)])
    sound(back, store)
    agrees(build, store)
    add(build, store, [record('v:1', words='nothing is known of it')])
    expect('other words', [[s['state'] for s in h['states']] for h in history(build, store)],
           [['applied', 'applied', 'detached'], ['detached', 'applied', 'detached'], ['applied', 'applied', 'applied']])
    expect('the latest version tells', [h['state'] for h in history(build, store)], ['detached', 'detached', 'applied'])
    expect('the old one keeps it', row(build, store, 'statements', ids(old)[0], '--every-version')['act'], 'deny')
    sound(back, store)
    run(build, 'remove', store, 'v:1', '--why', 'asked for')
    expect('all is gone', [count(back, store, t) for t in ('reports', 'statements', 'corrections', 'correction_states', 'correction_actors', 'actors')], [0] * 6)


def latest(build, back):
    """The state of a correction is that in the latest version, which need not be the one that came last, and may change."""
    store = back.store('correct_latest')
    new, old = record('z:1', published='2025-04-01'), record('z:1', words='nothing is known of it', published='2025-03-01')
    add(build, store, [new, old])
    correct(build, store, '--target', ids(new)[0], '--act', 'deny')
    state = lambda: [(h['state'], [(s['version'], s['state']) for s in h['states']]) for h in history(build, store)]
    expect('the one that came first is later', state(), [('applied', [(1, 'applied'), (2, 'detached')])])
    later = copy.deepcopy(old)
    later['report']['published'] = '2025-05-01'
    expect('read with another date', add(build, store, [later]), ['replaced'])
    expect('now the other is', state(), [('detached', [(1, 'applied'), (2, 'detached')])])
    expect('shown', [r['id'] for r in rows(build, store, 'statements')], [ids(old)[0]])
    sound(back, store)


# ---- actors

def merges(build, back):
    store = back.store('merges')
    first, other = record('m:1', name='Ilka Brandt'), record('m:2', name='I. K. Brandt', country='BEL')
    add(build, store, [first, other, record('m:3', name='Tomas Weld', country='FRA')])
    number = numbers(build, store)
    made = correct(build, store, '--merge', number['Ilka Brandt'], number['I. K. Brandt'])
    expect('who they were', [a['name'] for a in made['actors']], ['Ilka Brandt', 'I. K. Brandt'])
    expect('one', sorted(numbers(build, store)), ['Ilka Brandt', 'Tomas Weld'])
    found = row(build, store, 'actors', number['Ilka Brandt'])
    expect('both names', (found['names'], found['statements'], found['reports']), (['I. K. Brandt', 'Ilka Brandt'], 2, 2))
    for who in 'brandt', 'i k brandt', number['I. K. Brandt'], number['Ilka Brandt']:
        expect(who, len(rows(build, store, 'statements', '--speaker', who)), 2)
    expect('why', back.ask(store, "SELECT count(*) FROM appearances WHERE reason = 'human'"), [(1,)])
    add(build, store, [record('m:4', name='I. K. Brandt', country='BEL'), record('m:5', name='Ilka Brandt')])
    expect('later reports', len(rows(build, store, 'statements', '--speaker', number['Ilka Brandt'])), 4)
    expect('still two', len(numbers(build, store)), 2)
    sound(back, store)
    expect('read anew', add(build, store, [as_read_by('two', r) for r in (first, other)]), ['replaced'] * 2)
    expect('still', (len(rows(build, store, 'statements', '--speaker', 'brandt')), len(numbers(build, store))), (4, 2))
    correct(build, store, '--merge', number['Tomas Weld'], number['I. K. Brandt'])
    expect('of merged ones', (len(numbers(build, store)), len(rows(build, store, 'statements', '--speaker', number['Ilka Brandt']))), (1, 5))
    said = correct(build, store, '--merge', number['Ilka Brandt'], number['Tomas Weld'], codes=(2,))
    if 'one actor already' not in said: raise Failed(said)
    sound(back, store)
    agrees(build, store)
    run(build, 'remove', store, 'm:2', 'm:4', '--why', 'asked for')
    expect('a name goes with its reports', row(build, store, 'actors', number['Tomas Weld'])['names'], ['Ilka Brandt', 'Tomas Weld'])
    sound(back, store)
    run(build, 'remove', store, 'm:1', 'm:3', 'm:5', '--why', 'asked for')
    expect('nothing is left', [count(back, store, t) for t in ('actors', 'actor_names', 'actor_words', 'corrections')], [0] * 4)


def splits(build, back):
    store = back.store('splits')
    reports = [record(f's:{i}', name='Ana Pires', words=f'pier {i} would close') for i in range(4)]
    add(build, store, reports)
    one, = numbers(build, store).values()
    made = correct(build, store, '--split', one, '--report', 's:1', 's:2')
    expect('states', [(s['report'], s['state']) for s in made['states']], [(r['report']['id'], 'applied') for r in reports[1:3]])
    apart = lambda: sorted((a['actor'], a['reports'], tuple(a['names'])) for a in rows(build, store, 'actors'))
    other, = {a[0] for a in apart()} - {one}
    expect('two', apart(), [(one, 2, ('Ana Pires',)), (other, 2, ('Ana Pires',))])
    for turn in range(3):
        add(build, store, [as_read_by(f'again {turn}', r) for r in reports])
        seen = {r['report']['uri']: r['speakers'][0]['actor'] for r in rows(build, store, 'statements')}
        expect('who is apart', (seen['s:1'], seen['s:2'], seen['s:0'] != other, seen['s:3'] != other), (other, other, True, True))
        sound(back, store)
    expect('a new version', add(build, store, [record('s:2', name='Ana Pires', words='pier 2 would stay open')]), ['version'])
    expect('apart, too', [r['speakers'][0]['actor'] for r in rows(build, store, 'statements', '--report', 's:2')], [other])
    sound(back, store)
    agrees(build, store)


def names_of_the_merged(build, back):
    """What a human joined goes on being found by every name of his, also by those that nobody was found by before."""
    store = back.store('names')
    firsts = lambda: back.ask(store, "SELECT report, actor, reason FROM appearances WHERE local = 'a1' ORDER BY report")
    add(build, store, [gathering('n:0', 'Zoe Hakansson,, GBR', A, B), gathering('n:1', 'Zoe Hakansson,, USA', C, D), gathering('n:2', 'Zoe Hakanson'), gathering('n:3', 'Malakov'),
                       gathering('n:4', 'Sergey Malakov', 'Lene Oster', 'o:Quay Wardens')])
    before = dict(row[:2] for row in firsts())
    expect('five', len(set(before.values())), 5)
    correct(build, store, '--merge', f'#{before[1]}', f'#{before[3]}')
    correct(build, store, '--merge', f'#{before[5]}', f'#{before[4]}')
    for turn in 'x', 'y':
        add(build, store, [gathering(f'{turn}:0', 'Zoe Hakanson,, GBR'), gathering(f'{turn}:1', 'Malakov', 'Lene Oster', 'o:Quay Wardens'), gathering(f'{turn}:2', 'Zoe Hakanson', C, D)])
        expect('who they are', [row[1] for row in firsts()[-3:]], [before[1], before[5], before[2]])
    expect('names', back.ask(store, "SELECT folded, likeness FROM actor_names WHERE folded IN ('malakov', 'zoe hakanson') AND likeness IS NULL AND actor IN "
                                    f"({before[1]}, {before[5]})"), [])
    sound(back, store)


def splits_by_company(build, back):
    """Of two whom a human told apart, company says which one is meant; without it, it is the old one."""
    store = back.store('apart')
    add(build, store, [gathering('s:0', 'Malakov, minister, RUS'), gathering('s:1', 'Malakov, minister, RUS'), gathering('s:2', 'Ana Pires', A, B), gathering('s:3', 'Ana Pires', C, D)])
    firsts = lambda: [row[0] for row in back.ask(store, "SELECT actor FROM appearances WHERE local = 'a1' ORDER BY report")]
    malakov, pires = firsts()[0], firsts()[2]
    correct(build, store, '--split', f'#{malakov}', '--report', 's:1')
    correct(build, store, '--split', f'#{pires}', '--report', 's:3')
    _, _, _, apart = firsts()
    add(build, store, [gathering('t:0', 'Ana Pires', C, D), gathering('t:1', 'Ana Pires'), gathering('t:2', 'Ana Pires', A, B)])
    expect('who they are', firsts()[-3:], [apart, pires, pires])
    sound(back, store)


# ---- out and in

def visible(build, store):
    """What searches show, without numbers of rows and actors."""
    out = {}
    for verb in 'statements', 'events', 'commitments':
        for item in rows(build, store, verb, '--rejected', '--every-version', '--limit', 1000):
            original = item.get('original') or {}
            out[item['id']] = (speakers(item), item.get('act'), item.get('status'), item.get('kind'), item.get('due'), item.get('rejected'), item['origin'],
                               [p['name'] for p in original.get('speakers', [])], {k: v for k, v in original.items() if k != 'speakers'})
    return out


def out_and_in(build, back):
    rnd = random.Random(11)
    reports = [record(f'o:{i}', name=f'{first} {last}', words=f'gate {i} would be shut', more=' Nobody knows why.') for i, (first, last) in
               enumerate(itertools.product(('Ana', 'Bo', 'Cy'), ('Dorn', 'Elg')))]
    home = back.store('home')
    add(build, home, reports)
    number = numbers(build, home)
    for r in reports:
        statement, event, commitment = ids(r)
        correct(build, home, '--target', statement, '--act', rnd.choice(['deny', 'warn', 'say']), '--speaker', rnd.choice([*number, 'Someone Else']), '--new')
        correct(build, home, '--target', statement, '--act', rnd.choice(['deny', 'warn', 'say']))
        correct(build, home, '--target', event, '--status', rnd.choice(['asserted', 'planned']))
        correct(build, home, '--target', commitment, *rnd.choice([['--due', '2025-01-01..'], ['--status', 'superseded'], ['--reject'], ['--due', 'never']]))
    at = reports[0]['text'].index('Nobody')
    correct(build, home, '--add', '--report', 'o:0', '--content', f'{at}-{at + 16}', '--speaker', 'Bo Elg', '--act', 'ask')
    correct(build, home, '--merge', number['Ana Dorn'], number['Cy Elg'])
    all_of_it = run(build, 'correct', home, '--export').stdout.decode().splitlines()
    expect('all', len(all_of_it), 26)
    seen, kept = visible(build, home), dump(back, home)
    imported(build, home, all_of_it)
    expect('the same twice', dump(back, home) == kept, True)
    late, early, parts = back.store('late'), back.store('early'), back.store('parts')
    add(build, late, reports)
    rnd.shuffle(all_of_it)
    out, _ = imported(build, late, all_of_it)
    expect('in any order', {json.loads(line)['id'] for line in all_of_it}, {h['id'] for h in out})
    out, _ = imported(build, early, all_of_it)
    expect('they wait', {h['state'] for h in out}, {'detached'})
    sound(back, early)
    for r in reports: add(build, early, [r])
    add(build, parts, reports[:3])
    imported(build, parts, all_of_it[:13])
    add(build, parts, reports[3:])
    imported(build, parts, all_of_it[13:])
    for name, store in ('late', late), ('early', early), ('parts', parts):
        expect(f'{name}: all applied', {h['state'] for h in history(build, store)}, {'applied'})
        expect(f'{name}: seen', visible(build, store), seen)
        expect(f'{name}: persons', sorted(numbers(build, store)), sorted(numbers(build, home)))
        strip = lambda lines: sorted(json.dumps({k: v for k, v in json.loads(line).items() if k not in ('states',)}, sort_keys=True) for line in lines)
        expect(f'{name}: out again', strip(run(build, 'correct', store, '--export').stdout.decode().splitlines()), strip(all_of_it))
        sound(back, store)
        agrees(build, store)
    run(build, 'remove', late, 'o:0', '--why', 'asked for')
    again, said = imported(build, late, [line for line in all_of_it if json.loads(line).get('report', {}).get('uri') == 'o:0'], codes=(2,))
    expect('not of what was taken out', (again, 'taken out' in said), ([], True))


def exported_junk(build, back):
    """Lines as exported, spoilt in every place: refused or kept, never harmful."""
    store, rnd = back.store('junk_in'), random.Random(5)
    first = record('j:1', more=' Nobody knows why.')
    add(build, store, [first, record('j:2', name='Tomas Weld')])
    correct(build, store, '--target', ids(first)[0], '--act', 'deny', '--speaker', 'Tomas Weld')
    correct(build, store, '--target', ids(first)[2], '--due', 'never')
    correct(build, store, '--add', '--report', 'j:1', '--content', '3-9', '--cue', '0-2')
    correct(build, store, '--add', '--report', 'j:1', '--trigger', 'knows', '--type', 'AID', '--speaker', 'Tomas Weld', '--speaker', 'Ilka Brandt', '--place', 'Osk, NLD', '--day', '2025-02-01', '--time', 'Nobody')
    correct(build, store, '--add', '--report', 'j:1', '--action', 'Nobody knows', '--kind', 'threat', '--condition', 'why', '--due', '..2025-02-01', '--addressee', 'Ilka Brandt')
    number = numbers(build, store)
    correct(build, store, '--merge', number['Ilka Brandt'], number['Tomas Weld'])
    good = [json.loads(line) for line in run(build, 'correct', store, '--export').stdout.splitlines()]
    junk = [None, True, -1, 10 ** 18, 0.5, '', 'x', '#1', '#999999999999999999', "'; DROP TABLE reports; --", [], {}, [[1, 2]], {'start': 1}, 'é' * 300, '\ud83d\ude00'.encode('utf-16', 'surrogatepass').decode('utf-16')]

    def spoil(value):
        if rnd.random() < 0.08: return rnd.choice(junk)
        if isinstance(value, dict): return {k if rnd.random() > 0.02 else rnd.choice(['x', 'set', 'content']): spoil(v) for k, v in value.items() if rnd.random() > 0.03}
        if isinstance(value, list): return [spoil(v) for v in value if rnd.random() > 0.05]
        return value + rnd.choice([-5, 1, 40]) if isinstance(value, int) and rnd.random() < 0.2 else value

    other = back.store('junk_out')
    spoilt = []
    for turn in range(900):
        line = spoil(copy.deepcopy(rnd.choice(good)))
        if isinstance(line, dict) and 'id' in line and rnd.random() < 0.9: line['id'] = f'j{turn}'
        spoilt.append(json.dumps(line))
    imported(build, other, spoilt, codes=(0, 2, 3))
    expect('it can be read', len(history(build, other)) > 5, True)
    for part in (store, spoilt), (other, []): imported(build, part[0], part[1], codes=(0, 2, 3))
    for one in store, other:
        if one == other: add(build, other, [first, record('j:2', name='Tomas Weld')])
        add(build, one, [as_read_by('two', r) for r in (first, record('j:2', name='Tomas Weld'))])
        for verb in 'statements', 'events', 'commitments', 'actors', 'reports': rows(build, one, verb, *(['--rejected'] if verb in ('statements', 'events', 'commitments') else []))
        sound(back, one)
        agrees(build, one)
        run(build, 'export', one, '--to', 'claim')


def injections(build, back):
    store = back.store('injections')
    first = record('i:1')
    add(build, store, [first, record('i:2', name='Tomas Weld')])
    statement, _, commitment = ids(first)
    evil = ["'; DROP TABLE reports; --", "x' OR '1'='1", '"; DELETE FROM statements; --', '%', '_', "a\\'; --", '$1', '?1', '{"set": {}}', "E'\\x00'", '\u202e\u0007', "') ON CONFLICT DO NOTHING; --"]
    reports = count(back, store, 'reports')
    for i, text in enumerate(evil):
        made = correct(build, store, '--target', statement, '--speaker', f'{text} x{i}', '--new', '--by', text, why=text)
        expect('as it was said', (made['by'], made['why'], speakers(row(build, store, 'statements', statement))), (text, text, [f'{text} x{i}']))
        for flags in (['--target', text, '--act', 'deny'], ['--target', statement, '--act', text], ['--target', commitment, '--due', text], ['--target', commitment, '--status', text],
                      ['--target', commitment, '--kind', text], ['--add', '--report', text, '--content', '1-2'], ['--add', '--report', 'i:1', '--content', text],
                      ['--add', '--report', 'i:1', '--content', '1-2', '--cue', text], ['--add', '--report', 'i:1', '--content', '1-2', '--source', text],
                      ['--add', '--report', 'i:1', '--content', '1-2', '--manner', text], ['--add', '--report', 'i:1', '--trigger', text, '--type', 'AID'], ['--add', '--report', 'i:1', '--trigger', 'said', '--type', text],
                      ['--add', '--report', 'i:1', '--trigger', 'said', '--type', 'AID', '--day', text], ['--add', '--report', 'i:1', '--trigger', 'said', '--type', 'AID', '--day', '2025-01-01', '--time', text],
                      ['--add', '--report', 'i:1', '--action', text, '--kind', 'promise'],
                      ['--add', '--report', 'i:1', '--action', 'said', '--kind', text], ['--add', '--report', 'i:1', '--action', 'said', '--kind', 'promise', '--condition', text],
                      ['--add', '--report', 'i:1', '--action', 'said', '--kind', 'promise', '--due', text], ['--merge', text, '#1'], ['--merge', '#1', text], ['--split', text, '--report', 'i:1'],
                      ['--split', '#1', '--report', text]): correct(build, store, *flags, codes=(2,))
        expect('no history', history(build, store, text), [])
        exported = made | {'id': 'x' + sha(text)[:15], 'report': {'id': text, 'uri': text, 'text_sha256': text[:60]}, 'target': text, 'actors': [{'actor': text, 'name': text, 'kind': text, 'country': text}]}
        for key in 'state', 'states': exported.pop(key)
        expect('it waits', [h['state'] for h in imported(build, store, [exported])[0]], ['detached'])
        correct(build, store, '--target', statement, '--rating', text)
    expect('reports', count(back, store, 'reports'), reports)
    expect('statements', count(back, store, 'statements'), 2)
    run(build, 'history', store, '--table')
    sound(back, store)
    agrees(build, store)


def takedown(build, back):
    store = back.store('takedown')
    first = record('t:1', more=' Zanzibartan was unseen.')
    add(build, store, [first, record('t:2', name='Tomas Weld')])
    at = first['text'].index('Zanz')
    correct(build, store, '--add', '--report', 't:1', '--content', f'{at}-{at + 22}', '--speaker', 'Quillberta Oxenfray', '--new')
    correct(build, store, '--target', ids(first)[0], '--speaker', 'Wimblestone Farq', '--new')
    correct(build, store, '--target', ids(first)[0], '--speaker', 'Tomas Weld', why='Wimblestone was a mistake')
    sound(back, store)
    run(build, 'remove', store, 't:1', '--why', 'asked for')
    for table in TABLES:
        for word in 'zanzibartan', 'quillberta', 'wimblestone':
            seen = [r for r in back.ask(store, f'SELECT * FROM {table}') if word in repr(r).lower()]
            expect(f'{table}: {word}', seen, [])
    if back.name == 'sqlite':
        for path in Path(store).parent.glob(Path(store).name + '*'):
            for word in b'Zanzibartan', b'Quillberta', b'Wimblestone', b'zanzibartan', b'quillberta': expect(f'{path.name}: {word}', word in path.read_bytes(), False)
    sound(back, store)


def same_corrections(build, backs):
    """The same corrections make the same rows of both."""
    seen = []
    for back in backs:
        store = back.store('same_corrections')
        reports = [record(f'x:{i}', name=name, words=f'dike {i} would hold', country=country) for i, (name, country) in
                   enumerate([('Ana Pires', 'NLD'), ('A. Pires', 'NLD'), ('Ana Pires', 'NLD'), ('Bo Ek', 'SWE')])]
        add(build, store, reports)
        base_line = {'by': 'me', 'why': 'so'}
        made = [{'target': ids(reports[0])[0], 'set': {'speaker': 'Bo Ek', 'act': 'warn'}}, {'target': ids(reports[1])[2], 'set': {'due': {'latest': '2025-04-04'}}}, {'merge': ['#1', '#2']},
                {'split': {'actor': '#1', 'reports': ['x:2']}}, {'report': 'x:3', 'add': {'content': [[3, 9]], 'speaker': 'Somebody'}, 'new': True}, {'target': ids(reports[3])[1], 'reject': True},
                {'report': 'x:0', 'add': {'trigger': 'hold', 'type': 'AID', 'speaker': ['Ana Pires', 'Bo Ek'], 'place': {'name': 'Osk', 'country': None}, 'day': '2025-01-05'}},
                {'report': 'x:3', 'add': {'action': 'would hold', 'kind': 'promise', 'due': {'latest': '2025-06-01'}, 'addressee': 'Bo Ek'}}]
        imported(build, store, [base_line | line | {'at': f'2025-01-01T00:00:{i:02}Z'} for i, line in enumerate(made)])
        add(build, store, [as_read_by('two', r) for r in reports] + [record('x:1', name='A. Pires', words='all is said')])
        sound(back, store)
        agrees(build, store)
        seen.append({table: rows for table, rows in dump(back, store).items() if table != 'actor_words'})
    expect('tables', [table for table in seen[0] if seen[0][table] != seen[1][table]], [])


TESTS = [sets, rejects, refused, additions, by_words, missed, anchors, versions, latest, merges, splits, names_of_the_merged, splits_by_company, out_and_in,
         exported_junk, injections, takedown]


@contextlib.contextmanager
def suite(build):
    """The checks, with the server and folder that they need."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix='readout-correct-')))
        try: server = stack.enter_context(postgres.Server(fsync='off'))
        except Skipped as why: server = why
        backs = base.Sqlite(folder), base.Postgres(server)
        yield [(f'store: {back.name}: corrections: {test.__name__.replace("_", " ")}', test, build, back) for test in TESTS for back in backs] + [
            ('store: the same corrections in both', same_corrections, build, backs)]
