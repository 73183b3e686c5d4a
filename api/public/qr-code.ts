import qrcode from 'qrcode';

/** Dots of a printed code may be lost to creases and stains: a quarter of them. */
const errorCorrectionLevel = 'Q';

/** A text, such as the address of a page, as a QR code to print at any size. */
export function qrCodeSvg(text: string): Promise<string> {
  return qrcode.toString(text, { type: 'svg', errorCorrectionLevel });
}

/** The same as a picture, 600 pixels wide. */
export function qrCodePng(text: string): Promise<Buffer> {
  return qrcode.toBuffer(text, { type: 'png', errorCorrectionLevel, width: 600 });
}
