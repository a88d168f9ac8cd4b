#include "find/times_read.h"

/* ---- years */

/* "nineteen ninety-six", "two thousand". */
static uint32_t read_spoken_year(const ro_time_reader *r, uint32_t i, int32_t *year) {
    const ro_lexeme *first = ro_lexeme_at(r, i), *next = ro_lexeme_at(r, i + 1);
    if (first->kind != RO_TW_CARDINAL) return 0;
    if (first->value == 2 && next->kind == RO_TW_SCALE && next->value == 3) {
        *year = 2000;
        return i + 2;
    }
    if (first->value < 15 || first->value > 20 || next->kind != RO_TW_CARDINAL || next->value < 10) return 0;
    *year = first->value * 100 + next->value;
    uint32_t ones = ro_untie(r, i + 2);
    if (next->value < 20 || !ro_at(r, ones, RO_TW_CARDINAL) || ro_lexeme_at(r, ones)->value > 9) return i + 2;
    *year += ro_lexeme_at(r, ones)->value;
    return ones + 1;
}

/* "'96". */
static uint32_t read_short_year(const ro_time_reader *r, uint32_t i, int32_t *year) {
    const ro_lexeme *l = ro_lexeme_at(r, i + 1);
    if (!ro_at_mark(r, i, '\'') || ro_glued(r, i) || !ro_glued(r, i + 1) || l->kind != RO_TW_NUMBER || l->digits != 2) return 0;
    *year = (int32_t)l->number + (l->number < 40 ? 2000 : 1900);
    return i + 2;
}

static uint32_t read_year(const ro_time_reader *r, uint32_t i, int32_t *year) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind != RO_TW_NUMBER) {
        uint32_t to = read_spoken_year(r, i, year);
        return to ? to : read_short_year(r, i, year);
    }
    bool plain = l->digits == 4 && !l->grouped && !l->tenths && l->number >= 1500 && l->number < 2100;
    bool tied = ro_glued(r, i) && !ro_at_mark(r, i - 1, '(') && !ro_at_mark(r, i - 1, '-') && !ro_at_mark(r, i - 1, '`') &&
                !ro_at_mark(r, i - 1, '\'') && !ro_at_mark(r, i - 1, '"') && !ro_at_mark(r, i - 1, '/');
    if (!plain || tied || ro_at_mark(r, i + 1, '%')) return 0;
    bool letter = ro_glued(r, i + 1) && !ro_at(r, i + 1, RO_TW_MARK);
    if (letter || (ro_at_mark(r, i + 1, ':') && ro_glued(r, i + 2))) return 0;
    *year = (int32_t)l->number;
    return i + 1;
}

/* ---- months and days */

static bool before_month(const ro_time_reader *r, uint32_t i) {
    static const uint8_t words[] = {RO_W_IN,   RO_W_OF,     RO_W_TO,   RO_W_FROM,  RO_W_LAST,    RO_W_NEXT, RO_W_THIS, RO_W_EARLY,
                                    RO_W_LATE, RO_W_BEFORE, RO_W_ON,   RO_W_AFTER, RO_W_BETWEEN, RO_W_PAST, RO_W_MID,  RO_W_THAT,
                                    RO_W_AND,  RO_W_OR,     RO_W_EACH, RO_W_EVERY, RO_W_AT,      RO_W_BY,   RO_W_FOR};
    const ro_lexeme *l = ro_lexeme_at(r, i - 1);
    for (size_t k = 0; i > r->begin && l->kind == RO_TW_WORD && k < sizeof words; k++)
        if (l->value == words[k]) return true;
    return i > r->begin && (ro_at_mark(r, i - 1, '-') || ro_at(r, i - 1, RO_TW_MONTH));
}

static bool before_number(const ro_time_reader *r, uint32_t i) {
    return ro_at(r, i, RO_TW_NUMBER) && ro_lexeme_at(r, i)->gap == RO_GAP_SPACE;
}

