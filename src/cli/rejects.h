/* rejects.h: documents that could not be done: a line on standard error each and, with --rejects, a line of JSON. */
#ifndef RO_CLI_REJECTS_H
#define RO_CLI_REJECTS_H

#include "cli/output.h"
#include "readout.h"

typedef struct ro_cli_rejects {
    bool to_file;
    ro_cli_output output;
    size_t count;
} ro_cli_rejects;

/* path NULL: no file. False: said why. */
bool ro_cli_rejects_open(ro_cli_rejects *rejects, const char *path);
/* False: the file could not be written; said why. */
bool ro_cli_rejects_add(ro_cli_rejects *rejects, const char *name, const ro_error *error);
bool ro_cli_rejects_close(ro_cli_rejects *rejects);

#endif
