#!/usr/bin/python3
"""openpyxl_writes.py CSV XLSX: a table as somebody's workbook, all of it text."""
import csv
import sys

import openpyxl

book = openpyxl.Workbook()
for row in csv.reader(open(sys.argv[1], encoding="utf-8")):
    book.active.append(row)
book.save(sys.argv[2])
