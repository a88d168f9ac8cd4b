#include "model/analyse.h"

#include "model/decode.h"
#include "model/names.h"

#include <math.h>

enum { SOURCE, CUE, CONTENT }; /* types of runs of the attribution tagger */

struct ro_analyser {
    const ro_model *model;
    ro_encoder *encoder;
    size_t room;        /* rows of a group of windows */
    ro_window *windows; /* of the group at hand */
    float *scores;      /* [window, scores] of one window's pieces */
    uint8_t *path, *scratch;
    ro_run *runs;
    float *keys;   /* [window, link] */
    float *query;  /* [link] */
    float *totals; /* [window] */
};

/* What is kept of every piece until the sentences and words of the whole document are put together. */
typedef struct mark {
    uint8_t sentence, token, upos;
} mark;

typedef struct job {
    ro_analyser *a;
    const char *text;
    const ro_pieces *pieces;
    mark *marks;
    ro_arena *arena;
    ro_layers *layers;
} job;

ro_analyser *ro_analyser_new(const ro_model *model, ro_error *error) {
    const ro_shape *s = &model->shape;
    ro_analyser *a = calloc(1, sizeof *a);
    if (!a) {
        ro_fail_memory(error);
        return NULL;
    }
    *a = (ro_analyser){.model = model, .room = s->window > 4 * RO_TILE ? s->window : 4 * RO_TILE};
    a->windows = malloc(a->room * sizeof *a->windows);
    a->scores = malloc((size_t)s->window * model->scores * sizeof *a->scores);
    a->path = malloc(s->window);
    a->scratch = malloc((size_t)s->window * RO_LABELS_MAX);
    a->runs = malloc(s->window * sizeof *a->runs);
    a->keys = malloc((size_t)s->window * s->link * sizeof *a->keys);
    a->query = malloc(s->link * sizeof *a->query);
    a->totals = malloc(s->window * sizeof *a->totals);
    if (!a->windows || !a->scores || !a->path || !a->scratch || !a->runs || !a->keys || !a->query || !a->totals)
        ro_fail_memory(error);
    else
        a->encoder = ro_encoder_new(model, a->room, error);
    if (a->encoder) return a;
    ro_analyser_free(a);
    return NULL;
}

void ro_analyser_free(ro_analyser *a) {
    if (!a) return;
    ro_encoder_free(a->encoder);
    free(a->totals);
    free(a->query);
    free(a->keys);
    free(a->runs);
    free(a->scratch);
    free(a->path);
    free(a->scores);
    free(a->windows);
    free(a);
}

ro_window ro_window_from(const ro_pieces *pieces, size_t at, uint32_t window) {
    size_t room = window - 2, end = pieces->count - at < room ? pieces->count : at + room;
    if (end == pieces->count) return (ro_window){at, end};
    for (uint8_t least = RO_GAP_PARAGRAPH; least >= RO_GAP_SPACE; least--)
        for (size_t i = end; i > at; i--)
            if (ro_piece_gap(&pieces->items[i]) >= least) {
                if (least == RO_GAP_SPACE || i > at + room / 4) return (ro_window){at, i};
                break;
            }
    return (ro_window){at, end};
}

/* ---- one window: scores of all taggers, then each head's findings */

static void score(ro_analyser *a, const float *states, size_t count) {
    const ro_model *m = a->model;
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < RO_TAGGERS; t++)
            m->kernels->linear(m->tagger[t].weight, m->tagger[t].bias, states + i * m->shape.hidden, m->tagger[t].labels,
                               m->shape.hidden, a->scores + i * m->scores + m->tagger[t].at);
}

static size_t runs_of(ro_analyser *a, ro_tagger_name name, size_t count, const float *transition, const float *begin) {
    const ro_tagger *t = &a->model->tagger[name];
    const float *scores = a->scores + t->at;
    ro_viterbi(scores, a->model->scores, count, t->labels, transition, begin, a->scratch, a->path);
    return ro_runs(a->path, scores, a->model->scores, count, t->labels, a->runs);
}

