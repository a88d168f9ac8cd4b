#include "compare/pair.h"

#include "compare/data/cues.h"

#include <math.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- pieces: each one's best match on the other side */

typedef struct match {
    float score;
    size_t piece;
} match;

typedef struct pair {
    const ro_side *a, *b;
    match *a_to_b, *b_to_a; /* [pieces] */
} pair;

static bool align(const ro_model *m, pair *p, ro_arena *arena) {
    size_t h = m->shape.hidden, n = p->a->pieces.count, k = p->b->pieces.count;
    p->a_to_b = ro_arena_array(arena, n, sizeof *p->a_to_b);
    p->b_to_a = ro_arena_array(arena, k, sizeof *p->b_to_a);
    if (!p->a_to_b || !p->b_to_a) return false;
    for (size_t i = 0; i < n; i++) p->a_to_b[i].score = -1;
    for (size_t j = 0; j < k; j++) p->b_to_a[j].score = -1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) {
            float score = m->kernels->dot(p->a->states + i * h, p->b->states + j * h, h);
            if (score > p->a_to_b[i].score) p->a_to_b[i] = (match){score, j};
            if (score > p->b_to_a[j].score) p->b_to_a[j] = (match){score, i};
        }
    return true;
}

static float mean_match(const ro_side *s, const match *matches) {
    float sum = 0, weight = 0;
    for (size_t i = 0; i < s->pieces.count; i++) sum += s->weights[i] * matches[i].score, weight += s->weights[i];
    return sum / weight;
}

/* ---- words */

static bool has_akin(const ro_side *s, const char *word) {
    for (size_t i = 0; i < s->words.count; i++)
        if (ro_word_akin(s->words.items[i].folded, word)) return true;
    return false;
}

/* The words that the other has too, by rarity: the more of them are common ones the less they say. */
static float shared_words(const ro_side *s, const ro_side *other) {
    float sum = 0, weight = 0;
    for (size_t i = 0; i < s->words.count; i++) {
        float own = s->words.items[i].weight * s->words.items[i].weight;
        if (has_akin(other, s->words.items[i].folded)) sum += own;
        weight += own;
    }
    return weight > 0 ? sum / weight : 0;
}

static bool begins(const char *word, const char *stem) { return !strncmp(word, stem, strlen(stem)); }

static size_t first_with(const ro_side *s, const char *stem) {
    size_t i = 0;
    while (i < s->words.count && !begins(s->words.items[i].folded, stem)) i++;
    return i;
}

/* ---- numbers */

static size_t word_of(const ro_side *s, size_t piece) {
    size_t i = 0;
    while (i < s->words.count && s->words.items[i].to <= piece) i++;
    return i;
}

/* The word of the other side that a word's first piece matches best. */
static size_t partner(const ro_side *s, size_t i, const match *matches, const ro_side *other) {
    return word_of(other, matches[s->words.items[i].from].piece);
}

static bool has_number(const ro_side *s, const ro_number *n) {
    for (size_t i = 0; i < s->numbers.count; i++)
        if (ro_number_same(&s->numbers.items[i], n)) return true;
    return false;
}

static bool covers(const ro_number *n, size_t word) { return word >= n->from && word < n->to; }

/* Whether two numbers stand in one place: a part of each is the best match of the other's beginning. */
static bool in_place(const pair *p, const ro_number *a, const ro_number *b) {
    return covers(b, partner(p->a, a->from, p->a_to_b, p->b)) && covers(a, partner(p->b, b->from, p->b_to_a, p->a));
}

/* A statement has no more; the cost grows with their cube. */
enum { NUMBERS_MOST = 200 };

static size_t numbers_of(const ro_side *s) { return s->numbers.count < NUMBERS_MOST ? s->numbers.count : NUMBERS_MOST; }

