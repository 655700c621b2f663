"""SMTP on 1025, 25 and 587, the pages on 8025; ends with SIGTERM.

The ports are open at once. What answers at them is loaded when somebody first comes: most
sandboxes never send a mail, and loading it costs more processor time than starting the database.
"""

from __future__ import annotations

import select
import socket

MAIL_PORTS = (1025, 25, 587)
PAGES_PORT = 8025


def main() -> None:
    mail = [socket.create_server(("", port)) for port in MAIL_PORTS]
    pages = socket.create_server(("", PAGES_PORT))
    select.select([*mail, pages], [], [])

    from catcher.box import Box
    from catcher.incoming import listen
    from catcher.pages import serve

    box = Box("/mail")
    listen(box, mail)
    serve(box, pages)


main()
