#include "input/furniture.h"

#include "input/html_phrases.h"
#include "input/names.h"
#include "text/text.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

enum { A_LINE = 160, A_CAPTION = 300 };

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BEGINS(words, list) ro_words_begin((words), (list), COUNT(list))

/* ---- dates */

static const char *const PUBLISHED[] = {
    "published on:",   "published on", "published at", "published:", "published", "first published:",
    "first published", "posted on",    "posted:",      "posted",     "date:",     "issued:",
    "issued",          "released:",    "released",     "filed:",     "created:"};
static const char *const MODIFIED[] = {"last updated:", "last updated",   "updated on",    "updated:", "updated at",
                                       "updated",       "last modified:", "last modified", "modified:"};

/* "Tuesday, March 3" and "3 March at 10:15" are dates but for the year. */
static bool is_day(const char *words) {
    char lent[A_LINE + 8], date[RO_DATE_SIZE];
    if (strlen(words) >= A_LINE || !strpbrk(words, "0123456789")) return false;
    snprintf(lent, sizeof lent, "%s 2000", words);
    return ro_date_any(lent, date);
}

/* What is left of a line without a date in it; *words is then what stands before and behind. False: there is none. */
static bool take_date(char *words, ro_line *line) {
    char date[RO_DATE_SIZE];
    size_t from, to, lead = BEGINS(words, MODIFIED);
    char *field = lead ? line->modified : line->published;
    if (!lead) lead = BEGINS(words, PUBLISHED);
    bool found = ro_date_in(words + lead, date, &from, &to);
    if (!found && !(lead && is_day(words + lead)) && !is_day(words)) return false;
    if (!found) return *words = 0, true;
    if (!*field) memcpy(field, date, sizeof date);
    from += lead;
    to += lead;
    if (lead) memset(words, ' ', lead);
    for (size_t i = from; i < to; i++) words[i] = i == from ? '|' : ' ';
    return true;
}

/* ---- by-lines */

static const char *const BY[] = {
    "by:",     "by",       "byline:", "by-line:",  "written by", "posted by", "reported by", "reporting by", "story by",
    "text by", "words by", "words:",  "report by", "author:",    "authors:",  "reporter:",   "text:",        "compiled by"};

/* "our foreign desk", "staff reporters", "a special correspondent" */
static bool is_desk(const char *words) {
    static const char *const first[] = {"our", "a", "the", "staff", "special", "agency", "news", "reuters", "web"};
    static const char *const what[] = {"desk",    "correspondent", "correspondents", "staff",  "reporter", "reporters", "writer",
                                       "writers", "team",          "agencies",       "bureau", "newsroom", "agency"};
    if (!BEGINS(words, first) || ro_words_count(words) > 6) return false;
    for (const char *p = words; *p; p += strcspn(p, " "), p += strspn(p, " "))
        if (ro_words_listed(p, strcspn(p, " ,"), what, COUNT(what))) return true;
    return false;
}

/* One to three capitalised words, of which none is a day or a month: "By Reuters" */
static bool is_named(const char *words) {
    static const char *const others[] = {"monday",   "tuesday", "wednesday", "thursday",  "friday",  "saturday",
                                         "sunday",   "january", "february",  "march",     "april",   "may",
                                         "june",     "july",    "august",    "september", "october", "november",
                                         "december", "the",     "all",       "any"};
    size_t count = 0;
    for (const char *p = words; *p; count++) {
        size_t size = strcspn(p, " ");
        if (!ro_words_upper(p) || ro_words_listed(p, size, others, COUNT(others))) return false;
        p += size;
        p += strspn(p, " ");
    }
    return count && count <= 3;
}

/* The names behind "By"; size 0: it is none's by-line. */
static ro_part names_by(const char *words) {
    ro_part names;
    bool known;
    while (*words && strchr(" ,|", *words)) words++;
    if (ro_words_names(words, &names, &known)) return names;
    size_t size = strlen(words);
    while (size && strchr(" ,|", words[size - 1])) size--;
    if (!size || words[size - 1] == '.') return (ro_part){0};
    return is_desk(words) || ro_words_outlet(words, size) || is_named(words) ? (ro_part){words, size} : (ro_part){0};
}

