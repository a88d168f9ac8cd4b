#include "store/about.h"

#include "store/words.h"
#include "text/text.h"

#include <stdio.h>

enum { SIZE_MOST = 4096, DEPTH_MOST = 32, TERMS_MOST = 64, NEAR_DEFAULT = 10, NEAR_MOST = 100 };

typedef enum about_kind { TERM, NEAR, ALL, ANY } about_kind;

typedef struct terms {
    ro_about *items;
    size_t count, room;
} terms;

struct ro_about {
    about_kind kind;
    bool negated;
    ro_strings words; /* of a term, one behind the other */
    bool prefix;      /* of the last of them any word will do that begins so */
    uint32_t between; /* of NEAR: words at most */
    terms parts;      /* of NEAR two terms; of ALL and ANY two or more of any kind */
};

/* ---- tokens */

typedef enum token_kind { END, WORD, OPEN, CLOSE, MINUS, AND, OR, NOT, CLOSE_BY } token_kind;

typedef struct token {
    token_kind kind;
    size_t at, end; /* bytes of the question */
    ro_about term;  /* of WORD */
    uint32_t between;
} token;

typedef struct parser {
    const char *text;
    ro_arena *arena;
    ro_error *error;
    ro_buffer cut;
    token next;
    size_t terms, depth;
} parser;

static bool fail_at(const parser *p, size_t byte, const char *what) {
    size_t character = 1;
    for (size_t i = 0; i < byte; i++) character += ((unsigned char)p->text[i] & 0xC0) != 0x80;
    return ro_fail(p->error, RO_E_USAGE, "the words to look for cannot be read at character %zu: %s", character, what);
}

