#include "store/query.h"

#include <stdio.h>

/* Counts of what is wanted, by a value. Where nothing is asked but days, they are read off indexes in order, which takes a tenth
 * of the time; what such an index cannot see (two rows of an item with the same value) is taken off again. */

typedef struct counter {
    ro_ask *ask;
    const ro_wanted *w;
    const ro_subject *t;
    int64_t most;
    const char *part; /* of who takes part */
} counter;

typedef void count_how(counter *c);

/* "SELECT alias.key AS item FROM …" */
static void put_items(counter *c) {
    ro_ask_put(c->ask, "SELECT %s.%s AS item", ro_wanted_alias(c->w), c->t->key);
    ro_ask_wanted(c->ask, c->w, false);
}

static void put_end(counter *c) {
    ro_ask_put(c->ask, ") AS counted WHERE value IS NOT NULL AND value <> '' AND n > 0 ORDER BY n DESC, value, actor LIMIT ");
    ro_ask_value(c->ask, ro_integer(c->most));
}

/* ---- columns of the item */

static void count_column(counter *c, const char *column) {
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT i.%s AS value, 0 AS actor, count(*) AS n", column);
    if (c->w->query->kind == RO_ACTORS)
        ro_ask_actors(c->ask, c->w);
    else
        ro_ask_wanted(c->ask, c->w, true);
    ro_ask_put(c->ask, " GROUP BY i.%s", column);
    put_end(c);
}

static void count_act(counter *c) { count_column(c, c->t->act); }
static void count_type(counter *c) { count_column(c, c->t->type); }
static void count_status(counter *c) { count_column(c, "status"); }
static void count_place(counter *c) { count_column(c, "place"); }
static void count_language_of_reports(counter *c) { count_column(c, "language"); }
static void count_country_of_actors(counter *c) { count_column(c, "country"); }

static void count_days(counter *c, int size) {
    const char *alias = ro_wanted_alias(c->w);
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT substr(day, 1, %d) AS value, 0 AS actor, CAST(sum(m) AS BIGINT) AS n",
               size);
    ro_ask_put(c->ask, " FROM (SELECT %s.day AS day, count(*) AS m", alias);
    ro_ask_wanted(c->ask, c->w, false);
    ro_ask_put(c->ask, " GROUP BY %s.day) AS days GROUP BY substr(day, 1, %d)", alias, size);
    put_end(c);
}

static void count_months(counter *c) { count_days(c, 7); }
static void count_years(counter *c) { count_days(c, 4); }

/* ---- columns of the report: items are counted by report first */

/* SQLite takes the whole row of a report where it is not told of the index that has what is needed. */
static void count_by_report(counter *c, const char *shown, const char *grouped) {
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT min(r.%s) AS value, 0 AS actor, CAST(sum(m) AS BIGINT) AS n", shown);
    ro_ask_put(c->ask, " FROM (SELECT i.report AS report, count(*) AS m");
    ro_ask_wanted(c->ask, c->w, true);
    ro_ask_put(c->ask, " GROUP BY i.report) AS g CROSS JOIN reports r%s WHERE r.report = g.report GROUP BY r.%s",
               c->w->sqlite ? " INDEXED BY reports_brief" : "", grouped);
    put_end(c);
}

static void count_outlets(counter *c) { count_by_report(c, "outlet", "outlet_folded"); }
static void count_languages(counter *c) { count_by_report(c, "language", "language"); }

static void count_outlets_of_reports(counter *c) {
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT min(i.outlet) AS value, 0 AS actor, count(*) AS n");
    ro_ask_wanted(c->ask, c->w, true);
    ro_ask_put(c->ask, " GROUP BY i.outlet_folded");
    put_end(c);
}

static void count_agencies(counter *c) {
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT min(name) AS value, 0 AS actor, CAST(sum(m) AS BIGINT) AS n");
    ro_ask_put(c->ask, " FROM (SELECT i.report AS report, count(*) AS m");
    ro_ask_wanted(c->ask, c->w, true);
    ro_ask_put(c->ask,
               " GROUP BY i.report) AS g CROSS JOIN report_agencies a WHERE a.report = g.report AND NOT EXISTS (SELECT 1 FROM");
    ro_ask_put(c->ask, " report_agencies o WHERE o.report = a.report AND o.folded = a.folded AND o.position < a.position)");
    ro_ask_put(c->ask, " GROUP BY folded");
    put_end(c);
}

