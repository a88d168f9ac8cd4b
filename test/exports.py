"""Exports of a store, each read back by libraries that are not ours (test/export/read_back.py) and held against the records."""
import hashlib, json, re, subprocess, sys, tempfile, threading
from pathlib import Path

import records as whole
from suite import ROOT, TEST, Failed, Skipped, environment, readout, sample_files, tail

FOLDER = TEST / 'export'
LOCK = TEST / 'requirements.lock'
PYTHON = Path('/usr/bin/python3')   # the one that Debian's packages are for
FORMATS = 'jsonl', 'csv', 'plover', 'prov', 'claim', 'webannotation', 'brat', 'conllu', 'html'
WORDS = 'brat', 'conllu', 'html'    # are nothing without them
GRAPHS = 'prov', 'claim', 'webannotation'
FILTERS = {
    'everything': [],
    'by a speaker': ['--speaker', 'Varga'],
    'about words': ['--about', 'grain OR bank'],
    'by act and day': ['--act', 'deny,reject,promise', '--from', '2025'],
    'by nobody': ['--speaker', 'Nobody Atall'],
}
KINDS = {
    'events': {'everything': ['--kind', 'events'], 'by type': ['--kind', 'events', '--type', 'REJECT,ACCUSE']},
    'commitments': {'everything': ['--kind', 'commitments'], 'by kind': ['--kind', 'commitments', '--type', 'promise,denial']},
}


# What reads

