#include "input/html_filter.h"

#include "input/html_body.h"
#include "input/html_phrases.h"

#include <strings.h>

enum { BYLINE_SIZE = 160, LAST_LINES = 4, A_REPORT = 400, A_CAPTION = 300, NEAR = 6, FAR = 64, A_LINE = 100, NEAR_NODES = 64 };

typedef struct list {
    uint32_t size, linked, items, led;
} list;

typedef struct filtering {
    const ro_filter *filter;
    ro_block *blocks;
    size_t count;
    bool *stays;
    list *lists; /* of the block with whose number a list begins */
    size_t *list_of;
    bool loose; /* most of the text is in no paragraphs */
} filtering;

/* ---- what single blocks are */

static bool is_linked(const ro_block *b) { return b->linked * 10 >= b->size * 9; }

static bool is_prose(const ro_block *b) {
    return b->kind != RO_HEADING && b->size >= 60 && b->linked * 2 < b->size && (ro_block_ends_sentence(b) || b->size > 160);
}

static bool is_title(const filtering *f, const ro_block *b) {
    return f->filter->title && ro_phrase_same(b->text, b->size, f->filter->title);
}

/* The names of the by-line, alone or with little beside them. */
static bool is_byline(const filtering *f, const ro_block *b) {
    if (b->size > BYLINE_SIZE) return false;
    if (ro_phrase_is_byline(b->text)) return true;
    for (size_t i = 0; i < f->filter->bylines->count; i++) {
        const char *name = f->filter->bylines->items[i];
        if (strstr(b->text, name) && b->size < strlen(name) + 40 && !ro_block_ends_sentence(b)) return true;
    }
    return false;
}

/* "Jane Doe is a reporter for …" below the text, or "Jane is …", or "About Jane". */
static bool is_about_author(const filtering *f, const ro_block *b) {
    for (size_t i = 0; i < f->filter->bylines->count; i++) {
        const char *name = f->filter->bylines->items[i];
        size_t size = strlen(name), first = strcspn(name, " ");
        const char *from = !strncasecmp(b->text, "about ", 6) ? b->text + 6 : b->text;
        if (first < 3 || strncmp(from, name, first)) continue;
        if (!strncmp(from, name, size) && (!from[size] || ro_phrase_is_biography(from + size))) return true;
        if (first < size && ro_phrase_is_biography(from + first)) return true;
    }
    return false;
}

/* "Opinion: Why the bridge had to go": a word and a link. */
static bool is_announced_link(const ro_block *b) {
    uint32_t label = b->tail;
    if (label == b->size || label > 30 || b->size - label < 12) return false;
    while (label && strchr(" \n\t", b->text[label - 1])) label--;
    return label && b->text[label - 1] == ':';
}

/* "Print | E-mail | Text size: A A" */
static bool is_tools(const ro_block *b) {
    size_t bars = 0;
    for (const char *p = b->text; (p = strstr(p, " | ")); p++) bars++;
    return bars > 1 && b->size < 160 && b->linked * 3 > b->size && !ro_block_ends_sentence(b);
}

static bool is_cue(const ro_block *b) {
    return b->size < 300 && ro_phrase_is_cue(b->text) && (b->linked * 3 >= b->size || b->size < 120);
}

/* ---- lists */

static void measure_lists(filtering *f) {
    uint32_t at = 0;
    size_t first = 0;
    for (size_t i = 0; i < f->count; i++) {
        uint32_t here = f->filter->lists[f->blocks[i].node];
        if (here && here != at) first = i;
        at = here;
        f->list_of[i] = here ? first : SIZE_MAX;
        if (!here) continue;
        list *l = &f->lists[first];
        l->size += f->blocks[i].size;
        l->linked += f->blocks[i].linked;
        l->items++;
        l->led += f->blocks[i].led;
    }
}

/* A list of links, unless the sentence before it announces it. */
static bool is_links(const filtering *f, size_t i) {
    if (f->list_of[i] == SIZE_MAX) return false;
    const list *l = &f->lists[f->list_of[i]];
    bool table = f->blocks[i].kind == RO_ROW; /* its first line may be a heading */
    bool headlines = l->items >= 4 && l->led + table >= l->items && l->linked * 5 > l->size;
    if (!headlines && l->linked * (table ? 5 : 6) <= l->size * 4) return false;
    size_t first = f->list_of[i];
    const ro_block *before = first ? &f->blocks[first - 1] : NULL;
    bool sentence = before && (is_prose(before) || (before->kind == RO_PARAGRAPH && !before->bold && before->size > 15));
    bool announced = sentence && f->stays[first - 1] && before->text[before->size - 1] == ':';
    return !announced;
}

