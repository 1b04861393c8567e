// serve.mjs PROGRAM HOME PAGES: Chromium walks through the pages of sarflow serve: without script through remark, answer, move and
// sign-off; four people of a team in four contexts, and a fifth who may see nothing; then axe-core reads every page, wide and
// narrow, light and dark, in both languages, and what its form answers; PAGES: a file of all that the server has, each of
// which must be among them.  A line a check: "ok" or "FAIL".
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
const [, , program, home, served] = process.argv;
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const manager = 'Kenji Mori <kenji.mori@minato-turbine.example>', quality = 'Sachiko Endo <sachiko.endo@minato-turbine.example>';
const check = (name, good, why = '') => console.log(good ? `ok ${name}` : `FAIL ${name} ${String(why).slice(0, 400)}`);

// ---- a server, ended by its process
function serve(person) {
	const child = spawn(program, ['serve', home, '--as', person], { stdio: ['ignore', 'pipe', 'ignore'] });
	process.on('exit', () => child.kill('SIGKILL'));
	return new Promise((done, failed) => {
		let text = '';
		child.on('error', failed);
		child.stdout.on('data', d => { text += d; if (text.includes('\n')) done({ link: text.split('\n')[0], base: text.split('/enter')[0], end: () => new Promise(e => { child.on('exit', e); child.kill('SIGTERM'); }) }); });
	});
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] });
async function enter(server, options) {
	const context = await browser.newContext(options), page = await context.newPage();
	await page.goto(server.link);
	await page.waitForURL(server.base + '/');
	return { context, page };
}
// What the page says of itself must be in order, and nothing a browser complains of may be in it.
async function visit(page, base, path) {
	const complaints = [], note = m => { if (m.type() === 'error') complaints.push(m.text()); };
	page.on('console', note);
	const answer = await page.goto(base + path);
	page.off('console', note);
	return { status: answer.status(), complaints };
}
const shows = async (page, words) => (await page.locator('main').innerText()).includes(words);

// ---- the walk, without script
const P = '/p/F110-NOZ-001/';
async function record(page, name, button) {
	await page.getByRole('button', { name: /…$/ }).first().click();
	check(`${name}: it is shown first`, await shows(page, 'Sar-Event: '));
	await page.getByRole('button', { name: button }).click();
}
async function asManager() {
	const server = await serve(manager), { context, page } = await enter(server, { javaScriptEnabled: false });
	check('the link leads to the inbox', await shows(page, 'What waits for you'));
	await page.getByRole('link', { name: 'Board' }).click();
	await page.getByRole('link', { name: 'F110-NOZ-001' }).click();
	check('the board leads to the package', await shows(page, 'Nothing waits for you here, Kenji Mori') && await shows(page, 'You may, and nothing waits for it'));
	await page.locator('li', { hasText: 'Start the eligibility screen' }).getByRole('link', { name: 'Record' }).first().click();
	await page.getByLabel('Note').fill('The screen begins.');
	await record(page, 'a move', 'Record');
	check('the package moved', await page.locator('.facts').first().innerText().then(t => t.includes('Eligibility screen')));
	await page.getByRole('link', { name: 'Proposed Repair Documents' }).first().click();
	await page.getByRole('link', { name: /Remark on this/ }).click();
	await page.getByLabel('Words of the passage').fill('Five characteristics are critical');
	await page.getByLabel('What you say').fill('Which drawing says so?');
	await record(page, 'a remark', 'Record the remark');
	check('the remark stands on its page', await shows(page, 'Which drawing says so?'));
	await page.getByRole('link', { name: 'Look' }).first().click();
	await page.getByLabel('clarified').check();
	await page.locator('#note-answer').fill('Drawing 9999M99, zone B4.');
	await record(page, 'an answer', 'Record');
	check('the answer stands below it', await shows(page, 'Drawing 9999M99, zone B4.'));
	const tab = await context.newPage();
	await tab.goto(page.url());
	await record(page, 'its close', 'Record');
	check('the remark is closed', await shows(page, 'closed'));
	await tab.getByRole('button', { name: /…$/ }).first().click();
	check('the same form in another tab is refused', await shows(tab, 'moved on since you read it'));
	await tab.close();
	await page.getByRole('button', { name: '日本語' }).click();
	await page.goto(server.base + '/');
	check('the language stays', await shows(page, 'あなたの対応待ち'));
	await page.getByRole('button', { name: 'サインアウト' }).click();
	await page.goto(server.base + '/');
	check('who has left is out', await shows(page, 'サーバーを起動した端末'));
	await context.close();
	await server.end();
}
async function asQuality() {
	const server = await serve(quality), { context, page } = await enter(server, { javaScriptEnabled: false });
	await page.goto(server.base + P + 'sign.html');
	for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
	await page.getByRole('checkbox', { name: /^C / }).check();
	await page.getByLabel('What it means').fill('checked against the quality system');
	await page.getByRole('button', { name: /…$/ }).click();
	check('a sign-off: what it covers is shown first', await shows(page, 'Sar-Covers: C ') && !(await shows(page, 'Sar-Covers: B ')));
	await page.getByRole('button', { name: 'Sign', exact: true }).click();
	check('the sign-off stands in its column', (await page.locator('.seals tr', { hasText: 'Proposed Repair Documents' }).innerText()).includes('○'));
	await page.goto(server.base + P + 'history.html');
	check('and in the history', await shows(page, 'checked against the quality system'));
	await context.close();
	await server.end();
}

