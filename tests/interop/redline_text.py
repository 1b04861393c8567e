#!/usr/bin/python3
# redline_text.py PROFILE FILE...: what LibreOffice reads in redlines: as they are, all accepted, all rejected.
# For each file FILE.accepted and FILE.rejected: a line a paragraph, "| a | b" a row; from the first file's name on.
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from redline_office import start, prop, act
import uno


def rows_of(table):
    rows = {}
    for name in table.getCellNames():
        row = int(''.join(c for c in name if c.isdigit()))
        rows.setdefault(row, []).append(table.getCellByName(name).getString().replace('\n', ' / '))
    return [rows[r] for r in sorted(rows)]


def lines_of(document):
    out, begun = [], False
    every = document.Text.createEnumeration()
    while every.hasMoreElements():
        part = every.nextElement()
        if part.supportsService('com.sun.star.text.TextTable'):
            if begun:
                out += ['| ' + ' | '.join(r) for r in rows_of(part) if any(r)]
            continue
        begun = begun or part.ParaStyleName == 'SAR file'
        # A deleted paragraph before a table leaves an empty one; notes of ours are no text of the package.
        if begun and part.ParaStyleName != 'SAR note' and part.getString().strip(' '):
            out.append(part.getString().replace('\n', ' / '))
    return out


def main():
    office, context = start(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
    try:
        for path in sys.argv[2:]:
            for command, ending in (('AcceptAllTrackedChanges', 'accepted'), ('RejectAllTrackedChanges', 'rejected')):
                url = uno.systemPathToFileUrl(os.path.abspath(path))
                document = desktop.loadComponentFromURL(url, '_blank', 0, (prop('Hidden', True),))
                document.RecordChanges = False
                act(context, document, command)
                left = document.Redlines.createEnumeration().hasMoreElements()
                with open(path + '.' + ending, 'w') as out:
                    out.write('\n'.join(lines_of(document)) + '\n' + ('tracked changes are left\n' if left else ''))
                document.close(True)
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(30)


main()
