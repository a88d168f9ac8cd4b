/* view.h: one window as the heads see it, and what every head is given. */
#ifndef RO_VIEW_H
#define RO_VIEW_H

#include "model/encoder.h"
#include "model/layers.h"
#include "text/given.h"

/* A piece as the boundary and upos taggers judge it. */
typedef struct ro_mark {
    bool sentence, token; /* begins here */
    uint8_t upos;
} ro_mark;

/* All rows are of the window's pieces, from the first on, without the marks at its ends. Borrowed; valid while the window is at
 * hand. */
typedef struct ro_view {
    const ro_model *model;
    const char *text;         /* of the document */
    const ro_piece *pieces;   /* the window's */
    size_t count;             /* pieces */
    const float *states;      /* [count, hidden] */
    const float *projected;   /* [count, heads.projected], bias added */
    const ro_mark *marks;     /* [count] */
    size_t sentences, tokens; /* where this window's begin in the layers; a sentence or token never crosses windows */
    const ro_given *given;    /* the document's words, where they are known already; else NULL */
    uint32_t end;             /* byte where the next window begins; UINT32_MAX: this is the last one */
    ro_arena *arena;          /* of the layers */
    ro_layers *layers;
} ro_view;

/* A part of a piece's projection. */
static inline const float *ro_part_of(const ro_view *view, size_t piece, ro_part part) {
    return view->projected + piece * view->model->heads.projected + view->model->heads.part[part].at;
}

#endif