/* ---- parts of a line: "By Anna Reuter | Halden Wire | 3 March 2026" */

static const char *const SEPARATORS[] = {" | ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ",
                                         " / ", "|"};

static const char *const KICKERS[] = {"analysis",
                                      "breaking",
                                      "breaking news",
                                      "business",
                                      "economy",
                                      "editorial",
                                      "entertainment",
                                      "exclusive",
                                      "explainer",
                                      "feature",
                                      "for immediate release",
                                      "health",
                                      "interview",
                                      "just in",
                                      "live",
                                      "local",
                                      "local news",
                                      "media release",
                                      "national",
                                      "news",
                                      "news analysis",
                                      "news release",
                                      "opinion",
                                      "politics",
                                      "press release",
                                      "science",
                                      "sport",
                                      "sports",
                                      "technology",
                                      "update",
                                      "updated",
                                      "world",
                                      "world news",
                                      "international"};

static bool is_label(const char *words) {
    return ro_phrase_is_label(words) || ro_phrase_is_sponsor(words) ||
           ro_words_listed(words, strlen(words), KICKERS, COUNT(KICKERS));
}

/* One to four words, all with a capital. */
static bool is_capitalised(ro_part words) {
    size_t count = 0;
    const char *end = words.at + words.size;
    for (const char *p = words.at; p < end; count++) {
        if (!ro_words_upper(p) && !ro_is_digit(*p)) return false;
        p += strcspn(p, " ");
        p += strspn(p, " ,");
    }
    return count && count <= 4;
}

/* One part. *dated: it has a date. False: it may be anything. */
static bool read_part(ro_part whole, ro_line *line, bool *dated) {
    char copy[A_LINE];
    memcpy(copy, whole.at, whole.size);
    copy[whole.size] = 0;
    if (take_date(copy, line)) *dated = true;
    ro_part rest = ro_words_part(copy, strlen(copy)), names = {0};
    copy[rest.at - copy + (ptrdiff_t)rest.size] = 0;
    if (!rest.size) return true;
    size_t by = BEGINS(rest.at, BY);
    bool known = true, few = is_capitalised(rest);
    if (by)
        names = names_by(rest.at + by);
    else if (ro_words_outlet(rest.at, rest.size))
        line->outlet = (ro_part){whole.at + (rest.at - copy), rest.size};
    else if (!*dated || !ro_words_names(rest.at, &names, &known) || !known) /* "New York, 3 March 2026" */
        return is_label(rest.at) || (*dated && few);
    if (names.size) line->names = (ro_part){whole.at + (names.at - copy), names.size};
    return names.size || !by;
}

static size_t separator(const char *p) {
    for (size_t i = 0; i < COUNT(SEPARATORS); i++)
        if (!strncmp(p, SEPARATORS[i], strlen(SEPARATORS[i]))) return strlen(SEPARATORS[i]);
    return 0;
}

/* A line all of whose parts are known, or are a few capitalised words, with a date or a by-line among them. */
static bool read_parts(const char *words, ro_line *line) {
    bool dated = false;
    ro_line found = {0};
    for (const char *p = words; *p;) {
        size_t size = 0, joint = 0;
        while (p[size] && !(joint = separator(p + size))) size++;
        bool here = false;
        if (size && !read_part((ro_part){p, size}, &found, &here) && !is_capitalised((ro_part){p, size})) return false;
        dated = dated || here;
        p += size + joint;
    }
    if (!dated && !found.names.size) return false;
    found.kind = found.names.size ? RO_LINE_BYLINE : RO_LINE_DATED;
    *line = found;
    return true;
}

/* ---- lines above the story */

