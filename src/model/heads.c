#include "model/heads.h"

enum { LEMMAS_MAX = 1024, STEP = 16, WIDTH_MOST = 256 };

const char *const ro_relation_names[RO_RELATIONS] = {
    "acl",        "acl:relcl", "advcl",       "advcl:relcl",   "advmod",   "amod",        "appos",        "aux",
    "aux:pass",   "case",      "cc",          "cc:preconj",    "ccomp",    "compound",    "compound:prt", "conj",
    "cop",        "csubj",     "csubj:outer", "csubj:pass",    "dep",      "det",         "det:predet",   "discourse",
    "dislocated", "expl",      "fixed",       "flat",          "goeswith", "iobj",        "list",         "mark",
    "nmod",       "nmod:desc", "nmod:poss",   "nmod:unmarked", "nsubj",    "nsubj:outer", "nsubj:pass",   "nummod",
    "obj",        "obl",       "obl:agent",   "obl:unmarked",  "orphan",   "parataxis",   "punct",        "reparandum",
    "root",       "vocative",  "xcomp"};
const char *const ro_mention_types[RO_MENTION_TYPES] = {"PER", "ORG", "LOC", "EVENT", "TIME", "OTHER"};
const char *const ro_event_types[RO_EVENT_TYPES] = {"ACCUSE",    "AGREE",    "AID",     "ASSAULT", "COERCE",  "CONSULT",
                                                    "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",  "REQUEST", "SANCTION",
                                                    "SUPPORT",   "THREATEN", "YIELD",   "NONE"};

/* ---- config */

static bool size_of(const json_t *config, const char *key, uint32_t step, uint32_t *out, ro_error *error) {
    json_int_t n = json_integer_value(json_object_get(config, key));
    if (n < 1 || n > 4096 || n % step)
        return ro_fail(error, RO_E_MODEL, "the model's config: %s must be 1 to 4096, by %u", key, step);
    *out = (uint32_t)n;
    return true;
}

static bool same_labels(const json_t *config, const char *key, const char *const *labels, size_t count, ro_error *error) {
    const json_t *own = json_object_get(config, key);
    bool same = json_array_size(own) == count;
    for (size_t i = 0; same && i < count; i++) {
        const char *label = json_string_value(json_array_get(own, i));
        same = label && !strcmp(label, labels[i]);
    }
    return same ||
           ro_fail(error, RO_E_MODEL, "the model's %s are others than this version reads: use the model that came with it", key);
}

static bool piece_list(const json_t *words, const char *key, ro_piece_list *out, ro_error *error) {
    const json_t *ids = json_object_get(words, key);
    if (!json_is_array(ids) || json_array_size(ids) > RO_PIECE_LIST)
        return ro_fail(error, RO_E_MODEL, "the model's config: words.%s must be a list of at most %d pieces", key, RO_PIECE_LIST);
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const json_t *id = json_array_get(ids, i);
        if (!json_is_integer(id) || json_integer_value(id) < 0 || json_integer_value(id) >= UINT32_MAX)
            return ro_fail(error, RO_E_MODEL, "the model's config: words.%s must hold numbers of pieces", key);
        out->ids[out->count++] = (uint32_t)json_integer_value(id);
    }
    return true;
}

bool ro_piece_listed(const ro_piece_list *list, uint32_t id) {
    for (size_t i = 0; i < list->count; i++)
        if (list->ids[i] == id) return true;
    return false;
}

/* The rules as strings behind their pointers, in one piece of memory. */
static bool read_lemmas(ro_heads *h, const json_t *config, ro_error *error) {
    const json_t *rules = json_object_get(config, "lemmas");
    size_t count = json_array_size(rules), size = count * sizeof *h->lemmas;
    for (size_t i = 0; i < count; i++) size += json_string_length(json_array_get(rules, i)) + 1;
    if (!count || count > LEMMAS_MAX || size > 64 * LEMMAS_MAX)
        return ro_fail(error, RO_E_MODEL, "the model's config: lemmas must be a list of 1 to %d short rules", LEMMAS_MAX);
    h->lemmas = malloc(size);
    if (!h->lemmas) return ro_fail_memory(error);
    h->n_lemmas = (uint32_t)count;
    char *at = (char *)(h->lemmas + count);
    for (size_t i = 0; i < count; i++) {
        const char *rule = json_string_value(json_array_get(rules, i));
        size_t bytes = rule ? strlen(rule) + 1 : 0;
        for (size_t k = 0; k + 1 < bytes; k++)
            if ((unsigned char)rule[k] < ' ') bytes = 0;
        if (bytes < 2 || bytes != json_string_length(json_array_get(rules, i)) + 1)
            return ro_fail(error, RO_E_MODEL, "the model's config: lemma rule %zu is not a string of letters", i);
        h->lemmas[i] = memcpy(at, rule, bytes);
        at += bytes;
    }
    return true;
}

