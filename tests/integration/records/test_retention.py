"""Retention and legal holds over both programs: what goes, what stays, and the trace of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from backend.records import retention as back_end_retention
from backend.records.tables import notices
from bot.records import retention as bot_retention
from runtime.clock import move_clock
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE
from tests.integration.records.conftest import CITY, Town

NRE, CELEC = "NRE261051", "CELEC26-00031"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bot_retention, "ROWS_A_BATCH", 3)
    monkeypatch.setattr(back_end_retention, "ROWS_A_BATCH", 3)
    return


def keep(town: Town, messages: int | None = 30, rulings: int | None = 30) -> None:
    """The city file says so, and the command's clock shows the town's time."""
    folder = Path(town.environ["PERMITLINE_STATE_DIR"])
    days = {"messages_days": messages, "rulings_days": rulings}
    text = CITY.read_text()
    for name, number in days.items():
        text = text.replace(f"  {name}: null", f"  {name}: {'null' if number is None else number}")
    (folder / "city.yml").write_text(text)
    town.environ["PERMITLINE_CITY"] = str(folder / "city.yml")
    move_clock(folder, town.counter.clock.time, hold=True)


def talk(town: Town) -> None:
    """An old talk of three people, and a new message 60 days on."""
    town.text(f"{NRE} electrical_final 2026-12-08", JAMES)
    town.text("STOP", MARIA)
    town.text(f"{CELEC} fire_alarm 2026-12-08", QUICKWIRE)
    town.text(f"is {NRE} done?", QUICKWIRE)
    town.wait(days=60)
    town.text("hello again", JAMES)


def words(town: Town) -> list[str]:
    return [text for (text,) in town.bot_rows("select text from messages where direction = 'in' order by id")]


def purge(town: Town, *more: str) -> str:
    result = town.command("purge", *more)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_past_its_retention_loses_words_and_numbers_and_the_rest_stays(town: Town) -> None:
    talk(town)
    keep(town)
    before = town.bot_rows("select count(*) from messages")
    shown = purge(town)
    assert "messages before 2026-12-31" in shown
    assert words(town) == ["", "", "", "", "hello again"]
    assert town.bot_rows("select count(*) from messages") == before
    old = town.bot_rows("select phone, text, parameters, message_id from messages where purged_at is not null")
    assert {(phone, text, parameters) for phone, text, parameters, _ in old} == {("", "", None)}
    assert len({message_id for *_, message_id in old if message_id}) == 4
    assert town.counter.rows("select count(*) from rulings") == [(0,)]
    assert [phone for (phone,) in town.bot_rows("select phone from conversations order by phone")] == ["", JAMES]
    assert {phone for (phone,) in town.bot_rows("select phone from consent")} >= {MARIA}
    emptied = len(old)
    assert town.bot_rows('select messages, "by" from purges') == [
        (emptied, town.bot_rows('select "by" from purges')[0][0])
    ]
    assert town.counter.rows("select rulings, notices from purges") == [(2, 0)]
    assert town.text("hello", JAMES)


def test_a_purge_that_finds_nothing_leaves_a_trace_too(sqlite_town: Town) -> None:
    sqlite_town.text("hello", JAMES)
    keep(sqlite_town)
    assert "0 removed" in purge(sqlite_town)
    assert sqlite_town.bot_rows("select messages from purges") == [(0,)]
    assert sqlite_town.counter.rows("select rulings from purges") == [(0,)]


def test_a_repeated_webhook_of_what_was_purged_is_no_new_message(sqlite_town: Town) -> None:
    talk(sqlite_town)
    keep(sqlite_town)
    purge(sqlite_town)
    count = sqlite_town.bot_rows("select count(*) from messages")
    sqlite_town.numbers = iter([1])
    sqlite_town.text(f"{NRE} electrical_final 2026-12-08", JAMES)
    assert sqlite_town.bot_rows("select count(*) from messages") == count


def test_a_dry_run_only_tells(sqlite_town: Town) -> None:
    talk(sqlite_town)
    keep(sqlite_town)
    assert "2 of 2 to go" in purge(sqlite_town, "--dry-run")
    assert "" not in words(sqlite_town)
    assert sqlite_town.bot_rows("select * from purges") == []
    assert sqlite_town.counter.rows("select count(*) from rulings") == [(2,)]


def test_without_a_schedule_everything_is_kept_for_ever(sqlite_town: Town) -> None:
    talk(sqlite_town)
    keep(sqlite_town, None, None)
    assert purge(sqlite_town, "--yes") == "Everything is kept for ever: the city file sets no retention.\n"
    assert "" not in words(sqlite_town)


def test_only_the_rulings_where_only_they_have_a_schedule(sqlite_town: Town) -> None:
    talk(sqlite_town)
    keep(sqlite_town, None, 30)
    result = sqlite_town.command("purge", "--yes")
    assert result.exit_code == 0
    assert "" not in words(sqlite_town)
    assert sqlite_town.counter.rows("select count(*) from rulings") == [(0,)]


def test_a_purge_that_would_leave_nothing_asks_first(sqlite_town: Town) -> None:
    talk(sqlite_town)
    sqlite_town.wait(days=60)
    keep(sqlite_town)
    refused = sqlite_town.command("purge")
    assert (refused.exit_code, "say --yes" in refused.output) == (1, True)
    assert "" not in words(sqlite_town)
    purge(sqlite_town, "--yes")
    assert set(words(sqlite_town)) == {""}


def test_what_is_under_hold_stays_until_it_is_released(town: Town) -> None:
    talk(town)
    keep(town)
    held = town.command("hold", "add", "--person", JAMES, "--reason", "Request 2026-118", "--by", "M. Ortiz")
    assert held.exit_code == 0, held.output
    hold = held.output.split()[1]
    listed = town.command("hold", "list").output
    assert JAMES in listed
    assert "by M. Ortiz: Request 2026-118" in listed
    purge(town)
    assert words(town) == [f"{NRE} electrical_final 2026-12-08", "", "", "", "hello again"]
    assert town.counter.rows("select phone from rulings") == [(JAMES,)]
    assert town.command("hold", "release", hold, "--by", "A. Lee").exit_code == 0
    assert town.command("hold", "list").output == "Nothing is under a legal hold.\n"
    assert "by A. Lee" in town.command("hold", "list", "--all").output
    purge(town)
    assert words(town) == ["", "", "", "", "hello again"]
    assert town.counter.rows("select count(*) from rulings") == [(0,)]


def test_a_hold_on_a_permit_keeps_everyone_who_wrote_about_it(town: Town) -> None:
    """Quickwire only named the permit; the hold came before the purge was due."""
    talk(town)
    keep(town)
    assert town.command("hold", "add", "--permit", NRE.lower(), "--reason", "Case 7").exit_code == 0
    purge(town)
    kept = [f"{NRE} electrical_final 2026-12-08", "", f"{CELEC} fire_alarm 2026-12-08", f"is {NRE} done?"]
    assert words(town) == [*kept, "hello again"]
    assert town.counter.rows("select permit from rulings") == [(NRE,)]


def test_what_still_waits_to_be_sent_is_not_touched(sqlite_town: Town) -> None:
    town = sqlite_town
    talk(town)
    keep(town)
    town.change_bot_rows("update messages set state = 'queued' where direction = 'out' and phone = :p", p=MARIA)
    town.change_bot_rows("update messages set state = 'dead' where direction = 'out' and phone = :p", p=QUICKWIRE)
    purge(town)
    assert town.bot_rows("select text <> '' from messages where phone = '+16785550101'") == [(1,), (1,)]
    assert words(town)[1] == "STOP"
    assert town.bot_rows("select count(*) from messages where state = 'dead'") == [(0,)]


def test_notices_go_with_the_messages_but_those_that_wait(sqlite_town: Town) -> None:
    town = sqlite_town
    talk(town)
    keep(town)
    permit_id = town.counter.rows(f"select id from permits where number = '{NRE}'")[0][0]  # noqa: S608
    row = {
        "kind": "results", "phone": JAMES, "language": "en", "response": "utter_notice_result_passed", "choices": [],
        "worded_with": {"what": "Footing"}, "purpose": "notice", "made_at": town.counter.at("2026-12-01T10:00"),
        "due_at": town.counter.clock.time, "permit_id": permit_id,
    }  # fmt: skip
    with town.counter.backend.engine.begin() as connection:
        connection.execute(insert(notices).values(id="old", state="handed_over", **row))
        connection.execute(insert(notices).values(id="waiting", state="waiting", **row))
    purge(town)
    assert town.counter.rows("select id, phone from notices order by id") == [("old", ""), ("waiting", JAMES)]


def test_what_a_hold_needs(sqlite_town: Town) -> None:
    town = sqlite_town
    for words_, reason in (
        (["--reason", "x"], "--permit or --person"),
        (["--permit", NRE, "--person", JAMES, "--reason", "x"], "one of them"),
        (["--permit", NRE], "--reason"),
        (["--permit", NRE, "--reason", " "], "says nothing"),
    ):
        result = town.command("hold", "add", *words_)
        assert (result.exit_code, reason in result.output) == (2, True), result.output
    gone = town.command("hold", "release", "000000000000")
    assert (gone.exit_code, "released already" in gone.output) == (1, True)


def test_nothing_goes_while_the_bot_cannot_be_told_of_the_holds(sqlite_town: Town) -> None:
    talk(sqlite_town)
    keep(sqlite_town)
    for port in ("PERMITLINE_BOT_PORT", "PERMITLINE_BACKEND_PORT"):
        assert sqlite_town.command("purge", **{port: "9"}).exit_code == 1
    assert "" not in words(sqlite_town)
    assert sqlite_town.counter.rows("select count(*) from rulings") == [(2,)]


def test_a_hold_on_a_number_that_is_on_no_file_is_set_and_said_to_be_so(town: Town) -> None:
    wrong = town.command("hold", "add", "--permit", "NRE26105I", "--reason", "Request 7")
    assert wrong.exit_code == 0
    assert "No permit NRE26105I is on file" in wrong.output
    right = town.command("hold", "add", "--permit", NRE.lower(), "--reason", "Request 7")
    assert "is on file" not in right.output
