#include "model/parser.h"

#include "model/lemma.h"
#include "model/tree.h"
#include "model/words.h"

#include <math.h>

#define NONE UINT32_MAX

struct ro_parser {
    const ro_model *model;
    ro_lemma_rules *rules;
    ro_tree *tree;
    uint8_t root, other;     /* relations: root, dep */
    uint32_t *piece, *word;  /* [window] of each word that has a piece: the piece, the number in the layers */
    uint32_t *head;          /* [window] of each of these words: the number of another among them, or NONE */
    uint8_t *relation;       /* [window] */
    uint32_t *heads;         /* [window] of the sentence at hand */
    float *queries, *keys;   /* [window, arc] */
    float *scores;           /* [window, window + 1] of the sentence at hand */
    float *both, *relations; /* [relation], [RO_RELATIONS] */
    float *nothing;          /* [arc or relation] zeros: the bias that GELU adds is in the projection */
};

static uint8_t relation_of(const char *name) {
    for (uint8_t i = 0; i < RO_RELATIONS; i++)
        if (!strcmp(ro_relation_names[i], name)) return i;
    return 0;
}

ro_parser *ro_parser_new(const ro_model *model, ro_error *error) {
    const ro_heads *h = &model->heads;
    size_t window = model->shape.window;
    ro_parser *p = calloc(1, sizeof *p);
    if (!p) return ro_fail_memory(error), NULL;
    *p = (ro_parser){.model = model, .root = relation_of("root"), .other = relation_of("dep")};
    p->rules = ro_lemma_rules_new(h);
    p->tree = ro_tree_new(window);
    p->piece = malloc(window * sizeof *p->piece);
    p->word = malloc(window * sizeof *p->word);
    p->head = malloc(window * sizeof *p->head);
    p->relation = malloc(window * sizeof *p->relation);
    p->heads = malloc(window * sizeof *p->heads);
    p->queries = malloc(window * h->arc * sizeof *p->queries);
    p->keys = malloc(window * h->arc * sizeof *p->keys);
    p->scores = malloc(window * (window + 1) * sizeof *p->scores);
    p->both = malloc(h->relation * sizeof *p->both);
    p->relations = malloc(RO_RELATIONS * sizeof *p->relations);
    p->nothing = calloc(h->arc > h->relation ? h->arc : h->relation, sizeof *p->nothing);
    if (p->rules && p->tree && p->piece && p->word && p->head && p->relation && p->heads && p->queries && p->keys && p->scores &&
        p->both && p->relations && p->nothing)
        return p;
    ro_parser_free(p);
    return ro_fail_memory(error), NULL;
}

void ro_parser_free(ro_parser *p) {
    if (!p) return;
    free(p->nothing);
    free(p->relations);
    free(p->both);
    free(p->scores);
    free(p->keys);
    free(p->queries);
    free(p->heads);
    free(p->relation);
    free(p->head);
    free(p->word);
    free(p->piece);
    ro_tree_free(p->tree);
    ro_lemma_rules_free(p->rules);
    free(p);
}

/* ---- words */

static bool add_word(const ro_view *view, ro_span span, size_t token) {
    ro_word word = {.span = span, .token = (uint32_t)token, .upos = RO_UPOS_X};
    return ro_list_add(view->arena, &view->layers->words, word);
}

/* Surface words cut by rule. */
static bool cut_words(const ro_view *view) {
    for (size_t t = view->tokens; t < view->layers->tokens.count; t++) {
        ro_span parts[RO_WORD_PARTS];
        size_t n = ro_words_cut(view->text, view->layers->tokens.items[t].span, parts);
        for (size_t i = 0; i < n; i++)
            if (!add_word(view, parts[i], t)) return false;
    }
    return true;
}

/* Words that are given stand in the layers one for one. */
static bool take_words(const ro_view *view) {
    const ro_layers *layers = view->layers;
    size_t token = view->tokens;
    for (size_t i = layers->words.count; i < view->given->count && view->given->items[i].span.start < view->end; i++) {
        ro_span span = view->given->items[i].span;
        while (token + 1 < layers->tokens.count && layers->tokens.items[token + 1].span.start <= span.start) token++;
        if (!add_word(view, span, token)) return false;
    }
    return true;
}

