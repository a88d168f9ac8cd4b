#include "input/html.h"

#include <strings.h>

/* Elements that are never part of an article's words. */
static const GumboTag gone_tags[] = {
    GUMBO_TAG_HEAD,     GUMBO_TAG_NAV,      GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,   GUMBO_TAG_ASIDE,   GUMBO_TAG_FORM,
    GUMBO_TAG_FIGURE,   GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,      GUMBO_TAG_BUTTON,   GUMBO_TAG_IFRAME,  GUMBO_TAG_SELECT,
    GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG,      GUMBO_TAG_MATH,       GUMBO_TAG_NOSCRIPT, GUMBO_TAG_VIDEO,   GUMBO_TAG_AUDIO,
    GUMBO_TAG_OBJECT,   GUMBO_TAG_TEMPLATE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_CANVAS,   GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES,
};

/* Elements that begin and end a block of text. */
static const GumboTag block_tags[] = {
    GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,  GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,
    GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIV,        GUMBO_TAG_DL,    GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET,
    GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,         GUMBO_TAG_H4,    GUMBO_TAG_H5,      GUMBO_TAG_H6,
    GUMBO_TAG_HGROUP,  GUMBO_TAG_HR,      GUMBO_TAG_LI,         GUMBO_TAG_MAIN,  GUMBO_TAG_OL,      GUMBO_TAG_P,
    GUMBO_TAG_PRE,     GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY,    GUMBO_TAG_TABLE, GUMBO_TAG_TBODY,   GUMBO_TAG_TD,
    GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,      GUMBO_TAG_THEAD,      GUMBO_TAG_TR,    GUMBO_TAG_UL,
};

/* Words of a class or an id that say what is beside the article, sorted. */
static const char *const gone_words[] = {
    "ad",      "ads",     "advert",  "advertisement", "advertising", "adverts",      "breadcrumb", "breadcrumbs",
    "byline",  "bylines", "caption", "captions",      "comment",     "comments",     "consent",    "cookie",
    "cookies", "gdpr",    "kicker",  "menu",          "newsletter",  "newsletters",  "outbrain",   "paywall",
    "popup",   "promo",   "promos",  "recirculation", "recommended", "related",      "share",      "sharing",
    "sidebar", "signup",  "social",  "sponsored",     "subscribe",   "subscription", "taboola",    "toolbar",
};

static const char *const gone_roles[] = {"alert", "banner", "complementary", "contentinfo", "dialog", "navigation", "search"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef enum kind { NO_KIND, LOOSE, PARAGRAPH, ITEM, HEADING } kind;

typedef struct item { /* of a node */
    bool gone, link, pre;
    kind kind;          /* of the block that it is in */
    uint32_t told, all; /* bytes of text below it outside links: in paragraphs and the like, and in all */
} item;

typedef struct block {
    const char *text;
    size_t size;
    kind kind;
} block;

typedef struct gathering {
    const ro_page *page;
    const ro_page_node *nodes;
    uint32_t count;
    item *items;
    ro_arena *arena; /* for what is needed only here */
    struct {
        block *items;
        size_t count, room;
    } blocks;
    ro_buffer open; /* the block at hand */
    kind kind;
    size_t linked; /* bytes of it inside links */
    bool owed, failed;
} gathering;

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* ---- what is beside the article */

static bool is_one_of(GumboTag tag, const GumboTag *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == tag) return true;
    return false;
}

static bool word_is_one_of(const char *word, size_t size, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == size && !strncasecmp(list[i], word, size)) return true;
    return false;
}

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/* Words end at anything but a letter, and where a capital follows a small letter. */
static bool has_gone_word(const char *value) {
    while (value && *value) {
        size_t size = 0;
        while (is_upper(value[size]) || is_lower(value[size])) {
            size++;
            if (is_lower(value[size - 1]) && is_upper(value[size])) break;
        }
        if (size && word_is_one_of(value, size, gone_words, COUNT(gone_words))) return true;
        value += size ? size : 1;
    }
    return false;
}

static bool shows_none(const char *style) {
    for (; style && *style; style++) {
        if (strncasecmp(style, "display", 7)) continue;
        const char *p = style + 7;
        while (is_blank(*p)) p++;
        if (*p != ':') continue;
        for (p++; is_blank(*p);) p++;
        if (!strncasecmp(p, "none", 4)) return true;
    }
    return false;
}

static bool is_hidden(const GumboNode *node) {
    const char *aria = ro_node_attribute(node, "aria-hidden"), *role = ro_node_attribute(node, "role");
    return ro_node_attribute(node, "hidden") || (aria && !strcasecmp(aria, "true")) ||
           shows_none(ro_node_attribute(node, "style")) ||
           (role && word_is_one_of(role, strlen(role), gone_roles, COUNT(gone_roles)));
}

