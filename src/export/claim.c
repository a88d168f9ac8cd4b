/* claim: schema.org in JSON-LD. A statement is a Claim of its speakers (of nobody, where the report says that it was not said),
 * which appears in a NewsArticle and is based on what its chain passed on; words in quotation marks are Quotations, too. A
 * human's rating of it is a ClaimReview; there is none otherwise. */
#include "export/fields.h"
#include "export/write.h"

#include <stdio.h>

typedef struct state {
    bool some;
} state;

static void begin(ro_export *e, const json_t *record) {
    (void)record;
    ro_put_text(e, "{\"@context\": \"https://schema.org\",\n\"@graph\": [");
}

static void end(ro_export *e, const json_t *record) {
    (void)record;
    ro_put_text(e, "\n]}\n");
}

/* ---- who */

static json_t *organisation(ro_export *e, const char *name) {
    json_t *out = json_pack("{s:s}", "@type", "NewsMediaOrganization");
    if (name) ro_member(e, out, "@id", ro_urn("name", name));
    ro_member_text(e, out, "name", name);
    return out;
}

static const char *type_of(const char *kind) {
    if (!kind || !strcmp(kind, "unnamed") || !strcmp(kind, "person")) return "Person";
    if (!strcmp(kind, "government")) return "GovernmentOrganization";
    return strcmp(kind, "document") ? "Organization" : "CreativeWork";
}

static json_t *actor(ro_export *e, const json_t *record, const json_t *id) {
    const json_t *found = ro_actor_named(record, id);
    const char *type = type_of(ro_field(found, "kind"));
    json_t *out = json_pack("{s:o, s:s}", "@id", ro_actor_iri(record, found), "@type", type);
    ro_member_text(e, out, "name", ro_field(found, "name"));
    ro_member_text(e, out, "identifier", ro_field(found, "store_actor"));
    const char *known = ro_field(found, "known_as"), *name = ro_field(found, "name");
    if (known && (!name || strcmp(known, name))) ro_member_text(e, out, "alternateName", known);
    if (!strcmp(type, "Person")) ro_member_text(e, out, "jobTitle", ro_span_words(json_object_get(found, "role")));
    return out;
}

/* Of the actors those that are documents, or those that are not: works speak to schema.org as what is cited. */
static json_t *actors(ro_export *e, const json_t *record, const json_t *ids, bool documents) {
    json_t *out = json_array(), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        const char *kind = ro_field(ro_actor_named(record, id), "kind");
        if ((kind && !strcmp(kind, "document")) == documents) ro_element(e, out, actor(e, record, id));
    }
    return out;
}

static json_t *bylines(ro_export *e, const json_t *report) {
    json_t *out = json_array(), *one;
    size_t i;
    json_array_foreach(json_object_get(report, "bylines"), i, one) if (json_string_length(one))
        ro_element(e, out, json_pack("{s:s, s:O}", "@type", "Person", "name", one));
    return out;
}

/* ---- the article */

static json_t *article(ro_export *e, const json_t *record) {
    const json_t *report = json_object_get(record, "report");
    const char *uri = ro_field(report, "uri");
    json_t *out = json_pack("{s:o, s:s}", "@id", ro_report_iri(record), "@type", "NewsArticle");
    if (uri && !strncmp(uri, "http", 4)) ro_member(e, out, "url", ro_report_iri(record));
    ro_member_text(e, out, "headline", ro_field(report, "title"));
    ro_member_text(e, out, "datePublished", ro_field(report, "published"));
    ro_member_text(e, out, "dateModified", ro_field(report, "modified"));
    ro_member_text(e, out, "inLanguage", ro_field(report, "language"));
    ro_member_text(e, out, "identifier", ro_field(report, "id"));
    ro_member(e, out, "author", bylines(e, report));
    if (ro_field(report, "outlet")) ro_member(e, out, "publisher", organisation(e, ro_field(report, "outlet")));
    ro_member(e, out, "sourceOrganization", ro_agencies(e, report, organisation));
    return out;
}

