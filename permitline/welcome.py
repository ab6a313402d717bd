"""What `permitline up` says once the system answers: where to look and what to try."""

from collections.abc import Mapping
from shlex import quote

from pydantic import SecretStr

from permitline.secrets import MADE_AT_FIRST_START
from permitline.settings import CommandSettings
from runtime.settings import PREFIX

_FOR_THE_PROGRAMS = ("now", "log_level")  # `up` alone starts the clock, and the commands keep no log


def welcome(settings: CommandSettings, seconds: float, environ: Mapping[str, str]) -> str:
    lines = [
        f"Permitline answers, {seconds:.1f} s after the start.",
        *(_demo_lines(settings, environ) if not settings.is_production else []),
        f"  logs      {settings.state_dir}/logs",
        f"  back end  {settings.url(settings.backend_port, '/v1/openapi.json')}",
        "",
        "Ctrl-C stops everything.",
    ]
    return "\n".join(lines)


def _demo_lines(settings: CommandSettings, environ: Mapping[str, str]) -> list[str]:
    command = ".venv/bin/permitline"
    return [
        f"  browser   {settings.url(settings.bot_port, '/')}",
        "",
        *_settings_lines(settings, environ),
        f'  text      {command} text "electrical final for NRE261051 next tuesday morning" --from +16785550102',
        f'            {command} text "necesito la eléctrica final para el jueves" --from +16785550101',
        f"  talk      {command} chat --from +16785550102",
        f"  clock     {command} demo reset --now 2026-12-24T15:59",
        f"  rules     {command} policy try --permit NRE261051 --inspection electrical_final",
        "",
    ]


def _settings_lines(settings: CommandSettings, environ: Mapping[str, str]) -> list[str]:
    """What has to be said again in another terminal, so that its commands reach this system. Secrets stay unsaid."""
    said = [
        f"{PREFIX}{name.upper()}={quote(str(value))}"
        for name, field in CommandSettings.model_fields.items()
        if name not in _FOR_THE_PROGRAMS
        and not isinstance(value := getattr(settings, name), SecretStr)
        and value != field.default
    ]
    schema = environ.get(f"{PREFIX}DATABASE_SCHEMA")
    said += [f"{PREFIX}DATABASE_SCHEMA={quote(schema)}"] if schema else []
    hidden = [PREFIX + name for name in (*MADE_AT_FIRST_START, "DATABASE_URL") if environ.get(PREFIX + name)]
    return [
        *([f"  first     export {' '.join(said)}"] if said else []),
        *([f"  and       set there, as here: {', '.join(hidden)}"] if hidden else []),
    ]
