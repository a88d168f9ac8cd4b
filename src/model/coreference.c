#include "model/coreference.h"

#include <math.h>

/* How far a mention looks for its antecedent: over all of the last NEAR mentions, then over up to SAME names and nominals before
 * those that end in the same piece. Time and memory grow with the number of mentions alone. */
enum { NEAR = 300, SAME = 20 };

/* Tuned on OntoGUM's development documents, in units of the scores. Two names of the same words mean the same more surely than
 * the scorer thinks, which saw few such pairs. No antecedent is likelier than it thinks, for names a little and for nominals
 * much: where the corpus has no chain, what was found is a chain too many. */
static const float SAME_NAME = 4, NOTHING[RO_KINDS] = {0, 1, 2}, MOST = 60 /* of a score: its exponent stays a number */;

static const uint32_t NONE = UINT32_MAX;
enum { PRONOUN, NAME, NOMINAL };
enum { FEATURE_EQUAL, FEATURE_LAST, FEATURE_WITHIN, FEATURE_DISTANCE /* the first of eight */ };

typedef struct mention {
    ro_span span;
    const ro_piece *cut; /* without determiners before and possessive ending behind */
    const float *key;    /* [link] */
    uint64_t seen;       /* a bit for each piece of the cut, by its number modulo 64 */
    uint32_t size;       /* of the cut */
    uint32_t older;      /* the newest mention before whose cut ends in the same piece, or NONE */
    uint32_t leader;     /* an earlier mention of the same chain, or itself */
    uint8_t kind, type;
    /* of a chain's first mention alone: */
    uint32_t barred;  /* the newest mention that cannot be of the chain, or NONE */
    uint32_t weighed; /* the newest mention that the chain was weighed for, or NONE */
    float weight;     /* then: the sum of its antecedents' exponents over that of none */
} mention;

struct ro_coreference {
    const ro_model *model;
    ro_arena *arena; /* of the document; or NULL */
    struct {
        mention *items;
        size_t count, room;
    } mentions;
    uint32_t *newest; /* [vocabulary]: the newest mention whose cut ends in this piece, or NONE */
    float *ends;      /* [RO_TILE, 2 hidden] */
    float *mixed;     /* [RO_TILE, mention] */
    float *both;      /* [RO_TILE, 2 link]: queries and keys */
    size_t batch;     /* number of the first mention of these rows */
};

/* ---- memory */

ro_coreference *ro_coreference_new(const ro_model *model, ro_error *error) {
    ro_coreference *c = calloc(1, sizeof *c);
    if (c) {
        c->model = model;
        c->newest = malloc(model->shape.vocabulary * sizeof *c->newest);
        c->ends = malloc((size_t)RO_TILE * 2 * model->shape.hidden * sizeof *c->ends);
        c->mixed = malloc((size_t)RO_TILE * model->heads.mention * sizeof *c->mixed);
        c->both = malloc((size_t)RO_TILE * 2 * model->shape.link * sizeof *c->both);
        if (c->newest && c->ends && c->mixed && c->both) return c;
    }
    ro_coreference_free(c);
    ro_fail_memory(error);
    return NULL;
}

static void forget(ro_coreference *c) {
    ro_arena_free(c->arena);
    c->arena = NULL;
    c->mentions.items = NULL;
    c->mentions.count = c->mentions.room = 0;
}

void ro_coreference_free(ro_coreference *c) {
    if (!c) return;
    forget(c);
    free(c->newest);
    free(c->ends);
    free(c->mixed);
    free(c->both);
    free(c);
}

bool ro_coreference_begin(ro_coreference *c) {
    forget(c);
    for (uint32_t i = 0; i < c->model->shape.vocabulary; i++) c->newest[i] = NONE;
    return (c->arena = ro_arena_new()) != NULL;
}

/* ---- one mention: its words, as train/examples.py (Words) compares them */

static mention read_words(const ro_view *v, const ro_found_mention *found) {
    const ro_heads *h = &v->model->heads;
    uint32_t i = found->first, j = found->last;
    while (i < j && ro_piece_listed(&h->before, v->pieces[i].id)) i++;
    while (j > i && ro_piece_listed(&h->behind, v->pieces[j].id)) j--;
    uint8_t letters = v->pieces[j].feature / 4;
    mention m = {.span = {v->pieces[found->first].span.start, v->pieces[found->last].span.end},
                 .cut = v->pieces + i,
                 .size = j - i + 1,
                 .kind = letters == RO_CASE_INITIAL || letters == RO_CASE_CAPITALS ? NAME : NOMINAL};
    if (found->first == found->last && ro_piece_listed(&h->pronouns, v->pieces[i].id)) m.kind = PRONOUN;
    for (uint32_t k = 0; k < m.size; k++) m.seen |= (uint64_t)1 << m.cut[k].id % 64;
    return m;
}

