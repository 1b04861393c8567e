/* number.h: whole numbers that people type and programs send.  For every floor. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
#include "base/base.h"

enum { NUMBER_MOST = 999999 };          /* of remarks, submittals, lines: more than there ever are */

/* From 1 to most, which is NUMBER_MOST or less, written in ASCII digits and nothing else; 0: it is none, or there is no
 * text. */
int number_read(const char *, int most);
#endif
