import { Alert } from '@mantine/core';
import { Refusal } from '../api/client';
import { useSay } from './language';

/** Says why something did not come out: in the words of the API, or that it cannot be reached. Nothing if nothing is wrong. */
export function Fault({ error }: { error: Error | null }) {
  const said = useSaidFault();
  return (
    error && (
      <Alert color="red" role="alert">
        {said(error)}
      </Alert>
    )
  );
}

/** The sentence of a fault in the reader's language. */
export function useSaidFault(): (error: unknown) => string {
  const say = useSay();
  return (error) => (error instanceof Refusal && error.message ? error.message : say('failed'));
}
