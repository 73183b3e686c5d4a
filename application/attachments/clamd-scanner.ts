import { connect, type Socket } from 'node:net';
import { type MalwareScan, type MalwareScanner, ScannerAway } from './malware-scanner.ts';

/** How long the scanner may take for its verdict, in milliseconds. */
const timeoutMs = 30_000;
/** The same while the file is on its way: longer than its sender may be silent, who is the one to blame then. */
const onItsWayMs = 60_000;

/** ClamAV's daemon over TCP, by its INSTREAM command. `address` is `host:port`. */
export function clamdScanner(address: string): MalwareScanner {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  return {
    async begin() {
      const scan = new ClamdScan(connect({ host, port: Number(port) }));
      await scan.send(Buffer.from('zINSTREAM\0'));
      return scan;
    },
  };
}

class ClamdScan implements MalwareScan {
  private readonly socket: Socket;
  private readonly verdict: Promise<string>;

  constructor(socket: Socket) {
    this.socket = socket;
    this.verdict = new Promise((resolve, reject) => {
      const said: Buffer[] = [];
      socket.setTimeout(onItsWayMs, () => socket.destroy(new Error('it does not answer')));
      socket.on('data', (piece) => said.push(piece));
      socket.on('error', (error) => reject(new ScannerAway(`the malware scanner is away: ${error.message}`)));
      socket.on('close', () => resolve(Buffer.concat(said).toString().replace(/\0$/, '').trim()));
    });
    // A caller who sends or finishes hears of it. A scan that was abandoned needs no hearing.
    this.verdict.catch(() => undefined);
  }

  take(piece: Uint8Array): Promise<void> {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.byteLength);
    return piece.byteLength === 0 ? Promise.resolve() : this.send(Buffer.concat([length, piece]));
  }

  send(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(new ScannerAway(`the malware scanner is away: ${error.message}`));
        else resolve();
      });
    });
  }

  async finish(): Promise<string | null> {
    await this.send(Buffer.alloc(4));
    this.socket.setTimeout(timeoutMs);
    const said = await this.verdict;
    if (said === 'stream: OK') return null;
    const found = /^stream: (.+) FOUND$/.exec(said);
    if (found?.[1]) return found[1];
    throw new ScannerAway(`the malware scanner gave no verdict: ${said || 'nothing'}`);
  }

  abandon(): void {
    this.socket.destroy();
  }
}
