#include "input/input.h"
#include "input/conllu.h"
#include "input/date.h"
#include "input/stream.h"

#include <stdio.h>

typedef bool reader(ro_document *document, const char *bytes, size_t size, ro_error *error);

static const struct {
    const char *name;
    reader *read;
} formats[] = {{"text", ro_input_plain}, {"html", ro_input_html}, {"jsonl", ro_input_jsonl}, {"conllu", ro_input_conllu}};

enum { FORMATS = sizeof formats / sizeof *formats, LABEL = 200 };

struct ro_input {
    ro_arena *arena;   /* owns the strings */
    const char *name;  /* valid UTF-8 without control characters */
    const char *label; /* the name, cut to what an error can hold */
    int format;        /* of formats; −1: by content */
    ro_defaults defaults;
    ro_stream *stream;
    ro_buffer bytes; /* of the document at hand */
    ro_buffer ahead; /* of CoNLL-U: the first lines of the next one */
    size_t line;
    bool started, finished;
};

/* ---- opening */

static bool set_format(ro_input *input, const char *format, ro_error *error) {
    input->format = -1;
    for (int i = 0; format && i < FORMATS; i++)
        if (!strcmp(formats[i].name, format)) input->format = i;
    return !format || input->format >= 0 ||
           ro_fail(error, RO_E_USAGE, "unknown format \"%.40s\": the known ones are text, html, jsonl and conllu", format);
}

static bool set_default(ro_input *input, const char **field, const char *what, const char *value, ro_error *error) {
    if (!value || !*value) return true;
    size_t size = strlen(value);
    if (!ro_utf8_valid(value, size, NULL))
        return ro_fail(error, RO_E_USAGE, "the %s given is not valid UTF-8: check the terminal's encoding", what);
    *field = ro_arena_copy(input->arena, value, size);
    return *field || ro_fail_memory(error);
}

static bool set_options(ro_input *input, const ro_input_options *options, ro_error *error) {
    if (!options) return set_format(input, NULL, error);
    char date[RO_DATE_SIZE];
    const char *published = options->published;
    if (published && !ro_date_iso(published, date))
        return ro_fail(error, RO_E_USAGE, "\"%.60s\" is no date: give one like 2024-03-04 or 2024-03-04T10:15:00Z", published);
    return set_format(input, options->format, error) && set_default(input, &input->defaults.uri, "uri", options->uri, error) &&
           set_default(input, &input->defaults.outlet, "outlet", options->outlet, error) &&
           set_default(input, &input->defaults.published, "date", published ? date : NULL, error);
}

/* Paths are bytes; names are shown, and stand in JSON. */
static bool set_name(ro_input *input, const char *path) {
    size_t size = strlen(path), from;
    ro_decoded decoded;
    if (!ro_decode(path, size, "utf-8", input->arena, &decoded)) return false;
    for (char *c = decoded.bytes; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F) *c = '?';
    input->name = input->label = decoded.bytes;
    if (decoded.size <= LABEL) return true;
    for (from = decoded.size - LABEL; ((unsigned char)decoded.bytes[from] & 0xC0) == 0x80;) from++;
    input->label = ro_arena_print(input->arena, "…%s", decoded.bytes + from);
    return input->label != NULL;
}

static ro_input *prepare(const char *name, const ro_input_options *options, ro_error *error) {
    ro_input *input = calloc(1, sizeof *input);
    if (!input) return ro_fail_memory(error), NULL;
    input->arena = ro_arena_new();
    if (!input->arena || !set_name(input, name))
        ro_fail_memory(error);
    else if (set_options(input, options, error))
        return input;
    ro_input_close(input);
    return NULL;
}

static ro_input *opened(ro_input *input, ro_stream *stream) {
    input->stream = stream;
    if (stream) return input;
    ro_input_close(input);
    return NULL;
}

ro_input *ro_input_open(const char *path, const ro_input_options *options, ro_error *error) {
    ro_input *input = prepare(path, options, error);
    return input ? opened(input, ro_stream_open(path, input->label, error)) : NULL;
}

ro_input *ro_input_open_memory(const void *bytes, size_t size, const char *name, const ro_input_options *options,
                               ro_error *error) {
    ro_input *input = prepare(name, options, error);
    return input ? opened(input, ro_stream_memory(bytes, size, error)) : NULL;
}

void ro_input_close(ro_input *input) {
    if (!input) return;
    ro_stream_close(input->stream);
    ro_buffer_free(&input->ahead);
    ro_buffer_free(&input->bytes);
    ro_arena_free(input->arena);
    free(input);
}

void ro_input_progress(const ro_input *input, size_t *done, size_t *total) { ro_stream_progress(input->stream, done, total); }

/* ---- the first look */

static bool find_format(ro_input *input, const char *bytes, size_t size, ro_error *error) {
    if (input->format >= 0) return true;
    const char *format = ro_input_sniff(input->label, bytes, size, size < RO_STREAM_WINDOW, error);
    return format && set_format(input, format, error);
}

static bool start(ro_input *input, ro_error *error) {
    const char *bytes, *what;
    size_t size;
    input->started = true;
    if (!ro_stream_peek(input->stream, &bytes, &size)) return ro_stream_fail(input->stream, input->label, error);
    if (!size) return ro_fail(error, RO_E_INPUT, "%s: empty: nothing to read", input->label);
    if (ro_looks_binary(bytes, size, &what))
        return ro_fail(error, RO_E_INPUT, "%s: looks like %s, not a report: give text, HTML or JSON Lines", input->label, what);
    if (!find_format(input, bytes, size, error)) return false;
    bool lines = formats[input->format].read == ro_input_jsonl || formats[input->format].read == ro_input_conllu;
    if (lines && size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) ro_stream_skip(input->stream, 3);
    return true;
}

