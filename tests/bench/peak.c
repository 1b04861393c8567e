/* peak.c: run a command and print the peak memory of its largest process, in KiB, on the last line of stderr. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int status = 1;
	struct rusage used;
	pid_t child = fork();
	if (argc < 2 || child < 0)
		return 1;
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	waitpid(child, &status, 0);
	getrusage(RUSAGE_CHILDREN, &used);
	fprintf(stderr, "%ld\n", used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
