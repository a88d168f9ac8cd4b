#include "find/continued.h"

#include "find/clauses.h"
#include "find/find.h"

static const char AIMS[] = " plan intention intent desire wish ambition ";
static const char READY[] = " willing ready prepared determined committed open eager resolved ";
static const char MEANING[] = " intend plan want seek wish ";

/* "has no plans to" */
static bool has_no_aim(const ro_record *record, uint32_t root) {
    if (!ro_is_word(record, root, " has have ")) return false;
    uint32_t aim = ro_child_of(record, root, " obj ", RO_NOBODY);
    return aim != RO_NOBODY && ro_is_form_of(record, aim, AIMS) && ro_has_child_word(record, aim, " det ", " no ");
}

/* "is ready to", "are not prepared to" */
static bool is_ready(const ro_record *record, uint32_t root) {
    uint32_t to = ro_child_of(record, root, " xcomp ccomp advcl obl ", root);
    if (!ro_is_word(record, root, READY) || to == RO_NOBODY || !ro_has_child_word(record, to, " mark case ", " to "))
        return false;
    return ro_has_child_word(record, root, " cop aux:pass aux ", " is are remains remain ");
}

/* "does not intend to" */
static bool means_not(const ro_record *record, uint32_t root) {
    return ro_is_form_of(record, root, MEANING) && ro_has_child_word(record, root, " aux ", " does do ") &&
           ro_is_negated(record, root) && ro_has_child(record, root, " xcomp ");
}

bool ro_sentence_continues(const ro_record *record, uint32_t sentence) {
    ro_span span = record->layers.sentences.items[sentence];
    uint32_t root = ro_head_of(record, span);
    if (root == RO_NOBODY || !ro_has_child(record, root, " nsubj ")) return false;
    return has_no_aim(record, root) || is_ready(record, root) || means_not(record, root);
}
