"""Case files: test/cases/*/*.case, tests of the program as data.

A file holds cases with empty lines between; a line begins with what it is:

    # An unknown option is a usage error            the title; begins a case
    ## A note for the reader
    needs shared                                    skipped where ../shared is not
    $ "$READOUT" read --nonsense "$SAMPLES"         the commands, for bash, in an empty folder of their own;
    > echo done                                     further lines of them
    exit 2                                          the exit code (0 where not given)
    out: a line of standard output                  in order; without any, standard output is empty
    err: readout: *--nonsense*                      likewise standard error; * stands for any text, a line ... for any lines
    records 2                                       standard output is so many records instead; and of them,
    record 1: report.language = "de"                counted from 1: a path (* for every item), =, !=, has or contains, JSON

$READOUT is the program, $SAMPLES the samples, $SHARED ../shared, $MODEL the model file. Where the last command is no pipe but
its part counts, end with `exit ${PIPESTATUS[0]}`.
"""
import json, re, subprocess, tempfile
from dataclasses import dataclass, field

from suite import Failed, SHARED, Skipped, TEST, environment, tail

TIMEOUT = 300


@dataclass
class Case:
    title: str
    where: str
    commands: list = field(default_factory=list)
    exit: int = 0
    out: list = field(default_factory=list)
    err: list = field(default_factory=list)
    needs: list = field(default_factory=list)
    records: int | None = None
    checks: list = field(default_factory=list)   # (number of the record, path, operator, value)


class Unreadable(Exception):
    """A case file that breaks the format: file, line and why."""


CHECK = re.compile(r'(\d+): (\S+) (=|!=|has|contains) (.+)')
LINES = {'out:': 'out', 'err:': 'err', '$': 'commands', '>': 'commands'}


def parse(path):
    cases = []
    for number, line in enumerate(path.read_text('utf-8').splitlines(), 1):
        where = f'{path.relative_to(TEST)}:{number}'
        if not line.strip() or line.startswith('##'): continue
        word, _, rest = line.partition(' ')
        if word == '#': cases.append(Case(rest, where))
        elif not cases: raise Unreadable(f'{where}: a title (# …) has to come first')
        else: add(cases[-1], word, rest, where)
    for case in cases:
        if not case.commands: raise Unreadable(f'{case.where}: no command')
    return cases


def add(case, word, rest, where):
    try:
        if word in LINES: getattr(case, LINES[word]).append(rest)
        elif word == 'exit': case.exit = int(rest)
        elif word == 'needs': case.needs.append(rest)
        elif word == 'records': case.records = int(rest)
        elif word == 'record':
            record, path, operator, value = CHECK.fullmatch(rest).groups()
            case.checks.append((int(record), path, operator, json.loads(value)))
        else: raise ValueError
    except (ValueError, AttributeError): raise Unreadable(f'{where}: {word!r} begins no line of a case')


# Running

def run(case, build):
    for need in case.needs:
        if need != 'shared': raise Unreadable(f'{case.where}: needs what? {need}')
        if not SHARED.is_dir(): raise Skipped('needs ../shared (or READOUT_SHARED)')
    with tempfile.TemporaryDirectory(prefix='readout-case-') as folder:
        env = environment(build, HOME=folder, TMPDIR=folder)
        try: done = subprocess.run(['bash', '-c', '\n'.join(case.commands)], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                   capture_output=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired: raise Failed(f'{case.where}: took longer than {TIMEOUT} s')
    faults = []
    if done.returncode != case.exit: faults.append(f'exit code {done.returncode}, not {case.exit}')
    if case.records is None and not case.checks: faults += differences('standard output', case.out, done.stdout)
    elif done.returncode == case.exit: faults += record_faults(case, done.stdout)
    faults += differences('standard error', case.err, done.stderr)
    if faults:
        if done.stderr and not any(fault.startswith('standard error') for fault in faults):
            faults.append('standard error:\n' + tail(done.stderr, 8))
        raise Failed('\n'.join([f'{case.where}', *('$ ' + line for line in case.commands), *faults]))


def differences(name, patterns, output):
    lines = output.decode('utf-8', 'replace').split('\n')
    if lines[-1] == '': lines.pop()
    if fits(patterns, lines): return []
    shown = [line if len(line) <= 300 else line[:300] + ' …' for line in lines[:12]]
    wanted, seen = ('\n'.join(f'  | {line}' for line in side) or '  (nothing)' for side in (patterns, shown))
    return [f'{name} is\n{seen}\n{name} should be\n{wanted}']


def fits(patterns, lines):
    """Whether the lines match the patterns in order; '...' takes any number of lines."""
    reached = {0}   # how many lines the patterns so far can have taken
    for pattern in patterns:
        if pattern == '...': reached = set(range(min(reached), len(lines) + 1))
        else: reached = {n + 1 for n in reached if n < len(lines) and glob(pattern, lines[n])}
        if not reached: return False
    return len(lines) in reached


def glob(pattern, line):
    """* stands for any text, \\* for itself."""
    parts = re.split(r'(\\\*|\*)', pattern)
    return re.fullmatch(''.join('.*' if p == '*' else re.escape('*' if p == r'\*' else p) for p in parts), line, re.S) is not None


def record_faults(case, output):
    try: records = [json.loads(line) for line in output.decode('utf-8').splitlines()]
    except ValueError as error: return [f'standard output is not JSON Lines: {error}']
    faults = [] if case.records in (None, len(records)) else [f'{len(records)} records, not {case.records}']
    for number, path, operator, value in case.checks:
        if not 1 <= number <= len(records):
            faults.append(f'no record {number}')
            continue
        try: found = follow(records[number - 1], path.split('.'))
        except (KeyError, IndexError, ValueError, TypeError): found = None if operator == '=' else []
        if not holds(found, operator, value):
            seen, wanted = json.dumps(found, ensure_ascii=False)[:300], json.dumps(value, ensure_ascii=False)
            faults.append(f'record {number}: {path} is {seen}, not {operator} {wanted}')
    return faults


def follow(value, path):
    if not path: return value
    if path[0] == '*': return [follow(item, path[1:]) for item in value]
    return follow(value[int(path[0])] if isinstance(value, list) else value[path[0]], path[1:])


def holds(found, operator, value):
    if operator == '=': return found == value
    if operator == '!=': return found != value
    if operator == 'has': return isinstance(found, (list, dict)) and value in found
    return isinstance(found, str) and value in found


def checks(build, prefix=''):
    """One check a case, for Run.check_all; a file that cannot be read is a check that fails."""
    def refuse(error): raise Failed(str(error))
    for path in sorted((TEST / 'cases').glob('*/*.case')):
        if path.parent.name == 'find': continue   # of another format: test/unit/finders.c runs them
        try: found = parse(path)
        except (Unreadable, UnicodeDecodeError) as error:
            yield f'{prefix}case: {path.stem}', refuse, error
            continue
        for case in found: yield f'{prefix}case: {path.stem}: {case.title}', run, case, build
