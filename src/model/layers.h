/* layers.h: what the model found in a document, in the conventions of the corpora it learned from. The finders make the record of
 * it. */
#ifndef RO_LAYERS_H
#define RO_LAYERS_H

#include "base/base.h"

typedef enum ro_upos { /* Universal Dependencies v2 */
                       RO_UPOS_ADJ,
                       RO_UPOS_ADP,
                       RO_UPOS_ADV,
                       RO_UPOS_AUX,
                       RO_UPOS_CCONJ,
                       RO_UPOS_DET,
                       RO_UPOS_INTJ,
                       RO_UPOS_NOUN,
                       RO_UPOS_NUM,
                       RO_UPOS_PART,
                       RO_UPOS_PRON,
                       RO_UPOS_PROPN,
                       RO_UPOS_PUNCT,
                       RO_UPOS_SCONJ,
                       RO_UPOS_SYM,
                       RO_UPOS_VERB,
                       RO_UPOS_X,
} ro_upos;

extern const char *const ro_upos_names[RO_UPOS_X + 1];

typedef enum ro_entity_label { RO_ENTITY_PER, RO_ENTITY_ORG, RO_ENTITY_LOC, RO_ENTITY_EVENT, RO_ENTITY_OTHER } ro_entity_label;

/* A surface word ("don't" and "Lavrov's" are one); spans never touch white space at their ends. */
typedef struct ro_token {
    ro_span span;
    uint32_t sentence; /* index */
    ro_upos upos;      /* of its first part */
} ro_token;

/* A syntactic word of Universal Dependencies v2: "do" and "n't" of "don't" are two. */
typedef struct ro_word {
    ro_span span;
    uint32_t token;   /* index of the surface word that it is, or is part of */
    uint32_t head;    /* index of a word of the same sentence; its own: the root */
    uint8_t relation; /* of ro_relation_names */
    ro_upos upos;
    const char *lemma; /* in the layers' arena */
} ro_word;

#define RO_NO_CHAIN UINT32_MAX

/* Something mentioned, by a name, a nominal or a pronoun; mentions nest. As GUM marks them: with determiners and what follows the
 * head. */
typedef struct ro_mention {
    ro_span span;
    uint8_t type;   /* of ro_mention_types */
    uint32_t chain; /* what it is a mention of, numbered from 0 in order of first mention; RO_NO_CHAIN: mentioned once */
} ro_mention;

typedef struct ro_entity { /* a bare name, outermost only, without title or determiner or possessive ending */
    ro_span span;
    ro_entity_label label;
    float confidence; /* 0 to 1 */
} ro_entity;

typedef struct ro_attribution { /* as PolNeAR marks it */
    ro_span source;             /* empty: none */
    ro_span cue;                /* never empty */
    ro_span *content;           /* in order of the text; may be none */
    size_t n_content;
    float confidence; /* 0 to 1 */
} ro_attribution;

typedef struct ro_layers { /* all arrays in order of the text, in the arena given to the model */
    struct {
        ro_span *items;
        size_t count, room;
    } sentences;
    struct {
        ro_token *items;
        size_t count, room;
    } tokens;
    struct {
        ro_word *items;
        size_t count, room;
    } words;
    struct {
        ro_mention *items;
        size_t count, room;
    } mentions;
    uint32_t chains; /* how many */
    struct {
        ro_entity *items;
        size_t count, room;
    } entities;
    struct {
        ro_attribution *items;
        size_t count, room;
    } attributions;
} ro_layers;

#endif
