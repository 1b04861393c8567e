/* finding.h: what is wrong with the user's documents.  For everyone.
 *
 * Findings are collected, never thrown: a check goes on to the end and
 * the worst level becomes the exit status.  Rules of the templates have
 * ids of their own; what the engine itself can find is the catalogue
 * below, so that no finding is ever invented in passing. */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/remedy.h"
#include "base/scope.h"

enum finding_level { FINDING_NONE, FINDING_NOTE, FINDING_WARNING, FINDING_ERROR };

/*      id, level, what it means, what to do: in words only, the act itself stands in finding.c */
#define FINDINGS(X) \
	X(template_invalid, FINDING_ERROR, \
	  "The template breaks its own format, or names something that does not exist.", \
	  "Correct the template; its format is in templates/README.md.") \
	X(template_weak, FINDING_WARNING, \
	  "The template can be used, and its users will miss something.", \
	  "Correct the template; its format is in templates/README.md.") \
	X(conflict_mark, FINDING_ERROR, \
	  "A merge left its marks in the text, and both versions between them.", \
	  "Keep what is right, and delete the lines with the marks.") \
	X(yaml_malformed, FINDING_ERROR, \
	  "The file is not YAML from this place on.", \
	  "Correct the YAML at this place.") \
	X(yaml_value, FINDING_ERROR, \
	  "A value is not of the kind wanted here.", \
	  "Correct the value.") \
	X(identity_missing, FINDING_ERROR, \
	  "package.yaml lacks a field that the template requires.", \
	  "Add the field to package.yaml.") \
	X(identity_format, FINDING_ERROR, \
	  "A field of package.yaml is not written in the form the template gives.", \
	  "Write the value in the form the template asks for.") \
	X(identity_unknown, FINDING_WARNING, \
	  "package.yaml has a field that the template does not know.", \
	  "Remove the field, or correct its name.") \
	X(element_missing, FINDING_ERROR, \
	  "A file that every package of this category has is missing.", \
	  "Add the file, or restore it.") \
	X(file_stray, FINDING_WARNING, \
	  "A file lies where no file of a package belongs; it is neither checked nor handed over.", \
	  "Move the file to its place in the package, or out of the folder.") \
	X(file_link, FINDING_ERROR, \
	  "A link, pipe or device stands where a file is wanted.", \
	  "Put the file itself here; links are not followed.") \
	X(file_too_large, FINDING_ERROR, \
	  "A text or table is larger than what is read.", \
	  "Attach large files under attachments/; divide a text that a person wrote.") \
	X(findings_many, FINDING_WARNING, \
	  "A rule finds so much that not all of it is listed.", \
	  "Correct what is listed, and look again.") \
	X(file_empty, FINDING_ERROR, \
	  "The file holds nothing.", \
	  "Fill the file in, or remove it.") \
	X(encoding, FINDING_ERROR, \
	  "The file is neither UTF-8 nor, for a table, CP932 (Shift_JIS).", \
	  "Save the file as UTF-8.") \
	X(character_invisible, FINDING_WARNING, \
	  "A character that nobody sees makes this text another one than it looks.", \
	  "Delete the character; writing the word anew does it.") \
	X(character_lookalike, FINDING_WARNING, \
	  "A character looks like another one, and programs tell them apart.", \
	  "Write the value anew with plain letters, digits and signs.") \
	X(encoding_converted, FINDING_NOTE, \
	  "A table saved as CP932 (Shift_JIS) was read all the same.", \
	  "Nothing to do; saving the file as UTF-8 ends this note.") \
	X(markdown_table, FINDING_WARNING, \
	  "A table in a text has more cells than are laid out.", \
	  "Split the table, or make it a register.") \
	X(markdown_html, FINDING_WARNING, \
	  "HTML stands in a text; it is shown as it is written.", \
	  "Write it in Markdown; a sign < that is meant as one reads better as \\<.") \
	X(requirement_unknown, FINDING_WARNING, \
	  "A heading begins like a checklist line, and there is no such line in this element.", \
	  "Correct the number in the heading.") \
	X(requirement_twice, FINDING_WARNING, \
	  "Two headings answer the same checklist line.", \
	  "Keep one answer.") \
	X(requirement_open, FINDING_WARNING, \
	  "A checklist line that applies has no answer.", \
	  "Write the answer under a heading with this number, or name a file and pages in the register evidence.") \
	X(not_applicable, FINDING_ERROR, \
	  "A line is answered with \"not applicable\" where that is no answer, or without a reason.", \
	  "This line must be answered.") \
	X(link_broken, FINDING_ERROR, \
	  "A link in a text leads to a file that is not in the package.", \
	  "Correct the link, or add the file.") \
	X(link_outside, FINDING_ERROR, \
	  "A path leads out of the package.", \
	  "Attach the file to the package and link to the copy.") \
	X(csv_malformed, FINDING_ERROR, \
	  "A row of a table cannot be read, or has more or fewer cells than the header.", \
	  "Correct the row.") \
	X(csv_separator, FINDING_ERROR, \
	  "A table was saved in a form that cannot be read as cells; none of it is read.", \
	  "Save the table anew as CSV (UTF-8) with commas, its header row first.") \
	X(csv_column, FINDING_ERROR, \
	  "The header row of a register is not the one of the template.", \
	  "Correct the header row as the template lists it.") \
	X(csv_cell, FINDING_ERROR, \
	  "A cell is empty where a value is required, or is not of its column's type.", \
	  "Correct the cell.") \
	X(column_head, FINDING_WARNING, \
	  "A line of columns.csv does not say which head of a list is which column of a register.", \
	  "Correct or remove the line; a head that is not known is asked for again when a list is taken.") \
	X(csv_changed, FINDING_WARNING, \
	  "A spreadsheet seems to have changed a value on its own.", \
	  "Write what stood there, and let the spreadsheet take the column as text before you save it again.") \
	X(csv_key, FINDING_ERROR, \
	  "Two rows of a register have the same key.", \
	  "Give each row its own key.") \
	X(register_missing, FINDING_ERROR, \
	  "A register that this category needs is missing.", \
	  "Add the register file.") \
	X(register_empty, FINDING_ERROR, \
	  "A register that this category needs has no row.", \
	  "Fill in the register.") \
	X(register_unknown, FINDING_WARNING, \
	  "A file in registers/ is none of the template's registers.", \
	  "Rename the file as the template lists its registers.") \
	X(file_name, FINDING_WARNING, \
	  "An attached file has a name that some system cannot hold, or two have names that are one there.", \
	  "Rename the file, and name it so in its register.") \
	X(attachment_missing, FINDING_ERROR, \
	  "A row names an attached file that is not here.", \
	  "Add the file.") \
	X(attachment_absent, FINDING_WARNING, \
	  "Only the pointer of an attached file is here; its content is elsewhere.", \
	  "Fetch the content before an export.") \
	X(pointer_damaged, FINDING_ERROR, \
	  "What lies here is the pointer of a file, changed by an editor or a merge; the file itself is not here.", \
	  "Restore the file, or attach it again.") \
	X(attachment_reference, FINDING_NOTE, \
	  "The package knows digest and size of this file; its content stays where it is kept.", \
	  "Nothing to do; say where it lies at the export.") \
	X(attachment_raw, FINDING_NOTE, \
	  "An attached file was committed by other means, as it is.", \
	  "Save once with sarflow; it stores the file as an LFS pointer.") \
	X(attachment_pages, FINDING_ERROR, \
	  "A row names a page that the file does not have.", \
	  "Correct the page number, or attach the complete file.") \
	X(attachment_purged, FINDING_NOTE, \
	  "The content of an attached file was removed on purpose; pointer and journal stay.", \
	  "Nothing to do; attach a clean copy under another name if it is needed.") \
	X(attachment_damaged, FINDING_ERROR, \
	  "A PDF cannot be read, or wants a password.", \
	  "Attach the file again.") \
	X(use_lacks, FINDING_WARNING, \
	  "A package that is used was made with an older template and lacks a column that rules read.", \
	  "Let the used package adopt the present template, then use its newer version.") \
	X(use_unread, FINDING_ERROR, \
	  "A table of a package that is used holds something that cannot be read, and rules here read it.", \
	  "Correct it in the used package, then use its newer version.") \
	X(use_newer, FINDING_NOTE, \
	  "A package that is used has a newer version than the one pinned here.", \
	  "See what would change, and use the newer version.") \
	X(event_malformed, FINDING_ERROR, \
	  "An entry of the journal is not written as an event.", \
	  "Somebody changed the journal by other means. Compare it with another copy.") \
	X(event_refused, FINDING_ERROR, \
	  "An event of the journal was not allowed when it was made.", \
	  "The event is ignored. Compare the journal with another copy.") \
	X(event_author, FINDING_ERROR, \
	  "The author of an event's commit is not the person it names.", \
	  "The event is ignored. Compare the journal with another copy.") \
	X(letter_differs, FINDING_WARNING, \
	  "A letter bears another day, or another sender, than the report that rests on it.", \
	  "Read the letter again; if the report is wrong, record a note that says so.") \
	X(letter_absent, FINDING_NOTE, \
	  "The content of a letter, or of an exported workbook, is not in this copy of the package.", \
	  "Fetch the content from a copy that has it.") \
	X(letter_purged, FINDING_NOTE, \
	  "The content of a letter, or of an exported workbook, was removed on purpose; pointer and journal stay.", \
	  "Nothing to do; file a clean copy if it is needed.") \
	X(letter_damaged, FINDING_WARNING, \
	  "A letter, or an exported workbook, cannot be read: its pointer or its content is damaged.", \
	  "Compare the journal and the stored content with another copy.") \
	X(workbook_differs, FINDING_ERROR, \
	  "The workbook that an event holds is not the one it records as exported.", \
	  "Compare the journal with another copy.") \
	X(journal_link, FINDING_ERROR, \
	  "The parents of an event's commit are not the ones it names.", \
	  "Compare the journal with another copy.") \
	X(object_missing, FINDING_ERROR, \
	  "Something that the history leads to is not here, or cannot be read.", \
	  "Fetch it from another copy.") \
	X(object_damaged, FINDING_ERROR, \
	  "The bytes of an object are not those that its name stands for.", \
	  "Fetch the object from another copy.") \
	X(object_form, FINDING_ERROR, \
	  "A version or a folder of the history is not written as git writes one.", \
	  "Compare it with another copy; programs may read it differently.") \
	X(event_header, FINDING_ERROR, \
	  "The commit of an event is not written as sarflow writes it.", \
	  "Somebody wrote it by other means. Compare the journal with another copy.") \
	X(event_tree, FINDING_ERROR, \
	  "The files that an event holds are not those that it names.", \
	  "Somebody wrote it by other means. Compare the journal with another copy.") \
	X(event_days, FINDING_ERROR, \
	  "The days of an event contradict each other, or lie ahead.", \
	  "Somebody wrote it by other means, or a clock was wrong. Compare the journal with another copy.") \
	X(signature_bad, FINDING_ERROR, \
	  "A signature is not of the words it stands with.", \
	  "Somebody changed them, or brought the signature from elsewhere. Compare the journal with another copy.") \
	X(signature_other, FINDING_ERROR, \
	  "Something is signed with the key of another person than the one it names.", \
	  "Ask both people. A key is for its owner alone.") \
	X(signature_ended, FINDING_ERROR, \
	  "An event is signed with a key after it was ended.", \
	  "Ask the person. If the key is lost, somebody else may hold it.") \
	X(signature_doubtful, FINDING_WARNING, \
	  "An event is signed with a key on a day from which the key is not to be believed.", \
	  "Ask the person whether they did it. The key may have been in other hands already.") \
	X(signature_unbound, FINDING_WARNING, \
	  "Events are signed with a key that the journal binds to nobody.", \
	  "Ask the person whether it is their key, and bind it to them.") \
	X(signature_early, FINDING_NOTE, \
	  "Events are signed with a key that the journal bound only later.", \
	  "Nothing to do: a founder's first events come before the key can be bound.") \
	X(signature_lacking, FINDING_WARNING, \
	  "Events of people who have a bound key are not signed.", \
	  "Ask them why. Git signs what they do once it is told to.") \
	X(signature_unjudged, FINDING_NOTE, \
	  "Signatures were not judged: the program that knows their keys (gpg, ssh-keygen) is not on this machine.", \
	  "Install it and verify again, or let git show and check them.") \
	X(version_unbound, FINDING_NOTE, \
	  "Versions are signed with a key that the journal binds to nobody.", \
	  "Nothing to do where they came from another package: its journal knows the key.") \
	X(version_days, FINDING_WARNING, \
	  "A version of main was saved ahead of now, or before the one that it was made from.", \
	  "Ask who saved it. A clock may have been wrong, or the version was brought from another copy.") \
	X(event_backdated, FINDING_WARNING, \
	  "An event was recorded later than the day it is of.", \
	  "Ask who recorded it why.") \
	X(event_unfounded, FINDING_ERROR, \
	  "An event names what the package or its template did not have then.", \
	  "Somebody wrote it by other means. Compare the journal with another copy.") \
	X(event_doubtful, FINDING_WARNING, \
	  "An event is not as sarflow records one, and may be right.", \
	  "Ask who recorded it, and compare the journal with another copy.") \
	X(event_elsewhere, FINDING_NOTE, \
	  "What an event rests on stands in the journal of another package.", \
	  "Verify that package as well.") \
	X(guard_shut, FINDING_ERROR, \
	  "An act was recorded that was shut then, on its evidence and its day.", \
	  "Somebody wrote it by other means. Compare the journal with another copy.") \
	X(sign_off_differs, FINDING_ERROR, \
	  "A sign-off names other content than the version has for which it was given.", \
	  "It signs nothing that anybody can read. Let the content be signed anew.") \
	X(waiver_unfounded, FINDING_ERROR, \
	  "A waiver accepts what was not found, or what nobody may accept.", \
	  "Withdraw it, and accept the findings that there are.") \
	X(purge_undone, FINDING_ERROR, \
	  "Content that the journal says was removed is here.", \
	  "Remove it again.") \
	X(seal_differs, FINDING_ERROR, \
	  "A seal does not list what the version holds that it seals.", \
	  "Compare the journal with what was handed over.") \
	X(stamp_differs, FINDING_ERROR, \
	  "A stamp of the time is none, is of something else, or is not by an authority that was named.", \
	  "Compare it with what the authority keeps, or let the seal be stamped again.") \
	X(stamp_unjudged, FINDING_NOTE, \
	  "A stamp of the time fits its seal; whether an authority made it was not judged.", \
	  "Name the authority's certificates, which come from the authority itself.") \
	X(package_differs, FINDING_ERROR, \
	  "The journal is of another package than the evidence.", \
	  "Compare both with another copy.") \
	X(evidence_aside, FINDING_ERROR, \
	  "An event rests on a version that is not in the history of the evidence, or not in its place there.", \
	  "The evidence was wound back or exchanged. Compare it with another copy.") \
	X(template_lowered, FINDING_WARNING, \
	  "A template was adopted that asks less than the one before.", \
	  "See who adopted it, and what it no longer asks.") \
	X(tag_differs, FINDING_ERROR, \
	  "A tag of a submittal names another version than the journal, or a submittal that it does not have.", \
	  "The journal was wound back, or the tag moved. Compare both with another copy.") \
	X(history_replaced, FINDING_ERROR, \
	  "This copy makes git show another history than the one that lies in it.", \
	  "Remove the replacement or the graft, and see what git shows then.") \
	X(history_outside, FINDING_WARNING, \
	  "This copy is not whole by itself.", \
	  "Verify a copy that was made whole.") \
	X(journal_rewound, FINDING_ERROR, \
	  "The journal was wound back, or written anew.", \
	  "Compare the journal with another copy, and with what was handed over.") \
	X(since_named, FINDING_WARNING, \
	  "What was seen earlier was named by an event's own id, which its author chose.", \
	  "Give the digits of the commit. Paper and manifest.csv name both.") \
	X(journal_aside, FINDING_WARNING, \
	  "Events lie in the store to which the journal does not lead.", \
	  "Compare the journal with another copy, and with what was handed over.") \
	X(text_hidden, FINDING_WARNING, \
	  "Something is written where nobody sees it.", \
	  "Read it with a program that shows every character.") \
	X(content_damaged, FINDING_ERROR, \
	  "Stored content is not what its pointer names.", \
	  "Fetch the content from another copy.") \
	X(content_absent, FINDING_NOTE, \
	  "Content is not here, so that nobody can judge what rests on it.", \
	  "Verify a copy that has the content.") \
	X(not_judged, FINDING_NOTE, \
	  "Something cannot be judged by this program, or from what was given.", \
	  "Verify it with a newer program, or where the rest is.") \
	X(export_differs, FINDING_ERROR, \
	  "What was handed over is not what its list, or the journal, says.", \
	  "Compare it with another copy, or make it again from the package.") \
	X(export_draft, FINDING_NOTE, \
	  "A draft was given to be verified.", \
	  "Nothing to do; a submittal is made from a seal.")

