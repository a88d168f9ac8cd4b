"""Text to word pieces, as BERT's uncased tokenizer makes them, with offsets and features.

src/text/pieces.c is the same in C; test/parity holds the two together. Offsets are code points, end exclusive.
Method: Devlin et al. 2019 (BERT); greedy longest match, Wu et al. 2016.
"""
import unicodedata
from dataclasses import dataclass, field

MAX_WORD = 100          # code points; a longer word is one unknown piece
CASES = 4               # lower, Initial, CAPITALS, other
GAPS = 4                # what stands before the word: nothing, a space, a line break, a paragraph break
FEATURES = CASES * GAPS


@dataclass
class Pieces:
    """Parallel lists, one entry a piece."""
    ids: list = field(default_factory=list)        # vocabulary index
    start: list = field(default_factory=list)      # code point
    end: list = field(default_factory=list)
    case: list = field(default_factory=list)       # 0..3, of the whole word
    gap: list = field(default_factory=list)        # 0..3, 0 inside a word


def is_space(c):
    return c in ' \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029' or unicodedata.category(c) == 'Zs'


def is_control(c):
    return not is_space(c) and unicodedata.category(c) in ('Cc', 'Cf', 'Cn', 'Co', 'Cs') or c == '\ufffd'


def is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == 'P'


def is_ideograph(c):
    o = ord(c)
    return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2A6DF or 0x2A700 <= o <= 0x2CEAF
            or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)


def words(text):
    """Basic tokens: (start, end, gap); a run of letters, or one mark."""
    start, gap, breaks = None, 3, 0
    for i, c in enumerate(text):
        if is_space(c):
            if start is not None: yield start, i, gap
            if start is not None or gap == 0: gap, breaks = 1, 0
            start = None
            breaks += c == '\n'
            if breaks: gap = max(gap, 2 if breaks == 1 else 3)
        elif is_punctuation(c) or is_ideograph(c):
            if start is not None:
                yield start, i, gap
                gap = 0
            yield i, i + 1, gap
            start, gap = None, 0
        elif is_control(c) and start is None: pass
        elif start is None: start = i
    if start is not None: yield start, len(text), gap


def folded(text, start, end):
    """Lower case without accents and controls: characters, and the code point that each came from."""
    chars, where = [], []
    for i in range(start, end):
        if is_control(text[i]): continue
        for c in unicodedata.normalize('NFD', text[i].lower()):
            if unicodedata.category(c) != 'Mn':
                chars.append(c)
                where.append(i)
    return ''.join(chars), where


def case_of(word):
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not letters: return 3
    if upper == 0: return 0
    if upper == len(letters) and len(letters) > 1: return 2
    return 1 if upper == 1 and letters[0].isupper() else 3


class Vocabulary:
    def __init__(self, lines):
        self.words = list(lines)
        self.index = {w: i for i, w in enumerate(self.words)}
        self.unknown, self.cls, self.sep, self.mask, self.pad = (self.index[w] for w in ('[UNK]', '[CLS]', '[SEP]', '[MASK]', '[PAD]'))

    def cut(self, text):
        out = Pieces()
        for start, end, gap in words(text):
            chars, where = folded(text, start, end)
            if not chars: continue
            case = case_of(text[start:end])
            for n, (i, j, piece) in enumerate(self.match(chars)):
                out.ids.append(piece)
                out.start.append(where[i] if n else start)
                out.end.append(end if j == len(chars) else where[j])
                out.case.append(case)
                out.gap.append(0 if n else gap)
        return out

    def match(self, chars):
        """Greedy longest match: (from, to, piece) over the folded characters."""
        if len(chars) > MAX_WORD: return [(0, len(chars), self.unknown)]
        out, i = [], 0
        while i < len(chars):
            j = len(chars)
            while j > i and ('##' * (i > 0) + chars[i:j]) not in self.index: j -= 1
            if j == i: return [(0, len(chars), self.unknown)]
            out.append((i, j, self.index['##' * (i > 0) + chars[i:j]]))
            i = j
        return out
