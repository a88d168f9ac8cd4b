#include "store/passage.h"

#include "find/locate.h"
#include "store/addition.h"

#include <stdio.h>

enum { SHOWN = 3 /* places that an error shows */, AROUND = 18 /* code points on either side */, BRIEF = 30 /* bytes */ };

/* A span of the addition; words NULL: it was given as a span. Spans are bytes here. */
typedef struct piece {
    const char *part, *words;
    ro_span span; /* empty: not found yet */
    ro_spans places;
    size_t number; /* that the words were given with; 0: none */
} piece;

typedef struct finder {
    const ro_desk *desk;
    ro_text text;
    struct {
        piece *items;
        size_t count, room;
    } pieces;
} finder;

/* ---- bytes and code points */

static uint32_t byte_of(const ro_text *text, int64_t point) {
    uint32_t low = 0, high = text->size;
    while (low < high) { /* the first byte that has as many before it */
        uint32_t middle = low + (high - low) / 2;
        if (ro_text_points(text, middle) >= point)
            high = middle;
        else
            low = middle + 1;
    }
    while (((unsigned char)text->bytes[low] & 0xC0) == 0x80) low++;
    return low;
}

static json_t *pair_of(const finder *f, ro_span span) {
    return json_pack("[I, I]", (json_int_t)ro_text_points(&f->text, span.start), (json_int_t)ro_text_points(&f->text, span.end));
}

/* ---- what is wrong */

/* The words there, with some before and behind them. */
static const char *show_place(const finder *f, ro_span place) {
    uint32_t from = place.start, to = place.end, length;
    for (int i = 0; i < AROUND && from; i++) from = ro_utf8_before(f->text.bytes, from);
    for (int i = 0; i < AROUND && to < f->text.size; i++) {
        ro_utf8_at(f->text.bytes + to, &length);
        to += length;
    }
    char *text = ro_arena_print(f->desk->arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), f->text.bytes + from,
                                to < f->text.size ? "…" : "");
    for (char *at = text; at && *at; at++)
        if ((unsigned char)*at < ' ') *at = ' ';
    return text;
}

static bool fail_unclear(const finder *f, const piece *p) {
    const char *list = "";
    bool brief = strlen(p->words) <= BRIEF;
    for (size_t i = 0; list && i < p->places.count && i < SHOWN; i++) {
        const char *place = show_place(f, p->places.items[i]);
        list = place ? ro_arena_print(f->desk->arena, "%s%s#%zu \"%s\"", list, i ? ", " : "", i + 1, place) : NULL;
    }
    if (!list) return ro_fail_memory(f->desk->error);
    return ro_fail(f->desk->error, RO_E_INPUT,
                   "correction: add.%s: these words occur %zu times, and it is not clear which are meant: put #1 to #%zu behind "
                   "them (\"%s#2\"), or give more of them: %s%s",
                   p->part, p->places.count, p->places.count, brief ? p->words : "…", list, p->places.count > SHOWN ? ", …" : "");
}

static bool fail_missing(const finder *f, const piece *p) {
    return ro_fail(f->desk->error, RO_E_INPUT, "correction: add.%s: the report does not have these words: %.200s", p->part,
                   p->words);
}

/* ---- where the words stand */

/* "said#2": the number behind the words, which are cut there; 0: there is none. */
static size_t take_number(char *words) {
    char *mark = strrchr(words, '#');
    size_t digits = mark ? strspn(mark + 1, "0123456789") : 0;
    if (!mark || mark == words || !digits || digits > 6 || mark[1 + digits] || mark[1] == '0') return 0;
    *mark = 0;
    return strtoul(mark + 1, NULL, 10);
}

/* Words that have a number in the text itself are meant so. */
static bool locate(const finder *f, piece *p) {
    ro_arena *arena = f->desk->arena;
    if (!ro_locate_all(&f->text, p->words, arena, &p->places)) return ro_fail_memory(f->desk->error);
    if (p->places.count) return true;
    char *words = ro_arena_copy(arena, p->words, strlen(p->words));
    if (!words) return ro_fail_memory(f->desk->error);
    if (!(p->number = take_number(words))) return true;
    p->words = words;
    return ro_locate_all(&f->text, words, arena, &p->places) || ro_fail_memory(f->desk->error);
}

static bool settle_at_once(const finder *f, piece *p) {
    if (!p->places.count) return fail_missing(f, p);
    if (p->number > p->places.count)
        return ro_fail(f->desk->error, RO_E_INPUT, "correction: add.%s: these words occur %zu time%s, there is no #%zu: %.200s",
                       p->part, p->places.count, p->places.count == 1 ? "" : "s", p->number, p->words);
    if (p->number)
        p->span = p->places.items[p->number - 1];
    else if (p->places.count == 1)
        p->span = p->places.items[0];
    return true;
}

/* Whether a place of a content's span is on the right side of those that are known. */
static bool in_order(const finder *f, const piece *p, ro_span place) {
    for (const piece *o = f->pieces.items; o < f->pieces.items + f->pieces.count; o++) {
        if (o == p || strcmp(o->part, p->part) != 0 || ro_span_empty(o->span)) continue;
        if (o < p ? o->span.end > place.start : o->span.start < place.end) return false;
    }
    return true;
}

