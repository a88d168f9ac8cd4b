#include "model/analyse.h"

#include "model/attribution.h"
#include "model/boundaries.h"
#include "model/coreference.h"
#include "model/likely.h"
#include "model/names.h"
#include "model/parser.h"
#include "model/view.h"

struct ro_analyser {
    const ro_model *model;
    ro_encoder *encoder;
    size_t room;        /* rows of a group of windows */
    ro_window *windows; /* of the group at hand */
    float *scores;      /* [window, scores] of one window's pieces */
    ro_likely names;
    ro_products *products;
    float *projected; /* [window, heads.projected] */
    ro_attributor *attributor;
    ro_parser *parser;
    ro_mentions *mentions;
    ro_coreference *coreference;
};

typedef struct job {
    ro_analyser *a;
    const char *text;
    const ro_pieces *pieces;
    ro_window story;       /* those of the story, or of all where nothing stands aside */
    const ro_given *given; /* or NULL */
    ro_mark *marks;        /* of every piece */
    ro_arena *arena;
    ro_layers *layers;
} job;

static uint32_t most(uint32_t a, uint32_t b) { return a > b ? a : b; }

/* Of the heads' products. */
static uint32_t widest_in(const ro_model *m) { return most(2 * m->shape.hidden, most(m->heads.arc, m->heads.mention)); }
static uint32_t widest_out(const ro_model *m) {
    return most(m->heads.projected, most(2 * m->shape.link, most(m->heads.arc, m->heads.mention)));
}

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
    a->projected = malloc((size_t)s->window * model->heads.projected * sizeof *a->projected);
    if (!ro_likely_new(&a->names, s->window) || !a->windows || !a->scores || !a->projected)
        ro_fail_memory(error);
    else if ((a->products = ro_products_new(model->arithmetic, model->kernels, widest_in(model), widest_out(model), error)))
        a->encoder = ro_encoder_new(model, a->room, error);
    if (a->encoder && (a->attributor = ro_attributor_new(model, error)) && (a->parser = ro_parser_new(model, error)) &&
        (a->mentions = ro_mentions_new(model, error)) && (a->coreference = ro_coreference_new(model, error)))
        return a;
    ro_analyser_free(a);
    return NULL;
}

void ro_analyser_free(ro_analyser *a) {
    if (!a) return;
    ro_encoder_free(a->encoder);
    ro_products_free(a->products);
    ro_coreference_free(a->coreference);
    ro_mentions_free(a->mentions);
    ro_parser_free(a->parser);
    ro_attributor_free(a->attributor);
    free(a->projected);
    ro_likely_free(&a->names);
    free(a->scores);
    free(a->windows);
    free(a);
}

ro_encoder *ro_analyser_encoder(ro_analyser *a) { return a->encoder; }

/* ---- windows */

static bool is_one_of(const char *text, ro_span last, const char *const *marks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(marks[i]);
        if (last.end - last.start >= n && !memcmp(text + last.end - n, marks[i], n)) return true;
    }
    return false;
}

/* Whether a piece that follows a space looks like a sentence's first: a mark that ends sentences before it, no small letter. */
static bool new_sentence(const char *text, const ro_piece *p, size_t i) {
    static const char *const final[] = {".", "!", "?", "…"}, *const closing[] = {"\"", "”", "’", "'", ")", "]"};
    ro_span last = p[i - 1].span;
    if (i > 1 && is_one_of(text, last, closing, 6)) last = p[i - 2].span;
    return p[i].feature / 4 != RO_CASE_LOWER && is_one_of(text, last, final, 4);
}

/* Places to cut, the best first. marks: where sentences and words are known to begin, or NULL. */
static bool cut_fits(const char *text, const ro_piece *p, const ro_mark *marks, size_t i, int level) {
    uint8_t gap = ro_piece_gap(&p[i]);
    if (marks) return level < 3 ? marks[i].sentence && (level > 1 || gap >= RO_GAP_PARAGRAPH - level) : marks[i].token;
    switch (level) {
    case 0: return gap == RO_GAP_PARAGRAPH;
    case 1: return gap >= RO_GAP_LINE;
    case 2: return gap && new_sentence(text, p, i);
    default: return gap != RO_GAP_NONE;
    }
}

/* Up to piece `last`. */
static ro_window window_from(const char *text, const ro_pieces *pieces, const ro_mark *marks, size_t at, size_t last,
                             uint32_t window) {
    size_t room = window - 2, end = last - at < room ? last : at + room;
    if (end == last) return (ro_window){at, end};
    for (int level = 0; level < 4; level++)
        for (size_t i = end; i > at; i--)
            if (cut_fits(text, pieces->items, marks, i, level)) {
                if (level == 3 || i > at + room / 4 || (marks && level == 2)) return (ro_window){at, i};
                break;
            }
    return (ro_window){at, end};
}

