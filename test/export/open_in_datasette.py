#!/usr/bin/env python3
"""open_in_datasette.py STORE EXPECTED: opens a store (news.db) in Datasette, without a server, and asks it what readout was asked. Prints what is wrong, and then
exits 1.

EXPECTED: JSON, {"metadata": docs/datasette.json, "word": …, "statements": [ids that --about finds], "reports": […], "acts": {act: count}, "outlets": {…}}.
"""
import asyncio, hashlib, json, sqlite3, sys, warnings
from pathlib import Path

warnings.filterwarnings('ignore')
from datasette.app import Datasette


class Wrong(Exception):
    """What is not as it should be."""


def must(holds, what):
    if not holds: raise Wrong(what)


def same(found, wanted, what): must(found == wanted, f'{what}: {str(found)[:300]}, not {str(wanted)[:300]}')


class Site:
    """What answers to addresses, as a browser would see it."""

    def __init__(self, store, metadata=None): self.app = Datasette([str(store)], metadata=metadata)

    async def get(self, path, code=200):
        answer = await self.app.client.get(path)
        must(answer.status_code == code, f'{path}: {answer.status_code}: {answer.text[:300]}')
        return answer

    async def json(self, path): return (await self.get(path)).json()
    async def rows(self, path): return await self.json(f'{path}&_shape=array&_size=max')


def described(store, metadata):
    """Every table and column that is described is there, and no table that is shown goes without a description."""
    of = metadata['databases']['news']['tables']
    with sqlite3.connect(store) as database:
        tables = {name: {row[1] for row in database.execute(f'PRAGMA table_info([{name}])')} for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {name for name in tables if '_words' not in name or name == 'actor_words'}
    same(set(of), own, 'tables with a description')
    for name, about in of.items():
        must(about.get('hidden') or about.get('description'), f'{name} has no description')
        named = set(about.get('columns', {})) | set(about.get('facets', [])) | {about[key] for key in ('label_column', 'sort_desc') if key in about}
        must(named <= tables[name], f'{name} has no {named - tables[name]}')
    return own


async def shows(site, own):
    """Every table with its rows and labels, and rows by themselves; no page fails."""
    tables = {table['name']: table for table in (await site.json('/news.json'))['tables']}
    must(own <= set(tables), f'{own - set(tables)} is not shown')
    must(all(table['hidden'] for name, table in tables.items() if name not in own), 'the tables of an index are shown')
    for name in own:
        await site.get(f'/news/{name}?_size=5')
        rows = (await site.json(f'/news/{name}.json?_labels=on&_size=1&_shape=objects'))['rows']
        if name in ('reports', 'statements', 'events', 'commitments', 'actors'): await site.get(f'/news/{name}/{rows[0][tables[name]["primary_keys"][0]]}')


async def finds(site, wanted):
    """Search boxes find what --about does, and facets count as --facet does."""
    word = wanted['word']
    for kind in 'statements', 'reports':
        shown = 'shown=1' if kind == 'statements' else 'latest=1'
        rows = await site.rows(f'/news/{kind}.json?_search={word}&{shown}')
        same(sorted(row['id'] for row in rows), sorted(wanted[kind]), f'{kind} about {word}')
        must(rows, f'nothing is about {word}')
    for path, facet, counts in ('statements.json?shown=1', 'act', wanted['acts']), ('reports.json?latest=1', 'outlet', wanted['outlets']):
        found = (await site.json(f'/news/{path}&_facet={facet}&_facet_size=max&_size=0'))['facet_results'][facet]['results']
        same({one['value']: one['count'] for one in found if one['value']}, counts, f'facet {facet}')


async def labels(site, plain, store):
    """A key of another table is shown by what stands there: by title or name, and with the descriptions by words as well."""
    with sqlite3.connect(store) as database:
        title, content, name = database.execute('SELECT r.title, s.content, a.name FROM statement_actors p JOIN statements s USING (statement) JOIN reports r ON r.report = s.report'
                                                ' JOIN appearances a USING (appearance) WHERE r.title > \'\' ORDER BY p.statement, p.part, p.position').fetchone()
        statement, = database.execute('SELECT statement FROM statements WHERE content = ?', [content]).fetchone()
    for one, words in (plain, str(statement)), (site, content):
        row = (await one.rows(f'/news/statement_actors.json?statement={statement}&_labels=on'))[0]
        same(row['statement']['label'], words, 'the label of a statement')
        same(row['appearance']['label'], name, 'the label of an appearance')
    same((await plain.rows(f'/news/statements.json?statement={statement}&_labels=on'))[0]['report']['label'], title, 'the label of a report')


async def answers(site, metadata, wanted):
    """The questions that come with the descriptions."""
    rows = await site.rows(f'/news/who_said_what.json?about={wanted["word"]}&speaker=&act=')
    same(sorted(row['id'] for row in rows), sorted(wanted['statements']), 'who said what')
    days = [row['day'] for row in await site.rows('/news/who_said_what.json?about=&speaker=&act=deny')]
    must(days and days == sorted(days, reverse=True), 'who said what: not newest first')
    for name, arguments in ('who_did_what_to_whom', '?type='), ('what_falls_due', '?after='), ('through_whom', '?'):
        must(await site.rows(f'/news/{name}.json{arguments}'), f'{name} finds nothing')
    same(len(metadata['databases']['news']['queries']), 4, 'questions')


async def writes_nothing(site):
    for words in 'delete+from+statements', "insert+into+keys+values+('x',1)", 'drop+table+statements':
        must((await site.app.client.get(f'/news.json?sql={words}')).status_code == 400, f'{words} is not refused')
    must((await site.app.client.post('/news/statements', data={'act': 'deny'})).status_code >= 400, 'a row can be written')


async def main():
    store, wanted = Path(sys.argv[1]), json.loads(sys.argv[2])
    metadata = json.loads(Path(wanted['metadata']).read_text('utf-8'))
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    try:
        own = described(store, metadata)
        plain, site = Site(store), Site(store, metadata)
        await shows(plain, own)
        await finds(plain, wanted)
        await labels(site, plain, store)
        await answers(site, metadata, wanted)
        await writes_nothing(site)
        same(hashlib.sha256(store.read_bytes()).hexdigest(), before, 'the bytes of the store')
    except Wrong as why:
        print(why)
        return 1
    return 0


if __name__ == '__main__': sys.exit(asyncio.run(main()))
