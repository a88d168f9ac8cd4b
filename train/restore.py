#!/usr/bin/env python3
"""restore.py MODEL.readout OUT.pt: the weights of a model file, to go on from where no checkpoint is left.

The head of masked pieces is not in the file and begins anew; matrices come back as the file rounded them.
"""
import argparse, pathlib

import torch

from model_file import take_apart
from network import Network

TYPES = [torch.uint8, torch.float32, torch.float16, torch.int8]     # by their numbers in docs/model-format.md


def sections(data):
    """{name: tensor} of a model file's bytes."""
    return {section.name: torch.frombuffer(bytearray(section.data), dtype=TYPES[section.type]).reshape(section.shape) for section in take_apart(data)}


def network_name(name):
    """A section's name as the network calls it."""
    if name.startswith('link.') and name != 'link.none':
        _, link, side, part = name.split('.')
        return f'{side}.{link}.{part}'
    return {'link.none': 'none', 'crf.transition': 'transition', 'crf.begin': 'begin', 'word': 'word.weight', 'position': 'position.weight', 'feature': 'feature.weight'}.get(name, name)


def state(path):
    """The state of a Network with a model file's weights."""
    found = sections(pathlib.Path(path).read_bytes())
    found['word'] = found['word'].float() * found.pop('word.scale').reshape(-1, 1)
    torch.manual_seed(1)
    out = Network().state_dict()
    for name, value in found.items():
        if name in ('config', 'vocabulary'): continue
        key = network_name(name)
        if key not in out: continue
        if key.startswith('event.label.') and len(value) == len(out[key]) - 1:     # a file of before there was a type NONE
            value = torch.cat([value.float(), value.float().new_full((1, *value.shape[1:]), 0.0 if 'weight' in key else -4.0)])
        if out[key].shape != value.shape: raise SystemExit(f'{path}: {name} has another shape than this network')
        out[key] = value.float()
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('model', type=pathlib.Path); ap.add_argument('out', type=pathlib.Path)
    args = ap.parse_args()
    torch.save(state(args.model), args.out)


if __name__ == '__main__': main()
