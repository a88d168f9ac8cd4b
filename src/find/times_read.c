#include "find/times_read.h"

/* ---- so many units from a day */

/* "ago", "earlier", "later", "from now" behind an amount of units. */
static uint32_t read_distance_word(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind != RO_TW_WORD) return 0;
    out->told = l->value == RO_W_EARLIER || l->value == RO_W_LATER;
    switch (l->value) {
    case RO_W_AGO:
    case RO_W_EARLIER: return out->shift = -1, i + 1;
    case RO_W_LATER: return out->shift = 1, i + 1;
    case RO_W_FROM: return ro_at_word(r, i + 1, RO_W_NOW) ? (out->shift = 1, i + 2) : 0;
    default: return 0;
    }
}

/* "two weeks ago", "a year earlier", "three days later". */
static uint32_t read_distance(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    ro_reading amount = {0};
    uint32_t to = ro_read_duration(r, i, &amount);
    if (!to || amount.towards || (amount.amount.tied && !ro_at_word(r, ro_untie(r, to), RO_W_AGO))) return 0;
    *out = amount;
    to = read_distance_word(r, to, out);
    out->shape = RO_SHAPE_SHIFT;
    return to;
}

/* Behind "year-ago": "quarter", "period", "third quarter"; i where there is none. */
static uint32_t read_compared(const ro_time_reader *r, uint32_t i) {
    uint32_t at = i;
    if (ro_at(r, at, RO_TW_ORDINAL)) at++;
    if (ro_at_word(r, ro_untie(r, at), RO_W_PERIOD) || ro_at_unit(r, ro_untie(r, at), RO_QUARTER)) return ro_untie(r, at) + 1;
    return i;
}

/* "year-ago", "the year-earlier period". */
static uint32_t read_tied_distance(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + (ro_at_word(r, i, RO_W_THE) || ro_at_word(r, i, RO_W_ITS)), tied = ro_untie(r, at + 1);
    if (!ro_at(r, at, RO_TW_UNIT) || tied == at + 1) return 0;
    out->unit = ro_lexeme_at(r, at)->value;
    out->amount = (ro_amount){.number = 1, .bare = true};
    uint32_t to = read_distance_word(r, tied, out);
    if (!to || out->shift > 0) return 0;
    out->shape = RO_SHAPE_SHIFT;
    out->told = true;
    uint32_t behind = read_compared(r, to);
    return behind > to ? behind : at > i ? 0 : to;
}

/* The distance in units that a word before one says; false: it is none of these. */
static bool read_step(const ro_lexeme *l, bool the, ro_reading *out) {
    if (l->kind != RO_TW_WORD) return false;
    switch (l->value) {
    case RO_W_LAST:
    case RO_W_PAST: out->shift = -1; break;
    case RO_W_NEXT:
    case RO_W_COMING: out->shift = 1; break;
    case RO_W_THIS:
    case RO_W_CURRENT:
    case RO_W_PRESENT: break;
    case RO_W_PREVIOUS:
    case RO_W_PRIOR:
        out->shift = -1;
        out->told = true;
        break;
    case RO_W_FOLLOWING:
        out->shift = 1;
        out->told = true;
        break;
    case RO_W_SAME:
    case RO_W_THAT:
    case RO_W_LATEST:
        out->told = true;
        out->compared = l->value == RO_W_LATEST;
        break;
    default: return false;
    }
    if (the && out->shift == 1 && out->unit == RO_DAY) out->told = true; /* "the next day" */
    return true;
}

