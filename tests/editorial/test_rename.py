import pytest
from django.core.exceptions import ValidationError

from activities.editorial.rename import change_slug
from activities.models import SlugRedirect
from tests import recipes

pytestmark = pytest.mark.django_db


def redirects():
    return set(SlugRedirect.objects.values_list("slug", "event__slug"))


def test_old_slug_leads_to_the_record():
    event = recipes.event(slug="old")
    change_slug(event, "newer")
    event.refresh_from_db()
    assert (event.slug, redirects()) == ("newer", {("old", "newer")})
    assert event.history.first().history_change_reason == "Renamed from old"


def test_all_old_slugs_lead_to_the_newest():
    event = recipes.event(slug="first")
    change_slug(event, "second")
    change_slug(event, "third")
    assert redirects() == {("first", "third"), ("second", "third")}


def test_record_may_take_back_a_slug_of_its_own():
    event = recipes.event(slug="first")
    change_slug(event, "second")
    change_slug(event, "first")
    assert redirects() == {("second", "first")}


def test_old_slug_of_another_record_is_refused():
    recipes.slug_redirect(slug="taken", event=recipes.event())
    event = recipes.event(slug="mine")
    with pytest.raises(ValidationError, match="old address of another record"):
        change_slug(event, "taken")
    event.refresh_from_db()
    assert event.slug == "mine"


def test_present_slug_of_another_record_is_refused():
    recipes.event(slug="taken")
    with pytest.raises(ValidationError, match="Another record has"):
        change_slug(recipes.event(), "taken")


def test_slug_of_another_noun_is_free():
    recipes.slug_redirect(slug="free", organization=recipes.organization())
    recipes.person(slug="free")
    event = recipes.event(slug="mine")
    change_slug(event, "free")
    assert set(event.old_slugs.values_list("slug", flat=True)) == {"mine"}


@pytest.mark.parametrize("slug", ["Upper", "two words", "-edge", "search", "x" * 121, ""])
def test_what_is_no_slug_is_refused(slug):
    event = recipes.event(slug="mine")
    with pytest.raises(ValidationError):
        change_slug(event, slug)
    event.refresh_from_db()
    assert (event.slug, redirects()) == ("mine", set())


def test_same_slug_changes_nothing():
    event = recipes.event(slug="mine")
    change_slug(event, "mine")
    assert (redirects(), event.version) == (set(), 1)
