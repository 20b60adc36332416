"""A mirror that follows the changes stays equal to the catalogue, also when records are merged and withdrawn."""

from activities.editorial import publish, renewal
from activities.models import Event, Organization
from tests.api.test_changes import walk


def mirror(rows, held):
    """What a mirror holds after it has taken in changes: its records by identity."""
    for row in rows:
        held.pop((row["noun"], row["id"]), None)
        if row["change"] == "changed":
            held[row["noun"], row["id"]] = row["record"]
    return held


def whole(read):
    """All that is public, read from the lists."""
    lists = ["events", "organizations", "people", "programs", "articles", "places", "terms", "memberships", "citations"]
    held = {}
    for address in lists:
        path = f"{address}/?page_size=100"
        while path:
            page = read(path)
            noun = {"people": "person"}.get(address, address.removesuffix("s"))
            held |= {(noun, row["id"]): row for row in page["results"]}
            path = page["next"] and page["next"].removeprefix("http://testserver/api/v1/")
    return held


def test_a_mirror_stays_equal(catalogue, read):
    rows, until = walk(read, "changes/?page_size=100&expand=record")
    held = mirror(rows, {})
    assert held == whole(read)

    Event.objects.filter(slug="conofam-workshop-2019").update(title_en="Renamed")
    renewal.renew(Event.objects.get(slug="conofam-workshop-2019"))
    publish.withdraw(Event.objects.get(slug="micic-consular-workshop-2019"), "By mistake.", by=None)
    merged = Organization.objects.get(slug="iom-chile")
    merged.state, merged.withdrawn_reason = "withdrawn", "The same."
    merged.merged_into = Organization.objects.get(slug="iom")
    merged.save()
    renewal.renew(merged)
    rows, _until = walk(read, f"changes/?since={until}&page_size=100&expand=record")

    assert mirror(rows, held) == whole(read)
    gone = {row["slug"]: row for row in rows if row["change"] != "changed"}
    said = {slug: (row["change"], row["merged_into"], row["reason"], row["record"]) for slug, row in gone.items()}
    assert said["micic-consular-workshop-2019"] == ("withdrawn", None, "By mistake.", None)
    assert said["iom-chile"] == ("merged", "http://testserver/api/v1/organizations/iom/", "The same.", None)
