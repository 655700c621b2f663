"""SMTP on 1025, 25 and 587, the pages on 8025; ends with SIGTERM."""

from __future__ import annotations

import ssl

from catcher.box import Box
from catcher.incoming import listen
from catcher.pages import serve

PORTS = (1025, 25, 587)
CERTIFICATE = ("/etc/ssl/mail.crt", "/etc/ssl/mail.key")


def main() -> None:
    box = Box("/mail")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*CERTIFICATE)
    for port in PORTS:
        listen(box, port, context)
    serve(box, 8025)


main()
