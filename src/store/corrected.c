#include "store/corrected.h"

#include <string.h>
#include <strings.h>

static const char *string(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text && *text ? text : NULL;
}

static json_t *item_of(const json_t *record, const char *id) {
    static const char *const lists[] = {"statements", "events", "commitments"};
    size_t i;
    json_t *item;
    for (size_t k = 0; id && k < 3; k++) json_array_foreach(json_object_get(record, lists[k]), i, item) {
            const char *own = string(item, "id");
            if (own && !strcmp(own, id)) return item;
        }
    return NULL;
}

/* ---- speakers */

/* The actor whose number or name it is. */
static json_t *actor_of(const json_t *record, const char *who) {
    static const char *const keys[] = {"store_actor", "name", "known_as"};
    size_t i;
    json_t *actor;
    for (size_t k = 0; k < 3; k++) json_array_foreach(json_object_get(record, "actors"), i, actor) {
            const char *own = string(actor, keys[k]);
            if (own && !strcasecmp(own, who)) return actor;
        }
    return NULL;
}

/* One whom the report does not name: without mentions. Borrowed; NULL: out of memory. */
static json_t *new_actor(json_t *record, const char *who) {
    json_t *actors = json_object_get(record, "actors"), *known;
    size_t number = json_array_size(actors) + 1;
    do {
        json_t *id = json_sprintf("a%zu", number++);
        known = json_pack("{s:o, s:s, s:s, s:n, s:n, s:n, s:n, s:[]}", "id", id, "name", who, "kind", "person", "role",
                          "affiliation", "country", "sector", "mentions");
        if (!known) return NULL;
        size_t i;
        json_t *other;
        bool taken = false;
        json_array_foreach(actors, i, other) taken =
            taken || json_equal(json_object_get(other, "id"), json_object_get(known, "id"));
        if (!taken) break;
        json_decref(known);
    } while (true);
    return json_array_append_new(actors, known) ? NULL : known;
}

/* The chain ends in its speakers. */
static bool end_chain(json_t *item, const json_t *id) {
    json_t *chain = json_object_get(item, "chain");
    for (size_t i = json_array_size(chain); i-- > 0;) {
        const char *role = string(json_array_get(chain, i), "role");
        if (role && !strcmp(role, "speaker")) json_array_remove(chain, i);
    }
    return !chain || !json_array_append_new(chain, json_pack("{s:s, s:O}", "role", "speaker", "actor", id));
}

/* Who says it, does it or is bound. */
static const char *speakers_key(const json_t *item) {
    return json_object_get(item, "speakers") ? "speakers" : json_object_get(item, "parties") ? "parties" : "source";
}

/* The names of an item's speakers; NULL: out of memory. */
static json_t *names_of(const json_t *record, const json_t *item) {
    size_t i, n;
    json_t *id, *actor, *names = json_array();
    bool good = names != NULL;
    json_array_foreach(json_object_get(item, speakers_key(item)), i, id)
        json_array_foreach(json_object_get(record, "actors"), n, actor) if (json_equal(json_object_get(actor, "id"), id)) good =
            good && !json_array_append(names, json_object_get(actor, "name"));
    if (good) return names;
    json_decref(names);
    return NULL;
}

/* number: of the actor in the store, by which he is known better than by his name; NULL: none. */
static bool set_speaker(json_t *record, json_t *item, const char *who, const char *number, json_t *was) {
    if (json_object_set_new(was, "speaker", names_of(record, item))) return false;
    json_t *actor = number ? actor_of(record, number) : NULL, *id;
    if (!actor) actor = actor_of(record, who);
    if (!actor) actor = new_actor(record, who);
    id = json_object_get(actor, "id");
    return id && !json_object_set_new(item, speakers_key(item), json_pack("[O]", id)) && end_chain(item, id);
}

/* ---- changes */

static json_t *due_of(const json_t *value) {
    json_t *earliest = json_object_get(value, "earliest"), *latest = json_object_get(value, "latest");
    if (!json_is_object(value)) return json_null();
    return json_pack("{s:n, s:O?, s:O?}", "time", "earliest", earliest, "latest", latest);
}

static bool set_field(json_t *record, json_t *item, const char *key, json_t *value, const char *number, json_t *was) {
    json_t *old = json_object_get(item, key);
    if (!strcmp(key, "speaker"))
        return !json_is_string(value) || set_speaker(record, item, json_string_value(value), number, was);
    if (!old) return true;
    if (json_object_set_new(was, key, json_incref(old))) return false;
    return !json_object_set_new(item, key, !strcmp(key, "due") ? due_of(value) : json_incref(value));
}

