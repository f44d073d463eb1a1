"""What a person can type into, gathered from the pages themselves: every form and every address with a question mark."""

import urllib.parse
from html.parser import HTMLParser


class Forms(HTMLParser):
    """forms: [(method, action, {name: value})] of one page; links: the addresses on it that carry a query."""

    def __init__(self, address, page):
        super().__init__()
        self.address, self.forms, self.links, self._area = address, [], set(), None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            action = urllib.parse.urljoin(self.address, found.get("action") or "")
            self.forms.append(((found.get("method") or "get").upper(), action, {}))
        elif tag == "a" and "?" in (found.get("href") or ""):
            self.links.add(urllib.parse.urljoin(self.address, found["href"]))
        elif self.forms and found.get("name"):
            self._field(tag, found)

    def _field(self, tag, found):
        fields = self.forms[-1][2]
        if tag == "input" and found.get("type") in ("checkbox", "radio"):
            fields.setdefault(found["name"], found.get("value") or "on")
        elif tag == "input":
            fields[found["name"]] = found.get("value") or "1"
        elif tag in ("textarea", "select"):
            fields[found["name"]] = "1"


def targets(visitor, addresses):
    """[(method, address with query, {field: value})], one for each place and set of fields, of all these pages."""
    known = {}
    for address in addresses:
        status, content = visitor.get(address)
        head, _, body = content.partition(b"\n\n")
        if status != 200 or b"text/html" not in head:
            continue
        page = Forms(address, body.decode())
        for link in page.links:
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(link).query, keep_blank_values=True))
            known.setdefault(
                ("GET", urllib.parse.urlsplit(link).path, *sorted(query)),
                ("GET", urllib.parse.urlsplit(link).path, query),
            )
        for method, action, fields in page.forms:
            place = urllib.parse.urlsplit(action).path
            if set(fields) - {"csrfmiddlewaretoken"} and not place.startswith("/sign-in/"):
                known.setdefault((method, place, *sorted(fields)), (method, place, fields))
    return [target for _, target in sorted(known.items())]
