"""The sums of the structure model: compiled where there was a compiler when the package was
installed, else in Python.
"""

from __future__ import annotations

from dispatchkit.kernel.plain import Chain

__all__ = ["Chain"]
