"""Word lists of the field: what signals a person, a body, a crowd, a text. All lower case; data, and the
few questions asked of them.

Compiled by hand from the vocabulary of news English; nothing here comes from an evaluation text.
"""

from __future__ import annotations


def is_role(noun: str) -> bool:
    """Whether a noun names one person by what they are or do."""
    if noun in ROLES or noun.endswith(("ologist", "ographer", "ician", "smith", "wright")):
        return True
    if noun.endswith("ist") and len(noun) > 6 and not noun.endswith(("list", "sist")) and noun not in CREEDS:
        return True  # *pianist*, but no *checklist*
    return "-" in noun and (noun.split("-")[0] in ROLES or noun.split("-")[-1] in ROLES)


def is_premodifier(word: str) -> bool:
    """Whether a lower-case word may stand before a capital inside one noun phrase: *former Acme director*."""
    return word in RANKS or word in OPENING_ADJECTIVES or word in STANDINGS or word in ROLES or "-" in word


def is_body(noun: str) -> bool:
    """Whether a noun names a body that can speak."""
    return noun in BODIES or (len(noun) > 7 and noun.endswith("maker") and noun not in ROLES)


def is_body_word(word: str) -> bool:
    """Whether a word, capitalised inside a name, makes it a body's or a place's."""
    return word in BODIES or word in PLACE_NOUNS


def is_given_name(word: str) -> bool:
    """Whether a word is one of the given names listed below."""
    return word in MALE_NAMES or word in FEMALE_NAMES


