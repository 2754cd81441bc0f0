"""The open workspace: all that one store offers, under one transaction; and its settings."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from numspot_desk.usecases.ports.audit import Act, AuditStore
from numspot_desk.usecases.ports.catalogue import CatalogueStore
from numspot_desk.usecases.ports.orders import OrderStore
from numspot_desk.usecases.ports.reviews import ReviewStore


class SettingsStore(Protocol):
    """Settings of the workspace as canonical JSON by name (`creditor`, `signatory`, `review`)."""

    def get(self, name: str) -> Mapping[str, Any] | None: ...

    def put(self, name: str, value: Mapping[str, Any], act: Act) -> None: ...


class Workspace(Protocol):
    """An open workspace. Used by one thread: the serial executor, or the command line."""

    @property
    def orders(self) -> OrderStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def catalogue(self) -> CatalogueStore: ...
    @property
    def settings(self) -> SettingsStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def folder(self) -> Path: ...

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside are one: all or none. Nested ones join the outer one."""
        ...

    def close(self) -> None: ...
