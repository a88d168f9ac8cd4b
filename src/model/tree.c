#include "model/tree.h"

/* Scores are kept within ±LIMIT, so that ROOT_COST, for each word, makes a second arc from the root cost more than all else can
 * gain. */
#define LIMIT 1e4
#define ROOT_COST (4 * LIMIT)

typedef enum state { FRESH, ON_PATH, DONE } state;

/* Nodes are the words, then the cycles that were contracted, in order; at most 2 most − 1 in all. */
struct ro_tree {
    size_t most, n; /* words: at most, at hand */
    size_t nodes;   /* words and cycles so far */
    double *rows; /* [most, most + 1] the score of the best arc from each head into a node; a cycle has its first member's row */
    uint16_t *entry; /* [most, most + 1] the word which that arc enters */
    uint32_t *row;   /* [2 most] which row is a node's */
    uint32_t *cycle; /* [2 most] the cycle that a node is in, or itself */
    uint32_t *set;   /* [2 most] the same with short cuts */
    uint32_t *from;  /* [2 most] the head of a node's chosen arc */
    uint32_t *into;  /* [2 most] the word that it enters */
    uint8_t *state;  /* [2 most] */
    uint32_t *path;  /* [most] */
};

ro_tree *ro_tree_new(size_t most) {
    ro_tree *t = calloc(1, sizeof *t);
    if (!t) return NULL;
    t->most = most;
    t->rows = malloc(most * (most + 1) * sizeof *t->rows);
    t->entry = malloc(most * (most + 1) * sizeof *t->entry);
    t->row = malloc(2 * most * sizeof *t->row);
    t->cycle = malloc(2 * most * sizeof *t->cycle);
    t->set = malloc(2 * most * sizeof *t->set);
    t->from = malloc(2 * most * sizeof *t->from);
    t->into = malloc(2 * most * sizeof *t->into);
    t->state = malloc(2 * most * sizeof *t->state);
    t->path = malloc(most * sizeof *t->path);
    if (t->rows && t->entry && t->row && t->cycle && t->set && t->from && t->into && t->state && t->path) return t;
    ro_tree_free(t);
    return NULL;
}

void ro_tree_free(ro_tree *t) {
    if (!t) return;
    free(t->path);
    free(t->state);
    free(t->into);
    free(t->from);
    free(t->set);
    free(t->cycle);
    free(t->row);
    free(t->entry);
    free(t->rows);
    free(t);
}

/* ---- the best head of each word by itself: most often a tree already */

static void choose_freely(const float *scores, size_t n, uint32_t *heads) {
    for (size_t i = 0; i < n; i++, scores += n + 1) {
        size_t best = n;
        for (size_t h = 0; h < n; h++)
            if (h != i && scores[h] > scores[best]) best = h;
        heads[i] = (uint32_t)best;
    }
}

/* Whether they are a tree with one root. */
static bool is_tree(ro_tree *t, const uint32_t *heads, size_t n) {
    size_t roots = 0;
    memset(t->state, FRESH, n);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        roots += heads[i] == n;
        for (; at < n && t->state[at] == FRESH; at = heads[at]) t->state[at] = ON_PATH;
        if (at < n && t->state[at] == ON_PATH) return false;
        for (at = i; at < n && t->state[at] == ON_PATH; at = heads[at]) t->state[at] = DONE;
    }
    return roots == 1;
}

/* ---- contraction of cycles */

static void begin(ro_tree *t, const float *scores, size_t n) {
    t->n = t->nodes = n;
    for (size_t i = 0; i < n; i++) {
        double *row = t->rows + i * (n + 1);
        t->row[i] = t->cycle[i] = t->set[i] = (uint32_t)i;
        t->state[i] = FRESH;
        for (size_t h = 0; h <= n; h++) {
            double score = (double)scores[i * (n + 1) + h];
            row[h] = score < LIMIT ? score > -LIMIT ? score : -LIMIT : score >= LIMIT ? LIMIT : -LIMIT; /* NaN too */
            t->entry[i * (n + 1) + h] = (uint16_t)i;
        }
        row[n] -= ROOT_COST * (double)n;
    }
}

/* The outermost cycle that a node is in. */
static uint32_t outermost(ro_tree *t, uint32_t node) {
    while (t->set[node] != node) node = t->set[node] = t->set[t->set[node]];
    return node;
}

/* The best arc into a node from outside it. */
static uint32_t choose(ro_tree *t, uint32_t node) {
    const double *row = t->rows + t->row[node] * (t->n + 1);
    size_t best = t->n;
    for (size_t h = 0; h < t->n; h++)
        if (row[h] > row[best] && outermost(t, (uint32_t)h) != node) best = h;
    t->into[node] = t->entry[t->row[node] * (t->n + 1) + best];
    return t->from[node] = (uint32_t)best;
}

/* Makes one node of a cycle: an arc into it replaces the arc chosen into the member that it enters. */
static uint32_t contract(ro_tree *t, const uint32_t *members, size_t count) {
    size_t width = t->n + 1, first = t->row[members[0]] * width;
    uint32_t node = (uint32_t)t->nodes++;
    for (size_t k = 0; k < count; k++) {
        size_t own = t->row[members[k]] * width;
        double chosen = t->rows[own + t->from[members[k]]];
        for (size_t h = 0; h < width; h++) {
            t->rows[own + h] -= chosen;
            if (t->rows[own + h] <= t->rows[first + h]) continue;
            t->rows[first + h] = t->rows[own + h];
            t->entry[first + h] = t->entry[own + h];
        }
        t->cycle[members[k]] = t->set[members[k]] = node;
    }
    t->row[node] = t->row[members[0]];
    t->cycle[node] = t->set[node] = node;
    t->state[node] = FRESH;
    return node;
}

/* Follows chosen arcs until they lead to what hangs on the root already. */
static void grow(ro_tree *t, uint32_t node) {
    size_t depth = 0;
    for (;;) {
        t->state[node] = ON_PATH;
        t->path[depth++] = node;
        uint32_t head = choose(t, node);
        if (head == t->n) break;
        node = outermost(t, head);
        if (t->state[node] == DONE) break;
        if (t->state[node] == FRESH) continue;
        size_t start = depth - 1;
        while (t->path[start] != node) start--;
        node = contract(t, t->path + start, depth - start);
        depth = start;
    }
    while (depth) t->state[t->path[--depth]] = DONE;
}

/* The last cycle first: its arc enters one word, and replaces the arcs chosen into the smaller cycles around that word. */
static void expand(ro_tree *t, uint32_t *heads) {
    memset(t->state, FRESH, t->nodes);
    for (size_t node = t->nodes; node-- > 0;) {
        if (t->state[node] == DONE) continue;
        heads[t->into[node]] = t->from[node];
        for (uint32_t at = t->into[node]; at != node; at = t->cycle[at]) t->state[at] = DONE;
    }
}

void ro_tree_find(ro_tree *t, const float *scores, size_t n, uint32_t *heads) {
    choose_freely(scores, n, heads);
    if (is_tree(t, heads, n)) return;
    begin(t, scores, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t node = outermost(t, (uint32_t)i);
        if (t->state[node] == FRESH) grow(t, node);
    }
    expand(t, heads);
}
