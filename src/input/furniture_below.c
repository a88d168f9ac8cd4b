#include "input/furniture.h"

#include "input/html_phrases.h"
#include "text/text.h"

enum { A_LINE = 160, A_CAPTION = 300, A_NOTICE = 400 };

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BEGINS(words, list) ro_words_begin((words), (list), COUNT(list))

/* The words inside of a bracket that is all there is. */
static const char *inside(const char *words, bool *bracket) {
    size_t size = strlen(words);
    *bracket = size > 2 && strchr("([", *words) && strchr(")]", words[size - 1]);
    return *bracket ? words + 1 : words;
}

/* ---- amid the story */

/* "The north quay on Monday. Image: Mia Sund.": who made the picture, in a few words at the end. */
static bool is_credited(const char *words) {
    static const char *const marks[] = {"image: ", "images: ", "photo: ", "photos: ", "picture: ", "photograph: "};
    enum { FEW = 7 };
    const char *behind = NULL;
    for (const char *p = words; *p; p++) {
        size_t size = *p == 'I' || *p == 'P' ? ro_words_begin(p, marks, COUNT(marks)) : 0;
        if (size) behind = p + size;
    }
    return behind && ro_words_upper(behind) && ro_words_count(behind) <= FEW && !strstr(behind, ". ");
}

ro_line_kind ro_line_amid(const char *words) {
    static const char *const pictures[] = {
        "photo:",     "photos:",  "photograph:",   "picture:",     "pictures:",    "image:",         "images:",  "caption:",
        "graphic:",   "video:",   "illustration:", "map:",         "file photo",   "pictured:",      "photo by", "photos by",
        "picture by", "image by", "photo/",        "photo credit", "image credit", "photo courtesy", "watch:",   "listen:"};
    static const char *const pointers[] = {
        "read more:", "read also:",     "also read:",       "related:",         "see also:",
        "read next:", "related story:", "related stories:", "related article:", "related articles:"};
    size_t size = strlen(words);
    bool bracket;
    const char *in = inside(words, &bracket);
    if (!size || size > A_CAPTION) return RO_LINE_PLAIN;
    if (BEGINS(in, pictures) || ro_phrase_is_caption(words) || is_credited(words)) return RO_LINE_CAPTION;
    if (size > A_LINE) return RO_LINE_PLAIN;
    return ro_phrase_is_label(words) || (BEGINS(in, pointers) && !ro_words_end(words)) ? RO_LINE_LABEL : RO_LINE_PLAIN;
}

/* ---- below it */

static const char *const CREDITS[] = {"reporting by",
                                      "additional reporting",
                                      "writing by",
                                      "editing by",
                                      "edited by",
                                      "compiled by",
                                      "translated by",
                                      "written by",
                                      "produced by",
                                      "reported by",
                                      "reporting and writing by",
                                      "with reporting",
                                      "with files from",
                                      "with inputs from",
                                      "with additional",
                                      "with agency",
                                      "with agencies",
                                      "with material",
                                      "with information from",
                                      "with contributions",
                                      "contributed by",
                                      "story by",
                                      "source:",
                                      "sources:",
                                      "via:",
                                      "credit:",
                                      "copyright",
                                      "\xC2\xA9",
                                      "(c)",
                                      "all rights reserved"};

static const char *const NOTICES[] = {"contact:",
                                      "contacts:",
                                      "media contact",
                                      "press contact",
                                      "for more information",
                                      "for further information",
                                      "editor's note",
                                      "editor\xE2\x80\x99s note",
                                      "editors' note",
                                      "correction:",
                                      "clarification:",
                                      "follow us",
                                      "subscribe",
                                      "sign up",
                                      "read more",
                                      "also read",
                                      "see also",
                                      "related:",
                                      "more on this",
                                      "click here",
                                      "http://",
                                      "https://",
                                      "www.",
                                      "tags:",
                                      "topics:",
                                      "filed under",
                                      "share this"};

/* "This story was first published by …", "An earlier version of this article misstated …" */
static bool is_note(const char *words) {
    static const char *const begin[] = {"this story",    "this article",       "this report",        "this piece",
                                        "this dispatch", "an earlier version", "a previous version", "a version of this"};
    static const char *const what[] = {" published", " updated",  " amended",    " corrected", " misstated", " misspelled",
                                       " produced",  " appeared", " translated", " provided",  " supplied",  " incorrectly"};
    bool told = false;
    for (size_t i = 0; i < COUNT(what); i++) told = told || strstr(words, what[i]);
    return told && BEGINS(words, begin);
}

/* "Jon Ild contributed to this report" */
static bool is_contribution(const char *words) {
    const char *at = strstr(words, " contributed ");
    return at && (strstr(at, " to this ") || strstr(at, " reporting"));
}

/* "ENDS", "###", "-30-" */
static bool is_close(const char *words) {
    static const char *const closes[] = {"end", "ends", "-ends-", "- ends -", "-30-", "- 30 -", "(end)", "(ends)"};
    return ro_words_listed(words, strlen(words), closes, COUNT(closes)) || ro_phrase_is_ornament(words);
}

/* "— Halden Wire", "(AFP)", "dpa/afp", "(ar/ji)": a few names or initials. */
static bool is_sign_off(const char *words) {
    enum { FEW = 5, SMALL = 30 };
    static const char *const dashes[] = {"-- ", "- ", "\xE2\x80\x94", "\xE2\x80\x93"};
    size_t size = strlen(words), count = ro_words_count(words);
    bool bracket;
    const char *in = inside(words, &bracket);
    if (!count || count > FEW || strchr(":?!.", words[size - 1])) return false;
    if (size <= SMALL && strchr(words, '/') && !strchr(words, ' ')) return true;
    size_t dash = bracket ? 0 : BEGINS(in, dashes);
    in += dash;
    while (*in == ' ') in++;
    return (bracket || dash) && ro_words_upper(in);
}

ro_line_kind ro_line_below(const char *words) {
    size_t size = strlen(words);
    bool bracket;
    const char *in = inside(words, &bracket);
    ro_line_kind amid = ro_line_amid(words);
    if (!size || size > A_NOTICE) return RO_LINE_PLAIN;
    if (BEGINS(in, CREDITS) || is_contribution(words) || is_note(in) || is_sign_off(words)) return RO_LINE_CREDIT;
    if (amid != RO_LINE_PLAIN) return amid;
    return BEGINS(in, NOTICES) || is_close(words) ? RO_LINE_LABEL : RO_LINE_PLAIN;
}

size_t ro_line_tail(const char *words) {
    size_t size = strlen(words), from = size;
    if (size < 4 || !strchr(")]", words[size - 1])) return size;
    while (from && !strchr("([", words[from - 1])) from--;
    if (from < 3 || size - from > A_CAPTION || words[from - 2] != ' ') return size;
    const char *in = words + from;
    bool stop = strchr(".!?\"\x9D\x99", words[from - 3]) != NULL; /* the last two end ” and ’ */
    bool credit = BEGINS(in, CREDITS) || (stop && is_sign_off(in - 1));
    return stop && credit ? from - 1 : size;
}
