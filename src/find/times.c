#include "find/times.h"

#include "find/clauses.h"
#include "find/find.h"

#include <ctype.h>
#include <stdio.h>

typedef struct finder {
    ro_record *record;
    ro_lexemes lexemes;
    ro_time_context context;
    ro_span heading;  /* the dateline, or a line with the report's date */
    uint32_t waiting; /* a time of day whose day may follow: index of the record's times, or UINT32_MAX */
    ro_reading waiting_reading;
} finder;

/* ---- the report's day */

static bool read_digits(const char *text, size_t count, int32_t *out) {
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i])) return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

/* What stands around the story is read by itself, and of that only the lines that date it. */
static void part_furniture(finder *f) {
    const ro_document *d = f->record->document;
    size_t at = 0, inside = d->furniture.count;
    for (size_t i = 0; i < f->lexemes.count; i++) {
        ro_lexeme *l = &f->lexemes.items[i];
        while (at < d->furniture.count && d->furniture.items[at].span.end <= l->span.start) at++;
        size_t here = at < d->furniture.count && d->furniture.items[at].span.start <= l->span.start ? at : d->furniture.count;
        if (here != inside) l->gap = RO_GAP_PARAGRAPH;
        inside = here;
    }
}

/* "1998-08-07", whatever follows. */
static bool read_day(const char *text, ro_date *out) {
    return text && strlen(text) >= 10 && read_digits(text, 4, &out->year) && read_digits(text + 5, 2, &out->month) &&
           read_digits(text + 8, 2, &out->day) && out->year > 0 && ro_date_exists(*out);
}

static bool next_paragraph(const finder *f, ro_time_reader *r) {
    uint32_t count = (uint32_t)f->lexemes.count;
    *r = (ro_time_reader){f->lexemes.items, r->end, r->end + 1};
    while (r->end < count && r->items[r->end].gap != RO_GAP_PARAGRAPH) r->end++;
    return r->begin < count;
}

/* A line of its own near the top that ends in a full date: "The Harnow Courier, September 19, 2025". */
static bool take_heading_day(finder *f) {
    enum { WORDS = 16, PARAGRAPHS = 5 };
    ro_time_reader r = {0};
    for (uint32_t n = 0; n < PARAGRAPHS && next_paragraph(f, &r); n++) {
        for (uint32_t i = r.begin; i < r.end && r.end - r.begin <= WORDS; i++) {
            ro_reading t = {0};
            if (ro_read_date(&r, i, &t) != r.end || t.shape != RO_SHAPE_CALENDAR || !t.year || !t.day) continue;
            f->context.today = (ro_date){t.year, t.month, t.day};
            f->heading = (ro_span){r.items[r.begin].span.start, r.items[r.end - 1].span.end};
            return ro_date_exists(f->context.today);
        }
    }
    return false;
}

/* The dateline's date, else the day of publication, else a heading's. */
static bool take_report_day(finder *f) {
    ro_time_context *c = &f->context;
    const char *published = f->record->document->published;
    f->heading = f->record->dateline.text;
    c->dated = read_day(f->record->dateline.date, &c->today);
    if (!c->dated) c->dated = read_day(published, &c->today);
    if (!c->dated) c->dated = take_heading_day(f);
    if (published && strlen(published) >= 16)
        c->timed = read_digits(published + 11, 2, &c->hour) && read_digits(published + 14, 2, &c->minute);
    if (!c->dated) return true;
    c->anchor = ro_arena_print(f->record->arena, "%04d-%02d-%02d", c->today.year, c->today.month, c->today.day);
    return c->anchor != NULL;
}

/* ---- what is no time, though it reads like one */

/* Whether it is a part of a name, or a person's whole one: "USA Today", "April Jones", "May's deal". */
static bool is_in_name(const finder *f, ro_span span) {
    const ro_layers *l = &f->record->layers;
    size_t i = RO_SEARCH(l->entities, span, span.start);
    if (i >= l->entities.count || !ro_span_overlaps(l->entities.items[i].span, span)) return false;
    const ro_entity *e = &l->entities.items[i];
    return e->label == RO_ENTITY_PER || (e->label == RO_ENTITY_ORG && !ro_span_contains(span, e->span));
}

