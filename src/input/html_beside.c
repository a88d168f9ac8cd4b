#include "input/html_beside.h"

#include "input/html_blocks.h"
#include "input/html_hints.h"
#include "input/html_phrases.h"

enum {
    A_FEW = 40,
    A_LINE = 60,
    A_LEAD = 300,
    LITTLE = 250,  /* letters: less is no article */
    A_LABEL = 200, /* letters: what is named like a label and has more is none */
    A_BOX = 330,
    OFFER_NODES = 80,
};

bool ro_view_make(ro_view *v, const ro_page *page, ro_arena *arena) {
    *v = (ro_view){.page = page, .arena = arena, .nodes = ro_page_nodes(page), .count = ro_page_count(page)};
    v->hints = ro_arena_array(arena, v->count, sizeof *v->hints);
    v->gone = ro_arena_array(arena, v->count, sizeof *v->gone);
    v->measures = ro_arena_array(arena, v->count, sizeof *v->measures);
    v->article = ro_arena_array(arena, v->count + 1, sizeof *v->article);
    if (!v->hints || !v->gone || !v->measures || !v->article) return false;
    v->article[v->count] = v->count;
    for (uint32_t i = v->count; i-- > 0;) {
        v->hints[i] = (uint16_t)ro_html_hints(&v->nodes[i]);
        bool here = v->nodes[i].tag == GUMBO_TAG_H1 || v->hints[i] & (RO_HINT_MARKED | RO_HINT_MAIN);
        v->article[i] = here ? i : v->article[i + 1];
    }
    return true;
}

/* ---- how much is below each node */

static uint32_t letters(const char *text) {
    uint32_t count = 0;
    for (; *text; text++) count += (unsigned char)*text > ' ';
    return count;
}

/* What is below a node comes after it, so one pass from the end does. Whether a text is in a link or a paragraph is seen on the
 * way back. */
static void measure(ro_view *v) {
    memset(v->measures, 0, v->count * sizeof *v->measures);
    for (uint32_t i = v->count; i-- > 1;) {
        if (v->gone[i]) continue;
        ro_measure *m = &v->measures[i], *outer = &v->measures[v->nodes[i].parent];
        const char *text = ro_node_text(v->nodes[i].node);
        if (text) m->plain = letters(text);
        if (ro_node_is_link(&v->nodes[i])) {
            m->linked += m->plain;
            m->plain = m->told = 0;
        }
        if (v->nodes[i].tag == GUMBO_TAG_P || v->nodes[i].tag == GUMBO_TAG_BLOCKQUOTE) m->told = m->plain;
        outer->plain += m->plain;
        outer->linked += m->linked;
        outer->told += m->told;
    }
}

/* The letters that count as an article's: those in paragraphs where the page has such. */
static uint32_t weight(const ro_view *v, uint32_t i) {
    const ro_measure *whole = &v->measures[0];
    return whole->told * 4 > whole->plain ? v->measures[i].told : v->measures[i].plain;
}

/* ---- rules */

static bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

static bool holds_article(const ro_view *v, uint32_t i) { return v->article[i + 1] < v->nodes[i].end; }

/* Words in a paragraph, whatever their class: a place, a name. */
static bool is_inline(const ro_view *v, uint32_t i) {
    uint32_t outer = v->nodes[i].parent;
    if (ro_is_block(v->nodes[i].tag) || v->nodes[outer].tag == GUMBO_TAG_DIV) return false;
    return ro_is_block(v->nodes[outer].tag) && v->measures[outer].plain >= v->measures[i].plain + A_FEW;
}

static bool is_beside_tag(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_MENU: return true;
    default: return false;
    }
}

/* Of a picture only what is set in it as text stays. */
static bool is_picture_part(const ro_view *v, uint32_t i) {
    if (v->nodes[v->nodes[i].parent].tag != GUMBO_TAG_FIGURE || v->nodes[i].tag == GUMBO_TAG_FIGCAPTION) return false;
    for (uint32_t k = i; k < v->nodes[i].end; k++) {
        GumboTag tag = v->nodes[k].tag;
        if (tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_UL) return false;
    }
    return true;
}

/* A caption with a heading and a paragraph in it. */
static bool is_slide(const ro_view *v, uint32_t i) {
    bool heading = false, paragraph = false;
    for (uint32_t k = i + 1; k < v->nodes[i].end; k++) {
        heading = heading || is_heading(v->nodes[k].tag);
        paragraph = paragraph || v->nodes[k].tag == GUMBO_TAG_P;
    }
    return heading && paragraph;
}

