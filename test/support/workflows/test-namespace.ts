import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributeNames } from '../../../workflows/messages/case.ts';
import { eventually } from '../api/api-client.ts';

/** The server's number for the type of search attribute that is a keyword. */
const keyword = 2;

/** Makes a namespace of its own on the test server, so that test files see nothing of each other's cases. */
export async function makeNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { workflowService, operatorService } = connection;
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('3 days') });
    const searchAttributes = Object.fromEntries(searchAttributeNames.map((name) => [name, keyword]));
    // The server needs a moment until every part of it knows the namespace.
    const known = () => operatorService.addSearchAttributes({ namespace, searchAttributes }).then(() => true, String);
    await eventually(known, (answer) => answer === true);
  } finally {
    await connection.close();
  }
}
