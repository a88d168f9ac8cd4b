#include "find/provenance.h"

#include "input/furniture.h"

/* ---- reading */

typedef struct line { /* a stretch of the text, read from `at` on */
    const char *bytes;
    uint32_t at, end;
} line;

static bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

static void skip_spaces(line *l) {
    uint32_t length;
    while (l->at < l->end && ro_is_space(ro_utf8_at(l->bytes + l->at, &length))) l->at += length;
}

static bool take(line *l, const char *text) {
    size_t size = strlen(text);
    if (l->end - l->at < size || strncmp(l->bytes + l->at, text, size) != 0) return false;
    l->at += (uint32_t)size;
    return true;
}

static uint32_t take_number(line *l, int most) {
    uint32_t number = 0;
    uint32_t from = l->at;
    while (l->at < l->end && l->at - from < (uint32_t)most && l->bytes[l->at] >= '0' && l->bytes[l->at] <= '9')
        number = number * 10 + (uint32_t)(l->bytes[l->at++] - '0');
    bool longer = l->at < l->end && l->bytes[l->at] >= '0' && l->bytes[l->at] <= '9';
    if (longer || l->at == from) l->at = from;
    return l->at == from ? 0 : number;
}

static const char *const MONTHS[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const DAYS[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/* The index from 1 of the name at hand, whole or cut to three letters or more with or without a full stop; 0: none. */
static uint32_t take_name(line *l, const char *const *names, uint32_t count) {
    uint32_t size = 0;
    while (l->at + size < l->end && is_alpha(l->bytes[l->at + size])) size++;
    char word[12] = "";
    if (size < 3 || size >= sizeof word) return 0;
    for (uint32_t i = 0; i < size; i++) word[i] = (char)(l->bytes[l->at + i] | 0x20);
    for (uint32_t i = 0; i < count; i++) {
        bool whole = strlen(names[i]) == size, cut = size <= 4;
        if (strncmp(names[i], word, size) != 0 || !(whole || cut)) continue;
        l->at += size;
        if (!whole) take(l, ".");
        return i + 1;
    }
    return 0;
}

typedef struct date {
    uint32_t year, month, day;
    bool weekday;
} date;

/* "Friday, January 4, 2019", "March 4", "4 March 2019", "Jan. 21"; leaves the line where it was if there is none. */
static bool take_date(line *l, date *out) {
    line start = *l;
    *out = (date){.weekday = take_name(l, DAYS, 7) > 0};
    if (out->weekday) {
        take(l, ",");
        skip_spaces(l);
    }
    out->day = take_number(l, 2);
    skip_spaces(l);
    out->month = take_name(l, MONTHS, 12);
    skip_spaces(l);
    if (!out->day) out->day = take_number(l, 2);
    static const uint8_t LENGTHS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!out->month || !out->day || out->day > LENGTHS[out->month - 1]) return *l = start, false;
    line before_year = *l;
    take(l, ",");
    skip_spaces(l);
    out->year = take_number(l, 4);
    if (out->year < 1000) {
        out->year = 0;
        *l = before_year;
    }
    return true;
}

static bool leap(uint32_t year) { return year % 4 == 0 && (year % 100 || year % 400 == 0); }

/* The date in ISO form, its year from the publication where it names none; NULL where that is unknown too. */
static const char *date_iso(ro_record *record, date d) {
    const char *published = record->document->published;
    uint32_t year = d.year;
    if (!year && published && strlen(published) >= 7) {
        line l = {published, 0, 7};
        year = take_number(&l, 4);
        take(&l, "-");
        uint32_t month = take_number(&l, 2);
        if (year && month == 1 && d.month == 12) year--;
        if (year && month == 12 && d.month == 1) year++;
    }
    if (year < 1000 || (d.month == 2 && d.day == 29 && !leap(year))) return "";
    return ro_arena_print(record->arena, "%04u-%02u-%02u", year, d.month, d.day);
}

/* A dash that parts the dateline from the text. */
static bool take_dash(line *l) {
    skip_spaces(l);
    if (take(l, "--") || take(l, "\xE2\x80\x94") || take(l, "\xE2\x80\x93")) return true;
    bool spaced = l->at && l->bytes[l->at - 1] == ' ' && l->at + 1 < l->end && l->bytes[l->at + 1] == ' ';
    return (spaced || (l->at && l->bytes[l->at - 1] == ' ')) && take(l, "-");
}

/* "(Reuters)", "(Reuters/AP)", "/TASS/": the words inside. */
static bool take_brackets(line *l, ro_span *inside) {
    enum { LONGEST = 48 };
    if (l->at >= l->end || (l->bytes[l->at] != '(' && l->bytes[l->at] != '/')) return false;
    bool slash = l->bytes[l->at] == '/';
    uint32_t to = l->at + 1;
    while (to < l->end && to - l->at < LONGEST && !strchr(slash ? "/()\n0123456789" : "()\n0123456789", l->bytes[to])) to++;
    if (to >= l->end || l->bytes[to] != (slash ? '/' : ')') || to - l->at < 3 || !is_alpha(l->bytes[l->at + 1])) return false;
    *inside = (ro_span){l->at + 1, to};
    l->at = to + 1;
    return true;
}

/* ---- the place */

static bool in_capitals(const char *bytes, uint32_t from, uint32_t to) {
    uint32_t letters = 0;
    for (uint32_t i = from; i < to; i++) {
        if (bytes[i] >= 'a' && bytes[i] <= 'z') return false;
        letters += is_alpha(bytes[i]);
    }
    return letters > 1;
}

static bool in_place(const char *at) {
    uint32_t length;
    if (!strncmp(at, "\xE2\x80\x94", 3) || !strncmp(at, "\xE2\x80\x93", 3)) return false;
    if (((unsigned char)*at & 0xC0) != 0x80 && ro_is_space(ro_utf8_at(at, &length))) return false;
    if (*at == '-') return is_alpha(at[1]); /* "PORT-AU-PRINCE", but "SAN FRANCISCO-(…)" */
    return is_alpha(*at) || *at == '.' || *at == '\'' || *at == '/';
}

/* "GENEVA", "NEW YORK", "AUSTIN, Texas", "KYIV/MOSCOW": goes on to a date, a bracket or a dash. *capitals: the first name is all
 * in capitals. */
static ro_span take_place(line *l, bool *capitals) {
    enum { LONGEST = 56 };
    uint32_t from = l->at, end = from;
    line probe = *l;
    date ignored;
    *capitals = false;
    while (probe.at < l->end && probe.at - from < LONGEST) {
        char c = l->bytes[probe.at];
        line ahead = probe;
        if (c == '(' || c == ':' || c == '\n' || take_dash(&ahead) || (probe.at > from && take_date(&ahead, &ignored))) break;
        uint32_t word = probe.at;
        while (probe.at < l->end && in_place(l->bytes + probe.at)) probe.at++;
        if (probe.at == word || (c >= 'a' && c <= 'z')) return (ro_span){0, 0};
        if (word == from) *capitals = in_capitals(l->bytes, word, probe.at);
        end = probe.at;
        if (probe.at < l->end && l->bytes[probe.at] == ',') probe.at++;
        skip_spaces(&probe);
    }
    if (end == from || probe.at - from >= LONGEST) return (ro_span){0, 0};
    l->at = probe.at;
    return (ro_span){from, end};
}

/* ---- put together */

/* The next part of "Reuters/AP" or "Reuters, AP"; empty at the end. */
static ro_span next_part(const ro_text *text, ro_span *rest) {
    uint32_t from = rest->start, to = from;
    while (to < rest->end && text->bytes[to] != '/' && text->bytes[to] != ',') to++;
    rest->start = to < rest->end ? to + 1 : to;
    return ro_text_trim(text, (ro_span){from, to});
}

static const ro_medium *medium_of(ro_record *record, ro_span span, bool *ok) {
    return ro_medium_of(record, record->document->text.bytes + span.start, span.end - span.start, ok);
}

static bool names_medium(ro_record *record, ro_span inside, bool *ok) {
    bool known = medium_of(record, inside, ok) != NULL;
    while (*ok && !known && inside.start < inside.end)
        known = medium_of(record, next_part(&record->document->text, &inside), ok) != NULL;
    return known;
}

static bool add_dateline_agencies(ro_record *record, ro_span inside) {
    bool ok = true;
    uint32_t ignored;
    const ro_medium *whole = medium_of(record, inside, &ok);
    if (!ok || whole) return ok && ro_agency_add(record, whole, inside, RO_BASIS_DATELINE, &ignored);
    while (inside.start < inside.end) {
        ro_span span = next_part(&record->document->text, &inside);
        if (ro_span_empty(span)) continue;
        const ro_medium *medium = medium_of(record, span, &ok);
        if (!ok || !ro_agency_add(record, medium, span, RO_BASIS_DATELINE, &ignored)) return false;
    }
    return true;
}

/* "Tehran, IRNA - …": the last part of the place is the agency. */
static ro_span take_last_part(ro_record *record, ro_span *place, bool *ok) {
    const char *bytes = record->document->text.bytes;
    uint32_t from = place->end;
    while (from > place->start && bytes[from - 1] != ',') from--;
    ro_span last = ro_text_trim(&record->document->text, (ro_span){from, place->end});
    const ro_medium *medium = medium_of(record, last, ok);
    if (!medium || !medium->wire) return (ro_span){0, 0};
    place->end = from > place->start ? from - 1 : from;
    return last;
}

static bool set_dateline(ro_record *record, ro_span text, ro_span place, const date *when) {
    ro_dateline *d = &record->dateline;
    const ro_text *words = &record->document->text;
    d->text = ro_text_trim(words, text);
    if (!ro_span_empty(place)) {
        d->place = ro_arena_copy(record->arena, words->bytes + place.start, place.end - place.start);
        d->where = place;
        if (!d->place) return false;
    }
    if (!when->month) return true;
    const char *iso = date_iso(record, *when);
    if (iso && *iso) d->date = iso;
    return iso != NULL;
}

/* A header that is only a date: kept until a dateline is found. */
static bool read_date_line(ro_record *record, line l) {
    line start = l;
    date when;
    if (!ro_span_empty(record->dateline.text) || !take_date(&l, &when) || !when.year) return true;
    ro_span text = {start.at, l.at};
    bool wide = l.at + 1 < l.end && !strncmp(l.bytes + l.at, "\xC2\xA0", 2) && when.weekday; /* the header ran into the text */
    while (l.at < l.end && l.bytes[l.at] != '\n') {
        uint32_t length;
        if (!ro_is_space(ro_utf8_at(l.bytes + l.at, &length)) && !wide) return true;
        l.at += length;
    }
    return set_dateline(record, text, (ro_span){0, 0}, &when);
}

/* A name in capitals before a dash is a place, unless it is known as something else: "NATO - the alliance". */
static bool is_town(ro_record *record, ro_span place, bool *ok) {
    const char *fold = ro_fold(record->arena, record->document->text.bytes + place.start, place.end - place.start);
    if (!fold) return *ok = false, false;
    return place.end - place.start > 3 && !ro_body_find(fold) && !ro_medium_find(fold);
}

typedef struct opening { /* what stands before the text of a report */
    ro_span place, inside;
    date when;
    uint32_t start, end;
    bool capitals, dated, agency, dash, hyphen;
    bool sentence; /* begins behind the dash */
} opening;

/* The agency in brackets, before or behind the dash or colon: "LONDON (AP) —", "LONDON — (AP)", "NEW DELHI: (PTI)" */
static void take_agency(line *l, opening *o) {
    line ahead = *l;
    o->agency = take_brackets(l, &o->inside);
    if (!o->agency && (take_dash(&ahead) || take(&ahead, ":"))) {
        skip_spaces(&ahead);
        o->agency = take_brackets(&ahead, &o->inside);
        if (o->agency) *l = ahead;
    }
    if (o->agency) o->end = l->at;
    o->dash = take_dash(l) || (o->agency && take(l, ":"));
    o->hyphen = o->dash && l->bytes[l->at - 1] == '-' && l->bytes[l->at - 2] != '-';
    line behind = *l;
    skip_spaces(&behind);
    char next = '\0';
    if (behind.at < l->end) next = l->bytes[behind.at];
    o->sentence = (next >= 'A' && next <= 'Z') || next == '"';
}

/* "Tehran, Jan 3, IRNA - …" */
static bool take_last_name(ro_record *record, line *l, opening *o, bool *ok) {
    line ahead = *l;
    if (!take(&ahead, ",")) return false;
    skip_spaces(&ahead);
    uint32_t from = ahead.at, to = from;
    while (to < ahead.end && in_place(ahead.bytes + to) && ahead.bytes[to] != '/') to++;
    ro_span name = {from, to};
    const ro_medium *medium = to > from ? medium_of(record, name, ok) : NULL;
    ahead.at = to;
    if (!medium || !medium->wire || !take_dash(&ahead)) return false;
    *l = ahead;
    o->inside = name;
    o->end = to;
    return o->dash = true;
}

static opening take_opening(ro_record *record, line l, bool *ok) {
    opening o = {.start = l.at, .end = l.at};
    o.dated = take_date(&l, &o.when);
    if (!o.dated) {
        o.place = take_place(&l, &o.capitals);
        if (!ro_span_empty(o.place)) o.end = o.place.end;
        o.dated = !ro_span_empty(o.place) && take_date(&l, &o.when);
    }
    if (o.dated) o.end = l.at;
    if (o.dated) take(&l, ".");
    skip_spaces(&l);
    take_agency(&l, &o);
    if (!o.agency && o.dated) o.agency = take_last_name(record, &l, &o, ok);
    if (!o.agency && o.dash && !o.dated && !ro_span_empty(o.place)) {
        o.inside = take_last_part(record, &o.place, ok);
        o.agency = !ro_span_empty(o.inside);
    }
    return o;
}

/* "Berlin, 3 March 2026" in a line of its own; not "Updated 3 March 2026", "The Tarsk Ledger, 3 March 2026". */
static bool stands_alone(ro_record *record, const opening *o) {
    static const char *const others[] = {"published", "updated", "posted", "filed", "issued",
                                         "released",  "first",   "last",   "date",  "by"};
    const char *place = record->document->text.bytes + o->place.start;
    size_t size = o->place.end - o->place.start;
    if (!size || !o->when.year || ro_words_outlet(place, size)) return false;
    return !ro_words_begin(place, others, sizeof others / sizeof *others);
}

static bool is_dateline(ro_record *record, const opening *o, bool alone, bool *ok) {
    const char *bytes = record->document->text.bytes;
    bool bare = ro_span_empty(o->place) && !o->dated; /* "(Reuters) - " */
    if (alone && stands_alone(record, o)) return true;
    if (o->agency) {
        bool small = bytes[o->inside.start] >= 'a' && bytes[o->inside.start] <= 'z'; /* "(dpa)" */
        bool known = names_medium(record, o->inside, ok);
        if (bare) return known && o->dash;
        return known || (!small && (o->dash || o->capitals || o->dated));
    }
    if (bare || !o->dash) return false;
    return !ro_span_empty(o->place) &&
           (o->dated || (o->capitals && (!o->hyphen || o->sentence) && is_town(record, o->place, ok)));
}

static bool read_dateline(ro_record *record, line l, bool dated, bool *found) {
    bool ok = true;
    opening o = take_opening(record, l, &ok);
    *found = ok && is_dateline(record, &o, dated && o.end == l.end, &ok);
    if (!ok || !*found) return ok;
    record->dateline = (ro_dateline){0};
    return set_dateline(record, (ro_span){o.start, o.end}, o.place, &o.when) &&
           (!o.agency || add_dateline_agencies(record, o.inside));
}

static line line_at(const ro_text *text, uint32_t at) {
    enum { LONGEST = 300 };
    const char *next = memchr(text->bytes + at, '\n', text->size - at);
    line l = {text->bytes, at, next ? (uint32_t)(next - text->bytes) : text->size};
    if (l.end - at > LONGEST) l.end = at + LONGEST;
    while (l.end > at && ((unsigned char)text->bytes[l.end] & 0xC0) == 0x80) l.end--;
    l.end = ro_text_trim(text, (ro_span){at, l.end}).end;
    return l;
}

/* The dateline opens the story, or a paragraph soon after; or is one of the lines above it. */
bool ro_dateline_find(ro_record *record) {
    enum { PARAGRAPHS = 4, LINES = 16 };
    const ro_text *text = &record->document->text;
    line l = {text->bytes, 0, text->size};
    bool found = false;
    for (int i = 0, lines = 0; i < PARAGRAPHS && lines < LINES && l.at < text->size && !found; lines++) {
        skip_spaces(&l);
        if (l.at >= text->size) break;
        const ro_furniture *around = ro_furniture_at(record->document, l.at);
        line here = line_at(text, l.at);
        bool dated = around && around->kind == RO_DATED;
        if ((dated || !i) && !read_date_line(record, here)) return false;
        if ((dated || !around) && !read_dateline(record, here, dated, &found)) return false;
        const char *next = memchr(text->bytes + l.at, '\n', text->size - l.at);
        if (!next) break;
        l.at = (uint32_t)(next - text->bytes);
        i += !around;
    }
    return true;
}
