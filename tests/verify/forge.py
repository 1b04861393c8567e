# forge.py [--share N] BASE FOLDER [NAME...]: forged histories, and a few honest ones, each a copy of the package BASE below FOLDER.
# Prints for each a line: NAME, who can judge it (both: structure, order, roles, days, files; ours: guards, findings,
# canonical forms), what a verifier must say (inconsistent, told, consistent, not-judged), a --since or -, what was done.
# Objects are written as git stores them, by hand, so that those which git refuses to write can be made as well.
import atexit, base64, hashlib, os, re, shutil, subprocess, sys, tempfile, zlib

EMPTY = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
MANAGER = 'Kenji Mori <kenji.mori@minato-turbine.example>'
ENGINEER = 'Naoki Abe <naoki.abe@minato-turbine.example>'
QUALITY = 'Sachiko Endo <sachiko.endo@minato-turbine.example>'
EXPORT = 'Emi Ogawa <emi.ogawa@minato-turbine.example>'
SIGNATORY = 'Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>'
STRANGER = 'Max Muster <max@elsewhere.example>'
DAY, NOON = '2026-11-23', 1795392000
forgeries = []


def forge(who, verdict='inconsistent'):
    def keep(f):
        forgeries.append((f.__name__.replace('_', '-'), who, verdict, f))
        return f
    return keep


def many(name, who, cases, verdict='inconsistent'):
    """cases: name -> (what, function)"""
    for key, (what, f) in cases.items():
        f.__doc__ = what
        forgeries.append((name + '-' + key, who, verdict, f))


KEYS = tempfile.mkdtemp(prefix='sarflow-keys.')
atexit.register(shutil.rmtree, KEYS, True)


def run(*args, **kw): return subprocess.run(args, check=True, capture_output=True, **kw).stdout


CA = """[ca]
default_ca = a
[a]
database = {0}/index
serial = {0}/serial
new_certs_dir = {0}
default_md = sha256
policy = p
x509_extensions = e
[p]
commonName = supplied
[e]
keyUsage = critical,digitalSignature
"""
DAYS = {'x-over': ('20250101000000Z', '20251231235959Z'), 'x-soon': ('20261124000000Z', '20341231235959Z'),
        'x-last': ('20260101000000Z', '20261123235959Z'), 'x-first': ('20261123000000Z', '20341231235959Z')}


def certificate(name):
    """A certificate, and its line: x-twin has the name and number of x-m."""
    path = os.path.join(KEYS, name)
    if not os.path.exists(path + '.crt'):
        os.makedirs(path)
        with open(path + '/index', 'w'), open(path + '/serial', 'w') as f: f.write('0A\n' if name in ('x-m', 'x-twin') else '0%d\n' % (len(os.listdir(KEYS)) % 9 + 1))
        with open(path + '/ca.cnf', 'w') as f: f.write(CA.format(path))
        kind = ['rsa', '-pkeyopt', 'rsa_keygen_bits:1024' if name == 'x-small' else 'rsa_keygen_bits:2048'] if name in ('x-rsa', 'x-small') else ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
        run('openssl', 'genpkey', '-algorithm', *kind, '-out', path + '.key')
        run('openssl', 'req', '-new', '-key', path + '.key', '-subj', '/CN=' + name.replace('twin', 'm'), '-out', path + '.csr')
        first, last = DAYS.get(name, ('20260101000000Z', '20341231235959Z'))
        run('openssl', 'ca', '-batch', '-config', path + '/ca.cnf', '-selfsign', '-keyfile', path + '.key', '-in', path + '.csr', '-startdate', first, '-enddate', last,
            '-notext', '-out', path + '.crt')
    return path, 'x509 ' + base64.b64encode(run('openssl', 'x509', '-in', path + '.crt', '-outform', 'DER')).decode()


def cms(raw, name):
    """x-m:-nocerts: with an option of openssl; x-m+x-e: two signers"""
    name, _, option = name.partition(':')
    signers = [w for n in name.split('+') for w in ('-signer', certificate(n)[0] + '.crt', '-inkey', certificate(n)[0] + '.key')]
    made = run('openssl', 'cms', '-sign', '-binary', '-outform', 'PEM', *signers, *(option.split(' ') if option else []), input=raw)
    return made.replace(b' CMS-----', b' SIGNED MESSAGE-----')


GPG = shutil.which('gpg') is not None


def gpg(*args, **kw):
    home = os.path.join(KEYS, 'gnupg')
    os.makedirs(home, 0o700, exist_ok=True)
    return run('gpg', '--homedir', home, '--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase', '', *args, **kw)


def openpgp(name):
    """A key of OpenPGP, and its line; g-n-lies: the name of g-n, and the key of g-x."""
    address = name.replace('-lies', '') + '@forged.example'
    if address.encode() not in gpg('--with-colons', '--list-keys'): gpg('--quick-gen-key', address, 'ed25519', 'sign', '2030-01-01')
    name_of = re.search(rb'^fpr:+(\w+):', gpg('--with-colons', '--list-keys', address), re.M).group(1).decode()
    held = 'g-x@forged.example' if 'lies' in name else address
    if 'lies' in name: openpgp('g-x')
    return name_of, 'openpgp ' + base64.b64encode(bytes.fromhex(name_of)).decode() + ' ' + base64.b64encode(gpg('--export-options', 'export-minimal', '--export', held)).decode()


def stop_agent():
    if GPG and os.path.isdir(os.path.join(KEYS, 'gnupg')): subprocess.run(['gpgconf', '--homedir', os.path.join(KEYS, 'gnupg'), '--kill', 'all'])


atexit.register(stop_agent)


def key(name):
    """A key for one run, and its line as in a file .pub; x-: a certificate, g-: a key of OpenPGP."""
    if name.startswith('x-'): return certificate(name)
    if name.startswith('g-'): return openpgp(name)
    path = os.path.join(KEYS, name)
    if not os.path.exists(path): subprocess.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', path], check=True)
    with open(path + '.pub') as f: return path, ' '.join(f.read().split()[:2])


def signature(raw, name, space='git'):
    """The header that git would put."""
    if name.startswith('x-'): made = cms(raw, name)
    elif name.startswith('g-'): made = gpg('-bsau', key(name)[0], input=raw)
    else: made = run('ssh-keygen', '-q', '-Y', 'sign', '-n', space, '-f', key(name)[0], input=raw)
    return b'gpgsig ' + made.rstrip(b'\n').replace(b'\n', b'\n ') + b'\n'


class Event:
    def __init__(self, raw):
        head, self.message = raw.split(b'\n\n', 1)
        self.extra, self.others, self.zone = [], b'', None
        lines = head.split(b'\n')
        for line in lines:
            word, _, rest = line.partition(b' ')
            if word == b'tree': self.tree = rest.decode()
            elif word == b'parent': self.extra.append(rest.decode())
            elif word == b'author': self.author = rest
            elif word == b'committer': self.committer = rest

    def raw(self, before):
        parents = ([before] if before else []) + self.extra
        return (b'tree ' + self.tree.encode() + b'\n' + b''.join(b'parent ' + p.encode() + b'\n' for p in parents)
                + b'author ' + self.author + b'\ncommitter ' + self.committer + b'\n' + self.others + b'\n' + self.message)

    def get(self, name):
        m = re.search(rb'^' + name.encode() + rb': (.*)$', self.message, re.M)
        return m.group(1).decode() if m else None

    def set(self, name, value):
        """In place of the first one; the first line of the message is mended with it."""
        old = self.get(name)
        assert old is not None, name
        self.message = self.message.replace(f'\n{name}: {old}\n'.encode(), f'\n{name}: {value}\n'.encode(), 1)
        return old

    def subject(self, text): self.message = text.encode() + b'\n' + self.message.split(b'\n', 1)[1]

    def drop(self, name):
        self.message = re.sub(rb'^' + name.encode() + rb': .*\n', b'', self.message, count=1, flags=re.M)

    def at(self, seconds, zone='+0900'):
        self.author = re.sub(rb'> .*$', f'> {seconds} {zone}'.encode(), self.author)
        self.committer = self.author

    @property
    def kind(self): return self.get('Sar-Event')


