#include "find/commitments_parts.h"

#include "find/data/commitments.h"

#include "find/forms.h"
#include "find/parties.h"

static bool listed(const char *name, const char *list) { return ro_word_listed(name, strlen(name), list); }

/* ---- what a word governs */

/* "to" an infinitive, "ing" a gerund, "base" a finite clause without auxiliary ("that he resign"), "that" any finite clause. */
static bool is_clause_of(const ro_record *record, uint32_t verb, const char *clauses) {
    bool to = ro_has_child_word(record, verb, " mark ", " to "), subject = ro_has_child(record, verb, " nsubj nsubj:pass expl ");
    bool gerund =
        ro_ends_in_ing(record, verb) && ro_word_of(record, verb)->upos == RO_UPOS_VERB && !ro_has_child(record, verb, " aux ");
    if (ro_has_child_word(record, verb, " mark advmod ", " if unless when while because until ")) return false;
    if (to) return listed("to", clauses);
    if (gerund && !subject) return listed("ing", clauses);
    bool bare =
        ro_has_child_word(record, verb, " aux:pass cop aux ", " be "); /* "urged the fine be waived": its subject is an object */
    if (!subject) return bare && listed("base", clauses);
    bool sends = ro_has_child_word(record, verb, " aux aux:pass cop ",
                                   " will would shall can could 'll ’ll is are was were has have had do does did ");
    return listed("that", clauses) || (listed("base", clauses) && !sends);
}

/* A clause that says what; a purpose looks like it ("signed it to end the war"), so those by advcl count only where someone is
 * asked. */
static uint32_t clause_of(const ro_record *record, uint32_t word, const char *clauses, bool purposes) {
    const char *relations = purposes ? " xcomp ccomp acl advcl " : " xcomp ccomp acl ";
    for (uint32_t c = word; (c = ro_child_of(record, word, relations, c)) != RO_NOBODY;)
        if (is_clause_of(record, c, clauses)) return c;
    uint32_t joined = ro_child_of(record, word, " cc ", RO_NOBODY); /* "confirmed that A but denied B": A is the verb's before */
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " ccomp ", c)) != RO_NOBODY && c < word;) {
        bool others = joined != RO_NOBODY && c < joined && joined < word;
        if (!others && is_clause_of(record, c, clauses)) return c;
    }
    return RO_NONE;
}

/* "On 2 July", "on Friday": when, not what. */
static bool is_day(const ro_record *record, uint32_t word) {
    static const char DAYS[] = " monday tuesday wednesday thursday friday saturday sunday january february march april may june "
                               "july august september october november december ";
    return ro_word_of(record, word)->upos == RO_UPOS_NUM || (ro_is_capital(record, word) && ro_is_word(record, word, DAYS));
}

static uint32_t cased_of(const ro_record *record, uint32_t word, const char *cases) {
    if (!*cases) return RO_NONE;
    for (uint32_t c = word; (c = ro_child_of(record, word, " obl nmod obj advcl acl xcomp ccomp ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case mark ", cases) && !is_day(record, c)) return c;
    return RO_NONE;
}

static uint32_t object_of(const ro_record *record, uint32_t word, const char *objects) {
    if (!objects) return RO_NONE;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " obj nsubj:pass ", c)) != RO_NOBODY;) {
        if (ro_is_word(record, c, " that which who whom it this them ")) continue;
        if (!*objects || ro_is_form_of(record, c, objects)) return c;
    }
    return RO_NONE;
}

/* ---- rows */

static bool has_particle(const ro_record *record, uint32_t word, const char *particles) {
    bool behind = particles && word + 1 < record->layers.words.count && ro_is_word(record, word + 1, particles);
    if (!particles || behind || ro_has_child_word(record, word, " compound:prt case mark advmod fixed ", particles)) return true;
    for (uint32_t c = word; (c = ro_child_of(record, word, " obl obj advcl xcomp ccomp nmod ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case mark ", particles)) return true;
    return false;
}

static bool is_part(const ro_record *record, uint32_t word, char part) {
    ro_upos upos = ro_word_of(record, word)->upos;
    switch (part) {
    case 'v': return ro_is_verb(record, word);
    case 'n': return upos == RO_UPOS_NOUN && !ro_has_relation(record, word, " nmod compound nmod:poss ");
    default: return upos == RO_UPOS_ADJ || ro_is_verb(record, word);
    }
}

static void put_noun(ro_nouns *nouns, uint32_t word) {
    if (nouns->count < RO_NOUNS) nouns->items[nouns->count++] = word;
}

/* Who is asked: the object, "on", "to" or "from" someone; of a passive the subject; of "that he resign" the clause's subject. */
static void find_hearers(const ro_record *record, ro_pledge *p) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, p->word, " obj iobj nsubj:pass ", c)) != RO_NOBODY;)
        if (c != p->action) put_noun(&p->hearers, c);
    for (uint32_t c = p->word; (c = ro_child_of(record, p->word, " obl nmod ", c)) != RO_NOBODY;)
        if (c != p->action && ro_has_child_word(record, c, " case mark ", " on upon to from with ")) put_noun(&p->hearers, c);
    if (p->hearers.count || !p->clause || p->action == RO_NONE) return;
    uint32_t subject = ro_child_of(record, p->action, " nsubj nsubj:pass ", RO_NOBODY);
    if (subject != RO_NOBODY && p->kind == RO_COMMIT_DEMAND) put_noun(&p->hearers, subject);
}

/* "asked Norway to lift the ban", read as if the country were to waive: its clause hangs from the one who is asked. */
static uint32_t clause_of_hearer(const ro_record *record, uint32_t word) {
    for (uint32_t c = word; (c = ro_child_of(record, word, " obj iobj obl ", c)) != RO_NOBODY;) {
        uint32_t clause = clause_of(record, c, " to ", false);
        if (clause != RO_NONE && !ro_has_child(record, clause, " nsubj ")) return clause;
    }
    return RO_NONE;
}

