import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { searchAttributeNames } from '../workflows/messages/case.ts';
import { isRefusedForGood } from './engine-refusal.ts';

/** The server's number for the type of search attribute that is a keyword. */
const keyword = 2;

/** How long a server may take until it knows what has been added, in milliseconds. */
const timeoutMs = 30_000;

/**
 * Sees to it that the engine's namespace has the search attributes of cases, without which it starts none. What is missing
 * is added; every process that starts may call it.
 * @throws Error that says which commands add them, if this process may not.
 */
export async function registerSearchAttributes({ workflowService, connection, options }: Client): Promise<void> {
  const { namespace } = options;
  const query = searchAttributeNames.map((name) => `${name} = 'none'`).join(' AND ');
  const areKnown = async () => {
    try {
      await workflowService.listWorkflowExecutions({ namespace, query, pageSize: 1 });
      return true;
    } catch (error) {
      if (isRefusedForGood(error)) return false;
      throw error;
    }
  };
  if (await areKnown()) return;
  const searchAttributes = Object.fromEntries(searchAttributeNames.map((name) => [name, keyword]));
  let why: unknown;
  for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(100)) {
    // Another process may be adding the same ones. The second is told so, or that it was too much at once.
    why = await connection.operatorService.addSearchAttributes({ namespace, searchAttributes }).then(
      () => 'the server has taken them and does not know them',
      (error: unknown) => error,
    );
    if (await areKnown()) return;
    if (isRefusedForGood(why)) break;
  }
  const command = `temporal operator search-attribute create --namespace ${namespace} --type Keyword --name`;
  const commands = searchAttributeNames.map((name) => `  ${command} ${name}`).join('\n');
  throw new Error(
    `The Temporal server does not know what cases are found by, and does not let us add it:\n${commands}`,
    {
      cause: why,
    },
  );
}
