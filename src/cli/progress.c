#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/progress.h"

#include "cli/term.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char wipe[] = "\r\033[K";
static const double delay = 0.5, pause_between = 0.1; /* seconds */
enum { BAR_CELLS = 24 };

/* Standard error is one, and so is its bar. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool wanted;
static double began, drawn;
static atomic_int visible;

static double now_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void put(const char *bytes, size_t size) {
    ssize_t ignored = write(STDERR_FILENO, bytes, size); /* a bar that cannot be drawn is no reason to stop */
    (void)ignored;
}

void ro_cli_progress_begin(void) {
    wanted = ro_cli_term_moves(STDERR_FILENO);
    began = now_seconds();
}

bool ro_cli_progress_wanted(void) { return wanted; }

static void hide(void) {
    if (atomic_exchange(&visible, 0)) put(wipe, sizeof wipe - 1);
}

void ro_cli_progress_hide(void) {
    pthread_mutex_lock(&lock);
    hide();
    pthread_mutex_unlock(&lock);
}

void ro_cli_progress_end(void) {
    pthread_mutex_lock(&lock);
    hide();
    wanted = false;
    pthread_mutex_unlock(&lock);
}

void ro_cli_progress_wipe_in_signal(void) {
    if (atomic_load(&visible)) put(wipe, sizeof wipe - 1);
}

static size_t share(const ro_cli_progress *now, char *out, size_t room) {
    if (!now->total) return 0;
    double part = (double)now->done / (double)now->total;
    if (part > 1) part = 1;
    char bar[BAR_CELLS + 1];
    int full = (int)(part * BAR_CELLS);
    for (int i = 0; i < BAR_CELLS; i++) bar[i] = i < full ? '#' : '.';
    bar[BAR_CELLS] = 0;
    return (size_t)snprintf(out, room, "[%s] %3.0f%%  ", bar, part * 100);
}

static void draw(const ro_cli_progress *now, double elapsed) {
    char line[160];
    memcpy(line, wipe, sizeof wipe);
    size_t head = sizeof wipe - 1, size = head + share(now, line + head, sizeof line - head);
    if (now->what)
        size += (size_t)snprintf(line + size, sizeof line - size, "%s", now->what);
    else
        size += (size_t)snprintf(line + size, sizeof line - size, "%zu document%s  %.1f/s", now->documents,
                                 now->documents == 1 ? "" : "s", (double)now->documents / elapsed);
    size_t most = head + (size_t)ro_cli_term_width(STDERR_FILENO) - 1; /* a full last column would wrap */
    put(line, size < most ? size : most);
    atomic_store(&visible, 1);
}

void ro_cli_progress_tick(const ro_cli_progress *now) {
    if (!wanted) return;
    pthread_mutex_lock(&lock);
    double time = now_seconds();
    if (time - began >= delay && time - drawn >= pause_between) {
        draw(now, time - began);
        drawn = time;
    }
    pthread_mutex_unlock(&lock);
}
