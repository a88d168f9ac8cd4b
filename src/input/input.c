#include "input/input.h"
#include "base/limits.h"
#include "input/conllu.h"
#include "input/date.h"
#include "input/formats.h"
#include "input/furniture.h"
#include "input/stream.h"
#include "input/warc.h"

#include <stdio.h>

enum { LABEL = 200 };

struct ro_input {
    ro_arena *arena;         /* owns the strings */
    const char *name;        /* valid UTF-8 without control characters */
    const char *label;       /* the name, cut to what an error can hold */
    const ro_format *format; /* NULL: by content */
    ro_defaults defaults;
    ro_stream *stream;
    ro_warc *warc;   /* of an archive */
    ro_buffer bytes; /* of what is at hand: the whole, a line */
    ro_buffer ahead; /* of CoNLL-U: the first lines of the next one */
    ro_batch batch;  /* the documents that these bytes held */
    size_t line;
    bool started, finished;
};

/* ---- opening */

static bool set_format(ro_input *input, const char *format, ro_error *error) {
    input->format = format ? ro_format_find(format) : NULL;
    return !format || input->format || ro_format_fail(format, error);
}

static bool set_default(ro_input *input, const char **field, const char *what, size_t most, const char *value, ro_error *error) {
    if (!value || !*value) return true;
    size_t size = strlen(value);
    if (!ro_utf8_valid(value, size, NULL))
        return ro_fail(error, RO_E_USAGE, "the %s given is not valid UTF-8: check the terminal's encoding", what);
    if (size > most) return ro_fail(error, RO_E_USAGE, "the %s given is longer than %zu bytes: give a shorter one", what, most);
    *field = ro_arena_copy(input->arena, value, size);
    return *field || ro_fail_memory(error);
}

static bool set_options(ro_input *input, const ro_input_options *options, ro_error *error) {
    if (!options) return set_format(input, NULL, error);
    char date[RO_DATE_SIZE];
    const char *published = options->published;
    if (published && !ro_date_iso(published, date))
        return ro_fail(error, RO_E_USAGE, "\"%.60s\" is no date: give one like 2024-03-04 or 2024-03-04T10:15:00Z", published);
    return set_format(input, options->format, error) &&
           set_default(input, &input->defaults.uri, "uri", RO_URI_MOST, options->uri, error) &&
           set_default(input, &input->defaults.outlet, "outlet", RO_INDEXED_MOST, options->outlet, error) &&
           set_default(input, &input->defaults.published, "date", RO_DATE_SIZE, published ? date : NULL, error);
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
    ro_batch_clear(&input->batch);
    ro_warc_free(input->warc);
    ro_stream_close(input->stream);
    ro_buffer_free(&input->ahead);
    ro_buffer_free(&input->bytes);
    ro_arena_free(input->arena);
    free(input);
}

void ro_input_progress(const ro_input *input, size_t *done, size_t *total) { ro_stream_progress(input->stream, done, total); }

/* ---- the first look */

static bool find_format(ro_input *input, const char *bytes, size_t size, ro_error *error) {
    if (!input->format) input->format = ro_input_sniff(input->label, bytes, size, size < RO_STREAM_WINDOW, error);
    return input->format != NULL;
}

static bool start(ro_input *input, ro_error *error) {
    const char *bytes, *what;
    size_t size;
    input->started = true;
    input->batch.name = input->label;
    if (!ro_stream_peek(input->stream, &bytes, &size)) return ro_stream_fail(input->stream, input->label, error);
    if (!size) return ro_fail(error, RO_E_INPUT, "%s: empty: nothing to read", input->label);
    if (!input->format && size >= 7 && !memcmp(bytes, "WARC/1.", 7)) input->format = ro_format_find("warc");
    if (input->format && input->format->taking == RO_TAKE_RECORDS) return true;
    if (!input->format && size >= 7 && !memcmp(bytes, "WARC/0.", 7))
        return ro_fail(error, RO_E_INPUT, "%s: looks like a web archive older than WARC 1.0, which is not read here: convert it",
                       input->label);
    if (ro_looks_binary(bytes, size, &what))
        return ro_fail(error, RO_E_INPUT, "%s: looks like %s, not a report: give text, HTML, a feed, JSON Lines or WARC",
                       input->label, what);
    if (!find_format(input, bytes, size, error)) return false;
    bool lines = input->format->taking == RO_TAKE_LINES || input->format->taking == RO_TAKE_SENTENCES;
    if (lines && size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) ro_stream_skip(input->stream, 3);
    return true;
}

