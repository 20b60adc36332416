"""Feeds and calendars of lists, at addresses that last: `/events.atom`, `/events.ics`, `/articles.atom`.

They take the parameters of the page with the same name, in the language of their address, so that a reader can
subscribe to what a page shows.
"""

from itertools import islice

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from activities import documents
from activities.border import problem
from activities.faces.formats import FORMATS
from activities.filters import QuestionError, ask

# A feed tells what is new: the entries changed last, unless another order is asked. The whole of a list is the
# business of the API.
MOST_ENTRIES = 500
NEWEST_FIRST = "-updated_at"


@require_safe
def feed(request: HttpRequest, noun: str, form: str) -> HttpResponseBase:
    """Answer the question of a list page as a feed ("atom") or as a calendar ("ics"); a wrong one with 400."""
    query = documents.stated(request.GET)
    if form == "atom":
        query.setdefault("ordering", NEWEST_FIRST)
    try:
        question = ask(noun, query)
    except QuestionError as error:
        return problem(request, 400, str(error))
    language, root = (get_language() or "en")[:2], documents.root_of(request)
    faces = documents.faces_of(question, language, root)
    shown = islice(faces, MOST_ENTRIES) if form == "atom" else faces
    about = documents.about_list(request, noun, f"{root}{request.get_full_path()}", language)
    return documents.document(request, FORMATS[form], shown, about, documents.file_name(noun))
