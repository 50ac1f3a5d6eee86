/** The languages that refusals are worded in. */
export type Language = 'zh-CN' | 'en';
