"""Single words that the grammar knows, by what they do in a question.

A word that is in none of these lists, nor part of a name or a phrase, is not understood: it is
told in the answer, or refuses the question where it may narrow what is asked about.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


TITLES: Final = _words(
    """
    president prime minister pm mr mrs ms dr sir general gen colonel col marshal admiral captain
    senator judge justice former ex leader the king emperor commander defence defense foreign vice
    deputy chief ex-president ex-leader premier warlord strongman dictator tsar alleged indicted
    wanted fugitive taliban
    """
)
"""Words that may stand beside a name without making it another one."""

OF_A_PERSON: Final = _words(
    """
    arrest arresting detention detain surrender visit visits trip trips travel travels travelling
    traveling journey journeys case warrant warrants transfer risk risks instead because presence
    arrival plane aircraft jet flight stay tour exposure immunity invitation status
    yacht ship convoy capture handover landing holiday vacation stopover layover motorcade
    apprehension safety
    """
)
"""Nouns that may belong to a person without being another person."""

HOW: Final = _words(
    """
    embassy consulate airspace ship vessel yacht boat ferry base premises airside aboard aircraft
    plane jet airliner helicopter submarine train offshore coast waters refuel refuelling refueling
    stopover layover overhead virtually remotely online video videolink zoom secretly incognito
    disguise
    """
)
"""Words of how somebody is there that, not understood, would change the question."""

TIME: Final = _words(
    """
    day days week weeks weekend month months year years decade decades century monday tuesday
    wednesday thursday friday saturday sunday spring summer autumn fall winter christmas easter
    soon later ago tonight noon midnight someday once recently formerly quarter ramadan midsummer
    newyear earlier previously afterwards hours minutes
    """
)
"""Words of time that, not understood, would change the question."""

REFUSED: Final = {
    "is about another law or court: only arrest on travel, for the International Criminal Court, "
    "is on record here": _words(
        """
        extradite extradited extradition deport deported deportation expel expelled interpol icj
        echr sanction sanctions sanctioned fbi cia mossad asylum visa visas passport lawsuit sued
        sue impeached fined
        """
    ),
    "is about the case itself, of which only the warrants are on record here": _words(
        """
        prosecute prosecuted trial tried convicted convict sentence sentenced jailed guilty
        innocent guilt punish punished punishment fair unfair assassinate assassinated kill killed
        murder
        """
    ),
    "asks for a prediction: what the law says is on record here, and what happened": _words(
        "likely unlikely likeliest probability probably odds predict bet"
    ),
    "is not on record: ask about a region (Africa, Eastern Europe …) or an organisation (EU, "
    "BRICS …)": (
        _words(
            """
            neighbour neighbours neighbor neighbors neighbouring neighboring bordering adjacent
            nearby near nearest closest
            """
        )
    ),
}
"""Words that would make another question of it, by the reason why that cannot be answered."""

EXCLUDING: Final = _words(
    "except excluding outside besides beyond non non-member non-members nonmembers"
)
"""Words that take a group out of what is asked about."""

STOP: Final = _words(
    """
    a an the of in on at to for from by with and or but if as into onto over under via through
    there here this that these those it its he she they him her them his their i we you us me my
    our your who whom whose which what when where why how could can would will shall should must
    may might do does did done be been being is are was were am has have had having not no never
    nor n't also then than so such any some all each every else even just still already yet ever
    please tell know let lets let's think say list show give about become becomes became becoming
    get gets got gotten make makes made take takes took taken while during since until till because
    without within law laws legal legally lawful lawfully illegal illegally unlawful unlawfully
    really actually exactly currently presently able allowed permitted don't doesn't didn't can't
    couldn't won't wouldn't isn't aren't wasn't weren't shouldn't mustn't cannot hasn't haven't
    hadn't needn't he's she's it's what's who's where's there's they're i'm i'd i've he'd icc court
    international criminal hague against hello hi hey dear thanks thank whether possible possibly
    both either one ones someone himself herself themselves itself okay ok yes well quick question
    other others another many much times often said says though although given despite regarding
    concerning according upon per like likes want wants wanted would-be theoretically technically
    hypothetically hypothetical before after cant wont dont doesnt didnt isnt arent wasnt werent
    shouldnt wouldnt couldnt mustnt hasnt havent hadnt impossible name too home suppose supposing
    assume assuming imagine abroad again back out off up down away around along across between
    among only
    """
) - _words("only like likes")
"""Words that carry no content of their own here."""

TOPIC: Final = _words(
    """
    arrest arrested arresting arrests arrestable detain detained detaining detention detains
    surrender surrendered surrendering hand handed handing apprehend apprehended seize seized
    capture captured nab nabbed custody cuffed handcuffed handcuffs caught catch prison jail
    imprisoned held hold holding send sending sent transfer transferred safe safely safety unsafe
    risk risks risky risking danger dangerous fear fearing worry afraid liable threat threatened
    exposed face faces facing possibility chance chances consequences immune immunity protect
    protected protects protection shield shielded free freely travel travels travelling traveling
    travelled traveled visit visits visiting visited go goes going went gone trip trips fly flies
    flying flew flown land lands landing landed attend attends attending attended enter enters
    entering entered come comes coming came stay stays staying stayed transit transits transiting
    pass passes passing cross crosses crossing dock journey journeys arrive arrives arriving
    arrived arrival set sets setting foot step steps stepped stepping seen appear appears appearing
    show shows turn turns turned turning spend spends spending return returns returning returned
    move moves moved drive drives warrant warrants issued issue unsealed execute executed enforce
    enforced happen happens happened happening receive receives received receiving host hosts
    hosted hosting welcome welcomes welcomed welcoming invite invites invited inviting meet meets
    meeting met sought seek seeks fugitive fugitives charged charges accused accuse crimes crime
    suspected obliged obliges oblige obligation obligations obligated duty duties bound duty-bound
    required requires require requirement need needs compel compelled binding bind binds owe owes
    responsibility breach breached breaching breaches break breaks broke broken violate violates
    violated violating violation comply complies complied compliance fail fails failed failing
    failure refuse refuses refused refusing refusal decline declined ignore ignores ignored
    ignoring permit allow allows allowing lets letting leave leaves leaving left release released
    stop stops stopping prevent prevents change changes changing changed upcoming scheduled ahead
    next lies timeline history long date point situation position become ceased cease ceases
    stopped begin begins began start starts started end ends ended over time anywhere nowhere
    everywhere somewhere map world globe country countries nation nations state states state's
    place places government governments authorities police territory soil airport member members
    membership partner partners observer observers party parties allies person persons people
    anyone anybody everyone everybody nobody man suspects suspect individuals names avoid unable
    supposed due okay allowed banned barred forbidden off-limits limits no-go president prime
    minister under basis grounds ground article articles statute rome treaty provision provisions
    legislation national own domestic law's judge judges courts warrant's kept keep keeps grant
    grants granted carry carries carrying address addresses speak speaks speaking deliver
    hide hides hiding live lives living reside sail sails sailing expected plan
    plans planned planning withdraw withdrawn withdrawal withdrawals withdrawing quit quits
    quitting exit exiting join joins joined joining accession accessions accede acceded notice
    notices deposited force take promise promised promises vow vowed pledge pledged announce
    announced declare declared confirm confirmed rule ruled assure assured guarantee guaranteed
    offer offered warn warned threaten commit committed indicate indicated suggest suggested hint
    hinted claim claimed stance statement statements policy defied found valid list lists
    protecting saving save saves saved help helps helped anything something nothing indicted
    indictment effect towards toward avoided closed international-law security council resolution
    un head case open public active outstanding pending target arrest-free criminals war
    """
)
"""Words of the grammar itself; a name may stand beside them."""

PLURALS: Final = _words(
    """
    country countries state states nation nations place places member members government
    governments people persons suspects fugitives
    """
)
"""Nouns for what a question about several is about."""

BEFORE_PLURALS: Final = _words(
    """
    partner observer party parties safe unsafe dangerous risky off-limits warrant arrest risk avoid
    visit visits enter open outstanding active which foreign statute rome council
    """
)
"""Words that may stand directly before them without meaning a part of them."""

KNOWN: Final = STOP | TOPIC | TITLES
"""Words that are understood, or have nothing to understand."""