/* ---- rules */

static bool rejects(const filtering *f, size_t i) {
    const ro_block *b = &f->blocks[i];
    if (b->kind == RO_HEADING) return is_title(f, b) || ro_phrase_is_label(b->text);
    if (ro_phrase_is_ornament(b->text) || (b->size < A_CAPTION && ro_phrase_is_caption(b->text))) return true;
    if (b->teaser || is_links(f, i) || ro_phrase_is_label(b->text) || is_cue(b) || is_tools(b)) return true;
    if ((is_linked(b) || is_announced_link(b)) && f->list_of[i] == SIZE_MAX) return true;
    if (b->kind != RO_LOOSE || is_prose(b)) return false;
    if (b->linked * 2 > b->size) return true;
    return !f->loose && !ro_block_ends_sentence(b) && !b->bold;
}

static void judge(filtering *f) {
    double told = 0, loose = 0;
    for (size_t i = 0; i < f->count; i++) {
        const ro_block *b = &f->blocks[i];
        if (is_prose(b)) *(b->kind == RO_LOOSE ? &loose : &told) += b->size;
    }
    f->loose = loose > told * 0.5;
    for (size_t i = 0; i < f->count; i++) f->stays[i] = !rejects(f, i);
}

/* Lines that ask the reader for something. */
static bool is_pitch(const ro_block *b) {
    if (b->size > 320) return false;
    size_t pitches = ro_phrase_pitches(b->text);
    return pitches > 1 || (pitches && (b->linked * 10 >= b->size || !is_prose(b)));
}

static bool is_first_rank(const filtering *f, const ro_block *b) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    uint32_t node = b->node;
    while (node && !ro_is_block(nodes[node].tag)) node = nodes[node].parent;
    return nodes[node].tag == GUMBO_TAG_H1;
}

/* The headline, whatever the page calls itself, and what stands over it. */
static void drop_headline(filtering *f, size_t first) {
    size_t at = first;
    while (at-- > 0)
        if (is_first_rank(f, &f->blocks[at]) || is_title(f, &f->blocks[at])) break;
    for (size_t i = 0; at < first && i <= at; i++) f->stays[i] = false;
}

/* Above the first sentence: the title, by-lines, dates and labels. */
static void trim_start(filtering *f) {
    size_t first = 0;
    while (first < f->count && !(f->stays[first] && is_prose(&f->blocks[first]))) first++;
    if (first == f->count) first = 0;
    drop_headline(f, first);
    for (size_t i = 0; i < first; i++) {
        const ro_block *b = &f->blocks[i];
        bool label = b->kind == RO_LOOSE || (b->kind == RO_PARAGRAPH && !ro_block_ends_sentence(b) && !b->bold);
        if (is_title(f, b) || is_byline(f, b) || label || ro_phrase_is_date(b->text)) f->stays[i] = false;
    }
    for (size_t i = first; i < f->count && i < first + 3; i++)
        if (is_byline(f, &f->blocks[i]) || is_pitch(&f->blocks[i]) ||
            (f->blocks[i].size < BYLINE_SIZE && ro_phrase_is_date(f->blocks[i].text)))
            f->stays[i] = false;
}

/* ---- boxes in the text */

/* Behind the last sentence before a block, not far back. */
static size_t sentence_before(const filtering *f, size_t i) {
    size_t least = i > FAR ? i - FAR : 0;
    while (i > least && !(f->stays[i - 1] && is_prose(&f->blocks[i - 1]))) i--;
    return i;
}

/* The outermost element around a block that begins behind the sentence before it. */
static uint32_t box_of(const filtering *f, size_t i) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    size_t before = sentence_before(f, i);
    uint32_t box = f->blocks[i].node, last = before ? f->blocks[before - 1].node : 0;
    while (box && nodes[box].parent > last) box = nodes[box].parent;
    return box;
}

static uint32_t block_of(const filtering *f, size_t i) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    uint32_t node = f->blocks[i].node;
    while (node && !ro_is_block(nodes[node].tag)) node = nodes[node].parent;
    return node;
}

static unsigned depth_of(const ro_page_node *nodes, uint32_t node) {
    unsigned depth = 0;
    for (; node; node = nodes[node].parent) depth++;
    return depth;
}

