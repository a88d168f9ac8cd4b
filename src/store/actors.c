/* Who is whom across reports, cautiously: what is not clear becomes an actor of its own, which a human can merge.
 *
 * A person is the same where the full names are, in any spelling (likeness.h), and countries and middle names do not speak
 * against it; who is called by a surname alone is the one person of that surname who has the same role in the same country. A
 * country's government is one; an organisation is known by its name, or by an acronym that only one goes by. Two persons of a
 * report never become one.
 *
 * What is open after that is decided by the company that the actor is in: the others of the report who are clear. Each of them
 * points to whom he is seen with (company.h); together they have to point to one by as much as a whole companion, and TIMES as
 * much as to any other. */
#include "store/known.h"
#include "store/likeness.h"
#include "store/words.h"

enum {
    CHOICES_MOST = 32,
    ALIKE_MOST = 4096,    /* names alike that are looked at */
    COMPANIONS_MOST = 64, /* of a report who are listened to */
    WAITING_MOST = 256,   /* of a report who are decided by company */
    TIMES = 4,            /* as much as any other */
    SURE = 3,             /* companions that have to point to one whose middle name is open, elsewhere one */
    SHOWN = 3             /* companions that a reason names */
};

static bool no_memory(ro_caster *c) { return ro_fail_memory(c->error); }

/* ---- choosing */

typedef struct choices {
    ro_who *items[CHOICES_MOST];
    bool close[CHOICES_MOST]; /* by the very name, not one that may be his as well */
    size_t count;
    bool many; /* more than there is room for */
} choices;

static void choose(choices *list, ro_who *w, bool close) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->is != w->is) continue;
        list->close[i] |= close;
        return;
    }
    if (list->count == CHOICES_MOST) {
        list->many = true;
        return;
    }
    list->items[list->count] = w;
    list->close[list->count++] = close;
}

/* What is known of an actor of the entry while the entry is gone through. */
typedef struct guess {
    uint32_t index; /* of the actor */
    ro_who *who;    /* NULL: nobody, so far */
    const char *reason;
    bool doubtful;     /* by the name alone: the company may speak against it */
    choices open;      /* company chooses among these; none: nothing is open */
    const char *by;    /* the reason where it does */
    int64_t least;     /* as many companions have to point to him */
    ro_who *otherwise; /* where it does not; NULL: nobody */
    bool several;      /* have the name */
    size_t twin;       /* 1 + the index of the actor before it in the entry who has the very name; 0: none */
} guess;

static bool same_country(const ro_who *w, const ro_entry_actor *x) {
    return w->country && x->country && strcmp(w->country, x->country) == 0;
}
static bool other_country(const ro_who *w, const ro_entry_actor *x) {
    return w->country && x->country && strcmp(w->country, x->country) != 0;
}
static bool fits(const ro_caster *c, const ro_who *w, const ro_entry_actor *x) {
    return strcmp(w->kind, x->kind) == 0 && !other_country(w, x) && !(ro_is_person(x) && w->turn == c->cast->turn);
}

static void leave_apart(choices *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->apart) continue;
        list->items[kept] = list->items[i];
        list->close[kept++] = list->close[i];
    }
    if (kept) list->count = kept;
}

static ro_who *only_of_country(const choices *list, const ro_entry_actor *x) {
    ro_who *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (!same_country(list->items[i], x)) continue;
        if (found) return NULL;
        found = list->items[i];
    }
    return found;
}

/* The only one, or the only close one, unless another is of another country. */
static ro_who *closest(const choices *list) {
    ro_who *found = list->count == 1 ? list->items[0] : NULL;
    for (size_t i = 0; list->count > 1 && i < list->count; i++) {
        if (!list->close[i]) continue;
        if (found) return NULL;
        found = list->items[i];
    }
    for (size_t i = 0; found && found->country && i < list->count; i++)
        if (list->items[i]->country && strcmp(list->items[i]->country, found->country) != 0) return NULL;
    return found;
}

