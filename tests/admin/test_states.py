import pytest

from activities.models import Event, Person
from tests import recipes
from tests.admin.pages import address, filled, listed, said, save

pytestmark = pytest.mark.django_db


def ready_person(**fields):
    """A draft person who lacks nothing: the noun with the smallest form."""
    person = recipes.person(**{"state": "draft", "name": "Ana Pérez"} | fields)
    recipes.citation(membership=recipes.membership(person=person))
    return person


def buttons(client, record):
    return list(client.get(address(record)).context.get("moves", {}))


@pytest.mark.parametrize(
    ("role", "state", "names"),
    [
        ("editor", "draft", ["_submit"]),
        ("editor", "review", []),
        ("editor", "published", []),
        ("editor", "withdrawn", []),
        ("reviewer", "draft", ["_submit", "_publish"]),
        ("reviewer", "review", ["_publish", "_return"]),
        ("reviewer", "published", ["_withdraw"]),
        ("reviewer", "withdrawn", ["_return"]),
        ("administrator", "review", ["_publish", "_return"]),
    ],
)
def test_form_offers_the_moves_of_a_role_and_a_state(browse, role, state, names):
    assert buttons(browse(role), recipes.person(state=state)) == names


def test_editor_submits_a_draft(browse):
    client, person = browse("editor"), recipes.person(state="draft", name="Before")
    answer = save(client, person, "_submit", name="After")
    person.refresh_from_db()
    assert (person.name, person.state, person.updated_by) == ("After", "review", client.user)
    assert said(answer) == ["“After” was submitted for review."]


def test_editor_cannot_publish_by_a_button_that_is_not_there(browse):
    person = ready_person()
    save(browse("editor"), person, "_publish")
    person.refresh_from_db()
    assert person.state == "draft"


def test_reviewer_publishes_what_lacks_nothing(browse):
    client, person = browse("reviewer"), ready_person(state="review")
    answer = save(client, person, "_publish")
    person.refresh_from_db()
    assert (person.state, person.is_public) == ("published", True)
    assert said(answer) == ["“Ana Pérez” was published."]
    assert client.get(person.get_absolute_url()).status_code == 200


def test_publishing_names_what_is_missing_and_keeps_what_was_typed(browse):
    event = recipes.event(state="review", title_en="Before")
    answer = save(browse("reviewer"), event, "_publish", title_en="After")
    event.refresh_from_db()
    assert (event.title_en, event.state) == ("After", "review")
    assert said(answer) == [
        (
            "After: It cannot be published yet. It needs: a type; a date with its ground, or “the source does not say” "
            "as the ground of no date; a published article that covers it; a citation of a published article; "
            "a published organization that takes part in it, or in its published series."
        )
    ]


def test_form_of_a_draft_says_what_publishing_needs(browse):
    page = browse("editor").get(address(recipes.person(state="draft"))).content.decode()
    assert "<li>a citation of a published article</li>" in page
    assert "<li>a post, or a part in an event or article</li>" in page


def test_reviewer_withdraws_with_a_reason(browse):
    person = recipes.person()
    save(browse("reviewer"), person, "_withdraw", _reason="Asked to be left out.")
    person.refresh_from_db()
    assert (person.state, person.withdrawn_reason) == ("withdrawn", "Asked to be left out.")


def test_withdrawal_without_a_reason_is_refused(browse):
    person = recipes.person()
    answer = save(browse("reviewer"), person, "_withdraw", _reason="")
    person.refresh_from_db()
    assert person.state == "published"
    assert ["needs a reason" in message for message in said(answer)] == [True]


def test_reviewer_returns_a_record_to_its_editors(browse):
    person = recipes.person(state="review")
    save(browse("reviewer"), person, "_return", _reason="Which Ana?")
    person.refresh_from_db()
    assert (person.state, person.history.first().history_change_reason) == ("draft", "Returned to draft: Which Ana?")


def test_form_that_does_not_hold_moves_nothing(browse):
    person = recipes.person(state="draft")
    answer = save(browse("editor"), person, "_submit", name="")
    person.refresh_from_db()
    assert (answer.status_code, person.state) == (200, "draft")


