"""The calls of /v1/records that hold and purge, for programs of the city alone."""

from typing import Annotated

from apiflask import APIBlueprint
from flask import Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from backend.api.callers import caller
from backend.api.desk import desk
from backend.api.presenting import View
from backend.api.problems import problem
from backend.api.records import for_programs_alone
from backend.api.schemas import Id, PermitNumber
from backend.api.views import answer
from backend.services.office import new_id
from backend.services.retention import Hold, Purge

type Who = Annotated[str, Field(min_length=1, max_length=80)]

retention = APIBlueprint("retention", __name__, url_prefix="/v1/records")
retention.before_request(for_programs_alone)
_DOC = {403: "Only for programs"}


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HoldIn(_In):
    """On a permit, which need not be on file, or on a phone."""

    permit: PermitNumber | None = None
    phone: Annotated[str, Field(pattern=r"^\+[1-9]\d{7,14}$")] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    by: Who

    @model_validator(mode="after")
    def _on_one(self) -> "HoldIn":
        if (self.permit is None) == (self.phone is None):
            raise ValueError("a hold is on a permit or on a phone")
        return self


class ReleaseIn(_In):
    by: Who


class TollIn(_In):
    rulings_before: AwareDatetime | None
    notices_before: AwareDatetime | None


class PurgeIn(TollIn):
    purge: Id
    by: Who


class HoldOut(BaseModel):
    hold: str
    permit: str | None
    phone: str | None
    reason: str
    set_by: str
    set_at: AwareDatetime
    released_by: str | None
    released_at: AwareDatetime | None


class HoldsOut(BaseModel):
    holds: list[HoldOut]


class TollOut(BaseModel):
    would: int
    of: int
    held: int


class PurgedOut(BaseModel):
    gone: int


@retention.get("/holds")
@retention.output(HoldsOut)
@retention.doc(responses=_DOC)
def holds() -> Response:
    """Every legal hold there ever was."""
    return answer({"holds": [_view(one) for one in desk().retention.holds()]})


@retention.post("/holds")
@retention.input(HoldIn, arg_name="asked")
@retention.output(HoldOut, 201)
@retention.doc(responses=_DOC)
def hold(asked: HoldIn) -> Response:
    """Keep everything on a permit or of a phone from being purged."""
    made = Hold(new_id(), asked.permit, asked.phone, asked.reason, asked.by, caller().clock)
    desk().retention.add_hold(made)
    return answer(_view(made), 201)


@retention.post("/holds/<hold_id>/release")
@retention.input(ReleaseIn, arg_name="asked")
@retention.output(HoldOut)
@retention.doc(responses=_DOC | {404: "No such hold, or it is released already"})
def release(hold_id: str, asked: ReleaseIn) -> Response:
    """End a legal hold."""
    released = desk().retention.release(hold_id, asked.by, caller().clock)
    if released is None:
        return problem(404, "no_such_hold", "There is no such hold, or it is released already")
    return answer(_view(released))


@retention.post("/toll")
@retention.input(TollIn, arg_name="asked")
@retention.output(TollOut)
@retention.doc(responses=_DOC)
def toll(asked: TollIn) -> Response:
    """What a purge would take. Writes nothing."""
    taken = desk().retention.take_toll(asked.rulings_before, asked.notices_before)
    return answer({"would": taken.would, "of": taken.of, "held": taken.held})


@retention.post("/purges")
@retention.input(PurgeIn, arg_name="asked")
@retention.output(PurgedOut)
@retention.doc(responses=_DOC)
def purge(asked: PurgeIn) -> Response:
    """One batch of a purge, until nothing is left to go: `gone` 0."""
    batch = Purge(asked.purge, asked.by, caller().clock, asked.rulings_before, asked.notices_before)
    return answer({"gone": desk().retention.purge_batch(batch)})


def _view(one: Hold) -> View:
    zone = desk().office.city.zone
    return {
        "hold": one.id,
        "permit": one.permit,
        "phone": one.phone,
        "reason": one.reason,
        "set_by": one.set_by,
        "set_at": one.set_at.astimezone(zone).isoformat(),
        "released_by": one.released_by,
        "released_at": one.released_at.astimezone(zone).isoformat() if one.released_at else None,
    }
