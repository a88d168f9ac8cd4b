"""The teacher: MPNet-base (Song et al. 2020, as all-mpnet-base-v2) with the heads of the network. It reads the same word pieces, is five times the size, and is never shipped."""
import math, pathlib

import torch
from torch import nn

from network import Network, Shape

SHAPE = dict(hidden=768, layers=12, attention_heads=12, inner=3072)
BUCKETS, FAR = 32, 128                     # of relative positions
NAMES = {'[CLS]': '<s>', '[SEP]': '</s>', '[PAD]': '<pad>', '[MASK]': '<mask>'}     # BERT's marks as MPNet calls them


def bucket(distance):
    """The bucket of key minus query: each near distance its own, far ones by logarithm (Raffel et al. 2020)."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    away = distance.abs()
    far = exact + (torch.log(away.clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
    return (distance > 0) * half + torch.where(away < exact, away, far.clamp(max=half - 1))


class Teacher(Network):
    def __init__(self, dropout=0.1):
        super().__init__(Shape(**SHAPE), dropout)
        for module in self.modules():
            if isinstance(module, nn.LayerNorm): module.eps = 1e-5
        self.register_buffer('near', torch.zeros(BUCKETS, self.shape.attention_heads))     # held fixed

    def mask(self, length, size):
        """What is added to the scores of attention: the bias of relative positions, and that nothing looks at padding."""
        at = torch.arange(size, device=length.device)
        bias = self.near[bucket(at[None] - at[:, None])].permute(2, 0, 1)[None]
        away = (at[None] >= length[:, None])[:, None, None]
        dtype = torch.get_autocast_dtype(length.device.type) if torch.is_autocast_enabled(length.device.type) else bias.dtype
        return bias.masked_fill(away, -1e4).to(dtype)


def pretrained(folder, words):
    """The state of a teacher from the folder all-mpnet-base-v2, words in the order of our vocabulary; what is not named is new."""
    from safetensors.torch import load_file
    weights = {k.removeprefix('mpnet.'): v.float() for k, v in load_file(pathlib.Path(folder, 'model.safetensors')).items()}
    number = {w: n for n, w in enumerate(pathlib.Path(folder, 'vocab.txt').read_text('utf-8').rstrip('\n').split('\n'))}
    out, e = {}, 'embeddings.'
    out['word.weight'] = weights[e + 'word_embeddings.weight'][[number[NAMES.get(w, w)] for w in words]]
    out['position.weight'] = weights[e + 'position_embeddings.weight'][2:]
    out['near'] = weights['encoder.relative_attention_bias.weight']
    for part in ('weight', 'bias'):
        out[f'norm.{part}'] = weights[e + 'LayerNorm.' + part]
        for n in range(SHAPE['layers']):
            p, own = f'encoder.layer.{n}.', f'layer.{n}.'
            out[f'{own}qkv.{part}'] = torch.cat([weights[f'{p}attention.attn.{x}.{part}'] for x in 'qkv'])
            for name, other in (('out', 'attention.attn.o'), ('norm1', 'attention.LayerNorm'), ('up', 'intermediate.dense'), ('down', 'output.dense'), ('norm2', 'output.LayerNorm')):
                out[f'{own}{name}.{part}'] = weights[f'{p}{other}.{part}']
    return out
