/* tree.h: the dependency tree of a sentence from the scores of its arcs. */
#ifndef RO_TREE_H
#define RO_TREE_H

#include "base/base.h"

/* Working memory, for one thread. */
typedef struct ro_tree ro_tree;

/* most: the words of the longest sentence, up to 65,535. NULL: out of memory. */
ro_tree *ro_tree_new(size_t most);
void ro_tree_free(ro_tree *tree);

/* The tree with the highest sum of scores among those with one root (Chu and Liu 1965, Edmonds 1967; Tarjan 1977 for dense
 * graphs; one root as in Stanojević and Cohen 2021). scores [n, n + 1]: of each word's possible heads, the last column the root;
 * a word's score as its own head is not looked at. heads [n]: the head of each word, n for the root. n ≥ 1. */
void ro_tree_find(ro_tree *tree, const float *scores, size_t n, uint32_t *heads);

#endif
