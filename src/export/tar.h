/* tar.h: files into a POSIX ustar archive that goes out as a stream. */
#ifndef RO_EXPORT_TAR_H
#define RO_EXPORT_TAR_H

#include "export/export.h"

/* A file: its name of at most 100 bytes, 8 GiB at most. */
void ro_put_file(ro_export *e, const char *name, const char *bytes, size_t size);
void ro_put_tar_end(ro_export *e);

#endif
