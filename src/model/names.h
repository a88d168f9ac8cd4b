/* names.h: a tagged run of words cut down to the bare name in it. */
#ifndef RO_NAMES_H
#define RO_NAMES_H

#include "model/layers.h"

/* Without function words and possessive endings at its ends and, for a person, without the title before it ("the Transport
 * Minister Anselm Varga" is "Anselm Varga"; a title alone is no name). Empty where nothing is left. */
ro_span ro_bare_name(const char *text, ro_span span, ro_entity_label label);

/* An organisation's name together with what it is of, where it is cut before that: "Bank" of "the Bank of Velmora", "Ministry" of
 * "the Ministry of Foreign Affairs". next: the name behind it, empty where there is none. The text ends in a zero. */
ro_span ro_name_of(const char *text, ro_span span, ro_span next);

#endif
