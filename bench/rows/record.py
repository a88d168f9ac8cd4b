"""record: words a second of the whole record, against spaCy's en_core_web_sm in batches of 8, one thread; the first record.

Both on one core, in turns; the median ratio counts. Readout's time is the whole process, model loading included; spaCy's
is reading alone.
"""
import json, statistics, subprocess, sys, time

from .common import OURS, ROOT, ROWS, Figure, Unable, environment, output, pinned, run_readout

WORDS = 500


def first_record(args, report):
    """Milliseconds from exec to the first byte of output."""
    begin = time.perf_counter()
    process = subprocess.Popen(pinned([args.core], args.readout, 'read', '--model', args.model, report), stdout=subprocess.PIPE)
    first = process.stdout.read1(1)
    elapsed = 1000 * (time.perf_counter() - begin)
    process.stdout.read()
    process.stdout.close()
    if process.wait() or not first: raise Unable(f'readout read {report} ended with {process.returncode}')
    return elapsed


def short_report(folder):
    """A sample cut to 500 words, its line breaks kept."""
    text, position = (ROOT / 'samples' / 'agency-copy.txt').read_text('utf-8'), 0
    for word in text.split()[:WORDS]: position = text.index(word, position) + len(word)
    path = folder / 'report.txt'
    path.write_text(text[:position] + '\n', 'utf-8')
    return path


def measure(args, data):
    python, report = environment('spacy'), short_report(data.folder)
    starts = [first_record(args, report) for _ in range(args.starts)]
    turns = []
    for number in range(1, args.rounds + 1):
        seconds, cpu, peak = run_readout(args, data.path, data.count)
        other = json.loads(output(pinned([args.core], python, ROWS / 'spacy_peer.py', data.path)))
        turns.append({'ours': data.words / seconds, 'theirs': other['words'] / other['seconds'],
                      'ratio': other['seconds'] / seconds, 'cpu': other['cpu'] / cpu,
                      'share': min(cpu / seconds, other['cpu'] / other['seconds'])})
        print(f'record, turn {number}: readout {turns[-1]["ours"]:,.0f} words/s, spaCy {turns[-1]["theirs"]:,.0f}',
              file=sys.stderr)
    middle = {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}
    if min(turn['share'] for turn in turns) < OURS:
        data.note('record: others used the core, too; only the ratio by processor time is sure')
    return [Figure('readout, words a second', middle['ours'], form=',.0f'),
            Figure('spaCy en_core_web_sm, words a second', middle['theirs'], form=',.0f'),
            Figure('readout / spaCy', middle['ratio'], 1.6, unit=' ×'),
            Figure('readout / spaCy by processor time', middle['cpu'], unit=' ×'),
            Figure(f'start to first record, {WORDS} words', statistics.median(starts), 250, '.0f', ' ms', False)]
