"""`python -m sandbox`."""

from sandbox.frontends.cli.main import main

main()
