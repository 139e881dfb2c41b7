"""Words that tell how and when, and name nothing."""

from __future__ import annotations

from nlp.resolution import Resolution
from nlp.scan import Scan

_OF_MANNER = frozenset({"形状詞可能", "副詞可能", "サ変形状詞可能"})


def tells_only_how(scan: Scan, resolution: Resolution) -> bool:
    """«新型コロナの影響を受けた企業への緊急支援»: of what is looked for, only its manner is known."""
    ends = {word.end for word in resolution.words}
    how = {token.end for token in scan.tokens if token.end in ends and token.use in _OF_MANNER}
    return ends == how and any(not word.verbal for word in resolution.unknown)
