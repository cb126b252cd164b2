"""Pictures of a check, and the frame behind each."""

from .days import timeline, timeline_frame
from .look import COLOURS, OUTCOME_SIGNS, SIGNS, SILENT
from .nearness import similarity_frame, similarity_map, why_kinds, why_kinds_frame
from .places import evidence_places, evidence_places_frame
from .share import coverage, coverage_frame
from .standing import matrix, matrix_frame

__all__ = [
    "COLOURS",
    "OUTCOME_SIGNS",
    "SIGNS",
    "SILENT",
    "coverage",
    "coverage_frame",
    "evidence_places",
    "evidence_places_frame",
    "matrix",
    "matrix_frame",
    "similarity_frame",
    "similarity_map",
    "timeline",
    "timeline_frame",
    "why_kinds",
    "why_kinds_frame",
]
