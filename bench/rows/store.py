"""The store: statements a second into SQLite and into PostgreSQL, the SQLite file against the text in it, and searches (search.py).

The records are those of the reports, read once and written again under other ids, addresses and days until there are enough statements."""
import datetime, hashlib, json, os, re, subprocess, sys, time
from pathlib import Path

from rows import search
from rows.common import Figure, ROOT, Unable, output

sys.path.insert(0, str(ROOT / 'test'))
from postgres import Server
from suite import Skipped

ID = re.compile(r'"([0-9a-f]{16})"')


def moved(line, turn):
    """A record of another report: other ids, another address, another day."""
    def other(match): return '"' + hashlib.sha256(f'{match[1]}|{turn}'.encode()).hexdigest()[:16] + '"'
    record = json.loads(ID.sub(other, line) if turn else line)
    report = record['report']
    report['id'] = 'sha256:' + hashlib.sha256(f'{report["id"]}|{turn}'.encode()).hexdigest()
    if turn: report['uri'] = f'{report["uri"]}?{turn}'
    if report['published']:
        day = datetime.date.fromisoformat(report['published'][:10]) + datetime.timedelta(days=turn)
        report['published'] = day.isoformat() + report['published'][10:]
    return record


def make(lines, statements, path):
    """Writes the records; how many statements, and bytes of text, they have."""
    count = size = turn = 0
    with open(path, 'w', encoding='utf-8') as out:
        while count < statements:
            for line in lines:
                record = moved(line, turn)
                count, size = count + len(record['statements']), size + len(record['text'].encode())
                print(json.dumps(record, ensure_ascii=False, separators=(',', ':')), file=out)
                if count >= statements: break
            turn += 1
    return count, size


def load(args, store, records):
    """Seconds by the clock of adding all of them."""
    begin = time.perf_counter()
    output([args.readout, 'add', '--db', store, '--output', '/dev/null', records])
    return time.perf_counter() - begin


def sqlite(args, folder, records, count, size, data):
    path = folder / 'store.db'
    seconds = load(args, path, records)
    share = path.stat().st_size / size
    yield Figure('statements a second into SQLite', count / seconds, 5000, ',.0f')
    yield Figure('its file / the text in it', share, 8, '.2f', least=False)
    yield from search.figures(args, path, records, 'SQLite', data)
    path.unlink()


def postgres(args, records, count, data):
    try:
        with Server(shared_buffers='256MB', max_wal_size='4GB') as server:
            store = server.address('store')
            yield Figure('statements a second into PostgreSQL', count / load(args, store, records), 10000, ',.0f')
            yield from search.figures(args, store, records, 'PostgreSQL', data)
    except Skipped as why: data.note(f'store: PostgreSQL: not measured: {why}')


def measure(args, data):
    folder = Path(data.folder) / 'store'
    folder.mkdir()
    lines = output([args.readout, 'read', '--model', args.model, data.path]).decode().splitlines()
    if not lines: raise Unable('no records were read')
    records = folder / 'records.jsonl'
    count, size = make(lines, args.statements, records)
    data.note(f'store: {count:,} statements in {size / 1e6:,.0f} MB of text, on {os.cpu_count()} cores')
    return [*sqlite(args, folder, records, count, size, data), *postgres(args, records, count, data)]
