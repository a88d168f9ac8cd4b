#include "store/names.h"

#include "store/words.h"
#include "text/text.h"

#include <stdio.h>

enum { PEOPLE_MOST = 64 /* one by one */, NAMES_MOST = 4096, WORDS_MOST = 12, MERGES_MOST = 8 };

static ro_ask begin(const ro_names *n) { return (ro_ask){.arena = n->arena}; }

/* ---- collecting */

/* A column of rows as a list; frees the rows, which may be NULL. */
static bool collect(ro_names *n, const char *what, ro_rows *rows, ro_values *list) {
    n->error->code = rows ? RO_OK : n->error->code;
    bool good = rows != NULL;
    while (good && ro_rows_next(rows, n->error)) {
        ro_value value = ro_rows_value(rows, 0);
        if (value.kind == RO_TEXT) value.text = ro_arena_copy(n->arena, value.text, value.size);
        if (list->count == NAMES_MOST)
            good = ro_fail(n->error, RO_E_LIMIT, "%s: more than 4096 in the store go by that name: give more of it", what);
        else if ((value.kind == RO_TEXT && !value.text) || !ro_list_add(n->arena, list, value))
            good = ro_fail_memory(n->error);
    }
    ro_rows_free(rows);
    return good && n->error->code == RO_OK;
}

static bool ask(ro_names *n, const char *what, ro_ask *question, ro_values *list) {
    bool good = collect(n, what, ro_ask_rows(question, n->sql, n->error), list);
    ro_ask_free(question);
    if (good && !list->count) n->nobody = true;
    return good;
}

/* The words of a name, folded; NULL: there are none, or too many. */
static const char *fold(ro_names *n, const char *what, const char *text) {
    size_t blanks = 0;
    const char *folded = ro_store_fold(n->arena, text);
    if (!folded) return ro_fail_memory(n->error), NULL;
    if (!*folded) return ro_fail(n->error, RO_E_USAGE, "%s has no word in it: give a name", what), NULL;
    for (const char *at = folded; *at; at++) blanks += *at == ' ';
    if (blanks >= WORDS_MOST) return ro_fail(n->error, RO_E_LIMIT, "%s is longer than 12 words: give fewer", what), NULL;
    return folded;
}

/* Adds a question for the distinct values of a column that an index begins with: one step a value, not a row. */
static void put_distinct(ro_ask *q, const char *table, const char *column, const char *only) {
    ro_ask_put(q, "SELECT v FROM (WITH RECURSIVE d(v) AS (SELECT min(%s) FROM %s WHERE %s", column, table, only);
    ro_ask_put(q, " UNION ALL SELECT (SELECT min(%s) FROM %s WHERE %s AND %s > d.v) FROM d WHERE d.v IS NOT NULL)", column, table,
               only, column);
    ro_ask_put(q, " SELECT v FROM d WHERE v IS NOT NULL) AS found WHERE 1 = 1");
}

/* ---- actors */

/* The number of the actor that a number stands for now; merges are followed. */
static bool follow(ro_names *n, const char *what, int64_t number, ro_values *actors) {
    for (int i = 0; i < MERGES_MOST; i++) {
        ro_ask question = begin(n);
        ro_values found = {0};
        ro_ask_put(&question, "SELECT COALESCE(merged_into, actor) FROM actors WHERE actor = ");
        ro_ask_value(&question, ro_integer(number));
        bool good = collect(n, what, ro_ask_rows(&question, n->sql, n->error), &found);
        ro_ask_free(&question);
        if (!good) return false;
        if (!found.count) return true;
        if (found.items[0].integer == number || i + 1 == MERGES_MOST)
            return ro_list_add(n->arena, actors, found.items[0]) || ro_fail_memory(n->error);
        number = found.items[0].integer;
    }
    return true;
}

