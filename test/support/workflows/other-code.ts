import { sleep } from '@temporalio/workflow';

/** A workflow of the same name that does something else: no saved history may replay with it. */
export async function complaint(): Promise<void> {
  await sleep('1 day');
  await sleep('1 day');
}