/* Classes of what holds the article ("has-sidebar") speak of its surroundings, so that what holds most of the words stays. */
static bool is_beside(const gathering *g, uint32_t i, uint32_t most) {
    const GumboNode *node = g->nodes[i].node;
    if (g->items[i].all > most) return false;
    return has_gone_word(ro_node_attribute(node, "class")) || has_gone_word(ro_node_attribute(node, "id"));
}

static kind kind_of(GumboTag tag, kind outer) {
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE: return PARAGRAPH;
    case GUMBO_TAG_LI: return ITEM;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return HEADING;
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL: return LOOSE;
    default: return outer;
    }
}

static void classify(gathering *g, uint32_t i, bool by_class, uint32_t most) {
    const GumboNode *node = g->nodes[i].node;
    GumboTag tag = ro_node_tag(node);
    item *outer = &g->items[g->nodes[i].parent], *it = &g->items[i];
    bool element = tag != GUMBO_TAG_LAST && tag != GUMBO_TAG_HTML && tag != GUMBO_TAG_BODY;
    bool gone =
        outer->gone ||
        (element && (is_one_of(tag, gone_tags, COUNT(gone_tags)) || is_hidden(node) || (by_class && is_beside(g, i, most))));
    kind outer_kind = i ? outer->kind : LOOSE;
    *it = (item){.gone = gone, .link = outer->link || tag == GUMBO_TAG_A, .pre = outer->pre || tag == GUMBO_TAG_PRE};
    it->kind = kind_of(tag, outer_kind);
}

static uint32_t letters(const char *text) {
    uint32_t count = 0;
    for (; *text; text++) count += !is_blank(*text);
    return count;
}

/* Sums the text below every node. What is below a node comes after it, so one pass from the end does. */
static void measure(gathering *g) {
    for (uint32_t i = g->count; i-- > 1;) {
        item *it = &g->items[i], *outer = &g->items[g->nodes[i].parent];
        const char *text = ro_node_text(g->nodes[i].node);
        if (text && !it->gone && !it->link) {
            it->all = letters(text);
            it->told = it->kind == PARAGRAPH ? it->all : 0;
        }
        outer->all += it->all;
        outer->told += it->told;
    }
}

static void mark(gathering *g) {
    for (uint32_t i = 0; i < g->count; i++) classify(g, i, false, 0);
    measure(g);
    uint32_t most = g->items[0].all / 2;
    for (uint32_t i = 0; i < g->count; i++) classify(g, i, true, most);
    measure(g);
}

/* ---- where the article is */

static uint32_t weight(const gathering *g, uint32_t i, bool loose) { return loose ? g->items[i].all : g->items[i].told; }

static bool holds_article(const GumboNode *node, int rank) {
    GumboTag tag = ro_node_tag(node);
    const char *property = ro_node_attribute(node, "itemprop"), *role = ro_node_attribute(node, "role");
    if (rank == 0) return property && !strcasecmp(property, "articleBody");
    if (rank == 1) return tag == GUMBO_TAG_ARTICLE;
    return tag == GUMBO_TAG_MAIN || (role && !strcasecmp(role, "main"));
}

/* The deepest element that holds three quarters of the words. */
static uint32_t densest(const gathering *g, bool loose) {
    uint32_t at = 0, total = weight(g, 0, loose);
    for (uint32_t i = 1; i < g->nodes[at].end;) {
        if (weight(g, i, loose) >= total - total / 4 && !ro_node_text(g->nodes[i].node) &&
            ro_node_tag(g->nodes[i].node) != GUMBO_TAG_P)
            at = i++;
        else
            i = g->nodes[i].end;
    }
    return at;
}

/* What is marked as the article, where it holds a good part of the page's words; else where most of them are. */
static uint32_t choose(const gathering *g, bool loose) {
    uint32_t total = weight(g, 0, loose);
    for (int rank = 0; rank < 3; rank++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < g->count; i++)
            if (holds_article(g->nodes[i].node, rank) && (!best || weight(g, i, loose) > weight(g, best, loose))) best = i;
        if (best && weight(g, best, loose) > total / 3) return best;
    }
    return densest(g, loose);
}

/* ---- its words */

static void close_block(gathering *g) {
    size_t size = g->open.size;
    while (size && is_blank(g->open.data[size - 1])) size--;
    bool links = g->kind != HEADING && g->linked >= size - size / 10;
    if (size && !links) {
        const char *copy = ro_arena_copy(g->arena, g->open.data, size);
        if (!copy || !ro_list_add(g->arena, &g->blocks, (block){copy, size, g->kind})) g->failed = true;
    }
    g->open.size = g->linked = 0;
    g->owed = false;
    g->kind = NO_KIND;
}

