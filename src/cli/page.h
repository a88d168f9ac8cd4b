/* page.h: a record as a page for a reader at a terminal. */
#ifndef RO_CLI_PAGE_H
#define RO_CLI_PAGE_H

#include "readout.h"

#include <jansson.h>

typedef struct ro_cli_page_options {
    int width; /* columns */
    bool color;
    bool layers; /* a line for each item of the model's layers */
} ro_cli_page_options;

/* The page, without a line break at its end. The record may lack any key. NULL: out of memory. Free with free. */
char *ro_cli_page(const json_t *record, const ro_cli_page_options *options);

#endif