/* "Headline: …", "Source: …" */
static bool read_field(const char *words, ro_line *line) {
    static const char *const titles[] = {"headline:", "title:", "subject:", "hed:"};
    static const char *const outlets[] = {"outlet:", "publication:", "newspaper:", "publisher:"};
    static const char *const credits[] = {"source:", "sources:", "via:", "agency:", "credit:", "copyright", "\xC2\xA9"};
    static const char *const dated[] = {"dateline:"};
    static const char *const labels[] = {
        "section:", "category:", "categories:", "tags:",     "keywords:", "topics:",  "slug:", "location:", "place:",
        "url:",     "link:",     "embargo:",    "embargoed", "contact:",  "to:",      "from:", "ref:",      "subhead:",
        "dek:",     "deck:",     "standfirst:", "kicker:",   "http://",   "https://", "www."};
    size_t size = BEGINS(words, titles);
    if (size) {
        line->title = ro_words_part(words + size, strlen(words + size));
        return line->kind = RO_LINE_TITLE, line->title.size > 0;
    }
    if ((size = BEGINS(words, outlets))) {
        line->outlet = ro_words_part(words + size, strlen(words + size));
        return line->kind = RO_LINE_LABEL, true;
    }
    if (BEGINS(words, credits)) return line->kind = RO_LINE_CREDIT, true;
    if (BEGINS(words, dated)) return line->kind = RO_LINE_DATED, true;
    return BEGINS(words, labels) ? line->kind = RO_LINE_LABEL, true : false;
}

/* "TARSK, March 4 (Corvan) - …": the capitals of a place, then a dash or a bracket soon; *bare: and nothing behind them. */
static bool is_dateline(const char *words, bool *bare) {
    static const char *const dashes[] = {" - ", " -- ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", "\xE2\x80\x94", " _ ", ")-",
                                         ") ",  "--"};
    enum { SOON = 70, FEW = 9 };
    size_t size = strcspn(words, " ,"), whole = strlen(words);
    bool capitals = size > 2, bracket = *words == '(';
    for (size_t i = 0; i < size; i++) capitals = capitals && !islower((unsigned char)words[i]);
    *bare = false;
    if (!capitals && !bracket) return false;
    for (size_t i = size; i < whole && i < SOON; i++) {
        size_t dash = ro_words_begin(words + i, dashes, COUNT(dashes));
        if (!dash) continue;
        size_t rest = i + dash;
        while (words[rest] && strchr(" -", words[rest])) rest++;
        for (const char *p = words + rest; *p; p++)
            if (islower((unsigned char)*p)) return true; /* else a headline in capitals */
    }
    static const char *const ends[] = {")", "-", "_", "\xE2\x80\x94", "\xE2\x80\x93"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t n = strlen(ends[i]);
        *bare = *bare || (whole > n && !strcmp(words + whole - n, ends[i]));
    }
    return *bare = *bare && ro_words_count(words) <= FEW, *bare;
}

static bool is_address(const char *words) { return strchr(words, '@') && !strchr(words, ' '); }

void ro_line_above(const char *words, ro_line *line) {
    size_t size = strlen(words);
    bool bare;
    *line = (ro_line){.kind = RO_LINE_STORY};
    if (!size) return;
    if (size < A_LINE && (read_field(words, line) || read_parts(words, line))) return;
    *line = (ro_line){.kind = RO_LINE_STORY};
    if (ro_line_amid(words) != RO_LINE_PLAIN)
        line->kind = ro_line_amid(words);
    else if (is_dateline(words, &bare))
        line->kind = bare ? RO_LINE_DATED : RO_LINE_STORY;
    else if (size < A_LINE && (is_label(words) || is_address(words) || ro_phrase_is_ornament(words)))
        line->kind = RO_LINE_LABEL;
    else if (size < A_LINE && ro_phrase_is_date(words))
        line->kind = RO_LINE_DATED;
    else if (!ro_words_end(words) && ro_words_head(words))
        line->kind = RO_LINE_PLAIN;
    else if (size < A_LINE && !ro_words_end(words) && ro_words_count(words) <= 2)
        line->kind = RO_LINE_PLAIN;
}
