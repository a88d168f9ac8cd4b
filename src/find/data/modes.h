/* PLOVER 2.0's types and modes of events with their conflict-cooperation scores (openeventdata/PLOVER; Halterman et al. 2023),
 * and words that tell a mode, our own choice. Words are parted by |; one may have several parts; * stands for any ending. A
 * mode's words count only where its type was found already, so "arrest" need not tell a threat of arrest from an arrest. */
static const struct {
    const char *type;
    double score;
} event_types[] = {
    {"ACCUSE", -3},   {"AGREE", 2.5},     {"AID", 10},        {"ASSAULT", -9},    {"COERCE", -7}, {"CONCEDE", 4.5},
    {"CONSULT", 2.5}, {"COOPERATE", 9.5}, {"MOBILIZE", -5.5}, {"PROTEST", -5},    {"REJECT", -2}, {"REQUEST", 0},
    {"RETREAT", 6.5}, {"SANCTION", -6},   {"SUPPORT", 5},     {"THREATEN", -3.5},
};

/* Of one type the more exact modes come first: of two that fit as well the first is taken. */
static const struct {
    const char *type, *mode;
    double score;
    const char *words;
} event_modes[] = {
    {"ACCUSE", "allege", -3.5,
     "charge*|indict*|sue|sues|sued|suing|lawsuit*|prosecut*|on trial|put on trial|trial of|filed a complaint|filed "
     "charges|"
     "file* suit|filed suit|legal action|arraign*|impeach*|took to court|taken to court|alleg*|petition* the court|class action"},
    {"ACCUSE", "investigate", -3.5,
     "investigat*|probe|probed|probes|probing|inquir*|enquir*|inquest|audit*|subpoena*|question* by|interrogat*|"
     "look* into|examin*|fact-finding|under scrutiny"},
    {"ACCUSE", "disapprove", -2,
     "accus*|blam*|condemn*|criti*|denounc*|decr*|complain*|deplor*|protested|protests against|rebuk*|slam*|blast*|lambast*|"
     "castigat*|chid*|fault*|scold*|lament*|regret*|disapprov*|express* concern|express* anger|outrage*|object*|summon*|"
     "reprimand*|censur*|berat*|mock*|attack* verbally|took issue|take* issue|disappoint*|dismay*|ridicul*|called * a|concern*"},
    {"ASSAULT", "suicide-attack", -9.5,
     "suicide bomb*|suicide attack*|suicide car*|suicide vest*|blew himself up|blew herself up|blew themselves up"},
    {"ASSAULT", "drone", -9.5, "drone*|unmanned aerial|unmanned aircraft|uav|uavs|quadcopter*"},
    {"ASSAULT", "aerial", -9.5,
     "air strike*|airstrike*|air raid*|air attack*|aerial bomb*|aerial attack*|warplane*|fighter jet*|jets bomb*|bombing raid*|"
     "bomber plane*|helicopter gunship*|gunships|barrel bomb*|from the air"},
    {"ASSAULT", "unconventional", -10,
     "chemical weapon*|chemical attack*|nerve agent*|sarin|chlorine|mustard gas|poison gas|novichok|anthrax|"
     "biological weapon*|nuclear strike|nuclear attack|dirty bomb"},
    {"ASSAULT", "heavy-weapons", -9.5,
     "artiller*|shell*|mortar*|rocket*|missile*|tank*|howitzer*|katyusha*|bombard*|cannon fire|heavy weapon*|grad"},
    {"ASSAULT", "explosives", -9,
     "car bomb*|roadside bomb*|bomb*|landmine*|land mine*|mine explo*|explosive*|improvised explosive|ied|ieds|"
     "detonat*|grenade*|truck bomb*|explosion*|blew up|blown up|booby*"},
    {"ASSAULT", "crowd-control", -7.5,
     "tear gas*|teargas*|tear-gas*|water cannon*|rubber bullet*|pepper spray*|baton*|warning shot*|shots in the air|"
     "stun grenade*|plastic bullet*"},
    {"ASSAULT", "sexual", -8.5, "rape|raped|rapes|raping|rapist*|sexual*|molest*|gang-rape*|gang rape*"},
    {"ASSAULT", "torture", -8.5, "tortur*|waterboard*|electrocut*|mutilat*"},
    {"ASSAULT", "abduct", -8.5, "abduct*|kidnap*|hostage*|hijack*|captur*|took captive|taken captive|seized|held captive"},
    {"ASSAULT", "firearms", -9,
     "gunm*|gunfire|gunfight*|gun battle*|gun down|gunned down|shoot*|shot|opened fire|open fire|open* fire|fired at|fired on|"
     "fires at|firing at|sniper*|rifle*|pistol*|machine gun*|machine-gun*|firefight*|exchange* of fire|ambush*"},
    {"ASSAULT", "targeted", -9.5,
     "assassinat*|execut*|massacr*|behead*|hanged|lynch*|slaughter*|genocid*|murder*|attempt on * life|mass kill*|"
     "hit list"},
    {"ASSAULT", "primitive", -8,
     "stab*|knife*|machete*|axe|axes|sword*|stone-throwing|threw stones|throw* stones|pelt*|hurl* stones|arson|"
     "set fire|set on fire|set ablaze|torched|petrol bomb*|molotov*|spear*|acid attack*"},
    {"ASSAULT", "beat", -7.5,
     "beat|beats|beaten|beating*|punch*|kick*|slap*|club*|brawl*|fist*|bludgeon*|manhandl*|scuffl*|assaulted"},
    {"ASSAULT", "destroy", -8.5,
     "destroy*|destruct*|demolish*|raz|razed|razing|bulldoz*|burned down|burnt "
     "down|burned|sabotag*|vandal*|ransack*|wreck*|loot*"},
    {"COERCE", "martial-law", -7.5,
     "martial law|state of emergency|emergency rule|emergency law*|emergency powers|states of emergency"},
    {"COERCE", "curfew", -6.5, "curfew*|lockdown"},
    {"COERCE", "cyber", -7,
     "hack|hacked|hacks|hackers|hacking|cyber*|malware|ransomware|denial of service|denial-of-service|phish*|spyware|breached "
     "the computer*"},
    {"COERCE", "misinformation", -6.5,
     "misinformation|disinformation|false information|fake news|fabricat*|propaganda|troll*|spread* rumour*|spread* rumor*|"
     "falsely claim*|deceiv*|doctored"},
    {"COERCE", "deport", -7,
     "deport*|extradit*|expel*|expuls*|repatriat* forcibly|sent back|forcibly return*|evict*|exile*|forced out"},
    {"COERCE", "arrest", -7,
     "arrest*|detain*|detention|jail*|imprison*|prison*|custody|rounded up|round* up|apprehend*|incarcerat*|sentenc*|house "
     "arrest|"
     "behind bars|nabbed"},
    {"COERCE", "censor", -6.5,
     "censor*|block* access|blocked * website*|blocked the site*|shut down * newspaper*|newspaper*|broadcast*|publication*|press "
     "freedom|"
     "banned * book*|gag order*|silenc*|website*|social media|radio station*|television station*|off the air"},
    {"COERCE", "withhold", -7,
     "cut off power|cut off water|cut off electricity|cut * internet|shut down * internet|cut the gas|cut gas|power cut*|"
     "withh*|cut off supplies|cut off food|cut off the internet|blackout*|depriv*|starv*"},
    {"COERCE", "seize", -7,
     "seiz*|raid*|search*|confiscat*|impound*|expropriat*|nationali*|took over|storm*|froze* assets|freez* assets|"
     "intercept*|annex*|occup*|freeze|froze|frozen"},
    {"COERCE", "restrict", -7,
     "ban|bans|banned|banning|restrict*|prohibit*|blockad*|travel ban|outlaw*|barred|bar|bars|prevent*|block*|curb*|clos* the "
     "border|"
     "clos* * border*|dissolv*|cordon*|siege|disqualif*|suspend*|crack* down|crackdown|repress*|suppress*|forbid*|forbade"},
    {"CONSULT", "phone", 1.5,
     "telephon*|phone*|by phone|phoned|video call|video conference|videoconference|video link|video-link|teleconferenc*|virtual*|"
     "spoke by|call with|phone call|letter*|online meeting|hotline"},
    {"CONSULT", "third-party", 1,
     "mediat*|brokered|third country|neutral venue|neutral ground|on the sidelines|talks hosted by|hosted by|shuttle diplomacy|"
     "under the auspices"},
    {"CONSULT", "multilateral", 4,
     "summit*|multilateral|g7|g8|g20|united nations|general assembly|conference|security council|european council|trilateral|"
     "six-party|six-nation|round table|roundtable|alliance|forum"},
    {"CONSULT", "visit", 4,
     "visit*|arriv*|travel* to|tour|tours|toured|touring|trip|trips|hosted|hosts|host|hosting|welcomed|receiv*|flew to|flies "
     "to|flying to|"
     "went to|go to|paid a call|delegation to|stopover"},
    {"MOBILIZE", "police", -5.5,
     "police*|policem*|riot squad*|gendarm*|security forces|security personnel|security unit*|border guard*|security "
     "guard*|security"},
    {"MOBILIZE", "militia", -6,
     "militi*|rebel*|insurgent*|guerrilla*|paramilitar*|fighters|separatist*|mercenar*|armed group*|tribal"},
    {"MOBILIZE", "weapons", -6.5,
     "warship*|aircraft carrier*|carrier group|missile*|tank*|warplane*|fighter "
     "jet*|jets|submarine*|destroyer*|frigate*|ships|vessel*|"
     "weapon*|armour*|armor*|artiller*|helicopter*|nuclear|bomber*|drone*|fleet|flotilla|air defence*|air "
     "defense*|radar*|test-fire*"},
    {"MOBILIZE", "troops", -6.5,
     "troop*|soldier*|army|armies|force|forces|brigade*|battalion*|division*|reservist*|marines|military|peacekeep*|conscript*|"
     "regiment*|contingent*|unit|units|draft|navy"},
    {"PROTEST", "hunger", -4.5, "hunger strike*|hunger-strike*|refus* food|refus* to eat|fasting|fast to death"},
    {"PROTEST", "boycott", -4.5, "boycott*|stay* away from|shun*"},
    {"PROTEST", "vandalize", -5,
     "graffiti|vandal*|defac*|spray-paint*|burned a flag|burnt a flag|burn* the flag*|burn* * "
     "flag*|effig*|toppl*|egged|eggs|smear*"},
    {"PROTEST", "riot", -7,
     "riot*|clash*|violent*|loot*|set fire|burn*|smash*|stone-throwing|threw stones|hurl*|storm*|torch*|rampag*|unrest|pelt*"},
    {"PROTEST", "obstruct", -4.5,
     "block*|blockad*|barricad*|occup*|sit-in*|sit in|obstruct*|chained themselves|disrupt*|roadblock*"},
    {"PROTEST", "strike", -5,
     "strik*|struck|walkout*|walk* out|walk* off|stop* work|stoppage*|work-to-rule|go-slow|industrial action|down* tools"},
    {"PROTEST", "demo", -5,
     "demonstrat*|protest*|march*|rall*|took to the streets|take to the "
     "streets|vigil*|picket*|parad*|gather*|petition*|chant*|procession*"},
    {"REJECT", "meet", -2, "meet*|talks|negotiat*|dialogue|summit*|visit*|invitation*|invit*|conference|talk to|receive"},
    {"REJECT", "yield", -2,
     "ceasefire*|cease-fire*|truce|releas*|free|withdraw*|sanctions|lift*|ease|easing|surrender*|step down|resign*|hand over|"
     "concession*|back down|pull out|disarm*|amnesty|clemency|apolog*|parole|bail|give up"},
    {"REJECT", "assist", -1.5,
     "aid|help*|assist*|support*|loan*|money|fund*|financ*|trade|cooperat*|co-operat*|troops|weapons|arms|relations|recogni*|"
     "asylum|visa*|entry|supply|suppl*|join*|extradit*"},
    {"REJECT", "change", -2,
     "reform*|polic*|bill|law|laws|legislation|plan*|propos*|chang*|amend*|constitution*|referendum*|election*|budget*|demand*|"
     "deal|offer*|request*|resolution*|treat*|veto*|call*|appeal*|motion|claim*|agreement*"},
    {"REQUEST", "meet", 0, "meet*|talks|negotiat*|dialogue|summit*|visit*|conference|negotiating table|sit down|consult*|invit*"},
    {"REQUEST", "yield", -1,
     "ceasefire*|cease-fire*|truce|releas*|to free|withdraw*|lift*|ease|easing|stop*|halt*|end|ends|refrain*|surrender*|step "
     "down|resign*|"
     "hand over|pull out|leave|disarm*|amnesty|clemency|apolog*|restraint|cease|drop*|suspend*|give up|calm*|return|evacuat*"},
    {"REQUEST", "assist", 0.5,
     "aid|help*|assist*|support*|loan*|money|fund*|financ*|donat*|trade|cooperat*|co-operat*|troops|weapons|arms|relations|"
     "recogni*|"
     "asylum|visa*|protect*|peacekeep*|mediat*|interven*|relief|extradit*|rescue*|invest*|join*"},
    {"REQUEST", "change", -1,
     "reform*|polic*|bill|law|laws|legislation|chang*|amend*|constitution*|referendum*|election*|elections|budget*|democra*|"
     "rights|"
     "resolution*|investigat*|inquiry|justice|independence|government|leadership|action|comply|respect*|adopt*|implement*|"
     "improv*"},
    {"RETREAT", "ceasefire", 7.5,
     "ceasefire*|cease-fire*|cease fire|truce*|armistice*|end* hostilities|end* the fighting|halt* the fighting|stop* fighting|"
     "cessation|laid down their arms|suspend* hostilities|lull"},
    {"RETREAT", "disarm", 10,
     "disarm*|demobili*|decommission*|dismantl*|surrender* weapon*|surrender* arms|destroy* weapon*|destroy* * stockpile*|"
     "hand* over weapons|hand* over arms|hand* in weapons|lay* down arms|denuclear*|demilitar*"},
    {"RETREAT", "release", 6.5,
     "releas*|free|freed|frees|freeing|set free|let go|prisoner exchange|swap*|exchang* prisoner*|bail|parole*|liberat*"},
    {"RETREAT", "resign", 4.5,
     "resign*|step* down|stepped down|stepping down|quit|quits|quitting|left office|leaving office|relinquish*|abdicat*|stood "
     "down|"
     "stand* down|step* aside|hand* over power|transfer* power"},
    {"RETREAT", "access", 6.5,
     "allow* access|access|let in|inspector*|observer*|monitors|peacekeep*|aid worker*|relief worker*|humanitarian "
     "corridor*|convoy*|"
     "reopen*|re-open*|inspect*"},
    {"RETREAT", "withdraw", 8,
     "withdr*|pull* out|pulled back|pull* back|pull-out|pullout*|retreat*|evacuat*|vacat*|leave|left|leaving|drawdown|redeploy*|"
     "hand* back|surrender*|return* * land|abandon*"},
    {"SANCTION", "convict", -6,
     "convict*|found guilty|guilty|ruled that|ruled against|found liable|liable|sentenc*|court order*|fined|fine|fines|verdict*|"
     "court ruled|damages|unlawful|illegal*"},
    {"SANCTION", "expel", -5.5,
     "expel*|expuls*|persona non grata|oust*|sack*|dismiss*|fire|fired|suspend* from|kick* out|thrown out|threw out|strip* of|"
     "disbar*|ordered * to leave|barred from|remov* from|evict*|impeach*"},
    {"SANCTION", "withdraw", -6,
     "withdr*|recall* its|recall* the|recall* * ambassador*|recall*|quit|quits|pull* out|left the|leave the|leaves the|walk* out|"
     "clos* its embassy|clos* * embassy|resign* from|exit*"},
    {"SANCTION", "discontinue", -6,
     "sanction*|embargo*|cut off|cut|cuts|cutting|sever*|suspend*|halt*|stop*|freez*|froze*|break* off|broke off|broken "
     "off|cancel*|"
     "end|ended|ends|ending|reduc*|terminat*|tariff*|restrict*|ban|bans|banned|downgrad*|boycott*|discontinu*"},
    {"THREATEN", "expel", -3.5, "expel*|expuls*|kick* out|throw out|persona non grata|deport*|evict*"},
    {"THREATEN", "arrest", -3.5, "arrest*|jail*|prison*|imprison*|detain*|prosecut*|warrant*|extradit*|sue|charge*|legal action"},
    {"THREATEN", "territory", -4, "annex*|occup*|invade|invasion*|seiz*|take over|reclaim*|conquer*|captur*|recaptur*|retak*"},
    {"THREATEN", "relations", -3.5,
     "break* off|sever*|cut * ties|cut ties|relations|ties|withdraw* from|pull* out|talks|recall*|diplomatic|suspend*|boycott*|"
     "walk* out|quit*|leave the"},
    {"THREATEN", "restrict", -3,
     "ban|bans|sanction*|embargo*|blockad*|curfew*|strike action|go on strike|tariff*|restrict*|close the|clos*|block*|cut "
     "off|fine*|"
     "freez*|halt*|stop*|shut*"},
    {"THREATEN", "violence", -3.5,
     "attack*|kill*|bomb*|force|violence|war|strike*|strik*|destroy*|military|retaliat*|missile*|nuclear|execut*|behead*|shoot*|"
     "fire|assassinat*|revenge|aveng*|annihilat*|crush*|punish*|death|bloodshed|harm*|blow up"},
};

/* YIELD, as the model has it, is CONCEDE where way is given in words only, RETREAT where it is given in fact, done or planned. */
static const char concede_words[] = "apolog*|pardon*|amnest*|forgiv*|conced*|concession*|admit*|acknowledg*|back* "
                                    "down|backtrack*|dropped * demand*|drop* its demand*|drop* * charge*|"
                                    "drop* * lawsuit*|drop* his|drop* the|relent*|gave in|give* in|giv* in|bow* to|yield* "
                                    "to|retract*|regret*|sorry|climb* down|revers*|u-turn|compromis*|commut*|"
                                    "clemency|condolence*|waiv*|soften*|renounc*|accept* responsib*|accept* defeat|accept* * "
                                    "demand*|agreed to demand*|offer* * concession*";
static const char retreat_words[] =
    "eas*|lift*|relax*|loosen*|remov*|unban*|restor*|unblock*|unfreez*|legali*|end* the ban|end* * ban|end* * curfew|"
    "end* * state of emergency|scale* back|scaled back|return*|abolish*|allow*|permit*";
