#include "model/names.h"

#include <ctype.h>
#include <strings.h>

/* Words that neither begin nor end a name. */
static const char *const function_words[] = {"a",  "an", "and", "as", "at",   "by",  "for", "from", "in",
                                             "is", "of", "on",  "or", "that", "the", "to",  "was",  "with"};

/* Words that end the title before a person's name. */
static const char *const titles[] = {
    "admiral",    "ambassador", "archbishop", "attorney",     "bishop",      "captain",      "chair",       "chairman",
    "chairwoman", "chancellor", "chief",      "colonel",      "commander",   "commissioner", "congressman", "congresswoman",
    "constable",  "councillor", "count",      "dame",         "deputy",      "director",     "doctor",      "dr",
    "dr.",        "emir",       "emperor",    "general",      "gen.",        "gov.",         "governor",    "imam",
    "inspector",  "judge",      "justice",    "king",         "lady",        "leader",       "lieutenant",  "lord",
    "madam",      "major",      "mayor",      "minister",     "miss",        "mr",           "mr.",         "mrs",
    "mrs.",       "ms",         "ms.",        "officer",      "pastor",      "pope",         "premier",     "president",
    "prince",     "princess",   "prof.",      "professor",    "queen",       "rabbi",        "rep.",        "representative",
    "rev.",       "reverend",   "secretary",  "sen.",         "senator",     "sergeant",     "sheikh",      "sheriff",
    "sir",        "speaker",    "spokesman",  "spokesperson", "spokeswoman", "sultan",       "treasurer",
};

/* Alone they are dates. Months that are also given names or surnames are not here. */
static const char *const days_and_months[] = {
    "jan.",     "feb.",   "mar.",    "apr.",      "aug.",     "sept.",  "sep.",     "oct.",      "nov.",    "dec.",
    "sept",     "nov",    "dec",     "january",   "february", "march",  "july",     "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

static bool listed(const char *const *list, size_t count, const char *word, size_t size) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == size && !strncasecmp(list[i], word, size)) return true;
    return false;
}

static uint32_t word_end(const char *text, uint32_t at, uint32_t end) {
    while (at < end && !isspace((unsigned char)text[at])) at++;
    return at;
}

static uint32_t word_start(const char *text, uint32_t start, uint32_t end) {
    while (end > start && !isspace((unsigned char)text[end - 1])) end--;
    return end;
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t end) {
    while (at < end && isspace((unsigned char)text[at])) at++;
    return at;
}

static ro_span trim_ends(const char *text, ro_span s) {
    enum { COUNT = sizeof function_words / sizeof *function_words };
    for (;;) {
        uint32_t end = word_end(text, s.start, s.end);
        if (end == s.start || !listed(function_words, COUNT, text + s.start, end - s.start) ||
            isupper((unsigned char)text[s.start]))
            break;
        s.start = skip_space(text, end, s.end);
    }
    for (;;) {
        uint32_t start = word_start(text, s.start, s.end);
        if (start == s.end || !listed(function_words, COUNT, text + start, s.end - start)) break;
        s.end = start;
        while (s.end > s.start && isspace((unsigned char)text[s.end - 1])) s.end--;
    }
    return s;
}

/* Surnames too: titles only as the first word. */
static const char *const surname_titles[] = {"chief", "count",  "general", "judge", "king",   "lord",  "major",
                                             "pope",  "prince", "queen",   "rabbi", "sultan", "chair", "bishop"};

static bool is_title(const char *text, ro_span s, uint32_t at, uint32_t end) {
    bool surname = listed(surname_titles, sizeof surname_titles / sizeof *surname_titles, text + at, end - at);
    return listed(titles, sizeof titles / sizeof *titles, text + at, end - at) && (!surname || at == s.start);
}

static uint32_t next_word(const char *text, uint32_t at, uint32_t end) { return skip_space(text, word_end(text, at, end), end); }

/* Behind the last title that has words behind it; an office named with "of" or "for" goes with it ("Secretary of State Antony
 * Blinken"). */
static ro_span skip_title(const char *text, ro_span s) {
    uint32_t start = s.start;
    for (uint32_t at = s.start, end; at < s.end; at = skip_space(text, end, s.end)) {
        end = word_end(text, at, s.end);
        if (!is_title(text, s, at, end)) continue;
        start = skip_space(text, end, s.end);
        uint32_t link = word_end(text, start, s.end);
        bool office =
            (link - start == 2 && !memcmp(text + start, "of", 2)) || (link - start == 3 && !memcmp(text + start, "for", 3));
        uint32_t behind = office ? next_word(text, next_word(text, start, s.end), s.end) : s.end;
        if (behind < s.end) start = behind;
    }
    s.start = start;
    return s;
}

static ro_span without_possessive(const char *text, ro_span s) {
    static const char *const endings[] = {"'s", "’s", "'", "’", "\""};
    for (size_t i = 0; i < 5; i++) {
        uint32_t size = (uint32_t)strlen(endings[i]);
        if (s.end - s.start > size && !memcmp(text + s.end - size, endings[i], size)) s.end -= size;
    }
    while (s.end > s.start && isspace((unsigned char)text[s.end - 1])) s.end--;
    return s;
}

/* "Google" is a part of "Google, Inc.", whatever the tagger thinks of its end. The text ends in a zero. */
static ro_span with_legal_form(const char *text, ro_span s) {
    static const char *const forms[] = {", Inc.", ", Inc", " Inc.", ", Ltd.",  ", Ltd",
                                        " Ltd.",  ", LLC", " LLC",  ", Corp.", " Corp."};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i]);
        if (!strncmp(text + s.end, forms[i], n) && !isalnum((unsigned char)text[s.end + n]))
            return (ro_span){s.start, s.end + (uint32_t)n};
    }
    return s;
}

