"""encoder: the encoder alone, as a share of its own matrix products on oneDNN; see bench/encoder.c."""
import json

from .common import Figure, Unable, output, pinned


def run(args, data, seconds, windows=None):
    program = args.build / 'bench' / 'bench-encoder'
    if not program.exists(): raise Unable(f'{program} is not here: run make first')
    extra = [windows] if windows else []
    return json.loads(output(pinned([args.core], program, args.model, data.path, seconds, *extra)))


def measure(args, data):
    got = run(args, data, args.seconds)
    if got['arithmetic'] != 'int8': data.note(f'encoder: this processor runs {got["arithmetic"]}, compared with int8 products')
    return [Figure('encoder alone, pieces a second', got['encoder'], form=',.0f'),
            Figure('its products on oneDNN alone, pieces a second', got['products'], form=',.0f'),
            Figure('encoder / its products', 100 * got['share'], 75, '.0f', ' %')]
