/* heads.h: the model's heads beyond taggers and links: lemmas and dependencies, mentions and coreference, event types, the vector
 * of a statement. Only their weights and labels are here; parser.c, mentions.c, coreference.c, coder.c and vector.c compute with
 * them. Immutable, shared by threads. Shapes as docs/model-format.md has them. */
#ifndef RO_HEADS_H
#define RO_HEADS_H

#include "model/load.h"
#include "model/product.h"

#include <jansson.h>

/* What one product makes of every piece's state, part by part in a row of ro_heads.projected floats. Where a part begins and how
 * wide it is: ro_heads.part. */
typedef enum ro_part {
    RO_PART_LEMMA,     /* scores of the lemma rules */
    RO_PART_DEPENDENT, /* before GELU, as the next three */
    RO_PART_HEAD,
    RO_PART_RELATION_DEPENDENT, /* the two of a relation are added before GELU */
    RO_PART_RELATION_HEAD,
    RO_PART_FIRST, /* of a mention */
    RO_PART_LAST,
    RO_PARTS
} ro_part;

enum { RO_RELATIONS = 51, RO_MENTION_TYPES = 6, RO_EVENT_TYPES = 16, RO_KINDS = 3, RO_PAIR_FEATURES = 11, RO_PIECE_LIST = 64 };
enum { RO_EVENT_NONE = RO_EVENT_TYPES - 1 }; /* the type of two between whom nothing happens */

/* A small matrix in f32 for one row at a time; weight is the heads' own where the file holds halves. */
typedef struct ro_linear {
    const float *weight, *bias; /* [outputs, inputs], [outputs] */
    uint32_t outputs, inputs;
    float *owned; /* or NULL */
} ro_linear;

typedef struct ro_piece_list {
    uint32_t ids[RO_PIECE_LIST];
    size_t count;
} ro_piece_list;

typedef struct ro_heads {
    uint32_t arc, relation, span, mention, event, vector, mention_width; /* sizes, from the config */
    /* lemma rules, as train/lemmas.py defines them */
    char **lemmas; /* [n_lemmas], one allocation */
    uint32_t n_lemmas;
    /* every piece's projection */
    ro_weights *projection;
    float *projection_bias; /* [projected] */
    uint32_t projected;
    struct {
        uint32_t at, width;
    } part[RO_PARTS];
    /* dependencies */
    ro_weights *product; /* [arc, arc]: dependents after GELU to queries */
    const float *product_bias, *root /* [arc] */, *relation_root /* [relation] */;
    ro_linear relation_scores; /* [RO_RELATIONS, relation] */
    /* mentions: score of a span and type = first · last / √span + width[w] + first_type + last_type */
    ro_linear first_type, last_type; /* [RO_MENTION_TYPES, hidden] */
    const float *width;              /* [mention_width] by length in pieces − 1 */
    /* coreference */
    ro_weights *mention_weights; /* [mention, 2 hidden]: states of first and last piece, then GELU */
    ro_weights *query_key;       /* [2 link, mention] */
    const float *mention_bias;   /* [mention] */
    float *query_key_bias;       /* [2 link] */
    ro_linear none;              /* [1, mention]: score of no antecedent */
    const float *pair;           /* [RO_KINDS × RO_KINDS, RO_PAIR_FEATURES]: kind of mention × kind of antecedent */
    ro_piece_list before, behind, pronouns;
    /* event type */
    const float *mark;         /* [2, hidden]: added to the embeddings of the source's and of the target's pieces */
    ro_linear pool, mix, type; /* [1, hidden], [event, 4 hidden], [RO_EVENT_TYPES, event] */
    /* statement vector, of the mean of its pieces' states; to be normalised */
    ro_linear vectors; /* [vector, hidden] */
} ro_heads;

extern const char *const ro_relation_names[RO_RELATIONS];    /* Universal Dependencies v2, in the model's order */
extern const char *const ro_mention_types[RO_MENTION_TYPES]; /* PER ORG LOC EVENT TIME OTHER */
extern const char *const ro_event_types[RO_EVENT_TYPES];     /* PLOVER's; YIELD stands for CONCEDE and RETREAT */

/* Reads sizes and labels from the config and checks them. heads: zeroed. */
bool ro_heads_configure(ro_heads *heads, const json_t *config, ro_error *error);
/* Takes the weights out of the file. False after a failure; ro_heads_free cleans up in any case. */
bool ro_heads_load(ro_heads *heads, ro_loader *loader, uint32_t hidden, uint32_t link, ro_arithmetic arithmetic,
                   const ro_kernels *kernels);
void ro_heads_free(ro_heads *heads);

bool ro_piece_listed(const ro_piece_list *list, uint32_t id);

#endif
