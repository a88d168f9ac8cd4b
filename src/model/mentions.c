#include "model/mentions.h"

#include <math.h>

enum { TYPES = RO_MENTION_TYPES, ROOM = 8 /* spans above 0 for each piece; a trained model finds one for two pieces */ };

struct ro_mentions {
    const ro_model *model;
    float *types;            /* [window, 2, TYPES]: of the span that begins here, of the one that ends here */
    ro_found_mention *items; /* [ROOM × window] */
};

ro_mentions *ro_mentions_new(const ro_model *model, ro_error *error) {
    ro_mentions *m = calloc(1, sizeof *m);
    if (m) {
        m->model = model;
        m->types = malloc((size_t)model->shape.window * 2 * TYPES * sizeof *m->types);
        m->items = malloc((size_t)model->shape.window * ROOM * sizeof *m->items);
        if (m->types && m->items) return m;
    }
    ro_mentions_free(m);
    ro_fail_memory(error);
    return NULL;
}

void ro_mentions_free(ro_mentions *m) {
    if (!m) return;
    free(m->types);
    free(m->items);
    free(m);
}

/* ---- scores */

static float both_ends(const ro_mentions *m, const ro_view *v, size_t first, size_t last) {
    const ro_heads *h = &m->model->heads;
    float product = m->model->kernels->dot(ro_part_of(v, first, RO_PART_FIRST), ro_part_of(v, last, RO_PART_LAST), h->span);
    return product / sqrtf((float)h->span) + h->width[last - first];
}

void ro_mentions_scores(const ro_mentions *m, const ro_view *view, size_t first, size_t last, float scores[TYPES]) {
    const float *begin = m->types + first * 2 * TYPES, *end = m->types + (last * 2 + 1) * TYPES;
    float both = both_ends(m, view, first, last);
    for (size_t t = 0; t < TYPES; t++) scores[t] = both + begin[t] + end[t];
}

static void score_types(ro_mentions *m, const ro_view *v) {
    const ro_heads *h = &m->model->heads;
    for (size_t i = 0; i < v->count; i++) {
        const float *state = v->states + i * m->model->shape.hidden;
        float *types = m->types + i * 2 * TYPES;
        m->model->kernels->linear(h->first_type.weight, h->first_type.bias, state, TYPES, m->model->shape.hidden, types);
        m->model->kernels->linear(h->last_type.weight, h->last_type.bias, state, TYPES, m->model->shape.hidden, types + TYPES);
    }
}

/* ---- spans */

/* Whether a word ends with this piece: a surface word, or one that an apostrophe parts from the rest ("he" of "he's"). */
static bool ends_word(const ro_view *v, size_t i) {
    return i + 1 == v->count || v->marks[i + 1].token || ro_piece_listed(&v->model->heads.behind, v->pieces[i + 1].id);
}

/* All spans with a score above 0, with their best type, as far as there is room. */
static size_t collect(ro_mentions *m, const ro_view *v) {
    const size_t room = (size_t)m->model->shape.window * ROOM, width = m->model->heads.mention_width;
    size_t n = 0;
    for (size_t i = 0; i < v->count; i++) {
        if (!v->marks[i].token) continue;
        for (size_t j = i; j < v->count && j - i < width && (j == i || !v->marks[j].sentence); j++) {
            float scores[TYPES];
            uint8_t best = 0;
            if (!ends_word(v, j)) continue;
            ro_mentions_scores(m, v, i, j, scores);
            for (uint8_t t = 1; t < TYPES; t++)
                if (scores[t] > scores[best]) best = t;
            if (scores[best] > 0 && n < room) m->items[n++] = (ro_found_mention){(uint32_t)i, (uint32_t)j, best, scores[best]};
        }
    }
    return n;
}

static int by_place(const void *a, const void *b) {
    const ro_found_mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

static int by_score(const void *a, const void *b) {
    const ro_found_mention *x = a, *y = b;
    if (x->score > y->score || x->score < y->score) return x->score > y->score ? -1 : 1;
    return by_place(a, b);
}

static bool cross(const ro_found_mention *a, const ro_found_mention *b) {
    if (a->first > b->first) return cross(b, a);
    return b->first > a->first && b->first <= a->last && a->last < b->last;
}

/* Of two spans that cross, the one with the higher score stays. */
static size_t drop_crossing(ro_found_mention *items, size_t count) {
    size_t kept = 0; /* of spans that do not cross there are fewer than two for each piece */
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < kept && !cross(&items[k], &items[i])) k++;
        if (k == kept) items[kept++] = items[i];
    }
    return kept;
}

size_t ro_mentions_find(ro_mentions *m, const ro_view *view, const ro_found_mention **found) {
    score_types(m, view);
    size_t count = collect(m, view);
    qsort(m->items, count, sizeof *m->items, by_score);
    count = drop_crossing(m->items, count);
    qsort(m->items, count, sizeof *m->items, by_place);
    *found = m->items;
    return count;
}