bool ro_heads_configure(ro_heads *h, const json_t *config, ro_error *error) {
    const json_t *words = json_object_get(config, "words");
    return size_of(config, "arc", STEP, &h->arc, error) && size_of(config, "relation", STEP, &h->relation, error) &&
           size_of(config, "span", STEP, &h->span, error) && size_of(config, "mention", STEP, &h->mention, error) &&
           size_of(config, "event", STEP, &h->event, error) && size_of(config, "vector", STEP, &h->vector, error) &&
           size_of(config, "mention_width", 1, &h->mention_width, error) &&
           (h->mention_width <= WIDTH_MOST ||
            ro_fail(error, RO_E_MODEL, "the model's config: mention_width must be 1 to %d", WIDTH_MOST)) &&
           same_labels(config, "relations", ro_relation_names, RO_RELATIONS, error) &&
           same_labels(config, "mentions", ro_mention_types, RO_MENTION_TYPES, error) &&
           same_labels(config, "events", ro_event_types, RO_EVENT_TYPES, error) &&
           piece_list(words, "before", &h->before, error) && piece_list(words, "behind", &h->behind, error) &&
           piece_list(words, "pronouns", &h->pronouns, error) && read_lemmas(h, config, error);
}

/* ---- weights */

static uint32_t stepped(uint32_t n) { return (n + STEP - 1) / STEP * STEP; }

typedef struct packer { /* what packing needs beside the loader */
    ro_loader *loader;
    ro_arithmetic arithmetic;
    const ro_kernels *kernels;
} packer;

static ro_weights *pack(packer *p, const uint16_t *half, uint32_t outputs, uint32_t inputs) {
    ro_weights *out =
        p->loader->failed ? NULL : ro_weights_pack(half, outputs, inputs, p->arithmetic, p->kernels, p->loader->error);
    if (!out) p->loader->failed = true;
    return out;
}

static void *fresh(packer *p, size_t count, size_t size) {
    void *out = p->loader->failed ? NULL : calloc(count, size);
    if (!out && !p->loader->failed) {
        ro_fail_memory(p->loader->error);
        p->loader->failed = true;
    }
    return out;
}

/* Matrices of `inputs` columns, one under the other, each filled up with zero rows to a multiple of STEP. */
typedef struct stack {
    const char *name;
    bool biased;
    uint32_t at, width;
} stack;

static ro_weights *pack_stack(packer *p, const stack *parts, size_t count, uint32_t inputs, float **bias) {
    uint32_t outputs = parts[count - 1].at + stepped(parts[count - 1].width);
    uint16_t *half = fresh(p, (size_t)outputs * inputs, sizeof *half);
    *bias = fresh(p, outputs, sizeof **bias);
    for (size_t i = 0; i < count; i++) {
        const uint16_t *w = ro_load(p->loader, RO_SECTION_F16, parts[i].width, inputs, "%s.weight", parts[i].name);
        if (w) memcpy(half + (size_t)parts[i].at * inputs, w, (size_t)parts[i].width * inputs * sizeof *half);
        const float *b = parts[i].biased ? ro_load(p->loader, RO_SECTION_F32, parts[i].width, 1, "%s.bias", parts[i].name) : NULL;
        if (b) memcpy(*bias + parts[i].at, b, parts[i].width * sizeof *b);
    }
    ro_weights *out = pack(p, half, outputs, inputs);
    free(half);
    return out;
}

static void load_projection(ro_heads *h, packer *p, uint32_t hidden) {
    stack parts[RO_PARTS] = {{"lemma", true, 0, h->n_lemmas},
                             {"parser.dependent", true, 0, h->arc},
                             {"parser.head", true, 0, h->arc},
                             {"parser.rel_dependent", true, 0, h->relation},
                             {"parser.rel_head", false, 0, h->relation},
                             {"span.first", true, 0, h->span},
                             {"span.last", true, 0, h->span}};
    for (size_t i = 0; i < RO_PARTS; i++) {
        parts[i].at = h->projected;
        h->part[i].at = h->projected;
        h->part[i].width = parts[i].width;
        h->projected += stepped(parts[i].width);
    }
    h->projection = pack_stack(p, parts, RO_PARTS, hidden, &h->projection_bias);
}

