/* area.js: a drag over a picture fills in the four numbers of the form below it, and the numbers show where they are. */
(() => {
	'use strict';
	const sight = document.querySelector('.sight[data-area]');
	const fields = ['left', 'top', 'width', 'height'].map(name => document.getElementById(name));
	if (!sight || fields.some(field => !field)) return;
	const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
	sight.querySelector('svg').append(drawn);
	drawn.setAttribute('class', 'drawn');
	const show = () => {
		const [left, top, width, height] = fields.map(field => Math.min(Math.max(Number(field.value) || 0, 0), 1000));
		const put = (name, value) => drawn.setAttribute(name, value / 10 + '%');
		put('x', left); put('y', top); put('width', Math.min(width, 1000 - left)); put('height', Math.min(height, 1000 - top));
	};
	const at = event => {
		const box = sight.getBoundingClientRect();
		const share = (value, from, size) => Math.min(Math.max(Math.round((value - from) / size * 1000), 0), 1000);
		return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
	};
	let from = null;
	const draw = event => {
		const [x, y] = at(event), left = Math.min(x, from[0]), top = Math.min(y, from[1]);
		[left, top, Math.abs(x - from[0]), Math.abs(y - from[1])].forEach((value, i) => { fields[i].value = value; });
		show();
	};
	sight.addEventListener('pointerdown', event => {
		if (event.button !== 0) return;
		event.preventDefault();
		from = at(event);
		sight.setPointerCapture(event.pointerId);
	});
	sight.addEventListener('pointermove', event => { if (from) draw(event); });
	sight.addEventListener('pointerup', event => {
		if (!from) return;
		draw(event);
		from = null;
		if (!Number(fields[2].value) || !Number(fields[3].value)) fields.forEach(field => { field.value = ''; });
		show();
	});
	sight.addEventListener('pointercancel', () => { from = null; });
	fields.forEach(field => field.addEventListener('input', show));
	show();
})();
