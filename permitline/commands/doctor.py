"""`permitline doctor`: what is wrong with a set-up, and how to mend it."""

from collections.abc import Iterator

import click

from permitline.checkup.configuration import look_at_configuration
from permitline.checkup.finding import Finding
from permitline.checkup.installation import look_at_installation
from permitline.checkup.records import look_at_records
from permitline.checkup.running import look_at_programs
from permitline.reading_settings import load_settings
from permitline.settings import CommandSettings


@click.command()
def doctor() -> None:
    """Look over the whole set-up and say what is wrong and how to mend it.

    Looks at the interpreters, both environments, the dialogue model, the settings, the city file, the clock, the
    database and the programs. Changes nothing. The exit code is 1 when something is wrong.
    """
    wrong = 0
    for finding in findings(load_settings()):
        wrong += not finding.is_well
        click.echo(in_words(finding))
    click.echo(f"\n{wrong} to mend." if wrong else "\nAll well.")
    raise SystemExit(1 if wrong else 0)


def findings(settings: CommandSettings) -> Iterator[Finding]:
    yield from look_at_installation()
    yield from look_at_configuration(settings)
    yield from look_at_records(settings)
    yield from look_at_programs(settings)


def in_words(finding: Finding) -> str:
    mark = click.style("ok   ", fg="green") if finding.is_well else click.style("WRONG", fg="red")
    mend = "" if finding.is_well else f"\n      mend: {finding.remedy}"
    return f"{mark} {finding.what}{mend}"