/* Those who have the name: one, or the one of them of the same country; else company chooses, and where it does not, the one whom
 * nobody set apart and whose name is closest. */
static void settle(const choices *list, const ro_entry_actor *x, guess *g) {
    ro_who *found = only_of_country(list, x);
    g->several = list->many || (list->count > 1 && !found);
    if (list->many || !list->count) return;
    if (found || list->count == 1) {
        g->who = found ? found : list->items[0];
        return;
    }
    choices old = *list;
    leave_apart(&old);
    g->open = *list;
    g->otherwise = only_of_country(&old, x);
    if (!g->otherwise) g->otherwise = closest(&old);
}

/* ---- by name */

/* Whether a name that is like another's is his: open where only one has a middle name, and neither country nor role is the same.
 */
static bool agrees(ro_caster *c, const ro_member *m, const ro_entry_actor *x, const ro_entry_name *name, ro_agreement *out) {
    ro_who *w = m->who;
    *out = ro_names_agree(m->folded, name->folded);
    if (*out != RO_NAMES_OPEN || !*x->folded_role || same_country(w, x)) return true;
    return ro_known_ask_roles(c, w);
}

/* Persons by the full name; *weak: whose middle name is open. */
static bool person_by_name(ro_caster *c, const ro_entry_actor *x, guess *g, choices *weak) {
    const ro_entry_name *name = &x->names.items[0];
    choices list = {0};
    ro_slot *s = ro_known_slot(c, 'l', name->likeness);
    if (!s) return false;
    g->reason = "name";
    g->by = "name and company";
    if (s->count > ALIKE_MOST) return g->several = true;
    for (const ro_member *m = s->members; m && !list.many; m = m->other) {
        ro_agreement agreement;
        if (!fits(c, m->who, x)) continue;
        if (!agrees(c, m, x, name, &agreement)) return false;
        if (agreement == RO_NAMES_DIFFER) continue;
        bool sure = agreement == RO_NAMES_AGREE || same_country(m->who, x) || ro_known_role(m->who, x->folded_role);
        choose(sure ? &list : weak, m->who, agreement == RO_NAMES_AGREE);
    }
    settle(&list, x, g);
    g->doubtful = g->who && !same_country(g->who, x);
    return true;
}

static bool single_word(const char *folded) { return !strchr(folded, ' '); }

/* Who is called by the surname alone, here or there, and has the same role in the same country. */
static bool by_surname(ro_caster *c, const ro_entry_actor *x, guess *g) {
    const ro_entry_name *name = &x->names.items[0];
    choices list = {0};
    bool alone = ro_is_surname(name);
    if (!name->likeness || !x->country || !*x->folded_role) return true;
    ro_slot *s = ro_known_slot(c, alone ? 's' : 'l', name->surname);
    if (!s) return false;
    if (s->count > ALIKE_MOST) return true;
    for (const ro_member *m = s->members; m && !list.many; m = m->other) {
        ro_who *w = m->who;
        if (!fits(c, w, x) || !same_country(w, x) || (!alone && !single_word(w->name))) continue;
        if (!ro_known_ask_roles(c, w)) return false;
        if (ro_known_role(w, x->folded_role)) choose(&list, w, true);
    }
    leave_apart(&list);
    if (list.count != 1 || list.many) return true;
    g->who = list.items[0];
    g->reason = "surname, role and country";
    return true;
}

/* Whether the report has another person of the surname: then this one is none of those who are known elsewhere. */
static bool has_namesake(const ro_caster *c, const ro_entry_actor *x) {
    const char *surname = x->names.items[0].alone;
    for (size_t i = 0; i < c->entry->actors.count; i++) {
        const ro_entry_actor *y = &c->entry->actors.items[i];
        if (y == x || !ro_is_person(y)) continue;
        const ro_entry_name *name = &y->names.items[0];
        if ((name->surname && !strcmp(name->surname, surname)) || (name->alone && !strcmp(name->alone, surname))) return true;
    }
    return false;
}

