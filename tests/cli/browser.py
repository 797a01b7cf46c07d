"""Opens a page in Chromium, as its readers do, and asks it what it has drawn and where."""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
               None)

# axe.min.js of npm's axe-core, which looks for what keeps people from reading a page.
AXE = pathlib.Path(os.environ.get("HOTWARD_AXE", "axe.min.js"))

MEASURE = """
const drawings = [...document.querySelectorAll("svg")].map(svg => ({
  title: svg.querySelector("title").textContent,
  width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height,
  texts: [...svg.querySelectorAll("text")].map(text => {
    const box = text.getBBox();
    return {words: text.textContent, x: box.x, y: box.y, width: box.width, height: box.height};
  })}));
"""


def has_font_as_wide_as(family):
    """That font itself, or one made to its measures: how many pages a text fills depends on it."""
    if not shutil.which("fc-match"):
        return False
    found = subprocess.run(["fc-match", "-f", "%{family}", family], capture_output=True, text=True).stdout
    return any(name in found for name in (family, "Liberation Sans", "Arimo"))


def opened(page, *words, width=1000):
    """Runs the browser on a page, without a screen."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        return subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/user",
             f"--window-size={width},1000", *words, "--dump-dom", file.as_uri()],
            capture_output=True, text=True, timeout=300, check=True)


def asked(page, script, width=1000):
    """What the script in the page, which itself runs none, hands to answer()."""
    page = re.sub(r"<meta http-equiv=[^>]*>", "", page)
    page = page.replace("</body>", """<script>
function answer(value) {
  document.body.innerHTML = "<pre id='answer'></pre>";
  document.getElementById("answer").textContent = JSON.stringify(value);
}
""" + script.replace("</script", "<\\/script") + "</script></body>")
    done = opened(page, "--virtual-time-budget=120000", width=width)
    return json.loads(html.unescape(re.search(r"<pre id=.answer.>(.*?)</pre>", done.stdout, re.S)[1]))


def complaints(page):
    """What the browser writes to its console: errors, and what it was asked to fetch and may not."""
    done = opened(page, "--enable-logging=stderr")
    return [line for line in done.stderr.split("\n") if "CONSOLE" in line]


def violations(page, width=1000):
    """Of each rule of axe-core that the page breaks its name and the first place."""
    return asked(page, AXE.read_text(encoding="utf-8") + """
axe.run().then(found => answer(found.violations.map(v => v.id + ": " + v.nodes[0].html)));
""", width)


def drawings(page):
    """Of each drawing its title, size, and its texts with their boxes."""
    return asked(page, MEASURE + "answer(drawings);")


def in_a_page(svg):
    return f"<!DOCTYPE html><html lang='en'><body>{svg}</body></html>"


def faults_of(drawing):
    """Texts that are cut by the edge, or lie on another."""
    faults = []
    boxes = []
    for text in drawing["texts"]:
        left, right = text["x"], text["x"] + text["width"]
        top, bottom = text["y"] + 2, text["y"] + text["height"] - 2  # less what letters leave free
        if left < 0 or right > drawing["width"] or top < 0 or bottom > drawing["height"]:
            faults.append(f"{drawing['title']}: '{text['words']}' leaves the drawing")
        for other, box in boxes:
            if left < box[1] and box[0] < right and top < box[3] and box[2] < bottom:
                faults.append(f"{drawing['title']}: '{text['words']}' lies on '{other}'")
        boxes.append((text["words"], (left, right, top, bottom)))
    return faults
