#!/usr/bin/python3
# word.py FOLDER: Word documents made by hand, as engineers' are: Japanese and bilingual headings, merged cells, tracked
# changes, comments, pictures, text boxes, and broken ones.  Nothing but Python's own library; the same bytes every time.
import base64, os, struct, sys, zipfile, zlib

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' \
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' \
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ' \
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' \
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' \
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ' \
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' \
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ' \
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def esc(s):
    return s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')


def r(text, *props):
    return '<w:r><w:rPr>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r>' % (''.join(props), esc(text))


B, I, U, STRIKE = '<w:b/>', '<w:i/>', '<w:u w:val="single"/>', '<w:strike/>'
SUP, SUB = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def p(*runs, style='', num=None, level=0):
    props = '<w:pStyle w:val="%s"/>' % style if style else ''
    if num is not None:
        props += '<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>' % (level, num)
    return '<w:p><w:pPr>%s</w:pPr>%s</w:p>' % (props, ''.join(x if x.startswith('<') else r(x) for x in runs))


def h(level, text):
    return p(text, style='Heading%d' % level)


def ins(text, who='Kenji Mori', day='2026-10-02', n=[100]):
    n[0] += 1
    return '<w:ins w:id="%d" w:author="%s" w:date="%sT09:00:00Z">%s</w:ins>' % (n[0], who, day, r(text))


def dele(text, who='Kenji Mori', day='2026-10-02', n=[300]):
    n[0] += 1
    return '<w:del w:id="%d" w:author="%s" w:date="%sT09:00:00Z"><w:r><w:delText xml:space="preserve">%s</w:delText></w:r></w:del>' % (n[0], who, day, esc(text))


def commented(n, text):
    return '<w:commentRangeStart w:id="%d"/>%s<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>' % (n, r(text), n, n)


def cell(content, span=1, merge=None):
    props = '<w:gridSpan w:val="%d"/>' % span if span > 1 else ''
    props += {'start': '<w:vMerge w:val="restart"/>', 'on': '<w:vMerge/>', None: ''}[merge]
    return '<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>' % (props, content if content.startswith('<') else p(content))


def tbl(cols, *rows, head=False):
    look = '<w:tblLook w:val="0020" w:firstRow="1"/>' if head else '<w:tblLook w:val="0000" w:firstRow="0"/>'
    out = '<w:tbl><w:tblPr>%s</w:tblPr><w:tblGrid>%s</w:tblGrid>' % (look, '<w:gridCol w:w="2000"/>' * cols)
    for i, row in enumerate(rows):
        props = '<w:trPr><w:tblHeader/></w:trPr>' if head and i == 0 else ''
        out += '<w:tr>%s%s</w:tr>' % (props, ''.join(c if c.startswith('<w:tc>') else cell(c) for c in row))
    return out + '</w:tbl>'


def picture(rel, alt):
    return ('<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p" descr="%s"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/></pic:blipFill>'
            '<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>') % (esc(alt), rel)


def textbox(words):
    inner = '<w:txbxContent>%s</w:txbxContent>' % p(words)
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>%s</wps:txbx></wps:wsp>'
            '</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>%s</v:textbox>'
            '</w:pict></mc:Fallback></mc:AlternateContent></w:r>') % (inner, inner)


def formula(text):
    return '<m:oMath><m:r><m:t>%s</m:t></m:r></m:oMath>' % esc(text)


def footnote(n):
    return '<w:r><w:footnoteReference w:id="%d"/></w:r>' % n


def ruby(kanji, kana):
    return '<w:r><w:ruby><w:rubyPr/><w:rt>%s</w:rt><w:rubyBase>%s</w:rubyBase></w:ruby></w:r>' % (r(kana), r(kanji))


def png(shade):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 0, 0, 0, 0)) + \
        chunk(b'IDAT', zlib.compress(bytes([0, shade, shade, 0, shade, shade]), 9)) + chunk(b'IEND', b'')


