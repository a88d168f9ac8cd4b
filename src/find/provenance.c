#include "find/provenance.h"

/* ---- names */

static bool has_lower(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z') return true;
    return false;
}

/* Begins small; an Arabic article, "al-Masirah", does in any name. */
static bool is_small(const char *bytes) { return *bytes >= 'a' && *bytes <= 'z' && strncmp(bytes, "al-", 3) != 0; }

/* The key of a name as the table has it: folded, without an article, single spaces for what stands between words. */
static const char *key_of(ro_record *record, const char *bytes, size_t size) {
    char *fold = (char *)(uintptr_t)ro_fold(record->arena, bytes, size), *to = fold; /* fresh from the arena: ours to change */
    if (!fold) return NULL;
    for (const char *from = fold; *from; from++) {
        bool between = strchr(" &/,!()\n", *from) != NULL;
        if (!between)
            *to++ = *from;
        else if (to > fold && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > fold && to[-1] == ' ') to--;
    *to = 0;
    size_t length = (size_t)(to - fold);
    if (length > 2 && !strcmp(to - 2, "'s")) to[-2] = 0;
    return strncmp(fold, "the ", 4) ? fold : fold + 4;
}

const ro_medium *ro_medium_of(ro_record *record, const char *bytes, size_t size, bool *ok) {
    static const char SMALL[] = " afp ansa ap apa ats belga dpa efe ntb pap reuters sda tass ";
    const char *key = key_of(record, bytes, size);
    if (!key) return *ok = false, NULL;
    const ro_medium_key *row = ro_medium_key_find(key);
    ro_plain_word word = {.fold = key};
    if (!row || !size) return NULL;
    if (is_small(bytes) && !is_small(row->medium->name) && strncmp(bytes, "the ", 4) != 0 && !ro_word_in(&word, SMALL))
        return NULL;
    if ((row->needs & RO_NEEDS_ARTICLE) && strncmp(bytes, "The ", 4) != 0) return NULL;
    return (row->needs & RO_NEEDS_CAPITALS) && has_lower(bytes, size) ? NULL : row->medium;
}

static const ro_medium_key *fitting(const ro_words *words, uint32_t at, uint32_t to, const char *key) {
    const ro_medium_key *row = ro_medium_key_find(key);
    if (!row) return NULL;
    const ro_plain_word *w = &words->items[at];
    size_t usual = strlen(row->medium->name);
    bool word = usual < 4 && has_lower(row->medium->name, usual); /* "Vox" */
    if (to - at == 1 && strlen(key) < 4 && !w->capitals && !w->acronym && !word) return NULL;
    if ((row->needs & RO_NEEDS_CAPITALS) && !w->capitals) return NULL;
    bool article = at && w->gap == ' ' && !strcmp(words->items[at - 1].fold, "the");
    return (row->needs & RO_NEEDS_ARTICLE) && !article ? NULL : row;
}

const ro_medium *ro_medium_at(const ro_words *words, uint32_t at, uint32_t *count, bool *doubtful) {
    enum { WORDS = 6, SIZE = 64 };
    char key[SIZE];
    const ro_medium *best = NULL;
    size_t size = 0;
    const ro_plain_word *first = &words->items[at];
    bool small = !first->upper && strcmp(first->fold, "dpa") != 0 && strncmp(first->fold, "al-", 3) != 0;
    for (uint32_t i = at; i < words->count && i < at + (small ? 1 : WORDS); i++) {
        const ro_plain_word *word = &words->items[i];
        size_t length = strlen(word->fold);
        if (size + length + 4 > SIZE || (i > at && word->gap != ' ')) break;
        if (i > at && words->items[i - 1].possessive && key[size - 1] != 's') { /* "People's Daily" */
            key[size++] = '\'';
            key[size++] = 's';
        }
        if (i > at) key[size++] = ' ';
        memcpy(key + size, word->fold, length + 1);
        size += length;
        const ro_medium_key *row = fitting(words, at, i + 1, key);
        if (!row || (small && !is_small(row->medium->name))) continue;
        best = row->medium;
        *doubtful = row->needs != 0;
        *count = i - at + 1;
    }
    return best;
}

/* ---- agencies */

static bool same_name(const char *a, const char *b) {
    if (!strncmp(a, "The ", 4) || !strncmp(a, "the ", 4)) a += 4;
    if (!strncmp(b, "The ", 4) || !strncmp(b, "the ", 4)) b += 4;
    while (*a && *b && (*a | 0x20) == (*b | 0x20)) a++, b++;
    return *a == *b;
}

/* Without a noun that only says what the outlet is: "Time magazine", "Interfax news agency". */
static size_t bare_size(const char *bytes, size_t size) {
    for (size_t i = size; i--;) {
        if (bytes[i] != ' ') continue;
        if (!is_small(bytes + i + 1)) return size;
        size = i;
    }
    return size;
}

/* What an outlet is called in the record: as in the report, but by its usual name where that is an abbreviation or the same but
 * for case. The tables' long forms are not always what the report calls it: "Press Association" became "PA Media". */
static const char *name_of(ro_record *record, const ro_medium *medium, const char *bytes, size_t size) {
    if (medium && !is_small(bytes)) size = bare_size(bytes, size);
    const char *here = ro_arena_copy(record->arena, bytes, size);
    if (!here || !medium) return here;
    bool short_form = !has_lower(bytes, size) || is_small(bytes); /* "AFP", "dpa" */
    return short_form || same_name(here, medium->name) ? medium->name : here;
}

/* "state media" after "Syrian state media" */
static bool same_state(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    const char *shorter = n < m ? a : b, *longer = n < m ? b : a, *tail = longer + (n < m ? m - n : n - m);
    return !strncmp(shorter, "state", 5) && tail > longer && tail[-1] == ' ' && !strcmp(tail, shorter);
}

static bool is_own(ro_record *record, const ro_medium *medium, const char *name, bool *ok) {
    const char *outlet = record->document->outlet;
    if (!outlet) return false;
    if (same_name(outlet, name)) return true;
    return medium && ro_medium_of(record, outlet, strlen(outlet), ok) == medium;
}

static bool add(ro_record *record, const ro_medium *medium, const char *name, ro_basis basis, ro_span span, uint32_t *index) {
    for (uint32_t i = 0; i < record->agencies.count; i++) {
        ro_agency *agency = &record->agencies.items[i];
        bool same = medium ? agency->medium == medium : same_name(agency->name, name) || same_state(agency->name, name);
        if (!same) continue;
        if (strlen(name) > strlen(agency->name)) agency->name = name;
        if (ro_span_empty(agency->span) && basis < RO_BASIS_TEXT) agency->span = span;
        return *index = i, true;
    }
    if (record->agencies.count >= RO_MOST_AGENCIES) return true;
    *index = (uint32_t)record->agencies.count;
    return ro_list_add(record->arena, &record->agencies, (ro_agency){name, basis, span, medium});
}

bool ro_agency_add(ro_record *record, const ro_medium *medium, ro_span written, ro_basis basis, uint32_t *index) {
    const char *bytes = record->document->text.bytes + written.start;
    size_t size = written.end - written.start;
    bool ok = true;
    *index = RO_NONE;
    if (!medium) medium = ro_medium_of(record, bytes, size, &ok);
    const char *name = ok ? name_of(record, medium, bytes, size) : NULL;
    if (!name) return false;
    bool own = (basis == RO_BASIS_TEXT || !medium || !medium->wire) && is_own(record, medium, name, &ok);
    return ok && (own || add(record, medium, name, basis, written, index));
}

/* ---- names among other words, without layers: bylines, brackets, credit lines */

static bool in_name(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80 || strchr("-'.", c);
}

static uint32_t skip_word(const char *bytes, uint32_t at, uint32_t end) {
    while (at < end && bytes[at] && in_name(bytes[at])) at++;
    return at;
}

/* The longest name of an outlet that begins at `at`; *to is its end. */
static const ro_medium *longest_name(ro_record *record, const char *bytes, uint32_t at, uint32_t end, uint32_t *to, bool *ok) {
    enum { WORDS = 5 };
    uint32_t stops[WORDS], count = 0;
    for (uint32_t i = at; count < WORDS && i < end;) {
        uint32_t stop = skip_word(bytes, i, end);
        if (stop == i) break;
        stops[count++] = stop;
        for (i = stop; i < end && strchr(" /&", bytes[i]); i++)
            ;
        if (i == stop) break;
    }
    while (*ok && count--) {
        uint32_t stop = stops[count];
        while (stop > at + 1 && strchr(".-'", bytes[stop - 1])) stop--;
        const ro_medium *medium = ro_medium_of(record, bytes + at, stop - at, ok);
        if (medium) return *to = stop, medium;
    }
    return NULL;
}

typedef bool (*found_medium)(ro_record *record, const ro_medium *medium, ro_span at, ro_basis basis);

static bool media_in(ro_record *record, const char *bytes, ro_span span, bool all, ro_basis basis, found_medium found) {
    bool ok = true;
    for (uint32_t at = span.start; ok && at < span.end;) {
        uint32_t to = at + 1;
        if (strchr("-'.", bytes[at]) || !in_name(bytes[at])) {
            at++;
            continue;
        }
        const ro_medium *medium = longest_name(record, bytes, at, span.end, &to, &ok);
        if (medium && (medium->wire || all)) ok = ok && found(record, medium, (ro_span){at, to}, basis);
        at = medium ? to : skip_word(bytes, at, span.end);
    }
    return ok;
}

static bool found_in_text(ro_record *record, const ro_medium *medium, ro_span at, ro_basis basis) {
    uint32_t ignored;
    return ro_agency_add(record, medium, at, basis, &ignored);
}

static bool found_in_metadata(ro_record *record, const ro_medium *medium, ro_span at, ro_basis basis) {
    uint32_t ignored;
    (void)at;
    return add(record, medium, medium->name, basis, (ro_span){0, 0}, &ignored);
}

bool ro_media_in_text(ro_record *record, ro_span span, bool all, ro_basis basis) {
    return media_in(record, record->document->text.bytes, span, all, basis, found_in_text);
}

/* ---- metadata */

static bool read_string(ro_record *record, const char *string, bool all, ro_basis basis) {
    if (!string) return true;
    return media_in(record, string, (ro_span){0, (uint32_t)strlen(string)}, all, basis, found_in_metadata);
}

/* The outlet, where it is a wire service as a whole: "Reuters", but not "Reuters Institute". */
static bool read_outlet(ro_record *record) {
    bool ok = true;
    const char *outlet = record->document->outlet;
    const ro_medium *medium = outlet ? ro_medium_of(record, outlet, strlen(outlet), &ok) : NULL;
    return ok && (!medium || !medium->wire || found_in_metadata(record, medium, (ro_span){0, 0}, RO_BASIS_METADATA));
}

static bool is_picture(const char *credit) { return strstr(credit, "hoto") || strstr(credit, "mage") || strstr(credit, "PHOTO"); }

/* Outlets that the table knows; else the credit's own words are the name. */
static bool read_credit(ro_record *record, const char *credit) {
    enum { LONGEST = 60 };
    size_t had = record->agencies.count, size = strlen(credit);
    uint32_t ignored;
    bool ok = true;
    if (is_picture(credit) || is_own(record, NULL, credit, &ok)) return ok;
    if (!read_string(record, credit, true, RO_BASIS_METADATA)) return false;
    if (record->agencies.count > had || !size || size > LONGEST) return true;
    const ro_medium *medium = ro_medium_of(record, credit, size, &ok);
    return ok && (medium || add(record, NULL, credit, RO_BASIS_METADATA, (ro_span){0, 0}, &ignored));
}

static bool read_metadata(ro_record *record) {
    const ro_document *document = record->document;
    if (!read_outlet(record)) return false;
    for (size_t i = 0; i < document->credits.count; i++)
        if (!read_credit(record, document->credits.items[i])) return false;
    for (size_t i = 0; i < document->bylines.count; i++)
        if (!read_string(record, document->bylines.items[i], false, RO_BASIS_BYLINE)) return false;
    return read_string(record, document->dateline, false, RO_BASIS_DATELINE);
}

bool ro_find_provenance(ro_record *record, ro_error *error) {
    bool ok = read_metadata(record) && ro_dateline_find(record) && ro_credit_lines_find(record);
    return ok || ro_fail_memory(error);
}
