/* progress.h: the bar on standard error. It shows only on a terminal and only once the work has taken half a second. */
#ifndef RO_CLI_PROGRESS_H
#define RO_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ro_cli_progress {
    size_t documents;
    size_t done, total; /* bytes of input; total 0: unknown */
    const char *what;   /* said instead of how many documents there are; NULL: these */
} ro_cli_progress;

/* Call once before the work; afterwards any thread may call the others. */
void ro_cli_progress_begin(void);
/* Whether a bar may be drawn at all. */
bool ro_cli_progress_wanted(void);
/* Draws the bar if it is time to. */
void ro_cli_progress_tick(const ro_cli_progress *now);
/* Wipes the bar if it is there; the next tick draws it again. */
void ro_cli_progress_hide(void);
/* Wipes it for good. */
void ro_cli_progress_end(void);
/* The same wipe, for a signal handler. */
void ro_cli_progress_wipe_in_signal(void);

#endif
