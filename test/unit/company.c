/* Who appears with whom: what is remembered, and how much a companion points to an actor. */
#include "store/company.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void appear(ro_company *company, int64_t actor, int64_t from, int64_t to) {
    for (int64_t report = from; report <= to; report++) assert_true(ro_company_add(company, actor, report));
}

static void shares_are_of_the_companion(void **state) {
    (void)state;
    ro_company *company = ro_company_new();
    assert_non_null(company);
    appear(company, 1, 10, 12);
    appear(company, 2, 12, 14);
    appear(company, 3, 20, 20);
    assert_int_equal(ro_company_share(company, 1, 2), RO_COMPANY_WHOLE / 4); /* one of three, and one more */
    assert_int_equal(ro_company_share(company, 3, 2), 0);
    assert_int_equal(ro_company_share(company, 1, 9), 0); /* nobody knows him */
    assert_true(ro_company_meet(company, 1, 2));
    assert_false(ro_company_meet(company, 1, 3));
    assert_false(ro_company_meet(company, 9, 9));
    ro_company_free(company);
}

static void each_report_counts_once_in_any_order(void **state) {
    (void)state;
    ro_company *company = ro_company_new();
    static const int64_t reports[] = {7, 3, 7, 5, 3, 9, 1, 5};
    assert_non_null(company);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) assert_true(ro_company_add(company, 1, reports[i]));
    assert_int_equal(ro_company_size(company), 5);
    assert_int_equal(ro_company_first(company, 1), 1);
    appear(company, 2, 1, 9);
    assert_int_equal(ro_company_share(company, 2, 1), 5 * (int64_t)RO_COMPANY_WHOLE / 6);
    assert_int_equal(ro_company_share(company, 1, 2), 5 * (int64_t)RO_COMPANY_WHOLE / 10);
    assert_true(ro_company_forget(company));
    assert_int_equal(ro_company_size(company), 0);
    assert_false(ro_company_meet(company, 1, 2));
    ro_company_free(company);
}

static void the_latest_reports_count(void **state) {
    (void)state;
    enum { MOST = RO_COMPANY_MOST };
    ro_company *company = ro_company_new();
    assert_non_null(company);
    appear(company, 1, 1, 5 * MOST);
    appear(company, 2, 1, 3);
    appear(company, 3, 5 * MOST, 5 * MOST);
    appear(company, 4, 4 * MOST, 4 * MOST + 1);
    assert_true(ro_company_size(company) < 2 * MOST + 10);
    assert_int_equal(ro_company_first(company, 1), 4 * MOST + 1);
    assert_false(ro_company_meet(company, 1, 2));
    assert_true(ro_company_meet(company, 3, 1));
    assert_int_equal(ro_company_share(company, 1, 4), RO_COMPANY_WHOLE / 3);
    assert_int_equal(ro_company_share(company, 4, 1), RO_COMPANY_WHOLE / (MOST + 1));
    ro_company_free(company);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_of_the_companion),
        cmocka_unit_test(each_report_counts_once_in_any_order),
        cmocka_unit_test(the_latest_reports_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
