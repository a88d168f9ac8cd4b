"""Pages of test/cases/extract: NAME.html, and in NAME.json what `readout extract` has to find there.

Texts are held against each other as article extraction is scored: runs of four words, precision and recall averaged over the pages.
"""
import functools, json, re
from collections import Counter
from datetime import datetime

from suite import Failed, Skipped, TEST, readout

PAGES = TEST / 'cases' / 'extract'
LEAST = 98.3                # F1 over all pages
LEAST_OF_A_PAGE = 0.80
FIELDS = 'title', 'bylines', 'outlet'
MISSES = {   # what is not found yet, page by page; once it is, it is to be taken out of here
    'a-drupal-field-body': 'bylines',
    'a-german-magazine-paywall': 'title',
    'a-medium-like': 'outlet',
    'a-nextjs': 'bylines published',
    'a-press-release': 'bylines',
    'a-split-containers': 'title outlet',
    'b-blogspot-2006': 'bylines',
    'b-bom-mislabelled-sports': 'bylines',
    'b-frame-body-cp1252': 'text title bylines outlet published',
    'b-japanese-sjis': 'title bylines outlet published',
    'b-polish-divs': 'outlet',
    'b-tables-1999': 'outlet',
    'b-un-release': 'outlet',
    'c-aem-rates': 'title bylines',
    'c-blogger-rowing': 'published',
    'c-chorus-fares': 'title',
    'c-discourse-migration': 'bylines',
    'c-gannett-school': 'title bylines',
    'c-mailchimp-digest': 'bylines',
    'c-next-money': 'bylines',
    'c-radio-orchard': 'published',
    'c-sections-lichen': 'bylines',
    'c-slides-lights': 'bylines',
    'c-tables-wire': 'title bylines outlet published',
    'c-tumblr-archive': 'title published',
    'c-webflow-summit': 'title bylines outlet published',
    'c-wix-choir': 'title bylines outlet',
    'c-wpbakery-pallets': 'bylines',
}


def checks(build):
    names = sorted(path.stem for path in PAGES.glob('*.json')) if PAGES.is_dir() else []
    extracted = functools.cache(lambda: extract(build, names))
    yield 'extract: all pages', whole, extracted, names
    for name in names: yield f'extract: {name}', page, extracted, name


def extract(build, names):
    rows = map(json.loads, readout(build, 'extract', '--uri', 'file', *(PAGES / f'{name}.html' for name in names)).splitlines())
    return {row['uri'].rsplit('/', 1)[-1].removesuffix('.html'): row for row in rows}


def wanted(name):
    return json.loads((PAGES / f'{name}.json').read_text('utf-8'))


def shingles(text, size=4):
    words = re.findall(r'\w+', text)
    return Counter(tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1)) if words)


def rates(gold, text):
    """Precision and recall; no text has no precision."""
    left, right = shingles(gold), shingles(text)
    shared = (left & right).total()
    return shared / right.total() if right else None, shared / left.total()


def mean(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def whole(extracted, names):
    if not names: raise Skipped(f'{PAGES.relative_to(TEST.parent)} has no pages')
    found = [rates(wanted(name)['text'], extracted().get(name, {'text': ''})['text']) for name in names]
    precisions = [precision for precision, _ in found if precision is not None]
    reached = 100 * mean(sum(precisions) / len(precisions), sum(recall for _, recall in found) / len(found))
    if reached < LEAST: raise Failed(f'F1 of {len(names)} pages is {reached:.2f}, not {LEAST} or more')


def page(extracted, name):
    gold, row, faults = wanted(name), extracted().get(name), {}
    if not row: raise Failed('the page was rejected')
    precision, recall = rates(gold['text'], row['text'])
    if mean(precision, recall) < LEAST_OF_A_PAGE: faults['text'] = f'precision {precision:.3f}, recall {recall:.3f}'
    for field in FIELDS:
        if field in gold and row[field] != gold[field]: faults[field] = f'{field} is {row[field]!r}, not {gold[field]!r}'
    if 'published' in gold and not same_time(row['published'], gold['published']):
        faults['published'] = f'published is {row["published"]!r}, not {gold["published"]!r}'
    missed = MISSES.get(name, '').split()
    new = [fault for field, fault in faults.items() if field not in missed]
    new += [f'{field} is right now: take it out of MISSES' for field in missed if field not in faults]
    if new: raise Failed('\n'.join(new))


def same_time(found, gold):
    """Whether they are the same moment to the second; a mere day takes any time of that day."""
    if not found or not gold: return found == gold
    if len(gold) == 10: return found.startswith(gold)
    times = [datetime.fromisoformat(time.replace('Z', '+00:00')).replace(microsecond=0) for time in (found, gold)]
    return all(time.tzinfo for time in times) == any(time.tzinfo for time in times) and times[0] == times[1]
