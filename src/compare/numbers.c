#include "compare/side.h"

#include <ctype.h>
#include <math.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct entry {
    const char *word;
    double value;
} entry;

static const entry small_numbers[] = {
    {"two", 2},      {"three", 3},      {"four", 4},      {"five", 5},      {"six", 6},       {"seven", 7},     {"eight", 8},
    {"nine", 9},     {"ten", 10},       {"eleven", 11},   {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},   {"forty", 40},
    {"fifty", 50},   {"sixty", 60},     {"seventy", 70},  {"eighty", 80},   {"ninety", 90},   {"dozen", 12},
};
static const entry magnitudes[] = {
    {"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}, {"k", 1e3},
    {"m", 1e6},       {"mn", 1e6},       {"bn", 1e9},      {"b", 1e9},       {"tn", 1e12},
};
static const entry ordinals[] = {
    {"first", 1}, {"second", 2},  {"third", 3},  {"fourth", 4}, {"fifth", 5},
    {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9},  {"tenth", 10},
};
static const entry months[] = {
    {"january", 1},   {"february", 2}, {"march", 3},     {"april", 4},     {"may", 5},  {"june", 6}, {"july", 7}, {"august", 8},
    {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12}, {"jan", 1},  {"feb", 2},  {"mar", 3},  {"apr", 4},
    {"jun", 6},       {"jul", 7},      {"aug", 8},       {"sep", 9},       {"sept", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12},
};
static const entry weekdays[] = {
    {"monday", 1}, {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4}, {"friday", 5}, {"saturday", 6}, {"sunday", 7},
};
static const struct {
    const char *word;
    char currency;
    double value;
} currencies[] = {
    {"dollar", '$', 1}, {"cent", 0, 0.01}, {"euro", 'e', 1}, {"pound", 'p', 1}, {"yen", 'y', 1},  {"ruble", 'r', 1},
    {"rouble", 'r', 1}, {"rupee", 'i', 1}, {"yuan", 'c', 1}, {"franc", 'f', 1}, {"peso", 'm', 1},
};
static const struct {
    const char *sign;
    char currency;
} money_signs[] = {{"$", '$'}, {"us$", '$'}, {"a$", 'a'}, {"c$", 'd'}, {"€", 'e'}, {"£", 'p'}, {"¥", 'y'}};

static const entry *look_up(const entry *list, size_t count, const char *word, size_t size) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i].word) == size && !memcmp(list[i].word, word, size)) return &list[i];
    return NULL;
}
#define LOOK_UP(list, word) look_up(list, COUNT(list), word, strlen(word))

/* ---- a word's own number */

typedef struct reading {
    const ro_side *side;
    ro_number number;
} reading;

static const char *word_at(const ro_side *s, size_t i) { return i < s->words.count ? s->words.items[i].folded : ""; }

static size_t sign_of(const char *word, char *currency) {
    for (size_t i = 0; i < COUNT(money_signs); i++) {
        size_t size = strlen(money_signs[i].sign);
        if (strncmp(word, money_signs[i].sign, size)) continue;
        *currency = money_signs[i].currency;
        return size;
    }
    return 0;
}

/* The place of the last digit that is not a zero: 0.1 of "26.8", 1000 of "100,000" less what rounding would hide. */
static double unit_of(double value, int decimals) {
    double unit = pow(10, -decimals);
    while (!decimals && value >= 10 * unit && fabs(fmod(value, 10 * unit)) < unit / 2) unit *= 10;
    return unit;
}

/* Digits with commas between thousands and a decimal point. Returns the bytes taken, 0: no number. */
static size_t read_digits(const char *at, double *value, int *decimals) {
    const char *start = at;
    double place = 1;
    *value = 0;
    *decimals = 0;
    for (; isdigit((unsigned char)*at) || (*at == ',' && isdigit((unsigned char)at[1]) && at > start); at++)
        if (*at != ',') *value = *value * 10 + (*at - '0');
    if (at == start || at - start > 20) return 0;
    if (*at == '.' && isdigit((unsigned char)at[1]))
        for (at++; isdigit((unsigned char)*at); at++, ++*decimals) *value += (*at - '0') * (place /= 10);
    return (size_t)(at - start);
}

