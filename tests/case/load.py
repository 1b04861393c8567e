# load.py BASE PACKAGE FOLDER SARFLOW WRITERS EACH: people who write to one package at once, by pages and by the API.
#
# Each line of standard input is a person: ADDRESS, PASSWORD and TOKEN, with tabs between.  WRITERS of them at once make
# EACH remarks each, every other one by a page; each request is sent twice at the same moment, as by a double click, and
# again with what was read before it, as by the back button or from another tab.  What is refused because the package
# moved is read anew and sent again, until it is recorded.  Beside them somebody writes notes at the command line.
# Prints the words of each remark and note that was recorded, a line each, and "# N" for N requests.
import http.cookiejar
import json
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

base, package, folder, sarflow, writers, each = sys.argv[1:5] + [int(sys.argv[5]), int(sys.argv[6])]
people = [line.rstrip("\n").split("\t") for line in sys.stdin]
lock, recorded, asked, wrong = threading.Lock(), [], [0], []


def ask(opener, path, data=None, head={}):
    """(status, body); a refusal is an answer as well."""
    with lock:
        asked[0] += 1
    try:
        with opener.open(urllib.request.Request(base + path, data, head), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Api:
    """A program with a token."""
    def __init__(self, address, password, token):
        self.opener, self.head = urllib.request.build_opener(), {"Authorization": "Bearer " + token}

    def read(self):
        with self.opener.open(urllib.request.Request(base + "/api/v1/packages/%s/status" % package, None, self.head)) as answer:
            return answer.headers["Sarflow-Stand"]

    def send(self, stand, words):
        body = json.dumps({"stand": stand, "severity": "minor", "note": words}).encode()
        head = dict(self.head, **{"Content-Type": "application/json"})
        return ask(self.opener, "/api/v1/packages/%s/acts/remark" % package, body, head)[0] == 200


class Pages:
    """A browser that signed in."""
    def __init__(self, address, password, token):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), Stay())
        form = ask(self.opener, "/login")[1]
        said = {"csrf": hidden(form, "csrf"), "email": address, "password": password, "here": "/"}
        status = ask(self.opener, "/login", urllib.parse.urlencode(said).encode())[0]
        assert status == 303, "%s cannot sign in: %d" % (address, status)

    def read(self):
        return ask(self.opener, "/p/%s/remark-new.html" % package)[1]

    def send(self, form, words):
        said = {"csrf": hidden(form, "csrf"), "stand": hidden(form, "stand"), "step": "record", "severity": "minor",
                "on": "C1", "note": words}
        return ask(self.opener, "/p/%s/remark-new.html" % package, urllib.parse.urlencode(said).encode())[0] == 303


def hidden(page, name):
    found = re.search(r'name="%s" value="([^"]*)"' % name, page)
    return found[1] if found else ""


def twice(writer, read, words):
    """Sent two times at once: whether either was recorded.  Of a program's both may not be; a form leads on twice, and
    the journal says that it was recorded once."""
    done = []
    other = threading.Thread(target=lambda: done.append(writer.send(read, words)))
    other.start()
    done.append(writer.send(read, words))
    other.join()
    if all(done) and isinstance(writer, Api):
        wrong.append("recorded twice: " + words)
    return any(done)


def write(number):
    kinds = Api, Pages
    mine = [kind(*people[number % len(people)]) for kind in kinds]
    for n in range(each):
        writer, words = mine[n % 2], "remark %d of writer %d" % (n, number)
        for _ in range(400):
            read = writer.read()
            if twice(writer, read, words):
                with lock:
                    recorded.append(words)
                if writer.send(read, words) and isinstance(writer, Api):        # the page of before
                    wrong.append("recorded again: " + words)
                break
        else:
            wrong.append("never recorded: " + words)


def at_the_terminal():
    for n in range(each):
        words = "note %d at the terminal" % n
        done = subprocess.run([sarflow, "-C", folder, "note", words], capture_output=True)
        if done.returncode == 0:
            recorded.append(words)
        else:
            wrong.append("%s: %s" % (words, done.stderr.decode().strip()))


def guarded(work, *what):
    try:
        work(*what)
    except Exception as failed:
        wrong.append("%s: %r" % (work.__name__, failed))


threads = [threading.Thread(target=guarded, args=(write, i)) for i in range(writers)] + [threading.Thread(target=guarded, args=(at_the_terminal,))]
for t in threads:
    t.start()
for t in threads:
    t.join()
for words in recorded:
    print(words)
print("# %d" % asked[0])
for what in wrong:
    print(what, file=sys.stderr)
sys.exit(1 if wrong else 0)