ro_window ro_window_from(const char *text, const ro_pieces *pieces, size_t at, uint32_t window) {
    return window_from(text, pieces, NULL, at, pieces->count, window);
}

/* ---- one window: scores of all taggers, then each head's findings */

static void score(ro_analyser *a, const float *states, size_t count) {
    const ro_model *m = a->model;
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < RO_TAGGERS; t++)
            m->kernels->linear(m->tagger[t].weight, m->tagger[t].bias, states + i * m->shape.hidden, m->tagger[t].labels,
                               m->shape.hidden, a->scores + i * m->scores + m->tagger[t].at);
}

/* Boundaries that are given are marked already. */
static void mark_pieces(job *j, ro_window w) {
    const ro_model *m = j->a->model;
    const ro_tagger *upos = &m->tagger[RO_TAGGER_UPOS];
    ro_mark *marks = j->marks + w.from;
    if (!j->given)
        ro_boundaries_mark(j->text, j->pieces->items + w.from, w.to - w.from, j->a->scores + m->tagger[RO_TAGGER_BOUNDARY].at,
                           m->scores, marks);
    /* several pieces of one character ("각" is three letters to the vocabulary) are never parted */
    for (size_t i = 1; i < w.to - w.from; i++)
        if (j->pieces->items[w.from + i].span.start == j->pieces->items[w.from + i - 1].span.start)
            marks[i].sentence = marks[i].token = false;
    marks[0].sentence = marks[0].token = true; /* no sentence crosses windows */
    for (size_t i = 0; i < w.to - w.from; i++) {
        const float *row = j->a->scores + i * m->scores + upos->at;
        marks[i].upos = 0;
        for (uint8_t t = 1; t < upos->labels; t++)
            if (row[t] > row[marks[i].upos]) marks[i].upos = t;
    }
}

static ro_span bytes_of(const job *j, ro_window w, ro_run run) {
    return (ro_span){j->pieces->items[w.from + run.from].span.start, j->pieces->items[w.from + run.to - 1].span.end};
}

/* Whether a run has a proper noun in it: "the Company" and "HR" are none's name. */
static bool has_proper_noun(const job *j, ro_window w, ro_run run) {
    for (size_t i = w.from + run.from; i < w.from + run.to; i++)
        if (j->marks[i].token && j->marks[i].upos == RO_UPOS_PROPN) return true;
    return !j->marks[w.from + run.from].token; /* the tail of a word, which has no tag of its own */
}

/* A name counts if it is likelier than this, by ro_entity_label: chosen on UNER EWT dev, whose texts are less like those that the
 * model learned from than news is. */
static const float least_likely[] = {0.6f, 0.6f, 0.6f, 0.5f, 0.5f}, least_of_all = 0.5f;

static bool add_entity(job *j, ro_window w, ro_run run) {
    if (!has_proper_noun(j, w, run)) return true;
    ro_entity entity = {ro_bare_name(j->text, bytes_of(j, w, run), (ro_entity_label)run.type), (ro_entity_label)run.type,
                        run.confidence};
    return ro_span_empty(entity.span) || ro_list_add(j->arena, &j->layers->entities, entity);
}

/* Whether bytes [from, to) hold the beginning of a sentence. */
static bool crosses_sentence(const job *j, ro_window w, uint32_t from, uint32_t to) {
    for (size_t i = w.from; i < w.to && j->pieces->items[i].span.start < to; i++)
        if (j->pieces->items[i].span.start > from && j->marks[i].sentence) return true;
    return false;
}

/* Names of organisations that were cut before "of" are whole; the name that stood behind it is a part of them. */
static void join_names(const job *j, ro_window w, size_t first) {
    ro_entity *e = j->layers->entities.items;
    size_t count = j->layers->entities.count, kept = first;
    for (size_t i = first; i < count; i++) {
        if (kept > first && ro_span_overlaps(e[kept - 1].span, e[i].span)) continue;
        bool place = i + 1 < count && (e[i + 1].label == RO_ENTITY_LOC || e[i + 1].label == RO_ENTITY_ORG);
        ro_span next = i + 1 < count ? e[i + 1].span : (ro_span){0};
        if (e[i].label == RO_ENTITY_ORG) {
            ro_span whole = ro_name_of(j->text, e[i].span, next);
            bool person = !place && i + 1 < count && ro_span_overlaps(whole, next);
            if (!person && !crosses_sentence(j, w, e[i].span.end, whole.end)) e[i].span = whole;
        }
        e[kept++] = e[i];
    }
    j->layers->entities.count = kept;
}

