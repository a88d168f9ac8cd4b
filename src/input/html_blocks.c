#include "input/html_blocks.h"

#include "input/html_phrases.h"
#include "text/text.h"

enum { CELL_NODES = 32, CELL_BYTES = 160, TEASER = 320, SMALL = 40 };

bool ro_is_wordless(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_RP: return true;
    default: return false;
    }
}

bool ro_is_block(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL: return true;
    default: return false;
    }
}

enum { HARD = 'h', NARROW = 'n' }; /* gaps that are owed, beside a space and a tab */

typedef struct gathering {
    const ro_page *page;
    const ro_page_node *nodes;
    const bool *gone;
    ro_arena *arena;
    ro_blocks *blocks;
    ro_buffer open; /* the block at hand */
    char owed;      /* what parts the next word from the last; 0: nothing */
    uint8_t *kinds; /* of nodes, from the first one: what a block is that begins in it */
    uint32_t from;  /* the first one */
    uint32_t node;  /* where the block began */
    uint32_t linked, bold;
    uint32_t tail, tail_end;              /* of the last link: its first byte, the one behind it */
    uint32_t link_end, bold_end, pre_end; /* the node behind the link, the bold words, the <pre> that we are in */
    bool led, gap, failed;
} gathering;

/* ---- the block at hand */

static void close_block(gathering *g) {
    uint32_t size = (uint32_t)g->open.size;
    while (size && ro_is_blank(g->open.data[size - 1])) size--;
    if (size) {
        const char *copy = ro_arena_copy(g->arena, g->open.data, size);
        ro_block made = {.text = copy, .size = size, .linked = g->linked, .node = g->node, .gap = g->gap};
        made.kind = (ro_kind)g->kinds[g->node - g->from];
        made.bold = g->bold + 2 >= size;
        made.led = g->led;
        made.tail = g->tail_end >= size ? g->tail : size;
        g->failed = !copy || !ro_list_add(g->arena, g->blocks, made) || g->failed;
        g->gap = false;
    }
    g->open.size = g->linked = g->bold = g->tail_end = 0;
    g->owed = 0;
}

static void add(gathering *g, const char *bytes, size_t size, uint32_t node) {
    g->failed = !ro_buffer_add(&g->open, bytes, size) || g->failed;
    if (node < g->link_end) {
        if (!g->linked || g->tail_end < g->open.size - size) g->tail = (uint32_t)(g->open.size - size);
        g->tail_end = (uint32_t)g->open.size;
        g->linked += (uint32_t)size;
    }
    if (node < g->bold_end) g->bold += (uint32_t)size;
}

static void owe(gathering *g, char c) {
    bool after = g->open.size && !ro_is_blank(g->open.data[g->open.size - 1]);
    if (after && g->owed != '\t' && (!g->owed || c == ' ' || c == '\t')) g->owed = c;
}

/* Spaces at which no line may break stay what they are between words. */
static const char *gap_of(char owed) {
    switch (owed) {
    case '\t': return "\t";
    case HARD: return "\xC2\xA0";
    case NARROW: return "\xE2\x80\xAF";
    default: return " ";
    }
}

static void add_word(gathering *g, const char *word, size_t size, uint32_t node) {
    if (!size) return;
    if (!g->open.size) g->node = node, g->led = node < g->link_end;
    if (g->owed) add(g, gap_of(g->owed), strlen(gap_of(g->owed)), node);
    g->owed = 0;
    add(g, word, size, node);
}

static void add_line(gathering *g, uint32_t node) {
    g->owed = 0;
    if (g->open.size && g->open.data[g->open.size - 1] != '\n') add(g, "\n", 1, node);
}

/* ---- its text */

typedef enum letter { LETTER, BLANK, HARD_BLANK, NARROW_BLANK, INVISIBLE } letter;

