"""What the rows of bench/run share: figures, environments of the peers, a run of readout on one core."""
import os, subprocess, sys, tempfile, time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = Path(__file__).resolve().parent
OURS = 0.95   # share of the core that what is measured should have had


class Unable(Exception):
    """Why a row cannot be measured, in one line."""


@dataclass
class Figure:
    title: str
    value: float
    goal: float = None     # None: only shown
    form: str = '.2f'
    unit: str = ''
    least: bool = True     # the goal is a least, not a most

    def missed(self):
        if self.goal is None: return False
        return self.value < self.goal if self.least else self.value > self.goal

    def line(self):
        reached, sign = format(self.value, self.form) + self.unit, '≥' if self.least else '≤'
        goal = '' if self.goal is None else f'{sign} {self.goal:g}{self.unit}'
        return f'{self.title:58}{reached:>12}{goal:>12}{"  missed" if self.missed() else ""}'


def environment(name):
    """The Python of an environment under build/ that holds what requirements-NAME.txt pins; made at first."""
    folder, wanted = ROOT / 'build' / f'bench-{name}', ROWS / f'requirements-{name}.txt'
    python, stamp = folder / 'bin' / 'python', folder / 'requirements.txt'
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        print(f'installing {wanted.relative_to(ROOT)} from PyPI into {folder.relative_to(ROOT)} (once) …', file=sys.stderr)
        try:
            subprocess.run([sys.executable, '-m', 'venv', '--clear', folder], check=True)
            subprocess.run([python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', wanted], check=True)
        except subprocess.CalledProcessError as error: raise Unable(f'{name} could not be installed: {error}')
        stamp.write_text(wanted.read_text())
    return python


def pinned(cores, *command):
    return ['taskset', '-c', ','.join(map(str, cores)), *map(str, command)]


def output(command, **options):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, **options)
    if done.returncode: raise Unable(f'{" ".join(map(str, command[:5]))} … ended with {done.returncode}')
    return done.stdout


def start(args, cores, jobs, reports, out):
    return subprocess.Popen(pinned(cores, args.readout, 'read', '--model', args.model, '--jobs', jobs, reports), stdout=out)


def finish(process):
    """Waits; processor seconds and peak megabytes."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode: raise Unable(f'readout ended with {process.returncode}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run_readout(args, reports, count):
    """Seconds of the whole process by the clock and of the processor, and peak megabytes, on one core with one thread."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        cpu, peak = finish(start(args, [args.core], 1, reports, out))
        seconds = time.perf_counter() - begin
        out.seek(0)
        records = sum(1 for _ in out)
    if records != count: raise Unable(f'{count} reports in, {records} records out')
    return seconds, cpu, peak
