#include "input/html_charset.h"

#include <stdio.h>
#include <strings.h>

enum { PRESCAN = 1024, NAME = 24, VALUE = 256 };

typedef struct scan {
    const char *at, *end;
} scan;

typedef struct attribute {
    char name[NAME], value[VALUE]; /* in small letters, cut where they are longer */
} attribute;

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }
static bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

static bool begins(const scan *s, const char *word) {
    size_t size = strlen(word);
    return (size_t)(s->end - s->at) >= size && !strncasecmp(s->at, word, size);
}

static void put(char *to, size_t room, size_t *size, char c) {
    if (*size + 1 < room) to[(*size)++] = small(c);
    to[*size] = 0;
}

static void skip_blanks(scan *s) {
    while (s->at < s->end && is_blank(*s->at)) s->at++;
}

static void read_value(scan *s, attribute *a) {
    size_t size = 0;
    skip_blanks(s);
    char quote = s->at < s->end && (*s->at == '"' || *s->at == '\'') ? *s->at++ : 0;
    for (; s->at < s->end; s->at++) {
        if (quote ? *s->at == quote : is_blank(*s->at) || *s->at == '>') break;
        put(a->value, VALUE, &size, *s->at);
    }
    if (quote && s->at < s->end) s->at++;
}

/* False: the tag is over, or the bytes are. */
static bool read_attribute(scan *s, attribute *a) {
    size_t size = 0;
    a->name[0] = a->value[0] = 0;
    while (s->at < s->end && (is_blank(*s->at) || *s->at == '/')) s->at++;
    if (s->at == s->end || *s->at == '>') return false;
    for (; s->at < s->end && !(*s->at == '=' && size) && !is_blank(*s->at) && *s->at != '/' && *s->at != '>'; s->at++)
        put(a->name, NAME, &size, *s->at);
    skip_blanks(s);
    if (s->at == s->end || *s->at != '=') return s->at < s->end;
    s->at++;
    read_value(s, a);
    return true;
}

/* What stands behind "charset=" in the value of a content attribute. */
static bool charset_of_content(const char *content, char label[RO_LABEL_SIZE]) {
    for (const char *p = content; (p = strstr(p, "charset"));) {
        p += strlen("charset");
        while (is_blank(*p)) p++;
        if (*p != '=') continue;
        for (p++; is_blank(*p);) p++;
        char quote = *p == '"' || *p == '\'' ? *p++ : 0;
        const char *end = quote ? strchr(p, quote) : p + strcspn(p, " \t\r\n\f;");
        if (!end || end == p || end - p >= RO_LABEL_SIZE) return false;
        memcpy(label, p, (size_t)(end - p));
        label[end - p] = 0;
        return true;
    }
    return false;
}

/* Within a <meta>: its charset, or that of its content where it stands for the header. */
static bool read_meta(scan *s, char label[RO_LABEL_SIZE]) {
    attribute a;
    bool pragma = false, needs_pragma = false, found = false;
    while (read_attribute(s, &a)) {
        if (!strcmp(a.name, "http-equiv"))
            pragma = pragma || !strcmp(a.value, "content-type");
        else if (!strcmp(a.name, "content") && !found)
            found = needs_pragma = charset_of_content(a.value, label);
        else if (!strcmp(a.name, "charset") && (!found || needs_pragma) && *a.value) {
            snprintf(label, RO_LABEL_SIZE, "%.*s", RO_LABEL_SIZE - 1, a.value);
            found = true;
            needs_pragma = false;
        }
    }
    return found && (!needs_pragma || pragma);
}

static void skip_to(scan *s, const char *word) {
    while (s->at < s->end && !begins(s, word)) s->at++;
}

/* <?xml version="1.0" encoding="…"?>, which older pages begin with. */
static bool read_declaration(scan *s, char label[RO_LABEL_SIZE]) {
    attribute a;
    for (s->at += strlen("<?xml"); read_attribute(s, &a);) {
        if (strcmp(a.name, "encoding") || !*a.value) continue;
        snprintf(label, RO_LABEL_SIZE, "%.*s", RO_LABEL_SIZE - 1, a.value);
        return true;
    }
    return false;
}

static void skip_tag(scan *s) {
    attribute a;
    while (s->at < s->end && !is_blank(*s->at) && *s->at != '>') s->at++;
    while (read_attribute(s, &a)) continue;
}

bool ro_html_charset(const char *bytes, size_t size, char label[RO_LABEL_SIZE]) {
    scan s = {bytes, bytes + (size < PRESCAN ? size : PRESCAN)};
    bool declared = begins(&s, "<?xml") && read_declaration(&s, label);
    for (; s.at < s.end && !declared; s.at++) {
        if (*s.at != '<' || s.end - s.at < 2) continue;
        char after = s.end - s.at > 5 ? s.at[5] : 0;
        if (begins(&s, "<!--")) {
            s.at += 2;
            skip_to(&s, "-->");
        } else if (begins(&s, "<meta") && (is_blank(after) || after == '/')) {
            s.at += strlen("<meta");
            if (read_meta(&s, label)) declared = true;
        } else if (is_letter(s.at[1]) || (s.at[1] == '/' && s.end - s.at > 2 && is_letter(s.at[2]))) {
            skip_tag(&s);
        } else if (strchr("!/?", s.at[1])) {
            skip_to(&s, ">");
        }
    }
    return declared;
}
