#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/say.h"

#include "cli/progress.h"
#include "cli/term.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static char *print(const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    char *line = size < 0 ? NULL : malloc((size_t)size + 1);
    if (line) vsnprintf(line, (size_t)size + 1, format, again);
    va_end(again);
    return line;
}

void ro_cli_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *line = print(format, args);
    va_end(args);
    char *safe = line ? ro_cli_visible_copy(line) : NULL;
    ro_cli_progress_hide();
    fprintf(stderr, "readout: %s\n", safe ? safe : "out of memory");
    free(safe);
    free(line);
}