/* "last week", "the following month", "that year", "the latest quarter". */
static uint32_t read_step_unit(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    bool the = ro_at_word(r, i, RO_W_THE) || ro_at_word(r, i, RO_W_ITS);
    uint32_t at = i + the, unit = at + 1;
    if (ro_at_word(r, at, RO_W_THIS) && (ro_at_word(r, unit, RO_W_PAST) || ro_at_word(r, unit, RO_W_COMING))) at++, unit++;
    if (ro_at_word(r, at, RO_W_THAT) && ro_at_word(r, unit, RO_W_SAME)) unit++;
    if (ro_at_word(r, unit, RO_W_FISCAL)) {
        out->fiscal = true;
        unit++;
    }
    const ro_lexeme *l = ro_lexeme_at(r, unit);
    bool period = ro_at_word(r, unit, RO_W_PERIOD) && the;
    if (l->kind != RO_TW_UNIT && !period) return 0;
    out->unit = period ? RO_QUARTER : l->value;
    if (!read_step(ro_lexeme_at(r, at), the, out)) return 0;
    if (out->unit < RO_DAY || (period && !out->compared)) return 0;
    out->shape = RO_SHAPE_SHIFT;
    out->which = RO_WHICH_THIS;
    if (ro_lexeme_at(r, at)->capital && l->capital && i > r->begin && !the) return 0; /* a programme: "This Week" */
    bool word_current = ro_at_word(r, at, RO_W_CURRENT) || ro_at_word(r, at, RO_W_PRESENT) || ro_at_word(r, at, RO_W_SAME);
    if (!the && word_current && unit == at + 1 && !ro_at_word(r, i, RO_W_THAT)) return 0;
    if (the && out->shift == -1 && ro_at_word(r, at, RO_W_LAST) && out->unit == RO_DAY) return 0;
    bool so = ro_at_word(r, unit + 1, RO_W_OR) && ro_at_word(r, unit + 2, RO_W_SO);
    if (so) out->mod = RO_MOD_APPROX;
    return unit + 1 + (so ? 2 : 0);
}

/* "the weekend", "the week", "the quarter", "the month". */
static uint32_t read_the_unit(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE);
    if (at == i) return 0;
    bool full = ro_at_word(r, at, RO_W_FULL), fiscal = ro_at_word(r, at + full, RO_W_FISCAL);
    const ro_lexeme *l = ro_lexeme_at(r, at + full + fiscal);
    if (l->kind != RO_TW_UNIT) return 0;
    out->shape = RO_SHAPE_SHIFT;
    out->unit = l->value;
    out->told = l->value == RO_QUARTER;
    out->fiscal = fiscal;
    bool ended = l->value == RO_YEAR && ro_at_word(r, at + full + fiscal + 1, RO_W_ENDED);
    if (ended) {
        out->shape = RO_SHAPE_DURATION;
        out->amount = (ro_amount){.number = 1};
    }
    bool good = ended || l->value == RO_WEEKEND || l->value == RO_QUARTER || ((full || fiscal) && l->value == RO_YEAR);
    return good ? at + full + fiscal + 1 : 0;
}

/* "the week of March 6", "the week ending Friday". */
static uint32_t read_week_of(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE);
    if (!ro_at_unit(r, at, RO_WEEK) || !ro_at_word(r, at + 1, RO_W_OF)) return 0;
    uint32_t to = ro_read_date(r, at + 2, out);
    if (!to || out->shape != RO_SHAPE_CALENDAR || !out->day) return 0;
    out->unit = RO_WEEK;
    out->whole_week = true;
    return to;
}

/* ---- the present, the past, the future */

static bool is_noun_behind(const ro_time_reader *r, uint32_t i) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    return l->kind == RO_TW_NONE ? l->span.end > 0 : l->kind != RO_TW_MARK && l->kind != RO_TW_WORD;
}

/* "the past", "the near future", "the present". */
static uint32_t read_the_reference(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE);
    if (at == i) return 0;
    bool near = ro_at_word(r, at, RO_W_NEAR) || ro_at_word(r, at, RO_W_RECENT);
    const ro_lexeme *l = ro_lexeme_at(r, at + near);
    if (l->kind != RO_TW_WORD || (l->value != RO_W_PAST && l->value != RO_W_FUTURE && l->value != RO_W_PRESENT) || l->capital)
        return 0;
    bool in = i > r->begin && ro_at_word(r, i - 1, RO_W_IN) && ro_at(r, at + near + 1, RO_TW_NONE);
    if (is_noun_behind(r, at + near + 1) && l->value != RO_W_FUTURE && !in) return 0;
    out->reference = l->value == RO_W_PAST ? RO_PAST : l->value == RO_W_FUTURE ? RO_FUTURE : RO_PRESENT;
    return at + near + 1;
}

/* "recent years", "these days", "this time", "right now", "one day". */
static uint32_t read_phrase_reference(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *next = ro_lexeme_at(r, i + 1);
    bool units = next->kind == RO_TW_UNITS && next->value >= RO_DAY, days = units && next->value == RO_DAY;
    bool past = ro_at_word(r, i, RO_W_PAST) && !ro_at_word(r, i - 1, RO_W_THE) && !ro_at_word(r, i - 1, RO_W_THESE);
    if ((ro_at_word(r, i, RO_W_RECENT) || past) && units && next->value >= RO_YEAR) return out->reference = RO_PAST, i + 2;
    if (ro_at_word(r, i, RO_W_THESE) && days) return out->reference = RO_PRESENT, i + 2;
    if (ro_at_word(r, i, RO_W_RIGHT) && ro_at_word(r, i + 1, RO_W_NOW)) return out->reference = RO_PRESENT, i + 2;

    if (ro_at_word(r, i, RO_W_MORE) && ro_at_word(r, i + 1, RO_W_RECENTLY)) return out->reference = RO_PAST, i + 2;
    return 0;
}