/* ---- the chain of statements */

/* The name that most likely everybody writes: any of those that fold alike. */
#define CHAIN_NAME "(SELECT min(name) FROM statement_chain WHERE folded = h.folded AND statement = h.one)"
#define CHAIN_ROWS "role <> 'outlet' AND again = FALSE"

/* All, less those that are not shown: an index has them in order. */
static void put_chain_plainly(counter *c) {
    ro_ask_put(c->ask,
               "SELECT folded, count(*) AS m, min(statement) AS one FROM statement_chain WHERE " CHAIN_ROWS " GROUP BY folded");
    ro_ask_put(
        c->ask,
        " UNION ALL SELECT l.folded, -count(*), NULL FROM statements i CROSS JOIN statement_chain l WHERE i.shown = FALSE");
    ro_ask_put(c->ask, " AND l.statement = i.statement AND " CHAIN_ROWS " GROUP BY l.folded");
}

static void put_chain(counter *c) {
    ro_ask_put(c->ask, "SELECT l.folded AS folded, count(*) AS m, min(l.statement) AS one FROM (");
    put_items(c);
    ro_ask_put(c->ask, ") AS k CROSS JOIN statement_chain l WHERE l.statement = k.item AND " CHAIN_ROWS " GROUP BY l.folded");
}

static void count_chain(counter *c) {
    const ro_wanted *w = c->w;
    bool alone = ro_wanted_plain(w) && !w->said.from && !w->said.past && !w->acts.count;
    ro_ask_put(c->ask, "SELECT value, NULL, n FROM (SELECT " CHAIN_NAME " AS value, 0 AS actor, n FROM (SELECT folded,");
    ro_ask_put(c->ask, " CAST(sum(m) AS BIGINT) AS n, min(one) AS one FROM (");
    if (alone)
        put_chain_plainly(c);
    else
        put_chain(c);
    ro_ask_put(c->ask, ") AS g GROUP BY folded) AS h");
    put_end(c);
}

/* ---- who takes part */

/* Rows that name an actor of the same item a second time. "+ 0" has them looked for in the item, not among all the actor's. */
static void put_again(counter *c, const char *alias) {
    ro_ask_put(c->ask, "EXISTS (SELECT 1 FROM %s o WHERE o.%s = %s.%s AND o.part = %s.part", c->t->people, c->t->key, alias,
               c->t->key, alias);
    ro_ask_put(c->ask, " AND o.position < %s.position AND o.actor + 0 = %s.actor)", alias, alias);
}

static void put_people_plainly(counter *c) {
    ro_ask_put(c->ask,
               "SELECT p.actor, count(*) AS n FROM %s p WHERE p.part = '%s' AND p.shown = TRUE AND (p.position = 0 OR NOT ",
               c->t->people, c->part);
    put_again(c, "p");
    ro_ask_put(c->ask, ")");
    ro_ask_plain(c->ask, c->w, "p");
    ro_ask_put(c->ask, " GROUP BY p.actor");
}

static void put_people(counter *c) {
    ro_ask_put(c->ask, "SELECT q.actor, count(*) AS n FROM (");
    put_items(c);
    ro_ask_put(c->ask, ") AS k CROSS JOIN %s q WHERE q.%s = k.item AND q.part = '%s' AND (q.position = 0 OR NOT ", c->t->people,
               c->t->key, c->part);
    put_again(c, "q");
    ro_ask_put(c->ask, ") GROUP BY q.actor");
}

/* Only those who are shown get their names. */
static void count_people(counter *c, const char *part) {
    c->part = part;
    ro_ask_put(c->ask, "SELECT a.name, g.actor, g.n FROM (SELECT actor, n FROM (");
    if (ro_wanted_plain(c->w))
        put_people_plainly(c);
    else
        put_people(c);
    ro_ask_put(c->ask, ") AS h ORDER BY n DESC, actor LIMIT ");
    ro_ask_value(c->ask, ro_integer(c->most));
    ro_ask_put(c->ask, ") AS g CROSS JOIN actors a WHERE a.actor = g.actor ORDER BY g.n DESC, g.actor");
}

static void count_first(counter *c) { count_people(c, c->t->first); }
static void count_second(counter *c) { count_people(c, c->t->second); }