/* "10:30" and "10.30am" are times; what else stands behind the digits decides the kind. */
static bool read_ending(const char *end, ro_number *n, int decimals) {
    const entry *magnitude = LOOK_UP(magnitudes, end);
    if (*end == ':' && isdigit((unsigned char)end[1])) {
        n->kind = RO_NUMBER_TIME;
        int minutes = end[1] - '0';
        if (isdigit((unsigned char)end[2])) minutes = 10 * minutes + end[2] - '0';
        if (minutes > 59 || (isdigit((unsigned char)end[2]) && isdigit((unsigned char)end[3]))) return false;
        n->value = n->value * 60 + minutes;
    } else if (!strcmp(end, "%"))
        n->kind = RO_NUMBER_PERCENT;
    else if (!strcmp(end, "st") || !strcmp(end, "nd") || !strcmp(end, "rd") || !strcmp(end, "th"))
        n->kind = RO_NUMBER_ORDINAL;
    else if (magnitude)
        n->value *= magnitude->value, n->unit *= magnitude->value;
    else if (!*end && !decimals && n->kind == RO_NUMBER_COUNT && n->value >= 1900 && n->value < 2100)
        n->kind = RO_NUMBER_YEAR;
    else if (*end && *end != '-' && *end != '\'')
        return false; /* "3d", "2x4": a name, not a number */
    return true;
}

static bool read_figure(const char *word, ro_number *n) {
    size_t sign = sign_of(word, &n->currency);
    int decimals;
    if (sign) n->kind = RO_NUMBER_MONEY;
    size_t size = read_digits(word + sign, &n->value, &decimals);
    if (!size) return false;
    n->unit = unit_of(n->value, decimals);
    if (n->value >= 1000 && strchr(word, ',')) return read_ending(word + sign + size, n, 1);
    return read_ending(word + sign + size, n, decimals);
}

/* "twenty", "twenty-one"; "one" is more often a pronoun. */
static bool read_spelt(const char *word, ro_number *n) {
    size_t size = strcspn(word, "-");
    const entry *first = look_up(small_numbers, COUNT(small_numbers), word, size);
    if (!first) return false;
    n->value = first->value;
    const entry *second = word[size] ? LOOK_UP(small_numbers, word + size + 1) : NULL;
    if (word[size] && !strcmp(word + size + 1, "one")) n->value += 1;
    if (second && second->value < 10) n->value += second->value;
    n->unit = 1;
    return true;
}

static bool read_currency(const char *word, ro_number *n) {
    for (size_t i = 0; i < COUNT(currencies); i++) {
        size_t size = strlen(currencies[i].word);
        if (strncmp(word, currencies[i].word, size) || (word[size] && strcmp(word + size, "s"))) continue;
        n->kind = RO_NUMBER_MONEY;
        n->currency = currencies[i].currency;
        n->value *= currencies[i].value;
        n->unit *= currencies[i].value;
        return true;
    }
    return false;
}

/* Words behind a number that belong to it: "3 million dollars", "40 per cent". */
static void read_behind(const ro_side *s, ro_number *n) {
    const entry *magnitude;
    if (n->kind != RO_NUMBER_COUNT && n->kind != RO_NUMBER_MONEY) return;
    for (; (magnitude = LOOK_UP(magnitudes, word_at(s, n->to))) && strlen(magnitude->word) > 1; n->to++)
        n->value *= magnitude->value, n->unit *= magnitude->value;
    const char *word = word_at(s, n->to);
    if (!strncmp(word, "percent", 7) || (!strcmp(word, "per") && !strcmp(word_at(s, n->to + 1), "cent")))
        n->kind = RO_NUMBER_PERCENT, n->to += word[3] ? 1 : 2;
    else if (read_currency(word, n))
        n->to++;
    else if (!strcmp(word, "am") || !strcmp(word, "pm"))
        n->kind = RO_NUMBER_TIME, n->value = n->value * 60 + (*word == 'p' ? 720 : 0), n->to++;
}

/* ---- dates */

/* "may" and "march" are months only with a capital letter that no sentence's beginning explains. */
static const entry *month_at(const ro_side *s, size_t i) {
    const entry *month = LOOK_UP(months, word_at(s, i));
    if (!month || !isupper((unsigned char)s->text.bytes[s->words.items[i].span.start])) return NULL;
    return i || (month->value != 5 && month->value != 3) ? month : NULL;
}

