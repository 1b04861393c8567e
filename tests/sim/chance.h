/* chance.h: everything random of a life comes from its seed.  For tests/sim alone. */
#ifndef SIM_CHANCE_H
#define SIM_CHANCE_H
#include "base/base.h"

struct chance { uint64_t state; };

/* splitmix64: neighbouring seeds give lives that have nothing in common. */
static inline struct chance chance_of(uint64_t seed) { return (struct chance){ seed * 0x9e3779b97f4a7c15u + 1 }; }

static inline uint64_t chance_next(struct chance *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* A number from 0 to n - 1; n > 0. */
static inline size_t chance_below(struct chance *c, size_t n) { return (size_t)(chance_next(c) % n); }
/* Once in n times. */
static inline bool chance_once_in(struct chance *c, size_t n) { return chance_below(c, n) == 0; }
/* In so many of a hundred times. */
static inline bool chance_percent(struct chance *c, size_t n) { return chance_below(c, 100) < n; }
#endif
