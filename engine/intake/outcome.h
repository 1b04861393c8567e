/* outcome.h: what becomes of each thing that the authority said in a workbook, as data.  For everyone from desk/ up. */
#ifndef INTAKE_OUTCOME_H
#define INTAKE_OUTCOME_H
#include "intake/answers.h"

/* What becomes of a line. */
enum outcome_what {
	OUTCOME_PASSED,                /* a verdict that raises nothing, and no words */
	OUTCOME_REMARK,                /* a remark of the authority */
	OUTCOME_KNOWN,                 /* it is recorded already, as `number` */
	OUTCOME_AGREES,                /* with our answer: the remark `number` is closed */
	OUTCOME_DISAGREES,             /* with our answer: the remark `number` is open again */
	OUTCOME_SAYS                   /* something about the remark `number` */
};
struct outcome {
	const struct answers_line *line;
	enum outcome_what what;
	const char *text;               /* Markdown: the verdict, their words, their comment */
	const char *severity;           /* of a remark; NULL: the file says none */
	int number;                     /* of the remark that is there, or that was made; 0: none yet */
};
struct outcomes {
	int submittal;
	const struct answers *answers;
	struct { struct outcome *at; size_t count, cap; } items;
	struct doubts *doubts;
	const char *letter;             /* the event that holds this very file, or NULL */
	const char *tip;                /* of the journal, as it was read for this */
	size_t passed, remarks, known, replies, unsaid;         /* unsaid: remarks that bear no severity */
};
#endif
