"""finders: all finders together beside the encoder, processor time of one thread; see bench/finders.c."""
import json

from .common import Figure, Unable, output, pinned


def measure(args, data):
    program = args.build / 'bench' / 'bench-finders'
    if not program.exists(): raise Unable(f'{program} is not here: run make first')
    got = json.loads(output(pinned([args.core], program, args.model, data.path, args.seconds)))
    each = sorted(got['finder'].items(), key=lambda item: -item[1])
    data.note('finders: ' + ', '.join(f'{name} {100 * seconds / got["encoder"]:.1f} %' for name, seconds in each)
              + f'; beside them analysis without the encoder {100 * (got["analysis"] / got["encoder"] - 1):.0f} %,'
              + f' JSON {100 * got["json"] / got["encoder"]:.1f} %, all of the encoder\'s time')
    return [Figure('all finders / the encoder', 100 * got['share'], 20, '.1f', ' %', least=False)]