static uint32_t read_reference(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    out->shape = RO_SHAPE_REFERENCE;
    uint32_t to = read_the_reference(r, i, out);
    if (!to) to = read_phrase_reference(r, i, out);
    if (to) return to;
    const ro_lexeme *l = ro_lexeme_at(r, i);
    if (l->kind != RO_TW_WORD) return 0;
    switch (l->value) {
    case RO_W_NOW:
    case RO_W_CURRENTLY:
    case RO_W_NOWADAYS:
    case RO_W_CURRENT: return out->reference = RO_PRESENT, i + 1;
    case RO_W_RECENTLY:
    case RO_W_LATELY: return out->reference = RO_PAST, i + 1;
    default: return 0;
    }
}

/* ---- all, with what stands before them */

static uint32_t read_plain(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    static uint32_t (*const readers[])(const ro_time_reader *, uint32_t, ro_reading *) = {
        ro_read_clock, ro_read_date, ro_read_period, read_distance,    read_tied_distance, read_step_unit,
        read_the_unit, read_week_of, ro_read_set,    ro_read_duration, ro_read_lasting,    read_reference};
    uint32_t best = 0;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        ro_reading try = {0};
        uint32_t to = readers[k](r, i, &try);
        if (to <= best) continue;
        best = to;
        *out = try;
    }
    return best;
}

static bool is_stretch(const ro_reading *t) {
    return t->shape == RO_SHAPE_CALENDAR || t->shape == RO_SHAPE_WEEKDAY ||
           (t->shape == RO_SHAPE_SHIFT && !t->clock && !t->amount.number);
}

/* "early", "the end of", "later": a part of the stretch behind it. */
static uint32_t read_part_of(const ro_time_reader *r, uint32_t i, ro_mod *mod) {
    uint32_t at = i + ro_at_word(r, i, RO_W_THE);
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind != RO_TW_WORD) return 0;
    bool of = ro_at_word(r, at + 1, RO_W_OF);
    uint32_t next = ro_untie(r, at + 1);
    switch (l->value) {
    case RO_W_EARLY:
    case RO_W_EARLIER: *mod = RO_MOD_START; break;
    case RO_W_LATE:
    case RO_W_LATER: *mod = RO_MOD_END; break;
    case RO_W_MID: *mod = RO_MOD_MID; break;
    case RO_W_BEGINNING:
    case RO_W_START: *mod = RO_MOD_START; return of ? at + 2 : 0;
    case RO_W_MIDDLE: *mod = RO_MOD_MID; return of ? at + 2 : 0;
    case RO_W_END: *mod = RO_MOD_END; return of ? at + 2 : 0;
    default: return 0;
    }
    bool in = (l->value == RO_W_EARLIER || l->value == RO_W_LATER) && ro_at_word(r, next, RO_W_IN);
    return next + in;
}

/* "this month" or "the month" of which a part is told. */
static uint32_t read_whole(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t to = read_plain(r, i, out);
    bool the = ro_at_word(r, i, RO_W_THE);
    if (to && (is_stretch(out) || !the)) return to;
    if (!the || !ro_at(r, i + 1, RO_TW_UNIT) || ro_lexeme_at(r, i + 1)->value <= RO_DAY) return to;
    *out = (ro_reading){.shape = RO_SHAPE_SHIFT, .unit = ro_lexeme_at(r, i + 1)->value};
    return i + 2;
}

static uint32_t read_part(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    ro_mod mod = RO_MOD_NONE;
    uint32_t at = read_part_of(r, i, &mod), to = at ? read_whole(r, at, out) : 0;
    if (!to || !is_stretch(out) || out->shape == RO_SHAPE_REFERENCE) return 0;
    out->mod = mod;
    return to;
}