/* A month's name, whole or cut; "May" and "March" only where no other word can stand. */
static uint32_t read_month(const ro_time_reader *r, uint32_t i, int32_t *month) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    uint32_t size = l->span.end - l->span.start, to = i + 1;
    if (l->kind != RO_TW_MONTH || !l->capital) return 0;
    bool may = l->value == 5, cut = size <= 4 && !may && !(l->value == 6 && size == 4) && !(l->value == 7 && size == 4);
    if (cut && ro_at_mark(r, to, '.') && ro_glued(r, to)) to++;
    bool dotted = to > i + 1;
    if (may && !before_month(r, i) && !before_number(r, to)) return 0;
    if (l->value == 3 && ro_at_word(r, to, RO_W_OF) && (ro_at_word(r, to + 1, RO_W_THE) || !ro_at(r, to + 1, RO_TW_WORD)) &&
        !ro_at(r, to + 1, RO_TW_NUMBER))
        return 0; /* "the March of the Mothers" */
    if (cut && !dotted && !before_number(r, to) && !(i > r->begin && ro_at(r, i - 1, RO_TW_NUMBER))) return 0;
    *month = l->value;
    return to;
}

/* "7", "7th", "the 7th"; never the head of "7 people" where the number is large. */
static uint32_t read_day_number(const ro_time_reader *r, uint32_t i, int32_t *day) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind == RO_TW_ORDINAL) {
        *day = l->value;
        return i + 1;
    }
    if (l->kind != RO_TW_NUMBER || l->digits > 2 || l->tenths || !l->number || l->number > 31) return 0;
    uint32_t to = i + 1;
    if (ro_at_word(r, to, RO_W_SUFFIX) && ro_glued(r, to)) to++;
    if (ro_at_mark(r, to, '%') || ro_at(r, to, RO_TW_SCALE) || (ro_at_mark(r, to, ':') && ro_glued(r, to + 1))) return 0;
    if (ro_glued(r, to) && !ro_at(r, to, RO_TW_MARK)) return 0;
    *day = (int32_t)l->number;
    return to;
}

static bool is_comma(const ro_time_reader *r, uint32_t i) { return ro_at_mark(r, i, ','); }

/* "last year", "this year", "of next year": years from the report's. */
static uint32_t read_which_year(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_OF);
    at += at > i && ro_at_word(r, at, RO_W_THE);
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind != RO_TW_WORD) return 0;
    bool last = l->value == RO_W_LAST || l->value == RO_W_PREVIOUS, next = l->value == RO_W_NEXT || l->value == RO_W_FOLLOWING;
    if (!last && !next && l->value != RO_W_THIS && l->value != RO_W_CURRENT && l->value != RO_W_THAT) return 0;
    uint32_t to = at + 1 + ro_at_word(r, at + 1, RO_W_FISCAL);
    if (!ro_at(r, to, RO_TW_UNIT) || ro_lexeme_at(r, to)->value != RO_YEAR) return 0;
    out->year = next - last;
    out->year_shifted = true;
    return to + 1;
}

/* The year behind a month, a quarter and the like: "1998", ", 1998", "of 1998", "last year"; i itself where there is none. */
static uint32_t read_year_behind(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + (is_comma(r, i) || ro_at_word(r, i, RO_W_OF)), to;
    at += at > i && ro_at_word(r, i, RO_W_OF) && ro_at_word(r, at, RO_W_FISCAL);
    if ((to = read_year(r, at, &out->year))) return to;
    to = is_comma(r, i) ? 0 : read_which_year(r, i, out);
    return to ? to : i;
}

/* The second of "Jan. 3-5"; i where there is none. */
static uint32_t read_last_day(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i + 1);
    bool range = ro_at_mark(r, i, '-') && ro_glued(r, i) && ro_glued(r, i + 1) && l->kind == RO_TW_NUMBER && l->digits < 3;
    if (!range || (int32_t)l->number <= out->day || l->number > 31 || ro_glued(r, i + 2) != ro_at(r, i + 2, RO_TW_MARK)) return i;
    out->last_day = (int32_t)l->number;
    return i + 2;
}

