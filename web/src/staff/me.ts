import type { Schemas } from '@realname/client';
import { type InjectionKey, inject, type ShallowRef } from 'vue';

export type Me = Schemas['StaffAnswer'];

export const meKey: InjectionKey<ShallowRef<Me | undefined>> = Symbol('me');

/** Who is signed in; within a StaffFrame only. */
export const useMe = (): ShallowRef<Me | undefined> => inject(meKey)!;