/* Everybody of the surname, every body of the general name, where there is nothing else to go by. */
static bool of_many(ro_caster *c, const ro_entry_actor *x, guess *g) {
    const char *alone = x->names.items[0].alone;
    choices list = {0};
    if (!alone || (ro_is_person(x) && has_namesake(c, x))) return true;
    ro_slot *s = ro_known_slot(c, 's', alone);
    if (!s) return false;
    if (s->count > ALIKE_MOST) return true;
    for (const ro_member *m = s->members; m && !list.many; m = m->other)
        if (fits(c, m->who, x)) choose(&list, m->who, false);
    if (list.many) return true;
    g->open = list;
    g->by = ro_is_person(x) ? "surname and company" : "name and company";
    return true;
}

static bool find_person(ro_caster *c, const ro_entry_actor *x, guess *g) {
    const ro_entry_name *name = &x->names.items[0];
    choices weak = {0};
    bool full = name->likeness && !ro_is_surname(name);
    if (full && !person_by_name(c, x, g, &weak)) return false;
    if (g->who || g->several) return true;
    if (!by_surname(c, x, g)) return false;
    if (g->who) return true;
    if (!full) return of_many(c, x, g);
    g->least = SURE;
    if (!weak.many) g->open = weak;
    return true;
}

/* ---- others */

/* Acronyms are many bodies': one that has another long name is another. */
static bool known_otherwise(const ro_who *w, const ro_entry_actor *x) { return strchr(w->name, ' ') && strchr(x->name, ' '); }

/* By one of the names that the entry has for it, first by that of the record. */
static bool body_by_name(ro_caster *c, const ro_entry_actor *x, size_t which, guess *g) {
    const ro_entry_name *name = &x->names.items[which];
    choices list = {0};
    ro_slot *s = ro_known_slot(c, 'l', name->likeness);
    if (!s) return false;
    if (s->count > ALIKE_MOST) return g->several = true;
    for (const ro_member *m = s->members; m && !list.many; m = m->other)
        if (fits(c, m->who, x) && !(which && known_otherwise(m->who, x))) choose(&list, m->who, m->own);
    g->reason = which ? "acronym" : name->likeness == x->country ? "country" : name->alone ? "name and country" : "name";
    g->by = which ? "acronym and company" : "name and company";
    settle(&list, x, g);
    return true;
}

static bool find_body(ro_caster *c, const ro_entry_actor *x, guess *g) {
    for (size_t i = 0; i < x->names.count && !g->who && !g->several && !g->open.count; i++)
        if (x->names.items[i].likeness && !body_by_name(c, x, i, g)) return false;
    return g->who || g->several || g->open.count || x->names.items[0].likeness || of_many(c, x, g);
}

static bool find(ro_caster *c, const ro_entry_actor *x, guess *g) {
    const ro_entry_name *name = &x->names.items[0];
    g->least = 1;
    if (!name->likeness && !name->alone) return true;
    return ro_is_person(x) ? find_person(c, x, g) : find_body(c, x, g);
}

/* ---- by company */

/* Who of the entry is clear, each once, and who waits for what they say. */
typedef struct circle {
    ro_who *clear[COMPANIONS_MOST];
    guess *waiting[WAITING_MOST];
    size_t n_clear, n_waiting;
    ro_who **of; /* by index: whom the entry's actors are; NULL: not settled yet */
} circle;

typedef struct voice {
    int64_t actor, share;
} voice;

/* The companions who point most to him, the first of them the most; of equals the one who came first. */
static void note_voice(voice voices[SHOWN], voice fresh) {
    for (size_t i = 0; i < SHOWN; i++) {
        bool before = fresh.share > voices[i].share || (fresh.share == voices[i].share && fresh.actor < voices[i].actor);
        if (!before) continue;
        voice last = voices[i];
        voices[i] = fresh;
        fresh = last;
    }
}

