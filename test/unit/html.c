/* HTML: the words of fragments, and the charset that a page declares. */
#include "input/html.h"
#include "input/html_charset.h"

#include <setjmp.h>
#include <cmocka.h>

static void fragment_is(const char *html, const char *words) {
    ro_arena *arena = ro_arena_new();
    char *text;
    size_t size;
    assert_true(ro_html_fragment("a test", html, strlen(html), arena, &text, &size, NULL));
    assert_int_equal(size, strlen(words));
    if (size) assert_string_equal(text, words);
    ro_arena_free(arena);
}

static void fragments_keep_all_their_words(void **state) {
    (void)state;
    fragment_is("<h2>One</h2><p>Two  <b>three</b>\nfour.<p>Five<br>six<br><br>seven",
                "One\n\nTwo three four.\n\nFive\nsix\n\nseven");
    fragment_is("Just words &amp; no tags", "Just words & no tags");
    fragment_is("<div>a<div>b</div>c</div><ul><li>d<li>e</ul>", "a\n\nb\n\nc\n\nd\n\ne");
    fragment_is("<table><tr><th>Year<th>Votes<tr><td>2001<td>5</table>", "Year\tVotes\n\n2001\t5");
}

static void fragments_leave_out_what_is_no_words(void **state) {
    (void)state;
    fragment_is("", "");
    fragment_is("<script>x</script><style>y</style> &nbsp; <img alt=z>", "");
    fragment_is("<p onclick='a()'>Seen<figure><img><figcaption>under</figcaption></figure><p>on&shy;ly", "Seen\n\nonly");
    fragment_is("<p>&nbsp;a&nbsp; b\xE2\x80\x8B"
                "c&nbsp;d&nbsp;</p>",
                "a bc\xC2\xA0"
                "d");
}

static void charset_is(const char *html, const char *label) {
    char found[RO_LABEL_SIZE] = "none";
    bool any = ro_html_charset(html, strlen(html), found);
    assert_string_equal(any ? found : "none", label);
}

static void charsets_are_found_as_the_standard_says(void **state) {
    (void)state;
    charset_is("<meta charset=\"Latin1\">", "latin1");
    charset_is("<html><head><title>a</title><meta charset=utf-8>", "utf-8");
    charset_is("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251");
    charset_is("<meta content='text/html; charset=koi8-r' http-equiv=content-type>", "koi8-r");
    charset_is("<meta content='text/html; charset=koi8-r'>", "none");
    charset_is("<!-- <meta charset=koi8-r> --><meta charset=gbk>", "gbk");
    charset_is("<a title='<meta charset=koi8-r>'><meta charset=gbk>", "gbk");
    charset_is("<script src=x charset=koi8-r></script>", "none");
    charset_is("<?xml version='1.0' encoding='ISO-8859-2'?><html>", "iso-8859-2");
    charset_is("<metas charset=gbk>", "none");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments_keep_all_their_words),
        cmocka_unit_test(fragments_leave_out_what_is_no_words),
        cmocka_unit_test(charsets_are_found_as_the_standard_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
