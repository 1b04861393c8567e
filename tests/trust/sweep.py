"""sweep.py: one command, killed before, and failed at, each system call it makes; what is left is judged.

    sweep.py PROGRAM WORK kill|fault [--share N] <scenarios

A scenario is a line of JSON: {"name", "base": a folder that is copied for each try, "argv": the command in it, "state":
status of the clean run, "again": words with which it may be refused where it was done already, "env": more environment}.

Kill: kill -9 before each call that changes anything on the disc (a call that changes nothing leaves what the one before
it left).  Fault: each call that touches a file answers with an error in its turn.  Afterwards

  - git fsck --strict is clean, and each reference and each file is as before the command or as after it, never between;
  - inside a package's layout there is nothing that the command would not have left there;
  - what was said is true: a command that says "nothing was changed" has changed nothing, one that ends well has done all;
  - the same command once more ends well, and then all is as after one clean run, with nothing left lying about.

--share N: every N-th place only, another one each run of numbers.  The last line: tried N failed N.
"""
import hashlib, json, os, re, shutil, signal, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

PROGRAM, WORK, MODE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
SHARE = int(sys.argv[sys.argv.index("--share") + 1]) if "--share" in sys.argv else 1
ONLY = os.environ.get("ONLY", "")               # these scenarios, and these calls
CALLS = list(filter(None, os.environ.get("CALLS", "").split(",")))
SHOWN = int(os.environ.get("SHOWN", "6"))       # failures told of each scenario

CHANGES = ["write", "pwrite64", "writev", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat",
           "mkdir", "mkdirat", "rmdir", "ftruncate", "truncate", "fchmod", "chmod", "fchmodat", "fsync", "fdatasync", "syncfs",
           "symlink", "symlinkat", "openat", "sendfile", "copy_file_range", "exit_group", "utimensat", "flock"]
# what a call may fail with; more than one is tried each
FAILS = {"openat": ["EMFILE", "EACCES", "EIO", "ENOSPC"], "write": ["ENOSPC", "EIO", "EINTR"], "pwrite64": ["ENOSPC", "EIO", "EINTR"],
         "rename": ["EIO", "EROFS"], "renameat": ["EIO"], "renameat2": ["EIO"], "link": ["EIO", "EMLINK"], "linkat": ["EIO"],
         "unlink": ["EIO", "EROFS"], "unlinkat": ["EIO"], "mkdir": ["ENOSPC", "EROFS"], "mkdirat": ["ENOSPC"], "rmdir": ["EIO"],
         "ftruncate": ["EIO"], "fchmod": ["EIO", "EROFS"], "chmod": ["EIO"], "fsync": ["EIO"], "fdatasync": ["EIO"],
         "syncfs": ["EIO", "ENOSPC"], "read": ["EIO", "EINTR"], "pread64": ["EIO", "EINTR"], "getdents64": ["EIO"], "close": ["EIO"],
         "fstat": ["EIO"], "newfstatat": ["EIO"], "lseek": ["EIO"], "flock": ["EINTR", "EIO"], "pipe2": ["EMFILE"], "fcntl": ["EMFILE"],
         "memfd_create": ["EMFILE"], "sendfile": ["EIO"], "copy_file_range": ["EIO"]}
OUTSIDE = re.compile(r'"/(usr|lib|etc|proc|sys|dev|opt)')


