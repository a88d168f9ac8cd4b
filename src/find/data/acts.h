/* Stems of cues and the act they name, the longest stem that begins a word of the cue decides. A stem with a space takes in the
 * word behind it. */
static const struct {
    const char *stem;
    ro_act act;
} act_stems[] = {
    {"accept", RO_AGREE},       {"accus", RO_ACCUSE},       {"acknowledg", RO_SAY},     {"admir", RO_PRAISE},
    {"admit", RO_SAY},          {"admonish", RO_CRITICISE}, {"advis", RO_DEMAND},       {"advocat", RO_PROPOSE},
    {"agree", RO_AGREE},        {"alleg", RO_ACCUSE},       {"anticipat", RO_EXPECT},   {"appeal", RO_DEMAND},
    {"applaud", RO_PRAISE},     {"appreciat", RO_PRAISE},   {"approv", RO_AGREE},       {"argu", RO_SAY},
    {"ask", RO_DEMAND},         {"asked whether", RO_ASK},  {"asked if", RO_ASK},       {"asked why", RO_ASK},
    {"asked how", RO_ASK},      {"asked what", RO_ASK},     {"assail", RO_CRITICISE},   {"assum", RO_BELIEVE},
    {"attack", RO_CRITICISE},   {"back", RO_AGREE},         {"balk", RO_REJECT},        {"belie", RO_BELIEVE},
    {"beg", RO_DEMAND},         {"blam", RO_ACCUSE},        {"blast", RO_CRITICISE},    {"brush", RO_REJECT},
    {"call on", RO_DEMAND},     {"called on", RO_DEMAND},   {"calls on", RO_DEMAND},    {"calling on", RO_DEMAND},
    {"call upon", RO_DEMAND},   {"called upon", RO_DEMAND}, {"call for", RO_DEMAND},    {"called for", RO_DEMAND},
    {"calls for", RO_DEMAND},   {"calling for", RO_DEMAND}, {"caution", RO_WARN},       {"castigat", RO_CRITICISE},
    {"challeng", RO_CRITICISE}, {"charg", RO_ACCUSE},       {"chastis", RO_CRITICISE},  {"chid", RO_CRITICISE},
    {"commend", RO_PRAISE},     {"commit", RO_PROMISE},     {"complain", RO_CRITICISE}, {"conced", RO_SAY},
    {"concern", RO_BELIEVE},    {"concur", RO_AGREE},       {"condemn", RO_CRITICISE},  {"congratulat", RO_PRAISE},
    {"consider", RO_BELIEVE},   {"contradict", RO_DENY},    {"convinced", RO_BELIEVE},  {"critici", RO_CRITICISE},
    {"cautious", RO_EXPECT},    {"decline", RO_REJECT},     {"declining", RO_REJECT},   {"decr", RO_CRITICISE},
    {"demand", RO_DEMAND},      {"denia", RO_DENY},         {"denie", RO_DENY},         {"denounc", RO_CRITICISE},
    {"deny", RO_DENY},          {"deplor", RO_CRITICISE},   {"derid", RO_CRITICISE},    {"disagree", RO_REJECT},
    {"dismiss", RO_REJECT},     {"disput", RO_DENY},        {"doubt", RO_BELIEVE},      {"embrac", RO_AGREE},
    {"encourag", RO_DEMAND},    {"endors", RO_AGREE},       {"enjoin", RO_DEMAND},      {"envisag", RO_EXPECT},
    {"estimat", RO_EXPECT},     {"exhort", RO_DEMAND},      {"expect", RO_EXPECT},      {"fault", RO_CRITICISE},
    {"favor", RO_AGREE},        {"favour", RO_AGREE},       {"fear", RO_BELIEVE},       {"feel", RO_BELIEVE},
    {"felt", RO_BELIEVE},       {"forecast", RO_EXPECT},    {"foresee", RO_EXPECT},     {"guarant", RO_PROMISE},
    {"hail", RO_PRAISE},        {"hope", RO_EXPECT},        {"hoping", RO_EXPECT},      {"implor", RO_DEMAND},
    {"insist", RO_SAY},         {"instruct", RO_DEMAND},    {"insult", RO_CRITICISE},   {"intend", RO_EXPECT},
    {"invit", RO_PROPOSE},      {"lambast", RO_CRITICISE},  {"lament", RO_SAY},         {"laud", RO_PRAISE},
    {"mock", RO_CRITICISE},     {"object", RO_REJECT},      {"offer", RO_PROPOSE},      {"oppos", RO_REJECT},
    {"order", RO_DEMAND},       {"plan", RO_EXPECT},        {"plead", RO_DEMAND},       {"pledg", RO_PROMISE},
    {"prais", RO_PRAISE},       {"predict", RO_EXPECT},     {"press", RO_DEMAND},       {"promis", RO_PROMISE},
    {"propos", RO_PROPOSE},     {"protest", RO_CRITICISE},  {"query", RO_ASK},          {"querie", RO_ASK},
    {"question", RO_CRITICISE}, {"rebuff", RO_REJECT},      {"rebuk", RO_CRITICISE},    {"rebut", RO_DENY},
    {"recommend", RO_PROPOSE},  {"refus", RO_REJECT},       {"refut", RO_DENY},         {"reject", RO_REJECT},
    {"reluctan", RO_REJECT},    {"request", RO_DEMAND},     {"rul out", RO_REJECT},     {"ruled out", RO_REJECT},
    {"ruling out", RO_REJECT},  {"salut", RO_PRAISE},       {"scold", RO_CRITICISE},    {"second", RO_AGREE},
    {"slam", RO_CRITICISE},     {"spurn", RO_REJECT},       {"suggest", RO_PROPOSE},    {"support", RO_AGREE},
    {"suspect", RO_BELIEVE},    {"swear", RO_PROMISE},      {"swore", RO_PROMISE},      {"taunt", RO_CRITICISE},
    {"thank", RO_PRAISE},       {"think", RO_BELIEVE},      {"thought", RO_BELIEVE},    {"threat", RO_THREATEN},
    {"undertak", RO_PROMISE},   {"undertook", RO_PROMISE},  {"urg", RO_DEMAND},         {"voic concern", RO_BELIEVE},
    {"vow", RO_PROMISE},        {"want", RO_DEMAND},        {"warn", RO_WARN},          {"welcom", RO_PRAISE},
    {"wonder", RO_ASK},         {"worr", RO_BELIEVE},       {"agreed to", RO_PROMISE},  {"inquir", RO_ASK},
    {"enquir", RO_ASK},         {"optimis", RO_EXPECT},     {"confiden", RO_EXPECT},    {"vot against", RO_REJECT},
    {"oblig", RO_PROMISE},      {"assur", RO_PROMISE},      {"ultimatum", RO_DEMAND},   {"project", RO_EXPECT},
    {"called", RO_CRITICISE},   {"calling", RO_CRITICISE},  {"calls", RO_CRITICISE},    {"call", RO_CRITICISE},
    {"told to", RO_DEMAND},     {"directed", RO_DEMAND},    {"directing", RO_DEMAND},   {"suppos", RO_BELIEVE},
    {"insist on", RO_DEMAND},   {"insisted on", RO_DEMAND}, {"insists on", RO_DEMAND},  {"deem", RO_CRITICISE},
};

