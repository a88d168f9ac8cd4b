#include "task.h"

#include <jansson.h>
#include <stdio.h>
#include <time.h>

double bench_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void bench_stop(const char *why) {
    fprintf(stderr, "bench: %s\n", why);
    exit(2);
}

void *bench_some(void *memory) {
    if (!memory) bench_stop("out of memory");
    return memory;
}

size_t bench_rows(const bench_group *g) {
    size_t rows = 0;
    for (size_t i = 0; i < g->count; i++) rows += ro_window_rows(g->windows[i]);
    return rows;
}

/* Groups as ro_analyse makes them. */
static void add_report(bench_task *t, const char *bytes) {
    size_t room = t->room;
    ro_text text;
    ro_pieces pieces = {0};
    if (!ro_text_index(&text, bytes, (uint32_t)strlen(bytes), t->arena) ||
        !ro_pieces_cut(t->model->vocabulary, &text, t->arena, &pieces))
        bench_stop("out of memory");
    for (size_t at = 0; at < pieces.count;) {
        ro_window *windows = bench_some(ro_arena_array(t->arena, room, sizeof *windows));
        bench_group g = {pieces.items, windows, 0};
        for (size_t rows = 0; at < pieces.count; at = windows[g.count++].to) {
            windows[g.count] = ro_window_from(text.bytes, &pieces, at, t->model->shape.window);
            if ((rows += ro_window_rows(windows[g.count])) > room) break;
        }
        t->rows += bench_rows(&g);
        t->windows += g.count;
        if (!ro_list_add(t->arena, &t->groups, g)) bench_stop("out of memory");
    }
}

bench_task bench_task_new(const char *model, const char *reports) {
    ro_error error = {0};
    bench_task t = {.arena = bench_some(ro_arena_new()), .model = ro_model_open(model, RO_ARITHMETIC_AUTO, &error)};
    char *line = NULL;
    size_t size = 0;
    FILE *file = fopen(reports, "r");
    if (!t.model) bench_stop(error.message);
    if (!file) bench_stop("the reports cannot be opened");
    t.room = t.model->shape.window > 4 * RO_TILE ? t.model->shape.window : 4 * RO_TILE;
    t.encoder = ro_encoder_new(t.model, t.room, &error);
    if (!t.encoder) bench_stop(error.message);
    while (getline(&line, &size, file) > 0) {
        json_t *report = json_loads(line, 0, NULL);
        const char *text = json_string_value(json_object_get(report, "text"));
        if (text) add_report(&t, bench_some(ro_arena_copy(t.arena, text, strlen(text))));
        json_decref(report);
    }
    free(line);
    fclose(file);
    if (!t.groups.count) bench_stop("no report has a text");
    return t;
}

void bench_task_free(bench_task *t) {
    ro_encoder_free(t->encoder);
    ro_model_close(t->model);
    ro_arena_free(t->arena);
}

const float *bench_encode(bench_task *t, const bench_group *g) {
    ro_error error = {0};
    const float *states = ro_encoder_run(t->encoder, g->pieces, g->windows, g->count, &error);
    if (!states) bench_stop(error.message);
    return states;
}
