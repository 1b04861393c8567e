// api.mjs PROGRAM HOME TOKEN: the description of the JSON API is OpenAPI 3.1, and the running server holds to it: each route of it
// is asked, as who may, as who may not and badly, and what comes back is of its schema, by ajv.  A line a check: "ok" or "FAIL".
import { spawn } from 'node:child_process';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Validator } from '@seriousme/openapi-schema-validator';
const [, , program, home, token, other] = process.argv, P = 'F110-NOZ-001';
const check = (name, good, why = '') => console.log(good ? `ok ${name}` : `FAIL ${name} ${String(why).slice(0, 500)}`);

const child = spawn(program, ['serve', home, '--team'], { stdio: ['ignore', 'pipe', 'ignore'] });
process.on('exit', () => child.kill('SIGKILL'));
const base = await new Promise(done => { let text = ''; child.stdout.on('data', d => { text += d; if (text.includes('\n')) done(text.split('\n')[0].replace(/\/$/, '')); }); });
const api = await (await fetch(base + '/api/v1/openapi.json')).json();

// ---- the description itself
const judged = await new Validator().validate(structuredClone(api));
check('the description is OpenAPI 3.1', judged.valid && api.openapi.startsWith('3.1'), JSON.stringify(judged.errors));
const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false }); addFormats(ajv);
const placed = text => JSON.parse(text.replaceAll('"#/components/schemas/', '"api#/$defs/')); ajv.addSchema({ $id: 'api', $defs: placed(JSON.stringify(api.components.schemas)) });
const compiled = new Map();
function validator(schema) {
	const key = JSON.stringify(schema);
	if (!compiled.has(key)) compiled.set(key, ajv.compile(placed(key)));
	return compiled.get(key);
}

// ---- an answer is of its description: status, media type, heads, body
const asked = new Map();
async function ask(method, path, target, options = {}) {
	const answer = await fetch(base + '/api/v1' + target, { method, redirect: 'manual', ...options });
	const described = api.paths[path]?.[method.toLowerCase()]?.responses?.[answer.status], name = `${method} ${path}: ${answer.status}`;
	const bytes = Buffer.from(await answer.arrayBuffer()), text = bytes.toString();
	asked.set(path, (asked.get(path) ?? new Set()).add(answer.status));
	if (!described) { check(`${name} is described`, false, text); return { answer, value: null }; }
	for (const head of Object.keys(described.headers ?? {})) if (!answer.headers.get(head)) check(`${name} has ${head}`, false);
	if (!described.content) { check(`${name} has no body`, text === ''); return { answer, value: null }; }
	const type = (answer.headers.get('content-type') ?? '').split(';')[0], media = described.content[type];
	if (media && !media.schema) { check(`${name} is a file of its kind`, bytes.length > 0); return { answer, value: null }; }
	const value = JSON.parse(text), valid = media && validator(media.schema), good = valid && valid(value);
	check(`${name} holds to its description`, good, media ? JSON.stringify(valid.errors?.slice(0, 3)) : type);
	if (answer.status >= 400) check(`${name} says so itself`, value.status === answer.status);
	return { answer, value };
}
const bearer = word => ({ Authorization: `Bearer ${word}` }), json = word => ({ ...bearer(word), 'Content-Type': 'application/json' });
const queries = { '/packages/{package}/why': '?action=release', '/packages/{package}/diff': '?from=main', '/packages/{package}/reading': '?from=main',
	'/packages/{package}/file': '?path=evidence/C-repair-documents.md', '/search': '?words=crack' };
