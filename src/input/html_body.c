#include "input/html_body.h"

#include "input/html_hints.h"

enum { A_REPORT = 600 }; /* worth */

/* ---- blocks */

bool ro_block_ends_sentence(const ro_block *b) {
    static const char *const ends[] = {".",
                                       "!",
                                       "?",
                                       "\"",
                                       "'",
                                       ")",
                                       ":",
                                       ";",
                                       "\xC2\xBB",
                                       "\xE2\x80\x9D",
                                       "\xE2\x80\x9C",
                                       "\xE2\x80\xA6",
                                       "\xE2\x80\x99",
                                       "\xD8\x9F",
                                       "\xE3\x80\x82",
                                       "\xEF\xBC\x81",
                                       "\xEF\xBC\x9F",
                                       "\xE3\x80\x8D",
                                       "\xE0\xA5\xA4",
                                       "\xEF\xBC\x9B",
                                       "\xEF\xBC\x9A",
                                       "\xE3\x80\x8F",
                                       "\xE2\x80\xBA"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (b->size > size && !memcmp(b->text + b->size - size, ends[i], size)) return true;
    }
    return false;
}

double ro_block_worth(const ro_block *b) {
    double size = b->size, plain = size - b->linked;
    if (b->teaser) return -30;
    if (b->linked * 2 > b->size) return -20 - (size < 120 ? size : 120);
    if (b->kind == RO_HEADING) return 0;
    if (size >= 80 && ro_block_ends_sentence(b)) return plain;
    if (b->kind == RO_PARAGRAPH) return plain * (size >= 30 ? 0.8 : 0.3);
    if (b->kind == RO_ITEM || b->kind == RO_ROW) return b->linked ? -5 : plain * 0.3;
    return size >= 80 ? plain * 0.5 : -10;
}

/* ---- nodes */

typedef struct search {
    const ro_view *view;
    const ro_page_node *nodes;
    double *worth; /* of every node, with all below it */
    double *prose; /* likewise, without what counts against it */
} search;

static void sum(const search *s, const ro_blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++) {
        double worth = ro_block_worth(&blocks->items[i]);
        s->worth[blocks->items[i].node] += worth;
        if (worth > 0) s->prose[blocks->items[i].node] += worth;
    }
    for (uint32_t i = s->view->count; i-- > 1;) {
        s->worth[s->nodes[i].parent] += s->worth[i];
        s->prose[s->nodes[i].parent] += s->prose[i];
    }
}

static bool can_hold(const search *s, uint32_t i) {
    GumboTag tag = s->nodes[i].tag;
    if (s->view->gone[i] || s->nodes[i].node->type != GUMBO_NODE_ELEMENT) return false;
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT: return false;
    default: return ro_is_block(tag) || tag == GUMBO_TAG_UNKNOWN || tag == GUMBO_TAG_FONT;
    }
}

/* The deepest that has most of the sentences below a node. */
static uint32_t fullest(const search *s, uint32_t from) {
    uint32_t best = from;
    for (uint32_t i = from + 1; i < s->nodes[from].end; i++)
        if (can_hold(s, i) && s->prose[i] >= s->prose[from] * 0.75) best = i;
    return best;
}

/* The worthiest at or below a node; of equals the deepest. Where all that has sentences has yet more links, it is what has most
 * of the sentences. */
static uint32_t worthiest(const search *s, uint32_t from) {
    uint32_t best = from;
    for (uint32_t i = from + 1; i < s->nodes[from].end; i++)
        if (can_hold(s, i) && s->worth[i] >= s->worth[best]) best = i;
    return s->worth[best] <= 0 ? fullest(s, from) : best;
}

/* Likewise of what bears a hint, but with most of its sentences. */
static uint32_t inside(const search *s, uint32_t from) {
    uint32_t best = from;
    for (uint32_t i = from + 1; i < s->nodes[from].end; i++)
        if (can_hold(s, i) && s->worth[i] >= s->worth[best] && s->prose[i] >= s->prose[from] * 0.75) best = i;
    return best;
}

/* Of those that bear a hint the worthiest; of those nested in each other the deepest that has most of it. */
static uint32_t hinted(const search *s, unsigned hint) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < s->view->count; i++) {
        if (!(s->view->hints[i] & hint) || !can_hold(s, i)) continue;
        bool inside = best && i < s->nodes[best].end;
        if (!best || s->worth[i] >= s->worth[best] * (inside ? 0.75 : 1)) best = i;
    }
    return best;
}

