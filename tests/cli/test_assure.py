"""hotward report --assure: the figures of a written assessment that do not follow from each other."""
import datetime
import re
import unittest
import zipfile

from support import SHARED, SOURCE, Case, police_row

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
        self.assertIn("name what to read", self.error("report", status=2))

    def test_it_is_compared_with_the_data(self):
        lines = []
        for month in range(24):
            name = f"{2018 + (month + 3) // 12}-{(month + 3) % 12 + 1:02}"
            for i in range(200 + 10 * (month % 12) + (30 if month >= 12 else 0)):
                lines.append(police_row(0.505 if i % 3 else 0.515, 51.385, "Anti-social behaviour", name))
        police = self.police_file(lines, "asb.csv")
        words = ("report", police, "--areas", self.areas, "--population", "people",
                 "--from", "2019-04", "--to", "2020-03", "--assure")
        # 3,060 before; 3,420 now: 11.8% more, 1,140.0 for every 1,000 of 3,000 people.
        text = ("Anti-social behaviour\n{count} ASB incidents between Apr 19 and Mar 20, "
                "{rate} per 1000 people (a population of {people}).\n"
                "ASB rose by {change}%, compared with the year before.\n"
                "In 2011/12 there were 3,400 ASB incidents.\n"
                "Burglary rose by 12%; River ward had an increase of 11%.\n"
                "Month\tASB\nApr-19\t{april}\nMay-19\t240\nJun-19\t250\nJul-19\t260\n")
        right = {"count": "3,420", "rate": "1140.0", "people": "3,000", "change": "11.8", "april": 230}
        found = self.summary(*words, self.write("right.txt", text.format(**right)))["report"]
        self.assertEqual(found["doubts"], [])
        self.assertGreaterEqual(found["recomputed"], 7)
        wrong = {"count": "3,402", "rate": "1141.0", "people": "3,010", "change": "12.1", "april": 223}
        done = self.summary(*words, self.write("wrong.txt", text.format(**wrong)), status=3)["report"]
        by_data = {d["what"]: (d["line"], d["recomputed"]) for d in done["doubts"] if d["by"] == "data"}
        self.assertEqual(by_data["count"], (2, "3,420"))
        self.assertEqual(by_data["population"], (2, "3,000"))
        self.assertEqual(by_data["change"], (3, "11.765%"))
        self.assertEqual(by_data["month"], (7, "230"))
        self.assertIn(2, [d["line"] for d in done["doubts"] if d["what"] == "rate"])
        self.assertEqual({d["line"] for d in done["doubts"]}, {2, 3, 7})
        shown = self.run_program(*words, "wrong.txt", status=3).stdout
        self.assertIn("wrong.txt:2: the data have 3,420 ASB incidents in April 2019 to March 2020, not 3,402.",
                      shown)
        self.assertIn("leave out --public", self.error(*words, "right.txt", "--public", status=2))

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

        # Beside the sample, whose sums are the published ones: what its people are, and no more.
        self.run_program("sample", SOURCE / "samples/medway-assessment-2020/recipe.toml", "-o", "police")
        words = ("report", "police", "--from", "2019-04", "--to", "2020-03", "--assure")
        beside = self.summary(*words, "corrected.txt", status=3)["report"]
        self.assertEqual({d["recomputed"] for d in beside["doubts"]}, {"119.67", "278,556", "547"})
        for wrong, right in (("119.66 per 1000", "119.67 per 1000"), ("278,566", "278,556")):
            text = text.replace(wrong, right)
        made = self.summary("report", "police", "--from", "2019-04", "--to", "2020-03")
        for figure in made["report"]["figures"]:
            if figure["id"].startswith("asb.month."):
                month = datetime.date.fromisoformat(figure["id"][-7:] + "-01")
                text = re.sub(month.strftime("%b-%y") + r"\t\d+", f"{month:%b-%y}\t{figure['value']}", text)
        beside = self.summary(*words, self.write("corrected.txt", text))["report"]
        self.assertEqual(beside["doubts"], [])
        self.assertGreaterEqual(beside["recomputed"], 12)
        for right, wrong, instead in (("account for 48%", "account for 49%", "48.0%"),
                                      ("33,334 recorded", "33,434 recorded", "33,334"),
                                      ("21.62 incidents", "21.26 incidents", "21.62")):
            self.assertIn(right, text)
            doubts = self.summary(*words, self.write("slip.txt", text.replace(right, wrong)),
                                  status=3)["report"]["doubts"]
            self.assertIn(instead, [d["recomputed"] for d in doubts], wrong)


if __name__ == "__main__":
    unittest.main()
