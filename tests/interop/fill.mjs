// fill.mjs exceljs|sheetjs FILE EDITS OUT: the same as fill.py with the two libraries that browsers and servers use.
import { createRequire } from "node:module";
const [program, path, edits, out] = process.argv.slice(2);
const want = JSON.parse(edits), require = createRequire(import.meta.url);
const text = v => v == null ? "" : typeof v === "object" ? String(v.result ?? v.text ?? (v.richText || []).map(t => t.text).join("")) : String(v);

async function exceljs() {
	const ExcelJS = require("exceljs"), book = new ExcelJS.Workbook();
	await book.xlsx.readFile(path);
	return {
		sheets: () => book.worksheets.map(s => s.name),
		cells: name => { const all = []; book.getWorksheet(name).eachRow((row, r) => row.eachCell((cell, c) => all.push([r, c, text(cell.value)]))); return all; },
		put: (name, r, c, value) => { book.getWorksheet(name).getCell(r, c).value = value; },
		drop: (name, r) => book.getWorksheet(name).spliceRows(r, 1),
		rename: (a, b) => { book.getWorksheet(a).name = b; },
		add: name => { book.addWorksheet(name).getCell("A1").value = "please see"; },
		save: () => book.xlsx.writeFile(out),
	};
}

async function sheetjs() {
	const XLSX = require("xlsx"), book = XLSX.readFile(path, { cellStyles: true, cellNF: true });
	const at = (r, c) => XLSX.utils.encode_cell({ r: r - 1, c: c - 1 });
	return {
		sheets: () => book.SheetNames,
		cells: name => Object.entries(book.Sheets[name]).filter(([k]) => k[0] !== "!").map(([k, cell]) => {
			const { r, c } = XLSX.utils.decode_cell(k); return [r + 1, c + 1, text(cell.v)]; }),
		put: (name, r, c, value) => { book.Sheets[name][at(r, c)] = { t: "s", v: value }; },
		rename: (a, b) => { book.SheetNames[book.SheetNames.indexOf(a)] = b; book.Sheets[b] = book.Sheets[a]; delete book.Sheets[a]; },
		add: name => XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["please see"]]), name),
		save: () => XLSX.writeFile(book, out),
	};
}

const book = await ({ exceljs, sheetjs })[program]();
for (const [name, first, key, value] of want.lines ?? []) {
	const cells = book.cells(name), top = cells.find(([, , t]) => t.startsWith("sarflow sheet="))[0];
	const column = cells.find(([r, , t]) => r === top && t === key)[1], row = cells.find(([r, c, t]) => r > top && c === 1 && t === first)[0];
	book.put(name, row, column, value);
}
for (const [label, value] of want.block ?? [])
	for (const name of book.sheets()) {
		const cells = book.cells(name), rows = new Set(cells.filter(([, , t]) => t.startsWith("sarflow block=")).map(([r]) => r));
		for (const [r, c] of cells.filter(([r, , t]) => rows.has(r) && t === label)) book.put(name, r, c + 1, value);
	}
for (const [name, first] of want.drop_rows ?? []) {
	const cells = book.cells(name), top = cells.find(([, , t]) => t.startsWith("sarflow sheet="))[0];
	book.drop(name, cells.find(([r, c, t]) => r > top && c === 1 && t === first)[0]);
}
if (want.add_sheet) book.add(want.add_sheet);
if (want.rename) book.rename(...want.rename);
await book.save();
