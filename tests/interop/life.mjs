// life.mjs PROGRAM HOME WORK: the whole life of the F110 repair, from the first screen to the answer to a deficiency, by four
// people of a team in four browsers without script, who never see a terminal.  A line a check: "ok" or "FAIL".
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
const [, , program, home, work, root] = process.argv, P = '/p/F110-NOZ-001/';
const check = (name, good, why = '') => console.log(good ? `ok ${name}` : `FAIL ${name} ${String(why).slice(0, 600)}`);
const child = spawn(program, ['serve', home, '--team'], { stdio: ['ignore', 'pipe', 'ignore'] });
process.on('exit', () => child.kill('SIGKILL'));
const base = await new Promise(done => { let text = ''; child.stdout.on('data', d => { text += d; if (text.includes('\n')) done(text.split('\n')[0].replace(/\/$/, '')); }); });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] });
const people = { mori: 'Kenji Mori', abe: 'Naoki Abe', endo: 'Sachiko Endo', kanda: 'Hiroshi Kanda' };
const address = who => people[who].toLowerCase().replace(' ', '.') + '@minato-turbine.example';
const is = {};
for (const who of Object.keys(people)) {
	const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
	is[who] = await context.newPage();
	await is[who].goto(base + '/');
	await is[who].getByLabel('E-mail address').fill(address(who));
	await is[who].getByLabel('Password').fill(`a long password of ${who}`);
	await is[who].getByRole('button', { name: 'Sign in' }).click();
}
const words = page => page.locator('main').innerText();
const shows = async (page, text) => (await words(page)).includes(text);
const open = (page, path) => page.goto(base + P + path);
const state = async page => { await open(page, 'index.html'); return page.locator('.facts').first().innerText(); };
// What will be recorded is shown first, and then it is recorded.
async function record(page, name, button, before = async () => {}) {
	await page.locator('main').getByRole('button', { name: /…$/ }).first().click();
	check(`${name}: shown first`, await shows(page, 'Sar-Event: '), await words(page));
	await before(page);
	await page.locator('main').getByRole('button', { name: button, exact: true }).click();
	check(`${name}: recorded`, !(await shows(page, 'What will be recorded')), await words(page));
}
// A move from the package's own page, by the button that stands there.
async function move(page, action, to, fill = async () => {}) {
	await open(page, 'index.html');
	await page.locator(`main a[href$="move.html?action=${action}"]`).first().click();
	await fill(page);
	await record(page, action, 'Record');
	check(`${action}: the package is there`, (await state(page)).includes(to), await words(page));
}
const report = (by, on, received, letter) => async page => {
	await page.getByLabel('Office and person who told you').fill(by);
	await page.getByLabel('Day it happened').fill(on);
	await page.getByLabel('Day you received it').fill(received);
	if (letter) await page.locator('#files').setInputFiles(letter);
	if (letter) await page.getByLabel('Day that the letter itself bears').fill(on);
	if (letter) await page.getByLabel('Sender that the letter names').fill(by);
};

// ---- who may do what
async function appoint(who, ...roles) {
	await open(is.mori, 'appoint.html');
	await is.mori.getByLabel('Name and address').fill(`${people[who]} <${address(who)}>`);
	for (const role of roles) await is.mori.getByLabel(role, { exact: true }).check();
	await record(is.mori, `${people[who]} is appointed`, 'Record');
}
await is.abe.goto(base + '/board');
check('who holds no role sees no package', !(await shows(is.abe, 'F110-NOZ-001')));
await appoint('abe', 'Engineering'); await appoint('endo', 'Quality'); await appoint('kanda', 'Signatory', 'Export control officer');
await is.abe.goto(base + '/board');
check('and who is appointed sees it', await shows(is.abe, 'F110-NOZ-001'));

// ---- up to the review
const office = 'propulsion engineering support activity, source approval desk';
await move(is.mori, 'start-screen', 'Eligibility');
await move(is.mori, 'ask-requirements', 'Inquiry', page => page.getByLabel('Note').fill('Asked by our letter of 2026-03-02.'));
await open(is.mori, 'move.html?action=report-requirements'); await report(office, '2026-03-19', '2026-03-24')(is.mori);
await is.mori.locator('main').getByRole('button', { name: /…$/ }).first().click();
check('a report that needs its letter is refused without it', await shows(is.mori, 'the letter is missing'), await words(is.mori));
await move(is.mori, 'report-requirements', 'Technical data requested', report(office, '2026-03-19', '2026-03-24', `${root}/packages/letters/F110-NOZ-001/inquiry-reply.pdf`));
await move(is.mori, 'use-data-at-hand', 'Drafting');

