/* parser.h: syntax: a window's words with lemmas, parts of speech and dependencies, in the manner of Universal Dependencies v2.
 */
#ifndef RO_PARSER_H
#define RO_PARSER_H

#include "model/view.h"

/* One thread's working memory for one model, which must outlive it. */
typedef struct ro_parser ro_parser;

ro_parser *ro_parser_new(const ro_model *model, ro_error *error);
void ro_parser_free(ro_parser *parser);

/* Adds the words of a window to its layers. Arcs are scored by a biaffine product (Dozat and Manning 2017) over the pieces at
 * which the words are anchored: the first piece that begins within a word. The tree is the best one of its sentence; see tree.h.
 */
bool ro_parser_add(ro_parser *parser, const ro_view *view, ro_products *products, ro_error *error);

/* The two ends of arcs: queries and keys of the pieces at, both [count, arc]; the score of an arc from a dependent to a head is
 * query · key / √arc, to the root query · heads.root / √arc. For tests of parity; borrowed until the next call. */
bool ro_parser_ends(ro_parser *parser, const ro_view *view, const uint32_t *at, size_t count, ro_products *products,
                    const float **queries, const float **keys, ro_error *error);
/* Scores [RO_RELATIONS] of the relation between two pieces; head UINT32_MAX: the root. */
const float *ro_parser_relations(ro_parser *parser, const ro_view *view, uint32_t dependent, uint32_t head);

#endif
