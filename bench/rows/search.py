"""Searches in a store that was loaded: medians of full-text questions and of questions by speaker, and the slowest facet.

Words and names are taken from the records, so that frequent ones are asked for as often as they occur. Each question is a run of the
program, its start included."""
import json, random, re, statistics, time
from itertools import islice

from rows.common import Figure, output

FACETS = [('statements', name) for name in 'act speaker addressee country place outlet agency language month year'.split()] + \
         [('events', name) for name in 'type status speaker country place month'.split()] + [('commitments', 'kind'), ('reports', 'outlet'), ('actors', 'kind')]


def questions(records, count=40):
    """Words, pairs, phrases and prefixes that occur; and names of who speaks."""
    rnd, words, names = random.Random(3), [], []
    with open(records, encoding='utf-8') as file:
        for line in islice(file, 300):
            record = json.loads(line)
            called = {actor['id']: actor['name'] for actor in record['actors']}
            for statement in record['statements']:
                said = re.findall(r'[A-Za-z]{3,}', statement['content'][0]['text'])
                words += [said[i:i + 2] for i in range(len(said) - 1)]
                names += [called[speaker] for speaker in statement['speakers'] if re.search(r'[A-Za-z]{3}', called[speaker])]
    forms = [lambda a, b: a, lambda a, b: f'{a} {b}', lambda a, b: f'"{a} {b}"', lambda a, b: f'{a[:5]}*', lambda a, b: f'{a} NEAR/5 {b}']
    return [forms[i % len(forms)](*pair) for i, pair in enumerate(rnd.sample(words, count))], rnd.sample(names, count)


def milliseconds(args, store, *words, turns=3):
    best = float('inf')
    for _ in range(turns):
        begin = time.perf_counter()
        output([args.readout, words[0], '--db', store, *words[1:]])
        best = min(best, time.perf_counter() - begin)
    return best * 1000


def figures(args, store, records, name, data):
    about, speakers = questions(records)
    times = sorted((milliseconds(args, store, 'statements', '--about', words), words) for words in about)
    yield Figure(f'{name}: full-text question, median', statistics.median(t for t, _ in times), 50, ',.0f', ' ms', least=False)
    slowest = f'{times[-1][1]} ({times[-1][0]:,.0f} ms)'
    times = sorted((milliseconds(args, store, 'statements', '--speaker', who), who) for who in speakers)
    yield Figure(f'{name}: question by speaker, median', statistics.median(t for t, _ in times), 50, ',.0f', ' ms', least=False)
    times = sorted((milliseconds(args, store, kind, '--facet', facet), f'{kind} --facet {facet}') for kind, facet in FACETS)
    yield Figure(f'{name}: facet of all, median', statistics.median(t for t, _ in times), None, ',.0f', ' ms')
    yield Figure(f'{name}: facet of all, slowest', times[-1][0], 300, ',.0f', ' ms', least=False)
    data.note(f'store: {name}: slowest were {slowest} and {times[-1][1]}')