/* "Aug. 7", "August 7, 1998", "August 1998", "August". */
static uint32_t read_month_first(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t to = read_month(r, i, &out->month), at = to;
    if (!to) return 0;
    uint32_t behind = read_day_number(r, at, &out->day);
    if (!behind || out->day > 31) {
        out->day = 0;
        return read_year_behind(r, to, out);
    }
    if (ro_at_mark(r, behind, '-') && ro_glued(r, behind) && ro_glued(r, behind + 1) && ro_at(r, behind + 1, RO_TW_UNIT)) {
        out->day = 0; /* "August 30-day notes" */
        return to;
    }
    return read_year_behind(r, read_last_day(r, behind, out), out);
}

/* "7 August 1998", "the 7th of August". */
static uint32_t read_day_first(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = read_day_number(r, i + ro_at_word(r, i, RO_W_THE), &out->day);
    if (!at) return 0;
    bool of = ro_at_word(r, at, RO_W_OF);
    if (ro_at(r, i, RO_TW_ORDINAL) && !of) return 0;
    uint32_t to = read_month(r, at + of, &out->month);
    return to ? read_year_behind(r, to, out) : 0;
}

/* "9/11" names a day. */
static bool is_nine_eleven(const ro_time_reader *r, uint32_t i) {
    const ro_lexeme *a = ro_lexeme_at(r, i), *b = ro_lexeme_at(r, i + 2);
    bool numbers = a->kind == RO_TW_NUMBER && a->number == 9 && a->digits == 1 && b->kind == RO_TW_NUMBER && b->number == 11;
    return numbers && ro_at_mark(r, i + 1, '/') && ro_glued(r, i + 1) && ro_glued(r, i + 2) && !ro_at_mark(r, i + 3, '/');
}

/* "1998-08-07", "8/7/1998", "8/7/98", "2011-12". */
static uint32_t read_digits(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *a = ro_lexeme_at(r, i), *b = ro_lexeme_at(r, i + 2), *c = ro_lexeme_at(r, i + 4);
    if (is_nine_eleven(r, i)) {
        *out = (ro_reading){.year = 2001, .month = 9, .day = 11};
        return i + 3;
    }
    if (a->kind != RO_TW_NUMBER || b->kind != RO_TW_NUMBER || c->kind != RO_TW_NUMBER) return 0;
    for (uint32_t k = 1; k < 5; k++)
        if (!ro_glued(r, i + k)) return 0;
    bool iso = ro_at_mark(r, i + 1, '-') && ro_at_mark(r, i + 3, '-') && a->digits == 4 && b->digits == 2 && c->digits == 2;
    bool slashes = ro_at_mark(r, i + 1, '/') && ro_at_mark(r, i + 3, '/') && a->digits < 3 && b->digits < 3 &&
                   (c->digits == 2 || c->digits == 4);
    if (!iso && !slashes) return 0;
    out->year = (int32_t)(iso ? a->number : c->digits == 4 ? c->number : c->number + (c->number < 40 ? 2000 : 1900));
    out->month = (int32_t)(iso ? b->number : a->number);
    out->day = (int32_t)(iso ? c->number : b->number);
    if (slashes && out->month > 12) { /* the European order */
        out->month = (int32_t)b->number;
        out->day = (int32_t)a->number;
    }
    return out->month && out->month <= 12 && out->day && out->day <= 31 ? i + 5 : 0;
}

/* ---- holidays */

