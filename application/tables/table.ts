/** What every reader of files that people bring gives: rows of cells as text, or the reason why the file is refused. */

/** A cell that a spreadsheet has and that no text can be made of. */
export const cellFaults = ['error-cell', 'no-result', 'unreadable'] as const;

export interface TableRow {
  /** As a spreadsheet counts: the first row is 1. */
  row: number;
  cells: string[];
  /** Cells without a text, by their place from 0; what stands in `cells` there is empty. */
  bad?: { at: number; fault: (typeof cellFaults)[number] }[];
}

/** As many rows that have a cell as a file may have: ten thousand and their titles. */
export const mostRows = 10_001;
/** As many columns as a file may have. */
export const mostColumns = 200;
/** All cells together, in characters: ten thousand long rows need a tenth of it. */
export const mostCharacters = 32 * 1024 * 1024;

export const fileFaults = [
  'no-workbook',
  'old-workbook',
  'no-sheet',
  'too-deep',
  'too-many-attributes',
  'too-many-rows',
  'too-many-columns',
  'too-many-cells',
  'too-much-text',
  'too-large-unpacked',
  'row-beyond',
  'no-table',
  'no-titles',
  'two-columns',
  'no-rows',
  'no-text',
  'encoding',
  'too-heavy',
] as const;
export type FileFault = (typeof fileFaults)[number];

/** A file that is not taken: a code and what its sentence names; never what stands in a cell. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly fault: FileFault;
  /** The row, from 1, the limit that is passed, or the name of a field. */
  readonly at: number | string | null;

  constructor(fault: FileFault, at: number | string | null = null) {
    super(at === null ? fault : `${fault} ${at}`);
    this.fault = fault;
    this.at = at;
  }
}

/** Watches over a table while it is made: refuses it at the first row, cell or character that is too many. */
export class TableLimits {
  private rows = 0;
  private cells = 0;
  private characters = 0;

  /** A row that has a cell, empty or not. */
  row(): void {
    this.rows += 1;
    if (this.rows > mostRows) throw new FileRefused('too-many-rows', mostRows - 1);
  }

  cell(): void {
    this.cells += 1;
    if (this.cells > mostColumns * mostRows) throw new FileRefused('too-many-cells', mostColumns * mostRows);
  }

  text(text: string): void {
    this.characters += text.length;
    if (this.characters > mostCharacters) throw new FileRefused('too-much-text', mostCharacters);
  }
}
