#include "input/html.h"
#include "input/html_charset.h"

static bool warn(ro_document *document, const ro_known *known, const ro_article *article) {
    return (!article->live ||
            ro_document_warn(document, "live-blog", "The page is a live blog: its posts stand in the order of the page.")) &&
           (!article->listing ||
            ro_document_warn(document, "listing", "The page lists articles; it has hardly a text of its own.")) &&
           (!known->paywalled ||
            ro_document_warn(document, "paywall", "The page is not free to read; its text may be the beginning only."));
}

static bool read_page(ro_document *document, const ro_page *page, ro_error *error) {
    ro_known known;
    ro_article article;
    if (!ro_html_metadata(page, document, &known) || !ro_html_text(page, &known, document->arena, &article))
        return ro_fail_memory(error);
    if (!article.size)
        return ro_fail(error, RO_E_INPUT,
                       "%s: no article found in this page: give the report's text, or the page of a single report",
                       document->name);
    return warn(document, &known, &article) ? ro_input_text(document, article.text, article.size, error) : ro_fail_memory(error);
}

bool ro_html_item(ro_document *document, const char *bytes, size_t size, const char *charset_of_transport, ro_error *error) {
    char label[RO_LABEL_SIZE];
    ro_decoded decoded;
    document->format = "html";
    const char *declared = ro_charset_named(charset_of_transport) ? charset_of_transport : NULL;
    if (!declared && ro_html_charset(bytes, size, label)) declared = label;
    if (!ro_input_decode(document, bytes, size, declared, &decoded, error)) return false;
    ro_page *page = ro_page_parse(document->name, decoded.bytes, decoded.size, error);
    bool good = page && read_page(document, page, error);
    ro_page_free(page);
    return good;
}

bool ro_input_html(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    return ro_html_item(document, bytes, size, NULL, error);
}
