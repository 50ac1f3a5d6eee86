import { ApiProblem, answered, type Schemas } from '@realname/client';
import { type Reading, useReading } from '../kit/reading.js';
import { api } from './connection.js';
import { router } from './router.js';

export type Company = Schemas['CompanyAnswer'];

const known = new Map<string, Promise<Company>>();

/** What a company is configured with (F1, F7), read once in the life of a page. @throws ApiProblem `company.not-found` */
export const companyOf = (companyCode: string): Promise<Company> => {
  const reading =
    known.get(companyCode) ??
    answered(api.GET('/v1/futures/companies/{companyCode}', { params: { path: { companyCode } } }));
  known.set(companyCode, reading);
  reading.catch(() => known.delete(companyCode));
  return reading;
};

/** The company of the screen's address; one that is no longer served leads to figure 1. */
export const useCompany = (companyCode: string): Reading<Company> =>
  useReading(async () => {
    try {
      return await companyOf(companyCode);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'company.not-found') void router.replace({ name: 'company' });
      throw error;
    }
  });
