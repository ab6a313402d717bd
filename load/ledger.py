"""Whether the ledger and the phones agree after a load: nothing lost, nothing twice, one turn for each message."""

from collections import Counter
from collections.abc import Collection

from load.city import City
from load.findings import Findings
from tests.twin.client import Kept

_APOLOGY = "We will answer it here as soon as it is back"


def check_every_text_answered_once(city: City, findings: Findings, phones: Collection[str], texts: int) -> None:
    """`texts` is how many were sent from these phones, each counted once however often it was brought."""
    rows = city.bot_rows("SELECT id, phone, direction, state, in_reply_to, text FROM messages")
    ours = [row for row in rows if row[1] in phones]
    asked = [row for row in ours if row[2] == "in"]
    replies = Counter(row[4] for row in ours if row[2] == "out" and row[4] and _APOLOGY not in row[5])
    findings.expect("texts stored", len(asked), texts)
    findings.expect_none("texts without an answer", [row[:4] for row in asked if row[3] != "answered"])
    findings.expect_none("texts with a second turn", [row[:4] for row in asked if replies[row[0]] > 1])
    findings.expect_none("texts without a reply", [row[:4] for row in asked if replies[row[0]] < 1])


def check_phones_have_what_the_ledger_says(city: City, findings: Findings, phones: Collection[str]) -> None:
    """Each phone was sent each of our messages, once."""
    rows = city.bot_rows("SELECT phone, text FROM messages WHERE direction = 'out'")
    said = Counter((phone, text) for phone, text in rows if phone in phones)
    got = Counter((each.to, each.body) for each in sent_to(city, phones))
    findings.expect_none("messages that did not reach their phone", list((said - got).elements()))
    findings.expect_none("messages that reached a phone twice", list((got - said).elements()))


def check_nothing_went_wrong(city: City, findings: Findings, *, was_killed: bool = False) -> None:
    """A report that came while the bot was dead got no answer; Twilio does not bring it again."""
    findings.expect_none("alerts at Twilio", city.twin.alerts())
    fine = {200, 0} if was_killed else {200}
    findings.expect_none(
        "status callbacks refused", [each for each in city.twin.callbacks() if each["answered"] not in fine]
    )
    findings.expect_none("errors in the logs", city.errors_logged())


def sent_to(city: City, phones: Collection[str]) -> list[Kept]:
    return [each for each in city.twin.messages() if each.to in phones and each.direction != "inbound"]
