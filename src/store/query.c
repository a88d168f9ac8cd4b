#include "store/query.h"

#include "store/codes.h"

#include <stdio.h>

/* What a question is written with: the table of items is "i"; where who takes part comes first, that table is "p". Tables in the
 * order of CROSS JOIN are gone through in that order by SQLite; PostgreSQL finds its own. */
typedef struct writer {
    ro_ask *ask;
    const ro_wanted *w;
    const ro_subject *t;
    const char *alias; /* of the table that has key and day */
} writer;

static void put_in(writer *q, const char *column, const ro_values *values) {
    if (!values->count) return;
    ro_ask_put(q->ask, " AND %s IN ", column);
    ro_ask_list(q->ask, values);
}

static bool is_asked(const ro_people *people) { return people->numbers.count || people->word; }

static void put_people(writer *q, const char *column, const ro_people *people) {
    put_in(q, column, &people->numbers);
    if (!people->word) return;
    ro_ask_put(q->ask, " AND %s IN (SELECT actor FROM actor_words WHERE word = ", column);
    ro_ask_value(q->ask, ro_string(people->word));
    ro_ask_words(q->ask, "folded", people->folded);
    ro_ask_put(q->ask, ")");
}

static void put_countries(writer *q, const char *column) {
    if (!q->w->countries.count) return;
    ro_ask_put(q->ask, " AND %s IN (SELECT actor FROM actors WHERE 1 = 1", column);
    put_in(q, "country", &q->w->countries);
    ro_ask_put(q->ask, ")");
}

/* ---- where items come from */

/* Whether the rows of one who takes part, in order of days, are the items in order. */
static bool by_people(const ro_wanted *w) {
    bool asked = is_asked(&w->speakers) || is_asked(&w->addressees) || w->countries.count;
    return w->table->people && !w->id && !w->every_version && !w->rejected && asked;
}

/* The part of those rows: who is turned to only where nothing is asked of who speaks. */
static bool leads_first(const ro_wanted *w) { return is_asked(&w->speakers) || w->countries.count; }

static bool has_item_columns(const ro_wanted *w) {
    return w->statuses.count || w->query->place || w->reports.count || w->outlets.count || w->due.from || w->due.past ||
           (w->agencies.count && w->query->kind != RO_STATEMENTS);
}

static void put_words(writer *q) {
    bool sqlite = q->w->sqlite;
    ro_ask_put(q->ask, "SELECT %s AS item FROM %s WHERE %s ", sqlite ? "rowid" : q->t->key, q->t->words,
               sqlite ? q->t->words : "words @@");
    ro_ask_put(q->ask, sqlite ? "MATCH " : "CAST(");
    ro_ask_value(q->ask, ro_string(q->w->about));
    if (!sqlite) ro_ask_put(q->ask, " AS tsquery)");
}

/* PostgreSQL would rather go through all days and look for the words in each item, as if the words were spread evenly. OFFSET 0
 * keeps it from that where few items have them. */
static void put_words_first(writer *q) {
    ro_ask_put(q->ask, "(");
    put_words(q);
    if (!q->w->sqlite && !q->w->frequent) ro_ask_put(q->ask, " OFFSET 0");
    ro_ask_put(q->ask, ") AS f CROSS JOIN ");
}

static void put_from(writer *q, bool needs_items) {
    const ro_subject *t = q->t;
    if (*q->alias == 'p') {
        ro_ask_put(q->ask, " FROM %s p", t->people);
        if (needs_items) ro_ask_put(q->ask, " CROSS JOIN %s i", t->items);
        ro_ask_put(q->ask, " WHERE p.part = '%s' AND p.shown = TRUE", leads_first(q->w) ? t->first : t->second);
        if (needs_items) ro_ask_put(q->ask, " AND i.%s = p.%s", t->key, t->key);
        return;
    }
    ro_ask_put(q->ask, " FROM ");
    if (q->w->about && !q->w->id) put_words_first(q);
    ro_ask_put(q->ask, "%s i WHERE 1 = 1", t->items);
    if (q->w->about && !q->w->id) ro_ask_put(q->ask, " AND i.%s = f.item", t->key);
}

