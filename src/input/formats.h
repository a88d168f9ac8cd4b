/* formats.h: the formats, and reading bytes as one of them. */
#ifndef RO_FORMATS_H
#define RO_FORMATS_H

#include "input/batch.h"

/* In what pieces an input of the format is read: what is held in memory of it at a time. */
typedef enum ro_taking { RO_TAKE_WHOLE, RO_TAKE_LINES, RO_TAKE_SENTENCES, RO_TAKE_RECORDS } ro_taking;

typedef struct ro_format {
    const char *name; /* as in --format */
    ro_taking taking;
    bool (*read)(ro_document *document, const char *bytes, size_t size, ro_error *error);
    bool (*split)(ro_batch *batch, const char *bytes, size_t size, ro_error *error); /* where one input has several documents */
} ro_format;

/* NULL: there is none of that name. */
const ro_format *ro_format_find(const char *name);
/* Fails with the names of all. */
bool ro_format_fail(const char *name, ro_error *error);

/* Reads bytes as the format and adds what they hold to the batch, documents or rejections. name: of the document, where it is
 * one. line: of its file where it begins, or 0. False: out of memory. */
bool ro_format_read(const ro_format *format, ro_batch *batch, const char *name, size_t line, const char *bytes, size_t size,
                    ro_error *error);

/* The same of a web archive's page, whose charset (or NULL) HTTP declared. */
bool ro_format_read_page(const ro_format *format, ro_batch *batch, const char *name, const char *charset, const char *bytes,
                         size_t size, ro_error *error);

/* The format of an input whose first bytes these are; whole: it has no others. NULL: none that is read here, the error says
 * which. */
const ro_format *ro_input_sniff(const char *name, const char *bytes, size_t size, bool whole, ro_error *error);

/* A line of JSON Lines that is no {"text": …}: ninjs or jsonfeed; NULL: it is a report as JSON Lines have it. */
const ro_format *ro_line_sniff(const char *line);

#endif