/* An article's <header> with sentences in it, or that of a post of a live blog. */
static bool is_lead(const ro_view *v, uint32_t i) {
    bool heads = false;
    if (v->nodes[i].tag != GUMBO_TAG_HEADER) return false;
    for (uint32_t k = i + 1; k < v->nodes[i].end; k++) {
        if (v->nodes[k].tag == GUMBO_TAG_H1) heads = false;
        if (v->nodes[k].tag == GUMBO_TAG_H1) break;
        heads = heads || v->nodes[k].tag == GUMBO_TAG_H2 || v->nodes[k].tag == GUMBO_TAG_H3;
    }
    bool lead = v->measures[i].told >= A_LEAD;
    for (; i && (lead || heads); i = v->nodes[i].parent)
        if (v->hints[i] & (lead ? RO_HINT_ARTICLE | RO_HINT_MAIN : RO_HINT_LIVE)) return true;
    return false;
}

/* What is never an article, unless the page has nothing else. */
static bool is_other(const ro_view *v, uint32_t i, ro_strictness strictness) {
    uint32_t whole = weight(v, 0), own = weight(v, i), rest = whole - own;
    if (v->hints[i] & RO_HINT_COMMENTS) return rest >= A_FEW * 2 || own < LITTLE;
    if (strictness != RO_BY_NAME || !(v->hints[i] & RO_HINT_STRONG) || v->hints[i] & (RO_HINT_MARKED | RO_HINT_MAIN))
        return false;
    return !is_inline(v, i) && !holds_article(v, i) && (rest >= 2 * LITTLE || own < LITTLE);
}

/* Named like a label and as short as one. */
static bool is_label(const ro_view *v, uint32_t i) {
    const ro_measure *m = &v->measures[i];
    GumboTag tag = v->nodes[i].tag;
    bool text = tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE;
    return m->plain < (text ? A_LINE : A_LABEL) || m->linked > m->plain;
}

static bool is_beside(const ro_view *v, uint32_t i, ro_strictness strictness) {
    unsigned hints = v->hints[i];
    GumboTag tag = v->nodes[i].tag;
    uint32_t whole = weight(v, 0), own = weight(v, i);
    bool by_name = strictness == RO_BY_NAME, tagged = is_beside_tag(tag) && !is_lead(v, i);
    bool named = by_name && (hints & RO_HINT_BESIDE || (hints & RO_HINT_SHORT && is_label(v, i)));
    if ((!tagged && !named) || is_inline(v, i)) return false;
    if (hints & (RO_HINT_MARKED | RO_HINT_MAIN) || own * 2 > whole) return false;
    return (tagged && tag != GUMBO_TAG_FORM && own < LITTLE) || !holds_article(v, i);
}

static const char *first_sentence(const ro_view *v, uint32_t from) {
    for (uint32_t i = from; i < v->nodes[from].end; i++) {
        const char *text = v->gone[i] ? NULL : ro_node_text(v->nodes[i].node);
        while (text && *text && (unsigned char)*text <= ' ') text++;
        if (text && strlen(text) >= A_LINE) return text;
    }
    return NULL;
}

/* A copy for printers and the like. */
static bool stands_elsewhere(const ro_view *v, uint32_t i) {
    const char *line = first_sentence(v, i);
    for (uint32_t k = 1; line && k < v->count; k = k + 1 == i ? v->nodes[i].end : k + 1) {
        const char *text = ro_node_text(v->nodes[k].node);
        while (text && *text && (unsigned char)*text <= ' ') text++;
        if (text && !strncmp(text, line, A_LINE)) return true;
    }
    return false;
}

/* ---- boxes that ask for something */

/* What a reader is to press: a button or a field, or a link that stands alone and in no paragraph. */
static bool is_call(const ro_view *v, uint32_t i) {
    GumboTag tag = v->nodes[i].tag, outer = v->nodes[v->nodes[i].parent].tag;
    if (tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_FORM) return true;
    if (tag != GUMBO_TAG_BUTTON && tag != GUMBO_TAG_A) return false;
    if (tag == GUMBO_TAG_A && outer != GUMBO_TAG_DIV && outer != GUMBO_TAG_SECTION && outer != GUMBO_TAG_ASIDE) return false;
    const char *text = ro_page_text(v->page, i, A_LINE, v->arena);
    if (!text || !*text || strlen(text) >= A_FEW || strpbrk(text, "/.:0123456789")) return false;
    return !ro_phrase_is_label(text) || ro_phrase_pitches(text);
}

