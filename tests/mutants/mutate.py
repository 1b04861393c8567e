# mutate.py: every small change that one file can suffer.  For tests/mutants/run.
#
# points(text) gives a list of Point, in the order of the file and always the same.  Only bodies of functions are
# changed; comments, includes, string literals and asserts are left alone.  A change is of one line.
import collections
import re

Point = collections.namedtuple("Point", "line function kind was now")       # line from 1; was, now: the whole line

# A descriptor is never 0: standard input is open.  It may as well be held against 1.
DESCRIPTOR = re.compile(r"\bfd (?:>=|<) 0\b")
# What only gives memory back is not left out: nothing but the leak finder sees that (make san).
GIVES_BACK = re.compile(r"\t+(?:free|\w+_free|\w+_Free|\w+Free)\(")
SWAPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def masked(text):
    """The text with what stands in comments and literals blanked, as long as before."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''

    def blank(m):
        s = m.group(0)
        inner = re.sub(r"[^\n]", "~", s)
        return inner if s[0] == "/" else s[0] + inner[1:-1] + s[-1]
    return re.sub(pattern, blank, text, flags=re.S)


def bodies(lines):
    """(index of line, name of the function) of every line in a body."""
    name, inside = "", False
    for i, line in enumerate(lines):
        if line.startswith("#"):
            continue
        head = re.match(r"[A-Za-z_].*?\b(\w+)\(", line)
        if head and not inside:
            name = head.group(1)
            if line.rstrip().endswith("}") and "{" in line and "=" not in line.split("{")[0]:
                yield i, name
        if line == "{":
            inside = True
        elif line.startswith("}"):
            inside = False
        elif inside:
            yield i, name


def condition(code, at):
    """The end of the parenthesis that opens at, or -1 where it goes on in the next line."""
    depth = 0
    for i in range(at, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if depth == 0:
            return i
    return -1


def changes(code, line):
    """(kind, the line after it) of every change of one line; code: the line masked."""
    def put(start, end, text):
        return line[:start] + text + line[end:]
    free = [m.span() for m in DESCRIPTOR.finditer(code)]
    same = lambda m: any(start <= m.start() < end for start, end in free)
    for m in re.finditer(r"(?<= )(<=|>=|==|!=|<|>)(?= )", code):
        if same(m):
            continue
        yield "comparison", put(m.start(), m.end(), SWAPS[m.group(0)])
    for m in re.finditer(r"&&|\|\|", code):
        yield "and, or", put(m.start(), m.end(), "||" if m.group(0) == "&&" else "&&")
    for m in re.finditer(r"\b(if|while) \(", code):
        end = condition(code, m.end() - 1)
        if end > 0:
            yield "condition", put(m.end() - 1, end + 1, "(!" + line[m.end() - 1:end + 1] + ")")
    for m in re.finditer(r"(?<= )[+-](?= 1\b)", code):
        yield "plus, minus", put(m.start(), m.end(), "-" if m.group(0) == "+" else "+")
    for m in re.finditer(r"(?<![\w.~\"'])[01](?![\w.~\"'])", code):
        if not same(m) and not re.search(r"\{ ?$", code[:m.start()]):           # { 0 } only makes a thing empty
            yield "constant", put(m.start(), m.end(), "1" if m.group(0) == "0" else "0")
    for m in re.finditer(r"\b(true|false)\b", code):
        yield "truth", put(m.start(), m.end(), "false" if m.group(0) == "true" else "true")
    m = re.match(r"(\t\t+)(return\b.*;)\s*(~.*)?$", code)
    if m:
        yield "return left out", line[:len(m.group(1))] + ";"
    m = re.match(r"(\t+)(?!SCOPE\()((?:\(void\))?[A-Za-z_][\w>.-]*\(.*\);)\s*(~.*)?$", code)
    if m and not GIVES_BACK.match(code) and condition(code, code.index("(", len(m.group(1)) + (6 if "(void)" in m.group(2)[:6] else 0))) > 0:
        yield "call left out", line[:len(m.group(1))] + ";"
        if m.group(2).startswith("TRY("):
            yield "return put in", line + " return NULL;"


def points(text):
    lines, codes = text.split("\n"), masked(text).split("\n")
    out = []
    for i, name in bodies(codes):
        if re.search(r"\b(_Static_)?assert\(", codes[i]) or name.startswith("assert_"):
            continue
        for kind, now in changes(codes[i], lines[i]):
            out.append(Point(i + 1, name, kind, lines[i], now))
    return out


def changed(text, point):
    lines = text.split("\n")
    assert lines[point.line - 1] == point.was
    lines[point.line - 1] = point.now
    return "\n".join(lines)
