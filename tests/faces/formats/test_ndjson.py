"""NDJSON: the faces themselves, one a line."""

import json

from tests.faces.formats.samples import HOSTILE, event, written


def test_ndjson_is_one_face_a_line():
    faces = [event(title=HOSTILE), event("2019-10-10", slug="other")]
    text = written("ndjson", *faces)
    assert text.endswith("}\n")
    assert [json.loads(line) for line in text[:-1].split("\n")] == faces
