#include "store/print.h"

#include "text/text.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>

void ro_print_clear(ro_printer *p) {
    p->out.size = 0;
    p->failed = false;
}

void ro_print_raw(ro_printer *p, const char *bytes, size_t size) {
    if (!ro_buffer_add(&p->out, bytes, size)) p->failed = true;
}

static void raw(ro_printer *p, const char *text) { ro_print_raw(p, text, strlen(text)); }

void ro_print_key(ro_printer *p, const char *key) {
    char last = p->out.size ? p->out.data[p->out.size - 1] : '{';
    if (last != '{' && last != '[') raw(p, ",");
    if (!key) return;
    raw(p, "\"");
    raw(p, key);
    raw(p, "\":");
}

void ro_print_open(ro_printer *p, const char *key, char bracket) {
    if (p->out.size) ro_print_key(p, key);
    ro_print_raw(p, &bracket, 1);
}

void ro_print_close(ro_printer *p, char bracket) { ro_print_raw(p, &bracket, 1); }

/* ---- strings */

static void escape(ro_printer *p, unsigned char c) {
    static const char letters[] = "\b\f\n\r\t\"\\", escapes[] = "bfnrt\"\\";
    const char *known = c ? strchr(letters, c) : NULL;
    char out[8];
    if (known)
        snprintf(out, sizeof out, "\\%c", escapes[known - letters]);
    else
        snprintf(out, sizeof out, "\\u%04X", c);
    raw(p, out);
}

static bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

void ro_print_text(ro_printer *p, const char *text, size_t size) {
    size_t fault;
    raw(p, "\"");
    while (size) {
        size_t valid = size;
        if (!ro_utf8_valid(text, size, &fault)) valid = fault;
        for (size_t i = 0, from = 0; i <= valid; i++) {
            bool plain = i < valid && (is_plain((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80);
            if (plain) continue;
            ro_print_raw(p, text + from, i - from);
            if (i < valid) escape(p, (unsigned char)text[i]);
            from = i + 1;
        }
        if (valid < size) raw(p, "\xEF\xBF\xBD"), valid++;
        text += valid;
        size -= valid;
    }
    raw(p, "\"");
}

void ro_print_string(ro_printer *p, const char *key, const char *text) {
    ro_print_key(p, key);
    if (text)
        ro_print_text(p, text, strlen(text));
    else
        raw(p, "null");
}

/* ---- other values */

void ro_print_integer(ro_printer *p, const char *key, int64_t integer) {
    char out[24];
    ro_print_key(p, key);
    snprintf(out, sizeof out, "%" PRId64, integer);
    raw(p, out);
}

void ro_print_flag(ro_printer *p, const char *key, bool flag) {
    ro_print_key(p, key);
    raw(p, flag ? "true" : "false");
}

static void print_real(ro_printer *p, const char *key, double real) {
    char out[32];
    ro_print_key(p, key);
    snprintf(out, sizeof out, isfinite(real) ? "%.6g" : "null", real);
    raw(p, out);
}

void ro_print_value(ro_printer *p, const char *key, const ro_value *value) {
    switch (value->kind) {
    case RO_INTEGER: ro_print_integer(p, key, value->integer); return;
    case RO_REAL: print_real(p, key, value->real); return;
    case RO_TEXT:
        ro_print_key(p, key);
        if (value->size)
            ro_print_text(p, value->text, value->size);
        else
            raw(p, "null");
        return;
    default: ro_print_string(p, key, NULL);
    }
}

void ro_print_json(ro_printer *p, const char *key, const ro_value *value) {
    json_t *json = value->kind == RO_TEXT ? json_loadb(value->text, value->size, 0, NULL) : NULL;
    char *text = json ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    ro_print_key(p, key);
    raw(p, text ? text : "null");
    free(text);
    json_decref(json);
}
