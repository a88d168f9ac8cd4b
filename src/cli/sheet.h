/* sheet.h: rows of JSON as lines of JSON, as CSV or TSV, or as a table for a terminal. */
#ifndef RO_CLI_SHEET_H
#define RO_CLI_SHEET_H

#include "cli/options.h"
#include "cli/output.h"

typedef struct ro_cli_sheet ro_cli_sheet;

typedef struct ro_cli_sheet_options {
    ro_kind kind;
    bool facet, history;
    ro_cli_form form; /* AUTO is JSON here */
    int width;        /* of a table, in columns */
    bool color;       /* likewise */
} ro_cli_sheet_options;

/* Output and options are borrowed. NULL: out of memory. */
ro_cli_sheet *ro_cli_sheet_new(ro_cli_output *output, const ro_cli_sheet_options *options);
/* Adds a row; false: said why. A table is held back for some rows, so that it may be fitted to them. */
bool ro_cli_sheet_add(ro_cli_sheet *sheet, const char *json);
/* Writes what was held back. False: said why. Frees the sheet. */
bool ro_cli_sheet_close(ro_cli_sheet *sheet);

#endif
