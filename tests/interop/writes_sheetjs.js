#!/usr/bin/env node
// writes_sheetjs.js SPEC OUT: the workbook of workbook.json, by SheetJS; the end of OUT's name says in which form.
const fs = require("fs"), XLSX = require("xlsx");
const [spec, out] = process.argv.slice(2);
const given = JSON.parse(fs.readFileSync(spec, "utf8"));
const book = XLSX.utils.book_new();
book.Custprops = given.property;
for (const s of given.sheets) {
	const sheet = {};
	for (const c of s.cells) {
		const value = c.day ?? c.value;
		const cell = sheet[c.at] = { v: value, t: typeof value === "number" ? "n" : typeof value === "boolean" ? "b" : "s" };
		if (c.format) cell.z = c.format;
		if (c.formula) cell.f = c.formula;
		if (c.note) XLSX.utils.cell_add_comment(cell, c.note, "A");
	}
	sheet["!ref"] = "A1:H9";
	sheet["!merges"] = (s.merged ?? []).map(XLSX.utils.decode_range);
	sheet["!rows"] = [];
	for (const row of s.hiddenRows ?? []) sheet["!rows"][row - 1] = { hidden: true };
	sheet["!cols"] = [];
	for (const column of s.hiddenColumns ?? []) sheet["!cols"][column - 1] = { hidden: true };
	XLSX.utils.book_append_sheet(book, sheet, s.name);
}
book.Workbook = { Sheets: given.sheets.map(s => ({ Hidden: s.hidden ? 1 : 0 })) };
XLSX.writeFile(book, out);
