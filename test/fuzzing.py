"""The targets of libFuzzer build, and every seed goes through each of them. Looking for new inputs is fuzz/run's."""
import importlib.util, subprocess
from importlib.machinery import SourceFileLoader

from suite import ROOT, Failed, tail

TIMEOUT = 1800   # far more than the seeds take, even where everything is slow


def script():
    loader = SourceFileLoader('fuzz_run', str(ROOT / 'fuzz' / 'run'))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('fuzz_run', loader))
    loader.exec_module(module)
    return module


def build():
    try: script().build()
    except FileNotFoundError as why: raise Failed(f'{why.filename} is not installed: run make setup')
    except subprocess.CalledProcessError as why: raise Failed(tail(why.stdout))
    known, folders = set(script().TARGETS), {path.name for path in (ROOT / 'fuzz' / 'seeds').iterdir()}
    if known != folders: raise Failed(f'fuzz/run and fuzz/seeds differ in {", ".join(sorted(known ^ folders))}')


def seeds_pass(target):
    fuzz = script()
    done = subprocess.run([fuzz.program(target), '-max_len=65536', '-rss_limit_mb=1024', *fuzz.seeds()], env=fuzz.ENVIRONMENT, cwd=fuzz.BUILD,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT)
    if done.returncode: raise Failed(f'{target} ended with {done.returncode}\n{tail(done.stderr)}')


def checks():
    for target in script().TARGETS: yield f'fuzz: every seed through {target}', seeds_pass, target
