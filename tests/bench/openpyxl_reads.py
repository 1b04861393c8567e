# openpyxl_reads.py FILE: the seconds that openpyxl takes to read every cell of a workbook, in its quickest way.
import sys
import time
import openpyxl

start = time.monotonic()
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
cells = sum(1 for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
print(time.monotonic() - start)
sys.exit(0 if cells else 1)
