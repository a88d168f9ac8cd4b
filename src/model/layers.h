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

typedef enum ro_entity_label { RO_ENTITY_PER, RO_ENTITY_ORG, RO_ENTITY_LOC, RO_ENTITY_EVENT, RO_ENTITY_OTHER } ro_entity_label;

/* A surface word ("don't" and "Lavrov's" are one); spans never touch white space at their ends. */
typedef struct ro_token {
    ro_span span;
    uint32_t sentence; /* index */
    ro_upos upos;      /* of its first part */
} ro_token;

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
        ro_entity *items;
        size_t count, room;
    } entities;
    struct {
        ro_attribution *items;
        size_t count, room;
    } attributions;
} ro_layers;

#endif
