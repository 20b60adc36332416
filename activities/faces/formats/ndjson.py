"""NDJSON: one face a line, for programs that read the whole catalogue record by record (ndjson.org)."""

from collections.abc import Iterable, Iterator

import orjson

from activities.faces.base import Face
from activities.faces.formats.base import Listing


def write(faces: Iterable[Face], listing: Listing) -> Iterator[bytes]:
    """Each face as JSON on a line of its own."""
    for face in faces:
        yield orjson.dumps(face, option=orjson.OPT_APPEND_NEWLINE)
