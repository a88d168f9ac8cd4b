#!/usr/bin/env python3
"""onnx_peer.py MODEL.readout WINDOWS.json NETWORK.onnx SECONDS: the encoder of a model file in ONNX Runtime, dynamically
quantised to int8, on one thread, window by window without padding, for so many seconds.

Writes the network (in f32) and beside it the quantised one. Prints {"rows", "seconds", "cpu", "cosine"}: pieces read, seconds
by the clock and of the processor, and the mean cosine between its states and Readout's over the first window. Run by bench/run
with what requirements-onnx.txt names.
"""
import json, random, struct, sys, time
from pathlib import Path

import numpy as np
import onnx, onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

TYPES = {0: np.uint8, 1: np.float32, 2: np.float16, 3: np.int8}


def sections(path):
    """The model file's arrays by name; docs/model-format.md."""
    data, found = path.read_bytes(), {}
    for number in range(struct.unpack_from('<I', data, 12)[0]):
        name, kind, rank, rows, columns, offset, size = struct.unpack_from('<32sIIIIQQ', data, 64 + 80 * number)
        values = np.frombuffer(data, TYPES[kind], size // np.dtype(TYPES[kind]).itemsize, offset)
        found[name.rstrip(b'\0').decode()] = values.reshape(rows, columns) if rank == 2 else values
    return found


class Graph:
    """Nodes in order; every one's output is named after its number."""

    def __init__(self, arrays): self.arrays, self.nodes, self.constants = arrays, [], {}

    def constant(self, name, value=None):
        if name not in self.constants:
            value = self.arrays[name].astype(np.float32) if value is None else value
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, kind, *inputs, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [f'v{len(self.nodes)}'], **attributes))
        return self.nodes[-1].output[0]

    def linear(self, x, name):
        weights = self.constant(f'{name}.weight', self.arrays[f'{name}.weight'].astype(np.float32).T)
        return self.add('Add', self.add('MatMul', x, weights), self.constant(f'{name}.bias'))

    def norm(self, x, name):
        return self.add('LayerNormalization', x, self.constant(f'{name}.weight'), self.constant(f'{name}.bias'), epsilon=1e-12)

    def gelu(self, x):
        inner = self.add('Erf', self.add('Div', x, self.constant('root two', np.float32(2 ** 0.5))))
        twice = self.add('Mul', x, self.add('Add', inner, self.constant('one', np.float32(1))))
        return self.add('Mul', twice, self.constant('half', np.float32(0.5)))

    def attention(self, x, name, heads):
        whole, parts = self.linear(x, f'{name}.qkv'), []
        width = self.arrays[f'{name}.out.bias'].size
        for part in range(3):
            cut = [self.constant(f'{key} {value}', np.array([value], np.int64)) for key, value in
                   (('from', part * width), ('to', part * width + width), ('axis', 2))]
            shape = self.constant('split', np.array([0, 0, heads, width // heads], np.int64))
            split = self.add('Reshape', self.add('Slice', whole, *cut), shape)
            parts.append(self.add('Transpose', split, perm=[0, 2, 3, 1] if part == 1 else [0, 2, 1, 3]))
        root = self.constant('root width', np.float32((width / heads) ** 0.5))
        scores = self.add('Div', self.add('MatMul', parts[0], parts[1]), root)
        mixed = self.add('Transpose', self.add('MatMul', self.add('Softmax', scores, axis=-1), parts[2]), perm=[0, 2, 1, 3])
        return self.linear(self.add('Reshape', mixed, self.constant('join', np.array([0, 0, width], np.int64))), f'{name}.out')


def network(arrays, path):
    config, g = json.loads(arrays['config'].tobytes()), Graph(arrays)
    word = arrays['word'].astype(np.float32) * arrays['word.scale'][:, None]
    x = g.add('Gather', g.constant('word', word), 'ids')
    x = g.add('Add', x, g.add('Gather', g.constant('position'), 'places'))
    x = g.norm(g.add('Add', x, g.add('Gather', g.constant('feature'), 'features')), 'norm')
    for number in range(config['layers']):
        layer = f'layer.{number}'
        x = g.norm(g.add('Add', x, g.attention(x, layer, config['attention_heads'])), f'{layer}.norm1')
        x = g.norm(g.add('Add', x, g.linear(g.gelu(g.linear(x, f'{layer}.up')), f'{layer}.down')), f'{layer}.norm2')
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, 'rows']) for name in ('ids', 'features', 'places')]
    outputs = [helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, 'rows', config['hidden']])]
    graph = helper.make_graph(g.nodes, 'encoder', inputs, outputs, list(g.constants.values()))
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=8), path)


def feeds(window):
    rows = np.array(window, np.int64)
    return {'ids': rows[None, :, 0], 'features': rows[None, :, 1], 'places': np.arange(len(rows), dtype=np.int64)[None]}


def main():
    model, path, seconds = Path(sys.argv[1]), Path(sys.argv[3]), float(sys.argv[4])
    windows = json.loads(Path(sys.argv[2]).read_text())
    small = path.with_suffix('.int8.onnx')
    if not small.exists():
        network(sections(model), path)
        quantize_dynamic(path, small, weight_type=QuantType.QInt8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(small, options, providers=['CPUExecutionProvider'])
    first = session.run(None, feeds(windows['windows'][0]))[0][0]
    wanted = np.array(windows['states'], np.float32).reshape(first.shape)
    cosine = ((first * wanted).sum(1) / np.linalg.norm(first, axis=1) / np.linalg.norm(wanted, axis=1)).mean()
    order, rows = random.Random(1).sample(windows['windows'], len(windows['windows'])), 0
    ready = [feeds(window) for window in order]
    begin, cpu = time.perf_counter(), time.process_time()
    for feed in ready:
        session.run(None, feed)
        rows += feed['ids'].size
        if time.perf_counter() - begin > seconds: break
    print(json.dumps({'rows': rows, 'seconds': time.perf_counter() - begin, 'cpu': time.process_time() - cpu,
                      'cosine': float(cosine)}))


if __name__ == '__main__': main()
