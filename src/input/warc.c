#include "input/warc.h"
#include "input/input.h"

#include <stdio.h>
#include <strings.h>

enum { MOST_FIELDS = 200, LONGEST_LINE = 64 * 1024, LONGEST_URI = 4096, LABEL = 180, HEAD = 64 * 1024 };

typedef enum kind { OTHER, RESPONSE, RESOURCE, CONVERSION, REVISIT } kind;

struct ro_warc {
    ro_stream *stream;
    const char *label;
    ro_arena *arena; /* of the record at hand */
    ro_buffer line, block, room[2];
    bool found, over; /* found: the first line of the next record is in the line */
    bool any, told;   /* any: there was a record; told: a page or a rejection came out of it */
    /* the record at hand */
    kind kind;
    char type[RO_HTTP_TYPE], charset[RO_HTTP_CHARSET];
    const char *uri, *shown, *id, *date, *original; /* shown: the URI for errors */
    bool cut, sized;
    uint64_t size; /* of its block */
};

ro_warc *ro_warc_new(ro_stream *stream, const char *label) {
    ro_warc *warc = calloc(1, sizeof *warc);
    if (!warc) return NULL;
    warc->stream = stream;
    warc->label = label;
    return warc;
}

void ro_warc_free(ro_warc *warc) {
    if (!warc) return;
    for (int i = 0; i < 2; i++) ro_buffer_free(&warc->room[i]);
    ro_buffer_free(&warc->block);
    ro_buffer_free(&warc->line);
    ro_arena_free(warc->arena);
    free(warc);
}

/* ---- failing */

static ro_next give_up(ro_warc *warc, ro_taken taken, ro_error *error) {
    warc->over = true;
    if (taken == RO_TAKEN_FAULT)
        ro_stream_fail(warc->stream, warc->label, error);
    else if (taken == RO_TAKEN_MEMORY)
        ro_fail_memory(error);
    else
        ro_fail(error, RO_E_INPUT, "%s: the archive ends inside a record: what was whole was read; get the file anew",
                warc->label);
    return RO_NEXT_REJECTED;
}

static ro_next reject(const ro_warc *warc, ro_error *error, ro_code code, const char *what) {
    ro_fail(error, code, "%s: %s: %s", warc->label, *warc->shown ? warc->shown : "a record", what);
    return RO_NEXT_REJECTED;
}

/* ---- the head of a record */

static bool opens_record(const ro_buffer *line) { return line->size >= 7 && !memcmp(line->data, "WARC/1.", 7); }

static bool is_blank_line(const ro_buffer *line) { return !line->size || (line->size == 1 && *line->data == '\r'); }

/* Finds where the next record begins. *lost: there was something before it that is none. */
static ro_taken find_record(ro_warc *warc, bool *lost) {
    *lost = false;
    for (; !warc->found; warc->found = opens_record(&warc->line)) {
        ro_taken taken = ro_stream_line(warc->stream, LONGEST_LINE, &warc->line);
        if (taken == RO_TAKEN_LONG) warc->line.size = 0;
        if (taken != RO_TAKEN && taken != RO_TAKEN_LONG) return taken;
        *lost = *lost || taken == RO_TAKEN_LONG || !(is_blank_line(&warc->line) || opens_record(&warc->line));
    }
    return RO_TAKEN;
}

/* A field's value as valid UTF-8 without control characters. */
static const char *copy_value(ro_warc *warc, const char *value, size_t size) {
    char *copy = ro_arena_copy(warc->arena, value, size < LONGEST_URI ? size : LONGEST_URI);
    if (!copy) return NULL;
    for (size_t fault, length = strlen(copy); !ro_utf8_valid(copy, length, &fault);) copy[fault] = '?';
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F) *c = '?';
    return copy;
}

static kind kind_of(const char *value, size_t size) {
    static const char *const names[] = {"", "response", "resource", "conversion", "revisit"};
    for (kind k = RESPONSE; k <= REVISIT; k++)
        if (strlen(names[k]) == size && !strncasecmp(names[k], value, size)) return k;
    return OTHER;
}

static uint64_t number(const char *value, size_t size, bool *good) {
    uint64_t n = 0;
    *good = size > 0 && size < 19;
    for (size_t i = 0; i < size && *good; i++) {
        *good = value[i] >= '0' && value[i] <= '9';
        n = 10 * n + (uint64_t)(value[i] - '0');
    }
    return n;
}

