"""The two fictional versions adopted in a real store."""

import datetime as dt
import hashlib
import uuid

from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from tests.terms.comparisons import VERSIONS, verger

_AT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


def adopt_both(workspace: Workspace) -> None:
    """Adopt the versions 2025 and 2026."""
    for year in (2025, 2026):
        content = (VERSIONS / f"verger-{year}.txt").read_bytes()
        source = SourceFile(f"verger-{year}.txt", content, hashlib.sha256(content).hexdigest())
        days = dt.date(year, 1, 2), dt.date(year, 2, 1)
        version = TermsVersion(str(uuid.UUID(int=year)), str(year), "fr", *days, _AT)
        act = Act("terms.adopted", version.id, "Camille Exemple", _AT)
        workspace.terms.adopt(version, verger(str(year)), source, act)
