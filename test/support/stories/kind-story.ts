import type { CaseState } from '../../../domain/case/case.ts';
import { type Actor, type Refusal, systemActor } from '../../../domain/case/command.ts';
import type { Step } from '../../../domain/case/step.ts';
import { ToldCase } from './told-case.ts';

/**
 * The story of a case of one kind, whose commands each say who gives them. A kind adds how it opens and the body that each
 * command takes as it stands. `Name`: the commands that people give; the other `Commands` come from the system.
 */
export abstract class KindStory<
  State extends CaseState,
  Details,
  Commands extends object,
  Name extends keyof Commands & string,
> extends ToldCase<State, Details> {
  /** A body that the case takes as it stands now; what must be approved is named by its digest. */
  protected abstract usual(name: Name): object | undefined;

  /** Gives a command, or says why it was refused. */
  attempt<One extends Name>(name: One, actor: Actor, at: string, body?: Partial<Commands[One]>): Step<State> | Refusal {
    return this.give({ name, at, actor, body: { ...this.usual(name), ...body } });
  }

  /** Gives a command; throws if it is refused. */
  act<One extends Name>(name: One, by: Actor, at: string, body?: Partial<Commands[One]>): this {
    return this.taken(name, this.attempt(name, by, at, body));
  }

  /** What comes of an errand arrives, or what the API gives the case in nobody's name. */
  hears<One extends Exclude<keyof Commands & string, Name>>(name: One, at: string, body: Commands[One]): this {
    return this.taken(name, this.give({ name, at, actor: systemActor, body: body as object }, at, 'answer'));
  }
}
