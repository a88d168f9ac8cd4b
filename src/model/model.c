#include "model/model.h"

#include "model/arithmetic.h"
#include "model/layers.h"

#include <jansson.h>
#include <stdio.h>

/* What this version needs of a tagger: its labels, in this order. */
static const char *const attribution_labels[] = {"O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"};
static const char *const boundary_labels[] = {"sentence", "token"};
static const char *const entity_labels[] = {"O",     "B-PER",   "I-PER",   "B-ORG",   "I-ORG",  "B-LOC",
                                            "I-LOC", "B-EVENT", "I-EVENT", "B-OTHER", "I-OTHER"};
const char *const ro_upos_names[RO_UPOS_X + 1] = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                                  "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

static const struct {
    const char *name;
    const char *const *labels;
    uint32_t count;
} taggers[RO_TAGGERS] = {{"attribution", attribution_labels, 7},
                         {"boundary", boundary_labels, 2},
                         {"entity", entity_labels, 11},
                         {"upos", ro_upos_names, RO_UPOS_X + 1}};
static const char *const links[RO_LINKS] = {"source", "cue"};

enum { WINDOW_MOST = 2048 }; /* pieces: what heads keep for pairs of them stays small */

/* ---- config */

static bool number(const json_t *config, const char *key, uint32_t low, uint32_t high, uint32_t *out, ro_error *error) {
    const json_t *value = json_object_get(config, key);
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < low || n > high)
        return ro_fail(error, RO_E_MODEL, "the model's config: %s must be %u to %u", key, low, high);
    *out = (uint32_t)n;
    return true;
}

static bool read_shape(ro_shape *s, uint32_t *unknown, const json_t *config, ro_error *error) {
    const json_t *pieces = json_object_get(config, "pieces");
    if (!number(config, "vocabulary", 8, 1000000, &s->vocabulary, error) ||
        !number(config, "hidden", 16, 4096, &s->hidden, error) || !number(config, "layers", 1, 64, &s->layers, error) ||
        !number(config, "attention_heads", 1, 256, &s->attention_heads, error) ||
        !number(config, "inner", 16, 4096, &s->inner, error) || !number(config, "positions", 8, 8192, &s->positions, error) ||
        !number(config, "window", 8, s->positions < WINDOW_MOST ? s->positions : WINDOW_MOST, &s->window, error) ||
        !number(config, "link", 16, 4096, &s->link, error) || !number(pieces, "begin", 0, s->vocabulary - 1, &s->begin, error) ||
        !number(pieces, "end", 0, s->vocabulary - 1, &s->end, error) ||
        !number(pieces, "unknown", 0, s->vocabulary - 1, unknown, error))
        return false;
    uint32_t width = s->hidden / s->attention_heads;
    if (s->hidden % 16 || s->inner % 16 || s->link % 16 || s->hidden % s->attention_heads ||
        (width != 16 && width != 32 && width != 64))
        return ro_fail(error, RO_E_MODEL, "the model's config: widths must be multiples of 16, an attention head's 16, 32 or 64");
    return true;
}

static bool check_labels(const json_t *config, size_t t, ro_error *error) {
    const json_t *labels = json_object_get(json_object_get(config, "taggers"), taggers[t].name);
    bool same = json_array_size(labels) == taggers[t].count;
    for (size_t i = 0; same && i < taggers[t].count; i++) {
        const char *label = json_string_value(json_array_get(labels, i));
        same = label && !strcmp(label, taggers[t].labels[i]);
    }
    return same || ro_fail(error, RO_E_MODEL,
                           "the model's tagger %s has other labels than this version reads: use the model that came with it",
                           taggers[t].name);
}

static bool check_links(const json_t *config, ro_error *error) {
    const json_t *own = json_object_get(config, "links");
    bool same = json_array_size(own) == RO_LINKS;
    for (size_t k = 0; same && k < RO_LINKS; k++) {
        const char *name = json_string_value(json_array_get(own, k));
        same = name && !strcmp(name, links[k]);
    }
    return same ||
           ro_fail(error, RO_E_MODEL, "the model's links are others than this version reads: use the model that came with it");
}