/* What a letter is: blanks of any width are blanks; soft hyphens and marks of no width are not seen. */
static letter judge(const char *text, uint32_t *size) {
    *size = 1;
    if (ro_is_blank(*text)) return BLANK;
    if ((unsigned char)*text < 0xC2) return LETTER;
    if ((unsigned char)*text != 0xC2 && (unsigned char)*text != 0xE2 && (unsigned char)*text != 0xE3 &&
        (unsigned char)*text != 0xEF)
        return LETTER;
    uint32_t point = ro_utf8_at(text, size);
    if (point == 0xAD || point == 0x200B || point == 0x2060 || point == 0xFEFF) return INVISIBLE;
    if (point == 0xA0 || point == 0x202F) return point == 0xA0 ? HARD_BLANK : NARROW_BLANK;
    return ro_is_space(point) ? BLANK : LETTER;
}

static void add_text(gathering *g, const char *text, uint32_t node) {
    bool pre = node < g->pre_end;
    const char *word = text;
    for (uint32_t size; *text && !g->failed; text += size) {
        letter found = judge(text, &size);
        if (found == LETTER) continue;
        add_word(g, word, (size_t)(text - word), node);
        word = text + size;
        if (pre && *text == '\n')
            add_line(g, node);
        else if (found != INVISIBLE)
            owe(g, found == HARD_BLANK ? HARD : found == NARROW_BLANK ? NARROW : ' ');
    }
    add_word(g, word, (size_t)(text - word), node);
}

/* One is a line break, two are a paragraph. */
static void add_break(gathering *g, uint32_t node) {
    if (!g->open.size) return;
    if (g->open.data[g->open.size - 1] == '\n')
        close_block(g);
    else
        add_line(g, node);
}

/* ---- elements */

static ro_kind kind_of(GumboTag tag, ro_kind outer) {
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE: return RO_PARAGRAPH;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD: return RO_ITEM;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return RO_HEADING;
    case GUMBO_TAG_TR: return RO_ROW;
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE: return outer == RO_HEADING || outer == RO_ITEM ? outer : RO_LOOSE;
    default: return outer;
    }
}

/* Cells of a few words make one line with their neighbours; others are what a layout is made of. */
static bool is_short_cell(const gathering *g, uint32_t cell) {
    GumboTag tag = g->nodes[cell].tag;
    uint32_t end = g->nodes[cell].end;
    size_t size = 0;
    if ((tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) || end - cell > CELL_NODES) return false;
    for (uint32_t i = cell + 1; i < end && size <= CELL_BYTES; i++) {
        if (ro_is_block(g->nodes[i].tag) || g->nodes[i].tag == GUMBO_TAG_BR) return false;
        const char *text = ro_node_text(g->nodes[i].node);
        if (text) size += strlen(text);
    }
    return size <= CELL_BYTES;
}

static void edge(gathering *g, uint32_t i) {
    if (!ro_is_block(g->nodes[i].tag)) return;
    if (is_short_cell(g, i))
        owe(g, '\t');
    else
        close_block(g);
}

static void enter(gathering *g, uint32_t i) {
    const ro_page_node *n = &g->nodes[i];
    g->kinds[i - g->from] = (uint8_t)kind_of(n->tag, (ro_kind)g->kinds[(i == g->from ? i : n->parent) - g->from]);
    if (i >= g->link_end && ro_node_is_link(n)) g->link_end = n->end;
    if ((n->tag == GUMBO_TAG_B || n->tag == GUMBO_TAG_STRONG) && i >= g->bold_end) g->bold_end = n->end;
    if (n->tag == GUMBO_TAG_PRE && i >= g->pre_end) g->pre_end = n->end;
    edge(g, i);
}

static bool left_out(const gathering *g, uint32_t i) {
    if (g->gone) return g->gone[i];
    return ro_is_wordless(g->nodes[i].tag);
}

