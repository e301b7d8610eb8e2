"""The documentation page: the API's own description as plain HTML, all from this host."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

__all__ = ["docs_page"]


def docs_page(openapi: dict[str, Any]) -> str:
    """Return the page that describes an API.

    Parameters
    ----------
    openapi : its OpenAPI document
    """
    info = openapi["info"]
    title = escape(f"{info['title']} {info['version']}")
    body = "\n".join(_operations(openapi))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">'
        '<link rel="stylesheet" href="/static/docs.css"></head>'
        f"<body><h1>{title}</h1><p>{escape(info.get('description', ''))}</p>"
        '<p>For programs: <a href="openapi.json">openapi.json</a></p>'
        f"{body}</body></html>"
    )


def _operations(openapi: dict[str, Any]) -> Iterator[str]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield _operation(openapi, method.upper(), path, operation)


def _operation(openapi: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> str:
    parts = [f"<p>{escape(operation.get('description', ''))}</p>"]
    if parameters := operation.get("parameters"):
        rows = "".join(map(_parameter, parameters))
        parts.append(f"<table><tr><th>Parameter<th>In<th>Meaning</tr>{rows}</table>")
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"<h3>Request: {escape(kind)}</h3>{_schema(openapi, content['schema'])}")
    for status, response in operation["responses"].items():
        parts.append(_response(openapi, status, response))
    return (
        f'<details><summary><span class="method">{method}</span> <code>{escape(path)}</code> '
        f"{escape(operation.get('summary', ''))}</summary>{''.join(parts)}</details>"
    )


def _parameter(parameter: dict[str, Any]) -> str:
    about = parameter.get("description") or parameter.get("schema", {}).get("description", "")
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code>"
        f"<td>{escape(parameter['in'])}<td>{escape(about)}</tr>"
    )


def _response(openapi: dict[str, Any], status: str, response: dict[str, Any]) -> str:
    head = f"<h3>{escape(status)} {escape(response.get('description', ''))}</h3>"
    # Errors have one shape, shown in the API guide; ten copies would hide the rest.
    if not status.startswith("2"):
        return f"<p><code>{escape(status)}</code> {escape(response.get('description', ''))}</p>"
    schemas = [one["schema"] for one in response.get("content", {}).values() if "schema" in one]
    return head + "".join(_schema(openapi, schema) for schema in schemas)


def _schema(openapi: dict[str, Any], schema: dict[str, Any]) -> str:
    shown = json.dumps(_inlined(openapi, schema), ensure_ascii=False, indent=1)
    return f"<pre>{escape(shown)}</pre>"


def _inlined(openapi: dict[str, Any], value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """Put each named part in its place; none of ours contains itself."""
    if isinstance(value, list):
        return [_inlined(openapi, one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return _inlined(openapi, openapi["components"]["schemas"][name])
    return {key: _inlined(openapi, one) for key, one in value.items()}
