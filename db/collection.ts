import { type Connection, type Model, Schema } from 'mongoose';

/** A collection of documents that are written whole by code that knows their type; `_id` is a text of its own. */
export function collection<Document>(connection: Connection, name: string, indexes: Record<string, 1 | -1>[] = []) {
  const schema = new Schema<Document>({ _id: { type: String, required: true } }, { strict: false, versionKey: false });
  for (const fields of indexes) schema.index(fields);
  return connection.model<Document>(name, schema, name) as unknown as Model<Document>;
}
