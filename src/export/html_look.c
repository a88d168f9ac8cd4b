/* What an overview is made of, gathered from one record after the other. */
#include "export/fields.h"
#include "export/html.h"
#include "export/overview.h"
#include "export/write.h"
#include "find/times_calendar.h"

#include <stdio.h>

bool ro_overview_counts(const ro_export *e, ro_kind kind) { return !e->plan.kind || e->kind == kind; }

static void no_memory(ro_export *e) { ro_export_fail(e, RO_E_MEMORY, "out of memory"); }

/* A record, and where what is said of it goes. */
typedef struct look {
    ro_export *e;
    ro_overview *o;
    const json_t *record, *report;
    const char *day; /* of the report; NULL: not known */
    char own_day[11];
} look;

static void count(look *l, ro_panel panel, const char *key, const char *label, unsigned place) {
    if (key && !ro_tally_add(&l->o->panels[panel], key, label, place)) no_memory(l->e);
}

static void count_field(look *l, ro_panel panel, const json_t *item, const char *key) {
    count(l, panel, ro_field(item, key), NULL, 0);
}

/* Actors are those of the store, by the names that they are known by there. */
static void count_actors(look *l, ro_panel panel, const json_t *ids, unsigned place) {
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) {
        const json_t *actor = ro_actor_named(l->record, id);
        const char *key = ro_field(actor, "store_actor"), *name = ro_field(actor, "known_as");
        if (!name) name = ro_field(actor, "name");
        count(l, panel, key ? key : name, name, place);
    }
}

/* ---- days */

static void stretch(char days[2][11], const char *day) {
    if (!day) return;
    if (!*days[0] || strcmp(day, days[0]) < 0) memcpy(days[0], day, 11);
    if (strcmp(day, days[1]) > 0) memcpy(days[1], day, 11);
}

/* A day that there is; NULL: none. */
static const char *real_day(const char *text, char day[11]) {
    if (!ro_day(text, day)) return NULL;
    return ro_date_exists((ro_date){atoi(day), atoi(day + 5), atoi(day + 8)}) ? day : NULL;
}

/* When it was said or happened, else when the report was published. */
static void count_day(look *l, ro_kind kind, const json_t *item) {
    char day[11];
    const json_t *time = ro_item(l->record, "times", ro_field(item, "time"));
    const char *when = real_day(ro_field(time, "earliest"), day);
    if (!when) when = l->day;
    if (when && !ro_tally_add(&l->o->days[kind], when, NULL, 0)) no_memory(l->e);
}

static void read_day(look *l) {
    l->day = real_day(ro_field(l->report, "published"), l->own_day);
    if (!l->day) l->day = real_day(ro_field(json_object_get(l->report, "dateline"), "date"), l->own_day);
    stretch(l->o->published, l->day);
}

/* ---- through whom */

static bool again(const json_t *chain, size_t at) {
    for (size_t i = 0; i < at; i++) {
        const json_t *one = json_array_get(chain, i), *other = json_array_get(chain, at);
        if (json_equal(json_object_get(one, "name"), json_object_get(other, "name")) &&
            json_equal(json_object_get(one, "role"), json_object_get(other, "role")))
            return true;
    }
    return false;
}

/* Names have no marks of their own. */
static bool add_name(ro_buffer *route, const char *name) {
    bool good = true;
    for (; good && *name; name++) good = ro_buffer_add(route, (unsigned char)*name < ' ' ? " " : name, 1);
    return good;
}

static void add_step(look *l, ro_buffer *route, const char *role, const char *name) {
    static const char in[] = {RO_ROUTE_NAME}, next[] = {RO_ROUTE_NEXT};
    bool good = (!route->size || ro_buffer_add(route, next, 1)) && add_name(route, role);
    if (!good || !ro_buffer_add(route, in, 1) || !add_name(route, name)) no_memory(l->e);
}

static ro_panel panel_of(const char *role) {
    return !strcmp(role, "outlet") ? RO_PANEL_OUTLETS : !strcmp(role, "agency") ? RO_PANEL_AGENCIES : RO_PANEL_QUOTED;
}

/* Everyone in a chain but the speakers, once each; and the whole of it. */
static void count_chain(look *l, const json_t *chain) {
    enum { LINKS_MOST = 32 };
    ro_buffer route = {0};
    size_t i;
    json_t *link;
    json_array_foreach(chain, i, link) {
        const char *role = ro_field(link, "role"), *name = ro_field(link, "name");
        if (!role || !name || ro_field(link, "actor") || i >= LINKS_MOST) continue;
        if (!again(chain, i)) count(l, panel_of(role), name, NULL, 0);
        add_step(l, &route, role, name);
    }
    if (route.size) count(l, RO_PANEL_ROUTES, route.data, NULL, 0);
    ro_buffer_free(&route);
}

/* What has no chain of its own came with its report. */
static void count_report(look *l) {
    size_t i;
    json_t *agency;
    count_field(l, RO_PANEL_OUTLETS, l->report, "outlet");
    json_array_foreach(json_object_get(l->report, "agencies"), i, agency) count_field(l, RO_PANEL_AGENCIES, agency, "name");
}

/* ---- items */

static void look_at_statement(look *l, const json_t *item, unsigned number) {
    count_day(l, RO_STATEMENTS, item);
    count_actors(l, RO_PANEL_SPEAKERS, json_object_get(item, "speakers"), number);
    count_field(l, RO_PANEL_ACTS, item, "act");
    count_chain(l, json_object_get(item, "chain"));
}

