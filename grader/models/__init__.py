"""The values the parts of Backgrade hand to each other; they compute, they never format or print.

`exercise` is what the course says, `report` what a grading found, `evidence` and `charts` what a check
can show for it. All are frozen dataclasses: they are made by the hundred for each submission, and
pydantic, which takes longer to import than an exercise to grade, validates files only (`grader.course`).
"""

from grader.models.charts import (
    Bars,
    Chart,
    Curve,
    Curves,
    HeatMap,
    Histogram,
    Images,
    Path,
    Trajectory,
)
from grader.models.evidence import (
    CallEvidence,
    ChartEvidence,
    Clue,
    Comparison,
    DivergenceEvidence,
    ErrorEvidence,
    Evidence,
    Excerpt,
    Measurement,
    Output,
    cleaned,
    excerpt,
)
from grader.models.exercise import (
    Exercise,
    ExerciseFile,
    Limits,
    Mistake,
    MistakesFile,
    Submission,
)
from grader.models.report import (
    MAX_POINTS,
    Certainty,
    CheckReport,
    Diagnosis,
    Outcome,
    Report,
    Reveal,
    Source,
    State,
    Tier,
)

__all__ = [
    "MAX_POINTS",
    "Bars",
    "CallEvidence",
    "Certainty",
    "Chart",
    "ChartEvidence",
    "CheckReport",
    "Clue",
    "Comparison",
    "Curve",
    "Curves",
    "Diagnosis",
    "DivergenceEvidence",
    "ErrorEvidence",
    "Evidence",
    "Excerpt",
    "Exercise",
    "ExerciseFile",
    "HeatMap",
    "Histogram",
    "Images",
    "Limits",
    "Measurement",
    "Mistake",
    "MistakesFile",
    "Outcome",
    "Output",
    "Path",
    "Report",
    "Reveal",
    "Source",
    "State",
    "Submission",
    "Tier",
    "Trajectory",
    "cleaned",
    "excerpt",
]
