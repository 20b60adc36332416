"""Whatever a face names or counts, the face is found when that changes."""

from itertools import islice

import pytest

from activities.faces import SERIALIZERS
from activities.faces.joining import links, walked
from activities.faces.showing import around, showing, shown
from activities.faces.stored import opened
from activities.models import PublishedFace, Term

pytestmark = pytest.mark.usefixtures("catalogue")

WAYS = [(noun, field, way) for noun in SERIALIZERS for field, ways in links(noun).items() for way, _linked in ways]
SOME = 5


def kept(**named):
    return PublishedFace.objects.get(**named)


@pytest.mark.parametrize(("noun", "field", "way"), WAYS, ids=lambda value: ".".join(value) or "-")
def test_a_face_is_found_by_what_it_names(noun, field, way):
    faces = PublishedFace.objects.filter(noun=noun).exclude(en="")
    named = ((face, spot["url"]) for face in faces for spot in walked(opened(face.en).get(field), way))

    for face, url in islice(named, SOME):
        linked = kept(url=url)
        found = [rows for rows in showing(linked.noun, [linked.row]) if rows.model is SERIALIZERS[noun].model]
        assert any(rows.filter(pk=face.row).exists() for rows in found), (face.url, url)


def test_a_citation_is_found_by_the_record_whose_fact_it_carries():
    for face in PublishedFace.objects.filter(noun="citation"):
        linked = kept(url=opened(face.en)["supports"]["url"])
        if linked.noun != "place":  # no citation carries a fact of a place
            assert any(face.row in rows.values_list("pk", flat=True) for rows in showing(linked.noun, [linked.row]))


def test_what_counts_an_event_is_found_by_it():
    event = kept(noun="event", slug="special-migration-program-consultation-2018-tijuana")
    found = {
        (rows.model._meta.model_name, row)
        for rows in showing("event", [event.row])
        for row in rows.values_list("pk", flat=True)
    }

    counting = {
        ("event", "special-migration-program-consultation-2018"),
        ("organization", "iom"),
        ("place", "tijuana"),
        ("program", "special-migration-program-2014-2018"),
        ("term", "event-type:public-consultation"),
    }
    assert {(noun, kept(noun=noun, slug=slug).row) for noun, slug in counting} <= found


def test_a_face_shows_its_references_and_its_own_rows():
    person = kept(noun="person", slug="jose-martin-carmona-flores")
    found = shown("person", [person.row])

    posts = PublishedFace.objects.filter(noun="membership", about=person.url)
    assert found["membership"] == set(posts.values_list("row", flat=True)) != set()
    assert kept(noun="organization", slug="conofam").row in found["organization"]


def test_what_lies_around_a_place_or_above_a_term_is_found_with_it():
    oaxaca, term = kept(noun="place", slug="oaxaca-de-juarez"), Term.objects.exclude(parent=None).first()
    found = around({"place": {oaxaca.row}, "term": {term.pk}})

    slugs = set(PublishedFace.objects.filter(noun="place", row__in=found["place"]).values_list("slug", flat=True))
    assert {"oaxaca-de-juarez", "mx-oax", "mx"} <= slugs
    assert term.parent_id in found["term"]
