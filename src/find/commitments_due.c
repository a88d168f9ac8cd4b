#include "find/commitments_parts.h"
#include "find/times_calendar.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAY_SIZE = 10 /* letters of YYYY-MM-DD */ };

/* ---- days */

static bool read_day(const char *text, int32_t *out) {
    ro_date date;
    if (!text || strlen(text) < DAY_SIZE || !isdigit((unsigned char)text[0])) return false;
    if (sscanf(text, "%4d-%2d-%2d", &date.year, &date.month, &date.day) != 3 || !ro_date_exists(date)) return false;
    *out = ro_day_number(date);
    return true;
}

static const char *write_day(ro_arena *arena, int32_t day) {
    ro_date date = ro_date_of(day);
    return ro_arena_print(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The day so long after another: "P10D", "P2W", "P1Y", "PT24H"; false: it is no length in such units. */
static bool add_length(const char *value, int32_t from, int32_t *out) {
    enum { LONGEST = 4000 };
    char *end;
    bool hours = value && !strncmp(value, "PT", 2);
    if (!value || value[0] != 'P') return false;
    long count = strtol(value + 1 + hours, &end, 10);
    if (count <= 0 || count > LONGEST || !*end || end[1]) return false;
    ro_date date = ro_date_of(from);
    switch (*end) {
    case 'H': *out = from + (int32_t)((count + 23) / 24); return hours;
    case 'D': *out = from + (int32_t)count; return true;
    case 'W': *out = from + 7 * (int32_t)count; return true;
    case 'M': *out = ro_day_number(ro_add_months(date, (int32_t)count)); return !hours;
    case 'Y': *out = ro_day_number(ro_add_months(date, 12 * (int32_t)count)); return true;
    default: return false;
    }
}

/* ---- the words around a time */

/* Whether a word of the list stands right before a time, articles and the like aside. */
static bool stands_behind(const ro_record *record, ro_span time, const char *list) {
    enum { BETWEEN = 3 };
    uint32_t i = ro_word_at(record, time.start);
    for (int steps = 0; i && steps < BETWEEN; steps++, i--) {
        if (ro_is_word(record, i - 1, list)) return true;
        if (!ro_is_word(record, i - 1, " the this next of coming end at latest ")) return false;
    }
    return false;
}

static bool begins(const ro_record *record, ro_span time, const char *list) {
    uint32_t first = ro_word_at(record, time.start);
    return first < record->layers.words.count && ro_is_word(record, first, list);
}

/* "after the vote next week": the time of what has to come first. */
static bool comes_after(const ro_record *record, ro_span time) {
    enum { CLIMB = 3 };
    uint32_t word = ro_word_at(record, time.end - 1);
    for (int steps = 0; steps < CLIMB && word < record->layers.words.count; steps++) {
        for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " case mark ", c)) != RO_NOBODY;)
            if (ro_is_word(record, c, " after following since from starting beginning ")) return true;
        if (ro_is_word(record, word, " following ")) return true;
        if (ro_is_verb(record, word) || record->layers.words.items[word].head == word) return false;
        word = record->layers.words.items[word].head;
    }
    return false;
}

/* ---- one commitment's */

typedef struct clock {   /* the days that dues count from */
    bool dated, quoted;  /* whether they are known; whether the words are the speaker's own */
    int32_t today, said; /* of the report, and of the statement */
} clock;

static clock clock_of(const ro_record *record, const ro_commitment *c) {
    clock out = {0};
    const char *day = record->dateline.date ? record->dateline.date : record->document->published;
    out.dated = read_day(day, &out.today);
    out.said = out.today;
    if (c->statement >= record->statements.count) return out;
    uint32_t time = record->statements.items[c->statement].time;
    out.quoted = record->statements.items[c->statement].manner != RO_INDIRECT;
    const ro_time *t = time < record->times.count ? &record->times.items[time] : NULL;
    int32_t said;
    if (t && t->latest && t->earliest && !strcmp(t->earliest, t->latest) && read_day(t->latest, &said)) out.said = said;
    if (!out.dated) out.today = out.said;
    out.dated = out.dated || (t && t->latest);
    return out;
}

