"""What can be taken along from a page, and what is shown within the pages of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from safeconduct.ask import QuestionNotUnderstood, answer_to, understand
from safeconduct.base import day

from ..pages.asked import PageQuestion, read_question, typed
from ..pages.card import question_card
from ..pages.front import form_parts
from ..pages.memo import memo_document
from ..pages.picture import PNG, lines, png
from ..pages.render import HTML, render, root_of
from ..pages.takeaway import COLOURS, as_csv, as_parquet, caption, citations, embedded, rows
from ..pages.view import answer_view
from ..pages.worldmap import world_map
from ..problems import ProblemError
from ..responses import answer
from ..service import decided, service_of
from ..turns import InTurn
from .ask import asking_back, no_question, recorded

TableForm = Callable[[Sequence[Mapping[str, str]]], str | bytes]
"""How rows of answers become a file."""

Made = Callable[[Request, PageQuestion], str | bytes]
"""What makes a file for a question."""

_TABLES: Final[Mapping[str, tuple[TableForm, str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WIDE: Final = 2000
"""How many pixels wide a map is that is taken along."""


def _asked(request: Request) -> PageQuestion:
    return read_question(request, service_of(request).engine)


def _about_a_place(request: Request) -> PageQuestion:
    question = _asked(request)
    if question.place is None:
        raise ProblemError("missing-value", "a memo is about one place: choose it on the map")
    return question


def takeaway() -> APIRouter:
    """Return the routes of the picture, the table, the citation, the memo and the embeds."""
    router = APIRouter(include_in_schema=False, route_class=InTurn)

    def add(
        path: str,
        made: Made,
        media_type: str,
        *,
        read: Callable[[Request], PageQuestion] = _asked,
        recorded: bool = False,
        saved: str = "",
    ) -> None:
        """Add the route of what is ``made`` for a question.

        ``recorded``: it is an answer, and kept as one; ``saved``: how the name of its file ends.
        """

        @router.get(path)
        def taken(request: Request) -> Response:
            question = read(request)
            return answer(
                request,
                question.key,
                lambda: made(request, question),
                media_type=media_type,
                headers=_saved(question, saved) if saved else None,
                entries=question.entries if recorded else None,
            )

    add("/map.svg", _picture, "image/svg+xml")
    add("/map.png", lambda request, question: png(_picture(request, question), _WIDE), PNG)
    add("/card.png", question_card, PNG, recorded=True)
    add("/embed/map", _embed, HTML)
    add("/memo", _memo, HTML, read=_about_a_place, recorded=True)
    add("/memo.docx", _memo_document, _WORD, read=_about_a_place, recorded=True, saved="docx")

    def tables(kind: str, form: TableForm, media_type: str) -> None:
        @router.get(f"/map.{kind}")
        def table(request: Request) -> Response:
            """Return the answer for one person in every place."""
            engine, asked = service_of(request).engine, _asked(request)
            return answer(
                request,
                asked.key,
                lambda: form(rows(asked.everywhere(engine), engine)),
                media_type=media_type,
                headers=_saved(asked, kind),
            )

        @router.get(f"/answers.{kind}")
        def answers(request: Request) -> Response:
            """Return the answer for everybody wanted on a day, in every place."""
            engine, asked = service_of(request).engine, _asked(request)

            def body() -> str | bytes:
                wanted = engine.wanted(asked.on, known_on=asked.known_on)
                maps = (replace(asked, person=one.person.id).everywhere(engine) for one in wanted)
                return form([row for one in maps for row in rows(one, engine)])

            headers = {"Content-Disposition": f'attachment; filename="answers-{asked.on}.{kind}"'}
            key = ("all", asked.key)
            return answer(request, key, body, media_type=media_type, headers=headers)

    for kind, (form, media_type) in _TABLES.items():
        tables(kind, form, media_type)

    @router.get("/cite")
    def cite(request: Request) -> Response:
        # Without an entity tag: it may name the host it was asked from, and must not be kept.
        question = _asked(request)
        page = _cite(request, question)
        decided(request, question.entries)
        return Response(page, headers={"Cache-Control": "no-store"}, media_type=HTML)

    router.get("/ask")(_ask)
    return router


def _saved(question: PageQuestion, kind: str) -> dict[str, str]:
    """Return the header that gives a file its name."""
    parts = filter(None, (question.person, question.place, question.on.isoformat()))
    name = "".join(char if char.isascii() and char.isalnum() else "-" for char in "-".join(parts))
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}


def _embed(request: Request, question: PageQuestion) -> str:
    engine = service_of(request).engine
    drawn = world_map(question.everywhere(engine), question, engine, base=root_of(request))
    return render(
        "embed.html",
        request,
        question.today,
        map=drawn,
        title=drawn.headline,
        caption=caption(drawn, question, engine),
        whole=root_of(request) + question.address(),
    )


def _picture(request: Request, question: PageQuestion) -> str:
    engine = service_of(request).engine
    drawn = world_map(question.everywhere(engine), question, engine)
    says = caption(drawn, question, engine)
    return render(
        "picture.svg.html",
        request,
        question.today,
        map=drawn,
        title=drawn.headline,
        caption=says,
        lines=lines(drawn.headline, 60, 3),
        notes=lines(says, 150, 3),
        colours=COLOURS,
    )


def _memo(request: Request, question: PageQuestion) -> str:
    engine = service_of(request).engine
    told = answer_view(question.answer(engine))
    return render(
        "memo.html",
        request,
        question.today,
        a=told,
        on=question.on,
        whole=root_of(request) + question.address(),
        profile=engine.profile(question.profile).title,
    )


def _memo_document(request: Request, question: PageQuestion) -> bytes:
    engine = service_of(request).engine
    return memo_document(
        answer_view(question.answer(engine)),
        question.on,
        question.today,
        engine.profile(question.profile).title,
        service_of(request).address + question.address(day=question.on),
    )


def _cite(request: Request, question: PageQuestion) -> str:
    engine = service_of(request).engine
    if question.place:
        title = answer_view(question.answer(engine)).headline
    else:
        title = world_map(question.everywhere(engine), question, engine).headline
    # A citation of today must show the same tomorrow.
    dated = question.address(day=question.on, known_on=question.known_on)
    base = service_of(request).address or str(request.base_url)
    address = f"{base}{dated}"
    return render(
        "cite.html",
        request,
        question.today,
        forms=[
            *citations(title, address, engine, question.today),
            ("Within a page of your own", embedded(title, f"{base}embed/map{dated}")),
        ],
        whole=root_of(request) + question.address(),
    )


def _ask(request: Request) -> Response:
    """Answer a plain question: a single question leads to its page, others are told."""
    engine, texts = service_of(request).engine, typed(request)
    text = texts["q"]
    if not text:
        raise no_question(request)
    try:
        meant = understand(engine, text)
    except QuestionNotUnderstood as error:
        raise asking_back(error) from error
    told = answer_to(engine, text, meant)
    single = told.assessment
    if single is not None and meant.person and meant.place and meant.since == meant.until:
        query = {"person": meant.person.id, "place": meant.place.id}
        if meant.day_given:
            query["on"] = meant.since.isoformat()
        return RedirectResponse(f"{root_of(request)}?{urlencode(query)}", 303)
    key = ("ask", engine.clock(), text)
    return answer(
        request,
        key,
        lambda: render(
            "asked.html",
            request,
            engine.clock(),
            told=told,
            typed={**texts, "person": meant.person.name if meant.person else ""},
            days=f"{day(meant.since)} to {day(meant.until)}",
            **form_parts(engine),
        ),
        media_type=HTML,
        entries=lambda log: recorded(log, told),
    )
