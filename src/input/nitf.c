/* NITF 3: one report. */
#include "input/news.h"
#include "input/date.h"
#include "input/input.h"

#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const xmlNode *child(const xmlNode *parent, const char *name) { return ro_xml_child(parent, RO_SPACE_ANY, name); }
static const xmlNode *next(const xmlNode *node, const char *name) { return ro_xml_next(node, RO_SPACE_ANY, name); }

/* ---- shared with NewsML-G2 */

const char *ro_news_text(ro_fields *f, const xmlNode *node) { return ro_xml_text(node, f->document->arena, &f->failed); }

bool ro_news_is_uri(const char *id) {
    size_t size = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    return size > 1 && id[size] == ':' && id[size + 1] && !strpbrk(id, " \t\r\n");
}

void ro_news_embargo(ro_fields *f, const char *date) {
    char until[RO_DATE_SIZE];
    if (f->failed) return;
    bool known = date && ro_date_any(date, until);
    ro_fields_extra(f, "embargoed", known ? until : date);
    if (date && *date)
        f->failed = f->failed ||
                    !ro_document_warn(f->document, "embargo", "The report is under embargo until %.60s.", known ? until : date);
    else
        ro_fields_warn(f, "embargo", "The report is under embargo; it does not say until when.");
}

void ro_news_dateline(ro_fields *f, const char *line) {
    size_t size = line ? strlen(line) : 0;
    const char *open = line ? strrchr(line, '(') : NULL, *close = open ? strchr(open, ')') : NULL;
    while (size && strchr(" -,:", line[size - 1])) size--;
    ro_fields_set(f, &f->document->dateline, line);
    if (!close || close + 1 != line + size || close - open > 40 || f->failed) return;
    const char *agency = ro_arena_copy(f->document->arena, open + 1, (size_t)(close - open - 1));
    f->failed = !agency;
    ro_fields_credit(f, agency);
}

void ro_news_number(ro_fields *f, const char *key, const char *digits) {
    size_t size = digits ? strspn(digits, "0123456789") : 0;
    if (!size || digits[size] || size > 9)
        ro_fields_extra(f, key, digits);
    else if (!json_object_get(f->document->extra, key))
        ro_fields_extra_json(f, key, json_integer(strtol(digits, NULL, 10)));
}

/* ---- who wrote it */

/* What is left of a writer's title without the words that name the work: "Associated Press" of "Associated Press Writer". Empty:
 * it is the house's own. */
static void strip_job(const char **title, size_t *size) {
    static const char *const jobs[] = {
        "writer",    "reporter",  "correspondent", "editor",      "columnist", "analyst",   "photographer", "staff",  "special",
        "senior",    "chief",     "contributing",  "contributor", "critic",    "the",       "to",           "of",     "for",
        "political", "sports",    "business",      "foreign",     "national",  "economics", "science",      "health", "education",
        "features",  "assistant", "deputy",        "managing",    "white",     "house",     "and",          "in",     "our",
        "bureau",    "local",     "city",          "news",        "services"};
    bool cut = true;
    while (cut && *size) {
        size_t word = 0;
        while (word < *size && (*title)[*size - word - 1] != ' ') word++;
        cut = false;
        for (size_t i = 0; i < COUNT(jobs) && !cut; i++)
            cut = strlen(jobs[i]) == word && !strncasecmp(*title + *size - word, jobs[i], word);
        if (!cut) return;
        *size -= word;
        while (*size && strchr(" ,", (*title)[*size - 1])) --*size;
    }
}

static void take_writer_title(ro_fields *f, const xmlNode *byline) {
    for (const xmlNode *node = ro_xml_find(byline, RO_SPACE_ANY, "byttl"); node; node = next(node, "byttl")) {
        const char *title = ro_news_text(f, node);
        size_t size = title ? strlen(title) : 0;
        ro_fields_extra_add(f, "byline_titles", title);
        strip_job(&title, &size);
        const char *rest = size && !f->failed ? ro_arena_copy(f->document->arena, title, size) : NULL;
        f->failed = f->failed || (size && !rest);
        ro_fields_credit(f, rest);
    }
}

