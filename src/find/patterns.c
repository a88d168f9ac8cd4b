#include "find/patterns.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool in_word(char c) { return isalnum((unsigned char)c) || c == '-' || c == '\'' || (unsigned char)c >= 0x80; }

uint32_t ro_pattern_word_end(const ro_text *text, uint32_t at) {
    while (at < text->size && in_word(text->bytes[at])) at++;
    return at;
}

uint32_t ro_pattern_word_start(const ro_text *text, uint32_t at) {
    while (at < text->size && !in_word(text->bytes[at])) at++;
    return at;
}

/* Whether a word ends in an owner's 's behind so many bytes. */
static bool is_owner(const char *word, size_t size, size_t behind) {
    const char *rest = word + behind;
    return (size - behind == 2 && !memcmp(rest, "'s", 2)) || (size - behind == 4 && !memcmp(rest, "’s", 4));
}

/* Whether a word is as a part of a pattern has it: "lift", "lift*", "*". */
static bool fits(const char *word, size_t word_size, const char *part, size_t size) {
    bool open = part[size - 1] == '*';
    size -= open;
    if (word_size < size || strncasecmp(word, part, size)) return false;
    return open || word_size == size || is_owner(word, word_size, size);
}

bool ro_pattern_at(const ro_text *text, uint32_t at, const char *pattern, size_t size, size_t *parts) {
    for (*parts = 0; size; ++*parts) {
        const char *space = memchr(pattern, ' ', size);
        size_t part = space ? (size_t)(space - pattern) : size;
        uint32_t end = ro_pattern_word_end(text, at);
        if (at >= end || !fits(text->bytes + at, end - at, pattern, part)) return false;
        at = ro_pattern_word_start(text, end);
        pattern += part + (space != NULL);
        size -= part + (space != NULL);
    }
    return true;
}