static bool read_config(ro_model *m, uint32_t *unknown, ro_error *error) {
    size_t size;
    const char *bytes = ro_model_bytes(m->file, "config", &size, error);
    if (!bytes) return false;
    json_error_t fault = {0};
    json_t *config = json_loadb(bytes, size, 0, &fault);
    const char *name = json_string_value(json_object_get(config, "name")),
               *release = json_string_value(json_object_get(config, "release"));
    bool done = false;
    if (!config && (json_error_code(&fault) == json_error_out_of_memory || !fault.text[0]))
        ro_fail_memory(error);
    else if (!name || !release)
        ro_fail(error, RO_E_MODEL, "the model's config is not JSON with a name and a release");
    else {
        snprintf(m->name, sizeof m->name, "%.32s-%.12s sha256:%s", name, release, ro_model_file_digest(m->file));
        done = read_shape(&m->shape, unknown, config, error);
        for (size_t t = 0; done && t < RO_TAGGERS; t++) done = check_labels(config, t, error);
        done = done && check_links(config, error) && ro_heads_configure(&m->heads, config, error);
    }
    json_decref(config);
    return done;
}

/* ---- sections */

static ro_weights *weights(ro_loader *l, const ro_model *m, uint32_t rows, uint32_t columns, uint32_t layer, const char *name) {
    const uint16_t *half = ro_load(l, RO_SECTION_F16, rows, columns, "layer.%u.%s.weight", layer, name);
    ro_weights *out = half ? ro_weights_pack(half, rows, columns, m->arithmetic, m->kernels, l->error) : NULL;
    l->failed = !out;
    return out;
}

static void load_layer(ro_loader *l, const ro_model *m, ro_encoder_layer *y, uint32_t n) {
    uint32_t h = m->shape.hidden, inner = m->shape.inner;
    if (!l->failed) y->qkv = weights(l, m, 3 * h, h, n, "qkv");
    if (!l->failed) y->out = weights(l, m, h, h, n, "out");
    if (!l->failed) y->up = weights(l, m, inner, h, n, "up");
    if (!l->failed) y->down = weights(l, m, h, inner, n, "down");
    y->qkv_bias = ro_load(l, RO_SECTION_F32, 3 * h, 1, "layer.%u.qkv.bias", n);
    y->out_bias = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.out.bias", n);
    y->up_bias = ro_load(l, RO_SECTION_F32, inner, 1, "layer.%u.up.bias", n);
    y->down_bias = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.down.bias", n);
    y->norm1_weight = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.norm1.weight", n);
    y->norm1_bias = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.norm1.bias", n);
    y->norm2_weight = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.norm2.weight", n);
    y->norm2_bias = ro_load(l, RO_SECTION_F32, h, 1, "layer.%u.norm2.bias", n);
}

static void load_embeddings(ro_loader *l, ro_model *m) {
    const ro_shape *s = &m->shape;
    m->word = ro_load(l, RO_SECTION_I8, s->vocabulary, s->hidden, "word");
    m->word_scale = ro_load(l, RO_SECTION_F32, s->vocabulary, 1, "word.scale");
    m->position = ro_load(l, RO_SECTION_F32, s->positions, s->hidden, "position");
    m->feature = ro_load(l, RO_SECTION_F32, 16, s->hidden, "feature");
    m->norm_weight = ro_load(l, RO_SECTION_F32, s->hidden, 1, "norm.weight");
    m->norm_bias = ro_load(l, RO_SECTION_F32, s->hidden, 1, "norm.bias");
}