/* Bytes of a quotation mark here, straight or curved; 0: there is none. */
static uint32_t quote_at(const char *text) {
    if (*text == '"') return 1;
    static const char *const marks[] = {"“", "”", "„"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (!strncmp(text, marks[i], 3)) return 3;
    return 0;
}

/* Bytes of a blank here; 0: there is none. */
static uint32_t blank_at(const char *text) {
    uint32_t length, point = ro_utf8_at(text, &length);
    return point && ro_is_space(point) ? length : 0;
}

/* The words of a part of the question; *term has none where the part has none. */
static bool cut_term(parser *p, size_t start, size_t end, ro_about *term) {
    *term = (ro_about){.kind = TERM};
    p->cut.size = 0;
    if (!ro_store_words(p->text + start, end - start, &p->cut)) return ro_fail_memory(p->error);
    for (const char *at = p->cut.size ? p->cut.data : ""; *at;) {
        size_t size = strcspn(at, " \n");
        const char *word = ro_arena_copy(p->arena, at, size);
        if (!word || !ro_list_add(p->arena, &term->words, word)) return ro_fail_memory(p->error);
        at += size + (at[size] != 0);
    }
    return true;
}

/* A word or phrase of which the words stand from start to end; a star behind them makes a prefix of the last. */
static bool take_term(parser *p, size_t start, size_t end, size_t past) {
    bool star = p->text[past] == '*';
    if (memchr(p->text + start, '*', end - start)) return fail_at(p, start, "a * stands only at the end of a word");
    if (!cut_term(p, start, end, &p->next.term)) return false;
    if (star && !p->next.term.words.count) return fail_at(p, past, "a * needs the beginning of a word before it");
    if (p->next.term.words.count && ++p->terms > TERMS_MOST) return fail_at(p, start, "more than 64 words and phrases");
    p->next.term.prefix = star;
    p->next.kind = WORD;
    p->next.end = past + star;
    return true;
}

static bool read_phrase(parser *p, uint32_t mark) {
    size_t start = p->next.at + mark, end = start;
    while (p->text[end] && !quote_at(p->text + end)) end++;
    if (!p->text[end]) return fail_at(p, p->next.at, "a quotation mark that nothing closes");
    return take_term(p, start, end, end + quote_at(p->text + end));
}

static bool read_near(parser *p, size_t end) {
    const char *digits = p->text + p->next.at + strlen("NEAR/");
    size_t count = end > p->next.at + strlen("NEAR/") ? (size_t)(p->text + end - digits) : 0;
    uint32_t between = NEAR_DEFAULT;
    if (p->text[p->next.at + strlen("NEAR")] == '/') {
        between = 0;
        for (size_t i = 0; i < count && between <= NEAR_MOST; i++)
            between = ro_is_digit(digits[i]) ? between * 10 + (uint32_t)(digits[i] - '0') : NEAR_MOST + 1;
        if (!count || between > NEAR_MOST) return fail_at(p, p->next.at, "NEAR/ needs a number from 0 to 100 behind it");
    }
    p->next.kind = CLOSE_BY;
    p->next.between = between;
    p->next.end = end;
    return true;
}

static bool read_bare(parser *p) {
    size_t start = p->next.at, end = start;
    while (p->text[end] && !blank_at(p->text + end) && !quote_at(p->text + end) && !strchr("()", p->text[end])) end++;
    size_t size = end - start;
    const char *text = p->text + start;
    static const struct {
        const char *word;
        token_kind kind;
    } operators[] = {{"AND", AND}, {"OR", OR}, {"NOT", NOT}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strlen(operators[i].word) == size && !memcmp(text, operators[i].word, size)) {
            p->next.kind = operators[i].kind;
            p->next.end = end;
            return true;
        }
    if (size >= 4 && !memcmp(text, "NEAR", 4) && (size == 4 || text[4] == '/')) return read_near(p, end);
    bool star = text[size - 1] == '*';
    return take_term(p, start, end - star, end - star);
}

/* The next token that is one: what has no word in it is passed over, but for what must not occur. */
static bool advance(parser *p) {
    bool negated = p->next.kind == MINUS || p->next.kind == NOT;
    for (size_t at = p->next.end;; at = p->next.end) {
        for (uint32_t blank; (blank = blank_at(p->text + at)) != 0;) at += blank;
        p->next = (token){.kind = END, .at = at, .end = at + 1};
        char c = p->text[at];
        uint32_t mark = quote_at(p->text + at);
        if (!c) return p->next.end = at, true;
        if (c == '(' || c == ')' || (c == '-' && p->text[at + 1] && p->text[at + 1] != '-' && !blank_at(p->text + at + 1))) {
            p->next.kind = c == '(' ? OPEN : c == ')' ? CLOSE : MINUS;
            return true;
        }
        if (!(mark ? read_phrase(p, mark) : read_bare(p))) return false;
        if (p->next.kind != WORD || p->next.term.words.count) return true;
        if (negated) return fail_at(p, p->next.at, "a word is missing here");
    }
}

/* ---- grammar: any := all ("OR" all)*; all := ("-"? near)+; near := one ("NEAR" one)*; one := word | "(" any ")" */

static bool read_any(parser *p, ro_about *out);

static bool read_one(parser *p, ro_about *out) {
    if (p->next.kind == WORD) {
        *out = p->next.term;
        return advance(p);
    }
    if (p->next.kind != OPEN) return fail_at(p, p->next.at, "a word is missing here");
    size_t open = p->next.at;
    if (++p->depth > DEPTH_MOST) return fail_at(p, open, "brackets within more than 32 others");
    if (!advance(p) || !read_any(p, out)) return false;
    if (p->next.kind != CLOSE) return fail_at(p, open, "a bracket that nothing closes");
    p->depth--;
    return advance(p);
}

/* "a NEAR b NEAR c": a near b, and b near c. */
static bool read_near_chain(parser *p, ro_about *out) {
    size_t at = p->next.at;
    ro_about left, right, chain = {.kind = ALL};
    if (!read_one(p, &left)) return false;
    *out = left;
    while (p->next.kind == CLOSE_BY) {
        ro_about pair = {.kind = NEAR, .between = p->next.between};
        if (left.kind != TERM) return fail_at(p, at, "NEAR stands between words and phrases, not brackets");
        if (!advance(p)) return false;
        at = p->next.at;
        if (p->next.kind != WORD) return fail_at(p, at, "NEAR stands between words and phrases");
        if (!read_one(p, &right)) return false;
        if (!ro_list_add(p->arena, &pair.parts, left) || !ro_list_add(p->arena, &pair.parts, right) ||
            !ro_list_add(p->arena, &chain.parts, pair))
            return ro_fail_memory(p->error);
        left = right;
    }
    if (chain.parts.count) *out = chain.parts.count == 1 ? chain.parts.items[0] : chain;
    return true;
}

static bool ends_all(token_kind kind) { return kind == END || kind == CLOSE || kind == OR; }

static bool read_all(parser *p, ro_about *out) {
    ro_about all = {.kind = ALL};
    size_t at = p->next.at, positive = 0;
    bool joined = true; /* a part has to come */
    while (joined || !ends_all(p->next.kind)) {
        ro_about part;
        bool negated = p->next.kind == MINUS || p->next.kind == NOT;
        if (negated && !advance(p)) return false;
        if (!read_near_chain(p, &part)) return false;
        part.negated = negated;
        positive += !negated;
        if (!ro_list_add(p->arena, &all.parts, part)) return ro_fail_memory(p->error);
        joined = p->next.kind == AND;
        if (joined && !advance(p)) return false;
    }
    if (!positive) return fail_at(p, at, "only what must not occur is named: add a word that must");
    *out = all.parts.count == 1 ? all.parts.items[0] : all;
    return true;
}

static bool read_any(parser *p, ro_about *out) {
    ro_about any = {.kind = ANY};
    for (bool more = true; more;) {
        ro_about part;
        if (!read_all(p, &part)) return false;
        if (!ro_list_add(p->arena, &any.parts, part)) return ro_fail_memory(p->error);
        more = p->next.kind == OR;
        if (more && !advance(p)) return false;
    }
    *out = any.parts.count == 1 ? any.parts.items[0] : any;
    return true;
}

const ro_about *ro_about_read(const char *text, ro_arena *arena, ro_error *error) {
    parser p = {.text = text, .arena = arena, .error = error};
    ro_about *about = ro_arena_alloc(arena, sizeof *about);
    bool good = about || ro_fail_memory(error);
    good = good && ro_text_check("what to look for", text, SIZE_MOST, error) && advance(&p);
    if (good && p.next.kind == END) good = ro_fail(error, RO_E_USAGE, "what to look for has no word in it: name one");
    good = good && read_any(&p, about) && (p.next.kind == END || fail_at(&p, p.next.at, "a bracket that nothing opens"));
    ro_buffer_free(&p.cut);
    return good ? about : NULL;
}

/* ---- printing */

static bool add(ro_buffer *out, const char *text) { return ro_buffer_add(out, text, strlen(text)); }

/* Characters that mean something within quotation marks are doubled. */
static bool add_escaped(ro_buffer *out, const char *word, const char *special) {
    bool good = true;
    for (; *word && good; word++) good = (!strchr(special, *word) || ro_buffer_add(out, word, 1)) && ro_buffer_add(out, word, 1);
    return good;
}

static bool print(const ro_about *about, ro_dialect dialect, ro_buffer *out);

static bool print_joined(const terms *parts, bool negated, const char *between, ro_dialect dialect, ro_buffer *out) {
    size_t count = 0;
    bool good = add(out, "(");
    for (size_t i = 0; i < parts->count && good; i++)
        if (parts->items[i].negated == negated) good = (!count++ || add(out, between)) && print(&parts->items[i], dialect, out);
    return good && add(out, ")");
}

static bool has_negated(const terms *parts) {
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].negated) return true;
    return false;
}

