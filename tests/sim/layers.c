/* layers.c: the durable layer of the simulated disc. */
#include "layers.h"
#include "faults.h"

static size_t blocks(size_t len) { return (len + DISC_BLOCK - 1) / DISC_BLOCK; }

static bool is_forgotten(const struct disc_inode *i, size_t block)
{
	return block < i->forgotten_cap && i->forgotten[block];
}

static void reserve_kept(struct disc *d, struct disc_inode *i, size_t len)
{
	if (len <= i->kept_cap)
		return;
	char *more = scope_alloc(d->sc, len * 2 + DISC_BLOCK, 1);
	if (i->kept_len)
		memcpy(more, i->kept, i->kept_len);
	i->kept = more;
	i->kept_cap = len * 2 + DISC_BLOCK;
}

static void keep_length(struct disc *d, struct disc_inode *i)
{
	reserve_kept(d, i, i->len);
	if (i->len > i->kept_len)
		memset(i->kept + i->kept_len, 0, i->len - i->kept_len);
	i->kept_len = i->len;
}

static size_t block_len(size_t block, size_t len)
{
	size_t from = block * DISC_BLOCK;
	return from >= len ? 0 : len - from < DISC_BLOCK ? len - from : DISC_BLOCK;
}

static void keep_block(struct disc_inode *i, size_t block)
{
	size_t n = block_len(block, i->len < i->kept_len ? i->len : i->kept_len);
	if (n)
		memcpy(i->kept + block * DISC_BLOCK, i->bytes + block * DISC_BLOCK, n);
}

static void sync_file(struct disc *d, struct disc_inode *i)
{
	keep_length(d, i);
	for (size_t b = 0; b < blocks(i->len); b++)
		if (!is_forgotten(i, b))
			keep_block(i, b);
}

/* The name stands for its value for good; a name for nothing is none. */
static void settle_entry(struct disc_inode *folder, size_t at, size_t value)
{
	struct disc_entry *e = &folder->entries.at[at];
	e->at[0] = e->at[value];
	memmove(e->at + 1, e->at + value + 1, (e->count - value - 1) * sizeof *e->at);
	e->count -= value;
	if (e->count == 1 && !e->at[0].inode)
		*e = folder->entries.at[--folder->entries.count];
}

static void sync_folder(struct disc_inode *folder)
{
	for (size_t i = folder->entries.count; i-- > 0; )
		settle_entry(folder, i, folder->entries.at[i].count - 1);
}

static bool is_lost(const struct disc_inode *i)
{
	for (size_t b = 0; b < i->forgotten_cap; b++)
		if (i->forgotten[b])
			return true;
	return false;
}

/* What was forgotten stays on the list: programs see it, and a power cut takes it away. */
static void sync_one(struct disc *d, struct disc_inode *i)
{
	if (disc_is_folder(i))
		sync_folder(i);
	else
		sync_file(d, i);
	i->dirty = is_lost(i);
}

static void drop_clean(struct disc *d)
{
	size_t kept = 0;
	for (size_t k = 0; k < d->dirty.count; k++)
		if (d->dirty.at[k]->dirty)
			d->dirty.at[kept++] = d->dirty.at[k];
	d->dirty.count = kept;
}

void layers_sync(struct disc *d, struct disc_inode *i)
{
	sync_one(d, i);
	drop_clean(d);
}

void layers_sync_all(struct disc *d)
{
	for (size_t k = 0; k < d->dirty.count; k++)
		sync_one(d, d->dirty.at[k]);
	drop_clean(d);
}

static void forget_file(struct disc *d, struct disc_inode *i, struct chance *c)
{
	size_t count = blocks(i->len);
	if (count > i->forgotten_cap) {
		unsigned char *more = scope_alloc(d->sc, count * 2, 1);
		if (i->forgotten_cap)
			memcpy(more, i->forgotten, i->forgotten_cap);
		i->forgotten = more;
		i->forgotten_cap = count * 2;
	}
	for (size_t b = 0; b < count; b++)
		i->forgotten[b] = i->forgotten[b] || chance_once_in(c, 2);
	sync_file(d, i);
}

void layers_forget(struct disc *d, struct disc_inode *only, struct chance *c)
{
	for (size_t k = 0; k < d->dirty.count; k++) {
		struct disc_inode *i = d->dirty.at[k];
		if ((!only || i == only) && !disc_is_folder(i))
			forget_file(d, i, c);
	}
}

void layers_write_back(struct disc *d, struct chance *c)
{
	if (d->dirty.count == 0)
		return;
	struct disc_inode *i = d->dirty.at[chance_below(c, d->dirty.count)];
	faults_count(FAULTS_WRITE_BACK);
	if (disc_is_folder(i) && i->entries.count) {
		size_t at = chance_below(c, i->entries.count);
		settle_entry(i, at, i->entries.at[at].count - 1);
	} else if (!disc_is_folder(i) && blocks(i->len)) {
		size_t b = chance_below(c, blocks(i->len));
		if (chance_once_in(c, 2))
			keep_length(d, i);
		if (!is_forgotten(i, b))
			keep_block(i, b);
	}
}

