#include "store/likeness.h"

#include "find/actors.h"

enum { NAME_WORDS = 32 };

/* ---- words of a folded name */

typedef struct words {
    ro_slice items[NAME_WORDS];
    size_t count;
} words;

static bool is(ro_slice word, const char *text) { return word.size == strlen(text) && memcmp(word.text, text, word.size) == 0; }

static void split(const char *folded, words *out) {
    out->count = 0;
    for (const char *at = folded; *at && out->count < NAME_WORDS;) {
        size_t size = strcspn(at, " ");
        out->items[out->count++] = (ro_slice){at, size};
        at += size + (at[size] == ' ');
    }
}

static void drop(words *w, size_t at) {
    memmove(w->items + at, w->items + at + 1, (w->count - at - 1) * sizeof *w->items);
    w->count--;
}

/* ---- spellings: what transliterations of Cyrillic, Arabic and German names do differently is brought to one form */

typedef struct spelling {
    const char *from, *to;
} spelling;

/* The first that fits counts; "^" begins a word, "$" ends it. */
static const spelling spellings[] = {
    {"^ye", "e"},  {"^ie", "e"},  {"^je", "e"},  {"^ou", "u"},   {"iye", "ie"},  {"yev", "ev"}, {"iev", "ev"}, {"jev", "ev"},
    {"yov", "ev"}, {"iov", "ev"}, {"sch", "sh"}, {"tch", "ch"},  {"tsch", "ch"}, {"kh", "h"},   {"gh", "g"},   {"ph", "f"},
    {"ck", "k"},   {"ch", "ch"},  {"sh", "sh"},  {"ou", "u"},    {"oo", "u"},    {"ee", "i"},   {"ei$", "ei"}, {"ce", "ce"},
    {"ci", "ci"},  {"c", "k"},    {"q", "k"},    {"x", "ks"},    {"w", "v"},     {"uei", "ei"}, {"yi", "i"},   {"iy", "i"},
    {"ij", "i"},   {"y", "i"},    {"j", "i"},    {"der$", "dr"}, {"ah$", "a"},
};

/* The bytes of the word that a spelling takes, 0: none. */
static size_t fits(const spelling *s, ro_slice word, size_t at) {
    const char *from = s->from;
    bool first = *from == '^', last = from[strlen(from) - 1] == '$';
    size_t size = strlen(from) - first - last;
    if ((first && at) || at + size > word.size || (last && at + size != word.size)) return 0;
    return memcmp(word.text + at, from + first, size) == 0 ? size : 0;
}

/* Adds a letter, but not twice. */
static bool add_once(ro_buffer *out, size_t from, const char *letters) {
    for (; *letters; letters++)
        if ((out->size == from || out->data[out->size - 1] != *letters) && !ro_buffer_add(out, letters, 1)) return false;
    return true;
}

static bool add_spelled(ro_buffer *out, ro_slice word) {
    size_t from = out->size;
    for (size_t at = 0, taken; at < word.size; at += taken) {
        const spelling *s = spellings, *end = s + sizeof spellings / sizeof *spellings;
        while (s < end && !(taken = fits(s, word, at))) s++;
        char letter[2] = {word.text[at], 0};
        if (s == end) taken = 1;
        if (!add_once(out, from, s == end ? letter : s->to)) return false;
    }
    return true;
}

/* ---- persons: the first and the last word, as they sound; what stands between is held against each other by actors.c. A surname
 * alone needs a role and a country: without them it would join nobody, and every report would leave one more of them to look at
 */

static bool is_article(ro_slice word) { return is(word, "al") || is(word, "el") || is(word, "ul"); }
static bool is_suffix(ro_slice word) {
    return is(word, "jr") || is(word, "sr") || is(word, "ii") || is(word, "iii") || is(word, "iv");
}

