#!/usr/bin/env python3
"""distil.py --data ../../shared/data --out ../build/train --teacher all-mpnet-base-v2 --device cuda: the whole training on one GPU, by the clock.

1. Teachers, one for each fifth of the training documents, learn from the other four; each says how likely tags and names of its own fifth are, and of reports
   without labels (of which their mean is taken). Beside them a student learns from the labels alone, beginning with MiniLM (OUT/trunk.pt).
2. Students go on, each with its own order, dropout and trust in the labels, from labels and teachers (Hinton et al. 2015): one from the trunk, the others from
   the weights of --begin. Meanwhile every teacher learns events, but for a fifth of the annotated ones, and judges sentences with two names.
3. Events: without each fifth, to be measured, on the student that began with MiniLM, as it has seen none (OUT/folds.jsonl); with all of them, on the mean of the
   others' weights (OUT/before.pt, OUT/after.pt; Wortsman et al. 2022, model soups). OUT/events.pt is the mean of before and after, with the event head of after.

All processes share the GPU and OUT, which is to be empty but for what teach.py left there.
"""
import argparse, multiprocessing, pathlib, pickle, random, time

import numpy as np
import torch

import dev, event_rows, examples, teach
from events import Annotated, halfway, judged, prepared, steps, teach as teach_events
from export import mean
from network import ATTRIBUTION, ENTITIES, Network, autocast, pretrained
from teacher import Teacher, pretrained as pretrained_teacher
from train import Learner, Own, Report, ahead, base_model, epoch_of, examples_vocabulary, load, loss_parts, slope

LIGHT = 'mention', 'coreference', 'vector', 'masked'      # heads that a teacher is not asked for
STUDENTS = [(0.5, 0.1), (0.3, 0.1), (0.5, 0.15), (0.3, 0.15), (0.4, 0.12), (0.15, 0.1), (0.7, 0.1), (0.4, 0.05)]     # trust in labels, dropout


def fit(net, batches, seconds, rate, head_rate, device, name, without=(), most=None, flat=False):
    """The running average of the net's weights after so many seconds, or steps at most; flat: the rate does not fall."""
    learner, report, began = Learner(net, rate, head_rate), Report(name, 200), time.time()
    for batch in batches:
        done = (time.time() - began) / seconds
        if done >= 1 or most and learner.steps >= most: break
        parts, loss = loss_parts(net, batch, device, without)
        learner.step(loss, min(1.0, learner.steps / 100) if flat else slope(done))
        report.add(parts, batch[0]['total'])
    batches.close()
    print(f'{name}: {learner.steps} steps, {report.pieces} pieces', flush=True)
    return learner.average


def endless_epochs(docs, own, vocabulary, words, budget, seed, trust=examples.TRUST):
    for n in range(10 ** 6): yield from epoch_of(docs, own, vocabulary, words, budget, seed * 1000 + n, trust)