/* FTS5: "one two thr"*, NEAR("one" "two", 5), AND, OR, and NOT between two. */

static bool print_term_fts5(const ro_about *term, ro_buffer *out) {
    bool good = add(out, "\"");
    for (size_t i = 0; i < term->words.count && good; i++)
        good = (!i || add(out, " ")) && add_escaped(out, term->words.items[i], "\"");
    return good && add(out, term->prefix ? "\"*" : "\"");
}

static bool print_near_fts5(const ro_about *near, ro_buffer *out) {
    char end[16];
    snprintf(end, sizeof end, ", %u)", near->between);
    return add(out, "NEAR(") && print_term_fts5(&near->parts.items[0], out) && add(out, " ") &&
           print_term_fts5(&near->parts.items[1], out) && add(out, end);
}

/* tsquery: 'one' <-> 'two' <-> 'thr':*. NEAR is every distance by itself, in both orders; FTS5 lets the two share words, so that
 * is one more way for each word that they can share. */

static bool print_word_tsquery(const char *word, bool prefix, ro_buffer *out) {
    return add(out, "'") && add_escaped(out, word, "'\\") && add(out, prefix ? "':*" : "'");
}

static bool print_term_tsquery(const ro_about *term, ro_buffer *out) {
    bool good = add(out, "(");
    for (size_t i = 0; i < term->words.count && good; i++)
        good = (!i || add(out, " <-> ")) &&
               print_word_tsquery(term->words.items[i], term->prefix && i + 1 == term->words.count, out);
    return good && add(out, ")");
}

