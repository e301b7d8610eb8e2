"""What the server knows and whether it can answer: labels, model, health."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import PlainTextResponse

from serve.api.answers import Health, LabelNames, ModelInfo, Ready
from serve.api.deps import Counts, ServingRouter, needs
from serve.api.problems import documented

__all__ = ["health", "routes"]

routes = APIRouter(
    tags=["about"], dependencies=[needs("read")], responses=documented(401, 403, 429, 503)
)
# Asked by supervisors, which have no key.
health = APIRouter(tags=["health"])


@routes.get("/labels", response_model=LabelNames)
async def labels(router: ServingRouter) -> dict[str, Any]:
    """List the topics and jurisdictions, with their names in both languages."""
    taxonomy = router.model.taxonomy
    return {
        "topics": [asdict(label) for label in taxonomy.topics],
        "jurisdictions": [asdict(label) for label in taxonomy.jurisdictions],
    }


@routes.get("/model", response_model=ModelInfo)
async def model(router: ServingRouter) -> dict[str, Any]:
    """Tell which version serves and how well it does."""
    manifest = router.manifest
    return {
        "version": manifest.version,
        "labels_digest": manifest.labels_digest,
        "threshold": manifest.calibration.threshold,
        "scores": manifest.scores,
        "notes": manifest.notes,
    }


@routes.get("/metrics", response_class=PlainTextResponse)
def metrics(counts: Counts) -> PlainTextResponse:
    """Give the counts of all workers, for Prometheus."""
    return PlainTextResponse(counts.render(), media_type=CONTENT_TYPE_LATEST)


@health.get("/healthz")
async def healthz() -> Health:
    """Say that the server is alive."""
    return Health()


@health.get("/readyz", responses=documented(503))
async def readyz(router: ServingRouter) -> Ready:
    """Say whether a model is loaded."""
    return Ready(model=router.manifest.version)
