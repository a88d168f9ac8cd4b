/* Words that say that someone is bound or means to bind another, our own choice: base forms, irregular ones beside them. Of rows
 * with the same word the first that fits decides.
 *   part        v verb, n noun, a adjective
 *   particle    the word that has to go with it ("turn down"), NULL: none
 *   clauses     what may say what: "to" an infinitive, "that" a finite clause, "ing" a gerund
 *   cases       prepositions behind which it may stand
 *   objects     heads of an object that may say it: NULL none, "" any
 *   flags       one letter each: H someone has to be asked · P plain, see ro_pledge · B may stand without saying
 *               what */
static const struct pledge_row {
    const char *words;
    char part;
    ro_commitment_kind kind;
    const char *particle, *clauses, *cases, *objects, *flags;
} pledge_rows[] = {
    /* demands */
    {" urge press encourage implore beg beseech exhort pressure lobby petition implored pleaded ", 'v', RO_COMMIT_DEMAND, NULL,
     " to base ", " for ", NULL, ""},
    {" call ", 'v', RO_COMMIT_OFFER, " for ", "", " for ",
     " talk talks dialogue negotiation negotiations cooperation discussion discussions consultation consultations conference ",
     ""},
    {" call appeal plead ", 'v', RO_COMMIT_DEMAND, NULL, "", " for ", NULL, ""},
    {" call ", 'v', RO_COMMIT_DEMAND, " on upon for ", " to ", "", NULL, ""},
    {" appeal plead ", 'v', RO_COMMIT_DEMAND, " to with ", " to ", "", NULL, ""},
    {" ask ", 'v', RO_COMMIT_DEMAND, NULL, " to base ", " for ", NULL, ""},
    {" demand request ", 'v', RO_COMMIT_DEMAND, NULL, " to base ing ", "", "", ""},
    {" insist ", 'v', RO_COMMIT_DEMAND, NULL, " base ", " on upon ", NULL, ""},
    {" order instruct direct command ", 'v', RO_COMMIT_DEMAND, NULL, " to base ", "",
     " alert evacuation closure withdrawal halt stop end release review investigation inquiry probe installation inspection "
     "check "
     "suspension cancellation destruction demolition killing lockdown quarantine curfew removal deportation expulsion recount "
     "deployment construction reconstruction ",
     ""},
    {" advise tell told ", 'v', RO_COMMIT_DEMAND, NULL, " to ", "", NULL, "H"},
    {" recommend ", 'v', RO_COMMIT_DEMAND, NULL, " base ", "", NULL, ""},
    {" want need seek ", 'v', RO_COMMIT_DEMAND, NULL, "", "",
     " response answer reply commitment guarantee guarantees assurance assurances end withdrawal action resignation apology "
     "pledge promise promises agreement "
     "explanation compensation ",
     ""},
    {" want ", 'v', RO_COMMIT_DEMAND, NULL, " to ", "", NULL, "H"},
    {" count ", 'v', RO_COMMIT_DEMAND, " on upon ", " to ", "", NULL, ""},
    {" demand request call appeal plea ultimatum ", 'n', RO_COMMIT_DEMAND, NULL, " to base ", " for ", NULL, ""},
    /* promises */
    {" promise pledge vow guarantee ", 'v', RO_COMMIT_PROMISE, NULL, " to that ing ", "", "", ""},
    {" swear swore sworn undertake undertook undertaken ", 'v', RO_COMMIT_PROMISE, NULL, " to that ", "", NULL, ""},
    {" commit ", 'v', RO_COMMIT_PROMISE, NULL, " to ing ", " to ", NULL, ""},
    {" committed ", 'a', RO_COMMIT_PROMISE, NULL, " to ", " to ", NULL, ""},
    {" assure ", 'v', RO_COMMIT_PROMISE, NULL, " that ", "", NULL, ""},
    {" announce ", 'v', RO_COMMIT_PROMISE, NULL, "", "",
     " plan plans intention withdrawal initiative pullout retirement resignation ceasefire truce ", ""},
    {" promise pledge vow commitment ", 'n', RO_COMMIT_PROMISE, NULL, " to that ", "", NULL, ""},
    /* agreements */
    {" agree ", 'v', RO_COMMIT_AGREEMENT, NULL, " to that ", " to on upon ", NULL, "P"},
    {" sign conclude ratify ", 'v', RO_COMMIT_AGREEMENT, NULL, "", "",
     " agreement treaty deal accord pact memorandum memorandums memoranda convention contract truce ceasefire protocol "
     "declaration ",
     ""},
    {" agreement deal pact accord ", 'n', RO_COMMIT_AGREEMENT, NULL, " to ", "", NULL, ""},
    /* denials */
    {" deny ", 'v', RO_COMMIT_REFUSAL, NULL, "", "",
     " request funding funds permission visa visas access application bail entry asylum appeal ", ""},
    {" deny ", 'v', RO_COMMIT_DENIAL, NULL, " that ing ", "", "", "B"},
    {" dismiss reject refute rebut dispute ", 'v', RO_COMMIT_DENIAL, NULL, "", "",
     " fear claim claims allegation accusation report suggestion rumour rumor speculation charge notion ", ""},
    {" denial ", 'n', RO_COMMIT_DENIAL, NULL, " that ", "", NULL, "B"},
    /* refusals */
    {" refuse ", 'v', RO_COMMIT_REFUSAL, NULL, " to ", "", "", "B"},
    {" decline ", 'v', RO_COMMIT_REFUSAL, NULL, " to ", "",
     " request offer invitation proposal demand call bid appeal application ", "B"},
    {" reject rebuff spurn ", 'v', RO_COMMIT_REFUSAL, NULL, "", "",
     " demand request proposal offer call plan idea bid invitation deal appeal ultimatum talks overture pressure compromise ",
     ""},
    {" turn ", 'v', RO_COMMIT_REFUSAL, " down ", "", "", "", ""},
    {" rule ", 'v', RO_COMMIT_REFUSAL, " out ", " ing ", "", "", ""},
    {" refusal ", 'n', RO_COMMIT_REFUSAL, NULL, " to ", "", NULL, ""},
    /* threats */
    {" threaten ", 'v', RO_COMMIT_THREAT, NULL, " to that ", " with ", NULL, ""},
    {" threat ", 'n', RO_COMMIT_THREAT, NULL, " to that ", " of ", NULL, ""},
    /* offers */
    {" offer ", 'v', RO_COMMIT_OFFER, NULL, " to ", "", " help assistance aid support talks refuge asylum mediation ", ""},
    {" invite ", 'v', RO_COMMIT_OFFER, NULL, " to ", " to for ", NULL, "H"},
    {" propose ", 'v', RO_COMMIT_OFFER, NULL, " to that ing ", "", "", ""},
    {" ready willing prepared open ", 'a', RO_COMMIT_OFFER, NULL, " to ", " to for ",
     " talk talks dialogue negotiation negotiations compromise cooperation discussion discussions ", ""},
    {" willingness readiness ", 'n', RO_COMMIT_OFFER, NULL, " to ", " for ", NULL, ""},
    {" offer ", 'n', RO_COMMIT_OFFER, NULL, " to ", " of ", NULL, ""},
    {" invitation ", 'n', RO_COMMIT_OFFER, NULL, " to ", "", NULL, ""},
    {" proposal ", 'n', RO_COMMIT_OFFER, NULL, " to that ", " for ", NULL, ""},
};

/* Verbs behind which nothing is withheld that would have been a commitment: "declined to comment". */
static const char MODEST[] = " name named identify quote call "; /* "asked not to be named" */
static const char TELLING[] =
    " comment say answer elaborate detail discuss speak talk identify name give disclose confirm specify "
    "provide respond ";
