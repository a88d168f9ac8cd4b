/* A picture of how many there were when: bars over days, months, years or more, whichever are few enough to be seen. */
#include "export/html.h"
#include "export/overview.h"
#include "find/times_calendar.h"

#include <stdio.h>

enum { BARS_MOST = 100, WIDE = 720, HIGH = 120, TOP = 16, FOOT = 20, LABELS_MOST = 6, LEAST = 5 /* of what is drawn */ };

typedef enum scale { DAYS, MONTHS, YEARS, DECADES, CENTURIES, UNITS } scale;

typedef struct picture {
    const char *what; /* "Statements" */
    scale unit;
    int32_t first, count;   /* of the bars, in units from the calendar's beginning on */
    size_t bars[BARS_MOST]; /* how many there were in each */
    size_t most, all;
    size_t before, behind; /* what is too far from the rest to be drawn */
} picture;

/* ---- stretches of time */

static ro_date date_of(const char *day) { return (ro_date){atoi(day), atoi(day + 5), atoi(day + 8)}; }

static int32_t place_of(const char *day, scale unit) {
    ro_date date = date_of(day);
    switch (unit) {
    case DAYS: return ro_day_number(date);
    case MONTHS: return date.year * 12 + date.month - 1;
    case YEARS: return date.year;
    case DECADES: return date.year / 10;
    default: return date.year / 100;
    }
}

/* "2025-03-04", "2025-03", "2025", "2020s", "2000s". */
static void print_place(int32_t place, scale unit, char out[24]) {
    ro_date date = unit == DAYS ? ro_date_of(place) : (ro_date){0};
    switch (unit) {
    case DAYS: snprintf(out, 24, "%04d-%02d-%02d", (int)date.year, (int)date.month, (int)date.day); return;
    case MONTHS: snprintf(out, 24, "%04d-%02d", (int)(place / 12), (int)(place % 12 + 1)); return;
    case YEARS: snprintf(out, 24, "%04d", (int)place); return;
    case DECADES: snprintf(out, 24, "%03d0s", (int)place); return;
    default: snprintf(out, 24, "%02d00s", (int)place);
    }
}

static int32_t span_of(const ro_tally *days, size_t from, size_t to, scale unit) {
    return place_of(days->items[to - 1].key, unit) - place_of(days->items[from].key, unit) + 1;
}

/* ---- what is drawn */

/* The shortest run of days that has nineteen of twenty. */
static int32_t core_of(const ro_tally *days, size_t *from, size_t *to) {
    size_t enough = days->total - days->total / 20, inside = 0;
    int32_t best = INT32_MAX;
    for (size_t first = 0, last = 0; first < days->count; inside -= days->items[first++].count) {
        while (last < days->count && inside < enough) inside += days->items[last++].count;
        if (inside < enough) break;
        if (span_of(days, first, last, DAYS) >= best) continue;
        best = span_of(days, first, last, DAYS);
        *from = first;
        *to = last;
    }
    return best;
}

/* What lies further from the core than half a month and a quarter of its length is left out: one "in 1848" does not squeeze a
 * week into a line. */
static void choose_days(const ro_tally *days, size_t *from, size_t *to) {
    size_t first = 0, past = days->count;
    int32_t core = core_of(days, &first, &past), most = core + (core > 60 ? core / 4 : 15);
    for (*from = first; *from && span_of(days, *from - 1, past, DAYS) <= most;) --*from;
    for (*to = past; *to < days->count && span_of(days, first, *to + 1, DAYS) <= most;) ++*to;
}

static void fill(picture *p, const ro_tally *days) {
    size_t from, to;
    choose_days(days, &from, &to);
    for (size_t i = 0; i < from; i++) p->before += days->items[i].count;
    for (size_t i = to; i < days->count; i++) p->behind += days->items[i].count;
    while (p->unit + 1 < UNITS && span_of(days, from, to, p->unit) > BARS_MOST) p->unit++;
    p->first = place_of(days->items[from].key, p->unit);
    p->count = span_of(days, from, to, p->unit);
    for (size_t i = from; i < to; i++) {
        size_t *bar = &p->bars[place_of(days->items[i].key, p->unit) - p->first];
        *bar += days->items[i].count;
        p->all += days->items[i].count;
        if (*bar > p->most) p->most = *bar;
    }
}

/* ---- the picture */