class Readers:
    """The Python that has the libraries, made once: Debian's packages, and what the lock file pins in an environment under build/."""
    lock, python, why = threading.Lock(), None, {}

    @classmethod
    def ready(cls, library):
        with cls.lock:
            if not cls.python: cls.make()
        if library in cls.why: raise Skipped(cls.why[library])
        return cls.python

    @classmethod
    def make(cls):
        folder = ROOT / 'build' / 'readers'
        if not PYTHON.exists(): raise Skipped(f'needs {PYTHON} with python3-rdflib, python3-pandas, python3-jsonschema and sqlite-utils')
        cls.python, stamp = folder / 'bin' / 'python', folder / LOCK.name
        if not stamp.exists() or stamp.read_text() != LOCK.read_text():
            subprocess.run([PYTHON, '-m', 'venv', '--clear', '--system-site-packages', folder], check=True, capture_output=True)
            done = subprocess.run([cls.python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', LOCK],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode: cls.why |= {library: f'{library} could not be installed from PyPI ({tail(done.stdout, 1)})' for library in ('conllu', 'datasette', 'pyshacl')}
            else: stamp.write_text(LOCK.read_text())
        for library, package in ('rdflib', 'python3-rdflib'), ('pandas', 'python3-pandas'), ('jsonschema', 'python3-jsonschema'), ('sqlite_utils', 'sqlite-utils'):
            if subprocess.run([cls.python, '-c', f'import {library}'], capture_output=True).returncode: cls.why[library] = f'{package} is not installed: run make setup'


LIBRARIES = {'jsonl': ['pandas'], 'csv': ['pandas', 'sqlite_utils'], 'plover': ['pandas', 'jsonschema'], 'prov': ['rdflib'], 'claim': ['rdflib'],
             'webannotation': ['rdflib'], 'conllu': ['conllu'], 'brat': [], 'html': []}


# The store

class Store:
    """One store for all checks: the samples, the golden texts, and records whose words are hostile."""
    lock, folder, records, broken = threading.Lock(), None, [], None

    @classmethod
    def path(cls, build):
        with cls.lock:
            if not cls.folder and not cls.broken:
                try: cls.fill(build)
                except Failed as why: cls.broken = str(why)
        if cls.broken: raise Failed(f'the store could not be filled: {cls.broken}')
        return cls.folder / 'store.db'

    @classmethod
    def fill(cls, build):
        folder = tempfile.TemporaryDirectory(prefix='readout-exports-')
        cls.keeps, path = folder, Path(folder.name)
        goldens = [path for path in whole.golden_inputs() if path not in sample_files()]
        read = readout(build, 'read', *sample_files(), *goldens)
        hostile = subprocess.run([PYTHON, FOLDER / 'hostile.py'], capture_output=True, check=True).stdout
        (path / 'records.jsonl').write_bytes(read + hostile)
        added = whole.load(readout(build, 'add', '--db', path / 'store.db', path / 'records.jsonl'))
        new = [line['result'] in ('added', 'version') for line in added]
        cls.records = [record for record, is_new in zip(lines(path / 'records.jsonl'), new, strict=True) if is_new]
        cls.folder = path


def lines(path): return [json.loads(line) for line in path.read_text('utf-8').split('\n') if line]


def export(build, name, *options, store=None, codes=(0,)):
    """An export as a file of its own, which goes with the tests."""
    path = Store.path(build)
    file = tempfile.NamedTemporaryFile(dir=Store.folder, prefix=name, delete=False)
    file.write(readout(build, 'export', '--db', store or path, '--to', name, *options, codes=codes))
    file.close()
    return Path(file.name)


# Checks

def reads_back(build, name, kind, options, store=None, more=()):
    for library in [*LIBRARIES[name], *['pyshacl'] * ('shapes' in more)]: Readers.ready(library)
    python = Readers.ready(None)
    if name in ('plover',) and '--kind' not in options: kind, own = 'events', ['--kind', 'events'] if options else []
    else: own = []
    if name == 'html' and options in ([], ['--rejected'], ['--every-version']): kind = 'everything'
    file, records = export(build, name, *options, store=store), export(build, 'jsonl', *own, *options, store=store)
    extra = ['offsets-only', export(build, 'jsonl', *own, *[word for word in options if word != '--offsets-only'], store=store)] if '--offsets-only' in options else []
    done = subprocess.run([python, FOLDER / 'read_back.py', name, file, records, kind, *extra, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=environment(build), timeout=600)
    if done.returncode: raise Failed(tail(done.stdout, 12))


def is_what_was_read(build):
    """Without a question the records come out as they went in, but for what the store says of actors."""
    found = lines(export(build, 'jsonl'))
    for record in found:
        for actor in record['actors']:
            if not (actor.pop('store_actor').startswith('#') and actor.pop('known_as')): raise Failed('an actor is not known to the store')
    if found != Store.records:
        pairs = [(was, now) for was, now in zip(Store.records, found) if was != now]
        raise Failed(f'{len(found)} records, not {len(Store.records)}; the first that differs: ' + '; '.join(list(whole.differences(*pairs[0], ''))[:5]) if pairs else '')


def keeps_contract(build, options):
    faults = whole.contract().faults
    records = lines(export(build, 'jsonl', *options))
    wrong = [f'{record["report"]["uri"]}: {fault}' for record in records for fault in faults(record)]
    if wrong: raise Failed('\n'.join(wrong[:8]))


def has_what_a_search_has(build, kind, options):
    """The same items as the search with the same question, and no other items of that kind."""
    words, verb = [word for word in options if word not in ('--kind', kind)], kind
    if kind == 'commitments': words = ['--kind' if word == '--type' else word for word in words]
    found = readout(build, verb, '--db', Store.path(build), '--json', '--limit', 100000, *words)
    ids = sorted(json.loads(line)['id'] for line in found.splitlines())
    exported = sorted(item['id'] for record in lines(export(build, 'jsonl', '--kind', kind, *[word for word in options if word not in ('--kind', kind)]))
                      for item in record[kind])
    # statements that events and commitments lean on come along; of the kind that is asked for there is nothing else
    if ids != exported: raise Failed(f'{len(exported)} {kind} are exported, {len(ids)} are found')


def refuses(build, options, why):
    try: readout(build, 'export', '--db', Store.path(build), *options, codes=(2,))
    except Failed as other: raise Failed(f'it is not refused: {other}')
    done = subprocess.run([build / 'readout', 'export', '--db', Store.path(build), *options], capture_output=True, env=environment(build))
    if why not in done.stderr.decode() or done.stdout: raise Failed(f'it says {done.stderr.decode()!r}')


def without_text(build):
    """Reports that are kept without their text are left out, by name, of what needs it, and stand in everything else."""
    store = Store.path(build).with_name('textless.db')
    sample = [path for path in sample_files() if path.suffix == '.txt'][0]
    readout(build, 'add', '--db', store, '--no-text', '--uri', 'https://example.org/kept-without', sample)
    readout(build, 'add', '--db', store, [path for path in sample_files() if path.suffix == '.txt'][1])
    done = subprocess.run([build / 'readout', 'export', '--db', store, '--to', 'html'], capture_output=True, env=environment(build))
    if done.returncode != 3 or b'https://example.org/kept-without: kept without its text' not in done.stderr: raise Failed(f'{done.returncode}: {done.stderr!r}')
    if b'Report 1' not in done.stdout or b'Report 2' in done.stdout: raise Failed('the other report is not there alone')
    for name in 'csv', 'prov', 'claim', 'webannotation': export(build, name, store=store)


def store_of(build, name, records):
    """A store of records beside the one for all checks."""
    Store.path(build)
    lines, store = Store.folder / f'{name}.jsonl', Store.folder / f'{name}.db'
    lines.write_text(''.join(json.dumps(record) + '\n' for record in records), 'utf-8')
    readout(build, 'add', '--db', store, lines)
    return store


def corrected(build):
    """What humans set, rejected and added, in every format that tells of it."""
    store = store_of(build, 'corrected', [record for record in Store.path(build) and Store.records if record['commitments'] and record['events']][:3])
    first = lambda verb, *options: json.loads(readout(build, verb, '--db', store, '--json', '--limit', 1, *options).splitlines()[0])
    statement, other = [json.loads(line) for line in readout(build, 'statements', '--db', store, '--json', '--limit', 2).splitlines()]
    report = statement['report']['id']
    for options in (['--target', statement['id'], '--act', 'reject', '--speaker', 'Nora <b>Quay</b>', '--new'], ['--target', statement['id'], '--rating', '2/5'],
                    ['--target', other['id'], '--reject'], ['--target', first('events')['id'], '--status', 'planned'],
                    ['--target', first('commitments')['id'], '--due', '2031-01-05..2031-02-01', '--status', 'reported_kept'],
                    ['--add', '--report', report, '--content', '3-30', '--act', 'say', '--speaker', '#1']):
        readout(build, 'correct', '--db', store, *options, '--by', 'Lin & <i>Aas</i>', '--why', 'it is so')
    for name in 'jsonl', 'csv', 'prov', 'claim', 'webannotation', 'brat', 'html':
        reads_back(build, name, 'statements', ['--rejected'], store, ['shapes'] if name in GRAPHS else [])
    reads_back(build, 'html', 'statements', [], store)
    page = export(build, 'html', '--rejected', store=store).read_text('utf-8')
    for words in 'added by hand', '>rejected<', '2031-01-05', 'Nora &lt;b&gt;Quay', '<del>', '2 of 5', '5</dd></div>':
        if words not in page: raise Failed(f'the dossier lacks {words!r}')


def every_version(build):
    """Versions of one address, side by side."""
    was = next(record for record in Store.path(build) and Store.records if record['report']['uri'] and record['statements'] and len(record['text']) < 5000)
    text = was['text'] + '\n\nIt was corrected.'
    now = was | {'text': text, 'text_sha256': hashlib.sha256(text.encode()).hexdigest(), 'report': was['report'] | {'id': 'sha256:' + '7' * 64}}
    ids = [item['id'] for name in ('statements', 'events', 'commitments') for item in was[name]]
    now = json.loads(re.sub('|'.join(ids), lambda found: hashlib.sha256(found[0].encode()).hexdigest()[:16], json.dumps(now)))   # they are of the report
    store = store_of(build, 'versions', [was, now])
    for name in FORMATS: reads_back(build, name, 'events' if name == 'plover' else 'statements', ['--every-version', *(['--kind', 'events'] if name == 'plover' else [])], store)


def very_many(build):
    """More reports than a dossier names in its contents."""
    sys.path.insert(0, str(FOLDER))
    import hostile
    records = [hostile.record(number, f'Plain {number}') for number in range(640)]
    for record in records:
        for list_name in 'statements', 'events', 'commitments': record[list_name] = record[list_name][:1]
        record['report']['uri'] = f'https://example.org/many/{record["report"]["id"]}'
    reads_back(build, 'html', 'statements', [], store_of(build, 'many', records))


def opens_in_datasette(build):
    """A store as it is, in Datasette: tables, full text, facets, labels, the questions of docs/datasette.json; nothing is written."""
    python, store, word = Readers.ready('datasette'), Store.path(build).with_name('news.db'), 'bank'
    store.write_bytes(Store.path(build).read_bytes())
    found = lambda verb, *options: [json.loads(line) for line in readout(build, verb, '--db', store, '--json', '--limit', 100000, *options).splitlines()]
    counts = lambda verb, facet: {row['value']: row['count'] for row in found(verb, '--facet', facet)}
    wanted = {'metadata': str(ROOT / 'docs' / 'datasette.json'), 'word': word, 'statements': [row['id'] for row in found('statements', '--about', word)],
              'reports': [row['id'] for row in found('reports', '--about', word)], 'acts': counts('statements', 'act'), 'outlets': counts('reports', 'outlet')}
    done = subprocess.run([python, FOLDER / 'open_in_datasette.py', store, json.dumps(wanted)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    if done.returncode: raise Failed(tail(done.stdout, 12))
    got = subprocess.run([python, '-m', 'datasette', store, '--get', '/news/statements.json?_shape=array&_size=1&_labels=on'], capture_output=True, check=True)
    if set(json.loads(got.stdout)[0]) < {'id', 'content', 'act', 'report'}: raise Failed(f'datasette --get: {got.stdout[:300]!r}')


def same_twice(build):
    for name in FORMATS:
        if name in ('html', 'webannotation'): continue   # say when they were made
        if export(build, name).read_bytes() != export(build, name).read_bytes(): raise Failed(f'{name} is other bytes the second time')


def same_in_postgres(build):
    import postgres
    with postgres.Server() as server:
        address = server.address('exports')
        Store.path(build)
        readout(build, 'add', '--db', address, Store.folder / 'records.jsonl')
        for name in 'jsonl', 'csv', 'plover', 'prov', 'claim', 'brat':
            for title, options in FILTERS.items():
                if name == 'plover' and '--act' in options: continue
                if export(build, name, *options, store=address).read_bytes() != export(build, name, *options).read_bytes():
                    raise Failed(f'{name}, {title}: other bytes from PostgreSQL than from SQLite')


def checks(build):
    yield 'export: jsonl is what was read', is_what_was_read, build
    yield 'export: the same twice', same_twice, build
    yield 'export: the same from PostgreSQL', same_in_postgres, build
    yield 'export: reports kept without their text', without_text, build
    yield 'export: a store opens in Datasette', opens_in_datasette, build
    yield 'export: corrected by hand, reads back', corrected, build
    yield 'export: every version, reads back', every_version, build
    yield 'export: a dossier of very many reports, reads back', very_many, build
    for title, options in FILTERS.items():
        yield f'export: jsonl, {title}: the contract', keeps_contract, build, options
        yield f'export: statements, {title}: what a search finds', has_what_a_search_has, build, 'statements', options
        for name in FORMATS:
            if name == 'plover' and '--act' in options: continue   # events have none
            yield f'export: {name}, {title}, reads back', reads_back, build, name, 'statements', options
    for kind, questions in KINDS.items():
        for title, options in questions.items():
            yield f'export: jsonl, {kind} {title}: the contract', keeps_contract, build, options
            yield f'export: {kind} {title}: what a search finds', has_what_a_search_has, build, kind, options
            for name in ('jsonl', 'csv', 'webannotation', 'brat', 'html', *(['plover'] if kind == 'events' else [])):
                yield f'export: {name}, {kind} {title}, reads back', reads_back, build, name, kind, options
    for name in FORMATS:
        if name in WORDS: yield f'export: {name} refuses offsets alone', refuses, build, ['--to', name, '--offsets-only'], 'words'
        else: yield f'export: {name}, offsets alone, reads back', reads_back, build, name, 'statements', ['--offsets-only']
    yield 'export: jsonl, offsets alone: the contract', keeps_contract, build, ['--offsets-only']
    yield 'export: parquet names the Python package', refuses, build, ['--to', 'parquet'], 'Python package'
