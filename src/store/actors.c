/* Who is whom across reports, cautiously: what is not clear becomes an actor of its own, which a human can merge.
 *
 * A person is the same where the full names are, in any spelling (likeness.h), and countries and middle names do not speak
 * against it; who is called by a surname alone is the one person of that surname who has the same role in the same country. A
 * country's government is one; an organisation is known by its name, or by an acronym that only one goes by. Two persons of a
 * report never become one. */
#include "store/cast.h"
#include "store/likeness.h"
#include "store/words.h"

enum { BUCKETS = 1 << 16, LARGE = 300000 /* names */, CHOICES_MOST = 16, ALIKE_MOST = 4096 /* names alike that are looked at */ };

/* An actor of the store. */
typedef struct who {
    int64_t number;
    int64_t is;                                        /* whom a human merged him into, else himself: what reports are told */
    const char *name, *kind, *country, *sector, *role; /* NULL: not known */
    ro_strings roles;                                  /* every one that was seen, by likeness */
    bool roles_asked, changed;
    bool apart;           /* a human split him off: where it is not clear, the other is meant */
    const ro_entry *used; /* the entry that it is in already */
    struct who *other;    /* in the bucket of its number */
    struct member *names; /* his alone */
} who;

typedef struct member {
    struct member *other, *next_name; /* of the slot, of who */
    const struct slot *slot;
    who *who;
    const char *folded;
} member;

/* All names of one likeness, or of one surname. */
typedef struct slot {
    struct slot *other;
    char kind; /* 'l' likeness, 's' surname */
    const char *text;
    bool asked;
    member *members;
    size_t count;
} slot;

struct ro_cast {
    ro_arena *arena;
    slot *slots[BUCKETS];
    who *whos[BUCKETS];
    size_t names;
    bool used;
    struct {
        who **items;
        size_t count, room;
    } changed;
};

ro_cast *ro_cast_new(void) {
    ro_arena *arena = ro_arena_new();
    ro_cast *cast = arena ? calloc(1, sizeof *cast) : NULL;
    if (!cast) return ro_arena_free(arena), NULL;
    cast->arena = arena;
    return cast;
}

void ro_cast_free(ro_cast *cast) {
    if (!cast) return;
    ro_arena_free(cast->arena);
    free(cast);
}

bool ro_cast_is_new(const ro_cast *cast) { return !cast->used; }
bool ro_cast_is_large(const ro_cast *cast) { return cast->names > LARGE; }

/* One entry's way through the cast. */
typedef struct caster {
    ro_store *store;
    ro_cast *cast;
    const ro_entry *entry;
    ro_error *error;
} caster;

static bool no_memory(caster *c) { return ro_fail_memory(c->error); }

/* ---- what is remembered */

static const char *keep(caster *c, const char *text) { return text ? ro_arena_copy(c->cast->arena, text, strlen(text)) : NULL; }

static const char *keep_value(caster *c, ro_value value) {
    return value.kind == RO_NULL ? NULL : ro_arena_copy(c->cast->arena, value.text, value.size);
}

static size_t bucket_of(char kind, const char *text) {
    uint32_t sum = (2166136261u ^ (unsigned char)kind) * 16777619u;
    for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 16777619u;
    return (sum ^ sum >> 16) & (BUCKETS - 1);
}

/* Made where there is none; NULL: out of memory. */
static slot *slot_of(caster *c, char kind, const char *text) {
    slot **bucket = &c->cast->slots[bucket_of(kind, text)];
    for (slot *s = *bucket; s; s = s->other)
        if (s->kind == kind && strcmp(s->text, text) == 0) return s;
    slot *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    const char *copy = fresh ? keep(c, text) : NULL;
    if (!copy) return no_memory(c), NULL;
    *fresh = (slot){.other = *bucket, .kind = kind, .text = copy};
    return *bucket = fresh;
}

static who *find_who(const ro_cast *cast, int64_t number) {
    who *w = cast->whos[(size_t)number & (BUCKETS - 1)];
    while (w && w->number != number) w = w->other;
    return w;
}

static who *add_who(caster *c, const who *made) {
    who **bucket = &c->cast->whos[(size_t)made->number & (BUCKETS - 1)];
    who *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    if (!fresh) return no_memory(c), NULL;
    *fresh = *made;
    fresh->other = *bucket;
    return *bucket = fresh;
}

static bool is_member(const slot *s, const who *w, const char *folded) {
    for (const member *m = w->names; m; m = m->next_name)
        if (m->slot == s && strcmp(m->folded, folded) == 0) return true;
    return false;
}

