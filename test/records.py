"""Records of whole reports: golden ones, and properties that every record has to have."""
import copy, importlib.util, json, random, tempfile
from pathlib import Path

import check_spans
from suite import JOBS, SAMPLES, SHARED, TEST, Failed, Skipped, readout, sample_files

GOLDEN = TEST / 'golden'
TOLERANCE = 0.02   # of a confidence: processors add up in different orders
WIKINEWS = SHARED / 'data' / 'reports' / 'wikinews.jsonl'


def load(output):
    try: return [json.loads(line) for line in output.decode('utf-8').splitlines()]
    except ValueError as error: raise Failed(f'readout printed what is no JSON: {error}')


# Golden records: test/golden/NAME.json is the records of test/golden/NAME, or of samples/NAME, in 32-bit floats

def golden_inputs():
    return [*sample_files(), *sorted(path for path in GOLDEN.iterdir() if path.suffix != '.json')]


def golden_records(build, path):
    """The records, without what changes at every release: the engine, and where the file lies."""
    records = load(readout(build, 'read', '--jobs', 1, '--arithmetic', 'f32', '--uri', f'golden:{path.name}', path))
    for record in records: record['engine'] = {'arithmetic': record['engine']['arithmetic']}
    return records


def golden(build, path):
    expected = GOLDEN / f'{path.name}.json'
    if not expected.exists():
        raise Failed(f'no {expected.name}: look at what test/run --update makes of it, and keep it if it is right')
    wanted, found = json.loads(expected.read_text('utf-8')), golden_records(build, path)
    lines = list(differences(wanted, found, ''))
    if lines: raise Failed('\n'.join(lines[:12] + ([f'… and {len(lines) - 12} more'] if len(lines) > 12 else [])))


def differences(wanted, found, where):
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in {**wanted, **found}:
            if key not in found: yield f'{where}/{key}: is gone'
            elif key not in wanted: yield f'{where}/{key}: is new'
            else: yield from differences(wanted[key], found[key], f'{where}/{key}')
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) != len(found): yield f'{where}: {len(found)} items, not {len(wanted)}'
        for number, pair in enumerate(zip(wanted, found)): yield from differences(*pair, f'{where}/{number}')
    elif where.endswith('/confidence') and isinstance(wanted, (int, float)) and isinstance(found, (int, float)):
        if abs(wanted - found) > TOLERANCE: yield f'{where}: {found}, not {wanted}'
    elif wanted != found or type(wanted) is not type(found):
        yield f'{where}: {json.dumps(found)[:120]}, not {json.dumps(wanted)[:120]}'


def update(build):
    """Writes every golden record anew."""
    for path in golden_inputs():
        text = json.dumps(golden_records(build, path), ensure_ascii=False, indent=1) + '\n'
        expected = GOLDEN / f'{path.name}.json'
        old = expected.read_text('utf-8') if expected.exists() else None
        if text != old: expected.write_text(text, 'utf-8')
        print(f'{"same" if text == old else "written":8}{expected.relative_to(TEST.parent)}')


# Properties