/* ---- what is at hand becomes a batch. Each: false where there is an error to tell now. */

static bool read_bytes(ro_input *input, ro_error *error) {
    char *name = NULL;
    if (input->line && input->format->taking == RO_TAKE_LINES) {
        size_t room = strlen(input->label) + 32;
        name = malloc(room);
        if (!name) return ro_fail_memory(error);
        snprintf(name, room, "%s:%zu", input->label, input->line);
    }
    const ro_format *format = name ? ro_line_sniff(input->bytes.data) : NULL;
    bool good = ro_format_read(format ? format : input->format, &input->batch, name ? name : input->label, input->line,
                               input->bytes.data, input->bytes.size, error);
    free(name);
    return good;
}

static bool next_whole(ro_input *input, ro_error *error) {
    input->finished = true;
    switch (ro_stream_all(input->stream, RO_LIMIT_DOCUMENT, &input->bytes)) {
    case RO_TAKEN: return read_bytes(input, error);
    case RO_TAKEN_END: return ro_fail(error, RO_E_INPUT, "%s: empty: nothing to read", input->label);
    case RO_TAKEN_LONG:
        return ro_fail(error, RO_E_LIMIT,
                       "%s: larger than 16 MiB, the most that one report may have: split it, or give JSON Lines or WARC",
                       input->label);
    case RO_TAKEN_FAULT: return ro_stream_fail(input->stream, input->label, error);
    case RO_TAKEN_MEMORY: break;
    }
    return ro_fail_memory(error);
}

static bool strip_line(ro_buffer *line) {
    if (line->size && line->data[line->size - 1] == '\r') line->data[--line->size] = 0;
    for (size_t i = 0; i < line->size; i++)
        if (line->data[i] != ' ' && line->data[i] != '\t' && line->data[i] != '\r') return true;
    return false;
}

static bool next_line(ro_input *input, ro_error *error) {
    for (;;) {
        ro_taken taken = ro_stream_line(input->stream, RO_LIMIT_DOCUMENT, &input->bytes);
        input->line++;
        switch (taken) {
        case RO_TAKEN:
            if (!strip_line(&input->bytes)) continue;
            return read_bytes(input, error);
        case RO_TAKEN_END: input->finished = true; return true;
        case RO_TAKEN_LONG:
            return ro_fail(error, RO_E_LIMIT,
                           "%s:%zu: the line is longer than 16 MiB, the most that one report may have: split it", input->label,
                           input->line);
        case RO_TAKEN_FAULT: input->finished = true; return ro_stream_fail(input->stream, input->label, error);
        case RO_TAKEN_MEMORY: return ro_fail_memory(error);
        }
    }
}

/* input->line: where the next document begins. */
static bool next_sentences(ro_input *input, ro_error *error) {
    size_t lines;
    bool good = false;
    if (!input->line) input->line = 1;
    ro_taken taken = ro_conllu_take(input->stream, RO_LIMIT_DOCUMENT, &input->ahead, &input->bytes, &lines);
    input->finished = taken != RO_TAKEN && taken != RO_TAKEN_LONG;
    switch (taken) {
    case RO_TAKEN: good = read_bytes(input, error); break;
    case RO_TAKEN_END: return true;
    case RO_TAKEN_LONG:
        ro_fail(error, RO_E_LIMIT, "%s:%zu: larger than 16 MiB, the most that one document may have: divide it by # newdoc",
                input->label, input->line);
        break;
    case RO_TAKEN_FAULT: ro_stream_fail(input->stream, input->label, error); break;
    case RO_TAKEN_MEMORY: ro_fail_memory(error); break;
    }
    input->line += lines;
    return good;
}

