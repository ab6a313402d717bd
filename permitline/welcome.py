"""What `permitline up` says once the system answers: where to look and what to try."""

from permitline.settings import CommandSettings


def welcome(settings: CommandSettings, seconds: float) -> str:
    lines = [
        f"Permitline answers, {seconds:.1f} s after the start.",
        *(_demo_lines(settings) if not settings.is_production else []),
        f"  logs      {settings.state_dir}/logs",
        f"  back end  {settings.url(settings.backend_port, '/v1/openapi.json')}",
        "",
        "Ctrl-C stops everything.",
    ]
    return "\n".join(lines)


def _demo_lines(settings: CommandSettings) -> list[str]:
    command = ".venv/bin/permitline"
    return [
        f"  browser   {settings.url(settings.bot_port, '/')}",
        "",
        *_settings_lines(settings),
        f'  text      {command} text "electrical final for NRE261051 next tuesday morning" --from +16785550102',
        f'            {command} text "necesito la eléctrica final para el jueves" --from +16785550101',
        f"  talk      {command} chat --from +16785550102",
        f"  clock     {command} demo reset --now 2026-12-24T15:59",
        f"  rules     {command} policy try --permit NRE261051 --inspection electrical_final",
        "",
    ]


def _settings_lines(settings: CommandSettings) -> list[str]:
    """A state folder and a port of its own have to be said again where the commands are called."""
    differing = {
        "PERMITLINE_STATE_DIR": (str(settings.state_dir), "var"),
        "PERMITLINE_BOT_PORT": (str(settings.bot_port), "8080"),
    }
    said = [f"{name}={value}" for name, (value, usual) in differing.items() if value != usual]
    return [f"  first     export {' '.join(said)}"] if said else []
