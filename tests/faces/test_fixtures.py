"""The faces of the fixtures are what the serializers that document them make of their records."""

import pytest

from activities.faces import SERIALIZERS, faces, prepared
from tests.faces.made import ROOT, ordered, represented


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("noun", SERIALIZERS)
def test_faces_are_what_the_serializer_makes_of_every_record_of_the_fixtures(catalogue, noun, language):
    records = prepared(SERIALIZERS[noun].model.objects.all())

    assert records != []
    assert ordered(faces(records, language, ROOT)) == represented(SERIALIZERS[noun], records, language)
