"""Which refusals another day would mend is known at both ends."""

from actions.conversation.refusals import ABOUT_THE_DAY
from backend.domain.visiting_days import ABOUT_A_DAY


def test_actions_and_back_end_mean_the_same_refusals() -> None:
    assert {code.value for code in ABOUT_A_DAY} == ABOUT_THE_DAY
