"""Rows for the event head: sentences with a source and a target and the PLOVER type of what the one does to the other."""
import csv, pathlib, re

import numpy as np
from torch.nn import functional as F

import examples
from network import EVENTS, MARKS

PHRASES = pathlib.Path(__file__).parent / 'event_phrases.txt'
WRITTEN = pathlib.Path(__file__).parent / 'event_sentences.tsv'
ONE_SIDED = 'ACCUSE', 'AID', 'ASSAULT', 'COERCE', 'MOBILIZE', 'PROTEST', 'REQUEST', 'SANCTION', 'THREATEN'     # the target does nothing to the source
ACTORS = '''Russia;China;the United States;Iran;Israel;Turkey;France;Germany;India;Pakistan;Japan;North Korea;South Korea;Venezuela;Cuba;Ukraine;Syria;Egypt;Saudi Arabia;Nigeria;
Ethiopia;Kenya;Sudan;Brazil;Mexico;the European Union;the United Nations;NATO;the African Union;the World Bank;Moscow;Beijing;Washington;Tehran;Ankara;Paris;London;Kyiv;
President Emil Hartmann;Prime Minister Ana Ruiz;Foreign Minister Li Na;Senator Ruth Cole;General Osman Bello;Judge Peter Lund;the opposition leader Karim Sadiq;Maria Petrova;
the president;the government;the opposition;the army;police;the court;parliament;the ministry;rebels;separatists;militants;protesters;students;teachers;workers;farmers;miners;
refugees;migrants;villagers;journalists;the union;the party;the company;a human rights group;a journalist;a bishop;the mayor;the interior ministry;the central bank;lawmakers'''.replace('\n', '').split(';')
BEFORE = ['', '', '', '', 'On Monday, ', 'Last week, ', 'In a statement on Friday, ', 'After weeks of tension, ', 'For the first time since 2012, ', 'According to local media, ', 'Officials said ', 'State television reported that ']
AFTER = ['', '', '', ' on Tuesday', ' last month', ' in the capital', ', officials said', ', the news agency reported', ' in May 2014', ', a spokesman confirmed', ' despite criticism from its neighbours', ' after days of unrest', ' near the border']


def made(rng, count):
    """Sentences from our own phrases: (text, source span, target span, type)."""
    phrases = [line.split('\t') for line in PHRASES.read_text('utf-8').splitlines() if line and line[0] != '#']
    kinds = sorted({kind for kind, _ in phrases})
    for n in range(count):
        kind = kinds[n % len(kinds)]
        phrase = rng.choice([p for k, p in phrases if k == kind])
        source, target = rng.sample(ACTORS, 2)
        text = rng.choice(BEFORE) + phrase + rng.choice(AFTER) + '.'
        spans = {}
        for mark, name in sorted((('{s}', source), ('{t}', target)), key=lambda m: text.index(m[0])):
            at = text.index(mark)
            spans[mark] = at, at + len(name)
            text = text.replace(mark, name, 1)
        if text[0].islower(): text = text[0].upper() + text[1:]
        yield text, spans['{s}'], spans['{t}'], kind


def written():
    """Sentences of our own: (text, source span, target span, type)."""
    for line in WRITTEN.read_text('utf-8').splitlines():
        if line[0] == '#': continue
        kind, rest = line.split('\t')
        text, spans = '', {}
        for part in re.split(r'(\[[st]:[^]]+\])', rest):
            if re.match(r'\[[st]:', part):
                spans[part[1]] = len(text), len(text) + len(part) - 4
                part = part[3:-1]
            text += part
        yield text, spans['s'], spans['t'], kind


def own(rng, encoded_written, vocabulary):
    """An epoch of sentences of our own: those written, some of them with source and target changed over, and those made from phrases."""
    out = list(encoded_written)
    for row in encoded_written:
        if EVENTS[row['kind']] in ONE_SIDED and rng.random() < 0.15: out.append({**row, 'mark': row['mark'][:, ::-1], 'kind': EVENTS.index('NONE'), 'soft': None})
    out += (encoded(r, vocabulary) for r in made(rng, len(encoded_written) // 3))
    rng.shuffle(out)
    return out


def sentences(path):
    """Rows of PLV: (text, source span or None, target span or None, type)."""
    with open(path, encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file, delimiter='\t'):
            def span(name): return (int(row[name + '_start']), int(row[name + '_end'])) if row[name + '_start'] else None
            yield row['text'], span('source'), span('target'), row['gold_root']


def encoded(row, vocabulary):
    """A row as pieces; kind None: not known."""
    text, source, target, kind = row
    p = vocabulary.cut(text)
    mark = np.zeros((len(p.ids) + 2, len(MARKS)), np.float32)
    for k, span in enumerate((source, target)):
        if span: mark[[i + 1 for i in range(len(p.ids)) if p.end[i] > span[0] and p.start[i] < span[1]], k] = 1
    return {**examples.alone(p, vocabulary), 'mark': mark[:examples.WINDOW], 'kind': None if kind is None else EVENTS.index(kind), 'soft': None}


SMOOTH, TRUST = 0.1, 0.5      # of labels (Szegedy et al. 2016); in a label beside what a teacher thinks


def wanted(row):
    """How likely each type is to be answered."""
    out = np.full(len(EVENTS), SMOOTH / len(EVENTS), np.float32)
    if row['kind'] is not None: out[row['kind']] += 1 - SMOOTH
    if row['soft'] is None: return out
    return row['soft'] if row['kind'] is None else TRUST * out + (1 - TRUST) * row['soft']


def arrays(rows, rng=None, vocabulary=None):
    """A batch. rng: augment; now and then the actors are not marked in the input, as in a report where no one has named them yet."""
    b = examples.arrays([{'ids': r['ids'], 'feature': r['feature']} for r in rows], multiple=8)
    b['mark'] = np.zeros((*b['ids'].shape, len(MARKS)), np.float32)
    for k, r in enumerate(rows): b['mark'][k, :len(r['mark'])] = r['mark']
    b['shown'] = b['mark']
    if rng:
        b['shown'] = b['mark'] * np.array([rng.random() < 0.75 for _ in rows], np.float32)[:, None, None]
        for k, r in enumerate(rows):
            for i in range(1, len(r['ids']) - 1):
                if rng.random() < 0.06: b['ids'][k, i] = vocabulary.mask
    b['inside'] = np.arange(b['ids'].shape[1])[None] < b['length'][:, None]
    b['wanted'] = np.stack([wanted(r) for r in rows])
    return b


def scores(net, b):
    """[rows, types] of tensors that arrays() made."""
    states = net.drop(net.encode(b['ids'], b['feature'], b['length'], b['shown']))
    return net.event(states, b['inside'], b['mark'], net.drop)


def loss(net, b):
    """Cross-entropy."""
    return F.cross_entropy(scores(net, b), b['wanted'])
