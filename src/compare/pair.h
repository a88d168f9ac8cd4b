/* pair.h: how two statements stand to each other. */
#ifndef RO_PAIR_H
#define RO_PAIR_H

#include "compare/side.h"

/* What the judgement rests on. Of what is looked at from both sides, the lesser counts: a statement that says all that the other
 * says, and more, is not the same. */
typedef struct ro_pair_features {
    float cosine;     /* of the vectors */
    float aligned;    /* each piece's best match among the other's by its state, mean by rarity (Zhang et al. 2020, BERTScore) */
    float shared;     /* of the words by rarity: how many are the other's too, in some form */
    float length;     /* of the shorter in pieces, over the longer's */
    unsigned numbers; /* that stand against another one of their kind */
    unsigned numbers_own; /* of one side that the other lacks */
    unsigned names;       /* that stand in another's place */
    unsigned names_own;   /* of one side that the other lacks, the lesser of both */
    unsigned negations;   /* that one side has more than the other */
    bool opposite;        /* a negation of what the other side says, or an opposite of it, turns the meaning round */
    unsigned strengths;   /* words of one scale ("may", "will") at another degree */
} ro_pair_features;

/* Working memory from the arena. False: out of memory. */
bool ro_pair_look(const ro_model *model, const ro_side *a, const ro_side *b, ro_arena *arena, ro_pair_features *features);

ro_comparison ro_pair_judge(const ro_pair_features *features);

#endif
