"""Hot spot: RulePolicy looks for a rule on the message's words before it looks for one on its intent.

No rule of ours is on words (end-to-end), and without one that search cannot find anything; it is left out then.
"""

from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.speedups.replacement import Replacement

_WORDS = "_permitline_has_rules_on_words"
Found = tuple[Any, Any, bool]


def find_action_from_rules(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> Found:
    if use_text_for_last_user_input and not has_rules_on_words(policy):
        return None, None, False
    found: Found = stock_find_action_from_rules(policy, tracker, domain, use_text_for_last_user_input)
    return found


def has_rules_on_words(policy: RulePolicy) -> bool:
    """Whether a rule's states name a message's text. A rule's key is the JSON of its states."""
    if _WORDS not in policy.__dict__:
        policy.__dict__[_WORDS] = any('"text":' in key for key in policy.lookup[RULES])
    return bool(policy.__dict__[_WORDS])


stock_find_action_from_rules = RulePolicy._find_action_from_rules

REPLACEMENTS = (
    Replacement(
        RulePolicy, "_find_action_from_rules", find_action_from_rules, "be6da6ee0f5429bd", "a search that finds nothing"
    ),
)