// ---- a team: four people in four contexts, a fifth without a role
const people = { mori: 'kenji.mori@minato-turbine.example', endo: 'sachiko.endo@minato-turbine.example', abe: 'naoki.abe@minato-turbine.example', kanda: 'hiroshi.kanda@minato-turbine.example', fifth: 'taro.nobody@minato-turbine.example' };
function serveTeam() {
	const child = spawn(program, ['serve', home, '--team'], { stdio: ['ignore', 'pipe', 'ignore'] });
	process.on('exit', () => child.kill('SIGKILL'));
	return new Promise((done, failed) => {
		let text = '';
		child.on('error', failed);
		child.stdout.on('data', d => { text += d; if (text.includes('\n')) done({ base: text.split('\n')[0].replace(/\/$/, ''), end: () => new Promise(e => { child.on('exit', e); child.kill('SIGTERM'); }) }); });
	});
}
async function signIn(server, who, options = { javaScriptEnabled: false }) {
	const context = await browser.newContext(options), page = await context.newPage();
	await page.goto(server.base + '/board');
	await page.getByLabel('E-mail address').fill(people[who]);
	await page.getByLabel('Password').fill(`a long password of ${who}`);
	await page.getByRole('button', { name: 'Sign in' }).click();
	return { context, page };
}
async function signOff(server, quality) {             // who signs says the password once more
	const { context, page } = await signIn(server, 'endo', { bypassCSP: true });
	for (const one of [quality, page]) {
		await one.goto(server.base + P + 'sign.html');
		for (const box of await one.getByRole('checkbox').all()) await box.uncheck();
		await one.getByRole('checkbox', { name: /^E / }).check();
		await one.getByRole('button', { name: /…$/ }).click();
	}
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	check('the page that asks for the password is in order for everybody', found.violations.length === 0, found.violations.map(v => v.id + ' ' + v.nodes[0].html).join('; '));
	await context.close();
	const password = quality.getByLabel('Your password, once more');
	await password.fill('a long password of abe');
	await quality.getByRole('button', { name: 'Sign', exact: true }).click();
	check('the password of another signs nothing', await shows(quality, 'this is not your password') && await shows(quality, 'Sar-Covers: E '));
	await password.fill('a long password of endo');
	await quality.getByRole('button', { name: 'Sign', exact: true }).click();
	check('with one\'s own it is signed', (await quality.locator('.seals tr', { hasText: /^E / }).innerText()).includes('○'));
}
async function asTeam() {
	const server = await serveTeam(), is = {};
	for (const who of Object.keys(people)) { is[who] = await signIn(server, who); check(`${who} signs in and is where they wanted to go`, is[who].page.url() === server.base + '/board'); }
	check('who holds a role sees the package', await shows(is.abe.page, 'F110-NOZ-001') && await shows(is.endo.page, 'F110-NOZ-001'));
	check('who holds none sees none', !(await shows(is.fifth.page, 'F110-NOZ-001')) && !(await shows(is.fifth.page, 'F100-SEAL-001')));
	for (const path of ['index.html', 'evidence/C-repair-documents.html', 'edit.html?file=evidence/C-repair-documents.md&line=41', 'remark.html?n=1', 'attachments.html', 'access.html']) {
		const answer = await is.fifth.page.goto(server.base + P + path);
		check(`the fifth is refused as if there were nothing: ${path}`, answer.status() === 404 && await shows(is.fifth.page, 'there is no such page'), answer.status());
	}
	const quality = is.endo.page;                   // asks at a passage
	await quality.goto(server.base + P + 'evidence/C-repair-documents.html');
	await quality.locator('section.passage', { hasText: 'Critical characteristics' }).getByRole('link', { name: 'Remark …' }).click();
	await quality.getByLabel('What you say').fill('Six, or five?');
	await record(quality, 'a remark at its passage', 'Record the remark');
	const engineer = is.abe.page;                   // finds it, corrects the passage, answers
	await engineer.goto(server.base + '/search?words=' + encodeURIComponent('Six, or five'));
	await engineer.getByRole('link', { name: /remark/ }).first().click();
	check('the search leads to the remark', await shows(engineer, 'Six, or five?'));
	const mark = engineer.url();
	await engineer.goto(server.base + P + 'evidence/C-repair-documents.html');
	await engineer.locator('section.passage', { hasText: 'C4' }).filter({ hasText: 'Five characteristics' }).getByRole('link', { name: 'Edit …' }).click();
	const words = engineer.getByLabel('Text, as Markdown');
	await words.fill((await words.inputValue()).replace('Five characteristics', 'Six characteristics'));
	await engineer.getByRole('button', { name: /See what changes/ }).click();
	check('the change is shown first', await shows(engineer, 'This would change'));
	await engineer.getByRole('button', { name: 'Save as a version' }).click();
	check('then it stands in the text', await shows(engineer, 'Six characteristics are critical'));
	await engineer.goto(mark);
	await engineer.getByLabel('changed').check();
	await engineer.locator('#note-answer').fill('Six.');
	await record(engineer, 'an answer by somebody else', 'Record');
	await quality.goto(mark);
	await record(quality, 'closed by who asked', 'Record');
	check('closed', await shows(quality, 'closed'));
	await quality.goto(server.base + P + 'remark-new.html?on=registers/operations.csv&row=20');
	await quality.getByLabel('What you say').fill('Which room is it?');
	await quality.getByRole('button', { name: 'Keep as a draft' }).click();
	check('a draft stands among the drafts of who writes it', await shows(quality, 'Which room is it?'));
	await engineer.goto(server.base + P + 'drafts.html');
	check('and among those of nobody else', !(await shows(engineer, 'Which room is it?')));
	await record(quality, 'a review of one draft', 'Send');
	check('sent, it is a remark', await shows(quality, 'Which room is it?') && quality.url().includes('remarks.html'));
	const manager = is.mori.page;                   // brings a table in
	await manager.goto(server.base + P + 'upload.html');
	await manager.locator('#files-take').setInputFiles({ name: 'operations.csv', mimeType: 'text/csv', buffer: Buffer.from('op_no,machine\n230,Drag finisher DF-7\n') });
	await manager.getByRole('button', { name: /See what changes/ }).click();
	check('a table is shown as what it changes', await shows(manager, 'Drag finisher DF-7'));
	await manager.getByRole('button', { name: 'Save as a version' }).click();
	await manager.goto(server.base + P + 'history.html');
	check('the history says who did what', await shows(manager, 'Sachiko Endo') && await shows(manager, 'Naoki Abe'));
	await signOff(server, quality);
	const signatory = is.kanda.page;                // reads, and leaves
	await signatory.goto(server.base + P + 'compare.html');
	check('the signatory sees what changed', await shows(signatory, 'DF-7'));
	await signatory.getByRole('button', { name: 'Sign out' }).click();
	await signatory.goto(server.base + P + 'index.html');
	check('who has left has to sign in', signatory.url().includes('/login'));
	for (const who of Object.keys(people)) await is[who].context.close();
	await server.end();
}