def is_occupation(noun: str) -> bool:
    """Whether a word looks like an occupation by its ending; only to be asked of a capitalised word before a name."""
    return is_role(noun) or (
        len(noun) > 4
        and noun.endswith(
            ("ologist", "ist", "ier", "er", "eer", "man", "woman", "keeper", "ician", "arian", "ant", "ator", "itor")
        )
        and noun not in MALE_NAMES
        and noun not in FEMALE_NAMES
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# end as an occupation does, and are adjectives before a name
CREEDS = _words(
    """
    communist baptist methodist marxist fascist islamist jihadist buddhist nationalist leninist maoist zionist populist
    separatist feminist anarchist royalist loyalist unionist calvinist extremist terrorist racist leftist rightist
    """
)
HE = _words("he him his himself")
SHE = _words("she her hers herself")
THEY = _words("they them their theirs themselves")
IT = _words("it its itself")
FIRST = _words("i we me us my our myself ourselves")
RELATIVE = _words("who whom which that whose")
MANY = _words("we us our ourselves they them their theirs themselves you")  # no one person
PRONOUNS = HE | SHE | THEY | IT | FIRST | RELATIVE | _words("you one")

# words that begin a clause, and verbs that cannot stand in a noun phrase
CLAUSE_WORDS = _words("who which that whose where when and but as while")
FINITE_VERBS = _words(
    """
    said says told tells has had have was were is are will would could can may might added asked wrote did does do
    """
)

# honorifics: before a name, never part of it, and no role
HONORIFICS = _words(
    """
    mr mrs ms miss mx dr prof sir dame lord lady sheikh shaikh sheik hajji haji ayatollah imam rabbi father sister
    brother mullah rev reverend dato dato' datuk datin tan tun u daw ma ko mbah pak ibu bapak mas mbak herr frau
    monsieur madame mademoiselle mme mlle señor señora senor senora don doña dona signor signora comrade hon justice
    sri shri smt kumari hajj canon monsignor msgr maulana swami pandit begum sayyid sayed seyyed hojatoleslam alhaji
    alhaja ato woizero weyzero khun puan encik cik ustaz kyai mzee engr archdeacon venerable janab saya sayadaw
    baroness countess duchess viscount viscountess marquess marchioness mufti mgr guru lama senhor senhora maestro
    ustad hazrat tuan mwalimu oba sheikha madam reverendo excellency highness count dean honourable honorable
    """
)
MALE_TITLES = _words(
    """
    mr sir lord sheikh shaikh sheik hajji haji ayatollah imam father brother mullah dato dato' datuk u ko pak bapak
    mas herr monsieur señor senor don signor king prince monsignor msgr maulana alhaji ato encik hojatoleslam
    """
)
FEMALE_TITLES = _words(
    """
    mrs ms miss dame lady sister daw ma ibu mbak frau madame mademoiselle mme mlle señora senora doña dona signora
    queen princess smt kumari begum alhaja baroness countess duchess viscountess marchioness senhora sheikha madam
    woizero weyzero puan cik datin
    """
)

# words that end in a point and go on
ABBREVIATIONS = _words(
    """
    dr mr mrs ms gen sen rep gov lt col sgt capt maj cpl cmdr adm prof rev st jr sr hon brig supt insp det msgr pres
    pvt pfc lieut comdr atty dep sec amb cllr
    """
)
# words of rank, before a role: *deputy mayor*
RANKS = _words(
    """
    deputy former acting interim vice chief senior prime foreign defence defense assistant associate executive managing
    ex then lead shadow
    """
)
# words for how somebody holds a role: *longtime pollster*
STANDINGS = _words("current longtime outgoing incumbent incoming then now ousted exiled veteran retired presumptive")

# nouns for one person; a title where they stand before a name
ROLES = _words(
    """
    spokesman spokeswoman spokesperson spokesmen analyst activist resident president vice-president premier
    chancellor minister secretary ambassador envoy diplomat mayor governor senator congressman congresswoman
    congressperson representative rep sen gov lawmaker legislator deputy councillor councilor councilman
    councilwoman alderman mp mep commissioner chairman chairwoman chairperson chair chief head director ceo cfo coo
    executive manager officer official leader commander general brigadier colonel major captain lieutenant sergeant
    corporal private admiral commodore marshal soldier fighter rebel militant insurgent cleric bishop archbishop
    cardinal pope priest pastor monk nun judge prosecutor lawyer attorney solicitor barrister counsel advocate
    magistrate sheriff detective inspector superintendent constable policeman policewoman investigator agent coroner
    pathologist doctor nurse surgeon physician paramedic midwife pharmacist dentist therapist psychologist
    psychiatrist vet professor lecturer scholar academic researcher scientist engineer economist historian
    sociologist physicist chemist biologist geologist seismologist meteorologist hydrologist epidemiologist
    virologist expert specialist consultant adviser advisor strategist pollster aide ally critic opponent supporter
    donor candidate nominee hopeful contender frontrunner campaigner organizer organiser teacher principal
    headmaster headmistress headteacher student pupil parent mother father son daughter brother sister wife husband
    widow widower uncle aunt cousin nephew niece grandmother grandfather grandson granddaughter neighbour neighbor
    friend colleague roommate girlfriend boyfriend partner relative survivor victim witness eyewitness bystander
    passenger driver pilot sailor fisherman farmer herder shepherd trader merchant shopkeeper grocer baker butcher
    tailor seamstress vendor hawker stallholder worker employee labourer laborer miner builder carpenter electrician
    plumber mechanic technician operator contractor developer architect planner surveyor owner landlord tenant
    landowner banker broker investor financier accountant auditor treasurer founder co-founder cofounder
    entrepreneur businessman businesswoman industrialist billionaire millionaire editor reporter journalist
    correspondent columnist commentator anchor host presenter broadcaster publisher author writer novelist poet
    playwright blogger photographer filmmaker producer actor actress singer musician composer conductor dancer
    artist painter sculptor designer model comedian curator coach trainer player striker goalkeeper midfielder
    defender batsman bowler boxer athlete runner swimmer cyclist referee umpire footballer champion volunteer
    coordinator negotiator mediator observer monitor delegate member chief-of-staff king queen prince princess emir
    sultan crown-prince man woman boy girl teenager refugee migrant detainee prisoner defendant suspect plaintiff
    complainant caller source insider veteran archaeologist ecologist conservationist ranger warden firefighter
    rescuer caretaker clerk cook chef waiter waitress bartender guard gunman bodyguard translator interpreter guide
    librarian archivist registrar ombudsman speaker whip majority-leader successor predecessor counterpart moderator
    steward haulier diver villager skipper officer-in-charge whistleblower tycoon magnate typist janitor cleaner
    housekeeper porter gardener beekeeper winemaker brewer hotelier restaurateur deputy-mayor vice-chairman boss
    provost rector bursar bailiff comptroller trooper choirmaster undersecretary under-secretary maker trustee
    instructor client docker jockey mate patient elder promoter trainer astronomer restorer rancher wrestler
    forester hunter drummer rapper songwriter choreographer groom bride docent apprentice intern recruit conscript
    deserter smuggler trafficker programmer welder plasterer roofer blacksmith watchmaker shipwright ferryman
    boatman lighthouse-keeper stationmaster postmaster postman milkman fishmonger ironmonger greengrocer tenor
    soprano baritone cellist bassist
    """
)
MALE_NOUNS = _words(
    """
    man boy spokesman chairman congressman councilman policeman fisherman businessman father son brother husband
    widower uncle nephew grandfather grandson boyfriend king prince actor waiter headmaster pope cardinal bishop
    priest monk batsman gunman landlord emir sultan
    """
)
FEMALE_NOUNS = _words(
    """
    woman girl spokeswoman chairwoman congresswoman councilwoman policewoman businesswoman mother daughter sister
    wife widow aunt niece grandmother granddaughter girlfriend queen princess actress waitress headmistress
    seamstress nun midwife
    """
)

# nouns for a body that speaks; capitalised inside a name they make it an organisation
BODIES = _words(
    """
    ministry department agency administration office bureau commission committee council board authority institute
    institution university college school academy hospital clinic centre center foundation association federation
    union league confederation alliance coalition party movement front group organization organisation company firm
    corporation corp inc ltd llc plc gmbh bank fund trust airline airlines utility operator manufacturer retailer
    newspaper magazine channel network broadcaster station outlet daily weekly tribune times post herald gazette
    journal press army navy force forces military police guard corps brigade battalion militia command pentagon
    government cabinet parliament senate congress house assembly court tribunal embassy consulate mission delegation
    secretariat charity ngo watchdog regulator think-tank thinktank consultancy club team society church mosque
    synagogue diocese campaign treasury exchange chamber service services syndicate consortium cooperative
    co-operative collective guild laboratory lab observatory survey museum theatre theater gallery studio insurer
    supplier subsidiary conglomerate brotherhood caliphate state republic kingdom emirate nation country city town
    municipality county province district prosecutors kremlin presidency monarchy palace media systems industries
    holdings partners technologies airways railways motors energy power electric petroleum oil gas mining steel
    works pharma pharmaceuticals laboratories labs coal insurance capital securities ventures solutions
    """
)
# of those, the ones that a definite description uses for whatever body was spoken of: *the company said*
PLAIN_BODIES = _words(
    """
    group company firm organization organisation agency movement party union utility operator charity watchdog
    regulator bank mission coalition alliance association federation body militia faction airline manufacturer club
    team network broadcaster insurer supplier developer retailer carmaker chain cooperative collective consortium
    """
)

# nouns for several people
CROWDS = _words(
    """
    residents activists officials rebels fighters militants insurgents survivors witnesses eyewitnesses villagers
    locals people analysts experts observers monitors critics supporters opponents lawmakers senators republicans
    democrats conservatives liberals progressives voters citizens neighbours neighbors relatives families parents
    mothers fathers doctors nurses medics rescuers firefighters teachers students pupils workers employees staff
    miners farmers fishermen herders traders shopkeepers merchants drivers passengers soldiers troops commanders
    officers generals policemen police investigators prosecutors lawyers attorneys judges jurors scientists
    researchers engineers economists historians academics scholars diplomats ministers leaders clerics bishops
    priests protesters protestors demonstrators strikers organizers organisers campaigners volunteers aides advisers
    advisors allies sources insiders journalists reporters editors commentators columnists bloggers owners tenants
    landlords investors bankers brokers executives managers directors members delegates negotiators mediators mps
    meps councillors councilors fans players coaches victims refugees migrants detainees prisoners defendants
    suspects plaintiffs donors candidates pollsters strategists authorities opposition spokesmen spokespeople
    spokespersons veterans women men children others many some several few both all most half none governments
    countries states nations agencies companies firms groups organizations organisations parties unions polls
    surveys studies media outlets newspapers reports documents records figures data colleagues friends customers
    users consumers patients congregants worshippers pilgrims tourists visitors guests callers respondents americans
    britons russians chinese israelis palestinians syrians iraqis iranians europeans germans french stallholders
    vendors hawkers boatmen sailors pilots crews ranchers growers hunters trappers foresters guards wardens
    technicians operators contractors builders surveyors auditors accountants inspectors regulators archaeologists
    ecologists conservationists climbers hikers divers dockers inhabitants townspeople townsfolk elders chiefs
    tribesmen peasants pensioners commuters motorists cyclists bystanders onlookers attendees participants
    """
)
QUANTIFIERS = _words(
    """
    a an the this that these those some several many few two three four five six seven eight nine ten eleven twelve
    dozen dozens hundreds thousands most both all other another one any no each every half various numerous certain
    more his her its their our my your whose such multiple scores
    """
)
# a text that speaks
TEXTS = _words(
    """
    report statement study survey poll document memo letter email e-mail note article editorial indictment complaint
    lawsuit filing affidavit ruling verdict order decree communique communiqué declaration resolution bill law
    treaty agreement draft transcript recording video audio tweet post message book memoir paper analysis review
    audit dossier leaflet pamphlet notice bulletin release website page blog diary log logbook minutes record file
    census forecast estimate index headline sign banner plaque inscription advertisement ad script testimony
    petition manifesto plan budget reports statements studies surveys polls documents memos letters emails notes
    articles records files figures data statistics estimates results findings evidence footage images photographs
    photos papers tweets posts messages chart graph map table text speech constitution bible quran warrant
    certificate contract readout factsheet brochure catalogue inventory ledger receipt invoice
    """
)
# words that open a sentence with a capital and are no name
OPENERS = _words(
    """
    the a an this that these those some several many few two three four five six seven eight nine ten eleven twelve
    most both all other another one any no each every half in on at by for from with without within under over after
    before during since until while when where whereas as if unless although though because but and or nor so yet
    however meanwhile moreover furthermore nevertheless nonetheless instead also still then there here now today
    yesterday tomorrow earlier later last next first second third finally according asked speaking he she it they we
    i you his her its their our my your who what which why how whose not never only even just about among amid
    despite against between through once perhaps maybe yes well oh to of up out off down into onto upon back again
    separately additionally citing quoting adding noting referring responding reacting monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december is are was were be been do does did has have had will would can could should might must let like unlike
    such nearly almost more less than it's he's she's they're we're i'm that's there's don't let's i've we've i'd
    you're what's isn't can't won't reporting editing additional correction update updated read photo image file
    join follow subscribe sign local state federal national former senior top chief deputy acting interim
    then-president ex-president retired plus either neither nobody everyone everybody somebody someone anyone
    nothing everything something estimates
    """
)
# those of them that may open a name as well: *Federal Bureau*, *Former Mayor Lee*
OPENING_ADJECTIVES = _words(
    """
    local state federal national former senior top chief deputy acting interim retired second first
    """
)
CALENDAR = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat
    sun christmas easter ramadan gmt utc est pst am pm
    """
)
PARTICLES = _words(
    """
    al el bin ibn bint ben abu abi umm um de da di do dos das del della delle der den van von le la du des ter ten
    af av zu y e ag binti s/o d/o a/l a/p
    """
)
# between the words of an organisation's name
LINKERS = _words("of for on and the in &")

# given names that are mostly one gender's, for *he* and *she* alone; a name outside the lists fits both
MALE_NAMES = _words(
    """
    aaron abdul abdullah adam ahmad ahmed alain alan alejandro alex alexander alexei ali amit anders andrea andrei
    andres andrew andy anil anthony antonio arjun arthur arun ashok barack ben benjamin bernard bernie bilal bill
    bob boris brandon brian caleb carlos charles chester chidi chris christopher colin craig dan daniel dave david
    deepak dennis derek dexter didier diego dmitri donald duncan eduardo edward elias elisha emeka eric erik ethan
    ezra faisal fernando fletcher francesco francisco frank françois fraser gabriel gary george giovanni giuseppe
    graham greg gregory hamid hamza hans harry hassan heinz henrik henry hiroshi homer hugo hunter hussein ian
    ibrahim igor ilya isa isaac ismail ivan jack jacob jacques jamal james jan jason javier jean jeb jeff jeffrey
    jerry jim joe john jonah jonathan jorge jose joseph joshua juan jun justin jürgen karim karl keith ken kenji
    kenneth kevin khaled khalid klaus kofi kwabena kwame larry lars leo lester liam logan louis luca lucas luis luka
    luke mahmoud manuel marco marcos mario mark martin mason mateo matt matteo matthew max michael michel miguel
    mike mikhail ming mohamed mohammed muhammad musa mustafa nasser nathan neil nicholas nick nikhil nikola nikolai
    nils noah olaf oleg oliver olivier omar oscar owen pablo paolo patrick paul pavel pedro peter philippe pierre
    pieter rafael rahul raj rajesh rashid ravi raymond ricardo richard rick rob robert roberto roger rohan ron
    ronald ross ryan saleh sam samir samuel sanjay satoshi scott sergei sergio simon spencer stefan stephen steve
    steven stuart sunil sven takashi tariq ted thomas tim timothy tom tony victor vijay vikram viktor vladimir walid
    walter wei willem william wolfgang xavier youssef yuri yusuf ziad
    """
)
FEMALE_NAMES = _words(
    """
    abena aisha alexis alice ama amanda amber amina amy amélie ana anastasia andrea angela anita anjali ann anna
    anne ashley astrid ava barbara beatriz betty beverly brenda brittany camille carly carmen carol carolyn
    catherine charlotte cheryl chiara chloe christina christine claire clara claudia cristina cynthia danielle
    deborah debra deepa denise devi diana diane dolores donna doris dorothy ekaterina elena elizabeth ella emily
    emma eva evelyn faith fatima federica frances francesca freya giulia gloria grace greta hala hannah heather
    helen hillary hope huda indira ines ingrid inés irina isabel isabella ivanka jacqueline jane janet janice jean
    jennifer jessica joan joy joyce judith julia julie juliette karen kate katherine kathleen kathryn kayla keiko
    kelly khadija kimberly lakshmi laura lauren layla leila lily linda ling lisa lori lucia lucy lucía ludmila
    madison mali margaret maria marie marilyn marta martha mary maryam megan mei melania melissa mercy mia michelle
    nadia nancy natalia natalie ngozi nicole nina noemi noor nour olga olivia pamela patricia paula pilar priya
    rachel rania rebecca rosa rose rut ruth sakura salma samantha samira sandra sara sarah shanti sharon shirley
    sigrid sofia sofía sophia sophie stephanie sunita susan svetlana tatiana teresa theresa valentina vera victoria
    virginia yasmin yuki zainab zoe
    """
)

# after a name, these make it a place or a thing: *the Elm river*
PLACE_NOUNS = _words(
    """
    river dam bridge valley city town village province region mountains mountain road highway port airport station
    lake island islands coast border crossing street square avenue district county peninsula desert plateau hills
    reservoir canal basin strait gulf sea ocean forest park field fields stadium hospital school prison camp quarter
    suburb plain crossroads junction neighbourhood neighborhood massacre war crisis disaster deal agreement treaty
    conflict
    """
)
# their *of* names a place: *mayor of Springfield*
LOCAL_ROLES = _words(
    """
    mayor governor president king queen prince princess emir sultan bishop archbishop ambassador capital resident
    native premier
    """
)

# countries and capitals that speak by metonymy (*Moscow said*): a lone one is a body, not a person
PLACES = _words(
    """
    afghanistan albania algeria america ankara argentina armenia athens australia austria azerbaijan baghdad bahrain
    bangladesh beijing belarus belgium berlin bogota bolivia bosnia botswana brasilia brazil britain brussels
    budapest bulgaria burma cairo cambodia cameroon canada canberra caracas chad chile china colombia congo croatia
    cuba cyprus czechia damascus delhi denmark ecuador egypt england eritrea estonia ethiopia europe fiji finland
    france gabon georgia germany ghana greece guatemala guinea haiti hanoi havana honduras hungary iceland india
    indonesia iran iraq ireland islamabad israel italy jakarta jamaica japan jerusalem jordan kabul kazakhstan kenya
    kiev kosovo kuwait kyiv kyrgyzstan laos latvia lebanon liberia libya lithuania london luxembourg madrid malaysia
    mali malta manila mexico moldova mongolia montenegro morocco moscow mozambique myanmar nairobi namibia nepal
    netherlands nicaragua niger nigeria norway oman oslo ottawa pakistan palestine panama paraguay paris peru
    philippines poland portugal pretoria pyongyang qatar riyadh romania rome russia rwanda scotland senegal seoul
    serbia singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland syria taiwan tajikistan
    tanzania tehran thailand tokyo tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vienna
    vietnam wales warsaw washington yemen zambia zimbabwe
    """
)