static ro_linear linear(ro_loader *l, uint32_t outputs, uint32_t inputs, const char *name) {
    return (ro_linear){.weight = ro_load(l, RO_SECTION_F32, outputs, inputs, "%s.weight", name),
                       .bias = ro_load(l, RO_SECTION_F32, outputs, 1, "%s.bias", name),
                       .outputs = outputs,
                       .inputs = inputs};
}

static ro_linear half_linear(packer *p, uint32_t outputs, uint32_t inputs, const char *name) {
    const uint16_t *half = ro_load(p->loader, RO_SECTION_F16, outputs, inputs, "%s.weight", name);
    float *full = fresh(p, (size_t)outputs * inputs, sizeof *full);
    if (half && full) p->kernels->widen(half, (size_t)outputs * inputs, full);
    return (ro_linear){.weight = full,
                       .bias = ro_load(p->loader, RO_SECTION_F32, outputs, 1, "%s.bias", name),
                       .outputs = outputs,
                       .inputs = inputs,
                       .owned = full};
}

static void load_parser(ro_heads *h, packer *p) {
    const uint16_t *product = ro_load(p->loader, RO_SECTION_F16, h->arc, h->arc, "parser.product.weight");
    h->product = pack(p, product, h->arc, h->arc);
    h->product_bias = ro_load(p->loader, RO_SECTION_F32, h->arc, 1, "parser.product.bias");
    h->root = ro_load(p->loader, RO_SECTION_F32, h->arc, 1, "parser.root");
    h->relation_root = ro_load(p->loader, RO_SECTION_F32, h->relation, 1, "parser.rel_root");
    h->relation_scores = linear(p->loader, RO_RELATIONS, h->relation, "parser.relation");
}

static void load_coreference(ro_heads *h, packer *p, uint32_t hidden, uint32_t link) {
    const uint16_t *half = ro_load(p->loader, RO_SECTION_F16, h->mention, 2 * hidden, "coreference.mention.weight");
    const stack both[] = {{"coreference.query", true, 0, link}, {"coreference.key", true, link, link}};
    h->mention_weights = pack(p, half, h->mention, 2 * hidden);
    h->mention_bias = ro_load(p->loader, RO_SECTION_F32, h->mention, 1, "coreference.mention.bias");
    h->query_key = pack_stack(p, both, 2, h->mention, &h->query_key_bias);
    h->none = linear(p->loader, 1, h->mention, "coreference.none");
    h->pair = ro_load(p->loader, RO_SECTION_F32, RO_KINDS * RO_KINDS, RO_PAIR_FEATURES, "coreference.pair");
}

bool ro_heads_load(ro_heads *h, ro_loader *loader, uint32_t hidden, uint32_t link, ro_arithmetic arithmetic,
                   const ro_kernels *kernels) {
    packer p = {loader, arithmetic, kernels};
    load_projection(h, &p, hidden);
    load_parser(h, &p);
    h->first_type = linear(loader, RO_MENTION_TYPES, hidden, "span.first_type");
    h->last_type = linear(loader, RO_MENTION_TYPES, hidden, "span.last_type");
    h->width = ro_load(loader, RO_SECTION_F32, h->mention_width, 1, "span.width");
    load_coreference(h, &p, hidden, link);
    h->mark = ro_load(loader, RO_SECTION_F32, 2, hidden, "event.mark");
    h->pool = linear(loader, 1, hidden, "event.pool");
    h->mix = half_linear(&p, h->event, 4 * hidden, "event.mix");
    h->type = linear(loader, RO_EVENT_TYPES, h->event, "event.label");
    h->vectors = half_linear(&p, h->vector, hidden, "vector");
    return !loader->failed;
}

void ro_heads_free(ro_heads *h) {
    ro_weights_free(h->projection);
    ro_weights_free(h->product);
    ro_weights_free(h->mention_weights);
    ro_weights_free(h->query_key);
    free(h->projection_bias);
    free(h->query_key_bias);
    free(h->mix.owned);
    free(h->vectors.owned);
    free(h->lemmas);
}
