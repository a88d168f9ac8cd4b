#!/usr/bin/env python3
"""events.py --data ../../shared/data --out ../build/train --weights average.pt: teaches the event head, last, with the other tasks kept in practice.

Writes OUT/events.pt: the mean of the weights before and after (Wortsman et al. 2022, robust fine-tuning), but for the event head itself, which keeps what the
other tasks had learned. With --folds 5 it measures instead: each fifth of PLV train (by number among distinct sentences) is coded by a model that learned
from the others, and OUT/folds.jsonl has what ../shared/score/coding.py reads.
"""
import argparse, json, pathlib, random

import torch

import event_rows, examples
from event_rows import encoded, sentences
from losses import WEIGHTS, losses
from network import EVENTS, Network, autocast
from train import Learner, Own, Report, ahead, base_model, examples_vocabulary, load, slope


def share(ours):
    """How many of our own sentences an epoch has beside the annotated ones."""
    return len(ours) // 3


def prepared(rows, ours, epochs, rng, vocabulary, practice=None, mined=(), size=32):
    """Batches: (events, batch of the other tasks or None), as arrays. mined: rows that a teacher alone has judged, twice as many an epoch as there are annotated ones."""
    for epoch in range(epochs):
        part = rows + event_rows.own(rng, ours, vocabulary)[:share(ours)] + rng.sample(mined, min(len(mined), 2 * len(rows)))
        rng.shuffle(part)
        for at in range(0, len(part) - size + 1, size):
            yield event_rows.arrays(part[at:at + size], rng, vocabulary), next(practice) if practice else None


def steps(rows, ours, epochs, mined=(), size=32): return epochs * ((len(rows) + share(ours) + min(len(mined), 2 * len(rows))) // size)


def teach(net, batches, total, device='cpu', rate=1e-4, event_rate=1e-3, name='events', without=()):
    """The net's running average after the batches, `total` of them."""
    learner, report = Learner(net, rate, 3 * rate, 0.98, event_rate), Report(name, 100)
    for events, practice in batches:
        with autocast(device):
            parts = {'event': event_rows.loss(net, examples.tensors(events, device))}
            loss = parts['event']
            if practice:
                others = losses(net, examples.tensors(practice, device), without)
                loss = loss + sum(WEIGHTS[name] * value for name, value in others.items())
        learner.step(loss, slope(learner.steps / total, 0.1))
        report.add(parts, events['total'])
    return learner.average


def judged(net, rows, device='cpu'):
    """How likely each type is for each row."""
    out = []
    for at in range(0, len(rows), 64):
        with torch.no_grad(), autocast(device): out.append(event_rows.scores(net, examples.tensors(event_rows.arrays(rows[at:at + 64]), device)).softmax(1).cpu())
    return torch.cat(out).numpy()


def halfway(before, after):
    """State of the mean of two networks' states; the event head is the second one's."""
    return {name: after[name] if name.startswith('event.') else (before[name] + after[name]) / 2 for name in after}


class Annotated:
    """The annotated rows, and the folds that they are measured in: by number among distinct sentences."""
    def __init__(self, data, vocabulary):
        self.raw = list(sentences(data / 'events/plv-train.tsv'))
        self.rows = [encoded(r, vocabulary) for r in self.raw]
        number = {}
        for text, *_ in self.raw: number.setdefault(text, len(number))
        self.number = [number[text] for text, *_ in self.raw]

    def split(self, fold, folds):
        """Numbers of the rows to learn from, and of those held out; fold None: all, none."""
        held = [n for n, k in enumerate(self.number) if fold is not None and k % folds == fold]
        return [n for n in range(len(self.rows)) if n not in set(held)], held

    def answers(self, net, held, device='cpu'):
        """What the scorer reads, and how many are right. NONE is no answer here."""
        best = judged(net, [self.rows[n] for n in held], device)[:, :EVENTS.index('NONE')].argmax(1)
        lines = [json.dumps({'id': str(n), 'type': 'RETREAT' if EVENTS[k] == 'YIELD' else EVENTS[k]}) + '\n' for n, k in zip(held, best)]
        return ''.join(lines), sum(EVENTS[k] == self.raw[n][3] for n, k in zip(held, best))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', type=pathlib.Path, required=True); ap.add_argument('--out', type=pathlib.Path, required=True)
    ap.add_argument('--weights', type=pathlib.Path, required=True); ap.add_argument('--epochs', type=int, default=7); ap.add_argument('--folds', type=int)
    ap.add_argument('--only', type=int, help='one fold only (for a trial)'); ap.add_argument('--seed', type=int, default=1); ap.add_argument('--dropout', type=float, default=0.15)
    ap.add_argument('--device', default='cpu')
    args = ap.parse_args()
    vocabulary = examples_vocabulary(base_model())
    annotated, own, before = Annotated(args.data, vocabulary), Own(vocabulary), torch.load(args.weights, map_location=args.device)
    def taught(rows, practice=None):
        net = Network(dropout=args.dropout)
        net.load_state_dict(before)
        torch.manual_seed(args.seed)
        batches = ahead(prepared(rows, own.events, args.epochs, random.Random(args.seed), vocabulary, practice))
        net = teach(net.to(args.device), batches, steps(rows, own.events, args.epochs), args.device)
        net.load_state_dict(halfway(before, net.state_dict()))
        return net
    if not args.folds:
        train = [e for corpus in load(args.data, vocabulary, args.out)['train'] for e in corpus]
        def practice():
            for n in range(1000): yield from examples.batches(train, vocabulary, 3072, random.Random(args.seed * 1000 + n), examples.Words(vocabulary))
        torch.save(taught(annotated.rows, practice()).state_dict(), args.out / 'events.pt')
        return
    with open(args.out / 'folds.jsonl', 'w', encoding='utf-8') as file:
        for fold in range(args.folds) if args.only is None else [args.only]:
            learned, held = annotated.split(fold, args.folds)
            lines, right = annotated.answers(taught([annotated.rows[n] for n in learned]), held, args.device)
            file.write(lines)
            print(f'fold {fold}: {100 * right / len(held):.1f} % of {len(held)}', flush=True)


if __name__ == '__main__': main()
