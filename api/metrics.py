"""What the service measures of itself, as Prometheus reads it.

Where several processes answer, requests are counted over all of them; what else is told is that of
the process that was asked.
"""

from __future__ import annotations

import os
from collections import Counter as Counts
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from safeconduct import __version__
from safeconduct.base import installed
from safeconduct.screening import index_loads

from .decisions import Decisions
from .service import Service
from .turns import Turns
from .warm import Warmth

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which Prometheus' library knows that processes count together."""
_BUCKETS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metrics:
    """Counts requests, and tells the state of the service when it is asked."""

    def __init__(self, state: Collector) -> None:
        self._registry = CollectorRegistry()
        self._state = state
        self._requests = Counter(
            "safeconduct_requests",
            "Requests that were answered",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "safeconduct_request_seconds",
            "Seconds from a request to the end of its answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in _METHODS else "other"
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self) -> bytes:
        """Return everything in the text format."""
        registry = self._registry
        if _SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_alone(self._state))


def _alone(state: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(state)
    return registry


def _of_decisions(decisions: Decisions) -> Iterator[Metric]:
    made = CounterMetricFamily(
        "safeconduct_decisions", "Decisions by what became of them", labels=("became",)
    )
    for became in ("written", "dropped", "refused"):
        made.add_metric((became,), decisions.counts[became])
    yield made
    yield GaugeMetricFamily(
        "safeconduct_decisions_waiting",
        "Decisions that wait to be written",
        value=decisions.log.waiting,
    )


@dataclass(frozen=True, eq=False)
class ServiceState(Collector):
    """What holds at the moment; ``kept``: counts of the answers that are kept.

    ``current``: returns the service as it answers now.
    """

    current: Callable[[], Service]
    warmth: Warmth
    turns: Mapping[str, Turns]
    kept: Counts[str]

    def collect(self) -> Iterator[Metric]:
        """Yield each number with what it means."""
        service, kept = self.current(), self.kept
        engine = service.engine
        info = GaugeMetricFamily(
            "safeconduct_info", "What answers", labels=("version", "world", "rules")
        )
        info.add_metric((str(__version__), service.world, service.rules), 1)
        yield info
        ready = self.warmth.done or not self.warmth.begun
        yield GaugeMetricFamily("safeconduct_ready", "Whether it got ready", value=int(ready))
        yield GaugeMetricFamily(
            "safeconduct_derivations",
            "Distinct truths and positions that were derived and are kept",
            value=service.derivations,
        )
        yield GaugeMetricFamily("safeconduct_kept_bytes", "Bytes kept", value=kept["bytes"])
        yield GaugeMetricFamily("safeconduct_kept_answers", "Answers kept", value=kept["answers"])
        asked = CounterMetricFamily(
            "safeconduct_kept_asked", "Answers sought among those kept", labels=("found",)
        )
        asked.add_metric(("yes",), kept["found"])
        asked.add_metric(("no",), kept["missed"])
        yield asked
        inside = GaugeMetricFamily(
            "safeconduct_turns", "Requests that are worked on or wait for it", labels=("work",)
        )
        for name, turns in self.turns.items():
            inside.add_metric((name,), turns.inside)
        yield inside
        if service.decisions is not None:
            yield from _of_decisions(service.decisions)
        if installed("screen"):
            loads = CounterMetricFamily(
                "safeconduct_index_loads", "Indexes by where they came from", labels=("how",)
            )
            for how, count in index_loads().items():
                loads.add_metric((how,), count)
            yield loads
        ages = GaugeMetricFamily(
            "safeconduct_record_age_days",
            "Days since the last day to which a kind of record reaches",
            labels=("kind",),
        )
        for kind, reach in engine.world.reach.items():
            ages.add_metric((kind,), (engine.clock() - reach.until).days)
        yield ages
