#!/usr/bin/python3
"""fill.py openpyxl|office FILE EDITS OUT: open a workbook with openpyxl or LibreOffice, type into it as an evaluator would, save it.

EDITS as tests/case/evaluate.py takes them.
"""
import json
import pathlib
import sys


class Openpyxl:
    def __init__(self, path):
        import openpyxl
        self.book = openpyxl.load_workbook(path)

    def sheets(self):
        return self.book.sheetnames

    def cells(self, name):
        for row in self.book[name].iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield cell.row, cell.column, str(cell.value)

    def put(self, name, row, column, value):
        self.book[name].cell(row, column).value = value

    def drop_row(self, name, row):
        self.book[name].delete_rows(row)

    def rename(self, old, new):
        self.book[old].title = new

    def add_sheet(self, name):
        self.book.create_sheet(name)["A1"] = "please see"

    def save(self, path):
        self.book.save(path)


class Office:
    """LibreOffice by UNO; it listens on a pipe of its own, which needs no network."""

    def __init__(self, path):
        import os
        import subprocess
        import time
        import uno
        from com.sun.star.beans import PropertyValue
        self.value = lambda name, value: PropertyValue(name, 0, value, 0)
        pipe = "sarflow%d" % os.getpid()
        self.process = subprocess.Popen(["soffice", "-env:UserInstallation=file://" + os.path.abspath("office-uno"), "--headless",
                                         "--norestore", f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.2)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.desktop = desktop
        self.url = lambda path: uno.systemPathToFileUrl(os.path.abspath(path))
        self.book = desktop.loadComponentFromURL(self.url(path), "_blank", 0, (self.value("Hidden", True),))

    def sheets(self):
        return list(self.book.Sheets.ElementNames)

    def cells(self, name):
        sheet = self.book.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        for r, row in enumerate(area.DataArray):
            for c, value in enumerate(row):
                if value != "":
                    yield r + 1, c + 1, str(int(value)) if isinstance(value, float) and value == int(value) else str(value)

    def open_up(self, name):
        sheet = self.book.Sheets.getByName(name)
        if sheet.isProtected():
            sheet.unprotect("")
        return sheet

    def put(self, name, row, column, value):
        sheet = self.book.Sheets.getByName(name)
        cell = sheet.getCellByPosition(column - 1, row - 1)
        if sheet.isProtected() and cell.CellProtection.IsLocked:
            sheet = self.open_up(name)
            cell = sheet.getCellByPosition(column - 1, row - 1)
        cell.String = value

    def drop_row(self, name, row):
        self.open_up(name).Rows.removeByIndex(row - 1, 1)

    def rename(self, old, new):
        self.book.Sheets.getByName(old).Name = new

    def add_sheet(self, name):
        self.book.Sheets.insertNewByName(name, self.book.Sheets.Count)
        self.book.Sheets.getByName(name).getCellByPosition(0, 0).String = "please see"

    def save(self, path):
        kind = "calc8" if path.endswith(".ods") else "MS Excel 97" if path.endswith(".xls") else "Calc MS Excel 2007 XML"
        self.book.storeToURL(self.url(path), (self.value("FilterName", kind),))
        self.book.close(True)
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(60)


sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "case"))
from evaluate import edit  # noqa: E402

program, path, edits, out = sys.argv[1:]
book = {"openpyxl": Openpyxl, "office": Office}[program](path)
edit(book, json.loads(edits))
book.save(out)
