"""Puts the bot together: the only place that knows every part."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.carriers import SimulatedCarrier, make_twilio
from bot.chain import make_chain
from bot.city import read_city_facts
from bot.conversation.counter import Counter, LineServer
from bot.conversation.lines import Lines
from bot.conversation.sending import Sender
from bot.conversation.sweep import Sweep, SweepThreads
from bot.conversation.tickets import Tickets
from bot.conversation.turn import Turns
from bot.ports import Carrier, Chain, Dialogue
from bot.rasa import Rasa
from bot.records.database import Database, open_database
from bot.sentences import Phrasebook, make_phrasebook
from bot.settings import BotSettings
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
    phrasebook: Phrasebook

    def start(self) -> None:
        self.sweeping.start()

    def stop(self) -> None:
        self.sweeping.stop()
        self.lines.close()
        self.sweeping.say_goodbye()
        self.database.close()


def make_carrier(settings: BotSettings) -> Carrier:
    """Twilio where the account is given; otherwise messages outside of a response are kept and go nowhere."""
    if not (settings.twilio_account_sid and settings.twilio_auth_tokens and settings.twilio_from):
        return SimulatedCarrier()
    return make_twilio(
        settings.twilio_account_sid, settings.twilio_auth_tokens[0], settings.twilio_from, settings.twilio_api_url
    )


def build_bot(
    settings: BotSettings,
    *,
    dialogue: Dialogue | None = None,
    carrier: Carrier | None = None,
    chain: Chain | None = None,
    clock: Clock | None = None,
) -> Bot:
    """The bot on a migrated database; what is not given is the real thing."""
    phrasebook = make_phrasebook(read_city_facts(settings.city))
    clock = clock or make_clock(phrasebook.city.zone, settings.state_dir, production=settings.is_production)
    real_time = RealClock(ZoneInfo("UTC"))
    database = open_database(settings)
    chain = chain or make_chain(
        settings.rasa_address, settings.rasa_token, settings.actions_address, settings.backend_address
    )
    dialogue = dialogue or Rasa(settings.rasa_address, settings.rasa_token, settings.rasa_timeout)
    program, tickets = uuid4().hex, Tickets()
    sender = Sender(database, carrier or make_carrier(settings), program, clock, real_time)
    turns = Turns(
        database, dialogue, chain, sender, tickets, phrasebook, SpeakerSeal(settings.speaker_key),
        settings.conversation_key.encode(), clock, real_time, program,
    )  # fmt: skip
    lines = Lines(LineServer(database, turns, tickets, real_time, program).serve, settings.bot_threads * 2)
    counter = Counter(database, lines, tickets, phrasebook, real_time, program, settings.reply_within)
    sweep = Sweep(database, lines, sender, chain, real_time, program, timedelta(seconds=settings.lease))
    sweeping = SweepThreads(sweep, settings.sweep_every)
    return Bot(settings, database, counter, lines, sweep, sweeping, chain, clock, phrasebook)
