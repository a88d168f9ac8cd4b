#include "find/times_read.h"

/* ---- amounts */

/* "twenty-one", "two hundred and ten". */
static uint32_t read_number_words(const ro_time_reader *r, uint32_t i, int32_t *number) {
    enum { WORDS = 12, MOST = 100000 };
    int32_t total = 0, now = 0, last = 0;
    uint32_t to = 0;
    for (uint32_t at = i; at < r->end && at < i + WORDS && total <= MOST; at++) {
        const ro_lexeme *l = ro_lexeme_at(r, at);
        if (l->kind == RO_TW_CARDINAL && (!now || now % 100 == 0 || (last >= 20 && l->value < 10))) {
            now += last = l->value;
        } else if (l->kind == RO_TW_SCALE && (at > i || l->value == 2) && l->value < 9) {
            int32_t scale = l->value == 2 ? 100 : l->value == 3 ? 1000 : 1000000;
            if (now > 999) return to;
            now = (now ? now : 1) * scale;
            if (scale > 100) {
                total += now;
                now = 0;
            }
            last = 0;
        } else
            break;
        to = at + 1;
        uint32_t next = ro_untie(r, to);
        if (ro_at(r, next, RO_TW_CARDINAL) && next > to) at = next - 1;
        if (ro_at_word(r, to, RO_W_AND) && ro_at(r, to + 1, RO_TW_CARDINAL) && !last) at = to;
    }
    *number = total + now;
    return *number <= MOST ? to : 0;
}

static uint32_t read_number(const ro_time_reader *r, uint32_t i, ro_amount *out) {
    enum { MOST = 100000 };
    const ro_lexeme *l = ro_lexeme_at(r, i), *up = ro_lexeme_at(r, i + 1), *down = ro_lexeme_at(r, i + 3);
    if (l->kind != RO_TW_NUMBER) return read_number_words(r, i, &out->number);
    bool money = i > r->begin && (ro_at_mark(r, i - 1, '$') || ro_at_mark(r, i - 1, '.') || ro_at_mark(r, i - 1, '/'));
    if (money && ro_glued(r, i)) return 0;
    if (l->number > MOST) return 0;
    out->number = (int32_t)l->number;
    out->tenths = l->tenths;
    uint32_t bar = i + 1 + (ro_at_mark(r, i + 1, '-') && ro_glued(r, i + 2));
    up = ro_lexeme_at(r, bar);
    down = ro_lexeme_at(r, bar + 2);
    bool half = up->kind == RO_TW_NUMBER && up->number == 1 && ro_at_mark(r, bar + 1, '/') && down->kind == RO_TW_NUMBER &&
                down->number == 2;
    if (half) out->tenths = 5;
    return half ? bar + 3 : i + 1;
}

/* "a", "a few", "a couple of", "a dozen", "a hundred", "a half". */
static uint32_t read_article_amount(const ro_time_reader *r, uint32_t i, ro_amount *out) {
    uint32_t to = i + 1;
    if (ro_at_word(r, to, RO_W_COUPLE)) {
        out->number = 2;
        return to + 1 + ro_at_word(r, to + 1, RO_W_OF);
    }
    if (ro_at(r, to, RO_TW_VAGUE) && ro_lexeme_at(r, to)->value == 2) {
        out->vague = true;
        return to + 1 + ro_at(r, to + 1, RO_TW_SCALE); /* "a few hundred" */
    }
    if (ro_at_word(r, to, RO_W_DOZEN)) return out->number = 12, to + 1;
    if (ro_at(r, to, RO_TW_SCALE)) return read_number_words(r, to, &out->number);
    if (ro_at_word(r, to, RO_W_HALF)) return out->tenths = 5, to + 1;
    out->number = 1;
    out->bare = true;
    return to;
}