static uint32_t read_holiday(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    uint32_t to = i + 1;
    bool year = ro_at_word(r, i, RO_W_NEW) && ro_at(r, to, RO_TW_UNIT) && ro_lexeme_at(r, to)->value == RO_YEAR;
    if (!l->capital || (l->kind != RO_TW_HOLIDAY && !year)) return 0;
    out->holiday = year ? RO_NEW_YEAR : l->value;
    if (year) to++;
    if (ro_at_mark(r, to, '\'') && ro_glued(r, to)) to += ro_at_word(r, to + 1, RO_W_S) && ro_glued(r, to + 1) ? 2 : 1;
    bool day = ro_at(r, to, RO_TW_UNIT) && ro_lexeme_at(r, to)->value == RO_DAY && ro_lexeme_at(r, to)->capital;
    bool eve = ro_at_word(r, to, RO_W_EVE);
    bool alone = out->holiday == RO_CHRISTMAS || out->holiday == RO_EASTER || out->holiday == RO_THANKSGIVING ||
                 out->holiday == RO_HALLOWEEN;
    const ro_lexeme *name = ro_lexeme_at(r, to); /* "Easter Island" */
    if (!day && !eve && (!alone || (name->kind == RO_TW_NONE && name->capital && name->gap == RO_GAP_SPACE))) return 0;
    if (eve) out->shift = -1;
    if (out->holiday == RO_EASTER && ro_at(r, to, RO_TW_WEEKDAY) && ro_lexeme_at(r, to)->value != 7) {
        out->shift = ro_lexeme_at(r, to)->value == 1 ? 1 : ro_lexeme_at(r, to)->value - 7;
        day = true;
    } else if (out->holiday == RO_EASTER && ro_at(r, to, RO_TW_WEEKDAY))
        day = true;
    to = day || eve ? to + 1 : alone ? i + 1 : to;
    return read_year_behind(r, to, out);
}

/* ---- weekdays */

static uint32_t read_weekday_name(const ro_time_reader *r, uint32_t i, int32_t *weekday) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind != RO_TW_WEEKDAY || !l->capital) return 0;
    *weekday = l->value;
    if (l->span.end - l->span.start > 5) return i + 1;
    return ro_at_mark(r, i + 1, '.') && ro_glued(r, i + 1) ? i + 2 : 0;
}

/* "of last week", "next week": which week's day it is. */
static uint32_t read_week_behind(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_OF);
    const ro_lexeme *l = ro_lexeme_at(r, at), *unit = ro_lexeme_at(r, at + 1);
    if (l->kind != RO_TW_WORD || unit->kind != RO_TW_UNIT || unit->value != RO_WEEK) return i;
    if (l->value != RO_W_LAST && l->value != RO_W_NEXT && l->value != RO_W_THIS) return i;
    out->year_shifted = true;
    out->shift = l->value == RO_W_LAST ? -1 : l->value == RO_W_NEXT;
    return at + 2;
}

/* "Friday", "Friday, Aug. 7, 1998"; which: a word before it says which. */
static uint32_t read_weekday(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t to = read_weekday_name(r, i, &out->weekday);
    if (!to) return 0;
    ro_reading date = *out;
    uint32_t at = to + is_comma(r, to);
    uint32_t behind = read_month_first(r, at, &date);
    if (!behind || !date.day) behind = read_day_first(r, at + ro_at_word(r, at, RO_W_THE), &date);
    if (behind && date.day) {
        *out = date;
        out->shape = RO_SHAPE_CALENDAR;
        return behind;
    }
    out->shape = RO_SHAPE_WEEKDAY;
    return read_week_behind(r, to, out);
}

/* ---- days by their distance, and which of the named ones */

static bool read_which_word(const ro_time_reader *r, uint32_t i, ro_which *which) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind != RO_TW_WORD) return false;
    switch (l->value) {
    case RO_W_LAST:
    case RO_W_PAST: return *which = RO_WHICH_LAST, true;
    case RO_W_NEXT:
    case RO_W_COMING: return *which = RO_WHICH_NEXT, true;
    case RO_W_THIS: return *which = RO_WHICH_THIS, true;
    default: return false;
    }
}

