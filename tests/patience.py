"""How long tests wait for a process: what takes longer hangs, however busy the machine is."""

from __future__ import annotations

# Seconds. On an idle machine nothing takes a tenth of it.
PATIENCE = 600