/* A name ends with its sentence. */
static bool add_entities(job *j, ro_window w) {
    ro_likely *names = &j->a->names;
    const ro_tagger *t = &j->a->model->tagger[RO_TAGGER_ENTITY];
    ro_likely_find(names, j->a->scores + t->at, j->a->model->scores, w.to - w.from, t->labels, NULL, NULL, least_of_all);
    ro_likely_choose(names, least_likely);
    size_t first = j->layers->entities.count;
    for (size_t i = 0; i < names->count; i++) {
        ro_run run = names->runs[i];
        uint32_t end = run.to;
        for (run.to = run.from + 1; names->taken[i] && run.from < end; run.to++)
            if (run.to == end || j->marks[w.from + run.to].sentence) {
                if (!add_entity(j, w, run)) return false;
                run.from = run.to;
            }
    }
    join_names(j, w, first);
    return true;
}

/* ---- the document */

/* Sentences and surface words of a window. */
static bool put_together(job *j, ro_window w) {
    const ro_piece *p = j->pieces->items;
    ro_layers *l = j->layers;
    for (size_t i = w.from; i < w.to; i++) {
        if (j->marks[i].sentence && !ro_list_add(j->arena, &l->sentences, p[i].span)) return false;
        if (j->marks[i].token) {
            ro_token token = {p[i].span, (uint32_t)l->sentences.count - 1, (ro_upos)j->marks[i].upos};
            if (!ro_list_add(j->arena, &l->tokens, token)) return false;
        }
        l->sentences.items[l->sentences.count - 1].end = p[i].span.end;
        l->tokens.items[l->tokens.count - 1].span.end = p[i].span.end;
    }
    return true;
}

/* Every piece's state through the one matrix that most heads begin with. */
static bool project(ro_analyser *a, const float *states, size_t count, ro_error *error) {
    const ro_heads *h = &a->model->heads;
    for (size_t at = 0; at < count; at += RO_TILE) {
        size_t n = count - at < RO_TILE ? count - at : RO_TILE;
        const float *sums = ro_products_run(a->products, h->projection, states + at * a->model->shape.hidden, n, error);
        if (!sums) return false;
        a->model->kernels->add_bias(a->projected + at * h->projected, sums, n, h->projected, h->projection_bias);
    }
    return true;
}

static bool add_mentions(ro_analyser *a, const ro_view *view, ro_error *error) {
    const ro_found_mention *found;
    size_t count = ro_mentions_find(a->mentions, view, &found);
    return ro_coreference_add(a->coreference, view, found, count, a->products, error);
}

/* What the heads find in a window, one after the other. */
static bool look(job *j, ro_window w, const float *states, ro_error *error) {
    ro_analyser *a = j->a;
    size_t count = w.to - w.from;
    ro_view view = {.model = a->model,
                    .text = j->text,
                    .pieces = j->pieces->items + w.from,
                    .count = count,
                    .states = states,
                    .projected = a->projected,
                    .marks = j->marks + w.from,
                    .sentences = j->layers->sentences.count,
                    .tokens = j->layers->tokens.count,
                    .given = j->given,
                    .end = w.to < j->story.to ? j->pieces->items[w.to].span.start : UINT32_MAX,
                    .arena = j->arena,
                    .layers = j->layers};
    score(a, states, count);
    mark_pieces(j, w);
    if (!put_together(j, w) || !add_entities(j, w) ||
        !ro_attributor_add(a->attributor, &view, a->scores + a->model->tagger[RO_TAGGER_ATTRIBUTION].at))
        return ro_fail_memory(error);
    if (!project(a, states, count, error)) return false;
    return ro_parser_add(a->parser, &view, a->products, error) && add_mentions(a, &view, error);
}

static bool run_group(job *j, size_t count, ro_error *error) {
    ro_analyser *a = j->a;
    size_t h = a->model->shape.hidden;
    const float *states = ro_encoder_run(a->encoder, j->pieces->items, a->windows, count, error);
    if (!states) return false;
    for (size_t k = 0; k < count; k++) {
        ro_window w = a->windows[k];
        const float *own = states + h; /* behind the mark at the beginning */
        if (!look(j, w, own, error)) return false;
        states += ro_window_rows(w) * h;
    }
    return true;
}

static bool run_windows(job *j, size_t at, size_t end, ro_error *error) {
    ro_analyser *a = j->a;
    while (at < end) {
        size_t count = 0, rows = 0;
        while (at < end) {
            ro_window w = window_from(j->text, j->pieces, j->given ? j->marks : NULL, at, end, a->model->shape.window);
            if (rows + ro_window_rows(w) > a->room) break;
            rows += ro_window_rows(w);
            a->windows[count++] = w;
            at = w.to;
        }
        if (!run_group(j, count, error)) return false;
    }
    return true;
}