static bool by_number(ro_names *n, const char *what, const char *text, ro_values *actors) {
    for (const char *at = text; *at;) {
        int64_t number = 0;
        size_t digits = *at == '#' ? strspn(at + 1, "0123456789") : 0;
        for (size_t i = 1; i <= digits && digits <= 18; i++) number = number * 10 + (at[i] - '0');
        const char *end = ro_skip_blanks(at + 1 + digits);
        if (!number || (*end && *end != ','))
            return ro_fail(n->error, RO_E_USAGE, "%s: a number of an actor is written as #12: %.40s", what, text);
        size_t before = actors->count;
        if (before < NAMES_MOST && !follow(n, what, number, actors)) return false;
        if (before < NAMES_MOST && actors->count == before)
            return ro_fail(n->error, RO_E_USAGE, "%s: #%lld: the store has no such actor", what, (long long)number);
        at = *end ? ro_skip_blanks(end + 1) : end;
    }
    if (!actors->count) n->nobody = true;
    return true;
}

/* The word with most letters is likely in the fewest names. */
static const char *longest(ro_names *n, const char *folded) {
    const char *word = folded;
    size_t most = 0;
    for (const char *at = folded; *at;) {
        size_t size = strcspn(at, " ");
        if (size > most) most = size, word = at;
        at += size + (at[size] == ' ');
    }
    return ro_arena_copy(n->arena, word, most);
}

bool ro_names_actors(ro_names *n, const char *what, const char *text, ro_people *people) {
    if (!text) return true;
    text = ro_skip_blanks(text);
    if (*text == '#') return by_number(n, what, text, &people->numbers);
    const char *folded = fold(n, what, text), *word = folded ? longest(n, folded) : NULL;
    if (!folded) return false;
    if (!word) return ro_fail_memory(n->error);
    ro_ask question = begin(n);
    ro_ask_put(&question, "SELECT DISTINCT actor FROM actor_words WHERE word = ");
    ro_ask_value(&question, ro_string(word));
    ro_ask_words(&question, "folded", folded);
    ro_ask_put(&question, " LIMIT %d", PEOPLE_MOST + 1);
    if (!ask(n, what, &question, &people->numbers)) return false;
    if (people->numbers.count <= PEOPLE_MOST) return true;
    people->numbers.count = 0;
    people->word = word;
    people->folded = folded;
    return true;
}

/* ---- reports */

static void put_begun(ro_ask *q, const char *table, const char *column, const char *digits) {
    const char *past = ro_arena_print(q->arena, "%sg", digits);
    q->failed = q->failed || !past;
    ro_ask_put(q, "SELECT report FROM %s WHERE %s >= ", table, column);
    ro_ask_value(q, ro_string(digits));
    ro_ask_put(q, " AND %s < ", column);
    ro_ask_value(q, ro_string(past));
}

/* Reports that were read from the same bytes have the same id, and stand for each other. */
static bool are_one(ro_names *n, const char *text, const ro_values *reports) {
    ro_values ids = {0};
    ro_ask question = begin(n);
    ro_ask_put(&question, "SELECT DISTINCT id FROM reports WHERE report IN ");
    ro_ask_list(&question, reports);
    bool good = collect(n, "report", ro_ask_rows(&question, n->sql, n->error), &ids);
    ro_ask_free(&question);
    return good &&
           (ids.count < 2 || ro_fail(n->error, RO_E_USAGE, "report: ids in several begin with %s: give more digits", text));
}

/* The one that the first digits of an id mean. */
static bool by_digits(ro_names *n, const char *text, ro_values *reports) {
    enum { LEAST = 6, MOST = 64 };
    static const char *const tables[] = {"statements", "events", "commitments"};
    size_t size = strlen(text);
    if (size < LEAST || size > MOST || strspn(text, "0123456789abcdef") != size) return true;
    const char *whole = ro_arena_print(n->arena, "sha256:%s", text);
    if (!whole) return ro_fail_memory(n->error);
    ro_ask question = begin(n);
    put_begun(&question, "reports", "id", whole);
    ro_ask_put(&question, " UNION ");
    put_begun(&question, "reports", "text_sha256", text);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        ro_ask_put(&question, " UNION ");
        put_begun(&question, tables[i], "id", text);
    }
    bool good = collect(n, "report", ro_ask_rows(&question, n->sql, n->error), reports);
    ro_ask_free(&question);
    return good && (reports->count < 2 || are_one(n, text, reports));
}

