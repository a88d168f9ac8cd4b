#include "compare/side.h"

#include "model/analyse.h"
#include "model/vector.h"

#include <ctype.h>
#include <math.h>
#include <utf8proc.h>

/* ---- the model's part */

/* BERT's vocabulary lists whole words by their frequency from "the" on, then pieces inside words: a rank is a frequency (Zipf).
 */
enum { FIRST_WORD = 1996, RARE = 8000 };

static float rarity(uint32_t id) {
    if (id < FIRST_WORD) return 0;
    return fminf(1, logf(1 + (float)(id - FIRST_WORD + 1)) / logf(RARE));
}

static void normalise(float *row, size_t n) {
    float size = 0;
    for (size_t i = 0; i < n; i++) size += row[i] * row[i];
    size = sqrtf(size);
    for (size_t i = 0; i < n && size > 0; i++) row[i] /= size;
}

static bool is_proper(const ro_model *m, const float *state) {
    const ro_tagger *t = &m->tagger[RO_TAGGER_UPOS];
    float scores[RO_LABELS_MAX];
    uint32_t best = 0;
    m->kernels->linear(t->weight, t->bias, state, t->labels, m->shape.hidden, scores);
    for (uint32_t i = 1; i < t->labels; i++)
        if (scores[i] > scores[best]) best = i;
    return best == RO_UPOS_PROPN;
}

/* All pieces' states, window by window. */
static bool encode(ro_side *s, ro_encoder *encoder, const ro_model *m, ro_error *error) {
    size_t h = m->shape.hidden;
    for (size_t at = 0; at < s->pieces.count;) {
        ro_window w = ro_window_from(s->text.bytes, &s->pieces, at, m->shape.window);
        const float *states = ro_encoder_run(encoder, s->pieces.items, &w, 1, error);
        if (!states) return false;
        memcpy(s->states + at * h, states + h, (w.to - w.from) * h * sizeof *states);
        at = w.to;
    }
    return true;
}

static bool weigh(ro_side *s, ro_encoder *encoder, const ro_model *m, ro_arena *arena, ro_error *error) {
    size_t n = s->pieces.count, h = m->shape.hidden;
    s->states = ro_arena_array(arena, n * h, sizeof *s->states);
    s->weights = ro_arena_array(arena, n, sizeof *s->weights);
    s->proper = ro_arena_array(arena, n, sizeof *s->proper);
    s->vector = ro_arena_array(arena, m->heads.vector, sizeof *s->vector);
    if (!s->states || !s->weights || !s->proper || !s->vector) return ro_fail_memory(error);
    if (!encode(s, encoder, m, error)) return false;
    if (!ro_vector_of(m, s->states, n, arena, s->vector)) return ro_fail_memory(error);
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        s->proper[i] = is_proper(m, s->states + i * h);
        normalise(s->states + i * h, h);
        sum += s->weights[i] = rarity(s->pieces.items[i].id);
    }
    for (size_t i = 0; i < n && sum == 0; i++) s->weights[i] = 1;
    return true;
}

/* ---- words */

static bool keeps(uint32_t c) { /* at a word's ends */
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO) || k == UTF8PROC_CATEGORY_SC || c == '%';
}

static ro_span trim(const ro_text *text, ro_span span) {
    uint32_t length;
    while (!ro_span_empty(span) && !keeps(ro_utf8_at(text->bytes + span.start, &length))) span.start += length;
    while (!ro_span_empty(span)) {
        uint32_t before = ro_utf8_before(text->bytes, span.end);
        if (keeps(ro_utf8_at(text->bytes + before, &length))) break;
        span.end = before;
    }
    return span;
}

/* Small letters with ASCII apostrophes; the points of "U.S." and a possessive ending go. */
static char *fold(const ro_text *text, ro_span span, ro_arena *arena) {
    char *out = ro_arena_alloc(arena, 2 * (size_t)(span.end - span.start) + 8);
    size_t size = 0;
    for (uint32_t at = span.start, length; out && at < span.end; at += length) {
        uint32_t c = ro_utf8_at(text->bytes + at, &length);
        if (c == '.' && at > span.start && isalpha((unsigned char)text->bytes[at - 1])) continue;
        utf8proc_int32_t small = c == 0x2019 ? '\'' : utf8proc_tolower((utf8proc_int32_t)c);
        size += (size_t)utf8proc_encode_char(small, (utf8proc_uint8_t *)out + size);
    }
    if (size > 2 && !memcmp(out + size - 2, "'s", 2)) size -= 2;
    if (out) out[size] = 0;
    return out;
}