/* ---- conditions */

/* Who has to be in the column. */
static void put_leads(writer *q, const char *column) {
    if (is_asked(&q->w->speakers))
        put_people(q, column, &q->w->speakers);
    else if (q->w->countries.count)
        put_countries(q, column);
    else
        put_people(q, column, &q->w->addressees);
}

/* An item in which two of those who were asked for speak is one item: its first row counts. */
static void by_leads(writer *q) {
    put_leads(q, "p.actor");
    ro_ask_put(q->ask, " AND (p.position = 0 OR NOT EXISTS (SELECT 1 FROM %s o WHERE o.%s = p.%s", q->t->people, q->t->key,
               q->t->key);
    ro_ask_put(q->ask, " AND o.part = p.part AND o.position < p.position");
    put_leads(q, "o.actor");
    ro_ask_put(q->ask, "))");
}

static void by_part(writer *q, const char *part, const ro_people *people) {
    if (!is_asked(people)) return;
    ro_ask_put(q->ask, " AND %s.%s IN (SELECT %s FROM %s WHERE part = '%s'", q->alias, q->t->key, q->t->key, q->t->people, part);
    put_people(q, "actor", people);
    ro_ask_put(q->ask, ")");
}

static void by_country(writer *q) {
    if (!q->w->countries.count) return;
    ro_ask_put(q->ask,
               " AND EXISTS (SELECT 1 FROM %s o CROSS JOIN actors a WHERE o.%s = %s.%s AND o.part = '%s' AND a.actor = o.actor",
               q->t->people, q->t->key, q->alias, q->t->key, q->t->first);
    put_in(q, "a.country", &q->w->countries);
    ro_ask_put(q->ask, ")");
}

/* Reports in which somebody speaks. */
static void by_voice(writer *q) {
    if (!is_asked(&q->w->speakers)) return;
    ro_ask_put(q->ask,
               " AND i.report IN (SELECT s.report FROM statement_actors o CROSS JOIN statements s WHERE o.part = 'speaker'");
    put_people(q, "o.actor", &q->w->speakers);
    ro_ask_put(q->ask, " AND s.statement = o.statement%s)", q->w->every_version ? "" : " AND o.shown = TRUE");
}

/* Each condition by itself: of two who speak one may be whom, the other whence was asked. */
static void by_actors(writer *q) {
    const ro_wanted *w = q->w;
    bool people = *q->alias == 'p', first = people && leads_first(w);
    if (people) by_leads(q);
    if (w->query->kind == RO_REPORTS)
        by_voice(q);
    else if (q->t->people) {
        if (!first) by_part(q, q->t->first, &w->speakers);
        if (!people || first) by_part(q, q->t->second, &w->addressees);
        if (!first || is_asked(&w->speakers)) by_country(q);
    }
}

static void by_place(writer *q) {
    if (!q->w->query->place) return;
    ro_ask_put(q->ask, " AND (1 = 0");
    if (q->w->places.count) {
        ro_ask_put(q->ask, " OR i.place IN ");
        ro_ask_list(q->ask, &q->w->places);
    }
    if (q->w->place_code) {
        ro_ask_put(q->ask, " OR i.country = ");
        ro_ask_value(q->ask, ro_string(q->w->place_code));
    }
    ro_ask_put(q->ask, ")");
}

static void by_outlet(writer *q) {
    if (q->w->outlets.count && q->w->query->kind == RO_REPORTS)
        put_in(q, "i.outlet_folded", &q->w->outlets);
    else if (q->w->outlets.count) {
        ro_ask_put(q->ask, " AND i.report IN (SELECT report FROM reports WHERE 1 = 1");
        put_in(q, "outlet_folded", &q->w->outlets);
        ro_ask_put(q->ask, ")");
    }
}

static void by_agency(writer *q) {
    if (!q->w->agencies.count) return;
    if (q->w->query->kind == RO_STATEMENTS)
        ro_ask_put(q->ask, " AND %s.statement IN (SELECT statement FROM statement_chain WHERE role <> 'outlet'", q->alias);
    else
        ro_ask_put(q->ask, " AND i.report IN (SELECT report FROM report_agencies WHERE 1 = 1");
    put_in(q, "folded", &q->w->agencies);
    ro_ask_put(q->ask, ")");
}

