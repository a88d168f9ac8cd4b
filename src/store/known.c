#include "store/known.h"

#include "store/likeness.h"
#include "store/words.h"

enum { BUCKETS = RO_CAST_BUCKETS, LARGE = 300000 /* names */, CROWDED = 4000000 /* appearances */ };

ro_cast *ro_cast_new(void) {
    ro_cast *cast = calloc(1, sizeof *cast);
    if (cast && (cast->arena = ro_arena_new()) && (cast->company = ro_company_new())) return cast;
    ro_cast_free(cast);
    return NULL;
}

void ro_cast_free(ro_cast *cast) {
    if (!cast) return;
    ro_company_free(cast->company);
    ro_arena_free(cast->arena);
    free(cast);
}

bool ro_cast_is_new(const ro_cast *cast) { return !cast->turn; }
bool ro_cast_is_large(const ro_cast *cast) { return cast->names > LARGE || ro_company_size(cast->company) > CROWDED; }

bool ro_cast_cleared(ro_cast *cast, ro_error *error) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (ro_who *w = cast->whos[i]; w; w = w->other) {
            w->roles.count = 0;
            w->roles_asked = false;
        }
    return ro_company_forget(cast->company) || ro_fail_memory(error);
}

static bool no_memory(ro_caster *c) { return ro_fail_memory(c->error); }

/* ---- what is remembered */

const char *ro_known_text(ro_caster *c, const char *text) {
    return text ? ro_arena_copy(c->cast->arena, text, strlen(text)) : NULL;
}

static const char *keep_value(ro_caster *c, ro_value value) {
    return value.kind == RO_NULL ? NULL : ro_arena_copy(c->cast->arena, value.text, value.size);
}

static size_t bucket_of(char kind, const char *text) {
    uint32_t sum = (2166136261u ^ (unsigned char)kind) * 16777619u;
    for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 16777619u;
    return (sum ^ sum >> 16) & (BUCKETS - 1);
}

ro_slot *ro_known_slot(ro_caster *c, char kind, const char *text) {
    ro_slot **bucket = &c->cast->slots[bucket_of(kind, text)];
    for (ro_slot *s = *bucket; s; s = s->other)
        if (s->kind == kind && strcmp(s->text, text) == 0) return s;
    ro_slot *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    const char *copy = fresh ? ro_known_text(c, text) : NULL;
    if (!copy) return no_memory(c), NULL;
    *fresh = (ro_slot){.other = *bucket, .kind = kind, .text = copy};
    return *bucket = fresh;
}

static ro_who *find_who(const ro_cast *cast, int64_t number) {
    ro_who *w = cast->whos[(size_t)number & (BUCKETS - 1)];
    while (w && w->number != number) w = w->other;
    return w;
}

ro_who *ro_known_add(ro_caster *c, const ro_who *made) {
    ro_who **bucket = &c->cast->whos[(size_t)made->number & (BUCKETS - 1)];
    ro_who *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    if (!fresh) return no_memory(c), NULL;
    *fresh = *made;
    fresh->other = *bucket;
    return *bucket = fresh;
}

static bool is_member(const ro_slot *s, const ro_who *w, const char *folded) {
    for (const ro_member *m = w->names; m; m = m->next_name)
        if (m->slot == s && strcmp(m->folded, folded) == 0) return true;
    return false;
}

bool ro_known_by(const ro_slot *s, const ro_who *w, const char *folded) {
    for (const ro_member *m = s->members; m; m = m->other)
        if (m->who->is == w->is && strcmp(m->folded, folded) == 0) return true;
    return false;
}

static bool add_member(ro_caster *c, ro_slot *s, ro_who *w, const char *folded, bool own) {
    ro_member *fresh = ro_arena_alloc(c->cast->arena, sizeof *fresh);
    if (!fresh) return no_memory(c);
    *fresh = (ro_member){s->members, w->names, s, w, folded, own};
    s->members = w->names = fresh;
    s->count++;
    c->cast->names++;
    return true;
}

bool ro_known_name(ro_caster *c, const char *likeness, const char *surname, ro_who *w, const char *folded, bool own, bool known) {
    const char *const texts[] = {likeness, surname};
    for (size_t i = 0; i < 2; i++) {
        ro_slot *s = texts[i] ? ro_known_slot(c, i ? 's' : 'l', texts[i]) : NULL;
        if (texts[i] && !s) return false;
        if (s && !(known && is_member(s, w, folded)) && !add_member(c, s, w, folded, own)) return false;
    }
    return true;
}

/* ---- asking the store, once for each name */

