#include "input/furniture.h"

#include "input/html_phrases.h"
#include "input/names.h"
#include "text/text.h"

#include <ctype.h>
#include <strings.h>

enum {
    ABOVE = 16,        /* paragraphs looked at for where the story begins */
    BELOW = 12,        /* likewise for where it ends */
    WORDS = 512,       /* bytes of a paragraph; a longer one is the story's */
    WRAPPED = 100,     /* code points: lines that are longer were not wrapped by hand */
    PLAIN = 4,         /* lines above the story that may be headlines; where there are more it is a list */
    MOST = 200 * 1000, /* paragraphs; no report has more */
};

typedef struct paragraph {
    ro_span span;
    bool apart; /* an empty line, or the end of the text, is behind it */
} paragraph;

typedef struct finder {
    ro_document *document;
    ro_arena *arena; /* for the search alone */
    struct {
        paragraph *items;
        size_t count, room;
    } paragraphs;
    size_t begin, end; /* the story's paragraphs */
    uint32_t stop;     /* the byte where the story ends: a credit may stand behind its last sentence */
    char words[WORDS]; /* of the paragraph at hand */
    bool failed;       /* out of memory */
} finder;

/* ---- paragraphs */

static uint32_t line_end(const ro_text *text, uint32_t at) {
    const char *end = memchr(text->bytes + at, '\n', text->size - at);
    return end ? (uint32_t)(end - text->bytes) : text->size;
}

static uint32_t width_of(const ro_text *text, ro_span span) {
    return ro_text_points(text, span.end) - ro_text_points(text, span.start);
}

/* The longest line's code points; 0: some are so long that none was wrapped. */
static uint32_t wrap_width(const ro_text *text) {
    uint32_t most = 0;
    for (uint32_t at = 0, end; at < text->size && most <= WRAPPED; at = end + 1) {
        end = line_end(text, at);
        uint32_t width = width_of(text, ro_text_trim(text, (ro_span){at, end}));
        if (width > most) most = width;
    }
    return most > WRAPPED ? 0 : most;
}

static uint32_t first_word(const ro_text *text, ro_span line) {
    uint32_t at = line.start;
    while (at < line.end && !ro_is_blank(text->bytes[at])) at++;
    return width_of(text, (ro_span){line.start, at});
}

/* Lines that were wrapped are one paragraph: the next one's first word would not have fit. */
static bool find_paragraphs(finder *f) {
    const ro_text *text = &f->document->text;
    uint32_t width = wrap_width(text);
    paragraph *last = NULL;
    for (uint32_t at = 0, end, before = 0; at < text->size && f->paragraphs.count < MOST; at = end + 1) {
        end = line_end(text, at);
        ro_span line = ro_text_trim(text, (ro_span){at, end});
        if (ro_span_empty(line)) {
            if (last) last->apart = true;
            before = 0;
            continue;
        }
        bool wrapped = width && before && before + 1 + first_word(text, line) > width;
        before = width_of(text, line);
        if (wrapped) {
            last->span.end = line.end;
            continue;
        }
        if (!ro_list_add(f->arena, &f->paragraphs, (paragraph){line, false})) return false;
        last = &f->paragraphs.items[f->paragraphs.count - 1];
    }
    if (last) last->apart = true;
    return true;
}

/* The words of a paragraph with single spaces; "" where it is too long to be furniture. */
static const char *words_of(finder *f, size_t i) {
    const ro_text *text = &f->document->text;
    ro_span span = f->paragraphs.items[i].span;
    size_t size = 0;
    for (uint32_t at = span.start, length; at < span.end; at += length) {
        uint32_t point = ro_utf8_at(text->bytes + at, &length);
        if (size + length + 1 >= WORDS) return f->words[0] = 0, f->words;
        if (!ro_is_space(point)) {
            memcpy(f->words + size, text->bytes + at, length);
            size += length;
        } else if (size && f->words[size - 1] != ' ')
            f->words[size++] = ' ';
    }
    f->words[size] = 0;
    return f->words;
}

/* ---- what is found */

static void put(finder *f, ro_furniture_kind kind, ro_span span) {
    f->failed = f->failed || !ro_list_add(f->document->arena, &f->document->furniture, (ro_furniture){kind, span});
}

static const char *keep(finder *f, ro_part part) {
    const char *copy = ro_arena_copy(f->document->arena, part.at, part.size);
    f->failed = f->failed || !copy;
    return copy;
}

static void fill(finder *f, const char **field, ro_part part) {
    if (!*field && part.size) *field = keep(f, part);
}

static bool has_byline(const ro_document *document, const char *name, size_t size) {
    for (size_t i = 0; i < document->bylines.count; i++)
        if (strlen(document->bylines.items[i]) == size && !strncmp(document->bylines.items[i], name, size)) return true;
    return false;
}

