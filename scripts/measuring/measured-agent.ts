import type { StaffDocument } from '../../db/organisation/staff.ts';

/** Who gives the commands of a measurement. */
export const measuredAgent: StaffDocument = {
  _id: 'cost.agent',
  organisation: 'development-fund',
  username: 'cost.agent',
  passwordHash: '',
  roles: ['agent'],
  groups: ['customer-care'],
  departments: ['customer-care'],
  name: { ar: '', en: '' },
  email: '',
  phone: '',
  language: 'ar',
  active: true,
  absences: [],
};
