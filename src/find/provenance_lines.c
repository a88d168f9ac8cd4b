#include "find/provenance.h"

/* Words that open a line of credits; behind some of them any outlet counts, else only agencies. */
static const char OPENING[] =
    " source sources reporting editing additional written edited compiled produced writing with credit credits "
    "copyright via agencies inputs distributed provided ";
static const char ANY_OUTLET[] = " source sources via ";
static const char PICTURES[] = " photo photos photograph photographs photography picture pictures image images caption video "
                               "illustration graphic getty shutterstock ";
static const char FOLDERS[] = " archive archived archives file ";
static const char SERVICE[] = " subscribe donate newsletter feedback advertisement ";
static const char INVITING[] = " follow sign read click share support join watch listen see related ";

/* ---- lines */

ro_span ro_paragraph_at(const ro_text *text, uint32_t byte) {
    enum { LONGEST = 2000 }; /* either way; a longer one is neither notice nor credit */
    uint32_t from = byte, to = byte;
    while (from && byte - from < LONGEST && text->bytes[from - 1] != '\n') from--;
    while (to < text->size && to - byte < LONGEST && text->bytes[to] != '\n') to++;
    return ro_text_trim(text, (ro_span){from, to});
}

typedef struct cursor { /* reads a line word by word, letters only, lower case */
    const char *bytes;
    uint32_t at, end;
    char word[24];
} cursor;

static bool letter(char c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80; }

static bool next_word(cursor *c) {
    uint32_t size = 0;
    while (c->at < c->end && !letter(c->bytes[c->at])) c->at++;
    for (; c->at < c->end && letter(c->bytes[c->at]); c->at++)
        if (size + 1 < sizeof c->word)
            c->word[size++] = (char)(c->bytes[c->at] | ((unsigned char)c->bytes[c->at] < 0x80 ? 0x20 : 0));
    c->word[size] = 0;
    return size > 0;
}

static cursor read_from(const ro_text *text, ro_span line) {
    return (cursor){.bytes = text->bytes, .at = line.start, .end = line.end};
}

static bool is_word(const cursor *c, const char *list) { return ro_word_in(&(ro_plain_word){.fold = c->word}, list); }

static uint32_t count_words(const ro_text *text, ro_span line) {
    uint32_t count = 0;
    for (cursor c = read_from(text, line); next_word(&c);) count++;
    return count;
}

static bool is_service(cursor c) {
    if (is_word(&c, SERVICE)) return true;
    return is_word(&c, INVITING) && next_word(&c) && is_word(&c, " us up more our here this also independent stories articles ");
}

/* A word of pictures counts at the front of a line, in brackets, and before a colon or "by". */
bool ro_is_notice(const ro_text *text, ro_span line) {
    enum { LONGEST = 80, SHORT = 30 };
    uint32_t count = count_words(text, line), index = 0;
    if (!count || count > LONGEST) return false;
    for (cursor c = read_from(text, line); next_word(&c); index++) {
        if (!index && count <= SHORT && is_service(c)) return true;
        if (index < 5 && count <= SHORT && is_word(&c, " archived archive archives ")) return true;
        if (!is_word(&c, PICTURES)) continue;
        char after = c.at < c.end ? text->bytes[c.at] : '\n';
        bool set_off = after == ':' || after == '/' || after == ')' || after == '|' || is_word(&c, " getty shutterstock ");
        bool by = c.at + 4 < c.end && !strncmp(text->bytes + c.at, " by ", 4) && index < 3;
        cursor bracket = c;
        while (bracket.at > line.start && text->bytes[bracket.at - 1] != '(' && text->bytes[bracket.at - 1] != '.') bracket.at--;
        bool inside = bracket.at > line.start && text->bytes[bracket.at - 1] == '(' && c.at - bracket.at < 40;
        if ((!index && (set_off || by)) || set_off || by || inside) return true;
    }
    cursor c = read_from(text, line);
    return next_word(&c) && is_word(&c, FOLDERS) && next_word(&c) && is_word(&c, PICTURES);
}

/* ---- bylines and credits */

static bool is_byline(const ro_text *text, ro_span line) {
    enum { LONGEST = 14 };
    cursor c = read_from(text, line);
    if (text->bytes[line.end - 1] == '.' || count_words(text, line) > LONGEST) return false;
    return next_word(&c) && is_word(&c, " by ");
}

static bool is_to_report(cursor c) {
    if (!is_word(&c, " to ") || !next_word(&c) || !is_word(&c, " this the ")) return false;
    return next_word(&c) && is_word(&c, " report story article dispatch ");
}