def test_chosen_records_are_published_each_by_itself(browse):
    ready, bare = ready_person(name="Ready"), recipes.person(name="Bare", state="draft")
    data = {"action": "publish_chosen", "_selected_action": [ready.pk, bare.pk], "index": "0"}
    answer = browse("reviewer").post(listed(Person), data)
    assert dict(Person.objects.filter(pk__in=[ready.pk, bare.pk]).values_list("name", "state")) == {
        "Ready": "published",
        "Bare": "draft",
    }
    assert sorted(said(answer)) == [
        (
            "Bare: It cannot be published yet. It needs: a citation of a published article; a post, or a part in an "
            "event or article."
        ),
        "“Ready” was published.",
    ]


def test_actions_on_lists_are_those_of_the_role(browse):
    recipes.person(state="draft")

    def offered(role):
        return [
            name for name, _label in browse(role).get(listed(Person)).context["action_form"].fields["action"].choices
        ]

    assert offered("editor") == ["", "submit_chosen"]
    assert offered("reviewer") == ["", "submit_chosen", "publish_chosen"]


def test_change_that_takes_away_what_a_public_record_needs_is_told(browse):
    row = recipes.membership(person=recipes.person(name="Ana"))
    recipes.citation(person=row.person)
    answer = save(browse("reviewer"), row.person, **{"memberships-0-DELETE": "on"})
    assert (
        said(answer)[0]
        == "It is public, and now lacks a post, or a part in an event or article. Mend it or withdraw it."
    )


def test_accounts_stand_in_new_and_changed_records(browse):
    client, other = browse("editor", "Ana"), browse("editor", "Luis")
    data = filled(client.get(listed(Person, "add"))) | {"name": "New person", "slug": "new-person"}
    client.post(listed(Person, "add"), data)
    person = Person.objects.get()
    save(other, person, honorific="Dr.")
    person.refresh_from_db()
    assert (person.state, person.created_by, person.updated_by) == ("draft", client.user, other.user)
    assert [copy.history_user for copy in person.history.all()] == [other.user, client.user]


# Addresses and ways between admin and site --------------------------------------------------------


def test_changed_slug_leaves_the_old_address(browse):
    person = recipes.person(slug="ana")
    client = browse("reviewer")
    save(client, person, slug="ana-perez", name="Ana Pérez")
    person.refresh_from_db()
    assert (person.slug, person.name) == ("ana-perez", "Ana Pérez")
    assert list(person.old_slugs.values_list("slug", flat=True)) == ["ana"]


def test_slug_that_was_another_records_is_refused_in_the_form(browse):
    recipes.slug_redirect(slug="taken", person=recipes.person())
    person = recipes.person(slug="mine")
    answer = save(browse("reviewer"), person, slug="taken")
    assert answer.context["adminform"].form.errors == {
        "slug": ["“taken” is an old address of another record and stays so."]
    }


def test_new_record_cannot_take_an_old_slug(browse):
    recipes.slug_redirect(slug="taken", person=recipes.person())
    client = browse("editor")
    answer = client.post(
        listed(Person, "add"), filled(client.get(listed(Person, "add"))) | {"name": "New", "slug": "taken"}
    )
    assert set(answer.context["adminform"].form.errors) == {"slug"}


def test_public_record_leads_to_its_page_and_a_draft_does_not(browse):
    client = browse("editor")
    public, draft = recipes.person(slug="public"), recipes.person(slug="hidden", state="draft")
    assert '<a href="/people/public/" class="viewsitelink">' in client.get(address(public)).content.decode()
    assert "viewsitelink" not in client.get(address(draft)).content.decode()


# Deleting -----------------------------------------------------------------------------------------


def test_what_was_public_cannot_be_deleted(browse):
    client = browse("administrator")
    for state in ("published", "withdrawn"):
        event = recipes.event(state=state, published_at=recipes.PUBLISHED_AT)
        assert "deletelink" not in client.get(address(event)).content.decode()
        assert client.post(address(event, "delete"), {"post": "yes"}).status_code == 403
    assert Event.objects.count() == 2


def test_draft_can_be_deleted_by_a_reviewer(browse):
    event = recipes.participation(event=recipes.event(state="draft")).event
    browse("reviewer").post(address(event, "delete"), {"post": "yes"})
    assert Event.objects.count() == 0
