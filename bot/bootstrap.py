"""Puts the bot together: the only place that knows every part."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.calendars import HttpCalendars
from bot.carriers import SimulatedCarrier, make_twilio
from bot.chain import make_chain
from bot.city import read_city_facts
from bot.conversation.counter import Counter, LineServer
from bot.conversation.lines import Lines
from bot.conversation.patience import Patience
from bot.conversation.sweep import Sweep, SweepThreads
from bot.conversation.tickets import Tickets
from bot.conversation.turn import Turns
from bot.mail.notices import MailNotices
from bot.mail.sending import MailSender
from bot.mail.servers import SimulatedMailServer, SmtpServer
from bot.outbox.callbacks import CallbackAddress
from bot.outbox.notices import Notices
from bot.outbox.queue import open_queue
from bot.outbox.reconciling import Reconciler
from bot.outbox.reports import Reports
from bot.outbox.sending import Limits, Sender
from bot.pictures.addresses import Addresses
from bot.pictures.fetching import NoAccount, TwilioMedia
from bot.pictures.keeping import PictureKeeper
from bot.ports import Calendars, Carrier, Chain, Dialogue, MailServer, Media, Queue, Verifier
from bot.rasa import Rasa
from bot.records.claiming import Terms
from bot.records.database import Database, open_database
from bot.records.pacing import Pacing
from bot.records.spent_codes import SpentCodes
from bot.sentences import Phrasebook, Responses, Sentence, make_phrasebook
from bot.settings import BotSettings
from bot.verifying import make_verifier
from runtime.clock import Clock, RealClock, make_clock
from runtime.speaker import SpeakerSeal


@dataclass(frozen=True, slots=True)
class Bot:
    """One running bot. `start` before the first message, `stop` after the last one."""

    settings: BotSettings
    database: Database
    counter: Counter
    lines: Lines
    sweep: Sweep
    sweeping: SweepThreads
    chain: Chain
    clock: Clock
    real_time: Clock
    phrasebook: Phrasebook
    sender: Sender
    queue: Queue
    reports: Reports
    notices: Notices
    mail_notices: MailNotices
    calendars: Calendars
    verifier: Verifier | None

    def start(self) -> None:
        self.sweeping.start()
        self.queue.start()

    def stop(self) -> None:
        self.sender.stop()
        self.sweep.picture_keeper.stop()
        self.sweep.mail_sender.stop()
        self.sweeping.stop()
        self.lines.close()
        self.queue.stop()
        self.sweeping.say_goodbye()
        self.database.close()


def make_carrier(settings: BotSettings) -> Carrier:
    """Twilio where the account is given; otherwise messages outside of a response are kept and go nowhere."""
    if not (settings.twilio_account_sid and settings.twilio_auth_tokens and settings.twilio_from):
        return SimulatedCarrier()
    return make_twilio(
        settings.twilio_account_sid, settings.twilio_auth_tokens[0], settings.twilio_from, settings.twilio_api_url,
        settings.carrier_timeout,
    )  # fmt: skip


def make_mail_server(settings: BotSettings, city: str) -> MailServer:
    """The city's mail server where one is set; otherwise e-mail is kept and goes nowhere."""
    address, sender = settings.mail_address, settings.mail_sender
    if address is None or sender is None:
        return SimulatedMailServer()
    return SmtpServer(address, replace(sender, name=sender.name or city), settings.carrier_timeout)


def make_media(settings: BotSettings) -> Media:
    if not (settings.twilio_account_sid and settings.twilio_auth_tokens):
        return NoAccount()
    addresses = Addresses(settings.twilio_api_url)
    return TwilioMedia(settings.twilio_account_sid, settings.twilio_auth_tokens[0], addresses)


def find_verifier(settings: BotSettings) -> Verifier | None:
    """None where the city has no account or no such service."""
    if not (settings.twilio_account_sid and settings.twilio_auth_tokens and settings.twilio_verify_service):
        return None
    return make_verifier(
        settings.twilio_account_sid, settings.twilio_auth_tokens[0], settings.twilio_verify_service,
        settings.twilio_api_url, settings.carrier_timeout,
    )  # fmt: skip


