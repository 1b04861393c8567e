#!/usr/bin/python3
"""evaluate.py FILE EDITS OUT: type into a workbook of ours as an evaluator would, with nothing but Python's own library.

EDITS is JSON: {"lines": [[sheet, first cell of the row, key of the column, value]...], "block": [[label, value]...],
"drop_rows": [[sheet, first cell]...], "add_sheet": name, "rename": [old, new], "drop_sheet": name, "strip": true (properties and
hidden sheet go), "newer": true (the form of a later program)}.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

KEYS = "sarflow sheet="
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/relationships"


def letters(column):
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


class Plain:
    def __init__(self, path):
        for prefix, uri in (("", MAIN), ("r", REL)):
            ET.register_namespace(prefix, uri)
        with zipfile.ZipFile(path) as z:
            self.parts = {name: z.read(name) for name in z.namelist()}
        self.book = ET.fromstring(self.parts["xl/workbook.xml"])
        relations = ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        targets = {r.get("Id"): "xl/" + r.get("Target") for r in relations}
        self.part = {s.get("name"): targets[s.get("{%s}id" % REL)] for s in self.book.find("{%s}sheets" % MAIN)}
        self.tree = {name: ET.fromstring(self.parts[part]) for name, part in self.part.items()}
        self.strings = ["".join(t.text or "" for t in si.iter("{%s}t" % MAIN))
                        for si in ET.fromstring(self.parts["xl/sharedStrings.xml"])]

    def sheets(self):
        return list(self.part)

    def cells(self, name):
        for c in self.tree[name].iter("{%s}c" % MAIN):
            column, row = re.fullmatch("([A-Z]+)([0-9]+)", c.get("r")).groups()
            number = 0
            for letter in column:
                number = number * 26 + ord(letter) - 64
            v = c.find("{%s}v" % MAIN)
            inline = "".join(t.text or "" for t in c.iter("{%s}t" % MAIN))
            text = inline if c.get("t") == "inlineStr" else "" if v is None else self.strings[int(v.text)] if c.get("t") == "s" else v.text
            if text:
                yield int(row), number, text

    def put(self, name, row, column, value):
        data = self.tree[name].find("{%s}sheetData" % MAIN)
        line = next(r for r in data if r.get("r") == str(row))
        place = f"{letters(column)}{row}"
        cell = next((c for c in line if c.get("r") == place), None)
        if cell is None:
            cell = ET.Element("{%s}c" % MAIN, r=place)
            line.insert(sum(len(c.get("r")) < len(place) or (len(c.get("r")) == len(place) and c.get("r") < place) for c in line), cell)
        for inner in list(cell):
            cell.remove(inner)
        cell.set("t", "inlineStr")
        ET.SubElement(ET.SubElement(cell, "{%s}is" % MAIN), "{%s}t" % MAIN).text = value

    def drop_row(self, name, row):
        data = self.tree[name].find("{%s}sheetData" % MAIN)
        for line in [r for r in data if r.get("r") == str(row)]:
            data.remove(line)

    def sheet(self, name):
        return next(s for s in self.book.find("{%s}sheets" % MAIN) if s.get("name") == name)

    def rename(self, old, new):
        self.sheet(old).set("name", new)
        self.part[new], self.tree[new] = self.part.pop(old), self.tree.pop(old)

    def add_sheet(self, name):
        sheets = self.book.find("{%s}sheets" % MAIN)
        part = "xl/worksheets/added.xml"
        ET.SubElement(sheets, "{%s}sheet" % MAIN, {"name": name, "sheetId": "999", "{%s}id" % REL: "rIdAdded"})
        relations = ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        ET.SubElement(relations, "{%s}Relationship" % PACK, Id="rIdAdded", Target="worksheets/added.xml", Type=REL + "/worksheet")
        self.parts["xl/_rels/workbook.xml.rels"] = ET.tostring(relations)
        self.part[name] = part
        self.tree[name] = ET.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>')
        self.put(name, 1, 1, "please see")

    def drop_sheet(self, name):
        self.book.find("{%s}sheets" % MAIN).remove(self.sheet(name))
        self.part.pop(name), self.tree.pop(name)

    def strip(self):
        self.drop_sheet("sarflow")
        names = self.book.find("{%s}definedNames" % MAIN)
        if names is not None:
            self.book.remove(names)
        custom = ET.fromstring(self.parts["docProps/custom.xml"])
        for inner in list(custom):
            custom.remove(inner)
        self.parts["docProps/custom.xml"] = ET.tostring(custom)

    def newer(self):
        """As a later program would call it."""
        self.parts["docProps/custom.xml"] = re.sub(rb'(name="sarflow_form".*?>)2<', rb"\g<1>9<", self.parts["docProps/custom.xml"])

    def save(self, path):
        self.parts["xl/workbook.xml"] = ET.tostring(self.book, xml_declaration=True, encoding="UTF-8")
        for name, part in self.part.items():
            self.parts[part] = ET.tostring(self.tree[name], xml_declaration=True, encoding="UTF-8")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in self.parts.items():
                z.writestr(name, data)


def edit(book, edits):
    for name, first, key, value in edits.get("lines", []):
        cells = list(book.cells(name))
        top = next(r for r, c, text in cells if text.startswith(KEYS))
        column = next(c for r, c, text in cells if r == top and text == key)
        row = next(r for r, c, text in cells if r > top and c == 1 and text == first)
        book.put(name, row, column, value)
    for label, value in edits.get("block", []):
        for name in book.sheets():
            cells = list(book.cells(name))
            rows = {r for r, c, text in cells if text.startswith("sarflow block=")}
            for row, column in [(r, c) for r, c, text in cells if r in rows and text == label]:
                book.put(name, row, column + 1, value)
    for name, first in edits.get("drop_rows", []):
        cells = list(book.cells(name))
        top = next(r for r, c, text in cells if text.startswith(KEYS))
        book.drop_row(name, next(r for r, c, text in cells if r > top and c == 1 and text == first))
    if "add_sheet" in edits:
        book.add_sheet(edits["add_sheet"])
    if "rename" in edits:
        book.rename(*edits["rename"])
    if "drop_sheet" in edits:
        book.drop_sheet(edits["drop_sheet"])
    if edits.get("strip"):
        book.strip()
    if edits.get("newer"):
        book.newer()


if __name__ == "__main__":
    path, edits, out = sys.argv[1:]
    book = Plain(path)
    edit(book, json.loads(edits))
    book.save(out)
