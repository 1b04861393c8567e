#!/usr/bin/python3
# answer.py IN.docx OUT.docx: a reader's answers to a redline, as Word writes them, from lines of standard input:
#   comment AUTHOR DAY WORDS TEXT    on words, wherever they stand, the range inside their tracked change (as LibreOffice)
#   point AUTHOR DAY WORDS TEXT      a sign behind the words and no range
#   foot AUTHOR DAY TEXT             a comment of which nothing stands in the text
#   replace AUTHOR DAY WORDS NEW     a tracked change
#   take AUTHOR DAY WORDS            words that are an insertion of ours, deleted again
#   bare                             all bookmarks go, and the lines that name files
# A third argument, moved: the document under another name in the ZIP, in the strict namespace.
# Fields are parted by tabs; WORDS@3: the third place that holds them; \n in TEXT begins a paragraph.
import copy, sys, zipfile
import xml.etree.ElementTree as tree

SPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
W = '{%s}' % SPACE
tree.register_namespace('w', SPACE)
tree.register_namespace('r', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships')
parts = {i: zipfile.ZipFile(sys.argv[1]).read(i) for i in zipfile.ZipFile(sys.argv[1]).namelist()}
document = tree.fromstring(parts['word/document.xml'])
comments = tree.Element(W + 'comments')
parents = {}


def make(name, text=None, **attributes):
    e = tree.Element(W + name, {W + k: v for k, v in attributes.items()})
    e.text = text
    return e


def cut(words):
    """The run that holds nothing but the words, cut out of the first that holds them; and what it lies in."""
    words, _, nth = words.partition('@')
    nth = int(nth or 1)
    parents.clear()
    parents.update({child: parent for parent in document.iter() for child in parent})
    for run in document.iter(W + 'r'):
        text = next((t for t in run if t.tag in (W + 't', W + 'delText') and words in t.text), None)
        nth -= text is not None
        if text is None or nth > 0:
            continue
        parent, at, whole = parents[run], list(parents[run]).index(run), text.text
        begin = whole.index(words)
        pieces = [whole[:begin], words, whole[begin + len(words):]]
        parent.remove(run)
        made = []
        for piece in pieces:
            own = copy.deepcopy(run)
            next(t for t in own if t.tag == text.tag).text = piece
            made.append(own)
        for n, own in enumerate(made):
            parent.insert(at + n, own)
        return parent, made[1]
    sys.exit('not there: ' + words)


def comment(author, day, text):
    number = str(len(comments))
    c = make('comment', id=number, author=author, date=day + 'T09:00:00Z')
    for line in text.split('\\n'):
        p, r = make('p'), make('r')
        r.append(make('t', line))
        p.append(r)
        c.append(p)
    comments.append(c)
    return number


def sign(number):
    r = make('r')
    r.append(make('commentReference', id=number))
    return r


for line in sys.stdin.read().splitlines():
    what, *rest = line.split('\t')
    if what in ('comment', 'point'):
        parent, run = cut(rest[2])
        number, at = comment(rest[0], rest[1], rest[3]), list(parent).index(run)
        parent.insert(at + 1, sign(number))
        if what == 'comment':
            parent.insert(at + 1, make('commentRangeEnd', id=number))
            parent.insert(at, make('commentRangeStart', id=number))
    elif what == 'foot':
        comment(*rest)
    elif what in ('replace', 'take'):
        parent, run = cut(rest[2])
        at = list(parent).index(run)
        gone = make('del', id='9001', author=rest[0], date=rest[1] + 'T10:00:00Z')
        parent.remove(run)
        parent.insert(at, gone)
        gone.append(run)
        for t in run:
            t.tag = W + 'delText' if t.tag == W + 't' else t.tag
        if what == 'replace':
            new, r = make('ins', id='9002', author=rest[0], date=rest[1] + 'T10:00:00Z'), make('r')
            r.append(make('t', rest[3]))
            new.append(r)
            parent.insert(at + 1, new)
    elif what == 'bare':
        for parent in list(document.iter()):
            for child in list(parent):
                style = child.find('%spPr/%spStyle' % (W, W)) if child.tag == W + 'p' else None
                if child.tag in (W + 'bookmarkStart', W + 'bookmarkEnd') or (style is not None and style.get(W + 'val') == 'SarFile'):
                    parent.remove(child)

RELATED = b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
parts['word/document.xml'] = tree.tostring(document, encoding='utf-8', xml_declaration=True)
parts['word/comments.xml'] = tree.tostring(comments, encoding='utf-8', xml_declaration=True)
links = parts['word/_rels/document.xml.rels']
parts['word/_rels/document.xml.rels'] = links.replace(b'</Relationships>', b'<Relationship Id="said" Type="' + RELATED +
                                                      b'comments" Target="comments.xml"/></Relationships>')
if 'moved' in sys.argv[3:]:
    parts['word/document2.xml'] = parts.pop('word/document.xml').replace(SPACE.encode(), b'http://purl.oclc.org/ooxml/wordprocessingml/main')
    parts['word/_rels/document2.xml.rels'] = parts.pop('word/_rels/document.xml.rels').replace(b'"comments.xml"', b'"/word/comments.xml"')
    parts['_rels/.rels'] = parts['_rels/.rels'].replace(b'word/document.xml', b'/word/document2.xml')
with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as out:
    for name in parts:
        out.writestr(name, parts[name])
