/* Words that name a deed of one of PLOVER's types, our own choice: base forms, irregular past forms beside them, with a particle
 * ("pull out") where one belongs. What is mostly said rather than done ("urge", "accuse") is found by its statement; it stands
 * here too for where no statement is. Of several types of one word the first fits whose parties are there. Parties: who must be
 * known, 's' the source, 'r' the recipient, 'b' both, 'e' either. */
static const struct {
    const char *type;
    char of_verbs, of_nouns;   /* parties */
    const char *verbs, *nouns; /* each word between spaces; _ joins two */
} triggers[] = {
    {"AGREE", 's', 'b', " agree sign ratify pledge accede ", " agreement deal accord pact treaty pledge memorandum "},
    {"CONSULT", 's', 'b', " meet met gather negotiate convene confer ",
     " meeting talk negotiation discussion visit consultation dialogue call conversation summit "},
    {"CONSULT", 'b', 'b', " talk speak spoke spoken discuss visit host consult mediate contact telephone phone tour huddle ",
     " "},
    {"SUPPORT", 'b', 'b',
     " support back praise thank recognize recognise congratulate endorse welcome honour honor defend hail salute commend "
     "applaud "
     "laud nominate ",
     " support praise recognition endorsement congratulation solidarity "},
    {"CONCEDE", 's', 'b',
     " apologize apologise concede ease relax waive pardon legalize legalise relent yield reinstate rescind repeal back_down "
     "give_in gave_in ",
     " apology amnesty concession pardon "},
    {"COOPERATE", 'b', 'b', " cooperate co-operate collaborate exchange share trade extradite ",
     " cooperation co-operation collaboration exchange extradition "},
    {"AID", 'b', 'b',
     " aid donate help assist provide supply fund finance shelter rescue evacuate lend lent arm feed fed train deliver subsidize "
     "subsidise fly flew ",
     " donation assistance rescue "},
    {"RETREAT", 's', 's',
     " withdraw withdrew withdrawn retreat resign release free surrender disarm pull_out step_down quit stood_down stand_down "
     "pull_back demobilize demobilise ",
     " withdrawal resignation retreat surrender pullout ceasefire truce "},
    {"REQUEST", 's', 'b', " ask request demand urge appeal petition plead call_on beg implore press lobby ",
     " demand request appeal plea petition "},
    {"ACCUSE", 's', 'b',
     " accuse blame condemn criticize criticise denounce sue indict investigate probe impeach prosecute summon rebuke charge "
     "question slam lambast censure decry fault ",
     " investigation inquiry enquiry indictment lawsuit accusation criticism condemnation impeachment probe complaint "},
    {"REJECT", 's', 'b',
     " reject refuse decline veto block oppose rebuff resist disagree dismiss cancel turn_down overturn boycott spurn ",
     " rejection refusal veto "},
    {"THREATEN", 's', 'b', " threaten warn ", " threat ultimatum "},
    {"PROTEST", 's', 's', " protest demonstrate rally march riot picket gather strike struck boycott walk_out ",
     " protest demonstration rally march riot boycott sit-in walkout strike "},
    {"SANCTION", 'b', 'b',
     " sanction expel suspend ban embargo blacklist recall sever cut_off pull_out penalize penalise terminate withdraw withdrew ",
     " sanction embargo expulsion ban suspension tariff "},
    {"MOBILIZE", 's', 's', " deploy mobilize mobilise mass amass assemble station send sent reinforce ",
     " deployment mobilization mobilisation buildup build-up drill manoeuvre maneuver "},
    {"COERCE", 'r', 'r',
     " arrest detain imprison jail seize confiscate raid convict sentence deport censor hack evict outlaw quarantine apprehend "
     "handcuff interrogate incarcerate shut_down repress suppress ",
     " arrest detention crackdown raid seizure deportation imprisonment conviction curfew "},
    {"ASSAULT", 'e', 'e',
     " attack kill shoot shot stab bomb shell invade murder assassinate kidnap abduct beat beaten rape torture clash ambush "
     "massacre "
     "behead execute destroy vandalize vandalise assault hijack capture storm bombard strike struck wound injure fight fought "
     "raid "
     "gun_down blow_up blew_up ",
     " attack airstrike strike bombing shooting assassination killing murder invasion offensive assault massacre stabbing "
     "shelling "
     "kidnapping abduction vandalism clash bombardment raid incursion "},
};

/* What is sent or massed where sending is MOBILIZE. */
static const char troops[] =
    " troop soldier force tank warship ship jet missile police unit battalion army reinforcement guard fighter warplane "
    "peacekeeper marine ";
