#!/usr/bin/env python3
"""hostile.py: prints records (JSON Lines) of reports whose every word tries to be something else: markup, formulas, control characters, other
scripts and directions. They are good records: an export has to carry them through as words."""
import hashlib, json

NASTY = '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "=HYPERLINK('http://evil.example','x')", '@SUM(1+1)*cmd|\' /C calc\'!A0', \
    '-2+3', '+49 30', "'=1+1", '＝1', '\tTab', '\u202eevil\u202c', 'ناطق باسم الحكومة', '部長', 'Ze\u0308ta 🏛', 'a\u0085b', 'x, "y"; z', '</style></title><p>',
WORDS = 'The “clerk” of Łódź said', 'again\n\nand,', 'in\r\nthe 🚪 hall, that'


class Text:
    """A text that grows, and spans of it."""

    def __init__(self): self.text = ''

    def add(self, words):
        start = len(self.text)
        self.text += words
        return {'start': start, 'end': len(self.text), 'text': words}


def statement(number, source, cue, content, actor, chain, report):
    places = ','.join(f'{span["start"]}-{span["end"]}' for span in (cue, *content))
    key = f'statement|1|{report}|{places}|0'
    return {'id': hashlib.sha256(key.encode()).hexdigest()[:16], 'source': source, 'speakers': [actor], 'cue': cue, 'content': content,
            'manner': ('direct', 'indirect', 'mixed')[number % 3], 'act': ('say', 'deny', 'threaten')[number % 3], 'addressees': [], 'venue': None,
            'time': None, 'chain': chain, 'negated': number % 2 == 1, 'confidence': 0.5}


def record(number, nasty):
    text, statements, actors, events, commitments = Text(), [], [], [], []
    report = 'sha256:' + hashlib.sha256(nasty.encode()).hexdigest()
    for n, words in enumerate(WORDS):
        source = text.add(f'{nasty} {n}')
        text.add(' ')
        cue = text.add(words)
        text.add(' ')
        content = [text.add(f'“{nasty}”'), (text.add(' … '), text.add(f'{words} <b>{nasty}</b>&amp;'))[1]]
        text.add('.\n\n' if n % 2 else '\n')
        actors.append({'id': f'a{n + 1}', 'name': f'{nasty} {n}', 'kind': ('person', 'organisation', 'document')[n], 'role': cue, 'affiliation': None,
                       'country': None, 'sector': None, 'mentions': [source]})
        chain = [{'role': 'outlet', 'name': nasty}, {'role': 'quoted', 'name': nasty, 'span': source}, {'role': 'speaker', 'actor': f'a{n + 1}'}]
        statements.append(statement(n, source, cue, content, f'a{n + 1}', chain, report))
        events.append({'id': hashlib.sha256(f'event{number}{n}'.encode()).hexdigest()[:16], 'type': 'REJECT', 'mode': None, 'contexts': [], 'status': 'attributed',
                       'source': [f'a{n + 1}'], 'recipient': [], 'place': 'p1', 'time': None, 'trigger': cue, 'statement': statements[-1]['id'],
                       'score': -2.0, 'confidence': 0.5})
        commitments.append({'id': hashlib.sha256(f'commitment{number}{n}'.encode()).hexdigest()[:16], 'kind': 'refusal', 'statement': statements[-1]['id'],
                            'parties': [f'a{n + 1}'], 'counterparties': [], 'action': content[0], 'condition': None, 'due': None, 'status': 'open'})
    body = text.text
    return {'schema': 1, 'offsets': 'codepoints', 'engine': {'version': '0.0.0', 'model': 'hostile', 'arithmetic': 'f32'},
            'report': {'id': report, 'uri': f'javascript:alert({number})' if number % 2 else f'https://example.org/{number}?q=<b>&x="y"', 'format': 'text',
                       'language': 'en', 'title': nasty, 'outlet': nasty, 'bylines': [nasty], 'agencies': [{'name': nasty, 'basis': 'text', 'span': None}],
                       'dateline': None, 'published': '2024-05-06T07:08:09Z', 'modified': None, 'section': nasty, 'extra': {'x': nasty}},
            'text': body, 'text_sha256': hashlib.sha256(body.encode()).hexdigest(), 'sentences': [[0, len(body)]], 'actors': actors,
            'places': [{'id': 'p1', 'name': nasty, 'country': None, 'lat': 51.5, 'lon': -0.25, 'geonames': 12345678, 'mentions': [statements[0]['source']]}],
            'times': [], 'statements': statements, 'events': events, 'commitments': commitments, 'warnings': [{'code': 'odd', 'message': nasty}]}


if __name__ == '__main__':
    for number, nasty in enumerate(NASTY): print(json.dumps(record(number, nasty)))
