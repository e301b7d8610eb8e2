"""Who may pass: keys, rates, and requests that another site's page sends."""

import math
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from serve.api.keys import EVERYTHING, Caller, KeyRing
from serve.api.problems import problem_response
from serve.api.rate import RateLimit

__all__ = ["COOKIE", "Guard"]

# Where the desk keeps a key between two pages.
COOKIE = "regwire_key"
# Asked by supervisors and by people who have no key yet.
_OPEN = ("/healthz", "/readyz", "/docs", "/openapi.json", "/sign-in", "/static/", "/favicon.ico")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Refuse before a body is read: 401 without a key, 403 across sites, 429 too often.

    Who asks is in `request.state.caller` from here on.
    """

    def __init__(
        self, app: ASGIApp, *, ring: KeyRing, rate: RateLimit, origins: frozenset[str]
    ) -> None:
        self.app = app
        self.ring = ring
        self.rate = rate
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then pass it on."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN):
            if scope["type"] == "http":
                scope.setdefault("state", {})["caller"] = self._caller(Headers(scope=scope))
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        name = state.get("request_id")
        if scope["method"] not in _SAFE and self._is_foreign(headers):
            detail = "Another site's page sent this; its origin is not in the setting cors_origins."
            return problem_response(403, detail, request_id=name)
        caller = self._caller(headers)
        if caller is None:
            if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
                return RedirectResponse("/sign-in", 303)
            detail = "A valid key is needed: Authorization: Bearer KEY"
            challenge = {"WWW-Authenticate": "Bearer"}
            return problem_response(401, detail, headers=challenge, request_id=name)
        state["caller"] = caller
        wait = self.rate.wait_s(caller.name or (scope.get("client") or ("",))[0])
        if wait:
            retry = {"Retry-After": str(math.ceil(wait))}
            detail = (
                f"More than {self.rate.per_minute} requests a minute; wait {math.ceil(wait)} s."
            )
            return problem_response(429, detail, headers=retry, request_id=name)
        return None

    def _caller(self, headers: Headers) -> Caller | None:
        return self.ring.caller(_key(headers)) if self.ring else EVERYTHING

    def _is_foreign(self, headers: Headers) -> bool:
        """Whether a browser says that the page behind this request is not ours."""
        origin = headers.get("origin")
        if origin in self.origins:
            return False
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _key(headers: Headers) -> str:
    kind, _, key = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return key.strip()
    if "x-api-key" in headers:
        return headers["x-api-key"]
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""
