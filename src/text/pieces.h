/* pieces.h: words cut into word pieces, as BERT's uncased tokenizer cuts them (Devlin et al. 2019), with their places in the
 * text. train/pieces.py does the same in Python; test/model holds the two together. */
#ifndef RO_PIECES_H
#define RO_PIECES_H

#include "text/text.h"

enum { RO_GAP_NONE, RO_GAP_SPACE, RO_GAP_LINE, RO_GAP_PARAGRAPH };
enum { RO_CASE_LOWER, RO_CASE_INITIAL, RO_CASE_CAPITALS, RO_CASE_OTHER };
enum { RO_MARK_SOURCE = 1, RO_MARK_TARGET = 2 };

typedef struct ro_piece {
    uint32_t id;     /* in the vocabulary */
    ro_span span;    /* bytes of the text */
    uint8_t feature; /* 4 × letter case of the whole word + gap before it (RO_GAP_NONE inside a word) */
    uint8_t mark;    /* RO_MARK_… joined with |: in an actor of the event that is asked about; 0 as cut */
} ro_piece;

static inline uint8_t ro_piece_gap(const ro_piece *piece) { return piece->feature & 3; }

typedef struct ro_pieces {
    ro_piece *items;
    size_t count, room;
} ro_pieces;

/* Word pieces and their numbers; immutable once made, may be shared by threads. */
typedef struct ro_vocabulary ro_vocabulary;

/* lines: pieces, one a line, size bytes; borrowed, must outlive the vocabulary. unknown: the number of the piece for all else.
 * NULL: out of memory, or the lines are not `count` many. */
ro_vocabulary *ro_vocabulary_new(const char *lines, size_t size, uint32_t count, uint32_t unknown, ro_error *error);
void ro_vocabulary_free(ro_vocabulary *vocabulary);

/* Adds the pieces of the text, in order. False: out of memory. */
bool ro_pieces_cut(const ro_vocabulary *vocabulary, const ro_text *text, ro_arena *arena, ro_pieces *pieces);

#endif
