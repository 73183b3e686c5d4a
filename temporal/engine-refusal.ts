import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's numbers for answers that a repetition would only get again: something is set up wrong, and nothing was done. */
const forGood: readonly number[] = [
  3, // INVALID_ARGUMENT
  7, // PERMISSION_DENIED
  12, // UNIMPLEMENTED
  16, // UNAUTHENTICATED
];

/** Whether the engine has answered that it will not do this, however often it is asked; being away is no such answer. */
export function isRefusedForGood(error: unknown): boolean {
  const said = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(said) && forGood.includes(said.code);
}