/* Whether the store has the name for whom he is: he has the names of all who were merged into him. */
static bool goes_by(const slot *s, const who *w, const char *folded) {
    for (const member *m = s->members; m; m = m->other)
        if (m->who->is == w->is && strcmp(m->folded, folded) == 0) return true;
    return false;
}

static bool add_member(caster *c, slot *s, who *w, const char *folded) {
    member *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    if (!fresh) return no_memory(c);
    *fresh = (member){s->members, w->names, s, w, folded};
    s->members = w->names = fresh;
    s->count++;
    c->cast->names++;
    return true;
}

/* By the likeness and the surname, where it has them. known: he may go by the name already. */
static bool add_name(caster *c, const char *likeness, const char *surname, who *w, const char *folded, bool known) {
    const char *const texts[] = {likeness, surname};
    for (size_t i = 0; i < 2; i++) {
        slot *s = texts[i] ? slot_of(c, i ? 's' : 'l', texts[i]) : NULL;
        if (texts[i] && !s) return false;
        if (s && !(known && is_member(s, w, folded)) && !add_member(c, s, w, folded)) return false;
    }
    return true;
}

/* ---- asking the store, once for each name */

static bool add_key(caster *c, ro_buffer *list, const char *text) {
    bool sqlite = ro_sql_dialect(c->store->sql) == RO_SQLITE;
    const char *joint = list->size ? sqlite ? "\",\"" : "," : sqlite ? "[\"" : "";
    return (ro_buffer_add(list, joint, strlen(joint)) && ro_buffer_add(list, text, strlen(text))) || no_memory(c);
}

static bool want(caster *c, ro_buffer *list, char kind, const char *text) {
    slot *s = slot_of(c, kind, text);
    if (!s) return false;
    if (s->asked) return true;
    s->asked = true;
    return add_key(c, list, text);
}

static bool is_person(const ro_entry_actor *x) { return strcmp(x->kind, "person") == 0; }
static bool is_surname(const ro_entry_name *name) { return name->surname == name->likeness; }

/* Likenesses and surnames as the dialect's lists; words have no marks that would have to be escaped. */
static bool want_all(caster *c, ro_buffer *likenesses, ro_buffer *surnames) {
    for (size_t i = 0; i < c->entry->actors.count; i++) {
        const ro_entry_actor *x = &c->entry->actors.items[i];
        for (size_t k = 0; k < x->names.count; k++) {
            const ro_entry_name *name = &x->names.items[k];
            if (!name->likeness) continue;
            if (!want(c, likenesses, 'l', name->likeness)) return false;
            if (!is_person(x)) continue;
            if (is_surname(name) ? !want(c, surnames, 's', name->surname) : !want(c, likenesses, 'l', name->surname))
                return false;
        }
    }
    return true;
}

static bool take_row(caster *c, const ro_rows *rows) {
    int64_t number = ro_rows_value(rows, 3).integer;
    who *w = find_who(c->cast, number);
    if (!w) {
        who made = {.number = number,
                    .is = ro_rows_value(rows, 9).integer,
                    .apart = ro_rows_value(rows, 10).integer > 0,
                    .name = keep_value(c, ro_rows_value(rows, 4)),
                    .kind = keep_value(c, ro_rows_value(rows, 5)),
                    .country = keep_value(c, ro_rows_value(rows, 6)),
                    .sector = keep_value(c, ro_rows_value(rows, 7)),
                    .role = keep_value(c, ro_rows_value(rows, 8))};
        if (!made.name || !made.kind) return no_memory(c);
        if (!(w = add_who(c, &made))) return false;
    }
    const char *folded = keep_value(c, ro_rows_value(rows, 0));
    const char *likeness = keep_value(c, ro_rows_value(rows, 1)), *surname = keep_value(c, ro_rows_value(rows, 2));
    if (!folded) return no_memory(c);
    return add_name(c, likeness, surname, w, folded, true);
}

/* One that was merged stays known by what he was. */
#define NAMES                                                                                                                    \
    "SELECT n.folded, n.likeness, n.surname, a.actor, a.name, a.kind, a.country, a.sector, a.role,"                              \
    " coalesce(a.merged_into, a.actor), EXISTS (SELECT 1 FROM correction_actors q WHERE q.actor = a.actor AND q.part = 'apart')" \
    " FROM actor_names n JOIN actors a ON a.actor = n.actor WHERE n."

