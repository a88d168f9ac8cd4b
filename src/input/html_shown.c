#include "input/html_shown.h"

#include "input/date.h"
#include "input/html_blocks.h"
#include "input/html_phrases.h"
#include "text/text.h"

#include <stdio.h>
#include <strings.h>

enum { SHORTEST = 8, LONGEST = 300, BEFORE = 3, BEHIND = 14, PROSE = 160, DATE = 64, NAMES = 120, SHORT = 60, FAR_BEHIND = 200 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct looking {
    const ro_page *page;
    const ro_blocks *lines;
    size_t headline; /* among the lines; count: none */
    ro_arena *arena;
    bool failed; /* out of memory */
} looking;

static const char *keep(looking *l, const char *text, size_t size) {
    const char *copy = ro_arena_copy(l->arena, text, size);
    l->failed = l->failed || !copy;
    return copy;
}

/* ---- the headline */

/* The length of what parts a page's title at p: " - ", " | ", ": ", "_" and the like. */
static size_t separator(const char *p) {
    static const char *const separators[] = {" - ",
                                             " | ",
                                             " // ",
                                             " :: ",
                                             " : ",
                                             ": ",
                                             "_",
                                             " \xE2\x80\x94 ",
                                             " \xE2\x80\x93 ",
                                             " \xC2\xB7 ",
                                             " \xE2\x80\xA2 ",
                                             " \xC2\xBB ",
                                             " \xE2\x80\xBA ",
                                             " < ",
                                             " \xC2\xAB ",
                                             "\xEF\xBC\x9A",
                                             "\xEF\xBD\x9C"};
    for (size_t i = 0; i < COUNT(separators); i++)
        if (!strncmp(p, separators[i], strlen(separators[i]))) return strlen(separators[i]);
    return 0;
}

static size_t separator_before(const char *whole, const char *p) {
    for (size_t size = 1; size <= 5 && size <= (size_t)(p - whole); size++)
        if (separator(p - size) == size) return size;
    return 0;
}

/* Where the block stands in the page's title, alone between separators; NULL: it does not. */
static const char *part_of(const char *whole, const ro_block *b) {
    for (const char *p = whole; p && (p = strstr(p, b->text)); p++) {
        bool first = p == whole || separator_before(whole, p), last = !p[b->size] || separator(p + b->size);
        if (first && last) return p;
    }
    return NULL;
}

/* A headline may have its source or a label behind it. */
static bool begins_with(const ro_block *b, const char *title) {
    size_t size = strlen(title);
    return size >= SHORTEST * 2 && b->size > size && b->size < size + NAMES / 2 && !strncmp(b->text, title, size) &&
           b->kind == RO_HEADING;
}

/* How well a block is the headline: it says what the title does, or is a part of it, the longer the better. */
static size_t fits(const ro_block *b, const char *title, const char *whole) {
    if (b->size < SHORTEST || b->size > LONGEST) return 0;
    size_t heading = b->kind == RO_HEADING, plain = b->linked * 2 < b->size;
    if (title && (ro_phrase_same(b->text, b->size, title) || begins_with(b, title))) return 4 * LONGEST * (1 + plain) + heading;
    return whole && part_of(whole, b) ? 2 * b->size * (1 + plain) + heading : 0;
}

/* The block that is the headline; count: none. */
static size_t find_headline(const ro_blocks *blocks, const char *title, const char *whole) {
    size_t best = blocks->count, most = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        size_t fit = fits(&blocks->items[i], title, whole);
        if (fit <= most) continue;
        most = fit;
        best = i;
    }
    return best;
}

/* The last part of a title that the headline begins, or the first part of one that it ends. */
static const char *outlet_of(looking *l, const char *whole, const ro_block *headline) {
    const char *at = whole ? part_of(whole, headline) : NULL;
    if (!at) return NULL;
    const char *from = NULL, *to = NULL;
    if (at[headline->size]) {
        for (const char *p = at + headline->size; *p; p++)
            if (separator(p) && separator(p) != 2) from = p + separator(p);
        to = from ? from + strlen(from) : NULL;
    } else if (at > whole) {
        from = to = whole;
        while (to < at && !separator(to)) to++;
    }
    bool sentence = from && to > from && strchr(".?!", to[-1]);
    return from && !sentence && to - from > 2 && to - from <= 60 ? keep(l, from, (size_t)(to - from)) : NULL;
}