def think(net, docs, vocabulary, device, budget=24576):
    """What a network thinks of documents, written into them."""
    for e in docs:
        n = len(e.pieces.ids)
        e.soft = examples.Soft(np.zeros((n, len(ATTRIBUTION), len(ATTRIBUTION)), np.float16), np.zeros((n, len(ENTITIES)), np.float16))
    cuts = sorted(((e, *cut) for e in docs for cut in examples.windows(e)), key=lambda c: c[2] - c[1])
    while cuts:
        size = max(1, budget // (cuts[-1][2] - cuts[-1][1] + 2))
        group, cuts = cuts[-size:], cuts[:-size]
        b = examples.batch([examples.alone_window(*cut, vocabulary) for cut in group], device)
        with torch.no_grad(), autocast(device): tags = net.tags(net.encode(b['ids'], b['feature'], b['length']))
        pairs, names = net.crf_pairs(tags['attribution'], b['length']).half().cpu().numpy(), tags['entity'].softmax(2).half().cpu().numpy()
        for k, (e, at, end) in enumerate(group): e.soft.pairs[at:end], e.soft.names[at:end] = pairs[k, :end - at], names[k, 1:end - at + 1]


def together(softs):
    """The mean of what several teachers think."""
    def average(parts): return (sum(p.astype(np.float32) for p in parts) / len(parts)).astype(np.float16)
    return examples.Soft(average([s.pairs for s in softs]), average([s.names for s in softs]))


def mined(docs, rng, vocabulary, count):
    """Rows for the event head of sentences with two names; what happens between these, a teacher is to say."""
    trans, start = dev.bio(ENTITIES)
    found = []
    for e in docs:
        path = dev.viterbi(np.log(e.soft.names.astype(np.float32) + 1e-6), trans, start)
        spans = [(e.pieces.start[i], e.pieces.end[j]) for kind, i, j in dev.spans(path, ENTITIES) if kind in ('PER', 'ORG', 'LOC')]
        for m in teach.SENTENCE.finditer(e.doc.text):
            inside = [(a - m.start(), b - m.start()) for a, b in spans if m.start() <= a and b <= m.end()]
            if 40 <= len(m[0]) <= 320 and len(inside) > 1: found.append((m[0], inside))
    rows = [(text, *rng.sample(inside, 2), None) for text, inside in rng.sample(found, min(count, len(found)))]
    return [event_rows.encoded(r, vocabulary) for r in rows]


class Work:
    """What every process has: the data, and where things go."""
    def __init__(self, args):
        self.args, self.device, self.out = args, args.device, args.out
        self.vocabulary = examples_vocabulary(base_model())
        self.words, self.own, self.annotated = examples.Words(self.vocabulary), Own(self.vocabulary), Annotated(args.data, self.vocabulary)
        data = load(args.data, self.vocabulary, args.out)
        self.dev, self.reports = data['dev'], data['reports']
        self.docs = [e for corpus in data['train'] for e in corpus]
        self.fold = [n % args.folds for corpus in data['train'] for n in range(len(corpus))]
        if args.trial: self.docs, self.fold, self.reports, self.dev = self.docs[::40], self.fold[::40], self.reports[::40], [d[::20] for d in self.dev]
        self.state = torch.load(args.teacher) if args.teacher.is_file() else pretrained_teacher(args.teacher, self.vocabulary.words)

    def epochs(self, docs, seed, trust=examples.TRUST): return endless_epochs(docs, self.own, self.vocabulary, self.words, self.args.budget, seed, trust)

    def keep(self, name, value):
        """Whole or not at all, as others wait for it."""
        part = self.out / (name + '.part')
        torch.save(value, part)
        part.rename(self.out / name)

    def teach(self, k):
        """Teacher k: attribution and all, what it thinks of its fifth and of the reports, then events."""
        torch.manual_seed(k)
        known = [e for e, fold in zip(self.docs, self.fold) if fold != k]
        batches = ahead(self.epochs(known, 100 + k))
        net = Teacher()
        net.load_state_dict(self.state, strict=False)
        net = fit(net.to(self.device), batches, self.args.teach, self.args.teacher_rate, 5e-4, self.device, f'teacher {k}', LIGHT)
        asked = [n for n, fold in enumerate(self.fold) if fold == k]
        think(net, [self.docs[n] for n in asked] + self.reports, self.vocabulary, self.device)
        self.keep(f'soft-{k}.pickle', ({n: self.docs[n].soft for n in asked}, [e.soft for e in self.reports]))
        pairs = mined([self.docs[n] for n in asked] + self.reports, random.Random(k), self.vocabulary, 6000)
        for fold in [k, None] if k == 0 else [k]:
            learned, held = self.annotated.split(fold, self.args.folds)
            rows = [self.annotated.rows[n] for n in learned]
            coder = Teacher()
            coder.load_state_dict(net.state_dict())
            coder = teach_events(coder.to(self.device), ahead(prepared(rows, self.own.events, self.args.event_epochs, random.Random(k), self.vocabulary)),
                                 steps(rows, self.own.events, self.args.event_epochs), self.device, 3e-5, 3e-4, f'teacher {k} events')
            if held: print(f'teacher {k}: {100 * self.annotated.answers(coder, held, self.device)[1] / len(held):.1f} % of the events held out', flush=True)
            for part in (rows, self.own.events, pairs):
                for row, likely in zip(part, judged(coder, part, self.device)): row['soft'] = likely
            self.keep(f'events-{"all" if fold is None else fold}.pickle', ({n: self.annotated.rows[n]['soft'] for n in learned}, [r['soft'] for r in self.own.events], pairs))
            for row in self.own.events + self.annotated.rows: row['soft'] = None

    def trunk(self):
        """The first student: from MiniLM, by labels alone."""
        torch.manual_seed(1)
        batches = ahead(self.epochs(self.docs, 1))
        net = pretrained(base_model() / 'model.safetensors')
        average = fit(net.to(self.device), batches, self.args.teach, 2.5e-4, 1e-3, self.device, 'trunk', most=self.args.trunk_steps, flat=True)
        self.keep('trunk.pt', average.cpu().state_dict())

    def student(self, k):
        """Student k goes on from the weights given; student 0 from those of trunk(), which have seen no annotated event."""
        torch.manual_seed(1000 + k)
        trust, dropout = STUDENTS[k % len(STUDENTS)]
        first, rate = (self.out / 'trunk.pt', 2.5e-4) if k == 0 else (self.args.begin, self.args.rate)
        batches = ahead(*(self.epochs(self.docs + self.reports, 200 + k + 50 * maker, trust) for maker in range(2)))
        net = Network(dropout=dropout)
        net.load_state_dict(torch.load(first), strict=k == 0)     # the head of masked pieces is not in a model file, and not learned then
        average = fit(net.to(self.device), batches, self.args.learn, rate, 4 * rate, self.device, f'student {k}', () if k == 0 else ('masked',))
        self.keep(f'student-{k}.pt', {name: value.cpu() for name, value in average.state_dict().items()})

    def events(self, fold):
        """The event head on the mean of the students; fold None: with all rows, the other tasks kept in practice."""
        name = 'all' if fold is None else fold
        torch.manual_seed(7)
        soft, ours, pairs = torch.load(self.out / f'events-{name}.pickle', weights_only=False)
        learned, held = self.annotated.split(fold, self.args.folds)
        for n in learned: self.annotated.rows[n]['soft'] = soft[n]
        for row, likely in zip(self.own.events, ours): row['soft'] = likely
        rows, epochs = [self.annotated.rows[n] for n in learned], self.args.event_epochs
        practice = None if held else (part for b, _, _ in self.epochs(self.docs + self.reports, 300, 0.4) for part in (b, None))     # every second step
        batches = ahead(prepared(rows, self.own.events, epochs, random.Random(7), self.vocabulary, practice, pairs, 64))
        before = torch.load(self.out / ('student-0.pt' if held else 'before.pt'))
        net = Network(dropout=0.15)
        net.load_state_dict(before)
        net = teach_events(net.to(self.device), batches, steps(rows, self.own.events, epochs, pairs, 64), self.device, 1.5e-4, name=f'events {name}', without=('masked',))
        after = {key: value.cpu() for key, value in net.state_dict().items()}
        if fold is None:
            self.keep('after.pt', after)
            self.keep('events.pt', halfway(before, after))
        else:
            net.load_state_dict(halfway(before, after))
            lines, right = self.annotated.answers(net, held, self.device)
            (self.out / f'folds-{fold}.jsonl').write_text(lines, 'utf-8')
            print(f'fold {fold}: {100 * right / len(held):.1f} % of {len(held)}', flush=True)


STARTED = []


def start(task, *given):
    def run():
        torch.set_num_threads(1)
        task(*given)
    STARTED.append(multiprocessing.get_context('fork').Process(target=run))
    STARTED[-1].start()
    return STARTED[-1]


def until(done):
    """Waits; where a process fails, all end."""
    while not done():
        if any(p.exitcode for p in STARTED):
            for p in STARTED: p.kill()
            raise SystemExit('a process failed')
        time.sleep(0.2)


def wait(processes): until(lambda: all(p.exitcode == 0 for p in processes))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', type=pathlib.Path, required=True); ap.add_argument('--out', type=pathlib.Path, required=True)
    ap.add_argument('--teacher', type=pathlib.Path, required=True, help='folder of all-mpnet-base-v2, or a state of it'); ap.add_argument('--device', default='cuda')
    ap.add_argument('--begin', type=pathlib.Path, required=True, help='weights that the students begin with')
    ap.add_argument('--folds', type=int, default=5); ap.add_argument('--students', type=int, default=6); ap.add_argument('--budget', type=int, default=6144, help='pieces a batch')
    ap.add_argument('--teach', type=float, default=105, help='seconds'); ap.add_argument('--learn', type=float, default=135, help='seconds')
    ap.add_argument('--trunk-steps', type=int, default=1000); ap.add_argument('--event-epochs', type=int, default=7)
    ap.add_argument('--rate', type=float, default=1.8e-4); ap.add_argument('--teacher-rate', type=float, default=9e-5)
    ap.add_argument('--trial', action='store_true', help='on a little of everything')
    args = ap.parse_args()
    began = time.time()
    def say(what): print(f'[{time.time() - began:.0f} s] {what}', flush=True)
    work = Work(args)
    say(f'{len(work.docs)} documents, {len(work.reports)} reports without labels')
    teachers = [start(work.teach, k) for k in range(args.folds)]
    trunk = start(work.trunk)
    until(lambda: trunk.exitcode == 0 and all((args.out / f'soft-{k}.pickle').exists() for k in range(args.folds)))
    thought = [torch.load(args.out / f'soft-{k}.pickle', weights_only=False) for k in range(args.folds)]
    for own, _ in thought:
        for n, soft in own.items(): work.docs[n].soft = soft
    for e, *softs in zip(work.reports, *(others for _, others in thought)): e.soft = together(softs)
    say('teachers have spoken')
    wait([start(work.student, k) for k in range(args.students)] + teachers)
    work.keep('before.pt', mean([args.out / f'student-{k}.pt' for k in range(1, args.students)]))
    say('students are done')
    wait([start(work.events, k) for k in [None, *range(args.folds)]])
    (args.out / 'folds.jsonl').write_text(''.join((args.out / f'folds-{k}.jsonl').read_text('utf-8') for k in range(args.folds)), 'utf-8')
    say('done')


if __name__ == '__main__': main()