static bool take_field(ro_warc *warc, const char *name, size_t name_size, const char *value, size_t size) {
    static const struct {
        const char *name;
        size_t offset;
    } strings[] = {{"WARC-Target-URI", offsetof(ro_warc, uri)},
                   {"WARC-Record-ID", offsetof(ro_warc, id)},
                   {"WARC-Date", offsetof(ro_warc, date)},
                   {"WARC-Refers-To-Target-URI", offsetof(ro_warc, original)}};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (strlen(strings[i].name) != name_size || strncasecmp(strings[i].name, name, name_size)) continue;
        bool angled = size >= 2 && *value == '<' && value[size - 1] == '>';
        const char *copy = copy_value(warc, value + angled, size - 2 * angled);
        *(const char **)((char *)warc + strings[i].offset) = copy;
        return copy != NULL;
    }
    if (name_size == 9 && !strncasecmp(name, "WARC-Type", 9)) warc->kind = kind_of(value, size);
    if (name_size == 14 && !strncasecmp(name, "WARC-Truncated", 14)) warc->cut = true;
    if (name_size == 12 && !strncasecmp(name, "Content-Type", 12)) ro_http_media_type(value, size, warc->type, warc->charset);
    if (name_size == 14 && !strncasecmp(name, "Content-Length", 14)) warc->size = number(value, size, &warc->sized);
    return true;
}

static bool take_line(ro_warc *warc) {
    const char *bytes = warc->line.data, *colon = memchr(bytes, ':', warc->line.size), *end = bytes + warc->line.size;
    if (!colon) return true; /* a folded line: of no field that is needed here */
    const char *value = colon + 1;
    while (value < end && (*value == ' ' || *value == '\t')) value++;
    while (end > value && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) end--;
    return take_field(warc, bytes, (size_t)(colon - bytes), value, (size_t)(end - value));
}

static bool begin_record(ro_warc *warc) {
    ro_arena_free(warc->arena);
    warc->arena = ro_arena_new();
    warc->kind = OTHER;
    warc->uri = warc->shown = warc->id = warc->date = warc->original = "";
    warc->cut = warc->sized = warc->found = false;
    *warc->type = *warc->charset = 0;
    return warc->arena != NULL;
}

/* Errors hold few bytes, and what is wrong stands behind the address. */
static bool shorten(ro_warc *warc) {
    size_t size = LABEL;
    warc->shown = warc->uri;
    if (strlen(warc->uri) <= LABEL) return true;
    while (((unsigned char)warc->uri[size] & 0xC0) == 0x80) size--;
    warc->shown = ro_arena_print(warc->arena, "%.*s…", (int)size, warc->uri);
    return warc->shown != NULL;
}

/* Behind the line that opens the record, to the empty one. RO_TAKEN_LONG: a head without measure. */
static ro_taken read_head(ro_warc *warc) {
    if (!begin_record(warc)) return RO_TAKEN_MEMORY;
    for (int fields = 0; fields < MOST_FIELDS; fields++) {
        ro_taken taken = ro_stream_line(warc->stream, LONGEST_LINE, &warc->line);
        if (taken == RO_TAKEN_LONG) continue;
        if (taken != RO_TAKEN) return taken;
        if (is_blank_line(&warc->line)) return shorten(warc) ? RO_TAKEN : RO_TAKEN_MEMORY;
        if (!take_line(warc)) return RO_TAKEN_MEMORY;
    }
    return RO_TAKEN_LONG;
}

/* ---- which records are pages */

static bool begins(const char *text, const char *with) { return !strncmp(text, with, strlen(with)); }