static bool like_person(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name) {
    words w;
    ro_buffer text = {0};
    split(name->folded, &w);
    for (size_t i = 0; w.count > 1 && i < w.count;)
        if (is_article(w.items[i]) || (i && is_suffix(w.items[i])))
            drop(&w, i);
        else
            i++;
    if (!w.count || (w.count == 1 && (!actor->country || !*actor->folded_role))) return true;
    bool good = add_spelled(&text, w.items[0]);
    size_t last = 0;
    if (good && w.count > 1) {
        good = ro_buffer_add(&text, " ", 1);
        last = text.size;
        good = good && add_spelled(&text, w.items[w.count - 1]);
    }
    if (good) name->likeness = ro_arena_copy(arena, text.data, text.size);
    if (name->likeness) name->surname = name->likeness + last;
    ro_buffer_free(&text);
    return name->likeness != NULL;
}

/* ---- governments: all of a country's are one */

/* Whether the words say nothing but the country: its name, its capital, "the Velmoran government". */
static bool says_country(ro_arena *arena, const char *folded, const char *country) {
    static const char *const tails[] = {" government", " authorities", " administration"}, *const heads[] = {"the ",
                                                                                                             "government of "};
    const char *from = folded;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(from, heads[i], strlen(heads[i])) == 0) from += strlen(heads[i]);
    size_t size = strlen(from);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);
        if (size > tail && strcmp(from + size - tail, tails[i]) == 0) size -= tail;
    }
    const char *key = ro_arena_copy(arena, from, size);
    const ro_country *found = key ? ro_country_find(key) : NULL;
    return found && strcmp(found->code, country) == 0;
}

static const char *without_article(const char *folded) {
    return strncmp(folded, "the ", 4) == 0 && folded[4] ? folded + 4 : folded;
}

/* Every word but small ones begins with a capital: a name, not a description. */
static bool is_proper(const char *name) {
    bool capital = false;
    for (const char *at = name; *at;) {
        size_t size = strcspn(at, " ");
        bool small = *at >= 'a' && *at <= 'z';
        if (small && size > 3) return false;
        capital |= !small;
        at += size;
        while (*at == ' ') at++;
    }
    return capital;
}

bool ro_likeness(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name) {
    const char *kind = actor->kind;
    if (!*name->folded) return true;
    if (strcmp(kind, "person") == 0) return like_person(arena, actor, name);
    if (strcmp(kind, "unnamed") == 0) return true;
    if (strcmp(kind, "government") == 0 && actor->country && says_country(arena, name->folded, actor->country)) {
        name->likeness = actor->country;
        return true;
    }
    bool describes = strcmp(kind, "group") == 0 || strcmp(kind, "document") == 0;
    if (!describes || is_proper(name->name)) name->likeness = without_article(name->folded);
    return true;
}

/* ---- roles */

/* Words that begin at w: how many of them name a country, 0: none do. */
static size_t country_words(ro_arena *arena, const words *w, size_t at) {
    enum { MOST = 3 };
    for (size_t n = w->count - at < MOST ? w->count - at : MOST; n; n--) {
        const char *from = w->items[at].text, *end = w->items[at + n - 1].text + w->items[at + n - 1].size;
        const char *key = ro_arena_copy(arena, from, (size_t)(end - from));
        if (key && ro_country_find(key)) return n;
    }
    return 0;
}

static bool is_joint(ro_slice word) { return is(word, "the") || is(word, "of") || is(word, "s") || is(word, "for"); }

const char *ro_role_likeness(ro_arena *arena, const char *role) {
    words w;
    ro_buffer text = {0};
    bool good = ro_buffer_add(&text, "", 0);
    split(role, &w);
    for (size_t i = 0, skip; good && i < w.count; i += skip ? skip : 1) {
        skip = country_words(arena, &w, i);
        if (skip || is_joint(w.items[i])) continue;
        good = (!text.size || ro_buffer_add(&text, " ", 1)) && ro_buffer_add(&text, w.items[i].text, w.items[i].size);
    }
    const char *out = good ? ro_arena_copy(arena, text.data, text.size) : NULL;
    ro_buffer_free(&text);
    return out;
}
