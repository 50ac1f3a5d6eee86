import { CustomerErasure } from './customer-erasure.js';
import { Customers } from './customers.js';
import { RequestLoginCodeHandler, SignInHandler } from './sign-in.js';

export const services = [CustomerErasure, Customers];

export const handlers = [RequestLoginCodeHandler, SignInHandler];
