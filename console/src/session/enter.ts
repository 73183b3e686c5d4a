import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { readSession, sessionQuery } from '../api/queries';
import { mark } from './mark';

/** Goes to the first page as the user who has just signed in; nothing of an earlier session stays. */
export function useEnter(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    queryClient.clear();
    const session = await readSession();
    if (!session) return;
    mark.set(session.staffId);
    queryClient.setQueryData(sessionQuery.queryKey, session);
    await navigate({ to: '/' });
  };
}
