"""The programs, when they run: their ports, and what each says of its health."""

from collections.abc import Iterator

import httpx

from permitline import readiness
from permitline.checkup.finding import Finding
from permitline.programs import Program, is_free, port_problems, programs
from permitline.settings import CommandSettings


def look_at_programs(settings: CommandSettings) -> Iterator[Finding]:
    everyone = programs(settings)
    running = [program for program in everyone if _answers(settings, program)]
    if not running:
        problems = port_problems(settings)
        yield from (Finding(problem, "See above; `permitline up` refuses to start until then.") for problem in problems)
        if not problems:
            ports = ", ".join(str(program.port) for program in everyone)
            yield Finding(f"The system is not running; its ports are free ({ports}). `make run` starts it")
        return
    for program in everyone:
        yield _program(settings, program, program in running)
    yield _whole_chain(settings)


def _program(settings: CommandSettings, program: Program, answers: bool) -> Finding:
    if answers:
        return Finding(f"{program.name} answers on port {program.port}")
    reason = "does not run" if is_free(settings.bind_host, program.port) else "listens but does not answer"
    log = program.log_file(settings.state_dir)
    return Finding(
        f"{program.name} {reason} (port {program.port})", f"{log} says why; start all again with `make run`."
    )


def _answers(settings: CommandSettings, program: Program) -> bool:
    """Any answer but an error of its own counts: who asks here may lack the program's token."""
    try:
        answer = httpx.get(settings.url(program.port, program.health_path), timeout=3)
    except httpx.HTTPError:
        return False
    return answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR or program.name == "bot"


def _whole_chain(settings: CommandSettings) -> Finding:
    state = readiness.ask(settings.url(settings.bot_port, "/healthz"), timeout=10)
    if state.is_ready:
        return Finding("A message can be answered by the whole chain")
    return Finding(f"A message cannot be answered now; missing: {state.missing}", "Start all again with `make run`.")
