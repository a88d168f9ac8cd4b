#!/usr/bin/env python3
"""Restores the annotations here to the form of ../shared/gold/dev.jsonl.

restore.py --shared DIR [--inputs] [FILE...]

The files hold spans only, none of the reports' words. Texts and titles are looked up by id in DIR/data/reports/wikinews.jsonl,
each text's SHA-256 is checked, and every span that stands for a string becomes that string. The lines go to standard output, for
score/gold.py --gold; with --inputs they are what `readout read` takes. Without FILE: reports.jsonl beside this script.
"""
import argparse, hashlib, json, os, sys


def is_span(x):
    return isinstance(x, list) and len(x) == 2 and all(type(i) is int for i in x)


def check(rec, text):
    """The first span of the record that is none of the text's, or None."""
    stack = [rec]
    while stack:
        x = stack.pop()
        if is_span(x):
            if not 0 <= x[0] < x[1] <= len(text): return x
        elif isinstance(x, dict): stack += x.values()
        elif isinstance(x, list): stack += x
    return None


def restore(rec, report):
    text = report['text']
    words = lambda x: text[x[0]:x[1]] if is_span(x) else x
    over = lambda row, keys: dict(row, **{k: words(row[k]) for k in keys if k in row})
    out = {'doc': rec['id'], 'text_sha256': rec['text_sha256'], 'title': report['title'], 'published': rec['published'], 'uri': report['uri'], 'text': text}
    out['agencies'] = [over(a, ['name']) for a in rec['agencies']]
    out['dateline'] = rec['dateline'] and over(rec['dateline'], ['place', 'text', 'date'])
    out['actors'] = {k: over(a, ['name', 'role', 'affiliation']) for k, a in rec['actors'].items()}
    out['statements'] = [dict(s, via=[words(v) for v in s['via']]) for s in rec['statements']]
    out['events'], out['commitments'] = rec['events'], rec['commitments']
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--shared', required=True, metavar='DIR')
    ap.add_argument('--inputs', action='store_true', help='the reports to read, not the annotations')
    ap.add_argument('files', nargs='*', metavar='FILE')
    args = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    files = args.files or [os.path.join(here, 'reports.jsonl')]
    try:
        path = os.path.join(args.shared, 'data', 'reports', 'wikinews.jsonl')
        with open(path, encoding='utf-8') as f: reports = {r['id']: r for r in map(json.loads, f)}
        for path in files:
            with open(path, encoding='utf-8') as f: recs = [json.loads(l) for l in f if l.strip()]
            for rec in recs:
                report = reports.get(rec['id'])
                if report is None: sys.exit('restore.py: %s: no report %s' % (path, rec['id']))
                if hashlib.sha256(report['text'].encode()).hexdigest() != rec['text_sha256']: sys.exit('restore.py: %s: the text of %s is another one' % (path, rec['id']))
                bad = check(rec, report['text'])
                if bad: sys.exit('restore.py: %s: %s: no such span: %s' % (path, rec['id'], bad))
                out = restore(rec, report)
                if args.inputs:
                    out = {'id': out['doc'], 'uri': out['doc'], 'title': out['title'], 'published': out['published'], 'outlet': report['outlet'], 'text': out['text']}
                print(json.dumps(out, ensure_ascii=False))
    except (OSError, ValueError, KeyError) as why: sys.exit('restore.py: %s: %r' % (path, why))


if __name__ == '__main__':
    main()
