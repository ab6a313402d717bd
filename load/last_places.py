"""L6: hundreds of people want the last three places of a day at the same moment: three get them."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import httpx

from backend.demo import Fill, fill_days
from backend.settings import BackendSettings
from bench.city import PLACES
from load.city import City, Person
from load.findings import Findings, percentile
from load.ledger import check_every_text_answered_once, check_nothing_went_wrong, check_phones_have_what_the_ledger_says
from load.reminders import wait_until
from runtime.speaker import Speaker, SpeakerSeal
from tests.twin.client import TwinClient

LEFT = 3
BY_API, BY_TEXT = date(2026, 12, 9), date(2026, 12, 10)
_AT_A_TIME = 16
_PHONES_A_CONNECTION_POOL = 80


def race_for_the_last_places(city: City, count: int) -> Findings:
    """Once at the back end's door, once by text message, after each was offered the day."""
    findings = Findings(f"L6: {count} at once for the last {LEFT} places")
    city.move_clock("2026-12-01T10:00")
    _leave_three_places(BY_API)
    _race_at_the_back_end(city, findings, city.take(count))
    _check_day(city, findings, BY_API, "the API")
    _race_by_text(city, findings, city.take(count))
    _check_day(city, findings, BY_TEXT, "text message")
    check_nothing_went_wrong(city, findings)
    return findings


def _leave_three_places(day: date) -> None:
    fill_days(BackendSettings.load(), [Fill("electrical", day, PLACES - LEFT)])


def _race_at_the_back_end(city: City, findings: Findings, people: Sequence[Person]) -> None:
    seal = SpeakerSeal(BackendSettings.load().speaker_key.get_secret_value())
    token = f"Bearer {city.settings.backend_token.get_secret_value()}"
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=city.settings.url(city.settings.backend_port), timeout=60, limits=limits) as client:

        def book(person: Person) -> str:
            phone, permit = person
            speaker = seal.seal(Speaker(phone, "sms", city.now(), f"SM{uuid4().hex}"))
            headers = {"Authorization": token, "X-Permitline-Speaker": speaker, "Idempotency-Key": uuid4().hex}
            wish = {"permit": permit, "inspections": ["electrical_final"], "day": BY_API.isoformat(), "half_day": "am"}
            answer = client.post("/v1/bookings", json=wish, headers=headers)
            return f"{answer.status_code} {answer.json().get('code', '')}".strip()

        seconds, answers = _all_at_once(people, book)
    counts = Counter(answers)
    findings.tell("by the API: answers", ", ".join(f"{often} × {answer}" for answer, often in counts.most_common()))
    findings.tell("by the API: longest answer", f"{max(seconds):.2f} s")
    findings.expect("by the API: booked", counts["201"], LEFT)
    findings.expect("by the API: told that the day is full", counts["409 fully_booked"], len(people) - LEFT)


def _race_by_text(city: City, findings: Findings, people: Sequence[Person]) -> None:
    """All have the day read back to them; then it fills up, and all say yes."""
    ask = f"Schedule electrical final for {{permit}} on {BY_TEXT:%B} {BY_TEXT.day} morning"
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        offers = list(pool.map(lambda person: _text(city.twin, person, ask), people))
    findings.expect("by text: offered the day", sum("Reply 1 to book" in offer for offer in offers), len(people))
    _leave_three_places(BY_TEXT)
    twins = [TwinClient(city.twin.url) for _ in range(0, len(people), _PHONES_A_CONNECTION_POOL)]
    places = {person: place for place, person in enumerate(people)}
    seconds, _ = _all_at_once(people, lambda person: _text(twins[places[person] % len(twins)], person, "1"))
    for twin in twins:
        twin.close()
    phones = {phone for phone, _ in people}
    wait_until(lambda: not _on_the_way(city, phones), "not all were answered", 180)
    city.twin.wait_until_all_is_told(120)
    findings.tell("by text: webhook p95, longest", f"{percentile(seconds, 95):.2f} s, {max(seconds):.2f} s")
    findings.tell("by text: answered after the webhook", str(_told_later(city, phones)))
    findings.expect("by text: told that they have a place", _told_booked(city, phones), LEFT)
    check_every_text_answered_once(city, findings, phones, 2 * len(people))
    check_phones_have_what_the_ledger_says(city, findings, phones)


def _text(twin: TwinClient, person: Person, words: str) -> str:
    phone, permit = person
    return " ".join(twin.text(phone, words.format(permit=permit)).words or ())


def _all_at_once(people: Sequence[Person], do: Callable[[Person], str]) -> tuple[list[float], list[str]]:
    together = Barrier(len(people))

    def one(person: Person) -> tuple[float, str]:
        together.wait()
        started = time.perf_counter()
        answer = do(person)
        return time.perf_counter() - started, answer

    with ThreadPoolExecutor(len(people)) as pool:
        results = list(pool.map(one, people))
    return [seconds for seconds, _ in results], [answer for _, answer in results]


def _on_the_way(city: City, phones: set[str]) -> bool:
    rows = city.bot_rows("SELECT phone FROM messages WHERE state IN ('waiting', 'queued', 'sending', 'unknown')")
    return any(phone in phones for (phone,) in rows)


def _told_later(city: City, phones: set[str]) -> int:
    rows = city.bot_rows("SELECT phone FROM messages WHERE direction = 'out' AND late")
    return sum(phone in phones for (phone,) in rows)


def _told_booked(city: City, phones: set[str]) -> int:
    rows = city.bot_rows("SELECT phone, text FROM messages WHERE direction = 'out'")
    return sum(phone in phones and "Confirmation" in text for phone, text in rows)


def _check_day(city: City, findings: Findings, day: date, way: str) -> None:
    booked = city.backend_rows("SELECT count(*) FROM visits WHERE status = 'booked' AND day = ?", day.isoformat())
    used = city.backend_rows("SELECT used FROM day_loads WHERE trade = 'electrical' AND day = ?", day.isoformat())
    findings.expect(f"by {way}: visits on the day", booked[0][0], LEFT)
    findings.expect(f"by {way}: places left", PLACES - used[0][0], 0)