static void add_bylines(finder *f, ro_part part) {
    const char *line = keep(f, part), *name;
    size_t size;
    if (!line) return;
    ro_names names = ro_names_of(line);
    names.several = names.several || strstr(line, ", ");
    while (ro_names_next(&names, &name, &size)) {
        if (!size || has_byline(f->document, name, size)) continue;
        const char *own = keep(f, (ro_part){name, size});
        f->failed = f->failed || !own || !ro_list_add(f->document->arena, &f->document->bylines, own);
    }
}

static ro_furniture_kind kind_of(ro_line_kind kind) {
    switch (kind) {
    case RO_LINE_TITLE: return RO_HEADLINE;
    case RO_LINE_BYLINE: return RO_BYLINE;
    case RO_LINE_DATED: return RO_DATED;
    case RO_LINE_CAPTION: return RO_CAPTION;
    case RO_LINE_CREDIT: return RO_CREDIT;
    default: return RO_LABEL;
    }
}

/* ---- above the story */

typedef struct head {
    ro_line lines[ABOVE]; /* what their parts point to is the document's */
    size_t count;         /* paragraphs above the story */
    size_t plain[PLAIN];  /* those whose words alone do not tell what they are */
    size_t plains;        /* how many; more than PLAIN: too many */
    bool titled;          /* the headline was met */
} head;

static void keep_part(finder *f, ro_part *part) {
    if (part->size && !(part->at = keep(f, *part))) part->size = 0;
}

/* False: no story is below. */
static bool read_above(finder *f, head *h) {
    for (; h->count < ABOVE && h->count < f->end; h->count++) {
        ro_line *line = &h->lines[h->count];
        ro_line_above(words_of(f, h->count), line);
        bool credited = f->stop < f->paragraphs.items[h->count].span.end; /* the story's last, with a credit behind it */
        if (line->kind == RO_LINE_STORY || credited) return true;
        keep_part(f, &line->title);
        keep_part(f, &line->names);
        keep_part(f, &line->outlet);
        h->titled = h->titled || line->kind == RO_LINE_TITLE;
        if (line->kind == RO_LINE_PLAIN && h->plains++ < PLAIN) h->plain[h->plains - 1] = h->count;
    }
    return false;
}

/* Whether the story has a word, or one that begins so; letter case aside. */
static bool is_told(const finder *f, const head *h, const char *word, size_t size, bool stem) {
    const char *bytes = f->document->text.bytes;
    for (uint32_t at = f->paragraphs.items[h->count].span.start; at + size <= f->stop; at++) {
        if (isalpha((unsigned char)bytes[at - 1]) || strncasecmp(bytes + at, word, size)) continue;
        if (stem || !isalpha((unsigned char)bytes[at + size])) return true;
    }
    return false;
}

/* Whether the story tells of the bearer of a name: its last word stands there. Of what may be a headline instead no word may. */
static bool is_of_story(const finder *f, const head *h, ro_part names, bool headline) {
    enum { STEM = 5 };
    for (size_t at = 0, to; at < names.size; at = to + 1) {
        to = at + strcspn(names.at + at, " ,");
        if (to > names.size) to = names.size;
        size_t size = to - at;
        bool joint = size < 3 || !ro_words_upper(names.at + at), stem = headline && size > 3;
        if (stem) size = size > STEM ? STEM : size - 1;
        if ((headline ? !joint : to == names.size) && is_told(f, h, names.at + at, size, stem)) return true;
    }
    return false;
}

/* A plain line that names its writer. */
static bool is_reporter(finder *f, const head *h, const char *words, ro_line *line) {
    bool known, open = !h->titled && !f->document->title;
    ro_part names;
    if (!ro_words_names(words, &names, &known) || is_of_story(f, h, names, open && !known)) return false;
    line->names = names;
    keep_part(f, &line->names);
    return true;
}

/* Whether the n-th of the plain lines is a headline's or a line's under it, by what stands around it; fills the line. False: it
 * may be the story's. */
static bool settle(finder *f, head *h, size_t n) {
    size_t i = h->plain[n], size;
    ro_line *line = &h->lines[i];
    const char *words = words_of(f, i), *title = f->document->title;
    bool followed = i + 1 < h->count; /* by more of what stands above the story */
    size = strlen(words);
    if (is_reporter(f, h, words, line)) return line->kind = RO_LINE_BYLINE, true;
    if (!h->titled && n + 1 < h->plains && ro_words_outlet(words, size)) {
        line->outlet = (ro_part){words, size};
        keep_part(f, &line->outlet);
        return line->kind = RO_LINE_LABEL, true;
    }
    if (!h->titled && n + 1 < h->plains && ro_words_count(words) < 2) return line->kind = RO_LINE_LABEL, true;
    if (!h->titled && (title ? ro_phrase_same(words, size, title) : ro_words_head(words))) {
        line->title = (ro_part){words, size};
        keep_part(f, &line->title);
        h->titled = true;
        return line->kind = RO_LINE_TITLE, true;
    }
    return (h->titled || followed) && ro_words_head(words) && (followed || f->paragraphs.items[i].apart);
}

