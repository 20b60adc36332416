"""A page as a reader or a checker sees it: headings, links, fields, words. Parsed with the standard library alone."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN = {"script", "style"}


class Page(HTMLParser):
    """What stands on a page. `elements` are (tag, attributes) in order; `words` the pieces of text that are shown."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.status = answer.status_code
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.headed: list[str] = []  # where the links in headings lead
        self.source = answer.content.decode()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "a" and {"h2", "h3", "h4"} & set(self.open):
            self.headed.append(dict(attrs)["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self.open and self.open[-1] not in UNSEEN:
            self.words.append(text)

    @property
    def text(self) -> str:
        """All that is shown, as one line."""
        return " ".join(self.words)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of the elements of a kind that have these attributes; a trailing _ is dropped."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    @property
    def links(self) -> list[str]:
        """Where the links of the page lead, in order."""
        return [link["href"] for link in self.all("a") if "href" in link]

    def slugs(self, noun: str, language: str = "") -> list[str]:
        """The slugs of the records of a noun ("events") that the page links to, each once, in order."""
        root = f"{language}/{noun}/"
        found = [link.removeprefix(root).strip("/") for link in self.links if link.startswith(root)]
        return list(dict.fromkeys(slug for slug in found if slug and "?" not in slug))


def page(client: Client, address: str, status: int = 200) -> Page:
    """Ask for a page that must answer with this status."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return Page(answer)