/* Whether two blocks are set alike: by the same tag, of the same class, as deep. */
static bool is_alike(const filtering *f, size_t a, size_t b) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    uint32_t one = block_of(f, a), two = block_of(f, b);
    if (nodes[one].tag != nodes[two].tag || depth_of(nodes, one) != depth_of(nodes, two)) return false;
    const char *class = ro_node_attribute(nodes[one].node, "class"), *other = ro_node_attribute(nodes[two].node, "class");
    return class && other ? !strcmp(class, other) : class == other;
}

/* Where the text goes on behind a box at a block: the first block there; count: it does not. */
static size_t goes_on(const filtering *f, size_t i) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    uint32_t box = box_of(f, i);
    if (box == f->blocks[i].node || box == block_of(f, i)) return f->count;
    size_t last = sentence_before(f, i), behind = i;
    while (behind < f->count && behind < i + FAR && f->blocks[behind].node < nodes[box].end) behind++;
    for (size_t k = behind; last && k < f->count && k < behind + NEAR; k++)
        if (f->stays[k] && is_prose(&f->blocks[k]) && is_alike(f, last - 1, k)) return behind;
    return f->count;
}

/* A box that has nothing but headings, one of them a link, leads elsewhere. */
static void drop_linked_headings(filtering *f) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    for (size_t i = 0; i < f->count; i++) {
        if (f->blocks[i].kind != RO_HEADING || !f->stays[i] || !is_linked(&f->blocks[i])) continue;
        uint32_t box = box_of(f, i), own = block_of(f, i);
        bool only = box != own && box != f->blocks[i].node;
        for (size_t k = i + 1; only && k < f->count && f->blocks[k].node < nodes[box].end; k++)
            only = k < i + FAR && (f->blocks[k].kind == RO_HEADING || !f->stays[k]);
        for (size_t k = i + 1; only && k-- > 0 && f->blocks[k].node >= box;) f->stays[k] = false;
    }
}

/* A heading that leads out ends the text where little is behind it, or its box where the text goes on; the readers' comments
 * always end it. */
static void cut_end(filtering *f) {
    double before = 0, behind = 0;
    size_t end = f->count;
    for (size_t i = 0; i < f->count; i++)
        if (f->stays[i] && is_prose(&f->blocks[i])) before += f->blocks[i].size;
    for (size_t i = f->count; i-- > 0;) {
        const ro_block *b = &f->blocks[i];
        double size = f->stays[i] && is_prose(b) ? b->size : 0;
        behind += size;
        before -= size;
        if (b->size > 80 || b->kind == RO_ITEM || b->kind == RO_ROW) continue;
        bool comments = before >= A_REPORT && ro_phrase_is_comments(b->text);
        if (!comments && !ro_phrase_is_end(b->text)) continue;
        f->stays[i] = false;
        size_t on = comments ? f->count : goes_on(f, i);
        for (size_t k = i; on < f->count && k < on; k++) f->stays[k] = false;
        if (on < f->count || (!comments && behind > before * 0.5)) continue;
        while (end > i) f->stays[--end] = false;
        behind = 0;
    }
}

/* Behind the last sentence: by-lines, what is said of the author, labels, pitches. */
static void trim_end(filtering *f) {
    size_t seen = 0;
    for (size_t i = f->count; i-- > 0 && seen < LAST_LINES;) {
        const ro_block *b = &f->blocks[i];
        if (!f->stays[i]) continue;
        bool label = b->kind == RO_HEADING || (b->kind == RO_LOOSE && !is_prose(b) && !ro_block_ends_sentence(b));
        bool gone = (label && !seen) || is_byline(f, b) || is_about_author(f, b) || ro_phrase_is_date(b->text);
        if (gone || (seen < 2 && is_pitch(b)))
            f->stays[i] = false;
        else
            seen++;
        if (f->stays[i] && is_prose(b) && seen > 1) break;
    }
}

/* A sponsor's words, up to the next heading. */
static void drop_sponsors(filtering *f) {
    for (size_t i = 0; i < f->count; i++) {
        if (f->blocks[i].kind != RO_HEADING || !ro_phrase_is_sponsor(f->blocks[i].text)) continue;
        size_t end = i + 1, size = 0;
        for (; end < f->count && f->blocks[end].kind != RO_HEADING; end++) size += f->blocks[end].size;
        f->stays[i] = false;
        for (size_t k = i; size < A_REPORT * 2 && k < end; k++) f->stays[k] = false;
    }
}

