/* html_trim.h: a page without what its readers never look at, so that the parser has less to do. */
#ifndef RO_HTML_TRIM_H
#define RO_HTML_TRIM_H

#include "base/base.h"

/* Most of a page is scripts, styles, pictures and attributes that say nothing of its words. They are left out by the rules by
 * which HTML is cut into tags, so that the tree stays as it was otherwise. *to is the arena's; *attributes is the most that one
 * tag has. False: out of memory. */
bool ro_html_trim(const char *bytes, size_t size, ro_arena *arena, char **to, size_t *to_size, size_t *attributes);

#endif
