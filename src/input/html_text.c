#include "input/html.h"
#include "input/html_beside.h"
#include "input/html_body.h"
#include "input/html_filter.h"
#include "input/html_guide.h"
#include "input/html_hints.h"
#include "input/html_phrases.h"

enum { LITTLE = 250, MANY = 12, FEW = 2, A_SENTENCE = 100, FEW_NODES = 50 };

typedef struct attempt {
    char *text;
    size_t size;
    bool guided;
    size_t headlines; /* links that stand as such in the page */
    size_t sentences; /* blocks of the text that are some */
} attempt;

typedef struct reading {
    ro_view view;
    ro_filter filter;
    ro_guide guide;
    size_t covered; /* letters of the guide that stand in the page */
    uint32_t *lists;
    uint32_t title;  /* the node of its heading; 0: none */
    ro_arena *arena; /* for what is needed only here */
} reading;

static bool is_list(GumboTag tag) {
    return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_DL;
}

/* The outermost list below the article's node that each node is in. A table that holds most of it all is a layout. */
static void find_lists(reading *r, uint32_t body) {
    const ro_page_node *nodes = r->view.nodes;
    uint32_t whole = r->view.measures[body].plain;
    memset(r->lists, 0, r->view.count * sizeof *r->lists);
    for (uint32_t i = body + 1; i < nodes[body].end; i++) {
        r->lists[i] = r->lists[nodes[i].parent];
        if (!r->lists[i] && is_list(nodes[i].tag) && r->view.measures[i].plain * 2 < whole) r->lists[i] = i;
    }
}

/* The heading that says what the title does; 0: none. */
static uint32_t find_title(const reading *r) {
    for (uint32_t i = 1; r->filter.title && i < r->view.count; i++) {
        GumboTag tag = r->view.nodes[i].tag;
        if (tag != GUMBO_TAG_H1 && tag != GUMBO_TAG_H2 && tag != GUMBO_TAG_H3) continue;
        const char *text = ro_page_text(r->view.page, i, 512, r->arena);
        if (text && ro_phrase_same(text, strlen(text), r->filter.title)) return i;
    }
    return 0;
}

/* The deepest element that holds all blocks that the guide has. */
static uint32_t around_found(const reading *r, const ro_blocks *blocks) {
    const ro_page_node *nodes = r->view.nodes;
    uint32_t first = 0, last = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        if (!blocks->items[i].found) continue;
        if (!first) first = blocks->items[i].node;
        last = blocks->items[i].node;
    }
    while (nodes[first].end <= last || first == last || !ro_is_block(nodes[first].tag) || nodes[first].tag == GUMBO_TAG_P)
        first = nodes[first].parent;
    return first;
}

/* Whether most of the guide stands in the page; *body then is where. */
static bool follow_guide(reading *r, ro_blocks *all, bool *good, uint32_t *body) {
    size_t covered = 0;
    if (!r->guide.text) return false;
    *good = ro_guide_compare(&r->guide, all, r->arena, &covered);
    if (covered > r->covered) r->covered = covered;
    if (covered * 10 < r->guide.count * 6) return false;
    *body = around_found(r, all);
    return true;
}

static bool try(reading *r, ro_strictness strictness, ro_arena *arena, attempt *out) {
    ro_blocks all = {0}, blocks = {0};
    uint32_t body = 0;
    size_t covered;
    bool good = true;
    ro_view_mark(&r->view, strictness);
    if (!ro_blocks_gather(r->view.page, 0, r->view.gone, r->arena, &all)) return false;
    ro_blocks_find_teasers(&all);
    for (size_t i = 0; i < all.count; i++) {
        const ro_block *b = &all.items[i];
        out->headlines += b->linked * 10 >= b->size * 8 && b->size >= 20 && (b->teaser || b->kind == RO_HEADING);
    }
    out->guided = follow_guide(r, &all, &good, &body);
    if (!good || (!out->guided && !ro_html_find_body(&r->view, &all, r->title, r->arena, &body)) ||
        !ro_blocks_gather(r->view.page, body, r->view.gone, r->arena, &blocks))
        return false;
    ro_blocks_find_teasers(&blocks);
    if (out->guided && !ro_guide_compare(&r->guide, &blocks, r->arena, &covered)) return false;
    r->filter.guided = out->guided && r->guide.whole;
    find_lists(r, body);
    if (!ro_blocks_filter(&r->filter, r->arena, &blocks)) return false;
    for (size_t i = 0; i < blocks.count; i++) out->sentences += blocks.items[i].size >= A_SENTENCE;
    return ro_blocks_join(blocks.items, blocks.count, arena, &out->text, &out->size);
}

/* Names mislead at times: where they leave little, or not what the guide has, they are not heeded. */
static bool read_all(reading *r, ro_arena *arena, attempt *best) {
    for (ro_strictness s = RO_BY_NAME; s <= RO_BY_NOTHING; s++) {
        attempt next = {0};
        if (!try(r, s, arena, &next)) return false;
        size_t least = best->sentences ? 4 * best->size : 2 * best->size;
        bool better = next.guided ? !best->guided : next.size > least;
        if (s == RO_BY_NAME || better) *best = next;
        bool guess = r->guide.text && r->covered * 3 >= r->guide.count; /* the guide may be met yet */
        if (best->guided || (!guess && (best->size >= LITTLE || (best->sentences && s == RO_BY_TAG)))) break;
    }
    return true;
}

/* A page that a script fills, or that shows its beginning only, may have the text nowhere but in JSON-LD. */
static bool take_guide(const reading *r, ro_arena *arena, attempt *best) {
    if (!r->guide.text || r->covered * 2 > r->guide.count || best->size * 2 > r->guide.size) return true;
    best->text = ro_arena_copy(arena, r->guide.text, r->guide.size);
    best->size = r->guide.size;
    return best->text != NULL;
}

static bool has_live(const reading *r) {
    for (uint32_t i = 1; i < r->view.count; i++)
        if (r->view.hints[i] & RO_HINT_LIVE && r->view.nodes[i].end - i > FEW_NODES) return true;
    return false;
}

/* Whether what is named a live blog holds a good part of the words. */
static bool is_live(const reading *r) {
    const ro_measure *m = r->view.measures;
    for (uint32_t i = 1; i < r->view.count; i++)
        if (r->view.hints[i] & RO_HINT_LIVE && !r->view.gone[i] && m[i].plain * 2 > m[0].plain) return true;
    return false;
}

bool ro_html_text(const ro_page *page, const ro_known *known, ro_arena *arena, ro_article *article) {
    reading r = {.arena = ro_arena_new()};
    attempt best = {0};
    bool good = r.arena && ro_view_make(&r.view, page, r.arena) && ro_guide_make(&r.guide, known->body, r.arena);
    r.lists = good ? ro_arena_array(r.arena, r.view.count, sizeof *r.lists) : NULL;
    r.filter = (ro_filter){.page = page, .title = known->title, .bylines = known->bylines, .lists = r.lists};
    if (good) r.title = find_title(&r);
    r.view.posts = good && (known->live || has_live(&r));
    good = r.lists && read_all(&r, arena, &best) && take_guide(&r, arena, &best);
    *article = (ro_article){.text = best.text, .size = best.size};
    article->live = good && (known->live || is_live(&r));
    article->listing = !known->article && !article->live && best.headlines >= MANY && best.sentences <= FEW;
    ro_arena_free(r.arena);
    return good;
}
