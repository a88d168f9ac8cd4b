#include "input/formats.h"
#include "input/conllu.h"
#include "input/html.h"
#include "input/input.h"

static const ro_format formats[] = {
    {"text", RO_TAKE_WHOLE, ro_input_plain, NULL},        {"html", RO_TAKE_WHOLE, ro_input_html, NULL},
    {"rss", RO_TAKE_WHOLE, NULL, ro_input_feed},          {"atom", RO_TAKE_WHOLE, NULL, ro_input_feed},
    {"jsonfeed", RO_TAKE_WHOLE, NULL, ro_input_jsonfeed}, {"ninjs", RO_TAKE_WHOLE, NULL, ro_input_ninjs},
    {"newsml", RO_TAKE_WHOLE, NULL, ro_input_newsml},     {"nitf", RO_TAKE_WHOLE, NULL, ro_input_nitf},
    {"jsonl", RO_TAKE_LINES, ro_input_jsonl, NULL},       {"warc", RO_TAKE_RECORDS, NULL, NULL},
    {"conllu", RO_TAKE_SENTENCES, ro_input_conllu, NULL},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const ro_format *ro_format_find(const char *name) {
    for (size_t i = 0; i < FORMATS; i++)
        if (!strcmp(formats[i].name, name)) return &formats[i];
    return NULL;
}

bool ro_format_fail(const char *name, ro_error *error) {
    return ro_fail(
        error, RO_E_USAGE,
        "unknown format \"%.40s\": the known ones are text, html, rss, atom, jsonfeed, ninjs, newsml, nitf, jsonl, warc "
        "and conllu",
        name);
}

static bool read_one(const ro_format *format, ro_batch *batch, const char *name, size_t line, const char *bytes, size_t size,
                     ro_error *error) {
    ro_error fault = {0};
    ro_document *document = ro_batch_add_as(batch, name, bytes, size, error);
    if (!document) return false;
    document->line = line;
    if (!format->read(document, bytes, size, &fault)) ro_batch_reject(batch, &fault);
    return true;
}

bool ro_format_read_page(const ro_format *format, ro_batch *batch, const char *name, const char *charset, const char *bytes,
                         size_t size, ro_error *error) {
    ro_error fault = {0};
    if (format->read != ro_input_html) return ro_format_read(format, batch, name, 0, bytes, size, error);
    ro_document *document = ro_batch_add_as(batch, name, bytes, size, error);
    if (!document) return false;
    if (!ro_html_item(document, bytes, size, charset, &fault)) ro_batch_reject(batch, &fault);
    return true;
}

static bool read_several(const ro_format *format, ro_batch *batch, const char *name, const char *bytes, size_t size,
                         ro_error *error) {
    ro_error fault = {0};
    const char *outer = batch->name;
    batch->name = name;
    bool read = format->split(batch, bytes, size, &fault);
    batch->name = outer;
    return read || ro_batch_fail(batch, &fault, error);
}

bool ro_format_read(const ro_format *format, ro_batch *batch, const char *name, size_t line, const char *bytes, size_t size,
                    ro_error *error) {
    return format->split ? read_several(format, batch, name, bytes, size, error)
                         : read_one(format, batch, name, line, bytes, size, error);
}
