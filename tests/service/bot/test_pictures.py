"""T5: pictures are fetched after the reply, kept without what they tell besides, or politely declined."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Row, select

from bot.fakes import FakeMedia
from bot.pictures.keeping import MOST_A_DAY, PictureKeeper
from bot.ports import MediaBusyError, MediaRefusedError
from bot.records.history import forget_everything
from bot.records.tables import MESSAGES, PICTURES
from tests.pictures import OWNER, metadata, photo, screenshot
from tests.service.bot.conftest import JAMES, MARIA, Bench, Hands
from tests.service.bot.outgoing import BEARER, go_on, real_clock, rows

ADDRESS = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME"


@pytest.fixture
def media() -> FakeMedia:
    return FakeMedia()


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot: Callable[..., Bench], media: FakeMedia, real: Hands) -> Bench:
    return start_bot(lease=600_000.0, media=media, real_time=real)


def with_media(*types: str) -> dict[str, str]:
    """The parameters of a message with so many files, each at an address of its own."""
    addresses = {f"MediaUrl{n}": f"{ADDRESS}{n}" for n in range(len(types))}
    return {"NumMedia": str(len(types)), **addresses, **{f"MediaContentType{n}": kind for n, kind in enumerate(types)}}


JPEG = with_media("image/jpeg")


def kept(bench: Bench) -> list[Row[tuple[object, ...]]]:
    with bench.bot.database.read() as connection:
        return list(connection.execute(select(PICTURES).order_by(PICTURES.c.id)))


def sweep(bench: Bench, real: Hands, **by: float) -> None:
    go_on(bench, real, **by)
    bench.bot.sweep.keep_pictures()
    bench.sweep()


def told(bench: Bench) -> list[str]:
    """What followed, besides the replies."""
    return [row.text for row in rows(bench) if row.kind == "picture"]


def test_the_reply_comes_first_and_the_picture_is_kept_after_it(bench: Bench, media: FakeMedia, real: Hands) -> None:
    media.contents = {f"{ADDRESS}0": photo()}
    assert bench.reply("schedule footing", **JPEG) == (
        "1: schedule footing\n(Your picture is kept with your message for the office.)"
    )
    assert media.asked == []
    assert [row.state for row in kept(bench)] == ["waiting"]
    sweep(bench, real)
    (row,) = kept(bench)
    assert (row.state, row.content_type) == ("kept", "image/jpeg")
    assert metadata(row.content) == {}
    assert OWNER.encode() not in row.content
    assert told(bench) == []


def test_it_belongs_to_its_message_and_staff_can_have_it(bench: Bench, media: FakeMedia, real: Hands) -> None:
    media.contents = {f"{ADDRESS}0": photo(), f"{ADDRESS}1": screenshot()}
    bench.reply("before")
    bench.reply("the panel", **with_media("image/jpeg", "image/png"))
    sweep(bench, real)
    messages = bench.client.get("/private/messages?phone=%2B16785550102", headers=BEARER).json["messages"]
    (mine,) = [one for one in messages if one["pictures"]]
    assert mine["text"] == "the panel"
    assert [(one["state"], one["type"]) for one in mine["pictures"]] == [("kept", "image/jpeg"), ("kept", "image/png")]
    picture = bench.client.get(f"/private/pictures/{mine['pictures'][1]['id']}", headers=BEARER)
    assert picture.mimetype == "image/png"
    assert len(picture.data) == mine["pictures"][1]["bytes"]
    assert picture.headers["Content-Disposition"].startswith("attachment")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert bench.client.get(f"/private/pictures/{mine['pictures'][1]['id']}").status_code == 401
    assert bench.client.get("/private/pictures/999", headers=BEARER).status_code == 404


def test_a_picture_alone_is_thanked_for_and_asked_about_in_words(bench: Bench) -> None:
    assert "Your picture is kept for the office" in bench.reply("", **JPEG)
    assert bench.dialogue.asked == []


@pytest.mark.parametrize("kind", ["video/mp4", "audio/amr", "text/x-vcard", "application/pdf"])
def test_another_file_is_declined_at_once_and_not_fetched(
    bench: Bench, media: FakeMedia, real: Hands, kind: str
) -> None:
    assert "only photos can be kept here" in bench.reply("", **with_media(kind))
    assert "The file that came with your message could not be kept" in bench.reply("footing", **with_media(kind))
    reply = bench.reply("footing", **with_media("image/jpeg", kind))
    assert "Your picture is kept" in reply
    assert "The file that came" in reply
    sweep(bench, real)
    assert media.asked == [f"{ADDRESS}0"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "not_a_picture"),
        (b"\x00\x00\x00\x18ftypmp42", "not_a_picture"),
        (MediaRefusedError("too_large"), "too_large"),
        (MediaRefusedError("not_twilios"), "not_twilios"),
    ],
)
def test_what_turns_out_to_be_no_picture_is_declined_politely_once(
    bench: Bench, media: FakeMedia, real: Hands, content: bytes | Exception, reason: str
) -> None:
    media.contents = {f"{ADDRESS}{n}": content for n in range(3)}
    bench.reply("footing", **with_media(*["image/jpeg"] * 3))
    sweep(bench, real)
    assert [(row.state, row.reason, row.content) for row in kept(bench)] == [("refused", reason, None)] * 3
    assert len(told(bench)) == 1
    assert "a picture that you sent could not be kept" in told(bench)[0]
    assert "5 MB" in told(bench)[0]
    assert bench.carrier.sent == [(JAMES, told(bench)[0])]


def test_it_is_declined_in_spanish(bench: Bench, media: FakeMedia, real: Hands) -> None:
    media.contents = {f"{ADDRESS}0": b"no"}
    assert "Su foto se guarda" in bench.reply("necesito una inspección para el jueves", **JPEG)
    sweep(bench, real)
    assert "no se pudo guardar" in told(bench)[0]


def test_who_opted_out_meanwhile_is_told_nothing_and_the_picture_is_kept_all_the_same(
    bench: Bench, media: FakeMedia, real: Hands
) -> None:
    media.contents = {f"{ADDRESS}0": photo(), f"{ADDRESS}1": b"no"}
    bench.reply("hello", **with_media("image/jpeg", "image/jpeg"))
    bench.reply("STOP")
    sweep(bench, real)
    assert [row.state for row in kept(bench)] == ["kept", "refused"]
    assert bench.carrier.sent == []


def test_the_same_message_again_is_one_picture_and_gets_the_same_answer(
    bench: Bench, media: FakeMedia, real: Hands
) -> None:
    media.contents = {f"{ADDRESS}0": b"no"}
    first = bench.reply("hello", sid="MM1", **JPEG)
    sweep(bench, real)
    assert bench.reply("hello", sid="MM1", **JPEG) == first
    assert len(kept(bench)) == 1


def test_twilio_slow_or_down_it_is_tried_again_until_it_is_there(bench: Bench, media: FakeMedia, real: Hands) -> None:
    media.contents = {f"{ADDRESS}0": MediaBusyError("ReadTimeout")}
    assert bench.reply("hello", **JPEG)
    for _ in range(20):
        sweep(bench, real, minutes=11)
    assert kept(bench)[0].state == "waiting"
    media.contents = {f"{ADDRESS}0": photo()}
    sweep(bench, real, minutes=11)
    assert kept(bench)[0].state == "kept"
    assert told(bench) == []


def test_twilio_down_for_a_day_ends_it_and_the_person_is_told_by_day(
    bench: Bench, media: FakeMedia, real: Hands
) -> None:
    media.contents = {f"{ADDRESS}0": MediaBusyError("status 503")}
    bench.clock.go_on(hours=12)  # it is 10 PM
    bench.reply("hello", **JPEG)
    sweep(bench, real)
    sweep(bench, real, hours=24, minutes=1)
    assert (kept(bench)[0].state, kept(bench)[0].reason) == ("given_up", "status 503")
    assert len(told(bench)) == 1
    assert bench.carrier.sent == []
    sweep(bench, real, hours=11)
    assert bench.carrier.sent == [(JAMES, told(bench)[0])]


def test_what_twilio_does_not_know_is_tried_for_some_minutes(bench: Bench, media: FakeMedia, real: Hands) -> None:
    bench.reply("hello", **JPEG)
    for _ in range(7):
        sweep(bench, real, minutes=11)
    assert kept(bench)[0].state == "waiting"
    sweep(bench, real, minutes=11)
    assert kept(bench)[0].state == "given_up"


def test_killed_in_the_middle_it_is_fetched_by_the_next_one_once(
    bench: Bench, media: FakeMedia, real: Hands, start_bot: Callable[..., Bench]
) -> None:
    media.contents = {f"{ADDRESS}0": KeyboardInterrupt()}  # nothing after the claim is carried out
    bench.reply("hello", **JPEG)
    with pytest.raises(KeyboardInterrupt):
        bench.bot.sweep.keep_pictures()
    media.contents = {f"{ADDRESS}0": photo()}
    other = start_bot(like=bench, lease=600_000.0, media=media, real_time=real)
    other.bot.sweep.keep_pictures()
    assert kept(bench)[0].state == "waiting"  # somebody may still be at it
    real.go_on(minutes=4)
    other.bot.sweep.keep_pictures()
    bench.bot.sweep.keep_pictures()
    assert kept(bench)[0].state == "kept"
    assert media.asked == [f"{ADDRESS}0"] * 2


def test_who_slept_past_the_lease_does_not_undo_what_another_did(
    bench: Bench, media: FakeMedia, real: Hands, start_bot: Callable[..., Bench]
) -> None:
    quick = FakeMedia()
    quick.contents = {f"{ADDRESS}0": photo()}
    other = start_bot(like=bench, lease=600_000.0, media=quick, real_time=real)

    class Sleepy:
        def fetch(self, _address: str) -> bytes:
            real.go_on(minutes=4)
            other.bot.sweep.keep_pictures()
            raise MediaRefusedError("too_large")

    bench.reply("hello", **JPEG)
    keeper = bench.bot.sweep.picture_keeper
    PictureKeeper(keeper.database, Sleepy(), keeper.phrasebook, keeper.clock, keeper.real_time).keep_due()
    assert kept(bench)[0].state == "kept"
    assert told(bench) == []


def test_a_phone_has_so_many_pictures_a_day(bench: Bench, media: FakeMedia, real: Hands) -> None:
    media.contents = {f"{ADDRESS}{n}": photo() for n in range(10)}
    for _ in range(MOST_A_DAY // 10):
        bench.reply("hello", **with_media(*["image/jpeg"] * 10))
    with bench.bot.database.write() as connection:  # as if all had been fetched: it would take a while
        connection.execute(PICTURES.update().values(state="kept", content=b"x", content_type="image/jpeg"))
    bench.reply("hello", **JPEG)
    sweep(bench, real)
    assert (kept(bench)[-1].state, kept(bench)[-1].reason) == ("refused", "too_many")
    bench.reply("hello", phone=MARIA, **JPEG)
    sweep(bench, real)
    assert kept(bench)[-1].state == "kept"
    real.time += timedelta(days=1, seconds=1)
    bench.reply("hello", **JPEG)
    sweep(bench, real)
    assert kept(bench)[-1].state == "kept"


def test_pictures_of_a_flood_are_not_fetched(start_bot: Callable[..., Bench], media: FakeMedia) -> None:
    bench = start_bot(lease=600.0, media=media, messages_per_phone=1)
    bench.reply("hello")
    bench.reply("hello", **JPEG)
    bench.bot.sweep.keep_pictures()
    assert [(row.state, row.reason) for row in kept(bench)] == [("refused", "too_many")]
    assert media.asked == []


def test_a_count_without_addresses_promises_nothing_that_is_not_followed_up(bench: Bench, real: Hands) -> None:
    media = bench.bot.sweep.picture_keeper.media
    assert isinstance(media, FakeMedia)
    media.contents = {"": MediaRefusedError("not_twilios")}
    assert "Your picture is kept" in bench.reply("hello", NumMedia="1")
    sweep(bench, real)
    assert len(told(bench)) == 1


def test_without_an_account_the_person_is_told(start_bot: Callable[..., Bench], real: Hands) -> None:
    bench = start_bot(lease=600_000.0, real_time=real)
    bench.reply("hello", **JPEG)
    sweep(bench, real)
    assert [(row.state, row.reason) for row in kept(bench)] == [("refused", "no_account")]
    assert len(told(bench)) == 1


def test_a_demo_forgets_pictures_too(bench: Bench) -> None:
    bench.reply("hello", **JPEG)
    forget_everything(bench.bot.database)
    assert kept(bench) == []
    with bench.bot.database.read() as connection:
        assert connection.scalar(select(MESSAGES.c.id)) is None