def contract():
    """The contract's own check, from ../shared."""
    path = SHARED / 'contract' / 'check_record.py'
    if not path.exists(): raise Skipped('needs ../shared (or READOUT_SHARED)')
    spec = importlib.util.spec_from_file_location('check_record', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wikinews():
    if not WIKINEWS.exists(): raise Skipped('needs ../shared (or READOUT_SHARED)')
    return WIKINEWS.read_bytes().splitlines(keepends=True)


def sound(records, faults, expected=None):
    """Failed unless there are records, as many as expected, and no faults in them."""
    if not records or expected not in (None, len(records)): raise Failed(f'{len(records)} records, not {expected or "some"}')
    lines = [f'{record["report"]["uri"]}: {fault}' for record in records for fault in faults(record)]
    if lines: raise Failed('\n'.join(lines[:12] + [f'{len(lines)} faults']))


def samples_sound(build):
    records = load(readout(build, 'read', '--layers', 'attributions,entities,coreference', *sample_files()))
    sound(records, check_spans.faults)
    for record in records:
        if not record['statements']: raise Failed(f'{record["report"]["uri"]}: no statement found in a sample full of them')


def samples_contract(build):
    sound(load(readout(build, 'read', '--layers', 'attributions,entities,coreference', *sample_files())), contract().faults)


def wikinews_contract(build):
    faults, lines = contract().faults, wikinews()
    records = load(readout(build, 'read', '--jobs', JOBS, WIKINEWS))
    sound(records, lambda record: [*faults(record), *check_spans.faults(record)], len(lines))


def jobs_agree(build, reports):
    first = readout(build, 'read', '--jobs', 1, *reports)
    for jobs in 1, 2, 4:
        if readout(build, 'read', '--jobs', jobs, *reports) != first:
            raise Failed(f'--jobs {jobs} prints other bytes than --jobs 1 did')


def samples_jobs(build):
    jobs_agree(build, sample_files() * 2)


def wikinews_jobs(build):
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / 'part.jsonl'
        part.write_bytes(b''.join(wikinews()[::8]))
        jobs_agree(build, [part])


def batches_agree(build, lines):
    """Each report alone, and all of them in another order, give the lines that they gave together."""
    together = dict(zip(lines, readout(build, 'read', '--format', 'jsonl', '-', stdin=b''.join(lines)).splitlines(), strict=True))
    shuffled = lines[:]
    random.Random(1).shuffle(shuffled)
    again = readout(build, 'read', '--format', 'jsonl', '-', stdin=b''.join(shuffled)).splitlines()
    if again != [together[line] for line in shuffled]: raise Failed('another order of the same reports gives other records')
    for line in lines:
        if readout(build, 'read', '--format', 'jsonl', '-', stdin=line).splitlines() != [together[line]]:
            raise Failed(f'alone, a report gives another record than among others: {line[:100]!r}')


def samples_batches(build):
    texts = [path.read_text('utf-8') for path in sample_files() if path.suffix == '.txt']
    paragraphs = [part for text in texts for part in text.split('\n\n')]
    documents = texts + [paragraphs[0], paragraphs[-1], '\n\n'.join(paragraphs)]
    batches_agree(build, [json.dumps({'uri': f'batch:{n}', 'text': text}).encode() + b'\n' for n, text in enumerate(documents)])


def wikinews_batches(build):
    batches_agree(build, sorted(wikinews(), key=len)[:24:2])


WIDE = ('The “minister” said the café 🏛 was closed. “We will ⟨not⟩ reopen 🚪 it,” said Zoë Ångström, '
        'the mayor of Łódź, on Monday.\n\n😀 Mr. Õunapuu denied that the 北京 office had warned him.\n')


def converted(record, offsets):
    """The record with its spans' code points counted in another unit."""
    out = copy.deepcopy(record)
    def measure(text): return len(text.encode()) if offsets == 'bytes' else len(text.encode('utf-16-le')) // 2
    for _, span in check_spans.spans(out):
        body = record['report']['title'] if span.get('in') == 'title' else record['text']
        span['start'], span['end'] = measure(body[:span['start']]), measure(body[:span['end']])
    out['sentences'] = [[measure(record['text'][:end]) for end in ends] for ends in record['sentences']]
    out['offsets'] = offsets
    return out


def offsets_agree(build):
    with tempfile.TemporaryDirectory() as folder:
        wide = Path(folder) / 'wide.txt'
        wide.write_text(WIDE, 'utf-8')
        command = 'read', '--layers', 'attributions,entities,coreference', wide, *sample_files()
        points = load(readout(build, *command))
        for offsets in 'bytes', 'utf16':
            others = load(readout(build, *command, '--offsets', offsets))
            sound(others, check_spans.faults, len(points))
            for record, other in zip(points, others):
                lines = list(differences(converted(record, offsets), other, ''))
                if lines: raise Failed('\n'.join([f'--offsets {offsets}, {record["report"]["uri"]}', *lines[:8]]))


def options_agree(build):
    """--no-text and --layers change nothing but what they name."""
    plain = load(readout(build, 'read', *sample_files()))
    for option, key in (('--no-text', 'text'), ('--layers=attributions,entities,coreference', 'layers')):
        others = load(readout(build, 'read', option, *sample_files()))
        sound(others, check_spans.faults, len(plain))
        for record, other in zip(plain, others):
            if key == 'text' and other['text'] is not None: raise Failed('--no-text leaves a text')
            if key == 'layers' and set(other['layers']) != {'attributions', 'entities', 'coreference'}:
                raise Failed(f'layers are {list(other["layers"])}')
            if {**record, key: None} != {**other, key: None}:
                raise Failed(f'{option} changes more than {key} in {record["report"]["uri"]}')


def stdin_agrees(build):
    """Standard input and a file give the same record."""
    for path in sample_files():
        options = '--uri', 'https://example.org/report', '--published', '2024-05-06'
        if readout(build, 'read', *options, path) != readout(build, 'read', *options, '-', stdin=path.read_bytes()):
            raise Failed(f'{path.name} gives another record from standard input')


SAMPLE_CHECKS = {
    'samples: spans, order and ids are sound': samples_sound,
    'samples: --jobs 1, 2 and 4, and the same again, print the same bytes': samples_jobs,
    'samples: any batch gives the same records': samples_batches,
    'samples: --offsets bytes and utf16 agree with code points': offsets_agree,
    'samples: --no-text and --layers change nothing else': options_agree,
    'samples: standard input gives what the file gives': stdin_agrees,
}
SHARED_CHECKS = {
    "samples: the contract's own check": samples_contract,
    "Wikinews: the contract's own check of all reports": wikinews_contract,
    'Wikinews: --jobs 1, 2 and 4, and the same again, print the same bytes': wikinews_jobs,
    'Wikinews: any batch gives the same records': wikinews_batches,
}


def checks(build, prefix='', shared=True):
    for name, function in (SAMPLE_CHECKS | (SHARED_CHECKS if shared else {})).items(): yield f'{prefix}{name}', function, build


def golden_checks(build):
    for path in golden_inputs(): yield f'golden: {path.name}', golden, build, path
