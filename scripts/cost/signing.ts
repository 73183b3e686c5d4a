import type { ApiDependencies } from '../../api/dependencies.ts';
import { viewFor } from '../../application/cases/permission.ts';
import { forRights } from '../../application/cases/reading/find-case.ts';
import { findCase, writeStep } from '../../db/cases/cases.ts';
import { signCommand } from '../../db/command-signatures.ts';
import { signedContent } from '../../domain/case/command.ts';
import { mayAct, mayRead } from '../../domain/case/rights.ts';
import { commandToWrite } from '../../temporal/cases.ts';
import { measuredAgent as agent } from '../measuring/measured-agent.ts';
import { median, openedBy, unsignedAccept, withApi } from './api-overhead.ts';

const { organisation } = agent;

/** Median times in milliseconds. */
export interface WhatRightsCost {
  /** Of one command to the engine and into the database: signed and proven, and without either, taken in turns. */
  signed: number;
  unsigned: number;
  /** Of judging one command: whether it may be read and given, and what the view then allows. */
  rights: number;
}

/** What signing adds to one command, with and without it in one run, and what its rights take. */
export function costOfSigning(dependencies: ApiDependencies, pairs: number): Promise<WhatRightsCost> {
  const { database, temporal, packs, secret } = dependencies;
  // Nobody is told of the commands that are not signed here.
  const writing = { database, secret };
  return withApi(dependencies, async (post) => {
    const times = { signed: [] as number[], unsigned: [] as number[], rights: [] as number[] };
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const way of pair % 2 ? (['signed', 'unsigned'] as const) : (['unsigned', 'signed'] as const)) {
        const { number } = await openedBy(post);
        const address = { kind: 'complaint' as const, organisation, number };
        const command = { ...unsignedAccept(), writtenThrough: 0 };
        const began = performance.now();
        const { commandId, at, actor } = command;
        const taken = { organisation, number, commandId, at, by: actor.id };
        const signature = way === 'signed' && {
          signature: signCommand(dependencies, { ...taken, content: signedContent(command) }),
        };
        const answer = await commandToWrite(temporal, address, { ...command, ...signature });
        if ('projection' in answer) await writeStep(writing, answer, new Date().toISOString());
        times[way].push(performance.now() - began);
        const found = await findCase(database, organisation, number);
        if (!found) throw new Error(`${number} has not been written`);
        const judged = performance.now();
        const subject = forRights(packs, found);
        if (mayRead(actor, subject) && mayAct(actor, 'answer', subject) === null) viewFor(found.view, actor, subject);
        times.rights.push(performance.now() - judged);
      }
    }
    return { signed: median(times.signed), unsigned: median(times.unsigned), rights: median(times.rights) };
  });
}
