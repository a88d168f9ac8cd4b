/* attribution.h: a window's sources, cues and contents, put together: who is said to have said what. */
#ifndef RO_ATTRIBUTION_H
#define RO_ATTRIBUTION_H

#include "model/view.h"

/* One thread's buffers. The model must outlive it. */
typedef struct ro_attributor ro_attributor;

ro_attributor *ro_attributor_new(const ro_model *model, ro_error *error);
void ro_attributor_free(ro_attributor *attributor);

/* Adds the window's attributions to its layers, in the order of their cues. scores: the attribution tagger's of the window's
 * pieces, piece i's at scores + i × model->scores. Fails for want of memory only. */
bool ro_attributor_add(ro_attributor *attributor, const ro_view *view, const float *scores);

#endif
