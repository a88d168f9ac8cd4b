/* file.h: the model file, mapped and checked. docs/model-format.md is its definition. */
#ifndef RO_MODEL_FILE_H
#define RO_MODEL_FILE_H

#include "base/base.h"

enum { RO_MODEL_VERSION = 1, RO_LABELS_MAX = 64, RO_LINKS_MAX = 8 };

typedef enum ro_section_type { RO_SECTION_BYTES, RO_SECTION_F32, RO_SECTION_F16, RO_SECTION_I8 } ro_section_type;

typedef struct ro_model_file ro_model_file;

/* Maps the file and checks header, table and every section's CRC. Free with ro_model_file_close. */
ro_model_file *ro_model_file_open(const char *path, ro_error *error);
void ro_model_file_close(ro_model_file *file);
/* First 12 hex digits of the digest, for people and engine.model. */
const char *ro_model_file_digest(const ro_model_file *file);

/* The bytes of a section of this type and shape (columns 1 for a vector), borrowed from the file; NULL and an error naming the
 * section otherwise. */
const void *ro_model_section(const ro_model_file *file, const char *name, ro_section_type type, uint32_t rows, uint32_t columns,
                             ro_error *error);
/* Whether there is a section of this name. */
bool ro_model_has(const ro_model_file *file, const char *name);
/* The bytes of a section without shape, and how many. */
const char *ro_model_bytes(const ro_model_file *file, const char *name, size_t *size, ro_error *error);
/* Tells the system that the file's pages are not needed for now: what was packed is packed. */
void ro_model_file_release(const ro_model_file *file);

#endif
