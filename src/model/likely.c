#include "model/likely.h"

#include <math.h>

/* All in shares, not logarithms: every piece's sums are divided by their total, so that none runs out of range. */
typedef struct chain {
    size_t count;
    uint32_t labels;
    double move[RO_LABELS_MAX * RO_LABELS_MAX]; /* exp of the transitions */
    double *given;                              /* [count, labels] what a piece's own scores say, over its total */
    double *before;                             /* [count, labels] share of the paths up to here that end in a label */
    double *behind;                             /* [count, labels] how much likelier a label here makes all that follows */
} chain;

bool ro_likely_new(ro_likely *l, size_t window) {
    size_t room = RO_RUNS_A_PIECE * window;
    *l = (ro_likely){.room = room};
    l->sums = malloc(window * RO_LIKELY_SUMS * sizeof *l->sums);
    l->runs = malloc(room * sizeof *l->runs);
    l->order = malloc(room * sizeof *l->order);
    l->taken = malloc(room * sizeof *l->taken);
    return l->sums && l->runs && l->order && l->taken;
}

void ro_likely_free(ro_likely *l) {
    free(l->taken);
    free(l->order);
    free(l->runs);
    free(l->sums);
    *l = (ro_likely){0};
}

/* ---- sums */

/* Labels in BIO order: 0 is O, odd ones begin a type, even ones go on with the type that the label before them begins. */
static bool follows(uint32_t from, uint32_t to) { return !to || to % 2 || from == to || from == to - 1; }

static void read_moves(chain *c, const float *transition) {
    uint32_t n = c->labels;
    for (uint32_t f = 0; f < n; f++)
        for (uint32_t t = 0; t < n; t++)
            c->move[f * n + t] = !follows(f, t) ? 0 : transition ? exp((double)transition[f * n + t]) : 1;
}

static void read_scores(chain *c, const float *scores, size_t stride) {
    for (size_t i = 0; i < c->count; i++) {
        const float *row = scores + i * stride;
        float top = row[0];
        for (uint32_t t = 1; t < c->labels; t++) top = row[t] > top ? row[t] : top;
        for (uint32_t t = 0; t < c->labels; t++) c->given[i * c->labels + t] = exp((double)(row[t] - top));
    }
}

/* Forward sums; `given` becomes relative to each piece's total. */
static void forward(chain *c, const float *begin) {
    uint32_t n = c->labels;
    for (size_t i = 0; i < c->count; i++) {
        double *own = c->before + i * n, *given = c->given + i * n, total = 0;
        for (uint32_t t = 0; t < n; t++) {
            double reached = i || !follows(0, t) ? 0 : begin ? exp((double)begin[t]) : 1;
            for (uint32_t f = 0; i && f < n; f++) reached += (own - n)[f] * c->move[f * n + t];
            own[t] = reached * given[t];
            total += own[t];
        }
        if (!(total > 0)) total = 1; /* scores without a path */
        for (uint32_t t = 0; t < n; t++) own[t] /= total, given[t] /= total;
    }
}

static void backward(chain *c) {
    uint32_t n = c->labels;
    for (size_t i = c->count; i-- > 0;) {
        double *own = c->behind + i * n;
        for (uint32_t f = 0; f < n; f++) {
            own[f] = i + 1 == c->count;
            for (uint32_t t = 0; i + 1 < c->count && t < n; t++)
                own[f] += c->move[f * n + t] * (c->given + i * n + n)[t] * (own + n)[t];
        }
    }
}

/* What follows a span that ends at piece i with a label: anything but its going on. */
static double ends(const chain *c, size_t i, uint32_t label, uint32_t inside) {
    uint32_t n = c->labels;
    if (i + 1 == c->count) return 1;
    double out = 0;
    for (uint32_t t = 0; t < n; t++)
        if (t != inside) out += c->move[label * n + t] * (c->given + (i + 1) * n)[t] * (c->behind + (i + 1) * n)[t];
    return out;
}

/* ---- spans */

static void add_from(ro_likely *l, const chain *c, size_t from, uint32_t type, double least) {
    uint32_t labels = c->labels, label = 2 * type + 1, inside = label + 1;
    double paths = c->before[from * labels + label];
    for (size_t i = from; i < c->count && l->count < l->room; label = inside) {
        if (paths * c->behind[i * labels + label] < least) break; /* longer ones are less likely still */
        double likely = paths * ends(c, i, label, inside);
        if (likely >= least) l->runs[l->count++] = (ro_run){(uint32_t)from, (uint32_t)i + 1, type, (float)likely};
        if (++i < c->count) paths *= c->move[label * labels + inside] * c->given[i * labels + inside];
    }
}

static void sort(ro_likely *l) {
    for (size_t i = 0; i < l->count; i++) {
        size_t k = i;
        for (; k && l->runs[l->order[k - 1]].confidence < l->runs[i].confidence; k--) l->order[k] = l->order[k - 1];
        l->order[k] = (uint32_t)i;
    }
}

void ro_likely_find(ro_likely *l, const float *scores, size_t stride, size_t count, uint32_t labels, const float *transition,
                    const float *begin, float least) {
    size_t size = count * labels;
    chain c = {.count = count, .labels = labels, .given = l->sums, .before = l->sums + size, .behind = l->sums + 2 * size};
    l->count = 0;
    read_moves(&c, transition);
    read_scores(&c, scores, stride);
    forward(&c, begin);
    backward(&c);
    for (size_t i = 0; i < count; i++)
        for (uint32_t type = 0; 2 * type + 1 < labels; type++) add_from(l, &c, i, type, (double)least);
    sort(l);
    memset(l->taken, 0, l->room * sizeof *l->taken);
}

bool ro_likely_has_room(const ro_likely *l, ro_run run) {
    for (size_t i = 0; i < l->count; i++)
        if (l->taken[i] && l->runs[i].from < run.to && run.from < l->runs[i].to) return false;
    return true;
}

void ro_likely_choose(ro_likely *l, const float *least) {
    for (size_t k = 0; k < l->count; k++) {
        ro_run run = l->runs[l->order[k]];
        l->taken[l->order[k]] = run.confidence >= least[run.type] && ro_likely_has_room(l, run);
    }
}
