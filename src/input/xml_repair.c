/* Whatever came, as well-formed XML, in one pass: tags closed where they should have been, attributes quoted, `&` and `<`
 * escaped, references resolved or made literal text. There are no entities left that could do harm, and every limit is checked
 * here, before there is a tree. */
#include "input/xml.h"
#include "text/text.h"

#include <libxml/HTMLparser.h>
#include <strings.h>

#define REPLACEMENT 0xFFFDu

typedef struct tag {
    const char *name;
    size_t size;
    size_t spaces; /* namespaces in scope when it is opened */
} tag;

typedef struct repair {
    const char *name, *at, *end; /* of the input: its name; what is left of it */
    ro_xml *xml;
    ro_buffer *out;
    tag open[RO_LIMIT_XML_DEPTH];
    size_t depth, nodes, spaces;                            /* spaces: namespaces declared by what is open */
    bool rooted, in_text, no_type, no_instructions, failed; /* no_…: a search for their end was in vain once */
    ro_error *error;
} repair;

/* What windows-1252 has at 0x80 to 0x9F; a 0 is nothing. */
static const uint16_t western[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* Neither to be escaped nor the first byte of a character that may have to be replaced. */
static bool is_plain(char c) {
    return (unsigned char)c >= ' ' && c != '<' && c != '>' && c != '&' && c != '"' && c != '\xC2' && c != '\xEF';
}

/* ---- writing */

static void add(repair *r, const char *bytes, size_t size) { r->failed = r->failed || !ro_buffer_add(r->out, bytes, size); }

static void add_word(repair *r, const char *word) { add(r, word, strlen(word)); }

static void add_point(repair *r, uint32_t point) {
    char b[4];
    size_t n = 0;
    if (point < 0x80) {
        b[n++] = (char)point;
    } else if (point < 0x800) {
        b[n++] = (char)(0xC0 | point >> 6);
    } else if (point < 0x10000) {
        b[n++] = (char)(0xE0 | point >> 12);
        b[n++] = (char)(0x80 | (point >> 6 & 0x3F));
    } else {
        b[n++] = (char)(0xF0 | point >> 18);
        b[n++] = (char)(0x80 | (point >> 12 & 0x3F));
        b[n++] = (char)(0x80 | (point >> 6 & 0x3F));
    }
    if (point >= 0x80) b[n++] = (char)(0x80 | (point & 0x3F));
    add(r, b, n);
}

/* A character of the text, escaped where it has to be, replaced where XML cannot hold it. */
static void add_character(repair *r, uint32_t point) {
    bool control = point >= 0x80 && point < 0xA0;
    if (control && western[point - 0x80]) {
        r->xml->controls++;
        point = western[point - 0x80];
    } else if ((point < 0x20 && point != '\t' && point != '\n' && point != '\r') || (point >= 0xD800 && point < 0xE000) ||
               (point & ~1u) == 0xFFFE || point > 0x10FFFF) {
        r->xml->repaired = true;
        point = REPLACEMENT;
    }
    switch (point) {
    case '<': add_word(r, "&lt;"); break;
    case '>': add_word(r, "&gt;"); break;
    case '&': add_word(r, "&amp;"); break;
    case '"': add_word(r, "&quot;"); break;
    default: add_point(r, point);
    }
}

/* ---- references */

/* &#233; or &#xE9; */
static bool add_number(repair *r) {
    const char *p = r->at + 2;
    bool hex = *p == 'x' || *p == 'X';
    uint32_t point = 0;
    size_t digits = 0;
    for (p += hex;; p++, digits++) {
        char c = (char)(*p | 0x20);
        uint32_t digit = *p >= '0' && *p <= '9'        ? (uint32_t)(*p - '0')
                         : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                       : 16;
        if (digit == 16) break;
        if (point < 0x110000) point = point * (hex ? 16 : 10) + digit;
    }
    if (!digits) return false;
    r->xml->repaired = r->xml->repaired || *p != ';';
    r->at = p + (*p == ';');
    add_character(r, point ? point : 0x110000);
    return true;
}

/* &amp; or &eacute;; one that nobody knows stays as it is written. */
static bool add_named(repair *r) {
    char word[33];
    size_t n = 0;
    for (const char *p = r->at + 1; n < 32 && ((*p | 0x20) >= 'a' ? (*p | 0x20) <= 'z' : n && *p >= '0' && *p <= '9'); p++)
        word[n++] = *p;
    word[n] = 0;
    if (!n || r->at[n + 1] != ';') return false;
    const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)word);
    if (!known && strcmp(word, "apos")) {
        r->xml->entities++;
        return false;
    }
    r->at += n + 2;
    add_character(r, known ? known->value : '\'');
    return true;
}

