/* actors.h: the working state of ro_find_actors, shared by src/find/actors*.c and events.c; places*.c share its words and tables.
 * Everything lives in the record's arena; functions that return bool say false only for lack of memory. */
#ifndef RO_ACTORS_H
#define RO_ACTORS_H

#include "find/find.h"
#include "text/first_names.h"

static const uint32_t RO_NONE = UINT32_MAX;

/* ---- words: what the finders step over instead of tokens, so that a title reads the same however a model cuts it */

typedef struct ro_plain_word {
    ro_span span;     /* without possessive ending */
    const char *fold; /* lower case, marks taken off */
    uint32_t sentence;
    uint32_t entity; /* index, or RO_NONE */
    char gap;        /* the weightiest mark between the word before and this one; ' ' for none, '\n' for a new paragraph */
    bool upper;      /* begins with a capital */
    bool capitals;   /* all letters are */
    bool acronym;    /* most of its two to eleven letters are */
    bool possessive; /* "Lavrov's" */
    bool verb;       /* tagged VERB or AUX */
    bool early;      /* no verb stands before it in its sentence */
    bool quoted;     /* stands inside quotation marks */
} ro_plain_word;

typedef struct ro_words {
    ro_plain_word *items;
    size_t count, room;
} ro_words;

bool ro_words_make(ro_words *words, const ro_record *record);
/* The first word that ends after this byte; words.count where none does. */
uint32_t ro_words_at(const ro_words *words, uint32_t byte);
/* Lower case without marks, in the arena; NULL: out of memory. */
const char *ro_fold(ro_arena *arena, const char *bytes, size_t size);
/* The folded words [from, to) with single spaces, without a leading article; NULL: out of memory. */
const char *ro_words_fold(ro_arena *arena, const ro_words *words, uint32_t from, uint32_t to);
ro_span ro_words_span(const ro_words *words, uint32_t from, uint32_t to);
/* Whether the word is one of a list like " of for by ". */
bool ro_word_in(const ro_plain_word *word, const char *list);

/* ---- what is known of words: tables under data/ */

typedef struct ro_country {
    const char *key, *code;
    char kind;
} ro_country; /* kind: n name, d demonym, c capital */
typedef struct ro_noun {
    const char *word;
    char type;
    const char *sector;
    char gender;
} ro_noun; /* type: r, g, o, d */
typedef struct ro_medium {
    const char *name, *country;
    bool wire; /* a news agency */
} ro_medium;
enum { RO_NEEDS_CREDIT = 1, RO_NEEDS_CAPITALS = 2, RO_NEEDS_ARTICLE = 4 };
typedef struct ro_medium_key {
    const char *key;
    const ro_medium *medium;
    int needs; /* what has to stand around a name that means other things as well; 0: it is always the outlet's */
} ro_medium_key;
typedef struct ro_body {
    const char *key, *sector, *country, *full;
} ro_body; /* full: "" or the key of the long form */

/* Each takes a folded key and returns NULL where the table has none. */
const ro_country *ro_country_find(const char *key);
const ro_noun *ro_noun_find(const char *word); /* plurals of roles are groups: gives the singular's row; see ro_noun_plural */
bool ro_noun_plural(const char *word);
const ro_medium *ro_medium_find(const char *key); /* only by names that mean nothing else */
const ro_medium_key *ro_medium_key_find(const char *key);
const ro_medium_key *ro_media_keys(size_t *count); /* all, in order */
const ro_body *ro_body_find(const char *key);
/* A country named by the words that begin at `at`, or that end before `at`; *count is how many words. NULL: none. */
const ro_country *ro_country_at(const ro_words *words, uint32_t at, uint32_t end, uint32_t *count);
const ro_country *ro_country_before(const ro_words *words, uint32_t at, uint32_t begin, uint32_t *count);
/* Sector of an organisation by the words of its name; "" where they do not tell. */
const char *ro_sector_of(const char *fold);

/* ---- actors in the making */

typedef struct ro_who {
    ro_actor_kind kind;
    const char *key;  /* folded name, for persons and organisations */
    const char *head; /* last word of the key: surname, head noun */
    ro_span name;     /* the fullest seen */
    ro_span role, affiliation;
    const char *role_fold; /* folded role, "" for none */
    char country[4], sector[4];
    char gender;                    /* 'm', 'f' or 0 */
    bool acts;                      /* for governments: named other than as a place */
    bool named;                     /* by a proper name */
    bool in_heads, in_firsts;       /* hangs in those chains */
    const ro_medium *medium;        /* an outlet's row of the table, or NULL */
    uint32_t same_head, same_first; /* the next older one with the same head or first word, or RO_NONE */
    uint32_t newest;                /* newest mention so far, index, or RO_NONE */
    uint32_t times;                 /* named so far */
} ro_who;

typedef struct ro_actor_mention {
    ro_span span;
    uint32_t who, sentence;
    uint32_t from, to; /* words */
    bool subject;      /* stands before the first verb of its sentence, not after a preposition */
    bool quoted, possessive;
    bool after; /* after a preposition */
} ro_actor_mention;

typedef struct ro_slot {
    const char *key;
    uint32_t value;
} ro_slot;

