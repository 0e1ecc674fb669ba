"""Given names and surnames by their spellings, short forms, and how common they are.

Compiled by hand from what is common knowledge of languages: no list of people, nothing from an evaluation text. What is
not here is compared by its letters (`tracker.identity.spelling`). Between two strokes stand the spellings of one
name; words of two names are two, however alike they look (*Hassan*, *Hussein*).
"""

from __future__ import annotations

_ARABIC = """
mohammed muhammad mohamed mohammad muhammed mohamad muhamad mohamud mohd muhamed mehmed mehmet mahomet |
mahmoud mahmud mahmood mehmood mahmut | ahmed ahmad ahmet achmed achmad | hamad | hammad |
hamid hameed hamit hamed | hamdan | hamdi hamdy | hamza hamzah hamzeh | hammoud hamoud hamud |
hassan hasan hassen hasen | hussein husain hussain husayn hossein hosein hussien huseyin houssein hossain husein |
hussam hossam husam | hashem hashim hachem | hesham hisham hicham | haitham haytham haithem | hani hany |
hadi hady | ali aly | alia alya aliya aliyah aaliyah | omar umar omer oumar | amr amro | amir ameer emir |
amira ameera | ammar amar | amin ameen emin | amina ameena aminah amena | anwar enver anouar | anas | adel adil |
adnan | youssef yusuf yousef yousuf yosef yusef youcef yousif yusif yussef yousaf |
yunus younis yunis younes yunes | yasser yasir yaser | yassin yasin yaseen yassine | yahya yehia yahia yehya |
ibrahim ebrahim brahim ibraheem | ismail ismael esmail ismaeel ismayil | idris idriss idrees |
isa issa eissa | jamal gamal djamel jamaal cemal jemal | jamil jameel gamil djamil cemil |
jamila jameela djamila | jaber jabir gaber gabir | jafar jaafar jaffar gaafar cafer | jassim jasim jassem qasim |
jihad gihad | karim kareem kerim | karima kareema | karam | kamal kamel kemal | kamil kameel |
khaled khalid | khalil khaleel halil | khalifa khalifah khalefa | salem salim saleem selim | salam |
salman selman | salah | saleh salih | salma selma | sami samy | samir sameer | samer | samira sameera |
said saeed saied sayeed | saad sa'd | saud saoud | sayed sayyid sayyed seyed syed sayid | sultan |
suleiman sulaiman suleyman soliman sulayman souleymane | sufyan soufiane sofiane |
rashid rasheed rachid rashed | rashad rachad | rashida rachida rasheeda | rami ramy |
ramadan ramzan ramazan ramadhan | rahim raheem | rahman rahmane | raed raid | rafiq rafik rafeeq |
riad riyad riyadh | rida reda reza ridha riza | nasser nasir naser nacer | nasr | nabil nabeel | nadim nadeem |
nadia nadya nadiya | naji nagi | noor nour nur nura | majid majed maged majeed | mansour mansur mansoor |
marwan merwan | maryam mariam meriem miriam maryan | mustafa mostafa mustapha moustafa mostapha |
musa moussa mousa mosa moosa | murad mourad | munir mounir muneer | mazen mazin | muammar moammar muamar |
mubarak moubarak | muhannad mohannad | mahdi mehdi mahdy | malik malek maalik | walid waleed oualid | wael wail |
wassim wasim ouassim waseem | wafa wafaa wafae | tariq tarek tareq tarik tarak | taha | talal |
tawfiq tawfik taufik toufik tewfik | faisal feisal faysal faycal | farid fareed ferid | farida fareeda |
faruq farouk farooq faruk | fadi fady | fahd fahad | fatima fatma fatimah fatemeh fatimeh | fawzi fawzy fauzi |
fouad fuad foad | zainab zeinab zaynab zeynab zaineb zeynep | ziad ziyad zyad | zaid zayd zeid | zayed |
zahra zahraa zehra | bilal belal | bashar bachar | bashir basheer bachir beshir | basem basim bassem bassim |
badr | bakr bakar | osama usama oussama | othman osman uthman ousmane uthmaan | leila layla laila leyla |
layth laith leith | latif lateef | qasem qassem qassim kasim kassem gassim | qais qays kais |
ghassan ghasan gassan | ayman aiman | ayub ayoub ayyub | abdallah abdullah abdulla abdellah abdoullah abdollah |
iyad eyad | imad emad | ihab ehab | isam essam issam esam | javad jawad jovad | mohsen muhsin mohsin mehsen |
mojtaba mujtaba | zulfiqar zulfikar zulficar | imran emran | hadija khadija khadijah khadeeja |
aisha aysha ayesha aicha aishah ayse | ashraf achraf | ashour achour | atef atif
"""
_SLAVIC = """
sergei sergey serguei sergej serhiy serhii sergiy | andrei andrey andriy andrii andrej |
alexei alexey aleksei aleksey oleksiy oleksii alexej |
alexander aleksandr alexandr aleksander oleksandr aleksandar |
alexandra aleksandra oleksandra | dmitry dmitri dmitriy dmitrii dmytro dimitri dmitrij |
yuri yury yuriy yurii iouri juri | vladimir volodymyr wladimir | nikolai nikolay mykola nikolaj |
mikhail mykhailo michail mikhael mihail | igor ihor | egor yegor |
yevgeny evgeny evgeni yevgeni evgeniy yevhen evgenii | vasily vasili vasiliy vasyl vassily |
anatoly anatoli anatoliy anatolii | oleg oleh | vitaly vitali vitaliy vitalii | valery valeri valeriy valerii |
valentin | valentina | gennady gennadi hennadiy gennadiy | grigory grigori hryhoriy grigoriy |
georgy georgi georgiy heorhiy | yakov iakov | pyotr petr petro | pavel pavlo | ivan | ilya ilia illya iliya |
arkady arkadi | arkadiy | yevgenia evgenia yevgeniya | natalia natalya nataliya nataliia natalja |
tatiana tatyana tetiana tetyana tatjana | yulia julia iuliia yuliya julija | maria mariya mariia |
elena yelena olena | ekaterina yekaterina kateryna katerina | ksenia xenia kseniya | sofia sophia sofiya zofia |
daria darya | anastasia anastasiya | svetlana svitlana | lyudmila ludmila liudmila | irina iryna | irena |
olga olha | anna | ana
"""
_WESTERN = """
stephen steven | stefan stephan | geoffrey jeffrey jeffery geoffry | philip phillip filip |
catherine katherine kathryn katharine catharine kathrine cathryn | michael micheal mikael | michel |
michelle michele | mark marc | eric erik erick | john jon | joan | joanne joann | jean | jane jayne | janet |
jan | sara sarah | ann anne | brian bryan bryon | alan allan allen | anthony antony |
nicholas nicolas nikolas nickolas | nicola | nicole nichole | frederick frederic fredrick friedrich fredrik |
jonathan jonathon johnathan | matthew mathew | christopher kristopher | christine kristine |
christina kristina cristina | cristian christian kristian | isabel isabelle | isabella | elizabeth elisabeth |
eleanor elinor | rebecca rebekah | deborah debra | teresa theresa | carl karl | carol carole |
caroline carolyn carolyne | karen | karin | kevin | gavin | graham graeme | lawrence laurence | louis |
louise | louisa | luis | luiz | lucas lukas | luca luka | luke | peter | pieter | paul | paula | pauline |
robert | roberta | roberto | rupert | ronald | roland | harold | harald | henry | henri | hugh | hugo | gerald |
gerard | gerhard | gregory | gregor | george | georges | geraldine | edward | edwin | edmund edmond | edgar | erin |
ian | iain | iona | ivana | ivanka | donald | daniel | daniela | danielle daniele | dennis denis | denise | dean |
deane | derek derrick | david | davide | diana diane dianne | laura | lauren | laurent | martin | martina |
martine | marta martha | marie | mario | marco marko | marcos | marcus markus | maurice morris | mary | marion |
marian | jack | jake | james | jamie | jason | julian | julien | julie | juliet juliette | justin | justine |
oliver olivier | olivia | patrick | patricia | patrice | francis | frances | francisco | francesca | francesco |
franz frans | frank | victor viktor | victoria viktoria | vincent vincenzo | william | willem wilhelm | simon |
simone | samuel | samantha | sandra | susan | suzanne susanne | thomas | tomas | timothy | tobias | walter | wendy |
andrea | andreas | andrew | andre | andres | angela | angelo | antonio | antonia | arthur artur | albert |
alberto | alfred | alfredo | alice | alison allison alyson | amanda | amy aimee | barbara |
beatrice beatriz beatrix | benjamin | bernard | bernadette | bruce | bruno | cecil | cecilia | charles |
charlotte | claire clare | clara | claude | claudia | claudio | colin | colleen | craig | cyril |
dominic dominik | dominique | dorothy | ellen | helen helene | emily | emma | ernest | esther ester |
eugene | eva | eve | felix | felicity | florence | gabriel | gabriela gabriella | gabrielle | gordon | gloria |
grace | harriet | heather | hannah | howard | irene | isaac | jacob jakob | jacqueline | jennifer | jessica |
jose | josefina | juan | judith | karla carla | kenneth | kim | leonard leonhard | leo | leon | leslie lesley |
linda | lorraine | lynn lynne | malcolm | marcel | margaret | marilyn | max | maxim maksim maksym maxime |
melissa | miguel | mildred | monica monika | nancy | nathan | nathaniel | neil neal | norman | oscar oskar |
pablo | pedro | penelope | rachel rachael | ralph | raymond | raymundo | richard | ricardo | robin |
roger rodger | rosa | rosemary | ross | roy | russell | ruth | scott | sean shaun shawn | sharon | sheila |
shirley | sophie | stanley | stuart stewart | sylvia silvia | terence terrence | tracy tracey | valerie |
vanessa | vera | vernon | veronica | virginia | vivian vivien | wayne | winston | yvonne | zoe
"""
_ASIAN = """
kenji | kenichi | kenichiro | ram | rama | arun | aruna | vijay | vijaya | lakshmi laxmi | krishna | krishnan |
rajesh | ravi | rahul | raj | sanjay | sunil | suresh | anil | ashok | priya | padma | shanti | sita
"""
# A full form and its short forms.
_SHORT_FORMS = """
alexander: alex sandy sasha xander alec oleksandr | alexandra: alex sandra sasha lexi sandy |
albert: al bert bertie | alfred: al alf alfie fred | alan: al | andrew: andy drew | anthony: tony ant |
antonio: tony toni | abraham: abe | arthur: art | augustus: gus | barbara: barb babs | bartholomew: bart |
beatrice: bea | benjamin: ben benny benji | bernard: bernie | bradley: brad | calvin: cal |
catherine: cathy kathy kate katie kitty cath kat | charles: charlie chuck chas chaz | charlotte: lottie charlie |
christopher: chris kit topher | christine: chris chrissie tina | christina: chris tina | clifford: cliff |
clinton: clint | cynthia: cindy | daniel: dan danny | danielle: dani | david: dave davy | deborah: deb debbie |
dennis: denny | dominic: dom nick | donald: don donnie donny | dorothy: dot dottie dolly | douglas: doug |
edgar: ed eddie | edmund: ed eddie ned | edward: ed eddie ted teddy ned | edwin: ed eddie |
eleanor: ellie nell nora | elizabeth: liz lizzie beth betty betsy eliza libby lisa bess | emily: em | emma: em |
eugene: gene | evelyn: evie | florence: flo | frances: fran frankie fanny | francis: frank fran frankie |
franklin: frank | frederick: fred freddie freddy | gabriel: gabe | geoffrey: geoff jeff | george: georgie |
gerald: gerry jerry | gerard: gerry | gilbert: gil bert | gregory: greg gregg | harold: harry hal |
harriet: hattie | henry: harry hank hal | herbert: herb bert | howard: howie | hubert: bert | isaac: ike |
isabella: bella izzy | isabel: izzy bel | jacob: jake | jacqueline: jackie | james: jim jimmy jamie jem |
janet: jan | jason: jay | jean: jeannie | jennifer: jen jenny jenn | jeremiah: jerry | jeremy: jerry jez |
jerome: jerry | jessica: jess jessie | joan: joanie | john: jack johnny jon | jonathan: jon jonny johnny |
joseph: joe joey | josephine: jo josie | joanna: jo | joshua: josh | judith: judy | julia: jules | julian: jules |
katherine: kathy kate katie | kenneth: ken kenny | kimberly: kim | lawrence: larry laurie |
leonard: len lenny leo | leonardo: leo | leslie: les | lewis: lew lou | louis: lou louie | louise: lou |
lillian: lily lil | lucille: lucy | madeleine: maddie | margaret: maggie meg peggy peg marge greta margie rita |
martha: marty | martin: marty | mary: molly polly | matilda: tilly mattie | matthew: matt | maxwell: max |
maximilian: max | megan: meg | melissa: mel | michael: mike mick mickey micky mikey | michelle: shelly |
mitchell: mitch | montgomery: monty | nancy: nan | nathan: nate nat | nathaniel: nate nat | nicholas: nick nicky |
nicola: nicky | norman: norm | oliver: ollie | oscar: ozzy | pamela: pam |
patricia: pat patty trish tricia patsy | patrick: pat paddy rick | penelope: penny | peter: pete | philip: phil |
phyllis: phyl | priscilla: cilla | rachel: rach | randolph: randy | randall: randy | raymond: ray |
rebecca: becky becca | reginald: reg reggie | richard: rick ricky dick rich richie |
robert: bob rob bobby robbie bert | roberta: bobbie robbie | roderick: rod | rodney: rod | roger: rog |
roland: rollo | ronald: ron ronnie | rosemary: rosie | rosalind: ros | rudolph: rudy | russell: russ |
samantha: sam sammy | samuel: sam sammy | sandra: sandy | sarah: sally sadie | sebastian: seb | sidney: sid |
simon: si | solomon: sol | stanley: stan | stephanie: steph | stephen: steve stevie | stuart: stu |
susan: sue susie suzy | suzanne: sue susie | sylvester: sly | terence: terry | theodore: ted teddy theo |
theresa: terry tess tessa | thomas: tom tommy | timothy: tim timmy | tobias: toby | valentina: val |
valerie: val | victor: vic | victoria: vicky tori vicki | vincent: vince vinny | virginia: ginny |
walter: walt wally | wilfred: wilf | william: bill will billy liam willie | winifred: winnie |
zachary: zach zack | jose: pepe chepe | francisco: paco pancho curro | ignacio: nacho | guadalupe: lupe |
dolores: lola | consuelo: chelo | enrique: quique kike | eduardo: edu lalo | manuel: manolo manu |
jesus: chucho chus | rafael: rafa | alejandro: ale alex | rosario: charo | concepcion: concha conchita |
mercedes: merche | roberto: beto | alberto: beto | ivan: vanya | dmitry: dima mitya | mikhail: misha |
nikolai: kolya | sergei: seryozha | vladimir: vova volodya | yuri: yura | aleksei: alyosha lyosha |
ekaterina: katya | natalia: natasha | tatiana: tanya | maria: masha | anna: anya | elena: lena | olga: olya |
yevgeny: zhenya | dmitri: dima | giuseppe: beppe pino | luigi: gigi | giovanni: gianni nanni | salvatore: toto |
johannes: hans jan johan joop | wilhelm: willi willy | heinrich: heinz heiner | josef: sepp pepi |
friedrich: fritz | cornelis: kees cees | hendrik: henk | gerardus: gerrit geert
"""
# Surnames that stand first in Chinese, Korean, Vietnamese, Japanese and Hungarian use.
_EASTERN = """
kim gim | lee yi rhee ri | park pak bak | choi choe | jung jeong chung chong | kang gang | cho jo | yoon yun |
lim im rim | han | shin sin | seo suh so | kwon gwon | hwang | ahn an | song | ryu yoo | hong | jeon chun |
ko goh | moon mun | yang | son sohn | bae pae | baek paek | heo hur huh | nam | noh roh no | ha | joo | min |
woo | koo gu ku | oh | li | wang | zhang | liu | chen | zhao | huang | zhou | wu | xu | sun | hu | zhu | gao |
lin | guo | ma | luo | liang | zheng | xie | tang | deng | feng | yu | cao | peng | zeng | xiao | tian | dong |
pan | yuan | cai | jiang | ye | du | su | wei | cheng | lu | ding | ren | yao | shen | zhong | cui | tan | lu |
wan | fan | ouyang | sima | zhuge | ng | wong | cheung | chan | leung | ho | lam | tsang | kwok | yeung | chow |
lau | tsai | hsu | hsieh | teo | goh | ong | koh | chang | jang | nguyen | tran | le | pham | hoang | huynh |
phan | vu | vo | dang | bui | do | ngo | duong | ly | dinh | trinh | truong | dao | tanaka | suzuki | sato |
takahashi | watanabe | ito | yamamoto | nakamura | kobayashi | kato | yoshida | yamada | sasaki | abe | mori |
ikeda | hashimoto | ishikawa | ogawa | fujita | okada | goto | hasegawa | murakami | kondo | saito | endo | nagy |
kovacs | szabo | toth | horvath | varga | kiss | molnar | nemeth | farkas | balogh | papp | takacs | juhasz |
orban
"""
# The romanisations of Korean syllables that differ.
_SYLLABLES = """
un eun | jung jeong chung joung | young yeong | hyun hyeon | seok suk sok | geun keun kun | gook guk kuk kook |
woo u wu | sung seong | sun seon | hee hui | ki gi | kyung gyeong kyong | joo ju | jun joon | cheol chul chol |
yeon yun | jin chin | il | nam | kyu gyu | hoon hun | bok pok | ok | tae | sik shik | soo su | mi mee | yon
"""
# The most common surnames of English, Spanish, Portuguese, Arabic, South Asian and European countries.
_COMMON = """
smith jones williams brown taylor davies davis wilson evans thomas johnson roberts walker wright robinson thompson
white hughes edwards green hall lewis harris clarke clark patel jackson wood turner martin cooper hill ward morris
moore king watson baker harrison morgan allen james scott phillips young adams mitchell campbell carter parker
collins murphy kelly anderson lee bell miller garcia rodriguez martinez hernandez lopez gonzalez perez sanchez
ramirez torres flores rivera gomez diaz reyes cruz morales ortiz gutierrez chavez ramos ruiz alvarez fernandez
moreno jimenez romero vargas castillo mendoza silva santos oliveira souza pereira costa ferreira almeida nascimento
lima araujo ribeiro carvalho sousa rocha dias nelson stewart rogers reed cook bailey bennett gray ross foster
russell griffin hayes sullivan wallace west cole khan singh kumar sharma ali ahmed hassan hussein mohammed ibrahim
mahmoud abdullah begum kaur gupta shah das rao reddy hussain akhtar malik iqbal chaudhry mohamed saleh salem omar
said youssef mustafa ahmad khalil saad cohen levy müller muller schmidt schneider fischer weber meyer wagner becker
hoffmann schulz bauer koch richter klein wolf bernard dubois petit durand leroy moreau simon laurent michel rossi
russo ferrari esposito bianchi romano colombo jansen bakker visser smit hansen johansen olsen larsen andersen
nielsen jensen pedersen johansson andersson karlsson nilsson eriksson ivanov ivanova smirnov kuznetsov popov petrov
petrova volkov novak kowalski nowak dvorak kovac popescu ionescu papadopoulos murray kennedy burke ryan walsh
obrien osullivan byrne doherty gallagher fraser macdonald mcdonald gordon hunter graham simpson marshall ellis shaw
hunt mason mills palmer webb rose stone fox barnes knight porter jordan butler fisher perry powell long bryant
henderson coleman jenkins price ford gibson owens howard marsh day
"""

