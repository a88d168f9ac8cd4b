#define _GNU_SOURCE 1 /* dladdr */
#include "engine.h"

#include "model/arithmetic.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#ifndef RO_VERSION
#define RO_VERSION "0.0.0"
#endif
#ifndef RO_MODEL_INSTALLED
#define RO_MODEL_INSTALLED "/usr/local/share/readout/news-en.readout"
#endif

const char *ro_version(void) { return RO_VERSION; }

/* models/ beside the folder that holds the library: a build that was not installed. */
static bool beside_build(char path[PATH_MAX]) {
    Dl_info info;
    if (!dladdr((void *)(uintptr_t)&ro_version, &info) || !info.dli_fname) return false;
    const char *slash = strrchr(info.dli_fname, '/');
    int folder = slash ? (int)(slash - info.dli_fname) : 1;
    int size = snprintf(path, PATH_MAX, "%.*s/../models/news-en.readout", folder, slash ? info.dli_fname : ".");
    return size > 0 && size < PATH_MAX && !access(path, R_OK);
}

static const char *model_path(const char *given, char path[PATH_MAX]) {
    const char *named = getenv("READOUT_MODEL");
    if (given) return given;
    if (named && named[0]) return named;
    if (access(RO_MODEL_INSTALLED, R_OK) && beside_build(path)) return path;
    return RO_MODEL_INSTALLED;
}

ro_engine *ro_engine_open(const char *path, ro_arithmetic arithmetic, ro_error *error) {
    char found[PATH_MAX];
    ro_engine *engine = calloc(1, sizeof *engine);
    if (!engine) {
        ro_fail_memory(error);
        return NULL;
    }
    engine->model = ro_model_open(model_path(path, found), arithmetic, error);
    if (engine->model) return engine;
    free(engine);
    return NULL;
}

void ro_engine_free(ro_engine *engine) {
    if (!engine) return;
    ro_model_close(engine->model);
    free(engine);
}

const char *ro_engine_model(const ro_engine *engine) { return engine->model->name; }
const char *ro_engine_arithmetic(const ro_engine *engine) { return ro_arithmetic_name(engine->model->arithmetic); }

ro_reader *ro_reader_new(const ro_engine *engine, ro_error *error) {
    ro_reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        ro_fail_memory(error);
        return NULL;
    }
    reader->engine = engine;
    reader->analyser = ro_analyser_new(engine->model, error);
    if (reader->analyser) return reader;
    free(reader);
    return NULL;
}

void ro_reader_free(ro_reader *reader) {
    if (!reader) return;
    ro_analyser_free(reader->analyser);
    free(reader);
}