/* --- a power cut --- */

/* Which of an entry's values is found afterwards. */
static size_t choose_value(const struct disc_entry *e, enum layers_cut how, uint64_t moment, struct chance *c)
{
	size_t last = 0;
	if (how == LAYERS_LAST)
		return 0;
	if (how == LAYERS_LOOSE)
		return chance_below(c, e->count);
	while (last + 1 < e->count && e->at[last + 1].moment <= moment)
		last++;
	return last;
}

static void cut_folder(struct disc_inode *folder, enum layers_cut how, uint64_t moment, struct chance *c)
{
	for (size_t i = folder->entries.count; i-- > 0; ) {
		struct disc_entry *e = &folder->entries.at[i];
		if (e->count == 1)
			continue;
		size_t value = choose_value(e, how, moment, c);
		faults_count(value == 0 ? FAULTS_NAME_OLD : value + 1 == e->count ? FAULTS_NAME_NEW
			: FAULTS_NAME_BETWEEN);
		if (e->at[e->count - 1].inode)
			e->at[e->count - 1].inode->links--;
		if (e->at[value].inode)
			e->at[value].inode->links++;
		e->count = value + 1;
		settle_entry(folder, i, value);
	}
	folder->dirty = false;
}

/* A block that was not written yet is zeroes, or what lay on the disc before. */
static void leave_block(struct disc_inode *i, size_t block, size_t len, struct chance *c)
{
	char *at = i->kept + block * DISC_BLOCK;
	size_t n = block_len(block, len), from = block * DISC_BLOCK;
	if (from < i->len && !is_forgotten(i, block) && chance_once_in(c, 2)) {
		size_t have = block_len(block, i->len);
		memcpy(at, i->bytes + from, have < n ? have : n);
		faults_count(FAULTS_BLOCK_NEW);
	} else if (from >= i->kept_len && chance_once_in(c, 4)) {
		memset(at, (int)chance_below(c, 256), n);
		faults_count(FAULTS_BLOCK_GARBAGE);
	} else {
		faults_count(FAULTS_BLOCK_OLD);
	}
}

/* After the cut what programs see is what is durable; its times stay, so that they tell nothing. */
static void see_kept(struct disc *d, struct disc_inode *i)
{
	if (i->cap < i->kept_len)
		i->bytes = scope_alloc(d->sc, i->cap = i->kept_len, 1);
	if (i->kept_len)
		memcpy(i->bytes, i->kept, i->kept_len);
	i->len = i->kept_len;
	i->forgotten_cap = 0;
	i->dirty = false;
}

static void cut_file(struct disc *d, struct disc_inode *i, enum layers_cut how, struct chance *c)
{
	bool new_length = how != LAYERS_LAST && chance_percent(c, 70);
	size_t len = new_length ? i->len : i->kept_len;
	if (i->len != i->kept_len)
		faults_count(new_length ? FAULTS_LENGTH_NEW : FAULTS_LENGTH_OLD);
	reserve_kept(d, i, len);
	if (len > i->kept_len)
		memset(i->kept + i->kept_len, 0, len - i->kept_len);
	for (size_t b = 0; how != LAYERS_LAST && b < blocks(len); b++)
		leave_block(i, b, len, c);
	i->kept_len = len;
	see_kept(d, i);
}

/* A folder that was being renamed stands in one place at most; which, no file system leaves open. */
static void drop_twins(struct disc_inode *folder)
{
	for (size_t k = folder->entries.count; k-- > 0; )
		for (size_t j = 0; j < k; j++) {
			struct disc_inode *i = folder->entries.at[k].at[0].inode;
			if (disc_is_folder(i) && folder->entries.at[j].at[0].inode == i) {
				folder->entries.at[k] = folder->entries.at[--folder->entries.count];
				faults_count(FAULTS_NAME_TWICE);
				break;
			}
		}
	for (size_t k = 0; k < folder->entries.count; k++)
		if (disc_is_folder(folder->entries.at[k].at[0].inode))
			drop_twins(folder->entries.at[k].at[0].inode);
}

static uint64_t choose_moment(const struct disc *d, struct chance *c)
{
	uint64_t first = d->moment, back = 0;
	for (size_t k = 0; k < d->dirty.count; k++)
		for (size_t e = 0; e < d->dirty.at[k]->entries.count; e++)
			if (d->dirty.at[k]->entries.at[e].count > 1
			    && d->dirty.at[k]->entries.at[e].at[1].moment < first)
				first = d->dirty.at[k]->entries.at[e].at[1].moment;
	back = d->moment - first + 2;
	return d->moment + 1 - chance_below(c, (size_t)back);
}

void layers_cut(struct disc *d, enum layers_cut how, struct chance *c)
{
	uint64_t moment = choose_moment(d, c);
	for (size_t k = 0; k < d->dirty.count; k++) {
		struct disc_inode *i = d->dirty.at[k];
		if (disc_is_folder(i))
			cut_folder(i, how, moment, c);
		else
			cut_file(d, i, how, c);
	}
	d->dirty.count = 0;
	drop_twins(d->root);
	d->now.tv_sec += 60;
	d->started = d->now;
}