/* ---- by-lines */

static const char *behind_by(const char *text) {
    static const char *const before[] = {"By: ",
                                         "by: ",
                                         "By ",
                                         "by ",
                                         "BY ",
                                         "Von ",
                                         "von ",
                                         "VON ",
                                         "Par ",
                                         "PAR ",
                                         "Por ",
                                         "POR ",
                                         "Written by ",
                                         "Posted by ",
                                         "Text: ",
                                         "Author: ",
                                         "Autor: ",
                                         "Autorin: ",
                                         "Autor ",
                                         "\xD0\x90\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80: ",
                                         "\xE4\xBD\x9C\xE8\x80\x85\xEF\xBC\x9A",
                                         "\xE4\xBD\x9C\xE8\x80\x85: ",
                                         "\xE8\xAE\xB0\xE8\x80\x85 ",
                                         "\xE8\xAE\xB0\xE8\x80\x85\xEF\xBC\x9A",
                                         "\xE6\x96\x87/",
                                         "Tekst: ",
                                         "Di ",
                                         "Door "};
    for (size_t i = 0; i < COUNT(before); i++)
        if (!strncmp(text, before[i], strlen(before[i]))) return text + strlen(before[i]);
    return NULL;
}

/* What stands below a text, too. */
static bool is_signature(const char *text) {
    return !strncasecmp(text, "posted by ", 10) || (behind_by(text) && strchr(text, ':'));
}

/* The end of names: a line's end, a bar or a dash, a comma with a post behind it, digits. */
static size_t names_size(const char *names) {
    for (size_t i = 0; names[i]; i++) {
        bool ends = names[i] == '\n' || names[i] == '\t' || names[i] == '|' || names[i] == '(' || names[i] == '<' ||
                    ro_is_digit(names[i]);
        if (ends || separator(names + i)) return i;
        if (!strncmp(names + i, " on ", 4) || !strncmp(names + i, " in ", 4) || !strncmp(names + i, " at ", 4)) return i;
        if (!strncmp(names + i, ", ", 2) && !strstr(names + i, " and ")) return i;
    }
    return strlen(names);
}

static bool has_name(const char *class, const char *name) {
    size_t size = strlen(name);
    for (; *class; class ++)
        if (!strncasecmp(class, name, size)) return true;
    return false;
}

static bool is_called_itself(const ro_page *page, uint32_t node, const char *const *names, size_t count) {
    const char *class = ro_node_attribute(ro_page_nodes(page)[node].node, "class"),
               *id = ro_node_attribute(ro_page_nodes(page)[node].node, "id");
    for (size_t i = 0; i < count; i++)
        if ((class && has_name(class, names[i])) || (id && has_name(id, names[i]))) return true;
    return class && !strcasecmp(class, "by");
}

static bool is_called(const ro_page *page, uint32_t node, const char *const *names, size_t count) {
    for (int up = 0; up < 3 && node; up++, node = ro_page_nodes(page)[node].parent)
        if (is_called_itself(page, node, names, count)) return true;
    return false;
}

static const char *byline_of(looking *l, const ro_block *b) {
    static const char *const called[] = {"byline", "author", "autor", "writer", "reporter"};
    const char *names = b->size <= 2 * NAMES ? behind_by(b->text) : NULL;
    if (!names && b->size <= 48 && is_called(l->page, b->node, called, COUNT(called))) names = b->text;
    if (!names) return NULL;
    size_t size = names_size(names);
    while (size && (ro_is_blank(names[size - 1]) || strchr(",;", names[size - 1]))) size--;
    return size > 1 && size <= NAMES ? keep(l, names, size) : NULL;
}