static void load_heads(ro_loader *l, ro_model *m) {
    const ro_shape *s = &m->shape;
    for (size_t t = 0; t < RO_TAGGERS; t++) {
        ro_tagger *tagger = &m->tagger[t];
        *tagger = (ro_tagger){.labels = taggers[t].count, .at = m->scores};
        tagger->weight = ro_load(l, RO_SECTION_F32, tagger->labels, s->hidden, "tagger.%s.weight", taggers[t].name);
        tagger->bias = ro_load(l, RO_SECTION_F32, tagger->labels, 1, "tagger.%s.bias", taggers[t].name);
        m->scores += tagger->labels;
    }
    const float *none = ro_load(l, RO_SECTION_F32, RO_LINKS, 1, "link.none");
    for (size_t k = 0; k < RO_LINKS; k++) {
        ro_link *link = &m->link[k];
        link->query_weight = ro_load(l, RO_SECTION_F32, s->link, s->hidden, "link.%s.query.weight", links[k]);
        link->query_bias = ro_load(l, RO_SECTION_F32, s->link, 1, "link.%s.query.bias", links[k]);
        link->key_weight = ro_load(l, RO_SECTION_F32, s->link, s->hidden, "link.%s.key.weight", links[k]);
        link->key_bias = ro_load(l, RO_SECTION_F32, s->link, 1, "link.%s.key.bias", links[k]);
        link->none = none ? none[k] : 0;
    }
}

/* BIO: an inside label follows the same type only. Odd labels begin, even ones (but 0) are inside. */
static void load_transitions(ro_loader *l, ro_model *m) {
    const float *transition = ro_load(l, RO_SECTION_F32, 7, 7, "crf.transition"),
                *begin = ro_load(l, RO_SECTION_F32, 7, 1, "crf.begin");
    if (l->failed) return;
    for (uint32_t to = 0; to < 7; to++) {
        bool inside = to && to % 2 == 0;
        m->begin[to] = begin[to] - (inside ? 1e4f : 0);
        for (uint32_t from = 0; from < 7; from++)
            m->transition[from][to] = transition[from * 7 + to] - (inside && from != to && from != to - 1 ? 1e4f : 0);
    }
}

static bool load_gazetteer(ro_model *m, ro_error *error) {
    size_t size;
    if (!ro_model_has(m->file, "gazetteer")) return true;
    const char *bytes = ro_model_bytes(m->file, "gazetteer", &size, error);
    return bytes && ro_gazetteer_open(&m->gazetteer, bytes, size, error);
}

static bool load(ro_model *m, uint32_t unknown, ro_error *error) {
    ro_loader l = {m->file, error, false};
    size_t size;
    const char *lines = ro_model_bytes(m->file, "vocabulary", &size, error);
    if (!lines) return false;
    m->vocabulary = ro_vocabulary_new(lines, size, m->shape.vocabulary, unknown, error);
    if (!m->vocabulary) return false;
    m->layer = calloc(m->shape.layers, sizeof *m->layer);
    if (!m->layer) return ro_fail_memory(error);
    load_embeddings(&l, m);
    for (uint32_t n = 0; n < m->shape.layers && !l.failed; n++) load_layer(&l, m, &m->layer[n], n);
    load_heads(&l, m);
    load_transitions(&l, m);
    return !l.failed && load_gazetteer(m, error) &&
           ro_heads_load(&m->heads, &l, m->shape.hidden, m->shape.link, m->arithmetic, m->kernels);
}

ro_model *ro_model_open(const char *path, ro_arithmetic arithmetic, ro_error *error) {
    ro_model *m = calloc(1, sizeof *m);
    uint32_t unknown = 0;
    if (!m) {
        ro_fail_memory(error);
        return NULL;
    }
    m->kernels = ro_kernels_choose();
    m->arithmetic = arithmetic;
    if (ro_arithmetic_choose(&m->arithmetic, error) && (m->file = ro_model_file_open(path, error)) &&
        read_config(m, &unknown, error) && load(m, unknown, error)) {
        ro_model_file_release(m->file);
        return m;
    }
    ro_model_close(m);
    return NULL;
}

void ro_model_close(ro_model *m) {
    if (!m) return;
    for (uint32_t n = 0; m->layer && n < m->shape.layers; n++) {
        ro_weights_free(m->layer[n].qkv);
        ro_weights_free(m->layer[n].out);
        ro_weights_free(m->layer[n].up);
        ro_weights_free(m->layer[n].down);
    }
    free(m->layer);
    ro_heads_free(&m->heads);
    ro_vocabulary_free(m->vocabulary);
    ro_model_file_close(m->file);
    free(m);
}
