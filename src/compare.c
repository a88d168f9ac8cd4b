/* Two statements: each to words, numbers and states, then held against each other. */
#include "compare/pair.h"
#include "engine.h"

#include <math.h>

enum { TEXT_MOST = 1 << 18 /* bytes */ };

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
    if (!ro_text_check("statement a", a, TEXT_MOST, error) || !ro_text_check("statement b", b, TEXT_MOST, error)) return false;
    ro_arena *arena = ro_arena_new();
    bool done = compare(reader, a, b, arena, comparison, error);
    ro_arena_free(arena);
    return done;
}
