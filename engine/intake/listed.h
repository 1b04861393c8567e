/* listed.h: a table that says which files are attached, and what is said of each.  For command/.
 *
 * Its columns are `file`, `element`, `name`, and those of the registers
 * that the template's `attach` fills, by name or title; read as every table
 * that comes from outside is (taken.h, value.h). */
#ifndef INTAKE_LISTED_H
#define INTAKE_LISTED_H
#include "base/fault.h"
#include "intake/attaching.h"
#include "text/workbook.h"

/* The files of a table, seen from the folder that it lies in; several lines may be about one file.  What cannot be read
 * goes into out->problems, what was read otherwise than it stands, or passed over, into the notes of its wish or of
 * out.  FAULT_USAGE, in words that go on from the list's name: there is no table in it that names files. */
const struct fault *listed_read(struct scope *, const struct template *, const struct workbook *, const char *folder,
                                struct attaching_wishes *, struct attaching *out) MUST_USE;
#endif
