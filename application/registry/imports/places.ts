import { ApiProblem } from '../../../api/http/problem.ts';

/** Files of one organisation that are read or prepared at one time: each is held in memory. */
const mostOfOrganisation = 6;
/** So many of them may be one person's: whose files come slowly keeps no colleague waiting. */
const mostOfPerson = 2;

/** Who has files under way in this process. */
const taken: { organisation: string; person: string }[] = [];

/**
 * Takes a place for one file of an organisation; nobody's file waits for another organisation's.
 * @returns how to give it back @throws ApiProblem (503) where there is none
 */
export function takePlace(organisation: string, person: string): () => void {
  const ofOrganisation = taken.filter((one) => one.organisation === organisation);
  const ofPerson = ofOrganisation.filter((one) => one.person === person);
  if (ofOrganisation.length >= mostOfOrganisation || ofPerson.length >= mostOfPerson) {
    throw new ApiProblem('Unavailable', 'Other imports are under way. Nothing was taken; try again.', {
      retryAfter: 30,
    });
  }
  const place = { organisation, person };
  taken.push(place);
  return () => {
    const at = taken.indexOf(place);
    if (at >= 0) taken.splice(at, 1);
  };
}
