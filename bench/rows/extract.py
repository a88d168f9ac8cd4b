"""extract: articles out of pages a second, on one core, against trafilatura over the same pages, in turns."""
import json, os, shutil, statistics, subprocess, sys

from .common import ROOT, ROWS, Figure, Unable, environment, output, pinned

PAGES = ROOT / 'test' / 'cases' / 'extract'
REPEAT, PEER_REPEAT = 40, 2   # how often readout, trafilatura go through the pages in a turn


def measure(args, data):
    pages = sorted((args.pages or PAGES).glob('*.htm*'))
    if not pages: raise Unable(f'no pages in {args.pages or PAGES}: name a folder of some with --pages')
    python, folder, ours, theirs, ratios = environment('extract'), data.folder / 'pages', [], [], []
    size = copy(pages, folder)
    for number in range(1, args.rounds + 1):
        cpu = run(args, folder)
        other = json.loads(output(pinned([args.core], python, ROWS / 'extract_peer.py', PEER_REPEAT, *pages)))
        ours.append(REPEAT * size / 1e6 / cpu)
        theirs.append(other['bytes'] / 1e6 / other['cpu'])
        ratios.append(ours[-1] / theirs[-1])
        print(f'extract, turn {number}: readout {ours[-1]:.1f} MB/s, trafilatura {theirs[-1]:.1f}', file=sys.stderr)
    mean = size / 1e6 / len(pages)
    return [Figure('extract, megabytes of pages a second', statistics.median(ours), form='.1f'),
            Figure('extract, pages a second', statistics.median(ours) / mean, form=',.0f'),
            Figure('trafilatura, pages a second', statistics.median(theirs) / mean, form=',.0f'),
            Figure('extract / trafilatura, by processor time', statistics.median(ratios), 3, unit=' ×')]


def copy(pages, folder):
    """The pages in folders of their own, as often as a turn wants them; bytes of one set."""
    for number in range(REPEAT):
        (folder / str(number)).mkdir(parents=True)
        for page in pages: shutil.copy(page, folder / str(number))
    return sum(page.stat().st_size for page in pages)


def run(args, folder):
    """Processor seconds of the whole process, starting and writing included."""
    command = pinned([args.core], args.readout, 'extract', '--jobs', 1, folder)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3): raise Unable(f'readout ended with {process.returncode}')
    return usage.ru_utime + usage.ru_stime
