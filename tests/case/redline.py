#!/usr/bin/python3
# redline.py marked|accepted|rejected FILE.docx: the text of a redline, a line a paragraph or a row, as Word would read it:
# with {+ +} and [- -] and how a paragraph stands, or with all changes taken, or with none.
# From the first file's name; names and notes only with the marks.
import sys, zipfile
import xml.etree.ElementTree as tree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
mode, path = sys.argv[1:]
GONE = {'accepted': 'del', 'rejected': 'ins'}.get(mode)


def fate(part):
    """'ins' or 'del' of a paragraph's or row's own properties."""
    for name in ('ins', 'del'):
        if part is not None and part.find(W + name) is not None:
            return name
    return ''


def runs(node, out, inside=''):
    for child in node:
        name = child.tag.replace(W, '')
        if name in ('ins', 'del'):
            runs(child, out, name)
        elif name == 'hyperlink':
            runs(child, out, inside)
        elif name == 'r':
            text = ''
            for piece in child:
                kind = piece.tag.replace(W, '')
                text += {'br': ' / ', 'tab': '\t'}.get(kind, piece.text or '' if kind in ('t', 'delText') else '')
                assert (kind == 'delText') <= (inside == 'del') and (kind == 't') <= (inside != 'del'), 'text of a wrong kind'
            out.append((inside, text))


def words(paragraph):
    out, text, last = [], '', ''
    runs(paragraph, out)
    if mode != 'marked':
        return ''.join(t for f, t in out if f != GONE)
    for f, t in out + [('', '')]:
        if f != last:
            text += {'ins': '+}', 'del': '-]', '': ''}[last] + {'ins': '{+', 'del': '[-', '': ''}[f]
        text, last = text + t, f
    return text


def standing(properties):
    if properties is None:
        return ''
    style, number = properties.find(W + 'pStyle'), properties.find(W + 'numPr')
    out = style.get(W + 'val') if style is not None else ''
    if number is not None:
        out += ' %s.%s' % (number.find(W + 'numId').get(W + 'val'), number.find(W + 'ilvl').get(W + 'val'))
    indent = properties.find(W + 'ind')
    return out + (' in ' + indent.get(W + 'left') if indent is not None else '')


def paragraph(p):
    """Text, style, whether its end goes."""
    properties = p.find(W + 'pPr')
    mark = fate(properties.find(W + 'rPr') if properties is not None else None)
    told = standing(properties)
    changed = properties.find(W + 'pPrChange') if properties is not None else None
    if changed is not None:
        told = (standing(changed.find(W + 'pPr')) + ' -> ' if mode == 'marked' else '') + told
    return words(p), told, mark


def main():
    body = tree.fromstring(zipfile.ZipFile(path).read('word/document.xml')).find(W + 'body')
    begun, carried, tables = False, '', 0
    for part in body:
        if part.tag == W + 'tbl':
            rows = []
            for row in part.findall(W + 'tr'):
                mark = fate(row.find(W + 'trPr'))
                cells = [' / '.join(words(p) for p in cell.findall(W + 'p')) for cell in row.findall(W + 'tc')]
                if mark != GONE or not mark:
                    rows.append({'ins': '+', 'del': '-', '': ''}[mark if mode == 'marked' else ''] + '| ' + ' | '.join(cells))
            if begun and rows:
                print('\n'.join(rows))
                if mode == 'marked':
                    print('(end of table)')
        elif part.tag == W + 'p':
            text, style, mark = paragraph(part)
            if style == 'SarFile':
                begun = True
            if not begun or style.startswith(('SarGap', 'SarElement')) or (style in ('SarSoft', 'SarFile') and mode != 'marked'):
                continue
            if mode == 'marked':
                print({'ins': '+', 'del': '-', '': ''}[mark] + '(%s) ' % style + text)
            elif mark == GONE and mark:
                carried += text             # its end is gone: its words go on in the next
            elif carried + text:
                print(carried + text)
                carried = ''
    assert not carried, 'words without a paragraph'


main()