static bool has_surname(const ro_who *w, const char *surname) {
    for (const ro_member *m = w->names; m; m = m->next_name)
        if (m->slot->kind == 's' && !strcmp(m->slot->text, surname)) return true;
    return false;
}

/* How much all of them point to him. A government is everybody's company, and a family that of all who are of it. */
static int64_t weigh(const ro_caster *c, const circle *all, const ro_entry_actor *x, const ro_who *w, voice voices[SHOWN]) {
    const char *surname = ro_is_person(x) ? x->names.items[0].surname : NULL;
    int64_t sum = 0;
    memset(voices, 0, SHOWN * sizeof *voices);
    for (size_t i = 0; i < all->n_clear; i++) {
        const ro_who *companion = all->clear[i];
        if (companion->is == w->is || !strcmp(companion->kind, "government")) continue;
        if (surname && !strcmp(companion->kind, "person") && has_surname(companion, surname)) continue;
        voice fresh = {companion->is, ro_company_share(c->cast->company, w->is, companion->is)};
        if (fresh.share) note_voice(voices, fresh);
        sum += fresh.share;
    }
    return sum;
}

/* The reason, with the companions by their numbers; NULL: out of memory. */
static const char *explain(const ro_caster *c, const char *reason, const voice voices[SHOWN]) {
    const char *text = reason;
    for (size_t i = 0; text && i < SHOWN && voices[i].share; i++)
        text = ro_arena_print(c->entry->arena, "%s%s #%lld", text, i ? "" : ":", (long long)voices[i].actor);
    return text;
}

typedef struct favourite {
    size_t index; /* of the open choices */
    int64_t sum, second;
    voice voices[SHOWN];
} favourite;

/* To whom they point most, of equals to the first that was made; sum 0: to nobody. */
static favourite favour(const ro_caster *c, const circle *all, const guess *g) {
    const ro_entry_actor *x = &c->entry->actors.items[g->index];
    favourite best = {.sum = 0};
    for (size_t i = 0; i < g->open.count; i++) {
        const ro_who *w = g->open.items[i];
        favourite other = {.index = i};
        if (ro_is_person(x) && w->turn == c->cast->turn) continue;
        other.sum = weigh(c, all, x, w, other.voices);
        other.second = best.sum;
        if (other.sum > best.sum || (other.sum && other.sum == best.sum && w->is < g->open.items[best.index]->is))
            best = other;
        else if (other.sum > best.second)
            best.second = other.sum;
    }
    return best;
}

/* Nobody is found where they point to nobody, or not to one alone. Persons of the very same name in the same company are one, of
 * whom the store has several from reports that did not say enough: then the one who is pointed to most will do. */
static bool by_company(ro_caster *c, const circle *all, guess *g) {
    favourite best = favour(c, all, g);
    bool same = ro_is_person(&c->entry->actors.items[g->index]) && g->several && g->open.close[best.index];
    if (best.sum < g->least * RO_COMPANY_WHOLE || (!same && best.sum < TIMES * best.second)) return true;
    g->who = g->open.items[best.index];
    g->reason = explain(c, g->by, best.voices);
    return g->reason || no_memory(c);
}

/* ---- company that speaks against it */

static bool meets_any(const ro_caster *c, const circle *all, const ro_who *w) {
    for (size_t i = 0; i < all->n_clear; i++) {
        const ro_who *other = all->clear[i];
        if (other->is != w->is && ro_company_meet(c->cast->company, w->is, other->is)) return true;
    }
    return false;
}

static bool has_country(const ro_entry *entry, const char *country, bool any) {
    for (size_t i = 0; i < entry->actors.count; i++) {
        const char *own = entry->actors.items[i].country;
        if (own && (any || !strcmp(own, country))) return true;
    }
    return false;
}

