"""Adds a user from the command line: how the first administrator comes in.

    python -m shipments.add_user EMAIL "FULL NAME" ROLE

Asks for the password, or reads it from the standard input when that is no terminal.
"""

import argparse
import getpass
import sys

from sqlalchemy.orm import Session

from shipments.db import engine
from shipments.models import Role
from shipments.queries import users


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shipments.add_user")
    parser.add_argument("email")
    parser.add_argument("full_name")
    parser.add_argument("role", choices=[role.value for role in Role])
    given = parser.parse_args()
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with Session(engine()) as session:
        try:
            users.add(
                session,
                email=given.email,
                full_name=given.full_name,
                role=Role(given.role),
                password=password,
            )
        except users.EmailTaken:
            parser.error(f"there is a user with the address {given.email} already")
    print(f"{given.full_name} can log in as {given.email}.")


if __name__ == "__main__":
    main()
