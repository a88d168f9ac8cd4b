#include "model/attribution.h"

#include "model/likely.h"

#include <math.h>

enum { SOURCE, CUE, CONTENT, ROLES }; /* types of the attribution tagger's runs */

/* A span counts if it is likelier than this as a whole, chosen on PolNeAR dev; a cue for which no content does has the likeliest
 * that links to it, as nothing is said without content. */
static const float least_likely[ROLES] = {0.37f, 0.45f, 0.42f}, least_of_all = 0.1f;

struct ro_attributor {
    const ro_model *model;
    ro_likely likely;
    ro_run *runs;  /* [window] those that count, in order */
    float *keys;   /* [window, link] */
    float *query;  /* [link] */
    float *totals; /* [window] */
};

ro_attributor *ro_attributor_new(const ro_model *model, ro_error *error) {
    size_t window = model->shape.window, link = model->shape.link;
    ro_attributor *a = calloc(1, sizeof *a);
    if (!a) {
        ro_fail_memory(error);
        return NULL;
    }
    a->model = model;
    a->runs = malloc(window * sizeof *a->runs);
    a->keys = malloc(window * link * sizeof *a->keys);
    a->query = malloc(link * sizeof *a->query);
    a->totals = malloc(window * sizeof *a->totals);
    if (ro_likely_new(&a->likely, window) && a->runs && a->keys && a->query && a->totals) return a;
    ro_fail_memory(error);
    ro_attributor_free(a);
    return NULL;
}

void ro_attributor_free(ro_attributor *a) {
    if (!a) return;
    free(a->totals);
    free(a->query);
    free(a->keys);
    free(a->runs);
    ro_likely_free(&a->likely);
    free(a);
}

static ro_span bytes_of(const ro_view *view, ro_run run) {
    return (ro_span){view->pieces[run.from].span.start, view->pieces[run.to - 1].span.end};
}

/* Copies the runs that are taken, in order; returns how many. */
static size_t copy_taken(ro_attributor *a) {
    size_t n = 0;
    for (size_t i = 0; i < a->likely.count; i++)
        if (a->likely.taken[i]) a->runs[n++] = a->likely.runs[i];
    return n;
}

/* ---- links */

static float link_score(const ro_attributor *a, const float *key) {
    return a->model->kernels->dot(a->query, key, a->model->shape.link) / sqrtf((float)a->model->shape.link);
}

static void vector(const ro_attributor *a, const float *weight, const float *bias, const float *states, uint32_t row,
                   float *out) {
    uint32_t h = a->model->shape.hidden;
    a->model->kernels->linear(weight, bias, states + (size_t)row * h, a->model->shape.link, h, out);
}

/* Keys of the first piece of every run of a type, one behind the other; returns how many. */
static size_t keys_of(ro_attributor *a, const ro_link *link, const float *states, size_t n, uint32_t type) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (a->runs[i].type == type)
            vector(a, link->key_weight, link->key_bias, states, a->runs[i].from, a->keys + k++ * a->model->shape.link);
    return k;
}

/* The n-th run of a type. */
static size_t nth(const ro_attributor *a, uint32_t type, size_t n) {
    for (size_t i = 0;; i++)
        if (a->runs[i].type == type && !n--) return i;
}

/* Each cue's source: the run whose first piece the cue's first piece links to, or none. */
static void link_sources(ro_attributor *a, const ro_view *view, size_t n, ro_attribution *out) {
    const ro_link *link = &a->model->link[RO_LINK_SOURCE];
    size_t sources = keys_of(a, link, view->states, n, SOURCE);
    for (size_t i = 0, c = 0; i < n; i++) {
        if (a->runs[i].type != CUE) continue;
        vector(a, link->query_weight, link->query_bias, view->states, a->runs[i].from, a->query);
        float top = link->none;
        size_t best = sources;
        for (size_t k = 0; k < sources; k++) {
            float s = link_score(a, a->keys + k * a->model->shape.link);
            if (s > top) top = s, best = k;
        }
        if (best < sources) out[c].source = bytes_of(view, a->runs[nth(a, SOURCE, best)]);
        c++;
    }
}