uint32_t ro_read_amount(const ro_time_reader *r, uint32_t i, ro_amount *out) {
    *out = (ro_amount){0};
    if (ro_at(r, i, RO_TW_VAGUE)) {
        out->vague = true;
        return i + 1 + ro_at(r, i + 1, RO_TW_SCALE);
    }
    if (ro_at_word(r, i, RO_W_A)) return read_article_amount(r, i, out);
    if (ro_at_word(r, i, RO_W_HALF)) {
        out->tenths = 5;
        return i + 1 + ro_at_word(r, i + 1, RO_W_A);
    }
    uint32_t to = read_number(r, i, out);
    if (!to) return 0;
    if (ro_at_word(r, to, RO_W_DOZEN)) return out->number *= 12, to + 1;
    bool range =
        ro_at_word(r, to, RO_W_TO) || ro_at_word(r, to, RO_W_OR) || ro_at_mark(r, to, '-') || ro_at_word(r, to, RO_W_AND);
    ro_amount other = {0};
    uint32_t behind = range && !ro_at_word(r, to + 1, RO_W_A) ? read_number(r, to + 1, &other) : 0;
    if (behind && other.number > out->number &&
        (ro_at(r, ro_untie(r, behind), RO_TW_UNITS) || ro_at(r, ro_untie(r, behind), RO_TW_UNIT)))
        return behind;
    if (ro_at_word(r, to, RO_W_AND) && ro_at_word(r, to + 1, RO_W_A) && ro_at_word(r, to + 2, RO_W_HALF)) {
        out->tenths = 5;
        return to + 3;
    }
    return to;
}

/* ---- durations */

/* What may stand between an amount and its unit: "more", "full", "trading". */
static uint32_t skip_kind(const ro_time_reader *r, uint32_t i) {
    static const uint8_t words[] = {RO_W_MORE, RO_W_FULL, RO_W_BUSINESS, RO_W_FISCAL, RO_W_OTHER, RO_W_LONG};
    for (size_t k = 0; ro_at(r, i, RO_TW_WORD) && k < sizeof words; k++)
        if (ro_lexeme_at(r, i)->value == words[k]) return i + 1;
    return i;
}

/* A unit behind an amount; i: where to look. */
static uint32_t read_unit(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = ro_untie(r, i);
    out->amount.tied = at > i;
    if (!out->amount.tied) at = skip_kind(r, i);
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind == RO_TW_SEASONS && !out->amount.tied) {
        out->unit = RO_YEAR;
        return at + 1;
    }
    if (l->kind == RO_TW_ORDINAL && l->value == 2 && out->amount.tied) { /* "10-second" */
        out->unit = RO_SECOND;
        return at + 1;
    }
    if (l->kind != RO_TW_UNIT && l->kind != RO_TW_UNITS) return 0;
    if (l->kind == RO_TW_UNITS && l->capital && i > r->begin && !ro_at(r, at - 1, RO_TW_WORD)) return 0; /* "60 Minutes" */
    if (l->kind == RO_TW_UNIT && (out->amount.number > 1 || out->amount.vague)) out->amount.tied = true; /* "the two day rally" */
    bool part = l->value == RO_QUARTER && !out->towards; /* "a quarter", "three quarters" of anything */
    if (part && (out->amount.tied || out->amount.number == 3 || out->amount.number == 1 || ro_at_word(r, at + 1, RO_W_OF)))
        return 0;
    out->unit = l->value;
    return at + 1;
}

/* "-old", "or so", "and a half", "long": what may close a duration. */
static uint32_t read_close(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t tied = ro_untie(r, i);
    if (ro_at_word(r, tied, RO_W_OLD) && out->unit == RO_YEAR && !out->amount.vague) return 0; /* an age */
    if (tied > i && (ro_at_word(r, tied, RO_W_OLD) || ro_at_word(r, tied, RO_W_LONG))) return tied + 1;
    if (ro_at_word(r, i, RO_W_AND) && ro_at_word(r, i + 1, RO_W_A) && ro_at_word(r, i + 2, RO_W_HALF)) {
        out->amount.tenths = 5;
        out->amount.bare = false;
        return i + 3;
    }
    bool or = ro_at_word(r, i, RO_W_OR);
    if (or &&(ro_at_word(r, i + 1, RO_W_SO) || ro_at_word(r, i + 1, RO_W_MORE))) {
        out->mod = ro_at_word(r, i + 1, RO_W_SO) ? RO_MOD_APPROX : RO_MOD_AT_LEAST;
        return i + 2;
    }
    return i;
}

