#include "input/html_trim.h"

#include <ctype.h>
#include <strings.h>

enum { FAR = 256 * 1024 };

typedef struct trim {
    const char *at, *end;
    char *to;
    const char *drawing; /* where the next </svg> is; NULL: not looked for */
    size_t most;         /* attributes of a tag */
} trim;

typedef struct attribute {
    const char *name, *value;
    size_t name_size, value_size;
    char quote; /* 0: none */
} attribute;

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

static bool is_word(const char *p, size_t size, const char *word) { return strlen(word) == size && !strncasecmp(p, word, size); }

static bool is_one_of(const char *p, size_t size, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if ((*p | 0x20) == list[i][0] && is_word(p, size, list[i])) return true;
    return false;
}

static void put(trim *t, const char *bytes, size_t size) {
    memcpy(t->to, bytes, size);
    t->to += size;
}

/* ---- looking ahead */

static const char *find(const char *from, const char *end, const char *word) {
    size_t size = strlen(word);
    while ((size_t)(end - from) >= size) {
        const char *p = memchr(from, word[0], (size_t)(end - from) - size + 1);
        if (!p) return NULL;
        if (!memcmp(p, word, size)) return p;
        from = p + 1;
    }
    return NULL;
}

static bool begins(const char *p, const char *end, const char *word) {
    size_t size = strlen(word);
    return (size_t)(end - p) >= size && !strncasecmp(p, word, size);
}

/* A tag of that name, not of one that begins so. */
static bool is_tag(const char *p, const char *end, const char *before, const char *name, size_t size) {
    size_t lead = strlen(before);
    if ((size_t)(end - p) <= lead + size || memcmp(p, before, lead) || strncasecmp(p + lead, name, size)) return false;
    char after = p[lead + size];
    return is_blank(after) || after == '/' || after == '>';
}

/* The end tag that ends what has no tags inside; the end of all where there is none. */
static const char *find_end_tag(const char *from, const char *end, const char *name, size_t size) {
    for (const char *p = from; (p = memchr(p, '<', (size_t)(end - p))); p++)
        if (is_tag(p, end, "</", name, size)) return p;
    return end;
}

/* A script that holds "<!--" and another script's tags ends behind them. */
static const char *find_script_end(const char *from, const char *end) {
    enum { PLAIN, ESCAPED, TWICE } state = PLAIN;
    for (const char *p = from; p < end; p++) {
        if (*p == '<' && state == PLAIN && begins(p, end, "<!--")) {
            state = ESCAPED;
            p += 3;
            if (end - p > 1 && p[1] == '>') state = PLAIN;
        } else if (*p == '-' && state != PLAIN && begins(p, end, "-->")) {
            state = PLAIN;
        } else if (*p == '<' && is_tag(p, end, "</", "script", 6)) {
            if (state != TWICE) return p;
            state = ESCAPED;
        } else if (*p == '<' && state == ESCAPED && is_tag(p, end, "<", "script", 6)) {
            state = TWICE;
        } else if (state == PLAIN) {
            const char *next = memchr(p + 1, '<', (size_t)(end - p - 1));
            p = (next ? next : end) - 1;
        }
    }
    return end;
}

/* ---- tags */

/* False: the tag is over, or the page is. */
static bool next_attribute(trim *t, attribute *a) {
    const char *p = t->at, *end = t->end;
    while (p < end && (is_blank(*p) || *p == '/')) p++;
    *a = (attribute){.name = p};
    if (p < end && *p != '>') p++; /* even a "=" */
    while (p < end && !is_blank(*p) && *p != '/' && *p != '>' && *p != '=') p++;
    a->name_size = (size_t)(p - a->name);
    while (p < end && is_blank(*p)) p++;
    if (a->name_size && p < end && *p == '=') {
        for (p++; p < end && is_blank(*p);) p++;
        if (p < end && (*p == '"' || *p == '\'')) a->quote = *p++;
        a->value = p;
        if (a->quote)
            p = memchr(p, a->quote, (size_t)(end - p));
        else
            while (p < end && !is_blank(*p) && *p != '>') p++;
        if (!p) p = end;
        a->value_size = (size_t)(p - a->value);
        p += a->quote && p < end;
    }
    t->at = p;
    return a->name_size > 0;
}

