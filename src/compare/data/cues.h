/* Words that turn a statement round, oppose one another, or say how far it goes. Folded: small letters, ASCII apostrophes. */

/* Negations, and verbs that hold one. A * stands for any ending. */
static const char *const negations[] = {
    "not",     "no",          "never",      "none",      "neither", "nor",     "nobody",  "nothing",  "nowhere",   "without",
    "cannot",  "lack",        "lacks",      "lacked",    "denied",  "denies",  "deny",    "denying",  "denial*",   "refus*",
    "reject*", "declined",    "declines",   "fail",      "fails",   "failed",  "unable",  "unlikely", "dismissed", "dismisses",
    "refut*",  "contradict*", "impossible", "unwilling", "false",   "falsely", "rebuff*", "untrue",
};

/* Pairs of which the one says what the other denies; stems. */
static const char *const opposites[][2] = {
    {"accept", "reject"},   {"accept", "refus"},    {"acquit", "convict"},  {"advanc", "retreat"},
    {"agree", "disagree"},  {"agree", "refus"},     {"allow", "ban"},       {"allow", "forbid"},
    {"allow", "block"},     {"alive", "dead"},      {"approv", "reject"},   {"approv", "block"},
    {"arriv", "depart"},    {"attack", "defend"},   {"begin", "end"},       {"began", "ended"},
    {"better", "worse"},    {"build", "demolish"},  {"buy", "sell"},        {"bought", "sold"},
    {"cheap", "expensive"}, {"close", "open"},      {"closing", "opening"}, {"confirm", "deny"},
    {"confirm", "denied"},  {"confirm", "denies"},  {"cut", "rais"},        {"cut", "increas"},
    {"decreas", "increas"}, {"decreas", "rise"},    {"declin", "rise"},     {"declin", "rose"},
    {"declin", "increas"},  {"drop", "rise"},       {"drop", "rose"},       {"drop", "gain"},
    {"down", "up"},         {"enter", "leav"},      {"expand", "shrink"},   {"fall", "rise"},
    {"falling", "rising"},  {"fell", "rose"},       {"fell", "gain"},       {"fell", "climb"},
    {"few", "many"},        {"free", "jail"},       {"freed", "arrest"},    {"gain", "los"},
    {"guilty", "innocent"}, {"halt", "resum"},      {"higher", "lower"},    {"improv", "worsen"},
    {"includ", "exclud"},   {"increas", "fell"},    {"increas", "reduc"},   {"keep", "drop"},
    {"kept", "dropped"},    {"lift", "impos"},      {"lower", "rais"},      {"legal", "illegal"},
    {"likely", "unlikely"}, {"lose", "win"},        {"lost", "won"},        {"loss", "profit"},
    {"loss", "gain"},       {"more", "less"},       {"more", "fewer"},      {"oppos", "support"},
    {"oppos", "back"},      {"pass", "fail"},       {"plead guilty", ""},   {"possible", "impossible"},
    {"praise", "condemn"},  {"praise", "criticis"}, {"praise", "criticiz"}, {"release", "detain"},
    {"releas", "arrest"},   {"resum", "suspend"},   {"safe", "unsafe"},     {"safe", "dangerous"},
    {"slow", "fast"},       {"start", "stop"},      {"start", "end"},       {"strengthen", "weaken"},
    {"succeed", "fail"},    {"success", "failure"}, {"surviv", "died"},     {"surviv", "kill"},
    {"true", "false"},      {"true", "untrue"},     {"upheld", "overturn"}, {"welcom", "condemn"},
    {"welcom", "denounc"},  {"widen", "narrow"},    {"withdraw", "deploy"}, {"withdraw", "stay"},
    {"withdrew", "stayed"},
};

/* Scales on which statements differ in strength; words of a scale with other degrees do not say the same. */
static const struct {
    const char *word;
    unsigned char scale, degree;
} strengths[] = {
    {"could", 0, 1},        {"may", 0, 1},          {"might", 0, 1},        {"possibly", 0, 1},   {"perhaps", 0, 1},
    {"must", 0, 3},         {"shall", 0, 3},        {"will", 0, 3},         {"would", 0, 3},      {"should", 0, 2},
    {"all", 1, 4},          {"every", 1, 4},        {"most", 1, 3},         {"many", 1, 2},       {"several", 1, 2},
    {"some", 1, 1},         {"few", 1, 1},          {"half", 1, 2},         {"slightly", 2, 1},   {"moderately", 2, 2},
    {"sharply", 2, 3},      {"dramatically", 2, 3}, {"severely", 2, 3},     {"possible", 3, 1},   {"likely", 3, 2},
    {"certain", 3, 3},      {"probable", 3, 2},     {"considering", 4, 1},  {"considers", 4, 1},  {"planning", 4, 2},
    {"plans", 4, 2},        {"decided", 4, 3},      {"minor", 5, 1},        {"serious", 5, 2},    {"critical", 5, 3},
    {"dozens", 6, 1},       {"hundreds", 6, 2},     {"thousands", 6, 3},    {"millions", 6, 4},   {"wounded", 7, 1},
    {"injured", 7, 1},      {"killed", 7, 2},       {"dead", 7, 2},         {"north", 8, 1},      {"south", 8, 2},
    {"east", 8, 3},         {"west", 8, 4},         {"northern", 9, 1},     {"southern", 9, 2},   {"eastern", 9, 3},
    {"western", 9, 4},      {"partially", 10, 1},   {"partly", 10, 1},      {"fully", 10, 2},     {"completely", 10, 2},
    {"temporarily", 11, 1}, {"temporary", 11, 1},   {"permanently", 11, 2}, {"permanent", 11, 2},
};
