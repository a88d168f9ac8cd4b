"""The seed report of ../shared: who said what through which agency, what was promised and denied, and the meeting.

test/seed.json expects it by code points of the report's text, which its digest pins, and holds none of its words. An actor is whoever has
a mention over given code points.
"""
import hashlib, json

from suite import SHARED, TEST, Failed, Skipped, readout

REPORT = SHARED / 'data' / 'reports' / 'seed.txt'
CLOSE = 0.8   # of the joint characters: spans that mean the same


def expected():
    return json.loads((TEST / 'seed.json').read_text('utf-8'))


def read(build):
    if not REPORT.exists(): raise Skipped('needs ../shared (or READOUT_SHARED)')
    want = expected()
    if hashlib.sha256(REPORT.read_bytes()).hexdigest() != want['text_sha256']:
        raise Failed(f'{REPORT} is another text than the one that test/seed.json counts in')
    return json.loads(readout(build, 'read', '--published', want['published'], '--outlet', want['outlet'], REPORT))


# Spans and actors

def ends(span):
    return (span['start'], span['end']) if span else None


def chars(spans):
    return {at for start, end in spans for at in range(start, end)}


def closeness(a, b):
    a, b = chars(a), chars(b)
    return len(a & b) / len(a | b) if a | b else 0.0


def content(statement):
    return [ends(span) for span in statement['content']]


def who(record, anchors, key):
    """The ids of the actors with a mention over an anchor: one, if the record knows who is who."""
    start, end = anchors[key]
    return {actor['id'] for actor in record['actors'] if any(m.get('in') != 'title' and m['start'] <= start and end <= m['end'] for m in actor['mentions'])}


def same_actors(record, anchors, ids, keys):
    """Whether the ids are these actors, each once."""
    one = [who(record, anchors, key) for key in keys]
    return len(ids) == len(keys) == len(set(ids)) and all(len(found & set(ids)) == 1 for found in one) and all(any(i in found for found in one) for i in ids)


def names(record, ids):
    by_id = {actor['id']: actor['name'] for actor in record['actors']}
    return [by_id[i] for i in ids]


class Findings(list):
    """What is not as expected."""
    def expect(self, good, what, found, wanted):
        if not good: self.append(f'{what}: {found}, not {wanted}')


# Statements

def the_statement(record, want):
    """The one whose cue is this one's and whose content is most like it; None."""
    found = [s for s in record['statements'] if s['cue'] and chars([ends(s['cue'])]) & chars([want['cue']])]
    return max(found, key=lambda s: closeness(content(s), want['content']), default=None)


def statement_faults(record, anchors, want, outlet):
    out, s = Findings(), the_statement(record, want)
    if s is None: return [f'no statement with its cue at {want["cue"]}']
    out.expect(closeness(content(s), want['content']) >= CLOSE, 'content', content(s), want['content'])
    out.expect(s['source'] and closeness([ends(s['source'])], [want['source']]) > 0.5, 'source', ends(s['source']), want['source'])
    out.expect(same_actors(record, anchors, s['speakers'], want['speakers']), 'speakers', names(record, s['speakers']), want['speakers'])
    out.expect(s['act'] == want['act'], 'act', s['act'], want['act'])
    links = [(link['role'], link.get('name')) for link in s['chain'] if link['role'] != 'speaker']
    middle = [name for role, name in links if role in ('agency', 'quoted')]
    out.expect(links[:1] == [('outlet', outlet)], 'the chain begins with', links[:1], outlet)
    out.expect(middle == want['through'] and len(links) == len(middle) + 1, 'through', links[1:], want['through'])
    said = [link['actor'] for link in s['chain'] if link['role'] == 'speaker']
    out.expect(said == s['speakers'] and [link['role'] for link in s['chain'][len(links):]] == ['speaker'] * len(said), 'the chain ends with', said, s['speakers'])
    return out


# Commitments

