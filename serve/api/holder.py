"""The serving model: loaded once, and again whenever another version is promoted."""

import logging
import threading
from collections.abc import Callable

from model import Router
from model.collector import set_aside
from model.versions import VersionStore

__all__ = ["ModelHolder"]

_logger = logging.getLogger(__name__)
# Read once by a new version before it serves, so that no request pays for lazy loading.
_WARM_UP = "预热 warm up: 浙江省通信管理局通报26款App"


class ModelHolder:
    """Hold the router of the version that serves.

    A request takes `router` once and keeps it, so its answer comes from one version whole,
    whatever is promoted meanwhile.

    Parameters
    ----------
    store : the folder of versions
    poll_s : seconds between two looks at which version serves
    on_change : told the name of each version that begins to serve
    """

    def __init__(
        self, store: VersionStore, poll_s: float, on_change: Callable[[str], None]
    ) -> None:
        self.store = store
        self.poll_s = poll_s
        self._on_change = on_change
        self.router: Router | None = None
        self._refused: str | None = None
        self._stopped = threading.Event()
        self._watcher: threading.Thread | None = None

    def start(self) -> None:
        """Load the serving version, and watch for others until `stop`."""
        self.refresh()
        if self.router is None:
            _logger.warning("no model serves yet", extra={"models": str(self.store.folder)})
        self._watcher = threading.Thread(target=self._watch, name="model-watcher", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()
        if self._watcher is not None:
            self._watcher.join()

    def refresh(self) -> None:
        """Load the version that `current` names, unless it serves or was refused already."""
        version = self.store.current_version()
        if version is None or version == self._refused or version == self._serving():
            return
        try:
            router = Router.load(self.store.path(version))
            router.classify(_WARM_UP)
        except Exception as error:  # whatever is wrong with it, the old one keeps serving
            self._refused = version
            _logger.error("model refused", extra={"model": version, "reason": str(error)})
            return
        self._refused = None
        self.router = router
        self._on_change(version)
        set_aside()
        _logger.info("model serves", extra={"model": version})

    def _serving(self) -> str | None:
        return self.router.manifest.version if self.router else None

    def _watch(self) -> None:
        while not self._stopped.wait(self.poll_s):
            self.refresh()