static bool ask_names(caster *c, ro_buffer *list, bool surnames) {
    static const char *const texts[2][2] = {
        [RO_SQLITE] = {NAMES "likeness IN (SELECT value FROM json_each(?1))",
                       NAMES "surname IN (SELECT value FROM json_each(?1))"},
        [RO_POSTGRES] = {NAMES "likeness = ANY (string_to_array(?1, ','))", NAMES "surname = ANY (string_to_array(?1, ','))"},
    };
    ro_error inner = {0};
    ro_dialect dialect = ro_sql_dialect(c->store->sql);
    if (!list->size) return true;
    if (dialect == RO_SQLITE && !ro_buffer_add(list, "\"]", 2)) return no_memory(c);
    const ro_value given[] = {ro_string(list->data)};
    ro_rows *rows = ro_sql_ask(c->store->sql, texts[dialect][surnames], given, 1, c->error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) good = take_row(c, rows);
    ro_rows_free(rows);
    if (inner.code && c->error) *c->error = inner;
    return good && inner.code == RO_OK;
}

static bool ask_all(caster *c) {
    ro_buffer likenesses = {0}, surnames = {0};
    bool good = want_all(c, &likenesses, &surnames) && ask_names(c, &likenesses, false) && ask_names(c, &surnames, true);
    ro_buffer_free(&likenesses);
    ro_buffer_free(&surnames);
    return good;
}

/* ---- roles */

static bool has_role(const who *w, const char *role) {
    for (size_t i = 0; i < w->roles.count; i++)
        if (strcmp(w->roles.items[i], role) == 0) return true;
    return false;
}

static bool add_role(caster *c, who *w, const char *role) {
    if (!*role || has_role(w, role)) return true;
    const char *copy = keep(c, role);
    return (copy && ro_list_add(c->cast->arena, &w->roles, copy)) || no_memory(c);
}

static bool ask_roles(caster *c, who *w) {
    ro_error inner = {0};
    const ro_value given[] = {ro_integer(w->is)};
    if (w->roles_asked) return true;
    ro_rows *rows = ro_sql_ask(c->store->sql, "SELECT DISTINCT role FROM appearances WHERE actor = ?1 AND role IS NOT NULL",
                               given, 1, c->error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) {
        const char *folded = ro_store_fold(c->cast->arena, ro_rows_value(rows, 0).text);
        const char *role = folded ? ro_role_likeness(c->cast->arena, folded) : NULL;
        good = role ? add_role(c, w, role) : no_memory(c);
    }
    ro_rows_free(rows);
    if (inner.code && c->error) *c->error = inner;
    return w->roles_asked = good && inner.code == RO_OK;
}

/* ---- choosing */

typedef struct choices {
    who *items[CHOICES_MOST];
    size_t count;
    bool many; /* more than there is room for */
} choices;

static void choose(choices *list, who *w) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->is == w->is) return;
    if (list->count == CHOICES_MOST)
        list->many = true;
    else
        list->items[list->count++] = w;
}

static bool same_country(const who *w, const ro_entry_actor *x) {
    return w->country && x->country && strcmp(w->country, x->country) == 0;
}
static bool other_country(const who *w, const ro_entry_actor *x) {
    return w->country && x->country && strcmp(w->country, x->country) != 0;
}

/* The words between the first and the last; *size 0: none. */
static const char *middle_of(const char *folded, size_t *size) {
    const char *first = strchr(folded, ' '), *last = strrchr(folded, ' ');
    *size = first && last > first ? (size_t)(last - first - 1) : 0;
    return *size ? first + 1 : folded;
}

typedef enum agreement { AGREE, OPEN, DISAGREE } agreement;

/* Middle names: the same, or one the initial of the other; open where only one name has any. */
static agreement middles(const char *a, const char *b) {
    size_t a_size, b_size;
    a = middle_of(a, &a_size);
    b = middle_of(b, &b_size);
    if (!a_size || !b_size) return a_size == b_size ? AGREE : OPEN;
    if (a_size == b_size && memcmp(a, b, a_size) == 0) return AGREE;
    return (a_size == 1 || b_size == 1) && *a == *b ? AGREE : DISAGREE;
}

/* Whether a name that is like another's is his: an open question is settled by the country or the role. */
static bool fits(caster *c, const member *m, const ro_entry_actor *x, const ro_entry_name *name) {
    who *w = m->who;
    if (strcmp(w->kind, x->kind) != 0 || other_country(w, x)) return false;
    if (!is_person(x)) return true;
    if (w->used == c->entry) return false;
    agreement a = strcmp(m->folded, name->folded) == 0 ? AGREE : middles(m->folded, name->folded);
    return a == AGREE || (a == OPEN && (same_country(w, x) || has_role(w, x->folded_role)));
}