# Surnames that a whole people shares, or that stand for one.
_PEOPLES = "singh kaur khan begum bibi devi kumar kumari akhtar das sahib"


def _families(table: str) -> dict[str, frozenset[str]]:
    """The names that a word may be a spelling of, each called by its first spelling."""
    found: dict[str, set[str]] = {}
    for name in table.split("|"):
        spellings = name.split()
        for spelling in spellings:
            found.setdefault(spelling, set()).add(spellings[0])
    return {spelling: frozenset(names) for spelling, names in found.items()}


def _short_forms(table: str) -> dict[str, frozenset[str]]:
    """The full forms that a short form may stand for."""
    found: dict[str, set[str]] = {}
    full = ""
    for word in table.replace("|", " ").split():
        if word.endswith(":"):
            full = word[:-1]
        else:
            found.setdefault(word, set()).add(full)
    return {form: frozenset(names) for form, names in found.items()}


GIVEN = _families(f"{_ARABIC}|{_SLAVIC}|{_WESTERN}|{_ASIAN}")
ARABIC = frozenset(_families(_ARABIC))
SLAVIC = frozenset(_families(_SLAVIC))
WESTERN = frozenset(_families(_WESTERN))
PEOPLES = frozenset(_PEOPLES.split())
SHORT = _short_forms(_SHORT_FORMS)
EASTERN = _families(_EASTERN)
SYLLABLES = _families(_SYLLABLES)
COMMON = frozenset(_COMMON.split())
