"""Reads a page of HTML and names what is wrong with it: what it would fetch, what has no text
alternative, headings out of order, tables without headers, colours that cannot be told apart."""
import html.parser
import re

VOID = {"meta", "img", "br", "hr", "input", "link", "rect", "path", "circle", "line"}
NEVER = {"script", "link", "iframe", "object", "embed", "form", "base", "image", "use", "audio",
         "video", "source", "foreignobject", "animate", "set"}
ENOUGH = 4.5  # contrast of text


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Page(html.parser.HTMLParser):
    """What stands in a page, and under `faults` what is wrong with it, a line each."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults, self.headings, self.tables, self.figures = [], [], [], {}
        self.notices, self.texts, self.ids, self.links, self.pictures = [], [], [], [], []
        self.lang = self.title = self.style = None
        self._open, self._attributes = [], []
        self._cell = self._row = None
        self.feed(text)
        self.close()
        self._finish(text)

    def fault(self, words):
        self.faults.append(f"line {self.getpos()[0]}: {words}")

    # Parsing

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in NEVER:
            self.fault(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on"):
                self.fault(f"{name} of <{tag}>")
            if name in ("src", "href", "xlink:href", "action", "data", "srcset"):
                self._link(tag, value or "")
            if name == "style":
                self._css(value)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.lang = given.get("lang")
        if tag == "img" and not given.get("alt"):
            self.fault("<img> without alt")
        if tag == "svg":
            self._begin_picture(given)
        if "svg" in self._open:
            self._in_picture(tag, given)
        if tag == "table":
            self.tables.append({"caption": "", "head": [], "rows": []})
        if tag == "tr":
            self._row = []
        if tag in ("th", "td"):
            self._cell = ""
            if tag == "th" and given.get("scope") not in ("col", "row"):
                self.fault("<th> without scope")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
        if given.get("class") == "notice":
            self.notices.append("")
        if tag not in VOID:
            self._open.append(tag)
            self._attributes.append(given)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.fault(f"</{tag}> closes <{self._open[-1] if self._open else ''}>")
            return
        self._open.pop()
        self._attributes.pop()
        if tag == "svg":
            self._end_picture()
        if tag in ("th", "td"):
            self._row.append(self._cell)
            self._cell = None
        if tag == "tr":
            self.tables[-1]["head" if "thead" in self._open else "rows"].append(self._row)

    def handle_data(self, data):
        if not self._open:
            return
        tag = self._open[-1]
        if tag == "style":
            self._css(data)
            self.style = data
            return
        if "svg" in self._open:
            if tag in ("title", "desc") and self._open[-2] == "svg":
                self.pictures[-1][tag] += data
            if tag == "text":
                self.pictures[-1]["texts"].append(data)
            return
        if tag == "title":
            self.title = data
        if tag == "caption":
            self.tables[-1]["caption"] += data
        if self._cell is not None:
            self._cell += data
        if re.fullmatch("h[1-6]", tag):
            self.headings[-1][1] += data
        figure = self._attributes[-1].get("data-figure")
        if figure:
            self.figures[figure] = data
        if any(one.get("class") == "notice" for one in self._attributes):
            self.notices[-1] += data
        self.texts.append(data)

    # What must not be, and what must

    def _link(self, tag, value):
        if tag == "img" and value.startswith("data:image/"):
            return
        if tag == "a" and value.startswith("#"):
            self.links.append(value[1:])
        else:
            self.fault(f"<{tag}> asks for {value}")

    def _css(self, text):
        for word in ("@import", "url(", "expression", "@font-face"):
            if word in text:
                self.fault(f"style with {word}")

    def _begin_picture(self, given):
        self.pictures.append({"title": "", "desc": "", "texts": [], "lines": 0, "colours": set()})
        if given.get("role") != "img":
            self.fault("<svg> that is not declared a picture")

    def _in_picture(self, tag, given):
        if "rotate" in given.get("transform", ""):
            self.fault("text that is not horizontal")
        if tag == "text":
            ink = given.get("fill", "#1f1f1f")
            self.pictures[-1]["colours"].add(ink)
            if float(given.get("font-size", "14")) < 12:
                self.fault("text of a picture below 12 px")
        if given.get("stroke") == "#e3e3e3":
            self.pictures[-1]["lines"] += 1

    def _end_picture(self):
        picture = self.pictures[-1]
        for part in ("title", "desc"):
            if len(picture[part].strip()) < 5:
                self.fault(f"<svg> without {part}")
        if picture["lines"] > 10:
            self.fault(f"{picture['lines']} grid lines")

    def _finish(self, text):
        if not text.startswith("<!DOCTYPE html>"):
            self.faults.append("no doctype")
        if self._open:
            self.faults.append(f"not closed: {self._open}")
        if not (self.lang or "").startswith("en"):
            self.faults.append(f"lang is {self.lang}")
        if not self.title:
            self.faults.append("no title")
        levels = [level for level, _ in self.headings]
        if levels[:1] != [1] or levels.count(1) != 1:
            self.faults.append(f"headings begin with {levels[:3]}")
        for (before, _), (level, words) in zip(self.headings, self.headings[1:]):
            if level > before + 1 or not words.strip():
                self.faults.append(f"heading {level} '{words}' behind {before}")
        for one in self.ids:
            if not re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", one):
                self.faults.append(f"id {one} is no name for a style sheet")
        for twice in {one for one in self.ids if self.ids.count(one) > 1}:
            self.faults.append(f"id {twice} stands twice")
        self.faults += [f"link to #{one}, which is not there"
                        for one in self.links if one not in self.ids]
        for table in self.tables:
            if not table["caption"] or len(table["head"]) != 1:
                self.faults.append(f"table '{table['caption']}' without caption or head")
            if any(len(row) != len(table["head"][0]) for row in table["rows"]):
                self.faults.append(f"table '{table['caption']}' with rows of other lengths")
        self._look_at_colours()

    # Every rule of the style sheet that sets a colour: on its own ground, or on the page's.
    def _look_at_colours(self):
        rules = re.findall(r"([^{}]+)\{([^{}]*)\}", self.style or "")
        if not rules:
            self.faults.append("no style sheet")
        for selector, body in rules:
            ink = re.search(r"(?:^|;)\s*color:(#[0-9a-f]{6})", body)
            ground = re.search(r"background:(#[0-9a-f]{6})", body)
            if ground and not ink:
                self.faults.append(f"{selector.strip()}: a ground without a colour for its text")
            if ink and contrast(ink[1], ground[1] if ground else "#ffffff") < ENOUGH:
                self.faults.append(f"{selector.strip()}: contrast of {ink[1]}")

    def text(self):
        return " ".join(" ".join(self.texts).split())

    def table(self, caption):
        """The rows of the first table whose caption holds these words, as one dict each."""
        found = next(t for t in self.tables if caption in t["caption"])
        return [dict(zip(found["head"][0], row)) for row in found["rows"]]
