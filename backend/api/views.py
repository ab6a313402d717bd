"""The calls of /v1 that read: the city, the account, a permit, a ruling."""

from json import dumps

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response

from backend.api.callers import caller
from backend.api.desk import desk
from backend.api.presenting import View, account_view, city_view, permit_view, ruling_view
from backend.api.problems import no_such_permit, problem, refused
from backend.api.schemas import AccountOut, CityOut, HealthOut, PermitOut, RulingIn, RulingOut
from backend.domain.model import Request
from backend.services.ask_ruling import ask_ruling
from backend.services.describe_city import describe_city
from backend.services.entries import Refused
from backend.services.show_account import show_account
from backend.services.show_permit import show_permit

health = APIBlueprint("health", __name__)
TOO_MANY = {409: "Too many permits that are not the speaker's were asked about"}

reads = APIBlueprint("reads", __name__, url_prefix="/v1")


def answer(view: View, status: int = 200) -> Response:
    return Response(dumps(view, ensure_ascii=False), status, content_type="application/json")


def check_types(inspections: list[str]) -> tuple[str, ...]:
    """The inspection types as asked for; raises a 422 that names those that are not in the catalogue."""
    unknown = [one for one in inspections if one not in desk().office.policy.inspection_types]
    if unknown:
        problems = {"json": {"inspections": [f"there is no inspection type {one}" for one in unknown]}}
        raise HTTPError(422, "The request is not valid", problems)
    return tuple(inspections)


@health.get("/healthz")
@health.output(HealthOut)
@health.doc(responses={503: "The database does not answer, or its migrations are behind"})
def healthz() -> Response:
    """Whether the back end can answer."""
    outage = desk().find_outage()
    if outage is None:
        return answer({"status": "ok"})
    return problem(503, "not_ready", "The back end cannot answer now", {"missing": outage})


@reads.get("/city")
@reads.output(CityOut)
def city() -> Response:
    """What may be said publicly of the city."""
    return answer(city_view(describe_city(desk().office.city, caller().at)))


@reads.get("/account")
@reads.output(AccountOut)
def account() -> Response:
    """The speaker, and the permits of theirs."""
    office = desk().office
    return answer(account_view(show_account(caller(), office), office.policy))


@reads.get("/permits/<number>")
@reads.output(PermitOut)
@reads.doc(responses=TOO_MANY)
def permit(number: str) -> Response:
    """A permit; for a speaker who is not on it only what is public."""
    office = desk().office
    canonical = number.strip().upper()
    is_number = canonical.isascii() and canonical.isprintable()
    shown = show_permit(canonical, caller(), office) if is_number else None
    if shown is None:
        return no_such_permit(canonical)
    return refused(shown) if isinstance(shown, Refused) else answer(permit_view(shown, office.policy))


@reads.post("/rulings")
@reads.input(RulingIn, arg_name="asked")
@reads.output(RulingOut)
@reads.doc(responses=TOO_MANY)
def ruling(asked: RulingIn) -> Response:
    """What if? Writes nothing but the audit."""
    types = check_types(asked.inspections)
    excluding = frozenset(asked.excluding)
    request = Request(asked.permit, types, asked.day, asked.half_day, asked.earliest, asked.latest, excluding)
    given = ask_ruling(asked.action, request, caller(), desk().office)
    return refused(given) if isinstance(given, Refused) else answer(ruling_view(given))
