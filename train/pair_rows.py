"""Groups of statements for the vector: one utterance in three wordings of our own, and another utterance that looks like it."""
import pathlib

import torch
from torch.nn import functional as F

import examples

WRITTEN = pathlib.Path(__file__).parent / 'statement_groups.tsv'
HEAT = 0.05        # of the softmax over cosines


def written():
    """[(statement, other wording, another wording, different statement)]"""
    return [tuple(line.split('\t')) for line in WRITTEN.read_text('utf-8').splitlines() if line[0] != '#']


def encoded(group, vocabulary):
    """A row for each of the four, as a window of its own."""
    return [examples.alone(vocabulary.cut(text), vocabulary) for text in group]


def arrays(groups):
    """A batch of groups, their rows one after another."""
    return examples.arrays([row for group in groups for row in group], multiple=8)


def vectors(net, b):
    """[rows, vector] of unit length: of the mean of the states between the marks at the ends."""
    states = net.drop(net.encode(b['ids'], b['feature'], b['length']))
    at = torch.arange(states.shape[1], device=states.device)[None]
    inside = ((at > 0) & (at < b['length'][:, None] - 1)).to(states.dtype)[..., None]
    return F.normalize(net.vector((states * inside).sum(1) / inside.sum(1)).float(), dim=1)


def loss(net, b):
    """InfoNCE (van den Oord et al. 2018): each wording is to be nearer to the others of its utterance than to those of other utterances in the batch. The utterance that
    looks like it is no wrong answer to it: that a detail differs is for src/compare to see, which asks of the vector whether both speak of the same."""
    v = vectors(net, b).unflatten(0, (-1, 4))
    with torch.autocast(v.device.type, enabled=False): return contrast(v)


def contrast(v):
    """The loss of vectors [groups, 4, vector]."""
    every = v.flatten(0, 1)
    own, number = 4 * torch.arange(len(v), device=v.device), torch.arange(len(every), device=v.device)
    out = 0
    for a, b in ((0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)):
        scores = v[:, a] @ every.T / HEAT
        same_group = number[None] // 4 == number[own][:, None] // 4
        wrong_or_right = ~same_group | (number[None] == (own + b)[:, None])
        out = out + F.cross_entropy(scores.masked_fill(~wrong_or_right, -1e4), own + b)
    return out / 6
