import { TestWorkflowEnvironment } from '@temporalio/testing';

/**
 * A Temporal server in which months pass at once. Drive cases by a plain `new Client({ connection: env.connection })`
 * and move the clock by `env.sleep` only: `env.client` would skip time by itself, even years.
 */
export function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TIME_SKIPPING_SERVER;
  if (!path) throw new Error('TIME_SKIPPING_SERVER is not set: run this test in the jest project `servers`');
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}