enum finding_id {
#define X(id, level, means, fix) FINDING_##id,
	FINDINGS(X)
#undef X
	FINDING_COUNT
};

/* Where a finding is: a path in the package ("" for the package as a
 * whole), line and column counted from 1, 0 where there is none. */
struct place { const char *file; int line, column; };

struct finding {
	enum finding_level level;
	const char *rule;               /* rule id of the template, or catalogue id with - for _ */
	struct place place;
	const char *message;            /* one sentence, no full stop needed; English where it is the engine's own */
	const struct phrase *says;      /* the same for any reader; NULL: a rule's message, as its query made it */
	const char *basis;              /* P, S, B, D, or "" for the engine's own */
	/* what to do; "" if the message says it; a key of the catalogue where it is the engine's own */
	const char *fix;
	const struct remedy *remedy;    /* the act that does it, or NULL */
	const char *element;            /* "" if none */
	const char *title;              /* of the rule, in the reader's language; "" for the engine's own */
	const char *id;                 /* SHA-256 of rule, file, message and what it is about; "" if it has none */
	const struct phrase *waived;    /* who accepts it, until when and why; NULL: nobody */
	const struct phrase *note;      /* what else is to know, such as a waiver that ended; NULL: nothing */
};

/* A rule that was not asked whole, because something it reads could not be read: it might have found something in this
 * file, or it might not. */
