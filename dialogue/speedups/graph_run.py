"""Hot spot: for each parse and each prediction Rasa builds a dask graph, starts dask's scheduler, and writes the whole
model's description into a debug line that nobody reads.

The nodes are the same each time, so their order is worked out once and they are called one after another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

from dialogue.speedups.replacement import Replacement

Plan = Sequence[tuple[str, Sequence[str]]]
_PLANS = "_permitline_plans"


def run(
    runner: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """What `DaskGraphRunner.run` gives: the outputs of the targets by their names."""
    wanted = targets or runner._graph_schema.target_names
    nodes = runner._instantiated_nodes
    done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in plan_for(runner, wanted):
            if name not in done:
                # As with dask, a need that nobody provides is handed on as its bare name.
                done[name] = nodes[name](*[done.get(need, need) for need in needs])
    except RuntimeError as problem:
        raise GraphRunError("Error running runner.") from problem
    return dict(done[name] for name in wanted)


def plan_for(runner: DaskGraphRunner, wanted: Sequence[str]) -> Plan:
    plans: dict[tuple[str, ...], Plan] = runner.__dict__.setdefault(_PLANS, {})
    key = tuple(wanted)
    if key not in plans:
        plans[key] = order(runner._graph_schema.minimal_graph_schema(list(wanted)))
    return plans[key]


def order(schema: GraphSchema) -> Plan:
    """The nodes of a schema, each after those that it needs."""
    needs: Mapping[str, Sequence[str]] = {name: tuple(node.needs.values()) for name, node in schema.nodes.items()}
    placed: dict[str, Sequence[str]] = {}

    def place(name: str) -> None:
        if name in placed or name not in needs:
            return
        for need in needs[name]:
            place(need)
        placed[name] = needs[name]

    for name in needs:
        place(name)
    return tuple(placed.items())


REPLACEMENTS = (Replacement(DaskGraphRunner, "run", run, "45f0f52f574f3aa9", "dask's scheduler three times a turn"),)