/* ---- the claim */

/* "10-25", of several spans "10-25;30-40", in code points of the report's text. */
static json_t *position(ro_export *e, const json_t *spans) {
    ro_buffer out = {0};
    size_t i, start, end;
    json_t *span;
    bool good = ro_buffer_add(&out, "", 0);
    json_array_foreach(spans, i, span) {
        char digits[48];
        if (!ro_span_read(span, &start, &end)) continue;
        int size = snprintf(digits, sizeof digits, "%s%zu-%zu", out.size ? ";" : "", start, end);
        good = good && ro_buffer_add(&out, digits, (size_t)size);
    }
    json_t *made = good ? json_stringn(out.data, out.size) : NULL;
    ro_buffer_free(&out);
    if (!made) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    return made;
}

/* What the chain passed on, the reader's outlet left out: a work of the first, based on one of the next. NULL: there is nobody
 * between. */
static json_t *based_on(ro_export *e, const json_t *record, const json_t *chain) {
    const char *outlet = ro_field(json_object_get(record, "report"), "outlet");
    json_t *outer = NULL, *inner = NULL, *link;
    size_t i;
    json_array_foreach(chain, i, link) {
        const char *name = ro_field(link, "name"), *role = ro_field(link, "role");
        if (!name || ro_field(link, "actor") || (role && !strcmp(role, "outlet") && outlet && !strcmp(name, outlet))) continue;
        json_t *work = json_pack("{s:s, s:o}", "@type", "CreativeWork", "publisher", organisation(e, name));
        if (!work) ro_export_fail(e, RO_E_MEMORY, "out of memory");
        if (inner)
            ro_member(e, inner, "isBasedOn", work);
        else
            outer = work;
        inner = work;
    }
    return outer;
}

static json_t *words(ro_export *e, const json_t *spans) {
    char *joined = ro_spans_words(spans, " … ");
    if (!joined) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    json_t *made = json_string(joined ? joined : "");
    free(joined);
    return made;
}

static const char *statement_id(const json_t *item) {
    const char *id = ro_field(item, "id");
    return id ? id : "unknown";
}

static json_t *claim(ro_export *e, const json_t *record, const json_t *item) {
    const json_t *time = ro_item(record, "times", ro_field(item, "time")), *content = json_object_get(item, "content");
    char day[11];
    json_t *out = json_pack("{s:o, s:s}", "@id", ro_urn("statement", statement_id(item)), "@type", "Claim");
    ro_member(e, out, "text", words(e, content));
    bool negated = json_is_true(json_object_get(item, "negated")); /* then it is nobody's claim */
    if (negated)
        ro_member_text(e, out, "creativeWorkStatus", "negated");
    else if (json_is_true(json_object_get(item, "rejected")))
        ro_member_text(e, out, "creativeWorkStatus", "rejected");
    if (!negated) ro_member(e, out, "author", actors(e, record, json_object_get(item, "speakers"), false));
    ro_member(e, out, "citation", actors(e, record, json_object_get(item, "speakers"), true));
    ro_member_text(e, out, "dateCreated", ro_day(ro_field(time, "earliest"), day));
    ro_member(e, out, "appearance", ro_reference(ro_report_iri(record)));
    json_t *work = based_on(e, record, json_object_get(item, "chain"));
    if (work) ro_member(e, out, "isBasedOn", work);
    ro_member_text(e, out, "keywords", ro_field(item, "act"));
    ro_member_text(e, out, "identifier", ro_field(item, "id"));
    ro_member(e, out, "position", position(e, content));
    return out;
}

/* ---- quotations: what stands in marks */

static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"„", "“"}};

/* The next stretch in marks, without them, from a place on; false: none. An open one goes to the end: it goes on in the next
 * paragraph. */
static bool next_quoted(const char **at, const char **from, const char **to) {
    for (const char *p = *at; *p; p++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t size = strlen(marks[i][0]);
            if (strncmp(p, marks[i][0], size)) continue;
            *from = p + size;
            const char *close = strstr(*from, marks[i][1]);
            *to = close ? close : *from + strlen(*from);
            *at = close ? close + strlen(marks[i][1]) : *to;
            if (*to > *from) return true;
            p = *at - 1;
            break;
        }
    return false;
}

