#include "input/html_phrases.h"

#include "input/date.h"
#include "text/text.h"

#include <strings.h>
#include <utf8proc.h>

enum { LINE = 128, MOST = 512 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const labels[] = {
#include "input/data/html_labels.inc"
};
static const char *const cues[] = {
#include "input/data/html_cues.inc"
};
static const char *const ends[] = {
#include "input/data/html_ends.inc"
};

static const char *const comments[] = {
#include "input/data/html_comments.inc"
};
static const char *const pitches[] = {
#include "input/data/html_pitches.inc"
};

static bool is_letter(uint32_t point) {
    if (point < 0x80) return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    return utf8proc_category((utf8proc_int32_t)point) <= UTF8PROC_CATEGORY_LO;
}

static bool is_word(uint32_t point) { return is_letter(point) || (point >= '0' && point <= '9'); }

/* The line's first bytes in small letters, without what stands before its first letter; false: it is longer. */
static bool lower_into(const char *line, char *out, size_t room) {
    size_t size = 0;
    uint32_t length;
    for (; *line; line += length) {
        uint32_t point = ro_utf8_at(line, &length);
        if (!size && !is_word(point) && point != 0xA9) continue;
        if (size + 4 >= room) break;
        utf8proc_int32_t small = point < 0x80
                                     ? (point >= 'A' && point <= 'Z' ? (utf8proc_int32_t)(point | 0x20) : (utf8proc_int32_t)point)
                                     : utf8proc_tolower((utf8proc_int32_t)point);
        size += (size_t)utf8proc_encode_char(small, (utf8proc_uint8_t *)out + size);
    }
    out[size] = 0;
    return !*line;
}

static bool lower(const char *line, char out[LINE]) { return lower_into(line, out, LINE); }

/* Takes off what stands behind the last letter or digit. */
static void strip(char *line) {
    uint32_t size = (uint32_t)strlen(line), length;
    while (size) {
        uint32_t before = ro_utf8_before(line, size);
        if (is_word(ro_utf8_at(line + before, &length))) break;
        size = before;
    }
    line[size] = 0;
}

static bool is_one_of(const char *line, const char *const *list, size_t count) {
    char out[LINE];
    if (!lower(line, out)) return false;
    for (size_t i = 0; i < count; i++)
        if (!strcmp(out, list[i])) return true;
    strip(out);
    for (size_t i = 0; *out && i < count; i++)
        if (!strcmp(out, list[i])) return true;
    return false;
}

bool ro_phrase_is_label(const char *line) { return is_one_of(line, labels, COUNT(labels)); }

/* "More World Stories", "Latest Sports News". */
static bool leads_to_others(const char *line) {
    static const char *const which[] = {"more ",        "other ",   "latest ", "recent ",   "related ", "similar ",
                                        "recommended ", "popular ", "top ",    "trending ", "featured "};
    static const char *const what[] = {" stories", " news",     " articles", " posts",    " headlines",
                                       " videos",  " releases", " insights", " coverage", " galleries"};
    char out[LINE];
    if (!lower(line, out) || strlen(out) > 60 || strpbrk(out, ",;?!.")) return false;
    strip(out);
    if (!strncmp(out, "related to ", 11) || !strncmp(out, "related from ", 13)) return true;
    bool begins = false, ends_so = false;
    for (size_t i = 0; i < COUNT(which); i++) begins = begins || !strncmp(out, which[i], strlen(which[i]));
    for (size_t i = 0; begins && i < COUNT(what); i++) {
        size_t size = strlen(what[i]), whole = strlen(out);
        ends_so = ends_so || (whole > size && !strcmp(out + whole - size, what[i]));
    }
    return ends_so;
}

bool ro_phrase_is_end(const char *line) { return is_one_of(line, ends, COUNT(ends)) || leads_to_others(line); }

/* Numbers before or behind the words are how many there are. */
bool ro_phrase_is_comments(const char *line) {
    char out[LINE];
    if (!lower(line, out)) return false;
    char *from = out + strspn(out, "0123456789 ");
    size_t size = strlen(from);
    while (size && strchr("0123456789 ():.", from[size - 1])) size--;
    from[size] = 0;
    return is_one_of(from, comments, COUNT(comments));
}

/* The first of the pitches, which are sorted, that does not come before a letter. */
static size_t pitches_from(unsigned char first) {
    size_t low = 0, high = COUNT(pitches);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((unsigned char)pitches[middle][0] < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* They begin where a word does; each counts once. */
size_t ro_phrase_pitches(const char *line) {
    char out[MOST];
    bool seen[COUNT(pitches)] = {0};
    size_t count = 0;
    (void)lower_into(line, out, sizeof out);
    for (const char *p = out; *p; p++) {
        bool inside = p > out && p[-1] >= 'a' && p[-1] <= 'z' && *p >= 'a' && *p <= 'z';
        for (size_t i = inside ? COUNT(pitches) : pitches_from((unsigned char)*p); i < COUNT(pitches) && pitches[i][0] == *p;
             i++) {
            if (seen[i] || strncmp(p, pitches[i], strlen(pitches[i]))) continue;
            seen[i] = true;
            count++;
        }
    }
    return count;
}

bool ro_phrase_is_cue(const char *line) {
    char out[LINE];
    uint32_t length;
    (void)lower(line, out);
    for (size_t i = 0; i < COUNT(cues); i++) {
        size_t size = strlen(cues[i]);
        if (!strncmp(out, cues[i], size) &&
            (!is_word(ro_utf8_at(out + size, &length)) || !is_word((unsigned char)cues[i][size - 1])))
            return true;
    }
    return false;
}

bool ro_phrase_is_ornament(const char *line) {
    bool digits = false;
    size_t size = strlen(line);
    for (uint32_t length; *line; line += length) {
        uint32_t point = ro_utf8_at(line, &length);
        if (is_letter(point) || (point >= 0x80 && is_word(point))) return false;
        digits = digits || is_word(point) || point == '.';
    }
    return !digits || (size < 8 && strchr(line - size, '/'));
}

bool ro_phrase_is_sponsor(const char *line) {
    static const char *const parts[] = {"our sponsor", "our partners", "sponsored by", "message from", "presented by"};
    char out[LINE];
    if (!lower(line, out) || strlen(out) > 40) return false;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strstr(out, parts[i])) return true;
    return false;
}

/* Within the last words, which end no sentence but one in brackets. */
bool ro_phrase_is_caption(const char *line) {
    static const char *const credits[] = {
        "photo/",         "photo by ",  "photo:",       "photos:",      "photograph:", "photo credit", "image credit",
        "image:",         "images:",    "getty images", "shutterstock", "picture:",    "pictures:",    "courtesy of ",
        "courtesy photo", "file photo", "foto:",        "(photo",       "reuters/",    "/reuters",     "/afp",
        "/ap)",           "/getty",     "istock",       "via ap)"};
    char out[MOST];
    if (!lower_into(line, out, sizeof out)) return false;
    size_t size = strlen(out);
    const char *from = size > 60 ? out + size - 60 : out;
    const char *stop = strrchr(out, '.');
    if (size && (out[size - 1] == '.' || out[size - 1] == '?' || out[size - 1] == '"')) return false;
    if (stop && stop > from && stop[1] == ' ') from = stop;
    for (size_t i = 0; i < COUNT(credits); i++)
        if (strstr(from, credits[i])) return true;
    return false;
}

/* ---- dates, by-lines */

static bool reads_as_date(const char *line) {
    char date[RO_DATE_SIZE];
    return ro_date_any(line, date);
}

bool ro_phrase_is_date(const char *line) {
    static const char *const before[] = {"published",     "updated",   "last updated", "posted",   "first published",
                                         "last modified", "created",   "date",         "modified", "veröffentlicht",
                                         "publié",        "publicado", "опубликовано"};
    char out[LINE];
    if (!lower(line, out)) return false;
    if (reads_as_date(out)) return true;
    for (size_t i = 0; i < COUNT(before); i++) {
        size_t size = strlen(before[i]);
        if (!strncmp(out, before[i], size) && (reads_as_date(out + size) || strpbrk(out + size, "0123456789")) &&
            strlen(out) < 70)
            return true;
    }
    const char *digits = out + strspn(out, "0123456789");
    return digits > out &&
           (!strncmp(digits, " min read", 9) || !strncmp(digits, " minute read", 12) || !strncmp(digits, " minutes ago", 12) ||
            !strncmp(digits, " hours ago", 10) || !strncmp(digits, " comments", 9));
}

bool ro_phrase_is_byline(const char *line) {
    static const char *const before[] = {
        "by ",         "written by ", "posted by ",   "reported by ", "reporting by ", "additional reporting by ",
        "editing by ", "edited by ",  "compiled by ", "von ",         "par ",          "por ",
        "автор"};
    char out[LINE];
    if (!lower(line, out)) return false;
    uint32_t length;
    for (size_t i = 0; i < COUNT(before); i++) {
        size_t size = strlen(before[i]);
        if (strncmp(out, before[i], size) || strlen(out) > 100) continue;
        const char *name = strchr(line, ' ');
        size_t end = strlen(out);
        if (name && strlen(before[i]) > 2) name = line + (strlen(line) - end) + size;
        if (out[end - 1] == '.' || out[end - 1] == '?' || out[end - 1] == ':') return false;
        return !name || utf8proc_category((utf8proc_int32_t)ro_utf8_at(name, &length)) == UTF8PROC_CATEGORY_LU;
    }
    return false;
}

bool ro_phrase_is_biography(const char *rest) {
    static const char *const ways[] = {
        " is a ",     " is an ",         " is the ", " is our ",     " writes ", " covers ", " reports ", ", a ",
        " has been ", " can be reached", " joined ", " contributed", " works ",  " ist ",    " est ",     " es "};
    for (size_t i = 0; i < COUNT(ways); i++)
        if (!strncmp(rest, ways[i], strlen(ways[i]))) return true;
    return false;
}

/* ---- comparison */

static uint32_t next_letter(const char **at) {
    for (uint32_t length; **at;) {
        uint32_t point = ro_utf8_at(*at, &length);
        *at += length;
        if (is_word(point)) return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    }
    return 0;
}

bool ro_phrase_same(const char *line, size_t size, const char *other) {
    size_t length = strlen(other);
    if (size > 2 * length + 32 || length > 2 * size + 32) return false;
    for (;;) {
        uint32_t a = next_letter(&line), b = next_letter(&other);
        if (a != b) return false;
        if (!a) return true;
    }
}