static bool is_prefix(const ro_about *term, size_t word) { return term->prefix && word + 1 == term->words.count; }

/* What both words say of one place of a text: the narrower of the two; NULL: nothing fits both. */
static const char *narrower(const ro_about *a, size_t i, const ro_about *b, size_t j, bool *prefix) {
    const char *left = a->words.items[i], *right = b->words.items[j];
    bool left_open = is_prefix(a, i), right_open = is_prefix(b, j);
    *prefix = left_open && right_open;
    if (left_open && !strncmp(right, left, strlen(left))) return right;
    if (right_open && !strncmp(left, right, strlen(right))) return left;
    return strcmp(left, right) == 0 ? left : NULL;
}

/* The terms in a row where b begins at the offset-th word of a: one phrase. Adds nothing where they do not fit. */
static bool print_overlap(const ro_about *a, const ro_about *b, size_t offset, ro_buffer *out) {
    size_t past = offset + b->words.count > a->words.count ? offset + b->words.count : a->words.count;
    bool prefix, good = true;
    for (size_t i = offset; i < a->words.count && i - offset < b->words.count; i++)
        if (!narrower(a, i, b, i - offset, &prefix)) return true;
    for (size_t i = 0; i < past && good; i++) {
        bool of_a = i < a->words.count, of_b = i >= offset && i - offset < b->words.count;
        const char *word = of_a && of_b ? narrower(a, i, b, i - offset, &prefix)
                           : of_a       ? a->words.items[i]
                                        : b->words.items[i - offset];
        if (!(of_a && of_b)) prefix = of_a ? is_prefix(a, i) : is_prefix(b, i - offset);
        good = add(out, i ? " <-> " : " | (") && print_word_tsquery(word, prefix, out);
    }
    return good && add(out, ")");
}

static bool print_apart(const ro_about *a, const ro_about *b, uint32_t between, ro_buffer *out) {
    bool good = true;
    for (uint32_t distance = 1; distance <= between + 1 && good; distance++) {
        char operator[24];
        snprintf(operator, sizeof operator, " <%u> ", distance);
        good = (distance == 1 || add(out, " | ")) && add(out, "(") && print_term_tsquery(a, out) && add(out, operator) &&
               print_term_tsquery(b, out) && add(out, ")");
    }
    return good;
}

static bool print_near_tsquery(const ro_about *near, ro_buffer *out) {
    const ro_about *a = &near->parts.items[0], *b = &near->parts.items[1];
    bool good =
        add(out, "(") && print_apart(a, b, near->between, out) && add(out, " | ") && print_apart(b, a, near->between, out);
    for (size_t i = 0; i < a->words.count && good; i++) good = print_overlap(a, b, i, out);
    for (size_t i = 1; i < b->words.count && good; i++) good = print_overlap(b, a, i, out);
    return good && add(out, ")");
}

static bool print_all(const ro_about *about, ro_dialect dialect, ro_buffer *out) {
    bool fts5 = dialect == RO_SQLITE;
    if (!has_negated(&about->parts)) return print_joined(&about->parts, false, fts5 ? " AND " : " & ", dialect, out);
    return add(out, "(") && print_joined(&about->parts, false, fts5 ? " AND " : " & ", dialect, out) &&
           add(out, fts5 ? " NOT " : " & !") && print_joined(&about->parts, true, fts5 ? " OR " : " | ", dialect, out) &&
           add(out, ")");
}

static bool print(const ro_about *about, ro_dialect dialect, ro_buffer *out) {
    bool fts5 = dialect == RO_SQLITE;
    switch (about->kind) {
    case TERM: return fts5 ? print_term_fts5(about, out) : print_term_tsquery(about, out);
    case NEAR: return fts5 ? print_near_fts5(about, out) : print_near_tsquery(about, out);
    case ANY: return print_joined(&about->parts, false, fts5 ? " OR " : " | ", dialect, out);
    default: return print_all(about, dialect, out);
    }
}

bool ro_about_print(const ro_about *about, ro_dialect dialect, ro_buffer *out) { return print(about, dialect, out); }