/* Whether a by-line or a date stands between two nodes, be it left out. */
static bool signed_between(const filtering *f, uint32_t from, uint32_t to) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    ro_arena *scratch = ro_arena_new();
    bool found = false;
    if (to > from + NEAR_NODES) to = from + NEAR_NODES;
    for (uint32_t i = from; scratch && !found && i < to; i++) {
        if (!ro_is_block(nodes[i].tag)) continue;
        const char *text = ro_page_text(f->filter->page, i, BYLINE_SIZE, scratch);
        found = text && (ro_phrase_is_byline(text) || ro_phrase_is_date(text));
    }
    ro_arena_free(scratch);
    return found;
}

/* A headline of the first rank with a by-line or a date below it begins the next article. */
static void cut_next(filtering *f) {
    double before = 0;
    for (size_t i = 0; i + 1 < f->count; i++) {
        const ro_block *b = &f->blocks[i];
        if (f->stays[i] && is_prose(b)) before += b->size;
        if (b->kind != RO_HEADING || before < A_REPORT || !is_first_rank(f, b)) continue;
        size_t next = i + 1;
        while (next < f->count && next < i + FAR && !is_prose(&f->blocks[next])) next++;
        if (next == f->count || !signed_between(f, b->node + 1, f->blocks[next].node)) continue;
        while (i < f->count) f->stays[i++] = false;
    }
}

/* Between paragraphs: a line that asks twice, or with a link, and the few words in its box. */
static void drop_pitches(filtering *f) {
    const ro_page_node *nodes = ro_page_nodes(f->filter->page);
    for (size_t i = 0; i < f->count; i++) {
        const ro_block *b = &f->blocks[i];
        if (b->size > A_CAPTION || b->kind == RO_ITEM) continue;
        size_t pitches = ro_phrase_pitches(b->text), first = i, end = i + 1, size = b->size;
        if (pitches < 2 && !(pitches && b->linked * 3 >= b->size)) continue;
        f->stays[i] = false;
        uint32_t box = nodes[block_of(f, i)].parent;
        while (first && i - first < NEAR && f->blocks[first - 1].node > box) size += f->blocks[--first].size;
        while (end < f->count && end - i <= NEAR && f->blocks[end].node < nodes[box].end) size += f->blocks[end++].size;
        bool few = size < A_REPORT && end - first < NEAR;
        for (size_t k = first; few && k < end; k++)
            few = !is_prose(&f->blocks[k]) || f->blocks[k].size < A_LINE || ro_phrase_pitches(f->blocks[k].text);
        for (size_t k = first; few && k < end; k++) f->stays[k] = false;
    }
}

/* Outside what JSON-LD has there is no text. */
static void follow_guide(filtering *f) {
    size_t first = f->count, last = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (!f->blocks[i].found) continue;
        if (first == f->count) first = i;
        last = i;
    }
    for (size_t i = 0; first < f->count && i < f->count; i++)
        if (i < first || i > last) f->stays[i] = false;
}

/* Headings stay where something follows them that does. */
static void drop_headings(filtering *f) {
    bool follows = false;
    for (size_t i = f->count; i-- > 0;) {
        const ro_block *b = &f->blocks[i];
        if (b->kind == RO_HEADING)
            f->stays[i] = f->stays[i] && follows;
        else if (f->stays[i])
            follows = true;
        else if (is_links(f, i) || (is_linked(b) && b->size > 20))
            follows = false;
    }
}

bool ro_blocks_filter(const ro_filter *filter, ro_arena *arena, ro_blocks *blocks) {
    filtering f = {.filter = filter, .blocks = blocks->items, .count = blocks->count};
    f.stays = ro_arena_array(arena, f.count, sizeof *f.stays);
    f.lists = ro_arena_array(arena, f.count, sizeof *f.lists);
    f.list_of = ro_arena_array(arena, f.count, sizeof *f.list_of);
    if (!f.stays || !f.lists || !f.list_of) return false;
    measure_lists(&f);
    judge(&f);
    trim_start(&f);
    drop_linked_headings(&f);
    cut_end(&f);
    trim_end(&f);
    drop_sponsors(&f);
    drop_pitches(&f);
    cut_next(&f);
    if (filter->guided) follow_guide(&f);
    drop_headings(&f);
    size_t kept = 0;
    for (size_t i = 0; i < f.count; i++)
        if (f.stays[i]) blocks->items[kept++] = blocks->items[i];
    blocks->count = kept;
    return true;
}