/* "year's end", "year-end", "month-end". */
static uint32_t read_units_end(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + (ro_at_word(r, i, RO_W_THE) || ro_at_word(r, i, RO_W_THIS)), to = at + 1;
    if (!ro_at(r, at, RO_TW_UNIT) || ro_lexeme_at(r, at)->value < RO_MONTH) return 0;
    if (ro_at_mark(r, to, '\'') && ro_glued(r, to) && ro_at_word(r, to + 1, RO_W_S)) to += 2;
    to = ro_untie(r, to);
    if (!ro_at_word(r, to, RO_W_END)) return 0;
    *out = (ro_reading){.shape = RO_SHAPE_SHIFT, .unit = ro_lexeme_at(r, at)->value, .mod = RO_MOD_END};
    return to + 1;
}

/* "about", "more than", "at least", "up to": how exact what is behind is. */
static uint32_t read_about(const ro_time_reader *r, uint32_t i, ro_mod *mod) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    bool no = ro_at_word(r, i, RO_W_NO), than = ro_at_word(r, i + no + 1, RO_W_THAN);
    if (l->kind != RO_TW_WORD) return 0;
    switch (ro_lexeme_at(r, i + no)->value) {
    case RO_W_ABOUT: return *mod = RO_MOD_APPROX, no ? 0 : i + 1;
    case RO_W_NEARLY: return *mod = RO_MOD_LESS, no ? 0 : i + 1;
    case RO_W_OVER: return *mod = RO_MOD_MORE, no ? 0 : i + 1;
    case RO_W_MORE: return *mod = no ? RO_MOD_AT_MOST : RO_MOD_MORE, than ? i + no + 2 : 0;
    case RO_W_LESS: return *mod = no ? RO_MOD_AT_LEAST : RO_MOD_LESS, than ? i + no + 2 : 0;
    case RO_W_AT:
        *mod = ro_at_word(r, i + 1, RO_W_LEAST) ? RO_MOD_AT_LEAST : RO_MOD_AT_MOST;
        return ro_at_word(r, i + 1, RO_W_LEAST) || ro_at_word(r, i + 1, RO_W_MOST) ? i + 2 : 0;
    case RO_W_UP: return *mod = RO_MOD_AT_MOST, ro_at_word(r, i + 1, RO_W_TO) ? i + 2 : 0;
    default: return 0;
    }
}

static uint32_t read_rough(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    ro_mod mod = RO_MOD_NONE;
    uint32_t at = read_about(r, i, &mod), to = at ? read_plain(r, at, out) : 0;
    if (!to) return 0;
    bool amount = out->shape == RO_SHAPE_DURATION || (out->shape == RO_SHAPE_SHIFT && (out->amount.number || out->amount.vague));
    bool day = out->shape == RO_SHAPE_CALENDAR || out->clock;
    if (!amount && !(day && mod == RO_MOD_APPROX && !ro_at_word(r, i, RO_W_OVER))) return 0;
    if (amount && out->shape == RO_SHAPE_DURATION && (out->towards || ro_at_word(r, at, RO_W_THE))) return 0;
    if (out->amount.vague && mod == RO_MOD_MORE) return 0;                    /* "over several years" */
    if (out->clock) return 0;                                                 /* "at about [10:35 a.m.]" */
    out->mod = out->amount.vague && mod == RO_MOD_APPROX ? RO_MOD_NONE : mod; /* "some weeks" */
    out->amount.bare = false;
    return to;
}

/* An article's unit is a length only behind words that measure: "for a year". */
static bool is_measured(const ro_time_reader *r, uint32_t i) {
    static const uint8_t words[] = {RO_W_IN, RO_W_WITHIN, RO_W_AFTER, RO_W_OVER, RO_W_THAN, RO_W_FOR, RO_W_OF, RO_W_LAST};
    const ro_lexeme *l = ro_lexeme_at(r, i - 1);
    for (size_t k = 0; l->kind == RO_TW_WORD && k < sizeof words; k++)
        if (l->value == words[k]) return true;
    return false;
}

bool ro_time_read(const ro_time_reader *r, uint32_t from, ro_reading *out) {
    static uint32_t (*const readers[])(const ro_time_reader *, uint32_t, ro_reading *) = {read_plain, read_part, read_units_end,
                                                                                          read_rough};
    uint32_t best = 0;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        ro_reading try = {0};
        uint32_t to = readers[k](r, from, &try);
        if (to <= best) continue;
        best = to;
        *out = try;
    }
    if (!best || (out->shape == RO_SHAPE_DURATION && out->amount.bare && !is_measured(r, from))) return false;
    out->from = from;
    out->to = best;
    return true;
}