static void look_at_numbers(const pair *p, ro_pair_features *f) {
    const ro_side *a = p->a, *b = p->b;
    for (size_t i = 0; i < numbers_of(a); i++) {
        const ro_number *one = &a->numbers.items[i];
        if (one->of_report || has_number(b, one)) continue;
        f->numbers_own++;
        for (size_t k = 0; k < numbers_of(b); k++) {
            const ro_number *two = &b->numbers.items[k];
            if (ro_number_comparable(one, two) && !two->of_report && !has_number(a, two) && in_place(p, one, two)) f->numbers++;
        }
    }
    for (size_t k = 0; k < numbers_of(b); k++)
        f->numbers_own += !b->numbers.items[k].of_report && !has_number(a, &b->numbers.items[k]);
}

/* ---- names */

/* "EU" stands for "European Union": the first letters of that many words one behind the other. */
static bool is_short_for(const char *letters, const ro_side *s, size_t at) {
    size_t n = strlen(letters);
    if (n < 2 || n > 6 || at + n > s->words.count) return false;
    for (size_t i = 0; i < n; i++)
        if (s->words.items[at + i].folded[0] != letters[i]) return false;
    return true;
}

static bool abbreviates(const char *word, const ro_side *s) {
    for (size_t i = 0; i < s->words.count; i++)
        if (is_short_for(word, s, i)) return true;
    return false;
}

static bool spells_out(const ro_side *s, size_t at, const ro_side *other) {
    for (size_t i = 0; i < other->words.count; i++) {
        const char *word = other->words.items[i].folded;
        for (size_t back = 0; other->words.items[i].name && back <= at && back < strlen(word); back++)
            if (is_short_for(word, s, at - back)) return true;
    }
    return false;
}

/* "Kut" is in "Al-Kut". */
static bool has_inside(const ro_side *s, const char *name) {
    for (size_t i = 0; strlen(name) > 2 && i < s->words.count; i++)
        if (strstr(s->words.items[i].folded, name)) return true;
    return false;
}

static bool lacks_name(const ro_side *s, size_t i, const ro_side *other) {
    const ro_side_word *w = &s->words.items[i];
    return w->name && !w->numeral && !has_akin(other, w->folded) && !has_inside(other, w->folded) &&
           !abbreviates(w->folded, other) && !spells_out(s, i, other);
}

/* Whether the name next to it is in both: "President Putin", "Vladimir Putin". */
static bool beside_shared(const ro_side *s, size_t i, const ro_side *other) {
    const ro_side_word *w = s->words.items;
    return (i && w[i - 1].name && has_akin(other, w[i - 1].folded)) ||
           (i + 1 < s->words.count && w[i + 1].name && has_akin(other, w[i + 1].folded));
}

static void look_at_names(const pair *p, ro_pair_features *f) {
    unsigned own[2] = {0};
    for (size_t i = 0; i < p->a->words.count; i++) {
        if (!lacks_name(p->a, i, p->b)) continue;
        own[0]++;
        size_t k = partner(p->a, i, p->a_to_b, p->b);
        if (k >= p->b->words.count || !lacks_name(p->b, k, p->a) || partner(p->b, k, p->b_to_a, p->a) != i) continue;
        if (!beside_shared(p->a, i, p->b) && !beside_shared(p->b, k, p->a)) f->names++;
    }
    for (size_t i = 0; i < p->b->words.count; i++) own[1] += lacks_name(p->b, i, p->a);
    f->names_own = own[0] < own[1] ? own[0] : own[1];
}

/* ---- what turns the meaning round */

static bool is_negation(const char *word) {
    size_t size = strlen(word);
    if (size > 3 && !strcmp(word + size - 3, "n't")) return true;
    for (size_t i = 0; i < COUNT(negations); i++) {
        size_t n = strlen(negations[i]);
        bool open = negations[i][n - 1] == '*';
        if (open ? size >= n - 1 && !memcmp(word, negations[i], n - 1) : !strcmp(word, negations[i])) return true;
    }
    return false;
}

enum { SCOPE = 4 /* words behind a negation among which is what it turns round */ };
static const float CONTENT = 0.65f; /* the weight from which a word says something by itself */