/* "Inc." alone is what is left of a name that was cut. */
static bool is_legal_form(const char *text, ro_span s) {
    static const char *const forms[] = {"co.", "corp.", "inc", "inc.", "llc", "ltd", "ltd.", "plc"};
    return listed(forms, sizeof forms / sizeof *forms, text + s.start, s.end - s.start);
}

static bool follows(const char *text, ro_span s, const char *before) {
    size_t size = strlen(before);
    return s.start >= size && !strncasecmp(text + s.start - size, before, size);
}

/* "Transport" of "Transport Minister", "State" of "Secretary of State", "National Security" of "National Security Adviser": an
 * office's field, not an organisation. The text ends in a zero. */
static bool is_portfolio(const char *text, ro_span s) {
    static const char *const offices[] = {" minister", " ministry", " secretary"};
    static const char *const advisers[] = {" adviser", " advisor"};
    if (!islower((unsigned char)text[s.end - 1])) return false;
    for (size_t i = 0; i < sizeof advisers / sizeof *advisers; i++)
        if (!strncasecmp(text + s.end, advisers[i], strlen(advisers[i])) && s.end - s.start == 17) /* National Security */
            return !strncmp(text + s.start, "National Security", 17);
    if (memchr(text + s.start, ' ', s.end - s.start)) return false;
    if (follows(text, s, "secretary of ") || follows(text, s, "secretaries of ")) return true;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (!strncasecmp(text + s.end, offices[i], strlen(offices[i]))) return true;
    return false;
}

/* What a name is a part of an adjective with: "Moss-backed". */
static const char *const adjectives[] = {
    "affiliated", "aligned", "appointed", "backed",   "based",      "born",       "controlled", "critic", "critical", "era",
    "friendly",   "funded",  "held",      "inspired", "integrated", "led",        "like",       "linked", "loving",   "occupied",
    "owned",      "run",     "sponsored", "style",    "supported",  "supporting", "trained",    "type",   "wide"};

/* Without the rest of such an adjective. */
static ro_span without_adjective(const char *text, ro_span s) {
    uint32_t hyphen = s.end;
    while (hyphen > s.start && islower((unsigned char)text[hyphen - 1])) hyphen--;
    if (hyphen <= s.start + 1 || text[hyphen - 1] != '-') return s;
    if (listed(adjectives, sizeof adjectives / sizeof *adjectives, text + hyphen, s.end - hyphen)) s.end = hyphen - 1;
    return s;
}

ro_span ro_bare_name(const char *text, ro_span span, ro_entity_label label) {
    span = without_adjective(text, without_possessive(text, trim_ends(text, span)));
    if (listed(days_and_months, sizeof days_and_months / sizeof *days_and_months, text + span.start, span.end - span.start))
        return (ro_span){0};
    if (label == RO_ENTITY_ORG && is_portfolio(text, span)) return (ro_span){0};
    if (label == RO_ENTITY_ORG) return is_legal_form(text, span) ? (ro_span){0} : with_legal_form(text, span);
    return label == RO_ENTITY_PER ? trim_ends(text, skip_title(text, span)) : span;
}

/* ---- names with "of" */

/* What has the rest of its name behind "of" or "for". */
static const char *const institutions[] = {
    "academy",    "assembly",  "association", "authority",  "bank",      "board",         "bureau",
    "chamber",    "church",    "college",     "commission", "committee", "confederation", "congress",
    "council",    "court",     "department",  "embassy",    "faculty",   "federation",    "foundation",
    "house",      "institute", "institution", "ministry",   "office",    "organisation",  "organization",
    "parliament", "party",     "school",      "society",    "tribes",    "union",         "university"};

static uint32_t link_end(const char *text, uint32_t at) {
    static const char *const links[] = {" of the ", " for the ", " of ", " for "};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (!strncmp(text + at, links[i], strlen(links[i]))) return at + (uint32_t)strlen(links[i]);
    return at;
}

static bool is_capital(const char *text, uint32_t at) { return isupper((unsigned char)text[at]) != 0; }

/* The end of a run of words with capitals, "and" between them; titles end it. */
static uint32_t capitals_end(const char *text, uint32_t at) {
    enum { WORDS = 4 };
    uint32_t end = at;
    for (int n = 0; n < WORDS && is_capital(text, at); n++) {
        uint32_t to = at;
        while (isalpha((unsigned char)text[to]) || (unsigned char)text[to] >= 0x80 ||
               (text[to] == '-' && isalpha((unsigned char)text[to + 1])))
            to++;
        if (to == at || listed(titles, sizeof titles / sizeof *titles, text + at, to - at)) break;
        end = to;
        bool and = !strncmp(text + to, " and ", 5) && is_capital(text, to + 5);
        if (!and&&(text[to] != ' ' || !is_capital(text, to + 1))) break;
        at = to + (and? 5 : 1);
    }
    return end;
}

ro_span ro_name_of(const char *text, ro_span span, ro_span next) {
    uint32_t last = word_start(text, span.start, span.end), behind = link_end(text, span.end);
    if (behind == span.end || !is_capital(text, last) || !is_capital(text, behind)) return span;
    if (!listed(institutions, sizeof institutions / sizeof *institutions, text + last, span.end - last)) return span;
    if (next.start == behind) return (ro_span){span.start, next.end};
    uint32_t end = capitals_end(text, behind);
    return (ro_span){span.start, next.start > behind && next.start < end ? next.start - 1 : end > behind ? end : span.end};
}