static void mark_pieces(job *j, ro_window w) {
    const ro_model *m = j->a->model;
    const ro_tagger *boundary = &m->tagger[RO_TAGGER_BOUNDARY], *upos = &m->tagger[RO_TAGGER_UPOS];
    for (size_t i = w.from; i < w.to; i++) {
        const float *row = j->a->scores + (i - w.from) * m->scores;
        uint8_t best = 0;
        for (uint32_t t = 1; t < upos->labels; t++)
            if (row[upos->at + t] > row[upos->at + best]) best = (uint8_t)t;
        uint8_t gap = ro_piece_gap(&j->pieces->items[i]);
        bool sentence = gap == RO_GAP_PARAGRAPH || (gap != RO_GAP_NONE && row[boundary->at] > 0) ||
                        (gap == RO_GAP_NONE && row[boundary->at] > 2);
        j->marks[i] = (mark){sentence, sentence || gap != RO_GAP_NONE || row[boundary->at + 1] > 0, best};
    }
}

static ro_span bytes_of(const job *j, ro_window w, ro_run run) {
    return (ro_span){j->pieces->items[w.from + run.from].span.start, j->pieces->items[w.from + run.to - 1].span.end};
}

static bool add_entities(job *j, ro_window w) {
    size_t n = runs_of(j->a, RO_TAGGER_ENTITY, w.to - w.from, NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        ro_run run = j->a->runs[i];
        ro_entity entity = {ro_bare_name(j->text, bytes_of(j, w, run), (ro_entity_label)run.type), (ro_entity_label)run.type,
                            run.confidence};
        if (!ro_span_empty(entity.span) && !ro_list_add(j->arena, &j->layers->entities, entity)) return false;
    }
    return true;
}

/* ---- attributions: runs of source, cue and content, put together by the links */

static float link_score(ro_analyser *a, const float *key) {
    return a->model->kernels->dot(a->query, key, a->model->shape.link) / sqrtf((float)a->model->shape.link);
}

static void vector(ro_analyser *a, const float *weight, const float *bias, const float *states, uint32_t row, float *out) {
    uint32_t h = a->model->shape.hidden;
    a->model->kernels->linear(weight, bias, states + (size_t)row * h, a->model->shape.link, h, out);
}

/* Keys of the first piece of every run of a type, one behind the other; returns how many. */
static size_t keys_of(ro_analyser *a, const ro_link *link, const float *states, size_t n, uint32_t type) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (a->runs[i].type == type)
            vector(a, link->key_weight, link->key_bias, states, a->runs[i].from, a->keys + k++ * a->model->shape.link);
    return k;
}

/* The n-th run of a type. */
static size_t nth(const ro_analyser *a, uint32_t type, size_t n) {
    for (size_t i = 0;; i++)
        if (a->runs[i].type == type && !n--) return i;
}

/* Each cue's source: the run whose first piece the cue's first piece links to, or none. */
static void link_sources(ro_analyser *a, const float *states, size_t n, ro_attribution *out, const job *j, ro_window w) {
    const ro_link *link = &a->model->link[RO_LINK_SOURCE];
    size_t sources = keys_of(a, link, states, n, SOURCE);
    for (size_t i = 0, c = 0; i < n; i++) {
        if (a->runs[i].type != CUE) continue;
        vector(a, link->query_weight, link->query_bias, states, a->runs[i].from, a->query);
        float top = link->none;
        size_t best = sources;
        for (size_t k = 0; k < sources; k++) {
            float s = link_score(a, a->keys + k * a->model->shape.link);
            if (s > top) top = s, best = k;
        }
        if (best < sources) out[c].source = bytes_of(j, w, a->runs[nth(a, SOURCE, best)]);
        c++;
    }
}

/* Whether a paragraph ends between two pieces of a window. */
static bool parted(const job *j, ro_window w, uint32_t a, uint32_t b) {
    for (size_t i = w.from + (a < b ? a : b) + 1; i <= w.from + (a < b ? b : a); i++) {
        uint8_t gap = ro_piece_gap(&j->pieces->items[i]);
        if (gap == RO_GAP_PARAGRAPH || (gap == RO_GAP_LINE && j->marks[i].sentence)) return true;
    }
    return false;
}

/* Each content's cue: the one that its pieces together link to most, of those in its own paragraph if there are any. Returns the
 * cue's number. */
static size_t cue_of(const job *j, const float *states, size_t n, ro_run content, size_t cues, ro_window w) {
    ro_analyser *a = j->a;
    const ro_link *link = &a->model->link[RO_LINK_CUE];
    size_t best = 0;
    bool best_near = false;
    memset(a->totals, 0, cues * sizeof *a->totals);
    for (uint32_t p = content.from; p < content.to && cues > 1; p++) {
        vector(a, link->query_weight, link->query_bias, states, p, a->query);
        for (size_t k = 0; k < cues; k++) a->totals[k] += link_score(a, a->keys + k * a->model->shape.link);
    }
    for (size_t i = 0, k = 0; i < n; i++) {
        if (a->runs[i].type != CUE) continue;
        bool near = !parted(j, w, a->runs[i].from, content.from);
        if (!k || (near && !best_near) || (near == best_near && a->totals[k] > a->totals[best])) {
            best = k;
            best_near = near;
        }
        k++;
    }
    return best;
}