static void by_due(writer *q) {
    if (q->w->due.from) {
        ro_ask_put(q->ask, " AND COALESCE(i.due_to, i.due_from) >= ");
        ro_ask_value(q->ask, ro_string(q->w->due.from));
    }
    if (q->w->due.past) {
        ro_ask_put(q->ask, " AND COALESCE(i.due_to, i.due_from) < ");
        ro_ask_value(q->ask, ro_string(q->w->due.past));
    }
}

/* Events may last, and count where they overlap; only their own table knows. */
static bool lasts(const ro_wanted *w) { return w->query->kind == RO_EVENTS && w->said.from; }

static void by_days(ro_ask *ask, const ro_wanted *w, const char *alias) {
    bool stretch = lasts(w) && *alias == 'i';
    if (w->said.from) {
        ro_ask_put(ask, stretch ? " AND COALESCE(%s.day_to, %s.day) >= " : " AND %s.day >= ", alias, alias);
        ro_ask_value(ask, ro_string(w->said.from));
    }
    if (w->said.past) {
        ro_ask_put(ask, " AND %s.day < ", alias);
        ro_ask_value(ask, ro_string(w->said.past));
        if (!w->said.from) ro_ask_put(ask, " AND %s.day > ''", alias);
    }
}

/* What the item is: its act, type or kind. */
static void by_sort(ro_ask *ask, const ro_wanted *w, const char *alias) {
    const struct {
        const char *column;
        const ro_values *list;
    } both[] = {{w->table->act, &w->acts}, {w->table->type, &w->types}};
    for (size_t i = 0; i < 2; i++) {
        if (!both[i].list->count) continue;
        ro_ask_put(ask, " AND %s.%s IN ", alias, both[i].column);
        ro_ask_list(ask, both[i].list);
    }
}

void ro_ask_plain(ro_ask *ask, const ro_wanted *w, const char *alias) {
    by_days(ask, w, alias);
    by_sort(ask, w, alias);
}

static void by_shown(writer *q) {
    const ro_wanted *w = q->w;
    if (*q->alias == 'p' || (w->every_version && (w->rejected || w->query->kind == RO_REPORTS))) return;
    if (!w->every_version && !w->rejected)
        ro_ask_put(q->ask, " AND i.%s = TRUE", q->t->shown);
    else if (w->every_version)
        ro_ask_put(q->ask, " AND i.rejected = FALSE");
    else
        ro_ask_put(q->ask, " AND EXISTS (SELECT 1 FROM reports v WHERE v.report = i.report AND v.latest = TRUE)");
}

static void put_conditions(writer *q) {
    const ro_wanted *w = q->w;
    bool people = *q->alias == 'p';
    by_shown(q);
    if (w->id) {
        const char *past = ro_code_is_begun(w->id) ? ro_arena_print(q->ask->arena, "%sg", w->id) : NULL;
        ro_ask_put(q->ask, past ? " AND i.id >= " : " AND i.id = ");
        ro_ask_value(q->ask, ro_string(w->id));
        if (past) ro_ask_put(q->ask, " AND i.id < "), ro_ask_value(q->ask, ro_string(past));
    }
    by_actors(q);
    if (w->about && (people || w->id)) {
        ro_ask_put(q->ask, " AND %s.%s IN (", q->alias, q->t->key);
        put_words(q);
        ro_ask_put(q->ask, ")");
    }
    put_in(q, "i.status", &w->statuses);
    put_in(q, "i.report", &w->reports);
    by_place(q);
    by_outlet(q);
    by_agency(q);
    by_due(q);
    by_days(q->ask, w, lasts(w) ? "i" : q->alias);
    by_sort(q->ask, w, q->alias);
}

const char *ro_wanted_alias(const ro_wanted *w) { return by_people(w) ? "p" : "i"; }

void ro_ask_wanted(ro_ask *ask, const ro_wanted *w, bool needs_items) {
    writer q = {.ask = ask, .w = w, .t = w->table, .alias = ro_wanted_alias(w)};
    put_from(&q, needs_items || has_item_columns(w) || lasts(w));
    put_conditions(&q);
}