/* A few words in a box, and behind them what to press: a newsletter, a gift, a product. */
static bool is_offer(const ro_view *v, uint32_t i) {
    const ro_measure *m = &v->measures[i];
    GumboTag tag = v->nodes[i].tag;
    if ((tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_SECTION && tag != GUMBO_TAG_ASIDE) || v->nodes[i].end - i > OFFER_NODES)
        return false;
    if (m->plain + m->linked > A_BOX || m->plain < A_FEW / 2) return false;
    uint32_t told = 0, call = 0;
    for (uint32_t k = i + 1; k < v->nodes[i].end; k++) {
        GumboTag inner = v->nodes[k].tag;
        if (inner == GUMBO_TAG_H1 || inner == GUMBO_TAG_BLOCKQUOTE || v->hints[k] & RO_HINT_MARKED) return false;
        const char *text = ro_node_text(v->nodes[k].node);
        if (text) told += letters(text);
        if (!call && is_call(v, k)) call = told + 1;
    }
    return call > m->plain / 2;
}

/* Where much of a page stands in such boxes they are what it is about. */
static void mark_offers(ro_view *v) {
    uint32_t all = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 1; i < v->count; i++) {
            if (v->gone[i] || v->nodes[i].node->type != GUMBO_NODE_ELEMENT || !is_offer(v, i)) continue;
            all += pass ? 0 : v->measures[i].plain;
            for (uint32_t k = i; pass && k < v->nodes[i].end; k++) v->gone[k] = true;
            i = v->nodes[i].end - 1;
        }
        if (all * 6 > v->measures[0].plain) return;
    }
    measure(v);
}

/* One of several of which one shows at a time: among the first is one like it. */
static bool is_next_slide(const ro_view *v, uint32_t i) {
    const char *class = ro_node_attribute(v->nodes[i].node, "class");
    uint32_t outer = v->nodes[i].parent;
    for (uint32_t k = outer + 1, count = 0; class && k < i && count < A_FEW; k = v->nodes[k].end, count++) {
        const char *other = ro_node_attribute(v->nodes[k].node, "class");
        if (!(v->hints[k] & RO_HINT_HIDDEN) && v->nodes[k].tag == v->nodes[i].tag && other && !strcmp(class, other)) return true;
    }
    return false;
}

/* What "read more" uncovers is hidden, too, and much of the article. */
static bool is_hidden(const ro_view *v, uint32_t i, ro_strictness strictness) {
    (void)strictness;
    if (!(v->hints[i] & RO_HINT_HIDDEN) || is_next_slide(v, i)) return false;
    uint32_t whole = weight(v, 0), own = weight(v, i);
    return own * 5 < whole * 2 || own < LITTLE || stands_elsewhere(v, i);
}

/* ---- all of it */

/* A heading that can be pressed is one; a caption that has a heading of its own is a slide's story. */
static bool is_never_words(const ro_view *v, uint32_t i) {
    GumboTag tag = v->nodes[i].tag;
    if (tag == GUMBO_TAG_BUTTON && is_heading(v->nodes[v->nodes[i].parent].tag)) return false;
    if (tag == GUMBO_TAG_FIGCAPTION && is_slide(v, i)) return false;
    return ro_is_wordless(tag) || is_picture_part(v, i);
}

typedef bool rule(const ro_view *view, uint32_t node, ro_strictness strictness);

static void leave_out(ro_view *v, ro_strictness strictness, rule *applies) {
    for (uint32_t i = 1; i < v->count; i++) {
        bool outer = v->gone[v->nodes[i].parent];
        v->gone[i] = outer || v->gone[i] || (v->nodes[i].node->type == GUMBO_NODE_ELEMENT && applies(v, i, strictness));
    }
    measure(v);
}

static bool never(const ro_view *v, uint32_t i, ro_strictness s) { return (void)s, is_never_words(v, i); }

void ro_view_mark(ro_view *v, ro_strictness strictness) {
    memset(v->gone, 0, v->count * sizeof *v->gone);
    leave_out(v, strictness, never);
    if (strictness == RO_BY_NOTHING) return;
    leave_out(v, strictness, is_other);
    leave_out(v, strictness, is_beside);
    leave_out(v, strictness, is_hidden);
    mark_offers(v);
}
