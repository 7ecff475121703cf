from numpy import int8, int16, int32
from numpy.typing import NDArray

def gather(
    person: NDArray[int16 | int32],
    place: NDArray[int16 | int32],
    day: NDArray[int32],
    row_of: NDArray[int32],
    column_of: NDArray[int32],
    cells: NDArray[int8 | int16],
    out: NDArray[int8 | int16],
    places: int,
    first_day: int,
    last_day: int,
    /,
) -> None: ...
def translate(rows: NDArray[int8 | int16], codes: NDArray[int8], out: NDArray[int8], /) -> None: ...
