import DataLoader from 'dataloader';
import mongoose, { type Model, type mongo } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.ts';

const { MongoBulkWriteError, MongoServerError } = mongoose.mongo;

/** How many are asked for by one command at most. */
const together = 100;

/** How long one command is waited for before the next one goes out beside it, in milliseconds. */
const patienceMs = 25;

/**
 * Merges what many callers ask for at the same time into one command. A lone caller waits for nobody. What comes while a
 * command is under way goes out together after it. So under load there are fewer commands, and none waits longer than one.
 * Nothing is remembered: every caller is answered by a command that was sent after it asked.
 */
function merged<Asked, Answer>(all: (asked: readonly Asked[]) => Promise<(Answer | Error)[]>) {
  let underWay: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Asked, Answer>(
    (asked) => {
      const answers = all(asked);
      underWay = Promise.race([answers.catch(() => undefined), after(patienceMs)]);
      return answers;
    },
    {
      cache: false,
      maxBatchSize: together,
      batchScheduleFn: (send) => {
        void underWay.finally(() => setImmediate(send));
      },
    },
  );
  return (asked: Asked) => loader.load(asked);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** One way of asking for each collection of each connection. */
function oneFor<Way>(make: (model: Model<never>) => Way): <Document>(model: Model<Document>) => Way {
  const ways = new WeakMap<object, Way>();
  return (model) => {
    const way = ways.get(model) ?? make(model as unknown as Model<never>);
    ways.set(model, way);
    return way;
  };
}

const reader = oneFor((model) =>
  merged(async (ids: readonly string[]) => {
    const found = await model.collection.find({ _id: { $in: [...new Set(ids)] as never[] } }).toArray();
    const byId = new Map(found.map((document) => [String(document._id), document]));
    // Each caller has a document of its own, as if it had been alone.
    return ids.map((id, index) => {
      const document = byId.get(id) ?? null;
      return ids.indexOf(id) === index ? document : structuredClone(document);
    });
  }),
);

/** The document of this id, or null. */
export async function findMerged<Document>(model: Model<Document>, id: string): Promise<Document | null> {
  return (await reader(model)(id)) as Document | null;
}

/** The documents of these ids that are there. */
export async function findAllMerged<Document>(model: Model<Document>, ids: readonly string[]): Promise<Document[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => findMerged(model, id)));
  return found.filter((document) => document !== null);
}

const writer = oneFor((model) =>
  merged(async (operations: readonly mongo.AnyBulkWriteOperation[]) => {
    const failed = new Map<number, Error>();
    try {
      await model.collection.bulkWrite([...operations] as never[], { ordered: false });
    } catch (error) {
      const errors = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (errors.length === 0) throw error;
      for (const { index, code, errmsg } of errors) failed.set(index, new MongoServerError({ message: errmsg, code }));
    }
    return operations.map((_, index) => failed.get(index) ?? null);
  }),
);

/** Runs one write of a collection. Rejects if that one fails, as it does with a key that is there already. */
export async function writeMerged<Document>(
  model: Model<Document>,
  operation: mongo.AnyBulkWriteOperation<Document & { _id: string }>,
): Promise<void> {
  await writer(model)(operation as mongo.AnyBulkWriteOperation);
}

/** Inserts one document, and says whether it wrote: false if its `_id` was there already. */
export async function insertMerged<Document>(model: Model<Document>, document: Document): Promise<boolean> {
  return written(model, { insertOne: { document: document as never } });
}

/**
 * Runs an update that inserts what is not there. If a document has come meanwhile, the update is run once more and meets it.
 * A document that is there and is not to be changed is met by no update, and inserted by none: that is no error.
 */
export async function upsertMerged<Document>(model: Model<Document>, filter: object, update: object): Promise<void> {
  const upsert = { updateOne: { filter, update, upsert: true } } as never;
  if (!(await written(model, upsert))) await written(model, upsert);
}

/** Runs a write; false if it would have inserted an `_id` that is there already. */
async function written<Document>(model: Model<Document>, operation: Parameters<typeof writeMerged<Document>>[1]) {
  try {
    await writeMerged(model, operation);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
}