struct finding_unasked { const char *rule, *file; enum finding_level level; struct place cause; };

struct findings {
	struct scope *sc;               /* owns every text below */
	struct finding *at;
	size_t count, cap;
	size_t errors, warnings, notes, waived;         /* waived ones are counted here alone */
	enum finding_level worst;                       /* of those that are not waived */
	struct { struct finding_unasked *at; size_t count, cap; } unasked;
	struct { struct finding_share { const char *rule; size_t count; } *at; size_t count, cap; } shares;
};

/* Of one rule no more are kept; one more finding says that there are. */
enum { FINDING_MOST = 1000 };
/* Has the list as many of this rule as it takes? */
bool finding_is_full(struct findings *, const char *rule);

struct findings *finding_list(struct scope *);

/* A finding of the catalogue. Texts are copied. */
void finding_add(struct findings *, enum finding_id, struct place, const struct phrase *says);
/* A finding of a template's rule. Texts are copied. */
void finding_add_rule(struct findings *, const struct finding *);
/* Texts are copied; what the list has already is kept once. */
void finding_add_unasked(struct findings *, const struct finding_unasked *);
/* Its message in the reader's language. */
const char *finding_message(struct scope *, const struct reader *, const struct finding *);
/* "2 errors, 1 warning, 0 notes", and how many are waived: always, or where some are. */
const struct phrase *finding_tally(struct scope *, const struct findings *, bool always);
/* Order: file, line, column, level (worst first), rule, message; equal ones are kept once. */
void finding_sort(struct findings *);

/* Count again, after findings were waived. */
void finding_count(struct findings *);

const char *finding_level_name(enum finding_level);
/* "error", "warning" or "note"; false for any other word. */
bool finding_level_parse(const char *, enum finding_level *);
/* What the catalogue says of an id as users read it; false if it has none. */
bool finding_explain(const char *id, enum finding_level *, const char **means, const char **fix);
/* What to do about it, as the catalogue says. */
const char *finding_fix(enum finding_id);
/* The catalogue's id as users read it ("csv-key"). */
const char *finding_id_name(struct scope *, enum finding_id);
#endif
