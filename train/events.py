#!/usr/bin/env python3
"""events.py --data ../../shared/data --out ../build/train --weights average.pt: teaches the event head, last, with the other tasks kept in practice.

Writes OUT/events.pt: the mean of the weights before and after (Wortsman et al. 2022, robust fine-tuning), but for the event head itself, which keeps what the
other tasks had learned. With --folds 5 it measures instead: each fifth of PLV train (by number among distinct sentences) is coded by a model that learned
from the others, and OUT/folds.jsonl has what ../shared/score/coding.py reads.
"""
import argparse, copy, csv, json, pathlib, random, time

import torch
from torch.nn import functional as F

import examples
from losses import WEIGHTS, losses
from network import EVENTS, Network
from pieces import GAPS
from train import base_model, examples_vocabulary, load, optimiser

PHRASES = pathlib.Path(__file__).parent / 'event_phrases.txt'
ACTORS = '''Russia;China;the United States;Iran;Israel;Turkey;France;Germany;India;Pakistan;Japan;North Korea;South Korea;Venezuela;Cuba;Ukraine;Syria;Egypt;Saudi Arabia;Nigeria;
Ethiopia;Kenya;Sudan;Brazil;Mexico;the European Union;the United Nations;NATO;the African Union;the World Bank;Moscow;Beijing;Washington;Tehran;Ankara;Paris;London;Kyiv;
President Emil Hartmann;Prime Minister Ana Ruiz;Foreign Minister Li Na;Senator Ruth Cole;General Osman Bello;Judge Peter Lund;the opposition leader Karim Sadiq;Maria Petrova;
the president;the government;the opposition;the army;police;the court;parliament;the ministry;rebels;separatists;militants;protesters;students;teachers;workers;farmers;miners;
refugees;migrants;villagers;journalists;the union;the party;the company;a human rights group;a journalist;a bishop;the mayor;the interior ministry;the central bank;lawmakers'''.replace('\n', '').split(';')
BEFORE = ['', '', '', '', 'On Monday, ', 'Last week, ', 'In a statement on Friday, ', 'After weeks of tension, ', 'For the first time since 2012, ', 'According to local media, ', 'Officials said ', 'State television reported that ']
AFTER = ['', '', '', ' on Tuesday', ' last month', ' in the capital', ', officials said', ', the news agency reported', ' in May 2014', ', a spokesman confirmed', ' despite criticism from its neighbours', ' after days of unrest', ' near the border']


def made(rng, count):
    """Sentences from our own phrases: (text, source span, target span, type)."""
    phrases = [line.split('\t') for line in PHRASES.read_text('utf-8').splitlines() if line and line[0] != '#']
    kinds = sorted({kind for kind, _ in phrases})
    for n in range(count):
        kind = kinds[n % len(kinds)]
        phrase = rng.choice([p for k, p in phrases if k == kind])
        source, target = rng.sample(ACTORS, 2)
        text = rng.choice(BEFORE) + phrase + rng.choice(AFTER) + '.'
        spans = {}
        for mark, name in sorted((('{s}', source), ('{t}', target)), key=lambda m: text.index(m[0])):
            at = text.index(mark)
            spans[mark] = at, at + len(name)
            text = text.replace(mark, name, 1)
        if text[0].islower(): text = text[0].upper() + text[1:]
        yield text, spans['{s}'], spans['{t}'], kind


def sentences(path):
    """Rows of PLV: (text, source span or None, target span or None, type)."""
    with open(path, encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file, delimiter='\t'):
            def span(name): return (int(row[name + '_start']), int(row[name + '_end'])) if row[name + '_start'] else None
            yield row['text'], span('source'), span('target'), row['gold_root']


def encoded(row, vocabulary):
    text, source, target, kind = row
    p = vocabulary.cut(text)
    mark = torch.zeros(len(p.ids) + 2, 2)
    for k, span in enumerate((source, target)):
        if span: mark[[i + 1 for i in range(len(p.ids)) if p.end[i] > span[0] and p.start[i] < span[1]], k] = 1
    return {'ids': [vocabulary.cls, *p.ids, vocabulary.sep][:examples.WINDOW], 'feature': [3 * GAPS, *(c * GAPS + g for c, g in zip(p.case, p.gap)), 3 * GAPS][:examples.WINDOW],
            'mark': mark[:examples.WINDOW], 'kind': EVENTS.index(kind)}


