/**
 * Part of the bundle that replays, never of the one that runs cases. It tells the replaying worker what the rules of today
 * ask of the world and leave to callers. That is where a case's events and clocks stand. It leaves every command as it is.
 */
import { type ActivityOptions, proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

export interface ReplaySinks extends Sinks {
  replayed: {
    asked(activity: string, request: string, options: ActivityOptions): void;
    answered(answer: string): void;
  };
}

export const interceptors: WorkflowInterceptorsFactory = () => {
  const { replayed } = proxySinks<ReplaySinks>();
  return {
    inbound: [
      {
        handleUpdate(input, next) {
          const answer = next(input);
          // Beside the answer and not in its way: what comes after it comes in the order in which it came the first time.
          answer.then((value) => replayed.answered(JSON.stringify(value ?? null))).catch(() => undefined);
          return answer;
        },
      },
    ],
    outbound: [
      {
        scheduleActivity(input, next) {
          replayed.asked(input.activityType, JSON.stringify(input.args[0] ?? null), input.options);
          return next(input);
        },
      },
    ],
  };
};
