#include "input/formats.h"
#include "input/json.h"
#include "text/charset.h"
#include "text/text.h"

#include <gumbo.h>
#include <stdio.h>
#include <strings.h>

/* What XML is, by the local name of its root: a format, or what is not read. */
static const struct {
    const char *root, *format, *what;
} roots[] = {
    {"feed", "atom", NULL},
    {"entry", "atom", NULL},
    {"rss", "rss", NULL},
    {"RDF", "rss", NULL},
    {"channel", "rss", NULL},
    {"newsItem", "newsml", NULL},
    {"newsMessage", "newsml", NULL},
    {"packageItem", "newsml", NULL},
    {"conceptItem", "newsml", NULL},
    {"knowledgeItem", "newsml", NULL},
    {"planningItem", "newsml", NULL},
    {"catalogItem", "newsml", NULL},
    {"inlineXML", "newsml", NULL},
    {"contentMeta", "newsml", NULL},
    {"contentSet", "newsml", NULL},
    {"eventsItem", "newsml", NULL},
    {"itemSet", "newsml", NULL},
    {"nitf", "nitf", NULL},
    {"NewsML", NULL, "NewsML 1, which NewsML-G2 took the place of"},
    {"urlset", NULL, "a site map"},
    {"sitemapindex", NULL, "a site map"},
    {"opml", NULL, "a list of feeds (OPML)"},
};

#define ADVICE "give text, HTML, a feed, NewsML-G2, NITF, ninjs, JSON Lines or WARC"

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Behind white space, comments and processing instructions; *xml: an XML declaration was among them. */
static const char *first_markup(const char *p, bool *xml) {
    for (;;) {
        p = ro_skip_blanks(p);
        bool comment = !strncmp(p, "<!--", 4);
        if (!comment && strncmp(p, "<?", 2)) return p;
        *xml = *xml || !strncasecmp(p, "<?xml", 5);
        const char *stop = strstr(p + 2, comment ? "-->" : "?>");
        if (!stop) return p;
        p = stop + (comment ? 3 : 2);
    }
}

static size_t name_size(const char *p) {
    size_t size = 0;
    while (p[size] && !ro_is_blank(p[size]) && p[size] != '>' && p[size] != '/') size++;
    return size;
}

static bool opens_html(const char *p) {
    if (!strncasecmp(p, "<!doctype html", 14)) return true;
    size_t size = *p == '<' && is_letter(p[1]) ? name_size(p + 1) : 0;
    return size && size < 32 && gumbo_tagn_enum(p + 1, (unsigned)size) != GUMBO_TAG_UNKNOWN;
}

/* Some pages have a stray line before their first tag. */
static bool has_html_near(const char *text) {
    size_t near = strlen(text) < 1024 ? strlen(text) : 1024;
    for (const char *p = text; (p = memchr(p, '<', near - (size_t)(p - text))); p++)
        if (!strncasecmp(p, "<!doctype html", 14) || (!strncasecmp(p, "<html", 5) && (ro_is_blank(p[5]) || p[5] == '>')))
            return true;
    return false;
}

static const ro_format *fail(ro_error *error, const char *name, const char *what) {
    ro_fail(error, RO_E_INPUT, "%s: looks like %s, which is not read here: " ADVICE, name, what);
    return NULL;
}

/* By the root's name, without a prefix; its place in the table, or -1. */
static int root_of(const char *p) {
    size_t size = *p == '<' ? name_size(p + 1) : 0;
    const char *local = p + 1, *colon = size ? memchr(local, ':', size) : NULL;
    if (colon) {
        size -= (size_t)(colon + 1 - local);
        local = colon + 1;
    }
    for (size_t i = 0; size && i < sizeof roots / sizeof *roots; i++)
        if (strlen(roots[i].root) == size && !strncasecmp(roots[i].root, local, size)) return (int)i;
    return -1;
}

/* The end of a document type, with the declarations that it may hold in brackets. NULL: none. */
static const char *doctype_end(const char *p) {
    if (strncasecmp(p, "<!doctype", 9)) return NULL;
    const char *end = p + strcspn(p, "[>");
    if (*end == '[') end = strstr(end, "]>") ? strstr(end, "]>") + 1 : strchr(end, ']');
    return end && *end ? strchr(end, '>') : NULL;
}

/* What has a known root behind a document type, which may be a web page's that some program has given a feed. NULL: none. */
static const ro_format *behind_doctype(const char *p) {
    bool ignored = false;
    const char *end = doctype_end(p);
    int root = end ? root_of(first_markup(end + 1, &ignored)) : -1;
    return root >= 0 && roots[root].format ? ro_format_find(roots[root].format) : NULL;
}

static const ro_format *sniff_xml(const char *name, const char *p, bool xml, ro_error *error) {
    int root = root_of(p);
    if (root < 0) return xml ? fail(error, name, "XML of an unknown kind") : ro_format_find("text");
    return roots[root].format ? ro_format_find(roots[root].format) : fail(error, name, roots[root].what);
}

/* ---- JSON */

static bool opens_object(const char *p) {
    if (*p != '{') return false;
    p = ro_skip_blanks(p + 1);
    return *p == '"' || *p == '}' || !*p;
}

