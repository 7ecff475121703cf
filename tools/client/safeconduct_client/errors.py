"""What can go wrong between a client and the service."""

from __future__ import annotations

from .models import Mistake, Problem


class ServiceError(Exception):
    """Base of all errors of this package."""


class ServiceUnreachable(ServiceError):
    """The service was not reached, or not in time; the cause is the error of httpx."""


class UnexpectedAnswer(ServiceError):
    """What answered is not the service, or one of another version.

    ``status``: of the response.
    """

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(f"status {status}: {message}")


class ProblemError(ServiceError):
    """The service refused, with a problem document (RFC 9457).

    ``problem``: the document. ``retry_after``: in how many seconds it may answer, if it says so.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        self.problem = problem
        self.retry_after = retry_after
        super().__init__(problem.detail)

    @property
    def code(self) -> str:
        """The kind of problem, a stable word."""
        return self.problem.type.rpartition("/")[2]

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.problem.status

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Every mistake that was found, with what would be right."""
        return self.problem.errors
