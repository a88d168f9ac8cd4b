#include "model/lemma.h"

#include "text/text.h"

#include <utf8proc.h>

typedef struct rule {
    uint32_t cut;       /* code points to be cut; UINT32_MAX: the rule is broken */
    bool whole, folded; /* the ending is the lemma; the form is lower-cased first */
    const char *ending;
} rule;

struct ro_lemma_rules {
    uint32_t count;
    rule items[];
};

static rule read_rule(const char *text) {
    rule r = {.cut = UINT32_MAX};
    char *end;
    if (text[0] == '=' && text[1]) return (rule){.whole = true, .ending = text + 1};
    if ((text[0] != 'l' && text[0] != 'k') || text[1] < '0' || text[1] > '9') return r;
    unsigned long cut = strtoul(text + 1, &end, 10);
    if (*end != '+' || cut > 1000) return r;
    return (rule){.cut = (uint32_t)cut, .folded = text[0] == 'l', .ending = end + 1};
}

ro_lemma_rules *ro_lemma_rules_new(const ro_heads *heads) {
    ro_lemma_rules *rules = malloc(sizeof *rules + heads->n_lemmas * sizeof *rules->items);
    if (!rules) return NULL;
    rules->count = heads->n_lemmas;
    for (uint32_t i = 0; i < rules->count; i++) rules->items[i] = read_rule(heads->lemmas[i]);
    return rules;
}

void ro_lemma_rules_free(ro_lemma_rules *rules) { free(rules); }

static uint32_t points_of(const char *form, size_t size) {
    uint32_t points = 0;
    for (size_t i = 0; i < size; i++) points += ((unsigned char)form[i] & 0xC0) != 0x80;
    return points;
}

/* NULL: no rule applies. A rule leaves at least one code point. */
static const rule *best_of(const ro_lemma_rules *rules, const float *scores, uint32_t points) {
    const rule *best = NULL;
    float top = 0;
    for (uint32_t i = 0; i < rules->count; i++)
        if (rules->items[i].cut < points && (!best || scores[i] > top)) {
            best = &rules->items[i];
            top = scores[i];
        }
    return best;
}

/* out has room for size · 3/2 bytes: no lower-case letter is longer than that beside its capital. */
static size_t fold(const char *form, size_t size, char *out) {
    size_t n = 0;
    for (uint32_t i = 0, length; i < size; i += length) {
        utf8proc_int32_t c = (utf8proc_int32_t)ro_utf8_at(form + i, &length);
        n += (size_t)utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)out + n);
    }
    return n;
}

const char *ro_lemma(const ro_lemma_rules *rules, const float *scores, const char *form, size_t size, ro_arena *arena) {
    uint32_t points = points_of(form, size);
    const rule *r = best_of(rules, scores, points);
    if (!r) return ro_arena_copy(arena, form, size);
    size_t ending = strlen(r->ending);
    if (r->whole) return ro_arena_copy(arena, r->ending, ending);
    char *out = ro_arena_alloc(arena, 2 * size + ending + 1);
    if (!out) return NULL;
    size_t n = size;
    if (r->folded)
        n = fold(form, size, out);
    else
        memcpy(out, form, size);
    for (uint32_t cut = r->cut; cut; cut--) n = ro_utf8_before(out, (uint32_t)n);
    memcpy(out + n, r->ending, ending + 1);
    return out;
}