static uint32_t sentence_of(const ro_view *view, size_t word) {
    if (view->given) return view->given->items[word].sentence;
    return view->layers->tokens.items[view->layers->words.items[word].token].sentence;
}

static const char *form_of(const ro_view *view, size_t word, size_t *size) {
    ro_span span = view->layers->words.items[word].span;
    *size = view->given ? view->given->items[word].form_size : span.end - span.start;
    return view->given ? view->given->items[word].form : view->text + span.start;
}

/* Finds the words' pieces: the first that begins in a word and in none before it. Returns how many words have one. */
static size_t anchor(ro_parser *p, const ro_view *view, size_t first) {
    const ro_word *words = view->layers->words.items;
    size_t n = 0, piece = 0;
    for (size_t w = first; w < view->layers->words.count; w++) {
        while (piece < view->count && view->pieces[piece].span.start < words[w].span.start) piece++;
        if (piece == view->count || view->pieces[piece].span.start >= words[w].span.end) continue;
        p->word[n] = (uint32_t)w;
        p->piece[n++] = (uint32_t)piece++;
    }
    return n;
}

/* ---- arcs */

static void gather(const ro_parser *p, const ro_view *view, ro_part part, const uint32_t *at, size_t count, float *out) {
    size_t arc = p->model->heads.arc;
    for (size_t i = 0; i < count; i++) memcpy(out + i * arc, ro_part_of(view, at[i], part), arc * sizeof *out);
    p->model->kernels->gelu(out, count, arc, p->nothing);
}

bool ro_parser_ends(ro_parser *p, const ro_view *view, const uint32_t *at, size_t count, ro_products *products,
                    const float **queries, const float **keys, ro_error *error) {
    const ro_heads *h = &p->model->heads;
    gather(p, view, RO_PART_DEPENDENT, at, count, p->queries);
    gather(p, view, RO_PART_HEAD, at, count, p->keys);
    for (size_t from = 0; from < count; from += RO_TILE) {
        size_t n = count - from < RO_TILE ? count - from : RO_TILE;
        float *own = p->queries + from * h->arc;
        const float *sums = ro_products_run(products, h->product, own, n, error);
        if (!sums) return false;
        p->model->kernels->add_bias(own, sums, n, h->arc, h->product_bias);
    }
    *queries = p->queries;
    *keys = p->keys;
    return true;
}

/* Heads of the words from, from + 1, … of those that have pieces; count in the place of a head: the root. The scale of the scores
 * does not matter here. */
static void find_tree(ro_parser *p, size_t from, size_t count) {
    const ro_heads *h = &p->model->heads;
    for (size_t i = 0; i < count; i++) {
        const float *query = p->queries + (from + i) * h->arc;
        float *row = p->scores + i * (count + 1);
        for (size_t k = 0; k < count; k++) row[k] = p->model->kernels->dot(query, p->keys + (from + k) * h->arc, h->arc);
        row[count] = p->model->kernels->dot(query, h->root, h->arc);
    }
    ro_tree_find(p->tree, p->scores, count, p->heads);
}

/* ---- relations, lemmas, parts of speech */

const float *ro_parser_relations(ro_parser *p, const ro_view *view, uint32_t dependent, uint32_t head) {
    const ro_heads *h = &p->model->heads;
    const float *own = head == NONE ? h->relation_root : ro_part_of(view, head, RO_PART_RELATION_HEAD);
    memcpy(p->both, ro_part_of(view, dependent, RO_PART_RELATION_DEPENDENT), h->relation * sizeof *p->both);
    p->model->kernels->add_bias(p->both, p->both, 1, h->relation, own);
    p->model->kernels->gelu(p->both, 1, h->relation, p->nothing);
    p->model->kernels->linear(h->relation_scores.weight, h->relation_scores.bias, p->both, RO_RELATIONS, h->relation,
                              p->relations);
    return p->relations;
}

