#include "store/likeness.h"

#include "find/actors.h"

enum { NAME_WORDS = 32, LETTERS = 16 /* of an acronym */ };

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

/* ---- words that are no names: two courts are not one for being called the Supreme Court */

typedef struct common_word {
    const char *word;
    char kind;
} common_word;

static const common_word COMMON[] = {
#include "store/common.inc"
};

static int compare_common(const void *key, const void *row) {
    const ro_slice *word = key;
    const common_word *c = row;
    int order = strncmp(word->text, c->word, word->size);
    return order ? order : -(c->word[word->size] != 0);
}

/* Its kind; 0: it is none of them. */
static char kind_of(ro_slice word) {
    const common_word *c = bsearch(&word, COMMON, sizeof COMMON / sizeof *COMMON, sizeof *COMMON, compare_common);
    return (char)(c ? c->kind : 0);
}

/* ---- persons: the first and the last word, as they sound; what stands between is held against each other. */

static bool is_article(ro_slice word) { return is(word, "al") || is(word, "el") || is(word, "ul"); }
static bool is_suffix(ro_slice word) {
    return is(word, "jr") || is(word, "sr") || is(word, "ii") || is(word, "iii") || is(word, "iv");
}

/* Takes articles and suffixes off, of which the last is given back; its text is NULL where there is none. */
static ro_slice strip(words *w) {
    ro_slice suffix = {0};
    for (size_t i = 0; w->count > 1 && i < w->count;) {
        bool ends = i && is_suffix(w->items[i]);
        if (ends) suffix = w->items[i];
        if (ends || is_article(w->items[i]))
            drop(w, i);
        else
            i++;
    }
    return suffix;
}

/* Whether a word alone is a surname: no first name, and none of the words that reports begin with a capital: Republican, Swede.
 */
static bool is_family_name(const char *folded) {
    enum { LEAST = 3, MOST = 60 /* letters */ };
    char plural[MOST + 2];
    size_t size = strlen(folded);
    if (size < LEAST || size > MOST || ro_given_gender(folded) || kind_of((ro_slice){folded, size})) return false;
    memcpy(plural, folded, size);
    memcpy(plural + size, "s", 2);
    return !ro_noun_find(folded) && !ro_noun_find(plural) && !ro_country_find(folded);
}

/* A surname alone needs a role and a country to be found by: without them every report would leave one more of them to look at.
 */
static bool like_person(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name) {
    words w;
    ro_buffer text = {0};
    split(name->folded, &w);
    strip(&w);
    bool single = w.count == 1, known = !single || (actor->country && actor->folded_role && *actor->folded_role);
    if (!w.count || (!known && !is_family_name(name->folded))) return true;
    bool good = add_spelled(&text, w.items[0]);
    size_t last = 0;
    if (good && !single) {
        good = ro_buffer_add(&text, " ", 1);
        last = text.size;
        good = good && add_spelled(&text, w.items[w.count - 1]);
    }
    const char *sound = good ? ro_arena_copy(arena, text.data, text.size) : NULL;
    ro_buffer_free(&text);
    if (!sound) return false;
    if (known) name->likeness = sound, name->surname = sound + last;
    if (single && is_family_name(name->folded)) name->alone = sound;
    return true;
}

/* The words between the first and the last, as they sound. */
static bool middle_of(const words *w, ro_buffer *out) {
    for (size_t i = 1; i + 1 < w->count; i++)
        if ((out->size && !ro_buffer_add(out, " ", 1)) || !add_spelled(out, w->items[i])) return false;
    return true;
}

static ro_agreement middles_agree(const ro_buffer *a, const ro_buffer *b) {
    if (!a->size || !b->size) return a->size == b->size ? RO_NAMES_AGREE : RO_NAMES_OPEN;
    if (a->size == b->size && memcmp(a->data, b->data, a->size) == 0) return RO_NAMES_AGREE;
    return (a->size == 1 || b->size == 1) && *a->data == *b->data ? RO_NAMES_AGREE : RO_NAMES_DIFFER;
}

