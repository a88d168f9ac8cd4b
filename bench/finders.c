/* finders.c: MODEL REPORTS.jsonl [SECONDS]: how much of a record's time the finders take, beside the encoder.
 *
 * In rounds over all reports: the encoder over their windows, then each report's analysis (pieces, encoder, heads, decoding),
 * each finder, and the record's JSON. Prints one line of JSON: seconds of processor time a round of each, as the median of the
 * rounds, and the median of the rounds' ratios of all finders to the encoder. */
#include "task.h"

#include "engine.h"
#include "find/find.h"
#include "input/input.h"
#include "model/arithmetic.h"
#include "record/json.h"

#include <stdio.h>

enum { ROUNDS = 256, FINDERS = 8 };

/* As in src/read.c. */
static const struct {
    const char *name;
    bool (*find)(ro_record *, ro_error *);
} finders[FINDERS] = {
    {"provenance", ro_find_provenance}, {"statements", ro_find_statements},
    {"actors", ro_find_actors},         {"places", ro_find_places},
    {"times", ro_find_times},           {"happenings", ro_find_happenings},
    {"contexts", ro_find_contexts},     {"dues", ro_find_dues},
};

typedef struct round {
    double encoder, analysis, finder[FINDERS], json;
} round;

static double finders_of(const round *r) {
    double sum = 0;
    for (size_t i = 0; i < FINDERS; i++) sum += r->finder[i];
    return sum;
}

static void read_report(const bench_task *t, ro_analyser *analyser, const char *line, size_t size, round *r) {
    ro_error error = {0};
    ro_document *document = bench_some(ro_document_new());
    document->name = "bench";
    if (!ro_input_jsonl(document, line, size, &error)) bench_stop(error.message);
    ro_record record = {.arena = bench_some(ro_arena_new()),
                        .document = document,
                        .language = "en",
                        .model = t->model->name,
                        .arithmetic = ro_arithmetic_name(t->model->arithmetic),
                        .gazetteer = &t->model->gazetteer};
    double start = bench_now(), end;
    if (!ro_analyse(analyser, &document->text, NULL, NULL, record.arena, &record.layers, &record.beside, &error))
        bench_stop(error.message);
    r->analysis += (end = bench_now()) - start;
    for (size_t i = 0; i < FINDERS; i++) {
        start = end;
        if (!finders[i].find(&record, &error)) bench_stop(error.message);
        r->finder[i] += (end = bench_now()) - start;
    }
    ro_json_options options = {0};
    json_t *json = ro_record_object(&record, &options);
    char *text = json ? ro_json_print(json, JSON_COMPACT) : NULL;
    r->json += bench_now() - end;
    free(bench_some(text));
    json_decref(json);
    ro_arena_free(record.arena);
    ro_document_free(document);
}

static round run(bench_task *t, ro_analyser *analyser, const char *reports) {
    round r = {0};
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    FILE *file = fopen(reports, "r");
    if (!file) bench_stop("the reports cannot be opened");
    double start = bench_now();
    for (size_t i = 0; i < t->groups.count; i++) bench_encode(t, &t->groups.items[i]);
    r.encoder = bench_now() - start;
    while ((size = getline(&line, &room, file)) > 0) read_report(t, analyser, line, (size_t)size, &r);
    free(line);
    fclose(file);
    return r;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

/* Of the value that stands `at` bytes into a round. */
static double median_at(const round *rounds, size_t count, size_t at) {
    double values[ROUNDS];
    for (size_t i = 0; i < count; i++) memcpy(&values[i], (const char *)&rounds[i] + at, sizeof values[i]);
    return median(values, count);
}

static json_t *figures_of(const round *rounds, size_t count) {
    double share[ROUNDS], sum[ROUNDS];
    for (size_t i = 0; i < count; i++) {
        sum[i] = finders_of(&rounds[i]);
        share[i] = sum[i] / rounds[i].encoder;
    }
    json_t *each = json_object();
    for (size_t i = 0; i < FINDERS; i++)
        json_object_set_new(each, finders[i].name,
                            json_real(median_at(rounds, count, offsetof(round, finder) + i * sizeof(double))));
    return json_pack("{s:i, s:f, s:f, s:f, s:o, s:f, s:f}", "rounds", (int)count, "encoder",
                     median_at(rounds, count, offsetof(round, encoder)), "analysis",
                     median_at(rounds, count, offsetof(round, analysis)), "finders", median(sum, count), "finder", each, "json",
                     median_at(rounds, count, offsetof(round, json)), "share", median(share, count));
}

int main(int argc, char **argv) {
    if (argc < 3 || argc > 4) bench_stop("MODEL REPORTS.jsonl [SECONDS]");
    static round rounds[ROUNDS];
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 10, start = bench_now();
    size_t count = 0;
    ro_error error = {0};
    bench_task t = bench_task_new(argv[1], argv[2]);
    ro_analyser *analyser = ro_analyser_new(t.model, &error);
    if (!analyser) bench_stop(error.message);
    run(&t, analyser, argv[2]); /* warms up */
    do rounds[count++] = run(&t, analyser, argv[2]);
    while (count < ROUNDS && bench_now() - start < seconds);
    json_t *figures = bench_some(figures_of(rounds, count));
    json_dumpf(figures, stdout, JSON_REAL_PRECISION(5));
    putchar('\n');
    json_decref(figures);
    ro_analyser_free(analyser);
    bench_task_free(&t);
    return 0;
}