/* From the actors that have a country: few have. Two speakers of one country are one statement of that country. */
static void count_countries_plainly(counter *c) {
    const char *key = c->t->key, *people = c->t->people;
    ro_ask_put(c->ask,
               "SELECT value, NULL, n FROM (SELECT a.country AS value, 0 AS actor, count(*) AS n FROM actors a CROSS JOIN %s p",
               people);
    ro_ask_put(c->ask, " WHERE a.country IS NOT NULL AND p.part = '%s' AND p.actor = a.actor AND p.shown = TRUE", c->t->first);
    ro_ask_put(c->ask, " AND (p.position = 0 OR NOT EXISTS (SELECT 1 FROM %s o CROSS JOIN actors b WHERE o.%s = p.%s", people,
               key, key);
    ro_ask_put(c->ask, " AND o.part = p.part AND o.position < p.position AND b.actor = o.actor AND b.country = a.country))");
    ro_ask_plain(c->ask, c->w, "p");
    ro_ask_put(c->ask, " GROUP BY a.country");
    put_end(c);
}

static void count_countries(counter *c) {
    if (ro_wanted_plain(c->w)) {
        count_countries_plainly(c);
        return;
    }
    ro_ask_put(c->ask,
               "SELECT value, NULL, n FROM (SELECT country AS value, 0 AS actor, count(*) AS n FROM (SELECT DISTINCT k.item,");
    ro_ask_put(c->ask, " a.country FROM (");
    put_items(c);
    ro_ask_put(c->ask,
               ") AS k CROSS JOIN %s q CROSS JOIN actors a WHERE q.%s = k.item AND q.part = '%s' AND a.actor = q.actor) AS g",
               c->t->people, c->t->key, c->t->first);
    ro_ask_put(c->ask, " GROUP BY country");
    put_end(c);
}

/* ---- which facet which kind has */

static const struct {
    const char *name;
    count_how *how[RO_REPORTS + 1]; /* by kind */
} facets[] = {
    {"act", {[RO_STATEMENTS] = count_act, [RO_COMMITMENTS] = count_act}},
    {"kind", {[RO_COMMITMENTS] = count_type, [RO_ACTORS] = count_type}},
    {"type", {[RO_EVENTS] = count_type, [RO_COMMITMENTS] = count_type, [RO_ACTORS] = count_type}},
    {"status", {[RO_EVENTS] = count_status, [RO_COMMITMENTS] = count_status}},
    {"speaker", {[RO_STATEMENTS] = count_first, [RO_EVENTS] = count_first, [RO_COMMITMENTS] = count_first}},
    {"addressee", {[RO_STATEMENTS] = count_second, [RO_EVENTS] = count_second, [RO_COMMITMENTS] = count_second}},
    {"country", {count_countries, count_countries, count_countries, count_country_of_actors}},
    {"place", {[RO_STATEMENTS] = count_place, [RO_EVENTS] = count_place}},
    {"outlet", {count_outlets, count_outlets, count_outlets, NULL, count_outlets_of_reports}},
    {"agency", {count_chain, count_agencies, count_agencies, NULL, count_agencies}},
    {"language", {count_languages, count_languages, count_languages, NULL, count_language_of_reports}},
    {"month", {count_months, count_months, count_months, NULL, count_months}},
    {"year", {count_years, count_years, count_years, NULL, count_years}},
};

static bool refuse(const ro_wanted *w, ro_error *error) {
    char list[200] = "";
    size_t at = 0;
    for (size_t i = 0; i < sizeof facets / sizeof *facets; i++)
        if (facets[i].how[w->query->kind])
            at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", at ? ", " : "", facets[i].name);
    return ro_fail(error, RO_E_USAGE, "%s have no facet %.40s; there are %s", w->table->name, w->query->facet, list);
}

bool ro_ask_facet(ro_ask *ask, const ro_wanted *w, int64_t most, ro_error *error) {
    counter c = {.ask = ask, .w = w, .t = w->table, .most = most};
    if (w->goes_on) return ro_fail(error, RO_E_USAGE, "after does not go with a facet: give a higher limit");
    for (size_t i = 0; i < sizeof facets / sizeof *facets; i++)
        if (!strcmp(facets[i].name, w->query->facet) && facets[i].how[w->query->kind])
            return facets[i].how[w->query->kind](&c), true;
    return refuse(w, error);
}
