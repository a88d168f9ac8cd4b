"""Lemma rules: what turns a form into its lemma, so that lemmatising is choosing a rule (Straka et al. 2019, UDPipe).

A rule is "=lemma" (the lemma as it stands), or N+ending after the letter "l" (on the lower-cased form) or "k" (case kept):
N code points cut from the end, the ending added. "l3+y" makes "study" of "Studies".
"""
import pathlib

RULES = pathlib.Path(__file__).parent / 'lemma_rules.txt'     # the commonest, by count in EWT and GUM train


def rule(form, lemma):
    """The rule that makes the lemma of the form."""
    def edit(base):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]: n += 1
        return len(base) - n, lemma[n:]
    kept, lower = edit(form), edit(form.lower())
    letter, (cut, ending) = ('k', kept) if sum(map(len, map(str, kept))) <= sum(map(len, map(str, lower))) and kept[0] <= lower[0] and form != form.lower() else ('l', lower)
    return '=' + lemma if cut >= len(form) else f'{letter}{cut}+{ending}'


def apply(rule, form):
    if rule[0] == '=': return rule[1:]
    cut, _, ending = rule[1:].partition('+')
    base = form.lower() if rule[0] == 'l' else form
    return base[:len(base) - int(cut)] + ending if int(cut) <= len(base) else base


def labels():
    return RULES.read_text('utf-8').rstrip('\n').split('\n')


def main():
    """Counts the rules of the treebanks named on the command line and prints those that occur five times or more."""
    import collections, sys
    import corpora
    count = collections.Counter(rule(w.form, w.lemma) for path in sys.argv[1:] for doc in corpora.treebank(path) for w in doc.words)
    for name, n in count.most_common():
        if n >= 5: print(name)


if __name__ == '__main__': main()