static void put_quotation(ro_export *e, const json_t *record, const json_t *item, json_t *text, unsigned number) {
    state *s = e->state;
    char kind[64], digits[16];
    snprintf(kind, sizeof kind, "statement:%.40s:quotation", statement_id(item));
    snprintf(digits, sizeof digits, "%u", number);
    json_t *out = json_pack("{s:o, s:s}", "@id", ro_urn(kind, digits), "@type", "Quotation");
    ro_member(e, out, "text", text);
    ro_member(e, out, "spokenByCharacter", actors(e, record, json_object_get(item, "speakers"), false));
    ro_member(e, out, "isPartOf", ro_reference(ro_report_iri(record)));
    ro_member(e, out, "about", ro_reference(ro_urn("statement", statement_id(item))));
    ro_put_node(e, &s->some, out);
}

static void put_quotations(ro_export *e, const json_t *record, const json_t *item) {
    unsigned number = 0;
    size_t i;
    json_t *span;
    const char *manner = ro_field(item, "manner");
    if (!manner || !strcmp(manner, "indirect") || json_is_true(json_object_get(item, "negated"))) return;
    if (e->plan.offsets_only) {
        put_quotation(e, record, item, json_string(""), 1);
        return;
    }
    json_array_foreach(json_object_get(item, "content"), i, span) {
        const char *at = ro_span_words(span), *from, *to;
        while (next_quoted(&at, &from, &to)) put_quotation(e, record, item, json_stringn(from, (size_t)(to - from)), ++number);
    }
}

/* ---- reviews */

static void put_review(ro_export *e, const json_t *item, const json_t *correction) {
    state *s = e->state;
    const json_t *rating = json_object_get(json_object_get(correction, "set"), "rating");
    const char *id = ro_field(correction, "id"), *by = ro_field(correction, "by"), *uri = ro_field(correction, "url");
    if (!json_is_object(rating)) return;
    json_t *out = json_pack("{s:o, s:s, s:o}", "@id", ro_urn("review", id ? id : "unknown"), "@type", "ClaimReview",
                            "itemReviewed", ro_reference(ro_urn("statement", statement_id(item))));
    ro_member(e, out, "claimReviewed", words(e, json_object_get(item, "content")));
    json_t *made = json_pack("{s:s}", "@type", "Rating");
    ro_member_copy(e, made, "ratingValue", json_object_get(rating, "value"));
    ro_member_copy(e, made, "bestRating", json_object_get(rating, "best"));
    ro_member_copy(e, made, "worstRating", json_object_get(rating, "worst"));
    ro_member_copy(e, made, "alternateName", json_object_get(rating, "name"));
    ro_member(e, out, "reviewRating", made);
    if (by) ro_member(e, out, "author", json_pack("{s:o, s:s, s:s}", "@id", ro_urn("human", by), "@type", "Person", "name", by));
    ro_member_text(e, out, "datePublished", ro_field(correction, "at"));
    ro_member_text(e, out, "reviewBody", ro_field(correction, "why"));
    ro_member_text(e, out, "url", uri);
    ro_put_node(e, &s->some, out);
}

static void record(ro_export *e, const json_t *record) {
    state *s = e->state;
    size_t i, k;
    json_t *item, *correction;
    ro_put_node(e, &s->some, article(e, record));
    json_array_foreach(json_object_get(record, "statements"), i, item) {
        ro_put_node(e, &s->some, claim(e, record, item));
        put_quotations(e, record, item);
        json_array_foreach(json_object_get(item, "corrections"), k, correction) put_review(e, item, correction);
    }
}

const ro_export_format ro_export_claim = {
    .name = "claim", .kinds = 1u << RO_STATEMENTS, .state = sizeof(state), .begin = begin, .record = record, .end = end};
