/** The text of a cell or of a shared string, which may stand in pieces of several fonts; how it is pronounced is left out. */
export class CellText {
  private pieces = '';
  private isText = false;
  private isPronunciation = false;
  /** Whether there is an element for a value at all, empty or not. */
  hasValue = false;

  /** As it was typed: what XML cannot carry is written as `_x000D_`, and an underscore before such a text as `_x005F_`. */
  get whole(): string {
    return this.pieces.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
  /** As it stands in the file. */
  get raw(): string {
    return this.pieces;
  }

  begin(): void {
    this.pieces = '';
    this.hasValue = false;
  }
  open(name: string): void {
    if (name === 'rPh') this.isPronunciation = true;
    if (name === 't' || name === 'v') {
      this.isText = !this.isPronunciation;
      this.hasValue = true;
    }
  }
  add(text: string): void {
    if (this.isText) this.pieces += text;
  }
  close(name: string): void {
    if (name === 'rPh') this.isPronunciation = false;
    if (name === 't' || name === 'v') this.isText = false;
  }
}