/* Bytes to the nearest of the spans that are known; UINT32_MAX: it is within one, or none is known. */
static uint32_t distance(const finder *f, const piece *p, ro_span place) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < f->pieces.count; i++) {
        ro_span span = f->pieces.items[i].span;
        if (ro_span_empty(span)) continue;
        if (ro_span_overlaps(span, place)) return UINT32_MAX;
        uint32_t here = span.end <= place.start ? place.start - span.end : span.start - place.end;
        if (here < least) least = here;
    }
    return in_order(f, p, place) ? least : UINT32_MAX;
}

/* The one nearest to the others, where only one is. */
static bool settle_by_others(const finder *f, piece *p) {
    uint32_t best = UINT32_MAX;
    size_t several = 0, found = 0;
    for (size_t i = 0; i < p->places.count; i++) {
        uint32_t here = distance(f, p, p->places.items[i]);
        if (here > best || here == UINT32_MAX) continue;
        several = here < best ? 1 : several + 1;
        best = here;
        found = i;
    }
    if (several != 1) return fail_unclear(f, p);
    p->span = p->places.items[found];
    return true;
}

static bool settle(const finder *f) {
    piece *end = f->pieces.items + f->pieces.count;
    for (piece *p = f->pieces.items; p < end; p++)
        if (p->words && (!locate(f, p) || !settle_at_once(f, p))) return false;
    for (piece *p = f->pieces.items; p < end; p++)
        if (ro_span_empty(p->span) && !settle_by_others(f, p)) return false;
    return true;
}

/* ---- pieces of the addition */

static bool add_piece(finder *f, const char *part, const json_t *value) {
    piece p = {.part = part, .words = json_string_value(value)};
    if (!p.words) {
        int64_t past = json_integer_value(json_array_get(value, 1));
        if (past > ro_text_points(&f->text, f->text.size))
            return ro_fail(f->desk->error, RO_E_INPUT, "correction: add: a span ends behind the text, which has %u code points",
                           ro_text_points(&f->text, f->text.size));
        p.span = (ro_span){byte_of(&f->text, json_integer_value(json_array_get(value, 0))), byte_of(&f->text, past)};
    }
    return ro_list_add(f->desk->arena, &f->pieces, p) || ro_fail_memory(f->desk->error);
}

static bool add_words(finder *f, const char *part, const char *words, size_t size) {
    const char *own = ro_arena_copy(f->desk->arena, words, size);
    return (own && ro_list_add(f->desk->arena, &f->pieces, (piece){.part = part, .words = own})) ||
           ro_fail_memory(f->desk->error);
}

/* The next " … " or " ... " between spans. */
static const char *find_gap(const char *words, size_t *size) {
    static const char *const gaps[] = {" … ", " ... "};
    const char *first = NULL;
    for (size_t i = 0; i < 2; i++) {
        const char *at = strstr(words, gaps[i]);
        if (!at || (first && at > first)) continue;
        first = at;
        *size = strlen(gaps[i]);
    }
    return first;
}

/* Words of a content, as searches print them; where the text itself has " … " they are one span. */
static bool add_content(finder *f, const char *part, const char *words) {
    size_t gap;
    ro_spans whole;
    const char *at;
    if (!ro_locate_all(&f->text, words, f->desk->arena, &whole)) return ro_fail_memory(f->desk->error);
    while (!whole.count && (at = find_gap(words, &gap)) != NULL) {
        if (!add_words(f, part, words, (size_t)(at - words))) return false;
        words = at + gap;
    }
    if (f->pieces.count >= RO_ADDED_SPANS)
        return ro_fail(f->desk->error, RO_E_INPUT, "correction: add.%s: has more than %d spans", part, RO_ADDED_SPANS);
    return add_words(f, part, words, strlen(words));
}

static bool add_part(finder *f, const char *part, const json_t *value) {
    size_t i;
    json_t *one;
    bool list = !strcmp(part, "content"), good = true;
    if (!value || json_is_null(value)) return true;
    if (list && json_is_string(value)) return add_content(f, part, json_string_value(value));
    if (!list) return add_piece(f, part, value);
    json_array_foreach((json_t *)(size_t)value, i, one) good = good && add_piece(f, part, one);
    return good;
}

static bool put_back(const finder *f, json_t *add, const char *part) {
    bool list = !strcmp(part, "content"), good = true;
    json_t *all = list ? json_array() : NULL;
    for (size_t i = 0; good && i < f->pieces.count; i++) {
        const piece *p = &f->pieces.items[i];
        if (strcmp(p->part, part) != 0) continue;
        json_t *pair = pair_of(f, p->span);
        good = list ? !json_array_append_new(all, pair) : !json_object_set_new(add, part, pair);
    }
    if (list) good = !json_object_set_new(add, part, all) && good;
    return good || ro_fail_memory(f->desk->error);
}

bool ro_passage_find(const ro_desk *desk, const ro_edition *version, json_t *add) {
    const ro_addition_kind *kind = ro_addition_of(add);
    finder f = {.desk = desk};
    if (!ro_text_index(&f.text, version->text, (uint32_t)strlen(version->text), desk->arena)) return ro_fail_memory(desk->error);
    for (size_t i = 0; i < RO_ADDED_PARTS && kind->parts[i]; i++)
        if (!add_part(&f, kind->parts[i], json_object_get(add, kind->parts[i]))) return false;
    if (!settle(&f)) return false;
    for (size_t i = 0; i < RO_ADDED_PARTS && kind->parts[i]; i++)
        if (json_object_get(add, kind->parts[i]) && !json_is_null(json_object_get(add, kind->parts[i])) &&
            !put_back(&f, add, kind->parts[i]))
            return false;
    return ro_addition_check(add, false, desk->error);
}
