import { LRUCache } from 'lru-cache';
import type { CaseView } from '../../../domain/case/view.ts';
import type { FoundCase } from '../../call.ts';

/**
 * Keeps the views that commands were answered with, until the projection has come as far. So a user who has given a command
 * finds it done in what they do next, and so does the next person. Only what the engine has taken is in here, and nothing
 * is lost with it. Another process, or this one after a crash, reads the projection, which follows in milliseconds.
 */
export class RecentViews {
  /** Far more than are on their way at a time. What the projection has reached stays: a read may have begun before it did. */
  private readonly views = new LRUCache<string, CaseView>({ max: 1000 });

  /** Remembers the view after a command. */
  add(view: CaseView): void {
    const id = idOf(view);
    if (view.revision > (this.views.get(id)?.revision ?? 0)) this.views.set(id, view);
  }

  /** The case at the later of the two: as it was found, or as its last command was answered (`projected: false`). */
  latest(found: FoundCase): FoundCase {
    const view = this.views.get(idOf(found));
    const isNewer = view !== undefined && view.revision > found.view.revision;
    return isNewer ? { ...found, view: { ...view, projected: false } } : found;
  }
}

function idOf({ organisation, number }: Pick<CaseView, 'organisation' | 'number'>): string {
  return `${organisation}/${number}`;
}