static void add_reference(repair *r) {
    size_t entities = r->xml->entities;
    if (r->at[1] == '#' ? add_number(r) : add_named(r)) return;
    r->xml->repaired = r->xml->repaired || r->xml->entities == entities;
    add_word(r, "&amp;");
    r->at++;
}

/* One character, or a stretch of bytes that need no care; references: they are resolved. */
static void add_some(repair *r, const char *stop, bool references) {
    const char *p = r->at;
    while (p < stop && is_plain(*p)) p++;
    if (p > r->at) {
        add(r, r->at, (size_t)(p - r->at));
        r->at = p;
    } else if (*p == '&' && references) {
        add_reference(r);
    } else {
        uint32_t length;
        add_character(r, ro_utf8_at(p, &length));
        r->at += length;
    }
}

static void add_all(repair *r, const char *stop, bool references) {
    while (r->at < stop && !r->failed) add_some(r, stop, references);
}

/* ---- limits */

static bool count(repair *r) {
    return ++r->nodes <= RO_LIMIT_XML_NODES ||
           ro_fail(r->error, RO_E_LIMIT, "%s: more than %d elements, attributes and texts: split it", r->name,
                   RO_LIMIT_XML_NODES);
}

static bool too_deep(repair *r) {
    return ro_fail(r->error, RO_E_LIMIT, "%s: elements are nested more than %d deep: this is no report", r->name,
                   RO_LIMIT_XML_DEPTH);
}

static bool too_many_spaces(repair *r) {
    return ro_fail(r->error, RO_E_LIMIT, "%s: more than %d namespaces are declared around an element: this is no report", r->name,
                   RO_LIMIT_XML_SPACES);
}

static bool too_many_attributes(repair *r) {
    return ro_fail(r->error, RO_E_LIMIT, "%s: an element has more than %d attributes: this is no report", r->name,
                   RO_LIMIT_XML_ATTRIBUTES);
}

/* ---- names */

