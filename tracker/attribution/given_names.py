"""Which given names may be one person's: *Bill* and *William*, *J.* and *John*, *Max* and *Maximilian*."""

from __future__ import annotations

_GROUPS = """
william bill billy will willie liam | robert bob bobby rob robbie bert | richard rick ricky dick rich | james jim
jimmy jamie | john jon johnny jack | edward ed eddie ted teddy ned | anthony tony | michael mike mick mickey | david
dave davey | stephen steven steve | thomas tom tommy | joseph joe joey | elizabeth liz lizzie beth betty eliza libby
| katherine catherine kathryn katharine kate kathy katie cathy | margaret maggie meg peggy | henry harry hank |
charles charlie chuck | christopher chris kit | patricia pat patty tricia | jennifer jen jenny | susan sue susie |
deborah debbie deb | rebecca becky | victoria vicky tori | alexander alex alec sandy sasha | nicholas nick nicky |
francis frank | lawrence laurence larry | geoffrey jeffrey geoff jeff | gregory greg | kenneth ken kenny | ronald
ron ronnie | donald don donnie | gerald gerry jerry | eugene gene | theodore ted theo | andrew andy drew | matthew
matt | daniel dan danny | samuel sam sammy | timothy tim | benjamin ben benny | frederick fred freddie | philip
phillip phil | peter pete | vincent vince vinny | raymond ray | leonard len lenny leo | leopold leo | maximilian max
| jacqueline jackie | barbara barb babs | dorothy dot dottie | judith judy | pamela pam | cynthia cindy | sandra
sandy | teresa theresa terry tess | abigail abby | amanda mandy | alexandra alex sandra sasha | mikhail misha |
dmitri dima | vladimir volodya vova | aleksandr sasha | francisco paco pancho | jose pepe | guadalupe lupe | dolores
lola | katarzyna kasia | aleksandra ola | malgorzata gosia | ekaterina yekaterina katya | tatiana tanya | natalia
natasha | maria masha mariya | anna anya | yevgeny evgeny zhenya | konstantin kostya | nikolai kolya | ivan vanya |
pavel pasha | pyotr petya | johannes hannes | bartholomew bart | dominic dom nick | zachary zach zack | nathaniel
nate nat | joshua josh | terence terry | guillermo memo | roberto beto | giuseppe beppe pino | luigi gigi | manuel
manolo | enrique quique | eduardo lalo | ignacio nacho
"""
_BY_NAME: dict[str, set[int]] = {}
for _number, _group in enumerate(_GROUPS.split("|")):
    for _name in _group.split():
        _BY_NAME.setdefault(_name, set()).add(_number)
_PREFIX = (3, 4)  # letters of a short form that the whole given name begins with


def is_shorter(short: str, whole: str) -> bool:
    """Whether one given name (folded) may be a short way to write another: its initial, its beginning, a pet form."""
    if short == whole:
        return True
    if len(short) == 1 or len(whole) == 1:
        return short[0] == whole[0]
    if len(short) in _PREFIX and short.isalpha() and len(whole) > len(short) + 1 and whole.startswith(short):
        return True
    return not _BY_NAME.get(short, set()).isdisjoint(_BY_NAME.get(whole, ()))
