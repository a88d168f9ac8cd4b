#include "input/ninjs.h"

#include <stdio.h>

/* Names of versions 1 and 3 and of Superdesk, and those that all formats have in common in extra. */
static const struct {
    const char *from, *to;
} names[] = {
    {"$standard", "standard"},
    {"altIds", "altids"},
    {"contentCreated", "contentcreated"},
    {"copyrightHolder", "copyrightholder"},
    {"copyrightNotice", "rights"},
    {"copyrightnotice", "rights"},
    {"edNote", "ed_note"},
    {"ednote", "ed_note"},
    {"event", "events"},
    {"evolvedfrom", "previous_version"},
    {"firstCreated", "firstcreated"},
    {"genre", "genres"},
    {"infoSources", "infosources"},
    {"infosource", "infosources"},
    {"object", "objects"},
    {"organisation", "organisations"},
    {"person", "people"},
    {"place", "places"},
    {"pubStatus", "pubstatus"},
    {"representationType", "representationtype"},
    {"rightsInfo", "rightsinfo"},
    {"subject", "subjects"},
    {"trustIndicators", "trustindicators"},
    {"trustindicator", "trustindicators"},
    {"usageTerms", "usage_terms"},
    {"usageterms", "usage_terms"},
    {"versionCreated", "versioncreated"},
};

static bool rename_all(ro_keys *keys) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!ro_keys_rename(keys, names[i].from, names[i].to)) return false;
    return true;
}

static void drop_empty(json_t *object) {
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(object, next, key,
                             value) if (json_is_null(value) || (json_is_string(value) && !json_string_length(value)))
        json_object_del(object, key);
}

/* ---- "body_text", "body_xhtml", … become bodies */

static bool add_part(json_t *list, const char *role, const json_t *value) {
    json_t *part = json_object();
    bool good = part && !json_object_set_new(part, "role", json_string(role)) &&
                !json_object_set(part, "value", (json_t *)value) && !json_array_append(list, part);
    json_decref(part);
    return good;
}

/* The part's role, where the key is the word, or the word with a suffix; else NULL. */
static const char *role_in(const char *key, const char *word) {
    size_t size = strlen(word);
    if (strncmp(key, word, size)) return NULL;
    return !key[size] ? "main" : key[size] == '_' ? key + size + 1 : NULL;
}

static bool collect(ro_keys *keys, const char *word, json_t *list) {
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(keys->object, next, key, value) {
        const char *role = role_in(key, word);
        if (!role) continue;
        if (!json_is_string(value)) {
            if (!ro_keys_warn(keys, key, "a string")) return false;
            continue;
        }
        if (!add_part(list, role, value)) return false;
        json_object_del(keys->object, key);
    }
    return true;
}

/* Only objects with words stay; the names in them are those of version 2. */
static bool copy_parts(const json_t *from, json_t *list) {
    for (size_t i = 0; i < json_array_size(from); i++) {
        json_t *part = json_array_get(from, i), *type = json_object_get(part, "contentType");
        if (!ro_json_string(part, "value")) continue;
        if (type && json_object_set(part, "contenttype", type)) return false;
        if (type) json_object_del(part, "contentType");
        if (json_array_append(list, part)) return false;
    }
    return true;
}

static bool unify_parts(ro_keys *keys, const char *word, const char *plural) {
    json_t *list = json_object_get(keys->object, plural), *parts = json_array();
    bool strange = list && !json_is_array(list);
    bool good =
        parts && copy_parts(list, parts) && (!strange || ro_keys_warn(keys, plural, "an array")) && collect(keys, word, parts);
    if (good && json_array_size(parts))
        good = !json_object_set(keys->object, plural, parts);
    else if (good && !strange)
        json_object_del(keys->object, plural);
    json_decref(parts);
    return good;
}

bool ro_ninjs_unify(ro_keys *keys) {
    drop_empty(keys->object);
    return rename_all(keys) && unify_parts(keys, "body", "bodies") && unify_parts(keys, "headline", "headlines") &&
           unify_parts(keys, "description", "descriptions");
}
