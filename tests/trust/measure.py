#!/usr/bin/env python3
# measure.py LIMIT OUTPUT COMMAND...: run a command and print "STATUS SECONDS KIB" to OUTPUT.
# KIB is the most that it and all processes it started held at one moment (resident; what is shared by fork is counted
# for each), looked at every few milliseconds, and never less than the largest of them held.  Past LIMIT seconds all of
# them are killed, and the status is 124.
import os, resource, signal, subprocess, sys, time

limit, output, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
page = os.sysconf('SC_PAGE_SIZE') // 1024


def parents():
    found = {}
    for name in os.listdir('/proc'):
        if name.isdigit():
            try:
                with open(f'/proc/{name}/stat', 'rb') as f:
                    rest = f.read().rsplit(b')', 1)[1].split()
                found[int(name)] = (int(rest[1]), int(rest[21]) * page)
            except (OSError, IndexError, ValueError):
                pass
    return found


def held(root):
    found, ours, grew = parents(), {root}, True
    while grew:
        more = {p for p, (above, _) in found.items() if above in ours and p not in ours}
        grew = bool(more)
        ours |= more
    return sum(found[p][1] for p in ours if p in found), ours


began = time.monotonic()
child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
peak, status = 0, None
while status is None:
    now, ours = held(child.pid)
    peak = max(peak, now)
    if time.monotonic() - began > limit:
        for p in ours:
            try:
                os.kill(p, signal.SIGKILL)
            except OSError:
                pass
        child.wait()
        status = 124
        break
    time.sleep(0.004)
    status = child.poll()
seconds = time.monotonic() - began
peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
with open(output, 'w') as f:
    f.write(f'{status if status >= 0 else 128 - status} {seconds:.1f} {peak}\n')
sys.exit(0)
