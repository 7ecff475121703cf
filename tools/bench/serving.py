"""`python -m bench.serving PORT PROCESSES` serves what is measured, as our own command serves.

Plain uvicorn with several processes makes a socket without naming the protocol; then every answer
waits some 40 ms for the client (Nagle's algorithm), and everything seems equally slow.
"""

from __future__ import annotations

import socket
import sys
from contextlib import suppress

import uvicorn
from uvicorn.supervisors import Multiprocess

APP = "bench.http:both"


def main(port: int, processes: int) -> None:
    """Serve until interrupted."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(2048)
        config = uvicorn.Config(
            APP,
            factory=True,
            log_level="warning",
            access_log=False,
            server_header=False,
            workers=processes,
        )
        if processes == 1:
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
