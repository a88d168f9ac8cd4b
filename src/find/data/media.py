#!/usr/bin/env python3
"""media.py MEDIA.txt COUNTRIES.inc OUT: the table of agencies and outlets as C, or what is wrong with it, line by line."""
import re, sys, unicodedata

KINDS = 'agency', 'broadcaster', 'magazine', 'paper', 'site'
PLAIN = {'æ': 'ae', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'ł': 'l', 'œ': 'oe', '’': "'", '\u2010': '-', '\u2011': '-'}


def fold(name):
    """As ro_fold folds words, with single spaces between them and no last 's; test/unit/finders.c holds the two together."""
    bare = ''.join(c for c in unicodedata.normalize('NFD', name.casefold()) if unicodedata.category(c)[0] != 'M')
    bare = ''.join(PLAIN.get(c, c) for c in bare)
    return ' '.join(re.sub(r'[&/,!()]', ' ', bare).split()).removesuffix("'s")


def needs(name):
    """What has to stand around a name marked with ~: a credit (1), capitals (2), an article (4)."""
    if not name.startswith('~'): return 0
    bare = name[1:]
    return 1 + 2 * (bare.upper() == bare) + 4 * bare.startswith('The ')


def read(lines, countries):
    """Rows (name, country, is it an agency), keys (key, row, needs) and faults."""
    rows, keys, faults, last = [], {}, [], ''
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith('#'): continue
        fields = [field.strip() for field in line.split('|')]
        if len(fields) not in (3, 4) or not all(fields):
            faults.append(f'{number}: name | country | kind, and perhaps | other names')
            continue
        name = fields[0].removeprefix('~')
        if fold(name) <= last: faults.append(f'{number}: {name} is out of order, or there twice')
        if fields[1] not in countries: faults.append(f'{number}: no country {fields[1]}')
        if fields[2] not in KINDS: faults.append(f'{number}: {fields[2]} is none of {", ".join(KINDS)}')
        last = fold(name)
        for alias in [fields[0], *fields[3].split(',')] if len(fields) == 4 else fields[:1]:
            key = fold(alias.strip().removeprefix('~')).removeprefix('the ')
            if key in keys: faults.append(f'{number}: {key} is a name of {rows[keys[key][0]][0] if keys[key][0] < len(rows) else name} already')
            keys[key] = len(rows), needs(alias.strip())
        rows.append((name, fields[1], fields[2] == 'agency'))
    return rows, keys, faults


def main(media, countries, out):
    with open(countries, encoding='utf-8') as file: known = set(re.findall(r'"([A-Z]{3})"', file.read()))
    with open(media, encoding='utf-8') as file: rows, keys, faults = read(file, known)
    if faults: sys.exit('\n'.join(f'{media}:{fault}' for fault in faults))
    with open(out, 'w', encoding='utf-8') as file:
        print('static const ro_medium MEDIA[] = {', file=file)
        for name, country, wire in rows: print(f'{{"{name}", "{country}", {str(wire).lower()}}},', file=file)
        print('};\nstatic const ro_medium_key MEDIA_KEYS[] = {', file=file)
        for key in sorted(keys, key=str.encode): print(f'{{"{key}", &MEDIA[{keys[key][0]}], {keys[key][1]}}},', file=file)
        print('};', file=file)


if __name__ == '__main__': main(*sys.argv[1:])