/* Whether his reports and this one each name countries, and none in common. */
static bool is_abroad(ro_caster *c, const ro_who *w, bool *abroad) {
    static const char text[] = "SELECT DISTINCT q.country FROM appearances p CROSS JOIN appearances q WHERE p.actor = ?1 AND"
                               " p.report >= ?2 AND q.report = p.report AND q.country IS NOT NULL";
    ro_error inner = {0};
    *abroad = false;
    if (!has_country(c->entry, NULL, true)) return true;
    const ro_value given[] = {ro_integer(w->is), ro_integer(ro_company_first(c->cast->company, w->is))};
    if (!ro_sql_flush(c->store->sql, c->error)) return false;
    ro_rows *rows = ro_sql_ask(c->store->sql, text, given, 2, c->error);
    if (!rows) return false;
    bool common = false, some = false;
    while (ro_rows_next(rows, &inner)) {
        some = true;
        common |= has_country(c->entry, ro_rows_value(rows, 0).text, false);
    }
    ro_rows_free(rows);
    if (inner.code && c->error) *c->error = inner;
    *abroad = some && !common;
    return inner.code == RO_OK;
}

/* Two people have the name: nobody and nothing is in the reports of both, not even a country. */
static bool doubt(ro_caster *c, const circle *all, guess *g) {
    bool abroad;
    if (meets_any(c, all, g->who)) return true;
    if (!is_abroad(c, g->who, &abroad)) return false;
    if (!abroad) return true;
    g->reason = ro_arena_print(c->entry->arena, "new: other company than #%lld", (long long)g->who->is);
    g->who = NULL;
    return g->reason || no_memory(c);
}

/* ---- rows */

/* The words of a name, each once. */
static bool load_words(ro_caster *c, const char *folded, int64_t actor) {
    char word[RO_FOLDED_MOST + 1];
    for (const char *at = folded; *at;) {
        size_t size = strcspn(at, " "), here = 0;
        bool again = false;
        for (const char *before = folded; before < at && !again; before += here + 1) {
            here = strcspn(before, " ");
            again = here == size && !memcmp(before, at, size);
        }
        memcpy(word, at, size);
        word[size] = 0;
        const ro_value row[] = {ro_string(folded), ro_integer(actor), ro_string(word)};
        if (!again && !ro_sql_load(c->store->sql, RO_IN_ACTOR_WORDS, row, 3, c->error)) return false;
        at += size + (at[size] == ' ');
    }
    return true;
}

static bool is_hidden(const ro_who *w, const char *folded) {
    for (size_t i = 0; i < w->hidden.count; i++)
        if (!strcmp(w->hidden.items[i], folded)) return true;
    return false;
}

/* One of his names, that of a human or a merge among them, may be there, but not to be found by. *there: it was, and is from here
 * on. */
static bool unhide(ro_caster *c, const ro_entry_name *name, const ro_who *w, bool *there) {
    static const char text[] =
        "UPDATE actor_names SET likeness = ?3, surname = ?4 WHERE folded = ?1 AND actor = ?2 RETURNING actor";
    ro_error inner = {0};
    const ro_value given[] = {ro_string(name->folded), ro_integer(w->is), ro_string(name->likeness), ro_string(name->surname)};
    *there = false;
    if (w->made && !is_hidden(w, name->folded)) return true;
    if (!ro_sql_flush(c->store->sql, c->error)) return false;
    ro_rows *rows = ro_sql_ask(c->store->sql, text, given, 4, c->error);
    if (!rows) return false;
    while (ro_rows_next(rows, &inner)) *there = true;
    ro_rows_free(rows);
    if (inner.code && c->error) *c->error = inner;
    return inner.code == RO_OK;
}

static bool insert_name(ro_caster *c, const ro_entry_name *name, const ro_who *w) {
    const ro_value row[] = {ro_string(name->folded), ro_integer(w->is), ro_string(name->name), ro_string(name->likeness),
                            ro_string(name->surname)};
    return ro_sql_load(c->store->sql, RO_IN_ACTOR_NAMES, row, 5, c->error) && load_words(c, name->folded, w->is);
}