// ---- every page, read by axe-core
const pages = ['/', '/board', '/search?words=braze', '/sessions', ...['index', 'screening', 'checklist', 'compare', 'compare.html?view=sides&x=', 'remarks', 'drafts', 'findings', 'sign', 'attachments', 'history', 'remark-new', 'evidence/C-repair-documents', 'evidence/I-quality-assurance', 'access', 'note', 'export', 'passkey',
	'upload', 'return', 'letter', 'seal', 'deliver', 'appoint', 'registers/operations', 'registers/suppliers', 'registers/operations.html?sort=-machine&x=', 'edit.html?file=evidence/C-repair-documents.md&line=41&until=48&x=', 'edit.html?file=registers/operations.csv&row=230&x=', 'remark-new.html?on=registers/operations.csv&x=', 'remark.html?n=1&x=', 'remark-new.html?on=attachments/C/crack-map-MN2609-07.png&x=', 'remark-new.html?on=attachments/C/inspection-methods-MTR-IM-2417.pdf&page=2&x=', 'figure.html?file=attachments/C/inspection-methods-MTR-IM-2417.pdf&x=', 'why.html?action=release&x=', 'move.html?action=stop&x='].map(n => P + n + (n.includes('?') ? '' : '.html')),
	'/p/F100-SEAL-001/index.html', '/p/F100-SEAL-001/findings.html', '/p/NONE/index.html'];
