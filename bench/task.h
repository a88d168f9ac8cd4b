/* task.h: reports as the encoder takes them, and what the benches share. They stop with a message where anything fails. */
#ifndef BENCH_TASK_H
#define BENCH_TASK_H

#include "model/analyse.h"

typedef struct bench_group { /* what goes through the encoder at once: windows of one report */
    const ro_piece *pieces;
    const ro_window *windows;
    size_t count;
} bench_group;

typedef struct bench_task {
    ro_arena *arena;
    ro_model *model;
    ro_encoder *encoder;
    struct {
        bench_group *items;
        size_t count, room;
    } groups;
    size_t room, next, rows, windows;
} bench_task;

/* The groups of a JSON Lines file's reports. */
bench_task bench_task_new(const char *model, const char *reports);
void bench_task_free(bench_task *task);
size_t bench_rows(const bench_group *group);
/* The group's states, until the next call. */
const float *bench_encode(bench_task *task, const bench_group *group);

/* Seconds of this thread's processor time. */
double bench_now(void);
void bench_stop(const char *why) __attribute__((noreturn));
/* The memory, which is there. */
void *bench_some(void *memory);

#endif
