# writes_openpyxl.py SPEC OUT: the workbook of workbook.json, by openpyxl.
import json
import sys
import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

spec = json.load(open(sys.argv[1], encoding="utf-8"))
book = openpyxl.Workbook()
book.remove(book.active)
for s in spec["sheets"]:
    sheet = book.create_sheet(s["name"])
    sheet.sheet_state = "hidden" if s.get("hidden") else "visible"
    for c in s["cells"]:
        cell = sheet[c["at"]]
        cell.value = "=" + c["formula"] if "formula" in c else c.get("day", c.get("value"))
        if "format" in c:
            cell.number_format = c["format"]
        if "note" in c:
            cell.comment = Comment(c["note"], "A")
    for area in s.get("merged", []):
        sheet.merge_cells(area)
    for row in s.get("hiddenRows", []):
        sheet.row_dimensions[row].hidden = True
    for column in s.get("hiddenColumns", []):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
book.save(sys.argv[2])
