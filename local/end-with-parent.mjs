// Loaded before the API and the worker: when `npm start` is killed and cannot stop them, they stop by themselves.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