static void add_byte(gathering *g, char c, const item *it) {
    g->failed = !ro_buffer_add(&g->open, &c, 1) || g->failed;
    g->linked += it->link;
}

static void add_text(gathering *g, const char *text, const item *it) {
    for (; *text; text++) {
        if (is_blank(*text) && !(it->pre && *text == '\n')) {
            g->owed = g->owed || !g->open.size || !is_blank(g->open.data[g->open.size - 1]);
            continue;
        }
        if (*text == '\n') {
            if (g->open.size && g->open.data[g->open.size - 1] != '\n') add_byte(g, '\n', it);
            g->owed = false;
            continue;
        }
        if (g->owed && g->open.size && g->open.data[g->open.size - 1] != '\n') add_byte(g, ' ', it);
        g->owed = false;
        if (g->kind == NO_KIND) g->kind = it->kind;
        add_byte(g, *text, it);
    }
}

/* One is a line break, two are a paragraph. */
static void add_break(gathering *g, const item *it) {
    if (!g->open.size) return;
    if (g->open.data[g->open.size - 1] == '\n') {
        close_block(g);
        return;
    }
    add_byte(g, '\n', it);
    g->owed = false;
}

static bool is_block(const gathering *g, uint32_t i) {
    return is_one_of(ro_node_tag(g->nodes[i].node), block_tags, COUNT(block_tags));
}

static void gather(gathering *g, uint32_t from) {
    uint32_t at = from; /* the innermost node that is not over */
    for (uint32_t i = from + 1; i < g->nodes[from].end && !g->failed;) {
        for (; g->nodes[at].end <= i; at = g->nodes[at].parent)
            if (is_block(g, at)) close_block(g);
        if (g->items[i].gone) {
            if (is_block(g, i)) close_block(g);
            i = g->nodes[i].end;
            continue;
        }
        const char *text = ro_node_text(g->nodes[i].node);
        if (text)
            add_text(g, text, &g->items[i]);
        else if (ro_node_tag(g->nodes[i].node) == GUMBO_TAG_BR)
            add_break(g, &g->items[i]);
        else if (is_block(g, i))
            close_block(g);
        at = i++;
    }
    close_block(g);
}

/* ---- which blocks stay */

static bool same_words(const block *b, const char *title) {
    return title && strlen(title) == b->size && !strncasecmp(title, b->text, b->size);
}

/* A sentence, not a label or a by-line. */
static bool is_sentence(const block *b) {
    static const char *const ends[] = {".", "!", "?", "\"", "\xE2\x80\x9D", "\xC2\xBB", "\xE2\x80\xA6", ")", ":"};
    for (size_t i = 0; b->size >= 80 && i < COUNT(ends); i++)
        if (!memcmp(b->text + b->size - strlen(ends[i]), ends[i], strlen(ends[i]))) return true;
    return false;
}

static bool stays(const block *b, const char *title, bool loose) {
    if (b->kind == HEADING && same_words(b, title)) return false;
    return b->kind != LOOSE || loose || is_sentence(b);
}

static bool join(gathering *g, const char *title, ro_arena *arena, char **text, size_t *size) {
    size_t told = 0, loose = 0, room = 1, last = 0, count = 0;
    block *blocks = g->blocks.items;
    for (size_t i = 0; i < g->blocks.count; i++) *(blocks[i].kind == LOOSE ? &loose : &told) += blocks[i].size;
    for (size_t i = 0; i < g->blocks.count; i++) {
        if (!stays(&blocks[i], title, loose > told) || (!count && same_words(&blocks[i], title))) continue;
        blocks[count++] = blocks[i];
        if (blocks[count - 1].kind != HEADING) last = count; /* headings with nothing below them lead out of the article */
    }
    for (size_t i = 0; i < last; i++) room += blocks[i].size + 2;
    char *to = *text = ro_arena_alloc(arena, room);
    if (!to) return false;
    for (size_t i = 0; i < last; i++) {
        if (i) to = (char *)memcpy(to, "\n\n", 2) + 2;
        to = (char *)memcpy(to, blocks[i].text, blocks[i].size) + blocks[i].size;
    }
    *size = (size_t)(to - *text);
    return true;
}

bool ro_html_text(const ro_page *page, const char *title, ro_arena *arena, char **text, size_t *size) {
    gathering g = {.page = page, .nodes = ro_page_nodes(page), .count = ro_page_count(page), .arena = ro_arena_new()};
    g.items = g.arena ? ro_arena_array(g.arena, g.count, sizeof *g.items) : NULL;
    bool good = g.items != NULL;
    if (good) {
        mark(&g);
        bool loose = g.items[0].told < g.items[0].all / 4;
        gather(&g, choose(&g, loose));
        good = !g.failed && join(&g, title, arena, text, size);
    }
    ro_buffer_free(&g.open);
    ro_arena_free(g.arena);
    return good;
}