/* Whether a paragraph ends between two pieces of a window. */
static bool parted(const ro_view *view, uint32_t a, uint32_t b) {
    for (size_t i = (a < b ? a : b) + 1; i <= (a < b ? b : a); i++) {
        uint8_t gap = ro_piece_gap(&view->pieces[i]);
        if (gap == RO_GAP_PARAGRAPH || (gap == RO_GAP_LINE && view->marks[i].sentence)) return true;
    }
    return false;
}

/* Each content's cue: the one that its pieces together link to most, of those in its own paragraph if there are any. Returns the
 * cue's number. The keys are the cues'. */
static size_t cue_of(ro_attributor *a, const ro_view *view, size_t n, ro_run content, size_t cues) {
    const ro_link *link = &a->model->link[RO_LINK_CUE];
    size_t best = 0;
    bool best_near = false;
    memset(a->totals, 0, cues * sizeof *a->totals);
    for (uint32_t p = content.from; p < content.to && cues > 1; p++) {
        vector(a, link->query_weight, link->query_bias, view->states, p, a->query);
        for (size_t k = 0; k < cues; k++) a->totals[k] += link_score(a, a->keys + k * a->model->shape.link);
    }
    for (size_t i = 0, k = 0; i < n; i++) {
        if (a->runs[i].type != CUE) continue;
        bool near = !parted(view, a->runs[i].from, content.from);
        if (!k || (near && !best_near) || (near == best_near && a->totals[k] > a->totals[best])) {
            best = k;
            best_near = near;
        }
        k++;
    }
    return best;
}

static bool add_content(const ro_view *view, ro_attribution *to, ro_run run) {
    ro_span *more = ro_arena_array(view->arena, to->n_content + 1, sizeof *more);
    if (!more) return false;
    if (to->n_content) memcpy(more, to->content, to->n_content * sizeof *more);
    more[to->n_content++] = bytes_of(view, run);
    to->content = more;
    if (run.confidence < to->confidence) to->confidence = run.confidence;
    return true;
}

static bool link_contents(ro_attributor *a, const ro_view *view, size_t n, ro_attribution *out, size_t cues) {
    for (size_t i = 0; i < n; i++)
        if (a->runs[i].type == CONTENT && !add_content(view, &out[cue_of(a, view, n, a->runs[i], cues)], a->runs[i]))
            return false;
    return true;
}

/* Cues that are left without content have what links to them of the runs that did not count. */
static bool fill(ro_attributor *a, const ro_view *view, size_t n, ro_attribution *out, size_t cues) {
    ro_likely *l = &a->likely;
    size_t empty = 0;
    for (size_t k = 0; k < cues; k++) empty += !out[k].n_content;
    for (size_t k = 0; k < l->count && empty; k++) {
        ro_run run = l->runs[l->order[k]];
        if (run.type != CONTENT || !ro_likely_has_room(l, run)) continue;
        ro_attribution *to = &out[cue_of(a, view, n, run, cues)];
        if (to->n_content) continue;
        if (!add_content(view, to, run)) return false;
        l->taken[l->order[k]] = true;
        empty--;
    }
    return true;
}

bool ro_attributor_add(ro_attributor *a, const ro_view *view, const float *scores) {
    const ro_model *m = a->model;
    ro_likely_find(&a->likely, scores, m->scores, view->count, m->tagger[RO_TAGGER_ATTRIBUTION].labels, m->transition[0],
                   m->begin, least_of_all);
    ro_likely_choose(&a->likely, least_likely);
    size_t n = copy_taken(a), first = view->layers->attributions.count;
    for (size_t i = 0; i < n; i++) {
        ro_attribution one = {.cue = bytes_of(view, a->runs[i]), .confidence = a->runs[i].confidence};
        if (a->runs[i].type == CUE && !ro_list_add(view->arena, &view->layers->attributions, one)) return false;
    }
    size_t cues = view->layers->attributions.count - first;
    if (!cues) return true;
    ro_attribution *out = view->layers->attributions.items + first;
    link_sources(a, view, n, out);
    keys_of(a, &m->link[RO_LINK_CUE], view->states, n, CUE);
    return link_contents(a, view, n, out, cues) && fill(a, view, n, out, cues);
}