/* What cannot be held is given the benefit of the doubt: its reader will say so. */
static bool is_object(const char *line, size_t size) {
    json_error_t fault = {0};
    if (!ro_json_fits(line, size)) return true;
    json_t *json = json_loadb(line, size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &fault);
    bool object = json_is_object(json) || (!json && !fault.text[0]);
    json_decref(json);
    return object;
}

/* One object a line: the first line is one, or has no end in sight, or is a broken one with another line like it behind. */
static bool is_lines(const char *p, bool whole) {
    const char *stop = strchr(p, '\n');
    if (!stop) return !whole || is_object(p, strlen(p)) || !strncmp(p, "{\"text\"", 7);
    return is_object(p, (size_t)(stop - p)) || opens_object(ro_skip_blanks(stop));
}

/* The keys of an object that is not all in sight, or not on one line: what they are the keys of. */
static bool has_key(const char *p, const char *key) {
    char quoted[40];
    size_t size = (size_t)snprintf(quoted, sizeof quoted, "\"%s\"", key);
    for (; (p = strstr(p, quoted)); p += size)
        if (*ro_skip_blanks(p + size) == ':') return true;
    return false;
}

/* Whether it may be an item of ninjs by what stands in it; a look that costs little. */
static bool may_be_ninjs(const char *p) {
    static const char *const bodies[] = {"body_text", "body_xhtml", "body_html",      "bodies",        "headline",
                                         "headlines", "renditions", "versioncreated", "versionCreated"};
    if ((has_key(p, "$standard") || has_key(p, "standard")) && strstr(p, "ninjs")) return true;
    if (!has_key(p, "uri") && !has_key(p, "guid")) return false;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (has_key(p, bodies[i])) return true;
    return false;
}

static const char *json_format(const json_t *json) {
    const json_t *items = json_is_array(json) ? json : json_object_get(json, "items");
    if (json_is_object(json) && ro_json_is_feed(json)) return "jsonfeed";
    if (!items) items = json_object_get(json, "_items");
    const json_t *first = json_is_array(items) ? json_array_get(items, 0) : json;
    return json_is_object(first) && ro_json_is_ninjs(first) ? "ninjs" : NULL;
}

/* A JSON value that is no line of JSON Lines, whole or its beginning. */
static const char *object_format(const char *p, bool whole) {
    bool feed = strstr(p, "jsonfeed.org/version/") && has_key(p, "version");
    if (!feed && !may_be_ninjs(p)) return NULL;
    if (!ro_json_fits(p, strlen(p))) whole = false;
    json_t *json = whole ? json_loads(p, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL) : NULL;
    if (!json) return feed ? "jsonfeed" : has_key(p, "text") ? NULL : "ninjs";
    const char *format = json_format(json);
    json_decref(json);
    return format;
}

const ro_format *ro_line_sniff(const char *line) {
    const char *format = object_format(line, true);
    return format ? ro_format_find(format) : NULL;
}

static const ro_format *sniff_json(const char *name, const char *p, bool whole, bool wide, ro_error *error) {
    bool lines = *p != '[' && is_lines(p, whole);
    const char *format = lines ? NULL : object_format(p, whole);
    if (format) return ro_format_find(format);
    if (*p == '[')
        ro_fail(error, RO_E_INPUT,
                "%s: looks like a JSON array: give JSON Lines, one {\"text\": \"…\"} a line (jq -c '.[]' makes them)", name);
    else if (wide)
        ro_fail(error, RO_E_INPUT, "%s: looks like JSON in UTF-16 or UTF-32: convert it to UTF-8 with iconv", name);
    else if (!lines)
        ro_fail(error, RO_E_INPUT, "%s: looks like JSON, but not one object a line: give JSON Lines (jq -c . makes them)", name);
    else
        return ro_format_find("jsonl");
    return NULL;
}

static const ro_format *sniff(const char *name, const ro_decoded *decoded, bool whole, ro_error *error) {
    bool xml = false, wide = !strncmp(decoded->charset, "UTF-16", 6) || !strncmp(decoded->charset, "UTF-32", 6);
    const char *p = ro_skip_blanks(decoded->bytes);
    if (opens_object(p) || (*p == '[' && opens_object(ro_skip_blanks(p + 1)))) return sniff_json(name, p, whole, wide, error);
    p = first_markup(p, &xml);
    if (!*p && *ro_skip_blanks(decoded->bytes) == '<') return fail(error, name, "nothing but a comment");
    const ro_format *behind = behind_doctype(p);
    if (behind) return behind;
    if (opens_html(p) || has_html_near(decoded->bytes)) return ro_format_find("html");
    return sniff_xml(name, p, xml, error);
}

const ro_format *ro_input_sniff(const char *name, const char *bytes, size_t size, bool whole, ro_error *error) {
    ro_decoded decoded;
    ro_arena *scratch = ro_arena_new();
    const ro_format *format = NULL;
    if (!scratch || !ro_decode(bytes, size, NULL, scratch, &decoded))
        ro_fail_memory(error);
    else
        format = sniff(name, &decoded, whole, error);
    ro_arena_free(scratch);
    return format;
}
