"""What a spreadsheet program finds in a workbook: sheets, cells, and no formula."""
import datetime
import xml.etree.ElementTree as ElementTree
import zipfile

XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ODS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DAY_STYLE, MOMENT_STYLE = "5", "6"


def column_of(reference):
    """0 for A1, 26 for AA1."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def xlsx_value(cell):
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    if cell.find(f"{XLSX}v") is None:
        return None
    number = float(cell.find(f"{XLSX}v").text)
    if cell.get("s") not in (DAY_STYLE, MOMENT_STYLE):
        return number
    return str(datetime.datetime(1899, 12, 30) + datetime.timedelta(days=number))[:10]


def xlsx_rows(body):
    for row in body.iter(f"{XLSX}row"):
        cells = []
        for cell in row:
            at = column_of(cell.get("r"))
            cells += [None] * (at - len(cells)) + [xlsx_value(cell)]
        yield cells


def paragraph(element):
    text = element.text or ""
    for child in element:
        text += {f"{TEXT}s": " ", f"{TEXT}tab": "\t"}[child.tag] + (child.tail or "")
    return text


def ods_value(cell):
    kind = cell.get(f"{OFFICE}value-type")
    if kind is None:
        return None
    if kind == "float":
        return float(cell.get(f"{OFFICE}value"))
    if kind == "date":
        return cell.get(f"{OFFICE}date-value")[:10]
    return "\n".join(paragraph(line) for line in cell)


def sheets(path):
    """By the names of the sheets their rows: texts, numbers, days as "2019-04-30", None for no value.

    Fails where any cell is a formula.
    """
    found = {}
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, path
        if str(path).endswith(".ods"):
            assert archive.namelist()[0] == "mimetype"
            body = ElementTree.fromstring(archive.read("content.xml"))
            assert not [name for element in body.iter() for name in element.keys()
                        if name.endswith("}formula")], path
            for table in body.iter(f"{ODS}table"):
                found[table.get(f"{ODS}name")] = [[ods_value(cell) for cell in row]
                                                  for row in table.iter(f"{ODS}table-row")]
            return found
        names = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        for i, sheet in enumerate(names.iter(f"{XLSX}sheet"), 1):
            body = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{i}.xml"))
            assert not list(body.iter(f"{XLSX}f")), path
            found[sheet.get("name")] = list(xlsx_rows(body))
    return found
