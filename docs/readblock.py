"""Prints the facts of a filer and concept: readblock.py STORE CIK CONCEPT (docs/block-format.md)."""
import datetime, pathlib, sqlite3, sys

def facts(path, cik, concept):
    db = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    row = db.execute("SELECT data FROM block WHERE key = ? << 24 | (SELECT id FROM concept WHERE name = ?)", (cik, concept)).fetchone()
    data = iter(row[0] if row else b"\0")
    def uvarint():
        shift = n = 0
        for b in data:
            n |= (b & 127) << shift
            if b < 128: return n
            shift += 7
    def varint():
        n = uvarint()
        return n >> 1 ^ -(n & 1)
    text = lambda query, n: (db.execute(query, (n,)).fetchone() or ("",))[0]
    day = lambda n: datetime.date.fromordinal(n).isoformat()
    dims = unit = end = filing = 0
    for _ in range(uvarint()):
        dims, unit, end, days = dims + varint(), unit + varint(), end + varint(), uvarint()
        mantissa, exponent, grain = varint(), varint(), next(data)
        filing += varint()
        yield (text("SELECT text FROM dims WHERE id = ?", dims), text("SELECT name FROM unit WHERE id = ?", unit),
               day(end - days + 2) if days else "", day(end), f"{mantissa}e{exponent}", (grain >> 2) - 32,
               ["", "inferred", "exact", "about"][grain & 3], text("SELECT accession FROM filing WHERE id = ?", filing))

if __name__ == "__main__":
    for fact in facts(sys.argv[1], int(sys.argv[2]), sys.argv[3]):
        print(*fact, sep="\t")