// ---- prepared: a passage corrected, a file brought in
await open(is.abe, 'evidence/C-repair-documents.html');
await is.abe.locator('section.passage', { hasText: 'Five characteristics' }).getByRole('link', { name: 'Edit …' }).first().click();
const text = is.abe.getByLabel('Text, as Markdown');
await text.fill((await text.inputValue()).replace('Five characteristics', 'Six characteristics'));
await is.abe.getByRole('button', { name: /See what changes/ }).click();
check('a correction is shown first', await shows(is.abe, 'This would change'));
await is.abe.getByRole('button', { name: 'Save as a version' }).click();
check('and then it stands in the text', await shows(is.abe, 'Six characteristics'));
await move(is.mori, 'start-review', 'Internal review');

// ---- reviewed: asked, answered, closed
await open(is.endo, 'evidence/C-repair-documents.html');
await is.endo.locator('section.passage', { hasText: 'Six characteristics' }).getByRole('link', { name: 'Remark …' }).first().click();
await is.endo.getByLabel('What you say').fill('Six, or five? The drawing names five.');
await is.endo.getByLabel('major').check().catch(() => is.endo.locator('select[name=severity]').selectOption('major'));
await record(is.endo, 'a remark', 'Record the remark');
await open(is.kanda, 'move.html?action=release');
check('the release is shut while it is open', await shows(is.kanda, 'remark 1 (major) is not answered'), await words(is.kanda));
await open(is.abe, 'evidence/C-repair-documents.html');
await is.abe.locator('section.passage', { hasText: 'Six characteristics' }).getByRole('link', { name: 'Edit …' }).first().click();
await text.fill((await text.inputValue()).replace('Six characteristics', 'Five characteristics'));
await is.abe.getByRole('button', { name: /See what changes/ }).click();
await is.abe.getByRole('button', { name: 'Save as a version' }).click();
await open(is.abe, 'remark.html?n=1');
await is.abe.getByLabel('changed').check();
await is.abe.locator('#note-answer').fill('Five, as the drawing says.');
await record(is.abe, 'its answer', 'Record');
await open(is.endo, 'remark.html?n=1');
await record(is.endo, 'its close', 'Record');

await open(is.kanda, 'move.html?action=release');
check('and not for it any more', !(await shows(is.kanda, 'remark 1')) && await shows(is.kanda, 'This is shut'), await words(is.kanda));

// ---- signed, each with the password once more; released; sealed
async function sign(who, role, only) {
	const page = is[who];
	await open(page, `sign.html?role=${role}`);
	if (only) for (const box of await page.getByRole('checkbox').all()) if (!only.includes(await box.getAttribute('value'))) await box.uncheck();
	await record(page, `${people[who]} signs as ${role}`, 'Sign', p => p.getByLabel('Your password, once more').fill(`a long password of ${who}`));
}
await sign('abe', 'engineering'); await sign('endo', 'quality'); await sign('kanda', 'export_officer'); await sign('kanda', 'signatory', ['A', 'G']);
await move(is.kanda, 'release', 'Ready');
await open(is.mori, 'seal.html'); await record(is.mori, 'the seal', 'Seal');

// ---- taken along, handed over
await open(is.mori, 'attachments.html');
await is.mori.getByRole('link', { name: /Take what is handed over/ }).click();
await record(is.mori, 'the export', 'Record');
async function take(name, link) {
	const [download] = await Promise.all([is.mori.waitForEvent('download'), is.mori.getByRole('link', { name: link }).click()]);
	check(`${name} comes under its name`, download.suggestedFilename().startsWith('F110-NOZ-001-submittal-1'), download.suggestedFilename());
	await download.saveAs(`${work}/${name}`);
	return `${work}/${name}`;
}
const book = await take('checklist.xlsx', /checklist workbook alone/), whole = await take('handed.zip', /All that is handed over/);
check('the zip file is whole', execFileSync('unzip', ['-tq', whole]).toString().includes('No errors'));
await open(is.mori, 'deliver.html');
await is.mori.getByLabel('How it was handed over').fill('DoD SAFE drop-off');
await is.mori.getByLabel('Day it was handed over').fill('2026-11-23');
await record(is.mori, 'the delivery', 'Record');
await move(is.mori, 'hand-over', 'Submitted');

