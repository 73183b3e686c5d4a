import { Counter, Registry } from 'prom-client';

/** The measurements of this process. */
export const registry = new Registry();

export const refusalsCounted = new Counter({
  name: 'inaya_refusals_total',
  help: 'Commands that a case refused, by name of the refusal',
  labelNames: ['refusal'],
  registers: [registry],
});