static void leave_apart(choices *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i]->apart) list->items[kept++] = list->items[i];
    if (kept) list->count = kept;
}

static who *only_of_country(const choices *list, const ro_entry_actor *x) {
    who *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (!same_country(list->items[i], x)) continue;
        if (found) return NULL;
        found = list->items[i];
    }
    return found;
}

/* The one of the choices; several are narrowed down to those of the same country, and whom nobody set apart. NULL: none, or it is
 * not clear. */
static who *settle(choices *list, const ro_entry_actor *x) {
    if (list->many) return NULL;
    who *found = list->count > 1 ? only_of_country(list, x) : NULL;
    if (found) return found;
    leave_apart(list);
    return list->count == 1 ? list->items[0] : only_of_country(list, x);
}

/* Persons by the full name, others by any of their names. Of thousands of names alike none is clear. */
static who *by_name(caster *c, const ro_entry_actor *x, const ro_entry_name *name, bool *ambiguous) {
    choices list = {0};
    slot *s = slot_of(c, 'l', name->likeness);
    if (s && s->count > ALIKE_MOST) return *ambiguous = true, NULL;
    for (const member *m = s ? s->members : NULL; m && !list.many; m = m->other)
        if (fits(c, m, x, name)) choose(&list, m->who);
    who *found = settle(&list, x);
    *ambiguous |= list.count && !found;
    return found;
}

static bool single_word(const char *folded) { return !strchr(folded, ' '); }

/* Who is called by the surname alone, here or there, and has the same role in the same country. */
static bool by_surname(caster *c, const ro_entry_actor *x, const ro_entry_name *name, who **found) {
    choices list = {0};
    bool alone = is_surname(name);
    *found = NULL;
    if (!x->country || !*x->folded_role) return true;
    slot *s = slot_of(c, alone ? 's' : 'l', name->surname);
    if (!s) return false;
    if (s->count > ALIKE_MOST) return true;
    for (const member *m = s->members; m && !list.many; m = m->other) {
        who *w = m->who;
        if (strcmp(w->kind, x->kind) != 0 || w->used == c->entry || !same_country(w, x) || (!alone && !single_word(m->folded)))
            continue;
        if (!ask_roles(c, w)) return false;
        if (has_role(w, x->folded_role)) choose(&list, w);
    }
    leave_apart(&list);
    if (list.count == 1 && !list.many) *found = list.items[0];
    return true;
}

/* Acronyms are many bodies': one that has another long name is another. */
static bool known_otherwise(const who *w, const ro_entry_actor *x) { return strchr(w->name, ' ') && strchr(x->name, ' '); }

static who *by_acronym(caster *c, const ro_entry_actor *x, bool *ambiguous) {
    for (size_t i = 1; i < x->names.count; i++) {
        who *found = x->names.items[i].likeness ? by_name(c, x, &x->names.items[i], ambiguous) : NULL;
        if (found && !known_otherwise(found, x)) return found;
    }
    return NULL;
}

/* The reason is NULL where nobody was found. */
static bool find(caster *c, const ro_entry_actor *x, who **found, const char **reason) {
    const ro_entry_name *name = &x->names.items[0];
    bool ambiguous = false;
    *found = NULL;
    *reason = "new";
    if (!name->likeness) return true;
    bool alone = is_person(x) && is_surname(name);
    if (!alone) *found = by_name(c, x, name, &ambiguous);
    *reason = name->likeness == x->country ? "country" : "name";
    if (!*found && is_person(x)) {
        if (!by_surname(c, x, name, found)) return false;
        *reason = "surname, role and country";
    } else if (!*found) {
        *found = by_acronym(c, x, &ambiguous);
        *reason = "acronym";
    }
    if (!*found) *reason = ambiguous ? "new: several have this name" : "new";
    return true;
}

/* ---- rows */

