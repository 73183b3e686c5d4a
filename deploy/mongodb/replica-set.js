// Run by mongosh without a connection: signs in, forms the replica set, makes the users of the processes; may run again.
const { readFileSync } = require('node:fs');
const { api, worker, privileges } = require('/deploy/rights.cjs');

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const root = encodeURIComponent(secret('mongodb_root_password'));
db = connect(`mongodb://root:${root}@mongodb-1:27017/admin?directConnection=true`);

const members = ['mongodb-1', 'mongodb-2', 'mongodb-3'].map((name, _id) => ({ _id, host: `${name}:27017` }));
try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members });
}
while (!db.hello().isWritablePrimary) sleep(500);

// A process has the rights that it needs, and none to drop anything. `npm run migrate` runs as the first user.
const inaya = db.getSiblingDB('inaya');
const users = { inaya_api: ['api', api], inaya_worker: ['worker', worker] };
for (const [user, [role, narrower]] of Object.entries(users)) {
  const definition = { privileges: privileges('inaya', narrower), roles: [] };
  if (inaya.getRole(role)) inaya.updateRole(role, definition);
  else inaya.createRole({ role, ...definition });
  const pwd = secret(`mongodb_${role}_password`);
  if (!inaya.getUser(user)) inaya.createUser({ user, pwd, roles: [{ role, db: 'inaya' }] });
}
