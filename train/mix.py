#!/usr/bin/env python3
"""mix.py BEFORE.pt AFTER.pt OUT.pt --share 0.33 --keep PART… --take PART…: weights between those that a training began with and those it came to.

--share of the way to AFTER (Wortsman et al. 2022); parts whose names begin so are kept as in BEFORE, or taken whole from AFTER.
"""
import argparse

import torch


def mixed(before, after, share, keep=(), take=()):
    def part(name):
        if name.startswith(tuple(take)) or name not in before: return after[name]
        return before[name] if name.startswith(tuple(keep)) else (1 - share) * before[name] + share * after[name]
    return {name: part(name) for name in after}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('before', 'after', 'out'): ap.add_argument(name)
    ap.add_argument('--share', type=float, default=0.5); ap.add_argument('--keep', nargs='*', default=()); ap.add_argument('--take', nargs='*', default=())
    args = ap.parse_args()
    torch.save(mixed(*(torch.load(path, map_location='cpu') for path in (args.before, args.after)), args.share, args.keep, args.take), args.out)


if __name__ == '__main__': main()