/* "the past three months", "the first two years", "the nine months": i where nothing like it leads in. */
static uint32_t read_lead(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = i + (ro_at_word(r, i, RO_W_THE) || ro_at_word(r, i, RO_W_ITS) || ro_at_word(r, i, RO_W_THESE));
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (l->kind == RO_TW_ORDINAL && l->value == 1) return at + 1;
    if (l->kind != RO_TW_WORD) return at;
    switch (l->value) {
    case RO_W_PAST:
        if (at == i && ro_at(r, at + 1, RO_TW_UNITS)) return at;
        return out->towards = -1, at + 1;
    case RO_W_LAST:
    case RO_W_PREVIOUS:
    case RO_W_PRIOR:
    case RO_W_RECENT:
    case RO_W_LATEST: return out->towards = -1, at + 1;
    case RO_W_NEXT:
    case RO_W_COMING:
    case RO_W_FOLLOWING: return out->towards = 1, at + 1;
    case RO_W_SAME:
    case RO_W_FULL: return at + 1;
    default: return at;
    }
}

/* Where the words before lead out of a duration: whether units in the plural alone are one. */
static bool may_stand_alone(const ro_time_reader *r, uint32_t i, ro_unit unit) {
    if (unit < RO_DAY || unit == RO_WEEKEND || ro_at_word(r, i + 1, RO_W_OLD) || ro_at(r, i - 1, RO_TW_MARK)) return false;
    if (ro_at_word(r, i - 1, RO_W_OF)) return false;                                 /* "a matter of days", "hundreds of years" */
    if (ro_at(r, i + 1, RO_TW_NUMBER) || ro_at(r, i - 1, RO_TW_SCALE)) return false; /* "the years 2005 to 2015" */
    bool coming = ro_at_word(r, i - 1, RO_W_COMING) || ro_at_word(r, i - 1, RO_W_NEXT);
    return coming || (unit != RO_QUARTER && !ro_at_word(r, i - 1, RO_W_ON));
}

/* "weeks", "the coming weeks", "decades-long". */
static uint32_t read_plural(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t at = read_lead(r, i, out);
    const ro_lexeme *l = ro_lexeme_at(r, at);
    if (at > i && (ro_at_word(r, i, RO_W_THESE) || ro_at(r, at - 1, RO_TW_ORDINAL))) return 0;
    if (at > i && ro_at_word(r, at - 1, RO_W_RECENT) && l->value >= RO_YEAR) return 0; /* the past in general */
    if (l->kind != RO_TW_UNITS || !may_stand_alone(r, at, l->value)) return 0;
    out->unit = l->value;
    out->amount = (ro_amount){.vague = true};
    return read_close(r, at + 1, out);
}

uint32_t ro_read_duration(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    out->shape = RO_SHAPE_DURATION;
    ro_reading plural = *out;
    uint32_t at = read_lead(r, i, out), to = ro_read_amount(r, at, &out->amount);
    if (to) to = read_unit(r, to, out);
    if (!to) {
        to = read_plural(r, i, &plural);
        if (to) *out = plural;
        return to;
    }
    bool led = at > i;
    if (led && out->amount.bare) return 0;
    if (led && out->amount.tied && !out->towards) return 0; /* "the eight-year war": without the article */
    if (!led && out->amount.bare && out->amount.tied) return 0;
    bool couple = out->amount.number == 2 && ro_at_word(r, at, RO_W_A);
    if (couple) out->mod = RO_MOD_APPROX;
    return read_close(r, to, out);
}

/* "day-long", "weeklong". */
uint32_t ro_read_lasting(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    uint32_t tied = ro_untie(r, i + 1);
    bool one = ro_at(r, i, RO_TW_LASTING), two = ro_at(r, i, RO_TW_UNIT) && tied > i + 1 && ro_at_word(r, tied, RO_W_LONG);
    out->shape = RO_SHAPE_DURATION;
    out->unit = ro_lexeme_at(r, i)->value;
    out->amount = (ro_amount){.number = 1, .tied = true};
    return one ? i + 1 : two ? tied + 1 : 0;
}

/* ---- sets */

static bool is_repeated(const ro_lexeme *l) {
    return l->kind == RO_TW_UNIT || l->kind == RO_TW_UNITS || l->kind == RO_TW_WEEKDAY || l->kind == RO_TW_MONTH ||
           l->kind == RO_TW_SEASON || l->kind == RO_TW_PART;
}

static void take_repeated(const ro_lexeme *l, ro_reading *out) {
    switch (l->kind) {
    case RO_TW_WEEKDAY:
    case RO_TW_WEEKDAYS: out->weekday = l->value; break;
    case RO_TW_MONTH: out->month = l->value; break;
    case RO_TW_SEASON: out->season = l->value; break;
    case RO_TW_PART:
    case RO_TW_PARTS: out->part = l->value; break;
    default: out->unit = l->value;
    }
}