/* Marks the first piece of every sentence and surface word that is given. */
static void mark_given(job *j) {
    size_t i = 0;
    uint32_t sentence = UINT32_MAX, token = UINT32_MAX;
    for (size_t w = 0; w < j->given->count; w++) {
        const ro_given_word *word = &j->given->items[w];
        while (i < j->pieces->count && j->pieces->items[i].span.start < word->span.start) i++;
        if (i == j->pieces->count || j->pieces->items[i].span.start >= word->span.end) continue;
        j->marks[i].sentence = j->marks[i].sentence || word->sentence != sentence;
        j->marks[i].token = j->marks[i].token || word->token != token;
        sentence = word->sentence;
        token = word->token;
    }
}

/* ---- what stands aside */

/* Puts the pieces in this order: what stands aside above the story, the story's, what else stands aside. So each is in windows of
 * its own, and a name above is an antecedent. Each stretch begins a paragraph. */
static bool part_pieces(job *j, ro_pieces *pieces, const ro_spans *aside) {
    ro_pieces parts[3] = {0};
    size_t at = 0, before = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        ro_piece piece = pieces->items[i];
        while (at < aside->count && aside->items[at].end <= piece.span.start) at++;
        bool out = at < aside->count && ro_span_overlaps(aside->items[at], piece.span);
        size_t stretch = 2 * at + out;
        if (stretch != before) piece.feature = (uint8_t)((piece.feature & ~3) | RO_GAP_PARAGRAPH);
        before = stretch;
        if (!ro_list_add(j->arena, &parts[!out ? 1 : parts[1].count ? 2 : 0], piece)) return false;
    }
    j->story = (ro_window){parts[0].count, parts[0].count + parts[1].count};
    for (size_t n = 0, to = 0; n < 3; to += parts[n++].count)
        if (parts[n].count) memcpy(pieces->items + to, parts[n].items, parts[n].count * sizeof *parts[n].items);
    return true;
}

/* Leaves the items [from, to) in a list; the others come into a new one. False: out of memory. */
static bool part_list(ro_arena *arena, void **items, size_t *count, size_t from, size_t to, size_t size, void **others,
                      size_t *other_count) {
    size_t rest = *count - (to - from);
    char *all = *items, *apart = rest ? ro_arena_array(arena, rest, size) : NULL;
    if (rest && !apart) return false;
    if (from) memcpy(apart, all, from * size);
    if (*count > to) memcpy(apart + from * size, all + to * size, (*count - to) * size);
    *items = all ? all + from * size : NULL;
    *count = to - from;
    *others = apart;
    *other_count = rest;
    return true;
}

#define PART(list)                                                                                                               \
    (part_list(arena, (void **)&layers->list.items, &layers->list.count, from->list.count, to->list.count,                       \
               sizeof *layers->list.items, (void **)&beside->list.items, &beside->list.count) &&                                 \
     (layers->list.room = layers->list.count, true))

/* The story's layers were filled between two moments. */
static bool part_layers(ro_arena *arena, ro_layers *layers, const ro_layers *from, const ro_layers *to, ro_layers *beside) {
    *beside = (ro_layers){0};
    if (!PART(sentences) || !PART(tokens) || !PART(words) || !PART(mentions) || !PART(entities) || !PART(attributions))
        return false;
    for (size_t i = 0; i < layers->tokens.count; i++) layers->tokens.items[i].sentence -= (uint32_t)from->sentences.count;
    for (size_t i = 0; i < layers->words.count; i++) {
        layers->words.items[i].token -= (uint32_t)from->tokens.count;
        layers->words.items[i].head -= (uint32_t)from->words.count;
    }
    beside->tokens.count = beside->words.count = 0; /* their numbers are nobody's */
    return true;
}

/* ---- the whole */

bool ro_analyse(ro_analyser *a, const ro_text *text, const ro_given *given, const ro_spans *aside, ro_arena *arena,
                ro_layers *layers, ro_layers *beside, ro_error *error) {
    ro_pieces pieces = {0};
    *layers = *beside = (ro_layers){0};
    if (!ro_pieces_cut(a->model->vocabulary, text, arena, &pieces)) return ro_fail_memory(error);
    job j = {.a = a, .text = text->bytes, .pieces = &pieces, .given = given, .arena = arena, .layers = layers};
    j.marks = ro_arena_array(arena, pieces.count, sizeof(ro_mark));
    j.story.to = pieces.count;
    if (!j.marks || (aside && !part_pieces(&j, &pieces, aside)) || !ro_coreference_begin(a->coreference))
        return ro_fail_memory(error);
    if (given) mark_given(&j);
    bool done = run_windows(&j, 0, j.story.from, error);
    ro_layers from = *layers;
    done = done && run_windows(&j, j.story.from, j.story.to, error);
    ro_layers to = *layers;
    done = done && run_windows(&j, j.story.to, pieces.count, error);
    ro_coreference_end(a->coreference, layers);
    return done && (!aside || part_layers(arena, layers, &from, &to, beside) || ro_fail_memory(error));
}