/* ---- documents */

static bool read_bytes(ro_input *input, ro_document *document, ro_error *error) {
    char digest[65];
    ro_sha256(input->bytes.data, input->bytes.size, digest);
    snprintf(document->id, sizeof document->id, "sha256:%s", digest);
    return formats[input->format].read(document, input->bytes.data, input->bytes.size, error);
}

static bool name_document(const ro_input *input, ro_document *document, const char *name) {
    document->line = input->line;
    document->name = input->line && formats[input->format].read == ro_input_jsonl
                         ? ro_arena_print(document->arena, "%s:%zu", name, input->line)
                         : ro_arena_copy(document->arena, name, strlen(name));
    return document->name != NULL;
}

/* While it is read a document bears the label, for the errors. */
static ro_next make_document(ro_input *input, ro_document **out, ro_error *error) {
    ro_document *document = ro_document_new();
    bool named = document && name_document(input, document, input->label);
    bool good = named ? read_bytes(input, document, error) : ro_fail_memory(error);
    if (good && input->label != input->name && !name_document(input, document, input->name)) good = ro_fail_memory(error);
    good = good && ro_input_defaults(document, &input->defaults, error);
    if (good)
        *out = document;
    else
        ro_document_free(document);
    return good ? RO_NEXT_DOCUMENT : RO_NEXT_REJECTED;
}

static ro_next next_whole(ro_input *input, ro_document **document, ro_error *error) {
    input->finished = true;
    switch (ro_stream_all(input->stream, RO_LIMIT_DOCUMENT, &input->bytes)) {
    case RO_TAKEN: return make_document(input, document, error);
    case RO_TAKEN_END: ro_fail(error, RO_E_INPUT, "%s: empty: nothing to read", input->label); break;
    case RO_TAKEN_LONG:
        ro_fail(error, RO_E_LIMIT, "%s: larger than 16 MiB, the most that one report may have: split it, or give JSON Lines",
                input->label);
        break;
    case RO_TAKEN_FAULT: ro_stream_fail(input->stream, input->label, error); break;
    case RO_TAKEN_MEMORY: ro_fail_memory(error); break;
    }
    return RO_NEXT_REJECTED;
}

static bool strip_line(ro_buffer *line) {
    if (line->size && line->data[line->size - 1] == '\r') line->data[--line->size] = 0;
    for (size_t i = 0; i < line->size; i++)
        if (line->data[i] != ' ' && line->data[i] != '\t' && line->data[i] != '\r') return true;
    return false;
}

static ro_next next_line(ro_input *input, ro_document **document, ro_error *error) {
    for (;;) {
        ro_taken taken = ro_stream_line(input->stream, RO_LIMIT_DOCUMENT, &input->bytes);
        input->line++;
        switch (taken) {
        case RO_TAKEN:
            if (!strip_line(&input->bytes)) continue;
            return make_document(input, document, error);
        case RO_TAKEN_END: input->finished = true; return RO_NEXT_END;
        case RO_TAKEN_LONG:
            ro_fail(error, RO_E_LIMIT, "%s:%zu: the line is longer than 16 MiB, the most that one report may have: split it",
                    input->label, input->line);
            return RO_NEXT_REJECTED;
        case RO_TAKEN_FAULT:
            input->finished = true;
            ro_stream_fail(input->stream, input->label, error);
            return RO_NEXT_REJECTED;
        case RO_TAKEN_MEMORY: ro_fail_memory(error); return RO_NEXT_REJECTED;
        }
    }
}

/* input->line: where the next document begins. */
static ro_next next_sentences(ro_input *input, ro_document **document, ro_error *error) {
    size_t lines;
    ro_next next = RO_NEXT_REJECTED;
    if (!input->line) input->line = 1;
    switch (ro_conllu_take(input->stream, RO_LIMIT_DOCUMENT, &input->ahead, &input->bytes, &lines)) {
    case RO_TAKEN: next = make_document(input, document, error); break;
    case RO_TAKEN_END: input->finished = true; return RO_NEXT_END;
    case RO_TAKEN_LONG:
        ro_fail(error, RO_E_LIMIT, "%s:%zu: larger than 16 MiB, the most that one document may have: divide it by # newdoc",
                input->label, input->line);
        break;
    case RO_TAKEN_FAULT:
        input->finished = true;
        ro_stream_fail(input->stream, input->label, error);
        break;
    case RO_TAKEN_MEMORY:
        input->finished = true;
        ro_fail_memory(error);
        break;
    }
    input->line += lines;
    return next;
}

ro_next ro_input_next(ro_input *input, ro_document **document, ro_error *error) {
    *document = NULL;
    if (input->finished) return RO_NEXT_END;
    if (!input->started && !start(input, error)) {
        input->finished = true;
        return RO_NEXT_REJECTED;
    }
    if (formats[input->format].read == ro_input_jsonl) return next_line(input, document, error);
    if (formats[input->format].read == ro_input_conllu) return next_sentences(input, document, error);
    return next_whole(input, document, error);
}