/* The words of a name, each once. */
static bool load_words(caster *c, const char *folded, int64_t actor) {
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

/* fresh: the actor is new, and has no names so far. */
static bool load_name(caster *c, const ro_entry_name *name, who *w, bool fresh) {
    slot *s = name->likeness ? slot_of(c, 'l', name->likeness) : NULL;
    if (name->likeness && !s) return false;
    if (s && !fresh && goes_by(s, w, name->folded)) return true;
    const ro_value row[] = {ro_string(name->folded), ro_integer(w->is), ro_string(name->name), ro_string(name->likeness),
                            ro_string(name->surname)};
    if (!ro_sql_load(c->store->sql, RO_IN_ACTOR_NAMES, row, 5, c->error) || !load_words(c, name->folded, w->is)) return false;
    if (!s) return true;
    const char *folded = keep(c, name->folded);
    return folded ? add_name(c, name->likeness, name->surname, w, folded, !fresh) : no_memory(c);
}

/* Whether later reports may ask for him by one of his names. */
static bool is_known_again(const ro_entry_actor *x) {
    for (size_t i = 0; i < x->names.count; i++)
        if (x->names.items[i].likeness) return true;
    return false;
}

static who *make(caster *c, const ro_entry_actor *x) {
    int64_t number = ro_store_number(c->store, "actors", c->error);
    if (!number) return NULL;
    const ro_value row[] = {ro_integer(number), ro_string(x->name),    ro_string(x->kind),
                            ro_string(x->role), ro_string(x->country), ro_string(x->sector)};
    if (!ro_sql_load(c->store->sql, RO_IN_ACTORS, row, 6, c->error)) return NULL;
    who made = {.number = number,
                .is = number,
                .roles_asked = true,
                .name = x->name,
                .kind = x->kind,
                .country = x->country,
                .sector = x->sector,
                .role = x->role};
    if (is_known_again(x)) { /* else the entry's strings will do */
        made.name = keep(c, x->name);
        made.kind = keep(c, x->kind);
        made.country = keep(c, x->country);
        made.sector = keep(c, x->sector);
        made.role = keep(c, x->role);
        if (!made.name || !made.kind) return no_memory(c), NULL;
        return add_who(c, &made);
    }
    who *loose = ro_arena_alloc(c->entry->arena, sizeof *loose);
    if (!loose) return no_memory(c), NULL;
    *loose = made;
    return loose;
}

/* Takes over what the store did not know; a fuller name, too. */
static bool learn(caster *c, who *w, const ro_entry_actor *x) {
    bool fuller = is_person(x) && !strchr(w->name, ' ') && strchr(x->name, ' ');
    bool more = fuller || (!w->country && x->country) || (!w->sector && x->sector) || (!w->role && x->role);
    if (!more) return true;
    if (fuller && !(w->name = keep(c, x->name))) return no_memory(c);
    if (!w->country) w->country = keep(c, x->country);
    if (!w->sector) w->sector = keep(c, x->sector);
    if (!w->role) w->role = keep(c, x->role);
    if (w->changed) return true;
    w->changed = true;
    return ro_list_add(c->cast->arena, &c->cast->changed, w) || no_memory(c);
}

static bool cast_one(caster *c, const ro_entry_actor *x, ro_casting *out) {
    who *w;
    if (!find(c, x, &w, &out->reason)) return false;
    bool fresh = w == NULL;
    if (w ? !learn(c, w, x) : !(w = make(c, x))) return false;
    w->used = c->entry;
    out->actor = w->is;
    if (is_person(x) && !add_role(c, w, x->folded_role)) return false;
    for (size_t i = 0; i < x->names.count; i++)
        if (!load_name(c, &x->names.items[i], w, fresh)) return false;
    return true;
}

bool ro_cast_entry(ro_store *store, ro_cast *cast, const ro_entry *entry, ro_casting *out, ro_error *error) {
    caster c = {store, cast, entry, error};
    cast->used = true;
    if (!ask_all(&c)) return false;
    for (size_t i = 0; i < entry->actors.count; i++)
        if (!cast_one(&c, &entry->actors.items[i], &out[i])) return false;
    return true;
}

bool ro_cast_end(ro_store *store, ro_cast *cast, ro_error *error) {
    static const char text[] = "UPDATE actors SET name = ?2, country = ?3, sector = ?4, role = ?5 WHERE actor = ?1";
    if (!cast->changed.count) return true;
    if (!ro_sql_flush(store->sql, error)) return false;
    for (size_t i = 0; i < cast->changed.count; i++) {
        who *w = cast->changed.items[i];
        const ro_value row[] = {ro_integer(w->number), ro_string(w->name), ro_string(w->country), ro_string(w->sector),
                                ro_string(w->role)};
        if (!ro_sql_do(store->sql, text, row, 5, error)) return false;
        w->changed = false;
    }
    cast->changed.count = 0;
    return true;
}
