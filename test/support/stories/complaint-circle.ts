/** Complaints that speak with each other: errands wait until the test carries them, so that any order can be tried. */
import type { Refusal } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { Story, type StoryOptions } from './complaint-story.ts';

export class ComplaintCircle {
  readonly stories = new Map<string, Story>();
  /** What has been asked for and not been carried out yet, and which complaint asked for it. */
  private waiting: { from: string; pending: PendingErrand }[] = [];

  open(number: string, options: StoryOptions = {}): Story {
    const story = new Story({ ...options, number });
    this.stories.set(number, story);
    this.waiting.push(...story.errands.map((pending) => ({ from: number, pending })));
    return story;
  }

  of(number: string): Story {
    const story = this.stories.get(number);
    if (!story) throw new Error(`no complaint ${number}`);
    return story;
  }

  /** Gives a command; what it asks for elsewhere waits. */
  act<Name extends ComplaintCommandName>(
    number: string,
    name: Name,
    at: string,
    body: Partial<ComplaintCommands[Name]> = {},
  ): this {
    const refusal = this.tryTo(number, name, at, body);
    if (refusal) throw new Error(`${name} was refused: ${refusal.refusal}, ${refusal.detail}`);
    return this;
  }

  /** Gives a command that may be refused; what it asks for elsewhere waits. Returns the refusal, or null. */
  tryTo(number: string, name: ComplaintCommandName, at: string, body: object = {}): Refusal | null {
    const step = this.of(number).attempt(name, at, { body });
    if ('refusal' in step) return step;
    this.of(number).take(step);
    this.waiting.push(...step.errands.map((pending) => ({ from: number, pending })));
    return null;
  }

  /** Carries out what waits, the oldest or the newest first, until nothing is left to say. */
  deliver(order: 'oldest-first' | 'newest-first' = 'oldest-first'): this {
    for (;;) {
      const next = order === 'oldest-first' ? this.waiting.shift() : this.waiting.pop();
      if (!next) return this;
      this.carryOut(next.from, next.pending);
    }
  }

  private carryOut(from: string, { errand, at }: PendingErrand): void {
    if (errand.do !== 'tell' || errand.kind !== 'complaint') return;
    const other = this.stories.get(errand.number);
    // A case that has ended is not told, as on the engine; who waits for its answer is.
    const heard = other && !complaint.isOver(other.state);
    if (heard) this.hear(errand.number, errand.command, at, errand.body);
    else if (errand.unheard) this.hear(from, errand.unheard.command, at, errand.unheard.body);
  }

  private hear(number: string, command: string, at: string, body: object): void {
    const step = this.of(number).hear(command as keyof ComplaintCommands, at, body);
    this.waiting.push(...step.errands.map((pending) => ({ from: number, pending })));
  }
}
