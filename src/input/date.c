#include "input/date.h"
#include "text/text.h"

#include <stdio.h>
#include <strings.h>

static const char *const months[12] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};

/* Zones that are several are passed over: the time is then without one. */
static const char *const fillers[] = {
    "at",  "ct",   "et",    "friday", "fri",      "hrs",       "hours", "ist",      "local",   "mon",    "monday",
    "mt",  "of",   "on",    "posted", "pt",       "published", "sat",   "saturday", "sun",     "sunday", "the",
    "thu", "thur", "thurs", "time",   "thursday", "tue",       "tues",  "tuesday",  "updated", "wed",    "wednesday"};

/* RFC 2822's zones and Europe's, in minutes. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {{"bst", 60},   {"cdt", -300}, {"cest", 120}, {"cet", 60},   {"cst", -360}, {"edt", -240}, {"est", -300}, {"gmt", 0},
             {"mdt", -360}, {"mst", -420}, {"pdt", -420}, {"pst", -480}, {"ut", 0},     {"utc", 0},    {"z", 0}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct moment {
    int year, month, day, hour, minute, second; /* 0: none; hour, second −1: none */
    char fraction[10];                          /* digits of a second */
    bool zoned, zulu;
    int offset; /* minutes east of Greenwich */
} moment;

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Exactly so many digits; false leaves *p as it was. */
static bool digits(const char **p, int count, int *value) {
    int v = 0;
    for (int i = 0; i < count; i++) {
        if (!ro_is_digit((*p)[i])) return false;
        v = v * 10 + ((*p)[i] - '0');
    }
    *p += count;
    *value = v;
    return true;
}