static bool is_dash(const ro_text *text, ro_span span) {
    uint32_t length, c = ro_utf8_at(text->bytes + span.start, &length);
    return (c == 0x2013 || c == 0x2014) && length == span.end - span.start;
}

static bool add_word(ro_side *s, size_t from, size_t to, ro_arena *arena) {
    const ro_piece *p = s->pieces.items;
    ro_side_word word = {.span = trim(&s->text, (ro_span){p[from].span.start, p[to - 1].span.end}), .from = from, .to = to};
    if (ro_span_empty(word.span)) return true;
    while (p[word.from].span.end <= word.span.start) word.from++;
    while (p[word.to - 1].span.start >= word.span.end) word.to--;
    for (size_t i = word.from; i < word.to; i++) word.weight = fmaxf(word.weight, s->weights[i]);
    word.proper = s->proper[word.from];
    word.folded = fold(&s->text, word.span, arena);
    return word.folded && ro_list_add(arena, &s->words, word);
}

/* What stands between gaps or dashes. */
static bool find_words(ro_side *s, ro_arena *arena) {
    const ro_piece *p = s->pieces.items;
    for (size_t i = 0, from = 0; i < s->pieces.count; i++) {
        bool last = i + 1 == s->pieces.count || ro_piece_gap(&p[i + 1]) || is_dash(&s->text, p[i].span);
        if (!last) continue;
        if (!add_word(s, from, i + 1, arena)) return false;
        from = i + 1;
    }
    return true;
}

/* ---- names: capitals where a small letter could stand, or what the model takes for a proper noun */

static bool capital(const ro_side *s, size_t i) {
    const ro_side_word *w = &s->words.items[i];
    uint8_t letters = s->pieces.items[w->from].feature / 4;
    return letters == RO_CASE_INITIAL || letters == RO_CASE_CAPITALS ||
           (letters == RO_CASE_OTHER && isupper((unsigned char)s->text.bytes[w->span.start]));
}

static bool begins_sentence(const ro_side *s, size_t i) {
    if (!i) return true;
    uint32_t end = s->words.items[i - 1].span.end, start = s->words.items[i].span.start;
    for (uint32_t at = end; at < start; at++)
        if (strchr(".!?:\"", s->text.bytes[at]) || (unsigned char)s->text.bytes[at] >= 0x80) return true;
    return false;
}

static void find_names(ro_side *s) {
    for (size_t i = 0; i < s->words.count; i++) {
        ro_side_word *w = &s->words.items[i];
        w->name = capital(s, i) && strlen(w->folded) > 1 && (w->proper || !begins_sentence(s, i));
    }
}

bool ro_side_make(ro_side *s, ro_encoder *encoder, const ro_model *m, const char *bytes, ro_arena *arena, ro_error *error) {
    *s = (ro_side){0};
    if (!ro_text_index(&s->text, bytes, (uint32_t)strlen(bytes), arena) ||
        !ro_pieces_cut(m->vocabulary, &s->text, arena, &s->pieces))
        return ro_fail_memory(error);
    if (!s->pieces.count) return ro_fail(error, RO_E_INPUT, "a statement has no words: give a sentence");
    if (s->pieces.count > RO_SIDE_PIECES)
        return ro_fail(error, RO_E_LIMIT, "a statement has %zu word pieces, more than %d: give a sentence or two",
                       s->pieces.count, RO_SIDE_PIECES);
    if (!weigh(s, encoder, m, arena, error)) return false;
    if (!find_words(s, arena) || !ro_side_numbers(s, arena)) return ro_fail_memory(error);
    find_names(s);
    return true;
}

bool ro_word_akin(const char *a, const char *b) {
    enum { STEM = 4, ENDING = 3 };
    size_t same = 0, m = strlen(a), n = strlen(b);
    while (a[same] && a[same] == b[same]) same++;
    if (same == m && same == n) return true;
    return same >= STEM && m - same <= ENDING && n - same <= ENDING;
}
