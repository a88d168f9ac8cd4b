#include "find/quotations.h"

enum { WRAPPED_LINE = 100 /* bytes: a longer line was not wrapped by hand */ };

typedef enum form { NO_MARK, CURLY, LOW, STRAIGHT, ANGLE, DOUBLED, SINGLE } form;

typedef struct mark {
    form form;
    bool opens, closes;
    uint32_t length;
} mark;

static bool is_letter(uint32_t c) { return (c | 32) - 'a' < 26 || (c >= '0' && c <= '9') || c > 0xBF; }

static uint32_t before(const ro_text *text, uint32_t at) {
    uint32_t length;
    return at ? ro_utf8_at(text->bytes + ro_utf8_before(text->bytes, at), &length) : '\n';
}

static uint32_t after(const ro_text *text, uint32_t at) {
    uint32_t length;
    return at < text->size ? ro_utf8_at(text->bytes + at, &length) : '\n';
}

static bool opens_here(const ro_text *text, uint32_t at, uint32_t length) {
    uint32_t left = before(text, at), right = after(text, at + length);
    return (ro_is_space(left) || left == '(' || left == '[' || left == 0x2014 || left == 0x2013 || left == '-') &&
           !ro_is_space(right);
}

/* The mark that begins at a byte. A straight or single one opens or closes by what stands around it. */
static mark mark_at(const ro_text *text, uint32_t at, bool singles) {
    uint32_t length, c = ro_utf8_at(text->bytes + at, &length);
    const char *b = text->bytes + at;
    switch (c) {
    case 0x201C: return (mark){CURLY, true, false, length};
    case 0x201D: return (mark){CURLY, false, true, length};
    case 0x201E: return (mark){LOW, true, false, length};
    case 0xAB: return (mark){ANGLE, true, false, length};
    case 0xBB: return (mark){ANGLE, false, true, length};
    case '"': return (mark){STRAIGHT, opens_here(text, at, 1), !ro_is_space(before(text, at)), length};
    case '`': return b[1] == '`' ? (mark){DOUBLED, true, false, 2} : (mark){0};
    case '\'': return b[1] == '\'' ? (mark){DOUBLED, opens_here(text, at, 2), !ro_is_space(before(text, at)), 2} : (mark){0};
    case 0x2018: return singles ? (mark){SINGLE, true, false, length} : (mark){0};
    case 0x2019: return singles ? (mark){SINGLE, false, !is_letter(after(text, at + length)), length} : (mark){0};
    default: return (mark){0};
    }
}

static bool uses_singles(const ro_text *text) {
    bool single = false;
    for (uint32_t i = 0, length; i < text->size; i += length) {
        uint32_t c = ro_utf8_at(text->bytes + i, &length);
        if (c == 0x201C || c == 0x201E || c == '"' || c == 0xAB) return false;
        single |= c == 0x2018;
    }
    return single;
}

static bool ends_sentence(uint32_t c) {
    return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == 0x201D || c == 0x2019 || c == ')' || c == 0x2026;
}

uint32_t ro_paragraph_end(const ro_text *text, uint32_t byte) {
    const char *b = text->bytes;
    uint32_t line = byte;
    for (uint32_t i = byte; i < text->size; i++) {
        if (b[i] != '\n') continue;
        uint32_t next = i + 1, end = ro_text_trim(text, (ro_span){byte, i}).end;
        while (next < text->size && (b[next] == ' ' || b[next] == '\t' || b[next] == '\r' || b[next] == '\f' || b[next] == '\v'))
            next++;
        if (end > byte && (next >= text->size || b[next] == '\n' || i - line > WRAPPED_LINE || ends_sentence(before(text, end))))
            return end;
        line = i + 1;
    }
    return ro_text_trim(text, (ro_span){byte, text->size}).end;
}

/* The closing mark of a quotation opened before `at` with this form; up to `end`. Its place, or `end` where there is none. */
static uint32_t closing(const ro_text *text, uint32_t at, uint32_t end, form open, bool singles, uint32_t *length) {
    unsigned depth = 0;
    for (uint32_t i = at, step; i < end; i += step) {
        mark m = mark_at(text, i, singles);
        ro_utf8_at(text->bytes + i, &step);
        if (!m.form) continue;
        step = m.length;
        bool related = m.form == open || (open == CURLY && m.form == STRAIGHT) || (open == STRAIGHT && m.form == CURLY) ||
                       open == DOUBLED || (open == LOW && m.form == CURLY);
        if (!related) continue;
        if (open == LOW && m.form == CURLY) return *length = m.length, i; /* „ is closed by “, by some by ” */
        if (m.opens && !m.closes && m.form != STRAIGHT)
            depth++;
        else if (m.closes && !depth)
            return *length = m.length, i;
        else if (m.closes)
            depth--;
    }
    return end;
}

/* Behind a stretch that is passed over, if one is here. */
static uint32_t skip_aside(const ro_spans *aside, uint32_t at) {
    size_t i = aside ? ro_spans_at(aside, at) : 0;
    return aside && i < aside->count ? aside->items[i].end : at;
}

static uint32_t next_paragraph(const ro_text *text, const ro_spans *aside, uint32_t end) {
    uint32_t length, from;
    do {
        from = end;
        while (end < text->size && ro_is_space(ro_utf8_at(text->bytes + end, &length))) end += length;
        end = skip_aside(aside, end);
    } while (end > from);
    return end;
}

static ro_quotation quotation_from(const ro_text *text, const ro_spans *aside, uint32_t at, mark open, uint32_t paragraph_end,
                                   bool singles) {
    uint32_t length = 0, begin = at + open.length, end = closing(text, begin, paragraph_end, open.form, singles, &length);
    ro_quotation q = {{at, end + length}, {begin, end}, length > 0, false};
    if (q.closed) return q;
    uint32_t next = next_paragraph(text, aside, paragraph_end);
    mark m = next < text->size ? mark_at(text, next, singles) : (mark){0};
    q.goes_on = m.form == open.form && m.opens;
    return q;
}

bool ro_quotations_find(const ro_text *text, const ro_spans *aside, ro_arena *arena, ro_quotations *out) {
    bool singles = uses_singles(text);
    uint32_t paragraph_end = 0;
    for (uint32_t i = 0, step; i < text->size; i += step) {
        uint32_t behind = skip_aside(aside, i);
        if ((step = behind - i)) continue;
        mark m = mark_at(text, i, singles);
        ro_utf8_at(text->bytes + i, &step);
        if (!m.form || !m.opens) {
            if (m.form) step = m.length;
            continue;
        }
        if (i >= paragraph_end) paragraph_end = ro_paragraph_end(text, i);
        ro_quotation q = quotation_from(text, aside, i, m, paragraph_end, singles);
        bool empty = ro_span_empty(ro_text_trim(text, q.inside));
        step = empty ? m.length
                     : q.span.end - i; /* one that is too long is passed over whole: its inside is not searched again and again */
        if (empty || q.inside.end - q.inside.start > 20000) continue;
        if (!ro_list_add(arena, out, q)) return false;
    }
    return true;
}

size_t ro_quotations_at(const ro_quotations *q, uint32_t byte) { return RO_SEARCH(*q, span, byte); }