/* ---- reading */

static ro_span span_of(const finder *f, const ro_reading *t) {
    return (ro_span){f->lexemes.items[t->from].span.start, f->lexemes.items[t->to - 1].span.end};
}

static size_t sentence_of(const finder *f, ro_span span) {
    const ro_layers *l = &f->record->layers;
    return ro_span_search(l->sentences.items, l->sentences.count, sizeof *l->sentences.items, span.start);
}

static bool is_beside(const finder *f, ro_span first, ro_span second) {
    enum { NEAR = 40 /* bytes */ };
    return sentence_of(f, first) == sentence_of(f, second) && second.start >= first.end && second.start - first.end < NEAR;
}

static void set_day(ro_reading *t, ro_date day) {
    t->shape = RO_SHAPE_CALENDAR;
    t->year = day.year;
    t->month = day.month;
    t->day = day.day;
}

/* A time of day without a day has the day that is named beside it, else the one told a little before, else the report's. */
static void settle_clock(finder *f, ro_reading *t, ro_span span) {
    enum { SOON = 250 /* bytes */ };
    const ro_time_context *c = &f->context;
    const ro_time *last = f->record->times.count ? &f->record->times.items[f->record->times.count - 1] : NULL;
    ro_date day;
    bool one = last && last->earliest && last->latest && !strcmp(last->earliest, last->latest) && read_day(last->earliest, &day);
    t->told = false;
    if (one && is_beside(f, last->span, span)) {
        set_day(t, day);
        return;
    }
    f->waiting = (uint32_t)f->record->times.count;
    f->waiting_reading = *t;
    bool soon = last && span.start - last->span.start < SOON && c->told.known && c->told.grain == RO_DAY;
    if (soon) set_day(t, c->told.first);
}

/* The day that a time of day waited for. */
static bool settle_waiting(finder *f, ro_span span) {
    ro_time_context *c = &f->context;
    if (f->waiting >= f->record->times.count || c->told.grain != RO_DAY || !c->told.known) return true;
    ro_time *time = &f->record->times.items[f->waiting];
    bool near = is_beside(f, time->span, span);
    f->waiting = UINT32_MAX;
    if (!near) return true;
    ro_reading t = f->waiting_reading;
    ro_time_context copy = *c;
    set_day(&t, c->told.first);
    return ro_time_resolve(f->record->arena, &copy, &t, RO_TENSE_UNKNOWN, time);
}

/* "in five years" of what is to come is then; "one day" is some time. */
static void read_ahead(const finder *f, ro_reading *t, ro_span span) {
    bool plain =
        t->shape == RO_SHAPE_DURATION && t->unit >= RO_DAY && !t->amount.tied && !t->amount.vague && !t->towards && !t->mod;
    if (!plain || !t->from) return;
    const ro_lexeme *before = &f->lexemes.items[t->from - 1], *first = &f->lexemes.items[t->from];
    bool in = before->kind == RO_TW_WORD && before->value == RO_W_IN && before->span.end - before->span.start == 2;
    bool some_day = t->unit == RO_DAY && first->kind == RO_TW_CARDINAL && first->value == 1;
    bool within = before->kind == RO_TW_WORD && before->value == RO_W_WITHIN;
    if (within && ro_tense_at(f->record, span) == RO_TENSE_FUTURE) t->towards = 1;
    if (!(in || some_day) || ro_tense_at(f->record, span) != RO_TENSE_FUTURE) return;
    if (some_day && !in) {
        t->shape = RO_SHAPE_REFERENCE;
        t->reference = RO_FUTURE;
    } else {
        t->shape = RO_SHAPE_SHIFT;
        t->shift = 1;
    }
}

/* "the Aug. 7 bombings": said of a thing, no step in the story. */
static bool is_background(const finder *f, ro_span span) {
    const ro_layers *l = &f->record->layers;
    size_t i = RO_SEARCH(l->words, span, span.start);
    for (; i < l->words.count && l->words.items[i].span.start < span.end; i++) {
        const ro_word *w = &l->words.items[i], *head = &l->words.items[w->head];
        if (ro_span_overlaps(head->span, span)) continue;
        bool noun = head->upos == RO_UPOS_NOUN || head->upos == RO_UPOS_PROPN;
        return noun && head->span.start >= span.end &&
               ro_has_relation(f->record, (uint32_t)i, " compound nummod amod nmod nmod:poss nmod:unmarked ");
    }
    return false;
}

