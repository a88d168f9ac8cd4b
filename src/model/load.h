/* load.h: taking sections out of the model file while it is opened; the first error stays, and what comes after it is skipped. */
#ifndef RO_LOAD_H
#define RO_LOAD_H

#include "model/file.h"

typedef struct ro_loader {
    const ro_model_file *file;
    ro_error *error;
    bool failed;
} ro_loader;

/* A section of this type and shape, borrowed from the file; NULL after a failure. format: of its name. */
const void *ro_load(ro_loader *loader, ro_section_type type, uint32_t rows, uint32_t columns, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
