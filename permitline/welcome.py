"""What `permitline up` says once the system answers: where to look and what to try."""

from permitline.settings import CommandSettings


def welcome(settings: CommandSettings, seconds: float) -> str:
    lines = [
        f"Permitline answers, {seconds:.1f} s after the start.",
        "",
        *(_demo_lines(settings) if not settings.is_production else []),
        f"  logs      {settings.state_dir}/logs",
        f"  back end  {settings.url(settings.backend_port, '/v1/openapi.json')}",
        "",
        "Ctrl-C stops everything.",
    ]
    return "\n".join(lines)


def _demo_lines(settings: CommandSettings) -> list[str]:
    command = _command(settings)
    return [
        f"  browser   {settings.url(settings.bot_port, '/')}",
        f'  text      {command} text "electrical final for NRE261051 next tuesday morning" --from +16785550102',
        f'            {command} text "necesito la eléctrica final para el jueves" --from +16785550101',
        f"  talk      {command} chat --from +16785550102",
        f"  clock     {command} demo reset --now 2026-12-24T15:59",
    ]


def _command(settings: CommandSettings) -> str:
    """The command as it reaches this system: a state folder and ports of its own have to be said again."""
    differing = {
        "PERMITLINE_STATE_DIR": (str(settings.state_dir), "var"),
        "PERMITLINE_BOT_PORT": (str(settings.bot_port), "8080"),
        "PERMITLINE_BACKEND_PORT": (str(settings.backend_port), "8081"),
    }
    said = [f"{name}={value}" for name, (value, usual) in differing.items() if value != usual]
    return " ".join([*said, ".venv/bin/permitline"])
