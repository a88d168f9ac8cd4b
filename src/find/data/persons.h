/* Words for people who seldom speak in reports, but to whom things are done, beside those of nouns.inc; base forms and irregular
 * plurals. */
static const char persons[] =
    " "
    "abuser accomplice addict adherent adolescent adult adversary agitator apprentice aristocrat arsonist asylum-seeker "
    "attendee baby backer barber believer beneficiary bidder blogger boss bride builder burglar buyer caller camper "
    "captive captor caregiver carer caretaker cashier casualty celebrant challenger child christian churchgoer civilian "
    "clergyman client colonist combatant commuter compatriot competitor comrade conscript consumer contractor convict "
    "counterprotester creditor criminal cyclist dancer dealer debtor deportee descendant deserter detainee devotee "
    "disciple dissenter dissident donor drone-operator elder employee employer enemy evacuee exile expatriate extremist "
    "family filmgoer foe follower foreigner fugitive goalkeeper graduate grandchild grandparent guerrilla guest hacker "
    "helper hero holidaymaker homeowner hooligan hostage householder hunter immigrant infant informant inhabitant inmate "
    "intellectual interpreter intruder islamist jew jihadist jogger juvenile kid laborer labourer landowner leftist "
    "loyalist machinist majority marcher martyr mercenary merchant militiaman militiamen minor minority mob moderate "
    "moderator monk motorist mourner muslim nationalist nationals newcomer non-combatant occupant occupier offender "
    "orphan partisan partner passer-by passers-by patient patron peacekeeper peasant pedestrian pensioner personnel "
    "picketer pilgrim pirate policemen politician populist porter prisoner professional provocateur publisher pupil "
    "radical raider recruit reformer reservist responder responders retiree returnee revolutionary rioter rival runner "
    "sailor secessionist sect separatist servant serviceman servicemen settler shareholder shopkeeper shopper sibling "
    "skier smuggler spectator sponsor spouse spy squatter staffer stalker striker subscriber sunbather supremacist "
    "swimmer sympathiser sympathizer taxpayer teen teenager tenant terrorist thief tourist trafficker trainee traitor "
    "traveler traveller trespasser tribesman tribesmen truckers vacationer vandal vendor veteran vigilante visitor "
    "volunteer workman workmen worshiper worshipper wrestler youngster youth zealot ";
