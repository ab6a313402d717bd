"""Every route is authenticated or listed as public; health, the private API, the demo's page."""

import pytest
from sqlalchemy import text

from bot.records.database import StorageDownError
from bot.web.access import PUBLIC_ROUTES
from runtime.settings import Environment

BEARER = {"Authorization": "Bearer private"}


def _routes(app):
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield (
                rule,
                method,
                rule.rule.replace("<path:filename>", "front.css")
                .replace("<int:row_id>", "1")
                .replace("<int:picture_id>", "1"),
            )


def test_s1_each_route_is_authenticated_or_listed_as_public(bench) -> None:
    app = bench.client.application
    for rule, method, path in _routes(app):
        status = bench.client.open(path, method=method).status_code
        if rule.endpoint in PUBLIC_ROUTES:
            assert status not in {401, 403}, path
        else:
            assert status in {401, 403}, f"{method} {path} is open"
    assert {rule.endpoint for rule, _, _ in _routes(app)} >= PUBLIC_ROUTES


def test_the_demos_page_does_not_exist_in_production(start_bot) -> None:
    bench = start_bot(lease=600.0, env=Environment.PRODUCTION, twilio_account_sid="AC1", twilio_from="+16785550100")
    for method, path in (
        ("GET", "/"),
        ("POST", "/demo/messages"),
        ("GET", "/demo/messages"),
        ("GET", "/static/front.js"),
    ):
        assert bench.client.open(path, method=method, json={"phone": "+16785550102", "text": "x"}).status_code == 404
    assert bench.reply("x") == "1: x"


def test_health_names_what_is_missing(bench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bench.client.get("/healthz").status_code == 200
    bench.chain.trouble = {"rasa": "does not answer (ConnectError)"}
    response = bench.client.get("/healthz")
    assert response.status_code == 503
    assert response.json == {"status": "unavailable", "missing": {"rasa": "does not answer (ConnectError)"}}


def test_health_looks_at_its_own_database(bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self):
        raise StorageDownError("OperationalError")

    monkeypatch.setattr(type(bench.bot.database), "read", broken)
    assert bench.client.get("/healthz").json["missing"] == {"database": "OperationalError"}


def test_the_private_api_gives_messages_in_and_out_in_order(bench) -> None:
    bench.reply("hello")
    bench.reply("again")
    bench.reply("other", phone="+16785550101")
    messages = bench.client.get("/private/messages?phone=%2B16785550102", headers=BEARER).json["messages"]
    assert [(one["direction"], one["text"]) for one in messages] == [
        ("in", "hello"), ("out", "1: hello"), ("in", "again"), ("out", "2: again"),
    ]  # fmt: skip
    assert messages[1]["in_reply_to"] == messages[0]["id"]
    after = f"/private/messages?phone=%2B16785550102&after={messages[1]['id']}"
    assert [one["text"] for one in bench.client.get(after, headers=BEARER).json["messages"]] == ["again", "2: again"]
    assert bench.client.get("/private/messages?phone=x", headers=BEARER).status_code == 400


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", "Bearer privaté", "Basic private"])
def test_the_private_api_wants_its_token(bench, token: str) -> None:
    headers = {"Authorization": token}
    assert bench.client.get("/private/messages?phone=%2B16785550102", headers=headers).status_code == 401


def test_the_page_talks_through_the_same_counter(bench) -> None:
    answer = bench.client.post("/demo/messages", json={"phone": "+16785550102", "text": "hello"})
    assert answer.json["reply"] == "1: hello"
    assert bench.reply("again") == "2: again"
    thread = bench.client.get("/demo/messages?phone=%2B16785550102").json["messages"]
    assert len(thread) == 4


@pytest.mark.parametrize(
    "request_args",
    [{"json": {}}, {"json": []}, {"json": {"phone": "+44", "text": "x"}}, {"json": {"phone": "+16785550102"}},
     {"json": {"phone": 5, "text": 5}}, {"data": {"phone": "+16785550102", "text": "x"}},
     {"data": '{"phone": "+16785550102", "text": "x"}', "content_type": "text/plain"}],
)  # fmt: skip
def test_the_page_refuses_what_is_no_message(bench, request_args) -> None:
    assert bench.client.post("/demo/messages", **request_args).status_code == 400


def test_the_page_in_both_languages_with_the_demos_phones_and_a_strict_policy(bench) -> None:
    english = bench.client.get("/?lang=en")
    spanish = bench.client.get("/", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert '<html lang="en">' in english.text
    assert '<html lang="es">' in spanish.text
    assert "+16785550104" in english.text
    assert "Oficina: 678-555-0100" in spanish.text
    assert english.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert " style=" not in english.text
    assert "<script>" not in english.text
    for name in ("front.css", "front.js"):
        assert bench.client.get(f"/static/{name}").status_code == 200


def test_s5_logs_hold_no_words_and_no_number(bench, capfd: pytest.CaptureFixture[str], caplog) -> None:
    bench.reply("a very private sentence")
    with bench.bot.database.write() as connection:
        connection.execute(text("ALTER TABLE messages RENAME TO mislaid"))
    assert "could not be saved" in bench.reply("a private sentence that the database refuses")
    with bench.bot.database.write() as connection:
        connection.execute(text("ALTER TABLE mislaid RENAME TO messages"))
    bench.reply("STOP")
    bench.said(bench.post({"From": "+442071838750", "Body": "another private sentence", "MessageSid": "SMx"}))
    logged = "".join(capfd.readouterr()) + caplog.text
    assert "turn" in logged
    assert "storage_down" in logged
    for secret in ("private sentence", "6785550102", "2071838750"):
        assert secret not in logged
