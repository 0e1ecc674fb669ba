"""A server on loopback that does what it is told, byte for byte: also what no server should."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Send = Callable[[bytes], None]
Script = Callable[[Send], None]


@dataclass
class Server:
    """`pages` are what it answers by path: bytes, sent as they are, or a script. `greets` is run instead of
    listening. `asked` are the requests it had."""

    port: int
    scheme: str = "http"
    host: str = "127.0.0.1"
    pages: dict[str, bytes | Script] = field(default_factory=dict)
    greets: Script | None = None
    asked: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/") -> str:
        """The address of a page here."""
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        found = [request.split(b" ")[1].decode() for request in self.asked]
        return [path for path in found if path != "/robots.txt"]

    def drip(self, data: bytes, *, every: float = 0.05, times: int = 10_000) -> Script:
        """Sends `data` again and again, for ever as far as a test can see."""

        def script(send: Send) -> None:
            for _ in range(times):
                send(data)
                if self.stopping.wait(every):
                    return

        return script


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    """A whole answer of HTTP/1.1."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads on."""
    return answer(b"", status, f"Location: {to}")


@contextmanager
def serving(certificate: tuple[str, str] | None = None) -> Iterator[Server]:
    """A server while the block runs; over TLS with a certificate and its key."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            sock: socket.socket = self.request
            sock.settimeout(20)
            with suppress(OSError):
                if context is not None:
                    sock = context.wrap_socket(sock, server_side=True)
                try:
                    if server.greets is not None:
                        server.greets(sock.sendall)
                        return
                    request = b""
                    while b"\r\n\r\n" not in request and (piece := sock.recv(65_536)):
                        request += piece
                    if not request:
                        return
                    server.asked.append(request)
                    path = request.split(b" ")[1].decode()
                    page = server.pages.get(path, answer(b"nothing here", "404 Not Found"))
                    if isinstance(page, bytes):
                        sock.sendall(page)
                    else:
                        page(sock.sendall)
                    with suppress(OSError):
                        sock.shutdown(socket.SHUT_WR)
                    while sock.recv(65_536):  # what the other side still sends, so that it is not cut off
                        pass
                finally:
                    sock.close()

    class Threading(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        block_on_close = True

    with Threading(("127.0.0.1", 0), Handler) as listening:
        server = Server(listening.server_address[1], "http" if certificate is None else "https")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            listening.shutdown()
            thread.join()
