#include "input/input.h"

#include <gumbo.h>
#include <strings.h>

/* XML that is news but not a web page, by its root. */
static const struct {
    const char *root, *what;
} feeds[] = {
    {"feed", "an Atom feed"},    {"newsItem", "a NewsML-G2 item"}, {"newsMessage", "a NewsML-G2 message"},
    {"nitf", "a NITF document"}, {"rdf:RDF", "an RSS feed"},       {"rss", "an RSS feed"},
    {"urlset", "a site map"},
};

#define ADVICE "give text, HTML or JSON Lines"

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static const char *skip_blanks(const char *p) {
    while (is_blank(*p)) p++;
    return p;
}

/* Behind white space, comments and processing instructions; *xml: an XML declaration was among them. */
static const char *first_markup(const char *p, bool *xml) {
    for (;;) {
        p = skip_blanks(p);
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
    while (p[size] && !is_blank(p[size]) && p[size] != '>' && p[size] != '/') size++;
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
        if (!strncasecmp(p, "<!doctype html", 14) || (!strncasecmp(p, "<html", 5) && (is_blank(p[5]) || p[5] == '>')))
            return true;
    return false;
}

static const char *feed_of(const char *p, bool xml) {
    if (*p != '<') return NULL;
    size_t size = name_size(p + 1);
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (strlen(feeds[i].root) == size && !strncmp(feeds[i].root, p + 1, size)) return feeds[i].what;
    return xml ? "XML" : NULL;
}

/* ---- JSON */

static bool opens_object(const char *p) {
    if (*p != '{') return false;
    p = skip_blanks(p + 1);
    return *p == '"' || *p == '}' || !*p;
}

/* What cannot be held is given the benefit of the doubt: its reader will say so. */
static bool is_object(const char *line, size_t size) {
    json_error_t fault = {0};
    json_t *json = json_loadb(line, size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &fault);
    bool object = json_is_object(json) || (!json && !fault.text[0]);
    json_decref(json);
    return object;
}

/* One object a line: the first line is one, or has no end in sight, or is a broken one with another line like it behind. */
static bool is_lines(const char *p, bool whole) {
    const char *stop = strchr(p, '\n');
    if (!stop) return !whole || is_object(p, strlen(p)) || !strncmp(p, "{\"text\"", 7);
    return is_object(p, (size_t)(stop - p)) || opens_object(skip_blanks(stop));
}

static const char *fail(ro_error *error, const char *name, const char *what) {
    ro_fail(error, RO_E_INPUT, "%s: looks like %s, which is not read here: " ADVICE, name, what);
    return NULL;
}

static const char *sniff_json(const char *name, const char *p, bool whole, bool wide, ro_error *error) {
    if (*p == '[')
        ro_fail(error, RO_E_INPUT,
                "%s: looks like a JSON array: give JSON Lines, one {\"text\": \"…\"} a line (jq -c '.[]' makes them)", name);
    else if (wide)
        ro_fail(error, RO_E_INPUT, "%s: looks like JSON in UTF-16 or UTF-32: convert it to UTF-8 with iconv", name);
    else if (!is_lines(p, whole))
        ro_fail(error, RO_E_INPUT, "%s: looks like JSON, but not one object a line: give JSON Lines (jq -c . makes them)", name);
    else
        return "jsonl";
    return NULL;
}

static const char *sniff(const char *name, const ro_decoded *decoded, bool whole, ro_error *error) {
    bool xml = false, wide = !strncmp(decoded->charset, "UTF-16", 6) || !strncmp(decoded->charset, "UTF-32", 6);
    const char *p = skip_blanks(decoded->bytes);
    if (opens_object(p) || (*p == '[' && opens_object(skip_blanks(p + 1)))) return sniff_json(name, p, whole, wide, error);
    if (!strncmp(p, "WARC/1.", 7)) return fail(error, name, "a WARC archive");
    p = first_markup(p, &xml);
    if (opens_html(p) || has_html_near(decoded->bytes)) return "html";
    const char *feed = feed_of(p, xml);
    return feed ? fail(error, name, feed) : "text";
}

const char *ro_input_sniff(const char *name, const char *bytes, size_t size, bool whole, ro_error *error) {
    ro_decoded decoded;
    ro_arena *scratch = ro_arena_new();
    const char *format = NULL;
    if (!scratch || !ro_decode(bytes, size, NULL, scratch, &decoded))
        ro_fail_memory(error);
    else
        format = sniff(name, &decoded, whole, error);
    ro_arena_free(scratch);
    return format;
}