bool ro_wanted_plain(const ro_wanted *w) {
    const ro_query *q = w->query;
    return !lasts(w) && !w->id && !w->every_version && !w->rejected && !q->report && !q->speaker && !q->addressee && !q->about &&
           !q->status && !q->place && !q->country && !q->outlet && !q->agency && !q->due_from && !q->due_before;
}

/* ---- keys */

void ro_ask_matches(ro_ask *ask, const ro_wanted *w, int64_t most) {
    writer q = {.ask = ask, .w = w, .t = w->table, .alias = "i"};
    ro_ask_put(ask, "SELECT count(*) FROM (");
    put_words(&q);
    ro_ask_put(ask, " LIMIT ");
    ro_ask_value(ask, ro_integer(most));
    ro_ask_put(ask, ") AS found");
}

void ro_ask_actors(ro_ask *ask, const ro_wanted *w) {
    writer q = {.ask = ask, .w = w, .t = w->table, .alias = "i"};
    ro_ask_put(ask, " FROM actors i WHERE i.merged_into IS NULL");
    if (w->actor) {
        ro_ask_put(ask, " AND i.actor = ");
        ro_ask_value(ask, ro_integer(w->actor));
    }
    put_people(&q, "i.actor", &w->speakers);
    put_in(&q, "i.kind", &w->types);
    put_in(&q, "i.country", &w->countries);
    if (!w->reports.count) return;
    ro_ask_put(ask, " AND i.actor IN (SELECT actor FROM appearances WHERE 1 = 1");
    put_in(&q, "report", &w->reports);
    ro_ask_put(ask, ")");
}

static void ask_actors(ro_ask *ask, const ro_wanted *w) {
    ro_ask_put(ask, "SELECT i.actor, ''");
    ro_ask_actors(ask, w);
    if (w->goes_on) {
        ro_ask_put(ask, " AND i.actor > ");
        ro_ask_value(ask, ro_integer(w->after));
    }
    ro_ask_put(ask, " ORDER BY i.actor");
}

static void put_behind(ro_ask *ask, const ro_wanted *w, ro_stretch stretch, const char *alias) {
    static const char *const days[] = {
        [RO_ALL_BEHIND] = " AND %s.day <= ", [RO_REST_OF_DAY] = " AND %s.day = ", [RO_EARLIER_DAYS] = " AND %s.day < "};
    const ro_value day = ro_string(w->after_day), number = ro_integer(w->after);
    ro_ask_put(ask, days[stretch], alias);
    ro_ask_value(ask, day);
    if (stretch == RO_EARLIER_DAYS) return;
    ro_ask_put(ask, stretch == RO_ALL_BEHIND ? " AND (%s.%s > " : " AND %s.%s > ", alias, w->table->key);
    ro_ask_value(ask, number);
    if (stretch == RO_REST_OF_DAY) return;
    ro_ask_put(ask, " OR %s.day < ", alias);
    ro_ask_value(ask, day);
    ro_ask_put(ask, ")");
}

static void ask_items(ro_ask *ask, const ro_wanted *w, ro_stretch stretch) {
    const char *alias = ro_wanted_alias(w), *key = w->table->key;
    ro_ask_put(ask, "SELECT %s.%s, %s.day", alias, key, alias);
    ro_ask_wanted(ask, w, false);
    if (w->goes_on) put_behind(ask, w, stretch, alias);
    ro_ask_put(ask, " ORDER BY %s.day DESC, %s.%s", alias, alias, key);
}

bool ro_wanted_in_steps(const ro_wanted *w) {
    bool words_first = w->about && *ro_wanted_alias(w) == 'i'; /* then all of them are looked at anyway */
    return w->goes_on && w->query->kind != RO_ACTORS && !words_first;
}

void ro_ask_keys(ro_ask *ask, const ro_wanted *w, ro_stretch stretch, int64_t most) {
    if (w->query->kind == RO_ACTORS)
        ask_actors(ask, w);
    else
        ask_items(ask, w, stretch);
    ro_ask_put(ask, " LIMIT ");
    ro_ask_value(ask, ro_integer(most));
}