ro_agreement ro_names_agree(const char *a, const char *b) {
    words one, two;
    ro_buffer first = {0}, second = {0};
    if (strcmp(a, b) == 0) return RO_NAMES_AGREE;
    split(a, &one);
    split(b, &two);
    ro_slice ends = strip(&one), other = strip(&two);
    if (ends.size != other.size || (ends.size && memcmp(ends.text, other.text, ends.size) != 0)) return RO_NAMES_DIFFER;
    bool cut = middle_of(&one, &first) && middle_of(&two, &second);
    ro_agreement found = cut ? middles_agree(&first, &second) : RO_NAMES_DIFFER; /* out of memory: nobody is joined */
    ro_buffer_free(&first);
    ro_buffer_free(&second);
    return found;
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

/* ---- bodies and groups */

/* Whether many go by the name, and none of them is the one that is meant everywhere ("the House of Commons"). */
static bool is_general(const words *w, const char *folded) {
    const ro_body *body = ro_body_find(folded);
    if (body && (*body->country || strcmp(body->sector, "LEG") != 0)) return false;
    for (size_t i = 0; i < w->count; i++)
        if (!kind_of(w->items[i])) return false;
    return w->count > 0;
}

/* Whether a country has one body of a general name: its senate, its central bank. */
static bool is_nationwide(const words *w) {
    for (size_t i = 0; i < w->count; i++)
        if (kind_of(w->items[i]) == 'l') return false;
    return w->count > 1 || kind_of(w->items[0]) == 'n';
}

/* Whether a word of this size has no capital: "al-Shabaab" has one. */
static bool is_small(const char *word, size_t size) {
    if (*word < 'a' || *word > 'z') return false;
    for (size_t i = 0; i < size; i++)
        if (word[i] >= 'A' && word[i] <= 'Z') return false;
    return true;
}

/* Counts the words of a name, without its article: those without a capital, and those with one; words of three letters and less
 * count neither way where they have none. */
static void count_capitals(const char *name, size_t *small, size_t *large) {
    *small = *large = 0;
    if (!strncmp(name, "The ", 4)) name += 4;
    for (const char *at = name; *at;) {
        size_t size = strcspn(at, " ");
        bool plain = is_small(at, size);
        *small += plain && size > 3;
        *large += !plain;
        at += size;
        while (*at == ' ') at++;
    }
}

/* A name, not a description: "fire service" is none, nor is a group or a document that is not all capitals. */
static bool is_proper(const ro_entry_actor *actor, const ro_entry_name *name) {
    size_t small, large;
    count_capitals(name->name, &small, &large);
    if (!strcmp(actor->kind, "organisation") || !strcmp(actor->kind, "government")) return large > 0;
    return large > 0 && !small && !(large == 1 && ro_noun_find(name->folded));
}

bool ro_likeness_in(ro_arena *arena, const char *country, ro_entry_name *name) {
    if (!name->alone || name->likeness || !country) return true;
    name->likeness = ro_arena_print(arena, "%s %s", country, name->alone);
    name->surname = name->alone;
    return name->likeness != NULL;
}

static bool like_body(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name) {
    const char *bare = without_article(name->folded);
    words w;
    if (!is_proper(actor, name)) return true;
    split(bare, &w);
    if (!is_general(&w, bare)) {
        name->likeness = bare;
        return true;
    }
    if (strcmp(actor->kind, "organisation") != 0 || !is_nationwide(&w)) return true;
    name->alone = bare;
    return ro_likeness_in(arena, actor->country, name);
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
    return like_body(arena, actor, name);
}

/* Schwartz and Hearst's match, from the last letter to the first. What is a word of the name is a part of it, no acronym: GOP
 * Convention. */
bool ro_abbreviates(const char *acronym, const char *folded) {
    char letters[LETTERS + 1];
    size_t size = 0, at = strlen(folded);
    for (; *acronym && size < LETTERS; acronym++)
        if (*acronym != '.') letters[size++] = (char)(*acronym >= 'A' && *acronym <= 'Z' ? *acronym | 0x20 : *acronym);
    letters[size] = 0;
    words w;
    split(folded, &w);
    for (size_t i = 0; i < w.count; i++)
        if (w.count < 2 || is(w.items[i], letters)) return false;
    for (size_t i = size; i-- > 0; at--) {
        while (at > 0 && !(folded[at - 1] == letters[i] && (i || at == 1 || folded[at - 2] == ' '))) at--;
        if (!at) return false;
    }
    return size > 0;
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
