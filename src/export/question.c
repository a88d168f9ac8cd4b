#include "export/question.h"

#include <stdio.h>
#include <string.h>

typedef struct line {
    char *out;
    size_t size, used;
} line;

/* A value is cut where a character begins, and never at all but for one of a thousand bytes. */
static void add(line *l, const char *before, const char *value, const char *after) {
    if (!value || l->used + strlen(before) + strlen(value) + strlen(after) + 3 > l->size) return;
    l->used += (size_t)snprintf(l->out + l->used, l->size - l->used, "%s%s%s%s", l->used ? ", " : "", before, value, after);
}

void ro_question_print(const ro_query *q, char *out, size_t size) {
    line l = {out, size, 0};
    *out = 0;
    add(&l, "by “", q->speaker, "”");
    add(&l, "to “", q->addressee, "”");
    add(&l, "about “", q->about, "”");
    add(&l, "act: ", q->act, "");
    add(&l, q->kind == RO_COMMITMENTS ? "kind: " : "type: ", q->type, "");
    add(&l, "status: ", q->status, "");
    add(&l, "at “", q->place, "”");
    add(&l, "country: ", q->country, "");
    add(&l, "outlet “", q->outlet, "”");
    add(&l, "agency “", q->agency, "”");
    add(&l, "from ", q->from, "");
    add(&l, "to ", q->to, "");
    add(&l, "due from ", q->due_from, "");
    add(&l, "due before ", q->due_before, "");
    add(&l, "report ", q->report, "");
    add(&l, "id ", q->id, "");
    if (q->rejected) add(&l, "", "with what was rejected", "");
    if (q->every_version) add(&l, "", "in every version", "");
}
