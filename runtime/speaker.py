"""The speaker token: who sent a message and when, sealed by the bot, opened by the back end alone."""

from dataclasses import dataclass
from datetime import datetime
from json import JSONDecodeError, dumps, loads

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadSpeakerTokenError(ValueError):
    """The token was not sealed with a key of ours, or was altered on the way."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One message's sender. `received_at` is aware; `phone` is E.164."""

    phone: str
    channel: str
    received_at: datetime
    message_id: str


class SpeakerSeal:
    """Seals and opens speaker tokens. Several keys, comma-separated, allow rotation: the first one seals."""

    def __init__(self, keys: str) -> None:
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])

    def seal(self, speaker: Speaker) -> str:
        content = {
            "phone": speaker.phone,
            "channel": speaker.channel,
            "received_at": speaker.received_at.isoformat(),
            "message_id": speaker.message_id,
        }
        return self._fernet.encrypt(dumps(content).encode()).decode()

    def open(self, token: str) -> Speaker:
        """Raise `BadSpeakerTokenError` for anything but a token of ours."""
        try:
            content = loads(self._fernet.decrypt(token.encode()))
            return Speaker(
                phone=content["phone"],
                channel=content["channel"],
                received_at=datetime.fromisoformat(content["received_at"]),
                message_id=content["message_id"],
            )
        except (InvalidToken, JSONDecodeError, KeyError, ValueError) as error:
            raise BadSpeakerTokenError("this speaker token is not one of ours") from error
