/* lines.h: a question to the model as a line of JSON, and its answer as another with the same id. */
#ifndef RO_CLI_LINES_H
#define RO_CLI_LINES_H

#include "readout.h"

#include <jansson.h>

typedef struct ro_cli_line {
    json_t *object;
    char *id; /* as it stands in the line, any scalar; NULL: it has none */
} ro_cli_line;

/* False: the error says why. Free in any case. */
bool ro_cli_line_read(ro_cli_line *line, const char *text, ro_error *error);
void ro_cli_line_free(ro_cli_line *line);
/* The string of a key; NULL where it has none or null, which is an error for what is needed. It lives as long as the line. */
bool ro_cli_line_string(const ro_cli_line *line, const char *key, bool needed, const char **string, ro_error *error);
/* {"id": …, and what the answer (taken, may be NULL: out of memory) holds. From malloc. */
char *ro_cli_line_answer(const ro_cli_line *line, json_t *answer, ro_error *error);

#endif
