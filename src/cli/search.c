#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/say.h"
#include "cli/sheet.h"
#include "cli/verbs.h"
#include "readout_store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMS                                                                                                                    \
    RO_CLI_HEAD_FORM, RO_CLI_JSON, RO_CLI_CSV, RO_CLI_TSV, RO_CLI_TABLE, RO_CLI_COLOR, RO_CLI_OUTPUT, RO_CLI_HEAD_REST,          \
        RO_CLI_EXPECT, RO_CLI_HELP
#define PAGES RO_CLI_HEAD_ROWS, RO_CLI_LIMIT, RO_CLI_AFTER, RO_CLI_FACET
#define FULL_TEXT                                                                                                                \
    "--about finds words in any order, whatever their case and accents. '\"gas price\"' is a phrase, 'gas*' all "                \
    "that begins so; 'gas NEAR/5 oil' has at most five words between the two; 'gas OR oil' has one of them, 'gas -oil' the "     \
    "first without the second. Brackets group.\n\n"
#define FACETS(list) "--facet counts by " list "."

enum { LIMIT_DEFAULT = 100 };

static const ro_cli_option statement_options[] = {
    RO_CLI_STORE,  RO_CLI_HEAD_FIND, RO_CLI_SPEAKER,      RO_CLI_ADDRESSEE,     RO_CLI_ABOUT, RO_CLI_ACT,
    RO_CLI_PLACE,  RO_CLI_COUNTRY,   RO_CLI_OUTLET_OF,    RO_CLI_AGENCY,        RO_CLI_FROM,  RO_CLI_TO,
    RO_CLI_REPORT, RO_CLI_ID,        RO_CLI_REJECTED_TOO, RO_CLI_EVERY_VERSION, PAGES,        FORMS,
};

/* What one kind does not have is an error that says so; what two call differently has both names. */
static const ro_cli_option further[] = {
    RO_CLI_SPEAKER,  RO_CLI_ADDRESSEE,  RO_CLI_NAME,         RO_CLI_ABOUT,         RO_CLI_ACT,    RO_CLI_TYPE, RO_CLI_KIND,
    RO_CLI_STATUS,   RO_CLI_PLACE,      RO_CLI_COUNTRY,      RO_CLI_OUTLET_OF,     RO_CLI_AGENCY, RO_CLI_FROM, RO_CLI_TO,
    RO_CLI_DUE_FROM, RO_CLI_DUE_BEFORE, RO_CLI_REJECTED_TOO, RO_CLI_EVERY_VERSION, RO_CLI_HELP,
};

static const ro_cli_usage statement_usage = {
    .verb = "statements",
    .summary = "Finds who said what in a store.",
    .takes = "",
    .about = "Rows come newest day first; a day is when it was said, else when the report was published.\n\n" FULL_TEXT FACETS(
        "act, speaker, addressee, country, place, outlet, agency, language, month or year"),
    .options = statement_options,
    .further = further,
    .examples = "  readout statements --db news.db --about 'rail crossing'\n"
                "  readout statements --db news.db --speaker \"lavrov sergey\" --about '\"gas pipeline\" -tariff'\n"
                "  readout statements --db news.db --act deny,reject --from 2024-11 --to 2024-12-15 --csv > denials.csv\n"
                "  readout statements --db news.db --about 'sanction*' --facet speaker\n",
};

static const ro_cli_option event_options[] = {
    RO_CLI_STORE,
    RO_CLI_HEAD_FIND,
    RO_CLI_SPEAKER,
    RO_CLI_ADDRESSEE,
    RO_CLI_ABOUT,
    RO_CLI_TYPE,
    RO_CLI_EVENT_STATUS,
    RO_CLI_PLACE,
    RO_CLI_COUNTRY,
    RO_CLI_OUTLET_OF,
    RO_CLI_AGENCY,
    RO_CLI_FROM,
    RO_CLI_TO,
    RO_CLI_REPORT,
    RO_CLI_ID,
    RO_CLI_REJECTED_TOO,
    RO_CLI_EVERY_VERSION,
    PAGES,
    FORMS,
};

