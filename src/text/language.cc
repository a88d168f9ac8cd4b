#include "text/language.h"

#include <cstdio> // the next header uses FILE without it
#include <cld2/public/compact_lang_det.h>

namespace {

constexpr size_t most = 64 * 1024;

size_t cut(const char *bytes, size_t size) {
    if (size <= most) return size;
    size = most;
    while (size && (static_cast<unsigned char>(bytes[size]) & 0xC0) == 0x80) size--;
    return size;
}

} // namespace

extern "C" ro_language ro_language_of(const char *bytes, size_t size) {
    CLD2::Language top[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
    int percent[3] = {0, 0, 0}, letters = 0;
    bool reliable = false;
    CLD2::Language found =
        CLD2::DetectLanguageSummary(bytes, static_cast<int>(cut(bytes, size)), true, top, percent, &letters, &reliable);
    if (top[0] == CLD2::ENGLISH)
        found = top[0]; // CLD2 takes English around another language for what frames a page; here it is quoted
    if (!reliable || found == CLD2::UNKNOWN_LANGUAGE) return {nullptr, false};
    return {CLD2::LanguageCode(found), true};
}
