export type CsvValue = string | number | boolean | null | undefined;

/**
 * A table as RFC 4180 wants it, with a mark that makes spreadsheets read UTF-8. A text that a spreadsheet would run as a formula gets
 * an apostrophe in front (OWASP, “CSV Injection”): page addresses and campaign names are written by anybody.
 */
export const toCsv = (header: readonly string[], rows: readonly (readonly CsvValue[])[]): string => `\ufeff${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