static bool hides(const attribute *a) {
    for (size_t i = 0; i + 4 <= a->value_size; i++)
        if (!strncasecmp(a->value + i, "none", 4) || !strncasecmp(a->value + i, "hidd", 4)) return true;
    return false;
}

/* Attributes that are looked at somewhere. */
static bool is_wanted(const attribute *a) {
    static const char *const wanted[] = {"aria-hidden", "class",    "content",  "datetime",  "hidden",   "href",
                                         "http-equiv",  "id",       "itemprop", "itemscope", "itemtype", "lang",
                                         "name",        "property", "rel",      "role",      "type"};
    if (is_word(a->name, a->name_size, "style")) return hides(a);
    return is_one_of(a->name, a->name_size, wanted, COUNT(wanted));
}

static void put_attribute(trim *t, const attribute *a, bool link) {
    put(t, " ", 1);
    put(t, a->name, a->name_size);
    if (!a->value_size || (link && is_word(a->name, a->name_size, "href"))) return;
    put(t, "=", 1);
    if (a->quote) put(t, &a->quote, 1);
    put(t, a->value, a->value_size);
    if (a->quote) put(t, &a->quote, 1);
}

/* Goes behind the tag; what is to stay of it is written. */
static void copy_tag(trim *t, const char *name, size_t size) {
    attribute a;
    size_t count = 0;
    bool link = is_word(name, size, "a");
    put(t, "<", 1);
    put(t, name, size);
    for (; next_attribute(t, &a); count++)
        if (is_wanted(&a)) put_attribute(t, &a, link);
    if (count > t->most) t->most = count;
    if (t->at < t->end && t->at[-1] == '/') put(t, " /", 2);
    if (t->at < t->end) put(t, ">", 1), t->at++;
}

static bool is_data(const char *from, const char *end) {
    static const char type[] = "ld+json";
    for (const char *p = from; (size_t)(end - p) >= sizeof type - 1; p++)
        if (!strncasecmp(p, type, sizeof type - 1)) return true;
    return false;
}

/* Goes behind an end tag, or to the end. */
static void skip_tag(trim *t) {
    attribute a;
    while (next_attribute(t, &a)) continue;
    t->at += t->at < t->end;
}

/* Elements whose content is no tags. */
static bool take_raw(trim *t, const char *name, size_t size) {
    static const char *const dropped[] = {"iframe", "noembed", "noframes", "style", "textarea"}, *const kept[] = {"title", "xmp"};
    bool script = is_word(name, size, "script"), keep = is_one_of(name, size, kept, COUNT(kept));
    if (!script && !keep && !is_one_of(name, size, dropped, COUNT(dropped))) return false;
    char *before = t->to;
    const char *tag = t->at;
    copy_tag(t, name, size);
    const char *from = t->at, *end = script ? find_script_end(from, t->end) : find_end_tag(from, t->end, name, size);
    if (keep || (script && is_data(tag, from)))
        put(t, from, (size_t)(end - from));
    else
        t->to = before;
    t->at = end;
    if (t->to == before && end < t->end) {
        t->at += 2 + size;
        skip_tag(t);
    }
    return true;
}

/* A drawing, unless its end is far. */
static bool skip_drawing(trim *t, const char *name, size_t size) {
    if (!is_word(name, size, "svg")) return false;
    if (!t->drawing || t->drawing < t->at) t->drawing = find_end_tag(t->at, t->end, "svg", 3);
    if (t->drawing == t->end || t->drawing - t->at > FAR) return false;
    t->at = t->drawing + strlen("</svg");
    skip_tag(t);
    return true;
}