static void walk(gathering *g) {
    uint32_t at = g->from; /* the innermost node that is not over */
    enter(g, at);
    for (uint32_t i = g->from + 1, end = g->nodes[g->from].end; i < end && !g->failed;) {
        for (; g->nodes[at].end <= i; at = g->nodes[at].parent) edge(g, at);
        if (left_out(g, i)) {
            edge(g, i);
            g->gap = true;
            i = g->nodes[i].end;
            continue;
        }
        const char *text = ro_node_text(g->nodes[i].node);
        if (text) {
            g->kinds[i - g->from] = g->kinds[g->nodes[i].parent - g->from];
            add_text(g, text, i);
        } else if (g->nodes[i].tag == GUMBO_TAG_BR) {
            add_break(g, i);
        } else {
            enter(g, i);
        }
        at = i++;
    }
    close_block(g);
}

bool ro_blocks_gather(const ro_page *page, uint32_t from, const bool *gone, ro_arena *arena, ro_blocks *blocks) {
    gathering g = {.page = page, .nodes = ro_page_nodes(page), .gone = gone, .arena = arena, .blocks = blocks, .from = from};
    g.kinds = ro_arena_alloc(arena, g.nodes[from].end - from);
    if (!g.kinds) return false;
    walk(&g);
    ro_buffer_free(&g.open);
    return !g.failed;
}

/* ---- teasers */

static bool is_headline(const ro_block *b) { return b->linked * 10 >= b->size * 8 && b->size >= 12; }

/* Few words, between two headlines that are links. */
static bool is_between(const ro_blocks *blocks, size_t i) {
    const ro_block *b = blocks->items;
    return b[i].size < TEASER && b[i].linked * 2 < b[i].size && b[i].kind != RO_HEADING && is_headline(&b[i - 1]) &&
           (i + 1 == blocks->count || is_headline(&b[i + 1]) ||
            (i + 2 < blocks->count && b[i + 1].size < SMALL && is_headline(&b[i + 2])));
}

/* "… Read more", as a link. */
static bool leads_on(const ro_block *b) {
    const char *tail = b->text + b->tail;
    while (*tail && (ro_is_blank(*tail) || strchr(".([", *tail))) tail++;
    return b->tail < b->size && b->size > 40 && ro_phrase_is_label(tail);
}

/* With what stands between its headline and it. */
static void mark_leading(ro_blocks *blocks, size_t at) {
    size_t from = at;
    while (from && at - from < 4 && !is_headline(&blocks->items[from]) && !blocks->items[from - 1].teaser) from--;
    if (!is_headline(&blocks->items[from])) from = at;
    for (size_t i = from; i <= at; i++) blocks->items[i].teaser = true;
}

static void find_leading(ro_blocks *blocks) {
    size_t found = 0;
    for (size_t i = 0; i < blocks->count; i++) found += leads_on(&blocks->items[i]);
    for (size_t i = 0; found > 2 && i < blocks->count; i++)
        if (leads_on(&blocks->items[i])) mark_leading(blocks, i);
}

void ro_blocks_find_teasers(ro_blocks *blocks) {
    find_leading(blocks);
    size_t run = 0; /* where this row of them begins */
    size_t found = 0, last = 0;
    for (size_t i = 1; i < blocks->count; i++) {
        if (!is_between(blocks, i)) continue;
        if (!found || i - last > 4) run = i, found = 0;
        last = i;
        if (++found < 2) continue;
        for (size_t k = found == 2 ? run : i; k <= i; k++) blocks->items[k].teaser = true;
    }
}

bool ro_blocks_join(const ro_block *blocks, size_t count, ro_arena *arena, char **text, size_t *size) {
    size_t room = 1;
    for (size_t i = 0; i < count; i++) room += blocks[i].size + 2;
    char *to = *text = ro_arena_alloc(arena, room);
    if (!to) return false;
    for (size_t i = 0; i < count; i++) {
        if (i) to = (char *)memcpy(to, "\n\n", 2) + 2;
        to = (char *)memcpy(to, blocks[i].text, blocks[i].size) + blocks[i].size;
    }
    *size = (size_t)(to - *text);
    return true;
}
