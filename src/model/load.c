#include "model/load.h"

#include <stdarg.h>
#include <stdio.h>

const void *ro_load(ro_loader *l, ro_section_type type, uint32_t rows, uint32_t columns, const char *format, ...) {
    char name[48];
    if (l->failed) return NULL;
    va_list args;
    va_start(args, format);
    vsnprintf(name, sizeof name, format, args);
    va_end(args);
    const void *out = ro_model_section(l->file, name, type, rows, columns, l->error);
    l->failed = !out;
    return out;
}