static const ro_cli_usage event_usage = {
    .verb = "events",
    .summary = "Finds who did what to whom in a store.",
    .takes = "",
    .about = "Rows come newest day first; an event counts for each day that it covers. --speaker is who did it, --addressee to "
             "whom; --about looks in the sentence that tells the event.\n\n" FULL_TEXT FACETS(
                 "type, status, speaker, addressee, country, place, outlet, agency, language, month or year"),
    .options = event_options,
    .further = further,
    .examples = "  readout events --db news.db --type PROTEST,ASSAULT --place Minsk --from 2024\n"
                "  readout events --db news.db --speaker turkey --facet type\n",
};

static const ro_cli_option commitment_options[] = {
    RO_CLI_STORE,
    RO_CLI_HEAD_FIND,
    RO_CLI_SPEAKER,
    RO_CLI_ADDRESSEE,
    RO_CLI_ABOUT,
    RO_CLI_KIND,
    RO_CLI_COMMITMENT_STATUS,
    RO_CLI_DUE_FROM,
    RO_CLI_DUE_BEFORE,
    RO_CLI_COUNTRY,
    RO_CLI_OUTLET_OF,
    RO_CLI_AGENCY,
    RO_CLI_FROM,
    RO_CLI_TO,
    RO_CLI_REPORT,
    RO_CLI_ID,
    RO_CLI_REJECTED_TOO,
    RO_CLI_EVERY_VERSION,
    PAGES,
    FORMS,
};

static const ro_cli_usage commitment_usage = {
    .verb = "commitments",
    .summary = "Finds what was promised, demanded, denied or threatened in a store, and when it is due.",
    .takes = "",
    .about =
        "Rows come newest day first; that is the day on which it was said. --speaker is who is bound, --addressee to whom. What "
        "is due within some days counts by the last of them.\n\n" FULL_TEXT FACETS(
            "kind, status, speaker, addressee, country, outlet, agency, language, month or year"),
    .options = commitment_options,
    .further = further,
    .examples = "  readout commitments --db news.db --kind promise --status open --due-before 2025-02\n"
                "  readout commitments --db news.db --speaker \"central bank\" --facet kind\n",
};

static const ro_cli_option actor_options[] = {
    RO_CLI_STORE, RO_CLI_HEAD_FIND, RO_CLI_NAME, RO_CLI_ACTOR_KIND, RO_CLI_COUNTRY, RO_CLI_REPORT, RO_CLI_ACTOR_NUMBER, PAGES,
    FORMS,
};

static const ro_cli_usage actor_usage = {
    .verb = "actors",
    .summary = "Finds who speaks and acts in a store, each one once, by all names.",
    .takes = "",
    .about =
        "Rows come in the order in which the store met them. The number (#12) stands for an actor in the options of the other "
        "verbs.\n\n" FACETS("kind or country"),
    .options = actor_options,
    .further = further,
    .examples = "  readout actors --db news.db --name lavrov\n"
                "  readout actors --db news.db --kind government --country DEU\n",
};

static const ro_cli_option report_options[] = {
    RO_CLI_STORE, RO_CLI_HEAD_FIND, RO_CLI_ABOUT,  RO_CLI_SPEAKER,   RO_CLI_OUTLET_OF,     RO_CLI_AGENCY,
    RO_CLI_FROM,  RO_CLI_TO,        RO_CLI_REPORT, RO_CLI_REPORT_ID, RO_CLI_EVERY_VERSION, PAGES,
    FORMS,
};

static const ro_cli_usage report_usage = {
    .verb = "reports",
    .summary = "Finds reports in a store.",
    .takes = "",
    .about = "Rows come newest day first. --about looks in title and text, --speaker for reports in which somebody speaks or "
             "acts.\n\n" FULL_TEXT FACETS("outlet, agency, language, month or year"),
    .options = report_options,
    .further = further,
    .examples = "  readout reports --db news.db --about 'harbour NEAR/3 strike' --outlet ledger\n"
                "  readout reports --db news.db --facet outlet --from 2024\n",
};

/* ---- the search */

typedef struct search {
    const ro_cli_usage *usage;
    ro_cli_settings settings;
    ro_cli_output output;
    ro_cli_sheet *sheet;
    size_t limit, count;
    char *last_key; /* of the last row written */
    bool more;      /* there are rows behind the limit */
} search;

static void keep_key(search *s, const char *row) {
    json_t *json = json_loads(row, 0, NULL);
    const char *key = json_string_value(json_object_get(json, "key"));
    free(s->last_key);
    s->last_key = key ? strdup(key) : NULL;
    json_decref(json);
}

