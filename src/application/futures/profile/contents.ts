import { GetPhotoOnFileHandler, GetProfileHandler } from './profile.js';

export const handlers = [GetProfileHandler, GetPhotoOnFileHandler];
