#include "input/html.h"

#include <strings.h>

enum { HEAD = 1024 }; /* as far as browsers look for a charset */

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static const char *find(const char *from, const char *end, const char *word) {
    size_t size = strlen(word);
    for (; (size_t)(end - from) >= size; from++)
        if (!strncasecmp(from, word, size)) return from;
    return NULL;
}

/* The label behind `charset=` in a meta tag or an XML declaration; false: none. */
static bool declared_charset(const char *bytes, size_t size, char label[32]) {
    const char *end = bytes + (size < HEAD ? size : HEAD), *at = bytes;
    bool xml = size > 5 && !strncasecmp(bytes, "<?xml", 5);
    at = find(at, end, "charset");
    if (!at && xml) at = find(bytes, end, "encoding");
    if (!at) return false;
    for (at += strlen("charset"); at < end && *at != '='; at++)
        if (*at == '>') return false;
    for (at++; at < end && (is_blank(*at) || *at == '"' || *at == '\'');) at++;
    size_t n = 0;
    for (; at < end && n < 31 && !is_blank(*at) && !strchr("\"'>;/", *at); at++) label[n++] = *at;
    label[n] = 0;
    return n > 0;
}

static bool read_page(ro_document *document, const ro_page *page, ro_error *error) {
    char *text;
    size_t size;
    if (!ro_html_metadata(page, document) || !ro_html_text(page, document->title, document->arena, &text, &size))
        return ro_fail_memory(error);
    if (!size)
        return ro_fail(error, RO_E_INPUT,
                       "%s: no article found in this page: give the report's text, or the page of a single report",
                       document->name);
    return ro_input_text(document, text, size, error);
}

bool ro_input_html(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    char label[32];
    ro_decoded decoded;
    document->format = "html";
    const char *declared = declared_charset(bytes, size, label) ? label : NULL;
    if (!ro_input_decode(document, bytes, size, declared, &decoded, error)) return false;
    ro_page *page = ro_page_parse(document->name, decoded.bytes, decoded.size, error);
    bool good = page && read_page(document, page, error);
    ro_page_free(page);
    return good;
}
