/** The name under which an old document of Word keeps its macros: in its directory, as UTF-16 with the low byte first. */
const macros = Buffer.from('_VBA_PROJECT', 'utf16le');

/** Looks for macros in an old document of Word, piece by piece. A program in a file that looks like a letter is none. */
export class MacroCheck {
  private tail: Buffer = Buffer.alloc(0);
  private isFound = false;

  take(piece: Uint8Array): void {
    if (this.isFound) return;
    const seen = Buffer.concat([this.tail, piece]);
    this.isFound = seen.includes(macros);
    this.tail = seen.subarray(Math.max(0, seen.length - macros.length + 1));
  }

  /** True if the whole had macros. */
  finish(): boolean {
    return this.isFound;
  }
}
