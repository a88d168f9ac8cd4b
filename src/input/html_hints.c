#include "input/html_hints.h"
#include "text/text.h"

#include <strings.h>

enum {
    BESIDE = 1,
    COMMENT = 2,
    SHORT = 4,
    MODIFIER = 8,
    FIRST = 16,
    SECOND = 32,
    WHOLE = 64,
    STATE = 128,
    POST = 256,
    STRONG = 512,
    LIVE = 1024,
    BLOG = 2048,
    BUILDER = 4096,
    LONGEST = 24
};

typedef struct word {
    const char *word;
    unsigned says;
} word;

static const word words[] = {
#include "input/data/html_words.inc"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/* ---- classes and ids */

/* The next word of a name; words end at anything but a letter, and where a capital follows a small letter. */
static const char *next_word(const char *p, char found[LONGEST]) {
    size_t size = 0;
    while (*p && !ro_is_blank(*p) && !is_upper(*p) && !is_lower(*p)) p++;
    for (; is_upper(*p) || is_lower(*p); p++) {
        if (size < LONGEST) found[size++] = (char)(*p | 0x20);
        if (is_lower(*p) && is_upper(p[1])) {
            p++;
            break;
        }
    }
    found[size < LONGEST ? size : 0] = 0;
    return p;
}

static unsigned look_up(const char *found) {
    size_t low = 0, high = COUNT(words);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(found, words[middle].word);
        if (!order) return words[middle].says;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* What a word says, or it and the one before it as one: "sign-up" is "signup". */
static unsigned look_up_both(const char *before, const char *found) {
    char both[LONGEST];
    unsigned says = look_up(found);
    size_t size = strlen(before), more = strlen(found);
    if (!size || !more || size + more >= LONGEST) return says;
    memcpy(both, before, size);
    memcpy(both + size, found, more + 1);
    return says | look_up(both);
}

static void heed(unsigned says, unsigned before, unsigned *hints) {
    if (says & BESIDE) *hints |= RO_HINT_BESIDE;
    if (says & STRONG) *hints |= RO_HINT_STRONG | RO_HINT_BESIDE;
    if (says & COMMENT) *hints |= RO_HINT_COMMENTS;
    if (says & SHORT) *hints |= RO_HINT_SHORT;
    if (says & POST) *hints |= RO_HINT_ARTICLE;
    if ((says & LIVE && says & BLOG) || (says & BLOG && before & LIVE)) *hints |= RO_HINT_LIVE;
    if (says & WHOLE || (says & SECOND && before & FIRST)) *hints |= RO_HINT_BODY;
}

/* Of one name. "has-sidebar" and "comments-open" speak of others; "article-body" is the text, "article-body-share" is not; a page
 * builder calls all things widgets. */
static unsigned hints_of_name(const char **at) {
    char found[LONGEST], last[LONGEST] = "";
    unsigned hints = 0, before = 0;
    while (**at && !ro_is_blank(**at)) {
        *at = next_word(*at, found);
        unsigned says = look_up_both(last, found);
        if (says & (MODIFIER | STATE)) {
            while (**at && !ro_is_blank(**at)) ++*at;
            if (says & STATE) return 0;
            break;
        }
        if (!(before & BUILDER)) heed(says, before, &hints);
        before = says;
        memcpy(last, found, LONGEST);
    }
    return hints & (RO_HINT_BESIDE | RO_HINT_COMMENTS | RO_HINT_SHORT) ? hints & ~(unsigned)RO_HINT_BODY : hints;
}

static unsigned hints_of_names(const char *value) {
    unsigned hints = 0;
    for (const char *at = value; *at;) {
        if (ro_is_blank(*at))
            at++;
        else
            hints |= hints_of_name(&at);
    }
    return hints;
}

/* ---- other attributes */

static bool shows_none(const char *style) {
    static const struct { const char *property, *value; } hiding[] = {{"display", "none"}, {"visibility", "hidden"}};
    for (size_t i = 0; i < COUNT(hiding); i++)
        for (const char *p = style; *p; p++) {
            if (strncasecmp(p, hiding[i].property, strlen(hiding[i].property))) continue;
            p += strlen(hiding[i].property);
            while (ro_is_blank(*p)) p++;
            if (*p != ':') break;
            for (p++; ro_is_blank(*p);) p++;
            if (!strncasecmp(p, hiding[i].value, strlen(hiding[i].value))) return true;
            break;
        }
    return false;
}

static unsigned hints_of_role(const char *role) {
    static const char *const beside[] = {"alert",       "alertdialog", "banner",     "complementary",
                                         "contentinfo", "dialog",      "navigation", "search"};
    if (!strcasecmp(role, "article")) return RO_HINT_ARTICLE;
    if (!strcasecmp(role, "main")) return RO_HINT_MAIN;
    for (size_t i = 0; i < COUNT(beside); i++)
        if (!strcasecmp(role, beside[i])) return RO_HINT_BESIDE | RO_HINT_STRONG;
    return 0;
}

static unsigned hints_of_property(const char *value) {
    if (!strcasecmp(value, "articleBody") || !strcasecmp(value, "reviewBody")) return RO_HINT_MARKED;
    if (!strcasecmp(value, "comment")) return RO_HINT_COMMENTS;
    if (!strcasecmp(value, "caption")) return RO_HINT_BESIDE;
    return 0;
}

static unsigned hints_of_type(const char *value) {
    if (strstr(value, "schema.org/Comment") || strstr(value, "schema.org/UserComments")) return RO_HINT_COMMENTS;
    return strstr(value, "Article") || strstr(value, "BlogPosting") ? RO_HINT_ARTICLE : 0;
}

static unsigned hints_of_attribute(const GumboAttribute *a) {
    switch (a->name[0]) {
    case 'c': return !strcmp(a->name, "class") ? hints_of_names(a->value) : 0;
    case 'i':
        if (!strcmp(a->name, "id")) return hints_of_names(a->value);
        if (!strcmp(a->name, "itemtype")) return hints_of_type(a->value);
        return !strcmp(a->name, "itemprop") ? hints_of_property(a->value) : 0;
    case 's': return !strcmp(a->name, "style") && shows_none(a->value) ? RO_HINT_HIDDEN : 0;
    case 'h': return !strcmp(a->name, "hidden") ? RO_HINT_HIDDEN : 0;
    case 'a': return !strcmp(a->name, "aria-hidden") && !strcasecmp(a->value, "true") ? RO_HINT_HIDDEN : 0;
    case 'r': return !strcmp(a->name, "role") ? hints_of_role(a->value) : 0;
    default: return 0;
    }
}

unsigned ro_html_hints(const ro_page_node *node) {
    if (node->node->type != GUMBO_NODE_ELEMENT) return 0;
    bool heading = node->tag >= GUMBO_TAG_H1 && node->tag <= GUMBO_TAG_H6;
    unsigned hints = node->tag == GUMBO_TAG_ARTICLE ? RO_HINT_ARTICLE : node->tag == GUMBO_TAG_MAIN ? RO_HINT_MAIN : 0;
    if (node->tag == GUMBO_TAG_HTML || node->tag == GUMBO_TAG_BODY) return 0;
    const GumboVector *attributes = &node->node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) hints |= hints_of_attribute(attributes->data[i]);
    return heading ? hints & RO_HINT_HIDDEN : hints; /* a heading's name is its look */
}