/* fresh: the actor is new, and has no names so far. */
static bool load_name(ro_caster *c, const ro_entry_name *name, ro_who *w, bool fresh) {
    ro_slot *s = name->likeness ? ro_known_slot(c, 'l', name->likeness) : NULL;
    bool there = false;
    if (name->likeness && !s) return false;
    if (!fresh && (!s || ro_known_by(s, w, name->folded))) return true;
    if (!fresh && !unhide(c, name, w, &there)) return false;
    if (!there && !insert_name(c, name, w)) return false;
    if (!s && !w->made) return true; /* and of him, too, nothing is remembered */
    const char *folded = ro_known_text(c, name->folded);
    if (!folded) return no_memory(c);
    if (!s) return ro_list_add(c->cast->arena, &w->hidden, folded) || no_memory(c);
    return ro_known_name(c, name->likeness, name->surname, w, folded, !strcmp(name->name, w->name), !fresh);
}

/* The likeness by which a body goes under its general name; NULL: the store is not to find it by that. */
static const char *known_as(const ro_who *w, const char *alone) {
    size_t size = strlen(alone);
    for (const ro_member *m = w->names; m; m = m->next_name) {
        size_t whole = strlen(m->slot->text);
        if (m->slot->kind == 'l' && whole > size && !strcmp(m->slot->text + whole - size, alone)) return m->slot->text;
    }
    return NULL;
}

/* As the name goes into the store: one that several have is not looked for again, or no report would be clear any more; a surname
 * is, and a general name, once it is known whose it is. */
static ro_entry_name kept(const ro_entry_actor *x, const ro_entry_name *name, const guess *g) {
    ro_entry_name out = *name;
    if (!g->who && g->several) out.likeness = out.surname = NULL;
    if (!g->who || out.likeness || !out.alone) return out;
    out.likeness = ro_is_person(x) ? out.alone : known_as(g->who, out.alone);
    out.surname = out.likeness ? out.alone : NULL;
    return out;
}

/* Twins of one whose names are not kept have none to add. */
static bool load_names(ro_caster *c, const ro_entry_actor *x, const guess *g, ro_who *w) {
    if (g->who && !w->names) return true;
    for (size_t i = 0; i < x->names.count; i++) {
        const ro_entry_name name = kept(x, &x->names.items[i], g);
        if (!load_name(c, &name, w, !g->who)) return false;
    }
    return true;
}

/* Whether later reports may ask for him by one of his names. */
static bool is_known_again(const ro_entry_actor *x, const guess *g) {
    for (size_t i = 0; i < x->names.count; i++)
        if (kept(x, &x->names.items[i], g).likeness) return true;
    return false;
}

static ro_who *make_loose(ro_caster *c, const ro_who *made) {
    ro_who *loose = ro_arena_alloc(c->entry->arena, sizeof *loose);
    if (!loose) return no_memory(c), NULL;
    *loose = *made;
    return loose;
}

static ro_who *make(ro_caster *c, const ro_entry_actor *x, const guess *g) {
    int64_t number = ro_store_number(c->store, "actors", c->error);
    if (!number) return NULL;
    const ro_value row[] = {ro_integer(number), ro_string(x->name),    ro_string(x->kind),
                            ro_string(x->role), ro_string(x->country), ro_string(x->sector)};
    if (!ro_sql_load(c->store->sql, RO_IN_ACTORS, row, 6, c->error)) return NULL;
    ro_who made = {.number = number,
                   .is = number,
                   .roles_asked = true,
                   .name = x->name,
                   .kind = x->kind,
                   .country = x->country,
                   .sector = x->sector,
                   .role = x->role};
    if (!is_known_again(x, g)) return make_loose(c, &made); /* the entry's strings will do */
    made.made = true;
    made.name = ro_known_text(c, x->name);
    made.kind = ro_known_text(c, x->kind);
    made.country = ro_known_text(c, x->country);
    made.sector = ro_known_text(c, x->sector);
    made.role = ro_known_text(c, x->role);
    if (!made.name || !made.kind || !ro_company_made(c->cast->company, number)) return no_memory(c), NULL;
    return ro_known_add(c, &made);
}

