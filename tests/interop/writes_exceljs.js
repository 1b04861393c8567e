#!/usr/bin/env node
// writes_exceljs.js SPEC OUT: the workbook of workbook.json, by exceljs.
const fs = require("fs"), ExcelJS = require("exceljs");
const [spec, out] = process.argv.slice(2);
const book = new ExcelJS.Workbook();
for (const s of JSON.parse(fs.readFileSync(spec, "utf8")).sheets) {
	const sheet = book.addWorksheet(s.name, { state: s.hidden ? "hidden" : "visible" });
	for (const c of s.cells) {
		const cell = sheet.getCell(c.at);
		cell.value = c.formula ? { formula: c.formula, result: c.value } : c.day ?? c.value;
		if (c.format) cell.numFmt = c.format;
		if (c.note) cell.note = c.note;
	}
	for (const area of s.merged ?? []) sheet.mergeCells(area);
	for (const row of s.hiddenRows ?? []) sheet.getRow(row).hidden = true;
	for (const column of s.hiddenColumns ?? []) sheet.getColumn(column).hidden = true;
}
book.xlsx.writeFile(out).catch(e => { console.error(e); process.exit(1); });
