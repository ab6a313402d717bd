"""What the back end says first, by the names of its sentences in `responses/notices.yml`, with the values each takes.

The bot words the values in the person's language: a day, money, a time of day, a list, or text and numbers as they are.
"""

from collections.abc import Mapping
from enum import StrEnum


class NoticeName(StrEnum):
    """Every sentence that a notice can say. `permitline doctor` holds these names against `responses/`."""

    REMINDER = "utter_notice_reminder"
    REMINDER_SEVERAL = "utter_notice_reminder_several"
    REMINDER_MANY = "utter_notice_reminder_many"
    RESULT_PASSED = "utter_notice_result_passed"
    RESULT_PASSED_NOTE = "utter_notice_result_passed_note"
    RESULT_FAILED = "utter_notice_result_failed"
    RESULT_FAILED_NOTE = "utter_notice_result_failed_note"
    MOVED = "utter_notice_moved"
    MOVED_REASON = "utter_notice_moved_reason"
    CALLED_OFF = "utter_notice_called_off"
    CALLED_OFF_REASON = "utter_notice_called_off_reason"
    CALLED_OFF_NO_OPENING = "utter_notice_called_off_no_opening"
    INACTIVE_SOON = "utter_notice_inactive_soon"
    READY = "utter_notice_ready"
    CODE = "utter_notice_code"
    INVITATION = "utter_notice_invitation"
    INVITATION_SUBJECT = "utter_notice_invitation_subject"
    INVITATION_WITHDRAWN = "utter_notice_invitation_withdrawn"
    INVITATION_WITHDRAWN_SUBJECT = "utter_notice_invitation_withdrawn_subject"


_VISIT = frozenset({"what", "address", "day"})
"""`what`: the inspections' names in the person's language, a string or a list; `address`; `day`: of the visit."""

VALUES: Mapping[NoticeName, frozenset[str]] = {
    NoticeName.REMINDER: _VISIT,
    NoticeName.REMINDER_SEVERAL: frozenset({"visits", "day"}),  # visits: a list of "Electrical Final, 12 Oak St"
    NoticeName.REMINDER_MANY: frozenset({"count", "day"}),  # more visits than a text message should list
    NoticeName.RESULT_PASSED: _VISIT,
    NoticeName.RESULT_PASSED_NOTE: _VISIT | {"note"},  # the inspector's remark, as it was written
    NoticeName.RESULT_FAILED: _VISIT,
    NoticeName.RESULT_FAILED_NOTE: _VISIT | {"note"},
    NoticeName.MOVED: _VISIT | {"was"},  # day: the new one; was: the one before
    NoticeName.MOVED_REASON: _VISIT | {"was", "reason"},  # reason: a sentence in the person's language
    NoticeName.CALLED_OFF: _VISIT,  # the days to choose from are the notice's choices
    NoticeName.CALLED_OFF_REASON: _VISIT | {"reason"},
    NoticeName.CALLED_OFF_NO_OPENING: _VISIT,
    NoticeName.INACTIVE_SOON: frozenset({"permit", "address", "days", "day"}),  # days: how many are left until day
    NoticeName.READY: frozenset({"permit", "address"}),
    NoticeName.CODE: frozenset({"code", "permit", "phone"}),  # phone: masked, the one that asked
    # by e-mail alone; the visit itself is attached
    NoticeName.INVITATION: _VISIT,
    NoticeName.INVITATION_SUBJECT: frozenset({"what", "day"}),
    NoticeName.INVITATION_WITHDRAWN: _VISIT,
    NoticeName.INVITATION_WITHDRAWN_SUBJECT: frozenset({"what", "day"}),
}
"""What the sentence of each name may use, beside `city` and `office_phone`, which the bot knows."""
