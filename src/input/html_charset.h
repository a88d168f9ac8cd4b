/* html_charset.h: the charset that a page declares of itself. */
#ifndef RO_HTML_CHARSET_H
#define RO_HTML_CHARSET_H

#include "base/base.h"

enum { RO_LABEL_SIZE = 64 };

/* The label that a <meta> or an XML declaration in the first 1024 bytes gives, by the prescan of the HTML standard. False: none.
 */
bool ro_html_charset(const char *bytes, size_t size, char label[RO_LABEL_SIZE]);

#endif
