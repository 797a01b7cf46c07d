"""A feature service of 7 areas for tests, with the moods of real ones.

The first part of the path chooses the mood:
  plain       says exceededTransferLimit at the top
  properties  says it within properties
  silent      never says it
  once500     answers 500 to the first request of each address, then as plain
  always500   answers 500
  html        sends HTML
  error400    sends an error as JSON with status 200
  error500    the same, with a code that may pass
  lying       counts 9, sends 7
  empty       counts none
  points      sends points
  nested      sends features in 200,000 lists
Whatever the mood, at most 3 features are sent at once. Prints its port, serves until killed.
"""
import http.server
import json
import sys
from urllib.parse import parse_qs, urlparse

seen = {}


def area(i):
    w, s = 0.5 + i * 0.01, 51.3
    ring = [[w, s], [w + 0.01, s], [w + 0.01, s + 0.01], [w, s + 0.01], [w, s]]
    return {"type": "Feature", "id": i,
            "properties": {"FID": i, "WD22CD": "E%02d" % (7 - i), "WD22NM": "Ward & %d" % i,
                           "Shape__Area": 1.5 * i, "Shape__Length": None},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def page(mood, offset, size):
    size = min(size, 3)
    features = [area(i) for i in range(7)][offset:offset + size]
    if mood == "points":
        for f in features:
            f["geometry"] = {"type": "Point", "coordinates": [0.5, 51.3]}
    answer = {"type": "FeatureCollection", "features": features}
    if offset + size < 7:
        if mood == "properties":
            answer["properties"] = {"exceededTransferLimit": True}
        elif mood != "silent":
            answer["exceededTransferLimit"] = True
    return answer


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def send(self, status, body):
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlparse(self.path)
        parts = url.path.strip("/").split("/")
        mood = parts[0]
        seen[self.path] = seen.get(self.path, 0) + 1
        if mood == "times":  # how often was the address behind it asked?
            self.send(200, json.dumps(sum(n for p, n in seen.items() if p.startswith("/" + parts[1]))))
        elif parts[1:] != ["FeatureServer", "0", "query"]:
            self.send(200, json.dumps({"error": {"code": 400, "message": "Invalid URL", "details": []}}))
        elif mood == "always500" or (mood == "once500" and seen[self.path] == 1):
            self.send(500, "busy")
        elif mood == "html":
            self.send(200, "<html>maintenance</html>")
        elif mood == "nested":
            deep = '{"count": 1, "features": [' + "[" * 200000 + "]" * 200000 + "]}"
            self.send(200, '{"count": 1}' if "returnCountOnly" in url.query else deep)
        elif mood in ("error400", "error500"):
            self.send(200, json.dumps({"error": {"code": int(mood[5:]), "message": "no such field"}}))
        else:
            query = {k: v[0] for k, v in parse_qs(url.query).items()}
            if query.get("where") not in ("1=1", "WD22NM LIKE 'Ward %' AND 1<>2"):
                self.send(200, json.dumps({"error": {"code": 400, "message": query.get("where")}}))
            elif "returnCountOnly" in query:
                self.send(200, json.dumps({"count": {"lying": 9, "empty": 0}.get(mood, 7)}))
            else:
                assert query["outSR"] == "4326" and query["f"] == "geojson" and query["outFields"] == "*"
                self.send(200, json.dumps(page(mood, int(query["resultOffset"]),
                                               int(query["resultRecordCount"]))))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
