"""The demo's page at `/`: text as one of the demo's phones and read the replies. It does not exist in production."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Blueprint, render_template, request
from ruamel.yaml import YAML

from bot.bootstrap import Bot
from bot.city import CityFacts
from bot.demo_phones import DemoPhone
from bot.incoming import Incoming
from bot.phones import read_phone
from bot.records.arrivals import is_waiting
from bot.records.history import messages_of
from bot.sentences import Language
from bot.web.private import present

type Json = dict[str, Any]

PAGES = Path(__file__).parent.parent / "pages"


def make_pages(bot: Bot, phones: tuple[DemoPhone, ...]) -> Blueprint:
    blueprint = Blueprint(
        "pages", __name__, template_folder=str(PAGES), static_folder=str(PAGES / "static"), static_url_path="/static"
    )
    texts = {language: read_page_texts(language, bot.phrasebook.city) for language in Language}

    @blueprint.get("/")
    def front() -> str:
        asked = request.args.get("lang") or request.accept_languages.best_match(list(Language), Language.ENGLISH)
        language = Language.SPANISH if asked == Language.SPANISH else Language.ENGLISH
        return render_template(
            "front.html", city=bot.phrasebook.city, phones=phones, language=language, text=texts[language]
        )

    @blueprint.post("/demo/messages")
    def say() -> tuple[Json, int]:
        """JSON only, so that no other site's form can post here. `pending`: the reply will follow in the thread."""
        message = _read(bot, request.get_json(silent=True) if request.is_json else None)
        if message is None:
            return {"error": 'Send JSON: {"phone": "+16785550102", "text": "…"}'}, 400
        reply = bot.counter.receive(message).text
        pending = not reply and is_waiting(bot.database, message.message_id)
        return {"message_id": message.message_id, "reply": reply, "pending": pending}, 200

    @blueprint.get("/demo/messages")
    def messages_since() -> tuple[Json, int]:
        phone = read_phone(request.args.get("phone", ""), bot.settings.dialling_codes)
        if phone is None:
            return {"error": "phone must be a number such as +16785550102"}, 400
        after = request.args.get("after", default=0, type=int)
        return {"messages": [present(told) for told in messages_of(bot.database, phone, after)]}, 200

    return blueprint


def read_page_texts(language: Language, city: CityFacts) -> dict[str, str]:
    content = YAML(typ="safe").load((PAGES / "texts.yml").read_text(encoding="utf-8"))
    facts = {"city": city.name, "phone": city.office_phone}
    return {key: in_languages[language].format(**facts) for key, in_languages in content.items()}


def _read(bot: Bot, sent: object) -> Incoming | None:
    words = sent if isinstance(sent, dict) else {}
    phone = read_phone(str(words.get("phone", "")), bot.settings.dialling_codes)
    if phone is None or not isinstance(words.get("text"), str):
        return None
    return Incoming(
        message_id=f"DEMO{uuid4().hex}",
        channel="sms",
        phone=phone,
        text=words["text"],
        received_at=bot.clock.now(),
        correlation_id=uuid4().hex,
    )