static bool set_fields(json_t *record, json_t *item, const json_t *set, const char *number, json_t *was) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(size_t)set, key, value) if (!set_field(record, item, key, value, number, was)) return false;
    return true;
}

/* Notes it with the item, was being what was there before (taken). */
static bool note(json_t *item, const json_t *correction, json_t *was) {
    static const char *const keys[] = {"id", "set", "reject", "by", "at", "why"};
    json_t *entry = json_object(), *list = json_object_get(item, "corrections");
    bool good = entry != NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(correction, keys[i]);
        if (value) good = good && !json_object_set(entry, keys[i], value);
    }
    good = !json_object_set_new(entry, "was", was) && good;
    if (!list) good = !json_object_set_new(item, "corrections", list = json_array()) && good;
    return !json_array_append_new(list, entry) && good;
}

/* ---- what was missing */

/* Spans of an addition, [start, end], as spans with words; null where there are none. */
static json_t *span_of(const json_t *record, const json_t *pair) {
    const char *text = json_string_value(json_object_get(record, "text"));
    json_int_t from = json_integer_value(json_array_get(pair, 0)), to = json_integer_value(json_array_get(pair, 1)), point = 0;
    size_t start = 0, end = 0;
    if (json_array_size(pair) != 2 || from < 0 || to <= from) return json_null();
    for (size_t i = 0; text && point <= to; i++) {
        if (((unsigned char)text[i] & 0xc0) == 0x80) continue;
        if (point == from) start = i;
        if (point == to) end = i;
        point++;
        if (!text[i]) break;
    }
    if (text && end <= start) return json_null();
    return json_pack("{s:I, s:I, s:o}", "start", from, "end", to, "text",
                     text ? json_stringn(text + start, end - start) : json_string(""));
}

static bool add_statement(json_t *record, const json_t *correction) {
    const json_t *add = json_object_get(correction, "add"), *id = json_object_get(correction, "item");
    json_t *content = json_array(), *pair, *act = json_object_get(add, "act"),
           *statements = json_object_get(record, "statements");
    size_t i;
    json_array_foreach(json_object_get(add, "content"), i, pair) {
        json_t *span = span_of(record, pair);
        if (json_is_null(span) || json_array_append_new(content, span)) return json_decref(content), true;
    }
    if (!json_is_string(id) || !json_array_size(content)) return json_decref(content), true;
    json_t *item =
        json_pack("{s:O, s:o, s:[], s:o, s:o, s:s, s:o, s:[], s:n, s:n, s:[], s:b, s:f, s:s}", "id", id, "source",
                  span_of(record, json_object_get(add, "source")), "speakers", "cue",
                  span_of(record, json_object_get(add, "cue")), "content", content, "manner",
                  string(add, "manner") ? string(add, "manner") : "indirect", "act", act ? json_incref(act) : json_string("say"),
                  "addressees", "venue", "time", "chain", "negated", false, "confidence", 1.0, "origin", "human");
    json_t *was = json_object();
    const char *who = string(add, "speaker");
    bool good = item && (!who || set_speaker(record, item, who, string(correction, "actor"), was));
    good = good && note(item, correction, json_incref(was)) && !json_array_append(statements, item);
    json_decref(was);
    json_decref(item);
    return good;
}

/* What an engine has found by now gets the act and the speaker that a human gave it when it was missing. */
static json_t *set_of_addition(const json_t *add) {
    json_t *set = json_object(), *act = json_object_get(add, "act"), *speaker = json_object_get(add, "speaker");
    bool good = set && (!act || !json_object_set(set, "act", act)) && (!speaker || !json_object_set(set, "speaker", speaker));
    if (good) return set;
    json_decref(set);
    return NULL;
}

bool ro_correct_record(json_t *record, const json_t *correction) {
    const json_t *add = json_object_get(correction, "add"), *reject = json_object_get(correction, "reject");
    json_t *item = item_of(record, string(correction, "item"));
    if (!item) return !add || add_statement(record, correction);
    json_t *was = json_object(), *set = add ? set_of_addition(add) : json_incref(json_object_get(correction, "set"));
    bool good = was && (set || !add) && set_fields(record, item, set, string(correction, "actor"), was);
    if (json_is_true(reject)) good = good && !json_object_set_new(item, "rejected", json_true());
    if (json_is_false(reject)) json_object_del(item, "rejected");
    json_decref(set);
    return note(item, correction, was) && good;
}
