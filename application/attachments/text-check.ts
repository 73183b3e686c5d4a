/** What a file begins with that a computer would run or show as something else. */
const startsProgram = /^\s*(<[!?a-z]|#!|%!|\{\\rtf)/i;
/** What makes a page of a text, wherever in its first lines it stands: some programs look further than the first one. */
const isPage = /<(!doctype\s+html|html|head|body|script|iframe|object|embed|svg|meta)[\s>/]/i;

/** Tells plain text from everything else, piece by piece: UTF-8 throughout, no control characters, no markup at its head. */
export class TextCheck {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  private head = '';
  private isText = true;

  take(piece: Uint8Array): void {
    if (this.isText) this.look(() => this.decoder.decode(piece, { stream: true }));
  }

  /** True if the whole was text. */
  finish(): boolean {
    if (this.isText) this.look(() => this.decoder.decode());
    return this.isText && !startsProgram.test(this.head) && !isPage.test(this.head);
  }

  private look(decode: () => string): void {
    try {
      const text = decode();
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a program from a text.
      if (/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) this.isText = false;
      if (this.head.length < 1024) this.head += text.slice(0, 1024);
    } catch {
      this.isText = false;
    }
  }
}
