import { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributeNames } from '../../../workflows/messages/case.ts';

/** INDEXED_VALUE_TYPE_KEYWORD of the engine's API. */
const keyword = 2;

/**
 * A Temporal server in which months pass at once. Drive cases by a plain `new Client({ connection: env.connection })`
 * and move the clock by `env.sleep` only: `env.client` would skip time by itself, even years.
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TIME_SKIPPING_SERVER;
  if (!path) throw new Error('TIME_SKIPPING_SERVER is not set: run this test in the jest project `servers`');
  const environment = await startedWithin(3, () =>
    TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } }),
  );
  // Without them this server loses the start of a child in silence.
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(searchAttributeNames.map((name) => [name, keyword])),
  });
  return environment;
}

/** The SDK gives a server five seconds, which a JVM on a busy machine may miss: so often it is tried. */
async function startedWithin<T>(attempts: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (attempts <= 1 || !String(error).includes('did not start within')) throw error;
    return startedWithin(attempts - 1, start);
  }
}