const holes = { package: P, file: 'attachments/C/crack-map-MN2609-07.png'.slice('attachments/'.length), paper: 'reply.pdf', profile: 'working', submittal: 'draft' };
const leaf = '?file=attachments/C/inspection-methods-MTR-IM-2417.pdf&page=1';
let stand = '';
for (const [path, of] of Object.entries(api.paths)) if (of.get) {
	const target = path.replace(/{(\w+)}/g, (_, name) => holes[name]) + (queries[path] ?? (path.endsWith('leaf.png') ? leaf : '')), mine = path.includes('{package}');
	const { answer } = await ask('GET', path, target, { headers: bearer(token) });
	check(`${path} is there`, answer.status === 200, answer.status);
	if (path === '/openapi.json') continue;
	if (mine) stand = answer.headers.get('sarflow-stand');
	if (answer.headers.get('etag')) check(`${path} is known again`, (await ask('GET', path, target, { headers: { ...bearer(token), 'If-None-Match': answer.headers.get('etag') } })).answer.status === 304);
	check(`${path} is for who has signed in`, (await ask('GET', path, target)).answer.status === 401);
	check(`${path} takes no false token`, (await ask('GET', path, target, { headers: bearer('sarflow_0') })).answer.status === 401);
	if (mine) check(`${path} is for who holds a role`, (await ask('GET', path, target, { headers: bearer(other) })).answer.status === 404);
	if (queries[path]) check(`${path} wants its question`, (await ask('GET', path, target.split('?')[0], { headers: bearer(token) })).answer.status === 400);
}

// ---- acts: what the schema of the request takes, the server takes; what it refuses, the server refuses
const samples = { stand: () => stand, action: 'nonsense', elements: ['C'], meaning: 'x', note: 'x', severity: 'minor', number: 1, disposition: 'clarified', draft: '0123456789abcdef0123', finding: '0'.repeat(64), until: '2026-12-01', person: 'no address', roles: ['nonsense'], means: 'x', on: 'x', by: 'x', received: 'x', from: 'main', to: 'main', dated: 'x', file: 'x', text: 'x', element: 'C' };
for (const [path, of] of Object.entries(api.paths)) if (of.post) {
	const target = path.replace('{package}', P), schema = of.post.requestBody.content['application/json'].schema, valid = validator(schema);
	const send = (body, headers = json(token)) => ask('POST', path, target, { headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
	const whole = Object.fromEntries((schema.required ?? []).map(name => [name, typeof samples[name] === 'function' ? samples[name]() : samples[name]]));
	check(`${path}: a whole request is of its schema`, valid(whole), JSON.stringify(valid.errors));
	const spoiled = [{ ...whole, nonsense: 1 }, ...(schema.required ?? []).map(name => { const { [name]: _, ...rest } = whole; return rest; }), ...Object.keys(schema.properties).map(name => ({ ...whole, [name]: null }))];
	for (const body of spoiled) {
		check(`${path}: the schema refuses what is spoiled`, !valid(body), JSON.stringify(body));
		check(`${path}: and so does the server`, (await send(body)).answer.status === 400);
	}
	check(`${path} is for who has signed in`, (await send(whole, { 'Content-Type': 'application/json' })).answer.status === 401);
	check(`${path} is for who holds a role`, (await send(whole, json(other))).answer.status === 404);
	check(`${path} takes JSON`, (await send('a=b', { ...bearer(token), 'Content-Type': 'text/plain' })).answer.status === 415);
	check(`${path} is acted on what was read`, !schema.properties.stand || (await send({ ...whole, stand: 'x' })).answer.status >= 400);
	if (schema.properties.rehearse) await send({ ...whole, rehearse: true });
	if (['sign', 'remark', 'draft', 'send', 'seal'].includes(path.split('/').pop())) { const { value } = await send({ ...whole, elements: undefined, ...(whole.elements ? { elements: ['C'], password: 'a long password of one' } : {}) }); stand = value?.stand ?? stand; }
}
check('every address of the description was asked', Object.keys(api.paths).every(path => asked.has(path)), Object.keys(api.paths).filter(path => !asked.has(path)));
check('some were done, and each sort of refusal was seen', [200, 400, 401, 403, 404, 409, 415].every(status => [...asked.values()].some(of => of.has(status))), [...new Set([...asked.values()].flatMap(of => [...of]))]);
await new Promise(done => { child.on('exit', done); child.kill('SIGTERM'); });
