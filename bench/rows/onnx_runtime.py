"""onnx: the encoder in int8 against ONNX Runtime, dynamically quantised: the same model and windows, one thread, in turns."""
import json, statistics, sys

from . import encoder
from .common import ROWS, Figure, environment, output, pinned


def measure(args, data):
    python, windows, ratios, ours, theirs = environment('onnx'), data.folder / 'windows.json', [], [], []
    network = data.folder / 'encoder.onnx'
    for number in range(1, args.rounds + 1):
        ours.append(encoder.run(args, data, args.seconds, windows)['encoder'])
        other = json.loads(output(pinned([args.core], python, ROWS / 'onnx_peer.py', args.model, windows, network, args.seconds)))
        theirs.append(other['rows'] / other['cpu'])
        ratios.append(ours[-1] / theirs[-1])
        print(f'onnx, turn {number}: readout {ours[-1]:,.0f} pieces/s, ONNX Runtime {theirs[-1]:,.0f}; '
              f'cosine of their states {other["cosine"]:.4f}', file=sys.stderr)
    return [Figure('encoder in ONNX Runtime, int8, pieces a second', statistics.median(theirs), form=',.0f'),
            Figure('encoder / ONNX Runtime, by processor time', statistics.median(ratios), 1.2, unit=' ×')]