def numbering():
    def abstract(n, fmt, text):
        levels = ''.join('<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>' % (
            i, 3 if n == 4 else 1, fmt, text.replace('%1', '%%%d' % (i + 1))) for i in range(4))
        return '<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>' % (n, levels)
    kinds = [(1, 'bullet', '•'), (2, 'decimal', '%1.'), (3, 'lowerLetter', '(%1)'), (4, 'decimal', '%1)')]
    return HEAD + '<w:numbering %s>%s%s</w:numbering>' % (W, ''.join(abstract(*k) for k in kinds),
        ''.join('<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>' % (k[0], k[0]) for k in kinds))


# Word in Japanese calls its styles "1", "2"; their names stay English inside.
def styles(japanese=False, counted=False):
    out = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>' \
          '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>' \
          '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    for i in range(1, 8):
        num = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>' if counted else ''
        out += '<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="heading %d"/><w:basedOn w:val="a"/>%s</w:style>' % (
            i if japanese else 'Heading%d' % i, i, num)
    return HEAD + '<w:styles %s>%s</w:styles>' % (W, out)


def write(path, body, media={}, comments='', notes={}, links={}, header='', japanese=False, counted=False, more={}):
    rels = [('rId1', 'styles', 'styles.xml', 0), ('rId2', 'numbering', 'numbering.xml', 0), ('rId3', 'comments', 'comments.xml', 0),
            ('rId4', 'footnotes', 'footnotes.xml', 0)]
    section = ''
    parts = {'word/styles.xml': styles(japanese, counted), 'word/numbering.xml': numbering()}
    parts['word/comments.xml'] = HEAD + '<w:comments %s>%s</w:comments>' % (W, comments)
    parts['word/footnotes.xml'] = HEAD + '<w:footnotes %s>%s</w:footnotes>' % (W, ''.join(
        '<w:footnote w:id="%d">%s</w:footnote>' % (n, x) for n, x in notes.items()))
    if header:
        rels.append(('rId5', 'header', 'header1.xml', 0))
        parts['word/header1.xml'] = HEAD + '<w:hdr %s>%s</w:hdr>' % (W, p(header))
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/></w:sectPr>'
    for name, rel in links.items():
        rels.append((name, 'hyperlink', rel, 1))
    for i, (name, data) in enumerate(media.items()):
        rels.append(('rIdP%d' % (i + 1), 'image', 'media/' + name, 0))
        parts['word/media/' + name] = data
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    parts['word/_rels/document.xml.rels'] = HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % ''.join(
        '<Relationship Id="%s" Type="%s%s" Target="%s"%s/>' % (i, kind, t, esc(x), ' TargetMode="External"' if e else '') for i, t, x, e in rels)
    parts['word/document.xml'] = HEAD + '<w:document %s><w:body>%s%s</w:body></w:document>' % (W, body, section)
    parts['_rels/.rels'] = HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/></Relationships>' % kind
    parts['[Content_Types].xml'] = HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' \
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' \
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    parts.update(more)
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        for name in sorted(parts, key=lambda n: (n != '[Content_Types].xml', n)):
            z.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)


def comment(n, who, text):
    return '<w:comment w:id="%d" w:author="%s" w:date="2026-10-03T10:00:00Z" w:initials="X">%s</w:comment>' % (n, who, p(text))


def link(rel, text):
    return '<w:hyperlink r:id="%s">%s</w:hyperlink>' % (rel, r(text))