typedef struct ro_map { /* string → index, open addressing */
    ro_slot *slots;
    size_t room, count;
} ro_map;

bool ro_map_set(ro_arena *arena, ro_map *map, const char *key, uint32_t value);
uint32_t ro_map_get(const ro_map *map, const char *key); /* RO_NONE: not there */

/* ---- credits: where the text says which outlet a thing was told to, or reported by */

typedef enum ro_credit_kind {
    RO_CREDIT_REPORTS,   /* "X reported" */
    RO_CREDIT_ACCORDING, /* "according to X" */
    RO_CREDIT_QUOTED,    /* "as quoted by X": of what stands next to it */
    RO_CREDIT_TOLD,      /* "told X", "in an interview with X" */
    RO_CREDIT_CITED,     /* "quoted a report by X as saying", "citing X" */
    RO_CREDIT_MENTION,   /* "seen by X": of no statement in particular */
} ro_credit_kind;

typedef struct ro_credit {
    ro_credit_kind kind;
    uint32_t agency;   /* its outlet among the record's agencies */
    uint32_t from, to; /* the words that name it */
    uint32_t sentence;
    bool relay;     /* of a report with a dateline of its own: the text retells it from here on */
    bool report;    /* of a report: "a report by X", "an X dispatch" */
    bool again;     /* by a noun, "the agency": of the credit before */
    bool lead;      /* the text rests on this outlet from here to where it comes back to it last */
    uint32_t until; /* the sentence in which a relay ends, or RO_NONE */
} ro_credit;

typedef struct ro_cast {
    ro_record *record;
    ro_arena *arena;
    ro_words words;
    uint32_t *entity_who;    /* of each entity: actor or RO_NONE */
    uint32_t *entity_words;  /* of each entity: first word */
    ro_entity_label *labels; /* of each entity: what its name is in the whole report; OTHER: nobody's name */
    ro_span *mention_words;  /* of each mention of the layers: the words that it touches, end exclusive */
    uint32_t *chain_who;     /* of each chain of the layers: actor or RO_NONE */
    struct {
        ro_who *items;
        size_t count, room;
    } whos;
    struct {
        ro_actor_mention *items;
        size_t count, room;
    } named; /* in order of the text; found before any statement is read */
    struct {
        ro_actor_mention *items;
        size_t count, room;
    } spoken; /* sources, hearers and parties of events, in order of discovery */
    struct {
        ro_credit *items;
        size_t count, room;
    } credits; /* in order of the text */
    struct {
        ro_span *items;
        size_t count, room;
    } outlets;            /* names that the text introduces as outlets' */
    ro_map outlets_named; /* by their folded words and their abbreviations */
    ro_map heads, firsts, keys, governments, groups, acronyms, documents;
    ro_indices last;        /* speakers of the statement before */
    uint32_t last_sentence; /* where that statement's source or cue stands */
    uint32_t last_plural_sentence;
    ro_indices last_plural;   /* speakers of the newest statement by several, a group or an organisation */
    uint32_t author;          /* whose document was named last, or RO_NONE */
    const ro_indices *barred; /* whom a pronoun cannot mean where it stands ("he met him"); NULL: nobody */
    uint32_t culprit;         /* the one person whom the report names as a suspect or attacker, or RO_NONE */
    uint32_t culprit_named;   /* the word where he is named first */
    uint32_t statement;       /* how many statements stand before what is being read */
    uint32_t deed;            /* the first word whose deed is not read yet */
    uint32_t pledge;          /* the first word whose commitment is not */
} ro_cast;

/* Adds an actor without mentions; RO_NONE: out of memory. */
uint32_t ro_who_add(ro_cast *cast, ro_actor_kind kind, ro_span name, const char *key);
bool ro_mention_add(ro_cast *cast, uint32_t who, uint32_t from, uint32_t to, bool named);
void ro_set_code(char out[4], const char *code); /* copies up to three letters */

/* actors_labels.c: fills the labels. */
bool ro_labels_settle(ro_cast *cast);

/* actors_names.c: joins the names that the entities layer found to actors. */
bool ro_names_join(ro_cast *cast);
/* The actor that these words name, made where none is; RO_NONE and *ok false: out of memory. */
uint32_t ro_name_person(ro_cast *cast, uint32_t from, uint32_t to, bool *ok);
uint32_t ro_name_body(ro_cast *cast, uint32_t from, uint32_t to, bool *ok);
/* Where a body's name that ends before a word, as far as "Bank", ends with what it is of, "of Velmora"; `to` where it has none.
 */
uint32_t ro_name_end(const ro_cast *cast, uint32_t to);
uint32_t ro_name_government(ro_cast *cast, const char *code, uint32_t from, uint32_t to, bool *ok);
/* A town, state or region that speaks. */
uint32_t ro_name_place(ro_cast *cast, uint32_t from, uint32_t to, bool *ok);
uint32_t ro_name_any(ro_cast *cast, uint32_t from, uint32_t to, bool *ok);

