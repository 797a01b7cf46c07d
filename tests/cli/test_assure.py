"""hotward report --assure: the figures of a written assessment that do not follow from each other."""
import unittest
import zipfile

from support import SHARED, Case

FACTS = [("All crime", "{crimes} recorded crimes in the year"),
         ("", "{rate} per 1000 people (population estimate of {people} for 2019)"),
         ("ASB", "6023 incidents in the year"),
         ("", "{change} increase, 521 additional incidents (compared with the 5502 incidents before)"),
         ("Survey", "{survey}")]
RIGHT = {"crimes": "33,334", "rate": "119.67", "people": "278,556", "change": "9%",
         "survey": "51% felt safe, 38% neither and 11% unsafe."}
WRONG = {**RIGHT, "people": "278,566", "change": "10%",
         "survey": "51% felt safe, 37% neither and 11% unsafe."}
FOUND = ["119.66", "9.47%", "99%"]


def text_of(values):
    return "".join(f"{head}\n{words.format(**values)}\n" for head, words in FACTS)


def html_of(values):
    rows = "".join(f"<tr><th>{head}</th>\n<td><p>{words.format(**values)}</p></td></tr>\n"
                   for head, words in FACTS)
    return f"<!DOCTYPE html><html><style>p{{margin:5%}}</style><body><table>{rows}</table></body></html>"


def docx_of(values):
    return "".join(f"<w:p><w:r><w:t>{(head + ' ' + words).format(**values)[:20]}</w:t></w:r><w:r>"
                   f"<w:t>{(head + ' ' + words).format(**values)[20:]}</w:t></w:r></w:p>"
                   for head, words in FACTS)


def odt_of(values):
    return "".join(f"<text:p>{head} {words.format(**values)}</text:p>" for head, words in FACTS)


class Assure(Case):
    def assure(self, file, status=3):
        return self.summary("report", "--assure", file, status=status)["report"]

    def archive(self, name, inner, text):
        with zipfile.ZipFile(self.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(inner, f"<?xml version='1.0'?><x>{text}</x>")
        return self.folder / name

    def files(self, values, name):
        return [self.write(f"{name}.txt", text_of(values)),
                self.write(f"{name}16.txt", text_of(values).encode("utf-16")),
                self.write(f"{name}.html", html_of(values)),
                self.archive(f"{name}.docx", "word/document.xml", docx_of(values)),
                self.archive(f"{name}.odt", "content.xml", odt_of(values))]

    def test_what_does_not_follow_is_listed_in_every_format(self):
        for file in self.files(WRONG, "wrong"):
            with self.subTest(file.name):
                found = self.assure(file)
                self.assertEqual([doubt["recomputed"] for doubt in found["doubts"]], FOUND)

    def test_what_follows_is_not(self):
        for file in self.files(RIGHT, "right"):
            with self.subTest(file.name):
                found = self.assure(file, status=0)
                self.assertEqual(found["doubts"], [])
                self.assertGreaterEqual(found["recomputed"], 3)

    def test_the_line_stands_before_each(self):
        file = self.write("plan.txt", text_of(WRONG))
        shown = self.run_program("report", "--assure", "plan.txt", status=3).stdout
        self.assertIn("plan.txt:4: the rate of 119.67 per 1,000 does not follow from 33,334", shown)
        self.assertEqual([d["line"] for d in self.assure(file)["doubts"]], [4, 8, 10])

    def test_its_own_report_follows(self):
        rows = "".join(f"0.50{i % 9}1,51.385,{2018 + (i % 24 + 3) // 12}-{(i + 3) % 12 + 1:02}-05\n"
                       for i in range(700))
        self.write("cases.csv", "longitude,latitude,date\n" + rows)
        self.run_program("report", "cases.csv", "--areas", self.areas, "--population", "people",
                         "--from", "2019-04", "--to", "2020-03", "-o", "own.html", "-o", "own.md")
        for name in ("own.html", "own.md"):
            found = self.assure(self.folder / name, status=0)
            self.assertEqual(found["doubts"], [])
            self.assertGreater(found["recomputed"], 1, name)

    def test_documents_that_are_none(self):
        self.assertIn("no such file", self.error("report", "--assure", "none.txt"))
        self.write("a.pdf", "%PDF-1.7 x")
        self.assertIn("a PDF; save the document as", self.error("report", "--assure", "a.pdf"))
        other = self.archive("a.docx", "other.xml", "5")
        self.assertIn("neither DOCX nor ODT", self.error("report", "--assure", other))
        bomb = self.archive("bomb.docx", "word/document.xml", " " * 60_000_000)
        self.assertIn("over 20 MiB", self.error("report", "--assure", bomb))
        self.assertIn("over 20 MiB", self.error("report", "--assure", self.write("l.txt", "x" * 22_000_000)))
        self.write("words.txt", "No figure here.")
        shown = self.run_program("report", "--assure", "words.txt").stdout
        self.assertIn("no figure found", shown)
        self.assertIn("leave the incidents out", self.error("report", "words.txt", "--assure",
                                                            "words.txt", status=2))
        self.assertIn("name what to read", self.error("report", status=2))

    @unittest.skipUnless((SHARED / "seed").exists(), "skipped: no ../shared")
    def test_the_slips_of_the_assessment_and_no_others(self):
        seed = next((SHARED / "seed").glob("*.txt"))
        found = {d["recomputed"]: d["what"] for d in self.assure(seed)["doubts"]}
        self.assertEqual(found, {"119.66": "rate", "9.47%": "change", "6,060": "months",
                                 "99%": "shares"})
        text = seed.read_text(encoding="utf-8")
        for wrong, right in (("119.67 per 1000", "119.66 per 1000"), ("10% increase", "9% increase"),
                             ("Mar-20\t550", "Mar-20\t513"), ("with 37% feeling", "with 38% feeling")):
            self.assertIn(wrong, text)
            text = text.replace(wrong, right)
        corrected = self.assure(self.write("corrected.txt", text), status=0)
        self.assertEqual(corrected["doubts"], [])
        self.assertGreaterEqual(corrected["recomputed"], 6)


if __name__ == "__main__":
    unittest.main()
