/* passkey.js: a form of the server whose answer the browser's own key gives; nothing else is done here. */
(() => {
	'use strict';
	const form = document.querySelector('form[data-passkey]');
	if (!form) return;
	const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
	const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)));
	const say = name => document.querySelectorAll('[data-says]').forEach(p => { p.hidden = p.dataset.says !== name; });
	const put = (name, value) => { form.elements[name].value = value; };
	const make = async () => {
		const random = () => crypto.getRandomValues(new Uint8Array(32));
		const made = await navigator.credentials.create({ publicKey: {
			rp: { id: form.dataset.host, name: 'sarflow' },
			user: { id: random(), name: form.dataset.address, displayName: form.dataset.person },
			challenge: random(), pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
			authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' } } });
		put('public_key', base64(made.response.getPublicKey()));
	};
	const sign = async () => {
		const got = await navigator.credentials.get({ publicKey: {
			rpId: form.dataset.host, challenge: bytes(form.dataset.challenge), userVerification: 'preferred' } });
		put('auth_data', base64(got.response.authenticatorData));
		put('client_data', base64(got.response.clientDataJSON));
		put('signature', base64(got.response.signature));
	};
	if (!window.isSecureContext || !navigator.credentials) { say('none'); return; }
	form.addEventListener('submit', async event => {
		event.preventDefault();
		say('waits');
		try {
			await (form.dataset.passkey === 'make' ? make() : sign());
			form.submit();
		} catch (why) { say('failed'); }
	});
})();