/* actors_mentions.c: the model's chains. Those that hold a name belong to its actor; others to whom ro_chain_claim gives them. */
bool ro_mentions_join(ro_cast *cast);
/* Whose chain the mention of words [from, to) stands in; RO_NONE: nobody's, or there is no such mention. */
uint32_t ro_chain_actor(const ro_cast *cast, uint32_t from, uint32_t to);
/* Gives the chain to an actor if it is nobody's. */
void ro_chain_claim(ro_cast *cast, uint32_t from, uint32_t to, uint32_t who);
/* Adds to `spoken` the other mentions of chains that belong to someone: those of his kind that share no word with one of his. */
bool ro_mentions_spread(ro_cast *cast);

/* actors_roles.c: role, affiliation, gender, country and sector of the actor named by [from, to). */
void ro_roles_read(ro_cast *cast, uint32_t who, uint32_t from, uint32_t to);
/* Whether the name that ends before a word is the subject of a verb right behind it: "the baker, Jon Ild said, had left" tells of
 * two. */
bool ro_name_tells(const ro_cast *cast, uint32_t to);
/* Whether a title's words stand before the name; *begin is the first word of the whole title with its country. */
bool ro_title_before(const ro_cast *cast, uint32_t from, uint32_t floor, uint32_t *begin, ro_span *role, ro_span *affiliation);

/* actors_refer.c: whom a pronoun or a definite description means; RO_NONE where it cannot be told. */
/* How many of the named mentions begin before this word. */
size_t ro_named_before(const ro_cast *cast, uint32_t word);
bool ro_refer_pronoun(ro_cast *cast, uint32_t word, ro_indices *out);
uint32_t ro_refer_role(const ro_cast *cast, uint32_t from, uint32_t to, const char *country);
uint32_t ro_refer_body(const ro_cast *cast, uint32_t from, uint32_t to, const char *sector);
uint32_t ro_refer_government(const ro_cast *cast, uint32_t before);
bool ro_refer_pair(ro_cast *cast, uint32_t before, bool persons, ro_indices *out);
bool ro_indices_put(ro_arena *arena, ro_indices *list, uint32_t value); /* once each */

typedef struct ro_phrase { /* a noun phrase, by words */
    uint32_t from, to;     /* the whole, lead and tail taken off */
    uint32_t start;        /* after determiners */
    uint32_t core;         /* end of the head noun's own group */
} ro_phrase;

/* actors_nominals.c: phrases whose head is a common noun; each puts the actor meant, found or made, and its mention. */
bool ro_group_read(ro_cast *cast, const ro_phrase *p, const char *sector, ro_indices *out);
bool ro_role_read(ro_cast *cast, const ro_phrase *p, const ro_noun *noun, ro_indices *out);
bool ro_body_read(ro_cast *cast, const ro_phrase *p, const ro_noun *noun, ro_indices *out);
bool ro_document_read(ro_cast *cast, const ro_phrase *p, ro_indices *out);
bool ro_government_read(ro_cast *cast, const ro_phrase *p, const char *code, ro_indices *out);
bool ro_is_government(const ro_plain_word *head);
bool ro_phrase_definite(const ro_cast *cast, const ro_phrase *p);
/* Adds an actor known by its description alone; RO_NONE: out of memory. */
uint32_t ro_nominal_new(ro_cast *cast, const ro_phrase *p, ro_actor_kind kind, const char *sector);
/* A mention of the actor by this phrase; false also where who is RO_NONE. */
bool ro_phrase_mention(ro_cast *cast, uint32_t who, const ro_phrase *p, ro_indices *out);

/* actors_sources.c: the actors that a noun phrase names. */
/* The end of the entity that the word `at` stands in, `to` at most. */
uint32_t ro_entity_end(const ro_cast *cast, uint32_t at, uint32_t to);
bool ro_source_read(ro_cast *cast, ro_span source, ro_indices *out);
/* The same for words [from, to), a single phrase. */
bool ro_phrase_read(ro_cast *cast, uint32_t from, uint32_t to, ro_indices *out);

/* actors_culprits.c: "the suspect", "a gunman", "a man" who is named elsewhere. */
void ro_culprit_find(ro_cast *cast);
/* Whether the word is a suspect's or an attacker's. */
bool ro_is_culprit(const ro_plain_word *word);
/* The named culprit, if the phrase means him; RO_NONE else. */
uint32_t ro_culprit_meant(const ro_cast *cast, const ro_phrase *p);
/* Once all is read: makes him of whoever attacks without a name. */
void ro_culprit_join(ro_cast *cast);

/* actors_hearers.c: to whom it was said. */
bool ro_hearers_read(ro_cast *cast, ro_statement *statement);

/* credits.c: finds the credits and adds their outlets to the record's agencies. */
bool ro_credits_find(ro_cast *cast);
/* The first credit whose name shares a word with [from, to), or NULL. */
const ro_credit *ro_credit_in(const ro_cast *cast, uint32_t from, uint32_t to);
/* The last credit of something reported or told whose name ends before this word, or NULL. */
const ro_credit *ro_credit_before(const ro_cast *cast, uint32_t word);

/* actors_chain.c: the chain of every statement, once all speakers are known. */
bool ro_chains_write(ro_cast *cast);

#endif