/* "every Monday", "each year", "every two weeks", "every other day". */
static uint32_t read_every(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    if (!ro_at_word(r, i, RO_W_EVERY) && !ro_at_word(r, i, RO_W_EACH)) return 0;
    uint32_t at = i + 1;
    out->amount = (ro_amount){.number = 1};
    if (ro_at_word(r, at, RO_W_OTHER))
        out->amount.number = 2, at++;
    else if (ro_at(r, at, RO_TW_CARDINAL) || ro_at(r, at, RO_TW_NUMBER))
        at = ro_read_amount(r, at, &out->amount);
    else if (ro_at(r, at, RO_TW_VAGUE))
        at = ro_read_amount(r, at, &out->amount);
    if (!at || !is_repeated(ro_lexeme_at(r, at))) return 0;
    take_repeated(ro_lexeme_at(r, at), out);
    bool parted = out->weekday && ro_at(r, at + 1, RO_TW_PART);
    if (parted) take_repeated(ro_lexeme_at(r, at + 1), out);
    return at + 1 + parted;
}

/* "Mondays", "Friday nights", "daily". */
static uint32_t read_often(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    const ro_lexeme *l = ro_lexeme_at(r, i);
    out->amount = (ro_amount){.number = 1};
    if (l->kind == RO_TW_OFTEN && l->value != RO_QUARTER) {
        out->unit = l->value;
        return i + 1;
    }
    if (l->kind != RO_TW_WEEKDAYS && l->kind != RO_TW_WEEKDAY) return 0;
    if (!l->capital) return 0;
    take_repeated(l, out);
    bool nights = ro_at(r, i + 1, RO_TW_PARTS);
    if (nights) take_repeated(ro_lexeme_at(r, i + 1), out);
    return nights || l->kind == RO_TW_WEEKDAYS ? i + 1 + nights : 0;
}

/* Whether a number of things stands shortly before "a year": how often, not how long. */
static bool is_rate(const ro_time_reader *r, uint32_t i) {
    enum { BACK = 7 };
    const ro_lexeme *l = ro_lexeme_at(r, i - 1);
    static const uint8_t lengths[] = {RO_W_IN,    RO_W_WITHIN, RO_W_OF,   RO_W_AFTER, RO_W_OVER,   RO_W_THAN,
                                      RO_W_ABOUT, RO_W_NEARLY, RO_W_A,    RO_W_LEAST, RO_W_BEFORE, RO_W_TO,
                                      RO_W_AT,    RO_W_RIGHT,  RO_W_FROM, RO_W_MOST,  RO_W_AND};
    for (size_t k = 0; l->kind == RO_TW_WORD && k < sizeof lengths; k++)
        if (l->value == lengths[k]) return false;
    for (uint32_t k = 1; k < BACK && i >= r->begin + k; k++) {
        l = ro_lexeme_at(r, i - k);
        if (l->kind == RO_TW_MARK && (l->value == '.' || l->value == ',')) return false;
        bool number = l->kind == RO_TW_NUMBER || l->kind == RO_TW_CARDINAL || l->kind == RO_TW_SCALE || l->kind == RO_TW_VAGUE;
        if (number || (l->kind == RO_TW_WORD && (l->value == RO_W_ONCE || l->value == RO_W_TWICE))) return true;
    }
    return false;
}

/* "a year" of "$1 billion a year", "per day". */
static uint32_t read_rate(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    bool per = ro_at_word(r, i, RO_W_PER);
    if (!per && !ro_at_word(r, i, RO_W_A)) return 0;
    const ro_lexeme *l = ro_lexeme_at(r, i + 1);
    if (l->kind != RO_TW_UNIT || (!per && (l->value < RO_HOUR || !is_rate(r, i)))) return 0;
    out->amount = (ro_amount){.number = 1};
    out->unit = l->value;
    return i + 2;
}

uint32_t ro_read_set(const ro_time_reader *r, uint32_t i, ro_reading *out) {
    static uint32_t (*const readers[])(const ro_time_reader *, uint32_t, ro_reading *) = {read_every, read_often, read_rate};
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        ro_reading try = *out;
        uint32_t to = readers[k](r, i, &try);
        if (!to) continue;
        *out = try;
        out->shape = RO_SHAPE_SET;
        return to;
    }
    return 0;
}
