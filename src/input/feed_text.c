/* An item's words: HTML that is escaped, HTML that is part of the XML, plain text, or base64. */
#include "input/feed.h"

#include <nettle/base64.h>
#include <strings.h>

typedef ro_feed_item item;
typedef enum kind { NO_WORDS, PLAIN, ESCAPED, MARKUP, BASE64, GUESS /* HTML, where it looks like it */ } kind;

static bool has_elements(const xmlNode *node) {
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) return true;
    return false;
}

/* ---- what an element holds */

static bool is_one_of(const char *type, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcasecmp(type, list[i])) return true;
    return false;
}

static bool ends(const char *text, const char *tail) {
    size_t size = strlen(text), end = strlen(tail);
    return size >= end && !strcasecmp(text + size - end, tail);
}

/* Atom says what its texts are; 0.3 in an attribute mode, too. */
static kind kind_of(const xmlNode *node) {
    static const char *const html[] = {"html", "text/html"}, *const xhtml[] = {"xhtml", "application/xhtml+xml"},
                             *const plain[] = {"text", "text/plain"};
    const char *type = ro_xml_attribute(node, "type"), *mode = ro_xml_attribute(node, "mode");
    bool elements = has_elements(node);
    if (ro_xml_space(node) != RO_SPACE_ATOM) return elements ? MARKUP : GUESS;
    if (ro_xml_attribute(node, "src")) return NO_WORDS;
    if (mode && !strcmp(mode, "base64")) return BASE64;
    if (!type || !*type || is_one_of(type, plain, 2)) return elements ? MARKUP : mode && !strcmp(mode, "escaped") ? GUESS : PLAIN;
    if (is_one_of(type, html, 2) || is_one_of(type, xhtml, 2)) return elements ? MARKUP : ESCAPED;
    if (!strncasecmp(type, "text/", 5)) return PLAIN;
    return ends(type, "+xml") || ends(type, "/xml") ? NO_WORDS : BASE64;
}

static bool decode_base64(item *it, ro_buffer *text) {
    struct base64_decode_ctx context;
    size_t size = 0;
    ro_decoded decoded = {0};
    const char *what;
    char *bytes = ro_arena_alloc(it->fields.document->arena, BASE64_DECODE_LENGTH(text->size) + 1);
    if (!bytes) return false;
    base64_decode_init(&context);
    bool good = base64_decode_update(&context, &size, (uint8_t *)bytes, text->size, text->data) && base64_decode_final(&context);
    if (!good || ro_looks_binary(bytes, size, &what)) size = 0;
    if (!ro_decode(bytes, size, NULL, it->fields.document->arena, &decoded)) return false;
    text->size = 0;
    return ro_buffer_add(text, decoded.bytes, decoded.size);
}

/* ---- as plain text */

static bool fetch(item *it, const xmlNode *node, kind *k, ro_buffer *raw) {
    if (*k == MARKUP) return ro_xml_print_html(node, raw);
    if (!ro_xml_content(node, raw)) return false;
    if (*k == BASE64 && raw->size) {
        *k = GUESS;
        return decode_base64(it, raw);
    }
    return true;
}

static const char *words(item *it, const xmlNode *node) {
    ro_buffer raw = {0};
    const char *text = NULL;
    kind k = node ? kind_of(node) : NO_WORDS;
    if (k == NO_WORDS || it->fields.failed || it->fields.refused) return NULL;
    if (!fetch(it, node, &k, &raw))
        it->fields.failed = true;
    else if (raw.size && (k == PLAIN || (k == GUESS && !ro_looks_html(raw.data))))
        text = ro_fields_plain(&it->fields, raw.data);
    else if (raw.size)
        text = ro_fields_html(&it->fields, raw.data, raw.size);
    ro_buffer_free(&raw);
    return text;
}

const char *ro_feed_line(item *it, const xmlNode *node) {
    const char *text = words(it, node);
    return text ? ro_fields_squeeze(&it->fields, text) : NULL;
}

/* ---- which of an item's elements */

/* Blogs add a line of their own. */
static const char *without_tail(item *it, const char *text) {
    const char *last = text;
    for (const char *p = text; (p = strstr(p, "\n\n")); p += 2) last = p;
    if (last == text || strncmp(last + 2, "The post ", 9) || !strstr(last, " appeared first on ")) return text;
    const char *rest = ro_arena_copy(it->fields.document->arena, text, (size_t)(last - text));
    it->fields.failed = it->fields.failed || !rest;
    return rest;
}

/* The whole report. */
static const char *full(item *it) {
    const xmlNode *places[] = {
        ro_xml_child(it->node, RO_SPACE_CONTENT, "encoded"), ro_xml_own(it->feed->atom ? it->node : NULL, "content"),
        ro_xml_child(it->node, RO_SPACE_ATOM, "content"),    ro_xml_child(it->node, RO_SPACE_XHTML, "body"),
        ro_xml_child(it->node, RO_SPACE_XHTML, "div"),       ro_xml_child(it->node, RO_SPACE_ANY, "full-text"),
        ro_xml_child(it->node, RO_SPACE_ANY, "fulltext"),
    };
    const char *text = NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places && !text; i++) text = words(it, places[i]);
    return text;
}

static const char *brief(item *it) {
    const xmlNode *places[] = {
        ro_xml_own(it->node, it->feed->atom ? "summary" : "description"),
        ro_xml_child(it->node, RO_SPACE_ATOM, "summary"),
        ro_xml_child(it->node, RO_SPACE_DC, "description"),
        ro_xml_child(it->node, RO_SPACE_DCTERMS, "abstract"),
        ro_xml_child(it->node, RO_SPACE_ITUNES, "summary"),
        ro_xml_child(it->node, RO_SPACE_MEDIA, "description"),
    };
    const char *text = NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places && !text; i++) text = words(it, places[i]);
    return text;
}

void ro_feed_words(item *it) {
    ro_document *d = it->fields.document;
    const char *all = full(it), *summary = brief(it), *text = all ? all : summary;
    text = text ? without_tail(it, text) : NULL;
    if (!text) {
        ro_fields_refuse(&it->fields, d->title ? "the item has a headline but no text: give the page that it leads to"
                                               : "the item has no text: give the page that it leads to");
        return;
    }
    if (all) ro_fields_extra(&it->fields, "description", summary);
    if (!all) ro_fields_warn(&it->fields, "summary", "The feed gives only a summary of this report.");
    ro_fields_text(&it->fields, text);
}
