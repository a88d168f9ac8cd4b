"""corenlp: words a second of the whole record, against CoreNLP's pipeline from tokenize to quote, on one core with one thread.

CoreNLP reads the first few reports only, as it is slow; its time is annotating alone, as it prints it, without loading. Java and
Maven have to be there.
"""
import json, re, shutil, subprocess

from .common import ROOT, ROWS, Figure, Unable, pinned, run_readout

ANNOTATORS = 'tokenize,ssplit,pos,lemma,ner,depparse,coref,quote'
REPORTS = 20
WHAT = 'edu.stanford.nlp:stanford-corenlp with its models'


def classpath():
    """Fetched once; Maven keeps it."""
    path = ROOT / 'build' / 'corenlp.classpath'
    if path.exists(): return path.read_text()
    for program in 'java', 'mvn':
        if not shutil.which(program): raise Unable(f'{program} is not installed, so CoreNLP is not compared')
    command = ['mvn', '-q', '-B', '-f', ROWS / 'corenlp.xml', 'dependency:build-classpath', f'-Dmdep.outputFile={path}']
    try: done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    except subprocess.TimeoutExpired: raise Unable(f'Maven did not bring {WHAT} within ten minutes')
    if done.returncode or not path.exists(): raise Unable(f'Maven does not serve {WHAT} here')
    return path.read_text()


def measure(args, data):
    texts, files = [json.loads(row)['text'] for row in data.rows[:REPORTS]], []
    libraries = classpath()
    for number, text in enumerate(texts):
        files.append(data.folder / f'report-{number}.txt')
        files[-1].write_text(text, 'utf-8')
    (data.folder / 'files').write_text('\n'.join(map(str, files)) + '\n')
    command = pinned([args.core], 'java', '-Xmx6g', '-cp', libraries, 'edu.stanford.nlp.pipeline.StanfordCoreNLP',
                     '-annotators', ANNOTATORS, '-threads', 1, '-fileList', data.folder / 'files',
                     '-outputFormat', 'json', '-outputDirectory', data.folder)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    total = re.findall(r'TOTAL: ([\d.]+) sec', done.stdout)
    if done.returncode or not total:
        raise Unable(f'CoreNLP ended with {done.returncode}: {done.stdout.strip().splitlines()[-1:]}')
    theirs = sum(len(text.split()) for text in texts) / float(total[-1])
    seconds, _, _ = run_readout(args, data.path, data.count)
    return [Figure('CoreNLP tokenize … quote, words a second', theirs, form=',.0f'),
            Figure('readout / CoreNLP', data.words / seconds / theirs, 40, '.0f', ' ×')]