static bool valid(const moment *m) {
    static const int days[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (m->year < 1 || m->month < 1 || m->month > 12 || m->day < 1 || m->day > days[m->month - 1]) return false;
    bool leap = (m->year % 4 == 0 && m->year % 100 != 0) || m->year % 400 == 0;
    if (m->month == 2 && m->day == 29 && !leap) return false;
    if (m->hour < 0) return true;
    return m->hour < 24 && m->minute < 60 && m->second <= 60 && m->offset > -24 * 60 && m->offset < 24 * 60;
}

static void print(const moment *m, char date[RO_DATE_SIZE]) {
    int n = snprintf(date, RO_DATE_SIZE, "%04u-%02u-%02u", (unsigned)m->year % 10000, (unsigned)m->month % 100,
                     (unsigned)m->day % 100);
    if (m->hour < 0) return;
    n +=
        snprintf(date + n, (size_t)(RO_DATE_SIZE - n), "T%02u:%02u:%02u%s%.9s", (unsigned)m->hour % 100,
                 (unsigned)m->minute % 100, m->second < 0 ? 0u : (unsigned)m->second % 100, *m->fraction ? "." : "", m->fraction);
    unsigned offset = (unsigned)abs(m->offset);
    if (m->zulu)
        snprintf(date + n, (size_t)(RO_DATE_SIZE - n), "Z");
    else if (m->zoned)
        snprintf(date + n, (size_t)(RO_DATE_SIZE - n), "%c%02u:%02u", m->offset < 0 ? '-' : '+', offset / 60 % 100, offset % 60);
}

/* ±hh, ±hhmm or ±hh:mm */
static bool read_offset(const char **p, moment *m) {
    int sign = **p == '-' ? -1 : 1, hours, minutes = 0;
    ++*p;
    if (!digits(p, 2, &hours)) return false;
    const char *after = *p + (**p == ':');
    if (digits(&after, 2, &minutes)) *p = after;
    if (minutes > 59) return false;
    m->zoned = true;
    m->offset = sign * (hours * 60 + minutes);
    return true;
}

static void read_fraction(const char **p, moment *m) {
    if ((**p != '.' && **p != ',') || !ro_is_digit((*p)[1])) return;
    size_t n = 0;
    for (++*p; ro_is_digit(**p); ++*p)
        if (n + 1 < sizeof m->fraction) m->fraction[n++] = **p;
}

/* hh:mm[:ss[.f]] or hhmm[ss], then an offset or none */
static bool read_time(const char **p, moment *m) {
    if (!digits(p, 2, &m->hour)) return false;
    bool colon = **p == ':';
    *p += colon;
    if (!digits(p, 2, &m->minute)) return false;
    const char *after = *p + (colon && **p == ':');
    if ((!colon || after > *p) && digits(&after, 2, &m->second)) {
        *p = after;
        read_fraction(p, m);
    }
    *p = **p == ' ' && ((*p)[1] == '+' || (*p)[1] == '-' || (*p)[1] == 'Z') ? *p + 1 : *p;
    if (**p == 'Z' || **p == 'z') {
        m->zoned = m->zulu = true;
        ++*p;
        return true;
    }
    return (**p != '+' && **p != '-') || read_offset(p, m);
}

static bool read_iso(const char *text, moment *m) {
    *m = (moment){.hour = -1, .second = -1};
    const char *p = ro_skip_blanks(text);
    if (!digits(&p, 4, &m->year)) return false;
    bool dash = *p == '-';
    p += dash;
    if (!digits(&p, 2, &m->month) || (*p == '-') != dash) return false;
    p += dash;
    if (!digits(&p, 2, &m->day)) return false;
    if (*p == 'T' || *p == 't' || (*p == ' ' && ro_is_digit(p[1]))) {
        p++;
        if (!read_time(&p, m)) return false;
    }
    return !*ro_skip_blanks(p) && valid(m);
}

bool ro_date_iso(const char *text, char date[RO_DATE_SIZE]) {
    moment m;
    if (!read_iso(text, &m)) return false;
    print(&m, date);
    return true;
}

/* Days, or seconds, since long ago. */
static long long order(const moment *m, bool times) {
    static const int before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    bool leap = (m->year % 4 == 0 && m->year % 100 != 0) || m->year % 400 == 0;
    int years = m->year - 1, days = years * 365 + years / 4 - years / 100 + years / 400;
    days += before[m->month - 1] + (m->month > 2 && leap) + m->day;
    if (!times) return days;
    return ((long long)days * 24 * 60 + m->hour * 60 + m->minute - m->offset) * 60 + (m->second < 0 ? 0 : m->second);
}

bool ro_date_after(const char *date, const char *other) {
    moment a, b;
    if (!read_iso(date, &a) || !read_iso(other, &b)) return false;
    bool times = a.hour >= 0 && b.hour >= 0;
    return order(&a, times) > order(&b, times);
}

/* Of a second, which may be given to the nanosecond. */
static int64_t microseconds(const moment *m) {
    int64_t value = 0;
    for (size_t i = 0, size = strlen(m->fraction); i < 6; i++) value = value * 10 + (i < size ? m->fraction[i] - '0' : 0);
    return value;
}

bool ro_date_stretch(const char *date, int64_t *first, int64_t *last) {
    enum { SECOND = 1000000 };
    moment m;
    if (!read_iso(date, &m)) return false;
    bool timed = m.hour >= 0;
    if (!timed) m.hour = 0;
    *first = order(&m, true) * SECOND + microseconds(&m);
    *last = timed ? *first : *first + (int64_t)24 * 60 * 60 * SECOND - 1;
    return true;
}

/* ---- dates in words */

static bool same(const char *word, size_t size, const char *other) {
    return strlen(other) == size && !strncasecmp(word, other, size);
}

static bool is_month(const char *word, size_t size, size_t month) {
    return same(word, size, months[month]) || (size == 3 && !strncasecmp(word, months[month], 3)) ||
           (month == 8 && same(word, size, "sept"));
}

/* "pm", and the letter of "p.m." */
static bool half_day(const char *word, size_t size, moment *m) {
    bool dotted = size == 1 && word[1] == '.' && (word[2] | 0x20) == 'm';
    bool am = same(word, size, "am") || (dotted && same(word, 1, "a")),
         pm = same(word, size, "pm") || (dotted && same(word, 1, "p"));
    if ((!am && !pm) || m->hour < 1 || m->hour > 12) return false;
    m->hour = m->hour % 12 + (pm ? 12 : 0);
    return true;
}

static bool read_word(const char *word, size_t size, moment *m) {
    for (size_t i = 0; i < 12; i++) {
        if (!is_month(word, size, i)) continue;
        if (m->month) return false;
        m->month = (int)i + 1;
        return true;
    }
    for (size_t i = 0; i < COUNT(fillers); i++)
        if (same(word, size, fillers[i])) return true;
    for (size_t i = 0; i < COUNT(zones); i++) {
        if (!same(word, size, zones[i].name)) continue;
        m->zoned = true;
        m->zulu = !zones[i].minutes;
        m->offset = zones[i].minutes;
        return true;
    }
    return half_day(word, size, m);
}

static bool read_clock(const char **p, moment *m) {
    int first = 0;
    if (m->hour >= 0) return false;
    if (!digits(p, 2, &first) && !digits(p, 1, &first)) return false;
    m->hour = first;
    ++*p;
    if (!digits(p, 2, &m->minute)) return false;
    const char *after = *p + 1;
    if (**p == ':' && digits(&after, 2, &m->second)) *p = after;
    return true;
}

/* A year, a day ("4", "04", "4th") or a time of day. */
static bool read_number(const char **p, moment *m) {
    size_t count = 0;
    while (ro_is_digit((*p)[count])) count++;
    if ((*p)[count] == ':') return count <= 2 && read_clock(p, m);
    if (count == 4 && !m->year) return digits(p, 4, &m->year);
    if (count == 2 && m->day && m->month && !m->year) { /* RFC 822: "04 Mar 99" */
        if (!digits(p, 2, &m->year)) return false;
        m->year += m->year < 50 ? 2000 : 1900;
        return true;
    }
    if (count > 2 || m->day || !digits(p, (int)count, &m->day)) return false;
    if (is_letter(**p) && is_letter((*p)[1]) && !is_letter((*p)[2])) {
        if (!same(*p, 2, "st") && !same(*p, 2, "nd") && !same(*p, 2, "rd") && !same(*p, 2, "th")) return false;
        *p += 2;
    }
    return true;
}

static bool read_part(const char **p, moment *m) {
    if (ro_is_digit(**p)) return read_number(p, m);
    if ((**p == '+' || **p == '-') && m->hour >= 0 && ro_is_digit((*p)[1])) return read_offset(p, m);
    if (!is_letter(**p)) return strchr(",.|-:()", **p) ? ++*p, true : false;
    size_t size = 0;
    while (is_letter((*p)[size])) size++;
    const char *word = *p;
    bool dotted = size == 1 && word[1] == '.' && (word[2] | 0x20) == 'm' && !is_letter(word[3]); /* "p.m." */
    *p += dotted ? 3 : size;
    return read_word(word, size, m);
}

bool ro_date_any(const char *text, char date[RO_DATE_SIZE]) {
    if (ro_date_iso(text, date)) return true;
    moment m = {.hour = -1, .second = -1};
    for (const char *p = ro_skip_blanks(text); *p; p = ro_skip_blanks(p))
        if (!read_part(&p, &m)) return false;
    if (m.hour < 0) m.zoned = false;
    if (!m.year || !m.day || !m.month || !valid(&m)) return false;
    print(&m, date);
    return true;
}

/* ---- dates among words */

enum { DATE = 64, WORDS = 9 };

static bool read_numbers(const char *text, char date[RO_DATE_SIZE], size_t *size) {
    int a, b, c, n = 0;
    char iso[DATE];
    if (sscanf(text, "%2d.%2d.%4d%n", &a, &b, &c, &n) == 3 && n && c > 1900 && !ro_is_digit(text[n]))
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", c, b, a);
    else if (sscanf(text, "%4d\xE5\xB9\xB4%2d\xE6\x9C\x88%2d\xE6\x97\xA5%n", &a, &b, &c, &n) == 3 && n && a > 1900)
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", a, b, c);
    else if (sscanf(text, "%4d/%2d/%2d%n", &a, &b, &c, &n) == 3 && n && a > 1900)
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", a, b, c);
    else if (sscanf(text, "%4d-%2d-%2d%n", &a, &b, &c, &n) == 3 && n && a > 1900)
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", a, b, c);
    else if (sscanf(text, "%2d/%2d/%4d%n", &a, &b, &c, &n) == 3 && n && c > 1900 && (a > 12) != (b > 12)) /* else: which? */
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", c, a > 12 ? b : a, a > 12 ? a : b);
    else
        return false;
    *size = (size_t)n;
    return ro_date_iso(iso, date);
}

/* The longest run of words from here that is a date. */
static bool read_words(const char *from, char date[RO_DATE_SIZE], size_t *end) {
    char line[DATE];
    bool found = false;
    size_t size = 0;
    for (int words = 0; words < WORDS && from[size] && size + 1 < DATE; words++) {
        while (from[size] && ro_is_blank(from[size])) size++;
        while (from[size] && !ro_is_blank(from[size])) size++;
        if (size + 1 >= DATE) break;
        memcpy(line, from, size);
        for (line[size] = 0; size && strchr(",.;|()", line[strlen(line) - 1]) && line[1];) line[strlen(line) - 1] = 0;
        char next[RO_DATE_SIZE];
        if (words && ro_date_any(line, next)) memcpy(date, next, RO_DATE_SIZE), *end = size, found = true;
    }
    return found;
}

/* "2024-03-04T10:15:00Z" */
static bool read_stamp(const char *text, char date[RO_DATE_SIZE], size_t *size) {
    char word[RO_DATE_SIZE];
    for (*size = 0; text[*size] && !ro_is_blank(text[*size]) && *size + 1 < sizeof word; ++*size) word[*size] = text[*size];
    word[*size] = 0;
    return ro_date_iso(word, date);
}

bool ro_date_in(const char *text, char date[RO_DATE_SIZE], size_t *from, size_t *to) {
    int words = 0;
    size_t size = 0;
    for (const char *p = text; *p && words < 4 * WORDS; words++) {
        bool number = ro_is_digit(*p);
        if (read_words(p, date, &size) || (number && (read_stamp(p, date, &size) || read_numbers(p, date, &size)))) {
            if (from) *from = (size_t)(p - text);
            if (to) *to = (size_t)(p - text) + size;
            return true;
        }
        while (*p && !ro_is_blank(*p) && (unsigned char)*p < 0x80) p++;
        while (*p && (ro_is_blank(*p) || ((unsigned char)*p >= 0x80 && !ro_is_digit(p[1])))) p++;
        if ((unsigned char)*p >= 0x80) p++;
    }
    return false;
}
