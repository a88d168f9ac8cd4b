/* input.c: a target of libFuzzer for one format: bytes in, every document out, and what must hold of each. RO_FUZZ_FORMAT is the
 * format's name; NULL: the content decides. What does not hold ends the program, so that the input is kept. */
#include "input/document.h"

#ifndef RO_FUZZ_FORMAT
#define RO_FUZZ_FORMAT NULL
#endif

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void hold(bool so) {
    if (!so) abort();
}

static void check_string(const char *string) {
    size_t fault;
    hold(!string || ro_utf8_valid(string, strlen(string), &fault));
}

static void check_text(const ro_text *text) {
    size_t fault;
    hold(text->bytes && text->size && !text->bytes[text->size] && !memchr(text->bytes, 0, text->size));
    hold(ro_utf8_valid(text->bytes, text->size, &fault));
    hold(ro_text_points(text, text->size) <= text->size);
}

static void check_fields(const ro_document *d) {
    const char *const fields[] = {d->name,   d->format,    d->uri,      d->language, d->title,
                                  d->outlet, d->published, d->modified, d->section,  d->dateline};
    hold(d->name && d->format && strlen(d->id) == strlen("sha256:") + 64);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) check_string(fields[i]);
    for (size_t i = 0; i < d->bylines.count; i++) check_string(d->bylines.items[i]);
    for (size_t i = 0; i < d->credits.count; i++) check_string(d->credits.items[i]);
    for (size_t i = 0; i < d->warnings.count; i++) check_string(d->warnings.items[i].message);
}

/* As extract prints it, and what only a record has. */
static void check_json(const ro_document *document) {
    ro_error error = {0};
    char *line = ro_document_json(document, &error), *extra = document->extra ? ro_json_print(document->extra, 0) : NULL;
    json_t *read = line ? json_loads(line, JSON_ALLOW_NUL, NULL) : NULL;
    hold(json_is_object(read) && !strchr(line, '\n') && (extra || !document->extra));
    json_decref(read);
    free(extra);
    ro_free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const ro_input_options options = {.format = RO_FUZZ_FORMAT};
    ro_error error = {0};
    ro_input *input = ro_input_open_memory(bytes, size, "fuzz", &options, &error);
    hold(input);
    for (;;) {
        ro_document *document = NULL;
        ro_next next = ro_input_next(input, &document, &error);
        if (next == RO_NEXT_END) break;
        hold((next == RO_NEXT_DOCUMENT) == (document != NULL));
        hold(document || (error.code && *error.message));
        if (document) {
            check_text(&document->text);
            check_fields(document);
            check_json(document);
        }
        ro_document_free(document);
        error = (ro_error){0};
    }
    ro_input_close(input);
    return 0;
}
