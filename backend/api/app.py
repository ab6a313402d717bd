"""The back end's HTTP app: its routes, its guard, its errors and its OpenAPI document."""

from typing import Any

from apiflask import APIFlask

from backend.api.calendars import calendars
from backend.api.callers import SPEAKER, guard
from backend.api.desk import Desk, furnish
from backend.api.events import events
from backend.api.keys import IDEMPOTENCY
from backend.api.linking import linking
from backend.api.problems import answer_errors_with_problems
from backend.api.records import records
from backend.api.retention import retention
from backend.api.schemas import PROBLEM_SCHEMA
from backend.api.views import health, reads
from backend.api.writes import writes

_LARGEST_REQUEST = 64 * 1024
_WRITING = ("post", "put")
_WITHOUT_A_KEY = ("/v1/rulings", "/v1/records/")


def make_app(desk: Desk) -> APIFlask:
    """Connects to nothing: everything that does comes with the desk."""
    app = APIFlask(__name__, title="Permitline back end", version="1", spec_path="/v1/openapi.json", docs_path=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST
    app.config["HTTP_ERROR_SCHEMA"] = PROBLEM_SCHEMA
    app.config["VALIDATION_ERROR_SCHEMA"] = PROBLEM_SCHEMA
    app.config["AUTO_SERVERS"] = False
    app.security_schemes = {"bearer": {"type": "http", "scheme": "bearer"}}
    app.spec_processor(_describe_headers)
    furnish(app, desk)
    guard(app)
    answer_errors_with_problems(app)
    for blueprint in (health, reads, writes, linking, events, records, retention, calendars):
        app.register_blueprint(blueprint)
    return app


def _describe_headers(spec: Any) -> Any:
    """Say in the OpenAPI document what the guard and the idempotency keys ask of every call."""
    spec["security"] = [{"bearer": []}]
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if path == "/healthz":
                operation["security"] = []
                continue
            operation.setdefault("parameters", []).append(_header(SPEAKER, required=False))
            if method in _WRITING and not path.startswith(_WITHOUT_A_KEY):
                operation["parameters"].append(_header(IDEMPOTENCY, required=True))
            operation["responses"].setdefault("401", _problem("The bearer or the speaker token is missing or wrong"))
            operation["responses"].setdefault("503", _problem("The records are locked or away"))
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")) and "application/json" in response.get("content", {}):
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
    return spec


def _header(name: str, *, required: bool) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/HTTPError"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}
