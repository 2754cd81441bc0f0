"""A hand-over as canonical JSON, section by section. `reading` is its counterpart and judges its form."""

import datetime as dt
from typing import Any

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.contracts.handover.package import FORMAT, Extract, Frozen, NamedTerms, Package, Variant
from numspot_desk.contracts.handover.sections import ATTACHMENTS, AUDIT, BESIDE, ORDERS, TERMS, VERSIONS


def package_bytes(package: Package) -> bytes:
    """The canonical JSON of a hand-over, in clear: it is sealed before it reaches any file."""
    content: dict[str, Any] = {
        ORDERS: [variant_json(variant) for variant in package.variants],
        AUDIT: [_extract(extract) for extract in package.extracts],
        TERMS: [_terms(terms) for terms in package.terms],
        ATTACHMENTS: {name: [dict(row) for row in rows] for name, rows in package.attachments.items()},
    }
    for name in BESIDE:
        content[name] = {
            variant.id: [dict(row) for row in variant.rows(name)] for variant in package.variants
        }
    return canonical_json(
        {
            "format": FORMAT,
            "id": package.id,
            "made_at": instant(package.made_at),
            "by": package.by,
            "role": package.role,
            "workspace": package.workspace,
            "sections": {
                name: {"version": VERSIONS[name], "content": inner} for name, inner in content.items()
            },
        }
    )


def variant_json(variant: Variant) -> dict[str, Any]:
    """A variant without what stands beside it."""
    return {
        "id": variant.id,
        "order_id": variant.order_id,
        "family_id": variant.family_id,
        "number": variant.number,
        "revision": variant.revision,
        "state": variant.state.value,
        "author": variant.author,
        "created_at": instant(variant.created_at),
        "updated_at": instant(variant.updated_at),
        "answers": dict(variant.answers),
        "frozen": None if variant.frozen is None else _frozen(variant.frozen),
        "standing": variant.standing.value,
        "line": sorted(variant.line),
    }


def instant(at: dt.datetime) -> str:
    """An instant as the sections write it: UTC, to the microsecond."""
    return at.astimezone(dt.UTC).isoformat()


def _frozen(frozen: Frozen) -> dict[str, Any]:
    return {
        "frozen_at": instant(frozen.frozen_at),
        "fingerprint": frozen.fingerprint,
        "data": dict(frozen.data),
        "rum": frozen.rum,
    }


def _extract(extract: Extract) -> dict[str, Any]:
    return {
        "workspace": extract.workspace,
        "name": extract.name,
        "sequence": extract.sequence,
        "head": extract.head,
        "rows": [dict(row) for row in extract.rows],
    }


def _terms(terms: NamedTerms) -> dict[str, Any]:
    return {"label": terms.label, "language": terms.language, "sha256": terms.sha256}