static uint32_t last_piece(const mention *m) { return m->cut[m->size - 1].id; }

static bool equal(const mention *a, const mention *b) {
    if (a->size != b->size || a->seen != b->seen) return false;
    for (uint32_t i = 0; i < a->size; i++)
        if (a->cut[i].id != b->cut[i].id) return false;
    return true;
}

/* Whether each piece of a stands somewhere in b. */
static bool within(const mention *a, const mention *b) {
    if (a->seen & ~b->seen) return false;
    for (uint32_t i = 0, k; i < a->size; i++) {
        for (k = 0; k < b->size && b->cut[k].id != a->cut[i].id; k++) {
        }
        if (k == b->size) return false;
    }
    return true;
}

/* ---- two mentions */

/* 1, 2, 3–4, 5–8, … 65 and more */
static uint32_t distance(size_t n) {
    uint32_t bucket = 0;
    for (n--; n && bucket < RO_PAIR_FEATURES - FEATURE_DISTANCE - 1; n >>= 1) bucket++;
    return bucket;
}

static float score(const ro_coreference *c, size_t later, size_t earlier) {
    const mention *a = &c->mentions.items[later], *b = &c->mentions.items[earlier];
    const float *weights = c->model->heads.pair + (a->kind * RO_KINDS + b->kind) * RO_PAIR_FEATURES;
    uint32_t link = c->model->shape.link;
    const float *query = c->both + (later - c->batch) * 2 * link;
    float out =
        c->model->kernels->dot(query, b->key, link) / sqrtf((float)link) + weights[FEATURE_DISTANCE + distance(later - earlier)];
    if (last_piece(a) == last_piece(b)) out += weights[FEATURE_LAST] + (equal(a, b) ? weights[FEATURE_EQUAL] : 0);
    return out + (within(a, b) || within(b, a) ? weights[FEATURE_WITHIN] : 0);
}

uint8_t ro_coreference_kind(const ro_coreference *c, size_t at) { return c->mentions.items[at].kind; }
float ro_coreference_score(const ro_coreference *c, size_t later, size_t earlier) { return score(c, later, earlier); }

float ro_coreference_none(const ro_coreference *c, size_t at) {
    const ro_linear *none = &c->model->heads.none;
    return c->model->kernels->dot(none->weight, c->mixed + (at - c->batch) * none->inputs, none->inputs) + none->bias[0];
}

/* ---- choosing */

/* The first mention of a chain; paths are halved on the way. */
static uint32_t leader(ro_coreference *c, uint32_t at) {
    mention *m = c->mentions.items;
    while (m[at].leader != at) at = m[at].leader = m[m[at].leader].leader;
    return at;
}

/* Two persons by name, of whom neither name is part of the other. */
static bool names_differ(const mention *a, const mention *b) {
    enum { PER }; /* of ro_mention_types */
    return a->kind == NAME && b->kind == NAME && a->type == PER && b->type == PER && last_piece(a) != last_piece(b) &&
           !within(a, b) && !within(b, a);
}

/* No chain names two persons, though a pronoun may stand between them. */
static void bar_chains(ro_coreference *c, uint32_t at, size_t near) {
    const mention *m = c->mentions.items;
    for (size_t i = near; i < at; i++)
        if (names_differ(&m[at], &m[i])) c->mentions.items[leader(c, (uint32_t)i)].barred = at;
}

/* Adds the antecedent's share to its chain, and makes the chain the best if it is. A mention is never what stands within it, or
 * what it stands within. */
static void consider(ro_coreference *c, uint32_t later, uint32_t earlier, float none, uint32_t *best) {
    mention *m = c->mentions.items, *a = &m[later], *b = &m[earlier], *chain = &m[leader(c, earlier)];
    if (ro_span_overlaps(a->span, b->span) || chain->barred == later) return;
    float own = score(c, later, earlier) - none + (a->kind == NAME && b->kind == NAME && equal(a, b) ? SAME_NAME : 0);
    if (chain->weighed != later) chain->weight = 0;
    chain->weighed = later;
    chain->weight += expf(own < MOST ? own : MOST);
    if (chain->weight > (*best == NONE ? 1 : m[*best].weight)) *best = chain->leader;
}