static uint32_t read_today(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    uint32_t at = i, to = i + 1;
    bool the_day = ro_at(r, i + ro_at_word(r, i, RO_W_THE), RO_TW_UNIT);
    if (the_day) { /* "the day after tomorrow" */
        at = i + ro_at_word(r, i, RO_W_THE);
        bool after = ro_at_word(r, at + 1, RO_W_AFTER), before = ro_at_word(r, at + 1, RO_W_BEFORE);
        l = ro_lexeme_at(r, at + 2);
        if (ro_lexeme_at(r, at)->value != RO_DAY || (!after && !before) || l->kind != RO_TW_WORD) return 0;
        if (l->value != (after ? RO_W_TOMORROW : RO_W_YESTERDAY)) return 0;
        out->shift = after - before;
        to = at + 3;
    }
    if (l->kind != RO_TW_WORD) return 0;
    if (l->value != RO_W_TODAY && l->value != RO_W_TOMORROW && l->value != RO_W_YESTERDAY && l->value != RO_W_TONIGHT) return 0;
    out->shape = RO_SHAPE_SHIFT;
    out->unit = RO_DAY;
    out->as_day = true;
    out->shift += (l->value == RO_W_TOMORROW) - (l->value == RO_W_YESTERDAY);
    if (l->value == RO_W_TONIGHT) out->part = RO_NIGHT;
    return to;
}

/* "this morning", "last night", "the next morning": a part of a day with a word that says which day. */
static uint32_t read_part_of_which(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE), mod = at + 1;
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind != RO_TW_WORD) return 0;
    if (ro_at_word(r, mod, RO_W_EARLY) || ro_at_word(r, mod, RO_W_LATE)) mod++;
    const ro_lexeme *part = ro_lexeme_at(r, mod);
    if (part->kind != RO_TW_PART || part->value > RO_NIGHT) return 0;
    bool night = part->value == RO_NIGHT || part->value == RO_EVENING, the = at > i;
    out->shape = RO_SHAPE_SHIFT;
    out->unit = RO_DAY;
    out->as_day = true;
    out->part = part->value;
    if (l->value == RO_W_LAST && night && !the) return out->shift = -1, mod + 1;
    if (l->value == RO_W_THIS && !the) return mod + 1;
    out->told = true;
    if (l->value == RO_W_NEXT || l->value == RO_W_FOLLOWING) return out->shift = 1, mod + 1;
    if (l->value == RO_W_PREVIOUS) return out->shift = -1, mod + 1;
    return l->value == RO_W_THAT || l->value == RO_W_SAME ? mod + 1 : 0;
}

/* "Friday morning", "yesterday afternoon", "early Friday morning": the part behind a day. */
static uint32_t read_part_behind(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    bool named = out->shape == RO_SHAPE_WEEKDAY || (out->shape == RO_SHAPE_SHIFT && out->as_day) ||
                 (out->shape == RO_SHAPE_CALENDAR && (out->day || out->holiday));
    if (!named || out->part || l->kind != RO_TW_PART || l->value > RO_MIDNIGHT) return i;
    out->part = l->value;
    return i + 1;
}

static uint32_t read_named_day(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    static uint32_t (*const readers[])(const ro_time_reader *, uint32_t, ro_reading *) = {
        read_digits, read_weekday, read_today, read_day_first, read_month_first, read_holiday};
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        ro_reading try = *out;
        uint32_t to = readers[k](r, i, &try);
        if (!to) continue;
        *out = try;
        return to;
    }
    return 0;
}

uint32_t ro_read_date(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    ro_reading part = *out;
    uint32_t to = read_part_of_which(r, i, &part);
    if (to) {
        *out = part;
        return to;
    }
    ro_which which = RO_WHICH_ANY;
    uint32_t at = i;
    if (read_which_word(r, i, &which)) at++;
    if (at > i && ro_at_word(r, at, RO_W_PAST)) { /* "this past Friday" */
        which = RO_WHICH_LAST;
        at++;
    }
    to = read_named_day(r, at, out);
    if (!to || (at > i && (out->day || out->shape == RO_SHAPE_SHIFT || out->year))) return 0;
    out->which = which;
    return read_part_behind(r, to, out);
}

/* ---- quarters, seasons, years, decades, centuries */