/* The nearest node that holds both. */
static uint32_t common(const search *s, uint32_t a, uint32_t b) {
    while (s->nodes[a].end <= b) a = s->nodes[a].parent;
    return a;
}

/* A text may be marked piece by piece. */
static uint32_t marked(const search *s) {
    uint32_t best = hinted(s, RO_HINT_MARKED), first = 0, last = 0;
    double all = 0;
    for (uint32_t i = 1; i < s->view->count; i++) {
        if (!(s->view->hints[i] & RO_HINT_MARKED) || s->view->gone[i] || (last && i < s->nodes[last].end)) continue;
        if (!first) first = i;
        last = i;
        all += s->worth[i];
    }
    return best && s->worth[best] < all * 0.7 ? common(s, first, last) : best;
}

/* Of several articles on a page the one that bears the title, or whose text is the first below it. */
static uint32_t titled(const search *s, uint32_t title) {
    uint32_t inner = 0;
    for (uint32_t i = 1; title && i < s->view->count; i++) {
        if (!(s->view->hints[i] & RO_HINT_ARTICLE) || !can_hold(s, i) || s->worth[i] < A_REPORT) continue;
        if (i > title) return inner ? inner : i;
        if (s->nodes[i].end > title) inner = i;
    }
    return inner;
}

static uint32_t choose(const search *s, uint32_t title) {
    uint32_t best = worthiest(s, 0), found = marked(s);
    double most = s->worth[best];
    if (found && s->worth[found] >= most * 0.35) return found;
    static const struct {
        unsigned hint;
        double share;
    } hints[] = {{RO_HINT_BODY, 0.6}, {RO_HINT_ARTICLE, 0.5}, {RO_HINT_MAIN, 0.5}};
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (hints[i].hint == RO_HINT_MAIN && !s->view->posts && (found = titled(s, title))) return inside(s, found);
        if (hints[i].hint == RO_HINT_ARTICLE && s->view->posts) continue;
        found = hinted(s, hints[i].hint);
        if (found && hints[i].hint == RO_HINT_BODY && s->prose[found] < s->prose[0] * 0.5) continue; /* a part of several */
        bool most_prose = found && s->prose[found] >= s->prose[0] * 0.8 && s->prose[found] >= A_REPORT;
        if (found && (most_prose || (s->worth[found] > 0 && s->worth[found] >= most * hints[i].share))) return inside(s, found);
    }
    return best;
}

/* What is marked or named as the text may be its beginning: what holds it too and has many more sentences, and hardly anything
 * else, is all of it. */
static uint32_t widen(const search *s, uint32_t from) {
    uint32_t best = from;
    if (!(s->view->hints[from] & (RO_HINT_MARKED | RO_HINT_BODY))) return from;
    for (uint32_t i = from, up = 0; up < 4 && !(s->view->hints[i] & RO_HINT_ARTICLE); up++) {
        i = s->nodes[i].parent;
        double prose = s->prose[i] - s->prose[best], worth = s->worth[i] - s->worth[best];
        if (s->nodes[i].tag == GUMBO_TAG_BODY || !can_hold(s, i)) break;
        if (prose >= A_REPORT * 0.5 && prose >= s->prose[best] * 0.35 && worth >= prose * 0.9) best = i;
    }
    return best;
}

/* Columns of a layout are no article; one of them is. */
static uint32_t column(const search *s, uint32_t from) {
    GumboTag tag = s->nodes[from].tag;
    if (tag != GUMBO_TAG_TABLE && tag != GUMBO_TAG_TBODY && tag != GUMBO_TAG_TR) return from;
    for (uint32_t i = from + 1; i < s->nodes[from].end; i++)
        if (s->nodes[i].tag == GUMBO_TAG_TD && s->prose[i] >= s->prose[from] * 0.85 && can_hold(s, i)) return inside(s, i);
    return from;
}

bool ro_html_find_body(const ro_view *view, const ro_blocks *blocks, uint32_t title, ro_arena *arena, uint32_t *body) {
    search s = {.view = view, .nodes = view->nodes};
    s.worth = ro_arena_array(arena, view->count, sizeof *s.worth);
    s.prose = ro_arena_array(arena, view->count, sizeof *s.prose);
    if (!s.worth || !s.prose) return false;
    sum(&s, blocks);
    *body = column(&s, widen(&s, choose(&s, title)));
    return true;
}
