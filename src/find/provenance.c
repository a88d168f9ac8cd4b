#include "find/provenance.h"

static const char REPORTING[] = " report reports reported quoted cited carried published ";
static const char CREDIT_WORDS[] = " source sources reporting editing additional written edited compiled with ";
/* ---- agencies */

bool ro_agency_add(ro_record *record, const char *name, ro_basis basis, ro_span span) {
    for (size_t i = 0; i < record->agencies.count; i++)
        if (i >= RO_MOST_AGENCIES || !strcmp(record->agencies.items[i].name, name)) return true;
    return ro_list_add(record->arena, &record->agencies, (ro_agency){name, basis, span});
}

/* The row of a name as written, without an article before it; NULL: unknown, or *ok false: out of memory. */
const ro_medium *ro_medium_of(ro_record *record, const char *bytes, size_t size, bool *ok) {
    const char *fold = ro_fold(record->arena, bytes, size);
    if (!fold) return *ok = false, NULL;
    if (!strncmp(fold, "the ", 4)) fold += 4;
    return ro_medium_find(fold);
}

static size_t trim(const char **bytes, size_t size) {
    while (size && strchr(" \t\n.,;:()[]", **bytes)) ++*bytes, size--;
    while (size && strchr(" \t\n.,;:()[]", (*bytes)[size - 1])) size--;
    return size;
}

static bool add_named_wire(ro_record *record, const char *piece, size_t size, ro_basis basis) {
    bool ok = true;
    size = trim(&piece, size);
    const ro_medium *medium = size ? ro_medium_of(record, piece, size, &ok) : NULL;
    return medium && medium->wire ? ro_agency_add(record, medium->name, basis, (ro_span){0, 0}) : ok;
}

/* "By Jane Doe, Associated Press", "AFP/Reuters", "Jane Doe of Reuters" */
static bool read_byline(ro_record *record, const char *byline) {
    static const char *const LINKS[] = {" of ", " for ", " and ", " with ", "By ", "by "};
    for (const char *at = byline; *at;) {
        size_t size = strcspn(at, ",;/|()&");
        const char *piece = at;
        if (!add_named_wire(record, piece, size, RO_BASIS_BYLINE)) return false;
        for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
            const char *link = strstr(at, LINKS[i]), *end = at + size;
            if (!link || link >= end) continue;
            const char *behind = link + strlen(LINKS[i]);
            if (behind >= end) continue;
            if (!add_named_wire(record, at, (size_t)(link - at), RO_BASIS_BYLINE)) return false;
            if (!add_named_wire(record, behind, (size_t)(end - behind), RO_BASIS_BYLINE)) return false;
        }
        at += size + (at[size] != 0);
    }
    return true;
}

static bool read_metadata(ro_record *record) {
    const ro_document *document = record->document;
    if (document->outlet && !add_named_wire(record, document->outlet, strlen(document->outlet), RO_BASIS_METADATA)) return false;
    for (size_t i = 0; i < document->bylines.count; i++)
        if (!read_byline(record, document->bylines.items[i])) return false;
    return true;
}

/* ---- names in the text */

/* The outlet or agency that the words from `at` name; *count is how many words. */
static const ro_medium *medium_at(const ro_words *words, uint32_t at, uint32_t *count) {
    enum { WORDS = 5, SIZE = 64 };
    char key[SIZE];
    const ro_medium *best = NULL;
    size_t size = 0;
    if (!words->items[at].upper) return NULL;
    for (uint32_t i = at; i < words->count && i < at + WORDS; i++) {
        const ro_plain_word *word = &words->items[i];
        size_t length = strlen(word->fold);
        if (size + length + 2 > SIZE || (i > at && (word->gap != ' ' || words->items[i - 1].possessive))) break;
        if (i > at) key[size++] = ' ';
        memcpy(key + size, word->fold, length + 1);
        size += length;
        if (i == at && length < 4 && !word->capitals) continue;
        const ro_medium *row = ro_medium_find(key);
        if (!row) continue;
        best = row;
        *count = i - at + 1;
    }
    return best;
}

static bool is_plain(const ro_words *words, uint32_t at) { return at < words->count && words->items[at].gap == ' '; }

/* Whether the words around a name say that it reported: "according to a report by X", "X reported", "the X news agency reported".
 */
