/** How a customer of the registry may be reached. */
export const contactKinds = ['mobile', 'phone', 'email', 'address', 'social-media'] as const;

/** What a form can ask of the registry of customers (N-20, F-04). */
export const registryActions = ['new', 'change', 'merge', 'deactivate', 'import', 'fields'] as const;