def scores(net, rows, rng=None, vocabulary=None):
    """[rows, types]. rng: augment; now and then the actors are not marked in the input, as in a report where no one has named them yet."""
    b = examples.batch([{'ids': r['ids'], 'feature': r['feature']} for r in rows])
    mark = torch.zeros(*b['ids'].shape, 2)
    for k, r in enumerate(rows): mark[k, :len(r['mark'])] = r['mark']
    shown = mark
    if rng:
        shown = mark * torch.tensor([[[float(rng.random() < 0.75)]] for _ in rows])
        hidden = torch.rand(b['ids'].shape) < 0.06
        b['ids'] = b['ids'].masked_fill(hidden & (b['ids'] != vocabulary.cls) & (b['ids'] != vocabulary.sep), vocabulary.mask)
    states = net.drop(net.encode(b['ids'], b['feature'], b['length'], shown))
    inside = torch.arange(b['ids'].shape[1])[None] < b['length'][:, None]
    return net.event(states, inside, mark, net.drop)


def teach(net, rows, epochs, seed, vocabulary, practice=None, words=None, rate=1e-4):
    """The net's running average after `epochs` of the rows; practice(epoch) yields batches of the other tasks, one for each of ours."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    average = copy.deepcopy(net)
    opt = optimiser(net, rate, 3 * rate)
    for group in opt.param_groups:
        if any(p is q for p in group['params'] for q in net.event.parameters()): group['lr'] = 1e-3
    size, step, began = 32, 0, time.time()
    total = epochs * ((len(rows) + len(rows) // 2) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / (0.1 * total), max(0.0, (total - s) / (0.9 * total))))
    net.train()
    others = practice() if practice else None
    for epoch in range(epochs):
        part = [*rows, *(encoded(r, vocabulary) for r in made(rng, len(rows) // 2))]
        rng.shuffle(part)
        for at in range(0, len(part) - size + 1, size):
            group = part[at:at + size]
            with torch.autocast('cpu', dtype=torch.bfloat16):
                loss = F.cross_entropy(scores(net, group, rng, vocabulary), torch.tensor([r['kind'] for r in group]), label_smoothing=0.1)
                if others: loss = loss + sum(WEIGHTS[name] * value for name, value in losses(net, next(others), words).items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step(); schedule.step()
            step += 1
            with torch.no_grad(): torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - min(0.98, step / (step + 10)))
        print(f'epoch {epoch + 1} of {epochs}: loss {loss.item():.3f}, {time.time() - began:.0f} s', flush=True)
    return average.eval()


def halfway(before, after):
    """State of the mean of two networks; the event head is the second one's."""
    a, b = before.state_dict(), after.state_dict()
    return {name: b[name] if name.startswith('event.') else (a[name] + b[name]) / 2 for name in b}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', type=pathlib.Path, required=True); ap.add_argument('--out', type=pathlib.Path, required=True)
    ap.add_argument('--weights', type=pathlib.Path, required=True); ap.add_argument('--epochs', type=int, default=7); ap.add_argument('--folds', type=int)
    ap.add_argument('--only', type=int, help='one fold only (for a trial)'); ap.add_argument('--seed', type=int, default=1); ap.add_argument('--dropout', type=float, default=0.15)
    args = ap.parse_args()
    vocabulary = examples_vocabulary(base_model())
    raw = list(sentences(args.data / 'events/plv-train.tsv'))
    rows = [encoded(r, vocabulary) for r in raw]
    def start():
        net = Network(dropout=args.dropout)
        net.load_state_dict(torch.load(args.weights))
        return net
    if not args.folds:
        words, train = examples.Words(vocabulary), [e for corpus in load(args.data, vocabulary, args.out)['train'] for e in corpus]
        def practice():
            for n in range(1000): yield from examples.batches(train, vocabulary, 3072, random.Random(args.seed * 1000 + n))
        torch.save(halfway(start(), teach(start(), rows, args.epochs, args.seed, vocabulary, practice, words)), args.out / 'events.pt')
        return
    number = {}
    for text, *_ in raw: number.setdefault(text, len(number))
    with open(args.out / 'folds.jsonl', 'w', encoding='utf-8') as file:
        for fold in range(args.folds) if args.only is None else [args.only]:
            held = [n for n, (text, *_) in enumerate(raw) if number[text] % args.folds == fold]
            net = teach(start(), [r for n, r in enumerate(rows) if n not in set(held)], args.epochs, args.seed, vocabulary)
            net.load_state_dict(halfway(start(), net))
            right = 0
            for at in range(0, len(held), 32):
                part = held[at:at + 32]
                with torch.no_grad(): best = scores(net, [rows[n] for n in part]).argmax(1).tolist()
                for n, k in zip(part, best):
                    right += EVENTS[k] == raw[n][3]
                    file.write(json.dumps({'id': str(n), 'type': 'RETREAT' if EVENTS[k] == 'YIELD' else EVENTS[k]}) + '\n')
            print(f'fold {fold}: {100 * right / len(held):.1f} % of {len(held)}', flush=True)


if __name__ == '__main__': main()
