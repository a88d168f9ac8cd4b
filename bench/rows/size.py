"""size: the model file, and the peak memory of reading all reports with one thread."""
from .common import Figure, run_readout


def measure(args, data):
    _, _, peak = run_readout(args, data.path, data.count)
    return [Figure('model file', args.model.stat().st_size / 1e6, 40, '.1f', ' MB', False),
            Figure('peak memory, one thread', peak, 250, '.0f', ' MB', False)]
