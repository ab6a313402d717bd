"""The phone that a command texts from."""

import re

import click

_NUMBER = re.compile(r"\+1\d{10}|\+[2-9]\d{6,14}")


class PhoneNumber(click.ParamType[str]):
    """+1 and ten digits, or + and another country's number; spaces, dashes and brackets are left out."""

    name = "phone"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        number = re.sub(r"[\s().-]", "", value)
        if not _NUMBER.fullmatch(number):
            self.fail(f"{value!r} is no phone number: +1 and ten digits, as +16785550102.", param, ctx)
        return number
