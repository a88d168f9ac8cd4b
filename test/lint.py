"""What a reader would trip over: layout, man pages, scripts that do not compile, files that the build does not know."""
import ast, re

from suite import ROOT, TEST, Failed, command

TEXT = '.c', '.h', '.cc', '.inc', '.py', '.md', '.build', ''
FOLDERS = 'include', 'src', 'test/unit', 'fuzz'


def sources(*suffixes):
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob('*') if path.suffix in suffixes)


def project_files():
    """Files under version control or about to be; in a copy without git, all but what was built."""
    try: names = command('git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').decode().split('\0')
    except Failed:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob('*')]
        names = [name for name in names if not re.match(r'(\.git|build[^/]*)/|.*__pycache__', name)]
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def scripts(word):
    """Files that name this interpreter in their first line."""
    for path in project_files():
        with open(path, 'rb') as file: first = file.readline(200)
        if first.startswith(b'#!') and word in first.decode('utf-8', 'replace'): yield path


def layout():
    command('clang-format', '--dry-run', '-Werror', '--style=file', *sources('.c', '.h', '.cc'))


def man_pages():
    pages = sorted((ROOT / 'man').glob('*.[1-8]'))
    if not pages: raise Failed('no man pages in man/')
    command('mandoc', '-Tlint', '-Wwarning', *pages)


def python():
    for path in sorted({*scripts('python3'), *(path for path in project_files() if path.suffix == '.py')}):
        try: ast.parse(path.read_bytes(), path.name)
        except SyntaxError as error: raise Failed(f'{path.relative_to(ROOT)}:{error.lineno}: {error.msg}')


def shell():
    for path in [*scripts('bash'), *scripts('/bin/sh')]: command('bash', '-n', path)


def build_knows():
    """Every source and unit test stands in a meson.build."""
    meson = (ROOT / 'meson.build').read_text('utf-8')
    missing = [str(path.relative_to(ROOT)) for path in sources('.c', '.cc') if path.is_relative_to(ROOT / 'src')]
    missing = [name for name in missing if f"'{name}'" not in meson]
    units = (TEST / 'meson.build').read_text('utf-8')
    missing += [f'test/unit/{path.name}' for path in (TEST / 'unit').glob('*.c') if f"'{path.stem}'" not in units]
    pages = [f'man/{path.name}' for path in (ROOT / 'man').glob('*.[1-8]')]
    missing += [name for name in pages if f"'{name}'" not in meson]
    if missing: raise Failed('not in meson.build: ' + ', '.join(missing))


def tidy():
    """Text files end in one line break, and no line ends in white space."""
    for path in project_files():
        if path.suffix not in TEXT or 'golden' in path.parts or path.name == 'LICENSE': continue
        text = path.read_bytes()
        if text and not re.fullmatch(rb'(?s).*[^\n]\n', text):
            raise Failed(f'{path.relative_to(ROOT)}: should end in one line break')
        bad = re.search(rb'[ \t\r]$', text, re.M)
        if bad: raise Failed(f'{path.relative_to(ROOT)}:{text[:bad.start()].count(10) + 1}: white space at the end of the line')


def media():
    """The table of agencies and outlets is in order, its names are nobody else's, its countries known."""
    data = ROOT / 'src' / 'find' / 'data'
    command('python3', data / 'media.py', data / 'media.txt', data / 'countries.inc', '/dev/null')


def checks():
    named = {'layout (clang-format)': layout, 'man pages (mandoc)': man_pages, 'Python compiles': python, 'shell parses': shell,
             'the build knows every file': build_knows, 'line ends': tidy, 'agencies and outlets': media}
    for name, function in named.items(): yield f'lint: {name}', function
