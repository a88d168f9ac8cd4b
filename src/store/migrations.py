#!/usr/bin/env python3
"""migrations.py 0001.sql [0002.sql …] OUT: the changes of the schema as C, a script of each for SQLite and for PostgreSQL, zero-ended bytes.

In a file $key, $bytes, $flag and $rowless stand for what the two call differently, "$refers TABLE" for a foreign key in SQLite alone, and the lines
from "--only sqlite" or "--only postgres" to "--end" are one back end's. PostgreSQL compares text by its bytes, as SQLite does."""
import re, sys
from pathlib import Path

TERMS = {
    'sqlite': {'key': 'INTEGER PRIMARY KEY', 'bytes': 'BLOB', 'flag': 'INTEGER', 'rowless': ' WITHOUT ROWID', 'refers': 'REFERENCES'},
    'postgres': {'key': 'BIGINT PRIMARY KEY', 'bytes': 'BYTEA', 'flag': 'BOOLEAN', 'rowless': '', 'refers': ''},
}


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


def script(back_end, text, name):
    terms = TERMS[back_end]
    if back_end == 'postgres': text = re.sub(r'\$refers \w+( ON DELETE CASCADE)?', '', text)
    unknown = set(re.findall(r'\$(\w+)', text)) - set(terms)
    if unknown: sys.exit(f'{name}: no term ${unknown.pop()}')
    out = re.sub(r'\$(\w+)', lambda term: terms[term[1]], '\n'.join(lines_for(back_end, text, name)))
    if back_end == 'sqlite': return out
    return re.sub(r'\bTEXT\b', 'TEXT COLLATE "C"', re.sub(r'--.*', '', out))


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
                print(array(names[-1], script(back_end, text, path)), file=file)
            rows.append('{{' + ', '.join(f'(const char *){name}' for name in names) + '}}')
        print(f'static const ro_migration MIGRATIONS[] = {{{", ".join(rows)}}};', file=file)


if __name__ == '__main__': main(*sys.argv[1:])