static bool starts_name(uint32_t c) {
    static const uint32_t ranges[][2] = {{'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {':', ':'},
                                         {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
                                         {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
                                         {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFC}, {0x10000, 0xEFFFF}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

static size_t name_size(const char *p) {
    size_t size = 0;
    for (uint32_t length;; size += length) {
        uint32_t c = ro_utf8_at(p + size, &length);
        bool inside = size && ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 || (c >= 0x300 && c <= 0x36F));
        if (!inside && !starts_name(c)) return size;
    }
}

/* ---- tags */

static void skip_blanks(repair *r) {
    while (ro_is_blank(*r->at)) r->at++;
}

/* The value behind "=", written in quotes. False: the input ends in it. */
static bool add_value(repair *r) {
    char quote = *r->at;
    const char *stop;
    if (quote == '"' || quote == '\'') {
        stop = strchr(++r->at, quote);
        if (!stop) return false;
    } else {
        r->xml->repaired = true;
        for (stop = r->at; *stop && !ro_is_blank(*stop) && *stop != '>'; stop++) {
        }
        quote = 0;
    }
    add_word(r, "\"");
    add_all(r, stop, true);
    add_word(r, "\"");
    r->at = stop + (quote != 0);
    return true;
}

static bool add_attribute(repair *r, size_t size) {
    add_word(r, " ");
    add(r, r->at, size);
    add_word(r, "=");
    r->at += size;
    skip_blanks(r);
    if (*r->at != '=') {
        r->xml->repaired = true;
        add_word(r, "\"\"");
        return true;
    }
    r->at++;
    skip_blanks(r);
    return add_value(r);
}

typedef enum ending { OPEN, CLOSED, CUT, REFUSED } ending;

/* What stands between a tag's name and its end. */
static ending add_attributes(repair *r) {
    for (size_t attributes = 0;;) {
        skip_blanks(r);
        if (!*r->at) return CUT;
        if (*r->at == '>') return r->at++, OPEN;
        if (*r->at == '/' && r->at[1] == '>') return r->at += 2, CLOSED;
        if (*r->at == '<') return r->xml->repaired = true, OPEN; /* the next tag: this one was not ended */
        size_t size = name_size(r->at);
        if (!size) {
            uint32_t length;
            ro_utf8_at(r->at, &length);
            r->at += length;
            r->xml->repaired = true;
            continue;
        }
        if (++attributes > RO_LIMIT_XML_ATTRIBUTES) return too_many_attributes(r), REFUSED;
        if (!count(r)) return REFUSED;
        if (size >= 5 && !memcmp(r->at, "xmlns", 5) && ++r->spaces > RO_LIMIT_XML_SPACES) return too_many_spaces(r), REFUSED;
        if (!add_attribute(r, size)) return CUT;
    }
}

static void close_one(repair *r) {
    tag last = r->open[--r->depth];
    r->spaces = last.spaces;
    add_word(r, "</");
    add(r, last.name, last.size);
    add_word(r, ">");
}

/* No item of a feed stands in another: one that was never ended ends where the next begins. */
static void end_item(repair *r, size_t size) {
    const char *name = r->at + 1;
    size_t i = r->depth;
    if (strncmp(name, size == 4 ? "item" : size == 5 ? "entry" : "/", size)) return;
    while (i && (r->open[i - 1].size != size || memcmp(r->open[i - 1].name, name, size))) i--;
    r->xml->repaired = r->xml->repaired || i;
    while (i && r->depth >= i) close_one(r);
}

/* A tag that the input ends in is as good as not there. */
static bool start_tag(repair *r, size_t size) {
    end_item(r, size);
    size_t before = r->out->size;
    tag opened = {r->at + 1, size, r->spaces};
    bool second = r->rooted && !r->depth;
    if (r->depth == RO_LIMIT_XML_DEPTH) return too_deep(r);
    if (!count(r)) return false;
    add(r, r->at, size + 1);
    r->at += size + 1;
    ending e = add_attributes(r);
    if (e == REFUSED) return false;
    if (e == CUT) r->at = r->end;
    if (e == CUT || second) {
        r->xml->repaired = true;
        r->out->size = before;
        r->spaces = opened.spaces;
        return true;
    }
    add_word(r, e == CLOSED ? "/>" : ">");
    r->rooted = true;
    if (e == OPEN)
        r->open[r->depth++] = opened;
    else
        r->spaces = opened.spaces;
    return true;
}

/* Closes what it closes, and what is still open within; one that closes nothing is passed over. */
static void end_tag(repair *r, size_t size) {
    const char *name = r->at + 2;
    size_t i = r->depth;
    while (i && (r->open[i - 1].size != size || strncasecmp(r->open[i - 1].name, name, size))) i--;
    r->xml->repaired = r->xml->repaired || i < r->depth || !i;
    while (i && r->depth >= i) close_one(r);
    for (r->at = name + size; *r->at && *r->at != '>' && *r->at != '<';) r->at++;
    r->at += *r->at == '>';
}

/* ---- what is not for the tree */

/* <!DOCTYPE …> with whatever it declares; NULL: it has no end. */
static const char *behind_doctype(const char *p) {
    int inner = 0;
    for (; *p; p++) {
        const char *stop = NULL;
        inner += *p == '[' ? 1 : *p == ']' ? -1 : 0;
        if (*p == '"' || *p == '\'')
            stop = strchr(p + 1, *p);
        else if (!strncmp(p, "<!--", 4))
            stop = strstr(p + 4, "-->");
        else if (*p == '>' && inner <= 0)
            return p + 1;
        else
            continue;
        if (!stop) return NULL;
        p = stop;
    }
    return NULL;
}

static void skip_to(repair *r, const char *stop) {
    r->xml->repaired = r->xml->repaired || !stop;
    r->at = stop ? stop : r->end;
}

static const char *behind(const char *p, const char *mark) {
    const char *found = strstr(p, mark);
    return found ? found + strlen(mark) : NULL;
}

static void declaration(repair *r) {
    bool type = !strncasecmp(r->at, "<!DOCTYPE", 9) && !r->rooted && !r->no_type;
    const char *stop = type ? behind_doctype(r->at + 2) : NULL;
    r->no_type = !stop;
    r->xml->repaired = r->xml->repaired || !stop;
    skip_to(r, stop ? stop : behind(r->at, ">"));
}

static void instruction(repair *r) {
    const char *stop = r->no_instructions ? NULL : behind(r->at, "?>");
    r->no_instructions = !stop;
    r->xml->repaired = r->xml->repaired || !stop;
    skip_to(r, stop ? stop : behind(r->at, ">"));
}

static bool text(repair *r, const char *stop, bool references) {
    if (r->depth) {
        if (!r->in_text && !count(r)) return false;
        r->in_text = true;
        add_all(r, stop, references);
        return true;
    }
    for (; r->at < stop; r->at++) r->xml->repaired = r->xml->repaired || !ro_is_blank(*r->at);
    return true;
}

static bool cdata(repair *r) {
    const char *stop = strstr(r->at += 9, "]]>");
    r->xml->repaired = r->xml->repaired || !stop;
    if (!text(r, stop ? stop : r->end, false)) return false;
    r->at += stop ? 3 : 0;
    return true;
}

/* ---- all of it */

static bool markup(repair *r) {
    size_t size = name_size(r->at + 1);
    if (!strncmp(r->at, "<![CDATA[", 9)) return cdata(r);
    if (!strncmp(r->at, "<!--", 4))
        skip_to(r, behind(r->at + 4, "-->"));
    else if (r->at[1] == '?')
        instruction(r);
    else if (r->at[1] == '!' && name_size(r->at + 2))
        declaration(r);
    else if (size)
        return r->in_text = false, start_tag(r, size);
    else if (r->at[1] == '/' && (size = name_size(r->at + 2)))
        r->in_text = false, end_tag(r, size);
    else
        return r->xml->repaired = true, text(r, r->at + 1, false);
    return true;
}

bool ro_xml_repair(const char *name, const char *bytes, size_t size, ro_xml *xml, ro_buffer *out, ro_error *error) {
    repair r = {.name = name, .at = bytes, .end = bytes + size, .xml = xml, .out = out, .error = error};
    while (r.at < r.end && !r.failed) {
        const char *stop = strchr(r.at, '<');
        bool good = stop == r.at ? markup(&r) : text(&r, stop ? stop : r.end, true);
        if (!good) return false;
    }
    xml->cut = r.depth;
    xml->repaired = xml->repaired || r.depth;
    while (r.depth && !r.failed) close_one(&r);
    if (r.failed) return ro_fail_memory(error);
    return r.rooted ||
           ro_fail(error, RO_E_INPUT,
                   "%s: no XML element in it: it is no feed and no news item: give the format that it has, or none", name);
}