/* The first word behind a negation that says something, else the last before it; NULL: there is none. */
static const char *negated_word(const ro_side *s, size_t at) {
    for (size_t i = at + 1; i <= at + SCOPE && i < s->words.count; i++)
        if (s->words.items[i].weight >= CONTENT && !is_negation(s->words.items[i].folded)) return s->words.items[i].folded;
    for (size_t i = at; i-- > 0;)
        if (s->words.items[i].weight >= CONTENT) return s->words.items[i].folded;
    return NULL;
}

static unsigned count_negations(const ro_side *s) {
    unsigned count = 0;
    for (size_t i = 0; i < s->words.count; i++) count += is_negation(s->words.items[i].folded);
    return count;
}

/* Whether a negation is of something that the other side speaks of, too. */
static bool negates(const ro_side *s, const ro_side *other) {
    for (size_t i = 0; i < s->words.count; i++) {
        const char *word = is_negation(s->words.items[i].folded) ? negated_word(s, i) : NULL;
        if (word && has_akin(other, word)) return true;
    }
    return false;
}

/* The one stem on this side and the other on that, each alone. Where one is a negation, it was counted. */
static bool opposed(const ro_side *a, const ro_side *b, const char *one, const char *two) {
    size_t i = first_with(a, one), j = first_with(b, two);
    return i < a->words.count && j < b->words.count && first_with(a, two) == a->words.count &&
           first_with(b, one) == b->words.count && !is_negation(a->words.items[i].folded) &&
           !is_negation(b->words.items[j].folded);
}

static bool any_opposed(const ro_side *a, const ro_side *b) {
    for (size_t i = 0; i < COUNT(opposites); i++)
        if (opposed(a, b, opposites[i][0], opposites[i][1]) || opposed(b, a, opposites[i][0], opposites[i][1])) return true;
    return false;
}

/* "Not open" and "close" say the same: two turns are none. */
static void look_at_turns(const ro_side *a, const ro_side *b, ro_pair_features *f) {
    unsigned x = count_negations(a), y = count_negations(b);
    f->negations = x > y ? x - y : y - x;
    bool turned = f->negations % 2 && (x > y ? negates(a, b) : negates(b, a));
    f->opposite = turned != any_opposed(a, b);
}

/* ---- strength */

static bool has_word(const ro_side *s, const char *word) {
    for (size_t i = 0; i < s->words.count; i++)
        if (!strcmp(s->words.items[i].folded, word)) return true;
    return false;
}

static unsigned count_strengths(const ro_side *a, const ro_side *b) {
    unsigned count = 0;
    for (size_t i = 0; i < COUNT(strengths); i++) {
        if (!has_word(a, strengths[i].word) || has_word(b, strengths[i].word)) continue;
        for (size_t k = 0; k < COUNT(strengths); k++)
            if (strengths[k].scale == strengths[i].scale && strengths[k].degree != strengths[i].degree &&
                has_word(b, strengths[k].word) && !has_word(a, strengths[k].word))
                count++;
    }
    return count;
}

bool ro_pair_look(const ro_model *m, const ro_side *a, const ro_side *b, ro_arena *arena, ro_pair_features *f) {
    pair p = {.a = a, .b = b};
    if (!align(m, &p, arena)) return false;
    size_t n = a->pieces.count, k = b->pieces.count;
    *f = (ro_pair_features){.cosine = m->kernels->dot(a->vector, b->vector, m->heads.vector),
                            .aligned = fminf(mean_match(a, p.a_to_b), mean_match(b, p.b_to_a)),
                            .shared = fminf(shared_words(a, b), shared_words(b, a)),
                            .length = (float)(n < k ? n : k) / (float)(n < k ? k : n)};
    look_at_numbers(&p, f);
    look_at_names(&p, f);
    look_at_turns(a, b, f);
    f->strengths = count_strengths(a, b);
    return true;
}
