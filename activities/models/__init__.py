"""What exists: five nouns, places, terms, and the rows that state facts about them."""

from activities.models.appearance import Appearance, AppearanceRole
from activities.models.article import Article, ArticlePublishedBasis, Passage, PassageKind
from activities.models.base import Basis, Certainty, Record, Row, State
from activities.models.citation import Citation, CitationStance
from activities.models.coverage import Coverage, CoverageKind
from activities.models.duplicate_decision import DuplicateDecision, DuplicateDecisionVerdict
from activities.models.event import Event, EventAttendanceMode, EventDateBasis, EventStatus
from activities.models.event_place import EventPlace, EventPlaceKind
from activities.models.event_program import EventProgram, EventProgramLink
from activities.models.figure import Figure, FigureMeasure, FigureQualifier, FigureStatus
from activities.models.identifier import Identifier, IdentifierScheme
from activities.models.membership import Membership
from activities.models.name import Name, NameKind
from activities.models.organization import Organization, OrganizationAncestry, OrganizationExistence
from activities.models.participation import Participation
from activities.models.person import Person
from activities.models.place import Place, PlaceAncestry, PlaceCoordinatesBasis, PlaceKind
from activities.models.program import Program, ProgramKind, ProgramStatus
from activities.models.program_role import ProgramRole, ProgramRoleKind
from activities.models.published_face import Catalogue, FaceFate, PublishedFace
from activities.models.search_entry import SearchEntry
from activities.models.slug_redirect import SlugRedirect
from activities.models.tag import Tag, TagBasis
from activities.models.term import Term, TermAncestry

__all__ = [
    "Appearance",
    "AppearanceRole",
    "Article",
    "ArticlePublishedBasis",
    "Basis",
    "Catalogue",
    "Certainty",
    "Citation",
    "CitationStance",
    "Coverage",
    "CoverageKind",
    "DuplicateDecision",
    "DuplicateDecisionVerdict",
    "Event",
    "EventAttendanceMode",
    "EventDateBasis",
    "EventPlace",
    "EventPlaceKind",
    "EventProgram",
    "EventProgramLink",
    "EventStatus",
    "FaceFate",
    "Figure",
    "FigureMeasure",
    "FigureQualifier",
    "FigureStatus",
    "Identifier",
    "IdentifierScheme",
    "Membership",
    "Name",
    "NameKind",
    "Organization",
    "OrganizationAncestry",
    "OrganizationExistence",
    "Participation",
    "Passage",
    "PassageKind",
    "Person",
    "Place",
    "PlaceAncestry",
    "PlaceCoordinatesBasis",
    "PlaceKind",
    "Program",
    "ProgramKind",
    "ProgramRole",
    "ProgramRoleKind",
    "ProgramStatus",
    "PublishedFace",
    "Record",
    "Row",
    "SearchEntry",
    "SlugRedirect",
    "State",
    "Tag",
    "TagBasis",
    "Term",
    "TermAncestry",
]
