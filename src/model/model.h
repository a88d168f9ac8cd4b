/* model.h: the model in memory: shape, vocabulary, packed encoder, heads. Immutable, shared by threads. */
#ifndef RO_MODEL_H
#define RO_MODEL_H

#include "model/file.h"
#include "model/gazetteer.h"
#include "model/heads.h"
#include "model/kernels.h"
#include "model/product.h"
#include "text/pieces.h"

typedef struct ro_shape {
    uint32_t vocabulary, hidden, layers, attention_heads, inner, positions, window, link;
    uint32_t begin, end; /* pieces at the ends of a window */
} ro_shape;

typedef struct ro_encoder_layer {
    ro_weights *qkv, *out, *up, *down;
    const float *qkv_bias, *out_bias, *up_bias, *down_bias;
    const float *norm1_weight, *norm1_bias, *norm2_weight, *norm2_bias;
} ro_encoder_layer;

typedef enum ro_tagger_name {
    RO_TAGGER_ATTRIBUTION,
    RO_TAGGER_BOUNDARY,
    RO_TAGGER_ENTITY,
    RO_TAGGER_UPOS,
    RO_TAGGERS
} ro_tagger_name;
typedef enum ro_link_name { RO_LINK_SOURCE, RO_LINK_CUE, RO_LINKS } ro_link_name;

typedef struct ro_tagger {
    uint32_t labels;     /* how many */
    uint32_t at;         /* where its scores begin in a piece's row of scores */
    const float *weight; /* [labels, hidden] */
    const float *bias;
} ro_tagger;

typedef struct ro_link {
    const float *query_weight, *query_bias, *key_weight, *key_bias; /* [link, hidden], [link] */
    float none;                                                     /* score of no link */
} ro_link;

typedef struct ro_model {
    ro_model_file *file;
    char name[64]; /* the model's name, release and digest */
    ro_arithmetic arithmetic;
    const ro_kernels *kernels;
    ro_shape shape;
    ro_vocabulary *vocabulary;
    const int8_t *word;      /* [vocabulary, hidden] */
    const float *word_scale; /* [vocabulary] */
    const float *position;   /* [positions, hidden] */
    const float *feature;    /* [16, hidden] */
    const float *norm_weight, *norm_bias;
    ro_encoder_layer *layer; /* [layers] */
    ro_tagger tagger[RO_TAGGERS];
    uint32_t scores; /* labels of all taggers: the width of a piece's row of scores */
    ro_link link[RO_LINKS];
    ro_heads heads;
    ro_gazetteer gazetteer;           /* empty in a file of before there was one */
    float transition[7][7], begin[7]; /* of the attribution tagger, with what BIO forbids */
} ro_model;

/* Opens the file, checks it against its own config, packs the weights. Free with ro_model_close. */
ro_model *ro_model_open(const char *path, ro_arithmetic arithmetic, ro_error *error);
void ro_model_close(ro_model *model);

#endif
