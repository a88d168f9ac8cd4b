#!/usr/bin/env python3
"""events.py --data ../../shared/data --out ../build/train --weights average.pt: teaches the event head, last, with the other tasks kept in practice.

Writes OUT/events.pt: the mean of the weights before and after (Wortsman et al. 2022, robust fine-tuning), but for the event head itself, which keeps what the
other tasks had learned. With --folds 5 it measures instead: each fifth of PLV train (by number among distinct sentences) is coded by a model that learned
from the others, and OUT/folds.jsonl has what ../shared/score/coding.py reads.
"""
import argparse, copy, json, pathlib, random, time

import torch

import examples
from event_rows import encoded, loss as event_loss, own, scores, sentences, written
from losses import WEIGHTS, losses
from network import EVENTS, Network, autocast
from train import base_model, examples_vocabulary, load, optimiser


def share(ours):
    """How many of our own sentences an epoch has beside the annotated ones."""
    return len(ours) // 3


def teach(net, rows, ours, epochs, seed, vocabulary, practice=None, words=None, rate=1e-4):
    """The net's running average after `epochs` of the rows; practice(epoch) yields batches of the other tasks, one for each of ours."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    average = copy.deepcopy(net)
    opt = optimiser(net, rate, 3 * rate)
    for group in opt.param_groups:
        if any(p is q for p in group['params'] for q in net.event.parameters()): group['lr'] = 1e-3
    size, step, began = 32, 0, time.time()
    total = epochs * ((len(rows) + share(ours)) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / (0.1 * total), max(0.0, (total - s) / (0.9 * total))))
    net.train()
    others = practice() if practice else None
    for epoch in range(epochs):
        part = rows + own(rng, ours, vocabulary)[:share(ours)]
        rng.shuffle(part)
        for at in range(0, len(part) - size + 1, size):
            group = part[at:at + size]
            with autocast():
                loss = event_loss(net, group, rng, vocabulary)
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
    rows, ours = [encoded(r, vocabulary) for r in raw], [encoded(r, vocabulary) for r in written()]
    def start():
        net = Network(dropout=args.dropout)
        net.load_state_dict(torch.load(args.weights, map_location='cpu'))
        return net
    if not args.folds:
        words, train = examples.Words(vocabulary), [e for corpus in load(args.data, vocabulary, args.out)['train'] for e in corpus]
        def practice():
            for n in range(1000): yield from examples.batches(train, vocabulary, 3072, random.Random(args.seed * 1000 + n))
        torch.save(halfway(start(), teach(start(), rows, ours, args.epochs, args.seed, vocabulary, practice, words)), args.out / 'events.pt')
        return
    number = {}
    for text, *_ in raw: number.setdefault(text, len(number))
    with open(args.out / 'folds.jsonl', 'w', encoding='utf-8') as file:
        for fold in range(args.folds) if args.only is None else [args.only]:
            held = [n for n, (text, *_) in enumerate(raw) if number[text] % args.folds == fold]
            net = teach(start(), [r for n, r in enumerate(rows) if n not in set(held)], ours, args.epochs, args.seed, vocabulary)
            net.load_state_dict(halfway(start(), net))
            right = 0
            for at in range(0, len(held), 32):
                part = held[at:at + 32]
                with torch.no_grad(): best = scores(net, [rows[n] for n in part])[:, :EVENTS.index('NONE')].argmax(1).tolist()
                for n, k in zip(part, best):
                    right += EVENTS[k] == raw[n][3]
                    file.write(json.dumps({'id': str(n), 'type': 'RETREAT' if EVENTS[k] == 'YIELD' else EVENTS[k]}) + '\n')
            print(f'fold {fold}: {100 * right / len(held):.1f} % of {len(held)}', flush=True)


if __name__ == '__main__': main()