/* Stems of cues that leave the act to the words. */
static const char *const speech_stems[] = {
    "accord",     "add",      "announc", "answer",  "as ",     "chant",      "defend",   "assert",    "aver",     "brief",
    "characteri", "cit",      "claim",   "clarif",  "comment", "communicat", "conclu",   "confess",   "confirm",  "contend",
    "continu",    "convey",   "declar",  "describ", "detail",  "determin",   "disclos",  "elaborat",  "emphasi",  "explain",
    "express",    "find",     "found",   "giv",     "gave",    "highlight",  "hint",     "impl",      "indicat",  "inform",
    "justif",     "maintain", "mention", "messag",  "nam",     "not",        "observ",   "point",     "post",     "present",
    "proclaim",   "pronounc", "publi",   "put",     "quip",    "quot",       "read",     "recall",    "recount",  "refer",
    "reiterat",   "relat",    "remark",  "repeat",  "repl",    "report",     "respond",  "retort",    "retweet",  "reveal",
    "rul",        "said",     "say",     "sa",      "signal",  "speak",      "spoke",    "specif",    "stat",     "stress",
    "sum",        "talk",     "tell",    "testif",  "told",    "tweet",      "underlin", "underscor", "view",     "word",
    "writ",       "wrote",    "yell",    "shout",   "cry",     "cried",      "joke",     "whisper",   "admit",    "allow",
    "insinuat",   "intimat",  "joined",  "letter",  "speech",  "interview",  "account",  "credit",    "attribut", "ascrib",
    "affirm",
};

/* Cues that PolNeAR marks and a statement does not have: deeds, perceptions, purposes, looks. Matched like the stems above. */
static const char *const deed_stems[] = {
    "appoint", "attempt",  "postpon", "learn",   "look",    "notic",  "nominat",  "remember", "recall seeing",
    "saw ",    "see ",     "seek",    "sought",  "seem",    "show",   "sign",     "sued",     "tried",
    "try",     "voted",    "watch",   "aim",     "hired",   "fired",  "enjoy",    "love",     "like",
    "hate",    "ignor",    "forget",  "forgot",  "realiz",  "realis", "discover", "sanction", "bann",
    "banning", "negotiat", "discuss", "legalis", "legaliz", "enact",
};
