"""What every suite shares: where things are, running a program, and counting what passed, failed and was skipped."""
import os, re, subprocess, sys, textwrap, threading, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = ROOT / 'test'
SAMPLES = ROOT / 'samples'
SHARED = Path(os.environ.get('READOUT_SHARED') or ROOT.parent / 'shared')
MODEL = Path(os.environ.get('READOUT_MODEL') or ROOT / 'models' / 'news-en.readout')
JOBS = int(os.environ.get('JOBS') or len(os.sched_getaffinity(0)))
SANITIZERS = {   # gcc's frames for stack-use-after-return are not aligned as vectors of 64 bytes need it
    'ASAN_OPTIONS': 'detect_leaks=1:detect_stack_use_after_return=0:allocator_may_return_null=1:exitcode=99',
    'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1:exitcode=99',
    'TSAN_OPTIONS': f'suppressions={TEST / "tsan.supp"}:exitcode=99',
}


class Failed(Exception):
    """A check that did not hold; the text says what was seen and what was expected."""


class Skipped(Exception):
    """A check that needs something that is not here; the text names it."""


def sample_files():
    return sorted(path for path in SAMPLES.iterdir() if path.suffix != '.md')


def environment(build, **more):
    """The environment of every program under test. READOUT_MODEL stays as the caller has it."""
    out = {key: value for key, value in os.environ.items() if key not in ('CDPATH', 'COLUMNS', 'NO_COLOR', 'CLICOLOR_FORCE')}
    return out | SANITIZERS | {'LC_ALL': 'C.UTF-8', 'TERM': 'dumb', 'READOUT': str(build / 'readout'), 'SAMPLES': str(SAMPLES),
                               'SHARED': str(SHARED), 'MODEL': str(MODEL)} | more


def readout(build, *arguments, stdin=None, codes=(0,), timeout=600):
    """Standard output of the program; Failed where it ends otherwise."""
    program = build / 'readout'
    if not program.exists(): raise Failed(f'{program} is not here: run make first')
    try:
        done = subprocess.run([program, *map(str, arguments)], input=stdin, stdin=subprocess.DEVNULL if stdin is None else None,
                              capture_output=True, timeout=timeout, env=environment(build))
    except subprocess.TimeoutExpired: raise Failed(f'readout {arguments[0]} took longer than {timeout} s')
    if done.returncode not in codes:
        raise Failed(f'readout {" ".join(map(str, arguments[:6]))} ended with {done.returncode}\n{tail(done.stderr)}')
    return done.stdout


def tail(output, lines=30):
    return '\n'.join(output.decode('utf-8', 'replace').splitlines()[-lines:])


def command(*words, timeout=3600, **more):
    """Runs a tool; Failed, with the end of what it printed, where it does not succeed."""
    try: done = subprocess.run(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                               timeout=timeout, cwd=ROOT, **more)
    except FileNotFoundError: raise Failed(f'{words[0]} is not installed: run make setup')
    except subprocess.TimeoutExpired: raise Failed(f'{words[0]} took longer than {timeout} s')
    if done.returncode: raise Failed(f'{" ".join(map(str, words[:6]))} ended with {done.returncode}\n{tail(done.stdout)}')
    return done.stdout


class Run:
    """Counts; prints a line for each failure and skip, and for each pass too where asked."""

    def __init__(self, only='', verbose=False):
        self.only, self.verbose = re.compile(only), verbose
        self.passed = self.failed = self.skipped = 0
        self.lock = threading.Lock()

    def note(self, name, outcome, text='', seconds=0.0):
        """Counts an outcome: 'passed', 'failed' or 'skipped'."""
        label = {'passed': 'ok', 'failed': 'FAILED', 'skipped': 'skipped'}[outcome]
        line = f'{label:8}{name}' + (f' ({seconds:.0f} s)' if seconds >= 1 else '')
        if text: line += f': {text}' if outcome == 'skipped' else '\n' + textwrap.indent(text, ' ' * 8)
        with self.lock:
            setattr(self, outcome, getattr(self, outcome) + 1)
            if outcome != 'passed' or self.verbose or seconds >= 5: print(line, flush=True)

    def check(self, name, function, *arguments):
        """Runs one check. Whatever it raises is its failure, never the runner's."""
        if not self.only.search(name): return True
        start = time.monotonic()
        try: function(*arguments)
        except Skipped as why: self.note(name, 'skipped', str(why))
        except Failed as why: return self.note(name, 'failed', str(why), time.monotonic() - start) or False
        except Exception as error:
            where = error.__traceback__
            while where.tb_next: where = where.tb_next
            place = f'{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}'
            self.note(name, 'failed', f'{type(error).__name__}: {error} ({place})')
            return False
        else: self.note(name, 'passed', seconds=time.monotonic() - start)
        return True

    def check_all(self, checks, jobs=JOBS):
        """Runs (name, function, *arguments) side by side."""
        with ThreadPoolExecutor(max(1, jobs)) as pool: list(pool.map(lambda item: self.check(*item), checks))

    def close(self):
        """Prints the count as the last line; the exit code."""
        if not self.passed + self.failed + self.skipped:
            print('no test of that name')
            self.failed = 1
        sys.stderr.flush()
        print(f'{self.passed} passed, {self.failed} failed, {self.skipped} skipped', flush=True)
        return 1 if self.failed else 0
