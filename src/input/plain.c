#include "input/input.h"

bool ro_input_plain(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    ro_decoded decoded;
    document->format = "text";
    return ro_input_decode(document, bytes, size, NULL, &decoded, error) &&
           ro_input_text(document, decoded.bytes, decoded.size, error);
}