/* A name in an element that is called an author's, between the headline and the text. */
static const char *byline_between(looking *l, uint32_t from, uint32_t to) {
    static const char *const called[] = {"byline", "author", "autor", "writer"};
    for (uint32_t i = from; i < to; i++) {
        if (!is_called_itself(l->page, i, called, COUNT(called))) continue;
        const char *text = ro_page_text(l->page, i, NAMES, l->arena), *names = text ? behind_by(text) : NULL;
        l->failed = l->failed || !text;
        if (text && !names) names = text;
        size_t size = names ? names_size(names) : 0;
        while (size && (ro_is_blank(names[size - 1]) || strchr(",;", names[size - 1]))) size--;
        if (size > 1 && size <= SHORT) return keep(l, names, size);
    }
    return NULL;
}

/* ---- all of it */

static bool is_prose(const ro_block *b) { return b->size >= PROSE && b->linked * 2 < b->size; }

/* Blocks whose lines are parted by <br> are as many. */
static bool split_lines(const ro_blocks *blocks, ro_arena *arena, ro_blocks *lines) {
    for (size_t i = 0; i < blocks->count; i++) {
        const ro_block *b = &blocks->items[i];
        for (const char *from = b->text, *end = b->text + b->size; from < end;) {
            const char *to = memchr(from, '\n', (size_t)(end - from));
            if (!to) to = end;
            ro_block line = *b;
            line.size = (uint32_t)(to - from);
            line.text = line.size == b->size ? b->text : ro_arena_copy(arena, from, line.size);
            if (!line.text || !ro_list_add(arena, lines, line)) return false;
            from = to + 1;
        }
    }
    return true;
}

static void look_below(looking *l, ro_shown *shown) {
    char date[RO_DATE_SIZE];
    size_t i = l->headline + 1;
    for (; i < l->lines->count && i < l->headline + BEHIND; i++) {
        const ro_block *b = &l->lines->items[i];
        if (is_prose(b)) break;
        if (!shown->byline) shown->byline = byline_of(l, b);
        if (!shown->date && b->size < PROSE && ro_date_in(b->text, date, NULL, NULL)) shown->date = keep(l, date, strlen(date));
    }
    if (!shown->byline && i < l->lines->count)
        shown->byline = byline_between(l, l->lines->items[l->headline].node, l->lines->items[i].node);
    for (; !shown->byline && i < l->lines->count && i < l->headline + FAR_BEHIND; i++) /* "Posted by …" below the text */
        if (l->lines->items[i].size < 2 * NAMES && is_signature(l->lines->items[i].text))
            shown->byline = byline_of(l, &l->lines->items[i]);
}

static void look_above(looking *l, ro_shown *shown) {
    char date[RO_DATE_SIZE];
    for (size_t i = l->headline > BEFORE ? l->headline - BEFORE : 0; !shown->date && i < l->headline; i++)
        if (l->lines->items[i].size < DATE && ro_date_in(l->lines->items[i].text, date, NULL, NULL))
            shown->date = keep(l, date, strlen(date));
}

bool ro_html_shown(const ro_page *page, const char *title, const char *whole, ro_arena *arena, ro_shown *shown) {
    ro_blocks blocks = {0}, lines = {0};
    *shown = (ro_shown){0};
    ro_arena *scratch = ro_arena_new();
    bool good = scratch && ro_blocks_gather(page, 0, NULL, scratch, &blocks) && split_lines(&blocks, scratch, &lines);
    looking l = {.page = page, .lines = &lines, .arena = arena};
    l.headline = good ? find_headline(&lines, title, whole) : 0;
    if (good && l.headline < lines.count) {
        const ro_block *b = &lines.items[l.headline];
        shown->title = title && begins_with(b, title) ? title : keep(&l, b->text, b->size);
        shown->outlet = outlet_of(&l, whole, b);
        look_below(&l, shown);
        look_above(&l, shown);
    }
    ro_arena_free(scratch);
    return good && !l.failed;
}
