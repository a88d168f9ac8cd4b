/* engine.h: the engine and the reader behind readout.h. */
#ifndef RO_ENGINE_H
#define RO_ENGINE_H

#include "model/analyse.h"

struct ro_engine {
    ro_model *model;
};

struct ro_reader {
    const ro_engine *engine;
    ro_analyser *analyser;
};

#endif
