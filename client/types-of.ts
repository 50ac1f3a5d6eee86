import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** TypeScript types of an OpenAPI document, as `client/openapi.d.ts` holds them. */
export const typesOf = async (document: object): Promise<string> =>
  astToString(await openapiTS(document as OpenAPI3, { alphabetize: true }));