/* Numbers are whole, in tenths: a point may be a comma where a program has set its locale. */
static void put_rects(ro_export *e, const picture *p) {
    char place[24];
    ro_put_text(e, "<g transform=\"scale(.1)\">\n");
    for (int32_t i = 0; i < p->count; i++) {
        if (!p->bars[i]) continue;
        int left = 10 * WIDE * i / p->count, wide = 10 * WIDE * (i + 1) / p->count - left, gap = wide / 6 < 20 ? wide / 6 : 20;
        int high = (int)((10 * HIGH * p->bars[i] + p->most - 1) / p->most);
        print_place(p->first + i, p->unit, place);
        ro_put_format(e, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s: %zu</title></rect>\n", left + gap / 2,
                      10 * (TOP + HIGH) - high, wide - gap, high, place, p->bars[i]);
    }
    ro_put_text(e, "</g>\n");
}

static void put_labels(ro_export *e, const picture *p) {
    int32_t step = (p->count + LABELS_MOST - 1) / LABELS_MOST;
    char place[24];
    for (int32_t i = 0; i < p->count; i += step) {
        print_place(p->first + i, p->unit, place);
        ro_put_format(e, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                      i ? WIDE * i / p->count + WIDE / p->count / 2 : 0, TOP + HIGH + FOOT - 4, i ? "middle" : "start", place);
    }
    ro_put_format(
        e,
        "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n"
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%zu</text>\n",
        WIDE, TOP + HIGH, TOP + HIGH, WIDE, TOP, TOP, WIDE, TOP - 4, p->most);
}

static void put_description(ro_export *e, const picture *p) {
    char first[24], last[24], top[24] = "";
    print_place(p->first, p->unit, first);
    print_place(p->first + p->count - 1, p->unit, last);
    for (int32_t i = p->count; i-- > 0;)
        if (p->bars[i] == p->most) print_place(p->first + i, p->unit, top);
    ro_put_format(e, "%zu from %s to %s; most in %s: %zu.", p->all, first, last, top, p->most);
}

static void put_numbers(ro_export *e, const picture *p, const char *unit) {
    char place[24];
    ro_put_format(e,
                  "<details class=\"numbers\">\n<summary>The numbers</summary>\n<table class=\"list\">\n<thead><tr><th "
                  "scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
                  unit, p->what);
    for (int32_t i = 0; i < p->count; i++) {
        if (!p->bars[i]) continue;
        print_place(p->first + i, p->unit, place);
        ro_put_format(e, "<tr><th scope=\"row\">%s</th><td class=\"n\">%zu</td></tr>\n", place, p->bars[i]);
    }
    ro_put_text(e, "</tbody>\n</table>\n</details>\n");
}

static void put_far(ro_export *e, const picture *p) {
    if (!p->before && !p->behind) return;
    ro_put_text(e, "<p class=\"note\">Too far from the rest to be drawn: ");
    if (p->before) ro_put_format(e, "%zu before%s", p->before, p->behind ? ", " : "");
    if (p->behind) ro_put_format(e, "%zu after", p->behind);
    ro_put_text(e, ".</p>\n");
}

void ro_put_days(ro_export *e, ro_tally *days, ro_kind kind) {
    static const char *const whats[] = {"Statements", "Events"}, letters[] = "se";
    static const char *const units[] = {"day", "month", "year", "decade", "century"};
    picture p = {.what = whats[kind]};
    ro_tally_sort_by_label(days);
    if (days->count < 2 || days->total < LEAST) return;
    fill(&p, days);
    const char *unit = units[p.unit];
    char id = letters[kind];
    ro_put_format(e, "<figure class=\"days %s\">\n<figcaption>%s by %s</figcaption>\n", ro_kind_name(kind), p.what, unit);
    ro_put_format(e,
                  "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t%c d%c\">\n<title id=\"t%c\">%s by %s</title>\n"
                  "<desc id=\"d%c\">",
                  WIDE, TOP + HIGH + FOOT, id, id, id, p.what, unit, id);
    put_description(e, &p);
    ro_put_text(e, "</desc>\n");
    put_labels(e, &p);
    put_rects(e, &p);
    ro_put_text(e, "</svg>\n");
    put_far(e, &p);
    put_numbers(e, &p, unit);
    ro_put_text(e, "</figure>\n");
}
