"""What comes in and goes out where a person proves who they are."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.api.schemas import PermitNumber
from backend.domain.contacts import ContactKind
from backend.domain.model import Role


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LinkIn(_In):
    permit: PermitNumber


class CodeIn(_In):
    contact: Annotated[int, Field(ge=1, le=9)]


class ProofIn(_In):
    """Blanks, dashes and a full stop in a code do not matter; what is no code is a wrong one."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Field(repr=False)]


class UnlinkIn(LinkIn):
    pass


class ForgettingIn(_In):
    pass


class ContactOut(BaseModel):
    contact: int
    kind: ContactKind
    masked: str


class LinkOut(BaseModel):
    link: str
    permit: str
    contacts: list[ContactOut]


class CodeOut(BaseModel):
    link: str
    masked: str
    expires_at: datetime


class LinkedPersonOut(BaseModel):
    name: str
    role: Role


class ProofOut(BaseModel):
    permit: str
    address: str
    person: LinkedPersonOut


class UnlinkOut(BaseModel):
    permit: str
    address: str


class ForgettingOut(BaseModel):
    forgotten: bool = Field(description="Whether it was anybody's phone before")