// ---- the office answers: its letter, and the checklist it filled in
await move(is.mori, 'report-receipt', 'Screening', report(office, '2026-11-23', '2026-11-23', `${root}/packages/letters/F110-NOZ-001/inquiry-reply.pdf`));
execFileSync('python3', [`${root}/tests/case/evaluate.py`, book, JSON.stringify({ lines: [['Checklist', 'C3', 'verdict', 'Fail'], ['Checklist', 'C3', 'finding', 'CH-01: no gauge is named'], ['Checklist', 'C3', 'severity', 'Major']] }), `${work}/back.xlsx`]);
await open(is.mori, 'return.html');
await is.mori.locator('#files').setInputFiles(`${work}/back.xlsx`);
await is.mori.locator('main').getByRole('button', { name: /…$/ }).first().click();
check('what came back is shown first', await shows(is.mori, 'CH-01: no gauge is named'), await words(is.mori));
await is.mori.getByLabel('Office and person who evaluated it').fill(office);
await is.mori.getByLabel('Day of their evaluation').fill('2026-11-23');
await is.mori.getByRole('button', { name: 'Record what they said' }).click();
await open(is.mori, 'remarks.html');
check('each deficiency is a remark', await shows(is.mori, 'CH-01: no gauge is named'), await words(is.mori));
await move(is.mori, 'report-deficiency', 'Suspended', report(office, '2026-11-23', '2026-11-23', `${root}/packages/letters/F110-NOZ-001/inquiry-reply.pdf`));

// ---- answered: changed, closed by somebody else, signed for anew, sealed, handed over
await open(is.abe, 'remarks.html');
await is.abe.locator('main a', { hasText: /CH-01/ }).or(is.abe.locator('main a[href*="remark.html?n=2"]')).first().click();
const deficiency = is.abe.url().slice((base + P).length);
await open(is.abe, 'evidence/C-repair-documents.html');
await is.abe.locator('section.passage', { hasText: 'Five characteristics' }).getByRole('link', { name: 'Edit …' }).first().click();
await text.fill((await text.inputValue()) + ' The gauge of each stands in the list of element F.');
await is.abe.getByRole('button', { name: /See what changes/ }).click();
await is.abe.getByRole('button', { name: 'Save as a version' }).click();
await open(is.abe, deficiency);
await is.abe.getByLabel('changed').check();
await is.abe.locator('#note-answer').fill('C names the list of gauges now.');
await record(is.abe, 'the answer to the deficiency', 'Record');
await open(is.endo, deficiency);
await record(is.endo, 'it is closed in the house', 'Record');
await open(is.mori, 'index.html');
check('what fell since is told', await shows(is.mori, 'fell'), await words(is.mori));
await sign('abe', 'engineering'); await sign('endo', 'quality'); await sign('kanda', 'export_officer');       // the signatory's stand: A and G are as they were
await open(is.mori, 'seal.html'); await record(is.mori, 'the second seal', 'Seal');
await open(is.mori, 'export.html'); await record(is.mori, 'the second export', 'Record');
check('both submittals are there to take', await shows(is.mori, 'Submittal 1') && await shows(is.mori, 'Submittal 2'));
await open(is.mori, 'deliver.html');
await is.mori.getByLabel('How it was handed over').fill('DoD SAFE drop-off');
await is.mori.getByLabel('Day it was handed over').fill('2026-11-23');
await record(is.mori, 'the second delivery', 'Record');
await move(is.mori, 'answer-deficiency', 'Screening');
await open(is.mori, 'history.html');
for (const said of ['Submittal 1 was sealed', 'Submittal 1 was exported', 'Submittal 1 was handed over', 'Submittal 2 was sealed', 'Naoki Abe', 'Sachiko Endo', 'Hiroshi Kanda']) check(`the history says: ${said}`, await shows(is.mori, said));

// ---- out
for (const who of Object.keys(people)) {
	await is[who].getByRole('button', { name: 'Sign out' }).click();
	await open(is[who], 'index.html');
	check(`${people[who]} has left`, is[who].url().includes('/login'));
}
await browser.close();
await new Promise(done => { child.on('exit', done); child.kill('SIGTERM'); });