static const char BY[] = " by until till before ";

/* What is due by a weekday or a month without a year is due on the next one, though the verb that tells of it is of the past. */
static void look_ahead(const ro_record *record, const ro_time *t, const clock *k, int32_t *first, int32_t *last) {
    static const char DAYS[] = " monday tuesday wednesday thursday friday saturday sunday ",
                      MONTHS[] = " january february march april may june july august september october november december ";
    if (!k->dated || *last >= k->said) return;
    if (begins(record, t->span, DAYS) && stands_behind(record, t->span, BY) && k->said - *last < 7) {
        *first += 7;
        *last += 7;
    }
    size_t size = t->span.end - t->span.start;
    bool month = begins(record, t->span, MONTHS) && size <= strlen("september") &&
                 stands_behind(record, t->span, " by until till before in ");
    if (!month) return;
    *first = ro_day_number(ro_add_months(ro_date_of(*first), 12));
    *last = ro_day_number(ro_add_months(ro_date_of(*last + 1), 12)) - 1;
}

/* The days that a time covers, of a length those from the day when it was said; false: it tells none, or days that are over. */
static bool days_of(const ro_record *record, const ro_time *t, const clock *k, bool lasts, int32_t *first, int32_t *last) {
    if (t->type == RO_TIME_SET) return false;
    if (t->type == RO_TIME_DURATION) {
        bool ahead = lasts || t->earliest || stands_behind(record, t->span, " in within inside ");
        *first = k->said;
        if (!ahead || !k->dated || !add_length(t->value, k->said, last)) return false;
        bool then = !t->earliest && stands_behind(record, t->span, " in ");
        if (then) *first = *last;
        return true;
    }
    if (!read_day(t->earliest, first) || !read_day(t->latest, last)) return false;
    if (k->dated && k->quoted && begins(record, t->span, " tomorrow today tonight ")) {
        *first += k->said - k->today; /* as of the day when it was said */
        *last += k->said - k->today;
    }
    look_ahead(record, t, k, first, last);
    return !k->dated || *last >= k->said;
}

static bool set_due(ro_record *record, ro_commitment *c, uint32_t index, const clock *k, int32_t first, int32_t last) {
    const ro_time *t = &record->times.items[index];
    bool by =
        stands_behind(record, t->span, BY) || stands_behind(record, t->span, " within ") || begins(record, t->span, " later ");
    bool from = stands_behind(record, t->span, " from after since following starting beginning ") || comes_after(record, t->span);
    if (by && k->dated && k->said <= last) first = k->said;
    c->due.time = index;
    c->due.earliest = write_day(record->arena, first);
    c->due.latest = from ? NULL : write_day(record->arena, last);
    return c->due.earliest && (from || c->due.latest);
}

/* By the first time in a stretch that can be meant; *found: there is one. */
static bool find_due(ro_record *record, ro_commitment *c, ro_span within, bool *found) {
    clock k = clock_of(record, c);
    uint32_t said = c->statement < record->statements.count ? record->statements.items[c->statement].time : RO_NONE;
    *found = false;
    for (size_t i = RO_SEARCH(record->times, span, within.start); i < record->times.count; i++) {
        const ro_time *t = &record->times.items[i];
        int32_t first, last;
        if (t->span.start >= within.end) return true;
        bool aside = i == said || (ro_span_overlaps(t->span, c->condition) && !ro_span_equal(within, c->condition));
        if (aside || !days_of(record, t, &k, c->lasts, &first, &last)) continue;
        *found = true;
        return set_due(record, c, (uint32_t)i, &k, first, last);
    }
    return true;
}

bool ro_find_dues(ro_record *record, ro_error *error) {
    for (size_t i = 0; i < record->commitments.count; i++) {
        ro_commitment *c = &record->commitments.items[i];
        bool found;
        if (!find_due(record, c, c->dated, &found)) return ro_fail_memory(error);
        if (!found && !find_due(record, c, c->condition, &found)) return ro_fail_memory(error); /* "unless he leaves by Sunday" */
    }
    return true;
}
