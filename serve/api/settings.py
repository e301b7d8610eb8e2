"""What the server can be told, by environment (`REGWIRE_...`) and by a TOML file."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

__all__ = ["CONFIG", "PREFIX", "Settings"]

PREFIX = "REGWIRE_"
# The environment variable that names the settings file.
CONFIG = "REGWIRE_CONFIG"
_MIB = 1024 * 1024


class Settings(BaseSettings):
    """Settings of one server; see docs/api.md for what each is good for.

    A value given in code wins over the environment, the environment over the file.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", hide_input_in_errors=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one."
    )
    workers: int = Field(default=1, ge=1, le=64, description="Server processes.")
    threads: int = Field(
        default=8, ge=1, le=256, description="Requests that one process works on at once."
    )
    models: Path = Field(default=Path("models"), description="Folder of model versions.")
    poll_s: float = Field(
        default=0.5, gt=0, le=60, description="Seconds between looks for a new version."
    )
    max_body_bytes: int = Field(
        default=8 * _MIB, ge=1, description="Largest request body, in bytes."
    )
    max_upload_bytes: int = Field(default=20 * _MIB, ge=1, description="Largest upload, in bytes.")
    max_body_s: float = Field(
        default=120, gt=0, description="Seconds in which a request's body must have arrived."
    )
    max_upload_items: int = Field(
        default=5_000, ge=1, description="Most items, or rows of a table, of one upload."
    )
    stop_s: int = Field(
        default=30, ge=0, description="Seconds that requests in flight get at a stop."
    )
    log_format: Literal["json", "text"] = Field(default="json", description="Shape of a log line.")
    keys: list[SecretStr] = Field(
        default=[], description="API keys, hashed; empty: no key is asked for."
    )
    rate_per_minute: int = Field(
        default=0, ge=0, description="Requests a minute for a key; 0: no limit."
    )
    cors_origins: list[str] = Field(
        default=[], description="Other origins whose pages may call the API."
    )
    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///var/regwire.db"), description="Where corrections are kept."
    )
    keep_items: bool = Field(default=False, description="Keep the items that pass through.")
    retention_days: int = Field(default=30, ge=1, description="Days that kept items stay.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read code, environment and file, in this order; never a stray `.env`."""
        path = os.environ.get(CONFIG)
        if not path:
            return init_settings, env_settings
        if not Path(path).is_file():
            raise FileNotFoundError(f"{CONFIG}={path}: no such settings file; expected a TOML file")
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(path))