static bool day_at(const ro_side *s, size_t i, ro_number *n) {
    *n = (ro_number){.from = i, .to = i + 1};
    return i < s->words.count && isdigit((unsigned char)*word_at(s, i)) && read_figure(word_at(s, i), n) && n->value >= 1 &&
           n->value <= 31 && (n->kind == RO_NUMBER_COUNT || n->kind == RO_NUMBER_ORDINAL);
}

static bool date(ro_number *n, ro_number_kind kind, double value, size_t from, size_t words) {
    *n = (ro_number){.kind = kind, .value = value, .unit = 1, .from = from, .to = from + words};
    return true;
}

static bool read_date(const ro_side *s, size_t i, ro_number *n) {
    ro_number day;
    const entry *month = month_at(s, i), *weekday = LOOK_UP(weekdays, word_at(s, i));
    if (weekday) return date(n, RO_NUMBER_WEEKDAY, weekday->value, i, 1);
    if (month && day_at(s, i + 1, &day)) return date(n, RO_NUMBER_DAY, 100 * month->value + day.value, i, 2);
    if (month) return date(n, RO_NUMBER_MONTH, month->value, i, 1);
    month = day_at(s, i, &day) ? month_at(s, i + 1) : NULL;
    return month && date(n, RO_NUMBER_DAY, 100 * month->value + day.value, i, 2);
}

/* ---- all of them */

static bool read_number(const ro_side *s, size_t i, ro_number *n) {
    const char *word = word_at(s, i);
    const entry *ordinal = LOOK_UP(ordinals, word);
    *n = (ro_number){.from = i, .to = i + 1};
    if (ordinal) return n->kind = RO_NUMBER_ORDINAL, n->value = ordinal->value, n->unit = 1, true;
    bool one = !strcmp(word, "one") || !strcmp(word, "a") || !strcmp(word, "an");
    const entry *behind = one ? LOOK_UP(magnitudes, word_at(s, i + 1)) : NULL;
    if (behind && behind->value < 100) behind = NULL; /* never "a b" */
    if (!strcmp(word_at(s, i + 1), "dozen") && one) return n->value = 12, n->unit = 1, n->to = i + 2, true;
    if (behind && strlen(behind->word) > 2)
        n->value = n->unit = 1;
    else if (!read_figure(word, n) && !read_spelt(word, n))
        return false;
    read_behind(s, n);
    return true;
}

static bool is_saying(const char *word) {
    static const char *const words[] = {"said", "say", "says", "told", "added", "announced", "reported"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (!strcmp(word, words[i])) return true;
    return false;
}

/* "said on Monday", "said Monday", "on Monday said". */
static bool is_of_report(const ro_side *s, size_t i) {
    bool on = i && !strcmp(word_at(s, i - 1), "on");
    size_t before = i - (on ? 2 : 1);
    return is_saying(word_at(s, i + 1)) || (i > (size_t)on && is_saying(word_at(s, before)));
}

bool ro_side_numbers(ro_side *s, ro_arena *arena) {
    for (size_t i = 0; i < s->words.count;) {
        ro_number n;
        if (!read_date(s, i, &n) && !read_number(s, i, &n)) {
            i++;
            continue;
        }
        if (n.to > s->words.count) n.to = s->words.count;
        n.of_report = n.kind == RO_NUMBER_WEEKDAY && is_of_report(s, i);
        if (!ro_list_add(arena, &s->numbers, n)) return false;
        for (; i < n.to; i++) s->words.items[i].numeral = true;
    }
    return true;
}

bool ro_number_comparable(const ro_number *a, const ro_number *b) {
    return a->kind == b->kind && (a->currency == b->currency || !a->currency || !b->currency);
}

bool ro_number_same(const ro_number *a, const ro_number *b) {
    enum { SMALL = 100, LARGE = 1000 };
    const double most = 0.12;  /* of the value: more is another number however it was rounded */
    const double near = 0.005; /* of a large value: counted a little earlier or later */
    double apart = fabs(a->value - b->value), fine = fmin(a->unit, b->unit), coarse = fmax(a->unit, b->unit);
    double value = fmax(a->value, b->value);
    if (!ro_number_comparable(a, b)) return false;
    if (apart <= 1e-9 * fmax(1, value)) return true;
    if (a->kind <= RO_NUMBER_MONEY && value >= LARGE && apart <= near * value) return true;
    if (a->kind > RO_NUMBER_MONEY || fine == coarse || (value < SMALL && fine >= 1)) return false;
    return apart <= coarse / 2 && apart <= most * value;
}
