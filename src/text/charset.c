#include "text/charset.h"
#include "text/text.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>
#include <uchardet.h>
#include <utf8proc.h>

enum { SAMPLE = 64 * 1024, DETECT = 1024 * 1024 };

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

typedef struct label {
    const char *label, *charset;
} label;

static const label labels[] = {
#include "text/charsets.inc"
};

typedef struct signature {
    size_t at, size;
    const char *bytes, *what;
} signature;

static const signature boms[] = {
    {0, 3, "\xEF\xBB\xBF", "UTF-8"}, {0, 4, "\xFF\xFE\0\0", "UTF-32LE"}, {0, 4, "\0\0\xFE\xFF", "UTF-32BE"},
    {0, 2, "\xFF\xFE", "UTF-16LE"},  {0, 2, "\xFE\xFF", "UTF-16BE"},
};

static const signature magics[] = {
    {0, 8, "\x89PNG\r\n\x1A\n", "a PNG image"},
    {0, 3, "\xFF\xD8\xFF", "a JPEG image"},
    {0, 4, "GIF8", "a GIF image"},
    {8, 4, "WEBP", "a WebP image"},
    {0, 4, "II*\0", "a TIFF image"},
    {0, 4, "MM\0*", "a TIFF image"},
    {0, 5, "%PDF-", "a PDF document"},
    {0, 5, "{\\rtf", "an RTF document"},
    {0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"},
    {0, 4,
     "\x7F"
     "ELF",
     "an ELF program"},
    {0, 4, "PK\3\4", "a ZIP archive or an Office document"},
    {0, 2, "\x1F\x8B", "a gzip file"},
    {0, 4, "\x28\xB5\x2F\xFD", "a zstd file"},
    {0, 6,
     "\xFD"
     "7zXZ\0",
     "an xz file"},
    {0, 6, "7z\xBC\xAF\x27\x1C", "a 7z archive"},
    {257, 5, "ustar", "a tar archive"},
    {0, 16, "SQLite format 3\0", "an SQLite database"},
    {0, 4, "PAR1", "a Parquet file"},
    {4, 4, "ftyp", "a video or audio file"},
    {0, 4, "OggS", "an Ogg file"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const signature *match(const signature *list, size_t count, const char *bytes, size_t size) {
    for (const signature *s = list; s < list + count; s++)
        if (size >= s->at + s->size && !memcmp(bytes + s->at, s->bytes, s->size)) return s;
    return NULL;
}

/* ---- what the bytes are */

/* Wide characters without a BOM: XML begins with "<" (XML 1.0, appendix F), and in UTF-16 Latin text has a zero in nearly every
 * second byte, always on the same side. */
static const char *wide_pattern(const char *bytes, size_t size) {
    size_t zeros[2] = {0, 0}, pairs = (size < SAMPLE ? size : SAMPLE) / 2;
    if (size >= 8 && !memcmp(bytes, "\0\0\0<", 4)) return "UTF-32BE";
    if (size >= 8 && !memcmp(bytes, "<\0\0\0", 4)) return "UTF-32LE";
    for (size_t i = 0; i < pairs * 2; i++) zeros[i % 2] += !bytes[i];
    if (pairs < 4) return NULL;
    if (zeros[1] > pairs / 2 && zeros[0] <= pairs / 50) return "UTF-16LE";
    if (zeros[0] > pairs / 2 && zeros[1] <= pairs / 50) return "UTF-16BE";
    return NULL;
}

static bool is_control(unsigned char c) { return (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F; }

bool ro_looks_binary(const void *bytes, size_t size, const char **what) {
    const char *b = bytes;
    const signature *known = match(magics, COUNT(magics), b, size);
    if (known) return *what = known->what, true;
    if (match(boms, COUNT(boms), b, size) || wide_pattern(b, size)) return false;
    size_t sample = size < SAMPLE ? size : SAMPLE, bad = 0;
    for (size_t i = 0; i < sample; i++) bad += b[i] ? is_control((unsigned char)b[i]) : 4;
    if (bad <= 8 + sample / 16) return false;
    *what = "binary data";
    return true;
}

/* A text that is UTF-8 but for a few faults (a cut end, one pasted byte) is better read as that than as anything that never
 * fails. */
static bool mostly_utf8(const char *bytes, size_t size) {
    size_t good = 0, faults = 0;
    for (size_t i = 0; i < size;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(size - i), &point);
        good += n > 1;
        faults += n < 1;
        i += n < 1 ? 1 : (size_t)n;
    }
    return good / 4 > faults;
}

static const char *charset_of_label(const char *text, size_t size) {
    while (size && ro_is_space((unsigned char)text[0])) text++, size--;
    while (size && ro_is_space((unsigned char)text[size - 1])) size--;
    for (const label *l = labels; l < labels + COUNT(labels); l++)
        if (strlen(l->label) == size && !strncasecmp(l->label, text, size)) return l->charset;
    return NULL;
}

/* uchardet takes English with a few accents for Czech or Turkish; in those one letter in twenty is beyond ASCII. */
static const char *prefer_western(const char *charset, const char *bytes, size_t size) {
    static const char *const rarer[] = {"ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",
                                        "ISO-8859-16",  "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
                                        "windows-1250", "windows-1254", "windows-1257", "windows-1258"};
    size_t letters = 0, sample = size < SAMPLE ? size : SAMPLE;
    for (size_t i = 0; i < sample; i++) letters += (unsigned char)bytes[i] >= 0xC0;
    for (size_t i = 0; i < COUNT(rarer); i++)
        if (!strcmp(charset, rarer[i]) && letters < 3 + sample / 33) return "windows-1252";
    return charset;
}

const char *ro_charset_named(const char *text) { return text ? charset_of_label(text, strlen(text)) : NULL; }

/* NULL: out of memory. */
static const char *detect(const char *bytes, size_t size) {
    uchardet_t detector = uchardet_new();
    if (!detector) return NULL;
    const char *found = "";
    if (!uchardet_handle_data(detector, bytes, size < DETECT ? size : DETECT)) {
        uchardet_data_end(detector);
        found = uchardet_get_charset(detector);
    }
    const char *charset = charset_of_label(found, strlen(found));
    uchardet_delete(detector);
    return charset ? prefer_western(charset, bytes, size) : "windows-1252";
}

static const char *choose(const char *bytes, size_t size, const char *declared, bool *guessed) {
    const char *wide = wide_pattern(bytes, size), *named = declared ? charset_of_label(declared, strlen(declared)) : NULL;
    if (!wide && (ro_utf8_valid(bytes, size, NULL) || mostly_utf8(bytes, size))) return "UTF-8";
    if (!wide && named) return named;
    *guessed = true;
    return wide ? wide : detect(bytes, size);
}

/* ---- conversion */

static bool replace(ro_buffer *out, size_t *count) {
    ++*count;
    return ro_buffer_add(out, REPLACEMENT, 3);
}

static bool continues(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

static bool repair_utf8(const char *bytes, size_t size, ro_buffer *out, size_t *replaced) {
    for (size_t i = 0, fault; i < size;) {
        bool whole = ro_utf8_valid(bytes + i, size - i, &fault);
        if (whole) fault = size - i;
        if (fault && !ro_buffer_add(out, bytes + i, fault)) return false;
        i += fault;
        if (whole) break;
        size_t lead = i++;
        if ((unsigned char)bytes[lead] >= 0xC0)
            while (i < size && i < lead + 4 && continues(bytes[i])) i++;
        if (!replace(out, replaced)) return false;
    }
    return true;
}

static size_t unit_of(const char *charset) { return !strncmp(charset, "UTF-32", 6) ? 4 : !strncmp(charset, "UTF-16", 6) ? 2 : 1; }

static bool convert(iconv_t state, const char *charset, const char *bytes, size_t size, ro_buffer *out, size_t *replaced) {
    char chunk[4096], *in = (char *)(uintptr_t)bytes;
    size_t unit = unit_of(charset);
    for (bool flushing = false;;) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t result = flushing ? iconv(state, NULL, NULL, &to, &room) : iconv(state, &in, &size, &to, &room);
        int fault = result == (size_t)-1 ? errno : 0;
        if (to > chunk && !ro_buffer_add(out, chunk, (size_t)(to - chunk))) return false;
        if (fault == E2BIG) continue;
        if (flushing) return true;
        if (fault) {
            size_t skip = fault == EILSEQ && size > unit ? unit : size;
            if (!replace(out, replaced)) return false;
            in += skip;
            size -= skip;
        }
        flushing = !size;
    }
}

static bool to_utf8(const char *charset, const char *bytes, size_t size, ro_buffer *out, size_t *replaced) {
    if (!strcmp(charset, "UTF-8")) return repair_utf8(bytes, size, out, replaced);
    iconv_t state = iconv_open("UTF-8", charset);
    if (state == (iconv_t)-1) return errno != ENOMEM && repair_utf8(bytes, size, out, replaced);
    bool done = convert(state, charset, bytes, size, out, replaced);
    iconv_close(state);
    return done;
}

/* Copies to the arena with every zero as U+FFFD. */
static bool keep(const char *bytes, size_t size, ro_arena *arena, ro_decoded *out) {
    for (size_t i = 0; i < size; i++) out->zeros += !bytes[i];
    if (out->zeros > (SIZE_MAX / 4 - size) / 2) return false;
    char *to = out->bytes = ro_arena_alloc(arena, size + 2 * out->zeros + 1);
    if (!to) return false;
    out->size = size + 2 * out->zeros;
    if (!out->zeros) {
        if (size) memcpy(to, bytes, size);
        return true;
    }
    for (size_t i = 0; i < size; i++) {
        if (bytes[i])
            *to++ = bytes[i];
        else
            to = (char *)memcpy(to, REPLACEMENT, 3) + 3;
    }
    return true;
}

bool ro_decode(const void *input, size_t size, const char *declared, ro_arena *arena, ro_decoded *out) {
    const char *bytes = input;
    *out = (ro_decoded){0};
    const signature *bom = match(boms, COUNT(boms), bytes, size);
    out->charset = bom ? bom->what : choose(bytes, size, declared, &out->guessed);
    if (!out->charset) return false;
    if (bom) bytes += bom->size, size -= bom->size;
    if (!strcmp(out->charset, "UTF-8") && ro_utf8_valid(bytes, size, NULL)) return keep(bytes, size, arena, out);
    ro_buffer buffer = {0};
    bool done = to_utf8(out->charset, bytes, size, &buffer, &out->replaced) && keep(buffer.data, buffer.size, arena, out);
    ro_buffer_free(&buffer);
    return done;
}
