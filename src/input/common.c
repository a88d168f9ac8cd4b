#include "input/input.h"

bool ro_input_warn(ro_document *document, const ro_decoded *decoded) {
    bool good = true;
    if (decoded->guessed)
        good = ro_document_warn(document, "encoding",
                                "The input does not say its encoding and is not UTF-8; it was read as %s, which is a guess.",
                                decoded->charset);
    if (good && decoded->replaced)
        good = ro_document_warn(document, "encoding", "%zu byte sequence%s not valid in %s, shown as U+FFFD.", decoded->replaced,
                                decoded->replaced == 1 ? " is" : "s are", decoded->charset);
    if (good && decoded->zeros)
        good = ro_document_warn(document, "encoding", "%zu zero character%s replaced by U+FFFD.", decoded->zeros,
                                decoded->zeros == 1 ? " (U+0000) was" : "s (U+0000) were");
    return good;
}

bool ro_input_decode(ro_document *document, const char *bytes, size_t size, const char *declared, ro_decoded *decoded,
                     ro_error *error) {
    return (ro_decode(bytes, size, declared, document->arena, decoded) && ro_input_warn(document, decoded)) ||
           ro_fail_memory(error);
}

bool ro_input_blank(const char *bytes, size_t size) {
    for (uint32_t length, i = 0; i < size; i += length)
        if (!ro_is_space(ro_utf8_at(bytes + i, &length))) return false;
    return true;
}

bool ro_input_text(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    if (size >= UINT32_MAX / 2) return ro_fail(error, RO_E_LIMIT, "%s: the text is longer than 2 GiB: split it", document->name);
    if (ro_input_blank(bytes, size)) return ro_fail(error, RO_E_INPUT, "%s: empty: nothing to read", document->name);
    return ro_text_index(&document->text, bytes, (uint32_t)size, document->arena) || ro_fail_memory(error);
}

static bool supply(ro_document *document, const char **field, const char *value) {
    if (*field || !value) return true;
    *field = ro_arena_copy(document->arena, value, strlen(value));
    return *field != NULL;
}

bool ro_input_defaults(ro_document *document, const ro_defaults *defaults, ro_error *error) {
    return (supply(document, &document->uri, defaults->uri) && supply(document, &document->outlet, defaults->outlet) &&
            supply(document, &document->published, defaults->published)) ||
           ro_fail_memory(error);
}
