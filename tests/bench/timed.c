/* timed.c: run a command, its output thrown away, and print what it and its children took of the processor, in
 * milliseconds, and the peak memory of the largest of them, in MiB.  Its status is the command's. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double milliseconds(const struct timeval *t) { return (double)t->tv_sec * 1e3 + (double)t->tv_usec / 1e3; }

int main(int argc, char **argv)
{
	int status = 1;
	struct rusage used;
	pid_t child = fork();
	if (argc < 2 || child < 0)
		return 1;
	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);
		dup2(nowhere, 1);
		dup2(nowhere, 2);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	waitpid(child, &status, 0);
	getrusage(RUSAGE_CHILDREN, &used);
	printf("%.3f %.1f\n", milliseconds(&used.ru_utime) + milliseconds(&used.ru_stime),
	       (double)used.ru_maxrss / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
