// Run by mongosh against the first member: forms the replica set and makes the product's user; may run again.
const { readFileSync } = require('node:fs');

const members = ['mongodb-1', 'mongodb-2', 'mongodb-3'].map((name, _id) => ({ _id, host: `${name}:27017` }));
try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members });
}
while (!db.hello().isWritablePrimary) sleep(500);

const inaya = db.getSiblingDB('inaya');
if (!inaya.getUser('inaya')) {
  const pwd = readFileSync('/run/secrets/mongodb_password', 'utf8').trim();
  inaya.createUser({ user: 'inaya', pwd, roles: [{ role: 'readWrite', db: 'inaya' }] });
}
