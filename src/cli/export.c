#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/options.h"
#include "cli/rejects.h"
#include "cli/say.h"
#include "cli/verbs.h"
#include "readout_store.h"

#include <string.h>
#include <unistd.h>

static const ro_cli_option options[] = {
    RO_CLI_STORE,         RO_CLI_HEAD_EXPORT, RO_CLI_TO_FORMAT,  RO_CLI_ROWS,       RO_CLI_OFFSETS_ONLY, RO_CLI_OUTPUT,
    RO_CLI_REJECTS,       RO_CLI_HEAD_FIND,   RO_CLI_SPEAKER,    RO_CLI_ADDRESSEE,  RO_CLI_ABOUT,        RO_CLI_ACT,
    RO_CLI_TYPE,          RO_CLI_STATUS,      RO_CLI_PLACE,      RO_CLI_COUNTRY,    RO_CLI_OUTLET_OF,    RO_CLI_AGENCY,
    RO_CLI_FROM,          RO_CLI_DUE_FROM,    RO_CLI_DUE_BEFORE, RO_CLI_REPORT,     RO_CLI_ID,           RO_CLI_REJECTED_TOO,
    RO_CLI_EVERY_VERSION, RO_CLI_HEAD_REST,   RO_CLI_MODEL,      RO_CLI_ARITHMETIC, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "export",
    .summary = "Hands on what a store has, in forms that other programs read.",
    .takes = "",
    .about =
        "Formats:\n"
        "  jsonl          the records, a line each, as readout read prints them\n"
        "  csv            a row for each statement, event or commitment\n"
        "  plover         events, a line of JSON each, as NGEC writes PLOVER's\n"
        "  prov           PROV-O in JSON-LD: statements, each with its chain\n"
        "  claim          schema.org's Claim and Quotation in JSON-LD\n"
        "  webannotation  W3C Web Annotations in JSON-LD, by quotation and place\n"
        "  brat           standoff annotations: a tar archive\n"
        "  conllu         the sentences, with the statements marked\n"
        "  html           a dossier: one page with overview, contents, index, and every\n"
        "                 quotation linked to its place\n\n"
        "Without a question everything goes out: csv, prov, claim, webannotation and conllu have the statements then, plover the "
        "events, jsonl, brat and html statements, events and commitments. A question is asked of statements (for plover, of "
        "events), unless --kind says otherwise.\n\n"
        "html, brat and conllu need the words of the reports, and do not go with --offsets-only. conllu reads the texts anew, "
        "with "
        "the model. Parquet is written by the Python package.",
    .partly = "some reports cannot be had in that form, or are damaged",
    .options = options,
    .examples = "  readout export --db news.db --to html --about '\"gas pipeline\"' -o dossier.html\n"
                "  readout export --db news.db --to csv --speaker lavrov --from 2024 --to 2024-06 > lavrov.csv\n"
                "  readout export --db news.db --to csv --kind commitments --type promise --status open\n"
                "  readout export --db news.db --to webannotation --offsets-only -o annotations.json\n"
                "  readout export --db news.db --to brat | tar -x -C corpus\n",
};

typedef struct job {
    const ro_cli_settings *settings;
    ro_cli_output output;
    ro_cli_rejects rejects;
    bool some;      /* the output is open, or could not be opened */
    size_t written; /* reports */
} job;

/* The file is opened for its first bytes: what is refused leaves an old one as it was. */
static bool open_output(job *j) {
    if (j->some) return true;
    j->some = true;
    return ro_cli_output_open(&j->output, j->settings->output);
}

static bool write_bytes(void *context, const char *bytes, size_t size) {
    job *j = context;
    return open_output(j) && ro_cli_output_bytes(&j->output, bytes, size);
}

static bool refuse(void *context, const char *report, const ro_error *error) {
    job *j = context;
    return ro_cli_rejects_add(&j->rejects, report, error);
}

/* False: said why. */
static bool export_with(job *j, ro_store *store, ro_reader *reader) {
    const ro_cli_settings *s = j->settings;
    ro_error error = {0};
    ro_export_options how = {.format = s->to,
                             .any_kind = !s->kind_given,
                             .offsets_only = s->offsets_only,
                             .reader = reader,
                             .refused = refuse,
                             .context = j,
                             .written = &j->written};
    if (ro_store_export(store, &s->query, &how, write_bytes, j, &error)) return open_output(j) && !j->output.failed;
    if (!j->output.failed && !j->rejects.output.failed) ro_cli_say("export: %s", error.message);
    return false;
}

static bool export_store(job *j, ro_store *store) {
    ro_error error = {0};
    if (!ro_export_needs_reader(j->settings->to) || j->settings->offsets_only) return export_with(j, store, NULL);
    ro_engine *engine = ro_engine_open(j->settings->model, j->settings->arithmetic, &error);
    ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
    bool good = reader != NULL;
    if (!good) ro_cli_say("%s", error.message);
    good = good && export_with(j, store, reader);
    ro_reader_free(reader);
    ro_engine_free(engine);
    return good;
}

static int run(job *j) {
    ro_error error = {0};
    ro_store *store = ro_store_open(j->settings->store, RO_STORE_READ, &error);
    if (!store) return ro_cli_say("export: %s", error.message), RO_CLI_FAILED;
    bool good = ro_cli_rejects_open(&j->rejects, j->settings->rejects) && export_store(j, store);
    if (j->some && !ro_cli_output_close(&j->output)) good = false;
    if (!ro_cli_rejects_close(&j->rejects)) good = false;
    ro_store_close(store);
    if (!good || (j->rejects.count && !j->written)) return RO_CLI_FAILED;
    return j->rejects.count ? RO_CLI_SOME_REJECTED : RO_CLI_DONE;
}

int ro_cli_export(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (settings.n_names) {
        ro_cli_say("export: what is %s? The store is named by --db, the form by --to (readout export --help lists the options)",
                   settings.names[0]);
        return RO_CLI_FAILED;
    }
    if (!settings.to)
        return ro_cli_say("export: no form is named: give --to FORMAT (readout export --help lists them)"), RO_CLI_FAILED;
    if (!ro_cli_names_store(&usage, &settings)) return RO_CLI_FAILED;
    if (!settings.output && !strcmp(settings.to, "brat") && isatty(STDOUT_FILENO)) {
        ro_cli_say("export: a tar archive is nothing for a terminal: give -o FILE, or | tar -x -C DIRECTORY");
        return RO_CLI_FAILED;
    }
    job j = {.settings = &settings};
    return run(&j);
}
