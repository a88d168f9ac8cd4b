extern "C" {
#include "store/tree.h"

#include "base/limits.h"
}

#include <algorithm>
#include <jansson.h>
#include <memory>
#include <new>
#include <simdjson.h>

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr size_t depth_most = RO_DEPTH_MOST, values_most = RO_VALUES_MOST, ordered_from = 32;

/* Values in an arena: all a filled tree needs of simdjson's is copied. */
struct filler {
    ro_arena *arena;
    size_t values;
    bool memory, zeros, large; /* out of memory; a string with a zero in it; an integer of more than 64 bits with its sign */

    bool text(std::string_view from, const char **string, uint32_t *size) {
        zeros = zeros || from.find('\0') != from.npos;
        *string = zeros ? nullptr : ro_arena_copy(arena, from.data(), from.size());
        *size = static_cast<uint32_t>(from.size());
        memory = memory || (!zeros && !*string);
        return *string;
    }

    ro_tree *items(size_t count, ro_tree *out) {
        values += count;
        out->size = static_cast<uint32_t>(count);
        out->items =
            values > values_most ? nullptr : static_cast<ro_tree *>(ro_arena_array(arena, count + 1, sizeof *out->items));
        memory = memory || (values <= values_most && !out->items);
        return out->items;
    }

    bool array(const simdjson::dom::array &from, ro_tree *out) {
        size_t count = 0;
        for (element item : from) (void)item, count++;
        ro_tree *at = items(count, out);
        for (element item : from)
            if (!at || !value(item, at++)) return false;
        return at;
    }

    /* Members of a large object are put in the order of their keys, those of one key in their own. */
    bool object(const simdjson::dom::object &from, ro_tree *out) {
        size_t count = 0;
        for (auto member : from) (void)member, count++;
        ro_tree *at = items(count, out);
        for (auto member : from) {
            uint32_t size;
            if (!at || !value(member.value, at) || !text(member.key, &at->key, &size)) return false;
            at++;
        }
        if (at && count >= ordered_from)
            std::stable_sort(out->items, at, [](const ro_tree &a, const ro_tree &b) { return strcmp(a.key, b.key) < 0; });
        return at;
    }

    /* As deep as the parser allows. */
    bool value(element from, ro_tree *out) {
        switch (from.type()) {
        case element_type::NULL_VALUE: out->kind = RO_TREE_NULL; return true;
        case element_type::BOOL: out->kind = bool(from) ? RO_TREE_TRUE : RO_TREE_FALSE; return true;
        case element_type::INT64: out->kind = RO_TREE_INTEGER, out->integer = int64_t(from); return true;
        case element_type::UINT64: large = true; return false;
        case element_type::DOUBLE: out->kind = RO_TREE_REAL, out->real = double(from); return true;
        case element_type::STRING: out->kind = RO_TREE_STRING; return text(std::string_view(from), &out->string, &out->size);
        case element_type::ARRAY: out->kind = RO_TREE_ARRAY; return array(from, out);
        case element_type::OBJECT: out->kind = RO_TREE_OBJECT; return object(from, out);
        }
        return false;
    }
};

/* Says where the text is no JSON, which simdjson does not. */
void say_fault(const char *json, size_t size, const char *why, ro_error *error) {
    json_error_t fault = {};
    json_t *read = json_loadb(json, size, JSON_DECODE_ANY, &fault);
    json_decref(read);
    if (read || fault.position < 0)
        ro_fail(error, RO_E_INPUT, "broken JSON: %s", why);
    else
        ro_fail(error, RO_E_INPUT, "broken JSON at byte %d: %s", fault.position, why);
}

} // namespace

extern "C" const ro_tree *ro_tree_read(ro_arena *arena, const char *json, size_t size, ro_error *error) {
    std::unique_ptr<simdjson::dom::parser> parser(new (std::nothrow) simdjson::dom::parser);
    auto *root = static_cast<ro_tree *>(ro_arena_alloc(arena, sizeof(ro_tree)));
    if (!parser || !root || size >= UINT32_MAX) return ro_fail_memory(error), nullptr;
    element document;
    simdjson::error_code code = parser->allocate(size ? size : 1, depth_most);
    if (!code) code = parser->parse(json, size, true).get(document);
    if (code == simdjson::MEMALLOC) return ro_fail_memory(error), nullptr;
    if (code) {
        say_fault(json, size, code == simdjson::DEPTH_ERROR ? "too deep" : simdjson::error_message(code), error);
        return nullptr;
    }
    filler fill = {arena, 1, false, false, false};
    if (fill.value(document, root)) return root;
    if (fill.memory) return ro_fail_memory(error), nullptr;
    if (fill.zeros) return ro_fail(error, RO_E_INPUT, "broken JSON: a string has a zero in it"), nullptr;
    if (fill.large) return ro_fail(error, RO_E_INPUT, "broken JSON: an integer is larger than 64 bits hold"), nullptr;
    return ro_fail(error, RO_E_LIMIT, "more than %zu values", values_most), nullptr;
}

extern "C" const ro_tree *ro_tree_get(const ro_tree *tree, const char *key) {
    if (!ro_tree_is(tree, RO_TREE_OBJECT)) return nullptr;
    if (tree->size >= ordered_from) {
        const ro_tree *past =
            std::upper_bound(tree->items, tree->items + tree->size, key,
                             [](const char *wanted, const ro_tree &member) { return strcmp(wanted, member.key) < 0; });
        return past > tree->items && strcmp(past[-1].key, key) == 0 ? &past[-1] : nullptr;
    }
    for (size_t i = tree->size; i; i--)
        if (strcmp(tree->items[i - 1].key, key) == 0) return &tree->items[i - 1];
    return nullptr;
}
