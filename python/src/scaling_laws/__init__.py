"""Fit scaling laws, say how far to trust the fit, and plan with it.

import scaling_laws as sl

fit = sl.fit(df, law="chinchilla", N="params", D="tokens", loss="val_loss")
fit.params, fit.conf_int(), fit.warnings
fit.plan(flops=1e24)
"""

from . import _verbs
from ._errors import CancelledError, DataError, InputNotFoundError, ScalingError, UsageError
from ._library import schema
from ._library import version as __version__
from ._request import Law, curve_fit, load, run
from ._results import Doubt, Estimate, Figure, Fit, Result, Verdict
from ._verbs import *  # noqa: F403

__all__ = [
    "CancelledError",
    "DataError",
    "Doubt",
    "Estimate",
    "Figure",
    "Fit",
    "InputNotFoundError",
    "Law",
    "Result",
    "ScalingError",
    "UsageError",
    "Verdict",
    "__version__",
    "curve_fit",
    "load",
    "run",
    "schema",
    *_verbs.__all__,
]
