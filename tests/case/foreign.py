#!/usr/bin/env python3
# foreign.py text KIND [soft] | count | scan FILE...: every character that is shown to nobody, as the table in
# engine/base/utf8.c has them, into one text; and whether one of them lies raw in what came out.
import io, os, re, sys, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def table():
    source = open(os.path.join(HERE, "../../engine/base/utf8.c"), encoding="utf-8").read()
    body = re.search(r"ranges\[\] = \{(.*?)\n\t\};", source, re.S).group(1)
    return [(int(a, 16), int(b, 16)) for a, b in re.findall(r"\{ (0x[0-9a-f]+|0), (0x[0-9a-f]+) \}", body)]


def hidden(soft):
    """Each of them; of a long range the ends and some between.  soft: none that ends or breaks a line."""
    out = []
    for a, b in table():
        codes = range(a, b + 1) if b - a < 200 else [a, a + 1, a + 0x20, a + 0x41, a + 0x7f, a + 0x100, b]
        out += [c for c in codes if c not in (0, 9, 10) and not (soft and (c < 0x20 or 0x7f <= c <= 0x9f or c in (0x2028, 0x2029)))]
    return out


RAW = "".join("%s-%s" % (re.escape(chr(a)), re.escape(chr(b))) for a, b in table())
BAD = re.compile("[%s]" % RAW)


def find(name, data, markup):
    text = data.decode("utf-8", "surrogateescape")
    for m in BAD.finditer(text):
        if m.group() not in "\n\t":
            yield name, "U+%04X" % ord(m.group()), text[max(0, m.start() - 30):m.start()]
            return
    m = re.search("[\udc80-\udcff]", text)
    if m:
        yield name, "a byte that is no character", text[max(0, m.start() - 30):m.start()]
    for m in re.finditer(r"&#(x[0-9a-fA-F]+|[0-9]+);|_x([0-9A-Fa-f]{4})_", text) if markup else []:
        code = int(m.group(2), 16) if m.group(2) else int(m.group(1)[1:], 16) if m.group(1)[0] == "x" else int(m.group(1))
        if BAD.match(chr(code)) and code not in (9, 10) and text[max(0, m.start() - 6):m.start()] != "_x005F":
            yield name, "U+%04X as %s" % (code, m.group()), text[max(0, m.start() - 30):m.start()]
            return


def scan(path):
    data = open(path, "rb").read()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for part in z.namelist():
                # whoever writes a part in Windows' way ends its lines so
                yield from find("%s:%s" % (path, part), z.read(part).replace(b"\r\n", b"\n"), True)
        return
    yield from find(path, data, path.endswith((".html", ".svg", ".xml")))


if sys.argv[1] == "text":
    soft = len(sys.argv) > 3
    sys.stdout.write(sys.argv[2] + "".join("%s." % chr(c) for c in hidden(soft)))
elif sys.argv[1] == "count":
    print(len(hidden(False)))
else:
    found = [f for path in sys.argv[2:] for f in scan(path)]
    for name, what, before in found:
        print("%s: %s behind %s" % (name, what, ascii(before)))
    sys.exit(1 if found else 0)
