#!/usr/bin/python3
# redline_texts.py SEED COUNT FOLDER: COUNT versions of a text and of a register, each made from the one before by hand.
import random, sys, os, csv, io

R = random.Random(int(sys.argv[1]))
WORDS = ('bore limit gauge 0.50 9999M99G01 traveler lot MTR-RP-2417 wash the of is inspect record held 0.57 mm '
         'operation supplier furnace').split()
JAPANESE = '検査 記録 図面 承認 部品 作業 温度 は を に の 確認 する 判定 ノズル 工程 測定 値 より 大きい こと'.split()


def words(n):
    out = ''
    for i in range(n):
        k = R.random()
        w = R.choice(WORDS) if k < 0.6 else R.choice(JAPANESE)
        if R.random() < 0.06:
            w = '**%s**' % w
        elif R.random() < 0.04:
            w = '*%s*' % w
        elif R.random() < 0.04:
            w = '`%s`' % w
        elif R.random() < 0.04:
            w = '[%s](https://example.com/%d)' % (w, R.randrange(4))
        elif R.random() < 0.03:
            w = '10<sup>%d</sup>' % R.randrange(9)
        elif R.random() < 0.02:
            w = w + '<br>' + R.choice(WORDS)
        out += ('' if i == 0 or (k >= 0.6 and R.random() < 0.7) else ' ') + w
    return out + R.choice(['.', '。', '', ';', ')'])


def table():
    n = R.randrange(2, 5)
    row = lambda: [words(R.randrange(0, 4)) if R.random() < 0.9 else '' for _ in range(n)]
    return ['table', [words(1) + str(c) for c in range(n)]] + [row() for _ in range(R.randrange(1, 5))]


def block():
    k = R.randrange(12)
    if k == 0:
        return ['head', R.randrange(1, 5), words(R.randrange(1, 6))]
    if k == 1:
        return ['code'] + [' '.join(R.choice(WORDS) for _ in range(R.randrange(1, 5))) for _ in range(R.randrange(1, 5))]
    if k in (2, 3):
        return ['list', R.choice(['-', '1.', '7.'])] + [[R.randrange(2), words(R.randrange(1, 9))]
                                                         for _ in range(R.randrange(1, 6))]
    if k == 4:
        return ['quote', words(R.randrange(2, 12))]
    if k in (5, 6, 7):
        return table()
    if k == 8:
        return ['rule']
    return ['para', words(R.randrange(1, 30))]


def write(blocks):
    out = []
    for b in blocks:
        if b[0] == 'head':
            out.append('#' * b[1] + ' ' + b[2])
        elif b[0] == 'code':
            out.append('```\n' + '\n'.join(b[1:]) + '\n```')
        elif b[0] == 'list':
            # a comment between two lists keeps them two
            out.append('<!-- -->\n\n' + '\n'.join('   ' * i[0] * (n > 0) + ('-' if n and i[0] else b[1]) + ' ' + i[1]
                                                  for n, i in enumerate(b[2:])))
        elif b[0] == 'quote':
            out.append('> ' + b[1])
        elif b[0] == 'rule':
            out.append('***')
        elif b[0] == 'table':
            rows = ['| ' + ' | '.join(r) + ' |' for r in b[1:]]
            rows.insert(1, '|' + '---|' * len(b[1]))
            out.append('\n'.join(rows))
        else:
            out.append(b[1])
    return '\n\n'.join(out) + '\n'


def edit_words(s):
    w = s.split(' ')
    for _ in range(R.randrange(1, 4)):
        k, at = R.randrange(3), R.randrange(len(w) + 1)
        if k == 0:
            w.insert(at, words(R.randrange(1, 4)))
        elif w and at < len(w):
            if k == 1:
                del w[at]
            else:
                w[at] = words(1)
    return ' '.join(w).strip() or R.choice(WORDS)


def edit_block(b):
    b = list(b)
    if b[0] == 'table':
        k = R.randrange(6)
        if k == 0:
            b.insert(R.randrange(2, len(b) + 1), [words(2) for _ in b[1]])
        elif k == 1 and len(b) > 2:
            del b[R.randrange(2, len(b))]
        elif k == 2:
            at = R.randrange(len(b[1]) + 1)
            b[1:] = [r[:at] + [words(1)] + r[at:] for r in b[1:]]
        elif k == 3 and len(b[1]) > 2:
            at = R.randrange(len(b[1]))
            b[1:] = [r[:at] + r[at + 1:] for r in b[1:]]
        else:
            at, c = R.randrange(1, len(b)), R.randrange(len(b[1]))
            b[at] = b[at][:c] + [edit_words(b[at][c])] + b[at][c + 1:]
    elif b[0] == 'list':
        k, at = R.randrange(5), R.randrange(2, len(b))
        if k == 0:
            b.insert(at, [R.randrange(2), words(4)])
        elif k == 1 and len(b) > 3:
            del b[at]
        elif k == 2:
            b[1] = R.choice(['-', '1.', '7.'])
        elif k == 3:
            b[at] = [1 - b[at][0], b[at][1]]
        else:
            b[at] = [b[at][0], edit_words(b[at][1])]
    elif b[0] == 'head':
        b = ['head', R.randrange(1, 5), b[2]] if R.random() < 0.3 else ['head', b[1], edit_words(b[2])]
    elif b[0] == 'code':
        b[R.randrange(1, len(b))] = ' '.join(R.choice(WORDS) for _ in range(3))
        if R.random() < 0.4:
            b.append(R.choice(WORDS))
    elif b[0] in ('para', 'quote'):
        b = [R.choice(['para', 'quote']) if R.random() < 0.2 else b[0], edit_words(b[1])]
    return b


def edit(blocks):
    out = list(blocks)
    for _ in range(R.randrange(1, 6)):
        k, at = R.randrange(8), R.randrange(len(out) + 1)
        if k == 0 or not out:
            out.insert(at, block())
        elif k == 1 and len(out) > 3:
            del out[min(at, len(out) - 1)]
        elif k == 2:
            out.insert(at, out.pop(R.randrange(len(out))))
        else:
            at = min(at, len(out) - 1)
            out[at] = edit_block(out[at])
    return out


def edit_rows(rows, number):
    rows = [list(r) for r in rows]
    for _ in range(R.randrange(1, 5)):
        k, at = R.randrange(6), R.randrange(len(rows)) if rows else 0
        if k == 0 or len(rows) < 3:
            rows.insert(at, ['Firm %d 株式会社' % number[0]] + ['S%04d' % R.randrange(9999)] + [words(3) for _ in range(3)])
            number[0] += 1
        elif k == 1:
            del rows[at]
        elif k == 2:
            rows.insert(at, rows.pop(R.randrange(len(rows))))
        else:
            rows[at][R.randrange(2, 5)] = words(R.randrange(0, 6))
    return rows


def main():
    count, folder = int(sys.argv[2]), sys.argv[3]
    blocks, rows, number = [block() for _ in range(8)], [], [1]
    for n in range(count):
        with open('%s/%d.md' % (folder, n), 'w') as f:
            f.write(write(blocks))
        rows = edit_rows(rows, number)
        out = io.StringIO()
        w = csv.writer(out, lineterminator='\n')
        w.writerows([['supplier', 'ncage', 'site', 'address', 'work']] + rows)
        with open('%s/%d.csv' % (folder, n), 'w') as f:
            f.write(out.getvalue())
        blocks = [block() for _ in range(8)] if R.random() < 0.1 else edit(blocks)


main()
