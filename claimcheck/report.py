"""The report: one self-contained HTML page, without script and without network.

What is said is gathered here as plain values; how it looks stands in ``templates/``. Every text
that comes from an article or a source passes `visible` and Jinja's autoescape, in one place.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .cards import UNCHECKED, Page, reading
from .check import Result
from .harmless import visible as shown
from .records import CheckError, rows

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment


def render(
    result: Result,
    decisions: pd.DataFrame | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> str:
    """Write the report page.

    Args:
        result: what a check found.
        decisions: what people decided, as `decisions.read` gives it.
        provenance: what the page was made of and whose the outcomes are, as `export.provenance`
            gives it; without it the page has no such part.

    Returns:
        A whole HTML document, which needs neither network nor script. Equal results give equal
        pages.
    """
    page = Page(result, decisions)
    template = environment().get_template("report.html")
    text = template.render(
        page.shared(),
        case=result.case,
        counts=page.counts(),
        cards=page.cards(),
        unchecked=[page.unchecked(c) for c in page.claims if page.outcome(c) == UNCHECKED],
        matrix=page.matrix(),
        timeline=page.timeline(),
        sources=page.sources(),
        internal=page.internal(),
        stale=page.stale,
        notices=list(dict.fromkeys((*result.case.notices, *result.notices))),
        folder=PurePath(result.case.folder).name,
        model_name=result.model_name,
        model_sha256=result.model_sha256,
        judge_name=result.judge_name,
        judge_sha256=result.judge_sha256,
        provenance=provenance,
        numbers=page.numbers,
    )
    return text.lstrip()


def claim_html(result: Result, claim_id: str) -> str:
    """Write one claim's card: the verdict, why, and each source's evidence with the words marked.

    Args:
        result: what a check found.
        claim_id: the claim.

    Returns:
        An HTML fragment with its own style, such as a notebook shows.

    Raises:
        CheckError: there is no such claim.
    """
    page = Page(result, None)
    claim = next((c for c in page.claims if c.id == claim_id), None)
    if claim is None:
        raise CheckError(f"claim {claim_id}: not in this result; result.claims lists the ids")
    card = page.card(claim)
    return environment().get_template("fragment.html").render(page.shared(), card=card)


def article_html(result: Result) -> str:
    """Write the article with its claims marked by verdict.

    Args:
        result: what a check found.

    Returns:
        An HTML fragment with its own style, such as a notebook shows.
    """
    page = Page(result, None)
    return environment().get_template("fragment.html").render(page.shared(), card=None)


def judged_html(claims: Sequence[str], evidence: Sequence[str], told: pd.DataFrame) -> str:
    """Write pairs as the judge read them, each word shaded by how much the result hangs on it.

    Args:
        claims: n sentences.
        evidence: n texts.
        told: what `Judge.judge` gave for them.

    Returns:
        An HTML fragment with its own style, such as a notebook shows.
    """
    readings = [
        reading(row, claim, text)
        for row, claim, text in zip(rows(told), claims, evidence, strict=True)
    ]
    return environment().get_template("fragment.html").render(readings=readings)


def link(url: str | None) -> str | None:
    """Give an address where it may become a link: http and https, nothing hidden or misleading.

    Args:
        url: an address, such as a case gives for a source.

    Returns:
        The address, or None where it may not.

    Examples:
        >>> link("https://example.org/talk"), link("javascript:alert(1)")
        ('https://example.org/talk', None)
    """
    if not url or url != visible(url) or "\\" in url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        return url if whole else None
    except ValueError:
        return None


def visible(value: Any) -> Any:
    """Show what hides in a text (`harmless.visible`), as every template does.

    Args:
        value: what a template puts out.

    Returns:
        A text in which nothing hides; nothing for None, and any other value as it is.
    """
    if value is None:
        return ""
    return shown(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _source_hash(text: str) -> str:
    """A style's hash, as a content security policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the templates, in which all that is put out is escaped and `visible`.

    Returns:
        Jinja's environment, the same one each time.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("claimcheck"),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["link"] = link
    templates.filters["sha256"] = _source_hash
    return templates