/* The chain whose mentions together are the likeliest antecedents, as training counts them, or NONE. */
static uint32_t chain_for(ro_coreference *c, uint32_t at) {
    const mention *own = &c->mentions.items[at];
    float none = ro_coreference_none(c, at) + NOTHING[own->kind];
    uint32_t near = at < NEAR ? 0 : at - NEAR, same = 0, best = NONE;
    bar_chains(c, at, near);
    for (uint32_t i = at; i-- > near;) consider(c, at, i, none, &best);
    if (own->kind == PRONOUN) return best;
    for (uint32_t i = own->older; i != NONE && same < SAME; i = c->mentions.items[i].older) {
        if (i >= near) continue;
        same++;
        if (c->mentions.items[i].kind != PRONOUN) consider(c, at, i, none, &best);
    }
    return best;
}

static void link_mention(ro_coreference *c, uint32_t at) {
    uint32_t chain = chain_for(c, at);
    if (chain != NONE) c->mentions.items[at].leader = chain;
}

/* ---- a window's mentions, a tile at a time */

static bool project(ro_coreference *c, const ro_view *v, const ro_found_mention *found, size_t count, ro_products *products,
                    ro_error *error) {
    const ro_heads *h = &c->model->heads;
    const ro_kernels *k = c->model->kernels;
    size_t hidden = c->model->shape.hidden, link = c->model->shape.link;
    for (size_t i = 0; i < count; i++) {
        memcpy(c->ends + 2 * i * hidden, v->states + found[i].first * hidden, hidden * sizeof *c->ends);
        memcpy(c->ends + (2 * i + 1) * hidden, v->states + found[i].last * hidden, hidden * sizeof *c->ends);
    }
    float *sums = ro_products_run(products, h->mention_weights, c->ends, count, error);
    if (!sums) return false;
    k->gelu(sums, count, h->mention, h->mention_bias);
    memcpy(c->mixed, sums, count * h->mention * sizeof *sums);
    sums = ro_products_run(products, h->query_key, c->mixed, count, error);
    if (!sums) return false;
    k->add_bias(c->both, sums, count, 2 * link, h->query_key_bias);
    return true;
}

static bool remember(ro_coreference *c, const ro_view *v, const ro_found_mention *found, const float *key) {
    mention m = read_words(v, found);
    m.key = key;
    m.type = found->type;
    m.leader = (uint32_t)c->mentions.count;
    m.barred = m.weighed = NONE;
    m.older = c->newest[last_piece(&m)];
    c->newest[last_piece(&m)] = m.leader;
    ro_mention shown = {m.span, found->type, RO_NO_CHAIN};
    return ro_list_add(c->arena, &c->mentions, m) && ro_list_add(v->arena, &v->layers->mentions, shown);
}

static bool add_tile(ro_coreference *c, const ro_view *v, const ro_found_mention *found, size_t count, ro_products *products,
                     ro_error *error) {
    size_t link = c->model->shape.link;
    float *keys = ro_arena_array(c->arena, count * link, sizeof *keys);
    if (!keys || c->mentions.count >= NONE - RO_TILE) return ro_fail_memory(error);
    if (!project(c, v, found, count, products, error)) return false;
    c->batch = c->mentions.count;
    for (size_t i = 0; i < count; i++) {
        memcpy(keys + i * link, c->both + (2 * i + 1) * link, link * sizeof *keys);
        if (!remember(c, v, &found[i], keys + i * link)) return ro_fail_memory(error);
        link_mention(c, (uint32_t)(c->batch + i));
    }
    return true;
}

bool ro_coreference_add(ro_coreference *c, const ro_view *view, const ro_found_mention *found, size_t count,
                        ro_products *products, ro_error *error) {
    for (size_t at = 0; at < count; at += RO_TILE)
        if (!add_tile(c, view, found + at, count - at < RO_TILE ? count - at : RO_TILE, products, error)) return false;
    return true;
}

/* ---- chains */

void ro_coreference_end(ro_coreference *c, ro_layers *layers) {
    ro_mention *shown = layers->mentions.items;
    for (uint32_t i = 0; i < layers->mentions.count; i++) {
        uint32_t first = leader(c, i);
        if (first == i) continue; /* a chain is numbered with its first mention, as soon as it has a second */
        shown[first].chain = shown[i].chain = first;
    }
    for (uint32_t i = 0; i < layers->mentions.count; i++) { /* a leader comes before all others of its chain */
        if (shown[i].chain == RO_NO_CHAIN) continue;
        shown[i].chain = shown[i].chain == i ? layers->chains++ : shown[shown[i].chain].chain;
    }
    forget(c);
}
