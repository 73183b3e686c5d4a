/**
 * Whether somebody has signed in with this browser: a page that knows that nobody has does not ask. The session itself is a
 * cookie that no script can read.
 */
const name = 'inaya-signed-in';
const drafts = 'drafts of';

export const mark = {
  isSet: (): boolean => localStorage.getItem(name) !== null,
  /** What was typed and not sent stays for the person who typed it: another one at this browser finds none of it. */
  set: (staffId: string): void => {
    if (sessionStorage.getItem(drafts) !== staffId) sessionStorage.clear();
    sessionStorage.setItem(drafts, staffId);
    localStorage.setItem(name, 'yes');
  },
  /** The session has ended by itself: the person comes back to what they were typing. */
  expire: (): void => localStorage.removeItem(name),
  clear: (): void => {
    localStorage.removeItem(name);
    sessionStorage.clear();
  },
};