# A process description of a repair shop, in English with Japanese beside it; part numbers and people are fictitious.
def process(path):
    body = p('Repair process of 9999M99G01', style='Title')
    body += h(1, '1 Scope 適用範囲') + p('This document describes the repair. ', r('Bold', B), ' and ', r('italic', I), ', 10', r('-6', SUP), ' and H', r('2', SUB), 'O.')
    body += p(r('「承認」', B), 'です。', r('注意。', B), '次の工程へ。') + p('Gauge <T1 & T2 | 4*5 _x_ # 1. [a] `b` \\c')
    body += h(1, '2 Routing from receipt to packing 工程')
    body += p('Gap ', dele('0.50'), ins('0.57'), ' mm', footnote(1), '.', commented(7, ' Check this.'))
    body += tbl(3, ['工程 Op.', cell('条件 Parameters', span=2)],
                [cell('10', merge='start'), '洗浄 clean', 'a'], [cell('', merge='on'), 'c|d', 'e'],
                ['20', cell(p('Rinse') + p('Dry at 80 °C')), cell(p('one', num=1) + p('two', num=1))])
    body += p('Table 1: Parameters', style='Caption')
    body += tbl(2, [cell('寸法 Size', span=2)], ['最小 min', '最大 max'], ['1.0', '2.0'], head=True)
    body += h(1, '3 検査 Inspection') + h(2, '3.1 Inspection method of each drawing characteristic 図面特性の検査方法')
    body += p('first', num=2) + p('second', num=2) + p('inner', num=1, level=1) + p('third', num=2)
    body += p('step', num=3) + p('step two', num=3) + p('from three', num=4)
    body += p('See ', link('rIdL', 'the site'), '.') + p(picture('rIdP1', 'Set-up of the gauge')) + p('Fig. 1 Set-up', style='Caption')
    body += p(picture('rIdP2', ''), picture('rIdP3', 'again'))
    body += h(2, '3.2 Critical characteristics are inspected on every part')
    body += p('Struck: ', r('old', STRIKE), ' and ', r('under', U), '.', formula('x=1'))
    body += tbl(2, ['Outer', cell(tbl(1, ['inner a'], ['inner b']) + p(''))])
    body += p('A box: ', textbox('Text in a box'))
    body += p('A line', '<w:r><w:br/></w:r>', 'another', '<w:r><w:tab/></w:r>', 'tabbed', ' no-break', '\u3000全角') + p(ruby('検査', 'けんさ'))
    body += h(7, 'Very deep') + p('End.')
    write(path, body, media={'image1.png': png(0), 'image2.png': png(200), 'image3.png': png(0)},
          comments=comment(7, 'Aiko Sato', 'Which gauge?'), notes={1: p('Measured at 20 °C.')}, links={'rIdL': 'https://example.com/a_b(c)'},
          header='WS-2417 Revision C')


# The same sort of document in Japanese, by a Word in Japanese, whose heading numbers Word counts itself.
def japanese(path):
    def hj(level, text):
        return p(text, style=str(level))
    body = hj(1, '適用範囲') + p('本書は修理工程を定める。令和8年10月1日制定。')
    body += hj(1, '工程表') + p('受入から梱包まで全工程を示す。') + tbl(3, ['工程', '設備', '条件'], [cell('10', merge='start'), '洗浄槽', '60 ℃'], [cell('', merge='on'), '乾燥炉', '80 ℃'])
    body += hj(1, '検査') + hj(2, '検査方法') + p('図面特性ごとに', dele('目視'), ins('測定'), 'で検査する。') + p(r('重要', B), 'な特性は全数検査する。')
    body += hj(2, '重要特性の全数検査') + p('全数を検査する。')
    body += hj(1, 'その他') + p('以上。')
    write(path, body, japanese=True, counted=True)


