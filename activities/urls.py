"""Every public address, in reading order.

`plain` holds addresses that are the same in every language and speak to programs; `pages` holds
what people read, served in English without a prefix and in Spanish under `/es/`.
"""

from django.urls import URLPattern, URLResolver, path

from activities import sitemaps
from activities.feeds import feed
from activities.views.article import ArticleDetail, ArticleList
from activities.views.event import EventDetail, EventList
from activities.views.health import livez, readyz
from activities.views.home import Home
from activities.views.organization import OrganizationDetail, OrganizationList
from activities.views.person import PersonDetail, PersonList
from activities.views.place import PlaceDetail, PlaceList
from activities.views.program import ProgramDetail, ProgramList
from activities.views.search import Search
from activities.views.term import TermDetail, TermList

plain: list[URLPattern | URLResolver] = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, name="sitemap"),
]

pages: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("opensearch.xml", sitemaps.opensearch, name="opensearch"),
    path("events/", EventList.as_view(), name="event-list"),
    path("events.atom", feed, {"noun": "event", "form": "atom"}, name="event-atom"),
    path("events.ics", feed, {"noun": "event", "form": "ics"}, name="event-ics"),
    path("events/<slug:slug>/", EventDetail.as_view(), name="event-detail"),
    path("organizations/", OrganizationList.as_view(), name="organization-list"),
    path("organizations/<slug:slug>/", OrganizationDetail.as_view(), name="organization-detail"),
    path("people/", PersonList.as_view(), name="person-list"),
    path("people/<slug:slug>/", PersonDetail.as_view(), name="person-detail"),
    path("programs/", ProgramList.as_view(), name="program-list"),
    path("programs/<slug:slug>/", ProgramDetail.as_view(), name="program-detail"),
    path("articles/", ArticleList.as_view(), name="article-list"),
    path("articles.atom", feed, {"noun": "article", "form": "atom"}, name="article-atom"),
    path("articles/<slug:slug>/", ArticleDetail.as_view(), name="article-detail"),
    path("places/", PlaceList.as_view(), name="place-list"),
    path("places/<slug:slug>/", PlaceDetail.as_view(), name="place-detail"),
    path("terms/", TermList.as_view(), name="term-list"),
    path("terms/<slug:scheme>/<str:code>/", TermDetail.as_view(), name="term-detail"),
]
