#!/usr/bin/env python3
"""check_spans.py [FILE]: whether records (JSON Lines) hold what the record promises of spans and ids.

Every span is its slice of the text, starts before it ends, and comes in order where order is promised; ids are unique, made as
they should be, and lead somewhere. Prints a line for each fault, then a count; exits 1 where there was one.
"""
import hashlib, json, sys
from collections import Counter

UNITS = {'codepoints': (str, 1), 'bytes': (str.encode, 1), 'utf16': (lambda text: text.encode('utf-16-le'), 2)}
LISTS = 'actors', 'places', 'times', 'statements', 'events', 'commitments'
KEYS = {'schema', 'offsets', 'engine', 'report', 'text', 'text_sha256', 'sentences', 'warnings', *LISTS}


def spans(value, path=''):
    """Every span below a value, with its place."""
    if isinstance(value, list):
        for number, item in enumerate(value): yield from spans(item, f'{path}/{number}')
    elif isinstance(value, dict):
        if {'start', 'end', 'text'} <= value.keys(): yield path, value
        for key, item in value.items():
            if key != 'extra': yield from spans(item, f'{path}/{key}')


def span_faults(record):
    encode, width = UNITS[record['offsets']]
    body = record['text'] if record['text'] is None else encode(record['text'])
    title = encode(record['report']['title'] or '')
    for path, span in spans(record):
        text = title if span.get('in') == 'title' else body
        start, end = span['start'], span['end']
        if not 0 <= start < end: yield f'{path}: start {start} and end {end} are out of order'
        elif text is not None and text[start * width:end * width] != encode(span['text']):
            yield f'{path}: {span["text"][:60]!r} is not its slice'
    if record['text'] is not None and hashlib.sha256(record['text'].encode()).hexdigest() != record['text_sha256']:
        yield 'text_sha256 is not of this text'


def order_faults(record):
    end = 0
    for number, (start, stop) in enumerate(record['sentences']):
        if not end <= start < stop: yield f'sentences/{number}: out of order'
        end = stop
    if record['text'] is not None and end * UNITS[record['offsets']][1] > len(UNITS[record['offsets']][0](record['text'])):
        yield 'sentences: the last ends behind the text'
    for statement in record['statements']:
        end = -1
        if not statement['content']: yield f'{statement["id"]}: no content'
        for piece in statement['content']:
            if piece['start'] <= end: yield f'{statement["id"]}: content out of order, or two pieces that touch'
            end = piece['end']
    for actor in record['actors'] + record['places']:
        places = [(mention['start'], mention['end']) for mention in actor['mentions'] if 'in' not in mention]
        if places != sorted(set(places)): yield f'{actor["id"]}: mentions out of order, or one twice'


def layer_faults(record):
    """Chains have two mentions or more, each mention one chain; they come in order and nest without crossing."""
    chains = [[(s['start'], s['end']) for s in chain] for chain in record.get('layers', {}).get('coreference', [])]
    every = sorted(mention for chain in chains for mention in chain)
    if len(set(every)) != len(every): yield 'layers/coreference: a mention stands in two chains'
    if any(len(chain) < 2 or chain != sorted(chain) for chain in chains): yield 'layers/coreference: a chain of one, or out of order'
    if chains != sorted(chains): yield 'layers/coreference: chains out of order'
    around = []
    for start, end in sorted(every, key=lambda mention: (mention[0], -mention[1])):
        while around and around[-1] <= start: around.pop()
        if around and around[-1] < end: yield f'layers/coreference: {start}-{end} crosses another mention'
        around.append(end)


def id_faults(record):
    for kind in LISTS:
        for name, count in Counter(item['id'] for item in record[kind]).items():
            if count > 1: yield f'{kind}: {name} stands {count} times'
    places = {None, *(place['id'] for place in record['places'])}
    for item in [statement['venue'] or {'place': None} for statement in record['statements']] + record['events']:
        if item['place'] not in places: yield f'no place {item["place"]}'
    actors = {actor['id'] for actor in record['actors']}
    for statement in record['statements']:
        chain = [link['actor'] for link in statement['chain'] if link['role'] == 'speaker']
        for name in [*statement['speakers'], *statement['addressees'], *chain]:
            if name not in actors: yield f'{statement["id"]}: no actor {name}'
    if not record['report']['id'].startswith('sha256:') or len(record['report']['id']) != 71:
        yield f'report.id: {record["report"]["id"]}'
    if record['offsets'] == 'codepoints': yield from statement_id_faults(record)


def statement_id_faults(record):
    seen = Counter()
    for statement in record['statements']:
        places = ','.join(f'{s["start"]}-{s["end"]}' for s in [statement['cue'], *statement['content']] if s)
        base = f'statement|1|{record["report"]["id"]}|{places}'
        wanted = hashlib.sha256(f'{base}|{seen[base]}'.encode()).hexdigest()[:16]
        seen[base] += 1
        if statement['id'] != wanted: yield f'{statement["id"]}: should be {wanted}'


def faults(record):
    missing = KEYS - record.keys()
    if missing: return [f'no {", ".join(sorted(missing))}']
    return [*span_faults(record), *order_faults(record), *layer_faults(record), *id_faults(record)]


def main():
    count = bad = 0
    with open(sys.argv[1], encoding='utf-8') if len(sys.argv) > 1 else sys.stdin as lines:
        for count, line in enumerate(lines, 1):
            record = json.loads(line)
            for fault in faults(record):
                bad += 1
                print(f'{record["report"]["uri"] or record["report"]["id"]}: {fault}')
    print(f'{count} records, {bad} faults')
    return 1 if bad else 0


if __name__ == '__main__': sys.exit(main())