/* From a line on that may be the story's all is. False: nothing stands above it. */
static bool settle_all(finder *f, head *h) {
    size_t n = 0;
    while (n < h->plains && h->plains <= PLAIN && settle(f, h, n)) n++;
    if (n < h->plains) h->count = h->plain[n];
    return h->count > 0;
}

static bool warn_of_date(ro_document *document, ro_span line) {
    enum { SHOWN = 80 };
    uint32_t end = line.end - line.start > SHOWN ? ro_utf8_before(document->text.bytes, line.start + SHOWN) : line.end;
    return ro_document_warn(document, "dated", "No date of publication was given; it is the one above the story: “%.*s”.",
                            (int)(end - line.start), document->text.bytes + line.start);
}

static void take_line(finder *f, const ro_line *line, ro_span span, bool bylines) {
    ro_document *d = f->document;
    put(f, line->kind == RO_LINE_PLAIN ? RO_STANDFIRST : kind_of(line->kind), span);
    fill(f, &d->title, line->title);
    fill(f, &d->outlet, line->outlet);
    fill(f, &d->modified, (ro_part){line->modified, strlen(line->modified)});
    if (line->names.size && bylines) add_bylines(f, line->names);
    if (!*line->published || d->published) return;
    fill(f, &d->published, (ro_part){line->published, strlen(line->published)});
    f->failed = f->failed || !warn_of_date(d, span);
}

static void take_above(finder *f) {
    head h = {0};
    bool bylines = !f->document->bylines.count;
    if (!read_above(f, &h) || f->failed || !settle_all(f, &h)) return;
    for (size_t i = 0; i < h.count; i++) take_line(f, &h.lines[i], f->paragraphs.items[i].span, bylines);
    f->begin = h.count;
}

/* ---- below it, and in it */

typedef struct tail {
    ro_furniture_kind kinds[BELOW]; /* the last first */
    size_t count;
} tail;

/* "Anna Reuter, Berlin" below the story, apart from it. */
static bool is_signature(finder *f, size_t i) {
    ro_part names;
    bool known;
    return f->paragraphs.items[i - 1].apart && ro_words_names(words_of(f, i), &names, &known) && known;
}

static void read_below(finder *f, tail *t) {
    ro_line_kind kind;
    for (; t->count < BELOW && f->end > 1; f->end--) {
        kind = ro_line_below(words_of(f, f->end - 1));
        if (kind == RO_LINE_PLAIN && is_signature(f, f->end - 1)) kind = RO_LINE_BYLINE;
        if (kind == RO_LINE_PLAIN) break;
        t->kinds[t->count++] = kind_of(kind);
    }
    ro_span last = f->paragraphs.items[f->end - 1].span;
    const char *words = words_of(f, f->end - 1);
    size_t behind = strlen(words) - ro_line_tail(words);
    f->stop = last.end;
    while (behind && f->stop > last.start + 1 && !strchr("([", f->document->text.bytes[f->stop - 1])) f->stop--;
    if (behind) f->stop--;
}

static void take_amid(finder *f) {
    for (size_t i = f->begin; i < f->end && !f->failed; i++) {
        ro_span span = f->paragraphs.items[i].span;
        ro_line_kind kind = span.end - span.start < WORDS ? ro_line_amid(words_of(f, i)) : RO_LINE_PLAIN;
        if (kind != RO_LINE_PLAIN && span.end <= f->stop) put(f, kind_of(kind), span);
    }
}

static void take_below(finder *f, const tail *t) {
    ro_span last = f->paragraphs.items[f->end - 1].span;
    if (f->stop < last.end) put(f, RO_CREDIT, (ro_span){f->stop, last.end});
    for (size_t i = f->end; i < f->paragraphs.count; i++)
        put(f, t->kinds[f->paragraphs.count - 1 - i], f->paragraphs.items[i].span);
}

bool ro_furniture_find(ro_document *document) {
    finder f = {.document = document, .arena = ro_arena_new()};
    tail t = {0};
    f.failed = !f.arena || !find_paragraphs(&f);
    f.end = f.paragraphs.count;
    if (!f.failed && f.end && f.end < MOST) {
        read_below(&f, &t);
        take_above(&f);
        take_amid(&f);
        take_below(&f, &t);
    }
    ro_arena_free(f.arena);
    return !f.failed;
}