def make_limits(settings: BotSettings, zone: ZoneInfo) -> Limits:
    sender = settings.twilio_from or "simulated"
    return Limits(
        Terms(
            Pacing(sender, settings.segments_per_second, settings.segments_per_day),
            zone,
            lease=timedelta(seconds=settings.sending_lease),
            talk_pause=timedelta(seconds=settings.talk_pause),
        ),
        longest_call=timedelta(seconds=2 * settings.carrier_timeout),
    )


def build_bot(
    settings: BotSettings,
    *,
    dialogue: Dialogue | None = None,
    carrier: Carrier | None = None,
    media: Media | None = None,
    mail_server: MailServer | None = None,
    calendars: Calendars | None = None,
    verifier: Verifier | None = None,
    chain: Chain | None = None,
    clock: Clock | None = None,
    real_time: Clock | None = None,
    make_queue: Callable[[Callable[[], None]], Queue] | None = None,
) -> Bot:
    """The bot on a migrated database; what is not given is the real thing. `make_queue` gets what a wake is to do."""
    phrasebook = make_phrasebook(read_city_facts(settings.city))
    clock = clock or make_clock(phrasebook.city.zone, settings.state_dir, production=settings.is_production)
    real_time = real_time or RealClock(ZoneInfo("UTC"))
    database = open_database(settings)
    chain = chain or make_chain(
        settings.rasa_address, settings.rasa_token, settings.actions_address, settings.backend_address
    )
    dialogue = dialogue or Rasa(settings.rasa_address, settings.rasa_token, settings.rasa_timeout)
    carrier = carrier or make_carrier(settings)
    program, tickets = uuid4().hex, Tickets()
    callbacks = CallbackAddress(settings.public_url, settings.conversation_key)
    sender = Sender(
        database, carrier, callbacks, make_limits(settings, phrasebook.city.zone), program, clock, real_time
    )
    if make_queue is None:
        queue: Queue = open_queue(settings.queue_url, settings.state_dir, sender.send_due, settings.sending_threads)
    else:
        queue = make_queue(sender.send_due)
    turns = Turns(
        database, dialogue, chain, queue, tickets, phrasebook, SpeakerSeal(settings.speaker_key),
        settings.conversation_key.encode(), clock, real_time, program,
    )  # fmt: skip
    lines = Lines(LineServer(database, turns, tickets, real_time, program).serve, settings.bot_threads * 2)
    counter = Counter(
        database, lines, tickets, phrasebook, real_time, program, Patience(settings.bot_threads // 2),
        settings.reply_within, settings.most_messages, phrasebook.in_every_language(Sentence.INVITATION),
    )  # fmt: skip
    notices = Notices(Responses(), phrasebook, settings.dialling_codes)
    mail_sender = MailSender(
        database, mail_server or make_mail_server(settings, phrasebook.city.name),
        timedelta(seconds=settings.sending_lease), program, phrasebook.city.zone, clock, real_time,
    )  # fmt: skip
    reconciler = Reconciler(database, carrier, real_time, timedelta(seconds=settings.unknown_window))
    lease = timedelta(seconds=settings.lease)
    keeper = PictureKeeper(database, media or make_media(settings), phrasebook, clock, real_time)
    sweep = Sweep(
        database, lines, sender, mail_sender, keeper, reconciler, SpentCodes(database), chain, clock, real_time,
        program, lease,
    )  # fmt: skip
    return Bot(
        settings=settings,
        database=database,
        counter=counter,
        lines=lines,
        sweep=sweep,
        sweeping=SweepThreads(sweep, settings.sweep_every),
        chain=chain,
        clock=clock,
        real_time=real_time,
        phrasebook=phrasebook,
        sender=sender,
        queue=queue,
        reports=Reports(database, callbacks, clock, real_time),
        notices=notices,
        calendars=calendars
        or HttpCalendars(settings.backend_address, settings.backend_token, settings.backend_timeout),
        verifier=verifier or find_verifier(settings),
        mail_notices=MailNotices(notices, can_be_sent=bool(settings.smtp_url) or not settings.is_production),
    )
