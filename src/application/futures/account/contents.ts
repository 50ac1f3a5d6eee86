import { CustomerErasure } from './customer-erasure.js';
import { Customers } from './customers.js';
import { ShutOut } from './shut-out.js';
import { RequestLoginCodeHandler, SignInHandler } from './sign-in.js';

export const services = [CustomerErasure, Customers, ShutOut];

export const handlers = [RequestLoginCodeHandler, SignInHandler];
