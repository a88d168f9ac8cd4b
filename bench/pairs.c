/* pairs MODEL < PAIRS: the features on which src/compare/judge.c rests, as JSON Lines, for choosing its constants again.
 * PAIRS are lines {id, a, b}, as of `readout compare --pairs`; the arithmetic is that of the machine. */
#include "compare/pair.h"
#include "engine.h"

#include <jansson.h>
#include <stdio.h>

static bool print_pair(ro_reader *reader, json_t *line, ro_error *error) {
    const char *a = json_string_value(json_object_get(line, "a")), *b = json_string_value(json_object_get(line, "b"));
    ro_arena *arena = ro_arena_new();
    ro_encoder *encoder = ro_analyser_encoder(reader->analyser);
    const ro_model *model = reader->engine->model;
    ro_side one, two;
    ro_pair_features f;
    bool done = a && b && arena && ro_side_make(&one, encoder, model, a, arena, error) &&
                ro_side_make(&two, encoder, model, b, arena, error) && ro_pair_look(model, &one, &two, arena, &f);
    if (done) {
        json_t *out = json_pack("{s:O?, s:f, s:f, s:f, s:f, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "id",
                                json_object_get(line, "id"), "cosine", (double)f.cosine, "aligned", (double)f.aligned, "shared",
                                (double)f.shared, "length", (double)f.length, "numbers", (int)f.numbers, "numbers_own",
                                (int)f.numbers_own, "names", (int)f.names, "names_own", (int)f.names_own, "negations",
                                (int)f.negations, "opposite", (int)f.opposite, "strengths", (int)f.strengths);
        json_dumpf(out, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
        putchar('\n');
        json_decref(out);
    }
    ro_arena_free(arena);
    return done;
}

int main(int argc, char **argv) {
    ro_error error = {0};
    ro_engine *engine = ro_engine_open(argc > 1 ? argv[1] : NULL, RO_ARITHMETIC_AUTO, &error);
    ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
    bool done = reader != NULL;
    json_t *line;
    while (done && (line = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL))) {
        done = print_pair(reader, line, &error);
        json_decref(line);
    }
    if (!done) fprintf(stderr, "pairs: %s\n", error.message[0] ? error.message : "a line lacks a or b");
    ro_reader_free(reader);
    ro_engine_free(engine);
    return done ? 0 : 1;
}