/* "third quarter", "fiscal third-quarter", "second half". */
static uint32_t read_ordered(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i;
    if (ro_at_word(r, at, RO_W_FISCAL)) {
        out->fiscal = true;
        at = ro_untie(r, at + 1);
    }
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (ro_at_word(r, at, RO_W_LAST) && ro_at_word(r, at + 1, RO_W_HALF)) {
        out->half = 2;
        return read_year_behind(r, at + 2, out);
    }
    if (l->kind != RO_TW_ORDINAL || l->value > 4) return 0;
    uint32_t unit = ro_untie(r, at + 1);
    out->amount.tied = unit > at + 1;
    if (ro_at_word(r, unit, RO_W_FISCAL)) unit = ro_untie(r, unit + 1);
    if (ro_at_unit(r, unit, RO_QUARTER))
        out->quarter = l->value;
    else if (ro_at_word(r, unit, RO_W_HALF) && l->value < 3)
        out->half = l->value;
    else
        return 0;
    return read_year_behind(r, unit + 1, out);
}

/* "the third quarter of 1998", "this year's first half", "the 1998 third quarter". */
static uint32_t read_quarter(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i, to;
    if (ro_at_word(r, at, RO_W_THE) || ro_at_word(r, at, RO_W_ITS)) at++;
    if ((to = read_ordered(r, at, out)))
        return at > i && out->amount.tied ? 0 : to; /* "the third-quarter loss": without article */
    uint32_t year = read_year(r, at, &out->year);
    if (!year) year = read_which_year(r, at, out);
    if (!year) return 0;
    if (ro_at_mark(r, year, '\'') && ro_glued(r, year) && ro_at_word(r, year + 1, RO_W_S)) year += 2;
    if ((to = read_ordered(r, ro_untie(r, year), out))) return to;
    bool period = ro_at_word(r, year, RO_W_PERIOD), quarter = ro_at_unit(r, year, RO_QUARTER);
    if (!(period || quarter)) return 0;
    out->compared = true; /* "the 1988 quarter": of which there was talk */
    return year + 1;
}

static uint32_t read_season(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i;
    ro_which which = RO_WHICH_ANY;
    bool the = ro_at_word(r, at, RO_W_THE), said = read_which_word(r, at, &which);
    at += the || said;
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind != RO_TW_SEASON) return 0;
    out->season = l->value;
    uint32_t to = read_year_behind(r, at + 1, out);
    bool noun = at > i || to > at + 1 || (i > r->begin && ro_at_word(r, i - 1, RO_W_IN)) || ro_at_word(r, i - 1, RO_W_EARLY) ||
                ro_at_word(r, i - 1, RO_W_LATE) || ro_at_word(r, i - 1, RO_W_OF) || ro_at_word(r, i - 1, RO_W_LATER);
    bool verb = the && (l->value == 3 || l->value == 1) && ro_at_word(r, at + 1, RO_W_OF); /* "the fall of the wall" */
    if (!noun || (verb && to == at + 1)) return 0;
    if (said) out->which = which;
    return to;
}

/* "the 1990s", "the nineties", "the '90s". */
static uint32_t read_decade(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE), number = at + ro_at_mark(r, at, '\'');
    const ro_lexeme *l = ro_lexeme_at(r, number);
    out->span_years = 10;
    if (l->kind == RO_TW_DECADE && (at > i || ro_at_mark(r, i - 1, '-') || ro_at_word(r, i - 1, RO_W_EARLY) ||
                                    ro_at_word(r, i - 1, RO_W_LATE) || ro_at_word(r, i - 1, RO_W_MID))) {
        out->tens = 1900 + l->value;
        return number + 1;
    }
    if (l->kind != RO_TW_NUMBER || l->grouped || l->tenths || l->number % 10) return 0;
    uint32_t s = number + 1 + ro_at_mark(r, number + 1, '\'');
    if (!ro_at_word(r, s, RO_W_S) || !ro_glued(r, s) || !ro_glued(r, number + 1)) return 0;
    bool four = l->digits == 4 && l->number >= 1500 && l->number < 2100, two = l->digits == 2 && number > at;
    if (!four && !two) return 0;
    out->tens = (int32_t)(four ? l->number : l->number + (l->number < 30 ? 2000 : 1900));
    if (l->number % 100 == 0 && four && l->number != 2000) out->span_years = 100;
    return s + 1;
}