const looks = [{ name: 'wide, light, English', locale: 'en-US', width: 1280, steps: true }, { name: 'narrow, light, Japanese', locale: 'ja-JP', width: 390 },
	{ name: 'wide, dark, Japanese', locale: 'ja-JP', width: 1280, dark: true }, { name: 'narrow, dark, English', locale: 'en-US', width: 390, dark: true, steps: true }];
async function readPage(page, name) {
	const sticks = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	check(`${name} is in order for everybody`, found.violations.length === 0, found.violations.map(v => v.id + ' ' + v.nodes[0].html).join('; '));
	check(`${name} does not stick out`, sticks <= 0, sticks);
}
// What a form answers that records nothing yet: what will be recorded, what would change, or what is missing.
async function goOn(page) {
	const button = page.locator('main form[method=post] button', { hasText: /…$/ }).first();
	if (!await button.count()) return null;
	for (const field of await page.locator('main [required]').all())
		if (!await field.inputValue().catch(() => 'x')) await field.fill(await field.getAttribute('type') === 'date' ? '2026-11-23' : 'x').catch(() => {});
	await button.evaluate(b => { b.form.noValidate = true; });          // the server says what is missing
	const [answer] = await Promise.all([page.waitForNavigation({ timeout: 20000 }).catch(() => null), button.click()]);
	return { method: answer?.request().method() };
}
// What only a finding or a suggestion leads to.
async function more(page, base) {
	execFileSync(program, ['-C', `${home}/F110-NOZ-001`, 'remark', 'add', '--on', 'evidence/C-repair-documents.md', '--quote', 'Six characteristics are critical', '--severity', 'minor', '-m', 'All six?', '--suggest', 'All six characteristics are critical'], { env: { ...process.env, GIT_AUTHOR_NAME: 'Kenji Mori', GIT_AUTHOR_EMAIL: people.mori } });
	await page.goto(base + P + 'remarks.html');
	const numbers = await page.locator('main a[href*="remark.html?n="]').evaluateAll(all => all.map(a => Number(a.href.split('n=')[1])));
	const findings = JSON.parse(execFileSync('sh', ['-c', '"$0" -C "$1" check --json || test $? = 1', program, `${home}/F100-SEAL-001`], { env: process.env }));
	return [P + `remark.html?n=${Math.max(...numbers)}`, `/p/F100-SEAL-001/waive.html?finding=${findings.find(f => f.level === 'warning').id}`];
}
async function readAll() {
	const server = await serveTeam(), { context: entered, page: first } = await signIn(server, 'mori', {}), state = await entered.storageState();
	const all = pages.concat(await more(first, server.base)), seen = new Set(['/login']);
	await entered.close();
	for (const look of looks) {
		const options = { locale: look.locale, colorScheme: look.dark ? 'dark' : 'light', viewport: { width: look.width, height: 900 }, bypassCSP: true };
		const outside = await browser.newContext(options), door = await outside.newPage();
		await door.goto(server.base + '/login');
		await readPage(door, `/login (${look.name})`);
		await outside.close();
		const context = await browser.newContext({ ...options, storageState: state });
		for (const path of all) {
			const page = await context.newPage(), { status, complaints } = await visit(page, server.base, path), name = `${path} (${look.name})`;
			check(`${name} answers without complaint`, (status === 200 && complaints.length === 0) || path.includes('NONE'), status + complaints.join('; '));
			await readPage(page, name);
			seen.add(new URL(page.url()).pathname);
			const answered = look.steps && await goOn(page);
			if (answered) {
				check(`${name} answers its form`, answered.method === 'POST', answered.method);
				await readPage(page, `what ${name} answers`);
				seen.add(new URL(page.url()).pathname);
			}
			await page.close();
		}
		await context.close();
	}
	const like = path => new RegExp('^' + path.replace(/[.]/g, '\\.').replace(/\{\}/g, '[^/]+') + '$');
	for (const path of fs.readFileSync(served, 'utf8').trim().split('\n')) check(`${path} was among them`, [...seen].some(p => like(path).test(p)));
	await server.end();
}
// The policy itself, not bypassed: a style and a script of its own, put in by somebody, do nothing.
async function policy() {
	const server = await serve(manager), { context, page } = await enter(server, {});
	const ran = await page.evaluate(() => {
		const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);
		document.body.setAttribute('style', 'opacity: 0.5');
		return [window.ran, getComputedStyle(document.body).opacity].join();
	});
	check('no script and no style that stands in a page counts', ran === ',1', ran);
	await context.close();
	await server.end();
}
await asManager(); await asQuality(); await asTeam(); await readAll(); await policy();
await browser.close();