static void look_at_event(look *l, const json_t *item, unsigned number) {
    count_day(l, RO_EVENTS, item);
    count_actors(l, RO_PANEL_SOURCES, json_object_get(item, "source"), number);
    count_actors(l, RO_PANEL_RECIPIENTS, json_object_get(item, "recipient"), 0);
    count_field(l, RO_PANEL_TYPES, item, "type");
    if (l->e->plan.kind) count_report(l);
}

/* The names of some actors, cut. NULL: out of memory. */
static char *names_of(const look *l, const json_t *ids) {
    enum { NAMES_MOST = 120 };
    ro_buffer out = {0};
    size_t i;
    json_t *id;
    bool good = ro_buffer_add(&out, "", 0);
    json_array_foreach(ids, i, id) {
        const char *name = ro_field(ro_actor_named(l->record, id), "name");
        if (!name || out.size > NAMES_MOST) continue;
        good = good && (!out.size || ro_buffer_add(&out, ", ", 2)) && ro_buffer_add(&out, name, strlen(name));
    }
    char *cut = good ? ro_cut_copy(out.data ? out.data : "", NAMES_MOST) : NULL;
    ro_buffer_free(&out);
    return cut;
}

static void free_due(ro_due *due) {
    free(due->who);
    free(due->what);
}

/* Into its place; what is due first goes where there are too many. */
static void keep_due(ro_overview *o, ro_due *due) {
    size_t at = o->n_dues;
    while (at && strcmp(o->dues[at - 1].day, due->day) > 0) at--;
    if (o->n_dues == RO_DUE_MOST) {
        o->n_more_dues++;
        free_due(at ? &o->dues[0] : due);
        if (!at--) return;
        memmove(&o->dues[0], &o->dues[1], at * sizeof *o->dues);
    } else {
        memmove(&o->dues[at + 1], &o->dues[at], (o->n_dues++ - at) * sizeof *o->dues);
    }
    o->dues[at] = *due;
}

static void look_at_due(look *l, const json_t *item, unsigned number) {
    enum { WORDS_MOST = 240 };
    const json_t *due = json_object_get(item, "due");
    const char *kind = ro_field(item, "kind"), *status = ro_field(item, "status");
    ro_due one = {.number = number};
    const char *last = ro_day(ro_field(due, "latest"), one.day), *first = ro_day(ro_field(due, "earliest"), one.from);
    if (!last && !first) return;
    if (!last) memcpy(one.day, one.from, sizeof one.day);
    if (!first || !strcmp(one.from, one.day)) *one.from = 0;
    snprintf(one.kind, sizeof one.kind, "%s", kind ? kind : "");
    snprintf(one.status, sizeof one.status, "%s", status ? status : "");
    one.who = names_of(l, json_object_get(item, "parties"));
    one.what = ro_cut_copy(ro_span_words(json_object_get(item, "action")), WORDS_MOST);
    if (one.who && one.what) {
        keep_due(l->o, &one);
        return;
    }
    free_due(&one);
    no_memory(l->e);
}

static void look_at_commitment(look *l, const json_t *item, unsigned number) {
    count_actors(l, RO_PANEL_PARTIES, json_object_get(item, "parties"), number);
    count_field(l, RO_PANEL_KINDS, item, "kind");
    look_at_due(l, item, number);
    if (l->e->plan.kind) count_report(l);
}

static void look_at_items(look *l, ro_kind kind) {
    static void (*const looks[])(look *, const json_t *, unsigned) = {look_at_statement, look_at_event, look_at_commitment};
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(l->record, ro_kind_name(kind)), i, item) {
        unsigned number = ++l->o->numbers[kind];
        if (!ro_overview_counts(l->e, kind)) continue; /* it is there for what leans on it */
        l->o->counts[kind]++;
        l->o->corrected += json_array_size(json_object_get(item, "corrections")) > 0;
        looks[kind](l, item, number);
    }
}

/* ---- */

static void list(look *l) {
    enum { TITLE_MOST = 160, OUTLET_MOST = 80 };
    ro_overview *o = l->o;
    if (o->n_contents == RO_CONTENTS_MOST) return;
    if (!o->contents) o->contents = calloc(RO_CONTENTS_MOST, sizeof *o->contents);
    char *title = ro_report_heading(l->record);
    const char *outlet = ro_field(l->report, "outlet");
    ro_listed one = {.title = title ? ro_cut_copy(title, TITLE_MOST) : NULL,
                     .outlet = outlet ? ro_cut_copy(outlet, OUTLET_MOST) : NULL};
    free(title);
    if (!o->contents || !one.title || (outlet && !one.outlet)) {
        free(one.title);
        free(one.outlet);
        no_memory(l->e);
        return;
    }
    snprintf(one.day, sizeof one.day, "%s", l->day ? l->day : "");
    for (ro_kind k = RO_STATEMENTS; k <= RO_COMMITMENTS; k++)
        one.counts[k] = json_array_size(json_object_get(l->record, ro_kind_name(k)));
    o->contents[o->n_contents++] = one;
}

void ro_overview_look(ro_export *e, ro_overview *o, const json_t *record) {
    look l = {.e = e, .o = o, .record = record, .report = json_object_get(record, "report")};
    read_day(&l);
    o->n_reports++;
    for (ro_kind k = RO_STATEMENTS; k <= RO_COMMITMENTS; k++) look_at_items(&l, k);
    list(&l);
}

void ro_overview_free(ro_overview *o) {
    for (size_t i = 0; i < RO_PANELS; i++) ro_tally_free(&o->panels[i]);
    for (size_t i = 0; i < 3; i++) ro_tally_free(&o->days[i]);
    for (size_t i = 0; i < o->n_dues; i++) free_due(&o->dues[i]);
    for (size_t i = 0; i < o->n_contents; i++) {
        free(o->contents[i].title);
        free(o->contents[i].outlet);
    }
    free(o->contents);
}
