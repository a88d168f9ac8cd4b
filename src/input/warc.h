/* warc.h: web archives (WARC 1.0 and 1.1, ISO 28500), one record after another, each no longer in memory than it is needed. */
#ifndef RO_WARC_H
#define RO_WARC_H

#include "input/http.h"
#include "input/stream.h"

typedef struct ro_warc ro_warc;

/* What may be a report: the body of a response, a resource, or the text made of one. Valid until the next call. */
typedef struct ro_warc_page {
    const char *uri;     /* valid UTF-8; "": the record does not tell */
    const char *label;   /* for errors: the URI, cut to what one can hold, or the archive's */
    const char *id;      /* of the record, likewise */
    const char *date;    /* when it was fetched, likewise */
    const char *charset; /* as HTTP declared it, or NULL */
    const char *bytes;
    size_t size;
    bool cut; /* it ends early */
} ro_warc_page;

/* Both are borrowed; label: for the errors. NULL: out of memory. Free with ro_warc_free. */
ro_warc *ro_warc_new(ro_stream *stream, const char *label);
void ro_warc_free(ro_warc *warc);

/* The next page. Requests, metadata and what is by its type no report (pictures, styles, scripts) are passed over. Rejected: a
 * revisit, an error of HTTP, a record too long or broken; the next call goes on behind it. */
ro_next ro_warc_next(ro_warc *warc, ro_warc_page *page, ro_error *error);

#endif
