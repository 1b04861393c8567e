/* web.h: the packages of a folder in a browser.  For command/.
 *
 * One person on one machine: the server listens on 127.0.0.1 and everybody who comes with its link is that person.  Or
 * a team: each says who they are, and sees the packages in which they hold a role. */
#ifndef WEB_WEB_H
#define WEB_WEB_H
#include "base/fault.h"
#include "base/list.h"
#include "base/person.h"
#include "base/world.h"

struct web_options {
	const struct world *world;      /* its folder holds the packages, or is one */
	const struct person *person;
	int64_t (*clock)(void);         /* seconds since 1970; NULL: world->now for ever */
	int port;                       /* 0: any that is free */
	unsigned patience;              /* seconds that a request may take to come in, or a connection be idle */
	bool team;                      /* each as who they say they are (accounts.h); person is not asked then */
	const char *address;            /* to listen on; NULL: 127.0.0.1 */
	const struct names *hosts;      /* names by which it is asked, beside this machine's own; NULL: none */
	const char *certificate, *key;  /* of TLS, in PEM; NULL: without */
	const char *client_ca, *client_crl;     /* files: who comes shows a certificate by these; NULL: none is asked */
	const char *client_trust;       /* client_ca's bytes */
	const char *proxy;              /* the header in which a door before this says who somebody is; NULL: none */
	bool behind;                    /* that door speaks TLS */
	/* Told the link, first and whenever somebody left: http://127.0.0.1:8080/enter?token=...; for a team once,
	 * without a word that lets in. */
	void (*invite)(void *context, const char *link);
	void *context;
};

/* Serve until SIGTERM, SIGINT or the terminal is closed (SIGHUP, unless that was ignored); requests that run are
 * answered.  Each request is a line of JSON on the error stream.
 * The helper must run already: see base/helper.h. */
const struct fault *web_serve(const struct web_options *) MUST_USE;
#endif