static bool add_page_facts(ro_document *document, const ro_warc_page *page) {
    if (!document->uri && *page->uri) document->uri = ro_arena_copy(document->arena, page->uri, strlen(page->uri));
    json_t *facts = json_pack("{s:s,s:s}", "record", page->id, "fetched", page->date);
    bool good = ro_document_extra(document, "warc", facts) && (document->uri || !*page->uri);
    return good && (!page->cut || ro_document_warn(document, "truncated", "The archive has only the beginning of this page."));
}

static bool read_page(ro_input *input, const ro_warc_page *page, ro_error *error) {
    const char *name = page->label, *what;
    if (!page->size) return ro_fail(error, RO_E_INPUT, "%s: an empty page: nothing to read", name);
    if (ro_looks_binary(page->bytes, page->size, &what))
        return ro_fail(error, RO_E_INPUT, "%s: looks like %s, not a report", name, what);
    bool whole = page->size <= RO_STREAM_WINDOW;
    const ro_format *format = ro_input_sniff(name, page->bytes, whole ? page->size : RO_STREAM_WINDOW, whole, error);
    if (!format) return false;
    if (format->taking != RO_TAKE_WHOLE) return true; /* data of a page's scripts */
    if (!ro_format_read_page(format, &input->batch, name, page->charset, page->bytes, page->size, error)) return false;
    for (size_t i = 0; i < input->batch.count; i++)
        if (input->batch.items[i].document && !add_page_facts(input->batch.items[i].document, page)) return ro_fail_memory(error);
    return true;
}

static bool next_record(ro_input *input, ro_error *error) {
    ro_warc_page page;
    if (!input->warc) input->warc = ro_warc_new(input->stream, input->label);
    if (!input->warc) return ro_fail_memory(error);
    ro_next next = ro_warc_next(input->warc, &page, error);
    input->finished = next == RO_NEXT_END;
    return input->finished || (next == RO_NEXT_DOCUMENT && read_page(input, &page, error));
}

static bool next_batch(ro_input *input, ro_error *error) {
    ro_batch_clear(&input->batch);
    switch (input->format->taking) {
    case RO_TAKE_WHOLE: return next_whole(input, error);
    case RO_TAKE_LINES: return next_line(input, error);
    case RO_TAKE_SENTENCES: return next_sentences(input, error);
    case RO_TAKE_RECORDS: return next_record(input, error);
    }
    return true;
}

/* ---- documents */

/* While it is read a document bears the label, for the errors. */
static bool name_in_full(const ro_input *input, ro_document *document) {
    size_t size = strlen(input->label);
    if (input->label == input->name || strncmp(document->name, input->label, size)) return true;
    document->name = ro_arena_print(document->arena, "%s%s", input->name, document->name + size);
    return document->name != NULL;
}

static ro_next give(const ro_input *input, ro_batch_item *item, ro_document **document, ro_error *error) {
    if (!item->document) {
        if (error) *error = item->error;
        return RO_NEXT_REJECTED;
    }
    bool good = name_in_full(input, item->document) && ro_input_defaults(item->document, &input->defaults, error);
    good = good && (item->document->conllu.bytes || ro_furniture_find(item->document));
    if (!good || !ro_document_fit(item->document)) {
        ro_document_free(item->document);
        ro_fail_memory(error);
        return RO_NEXT_REJECTED;
    }
    *document = item->document;
    return RO_NEXT_DOCUMENT;
}

ro_next ro_input_next(ro_input *input, ro_document **document, ro_error *error) {
    ro_batch_item item;
    *document = NULL;
    if (!input->started && !start(input, error)) {
        input->finished = true;
        return RO_NEXT_REJECTED;
    }
    while (!ro_batch_take(&input->batch, &item)) {
        if (input->finished) return RO_NEXT_END;
        if (!next_batch(input, error)) return RO_NEXT_REJECTED;
    }
    return give(input, &item, document, error);
}