/* What no report comes as. An unknown type may be anything. */
static bool is_no_report(const char *type) {
    static const char *const kinds[] = {"image/",
                                        "video/",
                                        "audio/",
                                        "font/",
                                        "text/css",
                                        "text/javascript",
                                        "text/dns",
                                        "application/javascript",
                                        "application/x-javascript",
                                        "application/font",
                                        "application/pdf",
                                        "application/warc-fields",
                                        "application/x-shockwave-flash",
                                        "application/wasm",
                                        "application/vnd.ms-fontobject",
                                        "application/zip",
                                        "application/manifest+json",
                                        "text/vtt",
                                        "application/x-font",
                                        "application/dash+xml",
                                        "application/vnd.apple.mpegurl"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (begins(type, kinds[i])) return true;
    return false;
}

static bool is_http(const ro_warc *warc) { return begins(warc->type, "application/http"); }

/* By what can be seen before the block is in memory. */
static bool is_page(ro_warc *warc) {
    const char *ahead;
    size_t size;
    ro_http http;
    if (warc->kind == OTHER || warc->kind == REVISIT || !warc->size) return false;
    if (!is_http(warc)) return !is_no_report(warc->type) && !begins(warc->uri, "dns:");
    if (!ro_stream_peek(warc->stream, &ahead, &size)) return true;
    if (size > warc->size) size = (size_t)warc->size;
    if (!ro_http_head(ahead, size, &http)) return true;
    bool moved = http.status >= 300 && http.status < 400, empty = http.head == warc->size;
    return !moved && !empty && !is_no_report(http.type);
}

/* ---- pages */

static ro_next make_page(ro_warc *warc, ro_warc_page *page, const char *bytes, size_t size, const char *charset) {
    *page = (ro_warc_page){.uri = warc->uri, .id = warc->id, .date = warc->date, .bytes = bytes, .size = size, .cut = warc->cut};
    page->charset = *charset ? charset : NULL;
    page->label = *warc->shown ? warc->shown : warc->label;
    return RO_NEXT_DOCUMENT;
}

static ro_next read_response(ro_warc *warc, ro_warc_page *page, ro_error *error) {
    ro_http http;
    char what[64];
    const char *body;
    size_t size;
    if (!ro_http_head(warc->block.data, warc->block.size, &http))
        return reject(warc, error, RO_E_INPUT, "not a response of HTTP: the archive's writer is at fault");
    if (http.status >= 400) {
        snprintf(what, sizeof what, "answered with HTTP status %d, without a report", http.status);
        return reject(warc, error, RO_E_INPUT, what);
    }
    if (http.unknown) return reject(warc, error, RO_E_INPUT, "packed in a way that is not read here: unpack it first");
    switch (ro_http_body(&http, warc->block.data, warc->block.size, RO_LIMIT_DOCUMENT, warc->room, &body, &size)) {
    case RO_HTTP_BODY: break;
    case RO_HTTP_BODY_CUT: warc->cut = true; break;
    case RO_HTTP_BODY_BROKEN: return reject(warc, error, RO_E_INPUT, "its compressed body is broken: fetch the page anew");
    case RO_HTTP_BODY_LONG: return reject(warc, error, RO_E_LIMIT, "its body unpacks to more than 16 MiB, the most that is read");
    case RO_HTTP_BODY_MEMORY: ro_fail_memory(error); return RO_NEXT_REJECTED;
    }
    memcpy(warc->charset, http.charset, sizeof warc->charset);
    return make_page(warc, page, body, size, warc->charset);
}

static ro_next reject_revisit(const ro_warc *warc, ro_error *error) {
    char what[256];
    const char *original = *warc->original ? warc->original : warc->uri;
    snprintf(what, sizeof what, "a revisit record, which has no page: it is in the record of an earlier visit%s%.100s",
             *original ? " to " : "", original);
    return reject(warc, error, RO_E_INPUT, what);
}

/* *passed: nothing to tell of it. */
static ro_next read_record(ro_warc *warc, ro_warc_page *page, bool *passed, ro_error *error) {
    *passed = false;
    if (!warc->sized)
        return reject(warc, error, RO_E_INPUT, "the record does not tell its length: the archive's writer is at fault");
    bool wanted = is_page(warc);
    ro_taken taken = ro_stream_take(warc->stream, warc->size, wanted ? RO_LIMIT_DOCUMENT + HEAD : 0, &warc->block);
    if (taken == RO_TAKEN_END) return give_up(warc, taken, error);
    if (taken == RO_TAKEN_FAULT || taken == RO_TAKEN_MEMORY) return give_up(warc, taken, error);
    if (warc->kind == REVISIT) return reject_revisit(warc, error);
    *passed = !wanted;
    if (*passed) return RO_NEXT_REJECTED;
    if (taken == RO_TAKEN_LONG)
        return reject(warc, error, RO_E_LIMIT, "larger than 16 MiB, the most that one page may have: it was left out");
    if (is_http(warc)) return read_response(warc, page, error);
    return make_page(warc, page, warc->block.data, warc->block.size, warc->charset);
}

/* Passes over what is no page. */
static ro_next next_page(ro_warc *warc, ro_warc_page *page, ro_error *error) {
    for (bool passed = true, lost; passed;) {
        if (warc->over) return RO_NEXT_END;
        ro_taken taken = find_record(warc, &lost);
        if (taken == RO_TAKEN_FAULT || taken == RO_TAKEN_MEMORY) return give_up(warc, taken, error);
        if (taken == RO_TAKEN_END) warc->over = true;
        if (lost && warc->over && !warc->any) {
            ro_fail(error, RO_E_INPUT,
                    "%s: no web archive: nothing in it begins with WARC/1: give the format that it has, or none", warc->label);
            return RO_NEXT_REJECTED;
        }
        if (lost) {
            ro_fail(error, RO_E_INPUT, "%s: a stretch that belongs to no record was skipped: get the file anew", warc->label);
            return RO_NEXT_REJECTED;
        }
        if (warc->over) return RO_NEXT_END;
        warc->any = true;
        taken = read_head(warc);
        if (taken == RO_TAKEN_LONG) return reject(warc, error, RO_E_LIMIT, "more than 200 header fields: it was left out");
        if (taken != RO_TAKEN) return give_up(warc, taken, error);
        ro_next next = read_record(warc, page, &passed, error);
        if (!passed) return next;
    }
    return RO_NEXT_END;
}

ro_next ro_warc_next(ro_warc *warc, ro_warc_page *page, ro_error *error) {
    ro_next next = next_page(warc, page, error);
    if (next == RO_NEXT_END && !warc->told) {
        ro_fail(error, RO_E_INPUT, "%s: an archive without any page that may be a report: give one with responses", warc->label);
        next = RO_NEXT_REJECTED;
    }
    warc->told = true;
    return next;
}
