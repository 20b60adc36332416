"""The files that deploy the catalogue say what its code and its manual say."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests import postgres

ROOT: Path = settings.BASE_DIR
READERS = ("iomcatalog/settings.py", "iomcatalog/gunicorn.py")
READ = re.compile(r"""(?:text|switch|number|words|environ\.get)\(["']([A-Z_]+)["']""")
NOT_OURS = {"FORWARDED_ALLOW_IPS"}  # gunicorn's own


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def read_variables() -> set[str]:
    return {name for path in READERS for name in READ.findall((ROOT / path).read_text())}


def test_one_major_version_of_postgresql(compose):
    assert compose["services"]["db"]["image"] == f"postgres:{postgres.MAJOR}"


def test_services(compose):
    assert set(compose["services"]) == {"db", "migrate", "web"}
    assert {name for name, service in compose["services"].items() if "healthcheck" in service} == {"db", "web"}
    assert {name for name, service in compose["services"].items() if service.get("read_only")} == {"migrate", "web"}


def test_no_secret_stands_in_the_files(compose):
    secrets = [
        str(value)
        for service in compose["services"].values()
        for name, value in service["environment"].items()
        if re.search("PASSWORD|SECRET|DATABASE_URL", name)
    ]
    assert secrets
    assert all("${" in value and ":?" in value for value in secrets)
    assert not re.search('SECRET_KEY=[^"]', (ROOT / "Dockerfile").read_text())


def test_every_variable_set_is_one_that_is_read(compose, read_variables):
    for service in ("migrate", "web"):
        assert set(compose["services"][service]["environment"]) - NOT_OURS <= read_variables


def test_the_readme_lists_the_variables_that_are_read(read_variables):
    table = (ROOT / "README.md").read_text().split("## Configuration")[1].split("## Production")[0]
    listed = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall("`(.*?)`", row)}
    assert listed == read_variables


def test_the_image_holds_what_the_catalogue_needs_and_no_more():
    kept = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert set(kept) == {"activities", "fixtures", "iomcatalog", "templates", "manage.py", "requirements.txt"}


def test_every_requirement_is_pinned_with_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE))
        assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+.*\\\n +--hash=sha256:", pin)] == []


def test_development_runs_on_the_pins_of_production():
    pinned = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pinned[0].items() <= pinned[1].items()
