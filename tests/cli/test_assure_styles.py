"""hotward report --assure on assessments of other towns: in their words, tables and files, each with three slips."""
import html
import unittest
import zipfile

from support import Case

# What looks like a figure and is none stands in each: telephones, postcodes, dates, sections, money.
NORTHTOWN = """# Northtown Community Safety Partnership: Strategic Assessment 2023/24

Civic Centre, Bridge Street, NT4 4TR. Telephone 01632 960123, or dial 101. Published 12 March 2024, reviewed 01.04.2024.

## 3 Offences and incidents

In the year to 31 March 2024 there were **{all} offences** (up {up}%) compared with 11,732 in the previous year.
That is a rate of 61.7 offences per 1,000 residents (mid-2022 population: 200,134).
Robbery fell from 420 to 378, a fall of {robbery}, while vehicle crime rose by 4% from 1,250 to 1,300.
Costs to society are put at £3,450,000; in 2022–23 the Partnership spent £1.2 million, or 5% of its budget.

| Offence | 2022/23 | 2023/24 | Change | % change |
|---|---:|---:|---:|---:|
| Burglary | 1,204 | {burglary} | -96 | -8.0% |
| Robbery | 420 | 378 | -42 | -10.0% |
| Vehicle crime | 1,250 | 1,300 | +50 | +4.0% |
| Violence | 4,310 | 4,725 | +415 | +9.6% |
| **Total** | 7,184 | 7,511 | +327 | +4.6% |

See section 4.2 and table 7 on page 23.
"""
NORTHTOWN_RIGHT = {"all": "12,342", "up": "5.2", "robbery": "10%", "burglary": "1,108"}
NORTHTOWN_SLIPS = [("up", "5.9", "5.199%"), ("robbery", "9%", "10.00%"), ("burglary", "1,180", "−24")]

KINGSPORT = """<!DOCTYPE html><html><head><title>Kingsport 2022</title></head><body>
<h1>2. Kingsport: how safe is our borough?</h1>
<p>Call 020 7946 0123. Crime data to 30 September 2022; drawn on 14/10/2022 at 09:30.</p>
<p>Police recorded 8,214 crimes, {more} more than the 7,950 of the year before.</p>
<p>When asked, one in four residents ({quarter}%) felt unsafe after dark. Of the 40% who had seen drug use, 35% had
told the police, and of these 23% were told what came of it.</p>
<p>60% named litter, 25% noise and 13% dogs; respondents could name more than one.</p>
<table><caption>What we counted</caption>
<tr><th>Ward</th><th>Crimes</th><th>Population</th><th>Rate per 1,000</th><th>Share of all</th></tr>
<tr><td>Docks</td><td>1,830</td><td>9,150</td><td>200.0</td><td>22.3%</td></tr>
<tr><td>Minster</td><td>2,411</td><td>15,320</td><td>{rate}</td><td>29.4%</td></tr>
<tr><td>Quayside</td><td>1,604</td><td>11,040</td><td>145.3</td><td>19.5%</td></tr>
<tr><td>Town Moor</td><td>2,369</td><td>14,876</td><td>159.2</td><td>28.8%</td></tr>
<tr><td>Total</td><td>8,214</td><td>50,386</td><td>163.0</td><td>100%</td></tr>
</table>
<ul><li>Violence 38%</li><li>Theft 27%</li><li>Damage 14%</li></ul>
<p>The third ward (12%) and the second half of the year (54%) are looked at in section 5.1.2.</p>
</body></html>
"""
KINGSPORT_RIGHT = {"more": "264", "quarter": "26", "rate": "157.4"}
KINGSPORT_SLIPS = [("more", "246", "264"), ("quarter", "20", "25%"), ("rate", "175.4", "157.4")]

