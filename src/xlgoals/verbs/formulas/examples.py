"""One formula for each worksheet function, about the plan it stands in."""

from dataclasses import dataclass
from functools import partial

from xlgoals.verbs.formulas.parts import (
    Part,
    cells,
    column,
    const,
    function,
    outcomes,
    setting,
    still_open,
    team,
    total,
)


@dataclass(frozen=True)
class Example:
    """A formula and the question it answers."""

    name: str
    question: str
    part: Part
    look: str
    """Name of a look in ``views.theme``."""


def example(
    look: str, name: str, question: str, *arguments: Part, pick: tuple[int, int] | None = None
) -> Example:
    """A call of one function."""
    return Example(name, question, function(name, *arguments, pick=pick), look)


share, amount, tenths = (partial(example, look) for look in ("share", "amount", "tenths"))


GOALS = total("Team", "Suggested")
LAST_YEAR = column("TeamByMonth", "Year before")
SEASON = column("TeamByMonth", "Target")
START = setting("Period start")
OPENED, CLOSED = column("Proposals", "Opened"), column("Proposals", "Closed")
WON = function("WIN_RATE", outcomes("Won"), outcomes("Lost"))
SIZE = function("AVG_SALE", team("Revenue"), team("Sales"))
CLOSING = function("CLOSE_RATE", team("Sales"), team("Presentations"))
CYCLE = function("SALES_CYCLE_DAYS", OPENED, CLOSED)
RANGE = tuple(function("TARGET_RANGE", LAST_YEAR, pick=(1, place)) for place in (1, 2, 3))
FIRST_MONTHS = total("TeamByMonth", "Year before", first=3)
WHOLE_YEAR = total("TeamByMonth", "Year before")
MEETINGS = team("Presentations")
BETTER = Part(f"{CLOSING.text}+0.01", lambda t: _more(CLOSING.value(t)))


def _more(rate: object) -> object:
    """A close rate one point higher; an error stays one."""
    return rate + 0.01 if isinstance(rate, float) else rate


EXAMPLES = (
    share("CLOSE_RATE", "Of all presentations, how many end in a sale?", team("Sales"), MEETINGS),
    share("ATTAINMENT", "How much of last year's goal came?", team("Revenue"), team("Target")),
    share("MARGIN_PCT", "What is left of revenue?", team("Revenue"), team("Cost")),
    share(
        "PRICE_REALIZATION",
        "How much of the list price do we get?",
        team("Revenue"),
        team("List revenue"),
    ),
    amount("AVG_SALE", "How large is a sale?", team("Revenue"), team("Sales")),
    share(
        "CONVERSION", "How many proposals get presented?", team("Presentations"), team("Proposals")
    ),
    share(
        "WIN_RATE",
        "Of the decided proposals, how many were won?",
        outcomes("Won"),
        outcomes("Lost"),
    ),
    tenths(
        "AVG_PROPOSALS_IN_PROCESS",
        "How many proposals are in process on an average day of last year?",
        OPENED,
        CLOSED,
        setting("Period start", months=-12),
        setting("Period start", days=-1),
    ),
    tenths(
        "PIPELINE_COVERAGE",
        "How many times do open proposals cover the goals of the year?",
        team("Open value"),
        GOALS,
    ),
    tenths("REQUIRED_COVERAGE", "How many times should they?", WON),
    amount(
        "SALES_VELOCITY",
        "How much revenue does the pipeline bring in a day?",
        still_open(),
        WON,
        SIZE,
        CYCLE,
    ),
    tenths("SALES_CYCLE_DAYS", "How many days pass until a proposal is decided?", OPENED, CLOSED),
    amount(
        "SUGGESTED_TARGET",
        "What would last year's months support, with 3 % growth?",
        LAST_YEAR,
        const(0.03),
    ),
    amount(
        "TARGET_RANGE",
        "What would be reached in nine cases of ten, by last year's months?",
        LAST_YEAR,
        pick=(1, 1),
    ),
    share("ATTAIN_PROBABILITY", "How likely are all goals together, then?", GOALS, *RANGE),
    amount(
        "SEASONAL_SPLIT",
        "What should the first month of the year bring?",
        GOALS,
        LAST_YEAR,
        pick=(1, 1),
    ),
    amount(
        "ALLOCATE",
        "What is the first rep's part of the company goal, by the suggestions?",
        setting("Company goal"),
        column("Team", "Suggested"),
        const(1000),
        pick=(1, 1),
    ),
    amount(
        "RAMPED_TARGET",
        "A goal of 1,200,000 for somebody who starts with the period?",
        const(1_200_000),
        START,
        START,
    ),
    share("RAMP_FACTOR", "How strong is a new rep in the third month?", const(2)),
    share("TURNOVER_LOSS", "What does a 10 % chance of leaving cost in a year?", const(0.1)),
    amount(
        "REQUIRED_ACTIVITY",
        "How many presentations do all goals need?",
        GOALS,
        SIZE,
        CLOSING,
        pick=(1, 3),
    ),
    share(
        "WEIGHTED_SHARE",
        "The first month's share of a year, by last year and the year before?",
        LAST_YEAR,
        column("TeamByMonth", "Two years before"),
        const(0.5),
        pick=(1, 1),
    ),
    amount("OVER_ASSIGN", "What do all goals come to with a reserve of 5 %?", GOALS, const(0.05)),
    amount(
        "WHY_CHANGED",
        "What would one point more close rate bring?",
        MEETINGS,
        CLOSING,
        SIZE,
        MEETINGS,
        BETTER,
        SIZE,
        pick=(1, 2),
    ),
    amount(
        "PRICE_VOLUME_MIX",
        "Two products, one dearer: what did the mix do?",
        cells(10, 20),
        cells(100, 50),
        cells(11, 20),
        cells(120, 40),
        pick=(1, 3),
    ),
    amount("GAP", "How far are the goals above last year?", GOALS, WHOLE_YEAR),
    amount("COMPROMISE", "What lies between them?", GOALS, WHOLE_YEAR),
    share(
        "AGREED_SHARE",
        "How much of the goals is agreed?",
        column("Team", "Agreed"),
        column("Team", "Suggested"),
    ),
    share(
        "WITHIN_BAND",
        "Four reps came to 81, 105, 87 and 125 %: how many are within 20 %?",
        cells(0.81, 1.05, 0.87, 1.25),
    ),
    tenths("GINI", "How unevenly are the goals spread?", column("Team", "Suggested")),
    share(
        "PACE",
        "Had last year kept this season, where was it after three months?",
        FIRST_MONTHS,
        WHOLE_YEAR,
        SEASON,
        const(3),
    ),
    amount("PROJECTED_END", "And what would it have come to?", FIRST_MONTHS, SEASON, const(3)),
)
