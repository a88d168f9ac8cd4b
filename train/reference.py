#!/usr/bin/env python3
"""reference.py tiny FOLDER, or reference.py shipped --weights average.pt --text FILE OUT.json: what PyTorch computes, for the C code to be held against.

tiny: a small random model, FOLDER/tiny.readout, and FOLDER/tiny.json with pieces, windows, states after every layer and scores.
shipped: the same for the shipped model on a text, thinned out: the last states of every 16th piece, eight of their values.
"""
import argparse, json, pathlib, string

import torch

import corpora, examples, export, gazetteer
from network import Network, Shape
from pieces import Vocabulary

TEXT = ('Müller said on Friday:\n\n“We don’t know yet,” the minister told reporters. “No one does.”\n'
        'ACME rejected the claim — “nonsense”, its chief said… İstanbul, Δelta, 東京 and a😀b ﬁn.\r\n\r\n\tAn unbroken' + 'x' * 120 + ' word; naïve\u200bté, e\u0301.')


def tiny_vocabulary():
    words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', *string.ascii_lowercase, *('##' + c for c in string.ascii_lowercase), *string.digits]
    words += list('.,:;"“”’—…-') + ['東', 'said', 'the', 'minister', 'told', 'report', '##ers', '##er', 'reject', '##ed', 'friday', 'we', 'don', 'know', 'not', '##ing', 'mul', '##ler']
    return words


def round_all(value, digits=6):
    if isinstance(value, float): return round(value, digits)
    if isinstance(value, dict): return {k: round_all(v, digits) for k, v in value.items()}
    return [round_all(v, digits) for v in value] if isinstance(value, (list, tuple)) else value


def computed(net, vocabulary, text, window, thin=None):
    e = examples.encode(corpora.Document('reference', text), vocabulary)
    p = e.pieces
    out = {'text': text, 'pieces': [[i, s, t, 4 * c + g] for i, s, t, c, g in zip(p.ids, p.start, p.end, p.case, p.gap)], 'windows': []}
    for at, end in examples.windows(e, limit=window):
        b = examples.batch([examples.example(e, at, end, vocabulary)])
        with torch.no_grad():
            states = [net.norm(net.word(b['ids']) + net.position(torch.arange(b['ids'].shape[1]))[None] + net.feature(b['feature']))]
            mask = torch.ones(1, 1, 1, b['ids'].shape[1], dtype=torch.bool)
            for layer in net.layer: states.append(layer(states[-1], mask, net.drop))
            tags = net.tags(states[-1])
            links = {name: net.links(states[-1], name)[0, 1:-1, 1:-2].tolist() for name in ('source', 'cue')}
            row = {'from': at, 'to': end}
            if thin: row |= {'states': [states[-1][0, 1:-1][::thin, ::48].tolist()]}
            else:
                row |= {'states': [s[0].tolist() for s in states], 'links': links, 'scores': {k: v[0, 1:-1].tolist() for k, v in tags.items()}}
                row |= heads(net, vocabulary, p, at, end, b, states[-1])
        out['windows'].append(round_all(row))
    return out


def heads(net, vocabulary, p, at, end, b, states):
    """Scores of the other heads on a window, pieces numbered from its first: arcs [L, L + 1], the relation scores of every piece to the piece before it
    (root for the first), lemma rules, spans [L, width, types], antecedents of the mentions named, the event between the marked pieces, the vector of the first eight."""
    inner, n = states[:, 1:-1], end - at
    arcs = net.parser.arcs(inner)[0]
    root = torch.arange(n) == 0
    relations = net.parser.relations(inner[0], inner[0].roll(1, 0), root)
    spans = net.span(states)[0, 1:-1]
    mentions = [(i, min(n - 1, i + i % 3)) for i in range(0, n, 3)]
    first, last = (inner[0][[m[k] for m in mentions]] for k in (0, 1))
    kind, features = map(torch.from_numpy, examples.pair_features(examples.Words(vocabulary), [(p.ids[at:end], p.case[at:end], *m) for m in mentions]))
    mark = torch.zeros(1, n + 2, 2)
    mark[0, 2:4, 0] = mark[0, min(6, n):min(9, n + 1), 1] = 1
    length = torch.tensor([n + 2])
    coded = net.event(net.encode(b['ids'], b['feature'], length, mark), torch.ones(1, n + 2, dtype=torch.bool), mark)[0]
    vector = torch.nn.functional.normalize(net.vector(inner[0, :8].mean(0)), dim=0)
    return {'arcs': arcs.tolist(), 'relations': relations.tolist(), 'lemmas': net.lemma(inner[0]).tolist(), 'spans': spans.tolist(), 'mentions': mentions, 'kinds': kind.tolist(),
            'antecedents': net.coreference(first, last, kind, features).tolist(), 'event': coded.tolist(), 'vector': vector.tolist()}


def tiny(folder):
    torch.manual_seed(7)
    words = tiny_vocabulary()
    vocabulary = Vocabulary(words)
    net = Network(Shape(vocabulary=len(words), hidden=32, layers=2, attention_heads=2, inner=64, positions=48, link=16, arc=16, relation=16, span=16, mention=32, event=32, vector=16), dropout=0)
    with torch.no_grad():
        for p in net.parameters(): p.copy_(torch.randn_like(p) * (0.3 if p.ndim > 1 else 0.1))
        for layer in [net, *net.layer]:
            for name, module in layer.named_children():
                if 'norm' in name: module.weight.add_(1.0)
    net = export.rounded(net).eval()
    config = export.configuration(net, 'tiny', '1', words, 40)
    export.write(folder / 'tiny.readout', net, config, words, gazetteer.section(only=gazetteer.tiny()))
    (folder / 'tiny.json').write_text(json.dumps(computed(net, vocabulary, TEXT, 40), ensure_ascii=False) + '\n', 'utf-8')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('which', choices=('tiny', 'shipped')); ap.add_argument('out', type=pathlib.Path)
    ap.add_argument('--weights', nargs='+'); ap.add_argument('--text', type=pathlib.Path)
    args = ap.parse_args()
    if args.which == 'tiny': return tiny(args.out)
    from train import base_model, examples_vocabulary
    net = Network(dropout=0)
    net.load_state_dict(export.mean(args.weights))
    net = export.rounded(net).eval()
    text = args.text.read_text('utf-8')
    args.out.write_text(json.dumps(computed(net, examples_vocabulary(base_model()), text, examples.WINDOW, thin=16), ensure_ascii=False) + '\n', 'utf-8')


if __name__ == '__main__': main()