static bool credited(const ro_words *words, uint32_t from, uint32_t to) {
    const ro_plain_word *w = words->items;
    while (is_plain(words, to) && ro_word_in(&w[to], " news agency newspaper newswire daily also has had ")) to++;
    if (is_plain(words, to) && ro_word_in(&w[to], " reported reports report ")) return true;
    while (from && w[from].gap == ' ' && ro_word_in(&w[from - 1], " the a an news agency newspaper newswire ")) from--;
    if (from < 2 || w[from].gap != ' ' || w[from - 1].gap != ' ') return false;
    if (ro_word_in(&w[from - 1], " to ")) return ro_word_in(&w[from - 2], " according ");
    return ro_word_in(&w[from - 1], " by ") && ro_word_in(&w[from - 2], REPORTING);
}

static bool is_own(const ro_record *record, const char *name) {
    const char *outlet = record->document->outlet;
    return outlet && !strcmp(outlet, name);
}

/* "the Ostwire news agency reported": an agency that no table has. */
static bool read_unknown_agency(ro_record *record, const ro_words *words, uint32_t at) {
    const ro_plain_word *w = words->items;
    if (at + 2 >= words->count || !w[at].upper || w[at].possessive || !ro_word_in(&w[at + 1], " news ") ||
        !ro_word_in(&w[at + 2], " agency "))
        return true;
    uint32_t ignored, to = w[at + 2].upper ? at + 3 : at + 1;
    if (!is_plain(words, at + 1) || !is_plain(words, at + 2) || ro_country_at(words, at, at + 1, &ignored) ||
        ro_word_in(&w[at], " the a state "))
        return true;
    if (!credited(words, at, at + 3)) return true;
    ro_span span = ro_words_span(words, at, to);
    const char *name = ro_arena_copy(record->arena, record->document->text.bytes + span.start, span.end - span.start);
    return name && (is_own(record, name) || ro_agency_add(record, name, RO_BASIS_TEXT, span));
}

static bool read_text(ro_record *record, const ro_words *words) {
    for (uint32_t i = 0; i < words->count; i++) {
        uint32_t count = 0;
        const ro_medium *medium = medium_at(words, i, &count);
        if (!medium) {
            if (!read_unknown_agency(record, words, i)) return false;
            continue;
        }
        bool adds = credited(words, i, i + count) && !is_own(record, medium->name);
        if (adds && !ro_agency_add(record, medium->name, RO_BASIS_TEXT, ro_words_span(words, i, i + count))) return false;
        i += count - 1;
    }
    return true;
}

/* ---- credit lines: "(Reporting by …; Editing by …)", "Source: Xinhua", "The Associated Press contributed to this report" */

static bool opens_credit(const ro_words *words, uint32_t from, uint32_t to) {
    enum { LONGEST = 40 };
    const ro_plain_word *w = words->items;
    if (to - from > LONGEST) return false;
    if (ro_word_in(&w[from], CREDIT_WORDS) || to - from < 4) return true;
    for (uint32_t i = from; i + 1 < to; i++)
        if (ro_word_in(&w[i], " contributed reporting ") && ro_word_in(&w[i + 1], " to by ")) return true;
    return false;
}

static bool read_credits(ro_record *record, const ro_words *words) {
    enum { PARAGRAPHS = 3 };
    uint32_t to = (uint32_t)words->count;
    for (int i = 0; i < PARAGRAPHS && to; i++) {
        uint32_t from = to - 1;
        const char *bytes = record->document->text.bytes;
        while (from && !memchr(bytes + words->items[from - 1].span.end, '\n',
                               words->items[from].span.start - words->items[from - 1].span.end)) {
            if (to - from > 60) return true;
            from--;
        }
        if (!from) return true;
        for (uint32_t k = from; opens_credit(words, from, to) && k < to; k++) {
            uint32_t count;
            const ro_medium *medium = medium_at(words, k, &count);
            bool adds =
                medium && (medium->wire || ro_word_in(&words->items[from], " source sources ")) && !is_own(record, medium->name);
            if (adds && !ro_agency_add(record, medium->name, RO_BASIS_CREDIT, ro_words_span(words, k, k + count))) return false;
        }
        to = from;
    }
    return true;
}

bool ro_find_provenance(ro_record *record, ro_error *error) {
    ro_words words = {0};
    bool ok = read_metadata(record) && ro_dateline_find(record) && ro_words_make(&words, record) &&
              read_credits(record, &words) && read_text(record, &words);
    return ok || ro_fail_memory(error);
}
