// passkey.mjs PROGRAM HOME NOTE: Chromium with a virtual authenticator makes a passkey on the page of sarflow serve and signs
// off with it; NOTE is a command that moves the journal between reading and touching.  A line a check: "ok" or "FAIL".
import { spawn, execSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
const [, , program, home, note] = process.argv;
const check = (name, good, why = '') => console.log(good ? `ok ${name}` : `FAIL ${name} ${String(why).replace(/\s+/g, ' ').slice(0, 500)}`);
const sleep = ms => new Promise(r => setTimeout(r, ms));

// ---- a server and a browser, each ended by its process
const server = spawn(program, ['serve', home], { stdio: ['ignore', 'pipe', 'ignore'] });
const link = await new Promise(done => { let text = ''; server.stdout.on('data', d => { text += d; if (text.includes('\n')) done(text.split('\n')[0]); }); });
const here = link.replace(/127\.0\.0\.1|\[::1\]/, 'localhost'), base = here.split('/enter')[0];
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sarflow-chromium.'));
const chromium = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
let port;
for (let i = 0; i < 150 && !port; i++) { await sleep(200); try { port = fs.readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]; } catch { /* not yet */ } }
let target;
for (let i = 0; i < 50 && !target; i++) { try { target = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()).find(t => t.type === 'page'); } catch { await sleep(200); } }
const ws = new WebSocket(target.webSocketDebuggerUrl);
await new Promise(r => { ws.onopen = r; });
let last = 0;
const waiting = new Map(), policies = new Map(), complaints = [];
let loaded = () => {};
ws.onmessage = m => {
	const d = JSON.parse(m.data);
	if (d.id) { waiting.get(d.id)?.(d); waiting.delete(d.id); }
	if (d.method === 'Page.loadEventFired') loaded();
	if (d.method === 'Network.responseReceived') policies.set(d.params.response.url, d.params.response.headers['Content-Security-Policy']);
	if (d.method === 'Log.entryAdded' && d.params.entry.source === 'security') complaints.push(d.params.entry.text);
};
const send = (method, params = {}) => new Promise(r => { const id = ++last; waiting.set(id, r); ws.send(JSON.stringify({ id, method, params })); });
const run = async js => (await send('Runtime.evaluate', { expression: js, awaitPromise: true, returnByValue: true })).result?.result?.value;
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
	check('what came in between is shown, and asked again', (await text()).includes('What came in between') && (await text()).includes('note') && (await text()).includes('Sign with your passkey'), await text());
	await press();
	check('it is signed, and the package is shown', (await text()).includes('The way so far'), await text());
	check('the browser complains of nothing', complaints.length === 0, complaints.join('; '));
} catch (why) { check('the walk came to its end', false, why.stack); }
ws.close();
const ended = child => new Promise(r => { child.on('exit', r); child.kill('SIGTERM'); });
await Promise.all([ended(server), ended(chromium)]);
process.exit(0);
