/* reasons.h: why an act is shut, as data.  For everyone above guard/. */
#ifndef GUARD_REASONS_H
#define GUARD_REASONS_H
#include "base/base.h"
#include "base/finding.h"

struct guard_reason { struct place place; const char *message; };
struct guard_reasons { struct guard_reason *at; size_t count, cap; };
#endif
