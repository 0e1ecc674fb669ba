"""Opposites, by hand: one axis an entry, left of ``|`` one pole and right of it the other; indented lines go on.

Words of one pole mean nearly the same. ``lose_life`` is a phrase (small words between are skipped). Nominalisations
stand beside their verbs.
"""

OPPOSITES = """
open unlock unseal unbar reopen opening unbolt | close shut lock padlock bar seal bolt closure closed block_off
    fence_off
rise increase grow climb surge soar jump gain swell double triple raise expand lift growth upturn hike boost step_up
    go_up exceed | fall decrease drop decline shrink cut reduce reduction plunge slump lower halve dip slip trim slash
    lessen downturn cutback go_down
withdraw pull_out pull_back retreat leave quit depart evacuate abandon withdrawal departure vacate move_out exit |
    remain stay hold_out hold_position stand_firm dig_in entrench
confirm admit acknowledge concede affirm confirmation confess | deny denial dismiss refute rebut disown disavow
accept approve agree ratify endorse adopt grant consent pass approval accept_terms say_yes okay authorise authorize
    clear_plan wave_through permit | reject refuse decline veto turn_down rebuff spurn rejection refusal disapprove
    throw_out vote_down
safe secure harmless safety sound stable out_danger | dangerous unsafe hazardous risky perilous unstable danger toxic
    poison poisonous contaminate harmful
intact undamaged unharmed whole untouched unscathed spare one_piece sound survive preserve flawless | destroy wreck
    damage ruin smash shatter demolish gut crush burn_down damag destruction wreckage devastate reduce_rubble collapse
    flatten raze wipe_out
survive live alive rescue save escape_alive recover_alive surviv living | die kill dead death perish lose_life fatal
    fatality drown slay murder body corpse lifeless fall_dead bury toll victim lose_their_life pull_dead succumb
healthy well unhurt unharmed unscathed uninjured unscratched fit recover | injure wound hurt injury maim scratch scar
    casualty bleed bruise break_leg ill sick sicken
win victory triumph beat prevail defeat succeed winner ahead | lose defeat loss beaten loser surrender capitulate
legal lawful legitimate permit constitutional valid allow legally | illegal unlawful illegitimate unconstitutional
    invalid outlaw criminal null_void breach_law break_law
support back favour favor endorse supporter approve behind_plan stand_by | oppose resist object opposition opponent
    protest reject against_plan
start begin launch commence open resume onset outset set_off kick_off get_under_way | stop end halt cease finish
    conclude suspend cancel terminate abandon call_off scrap discontinue break_off pause
present attend appear turn_up show_up attendance presence on_the_spot take_part participate | absent absence stay_away
    skip boycott miss away elsewhere no_show
arrive reach come enter arrival get_through land | leave depart set_out departure
succeed success manage successful achieve | fail failure unsuccessful collapse flop botch
guilty convict guilt condemn sentence conviction culpable blame | innocent acquit clear exonerate acquittal not_guilty
free release freed liberate set_free let_go | arrest detain imprison jail hold_custody capture seize custody prisoner
    detention lock_up captive
voluntary willing own_choosing own_accord own_free_will choose voluntarily step_down_himself | force compel coerce
    oblige involuntary dismiss oust push_out fire sack make_go
deliberate purpose intentional intention plan plot intend premeditate arson sabotage set_fire | accident accidental
    mistake unintended mischance chance by_itself error inadvertent oversight
public publish disclose reveal open release make_public announce openly | secret conceal hide cover_up confidential
    withhold keep_secret secretly behind_closed_doors keep_dark lock_key hush
true genuine real authentic original truth correct accurate | false fake forge forgery counterfeit untrue invent
    fabricate copy replica bogus lie wrong incorrect inaccurate fiction doctor_photo invention
clean pure uncontaminated clear spotless drinkable | dirty contaminate pollute filthy contamination pollution foul
    taint impurity
full packed crowded | empty deserted vacant bare
dry drought | wet rain flood soak
hot heat warm | cold freeze chill frost
warn warning alarm alert siren notify | unwarned without_warning by_surprise
inform tell brief notify know aware learn | unaware ignorant in_the_dark uninformed no_idea no_inkling surprise
early ahead_schedule | late delay behind_schedule postpone overdue put_off
agreement deal accord treaty settle settlement pact compromise reach_agreement unanimous unanimity | dispute
    disagreement quarrel split deadlock rift disagree row discord walk_out fall_out
peace peaceful calm quiet truce ceasefire silent silence | war fight combat clash violence violent battle attack shell
    bombard strike shoot fire gunfire shelling bomb raid assault
respect observe honour honor uphold comply obey follow_rule compliance keep_promise | violate breach break defy flout
    violation infringe disobey disregard
include contain inclusive cover comprise | exclude omit leave_out exclusion exempt exception
profit surplus profitable earn black | loss deficit lose_money red_ink
rich wealthy solvent afford | poor bankrupt insolvent broke poverty insolvency
strong strength robust solid sturdy | weak feeble fragile weakness frail crumble
strengthen bolster reinforce tighten fortify | weaken undermine erode loosen relax ease dilute water_down
hire recruit employ appoint take_on | dismiss fire sack lay_off redundancy redundant make_redundant lose_job lose_post
resign step_down quit resignation stand_down give_up_post leave_office | stay_office remain_office stay_on
    continue_office stay_post
ban forbid prohibit bar outlaw prohibition banned embargo | allow permit legalise let authorise permission licence
    license
build construct erect construction | demolish tear_down pull_down dismantle raze
advance push_forward gain_ground | retreat pull_back fall_back lose_ground
capture seize take_control occupy conquer overrun | liberate retake lose_control recapture
improve better recover improvement recovery heal mend ease | worsen deteriorate worse decline degrade aggravate
join enter enlist | leave quit withdraw exit
connect link attach connection | disconnect detach cut_off sever
switch_on turn_on power_up on_air | switch_off turn_off power_cut blackout shut_down dark outage
work function operate run running operational in_order working | fail break_down malfunction defect fault faulty
    out_order defective fail_work broken
repair fix restore mend replace | broken out_service
sell sale dispose | buy purchase acquire
lend loan | borrow debt
pay settle reimburse repay refund compensate payment paid wire transfer | owe unpaid arrears default withhold_pay
receive get obtain accept collect | send give hand deliver dispatch
arrive_safely reach_port dock moor | sink capsize founder go_under go_down_sea
float afloat | sink sank
land touch_down | crash nosedive plummet
calm stable steady unchanged constant stay_same flat | change volatile shift alter swing
simple easy straightforward | difficult hard complicated tough
major severe serious huge massive heavy grave enormous vast extensive considerable significant large substantial big |
    minor slight small light limited trivial negligible tiny modest superficial marginal little
complete total entire whole full fully completely entirely wholly totally utterly altogether | partial partly
    incomplete partially half unfinished in_part
widespread general mass massive everywhere nationwide massively en_masse large_scale | isolated local limited rare
    single few sporadic
always constantly invariably continuous without_interruption uninterrupted round_clock | sometimes occasional
    occasionally intermittent interrupt interruption
unanimous unanimously to_a_man | divided split narrowly
temporary temporarily provisional interim | permanent permanently for_good lasting forever irrevocable
fast quick rapid swift prompt immediately promptly instantly at_once | slow slowly sluggish gradual
high tall steep | low
new brand_new latest unused | old used second_hand ancient
long lengthy | short brief
visible see spot sight in_sight | invisible hidden unseen out_sight
local domestic homegrown native | foreign abroad overseas import imported
import | export ship_abroad
friend ally friendly partner | enemy foe hostile rival
love like welcome applaud praise cheer hail | hate dislike condemn criticise denounce boo deplore criticize
praise applaud commend | criticise blame slam censure
trust confidence believe | distrust mistrust doubt suspicion disbelieve
necessary essential needed vital need | unnecessary superfluous needless
possible feasible conceivable | impossible unthinkable out_question impossibility
likely probable | unlikely improbable
certain sure clear definite undoubtedly | uncertain unsure unclear unknown
responsible guilty_party | blameless not_responsible
obey follow | disobey ignore
remember recall recollect | forget
equal same identical alike | different unequal differ
unite unity together merge united | divide separate split division
married wed wife husband | divorce single
armed weapon gun rifle pistol | unarmed
guard watch protect supervise patrol look_after | unguarded unattended leave_alone unprotected neglect
sober teetotal nothing_stronger | drunk alcohol intoxicate
asleep sleep | awake wake
conscious | unconscious coma
pregnant | miscarry
guilty_plea plead_guilty | plead_innocent plead_not
inside indoors within | outside outdoors beyond
above overhead | below beneath underneath
upstream | downstream
north northern northward | south southern southward
east eastern eastward | west western westward
left_hand left_side | right_hand right_side
first earliest | last final latest
beginning outset | ending
day daylight | night darkness
morning dawn sunrise daybreak forenoon | evening dusk sunset nightfall night
summer | winter
spring_season | autumn
man male boy | woman female girl
young youth | old elderly
military soldier army | civilian
private privately | public state_owned
majority most_of | minority
maximum ceiling most | minimum floor
top best first_place | bottom worst last_place
front | rear back_side
occupied tenant | unoccupied
insured insurance | uninsured
licensed licence valid_licence | unlicensed expired without_licence
registered register | unregistered
known identify identity identified | unknown unidentified anonymous
solved solve | unsolved
finished complete completion | unfinished incomplete
sign signature initial_document | unsigned
elect elected vote_in | unseat vote_out
appoint install | remove depose oust
praiseworthy | shameful
tested test trial check inspect inspection examine | untested unchecked unexamined
vaccinate vaccine vaccinated | unvaccinated
literate | illiterate
loyal loyalty | disloyal betray defect traitor
honest honesty | dishonest corrupt corruption bribe
fair just | unfair unjust
patient | impatient
polite | rude
careful cautious | careless reckless negligent negligence
brave | coward cowardly
proud | ashamed
generous | stingy mean
optimistic optimism hopeful | pessimistic gloomy
ready prepared prepare | unprepared unready
eager keen | reluctant unwilling
satisfied satisfy content happy pleased glad | dissatisfied unhappy angry
visit set_foot | keep_away never_set_foot
meet talk_with dine negotiate talk conversation speak_with eat_with | alone avoid refuse_meet
alone lone single_handed sole | together accompany jointly accomplice
return come_back back go_home home bring_back | never_return missing unaccounted exile stay_abroad
find found locate discover trace recover | lose missing disappear vanish unaccounted lost
appear emerge | disappear vanish
hear heard sound | silent noiseless
full_marks top_grade excellent | lowest_grade poor_mark
extinct die_out | breed breeding thrive
shallow | deep
narrow | wide broad
near nearby close_by beside | far distant miles_away
thick | thin
light lit bright flashing | dark unlit black
smooth even | rough uneven bumpy
fresh | stale rotten spoil
fertile | barren
common usual normal routine ordinary as_usual | rare unusual abnormal extraordinary exceptional
tight | loose
loud | quiet
sweet | bitter
rural countryside village | urban city
import_ban | free_trade
tax levy | tax_free exempt
subsidy subsidise | unsubsidised
discount cheap | expensive dear overpriced
overestimate exaggerate overstate | underestimate understate play_down
attack offensive invade invasion | defend defence defensive
cross crossing | turn_back
occupy | evacuate
load embark board | unload disembark
deploy | recall
attach | remove
supply provide deliver offer | deprive deny_access withhold cut_supply
heard_of | unheard
negotiate | refuse_talk
leak spill gush | contain contained leakproof
burn fire blaze flame ablaze ignite inferno alight | extinguish put_out douse out_fire
flood inundate swamp under_water | drain recede
overflow burst breach_dam | hold_back
erupt | dormant
frozen ice | thaw melt
ripe | unripe
abolish repeal scrap revoke annul overturn rescind strike_down | keep_law retain introduce enact uphold impose
extend prolong extension renew | shorten curtail expire lapse
expel deport | admit let_in
encourage urge | discourage deter dissuade
attract | repel
simplify | complicate
conceal | reveal expose uncover
freeze_assets | unfreeze
obtain | forfeit
tie draw | decisive
qualify | disqualify
promote promotion | demote relegate
credit | discredit
cooperate collaborate cooperation | obstruct hinder hamper stall
consult consultation ask_opinion seek_opinion | ignore bypass
hire_lawyer | fire_lawyer
valid | expire
heal cure recover | relapse
gather assemble rally crowd | disperse scatter
forgive pardon amnesty | punish penalise
punish penalty sanction fine | reward pardon unpunished
enough sufficient ample plenty adequate abundant | insufficient shortage scarce lack inadequate scarcity short_supply
    run_out run_short
majority_shareholder | minority_shareholder
teach_school | truant
"""
