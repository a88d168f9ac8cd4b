"""threads: two threads of one engine against two processes with one thread, on the same two cores, the same reports, in turns."""
import os, statistics, sys, tempfile, time

from .common import OURS, Figure, Unable, finish, start


def halves(data):
    """The reports in two files of like length, the longest first to the shorter file."""
    rows, sizes = ([], []), [0, 0]
    for row in sorted(data.rows, key=len, reverse=True):
        to = sizes.index(min(sizes))
        rows[to].append(row)
        sizes[to] += len(row)
    paths = [data.folder / f'half-{number}.jsonl' for number in (1, 2)]
    for path, part in zip(paths, rows): path.write_text('\n'.join(part) + '\n', 'utf-8')
    return paths


def together(args, cores, jobs, files):
    """Seconds by the clock and of the processor of as many processes as there are files."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        running = [start(args, cores, jobs, path, out) for path in files]
        cpu = sum(finish(process)[0] for process in running)
        return time.perf_counter() - begin, cpu


def measure(args, data):
    cores = sorted(os.sched_getaffinity(0))[-2:]
    if len(cores) < 2: raise Unable('there is one core only')
    parts, clock, cpu, share = halves(data), [], [], []
    for number in range(1, args.rounds + 1):
        threads, processes = together(args, cores, 2, [data.path]), together(args, cores, 1, parts)
        clock.append(100 * processes[0] / threads[0])
        cpu.append(100 * processes[1] / threads[1])
        share.append(min(threads[1] / threads[0], processes[1] / processes[0]) / 2)
        print(f'threads, turn {number}: {clock[-1]:.0f} % by the clock, {cpu[-1]:.0f} % of processor time', file=sys.stderr)
    if min(share) < OURS: data.note('threads: others used the cores, too; only the ratio by processor time is sure')
    return [Figure('two threads / two processes', statistics.median(clock), 95, '.0f', ' %'),
            Figure('two threads / two processes by processor time', statistics.median(cpu), form='.0f', unit=' %')]