def quiet(argv, cwd, env=None):
    return subprocess.run(argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def environment(s):
    e = dict(os.environ)
    e.update(s.get("env", {}))
    return e


def digest(path):
    if os.path.islink(path):
        return "link " + os.readlink(path)
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


# What a repository may hold of its own, and what git's own housekeeping leaves
OWN = re.compile(r"^(\./)?\.git/(objects/|refs/|lfs/objects/|index$|logs/|ORIG_HEAD$|COMMIT_EDITMSG$|packed-refs$|sarflow\.lock$|sarflow/(pages|columns\.csv|taking|tmp|template-[0-9a-f]{40})$)")


def look(root):
    """References of each repository; files outside .git; names inside .git that are not git's own; content beside git."""
    refs, files, strange, kept = {}, {}, set(), set()
    for top, folders, names in os.walk(root):
        rel = os.path.relpath(top, root)
        if ".git" in folders:
            git = os.path.join(top, ".git")
            out = quiet(["git", "for-each-ref", "--format=%(refname) %(objectname)"], top).stdout.decode().split("\n")
            for line in filter(None, out):
                name, value = line.split()
                refs[(rel, name)] = value
            for t, ff, nn in os.walk(git):
                for n in nn:
                    p = os.path.relpath(os.path.join(t, n), top)
                    if p.startswith(".git/lfs/objects/"):
                        kept.add(os.path.join(rel, p))
                    if not OWN.match(p) or n.endswith(".lock") and n != "sarflow.lock" or n.startswith(("tmp_", "put-")) or ".new" in n:
                        strange.add(os.path.join(rel, p))
            folders.remove(".git")
        for n in names:
            p = os.path.join(top, n)
            files[os.path.relpath(p, root)] = digest(p)
        for n in folders:
            if not os.listdir(os.path.join(top, n)):
                files[os.path.relpath(os.path.join(top, n), root) + "/"] = ""
    return {"refs": refs, "files": files, "strange": strange, "kept": kept}


def repositories(root):
    return [t for t, f, _ in os.walk(root) if ".git" in f and not os.path.basename(t).startswith(".")]


def is_in_layout(path, packages):
    return any(path.startswith(p + "/") for p in packages)


def paths(status):
    """A new file is told to git's index or not: either is as good."""
    return sorted(x[3:] for x in status.decode().split("\n"))


class Sweep:
    def __init__(self, s):
        self.s, self.name = s, s["name"]
        self.env = environment(s)
        self.status = s.get("status", 0)
        self.tried, self.bad, self.seen = 0, [], {}

    def fresh(self, where):
        shutil.rmtree(where, ignore_errors=True)
        subprocess.run(["cp", "-a", self.s["base"], where], check=True)

    def command(self):
        return [PROGRAM] + self.s["argv"]

    def clean_run(self):
        where = os.path.join(WORK, "clean")
        self.fresh(where)
        self.before = look(where)
        r = quiet(self.command(), where, self.env)
        if r.returncode != self.status:
            raise SystemExit("%s: the clean run ends with %d: %s" % (self.name, r.returncode, r.stderr.decode()[-400:]))
        self.after = look(where)
        self.packages = sorted({k[0] for k in list(self.before["refs"]) + list(self.after["refs"])})
        self.clean_out = r.stdout

    def trace(self, calls):
        where = os.path.join(WORK, "traced")
        self.fresh(where)
        log = os.path.join(WORK, "trace")
        quiet(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join("?" + c for c in calls)] + self.command(), where, self.env)
        counts, places = {}, []
        for line in open(log, errors="replace"):
            m = re.match(r"(\d+) +([a-z0-9_]+)\((.*)", line)
            if not m:
                continue
            pid, call, rest = m.groups()
            counts[(pid, call)] = counts.get((pid, call), 0) + 1
            places.append((call, counts[(pid, call)], rest))
        return places

    def places(self):
        seen, out = set(), []
        for call, n, rest in self.trace(CHANGES if MODE == "kill" else list(FAILS)):
            if (call, n) in seen or (CALLS and call not in CALLS):
                continue
            seen.add((call, n))
            if MODE == "kill":
                if call == "openat" and not re.search(r"O_CREAT|O_TRUNC|O_WRONLY|O_RDWR", rest):
                    continue
                out.append((call, n, "KILL", rest))
            elif not OUTSIDE.search(rest[:200]):
                out += [(call, n, e, rest) for e in FAILS[call]
                        if not (e in ("ENOSPC", "EROFS", "EACCES") and call == "openat" and "O_CREAT" not in rest and "O_WRONLY" not in rest and "O_RDWR" not in rest)]
        return out

    def said(self, where, r, now):
        """Is what it says true?"""
        err = r.stderr.decode(errors="replace") if r else ""
        moved = now["refs"] != self.before["refs"]
        changed = moved or now["files"] != self.before["files"]
        if "nothing was changed" in err and changed:
            return "it says that nothing was changed, and it was: " + err[-200:]
        if r and r.returncode == self.status and r.stdout == self.clean_out and self.short(now, self.after):
            return None                         # judge() looks
        if r and r.returncode in (3,) and not err.strip():
            return "it fails without a word"
        return None

    def short(self, now, wanted, hidden=False):
        """The first difference in references, files and what lies about; None: there is none.  hidden: temporaries may
        be left, for removing them failed, or has to wait for what failed to reach the disc."""
        if hidden:
            now = {"refs": now["refs"], "files": {k: v for k, v in now["files"].items() if ".sarflow-tmp-" not in k},
                   "strange": {k for k in now["strange"] if ".sarflow-tmp-" not in k}, "kept": now["kept"]}
        for key in ("refs", "files"):
            a, b = now[key], wanted[key]
            for k in sorted(set(a) | set(b), key=str):
                if a.get(k) != b.get(k):
                    return "%s %s is %s and not %s" % (key, k, a.get(k, "not there"), b.get(k, "gone"))
        more = now["strange"] - wanted["strange"]
        if more:
            return "left behind: " + ", ".join(sorted(more)[:4])
        lost = wanted["kept"] - now["kept"]
        if lost:
            return "content is gone: " + sorted(lost)[0]
        return None

    def between(self, now):
        hidden = lambda k: any(x.startswith(".sarflow-tmp-") for x in k.split("/"))
        now = {"refs": {k: v for k, v in now["refs"].items() if not hidden(k[0])}, "files": {k: v for k, v in now["files"].items() if not k.startswith(".sarflow-tmp-")}}
        for k in set(now["refs"]) | set(self.before["refs"]) | set(self.after["refs"]):
            v = now["refs"].get(k)
            if v not in (self.before["refs"].get(k), self.after["refs"].get(k)) and not self.s.get("steps"):
                return "%s is neither as before nor as after" % (k,)
        for k, v in now["files"].items():
            if v not in (self.before["files"].get(k), self.after["files"].get(k)) and is_in_layout(k, self.packages) \
                    and not (v == "" and k.endswith("/")):
                return "in the package: %s is neither as before nor as after" % k
        return None

    def try_one(self, job):
        i, (call, n, what, rest) = job
        where = os.path.join(WORK, "try%d" % i)
        try:
            return self.judge(where, call, n, what, rest)
        except subprocess.TimeoutExpired:
            return "it hangs"
        except Exception as e:                  # an unreadable thing is a finding of its own
            return "%s: %s" % (type(e).__name__, e)
        finally:
            shutil.rmtree(where, ignore_errors=True)

    def judge(self, where, call, n, what, rest):
        self.fresh(where)
        how = "signal=KILL" if what == "KILL" else "error=" + what
        # stops at no other call, which halves the time; a stop of that kind delivers no signal
        swift = [] if what == "KILL" else ["--seccomp-bpf"]
        argv = ["strace", "-f", "-qq", "-o", "/dev/null", *swift, "-e", "trace=?" + call, "-e", "inject=%s:%s:when=%d" % (call, how, n)] + self.command()
        r = subprocess.run(argv, cwd=where, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        if r.returncode in (-11, -6, 139, 134):
            return "it crashes: %s" % r.stderr.decode(errors="replace")[-200:]
        now = look(where)
        why = self.between(now) or (self.said(where, r, now) if what != "KILL" else None)
        if why:
            return why
        told = r.stdout == self.clean_out and (r.stdout and call != "write" if what == "KILL" else r.returncode == self.status)
        if told:                                # all was told: then all is done; again would be another act
            kept = call in ("unlink", "unlinkat", "rmdir", "fsync")
            wrong = self.short(now, self.after, kept) or (kept and self.swept(where))
            return wrong and "it told that it was done, and " + wrong
        key = repr((sorted(now["refs"].items()), sorted(now["files"].items()), sorted(now["strange"]), sorted(now["kept"]))) + self.marks(where)
        if key in self.seen:
            return self.seen[key]
        self.seen[key] = why = self.again(where)
        return why

    def swept(self, where):
        """What could not be removed, or may be only when the disc has something else for good: the next writer does."""
        for repo in repositories(where):
            quiet([PROGRAM, "-C", repo, "save", "-m", "sweep"], where, self.env)
        left = sorted(k for k in look(where)["strange"] if ".sarflow-tmp-" in k)
        return left and "the next writer leaves it behind: " + left[0]

    def marks(self, where):
        """Locks with their content: who holds what decides what the next command may do."""
        out = []
        for t, _, names in os.walk(where):
            for n in names:
                if n.endswith(".lock") or n == "index":
                    p = os.path.join(t, n)
                    out.append((os.path.relpath(p, where), n == "index" or re.sub(r"\d+", "#", open(p, errors="replace").read()[:40])))
        return repr(sorted(out))

    def again(self, where):
        for repo in repositories(where):
            f = quiet(["git", "fsck", "--strict", "--no-dangling", "--no-progress"], repo)
            lines = [x for x in (f.stdout + f.stderr).decode(errors="replace").split("\n") if x and not x.startswith(("notice", "Checking"))]
            if f.returncode or lines:
                return "fsck: " + " ".join(lines)[:200]
        r = subprocess.run(self.command(), cwd=where, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        err = r.stderr.decode(errors="replace")
        if r.returncode != self.status and not (self.s.get("again") and re.search(self.s["again"], err)):
            return "done again it ends with %d: %s" % (r.returncode, err.strip()[-250:])
        if self.s.get("steps"):                 # done again it may have nothing to write; the next writer sweeps
            for repo in repositories(where):
                quiet([PROGRAM, "-C", repo, "save", "-m", "sweep"], where, self.env)
        if r.returncode != self.status:         # refused: it is there, and the next writer sweeps
            for repo in repositories(where):
                quiet([PROGRAM, "-C", repo, "doctor"], where, self.env)
        wrong = self.short(look(where), self.after)
        if wrong:
            return "done again, " + wrong
        for repo in repositories(where):
            g = quiet(["git", "status", "--porcelain"], repo)
            c = quiet(["git", "status", "--porcelain"], os.path.join(WORK, "clean", os.path.relpath(repo, where)))
            if paths(g.stdout) != paths(c.stdout) or g.stderr != c.stderr:
                return "done again, git status says " + (g.stdout + g.stderr).decode(errors="replace")[:150]
        return None

    def run(self):
        self.clean_run()
        self.places_all = self.places()
        step = [p for k, p in enumerate(self.places_all) if (k + sum(map(ord, self.name))) % SHARE == 0]
        with ThreadPoolExecutor(2) as pool:
            for job, why in zip(step, pool.map(self.try_one, enumerate(step))):
                self.tried += 1
                if why:
                    self.bad.append("%s no. %d %s (%s): %s" % (job[0], job[1], job[2], job[3][:70].replace("\n", " "), why))


def main():
    os.makedirs(WORK, exist_ok=True)
    tried = failed = 0
    for line in sys.stdin:
        if not line.strip() or (ONLY and json.loads(line)["name"] not in ONLY.split(",")):
            continue
        s = Sweep(json.loads(line))
        s.run()
        tried, failed = tried + s.tried, failed + len(s.bad)
        print("%-6s %-24s %5d tried %5d failed" % (MODE, s.name, s.tried, len(s.bad)), flush=True)
        kinds = {}
        for b in s.bad:
            kinds.setdefault(re.sub(r"[0-9]+|\(.*?\): |[0-9a-f]{7,}", "", b.split(": ", 1)[1])[:60], []).append(b)
        for shown in list(kinds.values())[:SHOWN]:
            print("#   %d times: %s" % (len(shown), shown[0][:420]), flush=True)
    print("tried %d failed %d  system calls of writing commands" % (tried, failed))
    sys.exit(1 if failed or not tried else 0)


main()