class Repo:
    def __init__(self, base, path):
        self.path = path
        shutil.copytree(base, path, copy_function=os.link, symlinks=True)
        self.git_dir = os.path.join(path, '.git')
        self.events, at = [], self.git('rev-parse', 'refs/sar/journal')
        self.was = at
        while at:
            raw = self.read(at)[1]
            ev = Event(raw)
            ev.id = at
            at = ev.extra.pop(0) if ev.extra and b'\nSar-Event: open\n' not in raw else None
            self.events.insert(0, ev)
        self.old = {ev.id for ev in self.events}

    def git(self, *args, **kw):
        return subprocess.run(['git', '-C', self.path, *args], check=True, capture_output=True, **kw).stdout.decode().strip()

    def file(self, name): return f'{self.git_dir}/objects/{name[:2]}/{name[2:]}'

    def read(self, name):
        with open(self.file(name), 'rb') as f: raw = zlib.decompress(f.read())
        head, body = raw.split(b'\0', 1)
        return head.split(b' ')[0].decode(), body

    def store(self, name, kind, body):
        path = self.file(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.exists(path): os.unlink(path)
        with open(path, 'wb') as f: f.write(zlib.compress(kind.encode() + b' ' + str(len(body)).encode() + b'\0' + body, 1))
        return name

    def put(self, kind, body):
        name = hashlib.sha1(kind.encode() + b' ' + str(len(body)).encode() + b'\0' + body).hexdigest()
        return name if os.path.exists(self.file(name)) else self.store(name, kind, body)

    def tree(self, entries):
        """[(mode, name, id)], in the order given"""
        return self.put('tree', b''.join(m.encode() + b' ' + n.encode() + b'\0' + bytes.fromhex(i) for m, n, i in entries))

    def list(self, tree):
        out, body = [], self.read(tree)[1]
        while body:
            mode, rest = body.split(b' ', 1)
            name, rest = rest.split(b'\0', 1)
            out.append((mode.decode(), name.decode(), rest[:20].hex()))
            body = rest[20:]
        return out

    def files(self, files):
        """A tree of {path: bytes}."""
        top = {}
        for path, body in files.items():
            first, _, rest = path.partition('/')
            if rest: top.setdefault(first, {})[rest] = body
            else: top[first] = body
        made = [('40000', n, self.files(b)) if isinstance(b, dict) else ('100644', n, self.put('blob', b)) for n, b in top.items()]
        return self.tree(sorted(made, key=lambda e: e[1] + ('/' if e[0] == '40000' else '')))

    def contents(self, tree, prefix=''):
        out = {}
        for mode, name, i in self.list(tree):
            if mode == '40000': out.update(self.contents(i, prefix + name + '/'))
            else: out[prefix + name] = self.read(i)[1]
        return out

    def point(self, ref, name):
        path = os.path.join(self.git_dir, ref)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.exists(path): os.unlink(path)
        with open(path, 'w') as f: f.write(name + '\n')

    def write(self):
        """The events as they are now; those that stood there before are gone, as after git gc."""
        before, kept = None, set()
        for ev in self.events:
            before = ev.now = self.put('commit', ev.raw(before))
            kept.add(before)
        for name in self.old - kept: os.unlink(self.file(name))
        self.point('refs/sar/journal', before)

    def of(self, kind, n=0): return [e for e in self.events if e.kind == kind][n]

    def act(self, action): return next(e for e in self.events if e.get('Sar-Action') == action)

    def place(self, ev): return self.events.index(ev)

    def remove(self, ev):
        self.events.remove(ev)

    def event(self, kind, subject, person, role, trailers=(), files=None, extra=(), number=[0], seconds=NOON, day=DAY):
        number[0] += 1
        lines = [('Sar-Event', kind), ('Sar-Id', f'{number[0]:020x}'), ('Sar-Person', person), ('Sar-Role', role), ('Sar-As-Of', day)]
        raw = f'tree {self.files(files) if files else self.tree([])}\nauthor {person} {seconds} +0900\ncommitter {person} {seconds} +0900\n\n'
        raw += subject + '\n\n' + ''.join(f'{k}: {v}\n' for k, v in [*lines, *trailers])
        ev = Event(raw.encode())
        ev.extra = list(extra)
        return ev

    def add(self, *args, at=None, **kw):
        ev = self.event(*args, **kw)
        self.events.insert(len(self.events) if at is None else at, ev)
        return ev

    def note(self, text=b'A note.\n', person=MANAGER, role='manager', **kw):
        return self.add('note', 'note', person, role, [('Sar-Note', 'note.md')], {'note.md': text} if text is not None else None, **kw)

    def main(self): return self.git('rev-parse', 'refs/heads/main')

    def commit(self, tree, parents, message=b'forged\n', at=NOON):
        who = f'{MANAGER} {at} +0900'
        return self.put('commit', f'tree {tree}\n'.encode() + b''.join(b'parent ' + p.encode() + b'\n' for p in parents)
                        + f'author {who}\ncommitter {who}\n\n'.encode() + message)

    def digest(self, path, commit='refs/heads/main'):
        return re.search(r'sha256:(\w+)', self.git('cat-file', 'blob', f'{commit}:{path}')).group(1)

    def content(self, digest): return f'{self.git_dir}/lfs/objects/{digest[:2]}/{digest[2:4]}/{digest}'

    def spoil(self, path, change):
        with open(path, 'rb') as f: body = f.read()
        os.unlink(path)
        with open(path, 'wb') as f: f.write(change(body))

    def attachment(self):
        return next(p for p in self.git('ls-tree', '-r', '--name-only', 'refs/heads/main').split('\n') if p.startswith('attachments/'))


def pointer(body):
    return f'version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(body).hexdigest()}\nsize {len(body)}\n'.encode()


# ---- how a commit is written
MIDDLE = 'start-review'


def header(change):
    def f(r):
        change(r.act(MIDDLE))
        r.write()
    return f


def other(text): return lambda e: setattr(e, 'others', text)


def message(change): return lambda e: setattr(e, 'message', change(e.message))


def author(who):
    def change(e): e.author = e.committer = who + b' %d +0900' % NOON
    return change


ARMOUR = b'gpgsig -----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n -----END SSH SIGNATURE-----\n'
many('header', 'both', {
    'nul': ('a NUL and hidden words behind the message', header(message(lambda m: m + b'\0hidden\n'))),
    'nul-within': ('a NUL within a trailer', header(message(lambda m: m.replace(b'Sar-Role: manager', b'Sar-Role: mana\0ger')))),
    'encoding': ('an encoding that shows other letters', header(other(b'encoding UTF-7\n'))),
    'unknown': ('a header that nobody shows', header(other(b'x-note the real price is 4 million\n'))),
    'mergetag': ('a merged tag', header(other(b'mergetag object 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n type tree\n'))),
    'committer': ('another committer', header(lambda e: setattr(e, 'committer', STRANGER.encode() + b' 1795392000 +0900'))),
    'committed-later': ('committed a month later', header(lambda e: setattr(e, 'committer', MANAGER.encode() + b' 1797984000 +0900'))),
    'signature-text': ('a signature that is a text', header(other(b'gpgsig signed by the general\n'))),
    'signature-tail': ('words behind a signature', header(other(ARMOUR + b' and more words\n'))),
    'two-signatures': ('two signatures', header(other(ARMOUR + ARMOUR))),
    'zone': ('the zone -0000', header(lambda e: e.at(NOON, '-0000'))),
    'zone-far': ('the zone +9900', header(lambda e: e.at(NOON, '+9900'))),
    'time-zero': ('a time with a zero in front', header(lambda e: e.at('0' + str(NOON)))),
    'time-none': ('no time', header(lambda e: (setattr(e, 'author', MANAGER.encode()), setattr(e, 'committer', MANAGER.encode())))),
    'address-twice': ('two addresses in the author', header(lambda e: (setattr(e, 'author', b'Kenji Mori <a@b.example> <kenji.mori@minato-turbine.example> 1795392000 +0900'), setattr(e, 'committer', e.author)))),
    'name': ('another name as the author', header(lambda e: (setattr(e, 'author', e.author.replace(b'Kenji', b'Kenya')), setattr(e, 'committer', e.author)))),
    'address': ('another address as the author', header(lambda e: (setattr(e, 'author', e.author.replace(b'kenji.', b'kenya.')), setattr(e, 'committer', e.author)))),
    'blanks': ('two blanks in the author', header(author(b'Kenji Mori  <kenji.mori@minato-turbine.example>'))),
    'blank': ('a blank in front of the author', header(author(b' Kenji Mori <kenji.mori@minato-turbine.example>'))),
    'trimmed': ('what git takes off an author', header(author(b'.Kenji Mori, < kenji.mori@minato-turbine.example>'))),
    'parent': ('a parent more than is named', header(lambda e: e.extra.append(e.extra[0]))),
    'parent-less': ('the evidence is no parent', header(lambda e: e.extra.clear())),
})


@forge('both')
def header_order(r):
    """committer before author"""
    ev = r.act(MIDDLE)
    raw = Event.raw
    ev.raw = lambda before: re.sub(rb'(author .*\n)(committer .*\n)', rb'\2\1', raw(ev, before), count=1)
    r.write()


@forge('both')
def header_no_tree(r):
    """no tree at all"""
    ev = r.act(MIDDLE)
    raw = Event.raw
    ev.raw = lambda before: re.sub(rb'^tree .*\n', b'', raw(ev, before))
    r.write()


@forge('both')
def parent_other(r):
    """another version as parent than the one named"""
    ev = r.act(MIDDLE)
    ev.extra = [r.commit(EMPTY, [])]
    r.tree([])
    r.write()


# ---- how a message is written
def trailer(name, value): return header(lambda e: e.set(name, value))


def swap(m): return m.replace(b'Sar-Role: manager\nSar-As-Of: 2026-11-23\n', b'Sar-As-Of: 2026-11-23\nSar-Role: manager\n')


many('message', 'both', {
    'subject': ('a first line that says something else', header(lambda e: e.subject('transition: start-review: drafting -> ready'))),
    'order': ('trailers in another order', header(message(swap))),
    'twice': ('a trailer twice', header(message(lambda m: m.replace(b'Sar-Role: manager\n', b'Sar-Role: manager\nSar-Role: manager\n')))),
    'unknown': ('a trailer that nobody knows', header(message(lambda m: m + b'Sar-Approved-By: the general\n'))),
    'kind': ('a kind of event that nobody knows', header(lambda e: e.set('Sar-Event', 'approve'))),
    'behind': ('words behind the trailers', header(message(lambda m: m + b'\nApproved.\n'))),
    'between': ('words between subject and trailers', header(message(lambda m: m.replace(b'\n\n', b'\n\nApproved.\n\n', 1)))),
    'crlf': ('line ends of Windows', header(message(lambda m: m.replace(b'\n', b'\r\n')))),
    'cut': ('no line feed at the end', header(message(lambda m: m[:-1]))),
    'long': ('an empty line more at the end', header(message(lambda m: m + b'\n'))),
    'blank': ('a blank at the end of a value', header(message(lambda m: m.replace(b'Sar-Role: manager\n', b'Sar-Role: manager \n')))),
    'empty': ('a trailer without value', header(message(lambda m: m.replace(b'Sar-Role: manager\n', b'Sar-Role: \n')))),
    'no-id': ('no id', header(lambda e: e.drop('Sar-Id'))),
    'short-id': ('an id of seven digits', trailer('Sar-Id', '1234567')),
    'capital-id': ('an id in capitals', trailer('Sar-Id', 'ABCDEF01234567890ABC')),
    'no-role': ('no role', header(lambda e: e.drop('Sar-Role'))),
    'no-person': ('no person', header(lambda e: e.drop('Sar-Person'))),
    'no-day': ('no day', header(lambda e: e.drop('Sar-As-Of'))),
    'no-such-day': ('30 February', trailer('Sar-As-Of', '2026-02-30')),
    'day-form': ('a day in another form', trailer('Sar-As-Of', '23.11.2026')),
    'role-word': ('a role of two words', trailer('Sar-Role', 'manager quality')),
    'no-action': ('no action', header(lambda e: e.drop('Sar-Action'))),
    'no-to': ('no state to go to', header(lambda e: e.drop('Sar-To'))),
    'control': ('a control character', header(message(lambda m: m.replace(b'Sar-To: internal-review', b'Sar-To: internal-review\x1b[2K')))),
    'barred': ('a trailer of another kind of event', header(message(lambda m: m + b'Sar-Submittal: 1\n'))),
    'commit-form': ('evidence that is no commit', trailer('Sar-Evidence', 'main')),
})


@forge('both')
def id_twice(r):
    """an id that stands twice"""
    r.events[9].set('Sar-Id', r.events[8].get('Sar-Id'))
    r.write()


@forge('both')
def submittal_zero(r):
    """a submittal called 01"""
    ev = r.of('seal')
    ev.set('Sar-Submittal', '01')
    ev.subject('seal: submittal 01')
    r.write()


@forge('both')
def cover_short(r):
    """a sign-off with half a digest"""
    ev = r.of('sign-off')
    ev.set('Sar-Covers', ev.get('Sar-Covers')[:40])
    r.write()


@forge('both')
def letter_path(r):
    """a letter that leads out of its folder"""
    ev = r.act('report-requirements')
    ev.set('Sar-Letter', '../note.md')
    r.write()


# ---- order, states and roles
@forge('both')
def no_opening(r):
    """the opening is dropped"""
    r.remove(r.events[0])
    r.write()


@forge('both')
def two_openings(r):
    """a second opening"""
    ev = Event(r.events[0].raw(None))
    ev.set('Sar-Id', 'f' * 20)
    r.events.insert(6, ev)
    r.write()


@forge('both')
def other_package(r):
    """an opening that names another package"""
    ev = r.events[0]
    ev.set('Sar-Package', 'F110-NOZ-777')
    ev.subject('open: F110-NOZ-777 from template repair')
    r.write()


@forge('both')
def founder(r):
    """a founder in another role"""
    r.events[0].set('Sar-Role', 'quality')
    r.write()


@forge('both')
def founder_stranger(r):
    """a stranger as the founder"""
    ev = r.events[0]
    ev.set('Sar-Person', STRANGER)
    ev.author = ev.committer = STRANGER.encode() + b' 1795392000 +0900'
    r.write()


def dropped(pick, what):
    def f(r):
        r.remove(pick(r))
        r.write()
    return what, f


many('dropped', 'both', {
    'appointment': dropped(lambda r: r.events[1], 'the appointment of the engineer'),
    'quality': dropped(lambda r: r.events[2], 'the appointment of quality'),
    'start': dropped(lambda r: r.act('start-screen'), 'the first move'),
    'report': dropped(lambda r: r.act('report-requirements'), 'a report of the authority'),
    'review': dropped(lambda r: r.act(MIDDLE), 'the start of the review'),
    'release': dropped(lambda r: r.act('release'), 'the release'),
    'seal': dropped(lambda r: r.of('seal'), 'the seal'),
    'hand-over': dropped(lambda r: r.act('hand-over'), 'the handing over'),
    'remark': dropped(lambda r: r.of('remark'), 'a remark that was answered'),
})


def swapped(a, b):
    def f(r):
        i, k = a(r), b(r)
        r.events[i], r.events[k] = r.events[k], r.events[i]
        r.write()
    return f


many('order', 'both', {
    'moves': ('two moves in the other order', swapped(lambda r: r.place(r.act('start-screen')), lambda r: r.place(r.act('ask-requirements')))),
    'answer': ('an answer before its remark', swapped(lambda r: r.place(r.of('remark')), lambda r: r.place(r.of('answer')))),
    'seal': ('exported before it was sealed', swapped(lambda r: r.place(r.of('seal')), lambda r: r.place(r.of('exported')))),
    'appointment': ('acted before the appointment', swapped(lambda r: 2, lambda r: r.place(r.of('remark')))),
})


@forge('both')
def move_twice(r):
    """a move made twice"""
    ev = Event(r.act('start-screen').raw(None))
    ev.set('Sar-Id', 'e' * 20)
    r.events.insert(r.place(r.act('start-screen')) + 1, ev)
    r.write()


def changed(pick, *sets, subject=None):
    def f(r):
        ev = pick(r)
        for name, value in sets: ev.set(name, value)
        if subject: ev.subject(subject)
        r.write()
    return f


def to(action): return lambda r: r.act(action)


many('state', 'both', {
    'from': ('a move from another state', changed(to('use-data-at-hand'), ('Sar-From', 'idea'), subject='transition: use-data-at-hand: idea -> drafting')),
    'to': ('a move to another state', changed(to('use-data-at-hand'), ('Sar-To', 'ready'), subject='transition: use-data-at-hand: data-request -> ready')),
    'action': ('an action that there is not', changed(to('use-data-at-hand'), ('Sar-Action', 'approve'), subject='transition: approve: data-request -> drafting')),
    'role': ('a role that may not do it', changed(lambda r: r.of('remark'), ('Sar-Role', 'manager'))),
    'record': ('another version than the one bound', changed(to('report-receipt'), ('Sar-Evidence', '0' * 40))),
})


def by(person, role):
    def change(e):
        e.set('Sar-Person', person)
        e.set('Sar-Role', role)
        e.author = e.committer = person.encode() + b' 1795392000 +0900'
    return change


many('who', 'both', {
    'stranger': ('a move by a stranger', header(by(STRANGER, 'manager'))),
    'not-held': ('a move in a role that the person does not hold', header(by(QUALITY, 'manager'))),
    'may-not': ('a move in a role that may not', header(by(QUALITY, 'quality'))),
    'case': ('a role in capitals', trailer('Sar-Role', 'Manager')),
})


def acted(pick, person, role, what):
    def f(r):
        by(person, role)(pick(r))
        r.write()
    return what, f


many('act', 'both', {
    'seal': acted(lambda r: r.of('seal'), QUALITY, 'quality', 'sealed by quality'),
    'exported': acted(lambda r: r.of('exported'), SIGNATORY, 'signatory', 'exported by the signatory'),
    'delivered': acted(lambda r: r.of('delivered'), ENGINEER, 'engineering', 'delivered by the engineer'),
    'appoint': acted(lambda r: r.events[4], ENGINEER, 'engineering', 'appointed by the engineer'),
    'adopt': acted(lambda r: r.of('adopt'), ENGINEER, 'engineering', 'a template adopted by the engineer'),
    'waive': acted(lambda r: r.of('waive'), ENGINEER, 'engineering', 'a finding accepted by the engineer'),
    'use': acted(lambda r: r.of('use'), EXPORT, 'export_officer', 'a profile pinned by the export officer'),
    'release': acted(lambda r: r.act('release'), ENGINEER, 'engineering', 'released by the engineer'),
    'sign': acted(lambda r: r.of('sign-off', 1), ENGINEER, 'quality', 'a sign-off in a role that the person does not hold'),
})


@forge('both')
def sign_in_name(r):
    """a sign-off in another's name: the commit is the manager's"""
    ev = r.of('sign-off', 1)
    ev.author = ev.committer = MANAGER.encode() + b' 1795392000 +0900'
    r.write()


@forge('both')
def dismissed(r):
    """somebody acts who was dismissed before"""
    r.add('appoint', f'appoint: {QUALITY}: no role any more', MANAGER, 'manager', [('Sar-Appointee', QUALITY)], at=5)
    r.write()


@forge('both')
def last_manager(r):
    """the last who may appoint gives that up"""
    r.add('appoint', f'appoint: {MANAGER}: engineering', MANAGER, 'manager', [('Sar-Appointee', MANAGER), ('Sar-Granted', 'engineering')])
    r.write()


def named(person, role):
    def f(r):
        r.note(person=person, role=role)
        r.write()
    return f


many('named', 'ours', {
    'other': ("another's name over one's own address", named(f'Hiroshi Kanda <{QUALITY.split("<")[1]}', 'quality')),
})
def unseen(name):
    def f(r):
        r.add('appoint', f'appoint: {name} <new@elsewhere.example>: quality', MANAGER, 'manager', [('Sar-Appointee', f'{name} <new@elsewhere.example>'), ('Sar-Granted', 'quality')])
        r.write()
    return f


def note_with(character):
    def f(r):
        r.note(text=f'Not{character} approved.\n'.encode())
        r.write()
    return f


many('unseen', 'ours', {f'name-{ord(c):04x}': (f'a name with U+{ord(c):04X}', unseen(f'New{c}Person')) for c in '\u3164\u2028\u115f\uffa0\u061c\u180e\ufe01\u200b'}, 'told')
many('unseen', 'ours', {f'note-{ord(c):04x}': (f'a note with U+{ord(c):04X}', note_with(c)) for c in '\x1b\u202e\u200b'}, 'told')


@forge('both', 'consistent')
def honest_note(r):
    """a note as people write them: line ends of Windows, and a sign of several characters"""
    r.note(text='\ufeffOkay \U0001f469\u200d\U0001f527\ufe0f\r\n\tyes\r\n'.encode())
    r.write()


many('named', 'ours', {
    'otherwise': ('another name than one was appointed with', named(f'S. Endo <{QUALITY.split("<")[1]}', 'quality')),
}, 'told')


def appoints(r, person, roles, more=()):
    return r.add('appoint', f'appoint: {person}: {", ".join(roles)}', MANAGER, 'manager', [('Sar-Appointee', person)] + [('Sar-Granted', x) for x in roles] + list(more))


SECOND = ('Sar-Address', 'n2@minato-turbine.example')


@forge('both')
def appointed_address_of_other(r):
    """an appointment with an address that is another's already"""
    appoints(r, ENGINEER, ['engineering'], [('Sar-Address', QUALITY.split('<')[1][:-1])])
    r.write()


@forge('both')
def appointed_over_address(r):
    """somebody appointed at the second address of another, who then acts from there"""
    appoints(r, ENGINEER, ['engineering'], [SECOND])
    appoints(r, f'Second Self <{SECOND[1]}>', ['quality'])
    r.note(person=f'Other Spelling <{SECOND[1]}>', role='engineering')
    r.write()


@forge('ours', 'told')
def appointed_twice(r):
    """an appointment that grants a role twice"""
    appoints(r, ENGINEER, ['engineering', 'engineering'])
    r.write()


@forge('both', 'consistent')
def honest_address(r):
    """somebody acts from an address of their own, which moved with another appointment"""
    appoints(r, ENGINEER, ['engineering'], [SECOND])
    r.note(person=f'Naoki Abe <{SECOND[1]}>', role='engineering')
    appoints(r, ENGINEER, ['engineering'], [('Sar-Address', 'n3@minato-turbine.example')])
    appoints(r, QUALITY, ['quality'], [SECOND])
    r.note(person=f'Sachiko Endo <{SECOND[1]}>', role='quality')
    r.write()


@forge('both')
def report_without_office(r):
    """what the authority did, told by nobody"""
    ev = r.act('report-receipt')
    ev.drop('Sar-Reported-By')
    ev.subject('transition: report-receipt: submitted -> screening')
    r.write()


@forge('both')
def own_act_reported(r):
    """an act of our own, told as the authority's"""
    ev = r.act('start-screen')
    ev.message = ev.message.replace(b'Sar-To: eligibility\n', b'Sar-To: eligibility\nSar-Reported-By: Office\nSar-Occurred-On: 2026-11-23\nSar-Received-On: 2026-11-23\n')
    ev.subject('reported: start-screen: idea -> eligibility')
    r.write()


@forge('both')
def evidence_none(r):
    """a move that must bind evidence binds none"""
    ev = r.act(MIDDLE)
    ev.drop('Sar-Evidence')
    ev.extra = []
    r.write()


@forge('both')
def seal_number(r):
    """the first seal is number 2"""
    ev = r.of('seal')
    ev.set('Sar-Submittal', '2')
    ev.subject('seal: submittal 2')
    r.write()


def sealed_again(which):
    """What was sealed is saved anew and sealed again; then a move that names the evidence bound last."""
    def f(r):
        first, letter = r.of('seal'), r.contents(r.of('letter').tree)
        newest = r.commit(r.git('rev-parse', first.get('Sar-Evidence') + '^{tree}'), [r.main()])
        r.point('refs/heads/main', newest)
        r.add('seal', 'seal: submittal 2', MANAGER, 'manager', [('Sar-Evidence', newest), ('Sar-Submittal', '2'), ('Sar-Manifest', first.get('Sar-Manifest'))], r.contents(first.tree), [newest], at=r.place(r.of('adopt')))
        version = newest if which == 'sealed' else r.act('report-deficiency').get('Sar-Evidence')
        r.add('transition', 'transition: answer-by-letter: suspended -> screening', MANAGER, 'manager', [('Sar-Action', 'answer-by-letter'), ('Sar-From', 'suspended'), ('Sar-To', 'screening'), ('Sar-Evidence', version), ('Sar-Letter', r.of('letter').get('Sar-Letter'))], letter, [version], at=r.place(r.of('adopt')))
        r.of('adopt').set('Sar-Mapped-To', 'screening')
        r.write()
    return f


many('record', 'both', {'sealed': ('a move that names what was sealed, and not what was bound last', sealed_again('sealed'))})
many('honest-record', 'both', {'bound': ('a move behind a seal that names what was bound last', sealed_again('bound'))}, 'consistent')


@forge('both')
def export_number(r):
    """an export of a submittal that there is not"""
    ev = r.of('exported')
    ev.set('Sar-Submittal', '3')
    ev.subject('exported: submittal 3, profile submittal')
    r.write()


@forge('both')
def delivery_number(r):
    """a delivery of a submittal that there is not"""
    ev = r.of('delivered')
    ev.set('Sar-Submittal', '3')
    ev.subject('delivered: submittal 3')
    r.write()


@forge('both')
def answer_closed(r):
    """an answer to a remark that is closed"""
    ev = Event(r.of('answer').raw(None))
    ev.extra = []
    ev.set('Sar-Id', 'd' * 20)
    r.events.append(ev)
    r.write()


@forge('both')
def close_twice(r):
    """a remark closed twice"""
    ev = Event(r.of('close').raw(None))
    ev.extra = []
    ev.set('Sar-Id', 'd' * 20)
    r.events.append(ev)
    r.write()


@forge('both')
def reply_to_nothing(r):
    """a reply to a remark that there is not"""
    r.add('reply', f'reply: remark {"9" * 20}', MANAGER, 'manager', [('Sar-Note', 'note.md'), ('Sar-Remark', '9' * 20)], {'note.md': b'x\n'})
    r.write()


@forge('both')
def reopen_open(r):
    """a remark reopened that is open"""
    remark = r.of('remark', 1).get('Sar-Id')
    r.add('reopen', f'reopen: remark {remark}', MANAGER, 'manager', [('Sar-Note', 'note.md'), ('Sar-Remark', remark)], {'note.md': b'x\n'})
    r.write()


@forge('both')
def unwaive_nothing(r):
    """a waiver withdrawn that there is not"""
    r.add('unwaive', f'unwaive: {"a" * 64}', QUALITY, 'quality', [('Sar-Finding', 'a' * 64)])
    r.write()


@forge('both')
def waive_past(r):
    """a waiver that ends before it begins"""
    ev = r.of('waive')
    ev.set('Sar-Until', '2026-11-01')
    ev.subject('waive: attachment-pages until 2026-11-01')
    r.write()


# ---- what an event holds
def holding(pick, change, what):
    def f(r):
        ev = pick(r)
        files = r.contents(ev.tree)
        change(files)
        ev.tree = r.files(files) if files else r.tree([])
        r.write()
    return what, f


def replace(path, body):
    def f(files): files[path] = body
    return f


def take(path):
    def f(files): del files[path]
    return f


def rename(path, new):
    def f(files): files[new] = files.pop(path)
    return f


def the(kind): return lambda r: r.of(kind)


LETTER = 'letters/deficiency-letter.pdf'
many('holds', 'both', {
    'no-note': holding(lambda r: r.of('note'), take('note.md'), 'a note with an empty tree'),
    'empty-note': holding(lambda r: r.of('note'), replace('note.md', b''), 'a note that is empty'),
    'bytes-note': holding(lambda r: r.of('note'), replace('note.md', b'\xff\xfe\x00\x01'), 'a note that is no text'),
    'more': holding(lambda r: r.of('note'), replace('approval.txt', b'approved\n'), 'a file more than is named'),
    'more-folder': holding(lambda r: r.of('note'), replace('more/approval.txt', b'approved\n'), 'a folder more than is named'),
    'no-reason': holding(lambda r: r.of('waive'), take('note.md'), 'a waiver without its reason'),
    'no-finding': holding(lambda r: r.of('waive'), take('finding.txt'), 'a waiver without the words of the finding'),
    'no-letter': holding(to('report-deficiency'), take(LETTER), 'a report whose letter is gone'),
    'other-letter': holding(to('report-deficiency'), rename(LETTER, 'letters/praise.pdf'), 'a letter under another name'),
    'two-letters': holding(to('report-deficiency'), replace('letters/praise.pdf', b'x\n'), 'a letter more than is named'),
    'no-manifest': holding(the('seal'), take('manifest'), 'a seal without its manifest'),
    'manifest': holding(the('seal'), replace('manifest', b'0' * 64 + b'  1  package.yaml\n'), 'a seal with another manifest'),
    'no-workbook': holding(the('exported'), take('workbook.xlsx'), 'an export without its workbook'),
    'workbook': holding(the('exported'), replace('workbook.xlsx', pointer(b'other')), 'an export with another workbook'),
    'no-template': holding(the('open'), lambda f: [f.pop(k) for k in list(f)], 'an opening without its template'),
    'template': holding(the('open'), replace('template/rules.yaml', b'[]\n'), 'an opening with another template than it names'),
    'template-more': holding(the('open'), replace('template/more.yaml', b'[]\n'), 'an opening with a file more in its template'),
    'adopted': holding(the('adopt'), replace('template/rules.yaml', b'[]\n'), 'another template adopted than is named'),
    'no-adopted': holding(the('adopt'), lambda f: [f.pop(k) for k in list(f)], 'a template adopted that is not there'),
    'remark': holding(the('remark'), take('note.md'), 'a remark without its words'),
    'use': holding(the('use'), replace('template/rules.yaml', b'[]\n'), 'a profile pinned with another template than it names'),
})


def mode(new):
    def f(r):
        ev = r.of('note')
        ev.tree = r.tree([(new, n, i) for m, n, i in r.list(ev.tree)])
        r.write()
    return f


many('mode', 'both', {
    'program': ('a note that is a program', mode('100755')),
    'link': ('a note that is a link', mode('120000')),
    'folder': ('a note that is said to be a folder', mode('40000')),
    'unknown': ('a note of a kind that git does not know', mode('100600')),
})


def below(folder, change):
    """The entries of a folder in an event's tree, changed."""
    def f(r, ev):
        ev.tree = r.tree([(m, n, r.tree(change(r.list(i)))) if n == folder else (m, n, i) for m, n, i in r.list(ev.tree)])
        r.write()
    return f


def moded(new, only=None): return lambda entries: [(new if only in (None, n) else m, n, i) for m, n, i in entries]


MORE = ('160000', 'zz', '1' * 40)
many('mode', 'both', {
    'letter-link': ('a letter that is a link', lambda r: below('letters', moded('120000'))(r, r.act('report-deficiency'))),
    'letter-program': ('a letter that is a program', lambda r: below('letters', moded('100755'))(r, r.act('report-deficiency'))),
    'template-link': ('a link in a template', lambda r: below('template', moded('120000', 'rules.yaml'))(r, r.of('open'))),
    'template-program': ('a program in a template', lambda r: below('template', moded('100755', 'rules.yaml'))(r, r.of('open'))),
    'template-other': ("another repository's version in a template", lambda r: below('template', lambda e: e + [MORE])(r, r.of('open'))),
    'use-program': ('a program in the template of a profile', lambda r: below('template', moded('100755', 'template.yaml'))(r, r.of('use'))),
})


def noted(kind, name, what):
    def f(r):
        ev = r.of(kind)
        files = r.contents(ev.tree)
        note = files.pop('note.md')
        files.setdefault(name, note)
        ev.tree = r.files(files)
        ev.set('Sar-Note', name)
        r.write()
    return what, f


many('noted', 'both', {
    'name': noted('note', 'approval.txt', 'a note under another name'),
    'finding': noted('waive', 'finding.txt', 'a waiver whose reason is the finding'),
})


def sealed(change, what):
    """The manifest and its digest fit each other, and not the version."""
    def f(r):
        ev = r.of('seal')
        files = r.contents(ev.tree)
        files['manifest'] = change(files['manifest'])
        ev.tree = r.files(files)
        ev.set('Sar-Manifest', hashlib.sha256(files['manifest']).hexdigest())
        r.write()
    return what, f


def lines(keep): return lambda m: b''.join(x for x in m.splitlines(True) if keep(x))


many('sealed', 'both', {
    'digest': sealed(lambda m: b'0' * 64 + m[64:], 'a seal that names another digest'),
    'attachment': sealed(lines(lambda x: b'  attachments/B/' not in x), 'a seal that leaves an attachment out'),
    'nothing': sealed(lambda m: m + b'0' * 64 + b'  3  registers/none.csv\n', 'a seal of a file that is not there'),
    'size': sealed(lambda m: re.sub(rb'  (\d+)  attachments', rb'  1\1  attachments', m, count=1), 'a seal that names another size'),
})


# ---- the evidence
@forge('both')
def evidence_aside(r):
    """a sign-off on a version that main does not lead to"""
    head = r.main()
    side = r.commit(r.git('rev-parse', head + '^{tree}'), [], b'a version aside\n')
    ev = r.of('sign-off', 3)
    ev.set('Sar-Evidence', side)
    ev.extra = [side]
    r.write()


@forge('both')
def main_back(r):
    """main wound back behind what was signed"""
    r.point('refs/heads/main', r.git('rev-list', '--max-parents=0', 'refs/heads/main'))


@forge('both')
def main_other(r):
    """main exchanged for another history with the same files"""
    r.point('refs/heads/main', r.commit(r.git('rev-parse', 'main^{tree}'), []))


@forge('both')
def main_package(r):
    """main is of another package"""
    files = r.list(r.git('rev-parse', 'main^{tree}'))
    yaml = r.git('cat-file', 'blob', 'main:package.yaml').replace('id: F110-NOZ-001', 'id: F110-NOZ-777')
    blob = r.put('blob', yaml.encode() + b'\n')
    r.point('refs/heads/main', r.commit(r.tree([(m, n, blob if n == 'package.yaml' else i) for m, n, i in files]), [r.main()]))


def nameless(r):
    """A version of main whose package.yaml says no id."""
    files = r.list(r.git('rev-parse', 'main^{tree}'))
    yaml = re.sub(r'(?m)^id: .*\n', '', r.git('cat-file', 'blob', 'main:package.yaml'))
    blob = r.put('blob', yaml.encode() + b'\n')
    r.point('refs/heads/main', r.commit(r.tree([(m, n, blob if n == 'package.yaml' else i) for m, n, i in files]), [r.main()]))


@forge('both')
def main_nameless(r):
    """main's package.yaml says no id"""
    nameless(r)


@forge('both')
def evidence_nameless(r):
    """a remark on a version whose package.yaml says no id"""
    before = r.main()
    nameless(r)
    raised(r)
    r.point('refs/heads/main', r.commit(r.git('rev-parse', before + '^{tree}'), [r.main()]))
    r.write()


@forge('both')
def main_gone(r):
    """main is gone"""
    os.unlink(r.git_dir + '/refs/heads/main')


@forge('both')
def evidence_back(r):
    """a sign-off on an older version than one bound before"""
    newer = r.of('waive').get('Sar-Evidence')
    ev = r.of('sign-off', 2)
    ev.set('Sar-Evidence', newer)
    ev.extra = [newer]
    r.write()


# ---- objects
def blob_of_main(r): return r.git('rev-parse', 'main:package.yaml')


def gone(pick, what):
    def f(r): os.unlink(r.file(pick(r)))
    return what, f


many('missing', 'both', {
    'file': gone(blob_of_main, 'a file of main'),
    'folder': gone(lambda r: r.git('rev-parse', 'main:evidence'), 'a folder of main'),
    'old-file': gone(lambda r: r.git('rev-parse', r.of('seal').get('Sar-Evidence') + ':registers/evidence.csv'), 'a file of a sealed version'),
    'version': gone(lambda r: r.of('seal').get('Sar-Evidence'), 'a sealed version'),
    'pinned': gone(lambda r: r.of('use').get('Sar-Pinned'), 'the version of the profile'),
    'event': gone(lambda r: r.act(MIDDLE).id, 'an event in the midst'),
    'note': gone(lambda r: r.git('rev-parse', r.of('note').id + ':note.md'), 'the words of a note'),
    'letter': gone(lambda r: r.git('rev-parse', r.act('report-deficiency').id + ':' + LETTER), 'the pointer of a letter'),
    'template': gone(lambda r: r.git('rev-parse', r.events[0].id + ':template/workflow.yaml'), 'a file of the template'),
    'tree': gone(lambda r: r.of('waive').tree, 'the files of a waiver'),
})


def exchange(pick, body, what):
    def f(r):
        name = pick(r)
        kind, old = r.read(name)
        r.store(name, kind, body(old))
    return what, f


many('exchanged', 'both', {
    'note': exchange(lambda r: r.git('rev-parse', r.of('note').id + ':note.md'), lambda b: b'Another note.\n', 'a note, under its old name'),
    'file': exchange(blob_of_main, lambda b: b + b'\n', 'a file of main, under its old name'),
    'event': exchange(lambda r: r.of('seal').id, lambda b: b.replace(b'Kenji', b'Kenya'), 'an event, under its old name'),
    'tree': exchange(lambda r: r.git('rev-parse', 'main:evidence'), lambda b: b[:20] + bytes(20) + b[40:], 'a folder, under its old name'),
})


@forge('both')
def object_cut(r):
    """an object cut off in the midst"""
    r.spoil(r.file(blob_of_main(r)), lambda b: b[:len(b) // 2])


@forge('both')
def object_no_zlib(r):
    """an object that is no object"""
    r.spoil(r.file(r.act(MIDDLE).id), lambda b: b'garbage')


def tree_of_main(change):
    def f(r):
        entries = change(r.list(r.git('rev-parse', 'main^{tree}')), r)
        r.point('refs/heads/main', r.commit(r.tree(entries), [r.main()]))
    return f


many('tree', 'both', {
    'order': ('a folder not sorted', tree_of_main(lambda e, r: list(reversed(e)))),
    'twice': ('a name twice', tree_of_main(lambda e, r: [x for y in e for x in ([y, y] if y[1] == 'package.yaml' else [y])])),
    'git': ('a folder called .git', tree_of_main(lambda e, r: [('40000', '.git', r.tree([]))] + e)),
    'dots': ('a folder called ..', tree_of_main(lambda e, r: [('40000', '..', r.tree([]))] + e)),
    'mode': ('a file of a kind that there is not', tree_of_main(lambda e, r: [('100000' if n == 'package.yaml' else m, n, i) for m, n, i in e])),
    'slash': ('a name with a slash', tree_of_main(lambda e, r: [('100644', 'a/b', r.put('blob', b'x'))] + e)),
    'kind': ('a file where a folder is named', tree_of_main(lambda e, r: [(m, n, r.put('blob', b'x') if n == 'evidence' else i) for m, n, i in e])),
    'null': ('an object called 000…', tree_of_main(lambda e, r: [(m, n, '0' * 40 if n == 'package.yaml' else i) for m, n, i in e])),
})


# ---- references, and what makes git show something else
@forge('both')
def replaced(r):
    """git shows another event in place of the seal"""
    ev = r.of('seal')
    twin = Event(ev.raw(r.events[r.place(ev) - 1].id))
    twin.extra = [p for p in twin.extra]
    body = r.read(ev.id)[1].replace(b'Kenji', b'Kenya')
    r.point('refs/replace/' + ev.id, r.put('commit', body))


@forge('both')
def grafted(r):
    """git shows main without its past"""
    os.makedirs(r.git_dir + '/info', exist_ok=True)
    with open(r.git_dir + '/info/grafts', 'w') as f: f.write(r.main() + '\n')


@forge('both')
def tag_moved(r):
    """the tag of the submittal moved"""
    r.point('refs/tags/submittal/1', r.main())


@forge('both')
def tag_more(r):
    """a tag of a submittal that there is not"""
    r.point('refs/tags/submittal/7', r.main())


@forge('both')
def tag_word(r):
    """a tag of a submittal called final"""
    r.point('refs/tags/submittal/final', r.main())


@forge('both')
def tag_zero(r):
    """a tag of submittal 01, beside that of 1"""
    r.point('refs/tags/submittal/01', r.git('rev-parse', 'refs/tags/submittal/1'))


def saved(at, then=None):
    def f(r):
        for day in (at, then): r.point('refs/heads/main', r.commit(r.git('rev-parse', 'main^{tree}'), [r.main()], at=day)) if day else None
    return f


many('saved', 'ours', {
    'ahead': ('a version of main that was saved in 2099', saved(4070908800)),
    'back': ('a version of main that was saved in 1990', saved(631152000)),
    'back-once': ('a version of main that was saved in 1990, and one behind it', saved(631152000, NOON)),
}, 'told')


@forge('both')
def rewound_tag(r):
    """wound back behind the seal, whose tag stayed"""
    r.point('refs/sar/journal', r.events[r.place(r.of('seal')) - 1].id)


@forge('both')
def rewound(r):
    """wound back by four events, which still lie there"""
    r.point('refs/sar/journal', r.events[-5].id)


@forge('both')
def ref_nowhere(r):
    """a branch that leads to nothing"""
    r.point('refs/heads/other', '1' * 40)


@forge('both')
def rewound_since(r):
    """wound back by one event, and that one is gone; it was seen earlier"""
    r.point('refs/sar/journal', r.events[-2].id)
    os.unlink(r.file(r.events[-1].id))


@forge('both')
def rewritten_since(r):
    """an old note written anew, and all that came behind; the newest event was seen earlier"""
    ev = r.of('note')
    ev.tree = r.files({'note.md': b'Nothing was said.\n'})
    r.write()


@forge('both', 'told')
def rewritten_since_id(r):
    """an old note written anew; the newest event was seen earlier, by its own id"""
    rewritten_since(r)


@forge('both', 'told')
def rewritten_since_digits(r):
    """an old note written anew; it took the digits of the commit seen earlier as its own id"""
    r.of('note').set('Sar-Id', r.was[:20])
    r.write()


@forge('both')
def rewritten_since_branch(r):
    """an old note written anew, and a branch on it that is called like the commit seen earlier"""
    rewritten_since(r)
    r.point('refs/heads/' + r.was, r.git('rev-parse', 'refs/sar/journal'))


@forge('both', 'consistent')
def honest_since(r):
    """the newest event was seen earlier"""


def seen(r): return r.was


rewound_since.since = rewritten_since.since = rewritten_since_branch.since = honest_since.since = seen
rewritten_since_id.since = lambda r: r.events[-1].get('Sar-Id')
rewritten_since_digits.since = lambda r: r.was[:20]


# ---- content beside git
def spoiled(pick, change, what):
    def f(r): r.spoil(r.content(pick(r)), change)
    return what, f


def letter_digest(r): return re.search(rb'sha256:(\w+)', r.contents(r.act('report-deficiency').tree)[LETTER]).group(1).decode()


def flip(b): return b[:-9] + bytes([b[-9] ^ 1]) + b[-8:]


many('content', 'both', {
    'attachment': spoiled(lambda r: r.digest(r.attachment()), flip, 'another attachment of the same size'),
    'cut': spoiled(lambda r: r.digest(r.attachment()), lambda b: b[:-9], 'an attachment that was cut off'),
    'letter': spoiled(letter_digest, flip, 'another letter of the same size'),
    'workbook': spoiled(lambda r: r.of('exported').get('Sar-Workbook'), flip, 'another workbook of the same size'),
})


@forge('both')
def purge_undone(r):
    """a purge of content that is still here"""
    path = r.attachment()
    r.add('purge', f'purge: {path}', EXPORT, 'export_officer', [('Sar-Note', 'note.md'), ('Sar-Path', path), ('Sar-Content', r.digest(path))], {'note.md': b'spilt\n'})
    r.write()


def purged(r, path, digest): r.add('purge', f'purge: {path}', EXPORT, 'export_officer', [('Sar-Note', 'note.md'), ('Sar-Path', path), ('Sar-Content', digest)], {'note.md': b'spilt\n'})


@forge('both')
def purged_beside(r):
    """a purge of an attachment whose bytes stand on main itself under another name"""
    path = r.attachment()
    with open(r.content(r.digest(path)), 'rb') as f: body = f.read()
    os.unlink(r.content(r.digest(path)))
    purged(r, path, r.digest(path))
    r.write()
    files = r.contents(r.git('rev-parse', 'main^{tree}'))
    files['attachments/B/again.pdf'] = body
    r.point('refs/heads/main', r.commit(r.files(files), [r.main()]))


@forge('both')
def purged_letter(r):
    """a purge of a letter whose bytes stand in the event itself"""
    digest = letter_digest(r)
    with open(r.content(digest), 'rb') as f: body = f.read()
    os.unlink(r.content(digest))
    ev = r.act('report-deficiency')
    files = r.contents(ev.tree)
    files[LETTER] = body
    ev.tree = r.files(files)
    purged(r, LETTER, digest)
    r.write()


@forge('both', 'not-judged')
def honest_purged(r):
    """a purge of an attachment that is gone"""
    path = r.attachment()
    os.unlink(r.content(r.digest(path)))
    purged(r, path, r.digest(path))
    r.write()


@forge('both')
def letter_pointer(r):
    """a letter whose pointer was edited"""
    ev = r.act('report-deficiency')
    files = r.contents(ev.tree)
    files[LETTER] = files[LETTER].replace(b'\n', b'\r\n')
    ev.tree = r.files(files)
    r.write()


# ---- days
def dated(action, *sets): return changed(to(action), *sets)


def timed(change): return header(change)


many('days', 'both', {
    'ahead': ('a day after the one it was recorded on', trailer('Sar-As-Of', '2026-11-25')),
    'future': ('recorded in a year', header(lambda e: (e.at(NOON + 365 * 86400), e.set('Sar-As-Of', '2027-11-23')))),
    'back': ('recorded a month before the event it stands behind', header(lambda e: (e.at(NOON - 30 * 86400), e.set('Sar-As-Of', '2026-10-24')))),
    'as-of-back': ('of a month before the event it stands behind', trailer('Sar-As-Of', '2026-10-24')),
    'received': ('received before it happened', dated('report-receipt', ('Sar-Received-On', '2026-11-20'))),
    'occurred': ('happened after it was recorded', dated('report-receipt', ('Sar-Occurred-On', '2026-11-30'), ('Sar-Received-On', '2026-11-30'))),
    'letter': ('a letter dated after it was recorded', dated('report-requirements', ('Sar-Letter-Date', '2027-01-01'))),
    'delivered': ('delivered before it was sealed', changed(the('delivered'), ('Sar-Occurred-On', '2026-11-01'))),
})


@forge('both')
def days_of_own_act(r):
    """an act of our own on a day long ago, so that its clock has run out"""
    first = r.act('ask-requirements')
    at = r.place(r.act('report-requirements'))
    r.add('transition', 'transition: ask-requirements-again: inquiry -> eligibility', MANAGER, 'manager', [('Sar-Action', 'ask-requirements-again'), ('Sar-From', 'inquiry'), ('Sar-To', 'eligibility')], at=at)
    ev = Event(first.raw(None))
    ev.set('Sar-Id', 'b' * 20)
    r.events.insert(at + 1, ev)
    first.message = re.sub(rb'(Sar-To: .*\n)', rb'\1Sar-Occurred-On: 2025-01-01\n', first.message)
    r.write()


@forge('ours', 'told')
def days_before_state(r):
    """a report of what happened before the package was handed over"""
    dated('report-deficiency', ('Sar-Occurred-On', '2001-01-01'), ('Sar-Received-On', '2001-01-01'))(r)


# ---- what only guards, findings and canonical forms tell
@forge('ours')
def handed_over_shut(r):
    """handed over, and never delivered"""
    r.remove(r.of('delivered'))
    r.write()


@forge('ours')
def delivered_unmade(r):
    """delivered, and never made"""
    r.remove(r.of('exported'))
    r.write()


def unsigned(n, what):
    def f(r):
        r.remove(r.of('sign-off', n))
        r.write()
    return what, f


many('unsigned', 'ours', {
    'engineering': unsigned(0, 'released without the engineer'), 'quality': unsigned(1, 'released without quality'),
    'export': unsigned(2, 'released without the export officer'), 'signatory': unsigned(3, 'released without the signatory'),
})


def signs(change, what):
    def f(r):
        ev = r.of('sign-off', 1)
        change(ev, ev.get('Sar-Covers'))
        r.write()
    return what, f


many('signs', 'ours', {
    'nothing': signs(lambda e, c: e.set('Sar-Covers', c.split()[0] + ' ' + 'a' * 64), 'a sign-off with the digest aaaa…'),
    'other': signs(lambda e, c: e.set('Sar-Covers', c.split()[0] + ' ' + re.findall(rb'Sar-Covers: A (\w+)', e.message)[0].decode()), 'a sign-off of one unit with the digest of another'),
})


@forge('ours', 'told')
def signs_twice(r):
    """a sign-off that covers one element twice"""
    ev = r.of('sign-off', 3)
    ev.message = re.sub(rb'(Sar-Covers: A .*\n)', rb'\1\1', ev.message)
    ev.subject('sign-off: signatory: A, A, G')
    r.write()


@forge('ours')
def signs_no_element(r):
    """a sign-off of an element that there is not"""
    ev = r.of('sign-off', 3)
    ev.message = ev.message.replace(b'Sar-Covers: G ', b'Sar-Covers: Z ')
    ev.subject('sign-off: signatory: A, Z')
    r.write()


@forge('ours')
def signs_late(r):
    """released before the signatory signed"""
    swapped(lambda r: r.place(r.of('sign-off', 3)), lambda r: r.place(r.act('release')))(r)


@forge('ours')
def seal_early(r):
    """sealed in the draft, before anybody signed"""
    ev = r.of('seal')
    r.events.remove(ev)
    r.events.insert(r.place(r.act(MIDDLE)) + 1, ev)
    r.write()


def waived(change, what):
    def f(r):
        change(r, r.of('waive'))
        r.write()
    return what, f


def until(day): return lambda r, e: (e.set('Sar-Until', day), e.subject(f'waive: attachment-pages until {day}'))


def waived_file(r, e):
    files = r.contents(e.tree)
    files['finding.txt'] = b'nothing of importance'
    e.tree = r.files(files)


many('waived', 'ours', {
    'fifty-years': waived(until('2076-11-23'), 'a waiver of fifty years'),
    'a-day-more': waived(until('2028-11-23'), 'a waiver longer than the template lets'),
    'nothing': waived(lambda r, e: e.set('Sar-Finding', 'a' * 64), 'a waiver of nothing'),
    'other-rule': waived(lambda r, e: (e.set('Sar-Rule', 'csv-cell'), e.subject('waive: csv-cell until 2026-12-01')), 'a waiver that names another rule'),
    'path': waived(lambda r, e: e.set('Sar-Path', 'evidence/A-cover-letter.md'), 'a waiver of a finding about another file'),
    'words': waived(waived_file, 'a waiver that keeps other words than the finding'),
    'never': waived(lambda r, e: (e.set('Sar-Rule', 'restricted-page-released'), e.subject('waive: restricted-page-released until 2026-12-01')), 'a waiver of what nobody may waive'),
})


def snapshot(files):
    d = hashlib.sha256()
    for path in sorted(files):
        if path.startswith('template/'):
            d.update(path[9:].encode() + b'\0' + hashlib.sha256(files[path]).hexdigest().encode() + b'\0')
    return d.hexdigest()


def adopts(change):
    def f(r):
        ev = r.of('adopt')
        files = r.contents(ev.tree)
        change(files)
        ev.tree = r.files(files)
        ev.set('Sar-Snapshot', snapshot(files))
        r.write()
    return f


def every(path, old, new):
    def f(files): files[path] = re.sub(old, new, files[path])
    return f


many('adopts', 'ours', {
    'notes': ('a template adopted that makes notes of all errors', adopts(every('template/base/rules.yaml', rb'level: error', b'level: note'))),
    'no-guards': ('a template adopted without a guard of the seal', adopts(every('template/base/workflow.yaml', rb'      - no_findings: \{level: error, waivers: 5\}\n', b''))),
    'way': ('a template adopted with a short way', adopts(every('template/base/workflow.yaml', rb'\ntransitions:\n', b'\ntransitions:\n  - {action: short-cut, title: {en: x, ja: x}, from: [drafting], to: ready, roles: [manager], evidence: head}\n'))),
    'roles': ('a template adopted that lets more people adopt one', adopts(every('template/base/workflow.yaml', rb'  adopt: \[manager\]', b'  adopt: [manager, engineering]'))),
    'any': ('a template adopted that lets anybody purge', adopts(every('template/base/workflow.yaml', rb'  purge: \[export_officer\]', b'  purge: any'))),
    'never': ('a template adopted that lets more be waived', adopts(every('template/base/template.yaml', rb'  never: \[.*\]', b'  never: [encoding]'))),
    'evidence': ('a template adopted whose report binds no evidence', adopts(every('template/base/workflow.yaml', rb'evidence: record', b'evidence: none'))),
    'clock': ('a template adopted with shorter clocks', adopts(every('template/base/workflow.yaml', rb'clock: \{days: \d+', b'clock: {days: 1'))),
    'need': ('a template adopted that needs less', adopts(every('template/template.yaml', rb': R\b', b': C'))),
    'required': ('a template adopted that needs no register', adopts(every('template/base/template.yaml', rb'(element: B\n)    required: true\n', rb'\1'))),
}, 'told')


@forge('ours', 'told')
def adopts_jump(r):
    """a template adopted whose state is called otherwise, and that leads to another"""
    ev = Event(r.of('adopt').raw(None))
    ev.set('Sar-Id', 'b' * 20)
    files = r.contents(ev.tree)
    for path in files:
        if path.endswith('workflow.yaml'): files[path] = re.sub(rb'\bdrafting\b', b'draft-b', files[path])
    ev.tree = r.files(files)
    ev.set('Sar-Snapshot', snapshot(files))
    ev.set('Sar-Mapped-To', 'approved')
    r.events[r.place(r.act(MIDDLE)):] = [ev]
    r.write()
    r.git('update-ref', '-d', 'refs/tags/submittal/1')


@forge('ours', 'told')
def adopts_state(r):
    """a template adopted that leads to another state on the way"""
    r.of('adopt').set('Sar-Mapped-To', 'approved')
    r.write()


@forge('ours')
def letter_sideways(r):
    """a letter that goes neither in nor out"""
    ev = r.of('letter')
    ev.set('Sar-Direction', 'up')
    ev.subject('letter: up: ' + ev.get('Sar-Letter'))
    r.write()


@forge('ours')
def saved_later(r):
    """a sign-off on a version that was saved a month later"""
    head = r.main()
    later = r.commit(r.git('rev-parse', head + '^{tree}'), [head], at=NOON + 30 * 86400)
    r.point('refs/heads/main', later)
    ev = r.add('sign-off', 'sign-off: signatory: A', SIGNATORY, 'signatory', [('Sar-Evidence', later), ('Sar-Meaning', 'signed'), ('Sar-Canon', 'canon-1'), ('Sar-Covers', re.findall(rb'Sar-Covers: (A \w+)', r.of('sign-off', 3).message)[0].decode())], extra=[later])
    r.write()


@forge('ours')
def rests_on_no_letter(r):
    """a deficiency that rests on a letter that there is not"""
    evidence = r.main()
    ev = r.add('remark', 'x', QUALITY, 'quality', [('Sar-Evidence', evidence), ('Sar-Reported-By', 'SASPO'), ('Sar-Occurred-On', '2026-11-20'), ('Sar-Received-On', '2026-11-21'), ('Sar-Note', 'note.md'), ('Sar-Severity', 'minor'), ('Sar-Filed-In', '7' * 20)], {'note.md': b'x\n'}, [evidence])
    ev.subject('deficiency ' + ev.get('Sar-Id') + ': minor')
    r.write()


@forge('ours', 'told')
def backdated(r):
    """recorded four weeks after the day it is of"""
    first = r.place(r.act(MIDDLE))
    for ev in r.events[first:]: ev.at(NOON - 60)
    for ev in r.events[:first]: ev.at(NOON - 60)
    for ev in r.events[first:]: ev.at(NOON)
    for ev in r.events[:first]:
        ev.at(NOON - 60)
        ev.set('Sar-As-Of', '2026-11-20')
        if ev.get('Sar-Occurred-On'): ev.set('Sar-Occurred-On', '2026-11-19'), ev.set('Sar-Received-On', '2026-11-20')
        if ev.get('Sar-Letter-Date'): ev.set('Sar-Letter-Date', '2026-11-19')
    r.write()


@forge('ours')
def purge_of_nothing(r):
    """a purge of what the package never held"""
    r.add('purge', 'purge: attachments/B/none.pdf', EXPORT, 'export_officer', [('Sar-Note', 'note.md'), ('Sar-Path', 'attachments/B/none.pdf'), ('Sar-Content', 'a' * 64)], {'note.md': b'x\n'})
    r.write()


@forge('ours')
def uses_other(r):
    """a version pinned that is of another package"""
    ev = r.of('use')
    ev.set('Sar-Used', 'HOSHIZORA-OKUTAMA')
    ev.subject('use: HOSHIZORA-OKUTAMA as profile')
    r.write()


@forge('ours')
def uses_unknown(r):
    """a use that the template does not know"""
    ev = r.of('use')
    ev.set('Sar-Alias', 'bank')
    ev.subject('use: MINATO-YOKOSUKA as bank')
    r.write()


@forge('ours')
def unused(r):
    """released without the profile it rests on"""
    r.remove(r.of('use'))
    r.write()


@forge('ours')
def appointed_nobody(r):
    """an appointment to a role that there is not"""
    r.add('appoint', f'appoint: {ENGINEER}: general', MANAGER, 'manager', [('Sar-Appointee', ENGINEER), ('Sar-Granted', 'general')])
    r.write()


@forge('ours')
def exported_unknown(r):
    """an export of a workbook that the template does not know"""
    ev = r.of('exported')
    ev.set('Sar-Profile', 'secret')
    ev.subject('exported: submittal 1, profile secret')
    r.write()


def remarked(trailers, what, severity='minor'):
    def f(r):
        lines = [(k, v) for k, v in trailers if k < 'Sar-S' and k in ('Sar-Evidence', 'Sar-Note')]
        evidence, rest = r.main(), [t for t in trailers]
        number = 'c' * 20
        ev = r.add('remark', f'remark {number}: {severity}', QUALITY, 'quality', [('Sar-Evidence', evidence), ('Sar-Note', 'note.md')] + [t for t in rest if t[0] == 'Sar-Path'] + [t for t in rest if t[0] == 'Sar-Content'] + [('Sar-Severity', severity)] + [t for t in rest if t[0] in ('Sar-Element', 'Sar-Requirement')], {'note.md': b'x\n'}, [evidence])
        ev.set('Sar-Id', number)
        r.write()
    return what, f


many('remarked', 'ours', {
    'severity': remarked([], 'a remark of a gravity that there is not', 'mortal'),
    'element': remarked([('Sar-Element', 'Z')], 'a remark on an element that there is not'),
    'line': remarked([('Sar-Requirement', 'Z9')], 'a remark on a checklist line that there is not'),
    'file': remarked([('Sar-Path', 'evidence/none.md')], 'a remark on a file that there is not'),
    'content': remarked([('Sar-Path', 'attachments/C/none.pdf'), ('Sar-Content', 'a' * 64)], 'a remark on content that the file never had'),
})


def raised(r, number='c' * 20):
    """A remark of quality on main's newest version."""
    ev = r.add('remark', f'remark {number}: major', QUALITY, 'quality', [('Sar-Evidence', r.main()), ('Sar-Note', 'note.md'), ('Sar-Severity', 'major')], {'note.md': b'x\n'}, [r.main()])
    ev.set('Sar-Id', number)
    return number


REPORT = [('Sar-Reported-By', 'SASPO'), ('Sar-Occurred-On', '2026-11-20'), ('Sar-Received-On', '2026-11-21')]


@forge('ours')
def closed_by_report(r):
    """our own remark, unanswered, closed by the engineer as what the authority did"""
    number = raised(r)
    r.add('close', f'close: remark {number}', ENGINEER, 'engineering', REPORT + [('Sar-Remark', number)])
    r.write()


@forge('ours')
def closed_by_who_answered(r):
    """our own remark, closed by who answered it as what the authority did"""
    number = raised(r)
    r.add('answer', f'answer: remark {number}: clarified', ENGINEER, 'engineering', [('Sar-Note', 'note.md'), ('Sar-Remark', number), ('Sar-Disposition', 'clarified')], {'note.md': b'x\n'})
    r.add('close', f'close: remark {number}', ENGINEER, 'engineering', REPORT + [('Sar-Note', 'note.md'), ('Sar-Remark', number)], {'note.md': b'x\n'})
    r.write()


@forge('ours', 'told')
def reopened_by_report(r):
    """our own remark, reopened by who made it as what the authority did"""
    number = raised(r)
    r.add('close', f'close: remark {number}', QUALITY, 'quality', [('Sar-Note', 'note.md'), ('Sar-Remark', number)], {'note.md': b'x\n'})
    r.add('reopen', f'reopen: remark {number}', QUALITY, 'quality', REPORT + [('Sar-Note', 'note.md'), ('Sar-Remark', number)], {'note.md': b'x\n'})
    r.write()


def answered(version, what):
    def f(r):
        number, at = raised(r), version(r)
        r.add('answer', f'answer: remark {number}: changed', ENGINEER, 'engineering', [('Sar-Evidence', at), ('Sar-Remark', number), ('Sar-Disposition', 'changed')], extra=[at])
        r.write()
    return what, f


many('answered', 'ours', {
    'before': answered(lambda r: r.git('rev-list', '--max-parents=0', 'refs/heads/main'), 'answered by a change that was saved before the remark'),
    'same': answered(lambda r: r.main(), 'answered by a change, with the version that the remark is on'),
})


@forge('ours')
def letter_guard(r):
    """a deficiency recorded without its letter"""
    ev = r.act('report-deficiency')
    for name in ('Sar-Letter', 'Sar-Letter-Date', 'Sar-Letter-Reference', 'Sar-Letter-From'): ev.drop(name)
    ev.tree = r.tree([])
    r.write()


@forge('ours')
def clock_guard(r):
    """asked again before the time had run out"""
    at = r.place(r.act('report-requirements'))
    r.add('transition', 'transition: ask-requirements-again: inquiry -> eligibility', MANAGER, 'manager', [('Sar-Action', 'ask-requirements-again'), ('Sar-From', 'inquiry'), ('Sar-To', 'eligibility')], at=at)
    ev = Event(r.act('ask-requirements').raw(None))
    ev.set('Sar-Id', 'b' * 20)
    r.events.insert(at + 1, ev)
    r.write()


@forge('ours')
def due_without_clock(r):
    """a day set for an act of our own"""
    ev = r.act('start-screen')
    ev.message += b'Sar-Due: 2027-01-01\n'
    r.write()


@forge('ours')
def sealed_register(r):
    """a seal that leaves a register out"""
    sealed(lines(lambda x: b'registers/operations.csv' not in x), '')[1](r)


# ---- signatures: keys that are bound, end and are revoked at their places
def signs(ev, name, space='git', of=None):
    """ev as it will stand, signed; of: the bytes of another event are signed in its place."""
    raw = Event.raw

    def made(before):
        ev.others = b''
        ev.others = signature(raw(of, before) if of else raw(ev, before), name, space)
        return raw(ev, before)
    ev.raw = made
    return ev


def trust(r, name, person=MANAGER, by=MANAGER, role='manager', more=(), **kw):
    return r.add('trust', f'trust: a key of {person}', by, role, [('Sar-Appointee', person), ('Sar-Key', key(name)[1]), *more], **kw)


def revoke(r, name, person=MANAGER, by=MANAGER, role='manager', day=DAY):
    return r.add('revoke', f'revoke: a key of {person}', by, role,
                 [('Sar-Appointee', person), ('Sar-Key', key(name)[1]), ('Sar-Occurred-On', day), ('Sar-Note', 'note.md')], {'note.md': b'Lost.\n'})


def keyed(what, *steps):
    def f(r):
        for step in steps: step(r)
        r.write()
    return what, f


def T(name, signer='m', **kw): return lambda r: signs(trust(r, name, **kw), signer)
def N(signer, person=MANAGER, role='manager', space='git'): return lambda r: signs(r.note(person=person, role=role), signer, space)
def R(name, signer='m', **kw): return lambda r: signs(revoke(r, name, **kw), signer)
def bare(person=MANAGER, role='manager'): return lambda r: r.note(person=person, role=role)


def notes_are_signed(how):
    def step(r):
        ev = r.of('adopt')
        files = r.contents(ev.tree)
        every('template/base/workflow.yaml', rb'  note: any\n', b'  note:\n    roles: [any]\n    guards:\n      - signed: ' + how + b'\n')(files)
        ev.tree = r.files(files)
        ev.set('Sar-Snapshot', snapshot(files))
    return step


def of_another_by(r, name):
    first = r.note()
    signs(r.note(text=b'Another note.\n'), name, of=first)


def turned_by(r, name):
    ev = signs(r.note(), name)
    made = ev.raw
    ev.raw = lambda before: made(before).replace(b'Sar-Role: manager', b'Sar-Role: quality')


def of_another(r): of_another_by(r, 'm')
def turned(r): turned_by(r, 'm')


def vouched(r):
    """A template adopted in which two together trust a key of the last who may appoint."""
    ev = r.of('adopt')
    files = r.contents(ev.tree)
    every('template/base/workflow.yaml', rb'\nacts:\n', b'\nacts:\n  vouch: {roles: [quality, export_officer, signatory], count: 2}\n')(files)
    ev.tree = r.files(files)
    ev.set('Sar-Snapshot', snapshot(files))


CAPITALS = QUALITY.replace('sachiko.endo@', 'Sachiko.Endo@')
E, ENG = ENGINEER, 'engineering'
many('signed', 'both', {
    'other': keyed("signed with another's key", T('m'), T('e', person=E), N('e')),
    'other-turned': keyed("another's act signed with one's own key", T('m'), T('e', person=E), N('m', E, ENG)),
    'revoked': keyed('signed with a revoked key', T('m'), T('n'), R('n'), N('n')),
    'revoked-own': keyed('signed with a key that its owner revoked', T('m'), T('e', person=E), R('e', 'e', person=E, by=E, role=ENG), N('e', E, ENG)),
    'expired': keyed('signed with a key whose days are over', T('m'), T('n', more=[('Sar-Until', '2026-11-22')]), N('n')),
    'not-yet': keyed('signed with a key whose days have not come', T('m'), T('n', more=[('Sar-Valid-From', '2026-11-24')]), N('n')),
    'space': keyed('signed for another purpose', T('m'), N('m', space='file')),
    'of-another': keyed('the signature of another event', T('m'), of_another),
    'turned': keyed('words changed behind the signature', T('m'), turned),
    'ended': keyed('signed with a key that a later appointment leaves out', T('m'), lambda r: signs(r.add('appoint', f'appoint: {E}: engineering', MANAGER, 'manager',
        [('Sar-Appointee', E), ('Sar-Granted', 'engineering'), ('Sar-Key', key('e')[1])]), 'm'), lambda r: signs(r.add('appoint', f'appoint: {E}: engineering', MANAGER,
        'manager', [('Sar-Appointee', E), ('Sar-Granted', 'engineering')]), 'm'), N('e', E, ENG)),
    'revoked-again': keyed('a revoked key trusted again', T('m'), T('n'), R('n'), T('n')),
    'revoked-appointed': keyed('a revoked key in an appointment', T('m'), T('e', person=E), R('e', person=E), lambda r: signs(r.add('appoint',
        f'appoint: {E}: engineering', MANAGER, 'manager', [('Sar-Appointee', E), ('Sar-Granted', 'engineering'), ('Sar-Key', key('e')[1])]), 'm')),
    'trusted-twice': keyed('one key for two persons', T('m'), T('e', person=E), T('e', person=QUALITY)),
    'appointed-twice': keyed('a key of another in an appointment', T('m'), T('e', person=E), lambda r: signs(appoints(r, QUALITY, ['quality'], [('Sar-Key', key('e')[1])]), 'm')),
    'appointed-none': keyed('a key that is none in an appointment', lambda r: appoints(r, QUALITY, ['quality'], [('Sar-Key', 'rubbish')])),
    'vouched-twice': keyed('one person vouches twice, with the address in other letters', vouched, lambda r: trust(r, 'x', by=QUALITY, role='quality'), lambda r: appoints(r, CAPITALS, ['quality']),
        lambda r: trust(r, 'x', by=CAPITALS, role='quality'), N('x')),
    'trusted-alone': keyed('a key trusted by who may not', T('m'), lambda r: trust(r, 'e', person=E, by=E, role=ENG)),
    'trusted-by-quality': keyed('a key of the last who may appoint, trusted by one who may not', lambda r: trust(r, 'x', by=QUALITY, role='quality')),
    'trusted-stranger': keyed('a key of who is not appointed', T('m'), T('x', person=STRANGER)),
    'trusted-none': keyed('a key that is none', lambda r: r.add('trust', f'trust: a key of {MANAGER}', MANAGER, 'manager', [('Sar-Appointee', MANAGER), ('Sar-Key', 'my-key')])),
    'trusted-days': keyed('a key that ends before it begins', lambda r: trust(r, 'n', more=[('Sar-Until', '2026-11-22'), ('Sar-Valid-From', '2026-11-24')])),
    'revoked-none': keyed('a key revoked that is bound to nobody', T('m'), R('x')),
    'revoked-by-other': keyed("another's key revoked by who may not", T('m'), T('e', person=E), lambda r: revoke(r, 'm', by=E, role=ENG)),
    'revoked-ahead': keyed('a key revoked from a day to come', T('m'), R('m', day='2026-11-24')),
    'asked': keyed('unsigned where the template asks for it', notes_are_signed(b'true')),
    'asked-once': keyed('unsigned, where who has a key must sign', notes_are_signed(b'{once_bound: true}'), T('m'), bare()),
    'asked-early': keyed('signed with a key before it is bound, where it must count', notes_are_signed(b'{once_bound: true}'), T('m'), T('n', 'n'), N('x')),
    'asked-unbound': keyed('signed with a key of nobody where one that counts is asked', notes_are_signed(b'{once_bound: true}'), T('m'), N('x')),
})
many('signed', 'both', {
    'unbound': keyed('signed with a key of nobody', T('m'), N('x')),
    'lacking': keyed('unsigned by who has a key', T('m'), bare()),
    'doubtful': keyed('signed before somebody said that the key is lost, on a day from which it is not believed', T('m'), T('n'), N('n'), R('n')),
}, 'told')
many('honest-signed', 'both', {
    'own': keyed('signed with a key of their own', T('m'), T('e', person=E), N('m'), N('e', E, ENG)),
    'early': keyed('signed with a key that is bound later: a founder', N('m'), T('m'), N('m')),
    'two-keys': keyed('signed with either of two keys', T('m'), T('n'), N('m'), N('n')),
    'last-day': keyed('signed on the first and last day of a key', T('m'), T('n', more=[('Sar-Until', DAY), ('Sar-Valid-From', DAY)]), N('n')),
    'longer': keyed('a key that is trusted for longer', T('m'), T('n', more=[('Sar-Until', '2026-11-22')]), T('n', more=[('Sar-Until', DAY)]), N('n')),
    'asked': keyed('notes signed by those who have a key, as the template asks', notes_are_signed(b'{once_bound: true}'), T('m'), N('m'), bare(E, ENG)),
}, 'consistent')


def inside(r):
    """the bytes in the signature, and others in the commit"""
    ev = signs(r.note(), 'x-m:-nodetach')
    made = ev.raw
    ev.raw = lambda before: made(before).replace(b'Sar-Role: manager', b'Sar-Role: quality')


def without_its_end(r):
    ev = signs(r.note(), 'x-m')
    made = ev.raw
    ev.raw = lambda before: re.sub(rb'(\n [\w+/=]+)(\n -----END)', rb'\2', made(before), count=1)


asks = notes_are_signed(b'{once_bound: true}')
many('certificate', 'both', {
    'other': keyed("signed with another's certificate", T('x-m', 'x-m'), T('x-e', 'x-m', person=E), N('x-e')),
    'other-turned': keyed("another's act signed with one's own certificate", T('x-m', 'x-m'), T('x-e', 'x-m', person=E), N('x-m', E, ENG)),
    'expired': keyed('signed with a certificate that had ended', T('x-m', 'x-m'), T('x-over', 'x-m'), N('x-over')),
    'not-yet': keyed('signed with a certificate that had not begun', T('x-m', 'x-m'), T('x-soon', 'x-m'), N('x-soon')),
    'expired-longer': keyed('trusted for longer than the certificate says itself', T('x-m', 'x-m'), T('x-over', 'x-m', more=[('Sar-Until', '2030-01-01')]), N('x-over')),
    'trusted-days': keyed('on none of the days for which it was trusted', T('x-m', 'x-m'), T('x-n', 'x-m', more=[('Sar-Until', '2026-11-22')]), N('x-n')),
    'revoked': keyed('signed with a revoked certificate', T('x-m', 'x-m'), T('x-n', 'x-m'), R('x-n', 'x-m'), N('x-n')),
    'revoked-again': keyed('a revoked certificate trusted again', T('x-m', 'x-m'), T('x-n', 'x-m'), R('x-n', 'x-m'), T('x-n', 'x-m')),
    'turned': keyed('words changed behind the signature', T('x-m', 'x-m'), lambda r: turned_by(r, 'x-m')),
    'of-another': keyed('the signature of another event', T('x-m', 'x-m'), lambda r: of_another_by(r, 'x-m')),
    'inside': keyed(inside.__doc__, T('x-m', 'x-m'), inside),
    'inside-own': keyed('the bytes stand in the signature as well', T('x-m', 'x-m'), N('x-m:-nodetach')),
    'sha1': keyed('a digest that nobody believes any more', T('x-m', 'x-m'), N('x-m:-md sha1')),
    'bare': keyed('no attributes are signed', T('x-m', 'x-m'), N('x-m:-noattr')),
    'two': keyed('two signers in one signature', T('x-m', 'x-m'), T('x-e', 'x-m', person=E), N('x-m+x-e')),
    'twin': keyed('by a certificate that is not held, and names one that is', T('x-m', 'x-m'), N('x-twin:-nocerts')),
    'cut': keyed('the signature without its end', T('x-m', 'x-m'), without_its_end),
    'trusted-twice': keyed('one certificate for two persons', T('x-m', 'x-m'), T('x-e', 'x-m', person=E), T('x-e', 'x-m', person=QUALITY)),
    'asked-unbound': keyed('a certificate of nobody where one that counts is asked', asks, T('x-m', 'x-m'), N('x-x')),
    'asked-twin': keyed('a certificate with the name and number of one that counts', asks, T('x-m', 'x-m'), N('x-twin')),
    'asked-strange': keyed('the certificate is neither held nor in the signature', asks, T('x-m', 'x-m'), N('x-x:-nocerts')),
    'asked-small': keyed('a key that is too small to count', asks, T('x-m', 'x-m'), T('x-small', 'x-m'), N('x-small')),
})
many('certificate', 'both', {
    'unbound': keyed('signed with a certificate of nobody', T('x-m', 'x-m'), N('x-x')),
    'strange': keyed('by a certificate that is not here', T('x-m', 'x-m'), N('x-x:-nocerts')),
    'lacking': keyed('unsigned by who has a certificate', T('x-m', 'x-m'), bare()),
    'doubtful': keyed('signed on a day from which the certificate is not believed', T('x-m', 'x-m'), T('x-n', 'x-m'), N('x-n'), R('x-n', 'x-m')),
}, 'told')
many('honest-certificate', 'both', {
    'own': keyed('signed with a certificate of their own', T('x-m', 'x-m'), T('x-rsa', 'x-m', person=E), N('x-m'), N('x-rsa', E, ENG)),
    'held': keyed('the certificate is held by the journal alone', T('x-m', 'x-m'), N('x-m:-nocerts')),
    'last-day': keyed('on the last day of a certificate, and the first of one', T('x-m', 'x-m'), T('x-last', 'x-m'), T('x-first', 'x-m'), N('x-last'), N('x-first')),
    'asked': keyed('signed as the template asks', asks, T('x-m', 'x-m'), N('x-m'), bare(E, ENG)),
    'beside': keyed('beside a key of SSH', T('m'), T('x-m'), N('x-m'), N('m')),
}, 'consistent')
if GPG:
    many('openpgp', 'both', {
        'other': keyed("signed with another's key", T('m'), T('g-e', person=E), N('g-e')),
        'turned': keyed('words changed behind the signature', T('m'), T('g-n'), lambda r: turned_by(r, 'g-n')),
        'of-another': keyed('the signature of another event', T('m'), T('g-n'), lambda r: of_another_by(r, 'g-n')),
        'revoked': keyed('signed with a revoked key', T('m'), T('g-n'), R('g-n'), N('g-n')),
        'days': keyed('on none of the days for which it was trusted', T('m'), T('g-n', more=[('Sar-Until', '2026-11-22')]), N('g-n')),
        'asked-strange': keyed('by a key that nobody holds, where one that counts is asked', asks, T('m'), T('g-n'), N('g-x')),
        'asked-lies': keyed('the name of one key on another, where one that counts is asked', asks, T('m'), T('g-n-lies'), N('g-n')),
        'asked-lies-other': keyed('by the key that lies under the name of another', asks, T('m'), T('g-n-lies'), N('g-x')),
    })
    many('openpgp', 'both', {
        'strange': keyed('by a key that nobody holds', T('m'), T('g-n'), N('g-x')),
    }, 'told')
    many('honest-openpgp', 'both', {
        'own': keyed('signed with keys of their own', T('m'), T('g-n'), T('g-e', person=E), N('g-n'), N('g-e', E, ENG)),
        'early': keyed('signed with a key that is bound later', N('g-n'), T('g-n', 'g-n'), N('g-n')),
        'asked': keyed('signed as the template asks', asks, T('g-n', 'g-n'), N('g-n'), bare(E, ENG)),
    }, 'consistent')


# ---- histories that are as they should be
@forge('both', 'consistent')
def honest(r):
    """as it was"""


@forge('both', 'consistent')
def honest_packed(r):
    """packed by git"""
    for name in ('pack-refs --all', 'repack -qad', 'prune-packed'): r.git(*name.split())


@forge('both', 'told')
def signed_strange_openpgp(r):
    """an event with the armour of OpenPGP, of a key that nobody holds"""
    r.act(MIDDLE).others = ARMOUR.replace(b'SSH SIGNATURE', b'PGP SIGNATURE')
    r.write()


@forge('ours')
def signature_none(r):
    """an event with the armour of a signature and nothing in it"""
    r.act(MIDDLE).others = ARMOUR
    r.write()


@forge('both', 'consistent')
def honest_branch(r):
    """a branch of somebody who tries something"""
    r.point('refs/heads/try', r.commit(r.git('rev-parse', 'main^{tree}'), [r.main()]))


@forge('both', 'consistent')
def honest_branch_of_journal(r):
    """a branch on an event in the midst of the journal, and one on its newest"""
    r.point('refs/heads/midst', r.act(MIDDLE).id)
    r.point('refs/heads/newest', r.was)


@forge('both')
def signed_behind_branch(r):
    """the signature of another event, and a branch that leads to it"""
    keyed('', T('m'), of_another)[1](r)
    r.point('refs/heads/newest', r.git('rev-parse', 'refs/sar/journal'))


LONG = 80      # more than are read at a time


@forge('both')
def long_stranger(r):
    """many notes, and a stranger's long before the newest"""
    for i in range(LONG): r.note(text=b'Note %d.\n' % i, **(dict(person=STRANGER) if i == LONG // 3 else {}))
    r.write()


@forge('both')
def long_twice(r):
    """many notes, one of them with the id of one long before"""
    first = r.note()
    for i in range(LONG): r.note(text=b'Note %d.\n' % i)
    r.note().set('Sar-Id', first.get('Sar-Id'))
    r.write()


@forge('both', 'not-judged')
def honest_absent(r):
    """the content of an attachment is not here"""
    os.unlink(r.content(r.digest(r.attachment())))


def main():
    args = sys.argv[1:]
    share = int(args[1]) if args[0] == '--share' else 1
    base, folder, *names = args[2:] if args[0] == '--share' else args
    os.makedirs(folder, exist_ok=True)
    for name, who, verdict, f in forgeries[::share]:
        if names and name not in names: continue
        r = Repo(base, f'{folder}/{name}')
        f(r)
        print(name, who, verdict, f.since(r) if hasattr(f, 'since') else '-', f.__doc__.strip(), sep='\t')


main()
