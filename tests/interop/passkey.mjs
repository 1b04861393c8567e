// passkey.mjs PROGRAM HOME NOTE: Chromium with a virtual authenticator makes a passkey on the page of sarflow serve and signs
// off with it; NOTE is a command that moves the journal between reading and touching.  A line a check: "ok" or "FAIL".
import { chromium } from 'playwright-core';
import { spawn, execSync } from 'node:child_process';
const [, , program, home, note] = process.argv;
const check = (name, good, why = '') => console.log(good ? `ok ${name}` : `FAIL ${name} ${String(why).replace(/\s+/g, ' ').slice(0, 500)}`);
const sleep = ms => new Promise(r => setTimeout(r, ms));

// ---- a server and a browser, each ended by its process
const server = spawn(program, ['serve', home], { stdio: ['ignore', 'pipe', 'ignore'] });
process.on('exit', () => server.kill('SIGKILL'));
const link = await new Promise(done => { let text = ''; server.stdout.on('data', d => { text += d; if (text.includes('\n')) done(text.split('\n')[0]); }); });
const here = link.replace(/127\.0\.0\.1|\[::1\]/, 'localhost'), base = here.split('/enter')[0];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] });
const page = await browser.newPage(), client = await page.context().newCDPSession(page);
const policies = new Map(), complaints = [];
let loaded = () => {};
client.on('Page.loadEventFired', () => loaded());
client.on('Network.responseReceived', d => policies.set(d.response.url, d.response.headers['Content-Security-Policy']));
client.on('Log.entryAdded', d => { if (d.entry.source === 'security') complaints.push(d.entry.text); });
const send = (method, params = {}) => client.send(method, params);
const run = async js => (await send('Runtime.evaluate', { expression: js, awaitPromise: true, returnByValue: true })).result?.value;
const next = async act => { const there = new Promise((r, no) => { loaded = r; setTimeout(() => no(new Error('no page came')), 20000); }); await act(); await there; await sleep(100); };
const go = url => next(() => send('Page.navigate', { url }));
const text = () => run('document.querySelector("main").innerText');
const press = () => next(() => run('document.querySelector("main form button.first").click()'));
for (const d of ['Page', 'Network', 'Log', 'WebAuthn']) await send(`${d}.enable`);
await send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });

try {
	const P = '/p/PASS-001/';
	await go(here); await sleep(500);
	await go(base + P + 'sign.html');
	check('who has no passkey is shown where one is made', (await text()).includes('Make a passkey'));
	check('a page without a key runs no script', !policies.get(base + P + 'sign.html').includes('script-src'), policies.get(base + P + 'sign.html'));
	await go(base + P + 'passkey.html');
	check('the page of passkeys runs one script of our own, and none in the page', policies.get(base + P + 'passkey.html').includes("script-src 'self';") && await run('[...document.scripts].every(s => s.src && !s.text)'));
	await press();
	check('the key is made, and what will be recorded is shown', (await text()).includes('Sar-Key: sk-ecdsa-sha2-nistp256@openssh.com'), await text());
	await press();
	await go(base + P + 'sign.html');
	check('the sign page says how it is signed', (await text()).includes('You sign with your passkey'), await text());
	await press();
	check('what will be signed is shown', (await text()).includes('Sar-Event: sign-off') && (await text()).includes('Sign with your passkey'), await text());
	check('that page runs the script', policies.get(base + P + 'sign.html').includes("script-src 'self';"));

	// another way of going on: words changed behind the signature, the journal moved, no script
	await run('document.querySelector("form[data-passkey] [name=meaning]").value = "read by nobody"');
	await press();
	check('what was changed behind the key is not recorded', (await text()).includes('nothing was recorded') && (await text()).includes('Sar-Meaning: read by nobody'), await text());
	await go(base + P + 'sign.html'); await press();
	execSync(note);
	await press();
	check('what came in between is shown, and asked again', (await text()).includes('What came in between') && (await text()).includes('A note was written') && (await text()).includes('Sign with your passkey'), await text());
	await press();
	check('it is signed, and the package is shown', (await text()).includes('The way so far'), await text());
	check('the browser complains of nothing', complaints.length === 0, complaints.join('; '));
} catch (why) { check('the walk came to its end', false, why.stack); }
await browser.close();
await new Promise(r => { server.on('exit', r); server.kill('SIGTERM'); });
process.exit(0);