/* False: said why. */
static bool write_rows(search *s, ro_results *results) {
    ro_error error = {0};
    for (const char *row; (row = ro_results_next(results, &error)) != NULL;) {
        if (s->count == s->limit) {
            s->more = true;
            return true;
        }
        if (!ro_cli_sheet_add(s->sheet, row)) return false;
        if (++s->count == s->limit) keep_key(s, row);
    }
    if (error.code) ro_cli_say("%s: %s", s->usage->verb, error.message);
    return error.code == RO_OK;
}

static bool ask(search *s, ro_store *store) {
    ro_error error = {0};
    ro_query query = s->settings.query;
    query.limit = s->limit + 1;
    ro_results *results = ro_store_search(store, &query, &error);
    if (!results) {
        ro_cli_say("%s: %s", s->usage->verb, error.message);
        return false;
    }
    ro_cli_form form = s->settings.form;
    bool terminal = s->output.terminal;
    ro_cli_sheet_options options = {.kind = query.kind,
                                    .facet = query.facet != NULL,
                                    .form = form       ? form
                                            : terminal ? RO_CLI_FORM_TABLE
                                                       : RO_CLI_FORM_JSON,
                                    .width = ro_cli_term_width(STDOUT_FILENO),
                                    .color = ro_cli_term_color(s->settings.color)};
    s->sheet = ro_cli_sheet_new(&s->output, &options);
    bool good = s->sheet && write_rows(s, results);
    if (s->sheet && !ro_cli_sheet_close(s->sheet)) good = false;
    ro_results_free(results);
    return good;
}

static void say_more(const search *s) {
    if (!s->count && s->output.terminal) ro_cli_say("%s: nothing found", s->usage->verb);
    if (!s->more || !isatty(STDERR_FILENO)) return;
    if (s->last_key)
        ro_cli_say("%s: there is more: --after %s goes on, --limit %zu shows more at once", s->usage->verb, s->last_key,
                   s->limit * 10);
    else
        ro_cli_say("%s: there is more: --limit %zu shows more", s->usage->verb, s->limit * 10);
}

static int run(search *s) {
    ro_error error = {0};
    ro_store *store = ro_store_open(s->settings.store, RO_STORE_READ, &error);
    if (!store) {
        ro_cli_say("%s: %s", s->usage->verb, error.message);
        return RO_CLI_FAILED;
    }
    bool good = ro_cli_output_open(&s->output, s->settings.output) && ask(s, store);
    if (s->output.name && !ro_cli_output_close(&s->output)) good = false;
    ro_store_close(store);
    if (!good) return RO_CLI_FAILED;
    say_more(s);
    return s->settings.expect && !s->count ? RO_CLI_NOTHING_FOUND : RO_CLI_DONE;
}

static int search_for(const ro_cli_usage *usage, ro_kind kind, int argc, char **argv) {
    search s = {.usage = usage};
    int code;
    if (!ro_cli_parse(usage, argc, argv, &s.settings, &code)) return code;
    if (s.settings.n_names) {
        ro_cli_say("%s: what is %s? The store is named by --db, what to look for by options (readout %s --help lists them)",
                   usage->verb, s.settings.names[0], usage->verb);
        return RO_CLI_FAILED;
    }
    if (!ro_cli_names_store(usage, &s.settings)) return RO_CLI_FAILED;
    s.settings.query.kind = kind;
    s.limit = s.settings.query.limit ? s.settings.query.limit : LIMIT_DEFAULT;
    code = run(&s);
    free(s.last_key);
    return code;
}

int ro_cli_statements(int argc, char **argv) { return search_for(&statement_usage, RO_STATEMENTS, argc, argv); }
int ro_cli_events(int argc, char **argv) { return search_for(&event_usage, RO_EVENTS, argc, argv); }
int ro_cli_commitments(int argc, char **argv) { return search_for(&commitment_usage, RO_COMMITMENTS, argc, argv); }
int ro_cli_actors(int argc, char **argv) { return search_for(&actor_usage, RO_ACTORS, argc, argv); }
int ro_cli_reports(int argc, char **argv) { return search_for(&report_usage, RO_REPORTS, argc, argv); }
