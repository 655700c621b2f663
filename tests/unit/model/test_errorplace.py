"""The file and the line of an error in an app's own code."""

from __future__ import annotations

from sandbox.model.errorplace import error_place

SYNTAX = """Process SpawnProcess-1:
Traceback (most recent call last):
  File "/usr/local/lib/python3.11/multiprocessing/process.py", line 314, in _bootstrap
    self.run()
  File "<frozen importlib._bootstrap>", line 241, in _call
  File "/app/shipments/main.py", line 35
    def broken(:
               ^
SyntaxError: invalid syntax
"""
DEEP = """  File "/app/shop/main.py", line 3, in <module>
    import shop.models
  File "/app/shop/models.py", line 12, in <module>
    Column()
  File "/usr/local/lib/python3.11/site-packages/sqlalchemy/sql/schema.py", line 1, in __init__
    raise
sqlalchemy.exc.ArgumentError: no name
"""


def test_the_file_and_the_line_are_named_as_they_are_in_the_folder() -> None:
    """Without the place that the container has the code at."""
    assert error_place(SYNTAX) == "SyntaxError in shipments/main.py, line 35"


def test_an_error_in_a_library_is_where_the_app_called_it() -> None:
    """The innermost line of the app's own code."""
    assert error_place(DEEP) == "ArgumentError in shop/models.py, line 12"


def test_of_several_errors_the_last_one_counts() -> None:
    """What was mended before is no reason any more."""
    assert error_place(SYNTAX + DEEP) == "ArgumentError in shop/models.py, line 12"


def test_nothing_is_claimed_where_no_place_is_said() -> None:
    """A library's frames alone, or none, lead nowhere."""
    assert error_place("ValueError: no") is None
    assert error_place("started") is None
    only = '  File "/usr/lib/python3.11/x.py", line 1\nValueError: no\n'
    assert error_place(only) is None