# Paragraphs; those with tabs are rows of a table.
WESTMERE = ["Westmere District: annual review of crime and disorder",
            "Version 2.1.3, 5 May 2021. Enquiries: 0800 123 4567, WM1 2AB. The A38 and M5 cross the district.",
            "Some 65% of callers were satisfied, a quarter (24%) were not, and the remaining {rest} had no view.",
            "Domestic abuse: 1,560 reported cases, down {down} from 1,733.",
            "There are 48,200 households; 964 burglaries are {homes} per 1,000 households, in a population of 110,350.",
            "Fly-tipping cost the council £87,412, 3% less than the £90,115 of 2019-20.",
            "People aged 16 to 24 are 11% of us, and 23% of those arrested.",
            "Month\tIncidents\tof which alcohol",
            "April\t310\t61", "May\t352\t70", "June\t401\t93", "July\t398\t88",
            "Total\t{total}\t312"]
WESTMERE_RIGHT = {"rest": "11%", "down": "10%", "homes": "20.0", "total": "1,461"}
WESTMERE_SLIPS = [("rest", "12%", "101%"), ("down", "11%", "9.98%"), ("total", "1,416", "1,461")]

EASTLEY = """EASTLEY SAFER TOGETHER
Chapter 1 Summary
\u2022 Anti-social behaviour: 3,318 incidents, an increase of {increase} compared to 3,002 in 2021\u201322.
\u2022 This is {rate} incidents per 10,000 people, of a population of 96,450; the county has 291.5.
\u2022 Two thirds (66%) were reported by telephone, of which 31% at weekends and 12% after midnight.
\u2022 Shoplifting went up by 3% to 812 offences. Detections rose to 14% from 12%.
\u2022 Public order fell by 8%\u00a0\u2013 from 650 to {public} \u2013 and is 4% of all crime.
Contact: Lindsay, ext. 4417, 07700 900456 (office hours 9-5), 25 High St, EL2 9XX
"""
EASTLEY_RIGHT = {"increase": "10.5%", "rate": "344.0", "public": "598"}
EASTLEY_SLIPS = [("increase", "11.5%", "10.526%"), ("rate", "334.0", "344.01"), ("public", "589", "9.38%")]


def docx_of(paragraphs):
    def cell(text):
        return f"<w:tc><w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p></w:tc>"

    body = ""
    for paragraph in paragraphs:
        cells = paragraph.split("\t")
        if len(cells) > 1:
            body += "<w:tr>" + "".join(map(cell, cells)) + "</w:tr>"
        else:
            body += f"<w:p><w:r><w:t>{html.escape(paragraph)}</w:t></w:r></w:p>"
    return f"<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>"


class Styles(Case):
    def doubts(self, name, text):
        if isinstance(text, list):
            with zipfile.ZipFile(self.folder / name, "w") as archive:
                archive.writestr("word/document.xml", docx_of(text))
        else:
            self.write(name, text)
        done = self.run_program("report", "--assure", name, "--json", status=None)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        report = __import__("json").loads(done.stdout)["report"]
        self.assertEqual(done.returncode, 3 if report["doubts"] else 0)
        return report

    def check(self, name, text, right, slips, least):
        def filled(values):
            return [part.format(**values) for part in text] if isinstance(text, list) else text.format(**values)

        report = self.doubts(name, filled(right))
        self.assertEqual(report["doubts"], [])
        self.assertGreaterEqual(report["recomputed"], least)
        for key, wrong, instead in slips:
            with self.subTest(key):
                found = self.doubts(name, filled({**right, key: wrong}))["doubts"]
                self.assertIn(instead, [doubt["recomputed"] for doubt in found], found)
                self.assertLessEqual(len(found), 4)
        together = self.doubts(name, filled({**right, **{key: wrong for key, wrong, _ in slips}}))["doubts"]
        self.assertLessEqual({instead for _, _, instead in slips}, {doubt["recomputed"] for doubt in together})

    def test_markdown(self):
        self.check("northtown.md", NORTHTOWN, NORTHTOWN_RIGHT, NORTHTOWN_SLIPS, 15)

    def test_html(self):
        self.check("kingsport.html", KINGSPORT, KINGSPORT_RIGHT, KINGSPORT_SLIPS, 10)

    def test_docx(self):
        self.check("westmere.docx", WESTMERE, WESTMERE_RIGHT, WESTMERE_SLIPS, 5)

    def test_text(self):
        self.check("eastley.txt", EASTLEY, EASTLEY_RIGHT, EASTLEY_SLIPS, 4)


if __name__ == "__main__":
    unittest.main()
