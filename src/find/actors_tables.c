#include "find/actors.h"

static const ro_country COUNTRIES[] = {
#include "find/data/countries.inc"
};

static const ro_noun NOUNS[] = {
#include "find/data/nouns.inc"
};

#include "media.inc" /* made of data/media.txt: MEDIA, and MEDIA_KEYS in order of their keys */

static const ro_body BODIES[] = {
#include "find/data/bodies.inc"
};

/* Every row begins with its key. */
static int compare(const void *key, const void *row) {
    const char *second;
    memcpy(&second, row, sizeof second);
    return strcmp(key, second);
}

#define LOOK_UP(key, table) bsearch((key), (table), sizeof(table) / sizeof *(table), sizeof *(table), compare)

const ro_country *ro_country_find(const char *key) { return LOOK_UP(key, COUNTRIES); }
const ro_medium_key *ro_medium_key_find(const char *key) { return LOOK_UP(key, MEDIA_KEYS); }
const ro_medium_key *ro_media_keys(size_t *count) { return *count = sizeof MEDIA_KEYS / sizeof *MEDIA_KEYS, MEDIA_KEYS; }
const ro_medium *ro_medium_find(const char *key) {
    const ro_medium_key *row = ro_medium_key_find(key);
    return row && !row->needs ? row->medium : NULL;
}
const ro_body *ro_body_find(const char *key) { return LOOK_UP(key, BODIES); }

/* The singular of a regular plural in room bytes; false: the word is none. */
static bool singular(const char *word, char *out, size_t room) {
    size_t size = strlen(word);
    if (size < 4 || size >= room || word[size - 1] != 's') return false;
    memcpy(out, word, size + 1);
    if (size > 4 && !strcmp(word + size - 3, "men")) return false;
    if (!strcmp(word + size - 3, "ies")) {
        memcpy(out + size - 3, "y", 2);
        return true;
    }
    out[size - 1] = 0;
    return true;
}

static bool men(const char *word, char *out, size_t room) {
    size_t size = strlen(word);
    if (size < 6 || size >= room || strcmp(word + size - 3, "men") != 0) return false;
    memcpy(out, word, size + 1);
    out[size - 2] = 'a';
    return true;
}

const ro_noun *ro_noun_find(const char *word) {
    const ro_noun *row = LOOK_UP(word, NOUNS);
    char one[40];
    if (!row && (singular(word, one, sizeof one) || men(word, one, sizeof one))) row = LOOK_UP(one, NOUNS);
    if (!row && !strncmp(word, "ex-", 3)) row = LOOK_UP(word + 3, NOUNS);
    return row;
}

bool ro_noun_plural(const char *word) {
    const ro_noun *row = LOOK_UP(word, NOUNS);
    return row ? row->type == 'g' : ro_noun_find(word) && strncmp(word, "ex-", 3) != 0;
}

/* ---- countries in running text */

enum { COUNTRY_WORDS = 5, COUNTRY_SIZE = 64 };

static const ro_country *country_of(const ro_words *words, uint32_t from, uint32_t to) {
    char key[COUNTRY_SIZE];
    size_t size = 0;
    if (!words->items[from].upper) return NULL;
    for (uint32_t i = from; i < to; i++) {
        const ro_plain_word *word = &words->items[i];
        size_t length = strlen(word->fold);
        if (size + length + 2 > sizeof key || (i > from && (word->gap != ' ' || words->items[i - 1].possessive))) return NULL;
        if (i > from) key[size++] = ' ';
        memcpy(key + size, word->fold, length + 1);
        size += length;
    }
    if (to - from == 1 && size < 3 && !words->items[from].capitals) return NULL; /* "us" is no country */
    return ro_country_find(key);
}

const ro_country *ro_country_at(const ro_words *words, uint32_t at, uint32_t end, uint32_t *count) {
    if (end > words->count) end = (uint32_t)words->count;
    for (uint32_t n = COUNTRY_WORDS; n; n--) {
        const ro_country *found = at + n <= end ? country_of(words, at, at + n) : NULL;
        if (found) return *count = n, found;
    }
    return *count = 0, NULL;
}

const ro_country *ro_country_before(const ro_words *words, uint32_t at, uint32_t begin, uint32_t *count) {
    for (uint32_t n = COUNTRY_WORDS; n; n--) {
        const ro_country *found = at >= begin + n ? country_of(words, at - n, at) : NULL;
        if (found) return *count = n, found;
    }
    return *count = 0, NULL;
}

/* ---- sectors */

typedef struct hint {
    const char *word, *sector;
} hint;

static const hint HINTS[] = {
    {"agency", "GOV"},    {"airlines", "BUS"},   {"airways", "BUS"}, {"bank", "BUS"},    {"broadcasting", "JRN"},
    {"daily", "JRN"},     {"forces", "MIL"},     {"gazette", "JRN"}, {"group", "BUS"},   {"guards", "MIL"},
    {"herald", "JRN"},    {"institute", "EDU"},  {"journal", "JRN"}, {"media", "JRN"},   {"news", "JRN"},
    {"ombudsman", "GOV"}, {"post", "JRN"},       {"press", "JRN"},   {"radio", "JRN"},   {"reporter", "JRN"},
    {"telegraph", "JRN"}, {"television", "JRN"}, {"times", "JRN"},   {"tribune", "JRN"}, {"tv", "JRN"},
    {"watch", "NGO"},     {"workers'", "PTY"},
};

static const char *hint_of(const char *word, size_t size) {
    char copy[40];
    if (size >= sizeof copy || !size) return "";
    memcpy(copy, word, size);
    copy[size] = 0;
    for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS; i++)
        if (!strcmp(HINTS[i].word, copy)) return HINTS[i].sector;
    const ro_noun *noun = LOOK_UP(copy, NOUNS);
    if (noun && (noun->type == 'o' || !strcmp(copy, "police") || !strcmp(copy, "military"))) return noun->sector;
    return "";
}

const char *ro_sector_of(const char *fold) {
    const char *best = "";
    if (strstr(fold, "news agency") || strstr(fold, "press agency") || strstr(fold, ".com")) return "JRN";
    if (strstr(fold, "house of representatives")) return "LEG";
    for (const char *at = fold; *at;) { /* the last word that tells is the head, unless "of" follows the first */
        size_t size = strcspn(at, " ");
        const char *sector = hint_of(at, size);
        if (*sector) best = sector;
        at += size;
        if (!strncmp(at, " of ", 4) && *best) return best;
        at += *at == ' ';
    }
    return best;
}
