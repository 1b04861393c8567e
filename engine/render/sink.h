/* sink.h: where rendered files go.  For render/ and command/. */
#ifndef RENDER_SINK_H
#define RENDER_SINK_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

struct sink {
	/* A file with these bytes; path relative to the output. */
	const struct fault *(*put)(void *context, const char *path, const void *bytes, size_t len) MUST_USE;
	/* A file with all that can be read from fd. */
	const struct fault *(*copy)(void *context, int fd, const char *path) MUST_USE;
	/* Where on the disc a file of the output is to be made by somebody else. */
	const char *(*place)(struct scope *, void *context, const char *path);
	void *context;
};
#endif
