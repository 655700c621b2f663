"""What patterns want is met by what is nobody's: no bank, network or mail server knows it."""

from __future__ import annotations

import re

import pytest

from sandbox.seeding.values.genuine import passes_iban, passes_luhn
from tests.unit.seeding.build import check, column, key, rows_of, seeding, serial, table

ROWS = 700


def _made(name: str, condition: str, *, unique: bool = False) -> list[str]:
    keys = (key(name),) if unique else ()
    things = table("things", serial(), column(name), constraints=(check(condition),), keys=keys)
    made = [row[name] for row in rows_of(seeding(things, rows=ROWS), "things")]
    assert len(made) == ROWS
    assert not unique or len(set(made)) == ROWS
    pattern = re.search(r"(?<!~)~ '(.*)'$", condition)
    if pattern is not None:
        assert all(re.search(pattern[1], text) for text in made)
    return made


ANY = pytest.mark.parametrize("unique", [False, True])


@ANY
@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("iban", r"^NL\d{2}[A-Z]{4}\d{10}$"),
        ("iban", r"^NL\d{2}(ABNA|INGB|RABO)[0-9]{10}$"),
        ("iban2", r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$"),
        ("bank_account", r"^DE\d{20}$"),
        ("sepa_account", r"^[A-Z]{2}[0-9]{2} ?([A-Z0-9]{4} ?){4}$"),
        ("payment_details", r"^IBAN: DE89\d{18}$"),
        ("details", r"^BE68[ ]\d{4}[ ]\d{4}[ ]\d{4}$"),
    ],
)
def test_every_iban_fails_at_a_bank(name: str, pattern: str, unique: bool) -> None:
    """Whatever the column is called, and wherever in the text the account stands."""
    for text in _made(name, f"{name} ~ '{pattern}'", unique=unique):
        assert not passes_iban(text.removeprefix("IBAN: ").strip()), text


def test_the_accounts_that_banks_take_are_known() -> None:
    """The test above is not blind."""
    assert passes_iban("DE89370400440532013000")
    assert passes_iban("NL91 ABNA 0417 1643 00")
    assert passes_luhn("4111111111111111")


@ANY
@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("card_number", r"^4\d{15}$"),
        ("pan", r"^\d{13,19}$"),
        ("payment_card", r"^\d{4}-\d{4}-\d{4}-\d{4}$"),
        ("number", r"^5[1-5][0-9]{14}$"),
    ],
)
def test_every_card_fails_luhns_check(name: str, pattern: str, unique: bool) -> None:
    """Also in columns that are not called after cards."""
    for text in _made(name, f"{name} ~ '{pattern}'", unique=unique):
        assert not passes_luhn(re.sub(r"\D", "", text)), text


@ANY
@pytest.mark.parametrize(
    ("pattern", "nobodys"),
    [
        (r"^06\d{8}$", r"060\d{7}"),
        (r"^\+31 ?6 ?\d{8}$", r"\+31 ?6 ?0\d{7}"),
        (r"^0[1-9]\d{8}$", r"019900\d{4}"),
        (r"^0[67]\d{8}$", r"063998\d{4}"),
        (r"^04\d{8}$", r"0441\d{6}"),
        (r"^[679]\d{8}$", r"75\d{7}"),
        (r"^\d{8}$", r"83\d{6}"),
        (r"^\+49[0-9]{9,11}$", r"\+49(3023125|6990009|4066969|2214710|8999998)\d{3}"),
        (
            r"^\+[1-9]\d{6,14}$",
            r"\+(44\d{10}|33(19900|26191|63998)\d{4}|49\d{8,11}|1\d{3}55501\d\d)",
        ),
        (r"^\(\d{3}\) \d{3}-\d{4}$", r"\(\d{3}\) 555-01\d\d"),
        (r"^[6-9]\d{9}$", r"60000\d{5}"),
        (r"^\+91[6-9]\d{9}$", r"\+9160000\d{5}"),
    ],
)
def test_every_phone_number_is_of_a_free_block(pattern: str, nobodys: str, unique: bool) -> None:
    """Kept for films, never given out, or, where a plan leaves none, of one block of zeros."""
    for text in _made("phone", f"phone ~ '{pattern}'", unique=unique):
        assert re.fullmatch(nobodys, text), text


def test_a_mobile_is_seen_by_its_pattern_alone() -> None:
    """In whatever language the column is named."""
    for text in _made("bereikbaar_op", r"bereikbaar_op ~ '^06\d{8}$'"):
        assert re.fullmatch(r"060\d{7}", text), text


RESERVED = r"([\w-]+\.)*example(\.(com|org|net))?|[\w-]+\.(example|test|invalid)"