def commitment_faults(record, anchors, want):
    near = [c for c in record['commitments'] if chars([ends(c['action'])]) & chars([want['action']])]
    if len(near) != 1: return [f'{len(near)} commitments at {want["action"]}, not one']
    out, c = Findings(), near[0]
    out.expect(closeness([ends(c['action'])], [want['action']]) >= CLOSE, 'action', ends(c['action']), want['action'])
    out.expect(c['kind'] == want['kind'], 'kind', c['kind'], want['kind'])
    out.expect(same_actors(record, anchors, c['parties'], want['parties']), 'parties', names(record, c['parties']), want['parties'])
    if want['counterparties'] is not None:
        out.expect(same_actors(record, anchors, c['counterparties'], want['counterparties']), 'counterparties', names(record, c['counterparties']), want['counterparties'])
    condition = ends(c['condition'])
    out.expect(closeness([condition or (0, 0)], [want['condition'] or (0, 0)]) >= CLOSE if want['condition'] else condition is None, 'condition', condition, want['condition'])
    days = c['due'] and [c['due']['earliest'], c['due']['latest']]
    out.expect(days == want['due'], 'due', days, want['due'])
    return out


# Events

def event_faults(record, anchors, want):
    at = [e for e in record['events'] if chars([ends(e['trigger'])]) & chars([want['trigger']])]
    if len(at) != 1: return [f'{len(at)} events at {want["trigger"]}, not one']
    out, e = Findings(), at[0]
    out.expect(e['type'] == want['type'], 'type', e['type'], want['type'])
    out.expect(e['status'] == want['status'], 'status', e['status'], want['status'])
    for key in 'source', 'recipient':
        if key in want: out.expect(same_actors(record, anchors, e[key], want[key]), key, names(record, e[key]), want[key])
    if 'parties' in want:
        both = e['source'] + e['recipient']
        out.expect(same_actors(record, anchors, both, want['parties']), 'parties', names(record, both), want['parties'])
    if 'place' in want:
        place = next((p for p in record['places'] if p['id'] == e['place']), {'country': None, 'mentions': []})
        there = any(ends(m) == tuple(want['place']) for m in place['mentions'])
        out.expect(there and place['country'] == want['country'], 'place', e['place'], f'the one at {want["place"]}, {want["country"]}')
    if 'time' in want:
        when = next((t['value'] for t in record['times'] if t['id'] == e['time']), None)
        out.expect(when == want['time'], 'time', when, want['time'])
    return out


# The checks

def hold(faults):
    if faults: raise Failed('\n'.join(faults))


def checks(build):
    """One for each expectation; where there is no report, one that is skipped."""
    try: record = read(build)
    except (Skipped, Failed): return [('seed: the report', read, build)]
    want = expected()
    anchors = want['actors']

    def each(kind, faults, *more):
        return [(f'seed: {kind}: {row["what"]}', lambda row=row: hold(faults(record, anchors, row, *more))) for row in want[f'{kind}s']]

    def one_promise():
        """Told several times, one commitment."""
        due = next(c['due'] for c in want['commitments'] if c['kind'] == 'promise' and c['due'])
        found = [c for c in record['commitments'] if c['kind'] in ('promise', 'agreement', 'offer') and c['due'] and [c['due']['earliest'], c['due']['latest']] == due]
        hold([] if len(found) == 1 else [f'{len(found)} promises for {due}, not one'])

    def own_voice():
        """What the report says itself is in no statement."""
        spoken = [content(s) for s in record['statements'] if any(chars(content(s)) & chars([span]) for span in want['own_voice'])]
        hold([f'attributed: {spans}' for spans in spoken])

    def nothing_else():
        """Every statement is one of those expected, but for the few that are as well left in."""
        known = chars([s['cue'] for s in want['statements']] + want['also_said'])
        hold([f'{ends(s["cue"])}: {content(s)}' for s in record['statements'] if not s['cue'] or not chars([ends(s['cue'])]) & known])

    def one_each():
        hold([f'{key}: {len(who(record, anchors, key))} actors at {anchors[key]}, not one' for key in anchors if len(who(record, anchors, key)) != 1])

    return [*each('statement', statement_faults, want['outlet']), *each('commitment', commitment_faults), *each('event', event_faults),
            ('seed: the response is promised once', one_promise), ('seed: what nobody is credited for', own_voice), ('seed: nothing else is said', nothing_else),
            ('seed: who is who', one_each)]