static bool take_time(finder *f, ro_reading *t) {
    ro_time out = {.span = span_of(f, t)};
    read_ahead(f, t, out.span);
    bool bare_clock = t->clock && t->shape == RO_SHAPE_SHIFT && t->told;
    ro_time_context before = f->context;
    if (bare_clock) settle_clock(f, t, out.span);
    ro_tense tense = ro_time_needs_tense(t) ? ro_tense_at(f->record, out.span) : RO_TENSE_UNKNOWN;
    if (!ro_time_resolve(f->record->arena, &f->context, t, tense, &out)) return false;
    bool heading = ro_span_overlaps(f->heading, out.span) || ro_furniture_at(f->record->document, out.span.start);
    if (out.type == RO_TIME_DATE && f->context.told.grain == RO_DAY && is_background(f, out.span)) f->context.told = before.told;
    if (heading || bare_clock) f->context = before; /* the dateline tells no story */
    if (!ro_list_add(f->record->arena, &f->record->times, out)) return false;
    return bare_clock || heading || settle_waiting(f, out.span);
}

/* A name's word: "VOA Today", "High Noon". */
static bool is_titled(const finder *f, const ro_reading *t) {
    const ro_lexeme *l = &f->lexemes.items[t->from];
    bool plain = l->kind == RO_TW_WORD || l->kind == RO_TW_PART;
    if (!plain || !l->capital || !t->from || l->gap == RO_GAP_PARAGRAPH || t->to > t->from + 1) return false;
    const ro_lexeme *before = l - 1;
    return before->kind != RO_TW_MARK && before->capital;
}

static bool may_begin(const ro_lexeme *l) { return l->kind > RO_TW_MARK || (l->kind == RO_TW_MARK && l->value == '\''); }

static bool read_paragraph(finder *f, ro_time_reader *r) {
    for (uint32_t i = r->begin; i < r->end;) {
        ro_reading t;
        if (!may_begin(&r->items[i]) || !ro_time_read(r, i, &t) || is_titled(f, &t) || is_in_name(f, span_of(f, &t))) {
            i++;
            continue;
        }
        if (!take_time(f, &t)) return false;
        i = t.to;
    }
    return true;
}

/* Whether it depends on a day that is not known. */
static bool is_open(const ro_time *t) { return !t->value || *t->value == 'X'; }

static bool warn_undated(finder *f) {
    const ro_time *first = NULL;
    size_t open = 0;
    for (size_t i = 0; i < f->record->times.count; i++) {
        const ro_time *t = &f->record->times.items[i];
        if (is_open(t) && !first) first = t;
        open += is_open(t);
    }
    if (f->context.dated || !open) return true;
    const char *words = f->record->document->text.bytes + first->span.start;
    int size = (int)(first->span.end - first->span.start);
    char others[48] = "";
    if (open > 1) snprintf(others, sizeof others, " and %zu more time%s", open - 1, open == 2 ? "" : "s");
    char *message = ro_arena_print(f->record->arena, "no date of the report is known, so “%.*s”%s %s no day", size, words, others,
                                   open > 1 ? "have" : "has");
    return message && ro_list_add(f->record->arena, &f->record->warnings, (ro_warning){"undated", message});
}

bool ro_find_times(ro_record *record, ro_error *error) {
    finder f = {.record = record, .waiting = UINT32_MAX};
    const ro_text *text = &record->document->text;
    if (!ro_lexemes_read(record->arena, text->bytes, text->size, &f.lexemes)) return ro_fail_memory(error);
    part_furniture(&f);
    if (!take_report_day(&f)) return ro_fail_memory(error);
    ro_time_reader r = {0};
    while (next_paragraph(&f, &r)) {
        const ro_furniture *around = ro_furniture_at(record->document, r.items[r.begin].span.start);
        if ((!around || around->kind == RO_DATED) && !read_paragraph(&f, &r)) return ro_fail_memory(error);
    }
    ro_times_link(record);
    return warn_undated(&f) || ro_fail_memory(error);
}