static bool link_contents(job *j, const float *states, size_t n, ro_attribution *out, size_t cues, ro_window w) {
    ro_analyser *a = j->a;
    keys_of(a, &a->model->link[RO_LINK_CUE], states, n, CUE);
    for (size_t i = 0; i < n; i++) {
        if (a->runs[i].type != CONTENT) continue;
        ro_attribution *to = &out[cue_of(j, states, n, a->runs[i], cues, w)];
        ro_span *more = ro_arena_array(j->arena, to->n_content + 1, sizeof *more);
        if (!more) return false;
        if (to->n_content) memcpy(more, to->content, to->n_content * sizeof *more);
        more[to->n_content++] = bytes_of(j, w, a->runs[i]);
        to->content = more;
        if (a->runs[i].confidence < to->confidence) to->confidence = a->runs[i].confidence;
    }
    return true;
}

static bool add_attributions(job *j, ro_window w, const float *states) {
    ro_analyser *a = j->a;
    const ro_model *m = a->model;
    size_t n = runs_of(a, RO_TAGGER_ATTRIBUTION, w.to - w.from, m->transition[0], m->begin),
           first = j->layers->attributions.count;
    for (size_t i = 0; i < n; i++)
        if (a->runs[i].type == CUE &&
            !ro_list_add(j->arena, &j->layers->attributions,
                         (ro_attribution){.cue = bytes_of(j, w, a->runs[i]), .confidence = a->runs[i].confidence}))
            return false;
    size_t cues = j->layers->attributions.count - first;
    if (!cues) return true;
    ro_attribution *out = j->layers->attributions.items + first;
    link_sources(a, states, n, out, j, w);
    return link_contents(j, states, n, out, cues, w);
}

/* ---- the document */

static bool put_together(job *j) {
    const ro_piece *p = j->pieces->items;
    ro_layers *l = j->layers;
    for (size_t i = 0; i < j->pieces->count; i++) {
        if (!i || j->marks[i].sentence) {
            if (!ro_list_add(j->arena, &l->sentences, p[i].span)) return false;
        }
        if (!i || j->marks[i].token) {
            ro_token token = {p[i].span, (uint32_t)l->sentences.count - 1, (ro_upos)j->marks[i].upos};
            if (!ro_list_add(j->arena, &l->tokens, token)) return false;
        }
        l->sentences.items[l->sentences.count - 1].end = p[i].span.end;
        l->tokens.items[l->tokens.count - 1].span.end = p[i].span.end;
    }
    return true;
}

static bool run_group(job *j, size_t count, ro_error *error) {
    ro_analyser *a = j->a;
    size_t h = a->model->shape.hidden;
    const float *states = ro_encoder_run(a->encoder, j->pieces->items, a->windows, count, error);
    if (!states) return false;
    for (size_t k = 0; k < count; k++) {
        ro_window w = a->windows[k];
        const float *own = states + h; /* behind the mark at the beginning */
        score(a, own, w.to - w.from);
        mark_pieces(j, w);
        if (!add_entities(j, w) || !add_attributions(j, w, own)) return ro_fail_memory(error);
        states += ro_window_rows(w) * h;
    }
    return true;
}

bool ro_analyse(ro_analyser *a, const ro_text *text, ro_arena *arena, ro_layers *layers, ro_error *error) {
    ro_pieces pieces = {0};
    *layers = (ro_layers){0};
    if (!ro_pieces_cut(a->model->vocabulary, text, arena, &pieces)) return ro_fail_memory(error);
    job j = {a, text->bytes, &pieces, ro_arena_array(arena, pieces.count, sizeof(mark)), arena, layers};
    if (!j.marks) return ro_fail_memory(error);
    for (size_t at = 0; at < pieces.count;) {
        size_t count = 0, rows = 0;
        while (at < pieces.count) {
            ro_window w = ro_window_from(&pieces, at, a->model->shape.window);
            if (rows + ro_window_rows(w) > a->room) break;
            rows += ro_window_rows(w);
            a->windows[count++] = w;
            at = w.to;
        }
        if (!run_group(&j, count, error)) return false;
    }
    return put_together(&j) || ro_fail_memory(error);
}