/* Whether the entry has the full name of a person known by the surname, or what an acronym stands for. */
static bool is_fuller(const ro_who *w, const ro_entry_actor *x) {
    if (strchr(w->name, ' ') || !strchr(x->name, ' ')) return false;
    return ro_is_person(x) || (!strcmp(x->kind, "organisation") && ro_abbreviates(w->name, x->names.items[0].folded));
}

/* Takes over what the store did not know; a fuller name, too. */
static bool learn(ro_caster *c, ro_who *w, const ro_entry_actor *x) {
    bool fuller = is_fuller(w, x);
    bool more = fuller || (!w->country && x->country) || (!w->sector && x->sector) || (!w->role && x->role);
    if (!more) return true;
    if (fuller && !(w->name = ro_known_text(c, x->name))) return no_memory(c);
    for (ro_member *m = w->names; fuller && m; m = m->next_name) m->own = false;
    if (!w->country) w->country = ro_known_text(c, x->country);
    if (!w->sector) w->sector = ro_known_text(c, x->sector);
    if (!w->role) w->role = ro_known_text(c, x->role);
    if (w->changed) return true;
    w->changed = true;
    return ro_list_add(c->cast->arena, &c->cast->changed, w) || no_memory(c);
}

/* ---- an entry */

/* Keeps what was found of the actor. */
static bool settle_on(ro_caster *c, circle *all, const guess *g, ro_casting *out) {
    const ro_entry_actor *x = &c->entry->actors.items[g->index];
    bool found = g->who != NULL;
    ro_who *w = found ? g->who : make(c, x, g);
    if (!w || (found && !learn(c, w, x))) return false;
    w->turn = c->cast->turn;
    *out = (ro_casting){w->is, g->reason};
    if (ro_is_person(x) && !ro_known_add_role(c, w, x->folded_role)) return false;
    if (!load_names(c, x, g, w)) return false;
    all->of[g->index] = w;
    return true;
}

/* Once all of the entry are settled: it is in the company of none of them before. */
static bool note_company(ro_caster *c, const circle *all) {
    for (size_t i = 0; i < c->entry->actors.count; i++)
        if (all->of[i]->names && !ro_company_add(c->cast->company, all->of[i]->is, c->report)) return no_memory(c);
    return true;
}

static void add_clear(circle *all, ro_who *w) {
    for (size_t i = 0; i < all->n_clear; i++)
        if (all->clear[i]->is == w->is) return;
    if (all->n_clear < COMPANIONS_MOST) all->clear[all->n_clear++] = w;
}

static const char *key_of(const ro_entry_actor *x) {
    return x->names.items[0].likeness ? x->names.items[0].likeness : x->names.items[0].alone;
}

/* What is no person may stand in an entry twice. 1 + the index of the first; 0: there is none. */
static size_t twin_of(const ro_caster *c, uint32_t index) {
    const ro_entry_actor *x = &c->entry->actors.items[index];
    for (size_t i = 0; i < index && key_of(x); i++) {
        const ro_entry_actor *y = &c->entry->actors.items[i];
        if (!key_of(y) || strcmp(key_of(x), key_of(y)) != 0 || strcmp(x->kind, y->kind) != 0) continue;
        if (!x->country || !y->country || !strcmp(x->country, y->country)) return i + 1;
    }
    return 0;
}

/* Puts a guess off until all who are clear are known. False: out of memory. */
static bool put_off(ro_caster *c, circle *all, const guess *g) {
    guess *copy = ro_arena_alloc(c->entry->arena, sizeof *copy);
    if (!copy) return no_memory(c);
    *copy = *g;
    if (g->who) g->who->turn = c->cast->turn;
    all->waiting[all->n_waiting++] = copy;
    return true;
}