/* "the 20th century". */
static uint32_t read_century(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE), to = at + 1;
    const ro_lexeme *l = ro_lexeme_at(r, at);
    int32_t number = l->kind == RO_TW_ORDINAL ? l->value : l->kind == RO_TW_NUMBER && l->number < 30 ? (int32_t)l->number : 0;
    if (l->kind == RO_TW_CARDINAL && l->value == 20 && ro_at(r, ro_untie(r, to), RO_TW_ORDINAL)) {
        to = ro_untie(r, to);
        number = 20 + ro_lexeme_at(r, to++)->value;
    } else if (l->kind == RO_TW_NUMBER && !(ro_at_word(r, to, RO_W_SUFFIX) && ro_glued(r, to++)))
        return 0;
    if (number < 5 || !ro_at_unit(r, ro_untie(r, to), RO_CENTURY)) return 0;
    out->span_years = 100;
    out->tens = (number - 1) * 100;
    return ro_untie(r, to) + 1;
}

/* "fiscal 1989", "the year 2000", "fiscal year 1998", "the fiscal year". */
static uint32_t read_year_named(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE), to;
    bool fiscal = ro_at_word(r, at, RO_W_FISCAL), year = ro_at_unit(r, at + fiscal, RO_YEAR);
    if (!fiscal && !year) return 0;
    out->fiscal = fiscal;
    to = read_year(r, at + fiscal + year, &out->year);
    return to && (fiscal || ro_at(r, to - 1, RO_TW_NUMBER) || ro_at(r, to - 1, RO_TW_SCALE)) ? to : 0;
}

/* Whether a number of four digits can be a year by what stands beside it, and no number of things. */
static bool is_year_alone(const ro_time_reader *r, uint32_t i, uint32_t to) {
    static const uint8_t before[] = {RO_W_IN,     RO_W_OF,  RO_W_TO,    RO_W_FROM,    RO_W_EARLY, RO_W_LATE,
                                     RO_W_BEFORE, RO_W_THE, RO_W_AFTER, RO_W_BETWEEN, RO_W_MID,   RO_W_AND,
                                     RO_W_ITS,    RO_W_A,   RO_W_THIS,  RO_W_FISCAL,  RO_W_OR};
    const ro_lexeme *l = ro_lexeme_at(r, i - 1);
    if (i == r->begin) return ro_at(r, to, RO_TW_NONE);
    if (ro_at_mark(r, i - 1, '$') || ro_at_mark(r, i - 1, '#')) return false;
    for (size_t k = 0; l->kind == RO_TW_WORD && k < sizeof before; k++)
        if (l->value == before[k]) return true;
    return true;
}

static uint32_t read_year_alone(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t to = ro_at(r, i, RO_TW_CARDINAL) && !read_spoken_year(r, i, &out->year) ? 0 : read_year(r, i, &out->year);
    if (!to || (to == i + 2 && ro_at(r, i + 1, RO_TW_SCALE))) return 0; /* "two thousand" may count anything */
    if (ro_at(r, to, RO_TW_UNITS) || ro_at(r, to, RO_TW_SCALE)) return 0;
    return is_year_alone(r, i, to) ? to : 0;
}

uint32_t ro_read_period(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    static uint32_t (*const readers[])(const ro_time_reader *, uint32_t, ro_reading *) = {
        read_quarter, read_season, read_decade, read_century, read_year_named, read_year_alone};
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        ro_reading try = *out;
        uint32_t to = readers[k](r, i, &try);
        if (!to) continue;
        *out = try;
        out->shape = RO_SHAPE_CALENDAR;
        return to;
    }
    return 0;
}

/* ---- the clock */

