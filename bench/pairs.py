#!/usr/bin/env python3
"""bench/pairs.py --gold mrpc-dev.tsv [--model FILE] [--build DIR]: candidates for the constants of src/compare/judge.c, on pairs of sentences marked
as the same or not; the best first, with accuracy and F1 of `repeats`, and below them what the constants of now reach.

The grid is coarse on purpose: a few constants that a person can read, not weights that were trained. Needs what bench/meson.build builds.
"""
import argparse, csv, itertools, json, pathlib, re, subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
GRID = {'ALIGNED': (0, 0.5, 1), 'LENGTH': (0, 0.1, 0.2), 'NEGATIONS': (0, 0.05, 0.1, 0.2)}
IN_PLACE = 0.8           # the same as in judge.c
GOALS = 0.76, 0.84       # accuracy, F1: a candidate is as good as the one that it is further from


def now():
    """The constants of judge.c, by name."""
    text = (ROOT / 'src/compare/judge.c').read_text('utf-8')
    return {name: float(value) for name, value in re.findall(r'\b([A-Z_]+) = (-?[\d.]+)', text)}


def same(f, c):
    """How much both say the same: judge.c's sum."""
    mean = (f['cosine'] + c['ALIGNED'] * f['aligned'] + c['LENGTH'] * f['length']) / (1 + c['ALIGNED'] + c['LENGTH'])
    return mean - c['NEGATIONS'] * (f['negations'] > 0)


def detail(f):
    """Whether something keeps them from being the same statement, however alike they are."""
    replaced = f['shared'] >= IN_PLACE and (f['strengths'] or f['names'] == f['names_own'] == 1)
    return f['opposite'] or f['numbers'] or replaced


def figures(found, gold):
    both, said, wanted = sum(f and g for f, g in zip(found, gold)), sum(found), sum(gold)
    return sum(f == g for f, g in zip(found, gold)) / len(gold), 2 * both / (said + wanted)


def best_threshold(values, bars, gold):
    """How far above the goals, accuracy, F1 and threshold. Each value that is there is tried, in one pass from the highest down."""
    best, said, both, wanted, count = (-1, 0, 0, 0), 0, 0, sum(gold), len(gold)
    for value, barred, same_one in sorted(zip(values, bars, gold), reverse=True):
        if barred: continue
        said, both = said + 1, both + same_one
        accuracy, f1 = (count - wanted - said + 2 * both) / count, 2 * both / (said + wanted)
        best = max(best, (min(accuracy - GOALS[0], f1 - GOALS[1]), accuracy, f1, value))
    return best


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--gold', required=True); ap.add_argument('--model', default=str(ROOT / 'models/news-en.readout'))
    ap.add_argument('--build', type=pathlib.Path, default=ROOT / 'build'); ap.add_argument('--top', type=int, default=12)
    args = ap.parse_args()
    with open(args.gold, encoding='utf-8-sig', newline='') as file:
        rows = list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
    gold = [int(row['Quality']) for row in rows]
    lines = ''.join(json.dumps({'id': n, 'a': row['#1 String'], 'b': row['#2 String']}) + '\n' for n, row in enumerate(rows))
    out = subprocess.run([args.build / 'bench' / 'bench-pairs', args.model], input=lines, capture_output=True, text=True, check=True).stdout
    features = [json.loads(line) for line in out.splitlines()]
    bars = [bool(detail(f)) for f in features]
    tried = []
    for values in itertools.product(*GRID.values()):
        c = dict(zip(GRID, values))
        tried.append((*best_threshold([same(f, c) for f in features], bars, gold), c))
    for _, accuracy, f1, threshold, c in sorted(tried, key=lambda row: -row[0])[:args.top]:
        print(f'accuracy {accuracy:.3f}  F1 {f1:.3f}  SAME {threshold:.3f}  {c}')
    c = now()
    if c: print('now: accuracy {:.3f}  F1 {:.3f}'.format(*figures([same(f, c) >= c['SAME'] and not b for f, b in zip(features, bars)], gold)), c)


if __name__ == '__main__': main()
