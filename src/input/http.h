/* http.h: a response of HTTP/1.x as web archives keep it (RFC 9112). */
#ifndef RO_HTTP_H
#define RO_HTTP_H

#include "input/inflate.h"

enum { RO_HTTP_TYPE = 64, RO_HTTP_CHARSET = 32, RO_HTTP_CODINGS = 4 };

typedef struct ro_http {
    int status;
    char type[RO_HTTP_TYPE];       /* of the body, in small letters without parameters; "": not told */
    char charset[RO_HTTP_CHARSET]; /* "": not told */
    bool chunked, unknown;         /* unknown: packed in a way that is not known here */
    ro_packing codings[RO_HTTP_CODINGS];
    unsigned n_codings;
    size_t head; /* bytes before the body */
} ro_http;

/* The value of a Content-Type. */
void ro_http_media_type(const char *value, size_t size, char type[RO_HTTP_TYPE], char charset[RO_HTTP_CHARSET]);
/* False: it begins with no head of a response, or with one that does not end within the bytes. */
bool ro_http_head(const char *bytes, size_t size, ro_http *http);

typedef enum ro_http_body_state {
    RO_HTTP_BODY,
    RO_HTTP_BODY_CUT,
    RO_HTTP_BODY_BROKEN,
    RO_HTTP_BODY_LONG,
    RO_HTTP_BODY_MEMORY
} ro_http_body_state;

/* Puts the body together out of its chunks, in place, and unpacks it. *body lies in bytes or in one of the buffers, which belong
 * to the caller. Chunks that are none, though announced, are taken for the body itself. CUT: it ends early, here is what there
 * was. */
ro_http_body_state ro_http_body(const ro_http *http, char *bytes, size_t size, size_t limit, ro_buffer room[2], const char **body,
                                size_t *body_size);

#endif