static uint32_t read_zone(const ro_time_reader *r, uint32_t i) {
    if (ro_at_word(r, i, RO_W_LOCAL) && ro_at_word(r, i + 1, RO_W_TIME)) return i + 2;
    const ro_lexeme *l = ro_lexeme_at(r, i);
    return l->kind == RO_TW_ZONE && l->capital && l->gap != RO_GAP_PARAGRAPH ? i + 1 : i;
}

/* "in the morning", "at night": i where there is none. */
static uint32_t read_half_in_words(const ro_time_reader *r, uint32_t i, bool *after_noon) {
    bool in = ro_at_word(r, i, RO_W_IN) && ro_at_word(r, i + 1, RO_W_THE), night = ro_at_word(r, i, RO_W_AT);
    uint32_t part = i + (in ? 2 : 1);
    if (!(in || night) || !ro_at(r, part, RO_TW_PART)) return i;
    uint8_t value = ro_lexeme_at(r, part)->value;
    if (night != (value == RO_NIGHT) || value > RO_NIGHT) return i;
    *after_noon = value != RO_MORNING;
    return part + 1;
}

/* "10:35 a.m.", "5 p.m. EST", "8 o'clock", "1400 GMT", "4 in the morning". */
static uint32_t read_hour(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i), *m = ro_lexeme_at(r, i + 2);
    bool word = l->kind == RO_TW_CARDINAL && l->value <= 12;
    if (!word && (l->kind != RO_TW_NUMBER || l->grouped || (l->tenths && l->digits > 2))) return 0;
    if (!word && ro_glued(r, i) && !ro_at_mark(r, i - 1, '(') && !ro_at_mark(r, i - 1, '-')) return 0;
    uint32_t to = i + 1;
    out->hour = word ? l->value : (int32_t)l->number;
    bool half_day = ro_at_word(r, to + 2, RO_W_AM) || ro_at_word(r, to + 2, RO_W_PM);
    bool minutes = (ro_at_mark(r, to, ':') || (ro_at_mark(r, to, '.') && half_day)) && ro_glued(r, to) && ro_glued(r, to + 1) &&
                   m->kind == RO_TW_NUMBER && m->digits == 2;
    if (minutes) {
        out->minute = (int32_t)m->number;
        to += 2;
    }
    bool military = !word && l->digits == 4, after = false;
    if (military) {
        out->minute = out->hour % 100;
        out->hour /= 100;
    }
    bool am = ro_at_word(r, to, RO_W_AM), pm = ro_at_word(r, to, RO_W_PM), o_clock = ro_at_word(r, to, RO_W_OCLOCK);
    to += am || pm || o_clock;
    uint32_t half = am || pm ? to : read_half_in_words(r, to, &after);
    bool by_words = half > to && (o_clock || !l->tenths);
    if (by_words) to = half;
    uint32_t zone = read_zone(r, to);
    if (!(am || pm || o_clock || minutes || by_words || (zone > to && military))) return 0;
    if ((pm || (by_words && after)) && out->hour < 12) out->hour += 12;
    if ((am || (by_words && !after)) && out->hour == 12) out->hour = 0;
    return out->hour <= 24 && out->minute < 60 ? zone : 0;
}

/* "noon", "midnight", and whatever has an hour; a day behind it belongs to it: "10 p.m. Wednesday". */
uint32_t ro_read_clock(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    uint32_t to = 0;
    if (l->kind == RO_TW_PART && l->value >= RO_NOON) {
        out->hour = l->value == RO_NOON ? 12 : 24;
        to = read_zone(r, i + 1);
    } else
        to = read_hour(r, i, out);
    if (!to) return 0;
    out->clock = true;
    out->shape = RO_SHAPE_SHIFT;
    out->unit = RO_DAY;
    out->as_day = out->told = true; /* the day that is told beside it, if any */
    ro_reading day = {0};
    uint32_t at = to + ro_at_mark(r, to, ','), behind = read_named_day(r, at, &day);
    bool whole = behind && (day.day || day.shape != RO_SHAPE_CALENDAR);
    if (!whole) return to;
    day.clock = true;
    day.hour = out->hour;
    day.minute = out->minute;
    *out = day;
    return behind;
}