static void take_tag(trim *t) {
    static const char *const empty[] = {"embed", "img", "source", "track", "wbr"};
    const char *name = t->at + 1;
    size_t size = 0;
    while (name + size < t->end && !is_blank(name[size]) && name[size] != '/' && name[size] != '>') size++;
    t->at = name + size;
    if (is_one_of(name, size, empty, COUNT(empty))) {
        skip_tag(t);
    } else if (is_word(name, size, "plaintext")) {
        put(t, "<plaintext", 10);
        put(t, t->at, (size_t)(t->end - t->at));
        t->at = t->end;
    } else if (!skip_drawing(t, name, size) && !take_raw(t, name, size)) {
        copy_tag(t, name, size);
    }
}

/* ---- what is no tag */

static void skip_comment(trim *t) {
    const char *p = t->at + 4;
    if (begins(p, t->end, ">") || begins(p, t->end, "->")) {
        t->at = p + (*p == '>' ? 1 : 2);
        return;
    }
    while ((p = find(p, t->end, "--")) && !begins(p, t->end, "-->") && !begins(p, t->end, "--!>")) p++;
    t->at = p ? p + (p[2] == '>' ? 3 : 4) : t->end;
}

static void skip_to_bracket(trim *t) {
    const char *end = memchr(t->at, '>', (size_t)(t->end - t->at));
    t->at = end ? end + 1 : t->end;
}

/* At a "<". */
static void take_markup(trim *t) {
    char next = t->end - t->at > 1 ? t->at[1] : 0, third = t->end - t->at > 2 ? t->at[2] : 0;
    if (is_letter(next)) {
        take_tag(t);
    } else if (next == '/' && is_letter(third)) {
        const char *name = t->at + 2;
        while (t->at < t->end && !is_blank(*t->at) && *t->at != '>') t->at++;
        put(t, "</", 2);
        put(t, name, (size_t)(t->at - name));
        skip_tag(t);
        put(t, ">", 1);
    } else if (begins(t->at, t->end, "<!--")) {
        skip_comment(t);
    } else if (next == '?' || (next == '/' && third)) {
        skip_to_bracket(t);
    } else {
        put(t, t->at++, 1);
    }
}

/* gumbo counts a numeric reference beyond what an int holds, and makes bytes of it that are no UTF-8: such a one is U+FFFD. */
static void mend_references(char *from, char *end) {
    enum { MOST_DIGITS = 7 };
    for (char *p = from; (p = memchr(p, '&', (size_t)(end - p))); p++) {
        if (end - p < 3 || p[1] != '#') continue;
        char *digits = p + 2 + ((p[2] | 0x20) == 'x'), *stop = digits;
        while (digits < end && *digits == '0') digits++;
        for (stop = digits; stop < end && isxdigit((unsigned char)*stop);) stop++;
        if (stop - digits <= MOST_DIGITS) continue;
        memcpy(p, "\xEF\xBF\xBD", 3);
        memset(p + 3, ' ', (size_t)(stop - (p + 3)));
    }
}

bool ro_html_trim(const char *bytes, size_t size, ro_arena *arena, char **to, size_t *to_size, size_t *attributes) {
    char *out = ro_arena_alloc(arena, size + size / 2 + 64); /* attributes that touch each other are parted */
    if (!out) return false;
    trim t = {.at = bytes, .end = bytes + size, .to = out};
    while (t.at < t.end) {
        const char *tag = memchr(t.at, '<', (size_t)(t.end - t.at));
        if (!tag) tag = t.end;
        put(&t, t.at, (size_t)(tag - t.at));
        t.at = tag;
        if (tag < t.end) take_markup(&t);
    }
    mend_references(out, t.to);
    *to = out;
    *to_size = (size_t)(t.to - out);
    *attributes = t.most;
    return true;
}