/* The persons marked in it, else what it says without titles and places. */
static void take_byline(ro_fields *f, const xmlNode *byline) {
    ro_buffer line = {0};
    bool marked = false, good = true;
    for (const xmlNode *node = byline, *after; node && good; node = after) {
        bool person = ro_xml_is(node, RO_SPACE_ANY, "person");
        bool skip = person || ro_xml_is(node, RO_SPACE_ANY, "byttl") || ro_xml_is(node, RO_SPACE_ANY, "location") ||
                    ro_xml_is(node, RO_SPACE_ANY, "virtloc");
        after = ro_xml_after(byline, node, skip);
        if (person) ro_fields_byline(f, ro_news_text(f, node));
        marked = marked || person;
        if (node->type == XML_TEXT_NODE && node->content)
            good = ro_buffer_add(&line, node->content, strlen((const char *)node->content));
    }
    f->failed = f->failed || !good;
    if (!marked && line.size) ro_fields_byline(f, line.data);
    ro_buffer_free(&line);
}

static void take_bylines(ro_fields *f, const xmlNode *head) {
    bool none = !f->document->bylines.count;
    for (const xmlNode *node = child(head, "byline"); node; node = next(node, "byline")) {
        if (none) take_byline(f, node);
        take_writer_title(f, node);
    }
}

/* ---- body.head */

static void take_headlines(ro_fields *f, const xmlNode *head) {
    const xmlNode *lines = child(head, "hedline");
    ro_fields_set(f, &f->document->title, ro_news_text(f, child(lines, "hl1")));
    for (const xmlNode *node = child(lines, "hl2"); node; node = next(node, "hl2"))
        ro_fields_extra_add(f, "headlines", ro_news_text(f, node));
}

/* Who passed it on, the nearest to the reader first, and who wrote it. */
static void take_parties(ro_fields *f, const xmlNode *head, const xmlNode *data) {
    const xmlNode *rights = child(head, "rights");
    const char *holder = ro_xml_attribute(child(data, "doc.copyright"), "holder");
    ro_fields_credit(f, ro_news_text(f, child(head, "distributor")));
    ro_news_dateline(f, ro_news_text(f, child(head, "dateline")));
    ro_fields_credit(f, ro_news_text(f, child(rights, "rights.owner")));
    ro_fields_credit(f, holder);
    take_bylines(f, head);
    ro_fields_extra(f, "rights", ro_news_text(f, rights));
    ro_fields_extra(f, "rights", holder);
}

static void take_head(ro_fields *f, const xmlNode *head) {
    const xmlNode *day = child(child(head, "dateline"), "story.date");
    take_headlines(f, head);
    ro_fields_extra(f, "abstract", ro_news_text(f, child(head, "abstract")));
    ro_fields_extra(f, "ed_note", ro_news_text(f, child(head, "note")));
    ro_fields_date(f, &f->document->published, ro_xml_attribute(day, "norm"), "dateline's date");
}

/* ---- head */

static void take_subjects(ro_fields *f, const xmlNode *top) {
    for (const xmlNode *node = top ? top->children : NULL; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        const char *name = ro_news_text(f, node);
        ro_fields_extra_add(f, "subjects", name ? name : ro_xml_attribute(node, "value"));
    }
}

static void take_keywords(ro_fields *f, const xmlNode *list) {
    for (const xmlNode *node = child(list, "keyword"); node; node = next(node, "keyword")) {
        const char *key = ro_xml_attribute(node, "key");
        ro_fields_extra_add(f, "keywords", key && *key ? key : ro_news_text(f, node));
    }
}

/* A release after the issue is an embargo, and so is a status that says so. */
static void take_dates(ro_fields *f, const xmlNode *data) {
    const char *release = ro_xml_attribute(child(data, "date.release"), "norm");
    const char *issue = ro_xml_attribute(child(data, "date.issue"), "norm");
    const char *status = ro_xml_attribute(data, "management-status");
    char a[RO_DATE_SIZE], b[RO_DATE_SIZE];
    ro_fields_date(f, &f->document->published, issue, "date of issue");
    bool later = release && issue && ro_date_any(release, a) && ro_date_any(issue, b) && ro_date_after(a, b);
    if (later || (status && !strcasecmp(status, "embargoed"))) ro_news_embargo(f, release);
    if (!later) ro_fields_date(f, &f->document->published, release, "date of release");
    ro_fields_extra(f, "expires", ro_xml_attribute(child(data, "date.expire"), "norm"));
    if (!status || !strcasecmp(status, "usable") || !strcasecmp(status, "embargoed") || f->failed) return;
    ro_fields_extra(f, "pubstatus", status);
    f->failed = f->failed || !ro_document_warn(f->document, "status", "The report's status is \"%.40s\".", status);
}

