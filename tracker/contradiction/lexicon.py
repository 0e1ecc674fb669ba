"""Hand-made word knowledge: words that mean nearly the same, the opposites among them, and words for people."""

from __future__ import annotations

from tracker.contradiction.opposites import OPPOSITES
from tracker.records import Reason
from tracker.stems import stem

_SYNONYMS = """
doctor physician medic surgeon gp clinician
hospital clinic infirmary ward
police officer constable policeman gendarme patrolman
soldier troop serviceman fighter militiaman
troop force unit brigade battalion regiment
ship vessel boat tanker ferry freighter trawler frigate
plane aircraft jet airliner airplane
car vehicle automobile
lorry truck
coach bus
train locomotive
school classroom lesson class pupil
teacher schoolteacher
money cash fund sum
wage salary pay payroll
job post position employment
firm company business corporation manufacturer
boss chief head director manager executive
leader president premier
minister ministry secretary
deputy lawmaker senator legislator
parliament assembly senate chamber legislature
law act bill statute legislation
court judge judges tribunal
lawyer attorney counsel
house home building residence
road street highway motorway
bridge span crossing
river stream
gate door exit entrance
fire blaze
bomb explosive device
missile rocket
drone unmanned
gun rifle weapon arms
bullet round shot shell
border frontier boundary
vote ballot poll election voting
member membership
worker employee staff workforce labourer
striker picket
union syndicate
protester demonstrator marcher demonstration protest march rally
crowd throng
hostage captive
prisoner inmate detainee convict
kidnap abduct abduction
rebel insurgent guerrilla militant
village hamlet
town city
farm farmer
shop store
goods product merchandise
price cost
storm hurricane typhoon cyclone
quake earthquake tremor
landslide slide mudslide
dam barrage levee embankment dyke
water
electricity power current mains
phone telephone ring call
letter note message missive
paper document file memo memorandum text
complaint protest_note grievance
report account
photo photograph picture image
film footage video movie
book volume
illness disease infection sickness
virus germ bacterium pathogen
drug medicine medication
baby infant newborn
mother mum mom
father dad
player footballer sportsman
match game
team squad side
goal
coach trainer
fan supporter spectator
stadium ground arena
money_back refund
oil crude fuel petrol
wheat grain
ton tonne
area zone region district
jungle forest woodland wood
steal theft rob robbery burglary loot
beat beating assault
torture mistreat abuse
search hunt
dig excavate
explode explosion blast blow_up detonate detonation
cause reason trigger
order instruct command direct instruction
ask request demand
answer reply respond response
promise pledge vow undertake
threat threaten
plan scheme intend
try attempt
test exam examination
speak talk address speech
write author
song singer sing
picture painting canvas artwork
king monarch
church priest parish mass
wall barrier fence
sea ocean coast shore
roof ceiling
tower mast
island isle
mine miner shaft pit
gold jewel jewellery
wolf animal beast
tree oak
dog hound
shut_down
transfer wire
sign sign_up
drive driver
fly flight pilot
sail crew sailor seaman
passenger traveller
customer client buyer shopper
owner proprietor
resident inhabitant villager townsfolk local
patient
tourist visitor holidaymaker
refugee migrant asylum
student undergraduate
scientist researcher expert
budget spending
tax duty levy
bank lender
share stock stake
contract agreement
delivery shipment consignment
mistake error blunder
choose pick select choice
hit strike
throw hurl toss
push shove
wait queue
watch look see witness observe
begin_work
"""

PERSONS = frozenset(
    stem(word)
    for word in """people person man woman child worker soldier civilian resident guard officer
    policeman miner passenger patient student pupil villager inmate prisoner protester demonstrator
    employee colleague crew member fighter militant rebel insurgent refugee migrant tourist visitor
    fan supporter player boy girl baby infant victim casualty body corpse dead wounded injured
    inhabitant citizen customer family household hostage captive detainee deputy lawmaker delegate
    senator sailor fisherman farmer herder firefighter striker driver teacher doctor nurse
    journalist reporter juror occupier nobody everyone anyone everybody troop serviceman conscript
    recruit volunteer occupant inmate survivor native settler pilgrim commuter motorist cyclist
    pedestrian shopper guest spectator toll death fatality life soul human individual adult teenager
    youth elder marcher traveller colleague captive mourner picket walker swimmer worshipper
    neighbour parent mother father pensioner steelworker labourer lawyer councillor minister guest
    buyer""".split()  # noqa: SIM905
)
ANYBODY = frozenset(
    stem(word)
    for word in """people person victim casualty body corpse dead wounded injured toll death
    fatality life soul human individual nobody everyone anyone everybody man""".split()  # noqa: SIM905
)
COMMON = frozenset(
    stem(word)
    for word in """people person man woman time day week month year morning evening night hour
    minute government country state official report news thing way make take go come give see know
    think want look use work call try ask need feel become seem keep begin put mean happen talk turn
    bring hold stand set run new good first last long great little old right big high different
    small large next early young important public same able part place case point number group
    problem fact company world area home hand side kind head house service end line city town member
    law late hour far today yesterday tomorrow two three four five six seven eight nine ten hundred
    thousand million single man leave tell show find move play""".split()  # noqa: SIM905
)

# Axes whose opposites clash for another reason than "antonym", by the first word of their line.
_REASONED: dict[str, Reason] = {
    **dict.fromkeys(
        "major complete widespread always unanimous temporary majority maximum high long full first".split(),  # noqa: SIM905
        "degree",
    ),
    **dict.fromkeys(
        ["inside", "above", "upstream", "north", "east", "left_hand", "local", "near", "front", "north", "summer"],
        "place",
    ),
    **dict.fromkeys("early beginning day morning summer spring_season".split(), "date"),  # noqa: SIM905
}

Sense = tuple[str, int]


def _read_lexicon() -> tuple[dict[str, tuple[Sense, ...]], dict[str, list[tuple[tuple[str, ...], Sense]]]]:
    """(stem → its senses, first stem → phrases beginning with it). A sense is (axis, pole); pole 0 has no opposite."""
    senses: dict[str, list[Sense]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    lines = OPPOSITES.replace("\n    ", " ").strip().splitlines() + _SYNONYMS.strip().splitlines()
    for number, line in enumerate(lines):
        sides = line.split("|")
        for side, pole in zip(sides, (1, -1) if len(sides) == 2 else (0,), strict=True):
            axis = f"{number}:{side.split()[0]}" if pole == 0 else f"{number}:{line.split()[0]}"
            for entry in side.split():
                stems = tuple(stem(word) for word in entry.split("_"))
                if len(stems) == 1:
                    senses.setdefault(stems[0], []).append((axis, pole))
                else:
                    phrases.setdefault(stems[0], []).append((stems[1:], (axis, pole)))
    return {key: tuple(dict.fromkeys(found)) for key, found in senses.items()}, phrases


SENSES, PHRASES = _read_lexicon()
REASONS: dict[str, Reason] = {
    axis: _REASONED[axis.split(":")[1]]
    for senses in SENSES.values()
    for axis, _ in senses
    if axis.split(":")[1] in _REASONED
}
