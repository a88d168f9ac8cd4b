/* term.h: what a terminal can do, and text that is safe to send to one. */
#ifndef RO_CLI_TERM_H
#define RO_CLI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum ro_cli_color { RO_CLI_COLOR_AUTO, RO_CLI_COLOR_ALWAYS, RO_CLI_COLOR_NEVER } ro_cli_color;

/* Whether to colour what goes to standard output: a terminal, unless TERM is dumb or NO_COLOR says otherwise. */
bool ro_cli_term_color(ro_cli_color choice);
/* Columns of the terminal behind the descriptor; COLUMNS goes first; 80 where there is none. */
int ro_cli_term_width(int fd);
/* Whether the descriptor is a terminal that can move its cursor. */
bool ro_cli_term_moves(int fd);

/* One code point of a zero-ended string as it may be shown: control characters become symbols, faulty bytes U+FFFD.
 * Writes at most 4 bytes and a zero to out; returns how many bytes of text it took (0 at the end); columns may be NULL. */
size_t ro_cli_visible(const char *text, char out[5], int *columns);
/* Writes a whole string so. */
void ro_cli_print_visible(FILE *out, const char *text);
/* A copy of a file's name as valid UTF-8: itself, unless bytes are faulty. NULL: out of memory. Free with free. */
char *ro_cli_utf8_copy(const char *name);
/* A copy as valid UTF-8 without control characters; NULL: out of memory. Free with free. */
char *ro_cli_visible_copy(const char *text);

#endif