/* What is found where company says nothing. */
static void go_on(const ro_caster *c, guess *g) {
    bool taken = g->otherwise && ro_is_person(&c->entry->actors.items[g->index]) && g->otherwise->turn == c->cast->turn;
    if (!g->who && !taken) g->who = g->otherwise;
    if (!g->who) g->reason = g->several ? "new: several have this name" : "new";
}

static bool cast_clear(ro_caster *c, circle *all, uint32_t index, ro_casting *out) {
    guess g = {.index = index};
    const ro_entry_actor *x = &c->entry->actors.items[index];
    if (!find(c, x, &g)) return false;
    if (g.who) add_clear(all, g.who);
    if (!g.who && !ro_is_person(x)) g.twin = twin_of(c, index);
    if (g.twin && (g.who = all->of[g.twin - 1])) g.reason = "name";
    if (!g.who || g.doubtful)
        if ((g.twin || g.doubtful || g.open.count) && all->n_waiting < WAITING_MOST) return put_off(c, all, &g);
    go_on(c, &g);
    return settle_on(c, all, &g, out);
}

static bool ask_company(ro_caster *c, const circle *all) {
    ro_numbers wanted = {0};
    ro_arena *arena = c->entry->arena;
    bool good = true;
    for (size_t i = 0; good && i < all->n_clear; i++) good = ro_list_add(arena, &wanted, all->clear[i]->is);
    for (size_t i = 0; good && i < all->n_waiting; i++) {
        const guess *g = all->waiting[i];
        if (g->who) good = ro_list_add(arena, &wanted, g->who->is);
        for (size_t k = 0; good && k < g->open.count; k++) good = ro_list_add(arena, &wanted, g->open.items[k]->is);
    }
    return good ? ro_company_ask(c->cast->company, c->store, &wanted, c->error) : no_memory(c);
}

static bool cast_open(ro_caster *c, circle *all, guess *g, ro_casting *out) {
    if (g->doubtful) return doubt(c, all, g) && settle_on(c, all, g, out);
    if (g->twin) {
        g->who = all->of[g->twin - 1];
        g->reason = "name";
    } else {
        if (!by_company(c, all, g)) return false;
        go_on(c, g);
    }
    return settle_on(c, all, g, out);
}

bool ro_cast_entry(ro_store *store, ro_cast *cast, const ro_entry *entry, int64_t report, ro_casting *out, ro_error *error) {
    ro_caster c = {store, cast, entry, report, error};
    circle all = {0};
    cast->turn++;
    if (!ro_known_ask(&c)) return false;
    if (!(all.of = ro_arena_array(entry->arena, entry->actors.count + 1, sizeof *all.of))) return no_memory(&c);
    for (size_t i = 0; i < entry->actors.count; i++)
        if (!cast_clear(&c, &all, (uint32_t)i, &out[i])) return false;
    if (all.n_waiting && !ask_company(&c, &all)) return false;
    for (size_t i = 0; i < all.n_waiting; i++)
        if (!cast_open(&c, &all, all.waiting[i], &out[all.waiting[i]->index])) return false;
    return note_company(&c, &all);
}

bool ro_cast_end(ro_store *store, ro_cast *cast, ro_error *error) {
    static const char text[] = "UPDATE actors SET name = ?2, country = ?3, sector = ?4, role = ?5 WHERE actor = ?1";
    if (!cast->changed.count) return true;
    if (!ro_sql_flush(store->sql, error)) return false;
    for (size_t i = 0; i < cast->changed.count; i++) {
        ro_who *w = cast->changed.items[i];
        const ro_value row[] = {ro_integer(w->number), ro_string(w->name), ro_string(w->country), ro_string(w->sector),
                                ro_string(w->role)};
        if (!ro_sql_do(store->sql, text, row, 5, error)) return false;
        w->changed = false;
    }
    cast->changed.count = 0;
    return true;
}
