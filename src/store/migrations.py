#!/usr/bin/env python3
"""migrations.py 0001.sql [0002.sql …] OUT: the changes of the schema as C, a script of each for SQLite and for PostgreSQL, zero-ended bytes.

In a file $key, $bytes, $flag and $rowless stand for what the two call differently, "$refers TABLE (COLUMN)" for a foreign key in SQLite alone, and the lines
from "--only sqlite" or "--only postgres" to "--end" are one back end's. A line that begins with $later is one index by itself, which is made after a
first load. PostgreSQL compares text by its bytes, as SQLite does."""
import re, sys
from pathlib import Path

TERMS = {
    'sqlite': {'key': 'INTEGER PRIMARY KEY', 'bytes': 'BLOB', 'flag': 'INTEGER', 'rowless': ' WITHOUT ROWID', 'refers': 'REFERENCES'},
    'postgres': {'key': 'BIGINT PRIMARY KEY', 'bytes': 'BYTEA', 'flag': 'BOOLEAN', 'rowless': '', 'refers': ''},
}
LATER = '$later '


def lines_for(back_end, text, name):
    only = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('--only '):
            if only: sys.exit(f'{name}:{number}: --only within --only')
            only = line.split()[1]
            if only not in TERMS: sys.exit(f'{name}:{number}: no back end {only}')
        elif line.strip() == '--end': only = None
        elif only in (None, back_end): yield line
    if only: sys.exit(f'{name}: --only without --end')


def scripts(back_end, text, name):
    """What is run at once, and the indexes that are made later, each by itself."""
    terms = TERMS[back_end]
    if back_end == 'postgres': text = re.sub(r'\$refers \w+ \(\w+\)( ON DELETE CASCADE)?', '', text)
    def meant(term): return terms[term[1]] if term[1] in terms else sys.exit(f'{name}: no term ${term[1]}')
    lines = [re.sub(r'\$(?!later )(\w+)', meant, line) for line in lines_for(back_end, text, name)]
    if back_end == 'postgres': lines = [re.sub(r'\bTEXT\b', 'TEXT COLLATE "C"', re.sub(r'--.*', '', line)) for line in lines]
    later = [line.removeprefix(LATER) for line in lines if line.startswith(LATER)]
    for line in later:
        if not re.fullmatch(r'CREATE (UNIQUE )?INDEX \w+ .*;\s*', line): sys.exit(f'{name}: not an index on one line: {line}')
    later.sort(key=lambda line: ' USING GIN ' not in line)     # what takes longest comes first
    again = [re.sub(r'INDEX ', 'INDEX IF NOT EXISTS ', line, count=1) for line in later]
    return '\n'.join(line for line in lines if not line.startswith(LATER)), again


def array(name, text):
    """Bytes, not a string: C need not take strings longer than 4095 bytes."""
    codes = ','.join(map(str, text.encode() + b'\0'))
    return f'static const unsigned char {name}[] = {{{codes}}};'


def main(*arguments):
    *files, out = arguments
    rows = []
    with open(out, 'w', encoding='utf-8') as file:
        for number, path in enumerate(map(Path, sorted(files)), 1):
            if path.stem != f'{number:04}': sys.exit(f'{path}: {number:04}.sql is expected: the numbers have no gap')
            text, names = path.read_text('utf-8'), []
            for back_end in TERMS:
                names.append(f'{back_end.upper()}_{path.stem}')
                now, later = scripts(back_end, text, path)
                print(array(names[-1], now), file=file)
                quoted = ''.join(f'    "{line.strip()}",\n' for line in later)
                print(f'static const char *const {names[-1]}_LATER[] = {{\n{quoted}    NULL}};', file=file)
            scripted, later = ', '.join(f'(const char *){name}' for name in names), ', '.join(f'{name}_LATER' for name in names)
            rows.append(f'{{{{{scripted}}}, {{{later}}}}}')
        print(f'static const ro_migration MIGRATIONS[] = {{{", ".join(rows)}}};', file=file)


if __name__ == '__main__': main(*sys.argv[1:])