bool ro_names_reports(ro_names *n, const char *text, ro_values *reports, bool *by_version) {
    if (!text) return true;
    if (!*text) return ro_fail(n->error, RO_E_USAGE, "report is empty: give its id, uri or text_sha256");
    ro_ask question = begin(n);
    ro_ask_put(&question, "SELECT report FROM reports WHERE id = ");
    ro_ask_value(&question, ro_string(text));
    ro_ask_put(&question, " UNION SELECT report FROM reports WHERE text_sha256 = ");
    ro_ask_value(&question, ro_string(text));
    bool good = collect(n, "report", ro_ask_rows(&question, n->sql, n->error), reports);
    ro_ask_free(&question);
    if (!good) return false;
    *by_version = reports->count > 0;
    if (*by_version) return true;
    question = begin(n);
    ro_ask_put(&question, "SELECT report FROM reports WHERE address = ");
    ro_ask_value(&question, ro_string(text));
    good = collect(n, "report", ro_ask_rows(&question, n->sql, n->error), reports);
    ro_ask_free(&question);
    if (!good || reports->count) return good;
    if (!by_digits(n, text, reports)) return false;
    *by_version = reports->count > 0;
    if (!*by_version) n->nobody = true;
    return true;
}

/* ---- outlets, agencies, places */

bool ro_names_outlets(ro_names *n, const char *text, ro_values *outlets) {
    const char *folded = text ? fold(n, "outlet", text) : NULL;
    if (!text || !folded) return !text;
    ro_ask question = begin(n);
    put_distinct(&question, "reports", "outlet_folded", "1 = 1");
    ro_ask_words(&question, "v", folded);
    return ask(n, "outlet", &question, outlets);
}

bool ro_names_agencies(ro_names *n, const char *text, ro_values *agencies) {
    const char *folded = text ? fold(n, "agency", text) : NULL;
    if (!text || !folded) return !text;
    bool chain = strcmp(n->table->items, "statements") == 0;
    ro_ask question = begin(n);
    put_distinct(&question, chain ? "statement_chain" : "report_agencies", "folded", chain ? "role <> 'outlet'" : "1 = 1");
    ro_ask_words(&question, "v", folded);
    return ask(n, "agency", &question, agencies);
}

/* Keeps the names in which all words occur. */
static bool keep_named(ro_names *n, ro_values *all, const char *folded, ro_values *places) {
    for (size_t i = 0; i < all->count; i++) {
        const char *name = ro_store_fold(n->arena, all->items[i].text);
        if (!name) return ro_fail_memory(n->error);
        bool found = true;
        for (const char *at = folded; *at && found;) {
            size_t size = strcspn(at, " ");
            found = false;
            for (const char *word = name; *word && !found;) {
                size_t here = strcspn(word, " ");
                found = here == size && !memcmp(word, at, size);
                word += here + (word[here] == ' ');
            }
            at += size + (at[size] == ' ');
        }
        if (found && !ro_list_add(n->arena, places, all->items[i])) return ro_fail_memory(n->error);
    }
    return true;
}

bool ro_names_places(ro_names *n, const char *text, ro_values *places) {
    const char *folded = text ? fold(n, "place", text) : NULL;
    if (!text || !folded) return !text;
    ro_ask question = begin(n);
    ro_values all = {0};
    put_distinct(&question, n->table->items, "place", "place IS NOT NULL");
    ro_rows *rows = ro_ask_rows(&question, n->sql, n->error);
    n->error->code = rows ? RO_OK : n->error->code;
    bool good = rows != NULL;
    while (good && ro_rows_next(rows, n->error)) {
        ro_value value = ro_rows_value(rows, 0);
        value.text = ro_arena_copy(n->arena, value.text, value.size);
        if (!value.text || !ro_list_add(n->arena, &all, value)) good = ro_fail_memory(n->error);
    }
    ro_rows_free(rows);
    ro_ask_free(&question);
    return good && n->error->code == RO_OK && keep_named(n, &all, folded, places);
}
