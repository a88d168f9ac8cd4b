#!/usr/bin/env python3
"""export.py --weights average.pt [MORE.pt …] --out OUT.readout: writes the model file that docs/model-format.md defines.

Of several weights the mean is taken (Wortsman et al. 2022, model soups): runs from one start lie close enough for it.
"""
import argparse, json, pathlib

import torch

import gazetteer
from network import EVENTS, LEMMAS, LINKS, MENTIONS, MENTION_WIDTH, RELATIONS, TAGGERS, Network
from examples import WINDOW, Words
from model_file import Section, assemble
from pieces import Vocabulary

HEADS = ['lemma', 'parser', 'span', 'coreference', 'event', 'vector']      # as the network names them
HALVES = {'lemma', 'parser.dependent', 'parser.head', 'parser.product', 'parser.rel_dependent', 'parser.rel_head', 'span.first', 'span.last',
          'coreference.mention', 'coreference.query', 'coreference.key', 'event.mix', 'vector'}     # their weights are halves in the file
TYPES = {'bytes': 0, 'f32': 1, 'f16': 2, 'i8': 3}


def sections(net, config, vocabulary):
    """(name, type, tensor or bytes) in the order of the file."""
    state = {k: v.detach().float() for k, v in net.state_dict().items()}
    scale = state['word.weight'].abs().amax(1).clamp(min=1e-8) / 127
    yield 'config', 'bytes', json.dumps(config, ensure_ascii=False).encode()
    yield 'vocabulary', 'bytes', ('\n'.join(vocabulary) + '\n').encode()
    yield 'word', 'i8', (state['word.weight'] / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
    yield 'word.scale', 'f32', scale
    yield 'position', 'f32', state['position.weight']
    yield 'feature', 'f32', state['feature.weight']
    for part in ('weight', 'bias'): yield f'norm.{part}', 'f32', state[f'norm.{part}']
    for n in range(config['layers']):
        for name in ('qkv', 'out', 'norm1', 'up', 'down', 'norm2'):
            for part in ('weight', 'bias'):
                kind = 'f16' if part == 'weight' and 'norm' not in name else 'f32'
                yield f'layer.{n}.{name}.{part}', kind, state[f'layer.{n}.{name}.{part}']
    for name in TAGGERS:
        for part in ('weight', 'bias'): yield f'tagger.{name}.{part}', 'f32', state[f'tagger.{name}.{part}']
    for name in LINKS:
        for side in ('query', 'key'):
            for part in ('weight', 'bias'): yield f'link.{name}.{side}.{part}', 'f32', state[f'{side}.{name}.{part}']
    yield 'link.none', 'f32', state['none']
    for name in HEADS:
        for key, value in state.items():
            if key.startswith(name + '.'): yield key, 'f16' if key.removesuffix('.weight') in HALVES else 'f32', value
    yield 'crf.transition', 'f32', state['transition']
    yield 'crf.begin', 'f32', state['begin']


def as_bytes(kind, value):
    if kind == 'bytes': return value, (len(value),)
    value = value.to({'f32': torch.float32, 'f16': torch.float16, 'i8': torch.int8}[kind]).contiguous()
    return value.numpy().tobytes(), tuple(value.shape)


def write(path, net, config, vocabulary, places):
    """places: the bytes of the section `gazetteer`."""
    parts = [(name, kind, *as_bytes(kind, value)) for name, kind, value in [*sections(net, config, vocabulary), (gazetteer.NAME, 'bytes', places)]]
    pathlib.Path(path).write_bytes(assemble([Section(name, TYPES[kind], shape, data) for name, kind, data, shape in parts]))


def configuration(net, name, release, vocabulary, window):
    s = net.shape
    index = {w: i for i, w in enumerate(vocabulary)}
    words = Words(Vocabulary(vocabulary))
    return {'name': name, 'release': release, 'vocabulary': s.vocabulary, 'hidden': s.hidden, 'layers': s.layers, 'attention_heads': s.attention_heads,
            'inner': s.inner, 'positions': s.positions, 'window': window, 'link': s.link,
            'arc': s.arc, 'relation': s.relation, 'span': s.span, 'mention': s.mention, 'event': s.event, 'vector': s.vector, 'mention_width': MENTION_WIDTH,
            'pieces': {'unknown': index['[UNK]'], 'begin': index['[CLS]'], 'end': index['[SEP]']}, 'taggers': TAGGERS, 'links': LINKS,
            'lemmas': LEMMAS, 'relations': RELATIONS, 'mentions': MENTIONS, 'events': EVENTS,
            'words': {name: sorted(getattr(words, name)) for name in ('before', 'behind', 'pronouns')}}


def mean(paths):
    """The mean of the weights in several files."""
    states = [torch.load(path, map_location='cpu') for path in paths]
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


def rounded(net):
    """The network with its weights as the file holds them."""
    with torch.no_grad():
        w = net.word.weight
        scale = w.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        w.copy_((w / scale).round().clamp(-127, 127) * scale)
        for layer in net.layer:
            for part in (layer.qkv, layer.out, layer.up, layer.down): part.weight.copy_(part.weight.half().float())
        for name in HALVES:
            p = net.get_submodule(name).weight
            p.copy_(p.half().float())
    return net


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--weights', required=True, nargs='+'); ap.add_argument('--name', default='news-en'); ap.add_argument('--release', default='2')
    ap.add_argument('--out', required=True)
    args = ap.parse_args()
    from train import base_model, examples_vocabulary
    vocabulary = examples_vocabulary(base_model()).words
    net = Network()
    net.load_state_dict(mean(args.weights))
    write(args.out, net, configuration(net, args.name, args.release, vocabulary, WINDOW), vocabulary, gazetteer.section())
    print(f'{args.out}: {pathlib.Path(args.out).stat().st_size / 1e6:.1f} MB')


if __name__ == '__main__': main()
