#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/term.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

enum {
    WIDTH_DEFAULT = 80,
    WIDTH_LEAST = 20,
    WIDTH_MOST = 1000,
    SUBSTITUTE = 0xFFFD,
    CONTROL_PICTURES = 0x2400,
    PICTURE_DELETE = 0x2421
};

static bool dumb(void) {
    const char *term = getenv("TERM");
    return !term || !*term || strcmp(term, "dumb") == 0;
}

bool ro_cli_term_moves(int fd) { return isatty(fd) && !dumb(); }

bool ro_cli_term_color(ro_cli_color choice) {
    if (choice != RO_CLI_COLOR_AUTO) return choice == RO_CLI_COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR");
    return !(no && *no) && ro_cli_term_moves(STDOUT_FILENO);
}

int ro_cli_term_width(int fd) {
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width <= 0) return WIDTH_DEFAULT;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (int)width;
}

/* Line and paragraph separators break lines on some terminals; marks of writing direction can reorder what stands around them. */
static bool misleading(int32_t point) {
    return point == 0x2028 || point == 0x2029 || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

static int32_t shown(int32_t point) {
    if (point < 0x20) return CONTROL_PICTURES + point;
    if (point == 0x7F) return PICTURE_DELETE;
    if ((point >= 0x80 && point < 0xA0) || misleading(point)) return SUBSTITUTE;
    return point;
}

size_t ro_cli_visible(const char *text, char out[5], int *columns) {
    utf8proc_int32_t point = 0;
    utf8proc_ssize_t taken = 0;
    if (*text) {
        taken = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
        if (taken < 1) {
            taken = 1;
            point = SUBSTITUTE;
        }
        point = shown(point);
    }
    utf8proc_ssize_t size = taken ? utf8proc_encode_char(point, (utf8proc_uint8_t *)out) : 0;
    out[size] = 0;
    if (columns) *columns = taken ? utf8proc_charwidth(point) : 0;
    return (size_t)taken;
}

void ro_cli_print_visible(FILE *out, const char *text) {
    char piece[5];
    for (size_t taken; (taken = ro_cli_visible(text, piece, NULL)) != 0; text += taken) fputs(piece, out);
}

char *ro_cli_visible_copy(const char *text) {
    char *copy = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&copy, &size);
    if (!out) return NULL;
    ro_cli_print_visible(out, text);
    if (fclose(out) == 0) return copy;
    free(copy);
    return NULL;
}

static bool valid(const char *text) {
    utf8proc_int32_t point;
    for (utf8proc_ssize_t taken; *text; text += taken)
        if ((taken = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point)) < 1) return false;
    return true;
}

char *ro_cli_utf8_copy(const char *name) { return valid(name) ? strdup(name) : ro_cli_visible_copy(name); }
