/** A connection to MongoDB that no write waits on for ever (decision 49). */
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';

type ConnectionType = new (socket: Duplex, options: object) => object;

/** Of the driver that mongoose uses: the option `connectionType` takes such a class, and the driver names it nowhere else. */
const ofMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = ofMongoose('mongodb/lib/cmap/connection.js') as { Connection: ConnectionType };

/**
 * The driver waits until its socket has taken the whole of a command. If the server hangs up meanwhile, the socket closes
 * without an error, and the driver waits for ever. Here it is woken by the close, and then finds its connection broken.
 */
export class WokenConnection extends Connection {
  constructor(socket: Duplex, options: object) {
    super(socket, options);
    // After the driver's own listener, which notes what broke the connection.
    socket.once('close', () => socket.emit('drain'));
  }
}