static bool is_asking(ro_commitment_kind kind) { return kind == RO_COMMIT_DEMAND || kind == RO_COMMIT_OFFER; }

static bool find_action(const ro_record *record, const struct pledge_row *row, ro_pledge *p) {
    p->clause = true;
    p->action = clause_of(record, p->word, row->clauses, is_asking(row->kind) && row->part == 'v');
    if (p->action == RO_NONE && is_asking(row->kind) && row->part == 'v' && listed("to", row->clauses))
        p->action = clause_of_hearer(record, p->word);
    if (p->action != RO_NONE) return true;
    p->action = cased_of(record, p->word, row->cases);
    if (p->action != RO_NONE && row->objects && *row->objects && row->part == 'v' &&
        !ro_is_form_of(record, p->action, row->objects))
        p->action = RO_NONE;
    if (p->action == RO_NONE) p->action = object_of(record, p->word, row->objects);
    p->clause = p->action != RO_NONE && ro_word_of(record, p->action)->upos == RO_UPOS_VERB;
    return p->action != RO_NONE || strchr(row->flags, 'B');
}

/* What a word may be a form of; most rows are told off by these alone. */
typedef struct bases {
    char items[4][RO_FORM_MOST];
    size_t count;
} bases;

static bases bases_of(const ro_record *record, uint32_t word) {
    bases out = {0};
    const ro_word *w = ro_word_of(record, word);
    bool noun = w->upos == RO_UPOS_NOUN;
    const char *form = record->document->text.bytes + w->span.start;
    for (size_t n = 0; out.count < 4 && ro_form_base(form, w->span.end - w->span.start, noun, n, out.items[out.count]); n++)
        out.count += *out.items[out.count] != 0;
    return out;
}

static bool is_listed(const bases *all, const char *list) {
    for (size_t i = 0; i < all->count; i++)
        if (listed(all->items[i], list)) return true;
    return false;
}

/* Adjectives have no forms: "opened to barges" is not open to talks. */
static bool is_named(const ro_record *record, uint32_t word, const bases *all, const struct pledge_row *row) {
    return row->part == 'a' ? ro_is_word(record, word, row->words) : is_listed(all, row->words);
}

/* "Agreed that the pier would be mended", "agreed to mend it"; "agreed that it was wet" is no deed to come. */
static bool is_ahead(const ro_record *record, uint32_t verb) {
    if (!ro_has_child(record, verb, " nsubj nsubj:pass expl ") || ro_has_child_word(record, verb, " mark ", " to ")) return true;
    if (ro_has_child_word(record, verb, " aux ", " will would shall 'll ’ll ")) return true;
    uint32_t helper = ro_child_of(record, verb, " aux aux:pass cop ", RO_NOBODY);
    return helper == RO_NOBODY ? false : ro_is_word(record, helper, " be ");
}

/* Proposed in a parliament, or thought up: no offer to anybody. */
static const char PAPERS[] = " bill law motion amendment resolution budget legislation theory hypothesis name ";

static bool fits(const ro_record *record, const struct pledge_row *row, ro_pledge *p) {
    *p = (ro_pledge){.kind = row->kind, .word = p->word, .plain = strchr(row->flags, 'P')};
    if (!has_particle(record, p->word, row->particle) || !find_action(record, row, p)) return false;
    find_hearers(record, p);
    if (strchr(row->flags, 'H') && !p->hearers.count) return false;
    bool aside = p->plain && ro_has_relation(record, p->word, " acl:relcl ") &&
                 !(p->clause && ro_has_child_word(record, p->action, " mark ", " to that "));
    if (aside) return false;                                                  /* "a vote which, they agreed, would be close" */
    if (ro_has_relation(record, p->word, " csubj csubj:pass ")) return false; /* "demanding it was wrong": by nobody */
    if (row->part == 'a' && ro_has_child_word(record, p->word, " mark ", " to ")) return false; /* "in order to be ready" */
    p->stated = p->plain && p->clause && !is_ahead(record, p->action);
    bool silent = p->kind == RO_COMMIT_REFUSAL && p->clause && p->action != RO_NONE && ro_is_form_of(record, p->action, TELLING);
    bool modest = p->kind == RO_COMMIT_DEMAND && p->clause && ro_is_form_of(record, p->action, MODEST) &&
                  ro_has_child(record, p->action, " aux:pass ") && ro_has_child_word(record, p->action, " advmod ", " not n't ");
    bool press = p->kind == RO_COMMIT_DEMAND && p->action != RO_NONE && ro_is_word(record, p->action, " comment comments ") &&
                 !ro_has_child(record, p->action, " det nmod:poss "); /* "requests for comment": the reporter's own */
    bool paper = p->kind == RO_COMMIT_OFFER && !p->clause && p->action != RO_NONE && ro_is_form_of(record, p->action, PAPERS);
    return !silent && !modest && !press && !paper;
}

bool ro_pledge_at(const ro_record *record, uint32_t word, ro_pledge *out) {
    ro_upos upos = ro_word_of(record, word)->upos;
    if (upos != RO_UPOS_NOUN && upos != RO_UPOS_ADJ && !ro_is_verb(record, word)) return false;
    out->word = word;
    bases all = bases_of(record, word);
    for (size_t i = 0; i < sizeof pledge_rows / sizeof *pledge_rows; i++) {
        const struct pledge_row *row = &pledge_rows[i];
        if (is_part(record, word, row->part) && is_named(record, word, &all, row) && fits(record, row, out)) return true;
    }
    return false;
}
