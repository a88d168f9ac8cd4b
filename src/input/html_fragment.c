#include "input/html.h"
#include "input/html_blocks.h"

/* Parsed as a whole page: what a fragment lacks of one is added, and has no words. */
bool ro_html_fragment(const char *name, const char *html, size_t size, ro_arena *arena, char **text, size_t *text_size,
                      ro_error *error) {
    ro_blocks blocks = {0};
    *text = NULL;
    *text_size = 0;
    ro_page *page = ro_page_parse(name, html, size, error);
    if (!page) return false;
    ro_arena *scratch = ro_arena_new();
    bool good = scratch && ro_blocks_gather(page, 0, NULL, scratch, &blocks) &&
                ro_blocks_join(blocks.items, blocks.count, arena, text, text_size);
    ro_arena_free(scratch);
    ro_page_free(page);
    return good || ro_fail_memory(error);
}
