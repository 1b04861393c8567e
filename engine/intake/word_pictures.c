/* word_pictures.c: pictures of the document as attachments, linked at their place. */
#include "base/digest.h"
#include "base/path.h"
#include "intake/word_private.h"
#include "text/file_name.h"
#include <strings.h>

/* What browsers show, and so our pages. */
static bool is_shown(const char *name)
{
	static const char *const ends[] = { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp" };
	for (size_t i = 0; i < countof(ends); i++) {
		size_t n = strlen(name), len = strlen(ends[i]);
		if (n > len && strcasecmp(name + n - len, ends[i]) == 0)
			return true;
	}
	return false;
}

static const char *ending_of(const char *name)
{
	const char *dot = strrchr(path_base(name), '.');
	return dot ? dot : "";
}

/* attachments/C/process-1.png for the first picture of process.docx. */
static const char *path_for(const struct word *w, const char *name)
{
	const char *file = path_base(w->request->file_name), *dot = strrchr(file, '.');
	size_t stem = dot && dot > file ? (size_t)(dot - file) : strlen(file);
	return file_name_mended(w->sc, scope_printf(w->sc, "attachments/%s/%.*s-%zu%s", w->out->element->id, (int)stem,
	                                            file, w->out->attachments.count, ending_of(name)));
}

/* The same picture twice is one attachment. */
static const char *attach(struct word *w, const char *name, const char *bytes, size_t len)
{
	char *digest = scope_alloc(w->sc, DIGEST_TEXT, 1);
	digest_bytes(bytes, len, digest);
	size_t known = lookup_find(w->pictures, digest);
	if (known != LOOKUP_NONE)
		return w->out->attachments.at[known].path;
	const char *path = path_for(w, name);
	lookup_add(w->pictures, digest, w->out->attachments.count);
	*LIST_ADD(w->sc, &w->out->attachments) = (struct word_attachment){ path, bytes, len };
	if (!is_shown(name))
		word_warn(w, "the picture {path} is of a kind that no page shows; save it as PNG and "
		          "attach that in its place", path);
	return path;
}

/* As a target in Markdown, from evidence/. */
static const char *target_of(struct scope *sc, const char *path)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "../");
	for (const char *s = path; *s; s++) {
		if (strchr(" ()<>[]\\%#?\"'&*_`", *s))
			buf_printf(b, "%%%02X", (unsigned char)*s);
		else
			buf_char(b, *s);
	}
	return b->at;
}

static void put_words(struct word *w, const struct json *alt, const char *link, struct word_runs *out)
{
	const char *words = word_plain(w->sc, alt, false);
	if (!link) {
		word_add_text(w, out, words, WORD_EMPHASIS, NULL);
		return;
	}
	struct word_run *run = LIST_ADD(w->sc, out);
	*run = (struct word_run){ .kind = WORD_PICTURE, .text = buf_new(w->sc), .link = link };
	buf_text(run->text, words);
	word_hear(w, words);
}

void word_add_picture(struct word *w, const struct json *image, struct word_runs *out)
{
	const char *name = json_text(json_item(json_item(image, 2), 0)), *bytes = NULL;
	size_t len = 0;
	const struct word_source *from = w->source;
	name = name ? name : "";
	if (from->pictures && from->pictures(w->sc, from->context, name, &bytes, &len)) {
		const char *path = attach(w, name, bytes, len);
		if (!*word_plain(w->sc, json_item(image, 1), false))
			word_note(w, "nothing says what the picture {path} shows; write it between the "
			          "brackets", path);
		put_words(w, json_item(image, 1), target_of(w->sc, path), out);
		return;
	}
	word_warn(w, "the picture {name} is not in the document; attach the file and link to it "
	          "here", name);
	put_words(w, json_item(image, 1), NULL, out);
}