/* The root's relation is root, no other word's is. */
static uint8_t best_relation(ro_parser *p, const ro_view *view, uint32_t dependent, uint32_t head) {
    if (head == NONE) return p->root;
    const float *scores = ro_parser_relations(p, view, dependent, head);
    uint8_t best = p->other;
    for (uint8_t i = 0; i < RO_RELATIONS; i++)
        if (i != p->root && scores[i] > scores[best]) best = i;
    return best;
}

/* Heads and relations of the words from, from + 1, … of those that have pieces: a sentence. */
static void parse(ro_parser *p, const ro_view *view, size_t from, size_t count) {
    find_tree(p, from, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t head = p->heads[i] == count ? NONE : (uint32_t)from + p->heads[i];
        p->head[from + i] = head;
        p->relation[from + i] = best_relation(p, view, p->piece[from + i], head == NONE ? NONE : p->piece[head]);
    }
}

static bool describe(ro_parser *p, const ro_view *view, size_t from, size_t count) {
    for (size_t i = from; i < from + count; i++) {
        ro_word *word = &view->layers->words.items[p->word[i]];
        size_t size;
        const char *form = form_of(view, p->word[i], &size);
        word->head = p->word[p->head[i] == NONE ? i : p->head[i]];
        word->relation = p->relation[i];
        word->upos = (ro_upos)view->marks[p->piece[i]].upos;
        word->lemma = ro_lemma(p->rules, ro_part_of(view, p->piece[i], RO_PART_LEMMA), form, size, view->arena);
        if (!word->lemma) return false;
    }
    return true;
}

/* ---- words that turn out to be two */

/* The second part of a word gets a place of its own behind it. */
static bool divide(ro_parser *p, const ro_view *view, size_t i, size_t n, uint32_t at) {
    ro_layers *layers = view->layers;
    size_t w = p->word[i];
    ro_word second = layers->words.items[w];
    second.span.start = at;
    if (!ro_list_add(view->arena, &layers->words, second)) return false;
    ro_word *words = layers->words.items;
    memmove(words + w + 2, words + w + 1, (layers->words.count - w - 2) * sizeof *words);
    words[w].span.end = at;
    words[w + 1] = second;
    for (size_t k = i + 1; k < n; k++) p->word[k]++;
    return true;
}

/* Not a part of a surface word, and without a possessive mark that stands by itself behind it. */
static bool is_alone(const ro_view *view, size_t w) {
    const ro_word *words = view->layers->words.items;
    bool first = !w || words[w - 1].token != words[w].token;
    bool last = w + 1 == view->layers->words.count || words[w + 1].token != words[w].token;
    char next = view->text[words[w].span.end];
    return first && last && next != '\'' && !((unsigned char)next & 0x80);
}

static bool divide_words(ro_parser *p, const ro_view *view, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ro_span span = view->layers->words.items[p->word[i]].span;
        ro_upos upos = (ro_upos)view->marks[p->piece[i]].upos;
        if (!is_alone(view, p->word[i])) continue;
        uint32_t at = ro_words_late_cut(view->text, span, upos, ro_relation_names[p->relation[i]]);
        if (at < span.end && !divide(p, view, i, n, at)) return false;
    }
    return true;
}

/* ---- words without a piece */

static bool same_token(const ro_view *view, size_t a, size_t b) {
    if (view->given) return view->given->items[a].token == view->given->items[b].token;
    return view->layers->words.items[a].token == view->layers->words.items[b].token;
}

/* The first word of the surface word that this one is in; itself where it is in none that a rule could have cut. */
static size_t first_part(const ro_view *view, size_t word, size_t first) {
    size_t part = word;
    while (part > first && word - part < RO_WORD_PARTS && same_token(view, part - 1, word)) part--;
    return word - part < RO_WORD_PARTS ? part : word;
}

