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

/* "Transport" of "Transport Minister" is an office's field, not an organisation. The text ends in a zero. */
static bool is_portfolio(const char *text, ro_span s) {
    static const char *const offices[] = {" minister", " ministry", " secretary"};
    if (memchr(text + s.start, ' ', s.end - s.start) || !islower((unsigned char)text[s.end - 1])) return false;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (!strncasecmp(text + s.end, offices[i], strlen(offices[i]))) return true;
    return false;
}

ro_span ro_bare_name(const char *text, ro_span span, ro_entity_label label) {
    span = without_possessive(text, trim_ends(text, span));
    if (listed(days_and_months, sizeof days_and_months / sizeof *days_and_months, text + span.start, span.end - span.start))
        return (ro_span){0};
    if (label == RO_ENTITY_ORG && is_portfolio(text, span)) return (ro_span){0};
    if (label == RO_ENTITY_ORG) return is_legal_form(text, span) ? (ro_span){0} : with_legal_form(text, span);
    return label == RO_ENTITY_PER ? trim_ends(text, skip_title(text, span)) : span;
}