static void take_id(ro_fields *f, const xmlNode *data) {
    const char *id = ro_xml_attribute(child(data, "doc-id"), "id-string");
    const xmlNode *unique = child(data, "du-key");
    ro_fields_extra(f, "guid", id);
    if (id && ro_news_is_uri(id)) ro_fields_set(f, &f->document->uri, id);
    ro_fields_extra(f, "slugline", ro_xml_attribute(unique, "key"));
    ro_news_number(f, "version", ro_xml_attribute(unique, "version"));
    ro_fields_extra(f, "previous_version", ro_xml_attribute(data, "management-doc-idref"));
}

static void take_data(ro_fields *f, const xmlNode *data) {
    const xmlNode *message = child(data, "ed-msg");
    const char *info = ro_xml_attribute(message, "info");
    take_dates(f, data);
    take_id(f, data);
    ro_fields_extra(f, "ed_note", info ? info : ro_news_text(f, message));
    ro_news_number(f, "urgency", ro_xml_attribute(child(data, "urgency"), "ed-urg"));
    ro_fields_extra(f, "fixture", ro_xml_attribute(child(data, "fixture"), "fix-id"));
    for (const xmlNode *node = child(data, "doc-scope"); node; node = next(node, "doc-scope"))
        ro_fields_extra_add(f, "scopes", ro_xml_attribute(node, "scope"));
    take_keywords(f, child(data, "key-list"));
    take_subjects(f, child(data, "identified-content"));
}

static void take_publication(ro_fields *f, const xmlNode *publication) {
    ro_document *d = f->document;
    ro_fields_set(f, &d->outlet, ro_xml_attribute(publication, "name"));
    ro_fields_set(f, &d->section, ro_xml_attribute(publication, "position.section"));
    ro_fields_date(f, &d->published, ro_xml_attribute(publication, "date.publication"), "date of publication");
}

void ro_nitf_metadata(ro_fields *f, const xmlNode *nitf) {
    const xmlNode *head = child(nitf, "head"), *body = child(nitf, "body");
    const xmlNode *topic = child(head, "tobject");
    if (ro_xml_is(nitf, RO_SPACE_ANY, "body")) body = nitf;
    ro_fields_language(f, ro_xml_inherited(body ? body : nitf, "lang"));
    take_data(f, child(head, "docdata"));
    take_publication(f, child(head, "pubdata"));
    for (const xmlNode *node = child(topic, "tobject.subject"); node; node = next(node, "tobject.subject"))
        ro_fields_extra_add(f, "subjects", ro_xml_attribute(node, "tobject.subject.type"));
    take_head(f, child(body, "body.head"));
    take_parties(f, child(body, "body.head"), child(head, "docdata"));
    ro_fields_set(f, &f->document->title, ro_news_text(f, child(head, "title")));
}

/* ---- a document of its own */

static bool read(const ro_xml *xml, ro_document *document, ro_error *fault) {
    ro_fields f = {.document = document, .error = fault};
    document->format = "nitf";
    if (!ro_xml_is(xml->root, RO_SPACE_ANY, "nitf") && !ro_xml_is(xml->root, RO_SPACE_ANY, "body")) {
        ro_fields_refuse(&f, "no NITF: the first element is not <nitf>: give the format that it has, or none");
        return ro_fields_done(&f);
    }
    ro_nitf_metadata(&f, xml->root);
    const char *text = ro_nitf_words(&f, xml->root);
    if (text)
        ro_fields_text(&f, text);
    else
        ro_fields_refuse(&f, "the NITF document has no text: its body is empty");
    return ro_fields_done(&f) && (ro_xml_warn(xml, xml->root, document) || ro_fail_memory(fault));
}

bool ro_input_nitf(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_xml xml;
    ro_error fault = {0};
    if (!ro_xml_parse(batch->name, bytes, size, &xml, error)) return false;
    ro_document *document = ro_batch_add_as(batch, batch->name, bytes, size, error);
    bool good = document && ro_batch_settle(batch, read(&xml, document, &fault), &fault, error);
    ro_xml_free(&xml);
    return good;
}
