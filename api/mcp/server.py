"""The server: offers the tools of an engine, and answers each call off the event loop."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final, TypeVar

import orjson
from anyio import to_thread
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from safeconduct import Engine, SafeconductError, __version__
from safeconduct.base import nearest, written

from ..body import LARGEST
from ..catalogue import KINDS
from ..lookout import Lookout
from ..media import JSON
from ..models import Problem
from ..problems import ProblemError, shown, told_as_problem
from ..service import followed, live_over
from ..settings import Settings
from ..turns import Turns
from .resources import COLLECTIONS, SCHEME, WHOLES, read
from .tools import EngineTool, tools_of

T = TypeVar("T")

_WANTED: Final = f"{SCHEME}wanted"
_LOG: Final = logging.getLogger(__name__)

INSTRUCTIONS: Final = """\
Answers, from dated and sourced records and a declarative rule base on the Rome Statute and its \
neighbours, whether a person under a warrant of the International Criminal Court could be arrested \
in a place on a day, with the proof, the sources and the competing readings of the law.

Put persons and places by name, id or code; what is not known is refused with suggestions and \
never guessed: ask whom or what is meant instead of choosing. Days are YYYY-MM-DD. Say with every \
answer whether it is contested, what it rests on, and the disclaimer. What happened is told apart \
from the law. A warrant is an allegation, not a finding of guilt. This is information on law, not \
legal advice, and no prediction of what a State will do.\
"""

_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class AgentServer:
    """Answers what a client asks of an engine, within the bounds of `Settings`.

    If a bundle is set, the engine is the one on it, and on another one that is put in its place:
    what is asked next is answered by that, with its tools. If live records are set, they lie over
    it, and what others write there counts within a second; a bundle that does not go with them is
    refused. Raises what `followed` and `live_over` raise.
    """

    def __init__(self, engine: Engine, settings: Settings | None = None) -> None:
        self._settings = settings or Settings.from_environment()
        self._bundle = followed(engine, self._settings)
        self._live = live_over(self._bundle.engine if self._bundle else engine, self._settings)
        self._engine = self._followed or engine
        self._tools = tools_of(self._engine)
        self._changing = Lock()
        self._turns = Turns(
            "worked on",
            self._settings.working,
            self._settings.waiting,
            self._settings.work_seconds,
        )
        self._lookout = Lookout({"live records": self._follow})
        if self._live is not None:
            self._lookout.begin()

    def close(self) -> None:
        """Follow nothing any more, and close the database of live records."""
        self._lookout.end()
        if self._live is not None:
            self._live.close()

    def made(self) -> Server[Any]:
        """Return the server, which any transport can run."""
        return Server(
            "safeconduct",
            version=str(__version__),
            title="safeconduct",
            description="Could this person, wanted by the ICC, be arrested there, then, and by "
            "what law?",
            instructions=INSTRUCTIONS,
            on_list_tools=self._listed,
            on_call_tool=self._called,
            on_list_resources=self._resources,
            on_list_resource_templates=self._templates,
            on_read_resource=self._read,
        )

    async def _listed(self, _: object, __: PaginatedRequestParams | None) -> ListToolsResult:
        _, tools = await self._now()
        return ListToolsResult(tools=[_offered(one) for one in tools.values()])

    async def _now(self) -> tuple[Engine, Mapping[str, EngineTool]]:
        """Return what answers from now on, and the tools by which it is asked."""
        if self._bundle is None and self._live is None:
            return self._engine, self._tools
        return await to_thread.run_sync(self._looked)

    def _looked(self) -> tuple[Engine, Mapping[str, EngineTool]]:
        with self._changing:
            self._exchange()
            engine = self._followed
            if engine is not None and engine is not self._engine:
                self._engine, self._tools = engine, tools_of(engine)
            return self._engine, self._tools

    @property
    def _followed(self) -> Engine | None:
        """The engine on what is followed, if anything is."""
        followed = self._live or self._bundle
        return followed.engine if followed else None

    def _follow(self) -> None:
        assert self._live is not None  # INVARIANT: else nobody looks
        self._live.follow()

    def _exchange(self) -> None:
        """Take over the bundle that lies there, if it goes with the live records; else log why."""
        if self._bundle is None:
            return
        found = None
        try:
            found = self._bundle.look()
            if found is None:
                return
            live = self._live and self._live.on(found[1])
        except (SafeconductError, OSError) as error:
            if found is not None:
                self._bundle.refuse(error)
            _LOG.error("%s; the last bundle stays", error)
            return
        self._live = live
        self._bundle.take(*found)

    async def _called(self, _: object, call: CallToolRequestParams) -> CallToolResult:
        engine, tools = await self._now()
        tool = tools.get(call.name)
        if tool is None:
            near = nearest(shown(call.name), tools)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(tools)}"
            message = f"there is no tool {shown(call.name)!r}; {hint}"
            raise MCPError(code=INVALID_PARAMS, message=message)

        def work() -> CallToolResult:
            given = _bounded(call.arguments or {})
            answer = tool.answer(engine, given, self._settings.members)
            return CallToolResult(
                content=[TextContent(text=answer.text)],
                structured_content=answer.members(),
            )

        try:
            return await self._worked(call.name, work)
        except ProblemError as problem:
            return _refused(call.name, problem)

    async def _worked(self, name: str, work: Callable[[], T]) -> T:
        """Return what work gives when it is its turn; raises `ProblemError` for whatever fails."""
        try:
            return await self._turns.take(None, work)
        except ProblemError:
            raise
        except SafeconductError as error:
            raise told_as_problem(error, self._settings.mistakes, _WANTED) from error
        except Exception as error:
            reference = secrets.token_hex(4)
            _LOG.exception("reference %s: %s", reference, name)
            detail = f"the log of the server has the particulars under reference {reference}"
            raise ProblemError("internal-error", detail) from error

    async def _resources(self, _: object, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(
            resources=[
                Resource(uri=one.uri, name=one.name, description=one.description, mime_type=JSON)
                for one in WHOLES
            ]
        )

    async def _templates(
        self, _: object, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(
            resource_templates=[
                ResourceTemplate(
                    uri_template=one.template,
                    name=one.kind,
                    description=one.description,
                    mime_type=JSON,
                )
                for one in COLLECTIONS
            ]
        )

    async def _read(self, _: object, asked: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(asked.uri)
        engine, _ = await self._now()
        try:
            text = await self._worked("resources/read", lambda: written(read(engine, uri)).decode())
        except ProblemError as problem:
            raise MCPError(
                code=INVALID_PARAMS, message=problem.detail, data=_document("resources", problem)
            ) from problem
        return ReadResourceResult(
            contents=[TextResourceContents(uri=shown(uri), mime_type=JSON, text=text)]
        )


def _offered(tool: EngineTool) -> Tool:
    return Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=dict(tool.schema),
        output_schema=tool.model.model_json_schema(mode="serialization"),
        annotations=_READS,
    )


def _bounded(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return arguments that are no larger than a body may be, and can be written as JSON."""
    try:
        size = len(orjson.dumps(arguments))
    except orjson.JSONEncodeError as error:
        raise ProblemError("invalid-body", f"the arguments are not JSON: {error}") from error
    if size > LARGEST:
        raise ProblemError("body-too-large", f"the arguments have more than {LARGEST} bytes")
    return arguments


def _refused(tool: str, problem: ProblemError) -> CallToolResult:
    """Return a refusal: the problem document of the service, and the same in words."""
    lines = [problem.detail]
    lines += [
        f"- {mistake.field}: `{near.id}` is {near.name}{f' ({near.why})' if near.why else ''}"
        for mistake in problem.mistakes
        for near in mistake.suggestions
    ]
    if len(lines) > 1:
        lines.append("Nothing was chosen: ask which is meant, or look with the tool `search`.")
    return CallToolResult(
        content=[TextContent(text="\n".join(lines))],
        structured_content=_document(f"tools/{tool}", problem),
        is_error=True,
    )


def _document(instance: str, problem: ProblemError) -> dict[str, Any]:
    kind = KINDS[problem.code]
    told = Problem(
        type=f"/problems/{kind.code}",
        title=kind.title,
        status=kind.status or 500,
        detail=problem.detail,
        instance=instance,
        errors=tuple(problem.mistakes),
    )
    return told.model_dump(mode="json")
