/* Two statements: each to words, numbers and states, then held against each other. */
#include "compare/pair.h"
#include "engine.h"

#include <math.h>

enum { TEXT_MOST = 1 << 18 /* bytes */ };

static bool is_text(const char *which, const char *bytes, ro_error *error) {
    size_t size = strlen(bytes), fault;
    if (size > TEXT_MOST)
        return ro_fail(error, RO_E_LIMIT, "statement %s is longer than %d KiB: give a sentence or two", which, TEXT_MOST / 1024);
    return ro_utf8_valid(bytes, size, &fault) ||
           ro_fail(error, RO_E_INPUT, "statement %s is not valid UTF-8 at byte %zu: convert it", which, fault);
}

static bool compare(ro_reader *reader, const char *a, const char *b, ro_arena *arena, ro_comparison *out, ro_error *error) {
    const ro_model *model = reader->engine->model;
    ro_encoder *encoder = ro_analyser_encoder(reader->analyser);
    ro_side one, two;
    ro_pair_features features;
    if (!arena) return ro_fail_memory(error);
    if (!ro_side_make(&one, encoder, model, a, arena, error) || !ro_side_make(&two, encoder, model, b, arena, error))
        return false;
    if (!ro_pair_look(model, &one, &two, arena, &features)) return ro_fail_memory(error);
    *out = ro_pair_judge(&features);
    return isfinite(out->score) || ro_fail(error, RO_E_MODEL, "the model gives no number: fetch it again");
}

bool ro_compare(ro_reader *reader, const char *a, const char *b, ro_comparison *comparison, ro_error *error) {
    if (!is_text("a", a, error) || !is_text("b", b, error)) return false;
    ro_arena *arena = ro_arena_new();
    bool done = compare(reader, a, b, arena, comparison, error);
    ro_arena_free(arena);
    return done;
}
