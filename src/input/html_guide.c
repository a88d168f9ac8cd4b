#include "input/html_guide.h"

#include "input/html.h"
#include "input/html_body.h"

enum { LEAST = 200, SHORTEST = 24, SAMPLE = 48, MOST_WORK = 100 * 1000 * 1000 };

/* Letters and digits; of those beyond ASCII all but spaces and the quotation marks and dashes of U+20xx. */
static size_t letters_of(const char *text, size_t size, char *to) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        char small = (char)(c | 0x20);
        if (c == 0xE2 && i + 2 < size && (unsigned char)text[i + 1] == 0x80) {
            i += 2;
        } else if (c == 0xC2 && i + 1 < size) {
            i++;
        } else if (c >= 0x80 || ro_is_digit((char)c)) {
            to[count++] = (char)c;
        } else if (small >= 'a' && small <= 'z') {
            to[count++] = small;
        }
    }
    to[count] = 0;
    return count;
}

/* Lines become paragraphs. */
static bool take_plain(ro_guide *g, const char *body, ro_arena *arena) {
    size_t size = strlen(body);
    char *to = g->text = ro_arena_alloc(arena, 2 * size + 1);
    if (!to) return false;
    for (const char *p = body; *p;) {
        size_t blanks = strspn(p, " \t\r\n\f"), lines = 0;
        for (size_t i = 0; i < blanks; i++) lines += p[i] == '\n';
        p += blanks;
        if (!*p) break;
        if (to > g->text && lines)
            *to++ = '\n', *to++ = '\n';
        else if (to > g->text)
            *to++ = ' ';
        size_t word = strcspn(p, " \t\r\n\f");
        memcpy(to, p, word);
        to += word;
        p += word;
    }
    g->size = (size_t)(to - g->text);
    return true;
}

static bool is_html(const char *body) {
    const char *amp = strchr(body, '&'), *tag = strchr(body, '<');
    return (amp && strchr(amp, ';')) || (tag && strchr(tag, '>'));
}

bool ro_guide_make(ro_guide *g, const char *body, ro_arena *arena) {
    ro_error error;
    *g = (ro_guide){0};
    if (!body || strlen(body) < LEAST) return true;
    bool html = is_html(body) && ro_html_fragment("JSON-LD", body, strlen(body), arena, &g->text, &g->size, &error);
    if (!html && is_html(body) && error.code == RO_E_MEMORY) return false;
    if (!html && !take_plain(g, body, arena)) return false;
    if (g->size < LEAST) {
        *g = (ro_guide){0};
        return true;
    }
    g->letters = ro_arena_alloc(arena, g->size + 1);
    if (!g->letters) return false;
    g->count = letters_of(g->text, g->size, g->letters);
    ro_block all = {.text = g->text, .size = (uint32_t)g->size};
    g->whole = ro_block_ends_sentence(&all) && memcmp(g->text + g->size - 3, "...", 3) &&
               memcmp(g->text + g->size - 3, "\xE2\x80\xA6", 3);
    return true;
}

bool ro_guide_compare(const ro_guide *g, ro_blocks *blocks, ro_arena *arena, size_t *covered) {
    size_t room = 1;
    *covered = 0;
    if (blocks->count > MOST_WORK / (g->count + 1)) return true;
    for (size_t i = 0; i < blocks->count; i++)
        if (blocks->items[i].size >= room) room = blocks->items[i].size + 1;
    char *own = ro_arena_alloc(arena, room);
    if (!own) return false;
    for (size_t i = 0; i < blocks->count; i++) {
        ro_block *b = &blocks->items[i];
        size_t count = b->linked * 10 < b->size * 9 ? letters_of(b->text, b->size, own) : 0;
        size_t sample = count < SAMPLE ? count : SAMPLE, from = (count - sample) / 2;
        own[from + sample] = 0;
        b->found = count >= SHORTEST && strstr(g->letters, own + from);
        if (b->found) *covered += count;
    }
    return true;
}