@ANY
@pytest.mark.parametrize(
    ("condition", "nobodys"),
    [
        ("email ~~ '%@gmail.com'", r"\w+\.\.\w+@gmail\.com"),
        ("email ~~ '%@company.com'", r"\w+\.\.\w+@company\.com"),
        (r"email ~ '^[a-z]+@gmail\.com$'", r"[a-z]{5}@gmail\.com"),
        (r"email ~ '^[a-z]+@company\.nl$'", r"[a-z]{65,}@company\.nl"),
        (r"email ~ '^[a-z0-9._%+-]+@(gmail|yahoo)\.com$'", r"\w+\.\.\w+@gmail\.com"),
        (r"email ~ '^[a-z]+@[a-z]+\.(com|nl)$'", r"[a-z]+@example\.com"),
        (r"email ~ '^[a-z]+@[a-z]+\.nl$'", r"[a-z]+@[a-z]{64}\.nl"),
    ],
)
def test_no_mailbox_can_exist(condition: str, nobodys: str, unique: bool) -> None:
    """At domains that may be somebody's no server could have it: by its length or its dots."""
    for text in _made("email", condition, unique=unique):
        assert re.fullmatch(nobodys, text), text


@ANY
@pytest.mark.parametrize(
    ("condition", "nobodys"),
    [
        (r"site ~ '^https://www\.[a-z]+\.(com|nl)$'", rf"https://www\.(({RESERVED})|[a-z]{{64}}\.\w+)"),
        ("site ~~ '%.com'", rf"(https?://)?(({RESERVED})|[a-z]{{64}}\.com)"),
        (r"site ~ '^https?://[a-z0-9.-]+\.nl$'", r"https?://[a-z]{64}\.nl"),
        (r"site ~ '^[a-z0-9-]+\.[a-z]{2,}$'", RESERVED),
        ("site ~~ 'https://github.com/%'", r"https://github\.com/--example--\d+"),
        (r"site ~ '^https://instagram\.com/\w+$'", r"https://instagram\.com/[a-z]{64}"),
    ],
)  # fmt: skip
def test_no_page_can_exist(condition: str, nobodys: str, unique: bool) -> None:
    """A reserved domain, a name too long for a domain, or one that the site does not give."""
    for text in _made("site", condition, unique=unique):
        assert re.fullmatch(nobodys, text), text


@ANY
@pytest.mark.parametrize(
    ("name", "pattern", "nobodys"),
    [
        ("bsn", r"^\d{9}$", r"000\d{6}"),
        ("ssn", r"^\d{3}-\d{2}-\d{4}$", r"000-\d\d-\d{4}"),
        ("nino", r"^[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D]$", r"[A-Z]{2}000\d{3}[A-D]"),
        ("nino", r"^QQ\d{6}[A-D]$", r"QQ000\d{3}[A-D]"),
        ("dni", r"^\d{8}[A-Z]$", r"000\d{5}[IOU]"),
        ("vat_id", r"^DE[0-9]{9}$", r"DE000\d{6}"),
        ("codice_fiscale", r"^[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]$", r"XXXXXX00X00.*"),
        ("twitter_handle", r"^@[A-Za-z0-9_]{1,15}$", r"@admin_\w+"),
        ("mac", r"^([0-9A-F]{2}:){5}[0-9A-F]{2}$", r"02(:[0-9A-F]{2}){5}"),
        ("ip_address", r"^\d+\.\d+\.\d+\.\d+$", r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+"),
        ("server_ip", r"^10\.\d+\.\d+\.\d+$", r"10(\.\d{1,3}){3}"),
    ],
)
def test_no_number_was_given_to_anybody(
    name: str, pattern: str, nobodys: str, unique: bool
) -> None:
    """Personal and tax numbers, names at services, addresses of machines."""
    for text in _made(name, f"{name} ~ '{pattern}'", unique=unique):
        assert re.fullmatch(nobodys, text), text


def _eleven(digits: str) -> int:
    return sum(int(d) * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))


def test_a_dutch_personal_number_fails_the_test_of_eleven() -> None:
    """As banks and authorities do it."""
    assert _eleven("111222333") % 11 == 0
    made = _made("bsn", r"bsn ~ '^\d{9}$'")
    assert [text for text in made if _eleven(text) % 11 == 0] == []


def test_a_handle_of_a_service_is_none_that_it_gives() -> None:
    """Without a pattern it still looks like the person, but has hyphens where none may be."""
    made = seeding(table("members", serial(), column("instagram_handle")), rows=60)
    for row in rows_of(made, "members"):
        assert re.fullmatch(r"[a-z]+--[a-z]+-", row["instagram_handle"])
