"""Pages from templates, in the language that the person chose."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from model import Router
from serve.desk.download import can_write_xlsx
from serve.desk.words import choose_language, words

__all__ = ["LANGUAGE_COOKIE", "STATIC", "label_names", "page", "page_of_rows", "words_of"]

LANGUAGE_COOKIE = "regwire_lang"
STATIC = Path(__file__).parent / "static"


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def language_of(request: Request) -> str:
    """Return the language of a request's pages."""
    accepted = request.headers.get("accept-language", "")
    return choose_language(request.cookies.get(LANGUAGE_COOKIE), accepted)


def words_of(request: Request) -> dict[str, str]:
    """Return the words of a request's pages."""
    return words(language_of(request))


def page(
    request: Request,
    template: str,
    status: int = 200,
    **values: Any,  # noqa: ANN401  (template's)
) -> HTMLResponse:
    """Fill a template.

    Parameters
    ----------
    request : tells the language and the address
    template : a file in `templates/`
    status : of the answer
    values : what the template needs beside the words
    """
    language = language_of(request)
    caller = getattr(request.state, "caller", None)
    text = (
        _templates()
        .get_template(template)
        .render(
            lang=language,
            words=words_of(request),
            here=request.url.path,
            may=caller.scopes if caller else frozenset(),
            **values,
        )
    )
    return HTMLResponse(text, status)


def label_names(request: Request, router: Router) -> dict[str, str]:
    """Return the name of each label in the page's language."""
    chinese = language_of(request) == "zh"
    taxonomy = router.model.taxonomy
    both = (*taxonomy.topics, *taxonomy.jurisdictions)
    return {label.code: label.name_zh if chinese else label.name_en for label in both}


def page_of_rows(
    request: Request,
    router: Router,
    template: str,
    rows: list[dict[str, Any]],
    **values: Any,  # noqa: ANN401  (template's)
) -> HTMLResponse:
    """Fill a template that shows a table of items.

    Parameters
    ----------
    request, template, values : see `page`
    router : knows the labels' names
    rows : tagged rows or kept items
    """
    names = label_names(request, router)
    return page(request, template, rows=rows, names=names, xlsx=can_write_xlsx(), **values)