# A manual whose numbers are all Word's: chapters, sections, an appendix by letters, steps of two levels, a list that
# starts again and one that goes on, and a form of numbers that nobody but Word knows.
def counted(path):
    def lvl(i, fmt, text, style='', start=1, more=''):
        return '<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/>%s%s<w:lvlText w:val="%s"/></w:lvl>' % (
            i, start, fmt, '<w:pStyle w:val="%s"/>' % style if style else '', more, text)
    def rest(fmt, levels):
        return ''.join(lvl(i, fmt, '%%%d.' % (i + 1)) for i in range(levels, 9))
    kinds = [lvl(0, 'decimal', '%1', 'Heading1') + lvl(1, 'decimal', '%1.%2', 'Heading2') + lvl(2, 'lowerRoman', '%1.%2(%3)', 'Heading3') + rest('decimal', 3),
             lvl(0, 'upperLetter', 'Appendix %1:', 'Heading7') + rest('decimal', 1),
             lvl(0, 'decimal', 'Step %1', start=10) + lvl(1, 'decimal', '%1.%2') + rest('decimal', 2),
             lvl(0, 'decimal', '%1.') + rest('decimal', 1),
             lvl(0, 'hebrew1', '%1.') + rest('decimal', 1),
             lvl(0, 'decimalEnclosedCircle', '%1') + rest('decimal', 1)]
    numbers = HEAD + '<w:numbering %s>%s' % (W, ''.join('<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>%s</w:abstractNum>' % (i + 1, k) for i, k in enumerate(kinds)))
    numbers += ''.join('<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>' % (i + 1, i + 1) for i in range(len(kinds)))
    numbers += '<w:num w:numId="7"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    style = styles()
    for n, kind, level in ((1, 1, 0), (2, 1, 1), (3, 1, 2), (7, 2, 0)):
        style = style.replace('<w:name w:val="heading %d"/><w:basedOn w:val="a"/>' % n,
            '<w:name w:val="heading %d"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>' % (n, level, kind))
    body = p('Process of 9999M99G01', style='Title') + h(1, 'Scope') + p('See 3.2 and step 11.1.') + h(1, 'Documents') + h(2, 'General')
    body += h(1, 'Work') + h(2, 'General') + h(2, 'Cleaning') + h(3, 'Rinsing') + h(3, 'Drying') + h(2, 'Inspection')
    body += p('Receive', num=3) + p('Clean', num=3) + p('rinse', num=3, level=1) + p('dry', num=3, level=1) + p('Inspect', num=3) + p('gauge', num=3, level=1)
    body += p('alpha', num=4) + p('beta', num=4) + p('Words between.') + p('gamma', num=4) + p('Anew:') + p('delta', num=7) + p('epsilon', num=7)
    body += p('one of them', num=5) + p('Marks:') + p('wear', num=6) + p('crack', num=6)
    body += tbl(2, ['Op', 'What'], ['10', cell(p('wipe', num=3) + p('blow', num=3, level=1))])
    body += h(7, 'Forms') + h(7, 'Tables')
    write(path, body, more={'word/styles.xml': style, 'word/numbering.xml': numbers})


# What merged.docx of the first trials was: merged cells, a cell of two paragraphs, a change, no style at all.
def merged(path):
    body = h(1, 'C3 検査方法') + p('Gap ', dele('0.50', 'a', '2026-01-01'), ins('0.57', 'a', '2026-01-01'), ' mm, t <T1 and 10', r('-6', SUP))
    body += tbl(3, ['工程', cell('条件', span=2)], [cell('10', merge='start'), 'a', 'b'], [cell('', merge='on'), 'c|d', 'e'])
    body += tbl(2, ['Op', 'What'], ['10', cell(p('clean') + p('dry'))])
    write(path, body)


def broken(folder):
    whole = open(os.path.join(folder, 'merged.docx'), 'rb').read()
    files = {'truncated.docx': whole[:len(whole) // 2], 'not-a-zip.docx': b'This is no Word document.\n',
             'locked.docx': bytes.fromhex('d0cf11e0a1b11ae1') + bytes(1024), 'empty.docx': b''}
    for name, data in files.items():
        open(os.path.join(folder, name), 'wb').write(data)
    with zipfile.ZipFile(os.path.join(folder, 'no-document.docx'), 'w') as z:
        z.writestr('readme.txt', 'nothing')
    with zipfile.ZipFile(os.path.join(folder, 'huge.docx'), 'w', zipfile.ZIP_DEFLATED) as z:
        with zipfile.ZipFile(os.path.join(folder, 'merged.docx')) as m:
            for n in m.namelist():
                if n != 'word/document.xml':
                    z.writestr(n, m.read(n))
        with z.open('word/document.xml', 'w') as f:
            f.write((HEAD + '<w:document %s><w:body>' % W).encode())
            for _ in range(5400):        # 500 MB
                f.write((p('word ' * 20) * 500).encode())
            f.write(b'</w:body></w:document>')


if __name__ == '__main__':
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    process(os.path.join(folder, 'process.docx'))
    japanese(os.path.join(folder, 'japanese.docx'))
    counted(os.path.join(folder, 'counted.docx'))
    merged(os.path.join(folder, 'merged.docx'))
    broken(folder)
