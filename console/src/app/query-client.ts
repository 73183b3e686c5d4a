import { QueryClient } from '@tanstack/react-query';

/** What the pages have read of the API, until it is read anew. */
export const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: true } } });
