"""Ask the model about one item of a request."""

from fastapi.exceptions import RequestValidationError

from model import Answer, Router
from serve.api.requests import Item

__all__ = ["ask"]


def ask(router: Router, item: Item, *place: str | int) -> Answer:
    """Return the answer for an item.

    Parameters
    ----------
    router : a loaded version
    item : what to classify
    place : where it stands in the request's body, for the error

    Raises
    ------
    RequestValidationError : nothing is left of the item once markup is gone
    """
    try:
        return router.classify(item.text, item.title)
    except ValueError as error:
        fault = {"type": "value_error", "loc": ("body", *place), "msg": str(error)}
        raise RequestValidationError([fault]) from error
