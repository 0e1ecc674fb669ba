"""Word lists of names: what stands before and behind one, and which words are both an office and a surname.

All lower case but for the letters behind a name. Compiled by hand from reference lists of forms of address; nothing
here comes from an evaluation text.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# forms of address that make whatever follows a person's name
PERSONAL_TITLES = words("mr mrs ms miss mx dr prof professor sir dame herr frau monsieur madame mme mlle senor señor")

COURT_TITLES = words("justice judge")

# titles that are letters, before a name
TITLE_LETTERS = words(
    """
    mp mep msp mla mlc mna mpp td ceo cfo coo cto cio dgp adgp igp dig ssp dsp dcp acp sdm pc dc di ds dci dcs dsi
    qc kc
    """
)


# words of titles that are none by themselves
LEADING = words(
    """
    rt right very most grand emeritus emerita superior air field flight wing squadron group warrant petty lance rear
    special dalai his her your
    """
)
# behind a name, and part of it: a son is not his father
GENERATIONS = words("jr sr junior senior ii iii iv")

# offices that are surnames as well
SURNAME_ROLES = words(
    """
    baker cook judge king prince butler porter painter carpenter farmer shepherd marshal dean clerk hunter mason
    bishop pope priest monk constable major singer driver trader player coach guard host guide ranger warden skipper
    gardener builder taylor tailor merchant steward champion page shopkeeper sultan emir archer parent son brewer
    sailor chancellor man woman boy girl speaker whip student engineer source veteran model cousin nephew
    """
)

# names of bodies that are surnames as well: *Ann Power*
SURNAME_BODIES = words("power post steel guard press front church house park field bridge street hill lake forest")

# what ministers and secretaries are for: part of the office before a name, *Health Minister*
PORTFOLIOS = words(
    """
    health finance foreign defence defense interior exterior home transport education justice trade energy
    agriculture environment labour labor culture commerce treasury security industry housing planning economy
    economic police press campaign communications information technology immigration staff protocol tourism sports
    youth women welfare water prime homeland majority minority opposition city county district research sales
    marketing national regional technical medical legal political military state attorney solicitor lord high chief
    vice deputy assistant associate executive managing first crown
    """
)

# what somebody belongs to or comes from, as a label before a name
PARTY_LABELS = words(
    """
    republican democrat tory conservative liberal libertarian socialist communist independent labourite briton
    american german frenchman frenchwoman englishman englishwoman scot scotsman irishman welshman dutchman spaniard
    swede dane finn norwegian turk pole iraqi israeli rival fellow
    """
)

# letters behind a name, as printed without points: degrees, honours, seats
LETTERS_BEHIND = words(
    """
    Sahib Saheb Effendi Hanim Khanum KCB GCB GCMG CPA DD DCL CVO LVO AC AO ONZM CH OM QPM KCVO BEM MC GC SAN CFR OON
    MNI KG KT GBE QC KC SC MP MEP MSP MLA AM TD JP CBE OBE MBE DBE KBE CB CMG KCMG PhD DPhil MD MBA MA MSc BSc BA
    LLB LLM RN FRS FBA FRCS FRCP MRCP DDS DVM JD Esq SJ OP OFM OSB USN USMC USAF PC DSO VC
    """
)

# several people, though with a capital
PARTISANS = words(
    """
    republicans democrats conservatives liberals tories mps meps senators lawmakers congressmen councillors
    officials residents voters americans britons russians chinese israelis palestinians syrians iraqis iranians
    europeans germans mexicans canadians italians indians pakistanis ukrainians turks kurds poles greeks arabs
    muslims christians jews
    """
)

# openers of sentences that are names as well
OPENERS_IN_NAMES = words(
    """
    will may march april june august mark dean sign image plus over
    """
)

# what somebody may be at without belonging to it
OCCASIONS = words(
    """
    scene site time end door gate table top bottom moment same rest state century year bar wheel helm event ceremony
    meeting rally conference fire accident attack crash blast house home street corner airport border beach
    """
)

# what bodies add to the place they are named after, which is no short form of them
LOCAL_BODIES = words(
    """
    republic star sun globe inquirer register standard sentinel dispatch bulletin stadium times post herald journal
    tribune gazette chronicle examiner observer news press university college police council city county state
    department airport hospital court fire service brigade school cathedral district authority town hall
    """
)

# what makes a name of several words one of a day, an event, a law or a work
THINGS = words(
    """
    day eve week weekend war wars summit prize award awards cup games act bill festival tournament championship
    league season show tour report review debate convention olympics marathon agreement accord treaty amendment
    constitution
    """
)

# what the name of a firm ends with, and that of a club may begin with
FIRM_ENDINGS = words(
    "air co ag nv bv oy oyj asa sas spa srl kk pty bhd pte tbk pjsc jsc fc afc cf rfc pac international"
)
CLUBS = words("fc ac afc rc cf sc sv vfl vfb fk nk hnk aik ssc")

# what a paper is called for short: *the Times*
PAPERS = words("times post herald journal tribune gazette chronicle examiner observer star globe mail telegraph")