/* host: a word of the sentence that has a piece. */
static bool guess(ro_parser *p, const ro_view *view, size_t w, size_t first, size_t host) {
    ro_layers *layers = view->layers;
    ro_word *words = layers->words.items;
    size_t size, part = first_part(view, w, first);
    const char *form = form_of(view, w, &size);
    const ro_unseen *known = part < w ? ro_words_unseen(form, size, words[part].upos) : NULL;
    words[w].head = (uint32_t)host;
    words[w].relation = p->other;
    if (known) {
        words[w].upos = known->upos;
        words[w].relation = relation_of(known->relation);
        words[w].head = (uint32_t)part;
        if (known->attachment == RO_ATTACH_BESIDE) words[w].head = words[part].head;
        if (known->attachment == RO_ATTACH_NEXT && w + 1 < layers->words.count &&
            sentence_of(view, w + 1) == sentence_of(view, w))
            words[w].head = (uint32_t)w + 1;
        bool copula = !strcmp(known->relation, "cop") && words[words[w].head].upos == RO_UPOS_VERB; /* its raining */
        if (copula) words[w].relation = relation_of("aux");
    }
    words[w].lemma =
        known ? ro_arena_copy(view->arena, known->lemma, strlen(known->lemma)) : ro_arena_copy(view->arena, form, size);
    return words[w].lemma != NULL;
}

/* A sentence's words [from, to); its words with pieces are [*seen, end) of p->word. */
static bool fill_gaps(ro_parser *p, const ro_view *view, size_t from, size_t to, size_t first, size_t seen, size_t end) {
    bool none = seen == end;
    size_t host = none ? from : p->word[seen];
    for (size_t w = from; w < to; w++) {
        if (seen < end && p->word[seen] == w) {
            host = w;
            seen++;
        } else if (!guess(p, view, w, first, host))
            return false;
    }
    if (none) view->layers->words.items[from].relation = p->root;
    return true;
}

/* ---- the window */

/* A given sentence longer than a window: the part in this one hangs on the root of what came before. */
static void join_parts(const ro_view *view, size_t first) {
    ro_word *words = view->layers->words.items;
    if (!view->given || !first || first == view->layers->words.count || sentence_of(view, first) != sentence_of(view, first - 1))
        return;
    size_t root = first - 1, w = first;
    while (words[root].head != root) root = words[root].head;
    while (w < view->layers->words.count && words[w].head != w) w++;
    if (w == view->layers->words.count || sentence_of(view, w) != sentence_of(view, first)) return;
    words[w].head = (uint32_t)root;
    words[w].relation = relation_of("parataxis");
}

static size_t sentence_end(const ro_view *view, size_t from) {
    size_t to = from + 1;
    while (to < view->layers->words.count && sentence_of(view, to) == sentence_of(view, from)) to++;
    return to;
}

/* How many of the words that have pieces come before a word. */
static size_t seen_before(const ro_parser *p, size_t seen, size_t n, size_t word) {
    while (seen < n && p->word[seen] < word) seen++;
    return seen;
}

bool ro_parser_add(ro_parser *p, const ro_view *view, ro_products *products, ro_error *error) {
    const ro_layers *layers = view->layers;
    const float *queries, *keys;
    size_t first = layers->words.count;
    if (!(view->given ? take_words(view) : cut_words(view))) return ro_fail_memory(error);
    size_t n = anchor(p, view, first);
    if (!ro_parser_ends(p, view, p->piece, n, products, &queries, &keys, error)) return false;
    for (size_t from = first, to, start = 0, end; from < layers->words.count; from = to, start = end) {
        to = sentence_end(view, from);
        end = seen_before(p, start, n, to);
        if (end > start) parse(p, view, start, end - start);
    }
    if (!view->given && !divide_words(p, view, n)) return ro_fail_memory(error);
    for (size_t from = first, to, start = 0, end; from < layers->words.count; from = to, start = end) {
        to = sentence_end(view, from);
        end = seen_before(p, start, n, to);
        if (!describe(p, view, start, end - start) || !fill_gaps(p, view, from, to, first, start, end))
            return ro_fail_memory(error);
    }
    join_parts(view, first);
    return true;
}
