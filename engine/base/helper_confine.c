/* helper_confine.c: the one door to Landlock and seccomp: what the kernel refuses the helper and its children.
 *
 * A kernel that lacks one of them, or a machine whose numbers are not
 * here, loses that layer and nothing else. */
#include "base/base.h"
#include "base/helper_private.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Every right over files that this Landlock knows, to be allowed nowhere: 13 in version 1, then 14, 15, 15, 16. */
static uint64_t rights_of(long version)
{
	static const int bits[] = { 13, 14, 15, 15, 16 };
	size_t at = (size_t)version > countof(bits) ? countof(bits) - 1 : (size_t)version - 1;
	return ((uint64_t)1 << bits[at]) - 1;
}

void helper_confine_helper(void)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return;
	struct landlock_ruleset_attr rights = { .handled_access_fs = rights_of(version) };
	long rules = syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
	if (rules < 0)
		return;
	syscall(SYS_landlock_restrict_self, rules, 0);
	close((int)rules);
}

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
#define LOAD(field)  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define IS(n, skip)  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(n), 0, (skip))
#define END(what)    BPF_STMT(BPF_RET | BPF_K, (what))
#define ALLOW(name)  IS(__NR_ ## name, 1), END(SECCOMP_RET_ALLOW)

void helper_confine_child(void)
{
	uint32_t self = (uint32_t)getpid();
	struct sock_filter filter[] = {
		LOAD(arch), IS(MACHINE, 1), BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0), END(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		/* what is open already */
		ALLOW(read), ALLOW(readv), ALLOW(pread64), ALLOW(write), ALLOW(writev), ALLOW(lseek), ALLOW(close),
		ALLOW(fstat),
		/* memory */
		ALLOW(brk), ALLOW(mmap), ALLOW(munmap), ALLOW(mremap), ALLOW(mprotect), ALLOW(madvise), ALLOW(futex),
		/* time and chance; sysinfo: glibc's qsort() asks how much memory there is */
		ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(sched_yield), ALLOW(getrandom), ALLOW(sysinfo),
		/* ending, abort() among it */
		ALLOW(exit), ALLOW(exit_group), ALLOW(rt_sigreturn), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask),
		ALLOW(sigaltstack), ALLOW(getpid), ALLOW(gettid),
		IS(__NR_tgkill, 3), LOAD(args[0]), IS(self, 1), END(SECCOMP_RET_ALLOW),
		/* a refusal and not a death: a library that only asks in vain goes on */
		END(SECCOMP_RET_ERRNO | EPERM),
	};
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &(struct sock_fprog){ countof(filter), filter });
}
#else
void helper_confine_child(void) { prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
#endif
