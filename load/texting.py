"""L1 and L2: people text at a steady rate, however long answers take; some texts and reports come twice or late."""

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Lock
from uuid import uuid4

import httpx

from bench.traffic import CONVERSATION
from load.city import City, Person
from load.findings import Findings, percentile
from load.ledger import (
    check_every_text_answered_once,
    check_nothing_went_wrong,
    check_phones_have_what_the_ledger_says,
)
from tests.twin.client import TwinClient
from tests.twin.delivery import Weather

SHARE_TWICE = 0.05
SECONDS_BETWEEN = 5
"""Between two texts of one person."""
ONE_NOTICE_IN = 5
"""So many texts to one message that the city sends by the REST API: only those have status reports."""
REPLY_WITHIN = 1.0
_PATIENCE = 60.0


@dataclass(slots=True)
class Talk:
    """One person's conversation with the city, a text at a time."""

    person: Person
    said: int = 0
    line: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class Turn:
    """`seconds` until the reply had reached Twilio; `wrong` is what was not as it should be."""

    seconds: float
    was_late: bool
    wrong: str


class Crowd:
    """Texts from many phones, at so many a second: at their moments, whether or not others have their answers."""

    def __init__(self, city: City, seed: int) -> None:
        self._city = city
        self._twin = TwinClient(city.twin.url)
        self._bot = city.bot()
        self._chance = Random(seed)  # noqa: S311  (which texts come twice)

    def text(self, people: Sequence[Person], rate: float, told: Sequence[Person]) -> list[Turn]:
        """The whole conversation of each of `people`; meanwhile the city tells each of `told` something."""
        at_a_time = round(rate * SECONDS_BETWEEN)
        talks = [Talk(person) for person in people]
        under_way: list[Future[Turn]] = []
        notices: list[Future[None]] = []
        started = time.perf_counter()
        with ThreadPoolExecutor(200) as pool:
            for nth in range(len(talks) * len(CONVERSATION)):
                time.sleep(max(0.0, started + nth / rate - time.perf_counter()))
                under_way.append(pool.submit(self._say, whose_turn(talks, nth, at_a_time)))
                if nth % ONE_NOTICE_IN == 0:
                    notices.append(pool.submit(self._tell, told[nth // ONE_NOTICE_IN]))
        for notice in notices:
            notice.result()
        return [each.result() for each in under_way]

    def _say(self, talk: Talk) -> Turn:
        phone, permit = talk.person
        asked = time.perf_counter()
        with talk.line:  # one who waits for an answer does not write on
            words, expected = CONVERSATION[talk.said]
            talk.said += 1
            sid, times = f"SM{uuid4().hex}", 2 if self._chance.random() < SHARE_TWICE else 1
            told = self._twin.text(phone, words.format(permit=permit), sid, times=times)
            problems = [
                f"{each['status']} {each['error']}" for each in told.answers if each["status"] != httpx.codes.OK
            ]
            if len({each["body"] for each in told.answers}) > 1:
                problems.append("the same text was answered differently")
            text = " ".join(told.words or ()) or self._wait_for_reply(phone, sid)
            if expected not in text:
                problems.append(f"{words!r} was answered with {text!r}")
        return Turn(time.perf_counter() - asked, not told.words, "; ".join(problems))

    def _wait_for_reply(self, phone: str, sid: str) -> str:
        deadline = time.perf_counter() + _PATIENCE
        while time.perf_counter() < deadline:
            messages = self._bot.get("/private/messages", params={"phone": phone}).json()["messages"]
            asked = next((each["id"] for each in messages if each["message_id"] == sid), 0)
            for each in messages:
                if asked and each["in_reply_to"] == asked and each["state"] == "sent":
                    return str(each["text"])
            time.sleep(0.2)
        return ""

    def _tell(self, person: Person) -> None:
        phone, permit = person
        values = {"permit": permit, "address": f"{permit} Havana Street"}
        notice = {"notice": f"load-{uuid4().hex}", "phone": phone, "language": "en", "values": values}
        self._bot.post("/private/notices", json={**notice, "response": "utter_notice_ready"}).raise_for_status()

    def close(self) -> None:
        self._twin.close()
        self._bot.close()


def whose_turn(talks: Sequence[Talk], nth: int, at_a_time: int) -> Talk:
    """`at_a_time` people go round; when they have said all that they had to say, the next ones come."""
    texts = len(CONVERSATION)
    group, place = divmod(nth, at_a_time * texts)
    size = min(at_a_time, len(talks) - group * at_a_time)
    return talks[group * at_a_time + place % size]


def people_needed(rate: float, seconds: float) -> int:
    """Of those who text, and as many again who are told something."""
    return 2 * _who_text(rate, seconds)


def _who_text(rate: float, seconds: float) -> int:
    return -(-round(rate * seconds) // len(CONVERSATION))


def text_steadily(city: City, rate: float, seconds: float) -> Findings:
    people, told = city.take(_who_text(rate, seconds)), city.take(_who_text(rate, seconds))
    city.twin.weather(Weather(doubled=SHARE_TWICE, disordered=SHARE_TWICE))
    crowd = Crowd(city, seed=round(rate))
    started = time.perf_counter()
    turns = crowd.text(people, rate, told)
    took = time.perf_counter() - started
    crowd.close()
    city.twin.wait_until_all_is_told(120)
    findings = Findings(f"L1: {rate:g} texts a second for {seconds:.0f} s")
    findings.tell("texts a second", f"{len(turns) / took:.1f} ({len(turns)} in {took:.0f} s)")
    _tell_times(findings, [turn.seconds for turn in turns], is_held=rate <= 5)
    findings.tell("replies after the webhook's answer", str(sum(turn.was_late for turn in turns)))
    findings.expect_none("wrong answers", [turn.wrong for turn in turns if turn.wrong])
    phones = {phone for phone, _ in people}
    check_every_text_answered_once(city, findings, phones, len(turns))
    check_phones_have_what_the_ledger_says(city, findings, phones | {phone for phone, _ in told})
    _check_changes(city, findings, people)
    _check_reports(city, findings, {phone for phone, _ in told})
    check_nothing_went_wrong(city, findings)
    return findings


def _tell_times(findings: Findings, seconds: Sequence[float], *, is_held: bool) -> None:
    findings.tell("reply p50", f"{percentile(seconds, 50) * 1000:.0f} ms")
    if is_held:
        findings.expect_within("reply p95 (L2)", percentile(seconds, 95), REPLY_WITHIN, "s")
    else:
        findings.tell("reply p95", f"{percentile(seconds, 95) * 1000:.0f} ms")
    findings.tell("longest", f"{max(seconds):.2f} s")


def _check_changes(city: City, findings: Findings, people: Sequence[Person]) -> None:
    """Each person booked once and cancelled once."""
    rows = city.backend_rows(
        "SELECT permits.number, changes.kind FROM changes JOIN permits ON permits.id = changes.permit_id"
    )
    permits = {permit for _, permit in people}
    made = sorted(row for row in rows if row[0] in permits)
    wanted = sorted((permit, kind) for permit in permits for kind in ("book", "cancel"))
    findings.expect("bookings and cancellations", len(made), len(wanted))
    findings.expect_none("permits with other changes", set(made) ^ set(wanted))


def _check_reports(city: City, findings: Findings, phones: set[str]) -> None:
    rows = city.bot_rows("SELECT phone, state, delivery FROM messages WHERE notice IS NOT NULL")
    notices = [row for row in rows if row[0] in phones]
    findings.tell("messages by the REST API meanwhile", str(len(notices)))
    findings.expect_none(
        "of these not known to be delivered", [row for row in notices if row[1:] != ("sent", "delivered")]
    )