static bool add_key(ro_caster *c, ro_buffer *list, const char *text) {
    bool sqlite = ro_sql_dialect(c->store->sql) == RO_SQLITE;
    const char *joint = list->size ? sqlite ? "\",\"" : "," : sqlite ? "[\"" : "";
    return (ro_buffer_add(list, joint, strlen(joint)) && ro_buffer_add(list, text, strlen(text))) || no_memory(c);
}

static bool want(ro_caster *c, ro_buffer *list, char kind, const char *text) {
    ro_slot *s = ro_known_slot(c, kind, text);
    if (!s) return false;
    if (s->asked) return true;
    s->asked = true;
    return add_key(c, list, text);
}

static bool want_name(ro_caster *c, bool person, const ro_entry_name *name, ro_buffer *likenesses, ro_buffer *surnames) {
    if (name->alone && !want(c, surnames, 's', name->alone)) return false;
    if (!name->likeness) return true;
    if (!want(c, likenesses, 'l', name->likeness)) return false;
    if (!person || !name->surname) return true;
    return ro_is_surname(name) ? want(c, surnames, 's', name->surname) : want(c, likenesses, 'l', name->surname);
}

/* Likenesses and surnames as the dialect's lists; words have no marks that would have to be escaped. */
static bool want_all(ro_caster *c, ro_buffer *likenesses, ro_buffer *surnames) {
    for (size_t i = 0; i < c->entry->actors.count; i++) {
        const ro_entry_actor *x = &c->entry->actors.items[i];
        for (size_t k = 0; k < x->names.count; k++)
            if (!want_name(c, ro_is_person(x), &x->names.items[k], likenesses, surnames)) return false;
    }
    return true;
}

static bool take_row(ro_caster *c, const ro_rows *rows) {
    int64_t number = ro_rows_value(rows, 3).integer;
    ro_who *w = find_who(c->cast, number);
    if (!w) {
        ro_who made = {.number = number,
                       .is = ro_rows_value(rows, 9).integer,
                       .apart = ro_rows_value(rows, 10).integer > 0,
                       .name = keep_value(c, ro_rows_value(rows, 4)),
                       .kind = keep_value(c, ro_rows_value(rows, 5)),
                       .country = keep_value(c, ro_rows_value(rows, 6)),
                       .sector = keep_value(c, ro_rows_value(rows, 7)),
                       .role = keep_value(c, ro_rows_value(rows, 8))};
        if (!made.name || !made.kind) return no_memory(c);
        if (!(w = ro_known_add(c, &made))) return false;
    }
    const char *folded = keep_value(c, ro_rows_value(rows, 0));
    const char *likeness = keep_value(c, ro_rows_value(rows, 1)), *surname = keep_value(c, ro_rows_value(rows, 2));
    if (!folded) return no_memory(c);
    return ro_known_name(c, likeness, surname, w, folded, ro_rows_value(rows, 11).integer > 0, true);
}

/* One that was merged stays known by what he was. */
#define NAMES                                                                                                                    \
    "SELECT n.folded, n.likeness, n.surname, a.actor, a.name, a.kind, a.country, a.sector, a.role,"                              \
    " coalesce(a.merged_into, a.actor), EXISTS (SELECT 1 FROM correction_actors q WHERE q.actor = a.actor AND q.part = "         \
    "'apart'),"                                                                                                                  \
    " CASE WHEN n.name = a.name THEN 1 ELSE 0 END FROM actor_names n JOIN actors a ON a.actor = n.actor WHERE n."

static bool ask_names(ro_caster *c, ro_buffer *list, bool surnames) {
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

bool ro_known_ask(ro_caster *c) {
    ro_buffer likenesses = {0}, surnames = {0};
    bool good = want_all(c, &likenesses, &surnames) && ask_names(c, &likenesses, false) && ask_names(c, &surnames, true);
    ro_buffer_free(&likenesses);
    ro_buffer_free(&surnames);
    return good;
}

/* ---- roles */

bool ro_known_role(const ro_who *w, const char *role) {
    for (size_t i = 0; i < w->roles.count; i++)
        if (strcmp(w->roles.items[i], role) == 0) return true;
    return false;
}

bool ro_known_add_role(ro_caster *c, ro_who *w, const char *role) {
    if (!*role || ro_known_role(w, role)) return true;
    const char *copy = ro_known_text(c, role);
    return (copy && ro_list_add(c->cast->arena, &w->roles, copy)) || no_memory(c);
}

bool ro_known_ask_roles(ro_caster *c, ro_who *w) {
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
        good = role ? ro_known_add_role(c, w, role) : no_memory(c);
    }
    ro_rows_free(rows);
    if (inner.code && c->error) *c->error = inner;
    return w->roles_asked = good && inner.code == RO_OK;
}