/* "The Associated Press contributed to this report", "With files from …", "This report was first published by …" */
static bool is_credit(const ro_text *text, ro_span line, bool *any) {
    enum { LONGEST = 45 };
    uint32_t count = count_words(text, line), index = 0;
    bool report = false;
    *any = false;
    if (!count || count > LONGEST) return false;
    for (cursor c = read_from(text, line); next_word(&c); index++) {
        if (!index && is_word(&c, ANY_OUTLET)) return *any = true;
        if (!index && is_word(&c, " with ") && next_word(&c))
            return is_word(&c, " files inputs reporting agency agencies contributions additional reports material information ");
        if (!index && is_word(&c, " via source sources agencies inputs copyright credit credits ")) return true;
        if (!index && is_word(&c, OPENING))
            return next_word(&c) && is_word(&c, " by from and in with reporting editing writing material ");
        if (is_word(&c, " contributed ") && next_word(&c)) return is_word(&c, " reporting from ") || is_to_report(c);
        if (index < 4 && is_word(&c, " report article story dispatch ")) report = true;
        if (report && is_word(&c, " published written produced provided distributed compiled ") && next_word(&c))
            return is_word(&c, " by from in with ");
    }
    return false;
}

/* A line that is names of agencies and nothing else, but for initials: "dpa/afp", "sms/rc (AFP, dpa, Reuters)", "Associated
 * Press" */
static bool is_sign_off(const ro_text *text, ro_span line) {
    uint32_t count = count_words(text, line);
    return count && count < 8 && !strchr("?!:", text->bytes[line.end - 1]) &&
           (count < 4 || memchr(text->bytes + line.start, '(', line.end - line.start) ||
            memchr(text->bytes + line.start, '/', line.end - line.start));
}

/* Names behind the last sentence: "… on Monday. (AFP)", "… on Monday. – Reuters" */
static ro_span tail_of(const ro_text *text, ro_span line) {
    enum { LONGEST = 48 };
    uint32_t from = line.end;
    char last = text->bytes[line.end - 1];
    bool bracket = last == ')' || last == ']';
    while (from > line.start && line.end - from < LONGEST && !strchr("([.", text->bytes[from - 1])) from--;
    if (from == line.start || line.end - from >= LONGEST) return (ro_span){0, 0};
    char before = text->bytes[from - 1];
    if (bracket) return before == '(' || before == '[' ? (ro_span){from, line.end} : (ro_span){0, 0};
    ro_span tail = ro_text_trim(text, (ro_span){from, line.end});
    bool dash = before == '.' && (text->bytes[tail.start] == '-' || (unsigned char)text->bytes[tail.start] == 0xE2);
    return dash && last != '.' && count_words(text, tail) < 5 ? tail : (ro_span){0, 0};
}

static bool read_line(ro_record *record, ro_span line, bool opening) {
    const ro_text *text = &record->document->text;
    bool any;
    if (ro_is_notice(text, line)) return true;
    if (is_byline(text, line)) return ro_media_in_text(record, line, false, RO_BASIS_BYLINE);
    if (is_credit(text, line, &any)) return ro_media_in_text(record, line, any, RO_BASIS_CREDIT);
    if (is_sign_off(text, line)) return ro_media_in_text(record, line, false, RO_BASIS_CREDIT);
    return opening || ro_media_in_text(record, tail_of(text, line), false, RO_BASIS_CREDIT);
}

bool ro_credit_lines_find(ro_record *record) {
    enum { FIRST = 3, LAST = 4 };
    const ro_text *text = &record->document->text;
    uint32_t at = 0, from = 0, to = text->size;
    for (int i = 0; i < FIRST && at < text->size; i++) {
        ro_span line = ro_paragraph_at(text, at);
        while (at < text->size && text->bytes[at] != '\n') at++;
        while (at < text->size && text->bytes[at] == '\n') at++;
        if (at >= text->size) break; /* the last line is read below */
        from = at;
        if (!ro_span_empty(line) && !read_line(record, line, true)) return false;
    }
    for (int i = 0; i < LAST && to; i++) {
        ro_span line = ro_paragraph_at(text, to);
        for (; ro_span_empty(line) && to; line = ro_paragraph_at(text, to)) to--;
        if (ro_span_empty(line) || line.start < from) return true;
        if (!read_line(record, line, i > 0)) return false;
        for (to = line.start; to && text->bytes[to - 1] != '\n';) to--;
        if (to) to--;
    }
    return true;
}
