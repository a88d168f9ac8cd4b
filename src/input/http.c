#include "input/http.h"

#include <strings.h>

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* ---- the head */

typedef struct slice {
    const char *at;
    size_t size;
} slice;

static slice trim(slice s) {
    while (s.size && is_blank(*s.at)) s.at++, s.size--;
    while (s.size && (is_blank(s.at[s.size - 1]) || s.at[s.size - 1] == '\r')) s.size--;
    return s;
}

static bool is(slice s, const char *word) { return strlen(word) == s.size && !strncasecmp(s.at, word, s.size); }

/* Up to the mark, which is taken too. */
static slice cut(slice *from, char mark) {
    const char *stop = memchr(from->at, mark, from->size);
    size_t size = stop ? (size_t)(stop - from->at) : from->size;
    slice part = {from->at, size};
    from->at += size + !!stop;
    from->size -= size + !!stop;
    return trim(part);
}

static void copy_lower(slice s, char *to, size_t room) {
    size_t n = 0;
    while (n < s.size && n + 1 < room && (unsigned char)s.at[n] > ' ' && (unsigned char)s.at[n] < 0x7F) {
        to[n] = lower(s.at[n]);
        n++;
    }
    to[n] = 0;
}

void ro_http_media_type(const char *value, size_t size, char type[RO_HTTP_TYPE], char charset[RO_HTTP_CHARSET]) {
    slice rest = {value, size};
    copy_lower(cut(&rest, ';'), type, RO_HTTP_TYPE);
    *charset = 0;
    while (rest.size && !*charset) {
        slice part = cut(&rest, ';'), name = cut(&part, '=');
        part = trim(part);
        if (part.size && (*part.at == '"' || *part.at == '\'')) part.at++, part.size--;
        while (part.size && (part.at[part.size - 1] == '"' || part.at[part.size - 1] == '\'')) part.size--;
        if (is(name, "charset")) copy_lower(part, charset, RO_HTTP_CHARSET);
    }
}

static ro_packing packing_of(slice coding) {
    if (is(coding, "gzip") || is(coding, "x-gzip")) return RO_PACKING_GZIP;
    if (is(coding, "deflate")) return RO_PACKING_DEFLATE;
    if (is(coding, "br")) return RO_PACKING_BROTLI;
    return is(coding, "zstd") ? RO_PACKING_ZSTD : RO_PACKING_NONE;
}

static void take_codings(ro_http *http, slice value) {
    while (value.size) {
        slice coding = cut(&value, ',');
        ro_packing packing = packing_of(coding);
        if (is(coding, "chunked")) http->chunked = true;
        if (!coding.size || is(coding, "chunked") || is(coding, "identity") || is(coding, "none")) continue;
        if (packing == RO_PACKING_NONE || http->n_codings == RO_HTTP_CODINGS)
            http->unknown = true;
        else
            http->codings[http->n_codings++] = packing;
    }
}

static void take_field(ro_http *http, slice line) {
    slice value = line, name = cut(&value, ':');
    value = trim(value);
    if (is(name, "content-type") && !*http->type) ro_http_media_type(value.at, value.size, http->type, http->charset);
    if (is(name, "content-encoding") || is(name, "transfer-encoding")) take_codings(http, value);
}

static int status_of(slice line) {
    int status = 0;
    (void)cut(&line, ' ');
    for (; line.size && *line.at >= '0' && *line.at <= '9' && status < 1000; line.at++, line.size--)
        status = 10 * status + (*line.at - '0');
    return status;
}

bool ro_http_head(const char *bytes, size_t size, ro_http *http) {
    slice rest = {bytes, size};
    *http = (ro_http){0};
    if (size < 5 || strncasecmp(bytes, "HTTP/", 5)) return false;
    http->status = status_of(cut(&rest, '\n'));
    while (rest.size) {
        slice line = cut(&rest, '\n');
        if (!line.size) return http->head = size - rest.size, true;
        take_field(http, line);
    }
    return false;
}

/* ---- the body */

/* The number at the start of a chunk, moved over with the rest of its line. False: none, or one too great. */
static bool chunk_size(slice *rest, size_t *size) {
    static const char digits[] = "0123456789abcdef";
    slice line = cut(rest, '\n');
    size_t n = 0;
    for (*size = 0; n < line.size && n < 8; n++) {
        const char *digit = memchr(digits, lower(line.at[n]), 16);
        if (!digit) break;
        *size = 16 * *size + (size_t)(digit - digits);
    }
    return n && (n == line.size || line.at[n] == ';' || is_blank(line.at[n]));
}

/* In place. False: the first chunk is none. */
static bool join_chunks(char *bytes, size_t *size, bool *whole) {
    slice rest = {bytes, *size};
    size_t joined = 0, length;
    *whole = false;
    for (bool first = true; rest.size; first = false) {
        slice before = rest;
        if (!chunk_size(&rest, &length)) {
            if (first) return false;
            rest = before;
            break;
        }
        if (!length) {
            *whole = true;
            break;
        }
        size_t here = length < rest.size ? length : rest.size;
        memmove(bytes + joined, rest.at, here);
        joined += here;
        rest = (slice){rest.at + here, rest.size - here};
        if (here < length) break;
        if (rest.size) (void)cut(&rest, '\n');
    }
    *size = joined;
    return true;
}

static ro_http_body_state unpack(ro_packing packing, size_t limit, ro_buffer *room, const char **body, size_t *size) {
    /* some servers announce what they do not do */
    if (packing == RO_PACKING_GZIP && ro_packing_of(*body, *size) != RO_PACKING_GZIP) return RO_HTTP_BODY;
    ro_inflated done = ro_inflate_all(packing, *body, *size, limit, room);
    if (done == RO_INFLATED_MEMORY) return RO_HTTP_BODY_MEMORY;
    if (done == RO_INFLATED_BOMB) return RO_HTTP_BODY_LONG;
    if (done != RO_INFLATED_END && !room->size) return RO_HTTP_BODY_BROKEN;
    *body = room->data;
    *size = room->size;
    return done == RO_INFLATED_END ? RO_HTTP_BODY : RO_HTTP_BODY_CUT;
}

ro_http_body_state ro_http_body(const ro_http *http, char *bytes, size_t size, size_t limit, ro_buffer room[2], const char **body,
                                size_t *body_size) {
    bool whole = true, cut_short = false;
    *body = bytes + http->head;
    *body_size = size - http->head;
    if (http->chunked && join_chunks(bytes + http->head, body_size, &whole)) cut_short = !whole;
    for (unsigned i = http->n_codings; i-- > 0;) { /* the last one was put on last */
        ro_http_body_state state = unpack(http->codings[i], limit, &room[i & 1], body, body_size);
        if (state == RO_HTTP_BODY_CUT)
            cut_short = true;
        else if (state != RO_HTTP_BODY)
            return state;
    }
    return cut_short ? RO_HTTP_BODY_CUT : RO_HTTP_BODY;
}
